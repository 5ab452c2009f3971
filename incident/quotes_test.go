package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"English", "“We will rebuild this town together,” she said. “Every single house of it, I promise.”",
			[]string{"We will rebuild this town together,", "Every single house of it, I promise."}},
		{"plain marks", `He said: "We will rebuild this town together." Then he left.`, []string{"We will rebuild this town together."}},
		{"single marks with an apostrophe", "He said: ‘We won’t leave this town alone.’ Then he left.", []string{"We won’t leave this town alone."}},
		{"apostrophes are no marks", "It’s the mayors’ town and the dogs’ day at last, isn’t it", nil},
		{"German", "„Wir bauen die Stadt wieder auf“, sagte sie, »Haus für Haus und Straße für Straße«.",
			[]string{"Wir bauen die Stadt wieder auf", "Haus für Haus und Straße für Straße"}},
		{"French", "« Nous allons reconstruire la ville », a-t-elle dit.", []string{"Nous allons reconstruire la ville"}},
		{"Swedish", "”Vi ska bygga upp staden igen”, sade hon.", []string{"Vi ska bygga upp staden igen"}},
		{"a dash, as in Russian", "Она вышла.\n— Мы отстроим этот город вместе, — сказала она.\nИ ушла.", []string{"Мы отстроим этот город вместе,"}},
		{"a dash within a sentence", "Москва — столица нашей большой и прекрасной страны", nil},
		{"Chinese", "她说：“我们将一起重建这座美丽的城市。”", []string{"我们将一起重建这座美丽的城市。"}},
		{"Japanese", "彼女は「私たちはこの町を一緒に再建する」と述べた。", []string{"私たちはこの町を一緒に再建する"}},
		{"Hebrew with an abbreviation", `היא אמרה: "נבנה מחדש את העיר עם ארה"ב יחד". והלכה.`, []string{`נבנה מחדש את העיר עם ארה"ב יחד`}},
		{"nested", "“The mayor told us ‘we will rebuild the whole town’ and left.”", []string{"The mayor told us ‘we will rebuild the whole town’ and left."}},
		{"it goes on in the next paragraph", "“We will rebuild this town together.\n“Every single house of it, I promise.”",
			[]string{"We will rebuild this town together.", "Every single house of it, I promise."}},
		{"too short", "The “old man” of «Le Monde» said “no”.", nil},
		{"never closed", `He said: "We will rebuild this town` + strings.Repeat(" together", 300), nil},
		{"a mark at the end", "He said “", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, quotations(c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzQuotations(f *testing.F) {
	f.Add("“We will rebuild this town together,” she said.\n— Да, — сказала она. «»„“\"")
	f.Fuzz(func(t *testing.T, text string) {
		list := quotations(text)
		if len(list) > maxQuotations {
			t.Errorf("%d quotations", len(list))
		}
		for _, q := range list {
			if !strings.Contains(text, q) || !isLongQuotation(q) {
				t.Errorf("%q of %q", q, text)
			}
			quotationKeys(q)
			clipWords(q, 20)
		}
	})
}

func TestAPartOfAQuotationIsKnownToo(t *testing.T) {
	whole := "we will rebuild this town together house by house and street by street until the last family has a roof above its head again"
	part := "house by house and street by street until the last family has a roof above its head again"
	keys := quotationKeys(whole)
	if !slices.ContainsFunc(quotationKeys("“"+part+"”"), func(k uint64) bool { return slices.Contains(keys, k) }) {
		t.Error("they have no key in common")
	}
}

func TestAQuotationIsKnownInAnotherLanguage(t *testing.T) {
	g := New(Options{})
	read := func(lang, text string) *document {
		d, _ := g.features(&news.Article{ID: lang + text, Language: lang, Text: text})
		return d
	}
	english := read("en", "The minister spoke. “The government will pay for every house that was destroyed by the flood in Messina,” she said.")
	for _, o := range []*document{
		read("de", "Die Ministerin sprach. „Die Regierung wird für jedes Haus bezahlen, das die Flut in Messina zerstört hat“, sagte sie."),
		read("fr", "La ministre a parlé. « Le gouvernement paiera pour chaque maison détruite par l'inondation à Messine », a-t-elle dit."),
		read("ru", "«Правительство заплатит за каждый дом, разрушенный наводнением в Мессине», — сказала она."),
	} {
		if s := compare(english, o); s.quoted < surelyQuoted {
			t.Errorf("%s: %.2f of a quotation shared", o.id, s.quoted)
		}
	}
	if s := compare(english, read("de", "„Wir haben in der zweiten Halbzeit einfach besser gespielt als die Gäste“, sagte der Trainer.")); s.quoted > 0 {
		t.Errorf("%.2f of a quotation shared with a coach", s.quoted)
	}
}

// What is quoted in many incidents says little about any.
func TestASloganWeighsLess(t *testing.T) {
	g := New(Options{})
	words := func(n int) string { // articles that have nothing else in common
		var b strings.Builder
		for i := range 60 {
			fmt.Fprintf(&b, "Wort%dx%d ", n, i)
		}
		return b.String()
	}
	weight := func(id int) float64 {
		a := news.Article{ID: fmt.Sprint(id), Language: "en", Text: words(id) + "“Ask not what your astronauts can do for Bulgaria, ask what Bulgarian gardeners can do for zebras.”"}
		d, _ := g.features(&a)
		g.File(a)
		return d.of(kindQuotation)[0].weight()
	}
	first := weight(0)
	for i := range 30 {
		weight(i + 1)
	}
	if last := weight(100); first < 0.5 || last > first/3 {
		t.Errorf("it weighs %.2f at first, and %.2f after thirty others", first, last)
	}
}

func TestEvidenceSaysWhatBothQuote(t *testing.T) {
	g := New(Options{})
	report := func(id, lang, title, text string) news.Article {
		return news.Article{ID: id, Language: lang, Title: title, Text: text}
	}
	g.File(report("a", "en", "Ferry Aurelia hits pier in Messina", "The ferry Aurelia hit a pier in Messina on Monday. Captain Enzo Scalfaro said: “The engine failed and we could not stop the ship in time.” Forty people were hurt."))
	d := g.File(report("b", "en", "Dozens hurt as Aurelia crashes", "Forty people were hurt when the Aurelia crashed in Messina. “The engine failed and we could not stop the ship in time,” Captain Scalfaro said."))
	for _, e := range d.Filing.Evidence {
		if e.Kind == news.EvidenceQuote {
			if want := []string{"The engine failed and we could not stop the ship in time,"}; !slices.Equal(e.Values, want) || e.Weight <= 0 {
				t.Errorf("%q with weight %v", e.Values, e.Weight)
			}
			return
		}
	}
	t.Errorf("no quotation among %v", d.Filing.Evidence)
}

func TestClipWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"short", "short"},
		{"one two three four", "one two…"},
		{"一二三四五六七八九十百千", "一二三四五六七八九十…"},
		{"नननननननननननि", "नननननननननन…"},
		{"ननननननननननिन", "नननननननननन…"[:len("ननननननननन")] + "…"},
	} {
		if got := clipWords(c.text, 10); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
