//go:build !js

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sourcemark/claims"
)

// waitingAt waits until so many wait at a gate.
func waitingAt(g *semaphore, n int) {
	for {
		g.mu.Lock()
		waiting := len(g.waiting)
		g.mu.Unlock()
		if waiting == n {
			return
		}
		time.Sleep(time.Millisecond) // nobody tells when somebody begins to wait
	}
}

// TestSemaphore checks that no more are in than there are places, that those who wait come in order, and that whoever
// gives up leaves no trace.
func TestSemaphore(t *testing.T) {
	g := newSemaphore(2, 3)
	ctx := t.Context()
	if !g.acquire(ctx, 0) || !g.acquire(ctx, 0) {
		t.Fatal("an empty gate lets nobody in")
	}
	order := make(chan int)
	for i := range 2 {
		go func() {
			if g.acquire(ctx, time.Hour) {
				order <- i
			}
		}()
		waitingAt(g, i+1)
	}
	gone, leave := context.WithCancel(ctx)
	answers := make(chan bool)
	go func() { answers <- g.acquire(gone, time.Hour) }()
	waitingAt(g, 3)
	if g.acquire(ctx, time.Hour) {
		t.Error("one more waits than may")
	}
	if leave(); <-answers {
		t.Error("who has gone is let in")
	}
	if g.acquire(ctx, 0) {
		t.Error("who has no time is let in before those who wait")
	}
	for want := range 2 {
		if g.release(); <-order != want {
			t.Errorf("%d does not come in his turn", want)
		}
	}
	g.release()
	g.release()
	if g.free != 2 || len(g.waiting) != 0 {
		t.Errorf("in the end %d are free and %d wait", g.free, len(g.waiting))
	}
}

// long is the ferry article, longer than most pages.
var long = strings.Replace(ferry, "</article>", strings.Repeat("<p>Nothing is said here that anybody has checked.</p>\n", 3*shortPage/54)+"</article>", 1)

// checkedPages is how many pages a host says it has checked.
func (h *host) checkedPages() int {
	h.Helper()
	var health struct{ Checked *int }
	if err := json.Unmarshal([]byte(h.get("/healthz").body), &health); err != nil || health.Checked == nil {
		h.Fatalf("/healthz does not say how many pages were checked: %v", err)
	}
	return *health.Checked
}

// TestManyFirstReaders has readers ask at one moment for a long page that nobody has asked for before: it is checked
// once.
func TestManyFirstReaders(t *testing.T) {
	const readers = 40
	for _, c := range []struct{ name, path string }{{"length known", "/known"}, {"length unknown", "/unknown"}} {
		t.Run(c.name, func(t *testing.T) {
			var mu sync.Mutex
			var all chan struct{} // closed when everybody has asked
			asked := 0
			hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				if asked++; asked == readers {
					close(all)
				}
				wait := all
				mu.Unlock()
				<-wait
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				if c.path == "/known" {
					w.Header().Set("Content-Length", fmt.Sprint(len(long)))
				}
				_, _ = io.WriteString(w, long)
			}), func(h *host) {
				mu.Lock()
				asked, all = 0, make(chan struct{})
				mu.Unlock()
				h.kv.Set(func() { h.kv.Values[h.url+c.path] = ferryDossier(h.url+c.path, "Wrong number", "2026-11-23") })
				var wg sync.WaitGroup
				for i := range readers {
					wg.Go(func() {
						if got := h.get(fmt.Sprintf("%s?%d", c.path, i)); !strings.Contains(got.body, "Wrong number") {
							h.Errorf("a reader gets %d bytes, and it says %q", len(got.body), got.Header.Get("Sourcemark"))
						}
					})
				}
				wg.Wait()
				if n := h.checkedPages(); n != 1 {
					h.Errorf("one page was checked %d times for %d readers", n, readers)
				}
				if h.server != nil && (h.server.longPages.free != 8 || h.server.shortPages.free != 128) {
					h.Errorf("of the places, %d and %d are left", h.server.longPages.free, h.server.shortPages.free)
				}
			})
		})
	}
}

// TestFailedCheckIsTriedAgain has a check fail that several readers wait for: each of the others tries again.
func TestFailedCheckIsTriedAgain(t *testing.T) {
	var m pageCache
	begun, goOn := make(chan struct{}), make(chan struct{})
	wait := func(landed chan struct{}) bool { <-landed; return true }
	failed := make(chan any)
	go func() {
		defer func() { failed <- recover() }()
		m.do("k", []byte("page"), wait, func() *rendered { close(begun); <-goOn; panic("as asked") })
	}()
	<-begun
	got := make(chan *rendered)
	joined := make(chan struct{})
	go func() {
		got <- m.do("k", []byte("page"), func(landed chan struct{}) bool { close(joined); <-landed; return true }, func() *rendered { return &rendered{how: "annotated"} })
	}()
	<-joined
	close(goOn)
	if <-failed == nil {
		t.Error("the first does not fail")
	}
	if done := <-got; done == nil || done.how != "annotated" {
		t.Errorf("the second fails with the first: %v", done)
	}
	// Who loses patience does it himself.
	begun, goOn = make(chan struct{}), make(chan struct{})
	go m.do("k", []byte("other"), wait, func() *rendered { close(begun); <-goOn; return nil })
	<-begun
	if done := m.do("k", []byte("other"), func(chan struct{}) bool { return false }, func() *rendered { return &rendered{how: "annotated"} }); done == nil {
		t.Error("who has lost patience gets nothing")
	}
	close(goOn)
}

