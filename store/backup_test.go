package store_test

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"parallax/news"
	"parallax/store"
)

// A backup made while pages and articles are written holds a state that there was, whole.
func TestABackupWhileWritingIsWhole(t *testing.T) {
	s := openWith(t, t.TempDir(), store.Options{FileSize: 20_000})
	src := outlet("tide.example", "PT")
	ctx, stop := context.WithCancel(t.Context())
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			p := page(src, n)
			if s.PutPages(t.Context(), []news.Page{p}) == nil {
				s.PutArticles(t.Context(), []news.Article{article(src, "pt", n)}, nil, p.Seq)
			}
		}
	})
	for round := range 4 {
		var file bytes.Buffer
		made := get[store.Backup](t)(s.Backup(t.Context(), &file))
		dir := t.TempDir()
		got := get[store.Backup](t)(store.Restore(dir, &file))
		diff(t, "what it says of itself", got, made)
		restored := open(t, dir)
		sound(t, restored)
		if n := len(all(t, restored.Pages(t.Context(), 0))); n != made.Pages || round > 0 && n == 0 {
			t.Errorf("it has %d pages, want %d", n, made.Pages)
		}
		must(t, restored.PutPages(t.Context(), []news.Page{page(src, 1_000_000)}))
		sound(t, restored)
	}
	stop()
	writer.Wait()
	leftovers := get[[]string](t)(filepath.Glob(filepath.Join(t.TempDir(), "..", "*", ".backup-*")))
	diff(t, "what is left over", leftovers, []string(nil))
}

func TestAReaderCanMakeABackup(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.PutPages(t.Context(), []news.Page{page(outlet("tide.example", "PT"), 1)}))
	var file bytes.Buffer
	made := get[store.Backup](t)(openWith(t, dir, store.Options{ReadOnly: true}).Backup(t.Context(), &file))
	diff(t, "pages", made.Pages, 1)
}

func TestABackupOfADamagedFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.PutPages(t.Context(), []news.Page{page(outlet("tide.example", "PT"), 1)}))
	must(t, os.Truncate(filepath.Join(dir, firstWARC), 100))
	if _, err := s.Backup(t.Context(), io.Discard); err == nil {
		t.Error("a backup of half an archive was made")
	} else {
		says(t, err.Error(), firstWARC, "100 bytes", "check")
	}
	must(t, os.Remove(filepath.Join(dir, firstWARC)))
	if _, err := s.Backup(t.Context(), io.Discard); err == nil {
		t.Error("a backup without the archive was made")
	} else {
		says(t, err.Error(), "missing")
	}
}

func TestWhatCannotBeRestored(t *testing.T) {
	s := open(t, t.TempDir())
	must(t, s.PutPages(t.Context(), []news.Page{page(outlet("tide.example", "PT"), 1)}))
	var whole bytes.Buffer
	get[store.Backup](t)(s.Backup(t.Context(), &whole))
	refuses := func(content []byte, dir, why string) {
		t.Helper()
		if _, err := store.Restore(dir, bytes.NewReader(content)); err == nil {
			t.Errorf("it was restored, though %s", why)
		} else {
			says(t, err.Error(), why)
		}
	}
	for _, length := range []int{5000, whole.Len() / 2} {
		dir := t.TempDir()
		refuses(whole.Bytes()[:length], dir, "cut")
		if _, err := os.Stat(filepath.Join(dir, "parallax.db")); err == nil {
			t.Errorf("of a backup cut at %d bytes a database is left", length)
		}
	}
	refuses([]byte("x"), t.TempDir(), "cut or damaged")
	var foreign bytes.Buffer
	out := tar.NewWriter(&foreign)
	must(t, out.WriteHeader(&tar.Header{Name: "../../etc/passwd", Size: 0, Mode: 0o644}))
	must(t, out.Close())
	refuses(foreign.Bytes(), t.TempDir(), "no backup")
	dir := t.TempDir()
	get[store.Backup](t)(store.Restore(dir, bytes.NewReader(whole.Bytes())))
	refuses(whole.Bytes(), dir, "has data already")
}
