package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// A recordForm is a record that is open.
type recordForm struct {
	recordRow
	Position       string // "3 of 14"
	Previous, Next string // addresses; "" at the ends

	Seen string // its Version
	Typed
	Back   bool // the values are what was typed, and not what is saved
	Fields []field

	Way wayView

	Sources []sourceRow
	Along   *along                // what is taken over along with a verdict; nil if nothing is
	Same    []sameRow             // of a draft without a verdict: records of the folder that may say the same
	Faults  map[string][]faultRow // what lint has found, by the name of the field; "sources", and "" for all else
}

// TypedID returns the ID of what is typed in this form.
func (r *recordForm) TypedID() string { return r.Typed.ID }

// MayWithdraw reports whether readers know the record, and it has not been withdrawn.
func (r *recordForm) MayWithdraw() bool { return !r.Draft && r.Status != claims.Withdrawn }

// Release returns the button that releases the draft; nil if something keeps it back.
func (r *recordForm) Release() *mendRow {
	if rows := r.Faults[""]; r.Draft && len(rows) > 0 {
		return rows[0].Release
	}
	return nil
}

// ID returns that of the record.
func (r *recordForm) ID() string { return r.recordRow.ID }

// Told returns the IDs of what is said about a field below it, with spaces between them.
func (r *recordForm) Told(f field) string {
	var ids []string
	for _, x := range r.Faults[f.Name] {
		ids = append(ids, x.ID)
	}
	if f.Differs {
		ids = append(ids, "theirs-"+f.Name)
	}
	if f.Hint != "" {
		ids = append(ids, "hint-"+f.Name)
	}
	return strings.Join(ids, " ")
}

// A field is one member of a record in its form.
type field struct {
	Name  string // in the form
	Path  string // in the record, for package edit
	Label string // the key of its text
	Rows  int    // of a text of several lines; 0 for one line
	Serif bool   // words of the article or a source
	List  []string
	Picks []pickGroup // of a verdict: all that can be chosen, the common ones first
	Hint  string      // the key of the text that says where readers see it; "" for none

	Value   string
	Theirs  string // what somebody else has made of it
	Differs bool   // from Value
}

// A sourceRow is a source that a record rests on.
type sourceRow struct {
	Name, Meta, Excerpt string
	Version             bool   // it is one of a quotation
	N                   int    // its number among these, or among what is cited
	Stale               string // what has become of its page since, in words; "" if nothing is known
	Faults              []faultRow
}

// fieldsOf returns the fields of a record, with what is saved in them.
func fieldsOf(r *claims.Record) []field {
	text, speaker := field{Name: "text", Path: "text", Label: "claim", Rows: 3, Value: r.Text}, "author"
	if r.Kind == claims.Quotation {
		text.Label, text.Serif, speaker = "words", true, "spokenByCharacter"
	}
	var first claims.Review
	if len(r.Reviews) > 0 {
		first = r.Reviews[0]
	}
	return []field{
		text,
		{Name: "speaker", Path: speaker + ".name", Label: "speaker", Value: r.Speaker.Name},
		{Name: "verdict", Path: "review.reviewRating.alternateName", Label: "verdict", Value: first.Rating},
		{Name: "fact", Path: "review.headline", Label: "fact", Value: first.Fact, Hint: "fact-how"},
		{Name: "why", Path: "review.reviewRating.ratingExplanation", Label: "why", Rows: 4, Value: first.Why},
	}
}

// A pickGroup is verdicts that have something in common.
type pickGroup struct {
	Label string
	All   []string
}

// picks returns the verdicts of a dossier in groups: those that it gives, then those that others of the folder give, if it
// knows what they mean; and all others by what they mean. complete are those that are completed as one types: the given
// ones, and the usual ones of each meaning.
func (s *Server) picks(v *visit, d *Dossier) (out []pickGroup, complete []string) {
	const usual = 3 // which most desks give, and a list that is seen at a glance
	used := slices.Clone(d.given)
	known := slices.Concat(d.Verdicts[:]...)
	all, _ := s.folder.Dossiers()
	for _, other := range all {
		if other.Name == d.Name {
			continue
		}
		for _, given := range other.given {
			if slices.Contains(known, given) && !slices.Contains(used, given) {
				used = append(used, given)
			}
		}
	}
	out, complete = []pickGroup{{v.Say("used-verdicts"), used}}, slices.Clone(used)
	for class, label := range [...]string{claims.Against: "mend-against", claims.For: "mend-for", claims.Neither: "mend-neither"} {
		if label != "" {
			rest := slices.DeleteFunc(slices.Clone(d.Verdicts[class]), func(x string) bool { return slices.Contains(used, x) })
			out = append(out, pickGroup{v.Say(label), rest})
			complete = append(complete, rest[:min(usual, len(rest))]...)
		}
	}
	return slices.DeleteFunc(out, func(g pickGroup) bool { return len(g.All) == 0 }), complete
}

