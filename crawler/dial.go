package crawler

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// maxHeaderBytes is the longest response header that is read.
const maxHeaderBytes = 256 << 10

// errPrivate marks a connection that was refused because its address isn't public.
var errPrivate = errors.New("address is not public")

// newTransport returns a transport that connects to public addresses only, unless private ones are allowed.
// It asks for no compression by itself: body.go decodes, so that the cap holds for what comes out.
func newTransport(allowPrivate bool) *http.Transport {
	d := &dialer{net: net.Dialer{KeepAlive: 30 * time.Second}}
	if !allowPrivate {
		d.net.Control = guard(ssrf.New(ssrf.WithAnyPort()))
	}
	return &http.Transport{
		DialContext:            d.dial,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxHeaderBytes,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    1, // one request at a time needs no more
		IdleConnTimeout:        30 * time.Second,
	}
}

// guard refuses addresses that are not public. It runs on the very address that is being connected to, so a name
// that resolves differently the second time gains nothing. Of the low ports only those of the web are allowed:
// a feed list is no way to talk to somebody's mail server.
func guard(g *ssrf.Guardian) func(network, address string, c syscall.RawConn) error {
	return func(network, address string, c syscall.RawConn) error {
		if err := g.Safe(network, address, c); err != nil {
			return fmt.Errorf("%w: %v", errPrivate, err)
		}
		to, err := netip.ParseAddrPort(address)
		if err != nil || (to.Port() < 1024 && to.Port() != 80 && to.Port() != 443) {
			return fmt.Errorf("%w: port of %s", errPrivate, address)
		}
		return nil
	}
}

type dialer struct{ net net.Dialer }

// dial connects like net.Dialer, but knows that "localhost" and all names below it are the loopback address
// without asking anyone (RFC 6761, section 6.3). Whether loopback is allowed is the guard's to say.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if !isLocalhost(host) {
		return d.net.DialContext(ctx, network, address)
	}
	conn, err := d.net.DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
	if err == nil || errors.Is(err, errPrivate) {
		return conn, err
	}
	if six, err6 := d.net.DialContext(ctx, network, net.JoinHostPort("::1", port)); err6 == nil {
		return six, nil
	}
	return nil, err
}

func isLocalhost(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
