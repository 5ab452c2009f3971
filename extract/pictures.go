package extract

import (
	"slices"
	"strings"
)

// picture is the address of an article's picture, "" where it is but the outlet's mark: an icon, or a logo that is called
// after the outlet or nothing.
func picture(base, address string) string {
	address = absolute(base, address)
	path, _, _ := strings.Cut(strings.ToLower(address), "?")
	if strings.HasSuffix(path, ".ico") || strings.ContainsAny(path, "{}$") || strings.Contains(path, "favicon") {
		return ""
	}
	file := path[strings.LastIndexByte(path, '/')+1:]
	file, _, _ = strings.Cut(file, ".")
	parts := strings.FieldsFunc(file, func(r rune) bool { return r < 'a' || r > 'z' })
	if !slices.Contains(parts, "logo") {
		return address
	}
	label := hostLabel(siteHost(hostOf(base)))
	for _, part := range parts {
		if len(part) > 4 && part != label {
			return address
		}
	}
	return ""
}

// linkedImage is the picture that a link element names.
func (s *survey) linkedImage(base string) string {
	for _, n := range s.links {
		if strings.EqualFold(attr(n, "rel"), "image_src") {
			return picture(base, attr(n, "href"))
		}
	}
	return ""
}