// verdictsOf returns the verdicts that a dossier gives, each once.
func verdictsOf(d *claims.Dossier) []string {
	var out []string
	for i := range d.Records {
		for _, review := range d.Records[i].Reviews {
			if review.Rating != "" && !slices.Contains(out, review.Rating) {
				out = append(out, review.Rating)
			}
		}
	}
	return out
}

// formOf returns what the form of a record is called in the store of what is typed.
func formOf(name, id string) string { return name + id }

// form returns the form of a record, filled in with what was typed there and not saved.
func (s *Server) form(v *visit, d *Dossier, rows []recordRow, i int) *recordForm {
	f := &recordForm{recordRow: rows[i], Position: v.count(i+1, len(rows)),
		Fields: fieldsOf(rows[i].Record)}
	for i := range f.Fields {
		if x := &f.Fields[i]; x.Name == "verdict" {
			x.Picks, x.List = s.picks(v, d)
		}
	}
	if i > 0 {
		f.Previous = rows[i-1].Address
	}
	if i+1 < len(rows) {
		f.Next = rows[i+1].Address
	}
	if data, err := s.folder.Bytes(d); err == nil {
		f.Seen = Version(data, f.ID())
	}
	f.Typed = Typed{ID: NewID(), Form: formOf(d.Name, f.ID())}
	for _, t := range s.folder.Typed(f.Form) {
		if f.fill(t.Values) {
			f.From, f.FromHash, f.Back = t.ID, t.Hash(), true
			f.Seen = t.Values.Get("seen") // what whoever typed it knew
			f.Along = s.alongIn(v, t.Values)
			break
		}
	}
	if f.Draft && len(f.Record.Reviews) == 0 {
		if in, err := s.folder.Dossier(v.r.URL.Query().Get("in")); err == nil {
			f.use(in, v.r.URL.Query().Get("as"))
			f.Along = s.along(v, in.Name, v.r.URL.Query().Get("as"), func(string) bool { return true })
		} else {
			f.Same = s.same(v, d, f.Record)
		}
	}
	f.Way = s.way(v, f.Record, f.Draft)
	if when, same := s.folder.publishedAs(d, f.ID()); !when.IsZero() {
		line := v.Say("publish-since", v.Date(when.Format(time.DateOnly)))
		if !same {
			line += " " + v.Say("publish-changed")
		}
		f.Way.Lines = append(f.Way.Lines, line)
	}
	f.Faults = s.faultsIn(v, d, f.Record, f.Draft)
	known, first := s.folder.Links(d.Name), map[string]bool{}
	faults := func(source string) []faultRow { // beside the first of two that cite it
		if first[source] {
			return nil
		}
		first[source] = true
		return f.Faults[source]
	}
	for n, c := range f.Record.Versions {
		row := sourceRowOf(v, c.Source, c.Excerpt)
		row.Version, row.N, row.Stale, row.Faults = true, n, v.stale(known[c.Source.URL], row.Excerpt), faults(c.Source.ID)
		f.Sources = append(f.Sources, row)
	}
	for n, c := range f.Record.Citations {
		row := sourceRowOf(v, c.Source, c.Excerpt)
		row.N, row.Stale, row.Faults = n, v.stale(known[c.Source.URL], row.Excerpt), faults(c.Source.ID)
		f.Sources = append(f.Sources, row)
	}
	return f
}

// fill puts values into the fields that they have, and reports whether any is another than is saved.
func (f *recordForm) fill(values url.Values) bool {
	other := false
	for i := range f.Fields {
		x := &f.Fields[i]
		if values.Has(x.Name) && cleaned(values.Get(x.Name)) != x.Value {
			x.Value, other = values.Get(x.Name), true
		}
	}
	return other
}

func sourceRowOf(v *visit, s *claims.Source, e claims.Excerpt) sourceRow {
	row := sourceRow{Name: s.Publisher.Name, Excerpt: e.Text}
	var meta []string
	for _, x := range []string{s.Title, v.Date(s.Published)} {
		if x != "" {
			meta = append(meta, x)
		}
	}
	if v.Dir == "rtl" { // else a title takes the day of the date along
		for i, x := range meta {
			meta[i] = "\u2068" + x + "\u2069"
		}
	}
	if row.Meta = strings.Join(meta, " · "); row.Excerpt == "" {
		row.Excerpt = s.Excerpt.Text
	}
	return row
}

// cleaned returns what was typed as a dossier has it: on one line, without what cannot be seen.
func cleaned(s string) string { return strings.Join(strings.Fields(charset.Visible(s)), " ") }

// clipped returns words that are short enough for a button.
func clipped(s string) string { return clippedTo(s, 40) }

