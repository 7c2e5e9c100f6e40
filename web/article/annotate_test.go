package article_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	. "sourcemark/web/article"
	"sourcemark/web/article/articletest"
	"sourcemark/web/lang"
)

// rendered returns a page with the checks of a dossier in it.
func rendered(t testing.TB, page []byte, d *claims.Dossier) []byte {
	t.Helper()
	p := Read(page)
	v := &web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)}
	out, err := p.Annotate(v, Options{Stylesheet: "/sourcemark.css"})
	if err != nil {
		t.Log(err)
	}
	return out
}

func story(t testing.TB) ([]byte, *claims.Dossier) {
	t.Helper()
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../claims/records/samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("samarkand-2022.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return page, d
}

// TestAnnotateStory checks that all checks are in the page, its own words are unchanged, and annotating twice changes
// nothing.
func TestAnnotateStory(t *testing.T) {
	page, d := story(t)
	out := rendered(t, page, d)
	if n := bytes.Count(out, []byte("<sourcemark-marks ")); n != 37 {
		t.Errorf("%d buttons, want 37", n)
	}
	if n := bytes.Count(out, []byte(` id="sm-note-`)); n != 37 {
		t.Errorf("%d endnotes, want 37", n)
	}
	if got := Strip(out); !bytes.Equal(got, page) {
		t.Error("taking the checks out does not give the page back")
	}
	if got, want := Read(out).Text.String(), Read(page).Text.String(); got != want {
		t.Errorf("the page reads otherwise:\n%s", got)
	}
	if again := rendered(t, Strip(out), d); !bytes.Equal(again, out) {
		t.Error("rendering twice is not rendering once")
	}
	none := rendered(t, page, &claims.Dossier{})
	if !bytes.Equal(none, page) {
		t.Error("without checks the page is another one")
	}
}

// TestAnnotate checks where marks go. «» stands for a mark, | for a button and its card, § for the summary, which comes
// before the article on a page of its own, and after it in what may come to stand on another.
func TestAnnotate(t *testing.T) {
	for _, c := range []struct{ page, words, want string }{
		{`<article><p>The ferry sank.</p></article>`, "The ferry sank", `<article>^<p>«The ferry sank»|.</p>$§</article>`},
		{`<article><p>The <b>old</b> ferry &amp; the boat sank.</p></article>`, "old ferry & the boat", `<article>^<p>The <b>«old»</b>« ferry &amp; the boat»| sank.</p>$§</article>`},
		{`<article><p>A caf&eacute; &ampersand sank.</p></article>`, "café &ersand sank", `<article>^<p>A «caf&eacute; &ampersand sank»|.</p>$§</article>`},
		{`<article><p>See <a href="x">the ferry</a> sank.</p></article>`, "See the ferry", `<article>^<p>«See »<a href="x">«the ferry»</a>| sank.</p>$§</article>`},
		{`<article><p>One.<p>The ferry sank`, "The ferry sank", `<article>^<p>One.<p>«The ferry sank»|$§`},
		{`<ARTICLE CLASS=x><P>The ferry sank</P></ARTICLE>`, "The ferry sank", `<ARTICLE CLASS=x>^<P>«The ferry sank»|</P>$§</ARTICLE>`},
		{`<article><p>Now <mark>the ferry</mark> sank.</p></article>`, "the ferry sank", `<article>^<p>Now <mark>«the ferry»</mark>« sank»|.</p>$§</article>`},
		{`<!DOCTYPE html><article><p>The ferry sank.</p></article>`, "The ferry sank", `<!DOCTYPE html><article>^§<p>«The ferry sank»|.</p>$</article>`},
	} {
		d := &claims.Dossier{Language: "en", Records: []claims.Record{{ID: "#c1", Text: c.words,
			Anchor: claims.Selector{Exact: c.words}}}}
		out := rendered(t, []byte(c.page), d)
		if got := sketch(string(out)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.page, got, c.want)
		}
		if got := Strip(out); string(got) != c.page {
			t.Errorf("%s: stripped it is\n%s", c.page, got)
		}
	}
}

// sketch returns a page with each thing that a renderer has put into it as one sign.
func sketch(page string) string {
	for _, x := range [...]struct{ start, end, sign string }{
		{`<link rel="stylesheet" href="/sourcemark.css" data-sourcemark`, `>`, "^"},
		{`<link rel="stylesheet" href="/sourcemark.part.css" data-sourcemark`, `>`, ""},
		{`<sourcemark-summary data-sourcemark>`, `</sourcemark-summary>`, "§"},
		{`<div data-sourcemark><sourcemark-marks`, `</sourcemark-marks></div>`, ""},
		{`<sourcemark-number data-sourcemark`, `</sourcemark-number>`, "|"},
		{`<sourcemark-marks data-sourcemark`, `</sourcemark-marks>`, "|"},
		{`<div data-sourcemark>`, `</div>`, "$"},
	} {
		for {
			before, rest, ok := strings.Cut(page, x.start)
			if !ok {
				break
			}
			_, after, _ := strings.Cut(rest, x.end)
			page = before + x.sign + after
		}
	}
	for {
		before, rest, ok := strings.Cut(page, `<mark class="sourcemark-`)
		if !ok {
			return page
		}
		_, rest, _ = strings.Cut(rest, ">")
		words, after, _ := strings.Cut(rest, "</mark>")
		page = before + "«" + words + "»" + after
	}
}

