package embedder

import (
	"errors"
	"time"
)

// The health of a server is how long it is left alone, and what the log was told of it.
type health struct {
	pause  time.Duration // after the latest failure; 0 after a success
	until  time.Time     // the server is left alone
	told   time.Time     // the log was, of a failure
	down   bool          // as far as the log knows
	missed int           // texts without a vector since the log was told
}

const (
	firstPause = time.Second
	lastPause  = time.Minute
	tellEvery  = time.Minute
	mostAsked  = 10 * time.Minute // of a pause that a server asks for
)

func (h *health) resting(now time.Time) bool { return now.Before(h.until) }

// failed leaves the server alone for a while, and tells the log.
func (c *Client) failed(err error) {
	h, now := &c.health, c.options.Now()
	h.pause = min(max(2*h.pause, firstPause), lastPause)
	pause := h.pause
	var refused *refusal
	if errors.As(err, &refused) && refused.after > 0 {
		pause = min(refused.after, mostAsked)
	}
	h.until = now.Add(pause)
	if !h.told.IsZero() && now.Sub(h.told) < tellEvery {
		return
	}
	c.options.Logger.Warn("the embedder fails; until it works again the built-in vectors serve alone",
		"embedder", c.address.Redacted(), "model", c.options.Model, "texts", h.missed, "again_in", pause, "error", err)
	h.told, h.down, h.missed = now, true, 0
}

// worked tells the log that the server is back, if it knows that it was gone.
func (c *Client) worked() {
	h := &c.health
	h.pause, h.until = 0, time.Time{}
	if h.down {
		c.options.Logger.Info("the embedder works again", "embedder", c.address.Redacted(), "texts", h.missed)
		h.down, h.missed = false, 0
	}
}
