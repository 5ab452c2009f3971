package index

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"parallax/news"
)

// smallDisk is a folder on a disk of some KiB of its own. Only root can make one.
func smallDisk(t *testing.T, kib int) (dir string, resize func(kib int)) {
	t.Helper()
	dir = t.TempDir()
	size := func(kib int) string { return fmt.Sprintf("size=%dk", kib) }
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, size(kib)); err != nil {
		t.Skip("no disk can be mounted: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir, func(kib int) {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, size(kib)); err != nil {
			t.Fatal(err)
		}
	}
}

// A full disk is said, costs nothing that was indexed, and the index goes on when there is space again.
func TestAFullDiskIsSaid(t *testing.T) {
	dir, resize := smallDisk(t, 1000)
	ix, err := Open("bleve:"+dir+"/index", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var kept int
	for err == nil && kept < 1000 {
		kept += 10
		var articles []news.Article
		for n := range 10 {
			articles = append(articles, news.Article{ID: fmt.Sprint("a", kept+n), Language: "en", Title: "The dam", Text: strings.Repeat(fmt.Sprintf("Water %d rose. ", kept*n), 200)})
		}
		err = ix.Update(t.Context(), articles, int64(kept))
	}
	if err == nil || !strings.Contains(err.Error(), "the disk is full: free some space") {
		t.Fatalf("after %d articles the error is %v", kept, err)
	}
	kept -= 10
	ix.Close()
	if again, err := Open("bleve:"+dir+"/index", Options{}); err == nil {
		again.Close()
	} else if !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("opened while the disk is full: %v", err)
	}
	resize(30_000)
	ix, err = Open("bleve:"+dir+"/index", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	mark, err := ix.Mark()
	count, countErr := ix.Count()
	if err := errors.Join(err, countErr); err != nil || mark != int64(count) || count < kept { // the last of them may have come in as it was closed
		t.Errorf("with space again it holds %d articles, up to %d (%v), want at least %d", count, mark, err, kept)
	}
	if err := ix.Update(t.Context(), []news.Article{{ID: "z", Language: "en", Title: "The dam", Text: "It held."}}, mark+1); err != nil {
		t.Error(err)
	}
}

// So is one on which a concordance is sorted.
func TestAFullDiskIsSaidOfLines(t *testing.T) {
	dir, _ := smallDisk(t, 16)
	t.Setenv("TMPDIR", dir)
	s := newLineSorter(ByDate)
	defer s.close()
	s.most = 100_000
	var err error
	for n := 0; err == nil && n < 100_000; n++ {
		text := fmt.Sprintf("%x storm", sha256.Sum256([]byte{byte(n), byte(n >> 8)}))
		at := len(text) - len("storm")
		err = s.add(&occurrence{&news.Article{ID: fmt.Sprint(n)}, &reading{passage: passage{text, "en"}}, region{start: at, end: len(text)}})
	}
	if err == nil || !strings.Contains(err.Error(), "the disk is full: free some space") {
		t.Errorf("the error is %v", err)
	}
}
