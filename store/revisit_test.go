package store

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

// visited is a page that says the same at every visit but the fourth.
func visited(n int) news.Page {
	body := strings.Repeat("The water stands where it stood. ", 300)
	if n == 4 {
		body = "It rises."
	}
	// What can't be compressed shows in the size of the file.
	for i := range 400 {
		body += fmt.Sprintf("%x", i*i*i*7919)
	}
	return news.Page{URL: "https://tide.example/gauge", FinalURL: "https://tide.example/gauge", Fetched: time.Date(2026, 3, 14, n, 0, 0, 0, time.UTC), Status: 200,
		ContentType: "text/html", Header: [][2]string{{"Date", fmt.Sprint(n)}, {"Content-Length", "7"}}, Body: []byte(body), Source: news.Source{ID: "tide.example"}}
}

func readAll(t *testing.T, s *Store) (pages []news.Page) {
	t.Helper()
	for p, err := range s.Pages(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		p.Seq = 0
		pages = append(pages, p)
	}
	return pages
}

func TestAPageWithTheBodyOfOneBeforeIsARevisit(t *testing.T) {
	dir, outer := t.TempDir(), t
	s := reopen(t, dir)
	s.archive.limit = 0
	var pages []news.Page
	var sizes []int64
	for n := range 6 {
		p := visited(n)
		pages = append(pages, p)
		before := s.archive.size
		if err := s.PutPages(t.Context(), []news.Page{p}); err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, s.archive.size-before)
	}
	same := func(s *Store) {
		t.Helper()
		if d := cmp.Diff(pages, readAll(t, s)); d != "" {
			t.Errorf("pages (-want +got):\n%s", d)
		}
		inOrder(t, s, len(pages), 0)
	}
	same(s)
	if sizes[1]*2 > sizes[0] || sizes[5]*2 > sizes[0] || sizes[4] < sizes[1] {
		t.Errorf("the visits took %d bytes", sizes)
	}
	t.Run("warcio", func(t *testing.T) {
		if err := exec.Command("python3", "-c", "import warcio").Run(); err != nil {
			t.Skip("python3 with warcio is not here: pip install warcio")
		}
		out, err := exec.Command("python3", "-c", warcio, s.archive.path(1)).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "revisit https://tide.example/gauge 200 0") {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("lost database", func(t *testing.T) {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for _, ending := range []string{"", "-wal", "-shm"} {
			os.Remove(filepath.Join(dir, databaseName+ending))
		}
		s = reopen(outer, dir)
		same(s)
	})
	t.Run("forgotten", func(t *testing.T) {
		if r, err := s.Forget(t.Context(), "tide.example"); err != nil || r.Pages != 6 {
			t.Errorf("removed %+v (%v)", r, err)
		}
		inOrder(t, s, 0, 0)
	})
}

// A page goes with the one that it has its body from: nothing is left that can't be read.
func TestARevisitGoesWithWhatItRefersTo(t *testing.T) {
	s := reopen(t, t.TempDir()) // a file ends at 2,500 bytes
	for n := range 6 {
		other := visited(n)
		other.URL += fmt.Sprint("/", n)
		other.FinalURL = other.URL
		other.Body = fmt.Append(other.Body, n)
		if err := s.PutPages(t.Context(), []news.Page{visited(n), other}); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := s.Expire(t.Context(), time.Date(2026, 3, 14, 1, 0, 0, 0, time.UTC), 0); err != nil || r.Pages == 0 {
		t.Errorf("removed %+v (%v)", r, err)
	}
	inOrder(t, s, len(readAll(t, s)), 0)
}
