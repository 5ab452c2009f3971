package store

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/json"
	"io"
	"time"

	"parallax/news"
)

// A codec turns articles into what table bodies holds, JSON compressed with DEFLATE, and back. It keeps its compressor,
// which is large and slow to make, from one article to the next, and is not for concurrent use. Its zero value works.
type codec struct {
	in  io.ReadCloser // also a flate.Resetter
	out *flate.Writer
}

// encode returns an article as it is stored, and the hash by which unchanged content is recognized. What has a
// column of its own (when it was fetched, how it is filed) isn't part of either.
func (c *codec) encode(a news.Article) (body, hash []byte, err error) {
	a.Incident, a.CopyOf, a.Fetched = nil, "", time.Time{}
	if a.Schema == 0 {
		a.Schema = news.SchemaVersion
	}
	text, err := json.Marshal(a)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	if c.out == nil {
		if c.out, err = flate.NewWriter(&b, flate.BestSpeed); err != nil {
			return nil, nil, err
		}
	} else {
		c.out.Reset(&b)
	}
	if _, err := c.out.Write(text); err != nil {
		return nil, nil, err
	}
	if err := c.out.Close(); err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(text)
	return b.Bytes(), sum[:16], nil
}

func (c *codec) decode(body []byte) (a news.Article, err error) {
	from := bytes.NewReader(body)
	if c.in == nil {
		c.in = flate.NewReader(from)
	} else if err := c.in.(flate.Resetter).Reset(from, nil); err != nil {
		return a, err
	}
	text, err := io.ReadAll(c.in)
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(text, &a)
}
