package desk

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims/records/links"
)

// edited returns the form of a page with what it has filled in, hidden or not.
func edited(t testing.TB, page string, fill ...string) url.Values {
	t.Helper()
	_, body, ok := strings.Cut(page, `<form class="edit"`)
	if !ok {
		t.Fatalf("no form in %s", page)
	}
	form := url.Values{}
	for _, m := range regexp.MustCompile(`<input [^>]*>`).FindAllString(body, -1) {
		attr := func(name string) string {
			_, rest, _ := strings.Cut(m, " "+name+`="`)
			value, _, _ := strings.Cut(rest, `"`)
			return html.UnescapeString(value)
		}
		if name := attr("name"); name != "" && (attr("type") != "checkbox" || strings.Contains(m, " checked")) {
			form.Add(name, attr("value"))
		}
	}
	if _, rest, ok := strings.Cut(body, "<textarea"); ok {
		_, rest, _ = strings.Cut(rest, ">")
		words, _, _ := strings.Cut(rest, "</textarea>")
		form.Set("excerpt", html.UnescapeString(words))
	}
	for i := 0; i < len(fill); i += 2 {
		form.Set(fill[i], fill[i+1])
	}
	return form
}

// visiting is the desk of a folder that may visit the sites of tests.
func visiting(t testing.TB) (*Server, *Folder) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	f.Visit(links.Manners{Private: true, Delay: -1})
	return s, f
}

// A source at a new address: fetched, an excerpt taken from it, added, and undone.
func TestNewSource(t *testing.T) {
	site := council(t)
	s, f := visiting(t)
	page := s.ask("GET", "/source/ferry.json?record=%23c01", nil).Body.String()
	has(t, page, `name="q"`, "Ferry traffic") // which the folder has
	page = s.follow(t, s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {site.URL + "/minutes"}}))
	const near = "The harbour master said that the ferry carried 40,200 passengers in 2021."
	has(t, page, "Minutes of 8 February", `<button id="near-0" name="use" value="`+near+`"`, `value="`+site.URL+`/minutes"`)
	page = s.ask("POST", "/source/ferry.json", edited(t, page, "use", near)).Body.String()
	has(t, page, near+"</textarea>", "12 of 45 words", `value="1" checked`)
	if form := edited(t, page); form.Get("excerpt") != near {
		t.Fatalf("the form has %q", form)
	}
	page = s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page, "publisher", "Town council", "evidence", "primary")))
	has(t, page, "Town council", `<q dir="auto">`+near+"</q>", "Added Town council to")
	has(t, f.in(t, "ferry.json"), `"url": "`+site.URL+`/minutes"`, `"evidence": "primary"`, `"text": "`+near+`"`,
		`"citation": [{"@id": "#s1"}, {"@id": "#s2"}]`, `"deskNote": "asked twice"`)
	s.follow(t, s.ask("POST", "/undo/ferry.json", url.Values{}))
	if got := f.in(t, "ferry.json"); got != ferry {
		t.Errorf("undone is\n%s", got)
	}
}

// What is typed into an excerpt is held against the page, and too long is what lint calls too long.
func TestExcerptIsChecked(t *testing.T) {
	site := council(t)
	s, _ := visiting(t)
	page := s.follow(t, s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {site.URL + "/minutes"}}))
	for _, c := range []struct{ excerpt, want, not string }{
		{"the ferry carried 40,200 passengers", "5 of 45 words", "Not on the page"},
		{"the ferry carried 40,200 passengers [...] the fare and the timetable", "words", "Not on the page"},
		{"the ferry carried 42,000 passengers in 2021", "Not on the page word for word: the ferry carried 42,000 passengers in 2021",
			"Longer than readers need"},
		{"the ferry carried 42,000 passengers in 2021", "The page has: The harbour master said that the ferry carried 40,200", ""},
		{strings.Repeat("the ferry carried ", 16), "Longer than readers need", ""},
		{"", "<textarea", "words</p>"},
	} {
		got := html.UnescapeString(s.ask("POST", "/source/ferry.json", edited(t, page, "excerpt", c.excerpt)).Body.String())
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%q: want %q and not %q in\n%s", c.excerpt, c.want, c.not, got)
		}
	}
	// sentences are ticked
	form := edited(t, page, "choose", "yes")
	form["s"] = []string{"2", "0"}
	has(t, s.ask("POST", "/source/ferry.json", form).Body.String(), "Minutes of 8 February [...] “We cannot run half-empty boats,” she told")
}

