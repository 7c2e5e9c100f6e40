package main

import (
	"net/http"
	"net/url"
	"sync"

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
}

// render checks a page and writes the checks into it, or the tag that does so in a browser.
func (s *server) render(r *http.Request, at *url.URL, h http.Header, charset string, src []byte, of *dossierSet) *rendered {
	if framework := article.Framework(src); framework != "" && len(of.dossiers) == 0 {
		return &rendered{how: "injected", why: "framework: " + framework}
	} else if framework != "" {
		return s.inject(at, h, charset, src, of, framework)
	}
	p := article.Read(src)
	report, whole := s.report(r, at, p.Text, of)
	done := &rendered{how: "annotated", items: len(report.Items), unplaced: len(report.Unplaced), partial: !whole}
	if done.items == 0 {
		done.why = "nothing to mark"
		return done
	}
	// The sheet needs no nonce: where a policy wants one for it, the page is left alone.
	sheet := s.stylesheetURL()
	if nonce, ok := policyAllows(h, at, "style-src", sheet); !ok || nonce != "" {
		done.why = "policy: style-src"
		return done
	}
	l, err := s.language(p)
	if err != nil {
		done.why = "error"
		return done
	}
	v := &web.View{Lang: l, Report: report, Feedback: s.feedback}
	page, err := p.Annotate(v, article.Options{Stylesheet: sheet.String(), Charset: charset, Markup: s.markups.get(at.String(), of, report), Cards: &s.cards})
	if err != nil {
		done.why = err.Error()
		return done
	}
	done.page = page
	return done
}

// report is what the records of a set say about an article, and whether those of other stories were asked, where they are wanted.
// at is the address of its page; nil if it is not known.
func (s *server) report(r *http.Request, at *url.URL, t *claims.Text, of *dossierSet) (report *claims.Report, whole bool) {
	checker, whole := of.checker, true
	if of.linked {
		with, err := s.store.database.beside(r.Context(), t, of)
		s.time(r, "links")
		if err != nil {
			s.log("%s: d1: %v", r.URL.Path, err)
			s.remark(r, "links", err.Error())
			whole = false
		} else if with != nil {
			checker = with
		}
	}
	report = checker.Check(t)
	if at == nil {
		report.OfPage()
	} else {
		report.OfPage(at.String())
	}
	return report, whole
}

// inject gives a page that a framework takes over our tag and its records: all else is what the framework wants to find.
func (s *server) inject(at *url.URL, h http.Header, charset string, src []byte, of *dossierSet, framework string) *rendered {
	done := &rendered{how: "injected", why: "framework: " + framework}
	if s.script == "" {
		return done
	}
	loader, err := url.Parse(s.script)
	if err != nil {
		return done
	}
	tag := article.Tag{Loader: s.script, Charset: charset}
	var ok bool
	if tag.Nonce, ok = policyAllows(h, at, "script-src", loader); !ok {
		done.why = "policy: script-src"
		return done
	}
	for _, d := range of.dossiers {
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

// languages is the interfaces that pages have asked for, each read once.
type languages struct {
	mu  sync.Mutex
	all map[string]*lang.Lang
}

// language is the interface for a page.
func (s *server) language(p *article.Page) (*lang.Lang, error) {
	tag := lang.Choose(p.Language)
	s.languages.mu.Lock()
	defer s.languages.mu.Unlock()
	if l := s.languages.all[tag]; l != nil {
		return l, nil
	}
	l, err := lang.Parse(tag, s.words(tag))
	if err != nil {
		return nil, err
	}
	if s.languages.all == nil {
		s.languages.all = make(map[string]*lang.Lang)
	}
	s.languages.all[tag] = l
	return l, nil
}

// markups keeps what search engines are told of pages: it follows from their records, and not from their words.
type markups struct {
	mu  sync.Mutex
	all map[string][]byte
}

// mostMarkups is how many pages' are kept; that of the story is 29 kB.
const mostMarkups = 100

func (m *markups) get(page string, of *dossierSet, r *claims.Report) []byte {
	key := page + "\n" + of.version
	for i := range r.Items {
		if a := &r.Items[i]; !a.Automatic && a.Relation != claims.Differs {
			key += "\n" + a.Dossier.ID + a.Record.ID
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.all[key]
	if !ok {
		if m.all == nil || len(m.all) == mostMarkups {
			m.all = make(map[string][]byte)
		}
		data = export.PageMarkup(page, r)
		m.all[key] = data
	}
	return data
}
