package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records/links"
)

const (
	claim  = "The harbour ferry carried 41,200 passengers last year"
	repeat = `<!doctype html><title>Ferry cuts</title><article><h1>Ferry cuts</h1><p>` + claim + `, 3.5 per cent fewer than the year before, said the council, which will decide in March about the timetable.</p></article>`
	other  = `<!doctype html><title>Bread</title><article><h1>Bread</h1><p>The bakery on Hill Road sold 900 loaves on Monday, and will open on Sundays from April, its owner told the newspaper.</p></article>`
)

var ferry = &claims.Dossier{ID: "ferry.json", Language: "en", About: claims.Article{URL: "https://desk.example/ferry"},
	Records: []claims.Record{{ID: "#c01", Text: claim, Status: claims.Disputed, Anchor: claims.Selector{Exact: claim}}}}

// A press is a server of newspapers: pages by path, and who has asked for what.
type press struct {
	*httptest.Server
	mu      sync.Mutex
	pages   map[string]string
	headers map[string]http.Header
	status  map[string]int
	asked   []string // paths, with " 304" where nothing was sent
	open    int
	most    int // requests at once
	agent   string
}

func newPress(t *testing.T, pages map[string]string) *press {
	p := &press{pages: pages, headers: map[string]http.Header{}, status: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.open++
		p.most, p.agent = max(p.most, p.open), r.UserAgent()
		page, ok := p.pages[r.URL.Path]
		page = strings.ReplaceAll(page, "HOST", p.URL)
		for name, values := range p.headers[r.URL.Path] {
			w.Header()[name] = values
		}
		status := p.status[r.URL.Path]
		etag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(page)))
		same := ok && r.Header.Get("If-None-Match") == etag
		p.asked = append(p.asked, r.URL.Path+map[bool]string{true: " 304"}[same])
		p.mu.Unlock()
		defer func() { p.mu.Lock(); p.open--; p.mu.Unlock() }()
		switch {
		case status != 0:
			w.WriteHeader(status)
		case !ok:
			http.NotFound(w, r)
		case same:
			w.WriteHeader(http.StatusNotModified)
		default:
			if w.Header().Get("Content-Type") == "" {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
			}
			w.Header().Set("ETag", etag)
			io.WriteString(w, page)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// set changes a page.
func (p *press) set(path, page string) { p.mu.Lock(); p.pages[path] = page; p.mu.Unlock() }

// taken returns what was asked for since it was called before, without robots.txt.
func (p *press) taken() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := slices.DeleteFunc(p.asked, func(s string) bool { return s == "/robots.txt" })
	p.asked = nil
	return strings.Join(asked, " ")
}

// A memory is an outlet that remembers.
type memory struct {
	got  []Report
	send func(*Report) error // nil to take all
}

func (m *memory) Name() string { return "memory" }

func (m *memory) Send(_ context.Context, r *Report) error {
	if m.send != nil {
		if err := m.send(r); err != nil {
			return err
		}
	}
	m.got = append(m.got, *r)
	return nil
}

func watcher(t *testing.T, state string, outlets ...Outlet) (w *Watcher, warned *[]string) {
	t.Helper()
	warned = new([]string)
	return &Watcher{Visitor: links.NewVisitor(links.Manners{Contact: "desk@news.example", Delay: -1, Limit: 10 * time.Second, Private: true, Purpose: "looks for repeats"}),
		Checker: claims.New(ferry), State: state, Outlets: outlets, Since: 48 * time.Hour,
		now:  func() time.Time { return time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC) },
		Warn: func(format string, args ...any) { *warned = append(*warned, fmt.Sprintf(format, args...)) }}, warned
}

func round(t *testing.T, w *Watcher, feeds ...string) {
	t.Helper()
	if err := w.Round(t.Context(), feeds...); err != nil {
		t.Fatal(err)
	}
}

