package index

import "time"

// A calendarRange is a range of whole years, months or days.
type calendarRange struct {
	field       string // fieldYear, fieldMonth or fieldDay
	from, until time.Time
}

func (r calendarRange) layout() string {
	switch r.field {
	case fieldYear:
		return "2006"
	case fieldMonth:
		return "2006-01"
	}
	return time.DateOnly
}

// terms and termsEnd bound the terms of the range: from the first, up to and without the last.
func (r calendarRange) terms() []byte { return bound(r.from, r.layout()) }

func (r calendarRange) termsEnd() []byte { return bound(r.until, r.layout()) }

func bound(t time.Time, layout string) []byte {
	if t.IsZero() {
		return nil
	}
	return []byte(t.Format(layout))
}

// calendar cuts [from, until) into whole years in the middle, whole months around them, and days at the ends.
// A zero time is no bound. Both must be midnight UTC.
func calendar(from, until time.Time) []calendarRange {
	if !from.IsZero() && !until.IsZero() && !from.Before(until) {
		return nil
	}
	ranges := []calendarRange{{fieldYear, from, until}}
	ranges = refine(ranges, fieldYear, fieldMonth, func(t time.Time) (time.Time, time.Time) {
		y := time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		return y, y.AddDate(1, 0, 0)
	})
	return refine(ranges, fieldMonth, fieldDay, func(t time.Time) (time.Time, time.Time) {
		m := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		return m, m.AddDate(0, 1, 0)
	})
}

// refine replaces the ends of ranges that don't fall on the borders of the coarse unit by ranges of the fine one.
func refine(ranges []calendarRange, coarse, fine string, unit func(time.Time) (start, end time.Time)) []calendarRange {
	var out []calendarRange
	for _, r := range ranges {
		if r.field != coarse {
			out = append(out, r)
			continue
		}
		from, until := r.from, r.until
		if !from.IsZero() {
			if start, end := unit(from); !start.Equal(from) {
				if !until.IsZero() && until.Before(end) {
					end = until
				}
				out = append(out, calendarRange{fine, from, end})
				from = end
			}
		}
		if !until.IsZero() && (from.IsZero() || from.Before(until)) {
			if start, _ := unit(until); !start.Equal(until) {
				if start.Before(from) {
					start = from
				}
				out = append(out, calendarRange{fine, start, until})
				until = start
			}
		}
		if from.IsZero() || until.IsZero() || from.Before(until) {
			out = append(out, calendarRange{coarse, from, until})
		}
	}
	return out
}
