package links

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	figures = "40,200 passengers [...] 3.5 per cent fewer than in 2020"
	county  = `<title>Ferry traffic</title><nav>Home</nav><main><h1>Ferry traffic</h1><p>In 2021 there were 40,200 passengers on the ferry,<br>as counted at the landing. That is 3.5&nbsp;per cent fewer than in 2020.</p></main>`
)

// A site is a host on loopback with a page for each thing that can go wrong. Everything is refused that its robots.txt
// refuses.
type site struct {
	*httptest.Server
	rules string // more of robots.txt
	mu    sync.Mutex
	asked []string // method and path, in order
	open  int      // requests at this moment
	most  int
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.Method+" "+r.URL.Path)
		first := strings.Count(strings.Join(s.asked, "\n")+"\n", " "+r.URL.Path+"\n") == 1
		s.open++
		s.most = max(s.most, s.open)
		s.mu.Unlock()
		defer func() { s.mu.Lock(); s.open--; s.mu.Unlock() }()
		page := func(words string) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!doctype html>", words)
		}
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /\n\nUser-agent: Sourcemark\nDisallow: /members/\n"+s.rules)
		case "/figures", "/moved/new":
			page(county)
		case "/moved/old":
			http.Redirect(w, r, "/moved/new", http.StatusMovedPermanently)
		case "/today":
			http.Redirect(w, r, "/figures", http.StatusFound)
		case "/circle/a":
			http.Redirect(w, r, "/circle/b", http.StatusFound)
		case "/circle/b":
			http.Redirect(w, r, "/circle/a", http.StatusFound)
		case "/cookie":
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes"})
				http.Redirect(w, r, "/cookie", http.StatusFound)
				return
			}
			page(county)
		case "/endless":
			http.Redirect(w, r, "/endless?"+r.URL.RawQuery+"1", http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/elsewhere":
			http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
		case "/gone":
			http.Error(w, "Gone", http.StatusGone)
		case "/soft":
			page("<title>Page not found</title><p>We have redesigned our site.")
		case "/404-figures":
			page("<title>Error 404 in the count</title><p>In 2021 there were 40,200 passengers, 3.5 per cent fewer " +
				"than in 2020.")
		case "/home":
			http.Redirect(w, r, "/", http.StatusFound)
		case "/":
			page("<title>The county</title><p>Welcome to the county. " +
				strings.Repeat("We have news of the harbour. ", 20))
		case "/sold":
			page("<title>county.example</title><p>This domain is for sale.")
		case "/broken":
			http.Error(w, "oops", http.StatusInternalServerError)
		case "/busy":
			if first {
				w.Header().Set("Retry-After", "7")
				http.Error(w, "slowly", http.StatusTooManyRequests)
				return
			}
			page(county)
		case "/login":
			http.Error(w, "who are you?", http.StatusForbidden)
		case "/noHEAD":
			if r.Method == http.MethodHead {
				http.Error(w, "no", http.StatusMethodNotAllowed)
				return
			}
			page(county)
		case "/slow":
			<-r.Context().Done()
		case "/drifted":
			page(strings.NewReplacer("40,200", "43,900", "on the ferry", "on \x1b[2J\u202ethe ferry").Replace(county) +
				strings.Repeat("<p>We have news of the harbour.", 10))
		case "/reworded":
			page(strings.Replace(county, "40,200 passengers", "some 40,200 travellers", 1) +
				strings.Repeat("<p>We have news of the harbour.", 10))
		case "/rewritten":
			page("<p>" + strings.Repeat("We have news of the harbour. ", 20))
		case "/turned":
			page("<article><h1>Ferry</h1><p>See beside.</p></article><aside><p>3.5 per cent fewer than in " +
				"2020</p><p>40,200 passengers</p></aside>")
		case "/entities":
			page("<p>40&#44;200 pass&shy;engers &amp; crew</p><p>3.5&#160;per&nbsp;cent fewer than&ensp;in 2020")
		case "/latin1":
			w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			fmt.Fprint(w, "<p>40,200 passengers \xfcber 3.5\xa0per cent fewer than in 2020")
		case "/late-meta", "/no-meta":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>Ferry</title>", strings.Repeat("<!-- harbour -->", 80), map[string]string{
				"/late-meta": "<meta charset=utf-8>"}[r.URL.Path], "<p>40,200 passengers über 3.5 per cent fewer than in 2020")
		case "/plain":
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "40,200 passengers, which is\n3.5 per cent fewer than in 2020")
		case "/cut":
			w.Header().Set("Content-Length", "100000")
			page("<p>In 2021 there were")
		case "/cut-behind":
			w.Header().Set("Content-Length", "100000")
			page(county)
		case "/huge":
			page("<p>" + strings.Repeat("We have news of the harbour. ", maxBody/28))
		case "/app":
			page("<div id=app></div><script>" + figures + "</script>")
		case "/report.pdf":
			w.Header().Set("Content-Type", "application/pdf")
			fmt.Fprint(w, "%PDF-1.7")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// anywhere lets a visitor go where the tests are.
