package view

import (
	"slices"

	"parallax/news"
)

// A bar is one day of a chart as a rectangle in units of its 300 by 64 viewBox.
type bar struct{ x, y, width, height, label string }

// dayBars draws what a source published on each day. The tallest bar is the day with most articles; a day with any is seen.
func dayBars(r Reader, a news.Activity) []bar {
	const width, height, least = 300.0, 64.0, 2.0
	if len(a.Days) == 0 {
		return nil
	}
	most, step := max(slices.Max(a.Days), 1), width/float64(len(a.Days))
	var bars []bar
	for i, n := range a.Days {
		tall := 0.0
		if n > 0 {
			tall = max(height*float64(n)/float64(most), least)
		}
		bars = append(bars, bar{
			x: coordinate(float64(i) * step), y: coordinate(height - tall), width: coordinate(step * .8), height: coordinate(tall),
			label: r.Medium(a.Day(i)) + ": " + r.N(r.Counts.Articles, n),
		})
	}
	return bars
}
