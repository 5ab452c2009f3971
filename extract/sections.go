package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// sectionOf is the part of the outlet that an article stands in: what JSON-LD and meta tags call so, else the first step of
// the way that leads from the front page to it.
func (m *metadata) sectionOf(t tags, g *graph, o outlet) string {
	var said []string
	for _, a := range g.articles {
		said = append(said, texts(a["articleSection"])...)
	}
	for _, name := range sectionTags {
		said = append(said, t[name]...)
	}
	for _, name := range append(said, g.trail...) {
		name, _, _ = strings.Cut(plainOf(tidy(html.UnescapeString(name))), ",") // the first of several
		name = cut(strings.Trim(name, " /|>"), 100)
		key := fold(name)
		if n := words(name); n > 0 && n < 9 && !noSections[strings.ToLower(name)] && fold(m.title) != key && !(n > 3 && strings.HasPrefix(fold(m.title), key)) && !slices.Contains(o.names, key) {
			return name
		}
	}
	return ""
}

var sectionTags = []string{"article:section", "section", "parsely-section", "category", "articlesection"}

// noSections are what content systems write where there is no section, and what front pages are called on the way from them.
var noSections = lines(`uncategorized|uncategorised|unkategorisiert|allgemein|sin categoría|sin categorizar|non classé|senza categoria|sem categoria|bez kategorii|без рубрики|all|none|default|posts|front page|frontpage|
home|homepage|home page|startseite|start|hauptseite|accueil|page d'accueil|inicio|portada|início|página inicial|homepagina|strona główna|główna|главная|головна|начало|αρχική|αρχική σελίδα|ana sayfa|anasayfa|hem|hjem|forside|forsiden|etusivu|domů|kezdőlap|acasă|beranda|
ホーム|トップ|首页|首頁|홈|الرئيسية|خانه|صفحه اصلی|ראשי|होम|หน้าแรก|trang chủ`)

// trailOf are the names along the way that a BreadcrumbList of JSON-LD gives, without the page at its end.
func trailOf(list linked) []string {
	items, _ := list["itemListElement"].([]any)
	var names []string
	for i, e := range items {
		item, ok := e.(map[string]any)
		if !ok || i >= 10 {
			break
		}
		name := linked(item).text("name")
		if name == "" {
			if inner, ok := item["item"].(map[string]any); ok {
				name = linked(inner).text("name")
			}
		}
		if u, err := url.Parse(linked(item).address("item")); err == nil && u.Host != "" && strings.Trim(u.Path, "/") == "" {
			continue // the front page
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}
