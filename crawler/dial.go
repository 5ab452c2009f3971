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

// newTransport returns a transport over a dialer. It speaks HTTP/2 where the server does, and keeps connections for the next request.
// It asks for no compression by itself: body.go decodes, so that the cap holds for what comes out.
func newTransport(d *dialer) *http.Transport {
	return &http.Transport{
		DialContext:            d.dial,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxHeaderBytes,
		MaxIdleConns:           512,
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

// A dialer connects to hosts, by addresses that it looked up itself: what is checked is what is connected to.
type dialer struct {
	net   net.Dialer
	names *resolver
}

// newDialer returns a dialer that connects to public addresses only, unless private ones are allowed.
func newDialer(allowPrivate bool) *dialer {
	d := &dialer{net: net.Dialer{KeepAlive: 30 * time.Second}, names: newResolver()}
	if !allowPrivate {
		d.net.Control = guard(ssrf.New(ssrf.WithAnyPort()))
	}
	return d
}

const (
	// attemptTime is how long an address has to answer before the next one of the same host is tried.
	attemptTime = 4 * time.Second
	// maxAttempts is how many addresses of a host are tried.
	maxAttempts = 4
)

// dial connects to the first address of a host that answers.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	addresses, err := d.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	addresses = addresses[:min(len(addresses), maxAttempts)]
	var first error
	for i, a := range addresses {
		conn, err := d.attempt(ctx, network, net.JoinHostPort(a.String(), port), i == len(addresses)-1)
		if err == nil {
			return conn, nil
		}
		if first == nil || errors.Is(first, errPrivate) && !errors.Is(err, errPrivate) {
			first = err
		}
		if ctx.Err() != nil {
			return nil, err
		}
	}
	d.names.forget(host)
	return nil, first
}

// attempt connects to one address. The last one of a host has all the time that the request has.
func (d *dialer) attempt(ctx context.Context, network, address string, last bool) (net.Conn, error) {
	if !last {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, attemptTime)
		defer cancel()
	}
	return d.net.DialContext(ctx, network, address)
}

// addresses returns the addresses of a host. It knows that "localhost" and all names below it are the loopback address without
// asking anyone (RFC 6761, section 6.3), and so for numbers in whatever notation. Whether they are allowed is the guard's to say.
func (d *dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if isLocalhost(host) {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	}
	addr, numeric, err := numericHost(host)
	if err != nil {
		return nil, err
	}
	if numeric {
		return []netip.Addr{addr}, nil
	}
	return d.names.addresses(ctx, host)
}

func isLocalhost(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
