package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/links"
	"sourcemark/claims/records/lint"
)

// A source is added to a check in two steps, each with an address: which source (what is typed is an address to fetch,
// or is looked for among those of the folder), and what of it (its particulars, and an excerpt that is selected in what
// was fetched). The second step is a form that says what is wrong with the excerpt as often as it is sent, and is saved
// when it is sent to "cite".

// sourceData is what is shown of a source that is to be added.
type sourceData struct {
	Record  *claims.Record
	Back    string // the address of the record
	Query   string
	Trouble string // why nothing could be fetched, and what to do
	Typed   string // the address that was to be fetched then
	Found   []foundSource
	More    int    // that were found, too, and are not shown
	New     string // the address of the second step for a source that is filled in by hand
	Form    *sourceForm
}

// A foundSource is a source of the folder.
type foundSource struct {
	sourceRow
	Address string // where it is chosen
}

// A sourceForm is the second step.
type sourceForm struct {
	claims.Source
	Own      bool // the dossier has it: its particulars are not for this form
	Excerpt  string
	Note     string
	Version  bool
	Versions bool // the record is a quotation, which may have versions
	Quoted   []string

	Key string // tells forms about this record apart: the address of the source, or where the folder has it
	Typed

	Page      *links.Page // as it was fetched; nil if it was not
	Day       string      // on which it was
	Sentences []sentenceChoice
	Trouble   string // what is the matter with the page, and what to do

	Words   string // how many there are, of how many
	TooLong bool
	Missing []links.Lost
	Match   string      // how printed words agree with the excerpt, for a version of a quotation
	Printed []diffPiece // these words, by what has become of them
	Theirs  []diffPiece // and those of the excerpt
	Faults  []fault

	dateAs, tongueAs string // its date and its language as they were understood
}

// TypedID returns the ID of what is typed in this form.
func (f *sourceForm) TypedID() string { return f.Typed.ID }

// A sentenceChoice is a sentence that can be chosen.
type sentenceChoice struct {
	Sentence
	Number int
	Chosen bool
}

// A fault is what keeps a form from being saved: which field, and why.
type fault struct{ Field, What string }

// A sourceField is one line of the form.
type sourceField struct {
	Name, Label, Value string
	Fault              string // what is wrong with it; "" if nothing is
	Hint               string // the text that says how to write it; "" if anything will do
	As                 string // what is understood of it, where it has a form; "" if nothing is
	Wide               bool
}

// Fields returns the particulars of the source.
func (f *sourceForm) Fields() []sourceField {
	all := []sourceField{
		{Name: "publisher", Label: "source-publisher", Value: f.Publisher.Name},
		{Name: "published", Label: "source-date", Value: f.Published, Hint: "source-date-form", As: f.dateAs},
		{Name: "title", Label: "source-name", Value: f.Title, Wide: true},
		{Name: "url", Label: "source-url", Value: f.URL, Wide: true},
		{Name: "archived", Label: "source-copy", Value: f.Archived, Wide: true},
		{Name: "language", Label: "source-language", Value: f.Language, Hint: "source-language-form", As: f.tongueAs},
	}
	for i := range all {
		for _, x := range f.Faults {
			if x.Field == all[i].Name {
				all[i].Fault = x.What
			}
		}
	}
	return all
}

// Nearest returns the sentences that may be meant; of a quotation, what they quote.
func (f *sourceForm) Nearest() (out []string) {
	for _, s := range f.Sentences {
		switch {
		case s.Likely && f.Versions:
			out = append(out, spokenIn(s.Text))
		case s.Likely:
			out = append(out, s.Text)
		}
	}
	return out
}

// Copies returns where the Internet Archive shows its copies of a page, and Copying where it makes one, for an editor to
// follow: the desk itself asks nobody about a page but the page.
func (f *sourceForm) Copies() string  { return copies("2", f.URL) }
func (f *sourceForm) Copying() string { return copies("save", f.URL) }

func copies(what, address string) string {
	if !records.Address(address) {
		return ""
	}
	return "https://web.archive.org/" + what + "/" + address
}

// Copies returns where copies of the address that was typed are.
func (s *sourceData) Copies() string { return copies("2", s.Typed) }

// AddSource returns where a source is added to the record that is open.
func (d *dossierData) AddSource() string { return d.Shown.v.sourceAddress(d.Record.ID(), url.Values{}) }

// Evidences returns the kinds of evidence with their names.
func (v *visit) Evidences() [][2]string {
	return [][2]string{{string(claims.Primary), v.Primary}, {string(claims.Agency), v.Agency},
		{string(claims.Secondary), v.Secondary}}
}

