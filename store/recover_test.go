package store_test

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parallax/news"
	"parallax/store"
)

const firstWARC = "pages/parallax-000001.warc.gz"

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Size()
}

// meddle changes the database of a closed store behind its back.
func meddle(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db := get[*sql.DB](t)(sql.Open("sqlite", filepath.Join(dir, "parallax.db")))
	defer db.Close()
	for _, statement := range statements {
		_, err := db.Exec(statement)
		must(t, err)
	}
}

func urls(pages []news.Page) []string {
	var all []string
	for _, p := range pages {
		all = append(all, p.URL)
	}
	return all
}

func TestAWARCFileCutAnywhereKeepsItsWholePages(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := outlet("tide.example", "PT")
	file := filepath.Join(dir, firstWARC)
	ends := []int64{}
	pages := []news.Page{page(src, 1), page(src, 2), page(src, 3)}
	for i := range pages {
		must(t, s.PutPages(t.Context(), pages[i:i+1]))
		ends = append(ends, size(t, file))
	}
	must(t, s.Close())
	// Pages 2 and 3 are written and the process died before they were registered.
	meddle(t, dir, `DELETE FROM pages WHERE seq > 1`, `DELETE FROM queue WHERE item <> ''`, `PRAGMA wal_checkpoint(TRUNCATE)`)
	whole, err := os.ReadFile(file)
	must(t, err)
	database, err := os.ReadFile(filepath.Join(dir, "parallax.db"))
	must(t, err)
	for cut := ends[0]; cut <= ends[2]; cut += 13 {
		if cut+13 > ends[2] {
			cut = ends[2] // and nothing cut at all
		}
		dir := t.TempDir()
		must(t, os.Mkdir(filepath.Join(dir, "pages"), 0o777))
		must(t, os.WriteFile(filepath.Join(dir, firstWARC), whole[:cut], 0o666))
		must(t, os.WriteFile(filepath.Join(dir, "parallax.db"), database, 0o666))
		s := open(t, dir)
		n := 1
		for n < 3 && cut >= ends[n] {
			n++
		}
		diff(t, "pages", urls(all(t, s.Pages(t.Context(), 0))), urls(pages[:n]))
		if got := size(t, filepath.Join(dir, firstWARC)); got != ends[n-1] {
			t.Errorf("cut at %d the file is left with %d bytes, want %d", cut, got, ends[n-1])
		}
		must(t, s.PutPages(t.Context(), []news.Page{page(src, 9)}))
		sound(t, s)
		must(t, s.Close())
		if t.Failed() {
			t.Fatalf("the file was cut at byte %d of %d", cut, len(whole))
		}
	}
}

func TestALostDatabaseIsFilledAgainFromTheArchive(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, dir, store.Options{FileSize: 2000})
	src := outlet("tide.example", "PT")
	var want []string
	for n := range 10 {
		p := page(src, n)
		must(t, s.PutPages(t.Context(), []news.Page{p}))
		want = append(want, p.URL)
	}
	must(t, s.Close())
	if get[[]os.DirEntry](t)(os.ReadDir(filepath.Join(dir, "pages"))); size(t, filepath.Join(dir, "pages/parallax-000003.warc.gz")) == 0 {
		t.Error("the archive was not divided into files")
	}
	must(t, os.Remove(filepath.Join(dir, "parallax.db")))
	s = open(t, dir)
	diff(t, "pages", urls(all(t, s.Pages(t.Context(), 0))), want)
	if h := get[news.SourceHealth](t)(s.Source(t.Context(), src.ID)); h.Name != src.Name {
		t.Errorf("the source came back as %+v", h.Source)
	}
	sound(t, s)
}

func TestDamageInsideAnUnregisteredFileCostsOnlyThePageThere(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := outlet("tide.example", "PT")
	file := filepath.Join(dir, firstWARC)
	must(t, s.PutPages(t.Context(), []news.Page{page(src, 1)}))
	at := size(t, file)
	must(t, s.PutPages(t.Context(), []news.Page{page(src, 2)}))
	must(t, s.PutPages(t.Context(), []news.Page{page(src, 3)}))
	must(t, s.Close())
	f := get[*os.File](t)(os.OpenFile(file, os.O_WRONLY, 0))
	_, err := f.WriteAt(make([]byte, 40), at+100)
	must(t, err)
	must(t, f.Close())

	s = open(t, dir) // everything is registered: nothing is scanned
	var damaged int
	for _, err := range s.Pages(t.Context(), 0) {
		if err != nil {
			damaged++
		}
	}
	if damaged != 1 {
		t.Errorf("%d pages are reported as damaged, want 1", damaged)
	}
	if wrong := get[[]string](t)(s.Check(t.Context())); len(wrong) != 1 {
		t.Errorf("check says %q, want one finding", wrong)
	}
	must(t, s.Close())

	must(t, os.Remove(filepath.Join(dir, "parallax.db")))
	s = open(t, dir)
	diff(t, "pages", urls(all(t, s.Pages(t.Context(), 0))), []string{page(src, 1).URL, page(src, 3).URL})
}

func TestAWARCFileThatLostRegisteredPagesIsNotWrittenOver(t *testing.T) {
	for name, harm := range map[string]func(file string) error{
		"shortened": func(file string) error { return os.Truncate(file, 1500) },
		"deleted":   os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			src := outlet("tide.example", "PT")
			must(t, s.PutPages(t.Context(), []news.Page{page(src, 1), page(src, 2), page(src, 3)}))
			must(t, s.Close())
			must(t, harm(filepath.Join(dir, firstWARC)))
			s = open(t, dir)
			must(t, s.PutPages(t.Context(), []news.Page{page(src, 4)}))
			if size(t, filepath.Join(dir, "pages/parallax-000002.warc.gz")) == 0 {
				t.Error("the new page didn't go to a new file")
			}
			if wrong := get[[]string](t)(s.Check(t.Context())); len(wrong) == 0 {
				t.Error("check finds nothing")
			}
			var good []string
			for p, err := range s.Pages(t.Context(), 0) {
				if err == nil {
					good = append(good, p.URL)
				}
			}
			if len(good) == 0 || good[len(good)-1] != page(src, 4).URL {
				t.Errorf("readable pages: %q", good)
			}
		})
	}
}

func TestAFileThatWasHardlyBegunIsBegunAnew(t *testing.T) {
	dir := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(dir, "pages"), 0o777))
	must(t, os.WriteFile(filepath.Join(dir, firstWARC), []byte("\x1f\x8b\x08\x00half of a head"), 0o666))
	s := open(t, dir)
	p := page(outlet("tide.example", "PT"), 1)
	must(t, s.PutPages(t.Context(), []news.Page{p}))
	sound(t, s)
	f := get[*os.File](t)(os.Open(filepath.Join(dir, firstWARC)))
	defer f.Close()
	z := get[*gzip.Reader](t)(gzip.NewReader(f))
	head := make([]byte, 40)
	get[int](t)(io.ReadFull(z, head))
	if !strings.Contains(string(head), "WARC-Type: warcinfo") {
		t.Errorf("the file begins with %q", head)
	}
}
