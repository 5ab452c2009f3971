package crawler

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The date library knows the names of the Gregorian calendar in most languages. This file puts into its terms what it doesn't know: other
// calendars, other names of months, and the words that some languages have between the numbers.

// gregorian rewrites a date of another calendar or wording; other text stays as it is, but for its digits, which become ASCII.
func gregorian(raw string) string {
	s := strings.Map(asciiDigit, raw)
	s = eras.ReplaceAllStringFunc(s, westernYear)
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Thai, r) }) {
		s = buddhistYear.ReplaceAllStringFunc(s, func(year string) string { return plus(year, -543) })
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) || jalaliNumbers.MatchString(s) {
		s = fromJalali(s)
		s = levantine.Replace(s)
	}
	s = eastAsian.ReplaceAllString(s, "$1-$2-$3 ")
	s = afternoon.ReplaceAllStringFunc(s, clockTime)
	return fold(fillers.ReplaceAllString(s, " "))
}

// asciiDigit is the ASCII form of a decimal digit of any script.
func asciiDigit(r rune) rune {
	if r <= unicode.MaxASCII || !unicode.Is(unicode.Nd, r) {
		return r
	}
	// The digits of a script follow each other from zero on, in tens that begin where a range of the table does.
	for _, span := range unicode.Nd.R16 {
		if lo := rune(span.Lo); r >= lo && r <= rune(span.Hi) {
			return '0' + (r-lo)%10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if lo := rune(span.Lo); r >= lo && r <= rune(span.Hi) {
			return '0' + (r-lo)%10
		}
	}
	return r
}

var (
	eras         = regexp.MustCompile(`(令和|平成|民國|民国)\s*(\d{1,3}|元)\s*年`)
	buddhistYear = regexp.MustCompile(`\b25[3-9]\d|26[0-4]\d\b`)
	// eastAsian is a date with the words for year, month and day in Chinese, Japanese, Korean or Mongolian.
	eastAsian = regexp.MustCompile(`(\d{4})\s*(?:年|년|оны)\s*(\d{1,2})\s*(?:月|월|(?:-?р\s*)?сарын)\s*(\d{1,2})(?:\s*(?:日|일|-?(?:ний|ны)))?(?:\s*[（(]?\S{0,3}(?:曜日|星期.|요일|[月火水木金土日])[）)]?)?`)
	afternoon = regexp.MustCompile(`(오전|오후|上午|下午|午前|午後)?\s*(\d{1,2})\s*[時时点點시]\s*(?:(\d{1,2})\s*[分분]?)?|(오전|오후|上午|下午|午前|午後)\s*(\d{1,2}):(\d{2})`)
	// fillers are the Latvian and Lithuanian words for year and day.
	fillers = regexp.MustCompile(`\.?\s+gada\b|\s+m\.\s|\s+d\.(?:\s|$)`)

	jalaliNumbers = regexp.MustCompile(`\b(1[34]\d\d)[/\-.](\d{1,2})[/\-.](\d{1,2})\b`)
	jalaliNamed   = regexp.MustCompile(`(\d{1,2})\s+(` + strings.Join(jalaliMonths[:], "|") + `)\s+(1[34]\d\d)`)
	jalaliMonths  = [...]string{"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"}

	// levantine has the names of months that Arabic has from Syriac, and those that it has from French.
	levantine = strings.NewReplacer("كانون الثاني", "يناير", "شباط", "فبراير", "آذار", "مارس", "نيسان", "أبريل", "أيار", "مايو", "حزيران", "يونيو",
		"تموز", "يوليو", "آب", "أغسطس", "أيلول", "سبتمبر", "تشرين الأول", "أكتوبر", "تشرين الثاني", "نوفمبر", "كانون الأول", "ديسمبر")
)

// westernYear is a year of a Japanese era or of the Republic of China.
func westernYear(era string) string {
	m := eras.FindStringSubmatch(era)
	first := map[string]int{"令和": 2018, "平成": 1988}[m[1]]
	if first == 0 {
		first = 1911
	}
	if m[2] == "元" {
		m[2] = "1"
	}
	return plus(m[2], first) + "年"
}

func plus(number string, n int) string {
	year, _ := strconv.Atoi(number)
	return strconv.Itoa(year + n)
}

// clockTime is a time of day with the words for morning or afternoon, or for hour and minute, as "15:04".
func clockTime(text string) string {
	m := afternoon.FindStringSubmatch(text)
	half, hour, minute := m[1]+m[4], m[2]+m[5], m[3]+m[6]
	h, _ := strconv.Atoi(hour)
	switch late := half == "오후" || half == "下午" || half == "午後"; {
	case late && h < 12:
		h += 12
	case !late && half != "" && h == 12:
		h = 0
	}
	min, _ := strconv.Atoi(minute)
	return " " + time.Date(2000, 1, 1, h, min, 0, 0, time.UTC).Format("15:04")
}

// fromJalali replaces a date of the Iranian calendar, and what stands before it, the day of the week.
func fromJalali(s string) string {
	year, month, day, at := 0, 0, 0, []int(nil)
	if m := jalaliNumbers.FindStringSubmatchIndex(s); m != nil {
		at = m[:2]
		year, month, day = number(s[m[2]:m[3]]), number(s[m[4]:m[5]]), number(s[m[6]:m[7]])
	} else if m := jalaliNamed.FindStringSubmatchIndex(s); m != nil {
		at = m[:2]
		day, year = number(s[m[2]:m[3]]), number(s[m[6]:m[7]])
		for i, name := range jalaliMonths {
			if name == s[m[4]:m[5]] {
				month = i + 1
			}
		}
	}
	if at == nil || month < 1 || month > 12 || day < 1 || day > 31 {
		return s
	}
	return jalali(year, month, day).Format(time.DateOnly) + " " + s[at[1]:]
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// jalali is a day of the Iranian calendar, whose first six months have 31 days and the others 30. From 1343 to 1448 its leap years, which
// follow the equinox, come 8 times in 33 years.
func jalali(year, month, day int) time.Time {
	since := year - 1343
	leaps := (since*8 + 7) / 33
	days := since*365 + leaps + (month-1)*31 - max(month-7, 0) + day - 1
	return time.Date(1964, time.March, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
}