// TestStrip takes out what is ours, written as we write it and as we do not. A comment makes Strip read all tags of an
// element, with the same result.
func TestStrip(t *testing.T) {
	slow := strings.NewReplacer("</sourcemark-", "<!----></sourcemark-", "</div>", "<!----></div>")
	for _, inside := range []string{
		``, `Words`, `<b>Words</b>`, `<br>`, `<p>One<p>Two`, `<p>One</p></p>`, `</b>`, `<b><i></b></i>`, `<B>Words</b>`,
		`<b title=">">Words</b>`, `<b title='>'>Words</b>`, `<b title="</div>">Words</b>`, `<b title='</div>'>Words</b>`, `<b title="<div>">Words</b>`, `<b <i>Words</b>`,
		`<div title="><div>">Words</div>`, `<div title='><div>'>Words</div>`, `<div <div>Words</div>`, `<div/>Words</div>`,
		`<svg><path/></svg>`, `<svg><path></path></svg>`, `<!-- </div> -->`, `<!-- <div> -->`, `<![CDATA[</div>]]>`, `<?div>`, `1 < 2`, `1 <2 > 0`,
		`<div>Words</div>`, `<div data-sourcemark>Words</div>`, `<mark data-sourcemark>Words</mark>`, `<ul><li>One<li>Two</ul>`, `<ul><li>One</li></ul>`,
		`<script>"<b></b>"</script>`, `<script>"</div>"</script>`, `<script>"<div>"</script>`, `<title><div></div></title>`, `<textarea></div></textarea>`,
		`<li>One</li>`, `<ol><div><li>One</li></div></ol>`, `<dl><dt>One</dt></dl>`, `<td>One</td>`, `<table><tr><td>One</td></tr></table>`, `<col>`, `<option>One</option>`,
		`<template><p>One</p><li>Two</li><td>Three</td></template>`, `<template></template><p>One</p>`, `<h1>One</h1>`, `<ruby><rt>One</rt></ruby>`,
		`<plaintext></plaintext>`, `<svg><sourcemark-x /></sourcemark-x></svg>`, `<dd>One</dd>`, `<tr></tr>`, `<rt>One</rt>`,
	} {
		for _, page := range []string{"<p>The %<p>ferry", "<ul><li>The<li>%</ul>", "<div>The %</div> ferry", "The <b>old</b>% ferry", "<p>The <svg>%</svg>", "<dl><dd>The %</dl>", "<h1>The %</h1>", "<ruby>The<rt>%</ruby>", "<select><option>The %</select>", "<table><tr><td>The %ferry</table>"} {
			for _, tag := range []string{"div", "sourcemark-x"} {
				ours := strings.ReplaceAll(page, "%", "<"+tag+" data-sourcemark>"+inside+"%</"+tag+">")
				fast := string(Strip([]byte(strings.ReplaceAll(ours, "%", ""))))
				reads := strings.ReplaceAll(string(Strip([]byte(strings.ReplaceAll(ours, "%", "<!---->")))), "<!---->",
					"")
				if fast != reads {
					t.Errorf("%s: stripped it is\n%s\nand with a comment in it\n%s", ours, fast, reads)
				}
			}
		}
	}
	for _, page := range articletest.Pages(t, top) {
		out := rendered(t, page.HTML, page.Dossier)
		if got := Strip([]byte(slow.Replace(string(out)))); string(got) != slow.Replace(string(page.HTML)) {
			t.Errorf("%s: with comments it is\n%s", page.Name, got)
		}
	}
}

// TestAnnotateOverlap checks that words are marked once, however many items stand on them.
func TestAnnotateOverlap(t *testing.T) {
	page := []byte(`<article><p>The old ferry sank in the storm.</p></article>`)
	d := &claims.Dossier{Language: "en", Records: []claims.Record{
		{ID: "#a", Text: "x", Status: claims.Sourced, Anchor: claims.Selector{Exact: "The old ferry sank in the storm"}},
		{ID: "#b", Text: "x", Status: claims.Disputed, Anchor: claims.Selector{Exact: "old ferry"}},
	}}
	out := string(rendered(t, page, d))
	for _, want := range []string{
		`<mark class="sourcemark-sourced" data-sourcemark="a">The </mark>`,
		`<mark class="sourcemark-disputed" data-sourcemark="a b">old ferry</mark>`,
		`<mark class="sourcemark-sourced" data-sourcemark="a"> sank in the storm</mark>`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

// TestAnnotateParts checks that the parts of a quotation are marked, with one button, and the words between them are
// not.
func TestAnnotateParts(t *testing.T) {
	page := []byte(`<article><p>“We have the boats,” said Anton Brown. “But we cannot run them <i>empty</i> through the winter.”</p></article>`)
	d := &claims.Dossier{Language: "en", Records: []claims.Record{{ID: "#q1", Kind: claims.Quotation,
		Status: claims.Sourced,
		Text:   "We have the boats. But we cannot run them empty through the winter.", Speaker: claims.Party{Name: "Anton Brown"}}}}
	out := string(rendered(t, page, d))
	var marked []string
	for rest := out; ; {
		_, after, ok := strings.Cut(rest, `<mark `)
		if !ok {
			break
		}
		_, after, _ = strings.Cut(after, ">")
		words, after, _ := strings.Cut(after, "</mark>")
		marked, rest = append(marked, words), after
	}
	if got, want := strings.Join(marked, "|"), "“We have the boats,”|“But we cannot run them |empty| through the winter.”"; got != want {
		t.Errorf("marked: %s\nwant: %s", got, want)
	}
	if n := strings.Count(out, "<sourcemark-marks "); n != 1 {
		t.Errorf("%d buttons, want 1", n)
	}
	if got := Strip([]byte(out)); !bytes.Equal(got, page) {
		t.Error("taking the checks out does not give the page back")
	}
}
