package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/news"
)

// A Mention is a name or a number with the languages that mention it.
type Mention struct {
	Text  string        // as most of the languages write it
	Forms []MentionForm // one for each language that has it, in the order of the comparison
}

// A MentionForm is how one language writes what it mentions, and in how many of its articles.
type MentionForm struct {
	Language string
	Text     string
	Articles int
}

// articles are all that mention it.
func (m *Mention) articles() int {
	n := 0
	for _, f := range m.Forms {
		n += f.Articles
	}
	return n
}

// rankMentions sorts mentions: those of most languages first, then those of most articles.
func rankMentions(list []Mention) []Mention {
	slices.SortStableFunc(list, func(a, b Mention) int {
		return cmp.Or(len(b.Forms)-len(a.Forms), b.articles()-a.articles(), strings.Compare(a.Text, b.Text))
	})
	return list[:min(len(list), maxMentions)]
}

// numbers are the numbers that at least two articles mention: not years, and not single digits, which say little alone.
func numbers(tellings map[string]*telling, order []string) []Mention {
	byNumber := map[string]*Mention{}
	var list []*Mention
	for _, tag := range order {
		counts := map[string]*told{}
		for n, text := range tellings[tag].texts {
			for _, words := range text.words {
				for _, w := range words {
					if w.number && saysMuch(w.key) {
						seen(counts, w.key, w.form, n)
					}
				}
			}
		}
		for _, key := range sortedKeys(counts) {
			m := byNumber[key]
			if m == nil {
				m = &Mention{Text: counts[key].text}
				byNumber[key] = m
				list = append(list, m)
			}
			m.Forms = append(m.Forms, MentionForm{tag, counts[key].text, counts[key].articles})
		}
	}
	var out []Mention
	for _, m := range list {
		if m.articles() > 1 {
			out = append(out, *m)
		}
	}
	return rankMentions(out)
}

func saysMuch(number string) bool {
	isYear := len(number) == 4 && (strings.HasPrefix(number, "19") || strings.HasPrefix(number, "20"))
	return len(number) > 1 && !isYear
}

// seen counts a word of the n-th text.
func seen(counts map[string]*told, key, text string, n int) *told {
	w := counts[key]
	if w == nil {
		w = &told{}
		counts[key] = w
	}
	w.see(text)
	w.times++
	if w.last != n+1 {
		w.last = n + 1
		w.articles++
	}
	return w
}

func sortedKeys(counts map[string]*told) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// A name is a word of one language that is taken for a name.
type name struct {
	language string
	told     *told
	sound    sound
	known    bool // the filing of an article was told by it
}

// nameGroups are names of different languages that sound alike.
type nameGroups struct {
	groups [][]name
	byKey  map[string][]int // the groups that have a name with such a key, see sound
}

// find returns the first group with a name that is like the one given, or -1.
func (g *nameGroups) find(s sound, like func(name) bool) int {
	first := -1
	for _, key := range s.keys() {
		for _, at := range g.byKey[key] {
			if (first < 0 || at < first) && slices.ContainsFunc(g.groups[at], like) {
				first = at
			}
		}
	}
	return first
}

// put adds a name to a group, or to a new one for -1.
func (g *nameGroups) put(at int, n name) {
	if at < 0 {
		at = len(g.groups)
		g.groups = append(g.groups, nil)
	}
	g.groups[at] = append(g.groups[at], n)
	for _, key := range n.sound.keys() {
		if !slices.Contains(g.byKey[key], at) {
			g.byKey[key] = append(g.byKey[key], at)
		}
	}
}

// names are the names that at least two articles mention, those of different languages brought together by how they
// sound. A word is a name where an article was filed by it, or where its script has capitals and it begins with one
// inside of sentences too; in German, where every noun does, only where another language has it as well.
func names(tellings map[string]*telling, order []string) []Mention {
	g := nameGroups{byKey: map[string][]int{}}
	for _, tag := range order {
		for _, n := range tellings[tag].names() {
			g.put(g.find(n.sound, func(other name) bool { return n.sound.like(other.sound) }), n)
		}
	}
	for _, tag := range order {
		tellings[tag].join(&g)
	}
	var out []Mention
	for _, group := range g.groups {
		m := mentionOf(group, order)
		alone := len(m.Forms) == 1
		if m.articles() > 1 && !(alone && capitalsNouns(m.Forms[0].Language) && !slices.ContainsFunc(group, func(n name) bool { return n.known })) {
			out = append(out, m)
		}
	}
	return rankMentions(out)
}

// join adds to the groups of names the words of a language without capitals that sound like them.
func (t *telling) join(g *nameGroups) {
	counts := t.uncased()
	for _, key := range sortedKeys(counts) {
		w := counts[key]
		foreign := len(katakana(w.text)) == 1 // a word of another language, most often a name
		for _, s := range []sound{soundOf(w.text), soundOf(withoutParticle(w.text))} {
			at := g.find(s, func(n name) bool { return n.sound.surelyLike(s) || foreign && n.sound.like(s) })
			if at < 0 {
				continue
			}
			if !slices.ContainsFunc(g.groups[at], func(n name) bool { return n.language == t.language }) {
				g.put(at, name{t.language, w, s, false})
			}
			break
		}
	}
}

