//go:build unix

package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is the number of a user who owns nothing.
const nobody = 65534

// asNobody runs a test as a user without rights, in a copy of the test's own program, which that user couldn't reach where it is.
func asNobody(t *testing.T) {
	t.Helper()
	dir := get[string](t)(os.MkdirTemp("", "nobody"))
	t.Cleanup(func() { os.RemoveAll(dir) })
	must(t, os.Chmod(dir, 0o777))
	name := filepath.Join(dir, "test")
	must(t, os.WriteFile(name, get[[]byte](t)(os.ReadFile(get[string](t)(os.Executable()))), 0o755))
	cmd := exec.CommandContext(t.Context(), name, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	if t.Logf("%s", out); err != nil {
		t.Error("as a user without rights: ", err)
	}
}
