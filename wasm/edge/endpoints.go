package main

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/lint"
	"sourcemark/web/article"
)

// records returns a dossier about a page, as it was published.
func (s *server) records(r *http.Request, _ string) (*answer, error) {
	_, set, err := s.requestedPage(r)
	if err != nil {
		return nil, err
	}
	if len(set.dossiers) == 0 {
		return nil, &apiError{http.StatusNotFound, "No records",
			"no dossier is about this page, only about other stories"}
	}
	part := 1
	if p := r.URL.Query().Get("part"); p != "" {
		if part, err = strconv.Atoi(p); err != nil || part < 1 || part > len(set.dossiers) {
			return nil, badRequest("No such part", "use a number from 1 to %d", len(set.dossiers))
		}
	}
	a := withModified(okAnswer(asJSONLD, set.dossiers[part-1].data), set)
	if part < len(set.dossiers) {
		q := r.URL.Query()
		q.Set("part", strconv.Itoa(part+1))
		a.header.Set("Link", "<?"+q.Encode()+`>; rel="next"`)
	}
	return a, nil
}

// record returns a dossier with one record.
func (s *server) record(r *http.Request, id string) (*answer, error) {
	_, set, err := s.requestedSet(r)
	if err != nil {
		return nil, err
	}
	d, record, err := s.findRecord(set, id)
	if err != nil {
		return nil, err
	}
	return withModified(okAnswer(asJSONLD, edit.Part(d.data, record.ID)), set), nil
}

// check returns what the records say about a text that was posted.
func (s *server) check(r *http.Request, _ string) (*answer, error) {
	body, err := s.postedBody(r)
	if err != nil {
		return nil, err
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, &apiError{http.StatusUnsupportedMediaType, "What is it?",
			"add Content-Type: text/html or text/plain"}
	}
	c := strings.ToLower(params["charset"])
	if c != "" && c != "utf-8" && c != "utf8" || !utf8.Valid(body) {
		return nil, &apiError{http.StatusUnsupportedMediaType, "Not in UTF-8", "send it in UTF-8, with charset=utf-8"}
	}
	at, set, err := s.requestedSet(r)
	if err != nil {
		return nil, err
	}
	var text *claims.Text
	switch kind {
	case "text/html":
		hints := s.hintsFor(at, set)
		hints.Decode = nil
		p, err := article.ReadWith(body, hints)
		if err != nil { // a part of a page, as an editor saves it
			p = article.Read(body)
		}
		text = p.Text
	case "text/plain":
		text = claims.Plain(string(body))
	default:
		return nil, &apiError{http.StatusUnsupportedMediaType, kind + " cannot be read here",
			"send text/html or text/plain"}
	}
	report, _, _ := s.report(r, at, text, s.withArticles(r, at, text, set))
	report.Suggestions = suggestions(report)
	s.time(r, "check")
	return okAnswer(asJSON, export.Report(report)), nil
}

// suggestions returns where the records that a report leaves unplaced may belong. They are for editors: no page has
// them.
func suggestions(report *claims.Report) []claims.Suggestion {
	var dossiers []*claims.Dossier
	unplaced := make(map[*claims.Record]bool)
	for i := range report.Unplaced {
		u := &report.Unplaced[i]
		unplaced[u.Record] = true
		if !slices.Contains(dossiers, u.Dossier) {
			dossiers = append(dossiers, u.Dossier)
		}
	}
	other := func(s claims.Suggestion) bool { return !unplaced[s.Record] } // a draft, above all: nobody may see it
	return slices.DeleteFunc(claims.Suggest(report.Text, englishWords, dossiers...), other)
}

