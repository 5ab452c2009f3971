package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"parallax/news"
)

// A failure is a request that came to nothing, with a reason that somebody in a newsroom understands.
type failure struct {
	reason string
	cause  news.Cause // the same as data
	kind   failureKind
	until  time.Duration // the host asked not to be asked again before that; 0 if it didn't
	status int           // HTTP status, 0 if there was no answer
	lost   bool          // redirects that lead nowhere
	detour string        // wasn't followed yet: a redirect to this site, where others wait already; "" for everything else
}

type failureKind int

const (
	transient failureKind = iota // may well work later
	doubtful                     // may work later, probably won't
	final                        // asking again is no use
	resting                      // wasn't tried: the host is being left alone
)

func (f *failure) Error() string { return f.reason }

func (f *failure) why() news.Reason { return news.Reason{Text: f.reason, Cause: f.cause} }

// asFailure returns err as a failure; anything else becomes a transient one.
func asFailure(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	return &failure{reason: err.Error()}
}

// Causes by which a request's own deadlines end it.
var (
	errSilence = errors.New("no byte in time")
	errSlow    = errors.New("whole request not done in time")
)

// explain puts the error of a request in words. ctx is the request's own context, whose cause tells which deadline
// ended it. unreachable tells that the host couldn't be talked to at all, whatever was asked of it.
func (f *fetcher) explain(ctx context.Context, host string, err error) (fail *failure, unreachable bool) {
	switch cause := context.Cause(ctx); cause {
	case errSilence:
		return because(news.Cause{Code: news.CauseSilence, Limit: seconds(f.silence)}, "the server did not answer within "+f.silence.String()), false
	case errSlow:
		return because(news.Cause{Code: news.CauseSlow, Limit: seconds(f.timeout)}, "the server did not finish its answer within "+f.timeout.String()), false
	}
	if fail := unconnected(host, err); fail != nil {
		return fail, fail.kind != final
	}
	if fail := untrusted(err); fail != nil {
		return fail.as(doubtful), true
	}
	var timeout net.Error
	switch {
	case errors.Is(err, errTooLarge):
		return because(news.Cause{Code: news.CauseTooLarge, Limit: f.maxBody}, "the answer is larger than "+sizeText(f.maxBody)).as(final), false
	case errors.Is(err, errUnknownCoding):
		return because(news.Cause{Code: news.CauseCoding}, "the answer is compressed in a way that was not asked for").as(doubtful), false
	case errors.As(err, &timeout) && timeout.Timeout():
		return because(news.Cause{Code: news.CauseTimeout}, "the server did not answer in time"), true
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return because(news.Cause{Code: news.CauseBrokenOff}, "the server broke off its answer"), false
	}
	return because(news.Cause{Code: news.CauseUnreadable}, "the server's answer could not be read: "+clip(fold(innermost(err).Error()), 200)), false
}

// because is a transient failure.
func because(cause news.Cause, reason string) *failure { return &failure{reason: reason, cause: cause} }

func (f *failure) as(kind failureKind) *failure {
	f.kind = kind
	return f
}

// unconnected says why there is no connection to a host; nil if there was one.
func unconnected(host string, err error) *failure {
	at := func(code news.CauseCode) news.Cause { return news.Cause{Code: code, Host: clip(host, 200)} }
	var dns *net.DNSError
	switch {
	case errors.Is(err, errPrivate):
		return because(at(news.CausePrivate), "the address of "+host+" is not a public one; --allow-private would lift that").as(final)
	case errors.Is(err, errBadNumber):
		return because(at(news.CauseHost), host+" looks like the number of a server and is none").as(final)
	case errors.As(err, &dns) && dns.IsNotFound:
		return because(at(news.CauseNoHost), "there is no server by the name "+host).as(doubtful)
	case errors.As(err, &dns):
		return because(at(news.CauseLookup), "the name "+host+" could not be looked up")
	case errors.Is(err, syscall.ECONNREFUSED):
		return because(news.Cause{Code: news.CauseRefused}, "the server refused the connection")
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return because(news.Cause{Code: news.CauseUnreachable}, "there is no way to the server from here")
	}
	return nil
}

