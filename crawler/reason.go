package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// A failure is a request that came to nothing, with a reason that somebody in a newsroom understands.
type failure struct {
	reason string
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
		return &failure{reason: "the server did not answer within " + f.silence.String()}, false
	case errSlow:
		return &failure{reason: "the server did not finish its answer within " + f.timeout.String()}, false
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, errPrivate):
		return &failure{reason: "the address of " + host + " is not a public one; --allow-private would lift that", kind: final}, false
	case errors.Is(err, errBadNumber):
		return &failure{reason: host + " looks like the number of a server and is none", kind: final}, false
	case errors.As(err, &dns) && dns.IsNotFound:
		return &failure{reason: "there is no server by the name " + host, kind: doubtful}, true
	case errors.As(err, &dns):
		return &failure{reason: "the name " + host + " could not be looked up"}, true
	case errors.Is(err, syscall.ECONNREFUSED):
		return &failure{reason: "the server refused the connection"}, true
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return &failure{reason: "there is no way to the server from here"}, true
	}
	if reason := tlsReason(err); reason != "" {
		return &failure{reason: reason, kind: doubtful}, true
	}
	var timeout net.Error
	switch {
	case errors.Is(err, errTooLarge):
		return &failure{reason: "the answer is larger than " + sizeText(f.maxBody), kind: final}, false
	case errors.Is(err, errUnknownCoding):
		return &failure{reason: "the answer is compressed in a way that was not asked for", kind: doubtful}, false
	case errors.As(err, &timeout) && timeout.Timeout():
		return &failure{reason: "the server did not answer in time"}, true
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return &failure{reason: "the server broke off its answer"}, false
	}
	return &failure{reason: "the server's answer could not be read: " + clip(fold(innermost(err).Error()), 200)}, false
}

// tlsReason says what is wrong with a server's certificate, or "" if that isn't what err is about.
func tlsReason(err error) string {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return "the server's certificate is only valid from " + invalid.Cert.NotBefore.Format(time.DateOnly) +
			" to " + invalid.Cert.NotAfter.Format(time.DateOnly)
	case errors.As(err, &invalid):
		return "the server's certificate is not valid"
	case errors.As(err, &name):
		return "the server's certificate is for another name than " + name.Host
	case errors.As(err, &authority):
		return "the server's certificate is not signed by an authority that is known here"
	case errors.Is(err, http.ErrSchemeMismatch):
		return "the server does not speak https"
	case errors.As(err, &record), errors.As(err, &alert):
		return "no secure connection could be made with the server"
	}
	if why, is := strings.CutPrefix(innermost(err).Error(), "tls: "); is {
		return "no secure connection could be made with the server: " + clip(fold(why), 100)
	}
	return ""
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
	switch {
	case status >= 200 && status < 300 && status != http.StatusNoContent:
		return nil
	case status == http.StatusNoContent:
		return &failure{reason: "the server sent an empty answer (204)", kind: doubtful, status: status}
	}
	fail := &failure{status: status, kind: doubtful}
	switch {
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired, status == http.StatusForbidden:
		fail.reason = "the server does not let us in"
	case status == http.StatusNotFound:
		fail.reason = "the server has nothing at this address"
	case status == http.StatusGone:
		fail.reason, fail.kind = "the server says that this is gone for good", final
	case status == http.StatusUnavailableForLegalReasons:
		fail.reason, fail.kind = "the server withholds this for legal reasons", final
	case status == http.StatusTooManyRequests:
		fail.reason, fail.kind = "the server asks us to slow down", transient
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		fail.reason, fail.kind = "the server could not answer just now", transient
	case status >= 500 && status < 600:
		fail.reason, fail.kind = "the server has an error", transient
	case status == http.StatusNotModified:
		fail.reason = "the server says that nothing has changed since we asked last, and we never did"
	case status >= 300 && status < 400:
		fail.reason = "the server redirects without saying where to"
	default:
		fail.reason = "the server did not accept the request"
	}
	fail.reason += fmt.Sprintf(" (%d)", status)
	return fail
}

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
