package store

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// The archive is WARC 1.1 (ISO 28500:2017), each record a gzip member of its own, so that one can be read without
// what lies before it. A file begins with a warcinfo record; then every page has two or three records, of which the first names
// the last in WARC-Concurrent-To and the others name the last and the first:
//
//	metadata  application/warc-fields, of which one is a pageNotes as JSON: what was known besides the answer
//	request   application/http: what was asked for and with which header, where that is known
//	response  application/http: status line, headers and body as they were received; or, for a document that didn't
//	          come over HTTP, resource: the body; or, for one whose body is that of an earlier page of the same address,
//	          revisit: status line and headers, with the profile of an identical payload and what it refers to; or, where the
//	          server said no more than that a feed hasn't changed (304), with the profile that says so
//
// Documents of feeds are archived like pages, and their notes name the feed.
//
// The notes go first, so that a response that is whole has its notes, wherever a crash cut the file. Bodies are kept
// with their content coding removed; the headers that would then be untrue (Content-Encoding, Transfer-Encoding,
// a Content-Length of another length) get the prefix "X-Crawl-", as Common Crawl writes them, and lose it again
// when the page is read.

// pageNotes is the block of a page's metadata record.
type pageNotes struct {
	Version     int         `json:"version"` // 1
	URL         string      `json:"url"`
	FinalURL    string      `json:"final_url,omitempty"` // only where it isn't URL
	Fetched     time.Time   `json:"fetched,omitzero"`
	ContentType string      `json:"content_type,omitempty"`
	Item        news.Item   `json:"item,omitzero"`
	Feed        string      `json:"feed,omitempty"` // that this is a document of
	Source      news.Source `json:"source"`
}

// notesField is the name of the field of a metadata record that has the notes. Earlier versions wrote them as the whole block, with a
// type that some programs take for an answer of the address, and replay.
const notesField = "parallax: "

func (n *pageNotes) encode() ([]byte, error) {
	text, err := json.Marshal(n)
	return slices.Concat([]byte(notesField), text, []byte("\r\n")), err
}

func decodeNotes(block []byte) (n pageNotes, err error) {
	text, _ := bytes.CutPrefix(block, []byte(notesField))
	return n, json.Unmarshal(text, &n)
}

// A record is a WARC record. Names of its fields are matched without regard to case.
type record struct {
	fields [][2]string
	block  []byte
}

const (
	typeInfo     = "warcinfo"
	typeMetadata = "metadata"
	typeRequest  = "request"
	typeResponse = "response"
	typeResource = "resource"
	typeRevisit  = "revisit"

	warcVersion  = "WARC/1.1"
	crawlPrefix  = "X-Crawl-"
	maxBlock     = 256 << 20 // bytes; a longer block is taken for a damaged one
	maxWarcField = 64 << 10
)

// ErrDamaged says that bytes are not a whole WARC record. Errors of Pages wrap it when a page lies damaged in the archive.
var ErrDamaged = errors.New("not a whole WARC record")

func (r *record) get(name string) string {
	for _, f := range r.fields {
		if strings.EqualFold(f[0], name) {
			return f[1]
		}
	}
	return ""
}

// encode appends the record, compressed, to b.
func (r *record) encode(b *bytes.Buffer, z *gzip.Writer) error {
	z.Reset(b)
	var head bytes.Buffer
	head.WriteString(warcVersion + "\r\n")
	for _, f := range r.fields {
		if f[1] != "" {
			head.WriteString(f[0] + ": " + f[1] + "\r\n")
		}
	}
	fmt.Fprintf(&head, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", digest(r.block), len(r.block))
	for _, part := range [][]byte{head.Bytes(), r.block, []byte("\r\n\r\n")} {
		if _, err := z.Write(part); err != nil {
			return err
		}
	}
	return z.Close()
}

// decodeRecord reads one record from the inside of a gzip member, to the member's end.
func decodeRecord(r io.Reader) (record, error) {
	var rec record
	head, rest, err := readHead(r)
	if err != nil {
		return rec, err
	}
	lines := strings.Split(string(head), "\r\n")
	if !strings.HasPrefix(lines[0], "WARC/1.") {
		return rec, fmt.Errorf("%w: it begins with %.20q", ErrDamaged, lines[0])
	}
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ":")
		if ok {
			rec.fields = append(rec.fields, [2]string{name, strings.TrimSpace(value)})
		}
	}
	length, err := strconv.ParseInt(rec.get("Content-Length"), 10, 64)
	if err != nil || length < 0 || length > maxBlock {
		return rec, fmt.Errorf("%w: Content-Length %q", ErrDamaged, rec.get("Content-Length"))
	}
	rec.block = make([]byte, 0, min(length, 1<<20))
	body := bytes.NewBuffer(rec.block)
	n, err := io.Copy(body, io.LimitReader(io.MultiReader(bytes.NewReader(rest), r), length+5))
	if err != nil {
		return rec, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if n != length+4 || !bytes.HasSuffix(body.Bytes(), []byte("\r\n\r\n")) {
		return rec, fmt.Errorf("%w: a block of %d bytes is said to have %d", ErrDamaged, n-4, length)
	}
	rec.block = body.Bytes()[:length]
	return rec, nil
}

