package words

// Causes says why feeds and pages failed, in place of the English reasons of the crawler: what can stand behind a colon, without a full stop.
type Causes struct {
	Reach  ReachCauses
	Answer AnswerCauses
	Feed   FeedCauses
	Page   PageCauses
	Hub    HubCauses
	Advice Advice

	Status     string // {reason} with the {status} of HTTP
	RobotsFile string // {reason}: why the site's robots.txt couldn't be had
	HubRefused string // {host} {reason}
	Minutes    Plural // {reason}, and nothing is asked of the server for {n}
	Hours      Plural // likewise
	Detail     string // over what is in English
	WhatToDo   string // {advice}
}

// ReachCauses is why nothing came.
type ReachCauses struct {
	Robots           string
	Address          string
	Host             string // {host}
	NoHost           string // {host}
	Lookup           string // {host}
	Private          string // {host}
	Refused          string
	Unreachable      string
	Silence          Plural // {n}
	Slow             Plural // {n}
	Timeout          string
	BrokenOff        string
	Unreadable       string
	TooLarge         string // {size}
	Coding           string
	Redirects        Plural // {n}
	Circle           string
	Nowhere          string
	Expired          string // {from} {until}
	Certificate      string
	CertificateName  string // {host}
	CertificateMaker string
	NoTLS            string
	TLS              string
}

// AnswerCauses is what the server answered instead.
type AnswerCauses struct {
	NoContent   string
	Login       string
	Payment     string
	Forbidden   string
	NotFound    string
	Gone        string
	Legal       string
	SlowDown    string
	Busy        string
	ServerError string
	NotModified string
	Request     string
}

// FeedCauses is what is wrong with a feed.
type FeedCauses struct {
	Empty       string
	Packed      string
	Deep        string
	Page        string
	Other       string
	Broken      string
	Moved       string // {address}
	Readdressed string
	Surplus     string
}

// PageCauses is what is wrong with a page.
type PageCauses struct {
	Empty       string
	Type        string // {type}
	Binary      string
	Broken      string
	Status      string
	Moved       string
	NoText      string
	Error       string
	Consent     string
	RobotCheck  string
	Paywall     string
	Video       string
	Redirection string
	Scripts     string
	Login       string
	Front       string
	Section     string
	Record      string
}

// HubCauses is what is wrong with a hub that is to push a feed.
type HubCauses struct {
	Silent   string // {host}
	Denied   string // {host}
	Unsigned string // {host}
	Broken   string // {host}
}

// Advice is what whoever runs the site can do.
type Advice struct {
	Leave       string
	Address     string // {command}
	Network     string
	Private     string // {flag}
	Certificate string
	HTTP        string
	Ask         string // {flag}
	Remove      string // {command}
	Wait        string
	Publisher   string
	Callback    string // {address}
}

// Faults says what is wrong with a choice of data to export.
type Faults struct {
	Choose       string // {list}
	NoForm       string // {format} has one only for {kinds}, not for {kind}
	NotResumable string // {formats}
	NoRecord     string // {kind}
}

// Cause is the message for a code of news.Cause, in the form that n asks for where it has several; empty for one that nobody has put into
// words here.
func (e *Edition) Cause(code string, n int) string {
	c := e.Causes
	if text := c.Reach.of(code); text != "" {
		return text
	}
	switch code {
	case "silence":
		return e.Form(c.Reach.Silence, n)
	case "slow":
		return e.Form(c.Reach.Slow, n)
	case "redirects":
		return e.Form(c.Reach.Redirects, n)
	}
	for _, text := range []string{c.Answer.of(code), c.Feed.of(code), c.Page.of(code), c.Hub.of(code)} {
		if text != "" {
			return text
		}
	}
	return ""
}

func (r ReachCauses) of(code string) string {
	switch code {
	case "robots":
		return r.Robots
	case "bad-address":
		return r.Address
	case "bad-host":
		return r.Host
	case "no-host":
		return r.NoHost
	case "lookup":
		return r.Lookup
	case "private":
		return r.Private
	case "connection-refused":
		return r.Refused
	case "unreachable":
		return r.Unreachable
	case "timeout":
		return r.Timeout
	case "broken-off":
		return r.BrokenOff
	case "unreadable":
		return r.Unreadable
	case "too-large":
		return r.TooLarge
	case "coding":
		return r.Coding
	case "redirect-circle":
		return r.Circle
	case "redirect-nowhere":
		return r.Nowhere
	case "certificate-expired":
		return r.Expired
	case "certificate":
		return r.Certificate
	case "certificate-name":
		return r.CertificateName
	case "certificate-authority":
		return r.CertificateMaker
	case "no-tls":
		return r.NoTLS
	case "tls":
		return r.TLS
	}
	return ""
}

func (a AnswerCauses) of(code string) string {
	switch code {
	case "no-content":
		return a.NoContent
	case "login":
		return a.Login
	case "payment":
		return a.Payment
	case "forbidden":
		return a.Forbidden
	case "not-found":
		return a.NotFound
	case "gone":
		return a.Gone
	case "legal":
		return a.Legal
	case "slow-down":
		return a.SlowDown
	case "busy":
		return a.Busy
	case "server-error":
		return a.ServerError
	case "not-modified":
		return a.NotModified
	case "request-refused":
		return a.Request
	}
	return ""
}

func (f FeedCauses) of(code string) string {
	switch code {
	case "feed-empty":
		return f.Empty
	case "feed-packed":
		return f.Packed
	case "feed-deep":
		return f.Deep
	case "feed-page":
		return f.Page
	case "feed-other":
		return f.Other
	case "feed-broken":
		return f.Broken
	case "feed-moved":
		return f.Moved
	case "feed-readdressed":
		return f.Readdressed
	case "feed-surplus":
		return f.Surplus
	}
	return ""
}

func (p PageCauses) of(code string) string {
	switch code {
	case "page-empty":
		return p.Empty
	case "page-type":
		return p.Type
	case "page-binary":
		return p.Binary
	case "page-broken":
		return p.Broken
	case "page-status":
		return p.Status
	case "page-moved":
		return p.Moved
	case "no-text":
		return p.NoText
	case "error-page":
		return p.Error
	case "consent":
		return p.Consent
	case "robot-check":
		return p.RobotCheck
	case "paywall":
		return p.Paywall
	case "video":
		return p.Video
	case "redirection":
		return p.Redirection
	case "scripts":
		return p.Scripts
	case "login-page":
		return p.Login
	case "front-page":
		return p.Front
	case "section-page":
		return p.Section
	case "record":
		return p.Record
	}
	return ""
}

func (h HubCauses) of(code string) string {
	switch code {
	case "hub-silent":
		return h.Silent
	case "hub-denied":
		return h.Denied
	case "hub-unsigned":
		return h.Unsigned
	case "hub-broken":
		return h.Broken
	}
	return ""
}

// Of is the message for a code of export.Fault, or empty for one that nobody has put into words here.
func (f Faults) Of(code string) string {
	switch code {
	case "choose":
		return f.Choose
	case "no-form":
		return f.NoForm
	case "not-resumable":
		return f.NotResumable
	case "no-record":
		return f.NoRecord
	}
	return ""
}
