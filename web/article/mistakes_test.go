package article_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestMistakesAround annotates articles before and behind which a page has mistakes that end there, and leaves pages
// alone whose mistakes reach into the article. TestMistakesInAnyOrder tries that the document stays the same.
func TestMistakesAround(t *testing.T) {
	const story = "<article><h1>Ferry</h1><p>The ferry <b>sank</b>.</p></article>"
	for _, c := range []struct {
		what, before, behind string
		want                 error
	}{
		{"a link around a block", `<header><a href=/><div>Harbour News</a></div></header>`, "", nil},
		{"two that cross", `<p><b>Harbour <i>News</b></i></p>`, "", nil},
		{"formatting closed behind its paragraph", `<div><p><strong>News</p></strong></div>`, "", nil},
		{"a font around cells", `<table><tr><td><font color=red>News</td></tr></table>`, "", nil},
		{"words in a table", `<table>News<tr><td>Home</td></tr></table>`, "", nil},
		{"a form in a table", `<div><table><form><tr><td><input></td></tr></form></table></div>`, "", nil},
		{"links in links", `<ul><li><a href=/>Home<li><a href=/x>News</a></ul><nav><a href=/>One<a href=/2>Two</a></nav>`, "", nil},
		{"a link in a link", `<nav><a href=/>One <a href=/2>Two</a></nav>`, "", nil},
		{"a button in a button", `<div><button>Menu<button>Search</button></div>`, "", nil},
		{"a heading that ends as another", `<div><h2>News</h3></div>`, "", nil},
		{"a form in a form", `<form><div><form><input></form></div></form>`, "", nil},
		{"a form that ends too early", `<div><form><div><input></form></div></div>`, "", nil},
		{"a drawing that is broken off", `<div><svg><g><p>News</p></div>`, "", nil},
		{"in a menu to choose from", `<select><option>One<div>Two</div></select>`, "", nil},
		{"end tags of nothing", `</div></b></span></p>`, "", nil},
		{"bold type that never ends", `<div><b>News</div>`, "", RefusalNesting},
		{"four of a kind, of which browsers forget one", `<em><header><em><em><em></em></em></header></em>`, "", RefusalNesting},
		{"a font in a drawing", `<svg><svg><font>x<svg>x<font></svg>`, "", nil},
		{"an object that its template ends", `<b></object>x<object><b><template><b>x<object></template></object>`, "", RefusalNesting},
		{"formatting in what began again", `<i><i><b>x</i>x</i><i></b>`, "", RefusalNesting},
		{"bold type that never ends, in a cell", `<table><tr><td><b>News</table>`, "", nil},
		{"a table in what stands in a table without a cell", `<table><span><table></table><table></table><span></table><font></table></span>`, "", RefusalNesting},
		{"a form there", `<table><span><form></table><form>`, `</form>`, RefusalNesting},
		{"bold type around the article that ends within it", `<b>News<div></b>`, `</div>`, RefusalNesting},
		{"a form in a table that never ends", `<table><form></table><form>`, `</form>`, nil},
		{"behind it, two that cross", "", `<footer><b><i>Imprint</b></i><a><div></a></div></footer>`, nil},
		{"behind it, a table", "", `<table>Imprint<tr>x<td></table>`, nil},
		{"behind it, nothing ends", "", `<div><b><i><a href=x><table><tr>`, nil},
	} {
		page := "<!DOCTYPE html><title>Ferry</title><body>" + c.before + story + c.behind
		if _, err := holds(t, page); err != c.want {
			t.Errorf("%s: got %v, want %v: %s", c.what, err, c.want, page)
		}
	}
}

// ferries is checks on each "ferry" of a page, and on nothing else.
func ferries(p *Page) *web.View {
	v := articletest.Everywhere(p)
	v.Report.Items = v.Report.Items[min(1, len(v.Report.Items)):]
	return v
}