// anchors returns where the records of a page stand, for clients that draw them without a program: by the words of the
// record, and by bytes of the article's text.
func (s *server) anchors(r *http.Request, _ string) (*answer, error) {
	at, report, set, err := s.checkPage(r)
	if err != nil {
		return nil, err
	}
	var items []string
	for i := range report.Items {
		a := &report.Items[i]
		var o object
		o.string("record", a.Record.ID)
		o.number("number", a.Number)
		o.string("kind", a.Record.Kind.String())
		o.string("status", a.Status().String())
		o.string("placement", a.Placement.String())
		o.raw("automatic", strconv.FormatBool(a.Automatic))
		o.number("start", a.Span.Start)
		o.number("end", a.Span.End)
		if !a.Automatic {
			e := a.Dossier.EditionIn(report.Text, a.Record)
			o.string("prefix", e.Anchor.Prefix)
			o.string("exact", e.Anchor.Exact)
			o.string("suffix", e.Anchor.Suffix)
		}
		items = append(items, o.json())
	}
	var o object
	o.string("url", at.String())
	o.string("version", set.version)
	o.number("length", len(report.Text.String()))
	o.raw("items", "["+strings.Join(items, ",")+"]")
	o.raw("unplaced", unplaced(report))
	return withModified(okAnswer(asJSON, o.bytes()), set), nil
}

// unplaced returns the records without a place, as JSON.
func unplaced(report *claims.Report) string {
	var out []string
	for i := range report.Unplaced {
		u := &report.Unplaced[i]
		var o object
		o.string("record", u.Record.ID)
		o.string("placement", u.Placement.String())
		out = append(out, o.json())
	}
	return "[" + strings.Join(out, ",") + "]"
}

// summary returns how many claims and quotations of a page were checked, by status.
func (s *server) summary(r *http.Request, _ string) (*answer, error) {
	at, report, set, err := s.checkPage(r)
	if err != nil {
		return nil, err
	}
	n := report.Counts()
	var o object
	o.string("url", at.String())
	o.string("version", set.version)
	o.string("modified", set.modified())
	o.number("claims", n.Claims)
	o.number("quotes", n.Quotations)
	o.number("sourced", n.Sourced)
	o.number("disputed", n.Disputed)
	o.number("neutral", n.Neutral)
	o.number("unsourced", n.Unsourced)
	o.number("unplaced", len(report.Unplaced))
	return withModified(okAnswer(asJSON, o.bytes()), set), nil
}

// claimreview returns the markup of a page for search engines.
func (s *server) claimreview(r *http.Request, _ string) (*answer, error) {
	at, report, set, err := s.checkPage(r)
	if err != nil {
		return nil, err
	}
	data := export.Markup(at.String(), export.Shown(report)...)
	if data == nil {
		return nil, &apiError{http.StatusNotFound,
			"Nothing to mark up", "schema.org has no type for the records of this page"}
	}
	return withModified(okAnswer(asJSONLD, data), set), nil
}

