package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/proof"
	"sourcemark/web/article"
)

const ferryPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry</title>
<style>body { max-width: 660px; margin: 40px auto; padding: 0 24px; background: #fdfcf9; color: #1d1e20; font: 1.19rem/1.62 Charter, Georgia, serif } h1 { font-size: 2.2rem; line-height: 1.2 } @media print { h1 { color: rgb(0, 0, 255) } }</style>
<script>document.title = "the article's own script ran"</script></head><body><article>
<h1>Harbour ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats,” the harbour master told the council on Tuesday. “Nobody asked me,” said the clerk.</p>
<p>The fare is to rise by 10 per cent in May. <a href="https://news.example/">More about it</a>. The bus is late. The bus is late.</p>
</article></body></html>`

const ferryDossier = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "dateModified": "2026-11-24",
  "publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number", "Not in the minutes"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers last year",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The harbour ferry carried 41,200 passengers last year", "suffix": ", 3.5 per cent fewer"}},
     "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county's own figures say 40,200."}},
     "citation": "#s1"},
    {"@type": "Claim", "@id": "#c02", "status": "draft", "text": "The fare rises",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The fare is to rise by 12 per cent in May", "suffix": ". More about it. The bus is late."}}},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Ferry traffic", "url": "https://county.example/ferry", "inLanguage": "en", "datePublished": "2022-01-14", "text": "40,200 passengers"}
  ]
}
`

// TestPreviewMarkdown shows an article in Markdown as sourcemark render makes a page of it.
func TestPreviewMarkdown(t *testing.T) {
	p, page, _ := harbour(t)
	p.Article = strings.TrimSuffix(page, ".html") + ".md"
	text := "# Ferry\n\nThe harbour ferry carried **41,200** passengers last year, 3.5 per cent fewer than [the year before](https://harbour.example/).\n"
	if err := os.WriteFile(p.Article, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := p.Try(); err != nil || !strings.Contains(got.String(), "carried 41,200 passengers last year, 3.5 per cent fewer than the year before.") {
		t.Errorf("%v: %s", err, got)
	}
}

// harbour is a preview of the ferry's story, in files of its own.
func harbour(t *testing.T) (p *Preview, page, dossier string) {
	t.Helper()
	dir := t.TempDir()
	page, dossier = filepath.Join(dir, "ferry.html"), filepath.Join(dir, "ferry.json")
	for file, text := range map[string]string{page: ferryPage, dossier: ferryDossier} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return &Preview{
		Article:  page,
		Dossiers: func() ([]string, error) { return []string{dossier}, nil },
		Read:     func(page []byte, _ ...*claims.Dossier) (*article.Page, error) { return article.Read(page), nil },
		Accept: func(record string, n int, dossier string) string {
			return fmt.Sprint("accept ", record, "=", n, " ", dossier)
		},
	}, page, dossier
}

func get(h http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+here+path, strings.NewReader(body))
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Any site that is open in the same browser can send requests here, and may have its own name lead here.
func TestPreviewOnlyOurs(t *testing.T) {
	p, _, _ := harbour(t)
	h := p.Handler(here)
	for _, c := range []struct {
		what, method, path, header string
		want                       int
	}{
		{"the page itself", "GET", "/", "Sec-Fetch-Site: none", 200},
		{"by its other name", "GET", "/state", "Host: localhost:8080", 200},
		{"from the page", "POST", "/record", "Origin: http://" + here, 200},
		{"a name that leads here", "GET", "/state", "Host: news.example:8080", 421},
		{"a name that begins as ours", "GET", "/state", "Host: 127.0.0.1:8080.news.example", 421},
		{"another port", "GET", "/state", "Host: 127.0.0.1", 421},
		{"another site", "POST", "/record", "Origin: https://news.example", 403},
		{"another program of this machine", "POST", "/record", "Origin: http://127.0.0.1:3000", 403},
		{"a sandboxed page", "GET", "/state", "Origin: null", 403},
		{"a picture in another site", "GET", "/article", "Sec-Fetch-Site: cross-site", 403},
		{"what is not there", "GET", "/ferry.json", "Sec-Fetch-Site: none", 404},
		{"what would write", "PUT", "/state", "Sec-Fetch-Site: same-origin", 405},
	} {
		w := get(h, c.method, c.path, `{"exact": "The bus"}`, c.header)
		if w.Code != c.want {
			t.Errorf("%s: %d %s, want %d", c.what, w.Code, w.Body, c.want)
		}
		for name, want := range map[string]string{"Content-Security-Policy": "default-src " +
			"'none'", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control": "no-store"} {
			if got := w.Header().Get(name); !strings.Contains(got, want) {
				t.Errorf("%s: %s: %q, want %s", c.what, name, got, want)
			}
		}
	}
	policy := get(h, "GET", "/article", "").Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "sandbox allow-same-origin; default-src 'none'; style-src") ||
		strings.Contains(policy, "script") {
		t.Errorf("scripts of the article could run: %s", policy)
	}
	if w := get(h, "POST", "/record", strings.Repeat(" ", 2<<20)); w.Code != 400 {
		t.Errorf("2 MB of form: %d", w.Code)
	}
}

func TestPreviewState(t *testing.T) {
	p, page, dossier := harbour(t)
	h := p.Handler(here)
	state := func() (s previewState) {
		t.Helper()
		w := get(h, "GET", "/state", "")
		if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		return s
	}
	rules := func(s previewState) string {
		var out []string
		for _, f := range s.Findings {
			out = append(out, f.Rule+" "+f.Record)
		}
		return strings.Join(out, ", ")
	}
	s := state()
	if len(s.Places) != 2 || s.Places[0].Placement != "exact" || s.Places[0].Draft ||
		s.Places[1].Placement != "missing" || !s.Places[1].Draft ||
		len(s.Places[1].Differences) != 1 || s.Places[1].Differences[0].Article != "10" {
		t.Errorf("places: %+v", s.Places)
	}
	if got := rules(s); !strings.Contains(got, "draft #c02") || !strings.Contains(got, "missing-archive #s1") ||
		s.Trouble != "" {
		t.Errorf("findings: %s; trouble: %s", got, s.Trouble)
	}
	if article := get(h, "GET", "/article", "").Body.String(); !strings.Contains(article,
		`<mark class="sourcemark-disputed" data-sourcemark="c01">The harbour ferry`) {
		t.Errorf("no mark in %s", article)
	} else if strings.Contains(article, "suggest") {
		t.Errorf("readers see a suggestion in %s", article)
	}

	// A dossier that cannot be read, and a page that cannot be drawn in: told, and the rest is shown.
	write := func(file, text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(dossier, strings.Replace(ferryDossier, `"Claim"`, `"Clam"`, 1))
	if got := state(); !strings.Contains(rules(got), "schema") || got.Stamp == s.Stamp || len(got.Places) != 0 {
		t.Errorf("a mistake: %s %+v", rules(got), got)
	}
	write(dossier, ferryDossier)
	write(page, strings.Replace(ferryPage, "<p>“We", "<p>\x00“We", 1))
	if got := state(); !strings.Contains(got.Trouble, "NUL") {
		t.Errorf("trouble: %q", got.Trouble)
	}
	if err := os.Remove(page); err != nil {
		t.Fatal(err)
	}
	if w := get(h, "GET", "/state", ""); w.Code != 404 || !strings.Contains(w.Body.String(), "ferry.html") {
		t.Errorf("without a page: %d %s", w.Code, w.Body)
	}

	// A text is shown as a page.
	text := filepath.Join(filepath.Dir(page), "ferry.txt")
	write(text, "Harbour ferry\n\nThe harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer <than> "+
		"before.")
	p.Article = text
	if got := get(h, "GET", "/article", "").Body.String(); !strings.Contains(got,
		`data-sourcemark="c01">The harbour ferry`) || !strings.Contains(got, "&lt;than&gt;") {
		t.Errorf("no mark in %s", got)
	}
}

// What the form makes is a record that lint accepts, on the words that were picked; or words say why there is none.
func TestPreviewRecord(t *testing.T) {
	p, _, dossier := harbour(t)
	h := p.Handler(here)
	made := func(form string) (m madeRecord) {
		t.Helper()
		w := get(h, "POST", "/record", form)
		if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		return m
	}
	m := made(`{"exact": "The fare is to rise by 10 per cent in May", "before": "", "after": ". More about it.", "verdict": "Wrong number", "why": "The council decided on 8 per cent.", "fact": "8, not 10",
		"publisher": "Town council", "url": "https://council.example/8", "archived": "https://archive.example/8", "date": "2022-02-10", "language": "en", "evidence": "primary", "excerpt": "by 8 per cent"}`)
	if m.Kind != "Claim" || m.Status != "disputed" || m.File != dossier ||
		!strings.Contains(m.Record, `"@id": "#c03"`) || !strings.Contains(m.Record, `"@id": "#s2"`) {
		t.Errorf("%+v", m)
	}
	for _, f := range m.Findings {
		if f.Severity == "error" {
			t.Errorf("%s: %s", f.Rule, f.Message)
		}
	}
	if with, err := records.Read("ferry.json", []byte(m.Dossier)); err != nil {
		t.Error(err)
	} else if spots := proof.Spots(article.Read([]byte(ferryPage)).Text, with); len(spots) != 3 ||
		spots[1].Record.ID != "#c03" || spots[1].Placement != claims.Exact {
		t.Errorf("its records are placed: %+v", spots)
	}
	m = made(`{"exact": "cannot run empty", "before": "“We ", "after": " boats,” the harbour master told the council on Tuesday.", "source": "#s1", "excerpt": "half-empty boats"}`)
	if m.Kind != "Quotation" || m.Text != "We cannot run empty boats" || !strings.Contains(m.Record, `"isBasedOn"`) ||
		!strings.Contains(m.Record, `"#s1"`) || m.Speaker != "the harbour master" ||
		strings.Contains(m.Record, "spokenBy") {
		t.Errorf("a quotation: %+v", m)
	}
	for _, c := range []struct{ what, form, want string }{
		{"twice there", `{"exact": "The bus is late"}`, "more than once"},
		{"not there", `{"exact": "The tram is red and very slow indeed"}`, "not in the article"},
		{"another number", `{"exact": "The fare is to rise by 12 per cent in May", "after": ". More about it. The bus is late."}`, `other words there: "The fare is to rise by 10 per cent in May`},
		{"no quotation", `{"exact": "The fare is to rise by 10 per cent in May", "kind": "Quotation"}`,
			"no quotation marks"},
		{"another dossier", `{"exact": "The fare", "dossier": "/etc/passwd"}`, "is not a dossier of this preview"},
	} {
		if m := made(c.form); m.Record != "" || !strings.Contains(m.Words, c.want) {
			t.Errorf("%s: %q, want %q", c.what, m.Words, c.want)
		}
	}
	if m := made(`{"exact": "The fare is to rise by 10 per cent in May", "source": "#s9"}`); m.Status != "nothing "+
		"yet: it has mistakes" || len(m.Findings) == 0 {
		t.Errorf("a source that is not there: %+v", m)
	}
	now, err := os.ReadFile(dossier)
	if err != nil || string(now) != ferryDossier {
		t.Errorf("the dossier was written to: %v", err)
	}
}

// started is the address of a preview that runs.
func started(t *testing.T, p *Preview) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- Serve(ctx, l, p.Handler(l.Addr().String())) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// The page is told when a file was saved, and a preview ends while somebody still looks.
func TestPreviewEvents(t *testing.T) {
	p, page, _ := harbour(t)
	r, err := http.Get("http://" + started(t, p) + "/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	next := func() string {
		t.Helper()
		b := make([]byte, 100)
		n, err := r.Body.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		return string(b[:n])
	}
	first := next()
	if err := os.WriteFile(page, []byte(ferryPage+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if second := next(); !strings.HasPrefix(second, "data: ") || second == first {
		t.Errorf("first %q, then %q", first, second)
	}
}
