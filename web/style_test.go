package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tokens are the colours of the stylesheet in its light and its dark form.
func tokens(t *testing.T) map[string][2]string {
	t.Helper()
	css, err := os.ReadFile("assets/site.css")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`).FindAllStringSubmatch(string(css), -1) {
		out[m[1]] = [2]string{m[2], m[3]}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	part := func(s string) float64 {
		n, err := strconv.ParseUint(s, 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(hex[:2]) + 0.7152*part(hex[2:4]) + 0.0722*part(hex[4:])
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Text needs a contrast of 4.5 with what it stands on, the edge of a field 3 (WCAG 2.2, 1.4.3 and 1.4.11).
func TestColoursCanBeToldApart(t *testing.T) {
	colours := tokens(t)
	for _, c := range []struct {
		front, back string
		least       float64
	}{
		{"ink", "paper raised sunken hit", 4.5}, {"soft", "paper raised sunken hit", 4.5}, {"faint", "paper raised sunken", 4.5},
		{"accent", "paper raised sunken", 4.5}, {"signal", "paper raised sunken", 4.5}, {"good", "paper", 4.5},
		{"on-accent", "accent", 4.5}, {"on-signal", "signal", 4.5}, {"paper", "ink", 4.5}, {"edge", "paper raised", 3},
	} {
		for _, back := range strings.Fields(c.back) {
			for mode, name := range []string{"light", "dark"} {
				f, b := colours[c.front], colours[back]
				if f[mode] == "" || b[mode] == "" {
					t.Fatalf("no token --%s or --%s", c.front, back)
				}
				if got := contrast(t, f[mode], b[mode]); got < c.least {
					t.Errorf("%s: --%s on --%s has a contrast of %.2f, want %.1f", name, c.front, back, got, c.least)
				}
			}
		}
	}
}

func TestStylesheetMirrors(t *testing.T) {
	css, err := os.ReadFile("assets/site.css")
	if err != nil {
		t.Fatal(err)
	}
	physical := regexp.MustCompile(`(?m)[{;\s](margin|padding|border)-(left|right)|[{;\s](left|right):|text-align: (left|right)|float:`)
	if found := physical.FindString(string(css)); found != "" {
		t.Errorf("%q doesn't mirror in a right-to-left page; use the logical property", strings.TrimSpace(found))
	}
}
