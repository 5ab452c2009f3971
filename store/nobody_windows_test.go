package store_test

import "testing"

// asNobody is for systems with a root.
func asNobody(t *testing.T) { t.Skip("there is no root here") }
