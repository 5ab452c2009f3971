package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isNumberSeparator reports whether r may stand between the digits of one number.
func isNumberSeparator(r rune) bool {
	switch r {
	case '.', ',', '\'', '’', '٫', '٬', '\u00a0', '\u202f':
		return true
	}
	return false
}

// isOneNumber reports whether digits and separators make one number: no separator, one separator, or groups
// of three (of two and three in India).
func isOneNumber(s string) bool {
	groups := strings.FieldsFunc(s, isNumberSeparator)
	return len(groups) <= 2 || isGrouped(groups) || isGrouped(groups[:len(groups)-1])
}

func isGrouped(groups []string) bool {
	for i, g := range groups {
		n := utf8.RuneCountInString(g)
		switch {
		case i == 0:
			if n > 3 {
				return false
			}
		case i == len(groups)-1:
			if n != 3 {
				return false
			}
		case n != 2 && n != 3:
			return false
		}
	}
	return true
}

// numberTerm writes a number in one way: ASCII digits, no group separators, "." before a fraction. "1,250",
// "1.250" and "١٢٥٠" are the same; a single separator before three digits counts as grouping.
func numberTerm(s string) string {
	s = asciiDigits(s)
	groups := strings.FieldsFunc(s, isNumberSeparator)
	switch {
	case len(groups) < 2:
		return cut(s)
	case isGrouped(groups):
		return cut(strings.Join(groups, ""))
	}
	last := len(groups) - 1
	return cut(strings.Join(groups[:last], "") + "." + groups[last])
}

// asciiDigits writes the decimal digits of all scripts as 0–9.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.IsDigit(r) {
			return r
		}
		return '0' + digitValue(r)
	}, s)
}

// digitValue is the value of a decimal digit. Unicode keeps the ten digits of a script together, zero first.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}
