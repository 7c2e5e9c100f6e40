package links

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// fetches returns what Fetch reads at an address when any may be visited and waiting takes no time.
func fetches(t *testing.T, address string) *Page {
	t.Helper()
	v := newVisitor(Manners{Limit: 10 * time.Second}, anywhere)
	quick(v)
	p, err := v.Fetch(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What keeps the words of a source from us is said in one word, and no words of a wall are taken for those of the page.
func TestFetchTroubles(t *testing.T) {
	s := newSite(t)
	closed := httptest.NewServer(nil)
	closed.Close()
	wall := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := map[string]string{
			"/consent": "<title>Harbour News</title><h1>We value your privacy</h1><p>" + partner + partner + "</p>",
			"/form":    `<title>Members</title><form><input type="password"><button>Log in</button></form>`,
			"/app":     "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
			"/few":     "<title>Ferry</title><p>In 2021.",
			"/paid":    `<script type="application/ld+json">{"isAccessibleForFree": false}</script>` + strings.Repeat(story, 5),
		}[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	}))
	defer wall.Close()
	for _, c := range []struct {
		address string
		want    Trouble
		words   bool
	}{
		{s.URL + "/figures", "", true},
		{s.URL + "/plain", "", true},
		{s.URL + "/today", "", true},
		{s.URL + "/none", Gone, false},
		{s.URL + "/soft", Gone, false},
		{s.URL + "/circle/a", Gone, false},
		{s.URL + "/broken", Away, false},
		{closed.URL, Away, false},
		{s.URL + "/login", Refused, false},
		{s.URL + "/members/1", Robots, false},
		{s.URL + "/report.pdf", Damaged, false},
		{s.URL + "/file", Away, false},
		{s.URL + "/huge", Cut, true},
		{wall.URL + "/consent", NeedsConsent, false},
		{wall.URL + "/form", NeedsLogin, false},
		{wall.URL + "/app", NeedsBrowser, false},
		{wall.URL + "/few", Few, true},
		{wall.URL + "/paid", NeedsPay, true},
		{"javascript:alert(1)", NoAddress, false},
		{"file:///etc/passwd", NoAddress, false},
		{"https://desk:secret@county.example/", NoAddress, false},
		{"", NoAddress, false},
	} {
		p := fetches(t, c.address)
		if !c.words && p.Title != "" {
			t.Errorf("%s: a wall's title, %q, is taken for that of the page", c.address, p.Title)
		}
		if p.Trouble != c.want || (len(p.Blocks) > 0) != c.words || (p.Why == "") != (c.want == "") {
			t.Errorf("%s: %q (%s), %d blocks; want %q", c.address, p.Trouble, p.Why, len(p.Blocks), c.want)
		}
	}
}

// A source is asked for once, as robots.txt allows it.
func TestFetchOnce(t *testing.T) {
	s := newSite(t)
	fetches(t, s.URL+"/figures")
	if got := strings.Join(s.asked, ", "); got != "GET /robots.txt, GET /figures" {
		t.Error(got)
	}
}

// An editor pastes what a stranger sends: it leads nobody into their own network, not by a redirect either.
func TestFetchPrivateAddress(t *testing.T) {
	inside, outside := newSite(t), newSite(t)
	o, _ := url.Parse(outside.URL)
	u, _ := url.Parse(inside.URL)
	v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, func(a netip.AddrPort) bool { return fmt.Sprint(a.Port()) == o.Port() })
	for _, address := range []string{inside.URL + "/figures", "http://localhost:" + u.Port() + "/figures",
		outside.URL + "/elsewhere?to=" + url.QueryEscape(inside.URL+"/figures")} {
		p, err := v.Fetch(t.Context(), address)
		if err != nil || p.Trouble != Private || len(inside.asked) > 0 {
			t.Errorf("%s: %+v, %v; asked %v", address, p, err, inside.asked)
		}
	}
}

// Where our own line is down, that is said, and not that the source is gone.
func TestFetchWithoutNetwork(t *testing.T) {
	for down, want := range map[string]Trouble{"this machine has no network": Away, "": Gone} {
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
		v.network.probe = func(context.Context) string { return down }
		v.client.Transport.(*http.Transport).DialContext = func(_ context.Context, _, address string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}
		}
		if p, err := v.Fetch(t.Context(), "https://county.example/"); err != nil || p.Trouble != want {
			t.Errorf("%q: %+v, %v", down, p, err)
		}
	}
}

