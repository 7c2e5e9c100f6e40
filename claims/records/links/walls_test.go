package links

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// An answered page is what a server answers for one address.
type answered struct {
	status  int
	header  string // "Name: value"
	to      string // where it redirects
	page    string
	excerpt string // that the dossier has of it; "-" for none, "" for the one of the test
	want    string // the state, and how the reason begins
}

const (
	count   = "40,200 passengers"
	partner = "We and our 612 partners store and access information on a device, such as cookies, and process personal data " +
		"for personalised ads, measurement of ads and research on who reads us. You can change your choices at any time. "
	story = "<p>The ferry has carried fewer people than the year before, the county says, and the harbour office is to look " +
		"into the reasons before the summer, when the timetable of the boats is to be made anew for the years to come.</p>"
)

// shows lets a server show pages and tells what became of a link to each.
func shows(t *testing.T, pages map[string]answered) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if name, value, ok := strings.Cut(p.header, ": "); ok {
			w.Header().Set(name, value)
		}
		if p.to != "" {
			http.Redirect(w, r, p.to, http.StatusFound)
			return
		}
		w.WriteHeader(max(p.status, 200))
		fmt.Fprint(w, "<!doctype html>", p.page)
	}))
	defer s.Close()
	for path, p := range pages {
		if p.want == "" {
			continue // others lead to it
		}
		v := newVisitor(Manners{Delay: -1, Limit: 10 * time.Second}, anywhere)
		quick(v)
		l := Link{URL: s.URL + path, Of: []string{"#s1 url"}, Redirects: []string{}}
		switch p.excerpt {
		case "-":
		case "":
			l.Excerpts = []Excerpt{{Words: count}}
		default:
			l.Excerpts = []Excerpt{{Words: p.excerpt}}
		}
		v.check(t.Context(), &l)
		if got := strings.ReplaceAll(l.State+", "+l.Why, s.URL, ""); !strings.HasPrefix(got, p.want) ||
			(l.State == "ok") != (p.want == "ok, ") {
			t.Errorf("%s: %s; want %s", path, got, p.want)
		}
		if strings.Contains(p.want, "it needs") && len(l.Excerpts) > 0 && len(l.Excerpts[0].Lost) > 0 {
			t.Errorf("%s: nobody has seen that %v is not there", path, l.Excerpts[0].Lost)
		}
	}
}

