package crawler

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

// acceptEncoding names what decoded can undo.
const acceptEncoding = "gzip, deflate, br"

// maxCodings is how many content codings may be stacked. One is what the world uses.
const maxCodings = 2

var (
	errTooLarge      = errors.New("body is larger than the limit")
	errUnknownCoding = errors.New("unknown content coding")
)

// decoded undoes the codings of a Content-Encoding header. Neither what goes in nor what comes out may be more than
// max bytes; a read beyond that fails with errTooLarge.
func decoded(body io.Reader, contentEncoding string, max int64) (io.Reader, error) {
	r := io.Reader(&cappedReader{r: body, left: max})
	if strings.TrimSpace(contentEncoding) == "" {
		return r, nil
	}
	codings := strings.Split(contentEncoding, ",")
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%w %q", errUnknownCoding, clip(contentEncoding, 80))
	}
	for i := len(codings) - 1; i >= 0; i-- {
		coding := strings.ToLower(strings.TrimSpace(codings[i]))
		d, err := decoder(r, coding)
		if err != nil {
			return nil, err
		}
		r = d
	}
	return &cappedReader{r: r, left: max}, nil
}

// decoder undoes one content coding. Servers that announce gzip or deflate and send plain text are taken at
// their bytes.
func decoder(r io.Reader, coding string) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	head, _ := buffered.Peek(2)
	switch coding {
	case "", "identity":
		return buffered, nil
	case "gzip", "x-gzip":
		if !isGzip(head) {
			return buffered, nil
		}
		return gzip.NewReader(buffered)
	case "deflate":
		if isZlib(head) {
			return zlib.NewReader(buffered)
		}
		if len(head) == 2 && (head[0] == '<' || head[0] == '{') {
			return buffered, nil
		}
		return flate.NewReader(buffered), nil // what some servers mean by deflate, against RFC 9110
	case "br":
		return brotli.NewReader(buffered), nil
	}
	return nil, fmt.Errorf("%w %q", errUnknownCoding, clip(coding, 40))
}

func isGzip(head []byte) bool { return len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b }

// isZlib recognizes the header of RFC 1950: method 8, and both bytes together a multiple of 31.
func isZlib(head []byte) bool {
	return len(head) >= 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0
}

// A cappedReader fails with errTooLarge, instead of ending, when there is more than its cap.
type cappedReader struct {
	r    io.Reader
	left int64
}

func (c *cappedReader) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return n - 1, errTooLarge
	}
	return n, err
}

// gunzip unpacks a document that is itself a gzip file, as sitemaps often are, and returns other bytes unchanged.
func gunzip(b []byte, max int64) ([]byte, error) {
	if !isGzip(b) {
		return b, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(&cappedReader{r: z, left: max})
}
