package desk

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/records/links"
)

// afterEdit is the article after an edit: one check keeps its place, another has none any more, a paragraph is new.
var afterEdit = strings.NewReplacer("41,200 passengers last year, 3.5", "41,200 passengers last year, 4.5",
	"</article>", "<p>The harbour office will close at noon.</p></article>").Replace(story)

// hiddenIn returns what the first form after some words has hidden.
func hiddenIn(page, after string) url.Values {
	_, form, _ := strings.Cut(page, after)
	values := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(form[:max(0, strings.Index(form, "</form>"))], -1) {
		values.Set(m[1], html.UnescapeString(m[2]))
	}
	return values
}

// The file beside the dossier is edited: the view shows both versions word by word with the checks in them, and a check
// that lost its place is put elsewhere, or withdrawn, from there.
func TestSides(t *testing.T) {
	whole := strings.NewReplacer(`"#c02", "status": "draft"`, `"#c02"`).Replace(ferry)
	twelve := strings.Replace(story, "10 per cent", "12 per cent", 1)
	s, f := served(t, map[string]string{"ferry.json": whole, "ferry.html": twelve})
	has(t, s.ask("GET", "/versions/ferry.json", nil).Body.String(), "has seen one version")
	write(t, filepath.Join(f.dir, "ferry.html"), afterEdit)
	if err := f.Scan(); err != nil {
		t.Fatal(err)
	}
	f.Wait()
	page := s.ask("GET", "/versions/ferry.json", nil).Body.String()
	has(t, page, "3 changes", "1 not in the article", "<del>3.5</del> per", "<ins>4.5</ins> per", `<div class="new" dir="auto"><span class="vh">Now: </span><ins>The harbour office will close at noon.</ins>`,
		`<a class="mark disputed" href="`+s.base+`/dossier/ferry.json?record=%23c01" data-swap>The harbour ferry carried 41,200 passengers last year</a>`,
		` is-gone" href="`+s.base+`/dossier/ferry.json?record=%23c02" data-swap>The fare is to rise by `, "10 </mark>per cent")
	values := hiddenIn(page, `class="perhaps"`)
	if values.Get("back") != "1" || values.Get("record") != "#c02" {
		t.Fatalf("%v", values)
	}
	w := s.ask("POST", "/place/ferry.json", values)
	if to := w.Header().Get("Location"); !strings.Contains(to, "/versions/ferry.json?before=1") {
		t.Errorf("leads to %s", to)
	}
	page = s.follow(t, w)
	has(t, page, "Placed: The fare is to rise by 10 per cent in")
	if strings.Contains(page, "is-gone") || strings.Contains(page, "not in the article</span>") {
		t.Error("it is placed, and shown as lost")
	}
	if _, err := f.Undo("ferry.json", ""); err != nil {
		t.Fatal(err)
	}
	page = s.ask("GET", "/versions/ferry.json?before=1", nil).Body.String()
	values = hiddenIn(page, "Withdraw this check</summary>")
	values.Set("because", "The article no longer says so.")
	page = s.follow(t, s.ask("POST", "/withdraw/ferry.json", values))
	has(t, page, "Withdrawn: The article no longer says so.", `id="sides"`)
}

// A paragraph that only stands elsewhere is called moved, and paragraphs that are the same are folded.
func TestSidesMoved(t *testing.T) {
	const one, two, three, four = "<p>The harbour office closes at noon.</p>", "<p>The ferry runs on Sundays in summer.</p>",
		"<p>A ticket costs 4.50 at the pier.</p>", "<p>Nobody was hurt in the storm of March.</p>"
	page := func(paragraphs ...string) string {
		return "<html><body><article>" + strings.Join(paragraphs, "") + "</article></body></html>"
	}
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": page(one, two, three, four)})
	write(t, filepath.Join(f.dir, "ferry.html"), page(four, one, two, three))
	got := s.ask("GET", "/versions/ferry.json", nil).Body.String()
	has(t, got, "2 changes", "3 paragraphs are the same")
	if n := strings.Count(got, ">Moved</span>"); n != 4 { // in both columns of either row
		t.Errorf("%d times moved\n%s", n, got)
	}
}

