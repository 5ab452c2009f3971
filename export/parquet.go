package export

import (
	"io"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"parallax/news"
)

// The rows of the Parquet files are the JSON records with their lists nested, but for blocks, which say the same as text. What
// isn't known is null. Times are microseconds in UTC.

type parquetArticleRow struct {
	ID           string            `parquet:"id"`
	URL          *string           `parquet:"url,optional"`
	CanonicalURL *string           `parquet:"canonical_url,optional"`
	Source       parquetSourceName `parquet:"source"`
	Title        *string           `parquet:"title,optional"`
	Lead         *string           `parquet:"lead,optional"`
	Text         *string           `parquet:"text,optional"`
	Language     *string           `parquet:"language,optional,dict"`
	Confidence   *float64          `parquet:"language_confidence,optional"`
	Authors      []string          `parquet:"authors,list"`
	Published    *int64            `parquet:"published,optional,timestamp(microsecond)"`
	Modified     *int64            `parquet:"modified,optional,timestamp(microsecond)"`
	Fetched      *int64            `parquet:"fetched,optional,timestamp(microsecond)"`
	Section      *string           `parquet:"section,optional"`
	Keywords     []string          `parquet:"keywords,list"`
	Image        *string           `parquet:"image,optional"`
	Links        []string          `parquet:"links,list"`
	Posts        []parquetPostOf   `parquet:"posts,list"`
	Incident     *string           `parquet:"incident,optional"`
	Evidence     []parquetEvidence `parquet:"evidence,list"`
	CopyOf       *string           `parquet:"copy_of,optional"`
	Versions     []parquetVersion  `parquet:"versions,list"`
	Revised      *int64            `parquet:"revised,optional,timestamp(microsecond)"`
	Rights       *string           `parquet:"rights,optional,dict"`
	Schema       int32             `parquet:"schema"`
}

type parquetSourceName struct {
	ID       string  `parquet:"id,dict"`
	Name     *string `parquet:"name,optional,dict"`
	Host     *string `parquet:"host,optional,dict"`
	Country  *string `parquet:"country,optional,dict"`
	Language *string `parquet:"language,optional,dict"`
}

type parquetPostOf struct {
	ID        string   `parquet:"id"`
	Platform  string   `parquet:"platform,dict"`
	URL       *string  `parquet:"url,optional"`
	Author    *string  `parquet:"author,optional"`
	Handle    *string  `parquet:"handle,optional"`
	Text      *string  `parquet:"text,optional"`
	Language  *string  `parquet:"language,optional,dict"`
	Published *int64   `parquet:"published,optional,timestamp(microsecond)"`
	DateOnly  bool     `parquet:"date_only"`
	Media     []string `parquet:"media,list"`
}

type parquetEvidence struct {
	Kind    string   `parquet:"kind,dict"`
	Values  []string `parquet:"values,list"`
	Article *string  `parquet:"article,optional"`
	Weight  float64  `parquet:"weight"`
}

type parquetVersion struct {
	Seen     *int64  `parquet:"seen,optional,timestamp(microsecond)"`
	Title    *string `parquet:"title,optional"`
	Lead     *string `parquet:"lead,optional"`
	Text     *string `parquet:"text,optional"`
	Modified *int64  `parquet:"modified,optional,timestamp(microsecond)"`
}

type parquetIncidentRow struct {
	ID          string            `parquet:"id"`
	Headlines   []parquetHeadline `parquet:"headlines,list"`
	First       *int64            `parquet:"first,optional,timestamp(microsecond)"`
	Last        *int64            `parquet:"last,optional,timestamp(microsecond)"`
	Articles    int64             `parquet:"articles"`
	Independent int64             `parquet:"independent"`
	Sources     int64             `parquet:"sources"`
	Languages   []string          `parquet:"languages,list"`
	Countries   []string          `parquet:"countries,list"`
	Posts       int64             `parquet:"posts"`
	Story       *string           `parquet:"story,optional"`
	SplitFrom   *string           `parquet:"split_from,optional"`
	MergedInto  *string           `parquet:"merged_into,optional"`
	Schema      int32             `parquet:"schema"`
}

type parquetHeadline struct {
	Article   string            `parquet:"article"`
	Title     string            `parquet:"title"`
	Language  string            `parquet:"language,dict"`
	Source    parquetSourceName `parquet:"source"`
	Published *int64            `parquet:"published,optional,timestamp(microsecond)"`
}

type parquetPostRow struct {
	parquetPostOf
	Articles  int64    `parquet:"articles"`
	Languages []string `parquet:"languages,list"`
	Rights    *string  `parquet:"rights,optional,dict"`
}

type parquetFilingRow struct {
	Article  string            `parquet:"article"`
	Incident string            `parquet:"incident"`
	Evidence []parquetEvidence `parquet:"evidence,list"`
	CopyOf   *string           `parquet:"copy_of,optional"`
}

type parquetSourceRow struct {
	parquetSourceName
	Feeds       []parquetFeed `parquet:"feeds,list"`
	Articles    int64         `parquet:"articles"`
	Languages   []string      `parquet:"languages,list"`
	LastArticle *int64        `parquet:"last_article,optional,timestamp(microsecond)"`
	Rights      *string       `parquet:"rights,optional,dict"`
}

type parquetFeed struct {
	URL      string  `parquet:"url"`
	Title    *string `parquet:"title,optional"`
	Language *string `parquet:"language,optional"`
}

