package crawler

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// A feed and its server say how often and when they want to be asked. This file reads it; schedule.go weighs it.

// askedInterval reads how often a feed wants to be fetched at most: RSS's ttl in minutes, and the syndication module of
// RSS 1.0.
func askedInterval(feed *gofeed.Feed) time.Duration {
	if original, ok := feed.OriginalFeed().(*rss.Feed); ok {
		if minutes, err := strconv.Atoi(strings.TrimSpace(original.TTL)); err == nil && minutes > 0 {
			return time.Duration(min(minutes, 7*24*60)) * time.Minute
		}
	}
	const day = 24 * time.Hour
	periods := map[string]time.Duration{"hourly": time.Hour, "daily": day, "weekly": 7 * day, "monthly": 30 * day, "yearly": 365 * day}
	period := periods[strings.ToLower(extension(feed.Extensions, "sy", "updatePeriod"))]
	frequency, err := strconv.Atoi(extension(feed.Extensions, "sy", "updateFrequency"))
	if err != nil || frequency < 1 {
		frequency = 1
	}
	return period / time.Duration(frequency)
}

// Quiet is when a feed asks to be left alone: the hours of the day and the days of the week, in UTC, whose bits are set. The
// lowest bit is midnight, and Sunday.
type Quiet struct {
	Hours uint32
	Days  uint8
}

// quietOf reads the skipHours and skipDays of RSS.
func quietOf(feed *gofeed.Feed) Quiet {
	original, ok := feed.OriginalFeed().(*rss.Feed)
	if !ok {
		return Quiet{}
	}
	var q Quiet
	for _, text := range original.SkipHours {
		if hour, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && hour >= 0 && hour <= 24 {
			q.Hours |= 1 << (hour % 24) // 24 is midnight in RSS 0.91
		}
	}
	for _, text := range original.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(text), day.String()) {
				q.Days |= 1 << day
			}
		}
	}
	return q
}

// after returns t, or the first moment after it that isn't quiet. A feed that is always quiet isn't believed.
func (q Quiet) after(t time.Time) time.Time {
	const allHours, allDays = 1<<24 - 1, 1<<7 - 1
	if q.Hours&allHours == allHours {
		q.Hours = 0
	}
	if q.Days&allDays == allDays {
		q.Days = 0
	}
	for t = t.UTC(); q.Hours>>t.Hour()&1 != 0 || q.Days>>t.Weekday()&1 != 0; {
		t = t.Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

// freshness reads how long an answer stays fresh by its own word (RFC 9111, section 4.2.1): the max-age of Cache-Control, or
// else Expires, less the time that it has spent in caches.
func freshness(h http.Header) time.Duration {
	lifetime, said := maxAge(h.Get("Cache-Control"))
	if !said {
		expires, err := http.ParseTime(h.Get("Expires"))
		date, err2 := http.ParseTime(h.Get("Date"))
		if err != nil || err2 != nil {
			return 0
		}
		lifetime = expires.Sub(date)
	}
	if age, err := strconv.ParseUint(strings.TrimSpace(h.Get("Age")), 10, 32); err == nil {
		lifetime -= time.Duration(age) * time.Second
	}
	return min(max(lifetime, 0), maxAgeHint)
}

// maxAge reads a Cache-Control header. said is whether it says anything on how long the answer is fresh.
func maxAge(cacheControl string) (age time.Duration, said bool) {
	for directive := range strings.SplitSeq(cacheControl, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return 0, true
		case "max-age":
			seconds, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 32)
			if err != nil {
				return 0, true
			}
			age, said = time.Duration(seconds)*time.Second, true
		}
	}
	return age, said
}
