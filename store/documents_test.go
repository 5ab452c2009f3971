package store

import (
	"bytes"
	"errors"
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

var gaugeFeed = news.Feed{URL: "https://tide.example/feed", Source: "tide.example"}

// rawFeed is a document of gaugeFeed, fetched at the hour n of a month.
func rawFeed(n, status int, body string) news.Page {
	return news.Page{URL: gaugeFeed.URL, FinalURL: gaugeFeed.URL, Fetched: time.Date(2026, 3, 1, n, 0, 0, 0, time.UTC), Status: status,
		ContentType: "application/rss+xml", Request: [][2]string{{"Host", "tide.example"}, {"If-None-Match", `"a"`}},
		Header: [][2]string{{"Content-Type", "application/rss+xml"}, {"Etag", `"a"`}}, Body: []byte(body), Feed: gaugeFeed.URL, Source: news.Source{ID: gaugeFeed.Source}}
}

// rawFeeds are those of a feed that stays the same, changes, and changes back, and what the archive has of them.
func rawFeeds() (sent, want []news.Page) {
	long := "<rss>" + strings.Repeat("<item><link>https://tide.example/1</link></item>", 50)
	other := "<rss><item><link>https://tide.example/2</link></item>"
	sent = []news.Page{rawFeed(0, 200, long), rawFeed(1, 304, ""), rawFeed(2, 200, long), rawFeed(3, 200, other), rawFeed(4, 304, ""),
		rawFeed(5, 200, long), rawFeed(6, 304, ""), rawFeed(24*8, 200, long)}
	for i, body := range []string{long, long, long, other, other, long, long, long} {
		p := sent[i]
		p.Body = []byte(body)
		want = append(want, p)
	}
	return sent, want
}

func documents(t *testing.T, s *Store) (all []news.Page) {
	t.Helper()
	for p, err := range s.FeedDocuments(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		p.Seq = 0
		all = append(all, p)
	}
	return all
}

func fetched(t *testing.T, s *Store, raw ...news.Page) {
	t.Helper()
	if _, err := s.FeedFetched(t.Context(), gaugeFeed, nil, raw...); err != nil {
		t.Fatal(err)
	}
}

// Feeds are archived as they came, beside the pages of articles and never mistaken for them.
func TestFeedsAreArchived(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	s.archive.limit = 0
	sent, want := rawFeeds()
	fetched(t, s, sent[0])
	if all := documents(t, s); len(all) > 0 {
		t.Fatalf("of a feed that isn't there %d documents are archived", len(all))
	}
	if err := s.PutFeed(t.Context(), gaugeFeed); err != nil {
		t.Fatal(err)
	}
	fetched(t, s, rawFeed(0, 304, "")) // it refers to nothing
	for _, p := range sent {
		fetched(t, s, p)
		fetched(t, s, p) // once more changes nothing
	}
	page := visited(0)
	if err := s.PutPages(t.Context(), []news.Page{page}); err != nil {
		t.Fatal(err)
	}
	same := func(s *Store) {
		t.Helper()
		if d := cmp.Diff(want, documents(t, s)); d != "" {
			t.Errorf("documents (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]news.Page{page}, readAll(t, s)); d != "" {
			t.Errorf("pages (-want +got):\n%s", d)
		}
		inOrder(t, s, 1, 0)
	}
	same(s)
	rows, err := s.readers.Query(`SELECT refers IS NULL FROM pages WHERE feed = 1 ORDER BY seq`)
	whole, err := collect(rows, err, scanOne[bool])
	if d := cmp.Diff([]bool{true, false, false, true, false, false, false, true}, whole); err != nil || d != "" {
		t.Errorf("documents that are archived whole (-want +got):\n%s%v", d, err)
	}
	t.Run("rebuilding ends with the pages", func(t *testing.T) {
		fetched(t, s, rawFeed(24*9, 200, "<rss>"))
		want = append(want, rawFeed(24*9, 200, "<rss>"))
		if err := errors.Join(s.Reset(t.Context()), s.PutArticles(t.Context(), nil, nil, lastSeq(t, s))); err != nil {
			t.Fatal(err)
		}
		if still, err := s.Rebuilding(t.Context()); still || err != nil {
			t.Errorf("rebuilding: %v, %v", still, err)
		}
	})
	t.Run("warcio", func(t *testing.T) {
		readByWarcio(t, s)
	})
	t.Run("imported", func(t *testing.T) {
		f, err := os.Open(s.archive.path(1))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n := 0
		for p, err := range ReadWARC(f) {
			if n++; err != nil || p.URL != page.URL {
				t.Errorf("page %s, %v", p.URL, err)
			}
		}
		if n != 1 {
			t.Errorf("%d pages are read out of the file, want 1", n)
		}
	})
	t.Run("backed up", func(t *testing.T) {
		var backup bytes.Buffer
		made, err := s.Backup(t.Context(), &backup)
		if err != nil || made.Pages != 1 {
			t.Fatalf("%+v, %v", made, err)
		}
		copied := t.TempDir()
		if _, err := Restore(copied, &backup); err != nil {
			t.Fatal(err)
		}
		same(reopen(t, copied))
	})
	t.Run("lost database", func(t *testing.T) {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for _, ending := range []string{"", "-wal", "-shm"} {
			os.Remove(filepath.Join(dir, databaseName+ending))
		}
		s := reopen(t, dir)
		same(s)
		if waiting, err := s.DueItems(t.Context(), time.Now(), 0); err != nil || len(waiting) > 0 {
			t.Errorf("items %v wait (%v)", waiting, err)
		}
	})
}

func lastSeq(t *testing.T, s *Store) (seq int64) {
	t.Helper()
	for p, err := range s.Pages(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		seq = p.Seq
	}
	return seq
}

// readByWarcio compares the kinds of the records, and what unchanged ones refer to, with what warcio reads.
func readByWarcio(t *testing.T, s *Store) {
	t.Helper()
	if err := exec.Command("python3", "-c", "import warcio").Run(); err != nil {
		t.Skip("python3 with warcio is not here: pip install warcio")
	}
	const script = `
import sys
from warcio.archiveiterator import ArchiveIterator
seen = {}
with open(sys.argv[1], 'rb') as f:
    for r in ArchiveIterator(f, check_digests='raise'):
        h = r.rec_headers.get_header
        body = r.content_stream().read()
        if h('WARC-Target-URI') != 'https://tide.example/feed' or r.rec_type == 'metadata':
            continue
        if r.rec_type == 'request':
            assert r.http_headers.get_header('If-None-Match') == '"a"'
            continue
        if r.rec_type == 'response':
            seen[h('WARC-Record-ID')] = h
            print('response', r.http_headers.get_statuscode(), len(body))
        else:
            assert len(body) == 0
            of = seen[h('WARC-Refers-To')]
            assert of('WARC-Date') == h('WARC-Refers-To-Date') and of('WARC-Target-URI') == h('WARC-Refers-To-Target-URI')
            assert of('WARC-Payload-Digest') == h('WARC-Payload-Digest')
            print(r.rec_type, r.http_headers.get_statuscode(), h('WARC-Profile').rsplit('/', 1)[1])
`
	out, err := exec.Command("python3", "-c", script, s.archive.path(1)).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := []string{"response 200 2405", "revisit 304 server-not-modified", "revisit 200 identical-payload-digest", "response 200 53",
		"revisit 304 server-not-modified", "revisit 200 identical-payload-digest", "revisit 304 server-not-modified", "response 200 2405", "response 200 5", ""}
	if d := cmp.Diff(want, strings.Split(string(out), "\n")); d != "" {
		t.Errorf("warcio reads (-want +got):\n%s", d)
	}
}

// What was forgotten is forgotten in feeds that speak of it too, and comes back with none.
func TestForgetInFeeds(t *testing.T) {
	for _, c := range []struct{ what, as string }{
		{"https://tide.example/gone?a=1&b=2", `<rss><item><link>https://www.tide.example/gone?a=1&amp;b=2&amp;utm_source=rss</link>`},
		{"https://tide.example/gone?a=1&b=2", `<rss><item><link><![CDATA[https://tide.example/gone?a=1&b=2]]></link>`},
		{"https://tide.example/gone?a=1&b=2", `<rss><description>&lt;a href=&quot;https://tide.example/gone?a=1&amp;amp;b=2&quot;&gt;`},
		{"https://tide.example/gone?a=1&b=2", `{"url":"https:\/\/tide.example\/gone?a=1&b=2","x":1}`},
		{"dune.example", `<rss><item><link>http://news.dune.example/1</link>`},
		{"tide.example", `<rss>zebra`},
	} {
		dir := t.TempDir()
		s := reopen(t, dir)
		if err := s.PutFeed(t.Context(), gaugeFeed); err != nil {
			t.Fatal(err)
		}
		kept := rawFeed(0, 200, "<rss><item><link>https://tide.example/gone/not?a=1&amp;b=2</link></item>")
		bad := rawFeed(1, 200, c.as+"zebra")
		again := bad
		again.Fetched = again.Fetched.Add(time.Minute)
		fetched(t, s, kept, bad, again)
		r, err := s.Forget(t.Context(), c.what)
		left := 1
		if c.what == "tide.example" {
			left = 0
		}
		if err != nil || r.Raw != 3-left || r.Pages != 0 {
			t.Errorf("%s: removed %+v (%v)", c.as, r, err)
		}
		bad.Fetched = bad.Fetched.Add(time.Hour)
		fetched(t, s, bad)
		if all := documents(t, s); len(all) != left {
			t.Errorf("%s: %d documents are left, want %d", c.as, len(all), left)
		}
		inOrder(t, s, 0, 0)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if in := holds(t, dir, "zebra"); in != nil {
			t.Errorf("%s: it stands in %q", c.as, in)
		}
	}
}

// Old documents go with their file, and none of those that stay refers to one that went.
func TestFeedsExpire(t *testing.T) {
	s := reopen(t, t.TempDir())
	if err := s.PutFeed(t.Context(), gaugeFeed); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		fetched(t, s, rawFeed(n*6, 200, "<rss>the same"), rawFeed(n*6+1, 200, fmt.Sprint("<rss>other ", n)))
		fetched(t, s, rawFeed(n*6+2, 304, ""))
	}
	r, err := s.Expire(t.Context(), time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), 0)
	if err != nil || r.Raw == 0 || r.Pages != 0 || len(documents(t, s)) != 120-r.Raw {
		t.Errorf("removed %+v of 120, %d are left (%v)", r, len(documents(t, s)), err)
	}
	inOrder(t, s, 0, 0)
}

