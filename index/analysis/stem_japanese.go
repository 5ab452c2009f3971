package analysis

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// japaneseQuery is a run of a query without the ending of its verb or adjective, for texts hold the word with
// others: 見つける and 見つけた, 走る and 走った, 訪問する and 訪問した. The alternatives are the characters that may stand in the
// place of the last one; nil means the last one itself.
func japaneseQuery(units []string) (rest, alternatives []string) {
	n := len(units)
	if n < 2 || !isHiragana(units[n-1]) {
		return units, nil
	}
	last, before := units[n-1], units[n-2]
	switch {
	case n >= 4 && before+last == "する":
		return units[:n-2], nil
	case n >= 5 && slices.Contains(japanesePolite, units[n-3]+before+last):
		return units[:n-3], nil
	case n >= 4 && slices.Contains(japanesePast, before+last):
		return units[:n-2], nil
	case last == "る" && isHiragana(before):
		if n >= 3 && strings.Contains("えけげせぜてでねべめれいきぎしじちにびみり", before) {
			return units[:n-1], nil
		}
		return units, strings.Split("るらりれろっ", "")
	case last == "る" && isHan(before):
		return units, strings.Split("るらりれろったてなまよ", "")
	case last == "い" && isHan(before):
		return units, strings.Split("いくかけさそ", "")
	case isHan(before):
		for _, row := range japaneseRows {
			if strings.HasPrefix(row, last) {
				return units, strings.Split(row, "")
			}
		}
	}
	return units, nil
}

// japaneseRows are the endings of verbs in the dictionary, each before the characters that it changes to.
var japaneseRows = []string{"うわいえおっ", "くかきけこい", "ぐがぎげごい", "すさしせそ", "つたちてとっ", "ぬなにねのん", "ぶばびべぼん", "むまみめもん"}

var (
	japanesePolite = []string{"ました", "ません"}
	japanesePast   = []string{"した", "する", "して", "ます", "った", "れた"}
)

func isHiragana(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Hiragana, r)
}

func isHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r) || r == '々'
}
