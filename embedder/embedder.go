// Package embedder asks a model of the user's own for the vectors of texts, over HTTP.
//
// Start with New, and ask for the vectors of many texts at once:
//
//	c, err := embedder.New(embedder.Options{URL: "http://localhost:11434/v1/embeddings", Model: "multilingual-e5-large"})
//	vectors := c.Embed(ctx, texts)
//
// The server speaks what OpenAI's POST /v1/embeddings does, as Ollama, vLLM, llama.cpp, LocalAI, Text Embeddings Inference and
// most providers do.
//
// A server that fails is no failure of the program: a text has no vector then, and whoever asked does without. After a failure the
// server is left alone for a moment, which grows from a second to a minute while it goes on failing, or for as long as it asks for;
// so a server that is down costs next to nothing, and one that is back is noticed by itself. The log tells of it once a minute at
// most.
//
// What comes back is foreign: its size is limited, its time too, and it has to be as many vectors as there were texts, of the
// one length that all vectors had so far, of finite numbers. Redirects aren't followed, so that the key goes nowhere else.
//
// Unlike what the crawler fetches, the address is the user's own choice, and mostly that of a server on the same machine or the
// same network: addresses that aren't public are not refused.
//
// What the package does not do: it keeps no vectors, splits no long texts, and starts no model.
package embedder

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Options of a Client. URL and Model are needed.
type Options struct {
	URL       string // of the endpoint; /v1/embeddings is added to an address that doesn't end with /embeddings
	Model     string
	Key       string            // sent as a bearer token if there is one
	Prefix    string            // put before each text; the E5 models need "query: "
	Timeout   time.Duration     // of one request; 0 means 30 seconds
	Transport http.RoundTripper // nil means http.DefaultTransport
	Logger    *slog.Logger      // nil means none
	Now       func() time.Time  // nil means time.Now
}

// A Client asks one server. It is not safe for concurrent use.
type Client struct {
	options Options
	address *url.URL
	http    *http.Client
	dims    int // of all vectors; 0 before the first
	health  health
}

const (
	defaultTimeout = 30 * time.Second
	textsAtOnce    = 64 // in one request
)

// New returns a Client that hasn't asked anything yet. The error says what is wrong with the options.
func New(o Options) (*Client, error) {
	address, err := endpoint(o.URL)
	if err != nil {
		return nil, err
	}
	if o.Model == "" {
		return nil, errors.New("the model to ask for has no name: say which of the server's models makes the vectors")
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Client{options: o, address: address, http: &http.Client{
		Transport:     o.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func endpoint(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q is not the address of an embedder: it looks like http://localhost:11434/v1/embeddings", address)
	}
	switch path := strings.TrimSuffix(u.Path, "/"); {
	case strings.HasSuffix(path, "/embeddings"):
		return u, nil
	case strings.HasSuffix(path, "/v1"):
		return u.JoinPath("embeddings"), nil
	}
	return u.JoinPath("v1", "embeddings"), nil
}

// Space names what the vectors depend on: the model and the prefix. The address is left out, for a model may move.
func (c *Client) Space() string { return c.options.Model + "\n" + c.options.Prefix }

// Embed returns the vector of each text, all of one length; nil where there is none, because the server fails or ctx has ended. It
// sends a request for each 64 texts, and none after one that failed.
func (c *Client) Embed(ctx context.Context, texts []string) [][]float32 {
	vectors := make([][]float32, len(texts))
	for start := 0; start < len(texts); start += textsAtOnce {
		if c.health.resting(c.options.Now()) {
			c.health.missed += len(texts) - start
			break
		}
		end := min(len(texts), start+textsAtOnce)
		got, err := c.ask(ctx, texts[start:end])
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			c.health.missed += len(texts) - start
			c.failed(err)
			break
		}
		c.worked()
		copy(vectors[start:], got)
	}
	return vectors
}
