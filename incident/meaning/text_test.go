package meaning_test

import (
	"runtime"
	"strings"
	"sync"
	"testing"

	"parallax/incident/meaning"
)

const million = 1 << 20

// hostile texts are such as no newspaper prints.
var hostile = map[string]string{
	"NULs":                   strings.Repeat("\x00", million),
	"NULs between letters":   strings.Repeat("a\x00", million),
	"no space":               strings.Repeat("Donaudampfschiff", 10*million/16),
	"no space in Chinese":    strings.Repeat("洪水", 10*million/6),
	"one letter":             strings.Repeat("a", 10*million),
	"spaces":                 strings.Repeat(" ", 10*million),
	"wide spaces":            strings.Repeat("\u3000", million),
	"invalid UTF-8":          strings.Repeat("\xff\xfe\xc0", million),
	"cut UTF-8":              strings.Repeat("\xe6\xb0", million),
	"emoji":                  strings.Repeat("👩‍👩‍👧‍👦🔥", million/16),
	"combining marks":        "e" + strings.Repeat("\u0301", million),
	"only combining marks":   strings.Repeat("\u0301\u0316", million),
	"letters that expand":    strings.Repeat("ﷺ", million),
	"Hangul in parts":        strings.Repeat("\u1112\u1161\u11ab", million),
	"marks of space":         strings.Repeat("▁", million),
	"private use":            strings.Repeat("\ue000", million),
	"right-to-left controls": strings.Repeat("\u202e\u2066", million),
	"lines of one letter":    strings.Repeat("x\r\n", million),
}

// TestHostileTextsCostLittle: whatever the text, what is read of it and what memory that takes are bounded.
func TestHostileTextsCostLittle(t *testing.T) {
	table := meaning.Default()
	for name, text := range hostile {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		vectors := table.Vectors(text, 60, 250)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 4*million {
			t.Errorf("%s: %d bytes of memory", name, took)
		}
		for i, v := range vectors {
			if c := v.Cosine(&v); !v.IsZero() && (c < 0.98) || v.IsZero() && c != 0 {
				t.Errorf("%s: vector %d has a cosine of %f with itself", name, i, c)
			}
		}
		if half := table.Vectors(text[:len(text)/2], 60, 250); half[1] != vectors[1] {
			t.Errorf("%s: more than a bounded part is read", name)
		}
	}
}

func TestVectorsOfBeginnings(t *testing.T) {
	table := meaning.Default()
	const text = "Heavy rain flooded the railway station and passengers waited all night for a train."
	vectors := table.Vectors(text, 0, 3, 10, 1000)
	for i, limit := range []int{0, 3, 10, 1000} {
		if one := table.Vector(text, limit); one != vectors[i] {
			t.Errorf("the vector of %d pieces is another one when asked for alone", limit)
		}
	}
	if !vectors[0].IsZero() || vectors[1] == vectors[2] || vectors[2] == vectors[3] {
		t.Error("beginnings of several lengths have one vector")
	}
	if c := vectors[2].Cosine(&vectors[3]); c < 0.3 || c > 0.999 {
		t.Errorf("a beginning and the whole have a cosine of %.3f", c)
	}
	if again := vectorOf(text + " \n "); again != vectorOf("  "+text) {
		t.Error("space around a text changes its vector")
	}
	for _, none := range []string{"", " ", "\n\n", "\x00"} {
		if v := vectorOf(none); !v.IsZero() {
			t.Errorf("%q has a vector", none)
		}
	}
	if got := table.Vectors(text); len(got) != 0 {
		t.Errorf("%d vectors where none was asked for", len(got))
	}
}

func TestATableServesManyAtOnce(t *testing.T) {
	want := vectorOf("A fire destroyed the old market.")
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			for range 50 {
				if vectorOf("A fire destroyed the old market.") != want {
					t.Error("the vector is another one")
				}
			}
		})
	}
	work.Wait()
}

func FuzzVectors(f *testing.F) {
	for _, text := range hostile {
		f.Add(text[:90], uint8(5))
	}
	f.Fuzz(func(t *testing.T, text string, limit uint8) {
		v := meaning.Default().Vectors(text, int(limit), 250)
		w := meaning.Default().Vectors(text, int(limit), 250)
		if v[0] != w[0] || v[1] != w[1] {
			t.Error("two vectors of one text differ")
		}
		if c := v[0].Cosine(&v[1]); !(c >= -1.001 && c <= 1.001) {
			t.Errorf("cosine %f", c)
		}
	})
}
