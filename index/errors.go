package index

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// explain names the operation in an error, and says what a person can do about a full disk. The libraries below pass on its words and not
// the error itself.
func explain(operation string, err error) error {
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT} {
		if errors.Is(err, full) || strings.Contains(err.Error(), full.Error()) {
			return fmt.Errorf("index: %s: the disk is full: free some space and run it again; nothing that was stored is lost (%w)", operation, err)
		}
	}
	return fmt.Errorf("index: %s: %w", operation, err)
}
