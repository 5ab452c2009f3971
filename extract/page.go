package extract

import (
	"net/url"

	"parallax/news"
)

// fromHTML reads the article of an HTML page.
func fromHTML(p news.Page, o Options) (news.Article, error) {
	doc, err := parse(decode(p.Body, p.ContentType))
	if err != nil {
		return refuse("not parseable: "+err.Error(), news.CausePageBroken)
	}
	s := walk(doc)
	defer s.release()
	a := begin(p)
	m := s.metadata(p)
	m.fill(&a, p)
	body := m.told(s.body(m))
	if why := s.notArticle(m, body, p); why != "" {
		return refuse(refusals[why], why)
	}
	body = append(s.arrange(body), s.carried(body)...)
	write(&a, body, o)
	a.Links = s.outbound(body, a.URL)
	if a.Title == "" && a.Text == "" {
		return refuse("empty", news.CausePageEmpty)
	}
	if a.Text == "" && len(a.Posts) == 0 {
		return refuse("no body text", news.CauseNoText)
	}
	return a, nil
}

// carried are the posts that scripts carry as escaped markup and that do not stand in the body.
func (s *survey) carried(body []block) []block {
	known := map[string]bool{}
	for i := range body {
		if body[i].embed != nil {
			known[body[i].embed.post.ID] = true
		}
	}
	var out []block
	for _, script := range s.escaped {
		for _, e := range embedsInMarkup(unescape(script)) {
			if !known[e.post.ID] {
				known[e.post.ID] = true
				out = append(out, block{kind: kindPost, embed: &e})
			}
		}
	}
	return out
}

// outbound are the addresses that the body links to: absolute, in order, once each, the page itself left out.
func (s *survey) outbound(body []block, base string) []string {
	from, err := url.Parse(base)
	if err != nil {
		return nil
	}
	self := news.CanonicalURL(base)
	var out []string
	seen := map[string]bool{self: true}
	for i := range body {
		for _, href := range body[i].hrefs {
			u, err := from.Parse(href)
			if err != nil || len(out) >= maxLinks {
				continue
			}
			u.Fragment = ""
			address := webAddress(u.String())
			if key := news.CanonicalURL(address); address != "" && !seen[key] {
				seen[key] = true
				out = append(out, address)
			}
		}
	}
	return out
}
