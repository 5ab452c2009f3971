package index

import (
	"math"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// A field is one field of a document as bleve takes it in. Its terms are there from the start, or come from analyze
// when bleve asks for them.
type field struct {
	name    string
	analyze func() (terms bleveindex.TokenFrequencies, length int)
	terms   bleveindex.TokenFrequencies
	length  int // what bleve keeps as the norm with each article of a term; less than 128, it is one byte
}

// Analyze finds the terms. bleve calls it once, from any goroutine.
func (f *field) Analyze() {
	if f.analyze != nil {
		f.terms, f.length = f.analyze()
		f.analyze = nil
	}
}

// Name is the field's name.
func (f *field) Name() string { return f.name }

// AnalyzedTokenFrequencies are the terms.
func (f *field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }

// AnalyzedLength is the norm.
func (f *field) AnalyzedLength() int { return f.length }

// Options say that the field is indexed and nothing else.
func (f *field) Options() bleveindex.FieldIndexingOptions { return bleveindex.IndexField }

// EncodedFieldType is bleve's mark of a text.
func (f *field) EncodedFieldType() byte { return 't' }

// ArrayPositions are none.
func (f *field) ArrayPositions() []uint64 { return nil }

// Value is none: nothing is stored.
func (f *field) Value() []byte { return nil }

// NumPlainTextBytes only serves bleve's statistics.
func (f *field) NumPlainTextBytes() uint64 { return 0 }

// Size is an estimate that bleve bounds its batches by.
func (f *field) Size() int { return 64 + 96*len(f.terms) }

// lengthClass puts lengths of texts, in words, into classes of which six double the length, from 1 to 127.
func lengthClass(words int) int {
	return min(1+int(lengthSteps*math.Log2(float64(words+1))), lengthClasses-1)
}

const (
	lengthClasses = 128
	lengthSteps   = 6
)

// lengthOf is a length that is of the class, in words.
func lengthOf(class int) float64 {
	return math.Exp2((float64(class)-0.5)/lengthSteps) - 1
}