func rss(items ...string) string {
	out := `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title><link>HOST/</link><description>News</description>`
	for _, path := range items {
		out += `<item><title>Story ` + path + `</title><link>HOST` + path + `</link><pubDate>Sun, 29 Nov 2026 08:00:00 GMT</pubDate></item>`
	}
	return out + `</channel></rss>`
}

// TestNewArticlesOnce reads each article once, reports who repeats a record once, and asks for a feed only as far as it
// has changed.
func TestNewArticlesOnce(t *testing.T) {
	p := newPress(t, map[string]string{"/feed": rss("/a", "/b"), "/a": repeat, "/b": other, "/c": repeat})
	state, out := filepath.Join(t.TempDir(), "state.json"), &memory{}
	w, warned := watcher(t, state, out)
	round(t, w, p.URL+"/feed")
	if got := p.taken(); got != "/feed /a /b" {
		t.Errorf("asked for %s", got)
	}
	if len(out.got) != 1 {
		t.Fatalf("%d reports, warned %q", len(out.got), *warned)
	}
	r := out.got[0]
	if r.Says != "may repeat" || r.Article.URL != p.URL+"/a" || r.Article.Title != "Story /a" || r.Article.Feed != p.URL+"/feed" || r.Record.ID != "#c01" ||
		r.Record.Text != claim || !strings.Contains(r.Words, "41,200") || r.Record.Page != "https://desk.example/ferry" || r.Certainty != "the same words" {
		t.Errorf("%+v", r)
	}
	if data, _ := json.Marshal(r); strings.Contains(strings.ToLower(string(data)), "disputed") || strings.Contains(string(data), "verdict") {
		t.Errorf("the report has a verdict: %s", data)
	}
	if !strings.HasPrefix(p.agent, "Sourcemark/1 (looks for repeats; desk@news.example") {
		t.Errorf("User-Agent %q", p.agent)
	}

	// Another run, which knows the state only.
	w, _ = watcher(t, state, out)
	round(t, w, p.URL+"/feed")
	p.set("/feed", rss("/c", "/a", "/b"))
	round(t, w, p.URL+"/feed")
	if got := p.taken(); got != "/feed 304 /feed /c" {
		t.Errorf("later asked for %s", got)
	}
	if len(out.got) != 2 || out.got[1].Article.URL != p.URL+"/c" || len(*warned) > 0 {
		t.Errorf("%d reports, warned %q", len(out.got), *warned)
	}
	if p.most > 1 {
		t.Errorf("%d requests at once to one host", p.most)
	}
}

// TestOwnStory wants the article that was checked not to be reported, whatever a feed adds to its address, nor one of its
// editions.
func TestOwnStory(t *testing.T) {
	p := newPress(t, map[string]string{"/feed": rss("/ferry?from=rss", "/fr/bac", "/a"), "/ferry": repeat, "/fr/bac": repeat, "/a": repeat})
	own := *ferry
	own.About.URL = p.URL + "/ferry"
	own.AnchorIn("#c01", &claims.Edition{Source: p.URL + "/fr/bac", Anchor: own.Records[0].Anchor})
	out := &memory{}
	w, _ := watcher(t, filepath.Join(t.TempDir(), "state.json"), out)
	w.Checker = claims.New(&own)
	round(t, w, p.URL+"/feed")
	if got := p.taken(); got != "/feed /ferry /fr/bac /a" {
		t.Errorf("asked for %s", got)
	}
	if len(out.got) != 1 || out.got[0].Article.URL != p.URL+"/a" {
		t.Errorf("%+v", out.got)
	}
}