func anywhere(netip.AddrPort) bool { return true }

// quick makes a visitor for whom waiting takes no time, and tells for how long it has waited.
func quick(v *Visitor) (waited func() time.Duration) {
	var mu sync.Mutex
	began := time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
	now := began
	v.now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	v.wait = func(_ context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(d)
		return nil
	}
	return func() time.Duration { return v.now().Sub(began) }
}

func TestLinkStates(t *testing.T) {
	s := newSite(t)
	closed := httptest.NewServer(nil)
	closed.Close()
	for _, c := range []struct {
		path, words string // the address, and the excerpt that is to be there
		state, why  string // why begins so
		lost        string // what of the excerpt is not there, and what is
	}{
		{"/figures", figures, "ok", "", ""},
		{"/figures", "", "ok", "", ""},
		{"/today", figures, "ok", "", ""}, // not for good, so the address is right
		{"/moved/old", figures, "redirected", "moved for good to " + s.URL + "/moved/new", ""},
		{"/cookie", figures, "ok", "", ""},
		{"/noHEAD", figures, "ok", "", ""},
		{"/plain", figures, "ok", "", ""},
		{"/entities", figures, "ok", "", ""},
		{"/entities", "40,200 passengers & crew", "ok", "", ""},
		{"/latin1", "passengers über 3.5 per cent", "ok", "", ""},
		{"/late-meta", "passengers über 3.5 per cent", "ok", "", ""},
		{"/no-meta", "passengers über 3.5 per cent", "ok", "", ""},
		{"/turned", figures, "ok", "", ""}, // another order, and not in the article
		{"/404-figures", figures, "ok", "", ""},
		{"/busy", figures, "ok", "", ""},

		{"/drifted", figures, "drifted", "what the dossier quotes", "40,200 passengers"},
		{"/reworded", figures, "drifted", "what the dossier quotes", "40,200 passengers"},
		{"/rewritten", figures, "drifted", "what the dossier quotes",
			"40,200 passengers|3.5 per cent fewer than in 2020"},

		{"/none", figures, "dead", "the server says 404 Not Found", ""},
		{"/gone", "", "dead", "the server says 410 Gone", ""},
		{"/soft", figures, "dead", `it answers 200 OK and says "not found"`,
			"40,200 passengers|3.5 per cent fewer than in 2020"},
		{"/soft", "", "dead", `it answers 200 OK and says "not found"`, ""},
		{"/home", "", "dead", "it redirects to the front page of 127.0.0.1", ""},
		{"/sold", "", "dead", "its domain is for sale", ""},
		{"/circle/a", "", "dead", "it redirects in a circle", ""},
		{"/endless", "", "dead", "it redirects more than 20 times", ""},

		{"/broken", figures, "unclear", "the server says 500 Internal Server Error", ""},
		{"/login", figures, "unclear", "the server says 403 Forbidden: open it yourself", ""},
		{"/members/1", figures, "unclear", "robots.txt asks programs to stay away", ""},
		{"/report.pdf", figures, "unclear", "it is there, but we cannot look into PDF", ""},
		{"/report.pdf", "", "ok", "", ""},
		{"/cut", figures, "unclear", "the server broke off in the middle of the page",
			"40,200 passengers|3.5 per cent fewer than in 2020"},
		{"/cut-behind", figures, "ok", "", ""},
		{"/huge", figures, "unclear", "the page is longer than 2 MiB",
			"40,200 passengers|3.5 per cent fewer than in 2020"},
		{"/app", figures, "unclear", "the page has hardly any words",
			"40,200 passengers|3.5 per cent fewer than in 2020"},
		{"/file", "", "unclear", "it leads to file:///etc/passwd: must be http or https", ""},
		{closed.URL, "", "unclear", "the host takes no connections", ""},
	} {
		v := newVisitor(Manners{Limit: 10 * time.Second}, anywhere)
		quick(v)
		l := Link{URL: s.URL + c.path, Of: []string{"#s1 url"}}
		if !strings.HasPrefix(c.path, "/") {
			l.URL = c.path
		}
		if c.words != "" {
			l.Excerpts = []Excerpt{{Words: c.words}}
		}
		v.check(t.Context(), &l)
		var words []string
		for _, e := range l.Excerpts {
			for _, x := range e.Lost {
				words = append(words, x.Words)
			}
		}
		if l.State != c.state || !strings.HasPrefix(l.Why, c.why) || (l.Why == "") != (c.why == "") ||
			strings.Join(words, "|") != c.lost {
			t.Errorf("%s, %q: %s, %q, not there: %q; want %s, %q, %q", c.path, c.words, l.State, l.Why, words, c.state,
				c.why, c.lost)
		}
		if (l.Next == "") != (c.state == "ok" || c.state == "unclear") {
			t.Errorf("%s is %s, and what to do is %q", c.path, c.state, l.Next)
		}
	}
}

