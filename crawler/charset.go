package crawler

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// declaredEncoding finds the encoding of an XML declaration, or of an HTML meta element, in ASCII-compatible bytes.
var declaredEncoding = regexp.MustCompile(`(?i)(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([a-z0-9_:.\-]+)`)

// detectBytes is how much is looked at to guess a charset.
const detectBytes = 64 << 10

// toUTF8 returns b as UTF-8 without byte order mark and without characters that XML doesn't allow, and a note if
// what was declared turned out wrong. In order: the byte order mark; zeros where UTF-16 and
// UTF-32 have them; UTF-8 if the bytes are valid as such, which other charsets hardly ever are by chance; what
// the document declares; what the Content-Type declares; what the bytes look like.
func toUTF8(b []byte, contentType string) (text []byte, note string) {
	if enc, skip := byteOrder(b); enc != nil {
		return cleaned(decodeWith(enc, b[skip:])), ""
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	declared := declaredCharsets(b, contentType)
	escapes := bytes.Contains(b, []byte("\x1b$")) // ISO-2022-JP is all ASCII; only its escapes show it
	if utf8.Valid(b) && !escapes {
		return cleaned(b), ""
	}
	for _, name := range declared {
		enc, canonical := charset.Lookup(name)
		if enc == nil || canonical == "utf-8" || canonical == "replacement" {
			continue
		}
		if text := decodeWith(enc, b); !looksBroken(text) {
			return cleaned(text), ""
		}
	}
	if mostlyUTF8(b) {
		return cleaned(bytes.ToValidUTF8(b, []byte("�"))), "some bytes are not valid UTF-8"
	}
	name := detect(b)
	enc, canonical := charset.Lookup(name)
	if enc == nil {
		enc, canonical = charset.Lookup("windows-1252")
	}
	return cleaned(decodeWith(enc, b)), "the charset is wrong or not declared; read as " + canonical
}

// byteOrder recognizes UTF-16 and UTF-32 by their byte order mark, or by where the zeros of a first "<" are.
func byteOrder(b []byte) (enc encoding.Encoding, skip int) {
	has := func(prefix string) bool { return bytes.HasPrefix(b, []byte(prefix)) }
	switch {
	case has("\xff\xfe\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case has("\x00\x00\xfe\xff"):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case has("\xff\xfe"):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case has("\xfe\xff"):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	case has("<\x00\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0
	case has("\x00\x00\x00<"):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0
	case has("<\x00"):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0
	case has("\x00<"):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0
	}
	return nil, 0
}

// declaredCharsets lists what the document and then the header call its charset. The document knows better: servers
// give one header to everything.
func declaredCharsets(b []byte, contentType string) []string {
	var names []string
	if m := declaredEncoding.FindSubmatch(b[:min(len(b), 1024)]); m != nil {
		names = append(names, string(m[1]))
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		names = append(names, params["charset"])
	}
	return names
}

// decodeWith decodes b; what doesn't decode becomes U+FFFD.
func decodeWith(enc encoding.Encoding, b []byte) []byte {
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("�"))
	}
	return text
}

// looksBroken reports whether so much of a text couldn't be decoded that it was the wrong charset.
func looksBroken(text []byte) bool {
	return bytes.Count(text, []byte("�"))*100 > len(text)
}

// mostlyUTF8 reports whether b is UTF-8 but for a few bytes, as where a text was cut inside a character.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > 20*bad
}

// detect guesses a charset from bytes that no declaration explains. Markup is left out, for it is ASCII in all of them.
func detect(b []byte) string {
	var letters []byte
	inTag := false
	for _, c := range b[:min(len(b), detectBytes)] {
		switch {
		case c == '<':
			inTag = true
		case c == '>':
			inTag = false
			letters = append(letters, ' ')
		case !inTag:
			letters = append(letters, c)
		}
	}
	return strings.ToLower(chardet.Detect(letters).Encoding)
}

// cleaned drops the characters that XML 1.0 doesn't allow. It returns b itself if there are none.
func cleaned(b []byte) []byte {
	if utf8.Valid(b) && !bytes.ContainsFunc(b, isForbidden) {
		return b
	}
	return bytes.Map(func(r rune) rune {
		if isForbidden(r) {
			return -1
		}
		return r
	}, b)
}

func isForbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == 0xFEFF
}