// TestKinds reads each kind of feed and sitemap.
func TestKinds(t *testing.T) {
	zipped := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, s)
		z.Close()
		return b.String()
	}
	const news = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/a</loc>
		<news:news><news:publication><news:name>News</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-11-29T10:00+01:00</news:publication_date><news:title>Ferry &amp; jetty</news:title></news:news></url></urlset>`
	for name, c := range map[string]struct{ data, want string }{
		"RSS":         {strings.ReplaceAll(rss("/a"), "HOST", "https://a.example"), "https://a.example/a|Story /a|2026-11-29T08:00:00Z"},
		"Atom":        {`<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>Ferry</title><link href="/a#top"/><updated>2026-11-29T08:00:00Z</updated></entry></feed>`, "https://a.example/a|Ferry|2026-11-29T08:00:00Z"},
		"JSON Feed":   {`{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [{"id": "1", "url": "https://a.example/a", "title": "Ferry", "date_published": "2026-11-29T09:00:00+01:00"}]}`, "https://a.example/a|Ferry|2026-11-29T08:00:00Z"},
		"RDF":         {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>Ferry</title><link>https://a.example/a</link></item></rdf:RDF>`, "https://a.example/a|Ferry|"},
		"news":        {news, "https://a.example/a|Ferry & jetty|2026-11-29T09:00:00Z"},
		"news, gz":    {zipped(news), "https://a.example/a|Ferry & jetty|2026-11-29T09:00:00Z"},
		"sitemap":     {`<urlset><url><loc> https://a.example/a </loc><lastmod>2026-11-29</lastmod></url></urlset>`, "https://a.example/a||2026-11-29T00:00:00Z"},
		"index":       {`<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>/new.xml</loc><lastmod>2026-11-29</lastmod></sitemap></sitemapindex>`, "> https://a.example/new.xml > https://a.example/old.xml"},
		"Latin 1":     {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><item><title>F\xe4hre</title><link>https://a.example/a</link></item></channel></rss>", "https://a.example/a|Fähre|"},
		"bad address": {strings.ReplaceAll(rss("/a"), "HOST/a", "javascript:alert(1)"), ""},
		"a password":  {strings.ReplaceAll(rss("/a"), "HOST", "https://me:secret@a.example"), ""},
	} {
		l, err := parse([]byte(c.data), "https://a.example/feed")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, x := range l.items {
			got = append(got, x.URL+"|"+x.Title+"|"+x.Published)
		}
		for _, x := range l.others {
			got = append(got, "> "+x.URL)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s\nwant %s", name, s, c.want)
		}
	}
}

// TestHostileFeeds wants what is no feed, or means harm, to be named and nothing else to happen.
func TestHostileFeeds(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 10 {
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&lol%s;", map[bool]string{false: fmt.Sprint(i)}[i == 0]), 10))
	}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, mostUnzipped+1))
	z.Close()
	for name, c := range map[string]struct{ data, wrong string }{
		"a billion laughs":            {laughs + `]><rss version="2.0"><channel><item><title>&lol10;</title><link>https://a.example/a</link></item></channel></rss>`, ""},
		"a billion laughs, sitemap":   {laughs + `]><urlset><url><loc>https://a.example/&lol10;</loc></url></urlset>`, "is no sitemap that can be read"},
		"an entity of this machine":   {`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;</loc></url></urlset>`, "is no sitemap that can be read"},
		"a bomb":                      {bomb.String(), "is longer than 50 MiB, unzipped"},
		"half a gzip":                 {bomb.String()[:200], "cannot be unzipped"},
		"a page":                      {other, "is a page and no feed"},
		"nothing":                     {"", "is neither a feed"},
		"words":                       {"Not found", "is neither a feed"},
		"cut":                         {`<urlset><url><loc>https://a.example/a`, "is no sitemap that can be read"},
		"UTF-8 that is none, sitemap": {"<urlset><url><loc>https://a.example/\xff</loc></url></urlset>", "is no sitemap that can be read"},
		"an unknown charset":          {`<?xml version="1.0" encoding="klingon"?><urlset></urlset>`, "is neither a feed"},
	} {
		l, err := parse([]byte(c.data), "https://a.example/feed")
		if c.wrong == "" {
			if err == nil && len(l.items) > 0 && len(l.items[0].Title) > 100 {
				t.Errorf("%s: a title of %d bytes", name, len(l.items[0].Title))
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %v, want %q", name, err, c.wrong)
		}
	}
}

