package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// authorTags are the meta tags that name authors, the most reliable first.
var authorTags = []string{"author", "article:author", "og:author", "og:article:author", "article:byline", "byl", "byline", "parsely-author", "dc.creator", "dc:creator", "dcterms.creator",
	"sailthru.author", "cxenseparse:author", "cxense:author", "mediator_author", "shareaholic:article_author_name", "article_author"}

// authors are who the page names as having written the article: people, else the agency or the desk that signs. They
// come from JSON-LD, else meta tags, microdata, marked bylines, and lines around the headline. Where a byline right below
// the headline names more or other people, it wins: it is what readers see. Roles and addresses are left out, and so is the
// outlet's own name unless nobody else signs (ownCredit).
func (s *survey) authors(t tags, g *graph, title string, o outlet) []string {
	marked, sure := s.markedBylines(o)
	open := s.openByline(title, o)
	if names := s.declaredAuthors(t, g, o); len(names) > 0 {
		for i, seen := range [][]string{open, fullNames(marked)} {
			if i == 1 && !sure {
				break
			}
			if n := common(seen, names); n == len(names) && len(seen) > n && !repeats(seen) {
				return seen
			}
		}
		if len(open) > 0 && common(open, names) == 0 && !alike(open, names) {
			return open
		}
		return names
	}
	if len(marked) > 0 {
		return marked
	}
	if names := s.writtenBy(title, o); len(names) > 0 {
		return names
	}
	return s.writtenAbove(title, o)
}

// alike reports whether some of the names in a are those in b with more or fewer of their parts, as bylines that
// leave out a second surname have them.
func alike(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if containsAnyWord(strings.ToLower(x), strings.ToLower(y)) {
				return true
			}
		}
	}
	return false
}

// repeats reports whether two of the names share a word of more than one letter: a name with what stands around it.
func repeats(names []string) bool {
	for i := range names {
		if alike(names[:i], names[i:i+1]) {
			return true
		}
	}
	return false
}

// maxProps is how many elements with microdata are looked through.
const maxProps = 2000

func containsAnyWord(a, b string) bool {
	for w := range strings.FieldsSeq(a) {
		if len(w) > 2 && containsWord(b, w) {
			return true
		}
	}
	return false
}

// declaredAuthors are the authors by the first kind of markup that names any.
func (s *survey) declaredAuthors(t tags, g *graph, o outlet) []string {
	// The tag of scientific journals comes first: where they have it, author is used for the works cited.
	if names := signers(uninverted(t["citation_author"]), o); len(names) > 0 {
		return names
	}
	for _, field := range []string{"author", "creator"} {
		for _, a := range g.described() {
			if names := signers(g.people(a[field]), o); len(names) > 0 {
				return names
			}
		}
	}
	if names := personNames(t["citation_authors"], o); len(names) > 0 {
		return names
	}
	for _, name := range authorTags {
		if names := signers(t[name], o); len(names) > 0 {
			return names
		}
	}
	if label := t.first("twitter:label1"); label != "" && !strings.ContainsAny(t.first("twitter:data1"), "0123456789") {
		if names := fullNames(personNames(t["twitter:data1"], o)); len(names) > 0 {
			return names
		}
	}
	return s.microdataAuthors(o)
}

// common is how many of the names in b are in a as well.
func common(a, b []string) int {
	n := 0
	for _, name := range b {
		if slices.ContainsFunc(a, func(other string) bool { return fold(other) == fold(name) }) {
			n++
		}
	}
	return n
}

// uninverted turns "Surname, Given name" around.
func uninverted(names []string) []string {
	var out []string
	for _, n := range names {
		if surname, given, ok := strings.Cut(n, ", "); ok {
			n = given + " " + surname
		}
		out = append(out, n)
	}
	return out
}

