package desk

import (
	"bufio"
	"context"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const here = "127.0.0.1:8080"

// served is the desk of a folder with files.
func served(t testing.TB, files map[string]string) (*Server, *Folder) {
	t.Helper()
	f := opened(t, files)
	return NewServer(f, here), f
}

// ask sends a request for a path behind the token; header lines are "Name: value".
func (s *Server) ask(method, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	return s.send(method, s.base+path, form, header...)
}

func (s *Server) send(method, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+here+path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// form returns the form of a check as it is opened, with what it has hidden, and fields that are filled in.
func (s *Server) open(t testing.TB, id string, fill ...string) url.Values {
	t.Helper()
	w := s.ask("GET", "/dossier/ferry.json?record="+url.QueryEscape(id), nil)
	if w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	_, body, _ := strings.Cut(w.Body.String(), `<form class="edit"`)
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(body, -1) {
		form.Set(m[1], html.UnescapeString(m[2]))
	}
	for i := 0; i < len(fill); i += 2 {
		form.Set(fill[i], fill[i+1])
	}
	return form
}

// follow asks for the page that an answer leads to.
func (s *Server) follow(t testing.TB, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return s.send("GET", w.Header().Get("Location"), nil).Body.String()
}

func has(t testing.TB, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s is not in\n%s", w, page)
		}
	}
}

var both = map[string]string{"ferry.json": ferry, "ferry.html": story}

// Any site that is open in the same browser may have its own name lead here.
func TestThreatDNSRebinding(t *testing.T) {
	s, _ := served(t, both)
	for host, want := range map[string]int{"127.0.0.1:8080": 200, "localhost:8080": 200, "news.example:8080": 421,
		"127.0.0.1:8080.news.example": 421, "127.0.0.1": 421, "[::1]:8080": 421, "localhost": 421} {
		if w := s.ask("GET", "/", nil, "Host: "+host); w.Code != want {
			t.Errorf("%s: %d, want %d", host, w.Code, want)
		}
	}
}

