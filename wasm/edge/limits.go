package main

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

// A semaphore admits a number of callers at a time; the others wait, first come first served. The zero one admits none.
type semaphore struct {
	mu      sync.Mutex
	free    int
	most    int // that wait; more are turned away at once
	waiting []chan struct{}
}

// newSemaphore returns a semaphore with so many places, where at most so many may wait.
func newSemaphore(places, most int) *semaphore { return &semaphore{free: places, most: most} }

// acquire waits for a place, at most for wait, and reports whether it got one, which the caller must release.
func (g *semaphore) acquire(ctx context.Context, wait time.Duration) bool {
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

// release gives a place back; the caller who has waited longest gets it.
func (g *semaphore) release() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) > 0 {
		close(g.waiting[0])
		g.waiting = slices.Delete(g.waiting, 0, 1)
		return
	}
	g.free++
}

// shortPage is the most bytes of an ordinary page. Longer ones are rare, and need as many times the memory.
const shortPage = 256 << 10

// limits bound what hosts and hostile clients can make the program hold or do at a time. A request that finds no place
// waits. A reader whose request has waited too long gets the page unchanged; a client of the API is told to come again.
type limits struct {
	shortPages, longPages *semaphore // pages from the site that are in memory until they have been checked
	checks                *semaphore // pages that are being checked
	bodies                *semaphore // texts that were posted and are in memory until they have been checked
	apiTurn               *semaphore // checks for the API: one at a time, so that readers have the rest of the machine
}

// newLimits returns limits for so many long pages and checks at a time. Sixteen times as many short pages need the
// memory of two for each long one.
func newLimits(long, checks int) limits {
	const crowd = 1000 // of readers who wait for a page, who hold no more than a connection each
	const few = 64     // of those who wait for the API
	return limits{
		shortPages: newSemaphore(16*long, crowd), longPages: newSemaphore(long, crowd),
		checks: newSemaphore(checks, crowd),
		bodies: newSemaphore(long, few), apiTurn: newSemaphore(1, few),
	}
}

// readWhole returns all of a page, once there is room for it, and what to call when the page is done with; or why it
// cannot be had.
func (s *server) readWhole(ctx context.Context, resp *http.Response) (src []byte, leave func(), why string) {
	body := resp.Body.(aheadBody)
	if resp.ContentLength <= shortPage { // or -1, where the length is not known
		if !s.shortPages.acquire(ctx, s.patience) {
			return nil, nil, "busy"
		}
		if src, why = body.Ahead(shortPage, s.patience); why == "" {
			return src, s.shortPages.release, ""
		}
		defer s.shortPages.release()
		if why != "size" {
			return nil, nil, why
		}
	}
	if !s.longPages.acquire(ctx, s.patience) {
		return nil, nil, "busy"
	}
	if src, why = body.Ahead(largest, s.patience); why != "" {
		s.longPages.release()
		return nil, nil, why
	}
	return src, s.longPages.release, ""
}

// busy tells a client to come again.
var busy = &apiError{http.StatusServiceUnavailable,
	"Busy", "too many texts are being checked; try again in ten seconds"}

// queueWait returns how long a request of the API waits for its turn: no less than a page does, if the publisher has
// said so.
func (s *server) queueWait() time.Duration { return max(queueWait, s.patience) }

// awaitTurn waits until a request of the API may have work done.
func (s *server) awaitTurn(r *http.Request) error {
	if !s.apiTurn.acquire(r.Context(), s.queueWait()) {
		return busy
	}
	visitOf(r).hold(s.apiTurn.release)
	return nil
}
