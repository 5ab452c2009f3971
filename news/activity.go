package news

import "time"

// An Activity is what a source has published since a day, and how often it was the first to do so.
type Activity struct {
	Since    time.Time // midnight UTC
	Days     []int     // articles of each day, Since first; the last one is today
	Shared   int       // incidents reported since by it and at least one other source
	Earliest int       // of these, those whose first report was its own
}

// Day is midnight UTC of the i-th of Days.
func (a *Activity) Day(i int) time.Time { return a.Since.AddDate(0, 0, i) }
