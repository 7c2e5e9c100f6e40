package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
)

// What lint finds stands beside the field it is about, in words without a path, and with the mend as a button where one
// is possible.

// A faultRow is something that lint has found in the record that is open, or in a source that it rests on.
type faultRow struct {
	ID      string // of the text, for the field to name it
	Text    string
	Error   bool // it keeps the record from being released
	Verdict string
	Mends   []mendRow
	Release *mendRow // of a draft that nothing keeps back
}

// A mendRow is a button, with what it changes, or a link.
type mendRow struct {
	How, Label, Action string
	Old, New, To       string
	Form               string // that the button is of, if it stands elsewhere
}

// aboutOf returns the field that a rule of lint is about; "sources" for what a record rests on, "" for the record itself.
func aboutOf(rule string) string {
	switch rule {
	case "verdict-class", "rating-scale":
		return "verdict"
	case "verdict-explanation":
		return "why"
	case "claim-author", "second-party", "another-speaker":
		return "speaker"
	case "claim-reviewed", "quote-wording", "quote-unfound", "quote-marks", "not-translated", "unplaced", "edited",
		"unanchored", "anchor-context", "anchor-edition", "overlap":
		return "text"
	case "unsourced-reason", "date-order", "orphan-source", "single-source", "single-party", "same-source", "secondary-source",
		"missing-archive", "missing-translation", "excerpt-length", "excerpt-total", "excerpt-none", "excerpt-words", "shortener",
		"private-address", "tracking", "quote-match":
		return "sources"
	}
	return ""
}

// faultsIn returns what lint finds in a record and the sources it rests on, by field; what it finds in one source, by the
// source.
func (s *Server) faultsIn(v *visit, d *Dossier, r *claims.Record, draft bool) map[string][]faultRow {
	look := s.folder.Findings
	if draft {
		look = s.folder.Drafted
	}
	found, err := look(d)
	if err != nil {
		return nil // the file is another one by now, and the page will follow it
	}
	rests := []string{r.ID}
	for _, c := range r.Citations {
		rests = append(rests, c.Source.ID)
	}
	for _, c := range r.Versions {
		rests = append(rests, c.Source.ID)
	}
	out := make(map[string][]faultRow)
	for _, f := range found {
		if f.Part == "" || !slices.Contains(rests, f.Part) || f.Rule == "draft" {
			continue
		}
		row := faultRow{Error: f.Severity == lint.Error}
		field := aboutOf(f.Rule)
		if f.Part != r.ID {
			field = f.Part
		} else if c, _, _, ok := (&mending{Finding: &f, r: r}).cited(); ok {
			field = c.Source.ID
		}
		if f.Rule == "verdict-class" {
			continue // once for all records with the verdict: see below
		}
		row.Text, row.Mends = v.faultText(d, &f), s.mendRows(v, d, &f)
		if !slices.ContainsFunc(out[field], func(o faultRow) bool { return o.Text == row.Text }) {
			out[field] = append(out[field], row)
		}
	}
	for _, x := range r.Reviews {
		if x.Rating != "" && x.Class == claims.Unclassified {
			out["verdict"] = append(out["verdict"], faultRow{Text: v.Say("mend-class", x.Rating), Error: true, Verdict: x.Rating,
				Mends: v.classMends(d.Name)})
		}
	}
	if r.Kind == claims.Quotation && r.Speaker.Name == "" { // lint knows a claim's author only: search engines want that one
		f := lint.Finding{Rule: "claim-author", Part: r.ID}
		out["speaker"] = append(out["speaker"], faultRow{Text: v.faultText(d, &f), Mends: s.mendRows(v, d, &f)})
	}
	for _, id := range rests[1:] {
		f := lint.Finding{Rule: "moved", Part: id}
		if to := s.mendRows(v, d, &f); to != nil {
			out[id] = append(out[id], faultRow{Text: v.Say("source-moved"), Mends: to})
		}
	}
	for about, rows := range out {
		for i := range rows {
			rows[i].ID = fmt.Sprintf("about-%s-%d", about, i)
			for k := range rows[i].Mends {
				rows[i].Mends[k].Form = "edit" // what is typed there is sent along
			}
		}
	}
	if draft {
		out[""] = append([]faultRow{s.releasing(v, d, r, out)}, out[""]...)
	}
	return out
}

