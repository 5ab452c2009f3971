package web_test

import (
	"context"
	"iter"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"parallax/index"
	"parallax/web"
)

// A thorough index takes ten minutes for everything.
type thorough struct{ web.Searcher }

func (thorough) read(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(10 * time.Minute):
		return nil
	}
}

func (i thorough) Lines(ctx context.Context, _ index.LinesRequest) iter.Seq2[index.Line, error] {
	return func(yield func(index.Line, error) bool) { yield(index.Line{Match: "storm"}, i.read(ctx)) }
}

func (i thorough) Concordance(ctx context.Context, _ index.ConcordanceRequest) (index.ConcordanceResult, error) {
	return index.ConcordanceResult{}, i.read(ctx)
}

func (i thorough) Frequencies(ctx context.Context, _ index.FrequenciesRequest) (index.Frequencies, error) {
	return index.Frequencies{}, i.read(ctx)
}

func (i thorough) Collocates(ctx context.Context, _ index.CollocatesRequest) (index.CollocatesResult, error) {
	return index.CollocatesResult{}, i.read(ctx)
}

// counts are the addresses that count over all articles where whole=1 is added.
var counts = []string{
	"/concordance.csv?q=storm", "/fr/concordance.csv?q=storm&table=collocates", "/concordance.csv?q=storm&table=forms",
	"/api/v1/concordance?q=storm", "/api/v1/frequencies?q=storm", "/api/v1/collocates?q=storm",
}

func TestCountsOverAllArticlesTakeTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := siteOf(t, world(), func(o *web.Options) { o.Search = thorough{} })
		for _, address := range counts {
			want(t, address+", of all", s.get(address+"&whole=1").Status, "200 OK")
			r := s.get(address)
			want(t, address, r.Status, "503 Service Unavailable")
			want(t, address+" as a file", r.Header.Get("Content-Disposition"), "")
		}
	})
}

func TestFewCountsOverAllArticlesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := siteOf(t, world(), func(o *web.Options) { o.Search = thorough{} })
		leave, stop := context.WithCancel(t.Context())
		for range 2 {
			go s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(leave, "GET", counts[0]+"&whole=1", nil))
		}
		synctest.Wait()
		for _, address := range counts {
			r := s.get(address + "&whole=1")
			want(t, address, r.Status, "503 Service Unavailable")
			want(t, address+": when to come again", r.Header.Get("Retry-After"), "120")
		}
		stop()
		synctest.Wait()
		want(t, "once they have gone", s.get(counts[0]+"&whole=1").Status, "200 OK")
	})
}

// TestReadersWhoLeaveAreNoFault asks for counts and leaves before they are there.
func TestReadersWhoLeaveAreNoFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := siteOf(t, world(), func(o *web.Options) { o.Search = thorough{} })
		for _, address := range counts {
			ctx, leave := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, leave)
			s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", address+"&whole=1", nil))
		}
		if log := s.log.String(); strings.Contains(log, "level=ERROR") {
			t.Errorf("the log: %s", log)
		}
	})
}
