package index

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// queryPieces are what the queries of the property are put together from: every part of the language, whole and broken.
var queryPieces = []string{
	"a", "élections", "выборах", "选举", "선거가", "เลือก", "צה\"ל", "l'eau", "e-mail", "U.S.", "1 250", "3,5", "#tag", "@name", "😀", "AND", "OR", "NOT",
	"-", "--", "(", ")", "（", "）", `"`, "“", "»", "~", "~3", "~51", "*", "a*", "ab*", "*a", ":", "title:", "text:", "lang:", "lang:fr", "country:", "date:2017-11",
	"after:", "before:2017-13", "date:0", "handle:@x", "source:", "incident:", "nofield:x", "https://example.org/a?b=c", "10:30", "\\", "\x00", "\xff", "\u202e", "\u200b", "\u0301", "'", "+", "&&", "||", "!",
	"a^2", "[a TO b]", "{", "/re/", "TITLE:a", "And", "or",
}

// TestAnyStringIsUnderstoodOrExplained parses random strings of query pieces: each is a query, which is understood in the
// same way once more when it is written as it was understood, or it is explained what is wrong and where.
func TestAnyStringIsUnderstoodOrExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(queryPieces), rapid.String()), 0, 20).Draw(t, "pieces")
		s := strings.Join(pieces, rapid.SampledFrom([]string{" ", "", "\n"}).Draw(t, "between"))
		q, err := Parse(s)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Message == "" || syntax.Pos < 0 || syntax.Pos > utf8.RuneCountInString(s) {
				t.Fatalf("%q: %#v", s, err)
			}
			return
		}
		again, err := Parse(q.String())
		if err != nil {
			t.Fatalf("%q is understood as %q, which is no query: %v", s, q, err)
		}
		if diff := cmp.Diff(written(q.root), written(again.root)); diff != "" {
			t.Fatalf("%q is understood as %q, and that otherwise:\n%s", s, q, diff)
		}
	})
}

// written is a tree without the places in the query, and without the difference between a phrase and a word in quotes where
// there is none.
func written(n node) any {
	all := func(kids []node) []any {
		var list []any
		for _, k := range kids {
			list = append(list, written(k))
		}
		return list
	}
	switch n := n.(type) {
	case *orNode:
		return []any{"or", all(n.kids)}
	case *andNode:
		return []any{"and", all(n.kids)}
	case *notNode:
		return []any{"not", written(n.kid)}
	case *textNode:
		return []any{"text", n.field, n.words, n.prefix, n.slop}
	case *valueNode:
		return []any{"value", n.field, n.value}
	case *timeNode:
		return []any{"time", n.field, n.from, n.until}
	case *allNode:
		return "all"
	}
	return nil
}
