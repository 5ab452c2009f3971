package extract

import "strings"

// An anchor is a long text in which all blocks of a page are looked up. Most of them aren't in it, which their runs of
// four bytes tell without a search.
type anchor struct {
	text string
	runs *[1 << 16 / 64]uint64 // a set of hashes
}

func newAnchor(text string) anchor {
	a := anchor{text, new([1 << 16 / 64]uint64)}
	for i := range len(text) - 3 {
		h := hashOfRun(text[i:])
		a.runs[h/64] |= 1 << (h % 64)
	}
	return a
}

// hashOfRun hashes the first four bytes of s.
func hashOfRun(s string) uint16 {
	n := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	return uint16(n * 2654435769 >> 16) // the multiplier of Fibonacci hashing
}

func (a anchor) contains(s string) bool {
	for i := range len(s) - 3 {
		if h := hashOfRun(s[i:]); a.runs[h/64]>>(h%64)&1 == 0 {
			return false
		}
	}
	return strings.Contains(a.text, s)
}
