package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ownCredit is how the outlet signs where nobody else is named: with its own name, or a desk's. A page that is signed by
// its newsroom says more than one that isn't signed at all, and who counts bylines can leave such names out (they are
// the source's), but couldn't put them in. What the outlet says in its markup comes first, then the bylines that readers see.
func (s *survey) ownCredit(t tags, g *graph, o outlet) []string {
	var fields []string
	for _, a := range g.described() {
		fields = append(fields, g.people(a["author"])...)
	}
	for _, name := range authorTags {
		fields = append(fields, t[name]...)
	}
	fields = append(fields, s.creditLines()...)
	for _, field := range fields {
		if name := creditOf(field, o); name != "" {
			return []string{name}
		}
	}
	return nil
}

// creditLines are the lines of the first elements that are marked as bylines.
func (s *survey) creditLines() []string {
	var lines []string
	for i, n := range s.bylines {
		if i >= 20 || len(lines) >= 20 {
			break
		}
		if !isAside(n) && !isForeign(n) && words(visible(n)) <= 12 {
			lines = append(lines, textLines(n)...)
		}
	}
	return lines
}

// isAside reports whether an element that is marked as a byline can't be one: it is none that shows a text, or it is
// about its author's picture, role or life.
func isAside(n *html.Node) bool {
	return n.DataAtom == atom.Link || n.DataAtom == atom.Body || n.DataAtom == atom.H1 || aboutAuthor.MatchString(attr(n, "class"))
}

// creditOf is the outlet's name or a desk's that a field or a line has; "" if it has something else.
func creditOf(field string, o outlet) string {
	name := tidy(html.UnescapeString(field))
	if name == "" || len(name) > 120 || isAddress(name) || strings.ContainsAny(name, "/<>{}[]=") {
		return ""
	}
	name, _, _ = strings.Cut(withoutByWords(name), ", ")
	for _, end := range []string{" | ", " (", " on ", " am ", " · "} {
		name, _, _ = strings.Cut(name, end)
	}
	name = strings.Trim(name, " .-–—:*()")
	own := strings.Fields(strings.ToLower(name))
	if len(own) == 0 || len(own) > 6 || len(name) > 60 || accounts[strings.Join(own, " ")] {
		return ""
	}
	if fold(name) != "" && o.signs(name) || slices.ContainsFunc(own, func(w string) bool { return deskWords[w] }) {
		return name
	}
	return ""
}

// accounts are names that content systems come with, which say nothing of who wrote a page.
var accounts = lines(`admin|administrator|webmaster|web master|superadmin|super user|user|root|editor|author|autor|auteur|publisher|guest|default|test|unknown|anonymous|anonym|n/a|none`)

// deskWords are the words for those parts of an outlet that sign articles together.
var deskWords = set(`staff editors editorial redaktion redaktionen redaktionens redakcja rédaction redaction redacción redaccion redação redacao redazione redactie redaksjonen toimitus szerkesztőség redakce
	redakcia редакция редакція уредништво σύνταξη desk team newsroom newsdesk bureau agencies agenturen agencias agences 編集部 编辑部
	redakcija uredništvo toimetus التحرير تحریریه המערכת מערכת 편집부 กองบรรณาธิการ প্রতিবেদক প্রতিনিধি ডেস্ক संवाददाता ब्यूरो डेस्क`)
