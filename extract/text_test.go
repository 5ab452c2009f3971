package extract

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		" ":                               "",
		"already tidy":                    "already tidy",
		" a \n\t b\u00a0 ":                "a b",
		"Fa\u0308hre":                     "Fähre",
		"soft\u00adhyphen\u200b":          "softhyphen",
		"क\u093c":                         "क़",
		"می\u200cخواهم \u200fشالوم":       "می\u200cخواهم \u200fشالوم",
		"\u1112\u1161\u11ab\u0000 \u007f": "한",
	} {
		if got := tidy(in); got != norm.NFC.String(want) {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
	}
}

// TestComposed holds isComposed to the tables of Unicode.
func TestComposed(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if s := string(r); isComposed(r) && (!norm.NFC.PropertiesString(s).BoundaryBefore() || !norm.NFC.IsNormalString(s) || unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsAny(s, "\u200b\ufeff\u00ad")) {
			t.Errorf("%U", r)
		}
	}
}

func TestNameMarks(t *testing.T) {
	for name, want := range map[string]marks{
		"related-posts":    markRelated | byWord["post"],
		"jsRelatedStory x": markRelated | byWord["story"],
		"article-body":     byWord["article"] | byWord["body"] | byWord["articlebody"],
		"article body":     byWord["article"] | byWord["body"],
		"ARTICLE__Body":    byWord["article"] | byWord["body"] | byWord["articlebody"],
		"newsletters":      markNewsletter,
		"x9 - _":           0,
	} {
		if got := nameMarks(name); got != want {
			t.Errorf("%q: %b, want %b", name, got, want)
		}
	}
}

func TestTablesOfLettersAgreeWithUnicode(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if classOf(r) != unicodeClass(r) || toLower(r) != unicode.ToLower(r) {
			t.Errorf("%U: class %b, small %U; want %b, %U", r, classOf(r), toLower(r), unicodeClass(r), unicode.ToLower(r))
		}
	}
}

func TestAnchorContainsWhatStringsDo(t *testing.T) {
	text := fold("Η πόλη ξύπνησε: The ferry drifted for forty minutes before the tug arrived.")
	a := newAnchor(text)
	for i := range text {
		for j := i + 1; j <= min(len(text), i+9); j++ {
			for _, s := range []string{text[i:j], text[i:j] + "x", "q" + text[i:j]} {
				if got, want := a.contains(s), strings.Contains(text, s); got != want {
					t.Errorf("contains(%q) = %v", s, got)
				}
			}
		}
	}
	if newAnchor("").contains("abcd") || newAnchor("ab").contains("abc") {
		t.Error("a short text contains a longer one")
	}
}
