package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// authors are the people named as having written the article: from JSON-LD, else meta tags, microdata, and
// the visible byline. Roles, addresses and the outlet's own name are left out.
func (s *survey) authors(t tags, articles []linked, site string) []string {
	for _, a := range articles {
		if names := personNames(people(a["author"]), site); len(names) > 0 {
			return names
		}
	}
	for _, name := range []string{"author", "article:author", "byl", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "cxenseparse:author"} {
		if names := personNames(t[name], site); len(names) > 0 {
			return names
		}
	}
	if names := personNames(s.property("author creator"), site); len(names) > 0 {
		return names
	}
	for _, text := range shownIn(s.bylines) {
		if names := fullNames(personNames([]string{text}, site)); len(names) > 0 && words(text) <= 15 {
			return names
		}
	}
	if names := s.writtenBy(site); len(names) > 0 {
		return names
	}
	return s.besideDate(site)
}

// besideDate are the names in the line under the headline that gives the date and, parted from it by a bar or
// a dot, who wrote the article.
func (s *survey) besideDate(site string) []string {
	under := -1
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.kind == kindHeading && b.level == 1 {
			under = i
		}
		if under < 0 || i == under || i > under+3 || b.words > 20 || dateInside(b.text, s.language).IsZero() {
			continue
		}
		parts := strings.FieldsFunc(b.text, func(r rune) bool { return r == '|' || r == '·' || r == '•' })
		if len(parts) < 2 {
			continue
		}
		for _, part := range parts {
			if names := fullNames(personNames([]string{part}, site)); len(names) > 0 {
				return names
			}
		}
	}
	return nil
}

// writtenBy are the names in the first short text that says who wrote the article.
func (s *survey) writtenBy(site string) []string {
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.embed != nil || b.words > 12 || i > 400 || !sureByline.MatchString(b.text) {
			continue
		}
		if names := fullNames(personNames([]string{b.text}, site)); len(names) > 0 {
			return names
		}
	}
	return nil
}

// sureByline begins only with the words that mean authorship wherever they open a line, and a capital.
var sureByline = regexp.MustCompile(`^(?:By|BY|Written by|Von|VON|Par|PAR|Por|POR|Autor|Autorin|Autore|Auteur|Author|Автор|Текст|Text)\s*[:：]?\s+\p{Lu}`)

// fullNames keeps the names of at least two words, or in a script without spaces.
func fullNames(names []string) []string {
	var out []string
	for _, n := range names {
		if r, _ := utf8.DecodeRuneInString(n); strings.Contains(n, " ") || isDense(r) || unicode.Is(unicode.Hangul, r) {
			out = append(out, n)
		}
	}
	return out
}

// people are the names in an author field of JSON-LD.
func people(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for i, e := range v {
			if i >= maxAuthors {
				break
			}
			out = append(out, people(e)...)
		}
		return out
	case map[string]any:
		return texts(v["name"])
	}
	return nil
}

// byWords are what stands before the names in a byline, in lower case.
var byWords = regexp.MustCompile(`^(?i)(?:(?:written|published|posted|reported|reporting|story|words|text|edited|compiled) by|by|von|par|por|de|di|da|av|af|door|od|autor|autorin|autore|auteur|author|authors|автор|авторы|από|του|przez|skrevet av|geschreven door|oleh|tekst|text|texte|texto|testo|foto|bởi|作者|記者|记者|文)(?:\s*[:：]\s*|\s+)`)

// andWords part the names of several people.
var andWords = regexp.MustCompile(`\s*(?:[,;|/•·⋅、，]|\s(?:and|und|et|y|e|i|og|och|en|ja|и|и|та|και|&|with|mit|avec|con|ve)\s)\s*`)

// personNames cuts bylines into names and drops what isn't one.
func personNames(bylines []string, site string) []string {
	var out []string
	seen := map[string]bool{}
	for _, byline := range bylines {
		byline = tidy(html.UnescapeString(byline))
		if strings.Contains(byline, "://") || strings.HasPrefix(byline, "www.") || len(byline) > 300 {
			continue
		}
		byline = byWords.ReplaceAllString(byWords.ReplaceAllString(byline, ""), "")
		for _, name := range andWords.Split(byline, -1) {
			name = strings.Trim(name, " .-–—:*()")
			if before, _, found := strings.Cut(name, " ("); found {
				name = before
			}
			if !isPersonName(name, site) || len(out) > 0 && isDegree(name) {
				continue
			}
			if key := fold(name); !seen[key] && len(out) < maxAuthors {
				seen[key] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// isPersonName reports whether a piece of a byline can be a name: one to six words without digits or
// addresses, that is neither a role nor the outlet.
func isPersonName(name, site string) bool {
	n := len(strings.Fields(name))
	if n == 0 || n > 6 || len(name) > 80 || utf8.RuneCountInString(name) < 2 || strings.ContainsAny(name, "@/<>{}[]=_|\"") {
		return false
	}
	for _, r := range name {
		if unicode.IsDigit(r) {
			return false
		}
	}
	key := fold(name)
	if siteKey := fold(site); siteKey != "" && (key == siteKey || len(key) > 4 && strings.Contains(siteKey, key) || strings.Contains(key, siteKey)) {
		return false
	}
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if notNames[strings.Trim(w, ".,:")] {
			return false
		}
	}
	for w := range strings.FieldsSeq(name) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && n > 1 && !particles[w] && !strings.ContainsAny(w, "'’") {
			return false
		}
	}
	return key != ""
}

// isDegree reports whether a piece of a byline is an academic degree or title set after a name ("MD", "Ph.D").
func isDegree(s string) bool {
	letters := strings.ReplaceAll(s, ".", "")
	return len(letters) <= 5 && strings.ToUpper(letters) != strings.ToLower(letters) && !strings.Contains(s, " ") && !agencies[strings.ToLower(s)] &&
		(strings.ToUpper(letters) == letters || letters == "PhD" || letters == "MPhil" || letters == "MSc" || letters == "BSc")
}

// agencies are news agencies that sign with capitals alone.
var agencies = set("ap afp dpa apa efe ansa sid kna epd pap tass ria upi ani pti ians cnn bbc")

// particles are the words in names that are written small.
var particles = set("de del della di da das do dos du des la le el al ul bin ibn bint van von vom zu zur zum der den ter ten te af av y e i san und")

// notNames are words that no name of a person has: roles, newsrooms, dates, and the words around bylines.
var notNames = set(`by name admin administrator staff editor editors editorial redaktion redaktor redakcja rédaction redaction redacción redaccion
	redação redazione redactie redaksjonen redaktionen редакция редакція correspondent correspondents reporter reporters journalist
	korrespondent bureau chief desk team news newsroom 
	newsdesk contributor contributors writer columnist guest anonymous unknown webmaster online magazine website published
	updated posted senior today yesterday minutes hours ago share facebook twitter follow subscribe http https com www
	january february march april june july august september october november december source quelle expert experts автор фото video`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
