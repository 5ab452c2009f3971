package export

import (
	"bytes"
	"strings"
	"unicode"
)

// appendLine appends a record of n cells as RFC 4180 wants it. encoding/csv can't: its way to end lines with CRLF changes the
// line breaks inside of cells as well.
func appendLine(b *bytes.Buffer, n int, cell func(int) string) {
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		text := cell(i)
		if !strings.ContainsAny(text, ",\"\r\n") {
			b.WriteString(text)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(text, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}

// safe makes publishers' text fit to be opened in a spreadsheet: valid UTF-8 without control characters other than
// tab and line feed, and with an apostrophe before what a spreadsheet would take for a formula (=, +, -, @ in any
// width, tab; see OWASP, "CSV Injection").
func safe(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if strings.HasPrefix(text, "\t") || strings.IndexFunc(strings.TrimLeftFunc(text, leads), startsFormula) == 0 {
		return "'" + text
	}
	return text
}

// leads reports what a spreadsheet may overlook at the beginning of a cell: spaces, and what has no width.
func leads(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

func startsFormula(r rune) bool { return strings.ContainsRune("=+-@＝＋－＠", r) }
