package meaning

import (
	"encoding/binary"
	"errors"
	"math"
)

// spaceVersion is that of what Append writes.
const spaceVersion = 1

var errSpace = errors.New("the calibration of a model's vectors is damaged or of another version")

// Append appends the Space to b, for ReadSpace:
//
//	1 byte    spaceVersion
//	uvarint   dimensions
//	1 byte    1 if the Space is calibrated, else 0
//
// and of a calibrated Space
//
//	256 × 4   the mean
//	4 × 8     the scale: from, to, slope, knee
//
// of another one
//
//	uvarint   how many examples, and for each
//	256 × 4   the projected vector
//	256       the table's vector
//
// and then the name; numbers in little endian.
func (s *Space) Append(b []byte) []byte {
	b = append(b, spaceVersion)
	b = binary.AppendUvarint(b, uint64(s.dims))
	if s.Calibrated() {
		return append(s.appendCalibration(append(b, 1)), s.name...)
	}
	b = binary.AppendUvarint(append(b, 0), uint64(len(s.sample)))
	for i := range s.sample {
		b = appendFloats(b, &s.sample[i].projected)
		for _, x := range s.sample[i].table {
			b = append(b, byte(x))
		}
	}
	return append(b, s.name...)
}

func (s *Space) appendCalibration(b []byte) []byte {
	b = appendFloats(b, &s.mean)
	for _, x := range []float64{s.scale.from, s.scale.to, s.scale.slope, s.scale.knee} {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	return b
}

func appendFloats(b []byte, list *[Dims]float32) []byte {
	for _, x := range list {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

const (
	floatsSize      = 4 * Dims
	calibrationSize = floatsSize + 4*8
	exampleSize     = floatsSize + Dims
)

// ReadSpace returns a Space as Append wrote it. It keeps nothing of b.
func ReadSpace(b []byte) (*Space, error) {
	if len(b) == 0 || b[0] != spaceVersion {
		return nil, errSpace
	}
	dims, width := binary.Uvarint(b[1:])
	if width <= 0 || dims == 0 || dims > MaxDims || len(b) < 2+width {
		return nil, errSpace
	}
	s := NewSpace("", int(dims))
	calibrated, b := b[1+width], b[2+width:]
	ok := false
	switch calibrated {
	case 0:
		b, ok = s.readSample(b)
	case 1:
		b, ok = s.readCalibration(b)
	}
	if !ok {
		return nil, errSpace
	}
	s.name = string(b)
	return s, nil
}

func (s *Space) readSample(b []byte) (rest []byte, ok bool) {
	n, width := binary.Uvarint(b)
	if width <= 0 || n >= CalibrationTexts || len(b) < width+int(n)*exampleSize {
		return nil, false
	}
	b = b[width:]
	s.sample = make([]example, n)
	for i := range s.sample {
		e := &s.sample[i]
		if ok := readFloats(b, &e.projected); !ok {
			return nil, false
		}
		for j, x := range b[floatsSize:exampleSize] {
			e.table[j] = int8(x)
		}
		b = b[exampleSize:]
	}
	return b, true
}

func (s *Space) readCalibration(b []byte) (rest []byte, ok bool) {
	if len(b) < calibrationSize || !readFloats(b, &s.mean) {
		return nil, false
	}
	for i, into := range []*float64{&s.scale.from, &s.scale.to, &s.scale.slope, &s.scale.knee} {
		*into = math.Float64frombits(binary.LittleEndian.Uint64(b[floatsSize+8*i:]))
		if !(math.Abs(*into) < 1/leastSpread) { // nor a NaN
			return nil, false
		}
	}
	if s.scale.knee >= 1 {
		return nil, false
	}
	s.identify()
	return b[calibrationSize:], true
}

// readFloats reads numbers as appendFloats wrote them, of vectors of length 1 at most; ok is false if they aren't.
func readFloats(b []byte, list *[Dims]float32) (ok bool) {
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if !(list[i] >= -floatsLimit && list[i] <= floatsLimit) {
			return false
		}
	}
	return true
}

// floatsLimit is more than any number of a projected vector.
const floatsLimit = 2 * MaxDims
