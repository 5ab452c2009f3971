package index

import (
	"context"
	"iter"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// IDs returns the IDs of all articles that a query finds, in ascending order: the same for the same articles,
// so that an export can be taken up again. They are of one moment, whatever is indexed meanwhile. The list is
// held in memory, 32 bytes an article. The error, a *SyntaxError where the query is at fault, comes as the last pair.
func (ix *Index) IDs(ctx context.Context, query string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		q, err := Parse(query)
		if err != nil {
			yield("", err)
			return
		}
		var ids []string
		err = ix.scan(ctx, q, func(p *part, found *roaring.Bitmap) error {
			i := found.Iterator()
			for i.HasNext() {
				if len(ids)%checkEvery == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				id, err := p.articleID(i.Next())
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			return nil
		})
		if err != nil {
			yield("", searchError(err))
			return
		}
		slices.Sort(ids)
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
}

// checkEvery is the number of articles after which a scan looks whether it is still wanted.
const checkEvery = 1024

// scan visits what a query finds, part by part.
func (ix *Index) scan(ctx context.Context, q Query, visit func(*part, *roaring.Bitmap) error) error {
	return ix.read(func(v *view) error {
		plan := ix.plan(q)
		for _, p := range v.parts {
			found, _, err := plan.match(ctx, p)
			if err != nil {
				return err
			}
			if err := visit(p, found); err != nil {
				return err
			}
		}
		return nil
	})
}
