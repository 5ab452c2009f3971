package analysis

import "strings"

// hungarianStem removes case, possessive and plural, each of its own list, and writes short the vowel that some nouns
// shorten before suffixes: kéz, kezek; árvíz, árvizek. Snowball's stemmer takes elnök, president, for a form of el.
var hungarianStem = steps(
	endings(2, `ban ben ba be ból ből ra re ról ről hoz hez höz tól től nál nél nak nek ig ként kor ért
		bal bel cal cel dal del fal fel gal gel hal hel jal jel kal kel lal lel mal mel nal nel pal pel ral rel sal sel tal tel val vel zal zel
		ot at et öt t on en ön n ul ül vá vé éi é tt ott ett ött nak nek ni na ne va ve ják jük`),
	endings(2, "aim eim jaim jeim aid eid ai ei jai jei aink eink aik eik jaik jeik im id i ja je a e om em öm am m od ed öd ad d unk ünk juk jük uk ük ik"),
	endings(2, "ak ek ok ök k"),
	rule(hungarianShort.Replace),
	rule(func(word string) string {
		i := strings.LastIndexAny(word, "aeiouöüáéó")
		if i < 1 || !strings.HasPrefix(word[i:], "é") && !strings.HasPrefix(word[i:], "á") {
			return word
		}
		return word[:i] + fold(word[i:i+len("é")], "") + word[i+len("é"):]
	}),
)

var hungarianShort = strings.NewReplacer("í", "i", "ú", "u", "ű", "ü")
