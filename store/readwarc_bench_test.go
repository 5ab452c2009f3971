package store_test

import (
	"compress/gzip"
	"io"
	"runtime/metrics"
	"strings"
	"testing"

	"parallax/store"
)

// A repeated reader has a piece of text a number of times.
type repeated struct {
	piece string
	at    int
	left  int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.piece[r.at:])
	if r.at += n; r.at == len(r.piece) {
		r.at, r.left = 0, r.left-1
	}
	return n, nil
}

// BenchmarkReadWARC reads a file of a GiB, of pages of 64 KiB as an archive of others has them: with a gzip member for each record, and
// compressed as a whole; and comes back to the end of that. It reports the memory of the heap at most.
func BenchmarkReadWARC(b *testing.B) {
	page := "<html lang=\"en\"><title>Water</title>" + strings.Repeat("<p>The water stands high at the old bridge, and it is rising.</p>\n", 980)
	rec := warcRecord("request", "https://a.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
		warcRecord("response", "https://a.example/1", answerType, httpAnswer("200 OK", "Content-Type: text/html\r\n", page))
	member := gzipped(rec)
	times := 1 << 30 / len(rec) // of what comes out: decompressing is what takes the time
	whole := func() io.Reader {
		out, in := io.Pipe()
		go func() {
			z, _ := gzip.NewWriterLevel(in, gzip.NoCompression)
			_, err := io.Copy(z, &repeated{piece: rec, left: times})
			z.Close()
			in.CloseWithError(err)
		}()
		return out
	}
	for _, form := range []struct {
		name  string
		file  func() io.Reader
		start store.Place
		pages int
	}{
		{"by record", func() io.Reader { return &repeated{piece: member, left: times} }, store.Place{}, times},
		{"as a whole", whole, store.Place{}, times},
		{"coming back", whole, store.Place{Skip: int64(len(rec) * (times - 100))}, 100},
	} {
		b.Run(form.name, func(b *testing.B) {
			b.SetBytes(int64(times * len(rec)))
			heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
			var most uint64
			for b.Loop() {
				pages := 0
				for _, err := range store.NewWARCReader(form.file(), form.start).Pages() {
					if err != nil {
						b.Fatal(err)
					}
					if pages++; pages%100 == 0 {
						metrics.Read(heap)
						most = max(most, heap[0].Value.Uint64())
					}
				}
				if pages != form.pages {
					b.Fatalf("%d pages, want %d", pages, form.pages)
				}
			}
			b.ReportMetric(float64(most)/(1<<20), "heap-MiB")
		})
	}
}
