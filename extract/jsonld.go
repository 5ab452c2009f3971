package extract

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A linked is a node of JSON-LD.
type linked map[string]any

// A graph is what the JSON-LD scripts of a page hold.
type graph struct {
	articles []linked          // the nodes that describe an article, in document order
	page     linked            // the node that describes the page itself and says when it was published, where there is one
	named    map[string]linked // the nodes with a name, by their @id
	trail    []string          // the names on the way from the front page to this one
	lists    bool              // a node says that the page lists others
}

// linkedData reads JSON-LD scripts. Graphs, arrays and nested mainEntity nodes are searched; scripts that are not
// JSON are repaired once (raw line breaks in strings, comments around them) and left out if that doesn't help.
func linkedData(scripts []string) *graph {
	g := &graph{named: map[string]linked{}}
	for _, script := range scripts {
		var v any
		if json.Unmarshal([]byte(script), &v) != nil && json.Unmarshal([]byte(repairJSON(script)), &v) != nil {
			continue
		}
		g.gather(v, 0)
	}
	return g
}

func (g *graph) gather(v any, depth int) {
	if depth > 6 || len(g.articles) >= 50 || len(g.named) > 1000 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.gather(e, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] != nil {
			g.named[id] = v
		}
		if linked(v).isArticle() {
			g.articles = append(g.articles, v)
			return
		}
		g.lists = g.lists || linked(v).isListing()
		if g.page == nil && v["datePublished"] != nil && slices.Contains(texts(v["@type"]), "WebPage") {
			g.page = v
		}
		if len(g.trail) == 0 && linked(v)["itemListElement"] != nil && slices.Contains(texts(v["@type"]), "BreadcrumbList") {
			g.trail = trailOf(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "breadcrumb"} {
			if inner, ok := v[key]; ok {
				g.gather(inner, depth+1)
			}
		}
	}
}

// described are the nodes to ask about the article: those of articles, else that of the page.
func (g *graph) described() []linked {
	if len(g.articles) == 0 && g.page != nil {
		return []linked{g.page}
	}
	return g.articles
}

// people are the names in an author field: strings, nodes with a name or its two halves, or references to nodes
// elsewhere in the graph.
func (g *graph) people(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for i, e := range v {
			if i >= maxAuthors {
				break
			}
			out = append(out, g.people(e)...)
		}
		return out
	case map[string]any:
		if names := texts(v["name"]); len(names) > 0 {
			return names
		}
		l := linked(v)
		if given, family := l.text("givenName"), l.text("familyName"); given != "" && family != "" {
			return []string{given + " " + family}
		}
		if id, ok := v["@id"].(string); ok {
			return texts(g.named[id]["name"])
		}
	}
	return nil
}

func (l linked) isArticle() bool {
	for _, t := range texts(l["@type"]) {
		t = strings.TrimPrefix(strings.TrimPrefix(t, "http://schema.org/"), "https://schema.org/")
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report" || t == "LiveBlog" ||
			t == "Review" && l["headline"] != nil {
			return true
		}
	}
	return false
}

// isListing reports whether a node is a page that lists others.
func (l linked) isListing() bool {
	for _, t := range texts(l["@type"]) {
		if t == "CollectionPage" || t == "SearchResultsPage" || t == "ProfilePage" {
			return true
		}
	}
	return false
}

// text is the first string of a field: the string itself, or the name or @value of what stands there.
func (l linked) text(keys ...string) string {
	for _, key := range keys {
		for _, t := range texts(l[key]) {
			if t = tidy(html.UnescapeString(t)); t != "" {
				return t
			}
		}
	}
	return ""
}

// texts are the strings of a value: of a string, a list, or a node's name, @value or url.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for i, e := range v {
			if i >= 100 {
				break
			}
			out = append(out, texts(e)...)
		}
		return out
	case map[string]any:
		for _, key := range []string{"name", "@value", "url", "@id", "contentUrl"} {
			if inner := texts(v[key]); len(inner) > 0 {
				return inner[:1]
			}
		}
	}
	return nil
}

// address is the first address of a field, as images and pages have it.
func (l linked) address(key string) string {
	var look func(v any, depth int) string
	look = func(v any, depth int) string {
		switch v := v.(type) {
		case string:
			return strings.TrimSpace(v)
		case []any:
			for _, e := range v {
				if a := look(e, depth+1); a != "" {
					return a
				}
			}
		case map[string]any:
			for _, k := range []string{"url", "contentUrl", "@id"} {
				if depth < 4 {
					if a := look(v[k], depth+1); a != "" {
						return a
					}
				}
			}
		}
		return ""
	}
	return look(l[key], 0)
}

// repairJSON mends what content systems break most: raw control characters inside of strings, and HTML or
// CDATA comments around the whole.
func repairJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, around := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<![CDATA[", "]]>"}} {
		s = strings.TrimSuffix(strings.TrimPrefix(s, around[0]), around[1])
	}
	s = strings.TrimRight(strings.TrimSpace(s), ";")
	var b strings.Builder
	b.Grow(len(s))
	inString, escaped := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case escaped:
			escaped = false
		case c == '\\' && inString:
			escaped = true
		case c == '"':
			inString = !inString
		case c < ' ' && inString:
			c = ' '
		}
		b.WriteByte(c)
	}
	return b.String()
}
