package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

// The history of a check is read from the steps of its dossier: those that have changed it. Any of them can be taken back
// for this check alone, while what was done to others meanwhile stays; a step that others came after asks first.

// A Deed is a step that has changed a record.
type Deed struct {
	*Step
	Before, After *Past
	Mixed         bool // somebody has written the file after the step, not through the desk: After has what they did, too
}

// A Past is a record as it was once.
type Past struct {
	*claims.Record        // nil if it was not there, or if the file could not be read
	Draft          bool   // it was one
	Version        string // "" if it was not there
}

// History returns the steps that are kept and have changed a record, by its @id, the latest first, and what it is now.
// The error is None, or one of the disk.
func (f *Folder) History(name, id string) (out []Deed, now *Past, err error) {
	d, err := f.Dossier(name)
	if err != nil {
		return nil, nil, err
	}
	data, err := f.Bytes(d)
	if err != nil {
		return nil, nil, err
	}
	steps, err := f.steps(name)
	if err != nil {
		return nil, nil, err
	}
	now = pastOf(name, data, id)
	hash, after := d.Hash, now
	for _, s := range slices.Backward(steps) {
		if s.After != hash && s.Before == hash { // nothing came of it: see stepsAt
			continue
		}
		data, err := f.before(s)
		if err != nil {
			break // what was before a damaged copy is not known
		}
		before := pastOf(name, data, id)
		if before.Version != after.Version {
			out = append(out, Deed{s, before, after, s.After != hash})
		}
		hash, after = s.Before, before
	}
	return out, now, nil
}

// pastOf returns a record as a file has it.
func pastOf(name string, data []byte, id string) *Past {
	p := &Past{Version: Version(data, id)}
	if d, err := records.Read(path.Base(name), data); err == nil && p.Version != "" {
		for i, list := range [...][]claims.Record{d.Records, d.Drafts} {
			for k := range list {
				if list[k].ID == id {
					p.Record, p.Draft = &list[k], i == 1
				}
			}
		}
	}
	return p
}

// TakeBack takes a deed back for its record alone. seen is the Version of what the record is taken to be now: the error
// is a *Conflict if it is something else, edit.RestsOnOther, or that of Save.
func (f *Folder) TakeBack(x Deed, id, seen, words string) (*Step, error) {
	earlier, err := f.before(x.Step)
	if err != nil {
		return nil, err
	}
	return f.Save(Change{Dossier: x.Dossier, Words: words, Seen: map[string]string{id: seen},
		way: true, // what comes back are the words that were called ready or read
		Make: func(file string, data []byte) ([]byte, error) {
			return edit.Restore(file, data, id, earlier)
		}})
}

// publishedAs returns when a check was last published into the folder that is chosen, and whether readers have it there
// as it is now; zero if it is not there.
func (f *Folder) publishedAs(d *Dossier, id string) (when time.Time, same bool) {
	for _, p := range f.Publications(d.Name) {
		if p.Folder != f.Out() || p.When.IsZero() {
			continue
		}
		data, err := f.Bytes(d)
		if err != nil {
			break
		}
		now, err := edit.Released(path.Base(d.Name), data)
		if err != nil {
			break
		}
		root, _, err := f.open(p.Folder)
		if err != nil {
			break
		}
		defer root.Close()
		theirs, err := root.ReadFile(p.Records)
		if err != nil || Version(theirs, id) == "" {
			break
		}
		back, err := edit.Restore(path.Base(d.Name), now, id, theirs)
		return p.When, err == nil && hashOf(back) == hashOf(now)
	}
	return time.Time{}, false
}

// What the history of a check shows.
type historyData struct {
	Shown   shown
	ID      string
	Text    string // what the check says, or said last
	There   bool   // it is in the dossier
	Deeds   []deedRow
	Asked   *deedRow // that is to be taken back though others came after it
	Over    string   // the Version that it would replace
	Trouble string
}

// A deedRow is a Deed in words.
type deedRow struct {
	Number          int
	Words, By, When string
	Fields          []pastField
	Mixed, MayUndo  bool
}

// A pastField is a field that a deed has changed.
type pastField struct {
	Label  string
	Pieces []sidePiece
}

// history shows who has done what to a check.
func (s *Server) history(v *visit) error {
	v.hear()
	return s.showHistory(v, http.StatusOK, v.r.FormValue("id"), new(historyData), 0)
}

// showHistory shows it, and, for a number other than 0, what taking that step back all the same would change.
func (s *Server) showHistory(v *visit, status int, id string, data *historyData, ask int) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	all, now, err := s.folder.History(d.Name, id)
	if err != nil {
		return err
	}
	if len(all) == 0 && now.Version == "" {
		return None
	}
	data.Shown, data.ID, data.There = shown{v, d}, id, d.any(id) != nil
	last := now.Record
	for _, x := range all {
		row := v.deedRow(x)
		row.MayUndo = d.Err == nil && x.Before.Version != now.Version
		data.Deeds = append(data.Deeds, row)
		if x.Number == ask {
			row.Fields = v.pastFields(now, x.Before)
			data.Asked, data.Over = &row, now.Version
		}
		for _, p := range []*Past{x.After, x.Before} {
			if last == nil {
				last = p.Record
			}
		}
	}
	if last != nil {
		data.Text = last.Text
	}
	v.Headline, v.Title = data.Shown.Headline(), v.Say("history")
	return v.show(status, "history", data)
}

