// Package web makes HTML of a report: the buttons beside checked words, the cards they open, the summary above the
// article, the list of all checks and the endnotes. It has the style sheets too, and the rules which parts of a page
// are an article.
//
//	report := claims.New(dossier).Check(text)
//	v := &web.View{Lang: lang.English(), Report: report}
//	for i := range report.Items {
//		button, card := v.Marker(&report.Items[i]), v.Card(&report.Items[i])
//		…
//	}
//
// A widget draws with [View.Marker], [View.Card], [View.Summary] and [View.List], and gets clicks back by the
// attributes of markup.go. A page that needs no program has [View.Rendered], [View.Headline] and [View.Endlist]
// instead; package article, below this one, puts them into the page. [Standalone] is the card of one record without an
// article.
//
// An [Outline] finds the article of a page, and [Skip], [Block] and [Heading] decide by the names of elements
// which parts of it are its words. Package article reads the source of a page by them, and package dom of the widget a
// live page.
//
// No text of a record gets into HTML unescaped: only two functions turn text into HTML. Words that differ from those
// that were checked get no verdict anywhere, and links lead to the web and to mailboxes only.
package web
