package desk

import (
	"net/url"
	"slices"
	"strconv"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// A verdict is worth what its sources say. Whoever takes one over from another check is asked which of its sources to take
// along, with their copies and excerpts; they are added when the form is saved, in one step with the verdict.

// along is what a form takes over from another record.
type along struct {
	In, As string // the dossier, and the record of it
	Rows   []alongRow
}

// An alongRow is a source that can be taken along.
type alongRow struct {
	sourceRow
	Key    string // tells it from the others of the record: "c0", "v1"
	Ticked bool
}

// along returns the sources of a released record, as they are to be ticked in the form of another; nil if there are none.
func (s *Server) along(v *visit, in, as string, ticked func(key string) bool) *along {
	d, err := s.folder.Dossier(in)
	if err != nil || d.Dossier == nil {
		return nil
	}
	out := &along{In: in, As: as}
	for _, c := range citationsOf(d.Dossier, as) {
		out.Rows = append(out.Rows, alongRow{sourceRowOf(v, &c.Source, c.Excerpt), c.key, ticked(c.key)})
	}
	if out.Rows == nil {
		return nil
	}
	return out
}

// alongIn returns what was ticked in a form that was sent, or kept.
func (s *Server) alongIn(v *visit, values url.Values) *along {
	if !values.Has("in") {
		return nil
	}
	return s.along(v, values.Get("in"), values.Get("as"), func(key string) bool { return slices.Contains(values["along"], key) })
}

// A cited is a citation of a record that can be made in another.
type cited struct {
	key string
	edit.Citation
}

// citationsOf returns what a released record rests on.
func citationsOf(d *claims.Dossier, id string) (out []cited) {
	i := slices.IndexFunc(d.Records, func(r claims.Record) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	r := &d.Records[i]
	add := func(key string, s *claims.Source, e claims.Excerpt, note string, version bool) {
		if e.Text == "" {
			e = s.Excerpt
		}
		out = append(out, cited{key, edit.Citation{Source: *s, Excerpt: e, Note: note, Version: version}})
	}
	for n, x := range r.Versions {
		// what is a translation says so there, and would be taken for the words themselves here
		add("v"+strconv.Itoa(n), x.Source, x.Excerpt, x.Note, x.TranslatedOf == "")
	}
	for n, x := range r.Citations {
		add("c"+strconv.Itoa(n), x.Source, x.Excerpt, x.Note, false)
	}
	return out
}

// takeAlong returns a dossier in which a record cites what is ticked of another, too. What it has of these sources stays
// as it is.
func (f *Folder) takeAlong(name, file string, data []byte, id string, values url.Values) ([]byte, error) {
	if len(values["along"]) == 0 {
		return data, nil
	}
	from, err := f.Dossier(values.Get("in"))
	if err != nil || from.Dossier == nil {
		return nil, None
	}
	for _, c := range citationsOf(from.Dossier, values.Get("as")) {
		if !slices.Contains(values["along"], c.key) {
			continue
		}
		d, err := records.Read(file, data)
		if err != nil {
			return nil, err
		}
		c.Record = id
		if from.Name != name {
			c.Source.ID = "" // of another dossier
		}
		if from.Name == name || slices.ContainsFunc(d.Sources, func(s claims.Source) bool { return s.URL != "" && s.URL == c.Source.URL }) {
			c.Source.Checked = "" // it says itself when it was read
		}
		c.Version = c.Version && slices.ContainsFunc(slices.Concat(d.Records, d.Drafts), func(r claims.Record) bool {
			return r.ID == id && r.Kind == claims.Quotation
		})
		if data, _, err = edit.Cite(file, data, c.Citation); err != nil {
			return nil, err
		}
	}
	return data, nil
}
