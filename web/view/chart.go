package view

import (
	"math"
	"strconv"
	"strings"

	"parallax/web/words"
)

// The size of a chart in SVG units, and the room that its axes take.
const (
	chartWidth  = 960
	chartHeight = 320
	chartLeft   = 48
	chartRight  = 16
	chartTop    = 20
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
	marks                string // a path with its mark on as many points as can be told apart
	key                  string // a path with one mark, for the legend
}

type chartMark struct{ x, y, label, anchor string }

// marksOfLine is the most marks that one line carries.
const marksOfLine = 32

// A shape draws the mark of a series around a point, so that lines can be told apart without their colour.
func shape(series int, x, y float64) string {
	const r = 4
	at := func(dx, dy float64) string { return coordinate(x+dx*r) + " " + coordinate(y+dy*r) }
	polygon := func(points ...[2]float64) string {
		path := ""
		for i, p := range points {
			path += string("ML"[min(i, 1)]) + at(p[0], p[1])
		}
		return path + "Z"
	}
	switch series % 4 {
	case 1:
		return polygon([2]float64{-.85, -.85}, [2]float64{.85, -.85}, [2]float64{.85, .85}, [2]float64{-.85, .85})
	case 2:
		return polygon([2]float64{0, -1.1}, [2]float64{1.05, .8}, [2]float64{-1.05, .8})
	case 3:
		return polygon([2]float64{0, -1.25}, [2]float64{1.25, 0}, [2]float64{0, 1.25}, [2]float64{-1.25, 0})
	}
	return "M" + at(-.9, 0) + "a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0Z"
}

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
			points = append(points, coordinate(x)+","+coordinate(y))
			if every := (len(series) + marksOfLine - 1) / marksOfLine; n%every == 0 {
				line.marks += shape(i, x, y)
			}
		}
		line.key = shape(i, 14, 6)
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
		c.rows = append(c.rows, chartMark{y: coordinate(chartY(v, top)), label: label})
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

func chartX(n, of int) float64 {
	span := float64(chartWidth - chartLeft - chartRight)
	at := span / 2
	if of > 1 {
		at = span * float64(n) / float64(of-1)
	}
	return chartLeft + at
}

func chartY(v, top float64) float64 {
	return chartTop + (chartHeight-chartTop-chartBottom)*(1-v/top)
}

func coordinate(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// dayMarks are a few labels along the time axis, as many as have room beside each other.
func dayMarks(p TrendsProps) []chartMark {
	n := len(p.Trends.Buckets)
	if n == 0 {
		return nil
	}
	most := 5 // with a clock or a year
	if p.shortTicks() {
		most = 8
	}
	step := (n + most - 1) / most
	var out []chartMark
	for i := 0; i < n; i += step {
		mark := chartMark{x: coordinate(chartX(i, n)), label: p.tickLabel(i), anchor: "middle"}
		if i == n-1 && n > 1 {
			mark.anchor = "end" // where the axis does
		}
		out = append(out, mark)
	}
	return out
}

// shortTicks reports whether days without their year tell the steps apart.
func (p TrendsProps) shortTicks() bool {
	b := p.Trends.Buckets
	return b[0].Year() == b[len(b)-1].Year() && (p.By == "day" || p.By == "week")
}

// tickLabel is the label of a step under the chart. It is isolated, since it may run the other way than the axis.
func (p TrendsProps) tickLabel(i int) string {
	const firstStrongIsolate, popIsolate = "\u2068", "\u2069"
	label := p.Reader.Bucket(p.Trends.Buckets[i], p.By)
	if p.shortTicks() {
		label = p.Reader.MonthDay(p.Trends.Buckets[i].In(p.Reader.Zone))
	}
	if p.Reader.Dir() == "rtl" {
		return firstStrongIsolate + label + popIsolate
	}
	return label
}

// summary says in words what the chart shows, for those who don't see it.
func (p TrendsProps) summary() string {
	var parts []string
	for i, s := range p.Trends.Series[:min(len(p.Trends.Series), chartSeries)] {
		sum, most := 0, 0
		for n, count := range s.Counts {
			sum += count
			if count > s.Counts[most] {
				most = n
			}
		}
		form := p.Reader.Trends.Sum
		if sum > 0 {
			form = p.Reader.Trends.Most
		}
		parts = append(parts, words.Fill(form, "label", seriesLabel(p, i), "total", p.Reader.N(p.Reader.Counts.Articles, sum),
			"when", p.Reader.Bucket(p.Trends.Buckets[most], p.By), "most", p.Reader.Number(s.Counts[most])))
	}
	return strings.Join(parts, "; ") + "."
}

// firstStep and lastStep are the ends of the time that is counted.
func (p TrendsProps) firstStep() string { return p.Reader.Bucket(p.Trends.Buckets[0], p.By) }

func (p TrendsProps) lastStep() string {
	return p.Reader.Bucket(p.Trends.Buckets[len(p.Trends.Buckets)-1], p.By)
}
