package store

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// takeLock makes this process the folder's only writer until the returned file is closed. The file stays when it is
// given back: removing it could take it from under a process that is just opening it.
func takeLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	free, err := lockFile(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	if !free {
		defer f.Close()
		return nil, &inUseError{holder(f)}
	}
	if err = f.Truncate(0); err == nil {
		_, err = f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// An inUseError is an ErrInUse that says who.
type inUseError struct{ holder string }

func (e *inUseError) Error() string {
	return e.holder + " is writing to this folder: stop it first, or name another folder"
}

func (e *inUseError) Unwrap() error { return ErrInUse }

// holder says which process has written itself into the lock.
func holder(f *os.File) string {
	text, err := io.ReadAll(io.LimitReader(f, 20))
	if pid := strings.TrimSpace(string(text)); err == nil && pid != "" {
		return "another parallax (process " + pid + ")"
	}
	return "another parallax"
}
