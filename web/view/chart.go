package view

import (
	"math"
	"strconv"
	"strings"
)

// The size of a chart in SVG units, and the room that its axes take.
const (
	chartWidth  = 960
	chartHeight = 320
	chartLeft   = 48
	chartRight  = 12
	chartTop    = 12
	chartBottom = 32
)

// chartSeries is how many series a chart draws; the table shows them all.
const chartSeries = 8

// A chart is counts over time as geometry.
type chart struct {
	lines []chartLine
	rows  []chartMark // horizontal rules with their values
	days  []chartMark // the labels of the time axis
}

type chartLine struct {
	class, label, points string
	dots                 [][2]string // drawn where there are few enough to tell apart
}

type chartMark struct{ x, y, label string }

// chartOf lays out the series of a page of trends.
func chartOf(p TrendsProps) chart {
	var c chart
	values := seriesValues(p)
	top := 0.0
	for _, series := range values[:min(len(values), chartSeries)] {
		for _, v := range series {
			top = max(top, v)
		}
	}
	top = niceTop(top, p.Share)
	for i, series := range values[:min(len(values), chartSeries)] {
		line := chartLine{class: "series s" + strconv.Itoa(i), label: seriesLabel(p, i)}
		var points []string
		for n, v := range series {
			x, y := chartX(n, len(series)), chartY(v, top)
			points = append(points, x+","+y)
			if len(series) <= 62 {
				line.dots = append(line.dots, [2]string{x, y})
			}
		}
		line.points = strings.Join(points, " ")
		c.lines = append(c.lines, line)
	}
	const rules = 4
	for i := 0; i <= rules; i++ {
		v := top * float64(i) / rules
		label := p.Reader.Number(int(math.Round(v)))
		if p.Share {
			label = p.Reader.Percent(v, 1)
		}
		c.rows = append(c.rows, chartMark{y: chartY(v, top), label: label})
	}
	c.days = dayMarks(p)
	return c
}

// seriesValues are the counts of each series, or their shares of all articles.
func seriesValues(p TrendsProps) [][]float64 {
	var out [][]float64
	for _, s := range p.Trends.Series {
		values := make([]float64, len(s.Counts))
		for i, n := range s.Counts {
			values[i] = float64(n)
			if p.Share {
				values[i] = share(n, p.Trends.Totals, i)
			}
		}
		out = append(out, values)
	}
	return out
}

// share is n as a part of the i-th total, 0 where there is none.
func share(n int, totals []int, i int) float64 {
	if i >= len(totals) || totals[i] == 0 {
		return 0
	}
	return float64(n) / float64(totals[i])
}

// niceTop is the end of an axis that holds top and divides into four round steps.
func niceTop(top float64, share bool) float64 {
	if !share {
		top = max(top, 4)
	}
	if top <= 0 {
		return 1
	}
	step := math.Pow(10, math.Floor(math.Log10(top/4)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if !share && step*m != math.Trunc(step*m) {
			continue // counts are whole
		}
		if step*m*4 >= top {
			return step * m * 4
		}
	}
	return step * 40
}

func chartX(n, of int) string {
	span := float64(chartWidth - chartLeft - chartRight)
	at := span / 2
	if of > 1 {
		at = span * float64(n) / float64(of-1)
	}
	return coordinate(chartLeft + at)
}

func chartY(v, top float64) string {
	return coordinate(chartTop + (chartHeight-chartTop-chartBottom)*(1-v/top))
}

func coordinate(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// dayMarks are at most eight labels along the time axis.
func dayMarks(p TrendsProps) []chartMark {
	n := len(p.Trends.Buckets)
	if n == 0 {
		return nil
	}
	step := (n + 7) / 8
	var out []chartMark
	for i := 0; i < n; i += step {
		out = append(out, chartMark{x: chartX(i, n), label: p.Reader.Bucket(p.Trends.Buckets[i], p.By)})
	}
	return out
}
