package language

import (
	"math"
	"strings"
)

// A wordGroup is some languages that are told from each other by their commonest words, as far as no other of them has them.
type wordGroup struct {
	languages []string
	of        map[string]int // by word: whose it is
}

// worded is a language of a group and its words.
type worded struct{ language, words string }

func newWordGroup(list ...worded) *wordGroup {
	g := &wordGroup{of: map[string]int{}}
	for i, l := range list {
		g.languages = append(g.languages, l.language)
		for word := range strings.FieldsSeq(l.words) {
			g.of[word] = i
		}
	}
	return g
}

// devanagari are the languages written in Devanagari. Three letters in a row are rare there, for most vowels are marks.
var devanagari = newWordGroup(
	worded{"hi", "है हैं में के की का से ने और पर यह नहीं कि इस लिए भी हो था थी थे कर गया गई साथ बाद जो एक रहे रहा मैं हूँ हूं तुम आप हम मुझे क्या वह मेरा मेरी मेरे वे उस कोई"},
	worded{"mr", "आहे आहेत आणि या च्या होते होता होती केली केले केला मध्ये त्या हे ही ते नाही पण यांनी असे म्हणाले झाला झाली झाले साठी तसेच मी तू मला तुला माझा माझी माझे आम्ही तुम्ही काय आहेस नको त्याने त्याला तिने तिला खूप"},
	worded{"ne", "छ छन् लाई र मा गरेको भएको हुन् पनि थियो गर्न यो हुने भने गरी रहेको बाट छैन गरेका उनले म तिमी हामी मेरो मलाई भयो थिए गर्दै"},
)

// malay are the two standards of Malay, which share nearly all sequences of letters.
var malay = newWordGroup(
	worded{"id", "karena bahwa bisa saat mobil uang perusahaan polisi provinsi gubernur tewas usai kantor warga delapan maret juni juli agustus desember kamis jumat senin rupiah internasional nasional resmi tim sepak televisi kunjungan pertandingan kesehatan universitas partai pemilu serikat inggris prancis berbagai terkait ujar ucap setidaknya tapi butuh sekitar korban pria dokter musik"},
	worded{"ms", "kerana bahawa wang syarikat polis manakala selepas semasa ialah iaitu kes lapan ogos disember mac jun julai khamis jumaat isnin ahad ringgit antarabangsa kebangsaan rasmi perlawanan televisyen lawatan kesihatan universiti parti inggeris perancis pelbagai mahu tiada ekoran susulan hospital maklumat suspek mangsa lelaki doktor muzik mengikut"},
)

// wordOdds is how much likelier a language gets by each of its words.
const wordOdds = 3

// byWords judges the languages of a group; the first is the likeliest where none of the words is there.
func (s *sample) byWords(group *wordGroup) []likelihood {
	counts, most := make([]int, len(group.languages)), 0
	for word := range strings.FieldsFuncSeq(s.text, func(r rune) bool { return strings.ContainsRune(" \n।,.?!:;\"'‘’“”()", r) }) {
		if i, known := group.of[strings.ToLower(word)]; known {
			counts[i]++
			most = max(most, counts[i])
		}
	}
	likelihoods := make([]likelihood, len(counts))
	for i, n := range counts {
		likelihoods[i] = likelihood{group.languages[i], math.Pow(wordOdds, float64(n-most))}
	}
	return likelihoods
}
