package language

import (
	"math"
	"strings"
)

// devanagari are the commonest words of the languages that are written in Devanagari, as far as no other of them has them.
// Three letters in a row are rare there, for most vowels are marks.
var devanagari = []struct {
	language string
	words    string
}{
	{"hi", "है हैं में के की का से ने और पर यह नहीं कि इस लिए भी हो था थी थे कर गया गई साथ बाद जो एक रहे रहा मैं हूँ हूं तुम आप हम मुझे क्या वह मेरा मेरी मेरे वे उस कोई"},
	{"mr", "आहे आहेत आणि या च्या होते होता होती केली केले केला मध्ये त्या हे ही ते नाही पण यांनी असे म्हणाले झाला झाली झाले साठी तसेच मी तू मला तुला माझा माझी माझे आम्ही तुम्ही काय आहेस नको त्याने त्याला तिने तिला खूप"},
	{"ne", "छ छन् लाई र मा गरेको भएको हुन् पनि थियो गर्न यो हुने भने गरी रहेको बाट छैन गरेका उनले म तिमी हामी मेरो मलाई भयो थिए गर्दै"},
}

// wordOdds is how much likelier a language gets by each of its words.
const wordOdds = 3

// byWords judges the languages of Devanagari; Hindi is the likeliest where none of the words is there.
func (s *sample) byWords() []likelihood {
	counts, most := make([]int, len(devanagari)), 0
	for word := range strings.FieldsFuncSeq(s.text, func(r rune) bool { return strings.ContainsRune(" \n।,.?!:;\"'‘’“”()", r) }) {
		for i, l := range devanagari {
			if strings.Contains(" "+l.words+" ", " "+word+" ") {
				counts[i]++
			}
		}
	}
	for _, n := range counts {
		most = max(most, n)
	}
	likelihoods := make([]likelihood, len(devanagari))
	for i, n := range counts {
		likelihoods[i] = likelihood{devanagari[i].language, math.Pow(wordOdds, float64(n-most))}
	}
	return likelihoods
}
