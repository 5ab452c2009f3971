package incident

import (
	"strconv"
	"strings"
	"unicode"
)

// A figure is a number of a text, normalized: digits of every script, separators of thousands and words of scale
// resolved.
type figure struct {
	value   string
	surface string
	units   []uint64 // keys of what it measures, where it has a unit
	weight  float64  // how telling it is: 12 is everywhere, 41.7 million is not
}

const maxFigures = 60

// figures finds the numbers of a text, each once. Years and the numbers below ten say too little and are left out.
func figures(runes []rune) []figure {
	var list []figure
	seen := map[string]bool{}
	for i := 0; i < len(runes) && len(list) < maxFigures; {
		if !isDigit(runes[i]) {
			i++
			continue
		}
		if score, end := scoreAt(runes, i); score != "" {
			if !seen[score] {
				seen[score] = true
				list = append(list, figure{value: score, surface: string(runes[i:end]), weight: scoreWeight})
			}
			i = end
			continue
		}
		end := numberEnd(runes, i)
		value, ok := parseFigure(runes[i:end])
		after, scale := scaleWord(runes, end)
		if ok && (i == 0 || !unicode.IsLetter(runes[i-1]) || kindOf(runes[i-1]) != cased) {
			value *= scale
			f := figure{value: strconv.FormatFloat(value, 'g', 6, 64), surface: string(runes[i:after])}
			f.weight = figureWeight(value, scale)
			if q, ok := quantityAt(runes, after, value); ok {
				keys := q.keys()
				f.units = keys[:]
			}
			if f.weight > 0 && !seen[f.value] {
				seen[f.value] = true
				list = append(list, f)
			}
		}
		i = max(after, i+1)
	}
	return list
}

// scoreWeight is that of the score of a game: "10-6" is more telling than either of its numbers.
const scoreWeight = 0.8

// scoreAt reads two numbers of at most two digits with a dash between, the larger first: "10-6", "6–10". It returns "" where there is none,
// or where it is part of a date, a time or a row of numbers.
func scoreAt(runes []rune, i int) (score string, end int) {
	if i > 0 && (isDigit(runes[i-1]) || strings.ContainsRune(dashes+".,/", runes[i-1])) {
		return "", i
	}
	a, end := smallNumber(runes, i)
	if end == i || end-i > 2 || end+1 >= len(runes) || !strings.ContainsRune(dashes, runes[end]) || !isDigit(runes[end+1]) {
		return "", i
	}
	b, after := smallNumber(runes, end+1)
	if after-end > 3 || (after < len(runes) && (isDigit(runes[after]) || unicode.IsLetter(runes[after]))) {
		return "", i
	}
	if after+1 < len(runes) && isDigit(runes[after+1]) && strings.ContainsRune(dashes+".,/:", runes[after]) {
		return "", i
	}
	return strconv.Itoa(max(a, b)) + "-" + strconv.Itoa(min(a, b)), after
}

const dashes = "-–‑−"

// numberEnd is where a number that starts at i ends: digits, and single separators between digits.
func numberEnd(runes []rune, i int) int {
	end := i
	for end < len(runes) {
		switch {
		case isDigit(runes[end]):
			end++
		case end+1 < len(runes) && isDigit(runes[end+1]) && strings.ContainsRune(".,'’\u00a0\u202f٫٬", runes[end]):
			end++
		case runes[end] == ' ' && end-i <= 3 && thousands(runes, end+1):
			end += 4
			for end < len(runes) && runes[end] == ' ' && thousands(runes, end+1) {
				end += 4
			}
			return end
		default:
			return end
		}
	}
	return end
}

// thousands reports whether three digits and no more stand somewhere: "000" in "12 000 acres".
func thousands(runes []rune, i int) bool {
	for n := range 3 {
		if i+n >= len(runes) || !isDigit(runes[i+n]) {
			return false
		}
	}
	return i+3 == len(runes) || !isDigit(runes[i+3])
}

// parseFigure reads digits with separators. The last separator is a decimal one unless three digits follow it.
func parseFigure(runes []rune) (float64, bool) {
	var digits strings.Builder
	last := -1
	for i, r := range runes {
		if !isDigit(r) {
			last = i
		}
	}
	for i, r := range runes {
		switch {
		case isDigit(r):
			digits.WriteByte('0' + byte(digitOf(r)))
		case i == last && len(runes)-i-1 != 3:
			digits.WriteByte('.')
		}
	}
	v, err := strconv.ParseFloat(digits.String(), 64)
	return v, err == nil
}

// isDigit is unicode.IsDigit, and quick where most texts are: no script between these bounds has digits of its own.
func isDigit(r rune) bool {
	switch {
	case r <= '9':
		return r >= '0'
	case r < 0x0660, r >= 0x3000 && r < 0xa620, r >= 0xac00 && r < 0xd800:
		return false
	}
	return unicode.IsDigit(r)
}

