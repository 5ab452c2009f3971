package words

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// A message is a field of Words with its path and its forms, of which a message without a number has one.
type message struct {
	path   string
	forms  []string
	plural bool
}

// messages lists all messages of a catalogue.
func messages(t *testing.T, w *Words) []message {
	t.Helper()
	var out []message
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch value := v.Interface().(type) {
		case string:
			out = append(out, message{path, []string{value}, false})
		case Plural:
			out = append(out, message{path, value, true})
		default:
			if v.Kind() != reflect.Struct {
				t.Fatalf("%s is a %s; a message is a string or a Plural", path, v.Type())
			}
			for i := range v.NumField() {
				walk(strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), v.Field(i))
			}
		}
	}
	walk("", reflect.ValueOf(w).Elem())
	return out
}

// placeholders are the names that a message has room for.
func placeholders(text string) []string {
	names := map[string]bool{}
	for _, name := range Pieces(text) {
		if name != "" {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// spoken is a message without its placeholders.
func spoken(message string) string {
	var b strings.Builder
	for piece := range Pieces(message) {
		b.WriteString(piece)
	}
	return b.String()
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	originals := messages(t, &english)
	for _, e := range All().List() {
		forms := len(usedCategories(e.Tag))
		for i, m := range messages(t, e.Words) {
			if m.plural && len(m.forms) != forms {
				t.Errorf("%s %s: %d forms %q, want %d", e.Lang(), m.path, len(m.forms), m.forms, forms)
			}
			for _, form := range m.forms {
				if form == "" || strings.TrimSpace(form) != form || strings.Count(form, "{") != strings.Count(form, "}") {
					t.Errorf("%s %s: %q is empty, or has space around it, or an open brace", e.Lang(), m.path, form)
				}
			}
			wanted := placeholders(strings.Join(originals[i].forms, ""))
			if got := placeholders(strings.Join(m.forms, "")); !slices.Equal(got, wanted) {
				t.Errorf("%s %s: the placeholders are %q, in English %q", e.Lang(), m.path, got, wanted)
			}
			if m.plural {
				last := m.forms[len(m.forms)-1]
				if !slices.Equal(placeholders(last), wanted) {
					t.Errorf("%s %s: %q, which stands for most numbers, lacks one of %q", e.Lang(), m.path, last, wanted)
				}
			}
		}
	}
}

// scripts are the scripts that a language is written in: a message without a letter of it has been forgotten.
var scripts = map[string][]*unicode.RangeTable{
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "he": {unicode.Hebrew}, "ar": {unicode.Arabic}, "fa": {unicode.Arabic},
	"hi": {unicode.Devanagari}, "zh-Hans": {unicode.Han}, "zh-Hant": {unicode.Han}, "ja": {unicode.Han, unicode.Hiragana, unicode.Katakana},
	"ko": {unicode.Hangul}, "bn": {unicode.Bengali},
}

func TestEveryLanguageIsWrittenInItsScript(t *testing.T) {
	for _, e := range All().List() {
		script, ok := scripts[e.Lang()]
		if !ok {
			continue
		}
		for _, m := range messages(t, e.Words) {
			for _, form := range m.forms {
				letters := strings.ContainsFunc(spoken(form), unicode.IsLetter)
				if letters && m.path != "Foot.API" && !strings.ContainsFunc(spoken(form), func(r rune) bool { return unicode.In(r, script...) }) {
					t.Errorf("%s %s: %q", e.Lang(), m.path, form)
				}
			}
		}
	}
}

// Long texts that are the same in two languages were copied, not translated.
func TestNoTextIsLeftInEnglish(t *testing.T) {
	originals := messages(t, &english)
	for _, e := range All().List() {
		if e.Words == &english {
			continue
		}
		for i, m := range messages(t, e.Words) {
			if original := originals[i].forms[0]; len(strings.Fields(spoken(original))) > 2 && m.forms[0] == original {
				t.Errorf("%s %s: %q is English", e.Lang(), m.path, original)
			}
		}
	}
}

// A space before a French semicolon, colon, question or exclamation mark, and inside of guillemets, must not break a line.
func TestFrenchMarksStayWithTheirWords(t *testing.T) {
	for _, m := range messages(t, &french) {
		for _, form := range m.forms {
			for _, loose := range []string{" ;", " :", " ?", " !", " »", "« "} {
				if strings.Contains(form, loose) {
					t.Errorf("%s: %q has a space in %q that breaks", m.path, form, loose)
				}
			}
		}
	}
}

func TestPluralsAgreeWithTheirNumbers(t *testing.T) {
	all := All()
	for _, c := range []struct {
		tag     string
		numbers map[int]int // of a number, the place of its form
	}{
		{"en", map[int]int{0: 1, 1: 0, 2: 1, 21: 1}},
		{"fr", map[int]int{0: 0, 1: 0, 2: 1}},
		{"ru", map[int]int{0: 2, 1: 0, 2: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 25: 2, 111: 2}},
		{"ar", map[int]int{0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 103: 3, 111: 4}},
		{"ja", map[int]int{0: 0, 1: 0, 5: 0}},
	} {
		e := all.Named(c.tag)
		forms := Plural{"0", "1", "2", "3", "4", "5"}[:len(usedCategories(e.Tag))]
		for n, want := range c.numbers {
			if got := e.Form(forms, n); got != forms[want] {
				t.Errorf("%s: %d takes form %s, want %d", c.tag, n, got, want)
			}
		}
	}
}

func TestEditionsForReaders(t *testing.T) {
	all := All()
	for tag, want := range map[string]string{
		"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh": "zh-Hans", "FR": "fr", "fr-CA": "fr", "pt-BR": "pt", "pt-PT": "pt", "iw": "he", "es-419": "es",
		"sv": "", "search": "", "api": "", "": "", "und": "", "x": "", "ar-EG": "ar",
	} {
		got := ""
		if e := all.Nearest(tag); e != nil {
			got = e.Lang()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
	if all.Named("fr-CA") != nil || all.Named("fr") == nil {
		t.Error("Named finds other tags than those that there are")
	}
}
