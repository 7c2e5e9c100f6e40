// Package article reads the words of an HTML page from its source, for hosts that have no live document, and writes the
// checks into the page:
//
//	p := article.Read(src)
//	report := claims.New(dossier).Check(p.Text)
//	v := &web.View{Lang: lang.English(), Report: report}
//	page, err := p.Annotate(v, article.Options{Stylesheet: "/sourcemark/sourcemark.css"})
//	back := article.Strip(page) // src
//
// Package dom of the widget reads a live page by the same rules (web.Outline, web.Block), so both find the same
// words.
//
// Annotate only adds to a page, and Strip takes all of it out again, to the byte. Annotate tries that before it
// returns, and refuses a page with a [RefusalReason] where it is not sure: an encoding that is not known, elements that
// end in a different order than they began, pages that a JavaScript framework controls. [Inject] gives such a page the
// script tag instead, so that a browser can put the checks on it.
package article
