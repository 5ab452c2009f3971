package extract

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A writtenDate collects the parts of a date as they are met in a text.
type writtenDate struct {
	year, month, day int
	in               calendar
}

func (d writtenDate) complete() bool { return d.year > 0 && d.month > 0 && d.day > 0 }

func (d writtenDate) time() (time.Time, bool) {
	if d.year >= 1300 && d.year < 1500 && d.in == gregorian || d.in == persian && d.year > 1500 {
		return time.Time{}, false // a year of one calendar, a month of another
	}
	t := gregorianDay(d.in, d.year, d.month, d.day)
	return t, d.complete() && d.day <= 31 && (d.in != gregorian || t.Day() == d.day)
}

// scanDate reads a date with a month's name, or with the units of Chinese, Japanese and Korean, from the start
// of s: "November 3, 2017", "3 de noviembre de 2017", "16 мая 2018 г.", "2017年11月3日". It returns the text
// that follows. A time of day before the date is passed over. The language of s settles ambiguous names.
func scanDate(s, language string) (time.Time, string, bool) {
	head, tail := s, ""
	if len(s) > longestDate {
		end := longestDate
		for end > longestDate-utf8.UTFMax && !utf8.RuneStart(s[end]) { // nothing promises that the text is UTF-8
			end--
		}
		head, tail = s[:end], s[end:]
	}
	t, rest, ok := scanShort(head, language)
	if strings.HasSuffix(head, rest) {
		return t, s[len(head)-len(rest):], ok // without a copy
	}
	return t, rest + tail, ok
}

// longestDate is how many bytes a date and the time of day before it may take.
const longestDate = 160

func scanShort(s, language string) (time.Time, string, bool) {
	var d writtenDate
	rest := joinMonths(s)
	for unknown := 0; rest != "" && unknown < 5 && !d.complete(); {
		var word string
		before := rest
		word, rest = nextWord(rest)
		switch {
		case word == "":
			return time.Time{}, s, false
		case isNumber(word):
			rest = d.number(number(word), utf8.RuneCountInString(word), rest)
		default:
			if d.monthNamed(word, language) {
				break
			}
			if len(before)-len(rest) > 40 {
				return time.Time{}, s, false
			}
			unknown++
		}
	}
	t, ok := d.time()
	if !ok {
		return time.Time{}, s, false
	}
	if d.in != gregorian { // where the same day stands in the Gregorian calendar as well, that is the exact one
		if also, after, ok := scanShort(rest, language); ok && also.Sub(t).Abs() <= 72*time.Hour {
			return also, after, true
		}
	}
	return t, afterDate(rest), true
}

// monthNamed takes up the name of a month of any calendar.
func (d *writtenDate) monthNamed(word, language string) bool {
	if d.month > 0 {
		return false
	}
	if m := monthByName(strings.ToLower(word), language); m > 0 && !(d.year >= 1300 && d.year < 1500) {
		d.month = m
		return true
	}
	if r, _ := utf8.DecodeRuneInString(word); r < 0x600 || r > 0x6ff {
		return false
	}
	if m := persianMonths[word]; m > 0 {
		d.month, d.in = m, persian
	} else if m := islamicMonths[word]; m > 0 {
		d.month, d.in = m, islamic
	}
	return d.month > 0
}

// number takes up a number of the given width, with the unit that follows it, and returns what follows that.
func (d *writtenDate) number(n, width int, rest string) string {
	trimmed := strings.TrimLeft(rest, " ")
	r, size := utf8.DecodeRuneInString(trimmed)
	switch {
	case r == '年' || r == '년':
		d.year = n
		return trimmed[size:]
	case r == '月' || r == '월':
		d.month = n
		return trimmed[size:]
	case r == '日' || r == '일' || r == '號' || r == '号':
		d.day = n
		return trimmed[size:]
	case r == ':' && rest == trimmed: // hours
		_, rest = nextWord(trimmed[size:])
		return rest
	case width == 4 && n >= 2400 && n < 2700 && d.year == 0: // of the Buddhist era
		d.year = n - 543
	case width == 4 && (n >= 1900 && n < 2200 || n >= 1300 && n < 1500) && d.year == 0:
		d.year = n
	case width <= 2 && n >= 1 && n <= 31 && d.day == 0:
		d.day = n
	}
	return rest
}

