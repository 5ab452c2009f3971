package analysis

import (
	"strings"
	"unicode/utf8"
)

// arabicStem removes what Arabic writes together with its words: conjunctions, prepositions and the article before
// them, pronouns, number and gender behind (after L. S. Larkey, L. Ballesteros and M. E. Connell, "Light stemming
// for Arabic information retrieval", 2007). Plurals that change the word inside are a list, in irregular.txt.
var arabicStem = steps(
	arabicPrefix,
	endings(2, "هما كما هم هن ها كم كن نا ه ي ا"),
	endings(3, "ات ان ين ون تين تان وا ت ه ي"),
)

// arabicPrefix takes a prefix off that leaves three letters, or two behind the article.
var arabicPrefix = func() *stemmer {
	all := func(word string) []string {
		list := make([]string, 0, 3)
		for _, p := range arabicPrefixes {
			rest, ok := strings.CutPrefix(word, p)
			switch n := utf8.RuneCountInString(rest); {
			case ok && n >= 2 && strings.HasSuffix(p, "ال"):
				return append(list, rest) // an article says that a noun follows
			case ok && n >= 3:
				list = append(list, rest)
			}
		}
		return append(list, word)
	}
	return &stemmer{
		likely: func(word string) string { return all(word)[0] },
		whole:  func(word string) string { return word },
		all:    all,
	}
}()

// arabicPrefixes stand with the longest first. A single letter is rarely a prefix where an article could stand,
// and then the whole word is a reading too.
var arabicPrefixes = strings.Fields("وبال وكال فبال وال بال كال فال ولل لل ال وب ول وك فل وس سي ست و ب ل ك ف س")

// hebrewStem removes the plural endings and the feminine ones that alternate with them, construct and possessive ones,
// and writes final letters like those inside a word.
var hebrewStem = rule(steps(
	endings(3, "יו יה יהם יהן ינו יכם הם נו"),
	endings(2, "יות ויות ות ים יה ית ה ת י ו"),
	replacing("ם", "מ", "ן", "נ", "ץ", "צ", "ף", "פ", "ך", "כ"),
).likely)

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

// hebrewPrefixes are the orders that prefixes come in.
var hebrewPrefixes = func() []string {
	var list []string
	for _, and := range []string{"", "ו"} {
		for _, that := range []string{"", "ש", "כש", "מש", "לכש"} {
			for _, to := range []string{"", "ב", "ל", "מ", "כ"} {
				for _, the := range []string{"", "ה"} {
					if p := and + that + to + the; p != "" {
						list = append(list, p)
					}
				}
			}
		}
	}
	return list
}()

// hebrewQueries are the readings that a searcher can mean: the word itself, without its article.
func hebrewQueries(word string) []string {
	if rest, ok := strings.CutPrefix(word, "ה"); ok && utf8.RuneCountInString(rest) >= 3 {
		return []string{word, rest}
	}
	return []string{word}
}

// amharicLetters writes an Ethiopic syllable as its consonant and its vowel, for endings change the vowel of the
// last consonant, and one letter for those that sound alike: ጫካው, ጫካ; ሕጎቹ, ህግ. The script lists its syllables
// in rows of eight: seven vowels in the same order for each consonant, and a labial.
func amharicLetters(word string) string {
	var b strings.Builder
	for _, r := range word {
		if r < 0x1200 || r > 0x1357 {
			b.WriteRune(r)
			continue
		}
		consonant, vowel := (r-0x1200)/8*8+0x1200, (r-0x1200)%8
		switch consonant {
		case 'ሐ', 'ኀ', 'ኸ':
			consonant = 'ሀ'
		case 'ሠ':
			consonant = 'ሰ'
		case 'ዐ':
			consonant = 'አ'
		case 'ፀ':
			consonant = 'ጸ'
		}
		b.WriteRune(consonant)
		b.WriteByte("euiaE-oW"[vowel])
	}
	return b.String()
}

// amharicReadings are a word and what it is without the preposition that is written together with it.
func amharicReadings(word string) []string {
	for _, p := range []string{"በe", "ለe", "የe", "ከe"} {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 4 {
			return []string{word, rest}
		}
	}
	return []string{word}
}

// amharicStem removes object, article, possessive and plural, in the letters of amharicLetters, and the last vowel.
var amharicStem = steps(
	endings(4, "ነ-"),
	endings(4, "u ወ- ዋ ዎች- ቸ-ወ- አችe-ወ- ኤ"),
	endings(3, "oቸ- ወoቸ- oቸ ወoቸ"),
	endings(3, "e u i a E - o"),
)
