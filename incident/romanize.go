package incident

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// romanize writes a word in lower-case ASCII, near to how it sounds: the letters of other scripts by unidecode's
// tables, except where those tables follow the spelling of a language that isn't the word's own.
func romanize(word string) string {
	if isASCII(word) {
		return strings.ToLower(word)
	}
	if roman, ok := letters().romanize(word); ok {
		return roman
	}
	return romanizeAny(word)
}

// romanizeAny is romanize of any word, the long way.
func romanizeAny(word string) string {
	var b strings.Builder
	letters := []rune(norm.NFC.String(word))
	for i, r := range letters {
		if isHebrewMark(r) {
			continue
		}
		if s := hebrewSounds[r]; s != "" && i+1 < len(letters) && isHebrewMark(letters[i+1]) {
			b.WriteString(s)
			continue
		}
		b.WriteString(romanOf(r))
	}
	return strings.ToLower(b.String())
}

// romanOf is a character in Latin letters.
func romanOf(r rune) string {
	if s, ok := romanLetters[r]; ok {
		return s
	}
	if unicode.Is(unicode.Han, r) {
		return hanSound(r)
	}
	return strings.TrimSpace(unidecode.Unidecode(string(r)))
}

// romanLetters corrects unidecode. Hebrew vav is mostly a vowel; the small Japanese tsu only doubles.
var romanLetters = map[rune]string{
	'ו': "w", 'כ': "k", 'ך': "k", 'ח': "h", 'ע': "'",
	'フ': "fu", 'ふ': "fu", 'ッ': "", 'っ': "", 'ー': "", 'ジ': "ji", 'じ': "ji", 'ヴ': "v", 'チ': "chi", 'シ': "shi",
	'ß': "ss", 'ı': "i", 'İ': "i", 'ь': "", 'ъ': "", 'х': "h", 'Х': "h", '\u064a': "y", 'ى': "a", 'ة': "",
}

// hebrewSounds are those of letters with a geresh.
var hebrewSounds = map[rune]string{'ג': "j", 'צ': "tch", 'ז': "zh"}

// hanSound is the sound that a Chinese character has in foreign names: its reading in Mandarin, but for those that names are given by their
// sound in other dialects or languages.
func hanSound(r rune) string {
	if s, ok := hanSounds[r]; ok {
		return s
	}
	s := strings.TrimSpace(unidecode.Unidecode(string(r)))
	return strings.TrimSuffix(s, "g")
}

var hanSounds = func() map[rune]string {
	m := map[rune]string{}
	for spec := range strings.FieldsSeq("ka:卡加佳 ki:基 kin:金京 ji:吉治日 je:杰傑捷哲热熱 ja:贾賈 jan:简簡让讓 jin:津 hi:希 si:西锡錫 sin:辛 hin:欣兴興 sha:夏 shan:香 sho:肖 she:谢謝雪 hu:休许許 " +
		"son:逊遜 jo:约約乔喬若 jon:琼瓊 ju:儒茹 chu:丘 chi:齐齊奇 che:切 chin:钦欽 cha:恰 vi:维維威 va:瓦 vo:沃 ve:韦韋 vin:文温溫 u:武乌烏 tso:措 en:恩 van:万萬 vei:卫衛魏") {
		sound, runes, _ := strings.Cut(spec, ":")
		for _, r := range runes {
			m[r] = sound
		}
	}
	return m
}()

// skeleton reduces a romanized word to the classes of its consonants, so that one name keeps its skeleton
// through scripts: Trump, Трамп, ترامب and トランプ are all "TRNB". Vowels, h, w and y vanish, except that a vowel
// in front leaves "A" and a w in front "B", as Washington is Вашингтон; sounds that scripts confuse share a letter: B (b p f v), K (k g q), S (s z sh ch zh j ts), T (t d
// th), R (r l), N (m n ng). It is the idea of Soundex (Russell 1918) with classes wide enough for Arabic, which lacks
// p and v, and Japanese, which lacks l.
func skeleton(roman string) string {
	out := make([]byte, 0, len(roman))
	for i := 0; i < len(roman); i++ {
		class, used := soundClass(roman, i)
		i += used - 1
		switch {
		case class == 0:
		case class == 'A':
			if i == 0 {
				out = append(out, 'A')
			}
		case class == 'X':
			out = append(out, 'K', 'S')
		case len(out) > 0 && out[len(out)-1] == class && (i == 0 || !isVowel(roman[i-used])):
			// A doubled sound counts once, but "Tatiana" keeps both of its t.
		default:
			out = append(out, class)
		}
	}
	return string(out)
}

// soundClass is the class of the sound at s[i], and how many letters write it. 0 means a sound that scripts drop.
func soundClass(s string, i int) (class byte, used int) {
	rest := s[i:]
	for _, d := range digraphs {
		if strings.HasPrefix(rest, d.letters) {
			return d.class, len(d.letters)
		}
	}
	next := byte(0)
	if len(rest) > 1 {
		next = rest[1]
	}
	switch c := rest[0]; c {
	case 'a', 'e', 'i', 'o', 'u', '\'', '`':
		return 'A', 1
	case 'b', 'p', 'f', 'v':
		return 'B', 1
	case 'w':
		if i == 0 {
			return 'B', 1
		}
	case 'c':
		if next == 'e' || next == 'i' || next == 'y' {
			return 'S', 1
		}
		return 'K', 1
	case 'g', 'k', 'q':
		return 'K', 1
	case 's', 'z', 'j':
		return 'S', 1
	case 'd', 't':
		return 'T', 1
	case 'l', 'r':
		return 'R', 1
	case 'n':
		if next == 'g' && (len(rest) == 2 || !isVowel(rest[2])) {
			return 'N', 2
		}
		return 'N', 1
	case 'm':
		return 'N', 1
	case 'x':
		return 'X', 1
	}
	return 0, 1
}

// digraphs are tried in this order.
var digraphs = []struct {
	letters string
	class   byte
}{
	{"tsch", 'S'}, {"sch", 'S'}, {"tch", 'S'}, {"dzh", 'S'}, {"sh", 'S'}, {"ch", 'S'}, {"zh", 'S'}, {"cz", 'S'},
	{"sz", 'S'}, {"ts", 'S'}, {"tz", 'S'}, {"dj", 'S'}, {"kh", 'K'}, {"gh", 'K'}, {"ck", 'K'}, {"ph", 'B'}, {"th", 'T'},
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou'`", c) >= 0 }

// fold is a word in lower case without accents, in its own script.
func fold(word string) string {
	if isASCII(word) {
		return strings.ToLower(word)
	}
	if folded, ok := letters().fold(word); ok {
		return folded
	}
	return foldAny(word)
}

// foldAny is fold of any word, the long way.
func foldAny(word string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		if unicode.Is(unicode.Mn, r) || isHebrewMark(r) {
			continue
		}
		if r == 'ı' {
			r = 'i'
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return norm.NFC.String(b.String())
}

func isASCII(word string) bool {
	for i := range len(word) {
		if word[i] >= 0x80 {
			return false
		}
	}
	return true
}