func clippedTo(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

// typedIn returns what stands in the form that was sent.
func (v *visit) typedIn() (Typed, error) {
	err := v.r.ParseMultipartForm(1 << 20) // bytes in memory; forms are far shorter
	if errors.Is(err, http.ErrNotMultipart) {
		err = nil // it was parsed all the same
	}
	f := v.r.PostForm
	t := Typed{ID: f.Get("typed"), Form: formOf(v.name(), f.Get("record")) + f.Get("key"), From: f.Get("from"),
		FromHash: f.Get("from-hash"), Values: url.Values{}}
	for name, values := range f {
		switch name {
		case "typed", "record", "key", "from", "from-hash":
		default:
			t.Values[name] = values
		}
	}
	if pick := t.Values.Get("pick"); pick != "" { // the script puts it into the field at once
		t.Values.Set("verdict", pick)
	}
	t.Values.Del("pick")
	return t, err
}

// typed keeps what is typed, every second or two.
func (s *Server) typed(v *visit) error {
	t, err := v.typedIn()
	if err != nil {
		return err
	}
	if _, err := s.folder.Dossier(v.name()); err != nil {
		return err
	}
	if err := s.folder.Keep(t); err != nil {
		http.Error(v.w, cmp.Or(v.unwritable(err), err.Error()), http.StatusInsufficientStorage)
		return nil
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// discard takes away what was typed.
func (s *Server) discard(v *visit) error {
	t, err := v.typedIn()
	if err == nil {
		err = s.folder.Forget(t)
	}
	if err != nil {
		return err
	}
	return v.then(v.recordAddress(v.name(), v.r.PostForm.Get("record")), "discarded", "")
}

// save saves a record.
func (s *Server) save(v *visit) error {
	t, err := v.typedIn()
	if err != nil {
		return err
	}
	id := v.r.PostForm.Get("record")
	step, err := s.folder.Save(Change{
		Dossier: v.name(),
		Words:   v.Say("step-saved", clipped(cleaned(t.Values.Get("text")))),
		Seen:    map[string]string{id: t.Values.Get("seen")},
		Make: func(file string, data []byte) ([]byte, error) {
			data, err := setFields(file, data, id, t.Values)
			if err != nil {
				return nil, err
			}
			return s.folder.takeAlong(v.name(), file, data, id, t.Values)
		},
	})
	if err != nil {
		if err := s.folder.Keep(t); v.unwritable(err) != "" { // then the page that says so has it alone
			return s.notSaved(v, id, &t, v.unwritable(err))
		} else if err != nil {
			return err
		}
	}
	var c *Conflict
	switch mistakes := records.Mistakes(err); {
	case errors.As(err, &c) && c.Parts[0].Theirs != nil:
		return s.showDossier(v, http.StatusConflict, id, func(d *dossierData) { d.conflict(v, &t, &c.Parts[0]) })
	case mistakes != nil:
		return s.showDossier(v, http.StatusUnprocessableEntity, id, func(d *dossierData) {
			d.refill(&t)
			d.Problem = &problem{What: v.Say("wrong"), Faults: d.Record.faults(v, mistakes)}
		})
	case v.unwritable(err) != "":
		return s.notSaved(v, id, &t, v.unwritable(err))
	case err != nil:
		return err
	}
	if err := s.folder.Forget(t); err != nil {
		return err
	}
	if step == nil {
		return v.then(v.recordAddress(v.name(), id), "unchanged", "")
	}
	return v.then(v.recordAddress(v.name(), id), "done", step.Words)
}

// setFields returns a dossier with what a form has, in the fields in which it has something else.
func setFields(file string, data []byte, id string, values url.Values) ([]byte, error) {
	d, err := records.Read(file, data)
	if err != nil {
		return nil, err
	}
	var fields []edit.Field
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range list {
			if list[i].ID != id {
				continue
			}
			for _, x := range fieldsOf(&list[i]) {
				if words := cleaned(values.Get(x.Name)); values.Has(x.Name) && words != x.Value {
					fields = append(fields, edit.Field{Path: x.Path, Words: words})
				}
			}
		}
	}
	if fields == nil {
		return data, nil
	}
	return edit.Set(file, data, id, fields...)
}

// refill puts what was sent back into the form.
func (d *dossierData) refill(t *Typed) {
	r := d.Record
	r.fill(t.Values)
	r.Typed, r.Seen, r.Back = *t, t.Values.Get("seen"), false
	r.Along = d.Shown.v.s.alongIn(d.Shown.v, t.Values)
}

// conflict shows both versions of a record that somebody else has changed. Whoever saves now has seen theirs.
func (d *dossierData) conflict(v *visit, t *Typed, c *ConflictPart) {
	saved := fieldsOf(d.Record.Record)
	d.refill(t)
	d.Record.Seen, d.Conflict = c.Version, true
	d.Problem = &problem{What: v.Say("conflict")}
	for i := range d.Record.Fields {
		x := &d.Record.Fields[i]
		x.Theirs, x.Differs = saved[i].Value, cleaned(x.Value) != saved[i].Value
	}
}

// faults returns what is wrong in a form, by the names of its fields.
func (r *recordForm) faults(v *visit, mistakes []*records.Mistake) []string {
	var out []string
	for _, m := range mistakes {
		label := ""
		for _, x := range r.Fields {
			if strings.Contains(m.Path, "."+x.Path) {
				label = v.Say(x.Label)
			}
		}
		if label == "" || strings.ContainsAny(m.What, "{@") { // how a file says it is not for this page
			label, m.What = v.Say("verdict"), v.Say("incomplete")
		}
		out = append(out, label+": "+m.What)
	}
	return out
}