// TestPoliteFeeds wants robots.txt and Retry-After obeyed, inside addresses refused, and each of that said.
func TestPoliteFeeds(t *testing.T) {
	p := newPress(t, map[string]string{"/robots.txt": "User-agent: *\nDisallow: /members/", "/feed": rss("/members/a", "/b"), "/b": other,
		"/busy": rss(), "/later": rss("/b")})
	p.status["/busy"], p.headers["/busy"] = 503, http.Header{"Retry-After": {"7200"}}
	w, warned := watcher(t, filepath.Join(t.TempDir(), "state.json"), &memory{})
	round(t, w, p.URL+"/feed")
	if got := p.taken(); got != "/feed /b" {
		t.Errorf("asked for %s", got)
	}
	if len(*warned) != 1 || !strings.Contains((*warned)[0], "/members/a: cannot be read, and is left out: robots.txt asks programs to stay away") {
		t.Errorf("warned %q", *warned)
	}

	// A host that asks for two hours gets them, for all that it has.
	w, warned = watcher(t, filepath.Join(t.TempDir(), "state.json"), &memory{})
	round(t, w, p.URL+"/busy", p.URL+"/later")
	if got := p.taken(); got != "/busy" || len(*warned) != 2 || !strings.Contains((*warned)[0], "503") {
		t.Errorf("asked for %s, warned %q", got, *warned)
	}

	// Addresses inside: that of a feed, and one that a feed's address leads to.
	w, warned = watcher(t, filepath.Join(t.TempDir(), "state.json"), &memory{})
	w.Visitor = links.NewVisitor(links.Manners{Delay: -1, Limit: 10 * time.Second})
	round(t, w, p.URL+"/feed", "http://169.254.169.254/latest/meta-data")
	if got := p.taken(); got != "" || len(*warned) != 2 || !strings.Contains((*warned)[0], "is no address of the public internet") ||
		!strings.Contains((*warned)[1], "is no address of the public internet") {
		t.Errorf("asked for %s, warned %q", got, *warned)
	}
}

// TestSitemaps reads an index, in it only what is new, and of a sitemap without dates only what comes later.
func TestSitemaps(t *testing.T) {
	site := func(paths ...string) string {
		out := `<urlset>`
		for _, p := range paths {
			path, date, _ := strings.Cut(p, " ")
			if out += `<url><loc>HOST` + path + `</loc>`; date != "" {
				out += `<lastmod>` + date + `</lastmod>`
			}
			out += `</url>`
		}
		return out + `</urlset>`
	}
	p := newPress(t, map[string]string{"/index.xml": `<sitemapindex><sitemap><loc>HOST/2020.xml</loc><lastmod>2020-12-31</lastmod></sitemap><sitemap><loc>HOST/new.xml</loc></sitemap></sitemapindex>`,
		"/new.xml": site("/a 2026-11-29", "/old 2026-11-01", "/undated"), "/a": repeat, "/undated": repeat, "/later": repeat})
	out := &memory{}
	w, _ := watcher(t, filepath.Join(t.TempDir(), "state.json"), out)
	round(t, w, p.URL+"/index.xml")
	if got := p.taken(); got != "/index.xml /new.xml /a" {
		t.Errorf("asked for %s", got)
	}
	p.set("/new.xml", site("/a 2026-11-29", "/later", "/undated"))
	round(t, w, p.URL+"/index.xml")
	if got := p.taken(); got != "/index.xml /new.xml /later" || len(out.got) != 2 {
		t.Errorf("later asked for %s, %d reports", got, len(out.got))
	}
}

