package store_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
	"parallax/store"
)

// warcRecord is one record as other tools write it.
func warcRecord(kind, address, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2026-03-10T08:00:00Z\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, address, contentType, len(block), block)
}

func httpAnswer(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func readAll(t *testing.T, file string) (pages []news.Page, err error) {
	t.Helper()
	for p, e := range store.ReadWARC(strings.NewReader(file)) {
		if e != nil {
			return pages, e
		}
		pages = append(pages, p)
	}
	return pages, nil
}

const answerType = "application/http; msgtype=response"

func TestReadWARCOfOthers(t *testing.T) {
	html := "Content-Type: text/html\r\n"
	records := []string{
		warcRecord("warcinfo", "", "application/warc-fields", "software: other\r\n"),
		warcRecord("request", "https://a.example/1", "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
		warcRecord("response", "https://a.example/1", answerType, httpAnswer("200 OK", html, "<p>one</p>")),
		warcRecord("response", "https://a.example/gone", answerType, httpAnswer("404 Not Found", html, "<p>no</p>")),
		warcRecord("response", "https://a.example/picture", answerType, httpAnswer("200 OK", "Content-Type: image/png\r\n", "x")),
		warcRecord("response", "https://a.example/2", answerType, httpAnswer("200 OK", html+"Transfer-Encoding: chunked\r\n", "a\r\n<p>two</p>\r\n0\r\n\r\n")),
		warcRecord("response", "https://a.example/3", answerType, httpAnswer("200 OK", html+"Content-Encoding: gzip\r\n", gzipped("<p>three</p>"))),
		warcRecord("response", "https://a.example/4", answerType, httpAnswer("200 OK", html+"Content-Encoding: gzip\r\nContent-Length: 9999\r\n", "<p>four</p>")),
		warcRecord("resource", "https://a.example/5", "text/html; charset=utf-8", "<p>five</p>"),
		warcRecord("response", "https://a.example/noise", answerType, "this is no HTTP"),
	}
	want := []string{"<p>one</p>", "<p>two</p>", "<p>three</p>", "<p>four</p>", "<p>five</p>"}
	plain := strings.Join(records, "")
	members := ""
	for _, r := range records {
		members += gzipped(r)
	}
	for form, file := range map[string]string{"plain": plain, "compressed as a whole": gzipped(plain), "compressed by record": members} {
		pages, err := readAll(t, file)
		if err != nil {
			t.Errorf("%s: %v", form, err)
		}
		var got []string
		for _, p := range pages {
			got = append(got, string(p.Body))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: bodies %q, want %q", form, got, want)
		}
	}
}

// Archives differ in what of an answer they keep as it was received.
func TestReadWARCByWhatTheBytesAre(t *testing.T) {
	html := "Content-Type: text/html\r\n"
	raw := new(bytes.Buffer)
	deflated, err := flate.NewWriter(raw, 6)
	if err != nil {
		t.Fatal(err)
	}
	deflated.Write([]byte("<p>one</p>"))
	deflated.Close()
	for name, answer := range map[string]string{
		"as Common Crawl has it":           httpAnswer("200 OK", html+"X-Crawl-Content-Encoding: gzip\r\nX-Crawl-Transfer-Encoding: chunked\r\nContent-Length: 10\r\n", "<p>one</p>"),
		"chunked no more":                  httpAnswer("200 OK", html+"Transfer-Encoding: chunked\r\n", "<p>one</p>"),
		"chunked and compressed":           httpAnswer("200 OK", html+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gzipped("<p>one</p>")), gzipped("<p>one</p>"))),
		"chunked no more, but compressed":  httpAnswer("200 OK", html+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", gzipped("<p>one</p>")),
		"longer than its header says":      httpAnswer("200 OK", html+"Content-Length: 3\r\n", "<p>one</p>"),
		"deflate without a head":           httpAnswer("200 OK", html+"Content-Encoding: deflate\r\n", raw.String()),
		"deflate no more":                  httpAnswer("200 OK", html+"Content-Encoding: deflate\r\n", "<p>one</p>"),
		"HTTP/2":                           "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n<p>one</p>",
		"lines that end as in Unix":        "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>one</p>\r\n\r\n",
		"a line that is none":              httpAnswer("200 OK", "garbage\r\nbad name: x\r\n: y\r\n"+html, "<p>one</p>"),
		"the last of several types counts": httpAnswer("200 OK", "Content-Type: application/x\r\n"+html, "<p>one</p>"),
	} {
		pages, err := readAll(t, gzipped(warcRecord("response", "https://a.example/1", answerType, answer)))
		if err != nil || len(pages) != 1 || strings.TrimSpace(string(pages[0].Body)) != "<p>one</p>" {
			t.Errorf("%s: %+v, %v", name, pages, err)
		}
	}
	if pages, err := readAll(t, warcRecord("response", "https://a.example/1", answerType, httpAnswer("200 OK", html+"Content-Encoding: gzip\r\n",
		gzipped(strings.Repeat("a", 17<<20))))); err != nil || len(pages) > 0 {
		t.Errorf("of a bomb %d pages are read (%v)", len(pages), err)
	}
}

// Reading can go on where it was left, in every form of file, and leaves nothing out.
func TestReadWARCResumes(t *testing.T) {
	var records, ours []string
	for n := range 6 {
		address := fmt.Sprint("https://a.example/", n)
		records = append(records, warcRecord("request", address, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
			warcRecord("response", address, answerType, httpAnswer("200 OK", "Content-Type: text/html\r\n", strings.Repeat("<p>"+address, 100))),
			warcRecord("metadata", address, "application/warc-fields", "fetchTimeMs: 7\r\n"))
	}
	for _, r := range records {
		ours = append(ours, gzipped(r))
	}
	dir := t.TempDir()
	s := open(t, dir)
	for n := range 6 {
		must(t, s.PutPages(t.Context(), []news.Page{page(outlet("tide.example", ""), n)}))
	}
	must(t, s.Close())
	archive := get[[]byte](t)(os.ReadFile(filepath.Join(dir, "pages", "parallax-000001.warc.gz")))
	for form, file := range map[string]string{"plain": strings.Join(records, ""), "compressed as a whole": gzipped(strings.Join(records, "")),
		"in two compressed parts": gzipped(strings.Join(records[:8], "")) + gzipped(strings.Join(records[8:], "")),
		"compressed by record":    strings.Join(ours, ""), "our own": string(archive)} {
		whole, err := readAll(t, file)
		if err != nil || len(whole) != 6 {
			t.Fatalf("%s: %d pages, %v", form, len(whole), err)
		}
		n := 0
		first := store.NewWARCReader(strings.NewReader(file), store.Place{})
		for p, err := range first.Pages() {
			must(t, err)
			at := first.Resume()
			if n > 0 && at == (store.Place{}) {
				t.Errorf("%s: from page %d on it begins again", form, n)
			}
			var again []news.Page
			second := store.NewWARCReader(strings.NewReader(file[at.At:]), at)
			for p, err := range second.Pages() {
				must(t, err)
				again = append(again, p)
			}
			if d := cmp.Diff(whole[n:], again); d != "" {
				t.Errorf("%s: from page %d at %+v on (-want +got):\n%s", form, n, at, d)
			}
			if n++; p.URL != whole[n-1].URL || second.Offset() != int64(len(file)) {
				t.Errorf("%s: page %d is %s, %d of %d bytes were read", form, n, p.URL, second.Offset(), len(file))
			}
		}
	}
}

func TestReadWARCSaysWhereAFileIsDamaged(t *testing.T) {
	whole := warcRecord("response", "https://a.example/1", answerType, httpAnswer("200 OK", "Content-Type: text/html\r\n", "<p>one</p>"))
	for name, c := range map[string]struct {
		file  string
		pages int
		says  string
	}{
		"empty":       {"", 0, "empty"},
		"not a WARC":  {"<html>\n", 0, "no WARC file"},
		"cut":         {whole + whole[:len(whole)-10], 1, "after 1 records"},
		"cut in head": {whole + whole[:40], 1, "after 1 records"},
		"cut gzip":    {gzipped(whole) + gzipped(whole)[:60], 1, "after 1 records"},
		"junk after":  {whole + "junk\r\n", 1, "junk"},
		"bad length":  {"WARC/1.0\r\nContent-Length: -5\r\n\r\n", 0, "-5"},
	} {
		pages, err := readAll(t, c.file)
		if len(pages) != c.pages || err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %d pages and %v, want %d pages and an error with %q", name, len(pages), err, c.pages, c.says)
		}
	}
}

func FuzzReadWARC(f *testing.F) {
	f.Add([]byte(warcRecord("response", "https://a.example/1", answerType, httpAnswer("200 OK", "Content-Type: text/html\r\n", "<p>one</p>"))))
	f.Add([]byte(gzipped(warcRecord("resource", "https://a.example/5", "text/html", "<p>five</p>"))))
	f.Fuzz(func(t *testing.T, file []byte) {
		var last news.Page
		var at store.Place
		w := store.NewWARCReader(bytes.NewReader(file), store.Place{})
		for p, err := range w.Pages() {
			if err == nil {
				last, at = p, w.Resume()
			}
		}
		if last.URL == "" {
			return
		}
		for p := range store.NewWARCReader(bytes.NewReader(file[at.At:]), at).Pages() {
			if cmp.Equal(p, last) {
				return
			}
		}
		t.Errorf("from %+v on, the last page isn't read again", at)
	})
}