// And it can send requests, read nothing, and guess no address.
func TestThreatCrossSiteRequests(t *testing.T) {
	s, f := served(t, both)
	form := s.open(t, "#c01", "text", "The ferry was full")
	for _, c := range []struct {
		what, header string
		want         int
	}{
		{"another site", "Origin: https://news.example", 403},
		{"another program of this machine", "Origin: http://127.0.0.1:3000", 403},
		{"a sandboxed page", "Origin: null", 403},
		{"a page that hides its origin", "Sec-Fetch-Site: cross-site", 403},
		{"a site beside us", "Sec-Fetch-Site: same-site", 403},
	} {
		for _, path := range []string{"/save/ferry.json", "/undo/ferry.json", "/typed/ferry.json", "/discard/ferry.json",
			"/article/ferry.json"} {
			if w := s.ask("POST", path, form, c.header); w.Code != c.want {
				t.Errorf("%s: %s: %d, want %d", c.what, path, w.Code, c.want)
			}
		}
		if w := s.ask("GET", "/", nil, c.header); w.Code != c.want {
			t.Errorf("%s reads: %d, want %d", c.what, w.Code, c.want)
		}
	}
	for _, path := range []string{"/", "/dossier/ferry.json", "/wrong/dossier/ferry.json", s.base, s.base + "x/",
		"/" + strings.ToLower(s.base[1:]) + "/", "/" + s.base[1:5] + "/", "/events"} {
		if w := s.send("GET", path, nil, "Sec-Fetch-Site: none"); path != s.base && w.Code != 403 {
			t.Errorf("without the token: %s: %d", path, w.Code)
		}
	}
	if f.in(t, "ferry.json") != ferry || len(f.AllTyped()) > 0 {
		t.Error("something was written")
	}
	for _, path := range []string{"/save/ferry.json", "/undo/ferry.json", "/typed/ferry.json"} {
		if w := s.ask("GET", path+"?text=x&record=%23c01", nil); w.Code != 405 {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
	// Two starts have two tokens, and no cookie is set.
	if other := NewServer(f, here); other.base == s.base || len(s.base) < 20 {
		t.Errorf("tokens %s and %s", s.base, other.base)
	}
	w := s.ask("GET", "/", nil, "Sec-Fetch-Site: none")
	for name, want := range map[string]string{
		"Content-Security-Policy": "require-trusted-types-for 'script'; trusted-types 'none'", "X-Content-Type-Options": "nosniff",
		"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
		"Referrer-Policy": "same-origin"} {
		if got := w.Header().Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %s", name, got, want)
		}
	}
	if w.Header().Get("Set-Cookie") != "" || strings.Contains(w.Header().Get("Content-Security-Policy"), "unsafe") {
		t.Error(w.Header())
	}
}

const evil = `</textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>"'{{.Base}}`

// No script of an article runs, nothing is fetched for it, and it learns nothing.
func TestThreatHostileArticle(t *testing.T) {
	page := strings.Replace(story, "</article>", `<p>`+evil+`</p><form action="/save" method=post><button>x</button></form></article>`, 1)
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": page})
	w := s.ask("GET", "/article/ferry.json", nil)
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "sandbox allow-same-origin; default-src 'none'; style-src") ||
		strings.Contains(policy, "script") || !strings.Contains(policy, "form-action 'none'") {
		t.Errorf("scripts of the article could run: %s", policy)
	}
	frame := s.ask("GET", "/dossier/ferry.json", nil).Body.String()
	has(t, frame, `sandbox="allow-same-origin" src="`+s.base+`/article/ferry.json?`)
	if strings.Contains(frame, "alert(") {
		t.Error("the article is in the page itself")
	}
	// Pasted text is text.
	write(t, filepath.Join(f.dir, "new.json"), strings.Replace(ferry, "ferry.json", "new.json", 1))
	f.Scan()
	f.Wait()
	if got := s.follow(t, s.ask("POST", "/article/new.json", url.Values{"article": {"Fares\n\nx " + evil}})); !strings.Contains(got,
		"<iframe") {
		t.Error(got)
	}
	if got := s.ask("GET", "/article/new.json", nil).Body.String(); strings.Contains(got, "<script>") ||
		!strings.Contains(got, "&lt;script&gt;") {
		t.Errorf("%s", got)
	}
}

