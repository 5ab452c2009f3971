package analysis_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"parallax/index/analysis"
)

// FuzzText checks that tokens lie inside the text, in order, with usable terms, in every language, and that the
// longest plain word of a text is found in it.
func FuzzText(f *testing.F) {
	for _, lang := range []string{"en", "fr", "tr", "ar", "he", "fa", "zh", "th", "ko", "hi", "pl", "sr", "hu", "ga", "uk", "de", "fi", "am", "sw", "ja", "cy", ""} {
		f.Add(lang, "L’élection d’İstanbul: 1.250,5 צה\"ל #Tag @me 選挙ﾄﾖﾀ ภาษา\u200bไทย 😀👩‍👧 می\u200cخواهم\n\nstraße col·legi ŉ U.S.-led F-16 1 250 Präsidentschaftswahl 和服务员 パンダ ሕጎቹ")
	}
	memo := &analysis.Memo{}
	f.Fuzz(func(t *testing.T, lang, text string) {
		a := analysis.For(lang)
		end, pos := 0, -1
		for _, tok := range a.Text(text, memo) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) || tok.Pos <= pos {
				t.Fatalf("%s %q: token %+v after %d, position %d", lang, text, tok, end, pos)
			}
			end, pos = tok.End, tok.Pos
			if len(tok.Terms) == 0 || slices.Contains(tok.Terms, "") {
				t.Fatalf("%s %q: token %+v has no term", lang, text, tok)
			}
			if utf8.ValidString(text) && !utf8.ValidString(strings.Join(tok.Terms, "")) {
				t.Fatalf("%s %q: invalid term in %+v", lang, text, tok)
			}
			for _, slot := range a.Words(text[tok.Start:tok.End]) {
				if slot.Width < 1 || len(slot.Terms) == 0 && slot.Prefix == "" {
					t.Fatalf("%s %q: slot %+v", lang, text, slot)
				}
			}
		}
		a.Words(text)
		a.Beginning(text)
	})
}