// releasing returns the row of a draft, with its Release or what has to be done before, and links to where.
func (s *Server) releasing(v *visit, d *Dossier, r *claims.Record, found map[string][]faultRow) faultRow {
	row := faultRow{Text: v.Say("lint-draft")}
	if !judged(r) {
		row.Text += " " + v.Say("release-needs")
		return row
	}
	bad := func(about string) bool {
		return slices.ContainsFunc(found[about], func(x faultRow) bool { return x.Error })
	}
	for _, x := range fieldsOf(r) {
		if bad(x.Name) {
			row.Mends = append(row.Mends, mendRow{Label: v.Say(x.Label), To: v.fieldAddress(d.Name, r.ID, x.Name)})
		}
	}
	wanting := unfounded(r)
	for about := range found {
		wanting = wanting || about != "" && bad(about) && !slices.ContainsFunc(row.Mends,
			func(m mendRow) bool { return m.To == v.fieldAddress(d.Name, r.ID, about) })
	}
	if wanting {
		row.Mends = append(row.Mends, mendRow{Label: v.Sources, To: v.fieldAddress(d.Name, r.ID, "sources")})
	}
	switch {
	case row.Mends != nil:
		row.Text += " " + v.Say("release-lacks")
	case s.folder.House().SecondReader && StageOf(r, true) != Read:
		row.Text += " " + v.Say("way-release")
	case !bad(""):
		row.Release = &mendRow{How: "release", Label: v.Say("release"), Action: v.address("mend", d.Name)}
	}
	return row
}

// unfounded reports whether a record says that something is right or wrong, and names no source for it.
func unfounded(r *claims.Record) bool {
	return len(r.Citations)+len(r.Versions) == 0 && judged(r) && r.Reviews[0].Class != claims.Neither
}

// faultsOf returns what lint finds in a dossier as a whole, and in sources that no record rests on.
func (s *Server) faultsOf(v *visit, d *Dossier) (out []faultRow) {
	if d.Dossier == nil {
		return nil
	}
	found, err := s.folder.Findings(d)
	if err != nil {
		return nil
	}
	used := map[string]bool{}
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range list {
			used[list[i].ID] = true
			for _, c := range list[i].Citations {
				used[c.Source.ID] = true
			}
			for _, c := range list[i].Versions {
				used[c.Source.ID] = true
			}
		}
	}
	for _, f := range found {
		if !used[f.Part] && f.Rule != "verdict-class" { // the check that gives it has the buttons
			out = append(out, faultRow{Text: v.faultText(d, &f), Error: f.Severity == lint.Error, Mends: s.mendRows(v, d, &f)})
		}
	}
	return out
}

// mendRows returns the buttons of a finding.
func (s *Server) mendRows(v *visit, d *Dossier, f *lint.Finding) (out []mendRow) {
	for _, m := range s.mendsOf(v, d, f) {
		row := mendRow{Label: m.label, Old: charset.Visible(m.old), New: charset.Visible(m.now), To: m.to}
		if m.change != nil {
			row.How, row.Action = m.key(f), v.address("mend", d.Name)
		}
		out = append(out, row)
	}
	return out
}

// pressed returns what the button with a key does to a dossier as it is now; nil if it can do nothing any more.
func (s *Server) pressed(v *visit, d *Dossier, key string) *Change {
	if d.Dossier == nil {
		return nil
	}
	found, err := s.folder.Drafted(d)
	if err != nil {
		return nil
	}
	var more []lint.Finding
	for i := range d.Sources {
		more = append(more, lint.Finding{Rule: "moved", Part: d.Sources[i].ID})
	}
	for _, r := range slices.Concat(d.Records, d.Drafts) {
		more = append(more, lint.Finding{Rule: "claim-author", Part: r.ID}) // see faultsIn
	}
	released, err := s.folder.Findings(d)
	data, err2 := s.folder.Bytes(d)
	if err != nil || err2 != nil {
		return nil
	}
	for _, f := range slices.Concat(found, released, more) {
		if !strings.HasPrefix(key, findingKey(&f)) {
			continue
		}
		for _, m := range s.mendsOf(v, d, &f) {
			if m.change == nil || m.key(&f) != key {
				continue
			}
			c := &Change{Dossier: d.Name, Words: v.Say("mended", clipped(cmp.Or(m.now, m.old, m.label))), Make: m.change}
			if f.Part != "" {
				c.Seen = map[string]string{f.Part: Version(data, f.Part)}
			}
			return c
		}
	}
	return nil
}

