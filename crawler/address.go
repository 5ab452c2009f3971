package crawler

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"
)

var errBadNumber = errors.New("a host that ends in a number is no address")

// numericHost reads a host as browsers do that write an IPv4 address in any of its notations: "0x7f.1", "017700000001" and
// "2130706433" are 127.0.0.1 (whatwg.org, URL standard, section 3.5). It reports false for a name, which has to be looked
// up, and an error for what looks like an address without being one: some resolvers would make something of it.
func numericHost(host string) (netip.Addr, bool, error) {
	host = strings.TrimSuffix(host, ".")
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap(), true, nil
	}
	parts := strings.Split(host, ".")
	if !isNumber(parts[len(parts)-1]) {
		return netip.Addr{}, false, nil
	}
	if len(parts) > 4 {
		return netip.Addr{}, true, errBadNumber
	}
	var whole uint64
	for i, part := range parts {
		n, err := parseNumber(part)
		bits := 8
		if i == len(parts)-1 {
			bits = 8 * (5 - len(parts)) // the last number stands for all bytes that are left
		}
		if err != nil || n>>bits != 0 {
			return netip.Addr{}, true, errBadNumber
		}
		whole = whole<<bits | n
	}
	return netip.AddrFrom4([4]byte{byte(whole >> 24), byte(whole >> 16), byte(whole >> 8), byte(whole)}), true, nil
}

// isNumber reports whether the last part of a host makes the host an address.
func isNumber(part string) bool {
	if part != "" && strings.Trim(part, "0123456789") == "" {
		return true
	}
	_, err := parseNumber(part)
	return err == nil
}

// parseNumber reads a number in decimal, octal ("0177") or hexadecimal ("0x7f", and "0x" for zero).
func parseNumber(s string) (uint64, error) {
	switch digits, hex := strings.CutPrefix(strings.ToLower(s), "0x"); {
	case hex && digits == "":
		return 0, nil
	case hex:
		return strconv.ParseUint(digits, 16, 64)
	case len(s) > 1 && s[0] == '0':
		return strconv.ParseUint(s[1:], 8, 64)
	}
	return strconv.ParseUint(s, 10, 64)
}
