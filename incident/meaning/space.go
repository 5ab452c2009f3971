package meaning

import (
	"hash/crc32"
	"math"
	"slices"
)

// A Space is that of the vectors of another model than the built-in table: of any number of dimensions, which are projected to
// Dims, and with cosines of its own kind, which are brought to the scale of the table's. For the cosines of two models aren't
// comparable: E5 gives two unrelated texts 0.7 to 0.9, the table about 0, and who decides by a cosine has learnt one of these.
//
// So a Space is calibrated by the first texts, of which it gets the vectors of both. What all vectors of the model have in
// common, their mean, is taken off (Mu and Viswanath, "All-but-the-Top", 2018), and the cosines of all pairs of those texts,
// nearly all of them unrelated, come to have the median and the spread that the table's cosines of the very same pairs have. Until
// then a Space has no vectors. A calibrated Space never changes.
//
// It is not safe for concurrent use until it is calibrated, nor is Vector ever.
type Space struct {
	name       string
	dims       int
	projection *projection
	sample     []example // until calibrated
	mean       [Dims]float32
	scale      scale
	id         uint32 // 0 until calibrated
}

// An example is the vector of a text in the Space, projected, and in the table.
type example struct {
	projected [Dims]float32
	table     Vector
}

const (
	// CalibrationTexts is how many texts a Space is calibrated by.
	CalibrationTexts = 200
	// MaxDims is the largest number of dimensions of a Space.
	MaxDims = 1 << 13
	// leastSpread is that of cosines below which a model, or the table, tells the texts of a sample not apart.
	leastSpread = 0.001
)

// NewSpace returns a Space without calibration. Of one name are the vectors that one model makes in one way. dims is the number of
// their dimensions, from 1 to MaxDims.
func NewSpace(name string, dims int) *Space {
	return &Space{name: name, dims: dims, projection: newProjection(dims)}
}

// Name is what NewSpace was given.
func (s *Space) Name() string { return s.name }

// Dims is the number of dimensions of the vectors that the Space takes.
func (s *Space) Dims() int { return s.dims }

// Calibrated reports whether the Space has vectors.
func (s *Space) Calibrated() bool { return s.id != 0 }

// ID tells calibrated Spaces apart: vectors are comparable where it is the same. It is 0 before the calibration.
func (s *Space) ID() uint32 { return s.id }

// Learn calibrates the Space by one more text: its vector by the model, of s.Dims numbers, and by the table. A text that the table knows
// nothing of, and a Space that is calibrated already, teach nothing. Should the model give all texts the same vector, the
// calibration begins anew, for nothing can be told by it.
func (s *Space) Learn(x []float32, table Vector) {
	if s.Calibrated() || table.IsZero() {
		return
	}
	s.sample = append(s.sample, example{s.projection.apply(x), table})
	if len(s.sample) < CalibrationTexts {
		return
	}
	s.calibrate()
	s.sample = nil
}

func (s *Space) calibrate() {
	for _, e := range s.sample {
		for i, x := range e.projected {
			s.mean[i] += x / float32(len(s.sample))
		}
	}
	vectors := make([]Vector, len(s.sample))
	for i := range vectors {
		vectors[i] = s.centred(s.sample[i].projected)
	}
	own := cosines(len(vectors), func(i, j int) float64 { return vectors[i].Cosine(&vectors[j]) })
	table := cosines(len(vectors), func(i, j int) float64 { return s.sample[i].table.Cosine(&s.sample[j].table) })
	if own.spread < leastSpread || table.spread < leastSpread {
		s.mean = [Dims]float32{}
		return
	}
	s.scale = newScale(own, table)
	s.identify()
}

// identify gives a calibrated Space its ID.
func (s *Space) identify() { s.id = max(1, crc32.ChecksumIEEE(s.appendCalibration(nil))) }

// Vector is the vector of a calibrated Space for one of the model, of s.Dims numbers.
func (s *Space) Vector(x []float32) Vector { return s.centred(s.projection.apply(x)) }

// centred is the direction of a projected vector, seen from the mean.
func (s *Space) centred(projected [Dims]float32) Vector {
	for i := range projected {
		projected[i] -= s.mean[i]
	}
	return quantize(&projected)
}

// Cosine is that of two vectors of the Space on the scale of the table; 0 if one of them is the zero Vector.
func (s *Space) Cosine(v, w *Vector) float64 {
	if v.IsZero() || w.IsZero() {
		return 0
	}
	return s.scale.of(v.Cosine(w))
}

// A distribution is how the cosines of unrelated texts lie. Some pairs of any sample are related and lie far above the others; so
// both numbers are such as don't hear of them.
type distribution struct {
	median float64
	spread float64 // from the median down to what a sixth lies below: the standard deviation, were they normally distributed
}

// cosines is the distribution of those of all pairs of n texts.
func cosines(n int, cosine func(i, j int) float64) distribution {
	var all []float64
	for i := range n {
		for j := range i {
			all = append(all, cosine(i, j))
		}
	}
	slices.Sort(all)
	median := all[len(all)/2]
	return distribution{median, median - all[int(0.1587*float64(len(all)))]}
}

// A scale maps cosines of one distribution to another. Where unrelated texts lie it keeps the distance from the median, in
// spreads; from its knee on it leads straight to 1, for 1 means the same in every model.
type scale struct {
	from, to, slope float64 // of the medians, and in between
	knee            float64
}

// kneeSpreads is how far the knee lies above the median, in spreads, if there is room for it.
const kneeSpreads = 3

func newScale(from, to distribution) scale {
	reach := min(kneeSpreads, (1-from.median)/from.spread/2, (1-to.median)/to.spread/2)
	return scale{from.median, to.median, to.spread / from.spread, from.median + reach*from.spread}
}

func (s *scale) of(cosine float64) float64 {
	y := s.to + s.slope*(min(cosine, s.knee)-s.from)
	if cosine > s.knee {
		y += (1 - y) * (cosine - s.knee) / (1 - s.knee)
	}
	return math.Max(-1, math.Min(1, y))
}
