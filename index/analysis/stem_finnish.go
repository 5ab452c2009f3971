package analysis

import "strings"

// finnishStem removes particle, possessive, case and number, and evens out what they do to the stem: kaupunki,
// kaupungissa; nainen, naisten; rakkaus, rakkauden; vesi, veden. Snowball's stemmer leaves these apart.
var finnishStem = steps(
	endings(3, "kin kaan kään han hän ko kö pa pä"),
	endings(3, "ni si nsa nsä mme nne"),
	endings(3, `issa issä ista istä iin iseen ihin illa illä ilta iltä ille ina inä ksi iksi itta ittä ien iden itten jen ten
		ssa ssä sta stä lla llä lta ltä lle na nä tta ttä een seen aan ään oon öön uun yyn hin han hen hon hun ja jä ia iä
		a ä ta tä t n i e tiin ttiin nut nyt neet vat vät isi`),
	rule(finnishTail),
)

// finnishTail brings a lemma and the stem before an ending together.
func finnishTail(word string) string {
	for i := 0; i < len(finnishTails); i += 2 {
		if rest, ok := strings.CutSuffix(word, finnishTails[i]); ok && len(rest) >= 2 {
			return rest + strings.TrimPrefix(finnishTails[i+1], ".")
		}
	}
	return word
}

// finnishTails are pairs of the end of a stem and what it is written as. Vowels at the end go, and double or hard
// consonants before them become what they are in closed syllables.
var finnishTails = func() []string {
	list := strings.Fields(`inen is ise is isi is nen s
		uude . uute . uuks . uus . yyde . yyte . yyks . yys .
		ude . ute . yde . yte . ukse us uksi us ykse ys yksi ys okse os okse os ökse ös akse as kaas k as .
		sä s sa s`)
	grades := strings.Fields("nkk ng nk ng ntt n nt n nn n mpp m mp m mm m ltt l lt l ll l rtt r rt r rr r kk k pp p tt t lp lv rp rv")
	for _, vowel := range append(strings.Fields("aa ää ii uu oo öö yy ei ai oi ui ee"), strings.Split("aäeioöuy", "")...) {
		for i := 0; i < len(grades); i += 2 {
			list = append(list, grades[i]+vowel, grades[i+1])
		}
		list = append(list, vowel, "")
	}
	return list
}()
