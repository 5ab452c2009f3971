package crawler

import (
	_ "embed"
	"strings"

	"parallax/news"
)

// bundledFeeds has one feed a line: address, outlet, host of its site, country, language, kind, parted by tabs. Lines that begin
// with "#" are comments.
//
//go:embed feeds.tsv
var bundledFeeds string

// Bundled returns public news feeds of many countries and languages, to begin with where nobody has chosen any, and their
// outlets. Addresses change; feeds that no longer answer show up as such on the sources page and do no harm.
func Bundled() ([]news.Source, []news.Feed) {
	var list feedList
	for line := range strings.Lines(bundledFeeds) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		column := strings.Split(line, "\t")
		list.add(
			news.Source{
				ID: news.SourceID("https://" + column[2] + "/"), Name: column[1], Host: column[2],
				Country: column[3], Language: column[4],
			},
			news.Feed{URL: column[0], Title: column[1], Language: column[4]},
		)
	}
	return list.sources, list.feeds
}
