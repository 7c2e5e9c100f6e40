package gallery

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/records"
	"sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestDossiers checks that all records of every dossier have their place on its page, and that each page has something
// of everything that a card can show: the three statuses, a claim and a quotation, and an excerpt in another language.
func TestDossiers(t *testing.T) {
	pages, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range pages {
		if strings.HasPrefix(file, "package") {
			continue // those are of npm
		}
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := records.Read(file, data)
			if err != nil {
				t.Fatal(err)
			}
			page, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".html")
			if err != nil {
				t.Fatal(err)
			}
			c := claims.New(d)
			c.InOtherWords(english.Words)
			r := c.Check(article.Read(page).Text)
			for _, u := range r.Unplaced {
				if u.Record.Anchor.Exact == "" {
					continue // it waits for a paragraph that is appended
				}
				t.Errorf("%s has no place: %v %v", u.Record.ID, u.Placement, u.Differences)
			}
			n := r.Counts()
			if n.Claims < 2 || n.Quotations < 1 || n.Sourced < 1 || n.Disputed < 1 || n.Unsourced < 1 {
				t.Errorf("want two claims and a quotation, some sourced, disputed and unsourced; have %+v", n)
			}
			if !slices.ContainsFunc(d.Records, func(r claims.Record) bool { return foreign(r, d.Language) }) {
				t.Error("no excerpt is in another language")
			}
		})
	}
}

// TestStories checks the story of the demonstration in other languages, whose one dossier is that of index.html: each
// has all 37 checks on the very words that an editor put them on, with the same verdicts as in English, and everything
// that its readers are told is in their language.
func TestStories(t *testing.T) {
	const file = "samarkand-2022.json"
	data, err := os.ReadFile("../../claims/records/" + file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read(file, data)
	if err != nil {
		t.Fatal(err)
	}
	story, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	c := claims.New(d)
	want := c.Check(article.Read(story).Text).Counts()
	for name, page := range articletest.Editions(t, "../..") {
		_, tag, _ := strings.Cut(name, "-")
		r := c.Check(article.Read(page).Text)
		if got := r.Counts(); got != want || len(r.Items) != 37 {
			t.Errorf("%s: %+v in %d checks, want %+v in 37", name, got, len(r.Items), want)
		}
		for i := range r.Items {
			a := &r.Items[i]
			if a.Placement != claims.Exact || a.Relation != claims.Same || a.Automatic {
				t.Errorf("%s: %s is placed %v, %v: %v", name, a.Record.ID, a.Placement, a.Relation, a.Differences)
			}
			told := []string{a.Record.Text, a.Record.Speaker.Name, a.Record.StatusReason, a.Record.To, a.Record.Where}
			for _, v := range a.Record.Reviews {
				told = append(told, v.Rating, v.Fact, v.Why)
			}
			excerpt := func(x claims.Excerpt, note string) {
				if told = append(told, note); x.Language != tag {
					told = append(told, x.Translation.Text)
				}
			}
			for _, c := range a.Record.Citations {
				excerpt(c.Excerpt, c.Note)
			}
			for _, v := range a.Record.Versions {
				excerpt(v.Excerpt, v.Note)
			}
			for _, words := range told {
				if _, of := d.In(tag, a.Record.ID, words); words != "" && of != tag {
					t.Errorf("%s: %s: %q is not in %s", name, a.Record.ID, words, tag)
				}
			}
		}
		for _, words := range []string{d.About.Headline, d.About.Credit} {
			if _, of := d.In(tag, "", words); of != tag {
				t.Errorf("%s: %q is not in %s", name, words, tag)
			}
		}
		if printed, _ := d.In(tag, "", d.About.Credit); !strings.Contains(string(page), printed) {
			t.Errorf("%s does not say %q", name, printed)
		}
	}
}

// foreign reports whether a card shows words in another language.
func foreign(r claims.Record, language string) bool {
	other := func(e claims.Excerpt) bool { return e.Text != "" && e.Language != language }
	return slices.ContainsFunc(r.Citations, func(c claims.Citation) bool { return other(c.Excerpt) }) ||
		slices.ContainsFunc(r.Versions, func(v claims.Version) bool { return other(v.Excerpt) })
}

// TestHandler checks that the gallery serves its pages, and the policy with the one that is about it.
func TestHandler(t *testing.T) {
	h := Handler("../..")
	for _, c := range []struct {
		path   string
		status int
		kind   string
		strict bool
	}{
		{path: "/gallery/", status: 200, kind: "text/html; charset=utf-8"},
		{path: "/gallery/plain.html", status: 200, kind: "text/html; charset=utf-8"},
		{path: "/gallery/csp.html", status: 200, kind: "text/html; charset=utf-8", strict: true},
		{path: "/gallery/plain.json", status: 200, kind: "application/json"},
		{path: "/gallery/none.html", status: 404, kind: "text/plain; charset=utf-8"},
		{path: "/gallery/npm/none.js", status: 404, kind: "text/plain; charset=utf-8"},
		{path: "/gallery/%2e%2e/bundle/main.go", status: 404, kind: "text/plain; charset=utf-8"},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+c.path, nil))
		if w.Code != c.status || w.Header().Get("Content-Type") != c.kind {
			t.Errorf("%s: %d as %s, want %d as %s", c.path, w.Code, w.Header().Get("Content-Type"), c.status, c.kind)
		}
		if strict := w.Header().Get("Content-Security-Policy") != ""; strict != c.strict {
			t.Errorf("%s: a policy: %t, want %t", c.path, strict, c.strict)
		}
	}
}
