package desk

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
)

// What keeps a dossier from being published, in one place: the page of a dossier shows it before anybody publishes, and
// nothing is written while there is any of it.

// A Hindrance is something that keeps a dossier from being published.
type Hindrance struct {
	Finding lint.Finding // with the Rule NothingReleased if there is nothing to publish
	Record  string       // the @id of the check; "" for the dossier as a whole
	Field   string       // of the form of the check, as aboutOf names it; "" for none
	Verdict string       // if it is that this one is not classified
}

// NothingReleased is the Rule of a Hindrance that all checks are drafts, or that there are none.
const NothingReleased = "nothing-released"

// Hindered is the error of Publish: nothing was written.
type Hindered struct{ All []Hindrance }

// Error names the rules.
func (h *Hindered) Error() string {
	var rules []string
	for _, x := range h.All {
		rules = append(rules, strings.TrimSpace(x.Record+" "+x.Finding.Rule))
	}
	return "not published: " + strings.Join(rules, ", ")
}

// release returns what readers get of a dossier. The error is *Hindered, or that of a file that cannot be read. The
// article may be nil.
func (f *Folder) release(name string, data []byte, a *Article) ([]byte, *claims.Dossier, error) {
	file := path.Base(name)
	if _, err := records.Read(file, data); err != nil {
		return nil, nil, err
	}
	out, err := edit.Released(file, data)
	if err != nil {
		return nil, nil, err
	}
	d, err := records.Read(file, out)
	if err != nil {
		return nil, nil, err
	}
	if len(d.Records) == 0 {
		return nil, d, &Hindered{[]Hindrance{{Finding: lint.Finding{Rule: NothingReleased}}}}
	}
	o := lint.Options{Today: f.today(), SecondReader: f.House().SecondReader}
	if a != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		o.Articles = []*claims.Text{a.text}
	}
	var all []Hindrance
	for _, x := range lint.Blocking(file, data, o) {
		h := Hindrance{Finding: x, Record: x.Part, Field: aboutOf(x.Rule)}
		if by := citing(d, x.Part); by != "" {
			h.Record, h.Field = by, "sources"
		}
		if x.Rule == "verdict-class" && x.Kind != "more" {
			h.Verdict = x.Values[0].Text
		}
		all = append(all, h)
	}
	if all != nil {
		return nil, d, &Hindered{all}
	}
	return out, d, nil
}

// citing returns the first record that rests on a source; "" if none does.
func citing(d *claims.Dossier, source string) string {
	for i := range d.Records {
		r := &d.Records[i]
		for _, c := range r.Citations {
			if c.Source.ID == source {
				return r.ID
			}
		}
		for _, c := range r.Versions {
			if c.Source.ID == source {
				return r.ID
			}
		}
	}
	return ""
}

// A hindranceRow is a Hindrance on the page.
type hindranceRow struct {
	faultRow
	Said    string // what the check says; "" for the dossier as a whole
	Address string // of the check, and the field in it
}

// hindranceRows returns what keeps a dossier back, in words, with where it is put right.
func (v *visit) hindranceRows(d *Dossier, h *Hindered) (out []hindranceRow) {
	for _, x := range h.All {
		row := hindranceRow{faultRow: faultRow{Error: true, Verdict: x.Verdict}}
		switch {
		case x.Finding.Rule == NothingReleased:
			row.Text = v.Say("publish-none")
		case x.Verdict != "":
			row.Text, row.Mends = v.Say("mend-class", x.Verdict), v.classMends(d.Name)
		default:
			row.Text = v.faultText(d, &x.Finding)
		}
		if r := d.record(x.Record); r != nil {
			row.Said, row.Address = clipped(r.Text), v.fieldAddress(d.Name, x.Record, x.Field)
		}
		if !slices.ContainsFunc(out, func(o hindranceRow) bool { return o.Text == row.Text && o.Address == row.Address }) {
			out = append(out, row)
		}
	}
	return out
}

// record returns a released record; nil if there is none with this @id.
func (d *Dossier) record(id string) *claims.Record {
	if d.Dossier != nil {
		for i := range d.Records {
			if d.Records[i].ID == id {
				return &d.Records[i]
			}
		}
	}
	return nil
}

// fieldAddress returns where a record is open, and in it a field that aboutOf names.
func (v *visit) fieldAddress(name, id, field string) string {
	at := v.recordAddress(name, id)
	switch field {
	case "":
		return at
	case "sources":
		return at + "#sources"
	}
	return at + "#f-" + url.PathEscape(field)
}

// A draftRow is a draft, which is left out.
type draftRow struct{ Said, Address, Lacks string }

// draftRows returns the drafts of a dossier, with what each lacks before it can be released.
func (v *visit) draftRows(d *Dossier) (out []draftRow) {
	if d.Dossier == nil {
		return nil
	}
	for i := range d.Drafts {
		r := &d.Drafts[i]
		row := draftRow{Said: clipped(r.Text), Address: v.recordAddress(d.Name, r.ID)}
		if !judged(r) {
			row.Lacks, row.Address = v.Say("release-needs"), v.fieldAddress(d.Name, r.ID, "verdict")
		} else if unfounded(r) {
			row.Lacks, row.Address = v.Say("lint-unsourced-reason"), v.fieldAddress(d.Name, r.ID, "sources")
		}
		out = append(out, row)
	}
	return out
}
