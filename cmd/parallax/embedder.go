package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"parallax/embedder"
	"parallax/incident"
)

// embedderFlags name a model of the user's own that tells what articles mean, common to all commands that group them.
type embedderFlags struct {
	Embedder        string        `placeholder:"URL" help:"Server of a model that tells what articles mean, speaking POST /v1/embeddings, such as http://localhost:11434. Without one the built-in vectors serve, and they do whenever it fails. Its key, if it wants one, is read from PARALLAX_EMBEDDER_KEY."`
	EmbedderModel   string        `placeholder:"NAME" help:"Name of the model there, such as multilingual-e5-large."`
	EmbedderPrefix  string        `placeholder:"TEXT" help:"What the model needs before each text; \"query: \" for the E5 models."`
	EmbedderTimeout time.Duration `default:"30s" help:"How long the server may take for 64 texts. [${default}]"`
}

// embedderKey is where the key stands; a flag would show it to everyone who lists the machine's processes.
const embedderKey = "PARALLAX_EMBEDDER_KEY"

// client is nil where no embedder is named.
func (e embedderFlags) client(log *slog.Logger) (incident.Embedder, error) {
	if e.Embedder == "" {
		if e.EmbedderModel != "" {
			return nil, usageError{fmt.Errorf("--embedder-model %s is of no server: give its address with --embedder", e.EmbedderModel)}
		}
		return nil, nil
	}
	if e.EmbedderModel == "" {
		return nil, usageError{fmt.Errorf("--embedder %s has no model: name one of it with --embedder-model", e.Embedder)}
	}
	c, err := embedder.New(embedder.Options{
		URL: e.Embedder, Model: e.EmbedderModel, Key: os.Getenv(embedderKey), Prefix: e.EmbedderPrefix, Timeout: e.EmbedderTimeout, Logger: log,
	})
	if err != nil {
		return nil, usageError{err}
	}
	return c, nil
}

// workFlags are those of the commands that take articles all the way.
type workFlags struct {
	dataFlag
	embedderFlags
}

// open opens the data folder for work.
func (w workFlags) open(ctx context.Context, log *slog.Logger, now func() time.Time) (*folder, error) {
	e, err := w.client(log)
	if err != nil {
		return nil, err
	}
	return w.dataFlag.open(ctx, log, now, e)
}

// openToShow opens the data folder for the site, which need not wait for the language models and for what the grouping
// remembers of a million articles: begin loads them. Nothing else may use the folder's pipeline before.
func (w workFlags) openToShow(ctx context.Context, log *slog.Logger) (f *folder, begin func(context.Context) error, err error) {
	e, err := w.client(log)
	if err != nil {
		return nil, nil, err
	}
	st, err := w.records(ctx, log, time.Now)
	if err != nil {
		return nil, nil, err
	}
	if f, err = w.showing(st, log); err != nil {
		return nil, nil, err
	}
	return f, func(ctx context.Context) error { return f.begin(ctx, log, e) }, nil
}