// classMends returns the buttons that classify a verdict.
func (v *visit) classMends(name string) []mendRow {
	at := v.address("mend", name)
	return []mendRow{{How: "against", Label: v.Say("mend-against"), Action: at},
		{How: "for", Label: v.Say("mend-for"), Action: at}, {How: "neither", Label: v.Say("mend-neither"), Action: at}}
}

// judged reports whether a record has a verdict: one without tells readers nothing.
func judged(r *claims.Record) bool { return len(r.Reviews) > 0 && r.Reviews[0].Rating != "" }

// faultText returns what a finding says. web/lang has a text for each rule, and for each of the things that it finds.
func (v *visit) faultText(d *Dossier, f *lint.Finding) string {
	const most = 90 // characters of the words that it names: they stand in the form, too
	var values []string
	for _, x := range f.Values {
		switch x.Is {
		case 's':
			x.Text = lint.Unquoted(x.Text) // the text has marks of its language
		case 'd':
			x.Text = v.Date(x.Text)
		case 'l':
			x.Text = v.Language(x.Text)
		case 'i':
			x.Text = d.called(x.Text)
		}
		values = append(values, clippedTo(charset.Visible(x.Text), most))
	}
	switch key := "lint-" + f.Rule; {
	case f.Rule == "schema":
		return v.Say("broken")
	case f.Kind == "more":
		return v.Say("lint-more", values...)
	case f.Rule == "verdict-class":
		return v.Say("mend-class", values...)
	case f.Kind != "":
		return v.Say(key+"-"+f.Kind, values...)
	default:
		return v.Say(key, values...)
	}
}

// called returns what people call a record or a source.
func (d *Dossier) called(id string) string {
	for i := range d.Sources {
		if s := &d.Sources[i]; s.ID == id {
			return strings.TrimPrefix(strings.TrimSuffix(s.Publisher.Name+", "+s.Title, ", "), ", ")
		}
	}
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range list {
			if list[i].ID == id {
				return list[i].Text
			}
		}
	}
	return id
}