// Words of a dossier, and names of files, are text wherever they stand; what a page is told by its address too.
func TestThreatHostileDossier(t *testing.T) {
	inJSON := strings.NewReplacer(`"`, `\"`).Replace(evil)
	bad := strings.NewReplacer("The ferry carried 41,200 passengers last year\"", inJSON+`"`, "The county says 40,200.", inJSON,
		`"alternateName": "Wrong number"`, `"alternateName": "`+inJSON+`"`, "County office", inJSON, "40,200 passengers", inJSON,
		`"publisher": "The Harbour Desk"`, `"publisher": "The Harbour Desk", "about": {"@type": "NewsArticle", "headline": "`+inJSON+`"}`).Replace(ferry)
	s, f := served(t, map[string]string{"ferry.json": bad, "ferry.html": story, "x<script>alert(3)</script>.json": ferry})
	if d, err := f.Dossier("ferry.json"); err != nil || d.Err != nil {
		t.Fatal(err, d.Err)
	}
	typed := s.open(t, "#c01", "why", evil)
	if w := s.ask("POST", "/typed/ferry.json", typed); w.Code != 204 {
		t.Fatal(w.Code)
	}
	for _, path := range []string{"/", "/?q=" + url.QueryEscape(evil), "/dossier/ferry.json", "/dossier/ferry.json?record=%23c01",
		"/dossier/x%3Cscript%3Ealert(3)%3C%2Fscript%3E.json", "/dossier/ferry.json?said=done&words=" + url.QueryEscape(evil)} {
		w := s.ask("GET", path, nil)
		page := w.Body.String()
		if w.Code != 200 || strings.Contains(page, "<script>") || strings.Contains(page, "<img") ||
			strings.Contains(page, "</textarea></title>") || !strings.Contains(page, "script&gt;") {
			t.Errorf("%s: %d %s", path, w.Code, page)
		}
	}
	for _, path := range []string{"/dossier/../../etc/passwd", "/dossier/%2e%2e/%2e%2e/etc/passwd", "/dossier/.sourcemark/typed/x.json",
		"/article/%2Fetc%2Fpasswd", "/dossier/ferry.json?record=%23c99"} {
		if w := s.ask("GET", path, nil); w.Code < 300 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// A journalist opens a check, types, loses the window, finds the words again, saves, and takes it back.
func TestDeskSaves(t *testing.T) {
	s, f := served(t, both)
	home := s.ask("GET", "/", nil).Body.String()
	has(t, home, `href="`+s.base+`/dossier/ferry.json"`, "1 draft", "1 check", "1 not in the article")
	list := s.ask("GET", "/dossier/ferry.json", nil).Body.String()
	has(t, list, "Wrong number", "Not in the article", "The ferry carried 41,200", `record=%23c02`)

	form := s.open(t, "#c01", "text", "The ferry was\r\n full", "speaker", "The harbour master")
	if w := s.ask("POST", "/typed/ferry.json", form); w.Code != 204 || f.in(t, "ferry.json") != ferry {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	has(t, s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String(), "What you typed is back", "The ferry was",
		`value="The harbour master"`)
	has(t, s.ask("GET", "/dossier/ferry.json", nil).Body.String(), "Not saved")
	back := s.open(t, "#c01", "text", "The ferry was full", "speaker", "The harbour master")
	saved := s.follow(t, s.ask("POST", "/save/ferry.json", back))
	has(t, saved, `<p id="said" role="status">Saved: The ferry was full</p>`, "Undo: Saved: The ferry was full")
	has(t, f.in(t, "ferry.json"), `"text": "The ferry was full"`, `"name": "The harbour master"`, `"deskNote": "asked twice"`)
	if len(f.AllTyped()) > 0 || strings.Contains(saved, "is back") {
		t.Error("what was saved is still typed")
	}
	has(t, s.follow(t, s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "text", "The ferry was full"))),
		"Nothing has changed.")
	undone := s.follow(t, s.ask("POST", "/undo/ferry.json", url.Values{"record": {"#c01"}}))
	has(t, undone, "Undone. Saved: The ferry was full", "Redo: Saved: The ferry was full")
	if f.in(t, "ferry.json") != ferry {
		t.Error(f.in(t, "ferry.json"))
	}
	has(t, s.follow(t, s.ask("POST", "/redo/ferry.json", nil)), "Done again.")
	s.ask("POST", "/undo/ferry.json", nil)
	has(t, s.follow(t, s.ask("POST", "/undo/ferry.json", nil)), "There is nothing to undo.")

	form = s.open(t, "#c01", "why", "Nobody knows")
	s.ask("POST", "/typed/ferry.json", form)
	has(t, s.follow(t, s.ask("POST", "/discard/ferry.json", form)), "What you typed was discarded.", "The county says 40,200.")
}

// Where somebody else has changed the same check, both versions are shown; where nothing can be saved, what is wrong is,
// and what was typed stays.
func TestDeskAsks(t *testing.T) {
	s, f := served(t, both)
	mine := s.open(t, "#c01", "text", "Mine", "why", "The county says 40,200.")
	s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "text", "Theirs"))
	theirs := f.in(t, "ferry.json")
	w := s.ask("POST", "/save/ferry.json", mine)
	if w.Code != http.StatusConflict || f.in(t, "ferry.json") != theirs {
		t.Fatalf("%d %s", w.Code, f.in(t, "ferry.json"))
	}
	has(t, w.Body.String(), "Somebody else has changed this check", ">Mine</textarea>", "In the file now:</b> Theirs", "Save mine",
		"Keep theirs")
	if strings.Count(w.Body.String(), `class="theirs"`) != 1 {
		t.Error("fields that are the same are shown twice")
	}
	_, body, _ := strings.Cut(w.Body.String(), `<form class="edit"`)
	for _, m := range hidden.FindAllStringSubmatch(body, -1) {
		mine.Set(m[1], html.UnescapeString(m[2]))
	}
	has(t, s.follow(t, s.ask("POST", "/save/ferry.json", mine)), "Saved: Mine")

	empty := s.open(t, "#c01", "text", "", "why", "Typed all the same")
	w = s.ask("POST", "/save/ferry.json", empty)
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	has(t, w.Body.String(), "This was not saved", "<li>Claim: ", "Typed all the same")
	for _, bad := range []string{"hasPart", "JSON", "@type", "@id"} {
		if strings.Contains(w.Body.String(), bad) {
			t.Errorf("an editor reads %s in %s", bad, w.Body)
		}
	}
	// Somebody else was there after the last step.
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(f.in(t, "ferry.json"), "The fare rises", "The fare may rise", 1))
	w = s.ask("POST", "/undo/ferry.json", nil)
	if w.Code != http.StatusConflict {
		t.Fatal(w.Code)
	}
	has(t, w.Body.String(), "Somebody else has changed the dossier", "Undo anyway")
	_, body, _ = strings.Cut(w.Body.String(), "<main")
	form := url.Values{"over": {hidden.FindStringSubmatch(body)[2]}}
	has(t, s.follow(t, s.ask("POST", "/undo/ferry.json", form)), "Undone. Saved: Mine")

	// Half a file, and none.
	write(t, filepath.Join(f.dir, "ferry.json"), ferry[:500])
	has(t, s.ask("GET", "/dossier/ferry.json", nil).Body.String(), "Cannot be read")
	has(t, s.ask("GET", "/article/ferry.json", nil).Body.String(), "<h1>Harbour ferry to stop on Sundays</h1>")
	if w := s.ask("POST", "/save/ferry.json", mine); w.Code < 400 || f.in(t, "ferry.json") != ferry[:500] {
		t.Error(w.Code)
	}
	if err := os.Remove(filepath.Join(f.dir, "ferry.json")); err != nil {
		t.Fatal(err)
	}
	if w := s.ask("GET", "/dossier/ferry.json", nil); w.Code != 404 || !strings.Contains(w.Body.String(), "no longer in the folder") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Every view is well-formed in every language, and says nothing in the words of a file.