// What stands before a page is no page: nobody knows whether the words are still there.
func TestLinkWalls(t *testing.T) {
	const consent, login, pay, browser = "unclear, it needs consent: ", "unclear, it needs a login: ",
		"unclear, it needs a login or a subscription: ", "unclear, it needs a browser: "
	shows(t, map[string]answered{
		// consent
		"/cookies-first": {page: "<title>Harbour News</title><h1>We value your privacy</h1><p>" + partner + partner + "</p><button>Accept all</button>", want: consent},
		"/cookies-first-de": {page: "<title>Hafenblatt</title><h1>Weiter mit Werbung und Tracking</h1><p>Mit Ihrer Einwilligung verarbeiten wir " +
			"und unsere Partner personenbezogene Daten.</p><button>Akzeptieren</button>", want: consent},
		"/cookies-first-ko": {page: "<title>항만신문</title><p>개인정보 처리에 동의해 주세요. 쿠키를 사용합니다.</p><button>동의</button>", want: consent},
		"/to-consent":       {to: "/consent/collect?from=story", want: consent},
		"/consent/collect":  {page: "<p>" + strings.Repeat(partner, 6)},
		"/to-consent-bare":  {to: "/gdpr-consent", excerpt: "-", want: consent},
		"/gdpr-consent":     {page: "<p>Before you go on"},
		"/banner":           {page: "<article><h1>Ferry</h1>" + strings.Repeat(story, 8) + "</article><div><p>" + partner + "</p></div>", want: "drifted, "},
		"/banner-found":     {page: "<article><p>In 2021 there were " + count + ".</p></article><div><p>" + partner + "</p></div>", want: "ok, "},
		"/about-cookies": {page: "<article><h1>How the county counts its passengers</h1>" + strings.Repeat(story, 8) +
			"<p>Our site sets no cookie.</p></article>", want: "drifted, "},

		// paywalls
		"/not-free":       {page: `<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>` + strings.Repeat(story, 5), want: pay},
		"/not-free-text":  {page: `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>` + strings.Repeat(story, 5), want: pay},
		"/not-free-part":  {page: `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".rest"}}</script>` + strings.Repeat(story, 5), want: pay},
		"/not-free-micro": {page: `<meta itemprop="isAccessibleForFree" content="false">` + strings.Repeat(story, 5), want: pay},
		"/metered":        {page: `<meta property="article:content_tier" content="metered">` + strings.Repeat(story, 5), want: pay},
		"/free":           {page: `<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>` + strings.Repeat(story, 8), want: "drifted, "},
		"/teaser":         {page: story + "<p>Subscribe to continue reading. Already a subscriber? Log in.</p>", want: pay},
		"/teaser-fr":      {page: "<p>Il vous reste 74 % de cet article à lire. La suite est réservée aux abonnés." + story, want: pay},
		"/paid-found":     {page: `<meta property="article:content_tier" content="locked"><p>In 2021 there were ` + count, want: "ok, "},
		"/paid-bare":      {page: `<meta property="article:content_tier" content="locked">` + story, excerpt: "-", want: "ok, "},
		"/payment":        {status: 402, page: "pay", want: "unclear, the server says 402 Payment Required: it needs a login or a subscription"},

		// logins
		"/who":           {status: 401, page: "who are you?", want: "unclear, the server says 401 Unauthorized: it needs a login"},
		"/to-login":      {to: "/account/login?next=/to-login", want: login},
		"/account/login": {page: strings.Repeat(story, 5)},
		"/to-signin":     {to: "/SignIn", excerpt: "-", want: login},
		"/SignIn":        {page: "<p>Welcome"},
		"/form":          {page: `<title>Members</title><form><input name=user><input type="password" name=word><button>Log in</button></form>`, want: login},
		"/form-beside":   {page: strings.Repeat(story, 8) + `<form><input type=password></form>`, want: "drifted, "},

		// programs that hold off programs
		"/moment":            {status: 403, header: "Cf-Mitigated: challenge", page: "<title>Just a moment...</title>", want: browser},
		"/moment-200":        {header: "Cf-Mitigated: challenge", page: "<title>Just a moment...</title><p>Checking if the site connection is secure", want: browser},
		"/moment-503":        {status: 503, page: `<title>Einen Moment, bitte</title><script>window._cf_chl_opt={}</script>`, want: browser},
		"/moment-429":        {status: 429, page: `<script src="https://captcha-delivery.com/c.js"></script><p>Please enable JS and disable any ad blocker`, want: browser},
		"/moment-bare":       {header: "Cf-Mitigated: challenge", page: "<title>Just a moment...</title>", excerpt: "-", want: browser},
		"/datadome":          {status: 403, header: "X-Datadome: protected", page: "<p>no", want: browser},
		"/akamai":            {status: 403, page: "<title>Access Denied</title><h1>Access Denied</h1>You don't have permission to access this.<p>https://errors.edgesuite.net/18.2", want: browser},
		"/hold":              {status: 403, page: `<title>news.example</title><div id="px-captcha"></div><p>Press & Hold to confirm you are human`, want: browser},
		"/robot":             {page: "<title>Are you a robot?</title><p>Click the box to let us know you're not.", want: browser},
		"/waf":               {status: 202, header: "X-Amzn-Waf-Action: challenge", page: "", want: browser},
		"/captcha-on-a-form": {page: `<article>` + strings.Repeat(story, 8) + `</article><form><div class="g-recaptcha"></div></form>`, want: "drifted, "},
		"/too-many":          {status: 429, page: "slow down", want: "unclear, the server asks us to come back later"},
		"/captcha-found":     {page: "<p>In 2021 there were " + count + `.<form><div class="g-recaptcha"></div></form>`, want: "ok, "},
		"/captcha-contact":   {page: story + `<form><div class="h-captcha"></div></form>`, excerpt: "-", want: "ok, "},
		"/captcha-404":       {status: 404, page: `<form><div class="g-recaptcha"></div></form>`, want: "dead, the server says 404"},

		// scripts alone
		"/noscript":      {page: `<title>Ferry</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>`, want: browser},
		"/noscript-bare": {page: `<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>`, excerpt: "-", want: browser},
		"/noscript-de":   {page: `<noscript>Bitte aktivieren Sie JavaScript.</noscript><div id=root></div>`, want: browser},
		"/noscript-page": {page: `<noscript>Some parts of this page need JavaScript.</noscript>` + strings.Repeat(story, 8), want: "drifted, "},
	})
}

