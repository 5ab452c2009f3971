package crawler

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

const (
	// dnsLife is how long the addresses of a name are taken to hold. The resolver at hand doesn't tell what their owner says.
	dnsLife = 5 * time.Minute
	// dnsFailedLife is how long a name that doesn't exist isn't looked up again.
	dnsFailedLife = time.Minute
	// dnsStale is for how long after that the last addresses are used while looking a name up fails.
	dnsStale = time.Hour
)

// A resolver looks names up, and remembers what it found.
type resolver struct {
	lookup func(ctx context.Context, name string) ([]netip.Addr, error)
	now    func() time.Time

	mu     sync.Mutex
	byName map[string]resolved
}

type resolved struct {
	addresses []netip.Addr
	err       error // the name doesn't exist
	at        time.Time
}

func newResolver() *resolver {
	return &resolver{
		lookup: func(ctx context.Context, name string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", name)
		},
		now:    time.Now,
		byName: map[string]resolved{},
	}
}

// addresses returns the addresses of a name, at least one if there is no error.
func (r *resolver) addresses(ctx context.Context, name string) ([]netip.Addr, error) {
	r.mu.Lock()
	known, ok := r.byName[name]
	r.mu.Unlock()
	age := r.now().Sub(known.at)
	if ok && (known.err != nil && age < dnsFailedLife || known.err == nil && age < dnsLife) {
		return known.addresses, known.err
	}
	found, err := r.lookup(ctx, name)
	if err == nil && len(found) == 0 {
		err = &net.DNSError{Err: "no address", Name: name, IsNotFound: true}
	}
	var missing *net.DNSError
	switch {
	case err == nil:
		for i := range found {
			found[i] = found[i].Unmap()
		}
		r.remember(name, resolved{addresses: found, at: r.now()})
	case errors.As(err, &missing) && missing.IsNotFound:
		r.remember(name, resolved{err: err, at: r.now()})
	case ok && known.err == nil && age < dnsStale && ctx.Err() == nil:
		return known.addresses, nil
	}
	return found, err
}

func (r *resolver) remember(name string, what resolved) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.byName) >= manyHosts {
		for name, known := range r.byName {
			if r.now().Sub(known.at) >= dnsLife {
				delete(r.byName, name)
			}
		}
	}
	if len(r.byName) >= manyHosts {
		clear(r.byName)
	}
	r.byName[name] = what
}

// forget makes the next question about a name be asked anew: nothing answered at the addresses that are known.
func (r *resolver) forget(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.byName, name)
}
