package meaning

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// A model makes vectors of a kind that models make: texts of one topic are close, and all texts share a large part, so that
// cosines of unrelated ones lie about 0.8.
type model struct {
	dims   int
	shared float64
}

// text is the vector of a text of a topic, beside it what a table would make of it.
func (m model) text(random *rand.Rand, topic uint64) (x []float32, table Vector) {
	x = make([]float32, m.dims)
	shared, own := rand.New(rand.NewPCG(1, uint64(m.dims))), rand.New(rand.NewPCG(topic, 7))
	for i := range x {
		x[i] = float32(m.shared*shared.NormFloat64() + 0.45*own.NormFloat64() + 0.2*random.NormFloat64())
	}
	own = rand.New(rand.NewPCG(topic, 8))
	var sum [Dims]float32
	for i := range sum {
		// The 8 is what all texts have in common: the table's unrelated cosines lie a little above 0.
		sum[i] = float32(own.NormFloat64() + random.NormFloat64())
	}
	sum[0] += 8
	return x, quantize(&sum)
}

func calibrated(t testing.TB, m model) *Space {
	random := rand.New(rand.NewPCG(3, 4))
	s := NewSpace("model", m.dims)
	for i := range uint64(CalibrationTexts) {
		if s.Calibrated() {
			t.Fatalf("calibrated by %d texts", i)
		}
		s.Learn(m.text(random, 1000+i))
	}
	if !s.Calibrated() {
		t.Fatalf("not calibrated by %d texts", CalibrationTexts)
	}
	return s
}

func TestASpaceHasCosinesLikeTheTables(t *testing.T) {
	for _, m := range []model{{64, 1}, {256, 1}, {384, 1}, {1536, 0.2}, {MaxDims, 3}} {
		s := calibrated(t, m)
		random := rand.New(rand.NewPCG(5, 6))
		const texts = 150
		var own, table [texts]Vector
		for i := range own {
			var x []float32
			x, table[i] = m.text(random, uint64(i))
			own[i] = s.Vector(x)
		}
		got := cosines(texts, func(i, j int) float64 { return s.Cosine(&own[i], &own[j]) })
		want := cosines(texts, func(i, j int) float64 { return table[i].Cosine(&table[j]) })
		if math.Abs(got.median-want.median) > 0.02 || math.Abs(got.spread-want.spread) > 0.02 {
			t.Errorf("%d dimensions: unrelated cosines lie at %.3f ± %.3f, the table's at %.3f ± %.3f", m.dims, got.median, got.spread, want.median, want.spread)
		}
		for topic := range uint64(20) {
			x, _ := m.text(random, topic)
			v := s.Vector(x)
			if c := s.Cosine(&v, &own[topic]); c < want.median+4*want.spread {
				t.Errorf("%d dimensions: two texts of one topic have %.3f, unrelated ones %.3f ± %.3f", m.dims, c, want.median, want.spread)
			}
			if c := s.Cosine(&v, &v); math.Abs(c-1) > 0.02 {
				t.Errorf("%d dimensions: a text has a cosine of %.3f with itself", m.dims, c)
			}
		}
	}
}

func TestTheProjectionKeepsAngles(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	for _, dims := range []int{1, 3, 100, 256, 257, 384, 768, 1024, 4096} {
		p := newProjection(dims)
		worst, squares, n := 0.0, 0.0, 0
		for range 200 {
			x, y := make([]float32, dims), make([]float32, dims)
			for i := range x {
				x[i] = float32(random.NormFloat64())
				y[i] = 0.5*x[i] + float32(random.NormFloat64())
			}
			d := math.Abs(cosine(p.apply(x), p.apply(y)) - cosine(x, y))
			worst, squares, n = max(worst, d), squares+d*d, n+1
		}
		bound := 1.0 / 16
		if dims <= Dims {
			bound = 1e-6
		}
		if e := math.Sqrt(squares / float64(n)); e > bound {
			t.Errorf("%d dimensions: cosines come out with a standard error of %.4f, the worst is off by %.4f", dims, e, worst)
		}
	}
}

func cosine[V []float32 | [Dims]float32](x, y V) float64 {
	dot, xx, yy := 0.0, 0.0, 0.0
	for i := range len(x) {
		dot += float64(x[i]) * float64(y[i])
		xx += float64(x[i]) * float64(x[i])
		yy += float64(y[i]) * float64(y[i])
	}
	return dot / math.Sqrt(xx*yy)
}

func TestAModelThatTellsNothingIsNeverCalibrated(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	s := NewSpace("flat", 8)
	for i := range uint64(3 * CalibrationTexts) {
		_, table := model{8, 1}.text(random, i)
		s.Learn([]float32{1, 2, 3, 4, 5, 6, 7, 8}, table)
	}
	if s.Calibrated() {
		t.Error("a model that gives every text one vector was calibrated")
	}
	if len(s.sample) >= CalibrationTexts {
		t.Errorf("%d examples are kept", len(s.sample))
	}
}

func TestASpaceIsReadAsItWasWritten(t *testing.T) {
	m := model{384, 1}
	random := rand.New(rand.NewPCG(3, 4)) // as in calibrated
	s := NewSpace("model", m.dims)
	for i := range uint64(CalibrationTexts) {
		if i%50 == 7 { // the program ends and begins again
			s = reread(t, s)
		}
		s.Learn(m.text(random, 1000+i))
	}
	straight := calibrated(t, m)
	for _, again := range []*Space{s, reread(t, s)} {
		if again.ID() != straight.ID() || again.ID() == 0 || again.Name() != "model" || again.Dims() != m.dims {
			t.Errorf("space %d %q of %d dimensions; without interruption %d", again.ID(), again.Name(), again.Dims(), straight.ID())
		}
		x, _ := m.text(random, 1)
		if again.Vector(x) != straight.Vector(x) {
			t.Error("vectors of a space that was read differ")
		}
	}
}

func reread(t *testing.T, s *Space) *Space {
	t.Helper()
	again, err := ReadSpace(s.Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func FuzzReadSpace(f *testing.F) {
	whole := calibrated(f, model{16, 1}).Append(nil)
	begun := NewSpace("m", 300)
	random := rand.New(rand.NewPCG(1, 1))
	begun.Learn(model{300, 1}.text(random, 1))
	for _, b := range [][]byte{whole, begun.Append(nil), NewSpace("", 1).Append(nil)} {
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Add(binary.AppendUvarint([]byte{spaceVersion}, math.MaxUint64))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := ReadSpace(b)
		if err != nil {
			return
		}
		x := make([]float32, s.Dims())
		x[0] = 1
		v, w := s.Vector(x), s.Vector(make([]float32, s.Dims()))
		if c := s.Cosine(&v, &w); !(c >= -1 && c <= 1) {
			t.Errorf("cosine %g", c)
		}
		if _, err := ReadSpace(s.Append(nil)); err != nil {
			t.Errorf("what was written of it can't be read: %v", err)
		}
	})
}
