package analysis

import (
	"strings"
	"unicode/utf8"
)

// hungarianStem removes case, possessive and plural, each of its own list, and writes short the vowel that some nouns
// shorten before suffixes: kéz, kezek; árvíz, árvizek. It drops the one that others lose there: bokor, bokrok. Snowball's
// stemmer takes elnök, president, for a form of el.
var hungarianStem = steps(
	endings(2, `ban ben ba be ból ből ra re ról ről hoz hez höz tól től nál nél nak nek ig ként kor ért
		bal bel cal cel dal del fal fel gal gel hal hel jal jel kal kel lal lel mal mel nal nel pal pel ral rel sal sel tal tel val vel zal zel
		ot at et öt t on en ön n ul ül vá vé éi é tt ott ett ött nak nek ni na ne va ve ják jük`),
	hungarianLong,
	endings(2, "aim eim jaim jeim aid eid ai ei jai jei aink eink aik eik jaik jeik im id i ja je a e om em öm am od ed öd ad unk ünk juk jük uk ük ik"),
	hungarianMine,
	endings(2, "ak ek ok ök k"),
	rule(hungarianShort.Replace),
	rule(hungarianShorten),
	rule(hungarianFleeting),
	rule(hungarianShorten),
)

// hungarianShorten writes á and é short in a last syllable that ends in a consonant.
func hungarianShorten(word string) string {
	i := strings.LastIndexAny(word, hungarianVowels)
	if i < 1 || !strings.HasPrefix(word[i:], "é") && !strings.HasPrefix(word[i:], "á") {
		return word
	}
	return word[:i] + fold(word[i:i+len("é")], "") + word[i+len("é"):]
}

// hungarianMine removes what says my and your behind a vowel.
var hungarianMine = behindVowel(endings(2, "m d"))

// behindVowel makes a stemmer of one that removes a consonant: it does so behind a vowel only.
func behindVowel(s *stemmer) *stemmer {
	fits := func(word string) bool {
		_, n := utf8.DecodeLastRuneInString(word)
		return hungarianVowel(word[:len(word)-n])
	}
	return &stemmer{
		likely: func(word string) string {
			if fits(word) {
				return s.likely(word)
			}
			return word
		},
		whole: s.whole,
		all: func(word string) []string {
			if fits(word) {
				return s.all(word)
			}
			return []string{word}
		},
	}
}

// hungarianLong writes short the vowel of a possessive that is long before a case: határa, határán.
var hungarianLong = replacing("á", "a", "é", "e")

// hungarianFleeting drops the vowel before the last consonant: álom, ökör, majom, sátor lose it before suffixes.
func hungarianFleeting(word string) string {
	for _, vowel := range []string{"o", "e", "ö"} {
		if i := len(word) - len(vowel) - 1; i > 1 && strings.HasPrefix(word[i:], vowel) && strings.IndexByte("lrmkn", word[len(word)-1]) >= 0 &&
			!hungarianVowel(word[:i]) && utf8.RuneCountInString(word) > 3 {
			return word[:i] + word[len(word)-1:]
		}
	}
	return word
}

// hungarianVowel reports whether a word ends in a vowel.
func hungarianVowel(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune(hungarianVowels, r)
}

const hungarianVowels = "aáeéiíoóöőuúüű"

var hungarianShort = strings.NewReplacer("í", "i", "ú", "u", "ű", "ü")