// record returns the dossier and the record that an address or a form names.
func (v *visit) record() (*Dossier, *claims.Record, error) {
	if _, err := v.typedIn(); err != nil && v.r.Method == http.MethodPost {
		return nil, nil, err
	}
	d, err := v.s.folder.Dossier(v.name())
	if err != nil {
		return nil, nil, err
	} else if d.Err != nil {
		return nil, nil, d.Err
	}
	id := v.r.FormValue("record")
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range list {
			if list[i].ID == id {
				return d, &list[i], nil
			}
		}
	}
	return nil, nil, None
}

// showSource shows a dossier with a source that is to be added to a record.
func (s *Server) showSource(v *visit, status int, r *claims.Record, data *sourceData) error {
	data.Record, data.Back = r, v.recordAddress(v.name(), r.ID)
	data.New = v.sourceAddress(r.ID, url.Values{"new": {data.Typed}})
	return s.showDossier(v, status, r.ID, func(d *dossierData) { d.Source = data })
}

// sourceAddress returns where a source is added to a record.
func (v *visit) sourceAddress(record string, q url.Values) string {
	q.Set("record", record)
	return v.address("source", v.name()) + "?" + q.Encode()
}

// source shows the first step, or, if the address says which source, the second one.
func (s *Server) source(v *visit) error {
	d, r, err := v.record()
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	data := &sourceData{Query: strings.TrimSpace(q.Get("q"))}
	switch {
	case q.Has("of"):
		known := s.folder.source(q.Get("of"), q.Get("id"))
		if known == nil {
			return None
		}
		data.Form = knownForm(d, known)
	case q.Has("at"):
		page := s.folder.Fetched(q.Get("at"))
		if page == nil {
			return None
		}
		data.Form = &sourceForm{Source: SourceOf(page, s.folder.today()), Key: page.Address}
	case q.Has("new"):
		data.Form = &sourceForm{Source: claims.Source{Type: "CreativeWork"}, Key: "new"}
		if address := q.Get("new"); records.Address(address) { // which could not be fetched
			data.Form.URL = address
		}
	default:
		const most = 20 // rows; who wants others types more
		found, total := s.folder.Sources(data.Query, d.Name, most)
		for _, k := range found {
			data.Found = append(data.Found, foundSource{sourceRowOf(v, &k.Source, claims.Excerpt{}),
				v.sourceAddress(r.ID, url.Values{"of": {k.In}, "id": {k.ID}})})
		}
		data.More = total - len(found)
		return s.showSource(v, http.StatusOK, r, data)
	}
	f := data.Form
	f.Versions, f.Version = r.Kind == claims.Quotation, r.Kind == claims.Quotation
	f.Typed = Typed{ID: NewID(), Form: formOf(d.Name, r.ID) + f.Key}
	for _, t := range s.folder.Typed(f.Form) { // what was typed here before
		f.take(v, t.Values)
		f.From, f.FromHash = t.ID, t.Hash()
		break
	}
	f.show(v, s.folder.Fetched(f.URL), r, d.Language)
	return s.showSource(v, http.StatusOK, r, data)
}

// knownForm returns the form for a source that the folder has.
func knownForm(d *Dossier, k *Known) *sourceForm {
	f := &sourceForm{Source: k.Source, Quoted: k.Excerpts, Key: k.In + k.ID}
	f.Source.ID = ""
	for i := range d.Sources {
		if own := &d.Sources[i]; own.URL != "" && own.URL == k.URL || k.In == d.Name && own.ID == k.ID {
			f.Source, f.Own = *own, true
		}
	}
	return f
}

// take fills in what was typed: a date and a language as a dossier has them, if they can be understood.
func (f *sourceForm) take(v *visit, values url.Values) {
	get := func(name string) string { return cleaned(values.Get(name)) }
	f.Excerpt, f.Note, f.Version, f.Quoted = get("excerpt"), get("note"), get("version") != "", values["quoted"]
	f.Evidence = cmp.Or(f.Evidence, claims.Evidence(get("evidence")))
	if f.Own {
		return
	}
	f.Source = claims.Source{Type: get("type"), Publisher: claims.Party{Name: get("publisher")}, Title: get("title"),
		URL: get("url"), Archived: get("archived"), Language: tongueOf(get("language")), Published: v.dated(get("published")),
		Evidence: claims.Evidence(get("evidence"))}
}