// TestKilled ends a run at each moment at which something is written or sent, and wants the next one to lose nothing, and
// to write nothing twice into a file.
func TestKilled(t *testing.T) {
	type killed struct{}
	for at := range 3 {
		p := newPress(t, map[string]string{"/feed": rss("/a", "/b", "/c"), "/a": repeat, "/b": repeat, "/c": repeat})
		folder := t.TempDir()
		state, file := filepath.Join(folder, "state.json"), filepath.Join(folder, "out.jsonl")
		lines, n := NewLines(nil, file), 0
		dying := &memory{send: func(r *Report) error {
			if n++; n == at+1 {
				panic(killed{}) // after the line was written, and before the state was
			}
			return nil
		}}
		w, _ := watcher(t, state, lines, dying)
		func() {
			defer func() {
				if p := recover(); p != (killed{}) {
					t.Fatal(p)
				}
			}()
			round(t, w, p.URL+"/feed")
		}()
		// ... and in the middle of a line, which the disk has half of
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, `{"id":"hal`)
		f.Close()

		healthy := &memory{}
		w, _ = watcher(t, state, lines, healthy)
		round(t, w, p.URL+"/feed")
		data, _ := os.ReadFile(file)
		found := map[string]int{}
		for line := range strings.Lines(string(data)) {
			var r Report
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatalf("killed at %d: %v in\n%s", at, err, data)
			}
			found[strings.TrimPrefix(r.Article.URL, p.URL)]++
		}
		if len(found) != 3 || found["/a"] != 1 || found["/b"] != 1 || found["/c"] != 1 {
			t.Errorf("killed at %d: the file has %v", at, found)
		}
		if len(dying.got)+len(healthy.got) != 3 {
			t.Errorf("killed at %d: the other outlet has %d and %d reports", at, len(dying.got), len(healthy.got))
		}
	}
}

// TestPagesThatFail tries a page again in later rounds, and says when it gives up.
func TestPagesThatFail(t *testing.T) {
	p := newPress(t, map[string]string{"/feed": rss("/a", "/gone"), "/a": repeat})
	p.status["/a"] = 500
	out := &memory{}
	w, warned := watcher(t, filepath.Join(t.TempDir(), "state.json"), out)
	round(t, w, p.URL+"/feed")
	if len(*warned) != 1 || !strings.Contains((*warned)[0], "/gone: cannot be read") || len(out.got) != 0 {
		t.Errorf("warned %q", *warned)
	}
	p.mu.Lock()
	p.status["/a"] = 0
	p.mu.Unlock()
	round(t, w, p.URL+"/feed")
	if len(out.got) != 1 {
		t.Errorf("%d reports once the page is there", len(out.got))
	}
}

// TestWebhook wants reports signed as GitHub signs, tried again while a server is down, and given up in words.
func TestWebhook(t *testing.T) {
	secret := []byte("It's a Secret to Everybody")
	var mu sync.Mutex
	var answers []int
	var ids []string
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		mac := hmac.New(sha256.New, secret)
		mac.Write(body)
		if r.Header.Get("X-Hub-Signature-256") != "sha256="+hex.EncodeToString(mac.Sum(nil)) || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %v", r.Method, r.Header)
		}
		var got Report
		if err := json.Unmarshal(body, &got); err != nil || got.ID != r.Header.Get("X-Sourcemark-Delivery") {
			t.Errorf("%v: %s", err, body)
		}
		ids = append(ids, got.ID)
		status := http.StatusNoContent
		if len(answers) > 0 {
			status, answers = answers[0], answers[1:]
		}
		if status == http.StatusFound {
			w.Header().Set("Location", "http://127.0.0.1:1/")
		}
		w.WriteHeader(status)
	}))
	defer hook.Close()
	for _, c := range []struct {
		name    string
		answers []int
		waited  string
		lost    bool
		err     string
	}{
		{"taken", nil, "[]", false, ""},
		{"down, then taken", []int{500, 503}, "[1s 5s]", false, ""},
		{"down", []int{500, 500, 500, 500}, "[1s 5s 20s]", false, "answers 500"},
		{"refused", []int{410}, "[]", true, "answers 410 Gone"},
		{"led elsewhere", []int{302}, "[]", true, "answers 302 Found"},
		{"too many", []int{429}, "[1s]", false, ""},
	} {
		answers, ids = c.answers, nil
		h := NewWebhook(hook.URL, secret)
		waited := []time.Duration{}
		h.wait = func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }
		err := h.Send(t.Context(), &Report{ID: "x1"})
		if fmt.Sprint(waited) != c.waited || errors.As(err, new(Lost)) != c.lost || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %v after %v", c.name, err, waited)
		}
	}

	// A report that no outlet takes is kept, and the run says so.
	p := newPress(t, map[string]string{"/feed": rss("/a"), "/a": repeat})
	state := filepath.Join(t.TempDir(), "state.json")
	w, warned := watcher(t, state, &memory{send: func(*Report) error { return errors.New("it is down") }})
	for i := range mostTries {
		err := w.Round(t.Context(), p.URL+"/feed")
		if last := i == mostTries-1; (err != nil) != last {
			t.Fatalf("round %d: %v", i, err)
		} else if last && (!strings.Contains(err.Error(), "given up") || !strings.Contains(err.Error(), p.URL+"/a")) {
			t.Errorf("%v", err)
		}
	}
	if len(w.Lost) != 1 || len(w.Outbox) != 0 || !strings.Contains((*warned)[0], "is delivered later: it is down") {
		t.Errorf("lost %d, outbox %d, warned %q", len(w.Lost), len(w.Outbox), *warned)
	}
}

