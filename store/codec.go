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
	in   io.ReadCloser // also a flate.Resetter
	out  *flate.Writer
	text bytes.Buffer // what was inflated last; what is decoded holds nothing of it
}

// encode returns an article as it is stored, and the hash by which unchanged content is recognized. What has a
// column or a table of its own (when it was fetched, how it is filed, what it said before) isn't part of either.
func (c *codec) encode(a news.Article) (body, hash []byte, err error) {
	a.Incident, a.CopyOf, a.Fetched = nil, "", time.Time{}
	a.Versions, a.Revised = nil, time.Time{}
	if a.Schema == 0 {
		a.Schema = news.SchemaVersion
	}
	text, err := json.Marshal(a)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(text)
	body, err = c.compress(text)
	return body, sum[:16], err
}

func (c *codec) decode(body []byte) (a news.Article, err error) {
	return a, c.inflate(body, &a)
}

// deflate returns a value as compressed JSON.
func (c *codec) deflate(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return c.compress(text)
}

func (c *codec) compress(text []byte) ([]byte, error) {
	var b bytes.Buffer
	if c.out == nil {
		var err error
		if c.out, err = flate.NewWriter(&b, flate.BestSpeed); err != nil {
			return nil, err
		}
	} else {
		c.out.Reset(&b)
	}
	if _, err := c.out.Write(text); err != nil {
		return nil, err
	}
	err := c.out.Close()
	return b.Bytes(), err
}

// inflate is the reverse of deflate.
func (c *codec) inflate(body []byte, into any) error {
	from := bytes.NewReader(body)
	if c.in == nil {
		c.in = flate.NewReader(from)
	} else if err := c.in.(flate.Resetter).Reset(from, nil); err != nil {
		return err
	}
	c.text.Reset()
	if _, err := c.text.ReadFrom(c.in); err != nil {
		return err
	}
	return json.Unmarshal(c.text.Bytes(), into)
}
