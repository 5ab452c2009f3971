package analysis

import (
	"slices"
	"strings"

	"github.com/blevesearch/snowballstem/tamil"
	"golang.org/x/text/unicode/norm"
)

// withoutPersianAffixes is a word in one piece, without its affixes.
func withoutPersianAffixes(word string) string { return strings.Join(persianParts(word), "") }

// persianPieces are the words that a zero-width non-joiner parts in a compound: رئیس‌جمهور, president.
func persianPieces(word string) []string {
	if parts := persianParts(word); len(parts) > 1 {
		return parts
	}
	return nil
}

// persianParts are the parts of a word between zero-width non-joiners, but for the plural, possessive and comparative
// endings and the verbal prefixes that Persian sets apart so.
func persianParts(word string) []string {
	parts := strings.Split(word, "\u200c")
	for len(parts) > 1 && slices.Contains(persianEndings, parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 1 && (parts[0] == "می" || parts[0] == "نمی" || parts[0] == "مي" || parts[0] == "نمي") {
		parts = parts[1:]
	}
	return parts
}

var persianEndings = strings.Fields("ها های هایی هایم هایت هایش هایمان هایتان هایشان ای ام ات اش ایم اید اند تر ترین مان تان شان است ي ی")

var persianStem = steps(
	arabicEndings(3, "یم ید ند م ش مان شان تان اش"),
	arabicEndings(2, "هایی های ها ترین تر ان یان گان ات"),
	arabicEndings(3, "ی ه"),
)

// arabicEndings is for languages whose words are spelt by foldArabicScript before they are stemmed.
func arabicEndings(min int, list string) *stemmer { return endings(min, foldArabicScript(list)) }

// indicEndings is for languages whose words are spelt by foldIndic before they are stemmed.
func indicEndings(min int, list string) *stemmer {
	words := strings.Fields(list)
	for i, w := range words {
		words[i] = foldIndic(norm.NFC.String(w))
	}
	return endings(min, strings.Join(words, " "))
}

var urduStem = steps(arabicEndings(2, "وں یں یاں اں ے ی ا ئیں ؤں ہ یوں یوں ات"), arabicEndings(3, "ی"))

var pashtoStem = arabicEndings(2, "ونو ونه انو ان ونې و ه ې ۍ ي ګانو ګان ا")

// uyghurStem is for case and plural.
var uyghurStem = steps(endings(3, "نىڭ نى غا گە قا كە دا دە تا تە دىن تىن"), endings(3, "لار لەر لىرى"), endings(3, "ى سى"))

var marathiStem = steps(
	indicEndings(2, `ांच्या ाच्या ीच्या ेच्या ांनी ाने ांना ाला ीला ेला ांचा ांची ांचे ाचा ाची ाचे ीचा ीची ीचे ात ांत ीत ेत ून ातून ावर ांवर ीवर
		साठी ासाठी मध्ये ामध्ये त नी ने ना ला वर चा ची चे च्या ंनी ंना ंच्या ंचा ंची ंचे ंवर ंत हून शी ांशी`),
	indicEndings(2, "ां ा ी े ो ू या ्या ्यां ं"),
	rule(marathiVowels.Replace),
)

// marathiVowels writes short the vowels that endings shorten: निवडणूक, निवडणुका.
var marathiVowels = strings.NewReplacer("ू", "ु", "ी", "ि")

var nepaliStem = steps(
	indicEndings(2, "को का की ले लाई मा बाट देखि सँग सम्म द्वारा लाइ मै कै"),
	indicEndings(2, "हरू हरु"),
)

var bengaliStem = steps(
	indicEndings(2, "গুলোর গুলোকে গুলোতে গুলো গুলির গুলিকে গুলি দেরকে দের টির টিকে টিতে টি টার টাকে টা খানা"),
	indicEndings(2, "ের েরা েই তে কে রা ে ই ও য়ের য় র"),
)

// assameseStem serves Odia too, each by its own letters.
var (
	assameseStem = steps(indicEndings(2, "ৰ ক ত লৈ ৰে এ ে"), indicEndings(2, "বোৰ বিলাক সমূহ সকল টো জন খন"), indicEndings(2, "ৰ ে"))
	odiaStem     = steps(indicEndings(2, "ରେ ର କୁ ଙ୍କ ଙ୍କୁ ଙ୍କର ଠାରୁ ରୁ ଟି ଟିର"), indicEndings(2, "ଗୁଡ଼ିକ ମାନେ ମାନଙ୍କ ଗୁଡିକ ଗୁଡ଼ିକର"))
)

var sinhalaStem = endings(2, "යන්ට වරයා වරුන් වරු යින් යන් දුවන් යේදී යේ දී ට ේ ේදී ය යා න් ින් වල ගේ යෝ යෙන් ෙන් ව")

var punjabiStem = indicEndings(2, "ੀਆਂ ਿਆਂ ਾਂ ਆਂ ੇ ੀ ਾ ੋਂ ਿਓਂ ਈਆਂ")

var gujaratiStem = steps(
	indicEndings(2, "ઓમાં ઓની ઓના ઓનો ઓનું ઓને ઓએ ઓ"),
	indicEndings(2, "માં ની ના નો નું ને થી એ ોમાં ોની ોના ોનો ોનું ોને ોએ"),
	indicEndings(2, "ા ી ે ો ું ઓ"),
)

var teluguStem = steps(
	endings(2, "లలో లకు లను లతో ల కు ను లో తో నుంచి పై గా లు కి ని యొక్క"),
	endings(2, "ం ు ి ా ాల ాలు ుడు డు ులు"),
	endings(3, "ు ల ా"),
)

var kannadaStem = steps(
	endings(2, "ಗಳಲ್ಲಿ ಗಳನ್ನು ಗಳಿಗೆ ಗಳಿಂದ ಗಳು ಗಳ ದಲ್ಲಿ ಯಲ್ಲಿ ನಲ್ಲಿ ಲ್ಲಿ ವನ್ನು ಯನ್ನು ನ್ನು ಕ್ಕೆ ದಿಂದ ಯಿಂದ ಗೆ ದ ಯ ರು ರನ್ನು ರಿಗೆ ರಿಂದ ರ ಿನಲ್ಲಿ ಿನ"),
	endings(2, "ು ೆ ಿ"),
)

var malayalamStem = steps(
	endings(3, "ങ്ങളിൽ ങ്ങളുടെ ങ്ങൾക്ക് ങ്ങളെ ങ്ങൾ കളിൽ കളുടെ കൾക്ക് കളെ കൾ യിൽ ത്തിൽ ിൽ ിന്റെ ത്തിന്റെ യുടെ ുടെ യെ ിനെ ിന് ക്ക് മാർ മാരെ മാരുടെ മാർക്ക് ിലെ"),
	endings(3, "ം ്"),
)

var tamilStem = twice(rule(snowball(tamil.Stem)))

// indonesianStem removes possessives and particles, then the prefix and the suffix of a verb (after F. Z. Tala, "A
// study of stemming effects on information retrieval in Bahasa Indonesia", 2003). Nouns that are derived by
// pe-, ke- and -an stay as they are, for they mean something else. Reduplication is a plural: buku-buku comes
// as two words.
var indonesianStem = steps(
	endings(4, "lah kah pun tah"),
	endings(4, "nya ku mu"),
	indonesianVerb,
)

var indonesianVerb = func() *stemmer {
	all := func(word string) []string {
		list := []string{word}
		for i := 0; i < len(indonesianPrefixes); i += 2 {
			rest, ok := strings.CutPrefix(word, indonesianPrefixes[i])
			if !ok || len(rest) < 4 {
				continue
			}
			rest = strings.TrimPrefix(indonesianPrefixes[i+1], "-") + rest
			for _, suffix := range []string{"", "kan", "i"} {
				if root, ok := strings.CutSuffix(rest, suffix); ok && len(root) >= 4 {
					list = appendNew(list, root)
				}
			}
		}
		return list
	}
	same := func(word string) string { return word }
	return &stemmer{likely: same, whole: same, all: all}
}()

// indonesianPrefixes are pairs of a prefix and the sound that it swallows, "-" for none.
var indonesianPrefixes = strings.Fields("menge - meny s meng k meng - mem p mem - men t men - me - di - ter - ber - be -")

// filipinoReadings are a word and what it is without the infixes and prefixes of its aspect: sinabi, sabi; ginamot,
// gamot; nagsabi.
func filipinoReadings(word string) []string {
	forms := []string{word}
	if len(word) > 5 && (word[1:3] == "in" || word[1:3] == "um") {
		forms = append(forms, word[:1]+word[3:])
	}
	for _, p := range []string{"nag", "mag", "pag", "naka", "maka", "pinag", "ipina", "ipinag", "na", "ma", "i"} {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) >= 4 {
			forms = append(forms, rest)
			if rest[:2] == rest[2:4] { // nagsasabi
				forms = append(forms, rest[2:])
			}
		}
	}
	return forms
}

