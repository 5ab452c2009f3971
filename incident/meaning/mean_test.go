package meaning

import (
	"math/rand/v2"
	"testing"
)

func randomVector(random *rand.Rand, common *[Dims]float32, share float32) Vector {
	var sum [Dims]float32
	for i := range sum {
		sum[i] = float32(random.NormFloat64())
		if common != nil {
			sum[i] += share * common[i]
		}
	}
	return quantize(&sum)
}

// What all vectors have in common is what Centre takes off, and nothing else.
func TestAMeanTakesOffWhatAllHaveInCommon(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var common [Dims]float32
	for i := range common {
		common[i] = float32(random.NormFloat64())
	}
	var m Mean
	for range 2000 {
		v := randomVector(random, &common, 2)
		m.Add(&v)
	}
	direction := quantize(&common)
	if mean := m.Vector(); mean.Cosine(&direction) < 0.99 {
		t.Errorf("the mean's cosine with what is common to all is %.2f", mean.Cosine(&direction))
	}
	a, b := randomVector(random, &common, 2), randomVector(random, &common, 2)
	if c := a.Cosine(&b); c < 0.7 {
		t.Fatalf("two vectors have a cosine of %.2f: this test tests nothing", c)
	}
	a, b = m.Centre(a), m.Centre(b)
	if c := a.Cosine(&b); c > 0.2 || c < -0.2 {
		t.Errorf("seen from the mean two vectors have a cosine of %.2f", c)
	}
	if c := m.Centre(direction); c.Cosine(&direction) < 0 {
		t.Errorf("more was taken off than there is: %.2f", c.Cosine(&direction))
	}
}

func TestAMeanOfFewIsHardlyBelieved(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 1))
	v, w := randomVector(random, nil, 0), Vector{}
	var m Mean
	m.Add(&w)
	if m != (Mean{}) {
		t.Error("a text without meaning was counted")
	}
	if c := m.Centre(v); c.Cosine(&v) < 0.99 {
		t.Errorf("seen from no mean a vector is another one: %.2f", c.Cosine(&v))
	}
	m.Add(&v)
	if c := m.Centre(v); c.Cosine(&v) < 0.99 {
		t.Errorf("seen from itself alone a vector is another one: %.2f", c.Cosine(&v))
	}
	if c := m.Centre(Vector{}); !c.IsZero() {
		t.Error("a text without meaning got one")
	}
}

func TestAMeanForgets(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	before, after := randomVector(random, nil, 0), randomVector(random, nil, 0)
	var m Mean
	for range 4 * lasting {
		m.Add(&before)
	}
	for range 4 * lasting {
		m.Add(&after)
	}
	if v := m.Vector(); v.Cosine(&after) < 0.95 {
		t.Errorf("what came last has a cosine of %.2f with the mean", v.Cosine(&after))
	}
	if m.n > lasting {
		t.Errorf("the mean counts %d", m.n)
	}
}

func TestAMeanIsReadAsItWasWritten(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	var m Mean
	for range 300 {
		v := randomVector(random, nil, 0)
		m.Add(&v)
	}
	written := m.Append([]byte("before"))[len("before"):]
	got, rest, err := ReadMean(append(written, "behind"...))
	if err != nil || got != m || string(rest) != "behind" {
		t.Errorf("read as another one, with %q behind: %v", rest, err)
	}
	for n := range written {
		if _, _, err := ReadMean(written[:n]); err == nil {
			t.Fatalf("%d of %d bytes were a mean", n, len(written))
		}
	}
	if _, _, err := ReadMean(append([]byte{1}, written[1:]...)); err == nil {
		t.Error("a mean of less than none was read")
	}
}

func TestWordsCountByTheirWeight(t *testing.T) {
	r := Default().Reader()
	typhoon, rowing := r.Words([]string{"typhoon"}, []float64{1}), r.Words([]string{"rowing"}, []float64{1})
	mostly := r.Words([]string{"typhoon", "rowing"}, []float64{9, 1})
	if mostly.Cosine(&typhoon) < 0.95 || mostly.Cosine(&rowing) > mostly.Cosine(&typhoon) {
		t.Errorf("nine parts of one word: %.2f, one of the other: %.2f", mostly.Cosine(&typhoon), mostly.Cosine(&rowing))
	}
	// However many pieces a word is cut into, it counts as one.
	long := r.Words([]string{"electroencephalographically", "rowing"}, []float64{1, 1})
	if alone := r.Words([]string{"electroencephalographically"}, []float64{1}); long.Cosine(&rowing) < 0.5 || long.Cosine(&alone) < 0.5 {
		t.Errorf("two words of one weight: %.2f and %.2f", long.Cosine(&alone), long.Cosine(&rowing))
	}
	for _, words := range [][]string{nil, {""}, {"\x00"}} {
		if v := r.Words(words, make([]float64, len(words))); !v.IsZero() {
			t.Errorf("%q means something", words)
		}
	}
	quake, terremoto := r.Words([]string{"earthquake"}, []float64{1}), r.Words([]string{"terremoto"}, []float64{1})
	if terremoto.Cosine(&quake) < rowing.Cosine(&quake)+0.2 {
		t.Errorf("the Spanish earthquake: %.2f, rowing: %.2f", terremoto.Cosine(&quake), rowing.Cosine(&quake))
	}
}