// mend does what the button of a finding says.
func (s *Server) mend(v *visit) error {
	t, err := v.typedIn()
	id, verdict, how := v.r.PostFormValue("record"), v.r.PostFormValue("unclassified"), v.r.PostFormValue("how")
	var left *Typed
	if err == nil && t.ID != "" { // what is typed and not saved is there again afterwards
		var all bool
		if left, all = s.unsaved(v, t, id); all || left != nil {
			err = s.folder.Keep(t)
		}
	}
	if err != nil {
		return err
	}
	c := Change{Dossier: v.name(), Words: v.Say("classified", verdict)}
	class := claims.Class(slices.Index([]string{"", "against", "for", "neither"}, how))
	switch {
	case how == "release":
		d, err := s.folder.Dossier(v.name())
		if err != nil {
			return err
		}
		if d.Dossier == nil || d.any(id) == nil {
			return None
		}
		row := faultRow{Text: v.Say("mend-gone")}
		if found := s.faultsIn(v, d, d.any(id), true); found != nil {
			row = found[""][0]
		}
		if row.Release == nil {
			for _, m := range row.Mends {
				row.Text += " " + m.Label
			}
			return s.showDossier(v, http.StatusUnprocessableEntity, id, func(d *dossierData) { d.Problem = &problem{What: row.Text} })
		}
		c.Words, c.Seen = v.Say("released", cmp.Or(clipped(cleaned(v.r.PostFormValue("text"))), id)), map[string]string{id: v.r.PostFormValue("seen")}
		c.Make = func(file string, data []byte) ([]byte, error) { return edit.Release(file, data, id) }
	case class >= claims.Against && class <= claims.Neither:
		c.Make = func(file string, data []byte) ([]byte, error) { return edit.Classify(file, data, verdict, class) }
	default:
		d, err := s.folder.Dossier(v.name())
		if err != nil {
			return err
		}
		pressed := s.pressed(v, d, how)
		if pressed == nil {
			return s.showDossier(v, http.StatusConflict, id, func(d *dossierData) { d.Problem = &problem{What: v.Say("mend-gone")} })
		}
		c = *pressed
	}
	step, err := s.folder.Save(c)
	if _, changed := err.(*Conflict); changed {
		return s.showDossier(v, http.StatusConflict, id, func(d *dossierData) { d.Problem = &problem{What: v.Say("conflict")} })
	} else if err != nil {
		return err
	}
	to := v.address("dossier", v.name())
	if id != "" {
		to = v.recordAddress(v.name(), id)
	}
	if v.r.PostFormValue("publish") != "" { // where the button was
		to = v.address("publish", v.name())
	}
	if step == nil {
		return v.then(to, "unchanged", "")
	}
	if left != nil { // whoever pressed the button knows what it changes
		if d, err := s.folder.Dossier(v.name()); err == nil {
			if data, err := s.folder.Bytes(d); err == nil {
				left.Values.Set("seen", Version(data, id))
			}
		}
		if err := s.folder.Keep(*left); err != nil {
			return err
		}
	}
	return v.then(to, "done", step.Words)
}

// unsaved returns what is typed in a form without the fields that have what is saved; nil if nothing is typed. It is
// nil, too, if the form is about another version of the record: then all of it is kept as it is.
func (s *Server) unsaved(v *visit, t Typed, id string) (left *Typed, all bool) {
	d, err := s.folder.Dossier(v.name())
	if err != nil || d.Dossier == nil {
		return nil, true
	}
	data, err := s.folder.Bytes(d)
	r := d.any(id)
	if err != nil || r == nil || Version(data, id) != t.Values.Get("seen") {
		return nil, true
	}
	for _, x := range fieldsOf(r) {
		if cleaned(t.Values.Get(x.Name)) == x.Value {
			t.Values.Del(x.Name)
		} else if t.Values.Has(x.Name) {
			left = &t
		}
	}
	return left, false
}

// WithdrawWhy returns what asks for the reason why a check is withdrawn.
func (v *visit) WithdrawWhy() string { return v.Say("withdraw-why", v.AllChecks) }

// Last reports whether readers have no check of a dossier but one; none at all for "".
func (d *Dossier) Last(id string) bool {
	return d.Dossier != nil && !slices.ContainsFunc(d.Records, func(r claims.Record) bool {
		return r.Status != claims.Withdrawn && r.ID != id
	})
}

// withdraw takes a check back openly: it keeps its @id, and says to readers what happened.
func (s *Server) withdraw(v *visit) error {
	id, because := v.r.PostFormValue("record"), cleaned(v.r.PostFormValue("because"))
	refuse := func(status int, what string) error {
		return s.showDossier(v, status, id, func(d *dossierData) { d.Problem = &problem{What: what} })
	}
	if because == "" {
		return refuse(http.StatusUnprocessableEntity, v.WithdrawWhy())
	}
	step, err := s.folder.Save(Change{Dossier: v.name(), Words: v.Say("withdrawn", clipped(because)),
		Seen: map[string]string{id: v.r.PostFormValue("seen")},
		Make: func(file string, data []byte) ([]byte, error) {
			return edit.Withdraw(file, data, id, because, s.folder.today())
		}})
	if _, changed := err.(*Conflict); changed {
		return refuse(http.StatusConflict, v.Say("conflict"))
	} else if err != nil {
		return err
	}
	return v.then(v.backOr(v.recordAddress(v.name(), id)), "done", step.Words)
}
