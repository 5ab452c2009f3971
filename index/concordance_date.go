package index

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strconv"

	"parallax/news"
)

// By date a concordance needs no more articles than its page has lines from, and leads through all that the query finds,
// however many. It counts the lines of few articles, and estimates those of many from the articles of its first page.

const (
	pageArticles    = 1000    // that a page may lead through
	countedArticles = 150     // whose lines are all counted, at most
	sampledArticles = 40      // that an estimate is from, at least
	sampledText     = 8 << 20 // bytes of text that an estimate is from, at most
	dateChunk       = 50      // articles that are fetched at once
)

// A datePlace is where a page of a concordance by date ended. Its cursor holds the values of after (package cursor), or
// three empty ones, then the numbers, and the keys of the posts.
type datePlace struct {
	after     *placed // the last article whose lines were all shown; nil at the beginning
	skip      int     // lines of the article behind it that were shown
	total     int     // lines in all
	estimated bool
	posts     []uint64 // whose lines were shown last, up to and with that article
}

// rememberedPosts is how many posts a page knows from those before. Articles that embed the same one mostly stand close
// together by date.
const rememberedPosts = 64

// remember takes in the posts of an article whose lines were all shown.
func (p *datePlace) remember(texts []reading) {
	posts := slices.Clone(p.posts)
	for _, r := range texts {
		if r.post != 0 && !r.again && len(r.regions) > 0 {
			posts = append(posts, r.post)
		}
	}
	p.posts = posts[max(0, len(posts)-rememberedPosts):]
}

func (p *datePlace) values() []string {
	after := []string{"", "", ""}
	if p.after != nil {
		after = p.after.place()
	}
	var posts []byte
	for _, key := range p.posts {
		posts = binary.BigEndian.AppendUint64(posts, key)
	}
	return append(after, strconv.Itoa(p.skip), strconv.Itoa(p.total), strconv.FormatBool(p.estimated), base64.RawURLEncoding.EncodeToString(posts))
}

func readDatePlace(written, key string) (*datePlace, error) {
	c, err := readCursor(written, key, 7)
	if err != nil {
		return nil, err
	}
	p := &datePlace{}
	if c.After[2] != "" {
		if p.after, err = readPlace(c.After[:3]); err != nil {
			return nil, err
		}
	}
	for i, n := range []*int{&p.skip, &p.total} {
		if *n, err = strconv.Atoi(c.After[3+i]); err != nil || *n < 0 {
			return nil, ErrBadCursor
		}
	}
	if p.estimated, err = strconv.ParseBool(c.After[5]); err != nil {
		return nil, ErrBadCursor
	}
	posts, err := base64.RawURLEncoding.DecodeString(c.After[6])
	if err != nil || len(posts)%8 != 0 || len(posts) > 8*rememberedPosts {
		return nil, ErrBadCursor
	}
	for key := range slices.Chunk(posts, 8) {
		p.posts = append(p.posts, binary.BigEndian.Uint64(key))
	}
	return p, nil
}

// linesByDate fills a page from the newest articles behind a place, nil for the first page, and returns where it ended, nil
// at the end.
func (ix *Index) linesByDate(ctx context.Context, q Query, m *marker, page datePage) (ConcordanceResult, *datePlace, error) {
	s := &search{ix: ix, query: q, sort: SortNewest, ranking: ranking{limit: pageArticles}}
	c := dateCollector{marker: m, limit: page.limit, posts: postFold{}}
	if page.from != nil {
		c.next, s.ranking.after = *page.from, page.from.after
		for _, post := range c.next.posts {
			c.posts[post] = new(int)
		}
	}
	found, err := s.run(ctx)
	if err != nil {
		return ConcordanceResult{}, nil, searchError(err)
	}
	if page.from == nil {
		c.least = sampledArticles
		if len(found) <= countedArticles {
			c.least = len(found)
		}
	}
	for chunk := range slices.Chunk(found, dateChunk) {
		if c.done() {
			break
		}
		if err := ix.collect(ctx, &c, chunk); err != nil {
			return ConcordanceResult{}, nil, err
		}
	}
	if page.from == nil {
		c.next.total, c.next.estimated = c.count(s.total)
	}
	result := ConcordanceResult{
		Total: c.next.total, Estimated: c.next.estimated, Lines: linesOf(c.lines), Articles: s.total, Examined: c.read,
	}
	if c.full || len(found) == pageArticles { // else there is nothing behind the articles that were found
		return result, &c.next, nil
	}
	return result, nil, nil
}

// A datePage is which lines a page is to have.
type datePage struct {
	from  *datePlace
	limit int
}

// collect reads some articles.
func (ix *Index) collect(ctx context.Context, c *dateCollector, found []*placed) error {
	ids := make([]string, len(found))
	places := make(map[string]*placed, len(found))
	for i, p := range found {
		ids[i], places[p.id] = p.id, p
	}
	articles, err := ix.fetch(ctx, ids)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(articles, readAtOnce) {
		texts, err := c.marker.readAll(ctx, some)
		if err != nil {
			return err
		}
		for i := range some {
			if c.done() {
				c.left = true
				return nil
			}
			c.add(&some[i], texts[i], places[some[i].ID])
		}
	}
	return nil
}

// A dateCollector takes the lines of a page from one article after the other.
type dateCollector struct {
	marker *marker
	limit  int // lines of the page
	least  int // articles to read though the page be full
	lines  []occurrence
	posts  postFold
	full   bool      // whether there are more lines than the page holds
	next   datePlace // behind the lines taken
	read   int       // articles
	all    int       // lines in them
	size   int       // bytes of their texts
	left   bool      // whether some that were fetched weren't needed
}

func (c *dateCollector) done() bool { return c.full && (c.read >= c.least || c.size > sampledText) }

func (c *dateCollector) add(a *news.Article, texts []reading, at *placed) {
	c.posts.fold(texts)
	found := occurrencesIn(a, texts)
	c.read++
	c.all += len(found)
	c.size += len(a.Text)
	if c.full {
		return
	}
	found = found[min(c.next.skip, len(found)):]
	room := c.limit - len(c.lines)
	if len(found) <= room {
		c.lines = append(c.lines, found...)
		c.next.after, c.next.skip = at, 0
		c.next.remember(texts)
		return
	}
	c.lines = append(c.lines, found[:room]...)
	c.next.skip += room
	c.full = true
}

// count is the number of lines in so many articles, and whether it is an estimate from those that were read.
func (c *dateCollector) count(articles int) (int, bool) {
	if c.read >= articles || c.read == 0 || !c.full && !c.left {
		return c.all, false
	}
	return int(float64(c.all)/float64(c.read)*float64(articles) + 0.5), true
}
