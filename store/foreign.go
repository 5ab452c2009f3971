package store

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"mime"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"parallax/news"
)

// Archives of others hold answers as they were received, or with some of their codings removed and the header as it was, or
// with a header that was changed along (Common Crawl's "X-Crawl-Content-Encoding"). What the bytes are decides.

// maxForeignBody is the largest body taken out of somebody else's WARC file, in bytes, content coding removed.
const maxForeignBody = 16 << 20

// readAnswer fills a page from an HTTP answer. It reports whether there is a successful one.
func readAnswer(p *news.Page, block []byte) bool {
	head, body, found := cutHead(block)
	lines := strings.Split(strings.ReplaceAll(string(head), "\r\n", "\n"), "\n")
	protocol, status, _ := strings.Cut(lines[0], " ")
	if !found || !strings.HasPrefix(protocol, "HTTP/") {
		return false
	}
	code, _, _ := strings.Cut(strings.TrimSpace(status), " ")
	if p.Status, _ = strconv.Atoi(code); p.Status < 200 || p.Status > 299 {
		return false
	}
	var transfer, coding string
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || headerName(name) == "" {
			continue
		}
		p.Header = append(p.Header, [2]string{name, value})
		switch strings.ToLower(name) {
		case "content-type":
			p.ContentType = value
		case "transfer-encoding":
			transfer = strings.ToLower(value)
		case "content-encoding":
			coding = value
		}
	}
	if strings.HasSuffix(transfer, "chunked") {
		body = unchunked(body)
	}
	var err error
	p.Body, err = decoded(body, coding)
	return err == nil
}

// cutHead cuts an answer behind the empty line that ends its header.
func cutHead(block []byte) (head, body []byte, found bool) {
	crlf, lf := bytes.Index(block, []byte("\r\n\r\n")), bytes.Index(block, []byte("\n\n"))
	switch {
	case crlf >= 0 && (lf < 0 || crlf < lf):
		return block[:crlf], block[crlf+4:], true
	case lf >= 0:
		return block[:lf], block[lf+2:], true
	}
	return bytes.TrimRight(block, "\r\n"), nil, len(block) > 0
}

// unchunked removes a chunked transfer coding, unless that was done before.
func unchunked(body []byte) []byte {
	plain, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body)))
	if err != nil && len(plain) == 0 {
		return body
	}
	return plain // of one that is cut, what there is
}

// decoded removes a content coding, unless that was done before.
func decoded(raw []byte, coding string) ([]byte, error) {
	var r io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(raw))
	case "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(raw)); err != nil {
			return inflated(raw)
		}
	case "br":
		r = brotli.NewReader(bytes.NewReader(raw))
	default:
		return raw, nil
	}
	if err != nil {
		return raw, nil
	}
	body, err := io.ReadAll(io.LimitReader(r, maxForeignBody+1))
	switch {
	case len(body) > maxForeignBody:
		return nil, errTooLarge
	case err != nil && len(body) == 0:
		return raw, nil
	}
	return body, nil
}

var errTooLarge = errors.New("the body is too large")

// inflated removes the coding that some servers call "deflate": without the head that belongs to it. It has no mark that would tell it
// from text, so it must come to its end.
func inflated(raw []byte) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(raw)), maxForeignBody+1))
	switch {
	case len(body) > maxForeignBody:
		return nil, errTooLarge
	case err != nil || len(body) == 0:
		return raw, nil
	}
	return body, nil
}

func isHTML(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return contentType == "" || err == nil && (kind == "text/html" || kind == "application/xhtml+xml")
}