// microdataAuthors are the names in elements marked as the author by microdata.
func (s *survey) microdataAuthors(o outlet) []string {
	var out []string
	for i, n := range s.props {
		if i >= maxProps {
			break
		}
		if key := strings.ToLower(attr(n, "itemprop")); key != "author" && key != "creator" && key != "author creator" || isForeign(n) {
			continue
		}
		value := first(tidy(attr(n, "content")), tidy(attr(n, "title")))
		if name := find(n, func(c *html.Node) bool { return strings.EqualFold(attr(c, "itemprop"), "name") }); name != nil {
			value = first(tidy(attr(name, "content")), tidy(visible(name)))
		}
		if value == "" || isAddress(value) {
			value = tidy(visible(n))
		}
		out = append(out, value)
	}
	return signers(out, o)
}

// isForeign reports whether an element belongs to a comment, to another article or to the furniture of the page. What
// a class says of other articles holds close to the element only: wrappers of whole pages have all sorts of names.
func isForeign(n *html.Node) bool {
	for up := 0; n != nil && up < 25; n, up = n.Parent, up+1 {
		switch n.DataAtom {
		case atom.Aside, atom.Nav, atom.Figcaption:
			return true
		case atom.Footer:
			if n.Parent == nil || n.Parent.DataAtom != atom.Article {
				return true
			}
		case atom.Body, atom.Html, atom.Main:
			return false
		}
		name := attr(n, "class") + " " + attr(n, "id")
		if attr(n, "itemprop") == "comment" || up < 4 && mentions(name, otherArticles) >= 0 {
			return true
		}
		if m := nameMarks(name); m&markComment != 0 && (up == 0 || m&(markContent|markBody) == 0) {
			return true
		}
	}
	return false
}

// otherArticles are classes and ids of lists of other articles.
var otherArticles = stems(`related|sidebar|recommend|popular|latest|most-read|mostread|most_read|teaser|recirc|read-more|readmore|see-also|also-read|summary-item|summaryitem`)

// markedBylines are the names in the first element that rel=author or its class marks as the byline and that has any,
// with those of the other rel=author links that belong to the same byline. sure tells that they are nothing but names:
// the texts of links to their pages, or what follows the words that mean authorship.
func (s *survey) markedBylines(o outlet) (found []string, sure bool) {
	var names nameList
	var anchor *html.Node
	for _, n := range s.bylines {
		if isAside(n) || isForeign(n) {
			continue
		}
		if anchor != nil {
			if !isAuthorLink(n) || !isAuthorLink(anchor) && find(anchor, isAuthorLink) == nil || !sameByline(anchor, n) {
				continue
			}
		}
		found, clear := bylineNames(n, o)
		if len(found) == 0 {
			continue
		}
		if anchor == nil {
			anchor, sure = n, clear
		}
		for _, name := range found {
			names.add(name)
		}
	}
	return names.withoutAgencies(), sure
}

func isAuthorLink(n *html.Node) bool { return containsWord(strings.ToLower(attr(n, "rel")), "author") }

// aboutAuthor are classes of what stands around a name, and of who took the pictures.
var aboutAuthor = regexp.MustCompile(`(?i)(?:author|autor|byline)[-_]{0,2}(?:description|bio|about|title|role|position|image|avatar|photo|box)|testimonial|review(?:er|ed)[-_]?by|(?:bild|foto|photo|image)[-_]?(?:autor|author|credit)`)

// sameByline reports whether two elements stand at most four levels below a common one.
func sameByline(a, b *html.Node) bool {
	for up := 0; a != nil && up < 4; a, up = a.Parent, up+1 {
		for c, down := b, 0; c != nil && down < 4; c, down = c.Parent, down+1 {
			if a == c {
				return true
			}
		}
	}
	return false
}

// bylineNames are the names in a byline element: those of its links to people's pages, else those of its text.
func bylineNames(n *html.Node, o outlet) (names []string, sure bool) {
	text := tidy(visible(n))
	if text == "" || words(text) > 40 {
		return nil, false
	}
	if isAuthorLink(n) && n.DataAtom == atom.A {
		return signers([]string{text}, o), true
	}
	var linkedNames []string
	find(n, func(c *html.Node) bool {
		if c.DataAtom == atom.A && (isAuthorLink(c) || personPage.MatchString(attr(c, "href"))) && !helped(c) {
			linkedNames = append(linkedNames, tidy(visible(c)))
		}
		return false
	})
	if names = signers(linkedNames, o); len(names) > 0 {
		return names, true
	}
	if words(text) > 20 {
		return nil, false
	}
	lines := textLines(n)
	for _, line := range lines {
		if line = gluedBy.ReplaceAllString(line, "By $1"); sureByline.MatchString(line) {
			return personNames([]string{line}, o), true
		}
	}
	names = personNames(lines, o)
	if sureByline.MatchString(text) || strings.Contains(attr(n, "class"), "vcard") && words(text) < 3 {
		return names, false
	}
	return fullNames(names), false
}

