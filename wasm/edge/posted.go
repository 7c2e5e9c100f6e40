package main

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/lint"
	"sourcemark/web"
	"sourcemark/web/article"
)

// renderPosted writes checks into an article that was posted, and says what became of each: for programs that publish
// pages. Nothing is fetched or kept.
func (s *server) renderPosted(r *http.Request, _ string) (*answer, error) {
	body, err := s.postedBody(r)
	if err != nil {
		return nil, err
	}
	p, err := records.Post("body", body)
	if err != nil {
		return nil, badRequest("This cannot be rendered", "%v", err)
	}
	at, err := url.Parse(p.URL)
	if err != nil {
		return nil, badRequest("url is not an address", "%v", err)
	}
	sheet := s.stylesheetURL()
	if p.Sheet != "" {
		if sheet, err = url.Parse(p.Sheet); err != nil {
			return nil, badRequest("sheet is not an address", "%v", err)
		}
	}
	set, err := s.postedSet(r, p, at)
	if err != nil {
		return nil, err
	}
	src := []byte(p.HTML)
	hints := s.hintsFor(at, set)
	hints.Decode = nil // JSON is in UTF-8, whatever the page says
	hints.Charset = "utf-8"
	page, err := article.ReadWith(src, hints)
	if err != nil { // a part of a page, which need not have what ROOT names
		page, err = article.Read(src), nil
	}
	s.time(r, "read")
	k := &look{at: at, charset: hints.Charset, sheet: sheet, language: p.Language}
	done, report := s.renderPage(r, k, src, set, page, err)
	how, html := done.how, done.page
	if html == nil {
		how, html = "untouched", article.Strip(src)
	}
	if done.others > 0 && done.items+done.unplaced == 0 {
		done.why = "story: no dossier is about this address (about.url), or has its anchors in this article"
	}
	var o object
	o.string("rendered", how)
	o.string("reason", done.why)
	o.string("version", set.version)
	o.string("html", string(html))
	if report != nil {
		report.Suggestions = suggestions(report)
		o.raw("report", string(export.Report(report)))
	}
	if len(p.Cards) > 0 {
		l, err := s.language(page.Language, p.Language)
		if err != nil {
			return nil, err
		}
		inside := article.Options{Stylesheet: sheet.String()}.CardSheet()
		var cards object
		for i, name := range p.Cards {
			if slices.Contains(p.Cards[:i], name) {
				continue
			}
			d, record, err := s.findRecord(set, name)
			if err != nil {
				return nil, err
			}
			cards.string(name, web.Standalone(web.View{Lang: l, Feedback: s.feedback}, d.Dossier, record, inside))
		}
		o.raw("cards", cards.json())
	}
	return okAnswer(asJSON, o.bytes()), nil
}

// postedSet returns the dossiers that an article is rendered with: those that came with it and those it names; without
// either, those that are published for its address.
func (s *server) postedSet(r *http.Request, p *records.Posted, at *url.URL) (*dossierSet, error) {
	if len(p.Records) == 0 {
		on, err := s.onSite(at.String(), r)
		if err != nil {
			return nil, err
		}
		return s.recordsOf(r, on)
	}
	var all []*dossier
	for i, given := range p.Records {
		if given.Data == nil {
			k := slices.IndexFunc(s.store.bundle, func(d *dossier) bool { return d.ID == given.ID })
			if k < 0 {
				return nil, &apiError{http.StatusNotFound, "No such dossier",
					"records[" + strconv.Itoa(i) + "]: no dossier here has this @id: send the dossier itself, as an object and not as a string"}
			}
			all = append(all, s.store.bundle[k])
			continue
		}
		d, err := s.store.read("records["+strconv.Itoa(i)+"]", given.Data)
		if err == nil {
			err = lint.Unclassified(d.Dossier)
		}
		if err != nil {
			return nil, badRequest("This dossier cannot be published", "%v", err)
		}
		all = append(all, d)
	}
	return newSet("posted", all...), nil
}
