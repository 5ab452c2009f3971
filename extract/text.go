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
	var b strings.Builder
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

// words counts the words of a text. In scripts that write no spaces two characters count as one word.
func words(s string) int {
	n, dense, inside := 0, 0, false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case isDense(r):
			dense++
			inside = false
		case isWordRune(r):
			if !inside {
				n++
			}
			inside = true
		default:
			inside = false
		}
	}
	return n + (dense+1)/2
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isDense reports whether r belongs to a script written without spaces.
func isDense(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r <= 0x0eff: // Thai, Lao
		return true
	case r >= 0x1000 && r <= 0x109f, r >= 0x1780 && r <= 0x17ff: // Burmese, Khmer
		return true
	case r >= 0x3040 && r <= 0x30ff, r >= 0x3400 && r <= 0x9fff, r >= 0xf900 && r <= 0xfaff, r >= 0x20000 && r <= 0x3ffff:
		return true
	}
	return false
}

// fold reduces a text to what two copies of it share: its letters and digits, in lower case.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if isWordRune(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
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