// What keeps the words of a source from us is said in plain words, and what to do; what is no address is looked for.
func TestSourceTroubles(t *testing.T) {
	site := council(t)
	s, f := visiting(t)
	fetch := func(q string) string {
		w := s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {q}})
		if w.Code == http.StatusSeeOther {
			return s.follow(t, w)
		}
		return w.Body.String()
	}
	for address, want := range map[string]string{
		site.URL + "/minutes.pdf": "The document is damaged, or not what it says it is. Open it yourself, and paste the words that you quote.",
		site.URL + "/members":     "The page needs a login. Open it yourself",
		site.URL + "/none":        "The page is no longer there. Check the address.",
		"file:///etc/passwd":      "This is not the address of a page. Check the address.",
		"County office":           "Ferry traffic",
		"nothing of the kind":     "The folder has no such source.",
	} {
		has(t, fetch(address), want)
	}
	// the words of one that cannot be read can be pasted
	page := fetch(site.URL + "/minutes.pdf")
	s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page, "title", "Minutes", "excerpt", "40,200 passengers in all")))
	has(t, f.in(t, "ferry.json"), "40,200 passengers in all")
	f.Visit(links.Manners{}) // as it is by default
	has(t, fetch(site.URL+"/private"), "This address is inside a network, not on the internet. Open it yourself, and paste the words that you quote.",
		"new=", "Fill in by hand")
}

// A source that the folder has is chosen, and words of it that were quoted before.
func TestKnownSource(t *testing.T) {
	s, f := visiting(t)
	page := s.ask("GET", "/source/ferry.json?record=%23c02&q=county", nil).Body.String()
	_, rest, _ := strings.Cut(page, `<ul class="list choices"><li><a href="`+s.base)
	address, _, _ := strings.Cut(rest, `"`)
	page = s.ask("GET", html.UnescapeString(address), nil).Body.String()
	has(t, page, "County office", `name="use" value="40,200 passengers"`)
	page = s.ask("POST", "/source/ferry.json", edited(t, page, "use", "40,200 passengers")).Body.String()
	s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page)))
	got := f.in(t, "ferry.json")
	if has(t, got, `"citation": [{"@id": "#s1"}]`); strings.Count(got, `"@id": "#s`) != 3 {
		t.Errorf("%s", got)
	}
	// and is taken away again
	page = s.ask("GET", "/dossier/ferry.json?record=%23c02", nil).Body.String()
	seen := regexp.MustCompile(`name="seen" value="([^"]*)"`).FindStringSubmatch(page)[1]
	s.follow(t, s.ask("POST", "/uncite/ferry.json", url.Values{"record": {"#c02"}, "n": {"0"}, "seen": {seen}}))
	if got := f.in(t, "ferry.json"); strings.Count(got, `"citation"`) != 1 {
		t.Errorf("%s", got)
	}
}