// A copy in an archive is cited by what it is a copy of; a server may name a copy of its own page.
func TestFetchCopies(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
			return
		case "/web/20260312/figures":
			w.Header().Set("Memento-Datetime", "Thu, 12 Mar 2026 09:00:00 GMT")
			w.Header().Set("Link", `<https://county.example/figures>; rel="original", `+
				`</web/timemap/figures>; rel="timemap"; type="application/link-format"; from="Sun, 01 Mar 2026 09:00:00 GMT", `+
				`</web/20260301/figures>; rel="first memento"; datetime="Sun, 01 Mar 2026 09:00:00 GMT"`)
		case "/figures":
			w.Header().Add("Link", `</style.css>; rel=preload; as=style`)
			w.Header().Add("Link", `<https://archive.example/a,b/figures>; rel="memento"; title="of, March"`)
		case "/hostile":
			w.Header().Set("Memento-Datetime", "Thu, 12 Mar 2026 09:00:00 GMT")
			w.Header().Set("Link", `<javascript:alert(1)>; rel="original", <http://a:b@c.example/>; rel=memento, <`)
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, county)
	}))
	defer s.Close()
	for path, want := range map[string]struct{ address, archived string }{
		"/web/20260312/figures": {"https://county.example/figures", s.URL + "/web/20260312/figures"},
		"/figures":              {s.URL + "/figures", "https://archive.example/a,b/figures"},
		"/hostile":              {s.URL + "/hostile", ""},
		"/other":                {s.URL + "/other", ""},
	} {
		if p := fetches(t, s.URL+path); p.Address != want.address || p.Archived != want.archived {
			t.Errorf("%s: address %q, archived %q", path, p.Address, p.Archived)
		}
	}
}

// The words to select an excerpt from are those of the article, and the page's others beside them.
func TestFetchWords(t *testing.T) {
	p := fetches(t, newSite(t).URL+"/figures")
	want := []string{"Ferry traffic", "In 2021 there were 40,200 passengers on the ferry, as counted at the landing. That is " +
		"3.5 per cent fewer than in 2020."}
	if strings.Join(p.Blocks, "\n") != strings.Join(want, "\n") || strings.Join(p.Beside, "|") != "Home" ||
		p.Title != "Ferry traffic" || p.Language != "en" {
		t.Errorf("%+v", p)
	}
	for excerpt, missing := range map[string]string{
		"there were 40,200 passengers":                          "",
		"there were 40,200 passengers [...] fewer than in 2020": "",
		"3.5 per cent fewer":                                    "",
		"Home":                                                  "",
		"there were 40,200 travellers":                          "there were 40,200 travellers",
		"40,200 passengers […] 3.6 per cent fewer":              "3.6 per cent fewer",
	} {
		var got []string
		for _, l := range p.Missing(excerpt) {
			got = append(got, l.Words)
		}
		if strings.Join(got, "|") != missing {
			t.Errorf("%q: missing %q, want %q", excerpt, got, missing)
		}
	}
}

// An address is what people copy, and becomes what a dossier may have.
func TestFetchAsked(t *testing.T) {
	for given, want := range map[string]string{
		" https://county.example/a ":        "https://county.example/a",
		"county.example/a":                  "https://county.example/a",
		"https://rathaus.example/größe?q=ä": "https://rathaus.example/gr%C3%B6%C3%9Fe?q=%C3%A4",
		"https://größe.example:8443/a\"b":   "https://xn--gre-6ka8i.example:8443/a%22b",
		"http://[2001:db8::1]:80/":          "http://[2001:db8::1]:80/",
		"javascript:alert(1)":               "javascript:alert(1)",
		"https://a:b@county.example/":       "https://a:b@county.example/",
	} {
		if got := asked(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

// What a page says about itself fills in the form; an address on another site is not believed.
func TestFetchDescribes(t *testing.T) {
	var head string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html lang=de><head>", head, "</head><body>", county)
	}))
	defer s.Close()
	for _, c := range []struct{ what, head, address, publisher, title, published, language string }{
		{"nothing", "", "/a?utm_source=x", "127.0.0.1", "Ferry traffic", "", "de"},
		{"all", `<link rel="canonical" href="URL/ferry"><meta property="og:site_name" content="The county"><meta property="og:title" ` +
			`content="Ferry traffic, 2021"><meta property="article:published_time" content="2022-01-14 06:09:25">`,
			"/ferry", "The county", "Ferry traffic, 2021", "2022-01-14T06:09:25", "de"},
		{"another site's address", `<link rel="canonical" href="https://agency.example/ferry">`, "/a?utm_source=x", "127.0.0.1",
			"Ferry traffic", "", "de"},
	} {
		head = strings.ReplaceAll(c.head, "URL", s.URL)
		p := fetches(t, s.URL+"/a?utm_source=x")
		if p.Address != s.URL+c.address || p.Publisher != c.publisher || p.Title != c.title || p.Published != c.published ||
			p.Language != c.language {
			t.Errorf("%s: %+v", c.what, p)
		}
	}
}
