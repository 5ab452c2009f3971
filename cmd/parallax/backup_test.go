package main

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A backup made in the middle of a crawl can be restored: it is in order, and a crawl goes on from there to all that there is.
// One made after it shows the same site.
func TestABackupDuringACrawlCanBeRestored(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program several times: left out with -short")
	}
	room, port := slowNewsroom(t)
	opml := writeOPML(t, room, port)
	dir := t.TempDir()
	crawl := func(data string) *exec.Cmd {
		return asProgram("crawl", "--data", data, "--feeds", opml, "--allow-private", "--delay", "5ms", "--all")
	}
	data, file, restored := filepath.Join(dir, "data"), filepath.Join(dir, "backup.tar"), filepath.Join(dir, "restored")
	crawling := crawl(data)
	if err := crawling.Start(); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		code, out := program(t, args...)
		if code != exitDone {
			t.Fatalf("parallax %q exits with %d and says:\n%s", args, code, out)
		}
		return out
	}
	for tries := 0; ; tries++ { // until the crawl has stored something
		if code, out := program(t, "backup", "--data", data, file); code == exitDone && !strings.Contains(out, "backed up 0 pages") {
			break
		} else if tries == 200 {
			t.Fatalf("no backup could be made: %s", out)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if crawling.ProcessState != nil {
		t.Log("the crawl was over before the backup was made")
	}
	if err := crawling.Wait(); err != nil {
		t.Fatal(err)
	}
	run("restore", "--data", restored, file)
	run("check", "--data", restored)
	if out, err := crawl(restored).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	run("check", "--data", restored)
	if stored, _ := articleIDs(t, restored); len(stored) != len(room.Articles) {
		t.Errorf("a crawl of the restored folder comes to %d articles, %d were published", len(stored), len(room.Articles))
	}

	run("backup", "--data", data, file)
	again := filepath.Join(dir, "again")
	run("restore", "--data", again, file)
	if d := cmp.Diff(siteOf(t, data), siteOf(t, again)); d != "" {
		t.Errorf("the restored site differs (-before +after):\n%s", d)
	}
	if code, out := program(t, "restore", "--data", again, file); code != exitFailed || !strings.Contains(out, "has data already") {
		t.Errorf("restoring over data exits with %d and says %s", code, out)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".backup*")); left != nil {
		t.Errorf("left over: %q", left)
	}
}

// siteOf is the list of incidents as the site of a data folder gives it.
func siteOf(t *testing.T, data string) map[string]string {
	t.Helper()
	answers := map[string]string{}
	serving(t, data, func(address string) {
		for _, path := range []string{"/api/v1/incidents?limit=100", "/api/v1/articles?limit=100", "/api/v1/search?q=the", "/api/v1/posts?limit=100"} {
			answers[path] = fetched(t, address+path)
		}
	})
	return answers
}

// serving runs the site of a data folder while something is done with it, and ends it as a process manager does.
func serving(t *testing.T, data string, do func(address string)) {
	t.Helper()
	cmd := asProgram("serve", "--data", data, "--no-crawl", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	do(strings.TrimSuffix(strings.TrimSpace(string(line[:n])), "/"))
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("serve ends with %v", err)
	}
}

func fetched(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, answer.Status, err)
	}
	return string(body)
}
