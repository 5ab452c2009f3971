package meaning

// Regions are the n regions of the space whose centres lie nearest to a vector, the nearest first: what lies close together is
// mostly in the same ones, so that an index by regions finds it without comparing everything. n is at most 8. The zero Vector lies
// nowhere. The centres were found by k-means among the texts that the vectors were tuned on.
func (t *Table) Regions(v *Vector, n int) []uint16 {
	if v.IsZero() {
		return nil
	}
	var nearest [8]struct {
		dot    int32
		region uint16
	}
	n = min(n, len(nearest), len(t.regions))
	for i := range nearest[:n] {
		nearest[i].dot = -1 << 31
	}
	for r := range t.regions {
		dot := dot(v, &t.regions[r])
		for i := n - 1; i >= 0 && dot > nearest[i].dot; i-- {
			if i+1 < n {
				nearest[i+1] = nearest[i]
			}
			nearest[i].dot, nearest[i].region = dot, uint16(r)
		}
	}
	list := make([]uint16, n)
	for i := range list {
		list[i] = nearest[i].region
	}
	return list
}
