package news

import "time"

// A Visit is a look that is still to be had at the page of an article that is known: edits show on the page alone.
type Visit struct {
	Item         Item      `json:"item"` // whose page it is
	URL          string    `json:"url"`  // where the page was at the last look, after redirects
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Digest       string    `json:"digest,omitempty"` // of the page's words at the last look, as the crawler counts them
	First        time.Time `json:"first"`            // when the page was fetched first
	Looks        int       `json:"looks"`            // that were had, the first one included
	Due          time.Time `json:"-"`
}

// A Subscription is what is agreed with a hub that pushes a feed to us as it changes (WebSub).
type Subscription struct {
	Feed      string    `json:"feed"`               // URL of the Feed
	Source    string    `json:"source"`             // of the feed
	Language  string    `json:"language,omitempty"` // likewise
	Hub       string    `json:"hub"`                // address that takes our requests
	Topic     string    `json:"topic"`              // what the hub calls the feed
	Token     string    `json:"token"`              // the part of the address that it pushes to which nobody can guess
	Secret    string    `json:"secret"`
	Next      time.Time `json:"next"`                 // when to ask the hub next; zero means now
	Until     time.Time `json:"until,omitzero"`       // end of the lease that the hub has confirmed
	Delivered time.Time `json:"delivered,omitzero"`   // last push that was genuine
	Failures  int       `json:"failures,omitempty"`   // requests in a row that came to nothing
	LastError string    `json:"last_error,omitempty"` // in English; empty when the last request worked
	LastCause Cause     `json:"last_cause,omitzero"`  // the same as data
}

// Live reports whether the hub is bound to push at a time.
func (s *Subscription) Live(now time.Time) bool { return now.Before(s.Until) }
