package article_test

import (
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/lang"
)

// What a worker does for the story: it reads the page, checks its words and writes the checks into it.

func BenchmarkRead(b *testing.B) {
	page, _ := story(b)
	for b.Loop() {
		Read(page)
	}
}

func BenchmarkCheck(b *testing.B) {
	page, d := story(b)
	checker := claims.New(d)
	for b.Loop() {
		b.StopTimer()
		p := Read(page)
		b.StartTimer()
		checker.Check(p.Text)
	}
}

func BenchmarkAnnotate(b *testing.B) { annotating(b, nil) }

// BenchmarkAnnotateAgain annotates an article that was edited: its cards are kept.
func BenchmarkAnnotateAgain(b *testing.B) { annotating(b, new(Cards)) }

func annotating(b *testing.B, cards *Cards) {
	page, d := story(b)
	checker := claims.New(d)
	english := lang.English()
	for b.Loop() {
		b.StopTimer() // what is learnt of the words belongs to one page
		p := Read(page)
		v := &web.View{Lang: english, Report: checker.Check(p.Text)}
		b.StartTimer()
		if _, err := p.Annotate(v, Options{Stylesheet: "/sourcemark.css", Cards: cards}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStrip measures the part of Annotate that tries whether the checks come out again.
func BenchmarkStrip(b *testing.B) {
	page, d := story(b)
	out := rendered(b, page, d)
	for b.Loop() {
		Strip(out)
	}
}
