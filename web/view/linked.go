package view

// About is what is said to machines of any page, in the words of schema.org: what kind of page it is, and of which site.
func (p Page) About(kind string) map[string]any {
	return map[string]any{
		"@context": "https://schema.org", "@type": kind, "name": p.headTitle(), "description": p.summary(),
		"url": p.Origin + p.Reader.To(p.Path), "inLanguage": p.Reader.Lang(),
		"isPartOf": map[string]any{"@type": "WebSite", "name": p.Site.Title, "url": p.Origin + p.Reader.To("/")},
	}
}

// linked is what the page is about, or only that it is a page.
func (p Page) linked() any {
	if p.Linked != nil {
		return p.Linked
	}
	return p.About("WebPage")
}