func parquetArticle(a *news.Article) parquetArticleRow {
	place := incidentOf(a)
	return parquetArticleRow{
		ID: utf8Of(a.ID), URL: text(a.URL), CanonicalURL: text(a.CanonicalURL), Source: parquetName(a.Source), Title: text(a.Title), Lead: text(a.Lead), Text: text(a.Text),
		Language: text(a.Language), Confidence: positive(a.Confidence), Authors: each(a.Authors, utf8Of), Published: micros(a.Published),
		Modified: micros(a.Modified), Fetched: micros(a.Fetched), Section: text(a.Section), Keywords: each(a.Keywords, utf8Of), Image: text(a.Image),
		Links: each(a.Links, utf8Of), Posts: each(a.Posts, parquetPostIn), Incident: text(place.ID), Evidence: each(place.Evidence, parquetReason),
		CopyOf: text(a.CopyOf), Versions: each(a.Versions, parquetWording), Revised: micros(a.Revised), Rights: text(string(a.Rights)), Schema: int32(a.Schema),
	}
}

func parquetName(s news.Source) parquetSourceName {
	return parquetSourceName{utf8Of(s.ID), text(s.Name), text(s.Host), text(s.Country), text(s.Language)}
}

func parquetPostIn(p news.Post) parquetPostOf {
	return parquetPostOf{
		ID: utf8Of(p.ID), Platform: utf8Of(p.Platform), URL: text(p.URL), Author: text(p.Author), Handle: text(p.Handle), Text: text(p.Text),
		Language: text(p.Language), Published: micros(p.Published), DateOnly: p.DateOnly, Media: each(p.Media, utf8Of),
	}
}

func parquetReason(e news.Evidence) parquetEvidence {
	return parquetEvidence{utf8Of(e.Kind), each(e.Values, utf8Of), text(e.Article), e.Weight}
}

func parquetWording(v news.Version) parquetVersion {
	return parquetVersion{micros(v.Seen), text(v.Title), text(v.Lead), text(v.Text), micros(v.Modified)}
}

func parquetIncident(i *news.Incident) parquetIncidentRow {
	return parquetIncidentRow{
		ID: utf8Of(i.ID), First: micros(i.First), Last: micros(i.Last), Articles: int64(i.Articles), Independent: int64(i.Independent), Sources: int64(i.Sources),
		Languages: each(i.Languages, utf8Of), Countries: each(i.Countries, utf8Of), Posts: int64(i.Posts), Story: text(storyOf(i)), SplitFrom: text(i.SplitFrom), MergedInto: text(i.MergedInto),
		Schema: int32(i.Schema), Headlines: each(i.Headlines, func(h news.Headline) parquetHeadline {
			return parquetHeadline{utf8Of(h.Article), utf8Of(h.Title), utf8Of(h.Language), parquetName(h.Source), micros(h.Published)}
		}),
	}
}

func parquetPost(p *news.EmbeddedPost) parquetPostRow {
	return parquetPostRow{parquetPostIn(p.Post), int64(p.Articles), each(p.Languages, utf8Of), text(string(p.Rights))}
}

func parquetFiling(f *news.Filing) parquetFilingRow {
	return parquetFilingRow{utf8Of(f.Article), utf8Of(f.Incident), each(f.Evidence, parquetReason), text(f.CopyOf)}
}

func parquetSource(s *Source) parquetSourceRow {
	return parquetSourceRow{
		parquetSourceName: parquetName(s.Source), Articles: int64(s.Articles), Languages: each(s.Languages, utf8Of), LastArticle: micros(s.LastArticle),
		Rights: text(string(s.Rights)), Feeds: each(s.Feeds, func(f SourceFeed) parquetFeed { return parquetFeed{utf8Of(f.URL), text(f.Title), text(f.Language)} }),
	}
}

// utf8Of makes a text valid, as Parquet's strings have to be.
func utf8Of(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func text(s string) *string {
	if s == "" {
		return nil
	}
	s = utf8Of(s)
	return &s
}

func micros(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	us := t.UnixMicro()
	return &us
}

func positive(f float64) *float64 {
	if f == 0 {
		return nil
	}
	return &f
}

// rowGroup is about how many bytes of records are kept in memory and compressed together, pageSize how many of a column. Smaller
// ones take less memory and compress worse.
const (
	rowGroup = 6 << 20
	pageSize = 64 << 10
)

// columnar writes Parquet, compressed with Zstandard.
type columnar[T, R any] struct {
	out  *parquet.GenericWriter[R]
	key  func(*T) string
	row  func(*T) R
	one  [1]R
	held int // bytes, about
}

func newColumnar[T, R any](w io.Writer, version string, id func(*T) string, row func(*T) R) *columnar[T, R] {
	out := parquet.NewGenericWriter[R](w, parquet.CreatedBy("parallax", version, ""), parquet.Compression(&parquet.Zstd), parquet.PageBufferSize(pageSize))
	return &columnar[T, R]{out: out, key: id, row: row}
}

func (c *columnar[T, R]) id(row *T) string { return c.key(row) }
func (c *columnar[T, R]) begin() error     { return nil }
func (c *columnar[T, R]) end() error       { return c.out.Close() }

func (c *columnar[T, R]) write(row *T) error {
	c.one[0] = c.row(row)
	if _, err := c.out.Write(c.one[:]); err != nil {
		return err
	}
	if c.held += weight(row); c.held < rowGroup {
		return nil
	}
	c.held = 0
	return c.out.Flush()
}

// weight is about how many bytes a record has. Those of articles differ much.
func weight(row any) int {
	const usual = 1 << 10
	a, is := row.(*news.Article)
	if !is {
		return usual
	}
	n := usual + len(a.Text) + len(a.Lead)
	for _, link := range a.Links {
		n += len(link)
	}
	for i := range a.Posts {
		n += len(a.Posts[i].Text) + usual
	}
	for i := range a.Versions {
		n += len(a.Versions[i].Text) + usual
	}
	return n
}
