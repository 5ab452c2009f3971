package newsroom

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// bodyMarkup writes an article's body as its outlet's publishing system does: the same blocks come as sections of
// paragraphs, as double line breaks in a table cell, as classed divs or as custom elements.
func bodyMarkup(p page, style string) template.HTML {
	var b strings.Builder
	for _, block := range p.Article.Blocks {
		switch block.Kind {
		case "paragraph":
			b.WriteString(paragraph(style, linked(p, block.Text)))
		case "heading":
			fmt.Fprintf(&b, "<h2>%s</h2>\n", html.EscapeString(block.Text))
		case "quote":
			fmt.Fprintf(&b, "<blockquote><p>%s</p></blockquote>\n", linked(p, block.Text))
		case "list":
			b.WriteString("<ul>")
			for _, item := range block.Items {
				fmt.Fprintf(&b, "<li>%s</li>", linked(p, item))
			}
			b.WriteString("</ul>\n")
		case "post":
			b.WriteString(string(embedMarkup(p, block.Post)))
		case "flat":
			b.WriteString(paragraph(style, html.EscapeString(block.Post.Text)))
			b.WriteString(paragraph(style, fmt.Sprintf("— %s (@%s) %s", html.EscapeString(block.Post.Author),
				block.Post.Handle, p.Outlet.day(block.Post.Published))))
		}
	}
	return template.HTML(b.String())
}

func paragraph(style, inner string) string {
	switch style {
	case "breaks":
		return inner + "<br><br>\n"
	case "divs":
		return `<div class="par">` + inner + "</div>\n"
	case "classed":
		return `<p class="css-at9mc1 evys1bk0">` + inner + "</p>\n"
	}
	return "<p>" + inner + "</p>\n"
}

// linked escapes a text and makes its links elements; "newsroom:OUTLET/SLUG" becomes that article's address.
func linked(p page, text string) string {
	var b strings.Builder
	rest := text
	for {
		at := link.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		b.WriteString(html.EscapeString(rest[:at[0]]))
		fmt.Fprintf(&b, `<a href="%s">%s</a>`, html.EscapeString(p.resolve(rest[at[4]:at[5]])), html.EscapeString(rest[at[2]:at[3]]))
		rest = rest[at[1]:]
	}
	b.WriteString(html.EscapeString(rest))
	return b.String()
}

// resolve turns a link of an article's file into an address on the port that the page is served at.
func (p page) resolve(target string) string {
	name, ok := strings.CutPrefix(target, "newsroom:")
	if !ok {
		return target
	}
	outlet, slug, _ := strings.Cut(name, "/")
	for _, a := range p.newsroom.Articles {
		if a.Outlet.ID == outlet && a.Slug == slug {
			return strings.Replace(p.Base, "//"+p.Outlet.ID+".", "//"+outlet+".", 1) + a.Path()
		}
	}
	return p.Base + "/" + slug
}

// embedMarkup writes an embedded post in the form that the page's publishing system gives it.
func embedMarkup(p page, post *Post) template.HTML {
	switch post.Platform {
	case "mastodon":
		address := fmt.Sprintf("https://%s/@%s/%s", post.Instance, post.Handle, post.Status)
		return template.HTML(fmt.Sprintf(`<blockquote class="mastodon-embed" data-embed-url="%s/embed"><a href="%s" target="_blank"><div>Post by @%s@%s</div><div>View on Mastodon</div></a><p lang="%s">%s</p></blockquote><script data-allowed-prefixes="https://%s/" async src="https://%s/embed.js"></script>
`, address, address, post.Handle, post.Instance, post.Language, html.EscapeString(post.Text), post.Instance, post.Instance))
	case "bluesky":
		profile := "https://bsky.app/profile/" + post.Handle
		return template.HTML(fmt.Sprintf(`<blockquote class="bluesky-embed" data-bluesky-uri="at://%s/app.bsky.feed.post/%s"><p lang="%s">%s</p>&mdash; %s (<a href="%s?ref_src=embed">@%s</a>) <a href="%s/post/%s?ref_src=embed">%s</a></blockquote><script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>
`, post.Handle, post.Status, post.Language, html.EscapeString(post.Text), html.EscapeString(post.Author), profile, post.Handle, profile, post.Status, p.Outlet.day(post.Published)))
	case "youtube":
		return template.HTML(fmt.Sprintf(`<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper"><iframe title="%s" width="500" height="281" src="https://www.youtube.com/embed/%s?feature=oembed" frameborder="0" allowfullscreen></iframe></div></figure>
`, html.EscapeString(post.Text), post.Status))
	}
	return template.HTML(tweetMarkup(p, post))
}

func tweetMarkup(p page, post *Post) string {
	quote := tweetQuote(p, post, "https://twitter.com")
	const script = `<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>`
	switch p.Outlet.Layout {
	case "amp":
		return fmt.Sprintf(`<amp-twitter width="375" height="472" layout="responsive" data-tweetid="%s"><blockquote placeholder>%s</blockquote></amp-twitter>
`, post.Status, strings.TrimSuffix(strings.TrimPrefix(quote, `<blockquote class="twitter-tweet" data-lang="`+p.Outlet.Language+`">`), "</blockquote>"))
	case "component":
		return fmt.Sprintf(`<div class="embed-card" data-provider="twitter" data-embed-html="%s"></div>
`, html.EscapeString(quote))
	case "graph":
		return fmt.Sprintf(`<figure class="wp-block-embed is-provider-twitter"><div class="wp-block-embed__wrapper">%s%s</div></figure>
`, quote, script)
	case "portal":
		return tweetQuote(p, post, "https://x.com") + `<script async src="https://platform.x.com/widgets.js"></script>
`
	case "archive":
		return quote + "\n"
	}
	return quote + script + "\n"
}

func tweetQuote(p page, post *Post, site string) string {
	dir := "ltr"
	if rightToLeft(post.Language) {
		dir = "rtl"
	}
	return fmt.Sprintf(`<blockquote class="twitter-tweet" data-lang="%s"><p lang="%s" dir="%s">%s</p>&mdash; %s (@%s) <a href="%s/%s/status/%s?ref_src=twsrc%%5Etfw">%s</a></blockquote>`,
		p.Outlet.Language, post.Language, dir, strings.ReplaceAll(html.EscapeString(post.Text), "\n", "<br>"),
		html.EscapeString(post.Author), post.Handle, site, post.Handle, post.Status, p.Outlet.day(post.Published))
}
