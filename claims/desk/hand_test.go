package desk

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/records/edit"
)

const (
	preview   = "https://preview.publisher.example"
	published = "https://publisher.example/ferry"
)

// shownThere is the story as the preview has it, which says where it will be, and aboutTheShip its dossier.
var (
	shownThere   = strings.Replace(long, "<title>", `<link rel="canonical" href="`+published+`"><title>`, 1)
	aboutTheShip = string(edit.New(edit.Head{File: "ferry.json", Language: "en", Publisher: "The Harbour Desk", URL: published}))
)

// window is how a browser asks for what the window of another site is to show.
var window = []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}

// crowns is words in the third paragraph, as a hand selects them.
var crowns = map[string]string{"exact": "ounty paid 310,000 cro", "before": "The c", "after": "wns for the repair"}

// handOver sends what the page without the token sends when somebody presses its button.
func (s *Server) handOver(t testing.TB, fields map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, value := range map[string]string{"site": preview, "address": preview + "/ferry?draft=3",
		"canonical": "https://publisher.example/ferry", "page": shownThere} {
		if _, ok := fields[name]; !ok {
			m.WriteField(name, value)
		}
	}
	for name, value := range fields {
		m.WriteField(name, value)
	}
	m.Close()
	r := httptest.NewRequest("POST", "http://"+here+s.base+"/hand", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Origin", "http://"+here)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

// answers answers a question that was asked, and returns what comes then.
func (s *Server) answers(t testing.TB, w *httptest.ResponseRecorder, form ...string) *httptest.ResponseRecorder {
	t.Helper()
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || !strings.HasPrefix(at, s.base+"/hand/") {
		t.Fatalf("nothing is asked: %d %s %s", w.Code, at, w.Body)
	}
	values := url.Values{}
	for i := 0; i < len(form); i += 2 {
		values.Set(form[i], form[i+1])
	}
	return s.send("POST", w.Header().Get("Location"), values)
}

// keptIn is all files of the folder, with what is the desk's own.
func keptIn(t testing.TB, f *Folder) (all []string) {
	t.Helper()
	err := filepath.WalkDir(f.dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := os.ReadFile(path)
			all = append(all, path+" "+hashOf(data))
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A journalist selects words on the preview: the desk asks once for the site, finds the dossier by the address, and opens
// a check of these words, which can be undone.
func TestHandOver(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": aboutTheShip, "ferry.html": long})
	asked := s.handOver(t, crowns)
	has(t, s.follow(t, asked), "preview.publisher.example", "The c<mark>ounty paid 310,000 cro</mark>wns for",
		"Accept from this site")
	if d, _ := f.Dossier("ferry.json"); len(d.Drafts) > 0 {
		t.Error("a check was made before the site was accepted")
	}
	opened := s.follow(t, s.answers(t, asked, "do", "site"))
	has(t, opened, "county paid 310,000 crowns</textarea>", "Undo: Added: county paid 310,000 crowns")
	// From then on it is one step, over restarts too.
	s = NewServer(f, here)
	again := s.handOver(t, map[string]string{"exact": "carried 41,200 passengers", "before": "ferry ", "after": " last"})
	if at := again.Header().Get("Location"); !strings.HasPrefix(at, s.base+"/dossier/ferry.json?record=") {
		t.Errorf("%d %s %s", again.Code, at, again.Body)
	}
	drafts := func() int { d, _ := f.Dossier("ferry.json"); return len(d.Drafts) }
	if drafts() != 2 {
		t.Errorf("%d drafts", drafts())
	}
	if s.ask("POST", "/undo/ferry.json", nil); drafts() != 1 {
		t.Errorf("%d drafts after undo", drafts())
	}
}

// Of a page that no dossier is about one is begun, with the page as it is there, or one is chosen; either is known from
// then on.
func TestHandOverOfNewPage(t *testing.T) {
	for _, c := range []struct {
		what   string
		answer []string
		want   string
	}{
		{"begun", []string{"do", "start", "house", "The Harbour Desk"}, "harbour-ferry-to-stop-on-sundays.json"},
		{"chosen", []string{"do", "dossier", "name", "ferry.json"}, "ferry.json"},
	} {
		s, f := served(t, map[string]string{"ferry.json": blank, "ferry.html": long})
		if err := f.Admit(preview); err != nil {
			t.Fatal(err)
		}
		asked := s.handOver(t, crowns)
		has(t, s.follow(t, asked), "Begin a dossier", `<option value="ferry.json">`)
		opened := s.answers(t, asked, c.answer...)
		has(t, s.follow(t, opened), "county paid 310,000 crowns</textarea>", c.want)
		d, err := f.Dossier(c.want)
		if err != nil || len(d.Drafts) != 1 || c.what == "begun" && d.About.URL != published {
			t.Fatalf("%s: %v %+v", c.what, err, d)
		}
		f.Scan()
		f.Wait()
		if w := s.handOver(t, map[string]string{"exact": "41,200 passengers", "canonical": ""}); !strings.HasPrefix(
			w.Header().Get("Location"), s.base+"/dossier/"+c.want) {
			t.Errorf("%s: the page is not known again: %d %s", c.what, w.Code, w.Header().Get("Location"))
		}
	}
	// Nobody publishes the checks.
	s, f := served(t, map[string]string{"note.txt": "nothing"})
	f.Admit(preview)
	asked := s.handOver(t, crowns)
	has(t, s.follow(t, asked), `id="house"`)
	if w := s.answers(t, asked, "do", "start"); w.Code != 422 || !strings.Contains(w.Body.String(), "Say who publishes") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Words that are in several places are asked about; those that the desk's article does not have are shown with that, and
// the article can be taken over from the page.
func TestHandOverOfWordsElsewhere(t *testing.T) {
	twice := strings.Replace(long, "<p>The county", "<p>The mayor objected.</p><p>The harbour is old.</p><p>The mayor objected.</p><p>The county", 1)
	s, f := served(t, map[string]string{"ferry.json": aboutTheShip, "ferry.html": twice, "pier.json": strings.NewReplacer(
		"ferry.json", "pier.json", published, preview+"/pier").Replace(aboutTheShip)})
	f.Admit(preview)
	asked := s.handOver(t, map[string]string{"exact": "mayor objected"})
	has(t, s.follow(t, asked), "Which ones do you mean?", `value="0"`, `value="1"`, "The <mark>mayor objected</mark>.",
		"the council on Tuesday.</span>", "The harbour is old.</span>")
	has(t, s.follow(t, s.answers(t, asked, "do", "place", "n", "1")), "mayor objected</textarea>")
	d, _ := f.Dossier("ferry.json")
	a, _ := f.Article("ferry.json")
	if spot := a.Places(d.Dossier)[0]; spot.Span.Start != strings.LastIndex(a.text.String(), "mayor objected") {
		t.Errorf("%+v", spot)
	}
	for _, n := range []string{"", "2", "-1", "x"} {
		if w := s.answers(t, s.handOver(t, map[string]string{"exact": "mayor objected"}), "do", "place", "n", n); !strings.HasPrefix(
			w.Header().Get("Location"), s.base+"/hand/") {
			t.Errorf("place %q: %d %s", n, w.Code, w.Header().Get("Location"))
		}
	}
	// A file beside the dossier is the journalist's own.
	other := map[string]string{"exact": "paid 510,000 crowns", "before": "The county ", "after": " for the repair", "page": strings.Replace(shownThere, "310,000", "510,000", 1)}
	page := s.follow(t, s.handOver(t, other))
	has(t, page, "<mark>paid 510,000 crowns</mark>", "The article has other words there: ", "310,000 crowns")
	if strings.Contains(page, `value="version"`) {
		t.Error("a file beside the dossier would be covered")
	}
	// An article that the desk keeps can be taken over anew.
	other["address"], other["canonical"] = preview+"/pier", ""
	asked = s.handOver(t, other)
	has(t, s.follow(t, asked), "does not have this article yet", `value="version"`)
	f.KeepArticle("pier.json", []byte(long))
	has(t, s.follow(t, asked), "The article has other words there", `value="version"`)
	has(t, s.follow(t, s.answers(t, asked, "do", "version")), "paid 510,000 crowns</textarea>")
	other["exact"], other["before"], other["after"] = "words of nobody", "", ""
	if page := s.follow(t, s.handOver(t, other)); strings.Contains(page, `value="version"`) || !strings.Contains(page,
		"These words are not in the article.") {
		t.Error(page)
	}
}

// All that another site can do is lead a window to one page, which has no token in it.
func TestThreatHandOverFromAnotherSite(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": aboutTheShip, "ferry.html": long})
	before := keptIn(t, f)
	w := s.send("GET", "/check", nil, window...)
	if w.Code != 200 || strings.Contains(w.Body.String(), s.base[1:]) || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	policy := w.Header().Get("Content-Security-Policy")
	has(t, policy, "frame-ancestors 'none'", "script-src 'self'", "form-action 'self'", "trusted-types 'none'")
	if got := w.Header().Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
		t.Errorf("another site can read it: %q", got)
	}
	// It is the same for everybody, whatever its address says.
	if other := s.send("GET", "/check?exact=x&site=y", nil, window...); other.Body.String() != w.Body.String() {
		t.Error("the address changes the page")
	}
	replaced := func(i int, line string) []string { out := slices.Clone(window); out[i] = line; return out }
	for _, c := range []struct {
		what, method, path string
		header             []string
	}{
		{"a script", "GET", "/check", replaced(1, "Sec-Fetch-Mode: cors")},
		{"a script that cannot read", "GET", "/check", replaced(1, "Sec-Fetch-Mode: no-cors")},
		{"a frame", "GET", "/check", replaced(2, "Sec-Fetch-Dest: iframe")},
		{"an object", "GET", "/check", replaced(2, "Sec-Fetch-Dest: object")},
		{"a browser that does not say", "GET", "/check", window[:1]},
		{"a form", "POST", "/check", append(window, "Origin: "+preview)},
		{"a form without an origin", "POST", "/check", window},
		{"a script's origin", "GET", "/check", append(window, "Origin: "+preview)},
		{"the script", "GET", "/check/hand.js", window},
		{"a path in it", "GET", "/check/x", window},
		{"the desk", "GET", s.base + "/", window},
		{"words", "POST", s.base + "/hand", append(window, "Origin: "+preview)},
		{"words of a program here", "POST", s.base + "/hand", []string{"Origin: http://127.0.0.1:3000"}},
		{"words without the token", "POST", "/hand", []string{"Origin: http://" + here, "Sec-Fetch-Site: same-origin"}},
		{"words to the page", "POST", "/check", []string{"Origin: http://" + here, "Sec-Fetch-Site: same-origin"}},
	} {
		form := url.Values{"site": {preview}, "address": {preview + "/ferry"}, "exact": {"310,000 crowns"}}
		if w := s.send(c.method, c.path, form, c.header...); w.Code != 403 {
			t.Errorf("%s: %d %s", c.what, w.Code, w.Body)
		}
	}
	// A site hands over words of its own pages.
	for _, fields := range []map[string]string{{"site": "https://evil.example"}, {"address": published},
		{"site": "null", "address": "null"}, {"site": "file://", "address": "file:///x"}, {"address": "javascript:alert(1)"},
		{"address": preview + ".evil.example/"}, {"address": "https://preview.publisher.example@evil.example/"}, {"exact": " "}} {
		if _, ok := fields["exact"]; !ok {
			fields["exact"] = "310,000 crowns"
		}
		if w := s.handOver(t, fields); w.Code != 422 {
			t.Errorf("%v: %d", fields, w.Code)
		}
	}
	// One that nobody has accepted changes nothing, and another does not get in with one that is.
	s.handOver(t, crowns)
	if got := keptIn(t, f); !slices.Equal(got, before) {
		t.Errorf("it wrote %q, was %q", got, before)
	}
	f.Admit("https://other.example")
	for _, site := range []string{"https://other.example.evil.example", "http://other.example", "https://other.example:8443"} {
		if f.Admits(site) {
			t.Errorf("%s is accepted", site)
		}
	}
	// Where the desk runs for another program, the accepted site is another one's.
	if other, _ := served(t, both); other.folder.Admits("https://other.example") {
		t.Error("another folder accepts it too")
	}
}

// A site whose name leads to this machine does not reach the page either.
func TestThreatHandOverByRebinding(t *testing.T) {
	s, _ := served(t, both)
	for _, path := range []string{"/check", "/check/hand.js", s.base + "/hand/x"} {
		for _, host := range []string{"news.example:8080", "127.0.0.1:8080.news.example", "127.0.0.1"} {
			for _, header := range [][]string{window, {"Sec-Fetch-Site: same-origin"}, nil} {
				if w := s.send("GET", path, nil, append(header, "Host: "+host)...); w.Code != 421 {
					t.Errorf("%s at %s: %d", path, host, w.Code)
				}
			}
		}
	}
}

// However much is handed over, little of it is kept; the last words are those that are being asked about.
func TestThreatHandOverFlood(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": aboutTheShip, "ferry.html": long})
	var at []string
	for range 50 {
		w := s.handOver(t, crowns)
		at = append(at, w.Header().Get("Location"))
	}
	if n := len(s.handOvers.all); n != 8 {
		t.Errorf("%d are kept", n)
	}
	if w := s.send("GET", at[0], nil); w.Code != 404 || !strings.Contains(w.Body.String(), "no longer here") {
		t.Errorf("the first: %d %s", w.Code, w.Body)
	}
	if w := s.send("GET", at[49], nil); w.Code != 200 {
		t.Errorf("the last: %d", w.Code)
	}
	long := strings.Repeat("word ", 10_000)
	if w := s.handOver(t, map[string]string{"exact": long}); w.Code != 422 {
		t.Errorf("words of a whole article: %d", w.Code)
	}
	if w := s.handOver(t, map[string]string{"exact": "crowns", "page": strings.Repeat("x", 17<<20)}); w.Code < 400 {
		t.Errorf("a page of 17 MB: %d", w.Code)
	}
	f.Admit(preview)
	const letters = "The county paid 310,000 crowns. "
	w := s.handOver(t, map[string]string{"exact": "310,000 crowns", "page": strings.Repeat(letters, 9<<20/len(letters)),
		"address": preview + "/unknown", "canonical": ""})
	if page := s.follow(t, w); strings.Contains(page, `value="start"`) {
		t.Error("a page of 9 MB is kept")
	}
}

// Words, addresses and pages of a site are text wherever they are shown.
func TestThreatHostileHandOver(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": aboutTheShip, "ferry.html": long})
	fields := map[string]string{"exact": "x " + evil, "before": evil, "after": evil, "address": preview + "/" + evil,
		"canonical": "https://x.example/" + evil, "page": strings.Replace(long, "</article>", "<p>x "+html.EscapeString(evil)+"</p>"+evil+"</article>", 1)}
	clean := func(what, page string) {
		t.Helper()
		if strings.Contains(page, "<script>") || strings.Contains(page, "<img") || !strings.Contains(page, "script&gt;") {
			t.Errorf("%s: %s", what, page)
		}
	}
	asked := s.handOver(t, fields)
	clean("the site", s.follow(t, asked))
	asked = s.answers(t, asked, "do", "site")
	clean("the dossier", s.follow(t, asked))
	w := s.answers(t, asked, "do", "start", "house", "The Harbour Desk")
	clean("the words", s.follow(t, w))
	f.Scan()
	f.Wait()
	all, _ := f.Dossiers()
	for _, d := range all {
		if d.Name == "ferry.json" {
			continue
		}
		if w := s.ask("GET", "/article/"+url.PathEscape(d.Name), nil); strings.Contains(w.Body.String(), "<script>") ||
			strings.Contains(w.Body.String(), "<img") {
			t.Errorf("%s", w.Body)
		}
	}
}
