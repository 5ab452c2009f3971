package web

import "parallax/web/view"

// feedLinks are the two forms of a page as a feed. Base is the page's path without its last slash.
func feedLinks(title, base string) []view.FeedLink {
	return []view.FeedLink{
		{Title: title + " (Atom)", Type: "application/atom+xml", Href: base + "/feed.xml"},
		{Title: title + " (JSON Feed)", Type: "application/feed+json", Href: base + "/feed.json"},
	}
}
