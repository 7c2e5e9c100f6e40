package article_test

import (
	"bytes"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/export"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
	"sourcemark/web/lang"
)

// TestCards writes pages with cards kept from pages before them, and compares with what is written without: the story
// in two languages, edited so that items move, change their numbers, places and reasons, or differ from their records.
func TestCards(t *testing.T) {
	page, d := story(t)
	english, korean := lang.English(), load(t, "ko")
	free := *d
	free.Records = append([]claims.Record(nil), d.Records...)
	for i := range free.Records {
		free.Records[i].Anchor = claims.Selector{}
	}
	var cards Cards
	write := func(page []byte, d *claims.Dossier, l *lang.Lang, feedback, sheet string, cards *Cards) []byte {
		p := Read(page)
		v := &web.View{Lang: l, Report: claims.New(d).Check(p.Text), Feedback: feedback}
		markup := export.PageMarkup("https://news.example/story", v.Report)
		out, err := p.Annotate(v, Options{Stylesheet: sheet, Cards: cards, Markup: markup})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, edit := range [][2]string{
		{"", ""}, {"<h1>", "<h1>Again: "}, {"22 individuals", "24 individuals"}, {"in early February", "in early March"}, {"Mr Xi", "Mr. Xi"},
		{"balanced view", "well-balanced view"}, {"</article>", "<p>A paragraph that was added.</p></article>"}, {"once China and Russia", "when China and Russia"},
	} {
		page := []byte(strings.Replace(string(page), edit[0], edit[1], 1))
		for _, d := range []*claims.Dossier{d, &free} {
			for _, l := range []*lang.Lang{english, korean} {
				for _, x := range [][2]string{{"", "/a.css"}, {"https://example.com/errors", "/a.css"},
					{"", "/b.css"}} {
					want := write(page, d, l, x[0], x[1], nil)
					if back := Strip(want); !bytes.Equal(back, page) {
						t.Fatal("what is written does not come out again")
					}
					for range 2 { // the second time all of them are kept
						if got := write(page, d, l, x[0], x[1], &cards); !bytes.Equal(got, want) {
							t.Fatalf("with %q for %q, %s, %q: %d bytes with cards from before, %d without", edit[1],
								edit[0], l.Tag, x, len(got), len(want))
						}
					}
				}
			}
		}
	}
}

// TestCardsOfPages annotates all kinds of pages twice with cards that are kept: the result is the same as without.
func TestCardsOfPages(t *testing.T) {
	var cards Cards
	for _, page := range articletest.Pages(t, top) {
		checker, english := claims.New(page.Dossier), lang.English()
		write := func(cards *Cards) (string, error) {
			p := Read(page.HTML)
			v := &web.View{Lang: english, Report: checker.Check(p.Text)}
			out, err := p.Annotate(v, Options{Stylesheet: "/a.css", Cards: cards})
			return string(out), err
		}
		want, refusal := write(nil)
		for range 2 {
			if got, err := write(&cards); got != want || err != refusal {
				t.Errorf("%s: %d bytes and %v, want %d and %v", page.Name, len(got), err, len(want), refusal)
			}
		}
	}
}

// load returns the interface in a language.
func load(t testing.TB, tag string) *lang.Lang {
	t.Helper()
	l, err := lang.Load(tag)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