// untrusted says what is wrong with a server's certificate, or with its https; nil if that isn't what err is about.
func untrusted(err error) *failure {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		from, until := invalid.Cert.NotBefore.Format(time.DateOnly), invalid.Cert.NotAfter.Format(time.DateOnly)
		return because(news.Cause{Code: news.CauseExpired, From: from, Until: until}, "the server's certificate is only valid from "+from+" to "+until)
	case errors.As(err, &invalid):
		return because(news.Cause{Code: news.CauseCertificate}, "the server's certificate is not valid")
	case errors.As(err, &name):
		return because(news.Cause{Code: news.CauseCertificateName, Host: clip(name.Host, 200)}, "the server's certificate is for another name than "+name.Host)
	case errors.As(err, &authority):
		return because(news.Cause{Code: news.CauseCertificateMaker}, "the server's certificate is not signed by an authority that is known here")
	case errors.Is(err, http.ErrSchemeMismatch):
		return because(news.Cause{Code: news.CauseNoTLS}, "the server does not speak https")
	case errors.As(err, &record), errors.As(err, &alert):
		return because(news.Cause{Code: news.CauseTLS}, "no secure connection could be made with the server")
	}
	if why, is := strings.CutPrefix(innermost(err).Error(), "tls: "); is {
		return because(news.Cause{Code: news.CauseTLS}, "no secure connection could be made with the server: "+clip(fold(why), 100))
	}
	return nil
}

// innermost is the last error of a chain: what happened, without the wrapping of http and url.
func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// statusFailure is the failure that an HTTP status means, or nil for a usable answer.
func statusFailure(status int) *failure {
	if status >= 200 && status < 300 && status != http.StatusNoContent {
		return nil
	}
	for _, r := range refusals {
		if status >= r.from && status <= r.to {
			cause := news.Cause{Code: r.code, Status: status}
			return &failure{reason: fmt.Sprintf("%s (%d)", r.reason, status), cause: cause, kind: r.kind, status: status}
		}
	}
	return nil
}

// refusals are what statuses other than that of a usable answer mean. The first counts that a status lies in.
var refusals = []struct {
	from, to int
	code     news.CauseCode
	kind     failureKind
	reason   string
}{
	{204, 204, news.CauseNoContent, doubtful, "the server sent an empty answer"},
	{304, 304, news.CauseNotModified, doubtful, "the server says that nothing has changed since we asked last, and we never did"},
	{300, 399, news.CauseNowhere, doubtful, "the server redirects without saying where to"},
	{401, 401, news.CauseLogin, doubtful, "the server does not let us in"},
	{402, 402, news.CausePayment, doubtful, "the server does not let us in"},
	{403, 403, news.CauseForbidden, doubtful, "the server does not let us in"},
	{404, 404, news.CauseNotFound, doubtful, "the server has nothing at this address"},
	{408, 408, news.CauseBusy, transient, "the server could not answer just now"},
	{410, 410, news.CauseGone, final, "the server says that this is gone for good"},
	{425, 425, news.CauseBusy, transient, "the server could not answer just now"},
	{429, 429, news.CauseSlowDown, transient, "the server asks us to slow down"},
	{451, 451, news.CauseLegal, final, "the server withholds this for legal reasons"},
	{500, 599, news.CauseServerError, transient, "the server has an error"},
	{math.MinInt, math.MaxInt, news.CauseRequest, doubtful, "the server did not accept the request"},
}

// seconds is a time in whole seconds, a broken one counted as a whole.
func seconds(d time.Duration) int64 { return int64((d + time.Second - 1) / time.Second) }

// sizeText writes a number of bytes as people do: "8 MiB", "512 KiB", "100 bytes".
func sizeText(n int64) string {
	switch {
	case n >= 1<<20:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MiB"
	case n >= 1<<10:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<10)), ".0") + " KiB"
	}
	return fmt.Sprintf("%d bytes", n)
}
