package main

import (
	"net/http"
	"net/url"

	"sourcemark/claims"
	"sourcemark/claims/records/export"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// A rendered is what became of a page.
type rendered struct {
	page            []byte
	how             string // "annotated" or "injected"
	why             string // why it was left as it is; then page is nil
	items, unplaced int
	partial         bool // the database did not say which records of other stories there are
	others          int  // dossiers of other stories, which have no place in it
	set             *dossierSet
	articles        []string // those of the page that stand elsewhere by themselves, by address
}

// render checks a page and writes the checks into it, or the tag that does so in a browser.
func (s *server) render(
	r *http.Request, at *url.URL, h http.Header, charset string, src []byte, set *dossierSet) *rendered {
	hints := s.hintsFor(at, set)
	hints.Charset = charset
	p, err := article.ReadWith(src, hints)
	var articles []string
	if err == nil {
		p.Text.Addresses = []string{at.String()}
		articles = p.Text.Elsewhere()
	}
	s.time(r, "read")
	done := &rendered{why: "no records"}
	if !set.empty() {
		done, _ = s.renderPage(r, &look{at: at, header: h, charset: charset, sheet: s.stylesheetURL(), cards: &s.cards}, src, set, p, err)
	}
	done.set, done.articles = set, articles
	return done
}

// A look is how a page is served.
type look struct {
	at       *url.URL
	header   http.Header
	charset  string   // that header names
	sheet    *url.URL // sourcemark.css
	language string   // of a page that names none
	cards    *article.Cards
}

// renderPage does that with a page that was read. The report is nil if the article was not checked.
func (s *server) renderPage(r *http.Request, k *look, src []byte, set *dossierSet, p *article.Page, err error) (
	*rendered, *claims.Report) {
	var framework string
	if err == nil {
		framework = p.Framework()
	} else {
		framework = article.Framework(article.Strip(src)) // which may draw the article itself
	}
	if framework != "" && len(set.dossiers) == 0 {
		return &rendered{how: "injected", why: "framework: " + framework}, nil
	} else if framework != "" {
		return s.inject(k, src, set, framework), nil
	}
	if err != nil {
		return &rendered{why: err.Error()}, nil
	}
	report, others, whole := s.report(r, k.at, p.Text, set)
	s.time(r, "check")
	done := &rendered{how: "annotated", items: len(report.Items), unplaced: len(report.Unplaced), partial: !whole, others: others}
	if done.items == 0 {
		done.why = "nothing to mark"
		return done, report
	}
	// The sheet needs no nonce: where a policy wants one for it, the page is left alone.
	sheet := k.sheet
	if nonce, ok := policyAllows(k.header, k.at, "style-src", sheet); !ok || nonce != "" {
		done.why = "policy: style-src"
		return done, report
	}
	l, err := s.language(p.Language, k.language)
	if err != nil {
		done.why = "error"
		return done, report
	}
	if p.Based {
		sheet = k.at.ResolveReference(sheet)
	}
	v := &web.View{Lang: l, Report: report, Feedback: s.feedback}
	o := article.Options{Stylesheet: sheet.String(), Markup: s.markup(k.at.String(), set, report), Cards: k.cards}
	if k.at.Host != "" {
		o.OEmbed = s.oembedURL(s.home(k.at), k.at.String())
	}
	page, err := p.Annotate(v, o)
	s.time(r, "write")
	if err == article.RefusalFramework {
		return s.inject(k, src, set, "a part of the article"), report
	}
	if err != nil {
		done.why = err.Error()
		return done, report
	}
	done.page = page
	return done, report
}

// report returns what the records of a set say about an article, and how many dossiers are of other stories. whole is
// false if records of other stories were needed and the database did not say. at is the address of the page; nil if it is
// not known.
func (s *server) report(r *http.Request, at *url.URL, t *claims.Text, set *dossierSet) (
	report *claims.Report, others int, whole bool) {
	checker, whole := set.checker, true
	if set.linked {
		with, err := s.store.database.beside(r.Context(), t, set)
		s.time(r, "links")
		if err != nil {
			s.log("%s: d1: %v", r.URL.Path, err)
			s.remark(r, "links", err.Error())
			whole = false
		} else if with != nil {
			checker = with
		}
	}
	if at != nil {
		t.Addresses = []string{at.String()}
	}
	report = checker.Check(t)
	return report, report.OfPage(t.Addresses...), whole
}

// inject puts our tag and the records into a page that a framework controls. All else stays as the framework needs to
// find it.
func (s *server) inject(k *look, src []byte, set *dossierSet, framework string) *rendered {
	done := &rendered{how: "injected", why: "framework: " + framework}
	if s.script == "" {
		return done
	}
	loader, err := url.Parse(s.script)
	if err != nil {
		return done
	}
	tag := article.Tag{Loader: s.script, Root: s.root, Feedback: s.feedback, Charset: k.charset}
	var ok bool
	if tag.Nonce, ok = policyAllows(k.header, k.at, "script-src", loader); !ok {
		done.why = "policy: script-src"
		return done
	}
	for _, d := range set.dossiers {
		tag.Records = append(tag.Records, d.data)
	}
	page, err := article.Inject(src, tag)
	if err != nil {
		done.why = err.Error()
		return done
	}
	done.page, done.why = page, ""
	return done
}

// language returns the interface in the first of some languages that there is.
func (s *server) language(tags ...string) (*lang.Lang, error) {
	tag := lang.Choose(tags...)
	if l, ok := s.languages.get(tag); ok {
		return l, nil
	}
	l, err := lang.Parse(tag, s.words(tag))
	if err != nil {
		return nil, err
	}
	s.languages.put(tag, l, len(lang.Tags))
	return l, nil
}

// mostMarkups is for how many pages markup is kept; that of the story is 29 kB.
const mostMarkups = 100

// markup returns what search engines are told about a page, as JSON-LD; nil for nothing. It follows from the records of
// the page, not from its words, so most edits do not change it.
func (s *server) markup(page string, set *dossierSet, r *claims.Report) []byte {
	key := page + "\n" + set.version
	for i := range r.Items {
		if a := &r.Items[i]; !a.Automatic && a.Relation != claims.Differs {
			key += "\n" + a.Dossier.ID + a.Record.ID
		}
	}
	data, ok := s.markups.get(key)
	if !ok {
		data = export.PageMarkup(page, r)
		s.markups.put(key, data, mostMarkups)
	}
	return data
}