// A source can be filled in by hand; a field that is wrong says so beside it, and nothing is lost.
func TestSourceByHand(t *testing.T) {
	s, f := visiting(t)
	page := s.ask("GET", "/source/ferry.json?record=%23c02&new=", nil).Body.String()
	has(t, page, `aria-describedby="w-published as-published"`, `<span class="hint" id="w-published">A day, a month or a year`)
	form := edited(t, page, "title", "Letter of 3 March", "published", "3/3/26", "url", "county.example", "language", "the language of the county",
		"excerpt", "The fare is 4.50")
	w := s.ask("POST", "/cite/ferry.json", form)
	has(t, w.Body.String(), "A day, a month or a year", "This is not the address of a page.", "Its name or its code",
		`value="3/3/26"`, "The fare is 4.50</textarea>")
	if w.Code != http.StatusUnprocessableEntity || f.in(t, "ferry.json") != ferry {
		t.Errorf("%d, %s", w.Code, f.in(t, "ferry.json"))
	}
	form.Set("published", "2026-03-03")
	form.Set("url", "")
	form.Set("language", "en")
	form.Set("title", "")
	has(t, s.ask("POST", "/cite/ferry.json", form).Body.String(), "Give a publisher or a title.")
	form.Set("publisher", "Harbour master")
	s.follow(t, s.ask("POST", "/cite/ferry.json", form))
	has(t, f.in(t, "ferry.json"), `"name": "Harbour master"`, `"datePublished": "2026-03-03"`, `"The fare is 4.50"`)
}

// What is typed in a form of the record, and in that of its source, is not lost by the other.
func TestSourceBesideTyped(t *testing.T) {
	s, f := visiting(t)
	typed := s.open(t, "#c02", "text", "The fare rises in May")
	if w := s.ask("POST", "/typed/ferry.json", typed); w.Code != http.StatusNoContent {
		t.Fatal(w.Code)
	}
	page := s.ask("GET", "/source/ferry.json?record=%23c02&new=", nil).Body.String()
	half := edited(t, page, "title", "Letter")
	if w := s.ask("POST", "/typed/ferry.json", half); w.Code != http.StatusNoContent {
		t.Fatal(w.Code)
	}
	page = s.ask("GET", "/source/ferry.json?record=%23c02&new=", nil).Body.String()
	has(t, page, `name="title" value="Letter"`)
	s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page, "excerpt", "The fare is 4.50")))
	if got := f.Typed("ferry.json#c02new"); got != nil {
		t.Errorf("left of the form: %v", got)
	}
	w := s.ask("POST", "/save/ferry.json", s.open(t, "#c02", "text", "The fare rises in May"))
	if w.Code != http.StatusSeeOther {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	has(t, f.in(t, "ferry.json"), "The fare rises in May", "The fare is 4.50")
}

// The text of a hostile source is text.
func TestHostileSource(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<title>" + html.EscapeString(evil) + "</title><article><p>The ferry carried " + html.EscapeString(evil) +
			" passengers last year, as was counted by the county. {{.Base}} ${alert(1)}</p></article>"))
	}))
	defer site.Close()
	s, _ := visiting(t)
	page := s.follow(t, s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {site.URL + "/" + `a"b`}}))
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img") || !strings.Contains(page, "{{.Base}}") {
		t.Errorf("%s", page)
	}
}

// A version of a quotation is compared with what was printed, as it is typed.
func TestVersionIsCompared(t *testing.T) {
	const printed = "We cannot run empty boats at all"
	quoting := strings.Replace(ferry, `"hasPart": [`, `"hasPart": [{"@type": "Quotation", "@id": "#q01", "status": "draft", "text": "`+printed+
		`", "spokenByCharacter": "Harbour master"},`, 1)
	s, f := served(t, map[string]string{"ferry.json": quoting, "ferry.html": story})
	page := s.ask("GET", "/source/ferry.json?record=%23q01&new=", nil).Body.String()
	for _, c := range []struct{ excerpt, want string }{
		{"We cannot run half-empty boats", "Words differ from the source."},
		{"We cannot run half-empty boats", "boats <del><span class=\"vh\">not in the source: </span>at all</del>"},
		{"We cannot run half-empty boats", "run <ins><span class=\"vh\">in the source: </span>half-empty</ins> boats"},
		{printed, "Word for word."},
		{"Nothing of the kind was said in the hall", "These words are not in any source we hold."},
	} {
		form := edited(t, page, "excerpt", c.excerpt, "language", "en")
		has(t, s.ask("POST", "/source/ferry.json", form).Body.String(), c.want)
		if form.Del("version"); strings.Contains(s.ask("POST", "/source/ferry.json", form).Body.String(), c.want) {
			t.Errorf("%q is compared, and is no version", c.excerpt)
		}
	}
	s.follow(t, s.ask("POST", "/cite/ferry.json", edited(t, page, "title", "Minutes", "language", "en", "excerpt", "We cannot run half-empty boats")))
	has(t, f.in(t, "ferry.json"), `"isBasedOn": [`, `"@type": "Quotation", "text": "We cannot run half-empty boats", "isPartOf": {"@id": "#s2"}`)
}