// What became of the words is told as an editor needs it, without what would clear the screen or turn the line around.
func TestLinkDrift(t *testing.T) {
	s := newSite(t)
	v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
	l := Link{URL: s.URL + "/drifted",
		Excerpts: []Excerpt{{Words: "In 2021 there were 40,200 passengers on the ferry, as counted at the landing"}}}
	v.check(t.Context(), &l)
	want := `[{"words":"In 2021 there were 40,200 passengers on the ferry, as counted at the landing","lost":[{` +
		`"words":"In 2021 there were 40,200 passengers on the ferry, as counted at the landing",` +
		`"here":"In 2021 there were 43,900 passengers on [2Jthe ferry, as counted at the landing."}]}]`
	if got, _ := json.Marshal(l.Excerpts); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A host is asked for one thing at a time, with the pause that its robots.txt wants, and waited for once where it asks
// for that.
func TestLinkManners(t *testing.T) {
	s := newSite(t)
	s.rules = "Crawl-delay: 2\n"
	v := newVisitor(Manners{Contact: "desk@news.example", Limit: 10 * time.Second}, anywhere)
	waited := quick(v)
	var all sync.WaitGroup
	for _, path := range []string{"/figures", "/busy", "/report.pdf", "/members/1", "/members/2"} {
		all.Go(func() { v.check(t.Context(), &Link{URL: s.URL + path}) })
	}
	all.Wait()
	asked := strings.Join(s.asked, " ")
	if s.most != 1 || strings.Count(asked, "/robots.txt") != 1 || strings.Contains(asked, "/members") ||
		strings.Contains(asked, "GET /report.pdf") {
		t.Errorf("at once %d, %s", s.most, asked)
	}
	// Between seven requests six pauses: four of two seconds, as robots.txt has it, the first of one second, since
	// there that was not known yet, and one of seven seconds, for which the busy page asked.
	if n := len(s.asked); n != 7 || waited() != 16*time.Second {
		t.Errorf("%d requests, waited for %v: %s", n, waited(), asked)
	}
	if !strings.HasPrefix(v.agent, "Sourcemark/1 (checks whether") || !strings.Contains(v.agent, "desk@news.example") {
		t.Errorf("we call ourselves %q", v.agent)
	}
}

// Who asks us to stay away for longer than we wait is left alone for the whole run.
func TestLinkRetryLater(t *testing.T) {
	var n int
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		n++
		w.Header().Set("Retry-After", "3600")
		http.Error(w, "closed", http.StatusServiceUnavailable)
	}))
	defer s.Close()
	v := newVisitor(Manners{Limit: 10 * time.Second}, anywhere)
	waited := quick(v)
	for range 3 {
		l := Link{URL: s.URL + "/a"}
		if v.check(t.Context(), &l); l.State != "unclear" {
			t.Errorf("%+v", l)
		}
	}
	if n != 1 || waited() > time.Minute {
		t.Errorf("asked %d times, waited for %v", n, waited())
	}
	now := time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		says string
		want time.Duration
	}{
		{"", 0}, {"soon", 0}, {"-5", 0}, {"0", 0}, {"60", time.Minute}, {"61", -61 * time.Second}, {"99999999999999",
			-7 * 24 * time.Hour},
		{"Thu, 12 Mar 2026 09:00:30 GMT", 30 * time.Second}, {"Thu, 12 Mar 2026 08:00:00 GMT",
			0}, {"Fri, 13 Mar 2026 09:00:00 GMT", -24 * time.Hour},
	} {
		if got := RetryAfter(c.says, now, patience); got != c.want {
			t.Errorf("%q: got %v, want %v", c.says, got, c.want)
		}
	}
}