// annotations returns what the records say about a page, as a W3C AnnotationPage.
func (s *server) annotations(r *http.Request, _ string) (*answer, error) {
	at, report, set, err := s.checkPage(r)
	if err != nil {
		return nil, err
	}
	const kind = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`
	return withModified(okAnswer(kind, export.Annotations(at.String(), report)), set), nil
}

// feed returns all ClaimReviews of the bundle, as a schema.org DataFeed.
func (s *server) feed(*http.Request, string) (*answer, error) {
	all := s.store.all()
	var dossiers []*claims.Dossier
	for _, d := range all.dossiers {
		dossiers = append(dossiers, d.Dossier)
	}
	return withModified(okAnswer(asJSONLD, export.Feed(dossiers...)), all), nil
}

// mostObjects is the most objects of a dossier that is linted here; the demonstration's has 1,364. Two
// megabytes of the smallest are 160,000, and take a worker, which has 128 MB for all its readers, 22 s.
const mostObjects = 10_000

// lint returns what is wrong with a dossier that was posted.
func (s *server) lint(r *http.Request, _ string) (*answer, error) {
	body, err := s.postedBody(r)
	if err != nil {
		return nil, err
	}
	if bytes.Count(body, []byte("{")) > mostObjects {
		return nil, &apiError{http.StatusRequestEntityTooLarge, "Too many records", fmt.Sprintf(
			"send a dossier of at most %d objects; on your own machine, sourcemark lint takes any number",
			mostObjects)}
	}
	var suggested []byte
	o := lint.Options{Today: time.Now().Format(time.DateOnly)}
	if r.URL.Query().Has("url") {
		u, err := s.onSite(r.URL.Query().Get("url"), r)
		if err != nil {
			return nil, err
		}
		p, err := s.fetchPage(r, u, nil)
		if err != nil {
			return nil, err
		}
		text := p.Text
		o.Articles = append(o.Articles, text)
		if d, err := records.Read("", body); err == nil { // otherwise the findings say why not
			suggested = export.Suggestions(text, claims.Suggest(text, englishWords, d))
		}
	}
	var found []string
	counts := map[lint.Severity]int{}
	for _, f := range lint.Dossier("", body, o) {
		counts[f.Severity]++
		var one object
		one.string("rule", f.Rule)
		one.string("severity", f.Severity.String())
		one.number("line", f.Line)
		one.number("column", f.Column)
		one.string("path", f.Path)
		one.string("message", f.Message)
		one.string("fix", f.Fix)
		found = append(found, one.json())
	}
	var all object
	all.number("errors", counts[lint.Error])
	all.number("warnings", counts[lint.Warning])
	all.raw("findings", "["+strings.Join(found, ",")+"]")
	if suggested != nil {
		all.raw("suggestions", string(suggested))
	}
	return okAnswer(asJSON, all.bytes()), nil
}

// openapi returns the description of all endpoints.
func (s *server) openapi(*http.Request, string) (*answer, error) {
	return okAnswer(asJSON, s.description), nil
}

// stylesheet returns sourcemark.css, for pages.
func (s *server) stylesheet(r *http.Request, _ string) (*answer, error) { return css(r, s.css), nil }

// cardStylesheet returns sourcemark.card.css, for the inside of cards.
func (s *server) cardStylesheet(r *http.Request, _ string) (*answer, error) {
	return css(r, s.cardCSS), nil
}

// partStylesheet returns sourcemark.part.css, for parts of pages.
func (s *server) partStylesheet(r *http.Request, _ string) (*answer, error) {
	return css(r, s.partCSS), nil
}

// css returns a style sheet. Under the address that has its version, caches keep it for a year.
func css(r *http.Request, text string) *answer {
	a := okAnswer("text/css; charset=utf-8", []byte(text))
	if r.URL.RawQuery == "v="+release {
		a.header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	return a
}

// health returns what the program has and does.
func (s *server) health(*http.Request, string) (*answer, error) {
	var o object
	o.string("status", "ok")
	o.string("version", release)
	o.number("dossiers", len(s.store.bundle))
	o.raw("kv", strconv.FormatBool(s.store.published != nil))
	o.raw("d1", strconv.FormatBool(s.store.database != nil))
	o.number("checked", s.memo.times())
	o.number("memory", int(memory()))
	a := okAnswer(asJSON, o.bytes())
	a.header.Set("Cache-Control", "no-store")
	return a, nil
}

// memory returns how much memory Go has from the system, in bytes.
func memory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}

// newestBundle returns the newest bundle of all dossiers, as the worker stores it every night.
func (s *server) newestBundle(r *http.Request, _ string) (*answer, error) {
	missing := &apiError{http.StatusNotFound, "No bundle",
		"none has been made yet; with a database and a bucket (see README.md of the worker) one is made every night"}
	if s.newest == nil {
		return nil, missing
	}
	resp, err := s.newest(r.Context())
	switch {
	case err != nil:
		return nil, err
	case resp == nil:
		return nil, missing
	case etagMatches(all(r.Header, "If-None-Match"), resp.Header.Get("ETag")):
		return &answer{status: http.StatusNotModified, header: http.Header{"ETag": resp.Header["Etag"]}}, nil
	}
	return &answer{passed: resp, header: resp.Header}, nil
}
