package extract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

func itoa(n int) string { return strconv.Itoa(n) }

// tidy writes text as it is kept: NFC, one space for each run of white space, no control, soft-hyphen or
// zero-width-space characters, trimmed. Joiners and direction marks stay, for scripts need them.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || unicode.IsControl(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// isTidy reports whether tidy would leave s as it is. It may say no to a tidy text in rare characters.
func isTidy(s string) bool {
	space := true // at the start and after a space
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c > ' ' && c < 0x7f:
			space = false
			i++
			continue
		case c == ' ' && !space:
			space = true
			i++
			continue
		case c < utf8.RuneSelf:
			return false
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isComposed(r) {
			return false
		}
		space = false
		i += size
	}
	return !space || s == ""
}

// isComposed reports whether r is a letter or a sign beyond ASCII that NFC never changes, next to whatever else
// of its kind. It knows the frequent ranges alone.
func isComposed(r rune) bool {
	switch {
	case r < 0x0300:
		return r > 0x00a0 && r != 0x00ad
	case r < 0x0600:
		return r >= 0x0388 && r <= 0x0482 || r >= 0x048a && r <= 0x052f || r >= 0x05d0 && r <= 0x05ea
	case r < 0x2000:
		return r >= 0x0621 && r <= 0x064a || r >= 0x1e00 && r <= 0x1eff
	case r < 0x3000:
		return r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0x20a0 && r <= 0x20bf
	}
	return r >= 0x3001 && r <= 0x3029 || r >= 0x3041 && r <= 0x3096 || r >= 0x30a1 && r <= 0x30fe ||
		r >= 0x4e00 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xff01 && r <= 0xff5e
}

// cut shortens a text to at most n user-perceived characters, never splitting one, at a space where there is
// one in its last third, and marks the cut with "…".
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count, end, space, state := 0, 0, 0, -1
	rest := s
	for rest != "" && count < n {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if cluster == " " && count > n*2/3 {
			space = end
		}
		end += len(cluster)
		count++
	}
	if rest == "" {
		return s
	}
	if space > 0 {
		end = space
	}
	return strings.TrimRightFunc(s[:end], func(r rune) bool { return unicode.IsSpace(r) || r == ',' }) + "…"
}

// firstSentence is the first sentence of a text, by the rules of Unicode, which need no language.
func firstSentence(s string) string {
	sentence, _, _ := uniseg.FirstSentenceInString(s, -1)
	return strings.TrimSpace(sentence)
}

// fold reduces a text to what two copies of it share: its letters and digits, in lower case.
func fold(s string) string { return foldStart(s, len(s)) }

// foldStart is the beginning of what fold makes of a text, at least most bytes where there are so many.
func foldStart(s string, most int) string {
	b := make([]byte, 0, min(len(s), most+utf8.UTFMax))
	for i := 0; i < len(s) && len(b) < most; {
		c := s[i]
		if c < utf8.RuneSelf {
			if classes[c]&ofWord != 0 {
				if 'A' <= c && c <= 'Z' {
					c |= 0x20
				}
				b = append(b, c)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if classOf(r)&ofWord != 0 {
			b = utf8.AppendRune(b, toLower(r))
		}
		i += size
	}
	return string(b)
}

// endsSentence reports whether a text closes with the punctuation of a sentence, quotes and brackets aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»«“)]）」』】 ")
	r, _ := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।', '։', '።', '：':
		return true
	}
	return false
}