// swahiliReadings are a word and what it is without its class and the ending for a place: watoto, mtoto; vitabu,
// kitabu; msituni, msitu.
func swahiliReadings(word string) []string {
	forms := []string{word}
	if place, ok := strings.CutSuffix(word, "ni"); ok && len(place) >= 4 {
		forms = append(forms, place)
	}
	for _, form := range forms {
		for _, class := range []string{"wa", "mw", "m", "vi", "ki", "vy", "ch", "ma", "mi", "ji"} {
			if rest, ok := strings.CutPrefix(form, class); ok && len(rest) >= 3 {
				forms = append(forms, "-"+rest)
				if class == "ma" { // madaktari, daktari
					forms = append(forms, rest)
				}
			}
		}
	}
	return forms
}

// zuluReadings are a word and what it is without its first vowel, which goes after some particles.
func zuluReadings(word string) []string {
	if len(word) > 4 && strings.IndexByte("uia", word[0]) >= 0 {
		return []string{word, word[1:]}
	}
	return []string{word}
}

// somaliStem removes the article, which melts into the end of its noun.
var somaliStem = steps(
	endings(4, "uhu aha ihii igu iga igii gu ga gii ku ka kii tu ta tii du da dii hu ha hii shu sha nta nka"),
	endings(4, "e i a o u"),
)

func foldIndic(word string) string { return filtered(word, indic) }

// foldPunjabi drops the dot that part of the writers leave out.
func foldPunjabi(word string) string {
	return foldIndic(strings.ReplaceAll(norm.NFD.String(word), "\u0a3c", ""))
}
