package index

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// mappedOf is how much of mapped files whose path begins so the process has in its memory, in KiB.
func mappedOf(t *testing.T, path string) (kib int) {
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	ours := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if first, _, _ := strings.Cut(line, " "); strings.Contains(first, "-") {
			ours = strings.Contains(line, path)
		}
		var n int
		if _, err := fmt.Sscanf(line, "Rss: %d kB", &n); err == nil && ours {
			kib += n
		}
	}
	return kib
}

// What is mapped of an index is given back when it is more than the index was told, and searches find what they found before.
func TestWhatIsMappedIsGivenBack(t *testing.T) {
	dir := t.TempDir()
	ix, err := Open("bleve:"+dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var articles []news.Article
	for n := range 3000 {
		articles = append(articles, news.Article{ID: fmt.Sprintf("a%06d", n), Language: "en", Title: fmt.Sprintf("Gauge %d at the dam", n), Text: strings.Repeat(fmt.Sprintf("Water %d rose. ", n*n), 20)})
	}
	if err := ix.Update(t.Context(), articles, 1); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	ix, err = Open("bleve:"+dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	read := func(ix *Index) {
		t.Helper()
		page, err := ix.Search(t.Context(), Request{Query: "water dam 1369", Limit: 10})
		if err != nil || page.Total != 2 {
			t.Fatalf("%d found, %v", page.Total, err)
		}
	}
	read(ix)
	if n := mappedOf(t, dir); n == 0 {
		t.Fatal("a search maps nothing, so there is nothing to give back")
	}
	if err := ix.giveBack(); err != nil {
		t.Fatal(err)
	}
	if n := mappedOf(t, dir+"/store/0"); n > 0 {
		t.Errorf("%d KiB of segments are in memory still", n)
	}
	read(ix)
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	ix, err = Open("bleve:"+dir, Options{Mapped: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	read(ix)
	for begun := time.Now(); mappedOf(t, dir+"/store/0") > 0; time.Sleep(10 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatal("an index that may map a byte goes on with more")
		}
	}
	read(ix)
}