// afterDate passes over what closes a date in some languages: "г.", "р.", "d.", a full stop.
func afterDate(rest string) string {
	trimmed := strings.TrimLeft(rest, " \u00a0")
	for _, suffix := range []string{"года", "року", "г.", "р.", "г", "d.", "д.", "."} {
		if after, ok := strings.CutPrefix(trimmed, suffix); ok {
			if r, _ := utf8.DecodeRuneInString(after); !unicode.IsLetter(r) {
				return after
			}
		}
	}
	return rest
}

// joinMonths writes months of two words as one: those of the Levant, the lunar ones, and Vietnamese "tháng 11"; and
// years of an era as years.
func joinMonths(s string) string {
	if strings.ContainsAny(s, "\u200c\u200d") { // joiners inside of words, written or not
		s = joiners.Replace(s)
	}
	if strings.Contains(s, "ربيع") || strings.Contains(s, "جمادى") || strings.Contains(s, "القعدة") || strings.Contains(s, "الحجة") {
		s = lunarNames.Replace(s)
	}
	s = withoutEra(s)
	if strings.Contains(s, "كانون") || strings.Contains(s, "تشرين") {
		s = levantine.Replace(s)
	}
	if i := strings.Index(strings.ToLower(s), "tháng "); i >= 0 && i < 40 {
		word, rest := nextWord(s[min(len(s), i+len("tháng ")):])
		if n := number(word); isNumber(word) && n >= 1 && n <= 12 {
			return s[:i] + time.Month(n).String() + rest
		}
	}
	return s
}

// withoutEra writes "令和5年" as "2023年".
func withoutEra(s string) string {
	if !strings.Contains(s, "年") {
		return s
	}
	for _, era := range eras {
		before, after, found := strings.Cut(s, era.name)
		if !found {
			continue
		}
		if year, rest, ok := strings.Cut(strings.TrimLeft(after, " "), "年"); ok && len(year) < 8 {
			if n := number(strings.TrimSpace(year)); isNumber(year) && n > 0 && n < 200 {
				return before + strconv.Itoa(era.zero+n) + "年" + rest
			}
		}
	}
	return s
}

var joiners = strings.NewReplacer("\u200c", "", "\u200d", "")

var levantine = strings.NewReplacer("كانون الثاني", "يناير", "كانون الأول", "ديسمبر", "تشرين الأول", "أكتوبر",
	"تشرين الاول", "أكتوبر", "تشرين الثاني", "نوفمبر")

// nextWord is the first run of letters (with inner full stops, for Thai) or of digits in s.
func nextWord(s string) (word, rest string) {
	start := strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) })
	if start < 0 {
		return "", ""
	}
	s = s[start:]
	first, _ := utf8.DecodeRuneInString(s)
	digits := unicode.IsDigit(first)
	end := strings.IndexFunc(s, func(r rune) bool {
		if digits {
			return !unicode.IsDigit(r)
		}
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !(r == '.' && isThai(first))
	})
	if end < 0 {
		end = len(s)
	}
	return strings.TrimRight(s[:end], "."), s[end:]
}

func isThai(r rune) bool { return r >= 0x0e00 && r <= 0x0e7f }

func isNumber(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(r)
}

// number reads decimal digits of any script; at most six are looked at.
func number(word string) int {
	n, width := 0, 0
	for _, r := range word {
		if width++; width > 6 {
			return 0
		}
		n = n*10 + digit(r)
	}
	return n
}

// digit is the value of a decimal digit: in every script the ten of them follow each other, and Unicode
// starts each set at a multiple of ten from its block's zero.
func digit(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return int(r - zero)
}
