package article_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/lang"
)

// written returns a page with a check on the words about the ferry.
func written(t *testing.T, page string) string {
	t.Helper()
	p := Read([]byte(page))
	const words = "The ferry carried 41,200 passengers"
	d := &claims.Dossier{ID: "d", Records: []claims.Record{{ID: "#c", Text: words, Anchor: claims.Selector{Exact: words}}}}
	v := &web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)}
	out, err := p.Annotate(v, Options{Stylesheet: "/s.css"})
	if err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	if back := Strip(out); string(back) != page {
		t.Errorf("%s: stripped it is\n%s", page, back)
	}
	return string(out)
}

// TestBase has a page whose links lead to another site, even those to its own notes: it gets no such links.
func TestBase(t *testing.T) {
	const story = `<article><h1>Ferry</h1><p>The ferry carried 41,200 passengers last year.</p></article>`
	for page, linked := range map[string]bool{
		`<head><title>x</title></head>` + story:                                    true,
		`<head><base target="_blank"></head>` + story:                              true,
		`<head><BASE href="https://static.news.example/"></head>` + story:          false,
		`<head><title>x</title></head>` + story + `<p><base href="/archive/"></p>`: false,
	} {
		out := written(t, page)
		if !strings.Contains(out, "<mark") || !strings.Contains(out, `popovertarget="sm-card"`) {
			t.Errorf("%s has no check", page)
		}
		if strings.Contains(out, `href="#`) != linked {
			t.Errorf("%s: links within it %v, want %v:\n%s", page, !linked, linked, out)
		}
	}
}

// TestPageKinds has the words in kinds of pages other than a plain one. marked says whether the check is on them.
func TestPageKinds(t *testing.T) {
	const story = `<article><h1>Ferry</h1><p>The ferry carried 41,200 passengers last year.</p></article>`
	for _, c := range []struct {
		kind, page string
		marked     bool
	}{
		{"a fragment", `<p>The ferry carried 41,200 passengers last year.</p>`, true},
		{"a frame of Turbo", `<turbo-frame id="story">` + story + `</turbo-frame>`, true},
		{"a stream of Turbo", `<turbo-stream action="append" target="x"><template>` + story + `</template></turbo-stream>`, false},
		{"a frame, which is a page of its own", `<p>Elsewhere.</p><iframe srcdoc="<p>The ferry carried 41,200 passengers</p>"></iframe>`, false},
		{"the words of a frame for old browsers", `<p>Elsewhere.</p><iframe src="/x"><p>The ferry carried 41,200 passengers</p></iframe>`, false},
		{"XHTML", `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body>` + story + `<br /></body></html>`, true},
		{"words that only screen readers say", `<article><p>The ferry <a href="/f">carried<span class="sr-only"> (opens a new window)</span></a> 41,200 passengers last year.</p></article>`, true},
		{"the same by WordPress", `<article><p>The ferry carried <span class="screen-reader-text">about </span>41,200 passengers last year.</p></article>`, true},
		{"a check of such words", `<article><p>Ferry.</p><p class="visually-hidden">The ferry carried 41,200 passengers</p></article>`, false},
		{"words that are not shown", `<article><p>Ferry.</p><p hidden>The ferry carried 41,200 passengers</p></article>`, false},
	} {
		if got := strings.Contains(written(t, c.page), "<mark"); got != c.marked {
			t.Errorf("%s: marked %v, want %v", c.kind, got, c.marked)
		}
	}
}
