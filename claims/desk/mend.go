package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
)

// What lint finds stands beside the field it is about, in words without a path, and with the mend as a button where one
// is possible.

// A faultRow is something that lint has found in the record that is open, or in a source that it rests on.
type faultRow struct {
	Text    string
	Error   bool // it keeps the record from being released
	Verdict string
	Mends   []mendRow
}

// A mendRow is a button.
type mendRow struct{ How, Label, Action string }

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
		"tracking", "quote-match":
		return "sources"
	}
	return ""
}

// faultsIn returns what lint finds in a record and the sources it rests on, by field.
func (s *Server) faultsIn(v *visit, d *Dossier, r *claims.Record, draft bool) map[string][]faultRow {
	found, err := s.folder.Findings(d)
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
	at := v.address("mend", d.Name)
	out, ready := make(map[string][]faultRow), draft
	for _, f := range found {
		if f.Part == "" || !slices.Contains(rests, f.Part) || f.Rule == "draft" {
			continue
		}
		row := faultRow{Error: f.Severity == lint.Error}
		ready = ready && !row.Error
		field := aboutOf(f.Rule)
		if f.Part != r.ID {
			field = "sources"
		}
		if f.Rule == "verdict-class" {
			continue // once for all records with the verdict: see below
		}
		row.Text = v.faultText(d, &f)
		if !slices.ContainsFunc(out[field], func(o faultRow) bool { return o.Text == row.Text }) {
			out[field] = append(out[field], row)
		}
	}
	for _, x := range r.Reviews {
		if x.Rating != "" && x.Class == claims.Unclassified {
			ready = false
			out["verdict"] = append(out["verdict"], faultRow{Text: v.Say("mend-class", x.Rating), Error: true, Verdict: x.Rating,
				Mends: v.classMends(d.Name)})
		}
	}
	if draft {
		row := faultRow{Text: v.Say("lint-draft")}
		switch {
		case !judged(r):
			row.Text += " " + v.Say("release-needs")
		case ready:
			row.Mends = []mendRow{{"release", v.Say("release"), at}}
		}
		out[""] = append([]faultRow{row}, out[""]...)
	}
	return out
}

// classMends returns the buttons that classify a verdict.
func (v *visit) classMends(name string) []mendRow {
	at := v.address("mend", name)
	return []mendRow{{"against", v.Say("mend-against"), at}, {"for", v.Say("mend-for"), at},
		{"neither", v.Say("mend-neither"), at}}
}

// judged reports whether a record has a verdict: one without tells readers nothing.
func judged(r *claims.Record) bool { return len(r.Reviews) > 0 && r.Reviews[0].Rating != "" }

// faultText returns what a finding says. web/lang has a text for each rule, and for each of the things that it finds.
func (v *visit) faultText(d *Dossier, f *lint.Finding) string {
	const most = 90 // characters of the words that it names: they stand in the form, too
	var values []string
	for _, x := range f.Values {
		switch x.Is {
		case 'd':
			x.Text = v.Date(x.Text)
		case 'l':
			x.Text = v.Language(x.Text)
		case 'i':
			x.Text = d.called(x.Text)
		}
		values = append(values, clippedTo(x.Text, most))
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
	if err == nil && t.ID != "" {
		err = s.folder.Keep(t) // what is typed and not saved is there again afterwards
	}
	if err != nil {
		return err
	}
	id, verdict, how := v.r.PostFormValue("record"), v.r.PostFormValue("unclassified"), v.r.PostFormValue("how")
	c := Change{Dossier: v.name(), Words: v.Say("classified", verdict)}
	class := claims.Class(slices.Index([]string{"", "against", "for", "neither"}, how))
	switch {
	case how == "release":
		if d, err := s.folder.Dossier(v.name()); err != nil {
			return err
		} else if d.Dossier == nil || slices.ContainsFunc(d.Drafts, func(r claims.Record) bool { return r.ID == id && !judged(&r) }) {
			return s.showDossier(v, http.StatusUnprocessableEntity, id, func(d *dossierData) {
				d.Problem = &problem{What: v.Say("release-needs")}
			})
		}
		c.Words, c.Seen = v.Say("released", cmp.Or(clipped(cleaned(t.Values.Get("text"))), id)), map[string]string{id: v.r.PostFormValue("seen")}
		c.Make = func(file string, data []byte) ([]byte, error) { return edit.Release(file, data, id) }
	case class >= claims.Against && class <= claims.Neither:
		c.Make = func(file string, data []byte) ([]byte, error) { return edit.Classify(file, data, verdict, class) }
	default:
		return None
	}
	step, err := s.folder.Save(c)
	if _, changed := err.(*Conflict); changed {
		return s.showDossier(v, http.StatusConflict, id, func(d *dossierData) { d.Problem = &problem{What: v.Say("conflict")} })
	} else if err != nil {
		return err
	}
	to := v.recordAddress(v.name(), id)
	if v.r.PostFormValue("publish") != "" { // where the button was
		to = v.address("publish", v.name())
	}
	if step == nil {
		return v.then(to, "unchanged", "")
	}
	return v.then(to, "done", step.Words)
}

// withdraw takes a check back openly: it keeps its place, and says to readers what happened.
func (s *Server) withdraw(v *visit) error {
	id, because := v.r.PostFormValue("record"), cleaned(v.r.PostFormValue("because"))
	refuse := func(status int, key string) error {
		return s.showDossier(v, status, id, func(d *dossierData) { d.Problem = &problem{What: v.Say(key)} })
	}
	if because == "" {
		return refuse(http.StatusUnprocessableEntity, "withdraw-why")
	}
	step, err := s.folder.Save(Change{Dossier: v.name(), Words: v.Say("withdrawn", clipped(because)),
		Seen: map[string]string{id: v.r.PostFormValue("seen")},
		Make: func(file string, data []byte) ([]byte, error) {
			return edit.Withdraw(file, data, id, because, s.folder.today())
		}})
	if _, changed := err.(*Conflict); changed {
		return refuse(http.StatusConflict, "conflict")
	} else if err != nil {
		return err
	}
	return v.then(v.backOr(v.recordAddress(v.name(), id)), "done", step.Words)
}