// TestRefused wants a report that is refused to keep nothing else from being read.
func TestRefused(t *testing.T) {
	p := newPress(t, map[string]string{"/feed": rss("/a", "/b"), "/a": repeat, "/b": repeat})
	w, _ := watcher(t, filepath.Join(t.TempDir(), "state.json"), &memory{send: func(*Report) error { return Lost{errors.New("gone")} }})
	err := w.Round(t.Context(), p.URL+"/feed")
	if got := p.taken(); got != "/feed /a /b" || len(w.Lost) != 2 {
		t.Errorf("asked for %s, lost %d", got, len(w.Lost))
	}
	if err == nil || strings.Count(err.Error(), "given up") != 2 {
		t.Errorf("%v", err)
	}
}

// TestOneRunAtATime refuses a second run with the same state.
func TestOneRunAtATime(t *testing.T) {
	p := newPress(t, map[string]string{"/feed": rss("/a"), "/a": repeat})
	state := filepath.Join(t.TempDir(), "state.json")
	var second error
	w, _ := watcher(t, state, &memory{send: func(*Report) error {
		another, _ := watcher(t, state)
		second = another.Round(t.Context(), p.URL+"/feed")
		return nil
	}})
	round(t, w, p.URL+"/feed")
	if second == nil || !strings.Contains(second.Error(), "another run is using it") {
		t.Errorf("a second run: %v", second)
	}
	if err := os.WriteFile(state, []byte(`{"version": 7}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := w.Round(t.Context()); err == nil || !strings.Contains(err.Error(), "is no state of this version of watch") {
		t.Errorf("a state of another version: %v", err)
	}
}

// TestAtom reads the feed of the reports.
func TestAtom(t *testing.T) {
	p := newPress(t, map[string]string{"/feed": rss("/a"), "/a": strings.Replace(repeat, "Ferry cuts", "Ferry <b>&amp; cuts", 1)})
	folder := t.TempDir()
	w, _ := watcher(t, filepath.Join(folder, "state.json"))
	w.Atom = filepath.Join(folder, "found.xml")
	round(t, w, p.URL+"/feed")
	data, err := os.ReadFile(w.Atom)
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Entry   []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Summary string `xml:"summary"`
			Link    []struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatal(err)
	}
	if feed.ID == "" || feed.Author == "" || feed.Updated != "2026-11-29T12:00:00Z" || len(feed.Entry) != 1 {
		t.Fatalf("%s", data)
	}
	e := feed.Entry[0]
	if e.Title != "may repeat: Story /a" || !strings.Contains(e.Summary, "The record ferry.json#c01: “"+claim+"”") || len(e.Link) != 2 || e.Link[0].Href != p.URL+"/a" {
		t.Errorf("%+v", e)
	}
}