// digitOf is the value of a decimal digit: in Unicode the ten digits of a script stand together, from zero on.
func digitOf(r rune) int {
	if r < 0x80 {
		return int(r - '0')
	}
	n := 0
	for n < 9 && isDigit(r-1) {
		r--
		n++
	}
	return n
}

// scales are the words that follow a number and multiply it, by how they begin.
var scales = []struct {
	prefix string
	factor float64
}{
	{"万", 1e4}, {"萬", 1e4}, {"만", 1e4}, {"億", 1e8}, {"亿", 1e8}, {"억", 1e8}, {"兆", 1e12}, {"조", 1e12},
	{"thousand", 1e3}, {"тыс", 1e3}, {"тис", 1e3}, {"tausend", 1e3}, {"ألف", 1e3}, {"אלף", 1e3}, {"हज़ार", 1e3}, {"हजार", 1e3},
	{"लाख", 1e5}, {"lakh", 1e5}, {"करोड़", 1e7}, {"crore", 1e7},
	{"milliard", 1e9}, {"miliard", 1e9}, {"miljard", 1e9}, {"млрд", 1e9}, {"миллиард", 1e9}, {"мільярд", 1e9}, {"mrd", 1e9}, {"مليار", 1e9},
	{"מיליארד", 1e9}, {"billion", 1e9}, {"bilhões", 1e9}, {"bilhão", 1e9}, {"δισ", 1e9}, {"tỷ", 1e9}, {"milyar", 1e9}, {"miliar", 1e9}, {"mil millones", 1e9},
	{"million", 1e6}, {"milion", 1e6}, {"millón", 1e6}, {"millon", 1e6}, {"milhões", 1e6}, {"milhão", 1e6}, {"milioane", 1e6},
	{"miljoen", 1e6}, {"miljon", 1e6}, {"millió", 1e6}, {"milió", 1e6}, {"mln", 1e6}, {"mio", 1e6}, {"млн", 1e6}, {"миллион", 1e6}, {"мільйон", 1e6},
	{"miljoona", 1e6}, {"miljardi", 1e9}, {"milijun", 1e6}, {"milijard", 1e9}, {"milijon", 1e6}, {"milljón", 1e6}, {"milljarð", 1e9}, {"miliona", 1e6},
	{"milhar", 1e3}, {"mil ", 1e3}, {"mila ", 1e3}, {"mille ", 1e3}, {"miles de", 1e3}, {"duizend", 1e3}, {"tusen", 1e3}, {"þúsund", 1e3}, {"tuhat", 1e3}, {"tuhan", 1e3},
	{"tisíc", 1e3}, {"tys.", 1e3}, {"tysi", 1e3}, {"tisuć", 1e3}, {"tisoč", 1e3}, {"ezer", 1e3}, {"bin ", 1e3}, {"nghìn", 1e3}, {"ngàn", 1e3}, {"ribu", 1e3}, {"χιλιάδ", 1e3},
	{"хиляди", 1e3}, {"хиљад", 1e3}, {"тысяч", 1e3}, {"милион", 1e6}, {"милијарди", 1e9}, {"милиард", 1e9}, {"هزار", 1e3}, {"آلاف", 1e3}, {"میلیارد", 1e9},
	{"พันล้าน", 1e9}, {"ล้าน", 1e6}, {"แสน", 1e5}, {"หมื่น", 1e4}, {"พัน", 1e3}, {"千", 1e3}, {"천", 1e3}, {"লাখ", 1e5}, {"কোটি", 1e7}, {"হাজার", 1e3},
	{"مليون", 1e6}, {"ملايين", 1e6}, {"میلیون", 1e6}, {"מיליון", 1e6}, {"εκατ", 1e6}, {"milyon", 1e6}, {"juta", 1e6}, {"triệu", 1e6},
}

// scaleWord reads a word of scale behind a number; it returns where the number ends with it, and the factor.
func scaleWord(runes []rune, end int) (after int, factor float64) {
	start := end
	for start < len(runes) && start < end+2 && (runes[start] == ' ' || runes[start] == '\u00a0' || runes[start] == '\u202f') {
		start++
	}
	rest := strings.ToLower(string(runes[start:min(len(runes), start+14)]))
	for _, s := range scales {
		if strings.HasPrefix(rest, s.prefix) {
			return start + len([]rune(s.prefix)), s.factor
		}
	}
	return end, 1
}

func figureWeight(v, scale float64) float64 {
	switch {
	case v < 10 || v > 1e15:
		return 0
	case scale == 1 && v >= 1900 && v <= 2099 && v == float64(int(v)):
		return 0.15
	}
	mantissa, _, _ := strings.Cut(strconv.FormatFloat(v, 'e', 5, 64), "e")
	digits := len(strings.Trim(strings.Replace(mantissa, ".", "", 1), "0"))
	switch {
	case digits <= 1:
		return 0.3
	case digits == 2 && v < 100:
		return 0.5
	case digits == 2:
		return 0.8
	}
	return min(2, 0.5*float64(digits))
}