// A document that the disk has spoilt is found, and given up by a repair.
func TestADamagedFeedDocument(t *testing.T) {
	s := reopen(t, t.TempDir())
	if err := s.PutFeed(t.Context(), gaugeFeed); err != nil {
		t.Fatal(err)
	}
	fetched(t, s, rawFeed(0, 200, strings.Repeat("<rss>", 100)))
	fetched(t, s, rawFeed(1, 304, ""), rawFeed(2, 200, "<rss>other"))
	f, err := os.OpenFile(s.archive.path(1), os.O_WRONLY, 0)
	if err == nil {
		var at int64
		err = s.readers.QueryRow(`SELECT offset + length - 60 FROM pages WHERE seq = 1`).Scan(&at)
		_, writeErr := f.WriteAt(make([]byte, 30), at)
		err = errors.Join(err, writeErr, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	if wrong, err := s.Check(t.Context()); err != nil || len(wrong) != 2 {
		t.Errorf("check: %q, %v", wrong, err)
	}
	lost, err := s.Unreadable(t.Context())
	if err != nil || len(lost) != 2 {
		t.Fatalf("unreadable: %v, %v", lost, err)
	}
	replaced := map[int64]int64{}
	for seq := range lost {
		replaced[seq] = 0
	}
	if r, err := s.DropPages(t.Context(), replaced); err != nil || r.Raw != 2 {
		t.Errorf("dropped %+v (%v)", r, err)
	}
	inOrder(t, s, 0, 0)
	if all := documents(t, s); len(all) != 1 {
		t.Errorf("%d documents are left, want 1", len(all))
	}
}
