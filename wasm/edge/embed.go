package main

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// embedWidth is the width of a card by itself, in pixels as oEmbed counts them: about 70 characters a line.
const embedWidth = 560

// findRecord returns the record with a name in an address: "c01", "#c01" or "sm-c01"; or, where several have that name,
// "c01@ferry".
func (s *server) findRecord(set *dossierSet, id string) (*dossier, *claims.Record, error) {
	id = strings.TrimPrefix(strings.TrimPrefix(id, "#"), web.FragmentPrefix)
	var in *dossier
	var found *claims.Record
	var names []string
	for _, d := range set.dossiers {
		for i := range d.Records {
			if claims.Named(d.Dossier, &d.Records[i], id) {
				in, found, names = d, &d.Records[i], append(names, strings.TrimPrefix(d.Records[i].ID, "#")+"@"+d.Short())
			}
		}
	}
	switch len(names) {
	case 0:
		return nil, nil, &apiError{http.StatusNotFound, "No such record", "no dossier here has a record " + id}
	case 1:
		return in, found, nil
	}
	return nil, nil, &apiError{http.StatusConflict, "Several records have this name",
		"add ?url= and the address of the article, or use the name with that of its dossier: " + strings.Join(names, ", ")}
}

// recordName returns the name by which findRecord finds a record of a set.
func (s *server) recordName(set *dossierSet, d *dossier, record *claims.Record) string {
	name := strings.TrimPrefix(record.ID, "#")
	if _, _, err := s.findRecord(set, name); err != nil {
		return name + "@" + d.Short()
	}
	return name
}

// requestedSet returns the records to look in: those about the page that a request names, or all; and that page, nil
// for none.
func (s *server) requestedSet(r *http.Request) (*url.URL, *dossierSet, error) {
	if !r.URL.Query().Has("url") {
		return nil, s.store.besideOthers(r.Context(), s.store.all()), nil
	}
	return s.requestedPage(r)
}

// requestedRecord returns the record that a request names, with its dossier, and the records it was looked for in.
func (s *server) requestedRecord(r *http.Request, id string) (*dossierSet, *dossier, *claims.Record, error) {
	_, set, err := s.requestedSet(r)
	if err != nil {
		return nil, nil, nil, err
	}
	d, record, err := s.findRecord(set, id)
	return set, d, record, err
}

// embed returns a page with one card, for other sites to frame. It runs nothing and fetches nothing from others. Its link
// tells who is given its address how to show the card (https://oembed.com/#section4).
func (s *server) embed(r *http.Request, id string) (*answer, error) {
	set, d, record, err := s.requestedRecord(r, id)
	if err != nil {
		return nil, err
	}
	tag := lang.Choose(r.URL.Query().Get("lang"), d.Language)
	l, err := lang.Parse(tag, s.words(tag))
	if err != nil {
		return nil, err
	}
	at := s.canonical(r.URL)
	at.RawQuery = r.URL.RawQuery
	discovery := *at
	discovery.Path, discovery.RawPath, discovery.RawQuery = s.base+"/oembed", "", "url="+url.QueryEscape(at.String())
	v := web.View{Lang: l, Feedback: s.feedback}
	page := `<!doctype html><html lang="` + l.Tag + `" dir="` + l.Dir + `"><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">` +
		`<meta name="color-scheme" content="light dark"><title>` + html.EscapeString(record.Text) + `</title>` +
		`<link rel="alternate" type="application/json+oembed" href="` + html.EscapeString(discovery.String()) + `">` +
		web.Standalone(v, d.Dossier, record, s.cardStylesheetURL().String()) + "\n"
	a := withModified(okAnswer("text/html; charset=utf-8", []byte(page)), set)
	a.header.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "+s.ancestors)
	a.header.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	return a, nil
}

// oembed tells other sites how to show a record (https://oembed.com). Its url is that of a card (/embed/c01), or of a
// record in its article (#sm-c01).
func (s *server) oembed(r *http.Request, _ string) (*answer, error) {
	q := r.URL.Query()
	if f := q.Get("format"); f != "" && f != "json" {
		return nil, &apiError{http.StatusNotImplemented, "Only in JSON", "use format=json"}
	}
	width := embedWidth
	if m := q.Get("maxwidth"); m != "" {
		n, err := strconv.Atoi(m)
		if err != nil || n < 1 {
			return nil, badRequest("maxwidth is not a number", "give it in pixels, such as 560")
		}
		width = min(width, n)
	}
	at, err := s.onSite(q.Get("url"), r)
	if err != nil {
		return nil, err
	}
	given, _ := url.Parse(q.Get("url")) // onSite has read it
	id, set := given.Fragment, s.store.all()
	page := at // nil where the card of a record was asked for, and not said of which article
	if e, name := endpointOf(strings.TrimPrefix(given.Path, s.base)); e != nil && e.path == "/embed/{id}" {
		id, page = name, nil
		if article := given.Query().Get("url"); article != "" {
			if page, err = s.onSite(article, r); err != nil {
				return nil, err
			}
		}
	}
	if id == "" {
		return nil, &apiError{http.StatusNotFound, "Which record?",
			"add #sm- and the name of a record to the address, such as " + at.String() + "#sm-c01"}
	}
	if page != nil {
		if set, err = s.recordsOf(r, page); err != nil {
			return nil, err
		}
	}
	d, record, err := s.findRecord(set, id)
	if err != nil {
		return nil, err
	}
	home := *at
	home.Path, home.RawPath, home.RawQuery = "", "", ""
	// The card and the records that are asked for, and no others of these names.
	card := home.String() + s.base + "/embed/" + url.PathEscape(s.recordName(set, d, record))
	data := home.String() + s.base + "/v1/records"
	if page != nil {
		card += "?url=" + url.QueryEscape(page.String())
		data += "?url=" + url.QueryEscape(page.String())
		if part := slices.Index(set.dossiers, d); part > 0 {
			data += "&part=" + strconv.Itoa(part+1)
		}
	} else {
		data += "?url=" + url.QueryEscape(d.About.URL)
	}
	verdict := record.Status.String()
	if len(record.Reviews) > 0 {
		verdict = record.Reviews[0].Rating
	}
	// Where scripts are taken out, this much is left and is true by itself.
	esc := html.EscapeString
	markup := `<sourcemark-card record="` + esc(d.ID+record.ID) + `"><blockquote>` + esc(record.Text) + `<footer>` +
		esc(verdict+" · "+d.Publisher.Name) + ` · <a href="` + esc(card) + `">` + esc(d.About.Headline) +
		`</a></footer></blockquote></sourcemark-card>`
	if s.script != "" && q.Get("omit_script") == "" && (page != nil || d.About.URL != "") {
		script, _ := home.Parse(s.script)
		markup += `<script async src="` + esc(script.String()) + `" data-records="` + esc(data) +
			`" data-summary="none" data-mode="off"></script>`
	}
	var o object
	o.string("version", "1.0")
	o.string("type", "rich")
	o.string("provider_name", d.Publisher.Name)
	o.string("provider_url", home.String())
	o.string("title", record.Text)
	o.string("html", markup)
	o.number("width", width)
	o.raw("height", "null") // as long as the card is; nobody can say before it is shown
	o.number("cache_age", 60)
	return withModified(okAnswer(asJSON, o.bytes()), set), nil
}