// show shows a page to select an excerpt in, and says what is to be said about the excerpt of a record in a dossier of
// some language.
func (f *sourceForm) show(v *visit, p *links.Page, record *claims.Record, language string) {
	if p != nil && p.Trouble != "" && troubles[p.Trouble] == [2]string{} {
		p = nil // an earlier desk has kept it, with a trouble that there is no more: it can be fetched again
	}
	if records.Date(f.Published) {
		f.dateAs = v.Date(f.Published) + " · " + f.Published
	}
	if records.Language(f.Language) {
		f.tongueAs = v.Language(f.Language) + " · " + f.Language
	}
	if f.Page = p; p != nil {
		f.Day = v.Date(p.Fetched)
		all := sentencesOf(p, record.Text)
		chosen := chosenIn(all, f.Excerpt)
		const most = 1500 // sentences; a report of eighty pages. A browser takes seconds to draw twice as many
		for i, x := range all {
			if ticked := slices.Contains(chosen, i); i < most || x.Likely || ticked {
				f.Sentences = append(f.Sentences, sentenceChoice{x, i, ticked})
			}
		}
		f.Trouble = v.trouble(p.Trouble)
		if p.Trouble == "" && len(f.Sentences) < len(all) {
			f.Trouble = v.trouble(links.Cut)
		}
	}
	if f.Excerpt == "" {
		return
	}
	n, most := lint.ExcerptWords(f.Excerpt)
	f.Words, f.TooLong = v.Say("source-words", strconv.Itoa(n), strconv.Itoa(most)), n > most
	if p != nil && p.Blocks != nil {
		f.Missing = p.Missing(f.Excerpt)
	}
	if f.Version && f.Versions {
		f.compare(v, record.Text, language)
	}
}

// A diffPiece is words that are on both sides, or on one alone: Tag is del for printed ones, ins for the source's.
type diffPiece struct{ Text, Tag string }

// compare compares the printed words of a quotation with the excerpt as one of its versions.
func (f *sourceForm) compare(v *visit, printed, language string) {
	c := claims.Compare(printed, []claims.Version{{Excerpt: claims.Excerpt{Text: f.Excerpt,
		Language: cmp.Or(f.Language, language)}}}, language)
	f.Match = v.Match[c.Match]
	pieces := func(s, tag string, side func(claims.Change) claims.Span) (out []diffPiece) {
		at := 0
		put := func(end int, tag string) {
			if n := len(out) - 1; n > 0 && tag != "" && strings.TrimSpace(out[n].Text) == "" && out[n-1].Tag == tag {
				out[n-1].Text, out = out[n-1].Text+out[n].Text, out[:n] // words with only a space between them
			}
			if n := len(out) - 1; n >= 0 && out[n].Tag == tag {
				out[n].Text += s[at:end]
			} else if at < end {
				out = append(out, diffPiece{s[at:end], tag})
			}
			at = end
		}
		for _, x := range c.Changes {
			if span := side(x); span.Len() > 0 && x.Kind > claims.Editorial && (x.Kind != claims.LeftOut || tag == "ins") {
				put(span.Start, "")
				put(span.End, tag)
			}
		}
		put(len(s), "")
		return out
	}
	if c.Match == claims.Trimmed || c.Match == claims.Altered {
		f.Printed = pieces(printed, "del", func(x claims.Change) claims.Span { return x.Printed })
		f.Theirs = pieces(f.Excerpt, "ins", func(x claims.Change) claims.Span { return x.Source })
	}
}

// troubles are the names of the texts that say what is the matter with a page, and what to do.
var troubles = map[links.Trouble][2]string{
	links.NoAddress:    {"trouble-address", "next-address"},
	links.Private:      {"trouble-private", "next-paste"},
	links.Gone:         {"trouble-gone", "next-address"},
	links.Away:         {"trouble-away", "next-later"},
	links.Uncertified:  {"trouble-certificate", "next-later"},
	links.Robots:       {"trouble-robots", "next-paste"},
	links.Refused:      {"trouble-refused", "next-paste"},
	links.NeedsConsent: {"trouble-consent", "next-paste"},
	links.NeedsPay:     {"trouble-pay", "next-paste"},
	links.NeedsLogin:   {"trouble-login", "next-paste"},
	links.NeedsBrowser: {"trouble-browser", "next-paste"},
	links.Damaged:      {"trouble-damaged", "next-paste"},
	links.Locked:       {"trouble-locked", "next-paste"},
	links.Scanned:      {"trouble-scanned", "next-type"},
	links.NoText:       {"trouble-media", "next-paste"},
	links.Few:          {"trouble-few", "next-paste"},
	links.Cut:          {"trouble-cut", "next-paste"},
	links.TooLarge:     {"trouble-large", "next-paste"},
	links.Slow:         {"trouble-slow", "next-later"},
}

