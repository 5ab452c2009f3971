package words

import (
	"strconv"
	"strings"
	"time"
)

// A convention is how a language writes numbers, dates and times, as CLDR has it. Patterns of dates are those of UTS #35.
type convention struct {
	digits       string // its ten digits; empty for 0 to 9
	point, group string
	groups       [2]int // digits in the last group, and in those before it
	ungrouped    int    // how many digits may stand before the last group without a sign between
	percent      string // with {n}

	long, medium, monthDay, yearMonth, clock string
	longGlue, glue                           string // how a date {1} and a clock {0} are joined

	months  [4]months // wide, short; the same where they stand alone
	periods [2]string // before and after noon
	list    listPatterns

	ago, ahead, span, brief [units]forms
}

type (
	months       [12]string
	listPatterns [4]string               // of two; the start, the middle and the end of more
	forms        [len(categories)]string // by plural category, empty for those that the language doesn't have
)

// The units of spans of time.
const (
	minute = iota
	hour
	day
	units
)

// Number writes a whole number.
func (c *convention) Number(n int) string {
	return c.native(c.grouped(strconv.Itoa(n)))
}

// Decimal writes a number with the given count of decimals.
func (c *convention) Decimal(x float64, decimals int) string {
	whole, fraction, found := strings.Cut(strconv.FormatFloat(x, 'f', decimals, 64), ".")
	if whole = c.grouped(whole); found {
		whole += c.point + fraction
	}
	return c.native(whole)
}

// Percent writes a share between 0 and 1 with the given count of decimals.
func (c *convention) Percent(share float64, decimals int) string {
	return Fill(c.percent, "n", c.Decimal(share*100, decimals))
}

// grouped sets signs between the groups of a whole number's digits.
func (c *convention) grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "−", digits[1:]
	}
	if len(digits) <= c.groups[0]+c.ungrouped {
		return sign + digits
	}
	out, rest := digits[len(digits)-c.groups[0]:], digits[:len(digits)-c.groups[0]]
	for len(rest) > c.groups[1] {
		out, rest = rest[len(rest)-c.groups[1]:]+c.group+out, rest[:len(rest)-c.groups[1]]
	}
	return sign + rest + c.group + out
}

// native writes a number with the language's own digits.
func (c *convention) native(s string) string {
	if c.digits == "" {
		return s
	}
	own := []rune(c.digits)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return own[r-'0']
		}
		return r
	}, s)
}

// Long writes a day with its month in full.
func (c *convention) Long(t time.Time) string { return c.date(c.long, t) }

// Medium writes a day with its month cut short.
func (c *convention) Medium(t time.Time) string { return c.date(c.medium, t) }

// MonthDay writes a day without its year.
func (c *convention) MonthDay(t time.Time) string { return c.date(c.monthDay, t) }

// YearMonth writes a month with its year.
func (c *convention) YearMonth(t time.Time) string { return c.date(c.yearMonth, t) }

// Clock writes the hour and minute.
func (c *convention) Clock(t time.Time) string { return c.date(c.clock, t) }

// LongClock writes a day with its month in full, and the hour and minute.
func (c *convention) LongClock(t time.Time) string {
	return Fill(c.longGlue, "1", c.Long(t), "0", c.Clock(t))
}

// MonthDayClock writes a day without its year, and the hour and minute.
func (c *convention) MonthDayClock(t time.Time) string {
	return Fill(c.glue, "1", c.MonthDay(t), "0", c.Clock(t))
}

// date writes a time by a pattern: letters are fields, what stands in quotes is text.
func (c *convention) date(pattern string, t time.Time) string {
	var b strings.Builder
	for pattern != "" {
		if pattern[0] == '\'' {
			text, rest, _ := strings.Cut(pattern[1:], "'")
			b.WriteString(text)
			pattern = rest
			continue
		}
		n := 1
		for n < len(pattern) && pattern[n] == pattern[0] {
			n++
		}
		c.field(&b, pattern[:n], t)
		pattern = pattern[n:]
	}
	return b.String()
}

// field writes one field of a pattern, or what is no field as it stands.
func (c *convention) field(b *strings.Builder, field string, t time.Time) {
	width, month := len(field), t.Month()-1
	number := func(n int) {
		if width >= 2 && n < 10 {
			b.WriteString(c.native("0"))
		}
		b.WriteString(c.native(strconv.Itoa(n)))
	}
	switch field[0] {
	case 'y':
		width = 1
		number(t.Year())
	case 'M', 'L':
		names := 0
		if field[0] == 'L' {
			names = 2
		}
		switch width {
		case 4:
			b.WriteString(c.months[names][month])
		case 3:
			b.WriteString(c.months[names+1][month])
		default:
			number(int(month) + 1)
		}
	case 'd':
		number(t.Day())
	case 'H':
		number(t.Hour())
	case 'h':
		number((t.Hour()+11)%12 + 1)
	case 'm':
		number(t.Minute())
	case 'a':
		b.WriteString(c.periods[t.Hour()/12])
	default:
		b.WriteString(field)
	}
}

// Ago says how long ago something was, in the largest unit that gives more than one or two: "3 hours ago". Spans under a
// minute count as one.
func (e *Edition) Ago(d time.Duration) string { return e.spanOf(&e.ago, d) }

// Ahead says in how long something will be: "in 3 hours".
func (e *Edition) Ahead(d time.Duration) string { return e.spanOf(&e.ahead, d) }

// Span says how long something took: "3 hours".
func (e *Edition) Span(d time.Duration) string { return e.spanOf(&e.span, d) }

// Delay says how much later something was than something else, in two units at most: "3 hrs 5 mins".
func (e *Edition) Delay(d time.Duration) string {
	minutes, hours, days := int(d.Minutes())%60, int(d.Hours())%24, int(d.Hours())/24
	switch {
	case days >= 7:
		return e.Span(d)
	case days > 0:
		return e.phrase(&e.brief[day], days) + " " + e.phrase(&e.brief[hour], hours)
	case hours > 0:
		return e.phrase(&e.brief[hour], hours) + " " + e.phrase(&e.brief[minute], minutes)
	}
	return e.phrase(&e.brief[minute], minutes)
}

func (e *Edition) spanOf(by *[units]forms, d time.Duration) string {
	unit, n := minute, max(int(d.Minutes()), 1)
	switch {
	case d >= 48*time.Hour:
		unit, n = day, int(d.Hours()/24)
	case d >= time.Hour:
		unit, n = hour, int(d.Hours())
	}
	return e.phrase(&by[unit], n)
}

// phrase writes a number in the form that it asks for, with the number in it.
func (e *Edition) phrase(by *forms, n int) string {
	form := by[e.category(n)]
	if form == "" {
		form = by[len(categories)-1]
	}
	return Fill(form, "n", e.Number(n))
}

// List joins names as a sentence does: "a, b and c".
func (c *convention) List(names []string) string {
	join := func(pattern, a, b string) string { return Fill(pattern, "0", a, "1", b) }
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return join(c.list[0], names[0], names[1])
	default:
		out := join(c.list[3], names[n-2], names[n-1])
		for i := n - 3; i > 0; i-- {
			out = join(c.list[2], names[i], out)
		}
		return join(c.list[1], names[0], out)
	}
}

// Comma is what stands between the parts of a list.
func (c *convention) Comma() string { return Fill(c.list[2]) }

// Join sets parts one after the other, with what the language sets between the parts of a list: "a, b".
func (c *convention) Join(parts ...string) string { return strings.Join(parts, c.Comma()) }
