package main

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Anybody may post to the API, and a text needs a hundred times the work of a page that is remembered.
const (
	// queueWait is how long a request waits for its turn, and how long its body may take to arrive.
	queueWait = 10 * time.Second
	// mostAtOnce is how many requests of one client are accepted at a time: one is answered, and the others wait.
	mostAtOnce = 16
	// mostClients is how many clients are counted apart, a hundred bytes each. If there are more, all further ones
	// count as one.
	mostClients = 10_000
)

// quotas count how much each client posts.
type quotas struct {
	perMinute int // texts and statements; 0 for any number
	now       func() time.Time
	mu        sync.Mutex
	all       map[string]*quota
	swept     time.Time // those who may post as much as anybody were forgotten
}

// A quota is what one client may post.
type quota struct {
	left float64 // of what he may post now
	when time.Time
	in   int // requests of his that are being answered
}

// network returns an address as clients are told apart: for IPv6 the network, since a customer has 2^64 addresses in
// one. (Package netip would be 10 kB of the worker.)
func network(address string) string {
	if strings.Count(address, ":") < 2 || strings.Contains(address, ".") {
		return address // IPv4, also as IPv6 has it
	}
	before, _, short := strings.Cut(address, "::")
	groups := strings.Split(before, ":")
	for short && len(groups) < 4 {
		groups = append(groups, "0")
	}
	return strings.Join(groups[:min(4, len(groups))], ":")
}

// client returns the quota of a client, by address.
func (p *quotas) client(client string) *quota {
	client = network(client)
	one := p.all[client]
	if one == nil {
		if p.all == nil {
			p.all = map[string]*quota{}
		}
		if now := p.now(); len(p.all) >= mostClients && now.Sub(p.swept) >= time.Minute {
			p.swept = now // no more often: it goes through all of them
			maps.DeleteFunc(p.all, func(_ string, x *quota) bool {
				return x.in == 0 && p.has(x, now) >= float64(p.perMinute)
			})
		}
		if len(p.all) >= mostClients {
			if client = "others"; p.all[client] != nil {
				return p.all[client]
			}
		}
		one = &quota{left: float64(p.perMinute), when: p.now()}
		p.all[client] = one
	}
	return one
}

// has returns how much a client may post at a time.
func (p *quotas) has(one *quota, now time.Time) float64 {
	most := float64(p.perMinute)
	return min(most, one.left+now.Sub(one.when).Minutes()*most)
}

// admit lets a request of a client in, unless too many of theirs are, and returns what to call when it has been
// answered.
func (p *quotas) admit(client string) (leave func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.client(client)
	if one.in >= mostAtOnce {
		return nil, &apiError{http.StatusTooManyRequests, "Too many at a time",
			"have at most " + strconv.Itoa(mostAtOnce) + " requests under way"}
	}
	one.in++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		one.in--
	}, nil
}

// spend takes n texts or statements off a client's quota, or returns an apiError.
func (p *quotas) spend(client string, n int) error {
	if p.perMinute == 0 {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	one, now := p.client(client), p.now()
	one.left, one.when = p.has(one, now), now
	if one.left < float64(min(n, p.perMinute)) {
		return &apiError{http.StatusTooManyRequests, "Too many in a minute",
			"send at most " + strconv.Itoa(p.perMinute) + " texts or statements a minute"}
	}
	one.left -= float64(n) // below nothing where one post has more statements than a minute: they are paid for later
	return nil
}

// A visit is a request of the API that needs work: it knows what the request holds until it has been answered.
type visit struct {
	client string
	held   []func()
}

type visitKey struct{}

// visitOf returns the visit of a request.
func visitOf(r *http.Request) *visit { return r.Context().Value(visitKey{}).(*visit) }

// hold takes note of what to call at the end.
func (v *visit) hold(leave func()) { v.held = append(v.held, leave) }

// end gives back all that the request holds.
func (v *visit) end() {
	for _, leave := range slices.Backward(v.held) {
		leave()
	}
}
