package links

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A link that cannot be reached is dead only if others can be: where the line is down, where names are not looked up,
// and in a hotel that answers every request with its own page, nothing is known of any link. Whether we have a network
// is told by the hosts that are visited anyway; if none has answered, the system is asked whether it has a route and
// looks up the root of all names. No other host is asked for anything.

// A network is what is known about the one that this machine is in.
type network struct {
	mu      sync.Mutex
	reached bool            // a host on the internet has answered under its own name
	strange map[string]bool // hosts whose certificate is another's or out of date
	portals map[string]bool // hosts that led to one address of another host
	portal  string          // that address; "-" if they are several, or something else was found
	status  bool            // a server has said that the network wants a login

	asked sync.Once
	down  string // what probe said

	// probe returns why nothing on the internet can be reached, "" if something can. It is for tests, too.
	probe func(context.Context) string
}

// met notes what came of a visit.
func (n *network) met(address string, x visit, err error) {
	u, bad := url.Parse(address)
	if bad != nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if badCertificate(err) {
		n.strange[u.Hostname()] = true
	}
	if x.answer == nil {
		return
	}
	from, to := x.ends(address)
	if to != nil && from.Hostname() != to.Hostname() {
		to.RawQuery, to.Fragment = "", ""
		n.portals[u.Hostname()] = true
		if n.portal == "" {
			n.portal = to.String()
		} else if n.portal != to.String() {
			n.portal = "-"
		}
		return
	}
	n.portal = "-"
	if !isPrivateName(u.Hostname()) && err == nil {
		n.reached = true
	}
}

// wantsLogin notes that an answer came from the network and not from the host (RFC 6585, section 6).
func (n *network) wantsLogin() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.status = true
}

// badCertificate reports whether an error is one that a network in between causes for every host, or a wrong clock.
func badCertificate(err error) bool {
	var invalid x509.CertificateInvalidError
	var hostname x509.HostnameError
	return errors.As(err, &hostname) || errors.As(err, &invalid) && invalid.Reason == x509.Expired ||
		errors.As(err, new(*tls.CertificateVerificationError)) && errors.As(err, new(x509.UnknownAuthorityError))
}

// unreachable reports whether an error is about the way to a host, which may be that to all.
func unreachable(err error) bool {
	return errors.As(err, new(*net.DNSError)) || errors.Is(err, syscall.ENETUNREACH) ||
		errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETDOWN)
}

// isPrivateName reports whether a host is of this machine or its network by the look of it.
func isPrivateName(host string) bool {
	a, err := netip.ParseAddr(host)
	return err == nil && !public(netip.AddrPortFrom(a, 0)) || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// excuse takes back what was found of links where the fault may be that of our own network, and returns why; "" if
// nothing was. It is to be asked when all have been visited.
func (n *network) excuse(ctx context.Context, links []Link) (why string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	const several = 2 // hosts with the same fault: one may have it itself
	away := slices.ContainsFunc(links, func(l Link) bool { return l.away })
	between := n.status || !n.reached && n.portal != "-" && len(n.portals) >= several
	switch {
	case between:
		why = "this network answers in the place of other hosts: log in to it"
	case n.reached || !away:
		return ""
	case len(n.strange) >= several:
		why = "no host has a certificate that is valid here: log in to the network, or set the clock of this machine"
	default:
		n.asked.Do(func() { n.down = n.probe(ctx) })
		why = n.down
	}
	if why == "" {
		return ""
	}
	for i := range links {
		if l := &links[i]; l.visited && l.State != "ok" && (l.away || between) {
			l.State, l.Why = behind(l, "not reached: "+why)
			l.Next, l.unseen = "", true
		}
	}
	return why
}

// isDown returns why nothing on the internet can be reached where err is about the way to one host; "" otherwise.
func (n *network) isDown(ctx context.Context, err error) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !unreachable(err) || n.reached {
		return ""
	}
	return n.probe(ctx)
}

// lookAround is the probe of a real network.
func lookAround(ctx context.Context) string {
	// A connection of UDP sends nothing; it only looks for a route. These are two of the servers of the root.
	if _, err := net.Dial("udp", "198.41.0.4:53"); err != nil {
		if _, err := net.Dial("udp", "[2001:503:ba3e::2:30]:53"); err != nil {
			return "this machine has no network"
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second) // twice what resolvers wait for an answer
	defer cancel()
	if servers, err := net.DefaultResolver.LookupNS(ctx, "."); err != nil || len(servers) == 0 {
		return "no name on the internet can be looked up from here"
	}
	return ""
}
