package importer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/dossier"
)

// Editions makes of checks that say that they are one, in several languages, one record in all of them: reviews by one
// checker of one itemReviewed with an @id. Import makes a draft of each. The columns of a table that name a language are
// languages of its records either way.
func Editions(file string, into []byte, data ...[]byte) (added []byte, notes []string, err error) {
	return importInto(file, into, true, data)
}

// Import returns a dossier in its canonical form with what data holds added as drafts: claims of who made them, with
// the verdicts of who reviewed them, in their words. An editor releases a draft by deleting its status. Each of data is
//
//   - JSON: a page's JSON-LD with ClaimReviews, a DataFeed of them, an answer of Google's Claim Search API, a W3C
//     AnnotationPage, or what Hypothesis exports. All of it is searched, whatever it is wrapped in.
//   - a workbook of Excel or LibreOffice (.xlsx, .ods), or HTML with a table, of a page or of the clipboard. The first
//     sheet that has names of columns is read; what is hidden in it is left out.
//   - CSV, as spreadsheets write it, with a line of names: those that package export writes, or those of the flat
//     record of README.md. A name with a language, text@ko, has the words of a record in another language, quote@ko its words in the article in that
//     language, and page@ko the address of that article.
//
// What can be repaired is, what cannot is left out; notes tell of both, one mistake each. What the dossier has already
// is not added again.
//
// file is the dossier's name, for messages. The error is one of [records.Read], or says that nothing was found; then
// there is no dossier.
func Import(file string, into []byte, data ...[]byte) (added []byte, notes []string, err error) {
	return importInto(file, into, false, data)
}

func importInto(file string, into []byte, editions bool, data [][]byte) (added []byte, notes []string, err error) {
	d, err := records.Read(file, into)
	if err != nil {
		return nil, nil, err
	}
	m := newImporter(d, editions)
	for i, b := range data {
		name := ""
		if len(data) > 1 {
			name = fmt.Sprintf("[%d]", i)
		}
		in, err := open(b, "")
		if err != nil {
			m.note(name, Unreadable, err.Error())
			continue
		}
		m.take(name, &in, "", nil)
	}
	return m.added(file, into)
}

// newImporter returns an importer for a dossier.
func newImporter(d *claims.Dossier, editions bool) *importer {
	m := &importer{known: make(map[string]string), item: -1, from: make(map[*edit.Addition]int),
		reviews: make(map[string][]*reviewed), exactly: make(map[[3]string]*reviewed),
		translated: make(map[string][]*reviewed), checks: make(map[string]string), drafts: make(map[string]*edit.Addition),
		same: make(map[claims.Source]*claims.Source), own: d.Language}
	if editions {
		m.several = make(map[string]*edit.Addition)
	}
	for _, records := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range records {
			m.known[key(&records[i])] = records[i].ID
			m.knows(d, &records[i])
		}
	}
	return m
}

// added returns the dossier with the records.
func (m *importer) added(file string, into []byte) (added []byte, notes []string, err error) {
	switch {
	case len(m.records) > 0:
	case m.there > 0:
		return nil, m.notes, errors.New(file + ": nothing to import: the dossier already has what is in the file")
	default:
		return nil, m.notes, errors.New(file +
			": nothing to import: the file needs ClaimReviews, annotations, or a table with a column text or quote")
	}
	out, err := edit.Add(file, into, m.cited(), m.records)
	if err == nil {
		_, err = records.Read(file, out)
	}
	if err != nil {
		return nil, m.notes, err
	}
	return out, m.notes, nil
}

// An importer gathers what it finds.
type importer struct {
	notes   []string
	general []Note            // of these, without their paths, those that are about no item
	known   map[string]string // the records that the dossier has, by their keys
	there   int               // how much of the data it had already
	drafts  map[string]*edit.Addition
	records []*edit.Addition
	sources []*claims.Source
	same    map[claims.Source]*claims.Source // the sources again, which have no ids yet
	named   map[string]*dossier.Value        // objects by their @id
	mended  string                           // the path of the last text that was mended, to tell of it once
	own     string                           // the language of the dossier
	checks  map[string]string                // the languages of reviews, by the @id of the claim and their address
	several map[string]*edit.Addition        // by the @id of the claim and who checked it; nil if each is a draft

	items  []Item
	item   int // the one that is being read; -1 between items
	from   map[*edit.Addition]int
	state  map[int]bool     // items that somebody has switched on or off
	others map[string]where // what records of other dossiers say, in letters
	table1 *table           // that was read last
	found  Kind             // what the file turned out to hold

	// The reviews that the dossier has: by their address and what they are of; by their names, too; and by what they
	// are of in further languages, in which the dossier does not keep their address.
	reviews    map[string][]*reviewed
	exactly    map[[3]string]*reviewed
	translated map[string][]*reviewed
}

// cited returns the sources that the records cite, in the order in which they were found.
func (m *importer) cited() []*claims.Source {
	cited := make(map[*claims.Source]bool)
	for _, r := range m.records {
		for i := range r.Citations {
			cited[r.Citations[i].Source] = true
		}
		for i := range r.Versions {
			cited[r.Versions[i].Source] = true
		}
	}
	// of a record that was left out
	return slices.DeleteFunc(m.sources, func(s *claims.Source) bool { return !cited[s] })
}

// note adds a note on what stands at a path, in English, and what it names.
func (m *importer) note(path string, kind NoteKind, what string, values ...string) {
	const most = 500 // notes; a file with more is of another kind, and each item has its own
	path = strings.TrimPrefix(path, ".")
	if m.item < 0 || m.item >= len(m.items) {
		m.general = append(m.general, Note{kind, "", values, what})
	} else {
		i := &m.items[m.item]
		column, ok := strings.CutPrefix(path, i.Where+", ")
		if !ok {
			column = ""
		}
		i.Notes = append(i.Notes, Note{kind, column, values, what})
	}
	if path != "" {
		what = path + ": " + what
	}
	switch {
	case len(m.notes) < most:
		m.notes = append(m.notes, what)
	case len(m.notes) == most:
		m.notes = append(m.notes, "and more of this kind")
	}
}

// json looks for checks in JSON. name is the beginning of its paths.
func (m *importer) json(name string, data []byte) {
	s, mended := clean(data)
	if mended {
		m.note(name, Repaired, "has small mistakes of form: repaired")
	}
	v, err := dossier.ParseLax(s)
	if err != nil {
		m.note(name, Unreadable, err.Error())
		return
	}
	m.named = make(map[string]*dossier.Value)
	m.name(&v)
	m.search(&v, name)
	m.item = -1
}
