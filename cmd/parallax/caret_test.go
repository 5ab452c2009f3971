package main

import (
	"errors"
	"strings"
	"testing"

	"parallax/index"
)

func TestCaret(t *testing.T) {
	long := strings.Repeat("storm ", 40)
	for _, c := range []struct{ query, want string }{
		{`a "b`, "  a \"b\n    ^"},
		{"选举 (", "  选举 (\n       ^"},
		{"e\u0301te\u0301 )", "  été )\n      ^"},
		{"हिन्दी )", "  हिन्दी )\n        ^"},
		{"a\t(b\n", "  a (b \n    ^"},
		{"a OR", "  a OR\n    ^"},
		{long + ")", "  … " + long[len(long)-30:] + ")\n  " + strings.Repeat(" ", 32) + "^"},
		{")" + long, "  )" + long[:29] + " …\n  ^"},
	} {
		_, err := index.Parse(c.query)
		var syntax *index.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: %v", c.query, err)
			continue
		}
		if got := caret(c.query, syntax.Pos); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.query, got, c.want)
		}
	}
}
