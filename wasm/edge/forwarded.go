//go:build !js || !wasm

package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// peerAddress returns the address at the other end of the connection.
func peerAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// proxies are the addresses of proxies that are trusted to say who the client is.
type proxies []netip.Prefix

// read reads the setting TRUST.
func (all *proxies) read(setting string) error {
	for v := range strings.FieldsSeq(setting) {
		p, err := netip.ParsePrefix(v)
		if a, err2 := netip.ParseAddr(v); err2 == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return fmt.Errorf("TRUST: %q: use the addresses of your own proxies, such as 127.0.0.1 or 10.0.0.0/8", v)
		}
		*all = append(*all, p)
	}
	return nil
}

// trusts reports whether an address is that of a trusted proxy.
func (all proxies) trusts(address string) bool {
	a, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(all, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
}

// clientAddress returns the address of the client: the last one on the way of a request that is not a proxy we trust.
func (s *settings) clientAddress(r *http.Request) string {
	at := peerAddress(r)
	by := strings.Split(all(r.Header, "X-Forwarded-For"), ",")
	for len(by) > 0 && s.trusts(at) {
		before := strings.TrimSpace(by[len(by)-1])
		if _, err := netip.ParseAddr(before); err != nil {
			break
		}
		at, by = before, by[:len(by)-1]
	}
	return at
}

// forwarding reports whether a header says for whom a proxy asks, and where. Anybody can send it. An underscore counts
// as a hyphen: to many origins, by way of CGI and its like, the two are one.
func forwarding(name string) bool {
	switch name = http.CanonicalHeaderKey(strings.ReplaceAll(name, "_", "-")); name {
	case "Forwarded", "X-Remote-Addr", "X-Azure-Clientip", "X-Original-Host", "X-Host":
		return true
	}
	return strings.HasSuffix(name, "-Ip") || strings.HasPrefix(name, "X-Forwarded-") ||
		strings.HasPrefix(name, "X-Original-Forwarded-")
}

// setForwarded tells the origin who the client is, and how it came. What others say about that goes on only if they are
// trusted.
func (s *settings) setForwarded(up, r *http.Request) {
	h := up.Header
	up.Close = false // that is between the reader and us
	withoutHops(h)   // before anything is added: Connection could name it
	by := peerAddress(r)
	trusted := s.trusts(by)
	for name := range h {
		if forwarding(name) && (!trusted || strings.Contains(name, "_")) { // no proxy writes it so: it is the reader's
			delete(h, name)
		}
	}
	if before := all(h, "X-Forwarded-For"); before != "" {
		by = before + ", " + by
	}
	h["X-Forwarded-For"] = []string{by}
	if len(h["X-Forwarded-Proto"]) == 0 {
		scheme := "http"
		if s.site != nil {
			scheme = s.site.Scheme // that of readers; what is in front of us may have taken TLS off
		}
		h["X-Forwarded-Proto"] = []string{scheme}
	}
	if len(h["X-Forwarded-Host"]) == 0 {
		h["X-Forwarded-Host"] = []string{r.Host}
	}
}

// hopByHop lists the headers that are between two neighbours, by RFC 9110 section 7.6.1.
var hopByHop = [...]string{
	"Connection", "Http2-Settings", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection",
	"Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

// withoutHops deletes the headers that are between two neighbours.
func withoutHops(h http.Header) {
	for _, line := range h["Connection"] {
		for name := range strings.SplitSeq(line, ",") {
			h.Del(strings.TrimSpace(name))
		}
	}
	for _, name := range hopByHop {
		h.Del(name)
	}
}

// accepts reports whether a request takes an encoding (RFC 9110 section 12.5.3).
func accepts(h http.Header, coding string) bool {
	others := false
	for one := range strings.SplitSeq(all(h, "Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(one, ";")
		takes := true
		for p := range strings.SplitSeq(params, ";") {
			if key, q, _ := strings.Cut(p, "="); strings.EqualFold(strings.TrimSpace(key), "q") {
				weight, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
				takes = err == nil && weight > 0
			}
		}
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, coding):
			return takes
		case name == "*":
			others = takes
		}
	}
	return others
}