// TestMistakesWithin annotates articles with mistakes in them that have to do with no check, and leaves them alone if a
// check stands where the mistake reaches.
func TestMistakesWithin(t *testing.T) {
	for _, c := range []struct {
		article string
		want    error
	}{
		{`<p>A ferry.</p><div><a><div><a href=x></a><a href=y></a></div></a></div><p>A ferry.</p>`, nil}, // buttons to share
		{`<p>A ferry.</p><p><b>One <i>two</b></i></p><p>A ferry.</p>`, nil},
		{`<p>A ferry.</p><p><b>One <i>ferry</b></i></p><p>A ferry.</p>`, RefusalNesting},
		{`<p>A ferry <b>One <i>two</b></i> and a ferry.</p>`, nil},
		{`<p>A <b>ferry <i>two</b></i> and a ferry.</p>`, RefusalNesting},
		{`<p>A ferry.</p><table>One<tr><td>Two</table><p>A ferry.</p>`, nil},
		{`<p>A ferry.</p><table>One<tr><td>A ferry.</table><p>A ferry.</p>`, RefusalNesting},
		{`<p>A ferry.</p><table><tr><td>A ferry.<tr>One<td></table><p>A ferry.</p>`, RefusalNesting},
		{`<p>A ferry.</p><div><button>One<button>Two</button></div><p>A ferry.</p>`, nil},
		{`<p>A ferry.</p><h2>One</h3><p>A ferry.</p>`, nil},
		{`<p>A ferry.</p><h2>A ferry</h3><p>One.</p>`, RefusalNesting},
		{`<p>A ferry.</p><form><div></form>A ferry</div><p>One.</p>`, RefusalNesting},
		{`<p>A ferry.</p><p><b>One</p><p>Two</b></p><p>A ferry.</p>`, nil},
		{`<p>A ferry.</p><p><b>One</p><p>A ferry</b></p><p>A ferry.</p>`, RefusalNesting},
		{`<p>A ferry.</p><p><b>One</p><p>A ferry.</p>`, RefusalNesting}, // it goes on to the end
		{`<div><p>A ferry.</p><b><p>One</b></div></p><p>A ferry.</p>`, nil},
		{`<p>A ferry.</p><div><h2>One</h3>A ferry</div>`, nil},
		{`<p>A ferry <a href=x>One <a href=y>two</a> and a ferry.</p>`, nil},
		{`<p>A ferry <a href=x>One ferry <a href=y>two</a> and a ferry.</p>`, RefusalNesting},
		{`<p>A ferry.</p><p>One</p><b><table><tr></b><td>Two</table><p>A ferry.</p>`, RefusalNesting},
	} {
		for _, page := range []string{"<!DOCTYPE html><title>x</title><article><h1>One</h1>" + c.article + "</article>",
			"<!DOCTYPE html><title>x</title><body><h1>One</h1>" + c.article} {
			out, err := holdsWith(t, page, ferries)
			if err != c.want || err == nil && !strings.Contains(string(out), "<mark") {
				t.Errorf("got %v, want %v: %s", err, c.want, page)
			}
		}
	}
}

// TestMistakesInAnyOrder puts tags in any order before an article and in one, and checks that the document stays what it
// was, or that nothing is put into it.
func TestMistakesInAnyOrder(t *testing.T) {
	tags := strings.Fields(`b i a font div p span ul li table tr td form h2 h3 button select option section svg g nobr
		header td caption dl dd object template em`)
	const pages = 1000 // three seconds; 30,000 have been tried
	var annotated, all [4]int
	for seed := range uint64(pages) {
		random := rand.New(rand.NewPCG(seed, 19))
		var b strings.Builder
		if random.IntN(4) > 0 {
			b.WriteString("<!DOCTYPE html>")
		}
		b.WriteString("<body>")
		some := make([]string, 2+random.IntN(3))
		for i := range some {
			some[i] = tags[random.IntN(len(tags))]
		}
		for range 2 + random.IntN(10) {
			switch tag := some[random.IntN(len(some))]; random.IntN(5) {
			case 0, 1:
				fmt.Fprintf(&b, "<%s>", tag)
			case 2, 3:
				fmt.Fprintf(&b, "</%s>", tag)
			default:
				b.WriteString("x")
			}
		}
		for i := len(some) - 1; i >= 0; i-- {
			if random.IntN(3) > 0 {
				fmt.Fprintf(&b, "</%s>", some[i])
			}
		}
		mistakes := b.String()
		body := strings.Index(mistakes, "<body>") + len("<body>")
		const begins, ends = "<article><h1>Ferry</h1><p>The ferry <b>sank</b>, <a href=x>ferry</a>.", "</article><p>y</p>"
		for where, page := range []string{
			mistakes + begins + "</p>" + ends,
			mistakes[:body] + begins + mistakes[body:] + "<i>A ferry</i>, <a href=x>ferry</a>.</p>" + ends,
			mistakes[:body] + begins + "</p><div>" + mistakes[body:] + "</div><p>A ferry, <a href=x>ferry</a>.</p>" + ends,
			mistakes[:body] + begins + "</p>" + mistakes[body:] + "<p>A ferry</p>",
		} {
			view := articletest.Everywhere
			if where > 0 {
				view = ferries
			}
			out, err := holdsWith(t, page, view)
			all[where]++
			if err == nil && string(out) != page {
				annotated[where]++
			}
			if t.Failed() {
				t.Fatalf("seed %d: %s", seed, page)
			}
		}
	}
	t.Logf("%d of %d annotated", annotated, all)
	for where := range all {
		if annotated[where] < all[where]/3 {
			t.Errorf("of %d pages only %d got their checks", all, annotated)
		}
	}
}
