package web

import (
	"maps"
	"time"

	"parallax/news"
	"parallax/web/view"
)

// What a page is about is said to machines as JSON-LD in the words of schema.org: an article is a NewsArticle at its publisher's
// address, an incident, a source and an author are collections of what belongs to them, a list is an ItemList.

// A linked is one thing of schema.org: its properties, without those that aren't known.
type linked map[string]any

// thing is a linked of a type with those of its properties, given as name and value, that are neither empty nor zero.
func thing(kind string, properties ...any) linked {
	l := linked{"@type": kind}
	for i := 0; i+1 < len(properties); i += 2 {
		switch v := properties[i+1].(type) {
		case string:
			if v == "" {
				continue
			}
		case time.Time:
			if v.IsZero() {
				continue
			}
			properties[i+1] = v.UTC().Format(time.RFC3339)
		case []linked:
			if len(v) == 0 {
				continue
			}
		case linked:
			if v == nil {
				continue
			}
		}
		l[properties[i].(string)] = properties[i+1]
	}
	return l
}

// about is what a page says of itself: a thing of a type on this site, with more properties.
func about(p view.Page, kind string, properties ...any) linked {
	l := thing(kind, properties...)
	maps.Copy(l, p.About(kind))
	return l
}

// linkedOutlet is a source.
func linkedOutlet(s news.Source) linked {
	address := ""
	if s.Host != "" {
		address = "https://" + s.Host + "/"
	}
	return thing("NewsMediaOrganization", "name", view.SourceName(s), "url", address)
}

// linkedArticle is an article where it was published. Its text stays out: it is the publisher's to give.
func linkedArticle(a news.Article) linked {
	var authors []linked
	for _, name := range a.Authors[:min(len(a.Authors), 8)] {
		authors = append(authors, thing("Person", "name", view.Line(name, 80, "?")))
	}
	return thing("NewsArticle", "headline", view.Line(a.Title, 300, ""), "url", a.URL, "inLanguage", view.Lang(a.Language),
		"datePublished", a.Published, "dateModified", a.Modified, "author", authors, "publisher", linkedOutlet(a.Source))
}

// linkedHeadline is an article of which only its headline is known, on this site.
func linkedHeadline(p view.Page, h news.Headline) linked {
	return thing("NewsArticle", "headline", view.Line(h.Title, 300, ""), "url", p.Origin+p.Reader.To("/articles/"+pathEscape(h.Article)),
		"inLanguage", view.Lang(h.Language), "datePublished", h.Published, "publisher", linkedOutlet(h.Source))
}

// linkedIncidents is a list of incidents in their order.
func linkedIncidents(p view.Page, rows []view.IncidentRow) linked {
	var items []linked
	for n, row := range rows {
		items = append(items, thing("ListItem", "position", n+1, "name", view.Line(row.Lead.Title, 300, ""),
			"url", p.Origin+p.Reader.To("/incidents/"+pathEscape(row.Incident.ID))))
	}
	return thing("ItemList", "numberOfItems", len(items), "itemListElement", items)
}

// linkedPost is a post where it was published.
func linkedPost(post news.Post) linked {
	var author linked
	if post.Author != "" || post.Handle != "" {
		author = thing("Person", "name", view.AuthorName(post))
	}
	return thing("SocialMediaPosting", "url", post.URL, "datePublished", post.Published, "inLanguage", view.Lang(post.Language), "author", author)
}
