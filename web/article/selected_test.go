package article_test

import (
	"regexp"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/lang"
)

// TestDossierSelectsItsArticle has dossiers that say which element of the page their article is. In each page "F" stands
// for a sentence about the ferry and "B" for one about the bridge; marked, they are in brackets.
func TestDossierSelectsItsArticle(t *testing.T) {
	const (
		ferry  = "The harbour ferry carried 41,200 passengers last year, and 210,000 crowns are paid for it."
		bridge = "The new bridge will cost 12 million, the council said on Monday, and will be open in May."
	)
	words := strings.NewReplacer("F", ferry, "B", bridge)
	about := func(selector, url, words string) *claims.Dossier {
		return &claims.Dossier{ID: selector + words[:8] + ".json", Language: "en", About: claims.Article{Selector: selector, URL: url},
			Records: []claims.Record{{ID: "#c01", Text: words, Anchor: claims.Selector{Exact: strings.TrimSuffix(words, ".")}}}}
	}
	for _, c := range []struct {
		name, page, root string
		dossiers         []*claims.Dossier
		want             string
	}{
		{"the sentence is there twice", `<article><p>F</p></article><div id="p2"><p>F</p></div>`, "", []*claims.Dossier{about("#p2", "", ferry)},
			`<article><p>F</p></article><div id="p2"><p>[F]</p></div>`},
		{"in its element it is not", `<article><p>F</p></article><div id="p2"><p>B</p></div>`, "", []*claims.Dossier{about("#p2", "", ferry)},
			`<article><p>F</p></article><div id="p2"><p>B</p></div>`},
		{"two posts of a live blog", `<main><h1>Live</h1><div id="p1"><p>F</p><p>B</p></div><div id="p2"><p>F</p><p>B</p></div></main>`, "",
			[]*claims.Dossier{about("#p1", "", bridge), about("#p2", "", ferry)},
			`<main><h1>Live</h1><div id="p1"><p>F</p><p>[B]</p></div><div id="p2"><p>[F]</p><p>B</p></div></main>`},
		{"one says so, and one is about the whole page", `<main><h1>Live</h1><div id="p1"><p>F</p></div><div id="p2"><p>F</p><p>B</p></div></main>`, "",
			[]*claims.Dossier{about("", "", bridge), about("#p2", "", ferry)},
			`<main><h1>Live</h1><div id="p1"><p>F</p></div><div id="p2"><p>[F]</p><p>[B]</p></div></main>`},
		{"it is what is passed over", `<article><p>B</p><p>B</p></article><aside class="sidebar"><div class="related"><p>F</p></div></aside>`, "",
			[]*claims.Dossier{about("", "", bridge), about("aside .related", "", ferry)},
			`<article><p>B</p><p>B</p></article><aside class="sidebar"><div class="related"><p>[F]</p></div></aside>`},
		{"no element fits", `<article><p>F</p></article>`, "", []*claims.Dossier{about("#story", "", ferry)}, `<article><p>F</p></article>`},
		{"it is of a kind that is not read here", `<article><p>F</p></article>`, "", []*claims.Dossier{about("p:first-child", "", ferry)}, `<article><p>F</p></article>`},
		{"the publisher's goes before", `<div id="p1"><p>F</p></div><div id="p2"><p>F</p><p class="x">F</p></div>`, "#p2", []*claims.Dossier{about("p.x", "", ferry)},
			`<div id="p1"><p>F</p></div><div id="p2"><p>F</p><p class="x">[F]</p></div>`},
		{"data-root of a tag in the page goes before", `<script src="/sourcemark/sourcemark.js" data-root="#p1"></script><div id="p1"><p>B</p></div><div id="p2"><p>F</p></div>`, "",
			[]*claims.Dossier{about("#p2", "", ferry)}, `<script src="/sourcemark/sourcemark.js" data-root="#p1"></script><div id="p1"><p>B</p></div><div id="p2"><p>F</p></div>`},
		{"it is outside of the publisher's", `<div id="p1"><p>F</p></div><div id="p2"><p>F</p></div>`, "#p2", []*claims.Dossier{about("#p1", "", ferry)},
			`<div id="p1"><p>F</p></div><div id="p2"><p>F</p></div>`},
		{"it is around the publisher's", `<main><div id="p1"><p>B</p></div><div id="p2"><p>F</p></div></main>`, "#p2", []*claims.Dossier{about("main", "", ferry)},
			`<main><div id="p1"><p>B</p></div><div id="p2"><p>[F]</p></div></main>`},
		{"it is about another page of the site", `<article><p>F</p></article><div id="p2"><p>B</p></div>`, "",
			[]*claims.Dossier{about("#p2", "https://news.example/other", ferry)}, `<article><p>[F]</p></article><div id="p2"><p>B</p></div>`},
		{"all of the page", `<article><p>F</p></article>`, "", []*claims.Dossier{about("body", "", ferry)}, `<article><p>[F]</p></article>`},
	} {
		addresses := []string{"https://news.example/live"}
		hints := Hints{}.For(addresses, c.dossiers...)
		if c.root != "" {
			hints.Root, _ = ParseSelector(c.root)
		}
		page := `<!DOCTYPE html><html lang="en"><title>News</title><body>` + words.Replace(c.page)
		p, err := ReadWith([]byte(page), hints)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		p.Text.Addresses = addresses
		out, err := p.Annotate(&web.View{Lang: lang.English(), Report: claims.New(c.dossiers...).Check(p.Text)}, Options{Stylesheet: "/sourcemark.css"})
		if err != nil || string(Strip(out)) != page {
			t.Errorf("%s: %v, and stripped it is\n%s", c.name, err, Strip(out))
		}
		marked := regexp.MustCompile(`<mark [^>]*data-sourcemark="[^"]*">`).ReplaceAllString(string(out), "[\x00")
		marked = regexp.MustCompile(`\.?</mark>(<sourcemark-marks(?s:.*?)</sourcemark-marks>)?\.?`).ReplaceAllString(marked, ".]")
		marked = strings.NewReplacer("[\x00", "[", ferry, "F", bridge, "B").Replace(string(Strip([]byte(marked))))
		_, marked, _ = strings.Cut(marked, "<body>")
		if marked != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, marked, c.want)
		}
	}
}

// TestPostIsWhatIsSelected renders a post by itself, as a CMS does before it stands in its page: the element that the
// dossier selects is around it, or it is that. In a whole page without that element nothing is checked.
func TestPostIsWhatIsSelected(t *testing.T) {
	const words = "The harbour ferry carried 41,200 passengers last year"
	d := &claims.Dossier{Language: "en", About: claims.Article{Selector: "#post-12"},
		Records: []claims.Record{{ID: "#c01", Text: words, Anchor: claims.Selector{Exact: words}}}}
	for page, want := range map[string]int{
		`<p>` + words + `.</p>`: 1,
		`<div id="post-12"><p>` + words + `.</p></div><p>` + words + `.</p>`:          1,
		`<!DOCTYPE html><title>Live</title><body><p>` + words + `.</p></body></html>`: 0,
	} {
		p, err := ReadWith([]byte(page), Hints{}.For(nil, d))
		if err != nil {
			t.Fatal(err)
		}
		if r := claims.New(d).Check(p.Text); len(r.Items) != want || len(p.Nowhere) != 1-want {
			t.Errorf("%s: %d items, and nowhere are %q; want %d", page, len(r.Items), p.Nowhere, want)
		}
	}
}