// TestReadersWhoLeave has readers leave while their pages are read: their places are free for others.
func TestReadersWhoLeave(t *testing.T) {
	asked, end := make(chan struct{}, 100), make(chan struct{})
	t.Cleanup(func() { close(end) })
	hosts(t, map[string]string{"PATIENCE": "300ms"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/ferry" {
			_, _ = io.WriteString(w, long)
			return
		}
		_, _ = io.WriteString(w, ferry[:len(ferry)/2])
		_ = http.NewResponseController(w).Flush()
		asked <- struct{}{}
		select {
		case <-end:
		case <-r.Context().Done():
		}
	}), func(h *host) {
		for _, path := range []string{"/ferry", "/stalls"} {
			h.kv.Set(func() { h.kv.Values[h.url+path] = ferryDossier(h.url+path, "Wrong number", "2026-11-23") })
		}
		for range 40 { // more than there are places in an isolate
			ctx, leave := context.WithCancel(t.Context())
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/stalls", nil)
			if err != nil {
				h.Fatal(err)
			}
			go func() {
				if resp, err := plain.Do(r); err == nil {
					resp.Body.Close()
				}
			}()
			<-asked
			leave()
		}
		for try := 1; ; try++ {
			got := h.get("/ferry")
			if strings.Contains(got.body, "Wrong number") {
				break
			}
			if try == 100 { // half a minute of patience
				h.Fatalf("after readers have left, others get %q", got.Header.Get("Sourcemark"))
			}
		}
	})
}

// TestReadersBeforePosters has many clients post at one moment: one is answered at a time, and readers are served
// meanwhile.
func TestReadersBeforePosters(t *testing.T) {
	hosts(t, nil, http.HandlerFunc(pages), func(h *host) {
		if h.server == nil {
			// An isolate does one thing at a time by itself. But that the answer is made in the turn of whoever has let one in,
			// not one's own, is what workerd forbids.
			var wg sync.WaitGroup
			for i := range 2 * mostAtOnce {
				wg.Go(func() {
					path := fmt.Sprintf("/v1/%s", [...]string{"records/c01", "feed.json", "summary?url=/ferry", "records/c02"}[i%4])
					if got := h.get(path, "CF-Connecting-IP", fmt.Sprint("192.0.2.", i%2)); got.StatusCode != http.StatusOK && !strings.Contains(path, "summary") {
						h.Errorf("%s among others: %d %.200q", path, got.StatusCode, got.body)
					}
				})
			}
			wg.Wait()
			return
		}
		s := h.server
		h.kv.Set(func() { h.kv.Values[h.url+"/ferry"] = ferryDossier(h.url+"/ferry", "Wrong number", "2026-11-23") })
		const more = 7 // than the one who is answered; all have room for what they have posted
		begun, goOn := make(chan struct{}), make(chan struct{})
		now, most, library := 0, 0, s.store.library
		var mu sync.Mutex
		s.store.library = func() *claims.Library {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			begun <- struct{}{}
			<-goOn
			mu.Lock()
			now--
			mu.Unlock()
			return library()
		}
		post := func(ctx context.Context) (int, error) {
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url+"/v1/match", strings.NewReader(`{"text": "Nearly 30 people were killed"}`))
			if err != nil {
				return 0, err
			}
			resp, err := plain.Do(r)
			if err != nil {
				return 0, err
			}
			defer resp.Body.Close()
			return resp.StatusCode, nil
		}
		var wg sync.WaitGroup
		for i := range more {
			wg.Go(func() {
				if status, err := post(t.Context()); status != http.StatusOK {
					h.Errorf("%d posts at a time: %d, %v", more, status, err)
				}
			})
			if i == 0 {
				<-begun
			}
		}
		waitingAt(s.apiTurn, more-1)
		ctx, leave := context.WithCancel(t.Context())
		wg.Go(func() {
			if _, err := post(ctx); !errors.Is(err, context.Canceled) {
				h.Errorf("who has gone: %v", err)
			}
		})
		waitingAt(s.apiTurn, more)
		leave()
		waitingAt(s.apiTurn, more-1)
		if got := h.get("/ferry"); !strings.Contains(got.body, "Wrong number") {
			h.Errorf("a reader beside them gets %q", got.Header.Get("Sourcemark"))
		}
		go func() {
			for range more - 1 {
				<-begun
			}
		}()
		close(goOn)
		wg.Wait()
		if most != 1 {
			h.Errorf("%d posts were answered at a time, want 1", most)
		}
	})
}

