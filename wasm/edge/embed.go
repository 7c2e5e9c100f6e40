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

// heightScript tells the page that frames a card how high it is, whenever that changes, in the messages that
// Datawrapper's, AMP's (amp-iframe) and pym.js's embedders listen for. It says nothing else, to nobody else, and
// listens to nothing, so whoever frames a card can make it do nothing. pym.js names its frame in the address. When all has
// been loaded it says it once more, to a page that began to listen late.
const heightScript = `(()=>{let last,e=document.documentElement,id=new URLSearchParams(location.search).get("childId");` +
	`let tell=()=>{let height=Math.ceil(e.getBoundingClientRect().height);if(parent==self||height==last)return;last=height;` +
	`parent.postMessage({"datawrapper-height":{sourcemark:height}},"*");` +
	`parent.postMessage({sentinel:"amp",type:"embed-size",height},"*");` +
	`if(id)parent.postMessage("pymxPYMx"+id+"xPYMxheightxPYMx"+height,"*")};` +
	`new ResizeObserver(tell).observe(e);addEventListener("load",()=>{last=0;tell()})})()`

// heightHash is the digest of heightScript, which alone may run in a frame (TestFrameRunsNothingElse).
const heightHash = "sha256-ljerK1D+nf1BN14qc1UZSCZhOUBFfaeWUKBd/mKtB/4="

// embed returns a page with one card, for other sites to frame. It runs heightScript alone, and fetches nothing from
// others. Its links tell who is given its address how to show the card (https://oembed.com/#section4), and of which
// article it is.
func (s *server) embed(r *http.Request, id string) (*answer, error) {
	page, set, err := s.requestedSet(r)
	if err != nil {
		return nil, err
	}
	d, record, err := s.findRecord(set, id)
	if err != nil {
		return nil, err
	}
	tag := lang.Choose(r.URL.Query().Get("lang"), d.Language)
	l, err := lang.Parse(tag, s.words(tag))
	if err != nil {
		return nil, err
	}
	home := s.home(r.URL)
	card, page := s.cardURL(home, set, d, record, page)
	if t := r.URL.Query().Get("lang"); t != "" && page != nil {
		card += "&lang=" + url.QueryEscape(t)
	}
	links := `<link rel="alternate" type="application/json+oembed" href="` + html.EscapeString(s.oembedURL(home, card)) + `">`
	if page != nil {
		links += `<link rel="canonical" href="` + html.EscapeString(page.String()+"#"+web.FragmentPrefix+strings.TrimPrefix(record.ID, "#")) + `">`
	}
	v := web.View{Lang: l, Feedback: s.feedback}
	frame := `<!doctype html><html lang="` + l.Tag + `" dir="` + l.Dir + `"><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">` +
		`<meta name="color-scheme" content="light dark"><title>` + html.EscapeString(record.Text) + `</title>` +
		links + web.Standalone(v, d.Dossier, record, s.cardStylesheetURL().String()) + `<script>` + heightScript + "</script>\n"
	a := withModified(okAnswer("text/html; charset=utf-8", []byte(frame)), set)
	a.header.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'self'; script-src '"+heightHash+"'; base-uri 'none'; form-action 'none'; frame-ancestors "+s.ancestors)
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
	if page != nil {
		if set, err = s.recordsOf(r, page); err != nil {
			return nil, err
		}
	}
	home := s.home(at)
	if id == "" && len(set.dossiers) > 0 { // of the article, to which its page leads
		return withModified(okAnswer(asJSON, s.described("link", home, set.dossiers[0], set.dossiers[0].About.Headline).bytes()), set), nil
	}
	if id == "" {
		return nil, &apiError{http.StatusNotFound, "Which record?",
			"add #sm- and the name of a record to the address, such as " + at.String() + "#sm-c01"}
	}
	d, record, err := s.findRecord(set, id)
	if err != nil {
		return nil, err
	}
	// The card and the records that are asked for, and no others of these names.
	card, _ := s.cardURL(home, set, d, record, page)
	data := home.String() + s.base + "/v1/records"
	if page != nil {
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
	o := s.described("rich", home, d, record.Text)
	o.string("html", markup)
	o.number("width", width)
	o.raw("height", "null") // as long as the card is; nobody can say before it is shown
	return withModified(okAnswer(asJSON, o.bytes()), set), nil
}

// described returns what every oEmbed answer has.
func (s *server) described(kind string, home *url.URL, d *dossier, title string) *object {
	o := new(object)
	o.string("version", "1.0")
	o.string("type", kind)
	o.string("provider_name", d.Publisher.Name)
	o.string("provider_url", home.String())
	o.string("title", title)
	o.number("cache_age", 60)
	return o
}

// home returns the address of the site that a page is on, without a path.
func (s *server) home(at *url.URL) *url.URL {
	home := *s.canonical(at)
	home.Path, home.RawPath, home.RawQuery, home.Fragment = "", "", "", ""
	return &home
}

// oembedURL returns where the oEmbed answer about an address is.
func (s *server) oembedURL(home *url.URL, address string) string {
	return home.String() + s.base + "/oembed?url=" + url.QueryEscape(address)
}

// cardURL returns the address of a record's card, which names its article where that is known; and that article. page is
// the one that was asked for, nil for none.
func (s *server) cardURL(home *url.URL, set *dossierSet, d *dossier, record *claims.Record, page *url.URL) (string, *url.URL) {
	if about, err := url.Parse(d.About.URL); page == nil && err == nil && d.About.URL != "" && s.ours(about, home) {
		page = about
	}
	card := home.String() + s.base + "/embed/" + url.PathEscape(s.recordName(set, d, record))
	if page != nil {
		card += "?url=" + url.QueryEscape(page.String())
	}
	return card, page
}
