package store_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

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
		for range store.ReadWARC(bytes.NewReader(file)) {
		}
	})
}