// The article is fetched again: what differs is shown first, and nothing is another one before it is taken over; the
// version of before is used again. So wherever the article is: in the store, or beside the dossier, as a page or a text.
func TestFetchAgain(t *testing.T) {
	now := ""
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if now == "" || r.URL.Path != "/ferry" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, now)
	}))
	defer site.Close()
	about := strings.NewReplacer(`"version": "1"`, `"about": {"@type": "NewsArticle", "url": "`+site.URL+`/ferry"}, "version": "1"`,
		"12 per cent", "10 per cent").Replace(ferry)
	for _, beside := range []string{"", "ferry.html", "ferry.txt"} {
		files := map[string]string{"ferry.json": about}
		switch beside {
		case "ferry.html":
			files[beside] = story
		case "ferry.txt":
			files[beside] = "Harbour ferry to stop on Sundays\n\nThe harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.\n\n" +
				"The fare is to rise by 10 per cent in May, the harbour master told the council on Tuesday.\n"
		}
		s, f := served(t, files)
		f.Visit(links.Manners{Private: true, Delay: -1})
		if beside == "" {
			if err := f.KeepArticle("ferry.json", []byte(story)); err != nil {
				t.Fatal(err)
			}
		}
		words := func() string {
			a, err := f.Article("ferry.json")
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(a.paragraphs(), "\n")
		}
		before := words()
		now = ""
		w := s.ask("POST", "/refetch/ferry.json", url.Values{})
		if has(t, w.Body.String(), "The page is no longer there. Open it yourself, and paste its text here."); w.Code != http.StatusUnprocessableEntity {
			t.Error(w.Code)
		}
		now = story
		has(t, s.follow(t, s.ask("POST", "/refetch/ferry.json", url.Values{})), "The words of the article are the same.")
		now = strings.Replace(afterEdit, "10 per cent", "11 per cent", 1)
		page := s.follow(t, s.ask("POST", "/refetch/ferry.json", url.Values{}))
		has(t, page, "The dossier does not use this version yet.", "<ins>4.5</ins>", "Would lose its place", "Use this version")
		if strings.Contains(page, `name="start"`) || words() != before {
			t.Errorf("%q: something was done to the article before it was taken over", beside)
		}
		offer := hiddenIn(page, "/accept/ferry.json")
		if s.follow(t, s.ask("POST", "/accept/ferry.json", url.Values{"hash": {"of another"}})); words() != before {
			t.Errorf("%q: another version was taken over than the one that was looked at", beside)
		}
		page = s.follow(t, s.ask("POST", "/accept/ferry.json", offer))
		has(t, page, "The article is here.", "<ins>4.5</ins>", "Go back to this version")
		if after := words(); !strings.Contains(after, "4.5 per cent") || !strings.Contains(after, "will close at noon") {
			t.Errorf("%q: the article is %q", beside, after)
		}
		if beside == "ferry.txt" && strings.Contains(f.in(t, beside), "<") {
			t.Errorf("the text is a page: %s", f.in(t, beside))
		}
		s.follow(t, s.ask("POST", "/again/ferry.json", url.Values{"before": {"1"}}))
		if words() != before {
			t.Errorf("%q: gone back to %q", beside, words())
		}
		// what is pasted is looked at in the same way, and can be left
		page = s.follow(t, s.ask("POST", "/refetch/ferry.json", url.Values{"article": {"The harbour ferry stops."}}))
		has(t, page, "does not use this version yet", "<ins>stops.</ins>")
		if s.follow(t, s.ask("POST", "/decline/ferry.json", url.Values{})); words() != before {
			t.Errorf("%q: left, and taken over", beside)
		}
		if _, err := f.Offered("ferry.json"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v", err)
		}
		has(t, s.ask("POST", "/refetch/ferry.json", url.Values{"article": {" <p> </p> "}}).Body.String(), "No article was found here.", "&lt;p&gt;")
	}
}

// A fixed number of versions is kept, once each, the last ones; what is damaged or put there by others is no version.
func TestVersionsAreBounded(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	for i := range 2 * mostVersions {
		for range 2 {
			if err := f.KeepArticle("ferry.json", fmt.Appendf(nil, "The ferry carried %d passengers.", i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.Wait() // or it may look at the article, and keep one more
	dir := f.store.path("versions", "ferry.json")
	write(t, filepath.Join(dir, "000099-20260101T000000Z-ff.html.gz"), "no version")
	write(t, filepath.Join(dir, "notes-of-mine.gz"), "no version")
	all, err := f.Printings("ferry.json")
	if err != nil || len(all) != mostVersions+1 {
		t.Fatalf("%d versions, %v", len(all), err)
	}
	if _, _, err := f.version("ferry.json", 99); err == nil {
		t.Error("one that is damaged was read")
	}
	if _, _, err := f.version("ferry.json", 1); !errors.Is(err, None) {
		t.Errorf("the oldest: %v", err)
	}
	a, _, err := f.version("ferry.json", all[0].Number)
	if err != nil || !slices.Equal(a.paragraphs(), []string{fmt.Sprintf("The ferry carried %d passengers.", mostVersions)}) {
		t.Errorf("the oldest that is kept: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "000099-20260101T000000Z-ff.html.gz")); err != nil {
		t.Fatal(err)
	}
}

// What a hostile article is in one of its versions is text in the other page, too.
func TestThreatHostileVersion(t *testing.T) {
	s, f := served(t, both)
	for _, evil := range []string{"<p>The ferry &lt;script&gt;alert(1)&lt;/script&gt; stops \u202egnihton\u202c.</p><script>alert(2)</script>",
		"<p>" + strings.Repeat("<div><b>", 20000) + "deep</p>", "<p>\xff\xfe\x00 no text</p>", strings.Repeat("<p>The ferry runs.</p>", 3000)} {
		write(t, filepath.Join(f.dir, "ferry.html"), "<html><body><article>"+evil+"</article></body></html>")
		w := s.ask("GET", "/versions/ferry.json", nil)
		if w.Code != http.StatusOK {
			t.Errorf("%.40q: %d", evil, w.Code)
		}
		if page := w.Body.String(); strings.Contains(page, "<script>") || strings.Contains(page, "alert(2)") {
			t.Errorf("%.40q is alive", evil)
		}
	}
	for _, name := range []string{".sourcemark/articles/ferry.json", "%2e%2e%2fferry.json", "none.json"} {
		for _, do := range []string{"GET /versions/", "POST /refetch/", "POST /again/"} {
			method, path, _ := strings.Cut(do, " ")
			if w := s.ask(method, path+name, url.Values{"article": {"x"}, "before": {"1"}}); w.Code != http.StatusNotFound && w.Code != http.StatusTemporaryRedirect {
				t.Errorf("%s%s: %d", do, name, w.Code)
			}
		}
	}
}
