package main

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What hosts and hostile people can make the program hold at a time is bounded by gates: pages that are read ahead,
// checks, texts that were posted. Whoever finds one full waits, and whoever has waited for long gets his page as it is,
// or is told to come again.

// A gate lets in so many at a time. The others wait, first come first served. The zero gate lets nobody in.
type gate struct {
	mu      sync.Mutex
	free    int
	most    int // that wait; more are turned away at once
	waiting []chan struct{}
}

func newGate(places, most int) *gate { return &gate{free: places, most: most} }

// enter waits for a place, for so long at most, and reports whether there is one. Whoever is in leaves.
func (g *gate) enter(ctx context.Context, wait time.Duration) bool {
	g.mu.Lock()
	if g.free > 0 && len(g.waiting) == 0 {
		g.free--
		g.mu.Unlock()
		return true
	}
	if len(g.waiting) >= g.most {
		g.mu.Unlock()
		return false
	}
	turn := make(chan struct{})
	g.waiting = append(g.waiting, turn)
	g.mu.Unlock()
	if pause(ctx, wait, turn) {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.waiting, turn); i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
		return false
	}
	return true // it came in the last moment
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) > 0 {
		close(g.waiting[0])
		g.waiting = slices.Delete(g.waiting, 0, 1)
		return
	}
	g.free++
}

// short is how long most pages are at most, in bytes. Longer ones are few, and take as many times the memory.
const short = 256 << 10

// gates are those of a program.
type gates struct {
	short, long *gate // pages from the site that are in memory until they have been checked
	checks      *gate // pages that are being checked
	posted      *gate // texts that were posted and are in memory until they have been checked
	turn        *gate // of those that ask the API for a check: one at a time, so that readers have the rest of the machine
}

// newGates are gates for so many long pages; sixteen times as many short ones take the memory of two for each.
func newGates(long, checks int) gates {
	const crowd = 1000 // of readers who wait for a page, who hold no more than a connection each
	const few = 64     // of those who wait for the API
	return gates{short: newGate(16*long, crowd), long: newGate(long, crowd), checks: newGate(checks, crowd), posted: newGate(long, few), turn: newGate(1, few)}
}

// whole is all of a page, once there is room for it, and what to call when it is done with; or why it is not to be had.
func (s *server) whole(ctx context.Context, resp *http.Response) (src []byte, leave func(), why string) {
	body := resp.Body.(ahead)
	if resp.ContentLength <= short { // or -1, when nobody has said
		if !s.short.enter(ctx, s.patience) {
			return nil, nil, "busy"
		}
		if src, why = body.Ahead(short, s.patience); why == "" {
			return src, s.short.leave, ""
		}
		defer s.short.leave()
		if why != "size" {
			return nil, nil, why
		}
	}
	if !s.long.enter(ctx, s.patience) {
		return nil, nil, "busy"
	}
	if src, why = body.Ahead(largest, s.patience); why != "" {
		s.long.leave()
		return nil, nil, why
	}
	return src, s.long.leave, ""
}

// Those who post. Anybody may, and a text takes a hundred times the work of a page that is remembered.
const (
	// queueing is how long somebody waits for his turn, and how long what he posts may take to arrive.
	queueing = 10 * time.Second
	// together is how many requests of one client are heard at a time: one is answered, and the others wait.
	together = 16
	// mostClients is how many clients are told apart, a hundred bytes each. Where there are more, those who come last
	// are taken for one.
	mostClients = 10_000
)

// posters keeps count of who posts how much.
type posters struct {
	perMinute int // texts and statements; 0 for any number
	now       func() time.Time
	mu        sync.Mutex
	all       map[string]*poster
	swept     time.Time // those who may post as much as anybody were forgotten
}

type poster struct {
	left float64 // of what he may post now
	when time.Time
	in   int // requests of his that are being answered
}

// network is an address as posters are told apart: of IPv6, the network, for a customer has 2^64 addresses in one.
// (Package netip would be 10 kB of the worker.)
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

// of is a client by his address.
func (p *posters) of(client string) *poster {
	client = network(client)
	one := p.all[client]
	if one == nil {
		if p.all == nil {
			p.all = map[string]*poster{}
		}
		if now := p.now(); len(p.all) >= mostClients && now.Sub(p.swept) >= time.Minute {
			p.swept = now // no more often: it goes through all of them
			maps.DeleteFunc(p.all, func(_ string, x *poster) bool { return x.in == 0 && p.has(x, now) >= float64(p.perMinute) })
		}
		if len(p.all) >= mostClients {
			if client = "others"; p.all[client] != nil {
				return p.all[client]
			}
		}
		one = &poster{left: float64(p.perMinute), when: p.now()}
		p.all[client] = one
	}
	return one
}

// has is how much somebody may post at a time.
func (p *posters) has(one *poster, now time.Time) float64 {
	most := float64(p.perMinute)
	return min(most, one.left+now.Sub(one.when).Minutes()*most)
}

// come lets a request of a client in, unless too many of his are, and returns what to call when it has been answered.
func (p *posters) come(client string) (leave func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.of(client)
	if one.in >= together {
		return nil, &mistake{http.StatusTooManyRequests, "Too many at a time", "want " + strconv.Itoa(together) + " requests at most that wait for their answers"}
	}
	one.in++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		one.in--
	}, nil
}

// spend takes note that a client has posted so many texts or statements.
func (p *posters) spend(client string, n int) error {
	if p.perMinute == 0 {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	one, now := p.of(client), p.now()
	one.left, one.when = p.has(one, now), now
	if one.left < float64(min(n, p.perMinute)) {
		return &mistake{http.StatusTooManyRequests, "Too many in a minute", "want " + strconv.Itoa(p.perMinute) + " texts or statements a minute at most"}
	}
	one.left -= float64(n) // below nothing where one post has more statements than a minute: they are paid for later
	return nil
}

// A visit is a request of the API that has work done: what it holds until it has been answered.
type visit struct {
	client string
	held   []func()
}

type visitKey struct{}

func visitOf(r *http.Request) *visit { return r.Context().Value(visitKey{}).(*visit) }

func (v *visit) hold(leave func()) { v.held = append(v.held, leave) }

func (v *visit) end() {
	for _, leave := range slices.Backward(v.held) {
		leave()
	}
}

// busy tells somebody to come again.
var busy = &mistake{http.StatusServiceUnavailable, "Busy", "too many texts are being checked; try again in a while"}

// turnOf waits until a request of the API may have work done.
func (s *server) turnOf(r *http.Request) error {
	if !s.turn.enter(r.Context(), queueing) {
		return busy
	}
	visitOf(r).hold(s.turn.leave)
	return nil
}
