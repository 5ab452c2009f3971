package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// hebrewStem removes the plural endings and the feminine ones that alternate with them, and writes final
// letters like those inside a word.
var hebrewStem = steps(
	endings(3, "יות ויות ים ות יה ית ה ת"),
	replacing("ם", "מ", "ן", "נ", "ץ", "צ", "ף", "פ", "ך", "כ"),
)

// hebrewReadings are the words that a written form can stand for, for Hebrew writes "and", "the", "in",
// "to", "from", "as" and "that" together with the next word: והבחירות is ו+ה+בחירות.
func hebrewReadings(word string) []string {
	forms := []string{word}
	for _, p := range hebrewPrefixes {
		least := 3
		if strings.HasSuffix(p, "ה") {
			least = 2 // an article says that a noun follows
		}
		rest, ok := strings.CutPrefix(word, p)
		if ok && utf8.RuneCountInString(rest) >= least {
			forms = append(forms, rest)
		}
	}
	return forms
}

var hebrewPrefixes = strings.Fields("ו ה ב ל מ כ ש וה וב ול ומ וכ וש שה שב של שמ כש מה בה לה ושה כשה ומה")

// hebrewQueries are the readings that a searcher can mean: the word itself, without its article.
func hebrewQueries(word string) []string {
	if rest, ok := strings.CutPrefix(word, "ה"); ok && utf8.RuneCountInString(rest) >= 3 {
		return []string{word, rest}
	}
	return []string{word}
}

// withoutPersianAffixes drops the plural, possessive and comparative endings and the verbal prefixes that
// Persian sets apart from their word by a zero-width non-joiner.
func withoutPersianAffixes(word string) string {
	parts := strings.Split(word, "\u200c")
	for len(parts) > 1 && slices.Contains(persianEndings, parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 1 && (parts[0] == "می" || parts[0] == "نمی" || parts[0] == "مي" || parts[0] == "نمي") {
		parts = parts[1:]
	}
	return strings.Join(parts, "")
}

var persianEndings = strings.Fields("ها های هایی هایم هایت هایش هایمان هایتان هایشان ای ام ات اش ایم اید اند تر ترین مان تان شان است ي ی")

var persianStem = steps(
	endings(3, "هایی های ها هایم هایش هایشان هایمان ترین تر ان ات"),
	endings(3, "ی"),
)

var urduStem = endings(2, "وں یں یاں اں ے ی ا ئیں ؤں")

var marathiStem = steps(
	endings(2, `ांच्या ाच्या ीच्या ेच्या ांनी ाने ांना ाला ीला ेला ांचा ांची ांचे ाचा ाची ाचे ीचा ीची ीचे ात ांत ीत ेत ून ातून ावर ांवर ीवर
		साठी ासाठी मध्ये ामध्ये`),
	endings(2, "ां ा ी े ो ू या ्या"),
	marathiVowels.Replace,
)

// marathiVowels writes short the vowels that endings shorten: निवडणूक, निवडणुका.
var marathiVowels = strings.NewReplacer("ू", "ु", "ी", "ि")

var nepaliStem = steps(
	endings(2, "हरूको हरूले हरूलाई हरूमा हरू हरुको हरुले हरुलाई हरुमा हरु"),
	endings(2, "को का की ले लाई मा बाट देखि सँग सम्म द्वारा लाइ"),
)

var bengaliStem = steps(
	endings(2, "গুলোর গুলোকে গুলোতে গুলো গুলির গুলিকে গুলি দেরকে দের টির টিকে টিতে টি টার টাকে টা খানা"),
	endings(2, "ের েরা েই তে কে রা ে ই ও য়ের য়"),
	replacing("ার", "া", "ির", "ি", "ীর", "ী", "ুর", "ু", "োর", "ো"), // the genitive behind a vowel
)

var punjabiStem = endings(2, "ੀਆਂ ਿਆਂ ਾਂ ਆਂ ੇ ੀ ਾ ੋਂ ਿਓਂ ਈਆਂ")

var gujaratiStem = steps(
	endings(2, "ઓમાં ઓની ઓના ઓનો ઓનું ઓને ઓએ ઓ"),
	endings(2, "માં ની ના નો નું ને થી એ"),
	endings(2, "ા ી ે ો ું"),
)

var teluguStem = steps(
	endings(2, "లలో లకు లను లతో ల కు ను లో తో నుంచి పై గా లు"),
	endings(2, "ం ు ి ా ాల ాలు"),
)

var kannadaStem = steps(
	endings(2, "ಗಳಲ್ಲಿ ಗಳನ್ನು ಗಳಿಗೆ ಗಳಿಂದ ಗಳು ಗಳ ದಲ್ಲಿ ಯಲ್ಲಿ ನಲ್ಲಿ ಲ್ಲಿ ವನ್ನು ಯನ್ನು ನ್ನು ಕ್ಕೆ ದಿಂದ ಯಿಂದ ಗೆ ದ ಯ"),
	endings(2, "ು ೆ ಿ"),
)

var malayalamStem = steps(
	endings(3, "ങ്ങളിൽ ങ്ങളുടെ ങ്ങൾക്ക് ങ്ങളെ ങ്ങൾ കളിൽ കളുടെ കൾക്ക് കളെ കൾ യിൽ ത്തിൽ ിൽ ിന്റെ ത്തിന്റെ യുടെ ുടെ യെ ിനെ ിന് ക്ക്"),
	endings(3, "ം ്"),
)

// indonesianStem removes possessives and particles, then one prefix or suffix of derivation
// (after F. Z. Tala, "A study of stemming effects on information retrieval in Bahasa Indonesia", 2003; the
// changes of the first letter behind me- and pe- are left out). Reduplication is a plural: buku-buku comes
// as two words.
var indonesianStem = steps(
	endings(4, "lah kah pun tah"),
	endings(4, "nya ku mu"),
)

// withoutParticle removes the particle of a Korean query word of at least three syllables, for texts hold the
// word with any other particle as well. Particles that many words end in by nature stay.
func withoutParticle(units []string) []string {
	n := len(units)
	if n < 3 || !isHangul(units[n-1]) {
		return units
	}
	if n >= 4 && slices.Contains(koreanParticles, units[n-2]+units[n-1]) {
		return units[:n-2]
	}
	if strings.Contains("을를은는의에", units[n-1]) {
		return units[:n-1]
	}
	return units
}

var koreanParticles = strings.Fields("에서 에게 으로 까지 부터 께서 에는 에도 이다 한테")

func isHangul(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0xAC00 && r <= 0xD7A3
}