func TestLinkTimeout(t *testing.T) {
	s := newSite(t)
	v := newVisitor(Manners{Delay: -1, Limit: time.Second}, anywhere) // in which it has to ask for robots.txt first
	l := Link{URL: s.URL + "/slow"}
	if v.check(t.Context(), &l); l.State != "unclear" || l.Why != "no answer in time" {
		t.Errorf("%+v", l)
	}
}

// While robots.txt can't be had because the server is broken, nothing is asked of it.
func TestLinkRobotsBroken(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			t.Errorf("asked for %s", r.URL)
		}
		http.Error(w, "oops", http.StatusInternalServerError)
	}))
	defer s.Close()
	v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
	l := Link{URL: s.URL + "/a"}
	if v.check(t.Context(), &l); l.State != "unclear" || !strings.HasPrefix(l.Why, "robots.txt") {
		t.Errorf("%+v", l)
	}
}

func TestLinkCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter,
		r *http.Request) {
		fmt.Fprint(w, figures)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of every client that hangs up
	s.StartTLS()
	defer s.Close()
	known := x509.NewCertPool()
	known.AddCert(s.Certificate())
	u, _ := url.Parse(s.URL)
	for _, c := range []struct {
		what, host string
		config     *tls.Config
		state, why string
	}{
		{what: "not known", host: "127.0.0.1", config: nil, state: "unclear",
			why: "its certificate is not known here: x509"},
		{what: "right", host: "127.0.0.1", config: &tls.Config{RootCAs: known}, state: "ok"},
		{what: "another host's", host: "localhost", config: &tls.Config{RootCAs: known}, state: "dead",
			why: "its certificate is another host's"},
		{what: "expired", host: "127.0.0.1", config: &tls.Config{RootCAs: known,
			Time: func() time.Time { return s.Certificate().NotAfter.Add(time.Hour) }}, state: "dead",
			why: "its certificate has expired"},
	} {
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
		v.client.Transport.(*http.Transport).TLSClientConfig = c.config
		l := Link{URL: "https://" + net.JoinHostPort(c.host, u.Port()) + "/"}
		if v.check(t.Context(), &l); l.State != c.state || !strings.HasPrefix(l.Why, c.why) {
			t.Errorf("%s: %s, %s", c.what, l.State, l.Why)
		}
	}
}

// A dossier leads nobody into a network of their own: not by an address in any spelling, not by a name, not by a
// redirect.
func TestPrivateAddresses(t *testing.T) {
	inside := newSite(t)
	u, _ := url.Parse(inside.URL)
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, public)
		l := Link{URL: "http://" + host + ":" + u.Port() + "/figures"}
		if v.check(t.Context(), &l); l.State == "ok" || len(inside.asked) > 0 {
			t.Errorf("%s: %+v; asked %v", host, l, inside.asked)
		}
	}
	outside := newSite(t)
	o, _ := url.Parse(outside.URL)
	v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, func(a netip.AddrPort) bool { return fmt.Sprint(a.Port()) == o.Port() })
	for _, to := range []string{inside.URL + "/figures", "http://localhost:" + u.Port() + "/figures"} {
		l := Link{URL: outside.URL + "/elsewhere?to=" + url.QueryEscape(to)}
		if v.check(t.Context(), &l); l.State != "unclear" ||
			!strings.Contains(l.Why, "no address of the public internet") || len(inside.asked) > 0 {
			t.Errorf("redirect to %s: %+v; asked %v", to, l, inside.asked)
		}
	}
	for _, c := range []struct {
		address string
		want    bool
	}{
		{"93.184.215.14", true}, {"2606:2800:21f:cb07:6820:80da:af6b:8b2c", true}, {"::ffff:93.184.215.14", true},
		{"127.0.0.1", false}, {"127.8.9.1", false}, {"10.1.2.3", false}, {"172.16.0.1", false}, {"192.168.1.1",
			false}, {"169.254.169.254", false},
		{"100.64.0.1", false}, {"0.0.0.0", false}, {"255.255.255.255", false}, {"224.0.0.1", false}, {"198.18.0.1",
			false}, {"240.0.0.1", false},
		{"::", false}, {"::1", false}, {"::ffff:10.0.0.1", false}, {"::ffff:169.254.169.254", false}, {"::10.0.0.1",
			false}, {"64:ff9b::a00:1", false},
		{"2002:a00:1::", false}, {"fc00::1", false}, {"fd12::1", false}, {"fe80::1", false}, {"fe80::1%eth0",
			false}, {"ff02::1", false}, {"2001:db8::1", false},
	} {
		if got := public(netip.AddrPortFrom(netip.MustParseAddr(c.address), 80)); got != c.want {
			t.Errorf("%s: public %v, want %v", c.address, got, c.want)
		}
	}
}