// trouble returns what is the matter with a page and what to do; "" if nothing is.
func (v *visit) trouble(t links.Trouble) string {
	if troubles[t] == [2]string{} {
		return ""
	}
	return v.Say(troubles[t][0]) + " " + v.Say(troubles[t][1])
}

// ByHand reports whether what cannot be fetched can be filled in: there is an address, and somebody else may open it.
func (s *sourceData) ByHand() bool { return records.Address(s.Typed) }

// sent reads the form of the second step.
func (s *Server) sent(v *visit, d *Dossier, r *claims.Record) (*sourceForm, error) {
	t, err := v.typedIn()
	if err != nil {
		return nil, err
	}
	f := &sourceForm{Typed: t, Key: v.r.PostForm.Get("key"), Versions: r.Kind == claims.Quotation}
	if id := t.Values.Get("own"); id != "" {
		for i := range d.Sources {
			if d.Sources[i].ID == id {
				f.Source, f.Own = d.Sources[i], true
			}
		}
		if !f.Own {
			return nil, None
		}
	}
	f.take(v, t.Values)
	page := s.folder.Fetched(cmp.Or(t.Values.Get("page"), f.URL))
	switch {
	case t.Values.Has("use"): // words that were quoted before, or that are near
		f.Excerpt = cleaned(t.Values.Get("use"))
	case t.Values.Get("choose") != "" && page != nil: // a sentence was chosen, or left
		var chosen []int
		for _, x := range t.Values["s"] {
			if n, err := strconv.Atoi(x); err == nil {
				chosen = append(chosen, n)
			}
		}
		slices.Sort(chosen)
		f.Excerpt = excerptOf(sentencesOf(page, ""), chosen)
	}
	f.show(v, page, r, d.Language)
	return f, nil
}

// choose shows the second step again after a choice that is not to be saved yet.
func (s *Server) choose(v *visit) error {
	d, r, err := v.record()
	if err != nil {
		return err
	}
	f, err := s.sent(v, d, r)
	if err != nil {
		return err
	}
	return s.showSource(v, http.StatusOK, r, &sourceData{Form: f})
}

// fetch fetches a source, and leads on to the second step; what is no address is looked for.
func (s *Server) fetch(v *visit) error {
	_, r, err := v.record()
	if err != nil {
		return err
	}
	typed := strings.TrimSpace(v.r.PostFormValue("q"))
	if !looksLikeAddress(typed) {
		http.Redirect(v.w, v.r, v.sourceAddress(r.ID, url.Values{"q": {typed}}), http.StatusSeeOther)
		return nil
	}
	p, err := s.folder.Fetch(v.r.Context(), typed)
	if err != nil {
		return err
	}
	q := url.Values{"at": {p.Address}}
	if found, _ := s.folder.Sources(p.Address, v.name(), 1); len(found) > 0 && found[0].URL == p.Address {
		q = url.Values{"of": {found[0].In}, "id": {found[0].ID}}
	}
	if s.folder.Fetched(p.Address) == nil { // nothing was kept that could be led to
		return s.showSource(v, http.StatusUnprocessableEntity, r, &sourceData{Query: typed,
			Typed: p.Asked, Trouble: v.trouble(p.Trouble)})
	}
	http.Redirect(v.w, v.r, v.sourceAddress(r.ID, q), http.StatusSeeOther)
	return nil
}

// looksLikeAddress reports whether what is typed is to be fetched rather than looked for.
func looksLikeAddress(s string) bool {
	if strings.ContainsAny(s, " \t\n") {
		return false
	}
	host, _, path := strings.Cut(s, "/")
	return strings.Contains(s, "://") || strings.Contains(strings.Trim(host, "."), ".") && (path || strings.HasPrefix(s, "www."))
}

