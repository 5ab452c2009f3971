package crawler

import (
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

func TestDatesInManyLanguages(t *testing.T) {
	morning := time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		raw, lang string
		want      time.Time
	}{
		{"Tue, 24 Nov 2026 08:30:00 GMT", "en", morning},
		{"Tue, 24 Nov 2026 11:30:00 MSK", "ru", morning},
		{"Tue, 24 Nov 2026 03:30:00 EST", "en", morning},
		{"mar., 24 nov. 2026 09:30:00 +0100", "fr", morning},
		{"mardi 24 novembre 2026 09:30 +0100", "fr", morning},
		{"Di, 24 Nov 2026 09:30:00 +0100", "de", morning},
		{"Dienstag, 24. November 2026 09:30:00 +0100", "de", morning},
		{"Вт, 24 ноя 2026 11:30:00 +0300", "ru", morning},
		{"24 ноября 2026 11:30 +0300", "", morning},
		{"martes, 24 de noviembre de 2026 05:30 -0300", "es", morning},
		{"2026年11月24日 16:30 +0800", "zh", morning},
		{"24.11.2026 08:30", "pl", morning},
		{"2026-11-24T10:30:00+02:00", "", morning},
		{"2026-11-24T08:30Z", "", morning},
		{"2026-11-24 08:30:00", "", morning},
		{"2026-11-24", "", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)},
		{"Thu, 01 Jan 1970 00:00:00 GMT", "en", time.Time{}},
		{"Fri, 01 Jan 2100 00:00:00 GMT", "en", time.Time{}},
		{"0001-01-01T00:00:00Z", "en", time.Time{}},
		{"yesterday", "en", time.Time{}},
		{"Tuesday", "en", time.Time{}},
		{"2 hours ago", "en", time.Time{}},
		{"", "en", time.Time{}},
	} {
		var parsed *time.Time
		feed, err := gofeed.NewParser().ParseString("<rss><channel><item><pubDate>" + c.raw + "</pubDate></item></channel></rss>")
		if err == nil && len(feed.Items) == 1 {
			parsed = feed.Items[0].PublishedParsed
		}
		if got := newDateReader(c.lang).read(c.raw, parsed); !got.Equal(c.want) {
			t.Errorf("%q in %q: %v, want %v (gofeed: %v)", c.raw, c.lang, got, c.want, parsed)
		}
	}
}

func BenchmarkDates(b *testing.B) {
	for name, raw := range map[string]string{
		"ISO":        "2026-11-24T10:30:00+02:00",
		"French":     "mardi 24 novembre 2026 09:30 +0100",
		"unreadable": "12 foo bar 77 baz 2026 qux 99 +0100 and so on and on and on",
	} {
		b.Run(name, func(b *testing.B) {
			r := newDateReader("fr")
			for b.Loop() {
				r.misses = 0
				r.read(raw, nil)
			}
		})
	}
}

func TestUnreadableDatesAreNotTriedForEver(t *testing.T) {
	r := newDateReader("fr")
	for range 100 {
		r.read("12 foo 77 bar 2026", nil)
	}
	if r.misses != maxMisses {
		t.Errorf("%d unreadable dates were tried, want %d", r.misses, maxMisses)
	}
}
