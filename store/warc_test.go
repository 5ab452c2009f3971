package store

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

// warcPages are pages that put the format to the test.
func warcPages() []news.Page {
	src := news.Source{ID: "tide.example", Name: "Tide"}
	return []news.Page{
		{URL: "https://tide.example/plain", FinalURL: "https://tide.example/plain", Fetched: time.Date(2026, 3, 14, 12, 0, 0, 123456789, time.UTC),
			Status: 200, ContentType: "text/html", Header: [][2]string{{"Content-Type", "text/html"}, {"Content-Length", "5"}},
			Request: [][2]string{{"Host", "tide.example"}, {"User-Agent", "Parallax/1 (+https://reader.example)"}},
			Body:    []byte("water"), Source: src},
		{URL: "https://tide.example/moved", FinalURL: "https://tide.example/été déjà?q=<1>", Status: 404, ContentType: "text/html",
			Header: [][2]string{{"Content-Encoding", "br"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "99"}, {"Set-Cookie", "a=1"},
				{"Set-Cookie", "b=2"}},
			Body: []byte("WARC/1.1\r\nWARC-Type: response\r\n\r\n\r\n\r\n"), Source: src, Item: news.Item{URL: "https://tide.example/moved", Title: "水"}},
		{URL: "urn:sha256:ab", FinalURL: "urn:sha256:ab", ContentType: "text/plain", Body: []byte("\x1f\x8b\x08 not a member"), Source: src},
		{URL: "https://tide.example/empty", FinalURL: "https://tide.example/empty", Status: 204, Body: []byte{}, Source: src},
	}
}

func encoded(t testing.TB, pages []news.Page) []byte {
	t.Helper()
	info := infoRecord("x.warc.gz", time.Unix(0, 0))
	var b bytes.Buffer
	if err := info.encode(&b, newGzip()); err != nil {
		t.Fatal(err)
	}
	pointers := make([]*news.Page, len(pages))
	for i := range pages {
		pointers[i] = &pages[i]
	}
	w := batch{pages: pointers, bodies: make([]*reference, len(pages))}
	if err := w.encode(); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), w.encoded...)
}

// readBack reads pages the way a scan does, from bytes.
func readBack(raw []byte) (pages []news.Page, err error) {
	s := newScanner(bytes.NewReader(raw), 0)
	var notes, request record
	for {
		rec, err := s.next()
		if err == io.EOF {
			return pages, nil
		}
		if err != nil {
			return pages, err
		}
		switch rec.get("WARC-Type") {
		case typeMetadata:
			notes, request = rec, record{}
		case typeRequest:
			request = rec
		case typeResponse, typeResource:
			p, err := recordsPage(notes, rec)
			if err != nil {
				return pages, err
			}
			p.Request = requestFields(request)
			pages = append(pages, p)
		}
	}
}

func TestWARCRecordsComeBackAsTheyWere(t *testing.T) {
	pages := warcPages()
	got, err := readBack(encoded(t, pages))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(pages, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestHeadersCannotForgeOthers(t *testing.T) {
	p := news.Page{URL: "https://tide.example/\r\nWARC-Type: warcinfo", Status: 200, ContentType: "text/html\r\nX: y",
		Header: [][2]string{{"X-A", "1\r\nX-Forged: 1"}, {"X B", "no name"}, {"", "none"}}, Body: []byte("water")}
	p.FinalURL = p.URL
	got, err := readBack(encoded(t, []news.Page{p, {URL: "urn:x:1", FinalURL: "urn:x:1", ContentType: "a\r\nWARC-Type: response"}}))
	if err != nil || len(got) != 2 {
		t.Fatalf("%d pages, %v", len(got), err)
	}
	if d := cmp.Diff([][2]string{{"X-A", "1  X-Forged: 1"}}, got[0].Header); d != "" {
		t.Errorf("headers (-want +got):\n%s", d)
	}
}

// warcio is Python's reader of WARC files, written by the people who replay them.
const warcio = `
import sys
from warcio.archiveiterator import ArchiveIterator
with open(sys.argv[1], 'rb') as f:
    for r in ArchiveIterator(f, check_digests='raise'):
        body = r.content_stream().read()
        h = r.http_headers
        status = h.get_statuscode() if h else '-'
        print(r.rec_type, r.rec_headers.get_header('WARC-Target-URI') or '-', status, len(body) if r.rec_type != 'metadata' else '-')
        assert r.digest_checker.passed in (True, None), r.digest_checker.problems
`

func TestWARCFilesAreReadByWarcio(t *testing.T) {
	if err := exec.Command("python3", "-c", "import warcio").Run(); err != nil {
		t.Skip("python3 with warcio is not here: pip install warcio")
	}
	ctx, dir := t.Context(), t.TempDir()
	s, err := Open(ctx, "sqlite:"+dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.PutPages(ctx, warcPages()); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", "-c", warcio, s.archive.path(1)).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := `warcinfo - - 142
metadata https://tide.example/plain - -
request https://tide.example/plain /plain 0
response https://tide.example/plain 200 5
metadata https://tide.example/%C3%A9t%C3%A9%20d%C3%A9j%C3%A0?q=%3C1%3E - -
response https://tide.example/%C3%A9t%C3%A9%20d%C3%A9j%C3%A0?q=%3C1%3E 404 37
metadata urn:sha256:ab - -
resource urn:sha256:ab - 16
metadata https://tide.example/empty - -
response https://tide.example/empty 204 0
`
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(string(out), "\n")); d != "" {
		t.Errorf("warcio reads (-want +got):\n%s", d)
	}
}

func FuzzScan(f *testing.F) {
	whole := encoded(f, warcPages())
	f.Add(whole)
	f.Add(whole[:len(whole)-9])
	f.Add([]byte("WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, raw []byte) {
		a := &archive{dir: dir}
		if err := os.WriteFile(a.path(1), raw, 0o666); err != nil {
			t.Fatal(err)
		}
		last := int64(0)
		end, damaged, err := a.scanPages(1, 0, func(p found) error {
			if p.at.offset < last || p.at.length <= 0 {
				t.Errorf("a page at %d after one that ended at %d", p.at.offset, last)
			}
			last = p.at.offset + p.at.length
			return nil
		})
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
		if end < last || end > int64(len(raw)) || damaged > int64(len(raw)) {
			t.Errorf("end %d, damaged %d of %d bytes, the last page ends at %d", end, damaged, len(raw), last)
		}
	})
}

// FuzzRecord skips the compression, which keeps a fuzzer from getting anywhere.
func FuzzRecord(f *testing.F) {
	f.Add([]byte("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"))
	f.Add([]byte("WARC/1.1\r\nContent-Length: -1\r\n\r\n\r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rec, err := decodeRecord(bytes.NewReader(raw))
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		_, _ = recordsPage(record{block: []byte("{}")}, rec)
	})
}

// Archives of earlier versions have notes that are JSON alone.
func TestNotesOfEarlierVersions(t *testing.T) {
	older := record{block: []byte(`{"version":1,"url":"https://tide.example/","source":{"id":"tide.example"}}`)}
	p, err := recordsPage(older, record{fields: [][2]string{{"WARC-Type", typeResource}}, block: []byte("water")})
	if err != nil || p.URL != "https://tide.example/" || p.Source.ID != "tide.example" || string(p.Body) != "water" {
		t.Errorf("%+v, %v", p, err)
	}
}