// Where a page forwards its reader is where the link leads.
func TestLinkForwards(t *testing.T) {
	found := "<title>Ferry traffic</title><p>In 2021 there were " + count + " on the ferry.</p>" + story
	shows(t, map[string]answered{
		"/new": {page: found},
		"/old": {page: strings.Repeat(story, 8)},

		"/refresh":       {page: `<meta http-equiv="refresh" content="0; url=/new">`, want: "ok, "},
		"/refresh-old":   {page: `<meta http-equiv=Refresh content="3;URL='/old'"><p>We have moved.`, want: "drifted, "},
		"/refresh-404":   {page: `<meta http-equiv="refresh" content="0; url=/none">`, want: "dead, the server says 404"},
		"/refresh-bare":  {page: `<meta http-equiv="refresh" content="0;/none">`, excerpt: "-", want: "dead, the server says 404"},
		"/refresh-twice": {page: `<meta http-equiv="refresh" content="0; url=/refresh">`, want: "ok, "},
		"/refresh-base":  {page: `<base href="/new/"><meta http-equiv="refresh" content="0; url=../new">`, want: "ok, "},
		"/refresh-head":  {header: "Refresh: 0; url=/new", page: "<p>moved", want: "ok, "},
		"/refresh-login": {page: `<meta http-equiv="refresh" content="0; url=/login">`, want: "unclear, it needs a login"},
		"/login":         {page: "<p>Hello"},
		"/round":         {page: `<meta http-equiv="refresh" content="0; url=/round-b">`, want: "dead, it redirects in a circle"},
		"/round-b":       {page: `<meta http-equiv="refresh" content="0; url=/round">`},
		"/refresh-file":  {page: `<meta http-equiv="refresh" content="0; url=javascript:alert(1)">`, want: "unclear, it leads to javascript"},
		"/live":          {page: `<meta http-equiv="refresh" content="300; url=/none">` + found, want: "ok, "},
		"/itself":        {page: `<meta http-equiv="refresh" content="5">` + found, want: "ok, "},

		"/script":         {page: `<script>window.location.replace("/new")</script>`, want: "ok, "},
		"/script-href":    {page: `<script>location.href='/new';</script><p>One moment`, want: "ok, "},
		"/script-later":   {page: `<script>setTimeout(function () { top.location = "/new" }, 100)</script>`, want: "ok, "},
		"/script-404":     {page: `<script>location.assign("/none")</script>`, want: "unclear, a script forwards it to /none, where the server says 404"},
		"/script-old":     {page: `<script>location="/old"</script>`, want: "unclear, a script forwards it to /old, where the words are not"},
		"/script-if":      {page: `<script>if (top != self) location = "/none"</script><p>In 2021 there were ` + count, want: "ok, "},
		"/script-click":   {page: `<script>function home() { location.href = "/none" }</script><p>In 2021 there were ` + count, want: "ok, "},
		"/script-several": {page: `<script>location = "/old"; location = "/new"</script>`, want: "unclear, "},
		"/script-story":   {page: `<script>location.hash = "x"; location = "/none"</script>` + found, want: "ok, "},
	})
}

// A server that says 200 for everything deceives nobody.
func TestLinkSoft(t *testing.T) {
	shows(t, map[string]answered{
		"/":         {page: "<title>The county</title>" + strings.Repeat(story, 8)},
		"/en/":      {page: "<title>The county</title>" + strings.Repeat(story, 8)},
		"/404":      {page: "<title>The county</title>" + strings.Repeat(story, 8)},
		"/news/1":   {to: "/", want: "dead, it redirects to the front page"},
		"/news/2":   {to: "/en/?utm_source=old", excerpt: "-", want: "dead, it redirects to the front page"},
		"/news/3":   {to: "/404", want: "dead, it redirects to /404"},
		"/de":       {to: "/en/", excerpt: "-", want: "ok, "},
		"/sv":       {page: "<title>Sidan kunde inte hittas</title>" + strings.Repeat(story, 5), want: "dead, it answers 200 OK"},
		"/ko":       {page: "<title>페이지를 찾을 수 없습니다</title>" + strings.Repeat(story, 5), want: "dead, it answers 200 OK"},
		"/pl":       {page: "<title>404 | Urząd</title>" + strings.Repeat(story, 5), excerpt: "-", want: `dead, it answers 200 OK and says "404"`},
		"/road-404": {page: "<title>Why the ferry beside route 404 is late again</title>" + strings.Repeat(story, 5), excerpt: "-", want: "ok, "},
	})
}

func TestRefresh(t *testing.T) {
	at, _ := url.Parse("https://county.example/a")
	for content, want := range map[string]string{
		"0; url=/b": "/b", "0;URL=/b": "/b", "0 url = /b": "/b", "0,/b": "/b", "0;'/b'": "/b", `0; url="/b" x`: "/b", "0.5; /b": "/b",
		"0; url=url": "/url", "5": "", "": "", "x; url=/b": "", "31; url=/b": "", "0; url=/a#top": "", "0; url=": "",
	} {
		got := ""
		if to := refresh(content, at); to != nil {
			got = to.Path
		}
		if got != want {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
}

// A script that does more than forward is not searched for where it might: it may be as long as a page.
func TestLongScript(t *testing.T) {
	at, _ := url.Parse("https://county.example/a")
	for script, want := range map[string]bool{`location = "/b"`: true, strings.Repeat(`location = "/b";`, 1000): false} {
		x := visit{answer: &answer{status: 200, header: http.Header{}, body: []byte("<script>" + script + "</script>")}}
		if f := forwardOf(x, at); (f.to != nil) != want {
			t.Errorf("%.40s: %v, want %v", script, f.to, want)
		}
	}
}