func (v *visit) deedRow(x Deed) deedRow {
	row := deedRow{Number: x.Number, Words: x.Words, By: x.By, When: v.moment(x.When), Mixed: x.Mixed,
		Fields: v.pastFields(x.Before, x.After)}
	switch {
	case x.Undoes != 0:
		row.Words = v.Say("undone", x.Words)
	case x.Redoes != 0:
		row.Words = v.Say("redone", x.Words)
	}
	return row
}

// moment returns a day and a time of it.
func (v *visit) moment(t time.Time) string {
	t = t.Local()
	return v.Date(t.Format(time.DateOnly)) + " " + t.Format("15:04")
}

// pastFields returns what is another in a record than it was, each with its words before and after.
func (v *visit) pastFields(before, after *Past) (out []pastField) {
	was, is := v.told(before), v.told(after)
	for i := range was {
		label := was[i].Label
		if before.Record == nil {
			label = is[i].Label
		}
		if was[i].Value != is[i].Value {
			out = append(out, pastField{label, reworded(was[i].Value, is[i].Value)})
		}
	}
	return out
}

// told returns what a record says, field by field, and how far it had come.
func (v *visit) told(p *Past) []field {
	r := p.Record
	if r == nil {
		r = new(claims.Record)
	}
	var state string
	var sources []string
	if p.Record != nil {
		state = v.stage(StageOf(r, p.Draft))
	}
	cite := func(of *claims.Source, e claims.Excerpt) {
		row := sourceRowOf(v, of, e)
		sources = append(sources, strings.TrimSuffix(row.Name+": "+row.Excerpt, ": "))
	}
	for _, c := range r.Versions {
		cite(c.Source, c.Excerpt)
	}
	for _, c := range r.Citations {
		cite(c.Source, c.Excerpt)
	}
	out := fieldsOf(r)
	for i := range out {
		out[i].Label = v.Say(out[i].Label)
	}
	return append(out, field{Label: v.Sources, Value: strings.Join(sources, " · ")},
		field{Label: v.Say("way"), Value: state},
		field{Label: v.Say("send-back"), Value: r.Way.Returned.Text},
		field{Label: v.Say("withdraw"), Value: r.StatusReason})
}

// reworded returns what has become of some words, in one line.
func reworded(before, after string) (out []sidePiece) {
	put := func(words, tag string) {
		if words != "" {
			out = append(out, sidePiece{Text: words, Tag: tag})
		}
	}
	other := false
	for _, p := range proof.Words(before, after) {
		old, now := before[p.Before.Start:p.Before.End], after[p.After.Start:p.After.End]
		if p.Same && strings.TrimSpace(old) == strings.TrimSpace(now) { // a space at the end is that before the next word
			put(now, "")
			continue
		}
		other = true
		put(old, "del")
		put(now, "ins")
	}
	if !other { // what words are not made of, such as a space
		out = nil
		put(before, "del")
		put(after, "ins")
	}
	return out
}

// historyAddress returns where the history of a record is shown.
func (v *visit) historyAddress(name, id string) string {
	return v.address("history", name) + "?id=" + url.QueryEscape(id)
}

// History returns where the history of the record that is open is shown.
func (d *dossierData) History() string {
	return d.Shown.v.historyAddress(d.Shown.Name, d.Record.ID())
}

// RecordAddress returns where the check is open.
func (h *historyData) RecordAddress() string { return h.Shown.v.recordAddress(h.Shown.Name, h.ID) }

// Address returns where its history is.
func (h *historyData) Address() string { return h.Shown.v.historyAddress(h.Shown.Name, h.ID) }

// takeBack takes a step back for one check.
func (s *Server) takeBack(v *visit) error {
	id := v.r.PostFormValue("record")
	number, _ := strconv.Atoi(v.r.PostFormValue("step"))
	all, _, err := s.folder.History(v.name(), id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(x Deed) bool { return x.Number == number })
	if i < 0 {
		return None
	}
	x, seen := all[i], v.r.PostFormValue("over")
	asked := v.r.PostForm.Has("over")
	if !asked {
		seen = x.After.Version
	}
	ask := func(status int, key string) error {
		return s.showHistory(v, status, id, &historyData{Trouble: v.Say(key)}, number)
	}
	if x.Mixed && !asked {
		return ask(http.StatusConflict, "history-since")
	}
	step, err := s.folder.TakeBack(x, id, seen, v.Say("undone", clipped(x.Words)))
	var conflict *Conflict
	switch {
	case errors.As(err, &conflict):
		return ask(http.StatusConflict, "history-since")
	case errors.Is(err, edit.RestsOnOther), errors.Is(err, fs.ErrNotExist), records.Mistakes(err) != nil:
		return s.showHistory(v, http.StatusUnprocessableEntity, id, &historyData{Trouble: v.Say("history-cannot")}, 0)
	case err != nil:
		return err
	case step == nil:
		return v.then(v.historyAddress(v.name(), id), "unchanged", "")
	}
	return v.then(v.historyAddress(v.name(), id), "done", step.Words)
}