// The page of a source that the folder has is fetched from its form.
func TestKnownSourceIsFetched(t *testing.T) {
	site := council(t)
	s, f := served(t, map[string]string{"ferry.json": strings.Replace(ferry, "https://county.example/ferry", site.URL+"/minutes", 1)})
	f.Visit(links.Manners{Private: true, Delay: -1})
	page := s.ask("GET", "/source/ferry.json?record=%23c02&of=ferry.json&id=%23s1", nil).Body.String()
	has(t, page, `name="q" value="`+site.URL+`/minutes"`)
	page = s.follow(t, s.ask("POST", "/fetch/ferry.json", edited(t, page, "q", site.URL+"/minutes")))
	has(t, page, "County office", "We cannot run half-empty boats", `name="own" value="#s1"`)
}

// What links has found of a source stands beside it.
func TestStaleSource(t *testing.T) {
	for state, want := range map[string]string{
		`"state": "dead"`: "The page is no longer there.",
		`"state": "drifted", "excerpts": [{"words": "40,200 passengers", "lost": [{"words": "40,200 passengers"}]}]`: "The page no longer has these words.",
		`"state": "changed"`: "The text around these words on the page has changed.",
	} {
		s, _ := served(t, map[string]string{"ferry.json": ferry, "ferry.links.json": `{"dossier": "ferry.json", "links": [{"url": "https://county.example/ferry", ` + state + `}]}`})
		has(t, s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String(), want)
	}
	for _, other := range []string{`{"dossier": "ferry.json", "links": [{"url": "https://county.example/ferry", "state": "drifted",
		"excerpts": [{"words": "3.5 per cent", "lost": [{"words": "3.5 per cent"}]}]}]}`, `{"dossier": "ferry.json", "links": [{"url":
		"https://county.example/ferry", "state": "ok"}]}`, `{"unknown": 1}`, "half"} {
		s, _ := served(t, map[string]string{"ferry.json": ferry, "ferry.links.json": other})
		page := s.ask("GET", "/dossier/ferry.json?record=%23c01", nil).Body.String()
		if has(t, page, "County office"); strings.Contains(page, "theirs") {
			t.Errorf("%s: %s", other, page)
		}
	}
}

// Of a page as long as a book a browser draws the beginning, what may be meant, and what is ticked; the rest can be typed.
func TestLongSource(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		for range 2000 {
			fmt.Fprint(w, "The council met in the hall.\n\n")
		}
		fmt.Fprint(w, "The ferry carried 40,200 passengers last year.\n\nNobody asked why.\n")
	}))
	defer site.Close()
	s, _ := visiting(t)
	page := s.follow(t, s.ask("POST", "/fetch/ferry.json", url.Values{"record": {"#c01"}, "q": {site.URL + "/book"}}))
	has(t, page, "The page is very long: this is not all of it.", `name="use" value="The ferry carried 40,200 passengers last year."`)
	if n := strings.Count(page, `name="s"`); n != 1501 {
		t.Errorf("%d sentences", n)
	}
	page = s.ask("POST", "/source/ferry.json", edited(t, page, "excerpt", "Nobody asked why.")).Body.String()
	has(t, page, `value="2001" checked`)
	if strings.Contains(page, "Not on the page") {
		t.Error("it is on the page")
	}
}
