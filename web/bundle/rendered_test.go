package main

import (
	"os"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// TestRenderedWeight weighs what a reader loads of ours with a page that was rendered with its checks, nothing else:
// what the page has more, with its markup for search engines, and two style sheets, in brotli as a static host has
// them.
func TestRenderedWeight(t *testing.T) {
	// Bytes. 19,615 were measured for the story and its 37 checks; 10,000 of them are the words of the dossier, bare,
	// as far as they do not stand in the article. Parts of pages
	// have a third sheet.
	const most = 19_650
	page, err := os.ReadFile(top + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	page = withoutTag(page, storyTag)
	data, err := os.ReadFile(top + "/" + dossier)
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read(dossier, data)
	if err != nil {
		t.Fatal(err)
	}
	p := article.Read(page)
	v := &web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)}
	markup := export.PageMarkup("https://news.example/samarkand", v.Report)
	rendered, err := p.Annotate(v, article.Options{Stylesheet: "/sourcemark/sourcemark.css", Markup: markup})
	if err != nil {
		t.Fatal(err)
	}
	look, err := css(web.RenderedCSS + web.EndnotesCSS)
	if err != nil {
		t.Fatal(err)
	}
	inside, err := css(web.CardCSS + web.PopoverCSS)
	if err != nil {
		t.Fatal(err)
	}
	more := len(brotlied(rendered)) - len(brotlied(page))
	sheets := len(brotlied([]byte(look))) + len(brotlied([]byte(inside)))
	t.Logf("%d bytes more in the page, %d of style sheets: %d", more, sheets, more+sheets)
	if more+sheets > most {
		t.Errorf("a rendered page loads %d bytes of ours, want at most %d", more+sheets, most)
	}
}