// helped reports whether the text before a link says that who is named had another part in the article than writing it.
func helped(link *html.Node) bool {
	before := link.PrevSibling
	return before != nil && before.Type == html.TextNode && helpers.MatchString(before.Data)
}

var helpers = regexp.MustCompile(`(?i)(?:reviewed|checked|edited|updated|translated|photos?|photographs?|illustrations?|illustrated|geprüft|bearbeitet|übersetzt|revisado|editado|traducido|relu|traduit|tradotto)(?:\s+(?:by|von|por|par|da))?\s*:?\s*$`)

// textLines is the text below n, cut where block-level elements and line breaks cut it.
func textLines(n *html.Node) []string {
	var out []string
	var line strings.Builder
	end := func() {
		if t := tidy(line.String()); t != "" && len(out) < 20 {
			out = append(out, t)
		}
		line.Reset()
	}
	var read func(n *html.Node)
	read = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			cuts := c.Type == html.ElementNode && (isBlock(c) || c.DataAtom == atom.Br)
			switch {
			case c.Type == html.TextNode:
				line.WriteString(c.Data)
			case c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Svg:
			case cuts:
				end()
				read(c)
				end()
			default:
				read(c)
			}
		}
	}
	read(n)
	end()
	return out
}

// personPage are the addresses of pages about a person who writes for an outlet.
var personPage = regexp.MustCompile(`(?i)/(?:authors?|autor(?:es|en|a|i|zy)?|auteurs?|people|person(?:en|a|as)?|profiles?|staff|journalists?|journalistes?|redakteure?|contributors?|columnists?|writers?|reporters?|correspondents?|newsteam|firma|firmas|periodistas?|colunistas?|skribent(?:er)?|avtor|avtory|bio|biography|by|kirjoittaja|yazarlar?|yazar|penulis)/[^/?]{3,}`)

// sureByline begins only with the words that mean authorship wherever they open a line, and a capital.
var sureByline = regexp.MustCompile(`^(?:By|BY|Written by|Words by|Story by|Report by|Von|VON|Ein Artikel von|Text von|Text:|Par|PAR|Por|POR|Escribe|Escrito por|Scritto da|Autor|Autorin|Autora|Autore|Auteur|Author|Автор|Текст|Text|Tekst|Door|Skrevet av|Oleh|بقلم|كتب|מאת|(?:This (?:post|article|story|piece|blog) (?:was|is) )?written by)(?:\s*[:：]\s*|\s+)[\p{Lu}\p{Lo}]`)

// smallBy is a byline in small letters: it counts right around the headline only.
var smallBy = regexp.MustCompile(`^(?:by|von|par|por|door|av|di) \p{Lu}`)

// writtenBy are the names in the first line that says who wrote the article, from the headline on if it stands on the page.
func (s *survey) writtenBy(title string, o outlet) []string {
	from := s.headlineBlock(title)
	for i := max(0, from-4); i < len(s.blocks) && i < from+60; i++ {
		b := &s.blocks[i]
		if b.embed != nil || b.words > 30 || b.kind == kindHeading && b.level < 3 && b.linked == 0 && i > from+20 {
			continue
		}
		if names := s.lineNames(b, i-from, o); len(names) > 0 {
			return names
		}
		if b.words <= 3 && loneBy.MatchString(b.text) && i+1 < len(s.blocks) && s.blocks[i+1].words < 12 {
			if names := personNames([]string{s.blocks[i+1].text}, o); len(names) > 0 {
				return names
			}
		}
	}
	return nil
}