// readHead reads up to the first empty line, and returns what came before and what has been read after it.
func readHead(r io.Reader) (head, rest []byte, err error) {
	buf := make([]byte, 0, 4096)
	for {
		if i := bytes.Index(buf, []byte("\r\n\r\n")); i >= 0 {
			return buf[:i], buf[i+4:], nil
		}
		if len(buf) > maxWarcField {
			return nil, nil, fmt.Errorf("%w: no end of its head", ErrDamaged)
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err != nil && !bytes.Contains(buf, []byte("\r\n\r\n")) {
			return nil, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
}

// What a revisit says of itself: that it had the same payload as what it refers to, or that the server said so.
const (
	samePayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	notModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// A reference is an archived page that has the body of another one.
type reference struct {
	seq               int64
	record, uri, date string // of its answer
}

// pageRecords writes a page as its records. same, if it isn't nil, has the body of the page already.
func pageRecords(p *news.Page, same *reference) ([]record, error) {
	n := pageNotes{Version: 1, URL: p.URL, Fetched: p.Fetched, ContentType: p.ContentType, Item: p.Item, Feed: p.Feed, Source: p.Source}
	if p.FinalURL != p.URL {
		n.FinalURL = p.FinalURL
	}
	tidyTime(&n.Fetched)
	tidyItem(&n.Item)
	block, err := n.encode()
	if err != nil {
		return nil, err
	}
	notesID, answerID := recordID(), recordID()
	target, date := targetURI(p), warcDate(p.Fetched)
	notes := record{block: block, fields: [][2]string{
		{"WARC-Type", typeMetadata}, {"WARC-Record-ID", notesID}, {"WARC-Date", date},
		{"WARC-Target-URI", target}, {"WARC-Concurrent-To", answerID}, {"Content-Type", "application/warc-fields"},
	}}
	kind, contentType := typeResource, headerValue(p.ContentType)
	answer := record{block: p.Body}
	if p.Status != 0 {
		kind, contentType = typeResponse, "application/http; msgtype=response"
		answer.block = httpBlock(p)
	}
	if same != nil {
		kind, answer.block = typeRevisit, httpHead(p)
	}
	answer.fields = [][2]string{
		{"WARC-Type", kind}, {"WARC-Record-ID", answerID}, {"WARC-Date", date}, {"WARC-Target-URI", target},
		{"WARC-Concurrent-To", notesID}, {"WARC-Payload-Digest", digest(p.Body)}, {"Content-Type", contentType},
	}
	if same != nil {
		profile := samePayload
		if p.Status == http.StatusNotModified {
			profile = notModified
		}
		answer.fields = append(answer.fields, [2]string{"WARC-Profile", profile}, [2]string{"WARC-Refers-To", same.record},
			[2]string{"WARC-Refers-To-Target-URI", same.uri}, [2]string{"WARC-Refers-To-Date", same.date})
	}
	if p.Status == 0 || p.Request == nil {
		return []record{notes, answer}, nil
	}
	request := record{block: requestBlock(p), fields: [][2]string{
		{"WARC-Type", typeRequest}, {"WARC-Record-ID", recordID()}, {"WARC-Date", date}, {"WARC-Target-URI", target},
		{"WARC-Concurrent-To", answerID}, {"Content-Type", "application/http; msgtype=request"},
	}}
	return []record{notes, request, answer}, nil
}

// requestBlock writes the request line and the header.
func requestBlock(p *news.Page) []byte {
	path := "/"
	if u, err := url.Parse(targetURI(p)); err == nil {
		path = u.RequestURI()
	}
	var b bytes.Buffer
	b.WriteString("GET " + path + " HTTP/1.1\r\n")
	for _, h := range p.Request {
		if name := headerName(h[0]); name != "" {
			b.WriteString(name + ": " + headerValue(h[1]) + "\r\n")
		}
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// requestFields are the header of a request record.
func requestFields(r record) (fields [][2]string) {
	head, _, _ := strings.Cut(string(r.block), "\r\n\r\n")
	for i, line := range strings.Split(head, "\r\n") {
		if name, value, ok := strings.Cut(line, ":"); ok && i > 0 {
			fields = append(fields, [2]string{name, strings.TrimPrefix(value, " ")})
		}
	}
	return fields
}

// notedPage is a page as far as its notes know it.
func notedPage(notes record) (news.Page, error) {
	n, err := decodeNotes(notes.block)
	if err != nil {
		return news.Page{}, fmt.Errorf("%w: notes: %w", ErrDamaged, err)
	}
	p := news.Page{URL: n.URL, FinalURL: n.FinalURL, Fetched: n.Fetched, ContentType: n.ContentType, Item: n.Item, Feed: n.Feed, Source: n.Source}
	if p.FinalURL == "" {
		p.FinalURL = p.URL
	}
	return p, nil
}

// recordsPage is the reverse of pageRecords; it doesn't know the page's Seq.
func recordsPage(notes, answer record) (news.Page, error) {
	p, err := notedPage(notes)
	if err != nil {
		return p, err
	}
	switch answer.get("WARC-Type") {
	case typeResource:
		p.Body = answer.block
		return p, nil
	case typeResponse, typeRevisit: // of which the caller finds the body
		return p, parseHTTPBlock(answer.block, &p)
	}
	return p, fmt.Errorf("%w: a page that is a %q", ErrDamaged, answer.get("WARC-Type"))
}

// httpBlock writes status line, headers and body.
func httpBlock(p *news.Page) []byte { return append(httpHead(p), p.Body...) }

// httpHead writes status line and headers, with the empty line behind them.
func httpHead(p *news.Page) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", p.Status, http.StatusText(p.Status))
	for _, h := range p.Header {
		name := headerName(h[0])
		if name == "" {
			continue
		}
		if untrue(name, h[1], len(p.Body)) {
			name = crawlPrefix + name
		}
		b.WriteString(name + ": " + headerValue(h[1]) + "\r\n")
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

func untrue(name, value string, length int) bool {
	switch strings.ToLower(name) {
	case "content-encoding", "transfer-encoding":
		return true
	case "content-length":
		return value != strconv.Itoa(length)
	}
	return false
}

func parseHTTPBlock(block []byte, p *news.Page) error {
	head, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
	if !ok {
		return fmt.Errorf("%w: no end of the HTTP headers", ErrDamaged)
	}
	lines := strings.Split(string(head), "\r\n")
	status, _ := strings.CutPrefix(lines[0], "HTTP/1.1 ")
	status, _, _ = strings.Cut(status, " ")
	var err error
	if p.Status, err = strconv.Atoi(status); err != nil {
		return fmt.Errorf("%w: status line %.40q", ErrDamaged, lines[0])
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		p.Header = append(p.Header, [2]string{strings.TrimPrefix(name, crawlPrefix), strings.TrimPrefix(value, " ")})
	}
	p.Body = body
	return nil
}

// headerName returns name if it may stand in a header, else "".
func headerName(name string) string {
	for _, c := range []byte(name) {
		if c <= ' ' || c >= 0x7f || c == ':' {
			return ""
		}
	}
	return name
}

// headerValue takes out what would end a header's line.
func headerValue(value string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == 0 {
			return ' '
		}
		return r
	}, value)
}

// targetURI is the address that the page's bytes came from, with anything escaped that may not stand in a URI.
func targetURI(p *news.Page) string {
	raw := p.FinalURL
	if raw == "" {
		raw = p.URL
	}
	var b strings.Builder
	for _, c := range []byte(raw) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("<>\"{}|\\^`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// infoRecord is the record that a file begins with.
func infoRecord(name string, now time.Time) record {
	return record{
		fields: [][2]string{
			{"WARC-Type", typeInfo}, {"WARC-Record-ID", recordID()}, {"WARC-Date", warcDate(now)},
			{"WARC-Filename", name}, {"Content-Type", "application/warc-fields"},
		},
		block: []byte("software: parallax\r\nformat: WARC File Format 1.1\r\n" +
			"conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"),
	}
}

// recordID is a new "<urn:uuid:…>", version 4.
func recordID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6], u[8] = u[6]&0x0f|0x40, u[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// warcDate is a time as WARC wants it, which knows the years 0 to 9999 and has no way to say "unknown".
func warcDate(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.999999999Z")
}

// digest is the SHA-256 of b as WARC writes it: "sha256:" and base32.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + base32.StdEncoding.EncodeToString(sum[:])
}
