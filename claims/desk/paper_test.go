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
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims/records/links"
)

// An excerpt is chosen in a PDF as in a page; one that is scanned says so, and its words are typed. A source that cannot be
// reached can be filled in by hand with its address in place, and a copy looked for in an archive.
func TestPaperSource(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := os.ReadFile(filepath.Join("../internal/paper/testdata", filepath.Base(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/pdf")
		w.Write(data)
	}))
	defer site.Close()
	s, f := visiting(t)
	page := s.follow(t, s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {site.URL + "/minutes.pdf"}}))
	const near = "The harbour master said that the ferry carried 40,200 passengers in 2021, which is fewer than before the war."
	has(t, html.UnescapeString(page), `name="use" value="`+near+`"`, `value="Minutes of 8 February"`, `“We cannot run half-empty boats,” she told the council`,
		`href="https://web.archive.org/2/`+site.URL+`/minutes.pdf" target="_blank" rel="noopener noreferrer"`)
	page = s.ask("POST", "/source/ferry.json", edited(t, page, "use", near)).Body.String()
	s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page)))
	has(t, f.in(t, "ferry.json"), near, site.URL+"/minutes.pdf")

	page = s.follow(t, s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {site.URL + "/scanned.pdf"}}))
	has(t, page, "The document is scanned: it has pictures of pages, and no text. Open it yourself, and type the words that you quote.")
	s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page, "title", "Letter", "excerpt", "The ferry is old.")))
	has(t, f.in(t, "ferry.json"), "The ferry is old.", site.URL+"/scanned.pdf")

	gone := "http://192.168.0.9/letter"
	f.Visit(links.Manners{})
	page = s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {gone}}).Body.String()
	has(t, page, "new="+url.QueryEscape(gone), "https://web.archive.org/2/"+gone)
	has(t, s.ask("GET", "/source/ferry.json?record=%23c01&new="+url.QueryEscape(gone), nil).Body.String(), `name="url" value="`+gone+`"`)
	if got := s.ask("GET", "/source/ferry.json?record=%23c01&new=javascript:alert(1)", nil).Body.String(); strings.Contains(got, "javascript:") {
		t.Error("an address of a script is filled in")
	}
}

// An article is given as a file of Word or a PDF; of one that is scanned, nothing is begun.
func TestStartPaper(t *testing.T) {
	for name, want := range map[string]string{"minutes.docx": "40,200 passengers", "minutes.pdf": "40,200 passengers",
		"scanned.pdf": "The document is scanned: it has pictures of pages, and no text. Open it yourself, and paste its text here."} {
		s, f := served(t, nil)
		data, err := os.ReadFile(filepath.Join("../internal/paper/testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		w, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
		if err := m.WriteField("house", "The Harbour Desk"); err != nil {
			t.Fatal(err)
		}
		m.Close()
		r := httptest.NewRequest("POST", "http://"+here+s.base+"/start", &b)
		r.Header.Set("Content-Type", m.FormDataContentType())
		got := httptest.NewRecorder()
		s.Handler().ServeHTTP(got, r)
		all, _ := f.Dossiers()
		if name == "scanned.pdf" {
			if has(t, got.Body.String(), want); len(all) > 0 {
				t.Error("a dossier was begun")
			}
			continue
		}
		if has(t, s.follow(t, got), want); len(all) != 1 || all[0].Name != "minutes-of-8-february.json" {
			t.Errorf("%s: %d dossiers", name, len(all))
		}
	}
}

// An article in Markdown, as a file or pasted, has the words that sourcemark render makes of it, and what its front matter
// says; a text with another name is taken as it is, since render takes it so.
func TestStartMarkdown(t *testing.T) {
	const markdown = "---\ntitle: Ferry full again\ndate: 2026-03-11\ncanonical: https://harbour.example/ferry\n---\n\n" +
		"# Ferry full again\n\nThe harbour ferry carried **41,200** passengers last year, [the county](https://county.example/) says.\n"
	for name, want := range map[string]string{"ferry.md": "", "FERRY.Markdown": "", "": "", "notes.txt": "**41,200** passengers"} {
		s, f := served(t, nil)
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		m.WriteField("house", "The Harbour Desk")
		if name == "" {
			m.WriteField("article", markdown)
		} else if w, err := m.CreateFormFile("file", name); err != nil {
			t.Fatal(err)
		} else {
			w.Write([]byte(markdown))
		}
		m.Close()
		r := httptest.NewRequest("POST", "http://"+here+s.base+"/start", &b)
		r.Header.Set("Content-Type", m.FormDataContentType())
		got := httptest.NewRecorder()
		s.Handler().ServeHTTP(got, r)
		page := s.follow(t, got)
		if want != "" {
			has(t, page, want)
			continue
		}
		if has(t, page, "carried 41,200 passengers last year, the county says"); strings.Contains(page, "**") {
			t.Errorf("%q: the marks of Markdown are read", name)
		}
		d, err := f.Dossier("ferry-full-again.json")
		if err != nil || d.About.URL != "https://harbour.example/ferry" || d.About.Published != "2026-03-11" {
			t.Errorf("%q: %+v %v", name, d, err)
		}
		s.follow(t, s.ask("POST", "/refetch/ferry-full-again.json", url.Values{"article": {strings.Replace(markdown, "41,200", "40,200", 1)}}))
		if next, err := f.Offered("ferry-full-again.json"); err != nil || !strings.Contains(next.text.String(), "carried 40,200 passengers") {
			t.Errorf("%q: a version that is pasted: %v", name, err)
		}
	}
}

// A page that an earlier desk, or another hand, has kept with a trouble that nobody knows is one that can be fetched again.
func TestThreatUnknownTrouble(t *testing.T) {
	s, f := visiting(t)
	const at = "https://council.example/minutes.pdf"
	for _, trouble := range []string{"pdf", "<script>alert(1)</script>"} {
		write(t, f.store.path("sources", links.FileOf(at)), `{"asked": "`+at+`", "address": "`+at+`", "fetched": "2026-11-01T10:00:00Z", "trouble": "`+trouble+`"}`)
		w := s.ask("GET", "/source/ferry.json?record=%23c01&at="+url.QueryEscape(at), nil)
		if has(t, w.Body.String(), `name="q" value="`+at+`"`); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "alert(1)") {
			t.Errorf("%s: %d", trouble, w.Code)
		}
	}
}

// Whatever may be the matter with a source, the desk says what it is and what to do.
func TestTroublesAreTold(t *testing.T) {
	s, _ := served(t, nil)
	v := s.visit(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	data, err := os.ReadFile("../records/links/fetch.go")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`(?m)^\t(\w+)\s+Trouble = "([a-z]+)"`).FindAllStringSubmatch(string(data), -1)
	if len(all) < 15 {
		t.Fatalf("only %d troubles", len(all))
	}
	for _, m := range all {
		if got := v.trouble(links.Trouble(m[2])); strings.Count(got, ".") < 2 {
			t.Errorf("%s: %q", m[1], got)
		}
	}
}
