package embedder

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	answerLimit = 32 << 20 // bytes of an answer: 64 vectors of 8,192 numbers, written out
	reasonLimit = 300      // bytes of what a server says why it refuses
	maxDims     = 1 << 13
)

type question struct {
	Model string   `json:"model"`
	Input []string `json:"input"`
}

type answer struct {
	Data []struct {
		Index     *int    `json:"index"` // some servers leave it out
		Embedding numbers `json:"embedding"`
	} `json:"data"`
}

// numbers come as a list or, as base64, in four bytes each, little-endian.
type numbers []float32

func (n *numbers) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || b[0] != '"' {
		return json.Unmarshal(b, (*[]float32)(n))
	}
	var raw []byte
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	if len(raw)%4 != 0 {
		return base64.CorruptInputError(len(raw))
	}
	*n = make(numbers, len(raw)/4)
	for i := range *n {
		(*n)[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return nil
}

// A refusal is an answer with another status than 200.
type refusal struct {
	status int
	reason string        // in the server's words
	after  time.Duration // when it wants to be asked again, 0 if it doesn't say
}

func (r *refusal) Error() string {
	what := ""
	switch r.status {
	case http.StatusUnauthorized, http.StatusForbidden:
		what = ": it wants another key (PARALLAX_EMBEDDER_KEY)"
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		what = ": it has no such endpoint or no such model; correct the address or the model's name"
	case http.StatusTooManyRequests:
		what = ": it wants fewer requests; that passes by itself, or choose one without such a limit"
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		what = ": it can't take the texts; the model may be too small for 64 texts of 1,000 characters, or not one for embeddings"
	default:
		if r.status/100 == 3 {
			what = ": give the address that it redirects to"
		}
	}
	if r.reason != "" {
		what += fmt.Sprintf("; it says %q", r.reason)
	}
	return fmt.Sprintf("the server answers %d %s%s", r.status, http.StatusText(r.status), what)
}

// ask sends one request and returns a vector for each text.
func (c *Client) ask(ctx context.Context, texts []string) ([][]float32, error) {
	limited, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	response, err := c.post(limited, texts)
	if err == nil {
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return nil, c.refused(response)
		}
		var b []byte
		if b, err = io.ReadAll(io.LimitReader(response.Body, answerLimit+1)); err == nil {
			return c.read(b, len(texts))
		}
	}
	if errors.Is(limited.Err(), context.DeadlineExceeded) {
		return nil, fmt.Errorf("no answer within %v: allow it more time, or give it a faster machine or a smaller model", c.options.Timeout)
	}
	return nil, fmt.Errorf("it can't be reached: start its server or correct its address: %w", err)
}

func (c *Client) post(ctx context.Context, texts []string) (*http.Response, error) {
	q := question{Model: c.options.Model, Input: make([]string, len(texts))}
	for i, t := range texts {
		q.Input[i] = c.options.Prefix + t
	}
	body, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	if c.options.Key != "" {
		request.Header.Set("Authorization", "Bearer "+c.options.Key)
	}
	return c.http.Do(request)
}

func (c *Client) refused(response *http.Response) error {
	b, _ := io.ReadAll(io.LimitReader(response.Body, 4096)) // what can't be read is not told
	var said struct {
		Error struct {
			Message string `json:"message"`
		} `json:"error"`
	}
	reason := string(b)
	if json.Unmarshal(b, &said) == nil && said.Error.Message != "" {
		reason = said.Error.Message
	}
	reason = strings.TrimSpace(strings.ToValidUTF8(reason, ""))
	if len(reason) > reasonLimit {
		end := reasonLimit
		for !utf8.RuneStart(reason[end]) {
			end--
		}
		reason = reason[:end] + "…"
	}
	return &refusal{response.StatusCode, reason, c.after(response.Header.Get("Retry-After"))}
}

// after reads a Retry-After: seconds or a date. It is 0 where that says nothing.
func (c *Client) after(header string) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		return time.Duration(max(0, min(seconds, int(mostAsked/time.Second)))) * time.Second
	}
	if t, err := http.ParseTime(header); err == nil {
		return max(0, t.Sub(c.options.Now()))
	}
	return 0
}

// read takes the vectors of n texts out of an answer.
func (c *Client) read(b []byte, n int) ([][]float32, error) {
	if len(b) > answerLimit {
		return nil, fmt.Errorf("its answer is larger than %d MB: choose a model with fewer dimensions", answerLimit>>20)
	}
	var a answer
	if err := json.Unmarshal(b, &a); err != nil {
		return nil, fmt.Errorf("its answer isn't what POST /v1/embeddings gives; correct the address: %w", err)
	}
	if len(a.Data) != n {
		return nil, fmt.Errorf("it gives %d vectors for %d texts: it isn't what POST /v1/embeddings is; correct the address or the model's name", len(a.Data), n)
	}
	vectors := make([][]float32, n)
	dims := c.dims
	for i, d := range a.Data {
		at := i
		if d.Index != nil {
			at = *d.Index
		}
		if at < 0 || at >= n || vectors[at] != nil {
			return nil, fmt.Errorf("its vectors are numbered wrongly: %d comes after %d of %d", at, i, n)
		}
		if dims == 0 {
			dims = len(d.Embedding)
		}
		if err := check(d.Embedding, dims); err != nil {
			return nil, err
		}
		vectors[at] = d.Embedding
	}
	if indistinct(vectors) {
		return nil, errors.New("it gives all texts the same vector: choose a model that is made for embeddings")
	}
	c.dims = dims
	return vectors, nil
}

// check reports what is wrong with a vector.
func check(v []float32, dims int) error {
	switch {
	case len(v) == 0 || len(v) > maxDims:
		return fmt.Errorf("it gives vectors of %d dimensions; they may have 1 to %d", len(v), maxDims)
	case len(v) != dims:
		return fmt.Errorf("it gives vectors of %d dimensions and gave some of %d before: if another model is meant from now on, start again", len(v), dims)
	}
	zero := true
	for _, x := range v {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return errors.New("its vectors have numbers that are none (NaN or infinite): the model may need another precision than its server uses")
		}
		zero = zero && x == 0
	}
	if zero {
		return errors.New("it gives vectors of zeros: choose a model that is made for embeddings")
	}
	return nil
}

// indistinct reports whether many texts have got one vector.
func indistinct(vectors [][]float32) bool {
	const many = 8 // a few texts may well be equal
	return len(vectors) >= many && !slices.ContainsFunc(vectors, func(v []float32) bool { return !slices.Equal(v, vectors[0]) })
}