// TestTooLongToRead checks that a post whose length is too long is refused before any of it has come.
func TestTooLongToRead(t *testing.T) {
	hosts(t, nil, http.HandlerFunc(pages), func(h *host) {
		c, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
		if err != nil {
			h.Fatal(err)
		}
		defer c.Close()
		fmt.Fprintf(c, "POST /v1/check HTTP/1.1\r\nHost: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\nit begins", strings.TrimPrefix(h.url, "http://"), largest+1)
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			h.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusRequestEntityTooLarge {
			h.Errorf("it answers %d", resp.StatusCode)
		}
	})
}

// TestPostsPerClient checks that a client that posts too much is told so, and when to come again, and that nobody else
// is.
func TestPostsPerClient(t *testing.T) {
	now := time.Unix(0, 0)
	p := quotas{perMinute: 6, now: func() time.Time { return now }}
	spent := func(client string, n int) bool { return p.spend(client, n) == nil }
	for i := range 6 {
		if !spent("192.0.2.1", 1) {
			t.Fatalf("no more after %d", i)
		}
	}
	if spent("192.0.2.1", 1) {
		t.Error("a seventh in a minute")
	}
	if now = now.Add(10 * time.Second); !spent("192.0.2.1", 1) || spent("192.0.2.1", 1) {
		t.Error("after ten seconds it is one more")
	}
	if !spent("2001:db8::1", 5) || spent("2001:db8::2", 5) || !spent("2001:db8:0:1::1", 5) {
		t.Error("an IPv6 customer has a network of addresses")
	}
	if !spent("192.0.2.2", 100) || spent("192.0.2.2", 1) {
		t.Error("who asks for much at once pays for it afterwards")
	}
	if now = now.Add(5 * time.Minute); spent("192.0.2.2", 1) {
		t.Error("who asked for much has paid too soon")
	}
	for i := range 2 * mostClients {
		spent(fmt.Sprint("client ", i), 1)
	}
	if len(p.all) > mostClients+1 {
		t.Errorf("%d clients are remembered", len(p.all))
	}
	if now = now.Add(time.Hour); !spent("somebody new", 1) || len(p.all) != 1 {
		t.Errorf("%d clients are remembered after an hour", len(p.all))
	}
	var leave []func()
	for range mostAtOnce {
		one, err := p.admit("192.0.2.3")
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, one)
	}
	if _, err := p.admit("192.0.2.3"); err == nil {
		t.Error("one more waits than may")
	}
	leave[0]()
	if _, err := p.admit("192.0.2.3"); err != nil {
		t.Errorf("when one was answered: %v", err)
	}

	hosts(t, map[string]string{"POSTS": "2"}, http.HandlerFunc(pages), func(h *host) {
		if h.server != nil {
			h.server.quotas.now = func() time.Time { return now }
		}
		for _, c := range []struct {
			path, body, client string
			status             int
		}{
			{"/v1/check", "text", "192.0.2.1", 200}, {"/v1/lint", "{}", "192.0.2.1", 200}, {"/v1/check", "text", "192.0.2.1", 429}, {"/v1/match", `{"text": "x"}`, "192.0.2.1", 429},
			{"/v1/match", `{"statements": [{"text": "x"}, {"text": "y"}]}`, "192.0.2.2", 200}, {"/v1/check", "text", "192.0.2.2", 429},
		} {
			if h.server != nil {
				h.server.client = func(*http.Request) string { return c.client }
			}
			got := h.ask(http.MethodPost, c.path, strings.NewReader(c.body), "Content-Type", "text/plain", "CF-Connecting-IP", c.client)
			if got.StatusCode != c.status || c.status == 429 && (got.Header.Get("Retry-After") == "" || !strings.Contains(got.body, "a minute")) {
				h.Errorf("%s of %s: %d %q, want %d", c.path, c.client, got.StatusCode, got.body, c.status)
			}
		}
	})
}

// TestQueueIsPatient has a request of the API wait for its turn for longer than it would in the default settings. Where
// PATIENCE is an hour, as in all tests that are not about time, it gets its turn.
func TestQueueIsPatient(t *testing.T) {
	for _, c := range []struct {
		patience time.Duration
		want     error
	}{{3 * time.Second, busy}, {time.Hour, nil}} {
		synctest.Test(t, func(t *testing.T) {
			s := &server{settings: &settings{patience: c.patience}}
			s.apiTurn = newSemaphore(0, 1)
			free := time.AfterFunc(2*queueWait, s.apiTurn.release) // on the clock of the bubble, for which nobody waits
			defer free.Stop()
			r := httptest.NewRequest("GET", "/v1/summary", nil)
			r = r.WithContext(context.WithValue(r.Context(), visitKey{}, new(visit)))
			if err := s.awaitTurn(r); err != c.want {
				t.Errorf("PATIENCE=%v: %v, want %v", c.patience, err, c.want)
			}
		})
	}
}