// openByline are the names in a line right below the headline that opens with the words that mean authorship.
func (s *survey) openByline(title string, o outlet) []string {
	from := s.headlineBlock(title)
	for i := from; from > 0 && i < len(s.blocks) && i < from+8; i++ {
		if b := &s.blocks[i]; b.words > 2 && b.words <= 14 && b.kind != kindHeading && (sureByline.MatchString(b.text) || i < from+4 && smallBy.MatchString(b.text)) {
			return fullNames(personNames([]string{b.text}, o))
		}
	}
	return nil
}

// signature is what stands before the writer's name below an article: in its last line, or in the box about its writer.
var signature = regexp.MustCompile(`^(?i:(?:written|words|story) by|text von|about (?:the )?author\b|über den autor|über die autorin|all posts by|view all posts by|alles von|alle (?:artikel|beiträge) von|tous les articles de)\s*[-–:：]?\s*\p{Lu}`)

// writtenAbove are the names in the first line far below the headline that says who wrote what stands above it.
func (s *survey) writtenAbove(title string, o outlet) []string {
	for i := s.headlineBlock(title) + 1; i < len(s.blocks) && i < 600; i++ {
		if b := &s.blocks[i]; b.words >= 3 && b.words <= 8 && signature.MatchString(b.text) {
			if names := fullNames(personNames([]string{b.text}, o)); len(names) > 0 {
				return names
			}
		}
	}
	return nil
}

// headlineBlock is the block of the headline, 0 if it stands nowhere.
func (s *survey) headlineBlock(title string) int {
	key, first := fold(title), 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.words == 0 || b.words > 60 {
			continue
		}
		near := key != "" && len(b.text) < 2*len(title)+8 && len(title) < 2*len(b.text)+8
		if same := near && fold(b.text) == key; same && b.kind == kindHeading {
			return i
		} else if first == 0 && (same || b.kind == kindHeading && b.level == 1) {
			first = i
		}
	}
	return first
}

// loneBy is a line that announces the names in the next one.
var loneBy = regexp.MustCompile(`^(?i)(?:(?:written |words |posted |published )?by|von|par|por|autor(?:in|a|e)?|auteur(?:\(s\))?|author|автор|текст|text|door)\s*[:：]?$`)

// lineNames are the names in a line that opens like a byline, links to a person's page, or gives the date beside.
func (s *survey) lineNames(b *block, after int, o outlet) []string {
	if b.words <= 14 && (sureByline.MatchString(b.text) || after < 4 && smallBy.MatchString(b.text)) {
		if names := fullNames(personNames([]string{b.text}, o)); len(names) > 0 {
			return names
		}
	}
	if after > 12 || b.kind == kindHeading {
		return nil
	}
	for _, href := range b.hrefs {
		if personPage.MatchString(href) && b.words <= 20 {
			return fullNames(personNames([]string{b.text}, o))
		}
	}
	if after > 0 && after < 7 && b.linked == 0 && loneName.MatchString(b.text) && s.datedNear(b) {
		return fullNames(personNames([]string{b.text}, o))
	}
	if b.words > 20 || !hasNumber(b.text) || dateInside(b.text, s.language).IsZero() {
		return nil
	}
	parts := strings.FieldsFunc(b.text, func(r rune) bool { return r == '|' || r == '·' || r == '•' })
	for _, part := range parts {
		if names := fullNames(personNames([]string{part}, o)); len(parts) > 1 && len(names) > 0 {
			return names
		}
	}
	return nil
}

// loneName is a line that is nothing but a name: two to four words with capitals.
var loneName = regexp.MustCompile(`^(?:\p{Lu}[\p{L}'’\-]*\.?)(?: (?:\p{Lu}[\p{L}'’\-]*\.?|de|van|von|la|del|di|da|al|bin)){1,3}$`)

// datedNear reports whether one of the two lines before and after a block is a date.
func (s *survey) datedNear(b *block) bool {
	for i := range s.blocks {
		if &s.blocks[i] != b {
			continue
		}
		for j := max(0, i-2); j < len(s.blocks) && j <= i+3; j++ {
			if near := &s.blocks[j]; near.words > 0 && near.words < 10 && hasNumber(near.text) && !dateInside(near.text, s.language).IsZero() {
				return true
			}
		}
		return false
	}
	return false
}
