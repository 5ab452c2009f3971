package extract

import (
	"bytes"
	"mime"
	"regexp"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// maxBody is how much of a page is read, in bytes. The longest real articles stay below 3 MB of markup.
const maxBody = 10 << 20

// decode turns a page's bytes into UTF-8 without NUL characters. In falling order of trust it goes by the
// byte order mark, the validity of the whole body as UTF-8 but for a few broken characters (other encodings practically
// never are valid by chance, while headers and meta tags are wrong on one page in fifty), the Content-Type header, the
// charset that the document declares, and statistics. A label of Western Europe, which servers give to everything, counts
// only where the bytes look like it. What is UTF-8 already is returned as it is, without a copy.
func decode(body []byte, contentType string) []byte {
	if e, rest := byMark(body); e != nil {
		return convert(rest, e)
	}
	if e := byNULs(body); e != nil {
		return convert(body, e)
	}
	if valid(body) {
		return clean(body)
	}
	if mostlyValid(body) {
		return clean(bytes.ToValidUTF8(body, []byte("\uFFFD")))
	}
	sample := beyondASCII(body)
	western := isWestern(sample)
	for _, label := range []string{charsetOf(contentType), declaredCharset(body)} {
		if e := byName(label); e != nil && (western || !isLatin(label)) && plausible(body, e) {
			return convert(body, e)
		}
	}
	label := chardet.Detect(sample).Encoding
	if e := byName(label); e != nil && (western || !isLatin(label)) && plausible(body, e) {
		return convert(body, e)
	}
	if e := byLetters(sample); e != nil {
		return convert(body, e)
	}
	e, _ := htmlindex.Get("windows-1252")
	return convert(body, e)
}

func byMark(body []byte) (encoding.Encoding, []byte) {
	switch {
	case bytes.HasPrefix(body, []byte{0xEF, 0xBB, 0xBF}):
		return unicode.UTF8, body[3:]
	case bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), body[2:]
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), body[2:]
	}
	return nil, body
}

// valid reports whether body is UTF-8. A character cut in two by the size cap does not count against it.
func valid(body []byte) bool {
	if utf8.Valid(body) {
		return !bytes.Contains(body, []byte("\x1b$")) // ISO-2022-JP is pure ASCII
	}
	if len(body) < maxBody {
		return false
	}
	for i := 1; i < utf8.UTFMax; i++ {
		if utf8.Valid(body[:len(body)-i]) {
			return true
		}
	}
	return false
}

// mostlyValid reports whether body is UTF-8 with a few broken characters, as pages put together from several
// databases are: at least ten well-formed characters beyond ASCII for each broken one.
func mostlyValid(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > 0 && good >= 10*bad
}

func charsetOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// byName is the encoding of a label, nil for an unknown one and for UTF-8: what claims to be UTF-8 and isn't
// has made its claim worthless.
func byName(label string) encoding.Encoding {
	if label == "" {
		return nil
	}
	e, name := charset.Lookup(label)
	if e == nil || name == "utf-8" || e == encoding.Nop || e == encoding.Replacement {
		return nil
	}
	return e
}

// metaCharset is how a document names its charset, in a meta element or an XML declaration.
var metaCharset = regexp.MustCompile(`(?i)<(?:meta[^<>]{1,200}?charset|\?xml[^<>]{1,200}?encoding)\s*=\s*["']?\s*([\w.:\-]{2,40})`)

// declaredCharset is the charset that a document names in its first 32 KiB. Browsers look at 1 KiB alone; but
// archives and content systems put scripts before the declaration.
func declaredCharset(body []byte) string {
	m := metaCharset.FindSubmatch(body[:min(len(body), 32<<10)])
	if m == nil {
		return ""
	}
	return string(m[1])
}

// beyondASCII is a sample of the lines that hold more than ASCII, at most 64 KiB: markup and scripts would
// only blur the statistics.
func beyondASCII(body []byte) []byte {
	var sample []byte
	for line := range bytes.Lines(body) {
		if len(sample) >= 64<<10 {
			break
		}
		for _, c := range line {
			if c >= utf8.RuneSelf || c == 0x1b {
				sample = append(sample, line[:min(len(line), 16<<10)]...)
				break
			}
		}
	}
	return sample
}

// plausible reports whether decoding body by e leaves few replacement characters. Single-byte encodings
// always pass; a multi-byte one fails on text that it was wrongly claimed for.
func plausible(body []byte, e encoding.Encoding) bool {
	sample := body[:min(len(body), 64<<10)]
	out, err := e.NewDecoder().Bytes(sample)
	if err != nil {
		return false
	}
	return bytes.Count(out, []byte("\uFFFD"))*200 <= len(out)
}

func convert(body []byte, e encoding.Encoding) []byte {
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		out = body
	}
	if !utf8.Valid(out) {
		out = bytes.ToValidUTF8(out, []byte("\uFFFD"))
	}
	return clean(out)
}

// clean drops NULs, which the parser would turn into replacement characters inside of words.
func clean(page []byte) []byte {
	if bytes.IndexByte(page, 0) >= 0 {
		return bytes.ReplaceAll(page, []byte{0}, nil)
	}
	return page
}

// isBinary reports whether body isn't text: it begins like an image, an archive or a program, or one byte in
// twenty of its beginning is a control character, which no text in any encoding of one or more bytes has. UTF-16 is told by
// its mark or its NULs before.
func isBinary(body []byte) bool {
	for _, magic := range []string{"%PDF-", "\x89PNG", "\xff\xd8\xff", "GIF8", "PK\x03\x04", "\x1f\x8b", "RIFF", "OggS", "\x7fELF", "\x00\x00\x00"} {
		if bytes.HasPrefix(body, []byte(magic)) {
			return true
		}
	}
	head := body[:min(len(body), 4096)]
	if e, _ := byMark(head); e != nil || byNULs(head) != nil {
		return false
	}
	controls := 0
	for _, c := range head {
		// NUL stands in pages that are text all the same; ESC switches the character sets of ISO-2022-JP.
		if c < ' ' && c != 0 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			controls++
		}
	}
	return controls >= 16 && controls*20 > len(head)
}

// looksLikeHTML reports whether body begins with a tag of HTML, for bodies that came without a useful type.
func looksLikeHTML(body []byte) bool {
	if e, rest := byMark(body); e != nil && e != unicode.UTF8 {
		body = convert(rest[:min(len(rest), 4096)&^1], e)
	}
	head := bytes.ToLower(bytes.TrimLeft(body[:min(len(body), 4096)], "\xef\xbb\xbf \t\r\n"))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<!--", "<script", "<meta", "<title", "<div", "<article", "<p>", "<h1", "<table"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<body"))
}
