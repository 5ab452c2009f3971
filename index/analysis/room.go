package analysis

// A Room is where the terms of tokens stand that are soon done with, so that those of the next texts need no other memory. It is for
// one goroutine at a time.
type Room struct{ terms []string }

// roomTerms is how many terms there is room for at least, about as many as an article has.
const roomTerms = 1 << 10

// take returns room for n terms, to which none can be appended.
func (r *Room) take(n int) []string {
	if r == nil {
		return make([]string, n)
	}
	if len(r.terms)+n > cap(r.terms) {
		r.terms = make([]string, 0, max(roomTerms, 2*cap(r.terms), n)) // the terms taken so far stay where they are
	}
	from := len(r.terms)
	r.terms = r.terms[:from+n]
	return r.terms[from : from+n : from+n]
}

// Clear takes all room back. The tokens that have terms in it must not be used any more.
func (r *Room) Clear() {
	clear(r.terms)
	r.terms = r.terms[:0]
}
