//go:build unix

package store

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes the lock without waiting, and reports false if another process or another Store has it. The system
// gives it back when the process ends, however it ends.
func lockFile(f *os.File) (bool, error) {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}