// cite saves the second step.
func (s *Server) cite(v *visit) error {
	d, r, err := v.record()
	if err != nil {
		return err
	}
	f, err := s.sent(v, d, r)
	if err != nil {
		return err
	}
	if f.Faults = v.faults(f); f.Faults != nil {
		return s.showSource(v, http.StatusUnprocessableEntity, r, &sourceData{Form: f})
	}
	c := edit.Citation{Record: r.ID, Source: f.Source, Note: f.Note, Version: f.Version && f.Versions && f.Excerpt != "",
		Excerpt: claims.Excerpt{Text: f.Excerpt, Language: f.Language}}
	if c.Source.Type == "" {
		c.Source.Type = "CreativeWork"
	}
	if c.Source.Publisher.Name != "" && c.Source.Publisher.Type == "" {
		c.Source.Publisher.Type = "Organization"
	}
	if f.Page != nil {
		c.Source.Checked = f.Page.Fetched[:min(len(f.Page.Fetched), len("2026-03-12"))]
	}
	var before, after string // the record's Version
	step, err := s.folder.Save(Change{
		Dossier: d.Name,
		Words:   v.Say("source-cited", cmp.Or(f.Publisher.Name, f.Title), clipped(r.Text)),
		Make: func(file string, data []byte) ([]byte, error) {
			out, _, err := edit.Cite(file, data, c)
			before, after = Version(data, r.ID), Version(out, r.ID)
			return out, err
		}})
	if mistakes := records.Mistakes(err); mistakes != nil {
		for _, m := range mistakes {
			what := m.What
			if strings.ContainsAny(what, "{@") { // how a file says it is not for this page
				what = v.Say("incomplete")
			}
			f.Faults = append(f.Faults, fault{"", what})
		}
		return s.showSource(v, http.StatusUnprocessableEntity, r, &sourceData{Form: f})
	} else if err != nil {
		return err
	}
	if err := s.folder.Forget(f.Typed); err != nil {
		return err
	}
	if err := s.seenOnwards(formOf(d.Name, r.ID), before, after); err != nil {
		return err
	}
	at := v.recordAddress(d.Name, r.ID)
	if step == nil {
		return v.then(at, "unchanged", "")
	}
	return v.then(at, "done", step.Words)
}

// seenOnwards has what is typed in a form of a record know the record as it is after a change to its sources, which
// that form does not have: nobody is to be asked about a change of their own.
func (s *Server) seenOnwards(form, before, after string) error {
	for _, t := range s.folder.Typed(form) {
		if t.Values.Get("seen") == before {
			t.Values.Set("seen", after)
			if err := s.folder.Keep(*t); err != nil {
				return err
			}
		}
	}
	return nil
}

// stale returns what has become of a page that has words, if links has found something.
func (v *visit) stale(l links.Link, words string) string {
	switch l.State {
	case "dead":
		return v.Say("trouble-gone")
	case "drifted":
		for _, e := range l.Excerpts {
			if e.Words == words && len(e.Lost) > 0 {
				return v.Say("source-drifted")
			}
		}
	case "changed":
		return v.Say("source-changed")
	}
	return ""
}

// uncite takes a source away from a record.
func (s *Server) uncite(v *visit) error {
	d, r, err := v.record()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.r.PostFormValue("n"))
	if err != nil {
		return None
	}
	version := v.r.PostFormValue("version") != ""
	var before, after string
	step, err := s.folder.Save(Change{
		Dossier: d.Name,
		Words:   v.Say("source-removed", clipped(r.Text)),
		Seen:    map[string]string{r.ID: v.r.PostFormValue("seen")}, // or n may be another one
		Make: func(file string, data []byte) ([]byte, error) {
			out, err := edit.Uncite(file, data, r.ID, version, n)
			before, after = Version(data, r.ID), Version(out, r.ID)
			return out, err
		}})
	if err != nil {
		return err
	}
	if err := s.seenOnwards(formOf(d.Name, r.ID), before, after); err != nil {
		return err
	}
	return v.then(v.recordAddress(d.Name, r.ID), "done", step.Words)
}

// faults returns what keeps a source from being saved, in words for the field that it is about.
func (v *visit) faults(f *sourceForm) (out []fault) {
	if f.Own {
		return nil
	}
	if f.Publisher.Name == "" && f.Title == "" {
		out = append(out, fault{"publisher", v.Say("source-needs")})
	}
	if f.URL != "" && !records.Address(f.URL) {
		out = append(out, fault{"url", v.Say("trouble-address")})
	}
	if f.Archived != "" && !records.Address(f.Archived) {
		out = append(out, fault{"archived", v.Say("trouble-address")})
	}
	if f.Published != "" && !records.Date(f.Published) {
		out = append(out, fault{"published", v.Say("source-date-form")})
	}
	if f.Language != "" && !records.Language(f.Language) {
		out = append(out, fault{"language", v.Say("source-language-form")})
	}
	return out
}
