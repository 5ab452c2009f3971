package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// byNULs is the encoding of UTF-16 without a byte order mark: ASCII markup leaves every second byte zero. It is nil
// for any other body.
func byNULs(body []byte) encoding.Encoding {
	head := body[:min(len(body), 2048)]
	if len(head) < 16 || bytes.IndexByte(head[:16], 0) < 0 {
		return nil
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	name := ""
	switch most := len(head) / 8; {
	case zeros[1] > most && zeros[0] < zeros[1]/8:
		name = "utf-16le"
	case zeros[0] > most && zeros[1] < zeros[0]/8:
		name = "utf-16be"
	default:
		return nil
	}
	e, _ := htmlindex.Get(name)
	return e
}

// isWestern reports whether bytes beyond ASCII stand in a sample as they do in languages of Latin letters: fewer than
// those of ASCII letters in the same words.
func isWestern(sample []byte) bool {
	high, low := 0, 0
	for _, word := range bytes.FieldsFunc(sample, func(r rune) bool { return r < utf8.RuneSelf && !isLetter(byte(r)) }) {
		h := 0
		for _, c := range word {
			if c >= utf8.RuneSelf {
				h++
			}
		}
		if h > 0 {
			high += h
			low += len(word) - h
		}
	}
	return high < low
}

// isLatin reports whether a label names the encoding of Western Europe, which servers claim for everything.
func isLatin(label string) bool {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso-8859-15":
		return true
	}
	return false
}

// scripts are the single-byte encodings of other scripts with the letters that make up half of a text in them.
var scripts = []struct{ encoding, letters string }{
	{"windows-1251", "оеаинтсрОЕАИНТСР"},
	{"koi8-r", "оеаинтсрОЕАИНТСР"},
	{"windows-1256", "ايلمنورتبهة"},
	{"windows-1255", "יוהלאתרמבשנ"},
	{"windows-1253", "αοιετσνηυρκάόίΑΟΙΕΤΣΝ"},
	{"windows-874", "านรกเอ่้มงยลวทส"},
}

// byLetters is the encoding of scripts by which the most of a sample's bytes beyond ASCII are frequent letters; nil if
// less than two fifths are by any.
func byLetters(sample []byte) encoding.Encoding {
	var best encoding.Encoding
	most := 2.0 / 5
	for _, s := range scripts {
		e, err := htmlindex.Get(s.encoding)
		if err != nil {
			continue
		}
		out, err := e.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		frequent, all := 0, 0
		for _, r := range string(out) {
			if r >= utf8.RuneSelf {
				all++
				if strings.ContainsRune(s.letters, r) {
					frequent++
				}
			}
		}
		if share := float64(frequent) / float64(max(all, 1)); share > most {
			best, most = e, share
		}
	}
	return best
}
