package news

import "fmt"

// Rights say how much of a publisher's text may be shown and handed on.
type Rights string

// The rights, from the widest to the narrowest.
const (
	RightsFull     Rights = "full"     // all of it
	RightsExcerpt  Rights = "excerpt"  // its beginning, and quotations of a line
	RightsMetadata Rights = "metadata" // nothing but the headline and what is said of the text: where, when, by whom, in which language
)

// ParseRights returns the rights with a name.
func ParseRights(name string) (Rights, error) {
	switch r := Rights(name); r {
	case RightsFull, RightsExcerpt, RightsMetadata:
		return r, nil
	}
	return "", fmt.Errorf("there are no rights called %.40q: write %s, %s or %s", name, RightsFull, RightsExcerpt, RightsMetadata)
}

// Narrower returns the narrower of two rights. Empty ones, which nobody has stated, count as full.
func (r Rights) Narrower(other Rights) Rights {
	if other.rank() > r.rank() {
		return other
	}
	return r
}

func (r Rights) rank() int {
	switch r {
	case "":
		return 0
	case RightsFull:
		return 1
	case RightsExcerpt:
		return 2
	}
	return 3 // what isn't known is no permission
}
