// Package articletest holds the pages on which package article is tried: in Go, by a browser, and by anything else that
// reads pages with it.
package articletest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// A Page is a short article as publishers write it, with the dossier that goes with it.
type Page struct {
	Name    string // "01-plain"
	HTML    []byte
	Dossier *claims.Dossier
	Own     bool // the dossier has the name of the page, and not records.json
}

// Pages reads the pages of web/article/testdata/pages: their dossier is the one of their own name, or else
// records.json. root is the top of the project.
func Pages(t testing.TB, root string) []Page {
	t.Helper()
	dir := filepath.Join(root, "web/article/testdata/pages")
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	var pages []Page
	for _, file := range files {
		p := Page{Name: strings.TrimSuffix(filepath.Base(file), ".html")}
		if p.HTML, err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
		dossier := strings.TrimSuffix(file, ".html") + ".json"
		data, err := os.ReadFile(dossier)
		if p.Own = err == nil; !p.Own {
			dossier = filepath.Join(dir, "records.json")
			if data, err = os.ReadFile(dossier); err != nil {
				t.Fatal(err)
			}
		}
		if p.Dossier, err = records.Read(filepath.Base(dossier), data); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages
}

// Editions reads the story of the demonstration in other languages, the pages story-*.html of the gallery, by their
// names: "story-ko". Their dossier is samarkand-2022.json. root is the top of the project.
func Editions(t testing.TB, root string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "web/gallery/story-*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no editions of the story: %v", err)
	}
	pages := map[string][]byte{}
	for _, file := range files {
		if pages[strings.TrimSuffix(filepath.Base(file), ".html")], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// Hostile reads the pages of web/article/testdata/hostile.json, which are in no order. root is the top of the project.
func Hostile(t testing.TB, root string) (pages []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "web/article/testdata/hostile.json"))
	if err != nil {
		t.Fatal(err)
	}
	var groups map[string][]string
	if err := json.Unmarshal(data, &groups); err != nil {
		t.Fatal(err)
	}
	for _, group := range groups {
		pages = append(pages, group...)
	}
	return pages
}

// Everywhere returns a view of a report that has an item on each "ferry" of a page and one on all its words, so that
// marks stand wherever they can.
func Everywhere(p *article.Page) *web.View {
	const most = 50
	d := &claims.Dossier{Language: "en", Publisher: claims.Party{Name: "The Harbour Desk"}}
	r := &claims.Report{Text: p.Text}
	put := func(start, end int, status claims.Status) {
		n := len(r.Items) + 1
		r.Items = append(r.Items, claims.Annotation{Number: n, Span: claims.Span{Start: start, End: end}, Dossier: d,
			Record: &claims.Record{ID: "#r" + strconv.Itoa(n), Text: "It sank.", Status: status}})
	}
	words := p.Text.String()
	if all := strings.TrimSpace(words); all != "" {
		start := strings.Index(words, all)
		put(start, start+len(all), claims.Sourced)
	}
	for at := 0; len(r.Items) < most; {
		i := strings.Index(words[at:], "ferry")
		if i < 0 {
			break
		}
		put(at+i, at+i+len("ferry"), claims.Disputed)
		at += i + 1
	}
	return &web.View{Lang: lang.English(), Report: r}
}

// Outcome returns what a check of a page has found, in the form of testdata/pages/want.txt.
func Outcome(name string, r *claims.Report) string {
	var b strings.Builder
	b.WriteString(name + "\n")
	for i := range r.Items {
		a := &r.Items[i]
		how := a.Placement.String()
		switch {
		case a.Relation == claims.Differs:
			how = "differs"
		case a.Automatic:
			how = "automatic"
		}
		b.WriteString("\t" + a.Record.ID + " " + how + " " + strconv.Quote(r.Text.Slice(a.Span)) + "\n")
	}
	for _, u := range r.Unplaced {
		b.WriteString("\t" + u.Record.ID + " refused: " + u.Placement.String() + "\n")
	}
	return b.String()
}
