package index

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"parallax/news"
)

// What is read from the bytes of a segment is what bleve reads: for terms of one article, of few and of several chunks,
// with places that fit into the frequency and places that don't, and whichever articles are asked for.
func TestPostingsAreThoseOfBleve(t *testing.T) {
	ix, err := Open("bleve:"+t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if err := ix.Update(t.Context(), postingArticles(), 1); err != nil {
		t.Fatal(err)
	}
	if err := mergeAll(t.Context(), ix); err != nil {
		t.Fatal(err)
	}
	err = ix.read(func(v *view) error {
		compared := 0
		if len(v.parts) != 1 {
			return fmt.Errorf("the index has %d segments", len(v.parts))
		}
		for _, p := range v.parts {
			for _, field := range []string{fieldBody, fieldText + wordsSuffix, fieldSource, fieldTime, "no such field"} {
				err := p.eachTermOf(field, func(term string) error {
					compared++
					return comparePostings(p, field, strings.Clone(term))
				})
				if err != nil {
					return err
				}
			}
		}
		if compared < 60 {
			t.Errorf("only %d terms were compared", compared)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// postingArticles use "the" in all, "often" in most and many times, "half" in a half, and some a word of their own.
func postingArticles() []news.Article {
	rng := rand.New(rand.NewPCG(5, 6))
	var list []news.Article
	for i := range 3 * batchSize { // more than a chunk
		a := news.Article{ID: fmt.Sprintf("a%d", i), Language: "en", Source: news.Source{ID: fmt.Sprintf("s%d", i%3)}}
		a.Title = "the"
		if i%50 == 0 {
			a.Title = fmt.Sprintf("the own%dword", i)
		}
		a.Text = "the " + strings.Repeat("often "+strings.Repeat("nothing ", rng.IntN(40)), rng.IntN(30))
		if i%2 == 0 {
			a.Text += "half"
		}
		list = append(list, a)
	}
	return list
}

// mergeAll makes one segment on disk of the whole index.
func mergeAll(ctx context.Context, ix *Index) error {
	advanced, err := ix.bleve.Advanced()
	if err != nil {
		return err
	}
	return advanced.(*scorch.Scorch).ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions)
}

func (p *part) eachTermOf(field string, visit func(string) error) error {
	d, err := p.dictionary(field)
	if err != nil {
		return err
	}
	i := d.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := i.Next()
		if err != nil || entry == nil {
			return err
		}
		if err := visit(entry.Term); err != nil {
			return err
		}
	}
}

func comparePostings(p *part, field, term string) error {
	raw, err := p.postings(field, term)
	if err != nil {
		return err
	}
	d, err := p.dictionary(field)
	if err != nil {
		return err
	}
	byBleve, err := postingsOf(d, []byte(term))
	if err != nil {
		return err
	}
	if raw.chunks == nil {
		return fmt.Errorf("%s in %s: left to bleve", term, field)
	}
	if !raw.articles.Equals(byBleve.articles) {
		return fmt.Errorf("%s in %s: other articles", term, field)
	}
	rng := rand.New(rand.NewPCG(7, uint64(raw.articles.GetCardinality())))
	for _, one := range []int{1, 3, 50, 700} { // of so many articles one is asked for
		for _, located := range []bool{false, true} {
			a, b := placesOf(raw, located), placesOf(byBleve, located)
			for n := range uint32(p.size()) {
				if rng.IntN(one) > 0 {
					continue
				}
				found, err := a.seek(n)
				if err != nil {
					return err
				}
				want, err := b.seek(n)
				if err != nil {
					return err
				}
				same := found == want
				if same && found {
					same = a.frequency == b.frequency && a.lengthClass() == b.lengthClass() && slices.Equal(a.words, b.words)
				}
				if !same {
					return fmt.Errorf("%s in %s, article %d: %v %d %d %v, want %v %d %d %v", term, field, n,
						found, a.frequency, a.norm, a.words, want, b.frequency, b.norm, b.words)
				}
			}
		}
	}
	return nil
}