func TestDeskLanguages(t *testing.T) {
	s, _ := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story, "half.json": ferry[:900]})
	for _, tag := range []string{"en", "ko", "zh", "ja", "ru", "de", "fr", "es", "ar", "vi", "pt", "it", "tr"} {
		for _, path := range []string{"/", "/?q=zzz", "/dossier/ferry.json", "/dossier/ferry.json?record=%23c01", "/dossier/half.json",
			"/dossier/none.json"} {
			w := s.ask("GET", path, nil, "Accept-Language: "+tag+"-XX,en;q=0.5")
			if want := `<html lang="` + tag + `" dir="`; !strings.Contains(w.Body.String(), want) ||
				strings.Contains(w.Body.String(), "%!") || strings.Contains(w.Body.String(), "%s") {
				t.Errorf("%s %s: %d %s", tag, path, w.Code, w.Body)
			}
		}
	}
}

// The page is told when a file was saved elsewhere.
func TestDeskEvents(t *testing.T) {
	f := opened(t, both)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := NewServer(f, l.Addr().String())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, l) }()
	r, err := http.Get(s.URL() + "events")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(r.Body)
	next := func() {
		t.Helper()
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(line, "data: ") {
				return
			}
		}
	}
	next()
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(ferry, "The fare rises", "The fare falls", 1))
	next()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	io.Copy(io.Discard, r.Body)
	r.Body.Close()
}