// uncased are the words of a language that are in a script without capitals.
func (t *telling) uncased() map[string]*told {
	counts := map[string]*told{}
	for n, text := range t.texts {
		for i, words := range text.words {
			for _, w := range words {
				if !w.pair && !w.number && !hasCase(w.form) {
					seen(counts, w.key, w.form, n)
				}
			}
			for _, run := range katakana(text.parts[i].text) {
				seen(counts, run, run, n)
			}
		}
	}
	return counts
}

// katakana are the stretches of a text in the Japanese script for foreign words.
func katakana(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.Is(unicode.Katakana, r) && r != 'ー' })
}

func capitalsNouns(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return base == "de" || base == "lb"
}

// mentionOf puts the names of one group under each other, in the order of the languages, each language's most usual form
// for all of its forms.
func mentionOf(group []name, order []string) Mention {
	var m Mention
	slices.SortStableFunc(group, func(a, b name) int { return slices.Index(order, a.language) - slices.Index(order, b.language) })
	for _, n := range group {
		at := slices.IndexFunc(m.Forms, func(f MentionForm) bool { return f.Language == n.language })
		switch {
		case at < 0:
			m.Forms = append(m.Forms, MentionForm{n.language, n.told.text, n.told.articles})
		case n.told.articles > m.Forms[at].Articles:
			m.Forms[at].Text, m.Forms[at].Articles = n.told.text, n.told.articles
		}
	}
	m.Text = m.usual()
	return m
}

// usual is the form that most languages write, the first of them where they don't agree.
func (m *Mention) usual() string {
	best, most := m.Forms[0].Text, 0
	for _, f := range m.Forms {
		n := 0
		for _, other := range m.Forms {
			if strings.EqualFold(other.Text, f.Text) {
				n++
			}
		}
		if n > most {
			best, most = f.Text, n
		}
	}
	return best
}

// names are the words of a language that are taken for names, the most frequent first.
func (t *telling) names() []name {
	known, dates := t.known()
	counts := map[string]*told{}
	lower, inside := map[string]int{}, map[string]int{}
	for n, text := range t.texts {
		for i, words := range text.words {
			title := text.parts[i].field == fieldTitle
			for _, w := range words {
				if w.number || w.pair || dates[w.key] || utf8.RuneCountInString(w.form) < 2 {
					continue
				}
				seen(counts, w.key, w.form, n)
				r, _ := utf8.DecodeRuneInString(w.form)
				switch {
				case unicode.IsLower(r):
					lower[w.key]++
				case unicode.IsUpper(r) && !title && !beginsSentence(text.parts[i].text, w.start):
					inside[w.key]++
				}
			}
		}
		for key := range known {
			if isUndividedText(key) && text.has(key) {
				seen(counts, key, key, n)
			}
		}
	}
	var list []name
	for _, key := range sortedKeys(counts) {
		w := counts[key]
		if known[key] && utf8.RuneCountInString(key) > 2 || hasCase(w.text) && lower[key] == 0 && inside[key] > 0 {
			list = append(list, name{t.language, w, soundOf(w.text), known[key]})
		}
	}
	slices.SortStableFunc(list, func(a, b name) int { return b.told.articles - a.told.articles })
	return list[:min(len(list), maxNames)]
}

// maxNames is how many names of one language are held against those of the others.
const maxNames = 300

func (t *toldText) has(part string) bool {
	return slices.ContainsFunc(t.parts, func(p reading) bool { return strings.Contains(p.text, part) })
}

// known are the words that articles were filed by as names and places, and those of days, which are no names though
// many languages write them so.
func (t *telling) known() (names, dates map[string]bool) {
	names, dates = map[string]bool{}, map[string]bool{}
	m := &marker{}
	for _, text := range t.texts {
		if text.article.Incident == nil {
			continue
		}
		for _, e := range text.article.Incident.Evidence {
			into := map[string]map[string]bool{news.EvidenceName: names, news.EvidencePlace: names, news.EvidenceDate: dates}[e.Kind]
			if into == nil {
				continue
			}
			for _, value := range e.Values {
				p := passage{value, t.language}
				for _, w := range wordsOf(value, m.analyzer(fieldText, p).Text(value, nil)) {
					if w.pair {
						into[value] = true
						break
					}
					into[w.key] = true
				}
			}
		}
	}
	return names, dates
}

// beginsSentence reports whether what stands at a place begins a sentence, a line or a quotation.
func beginsSentence(text string, at int) bool {
	before := strings.TrimRightFunc(text[:at], func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' })
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return isStop(r) || isFullStop(r) || r == '\n' || r == ':' || unicode.In(r, unicode.Pi, unicode.Pf, unicode.Ps, unicode.Pd) || strings.ContainsRune(`"'•·`, r)
}
