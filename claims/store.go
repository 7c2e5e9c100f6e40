package claims

import (
	"slices"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// NewBeside returns a checker for one article: of the records of dossiers, as New does, and of found, which a store of
// other stories had for that article (Text.Seek). Found records are linked as records without an anchor are, and are
// never unplaced. A dossier that was found and is among the others, by its ID, is passed over.
func NewBeside(found []*Dossier, dossiers ...*Dossier) *Checker {
	c := New(dossiers...)
	for _, d := range found {
		if d != nil && !slices.ContainsFunc(dossiers,
			func(o *Dossier) bool { return o != nil && o.ID != "" && o.ID == d.ID }) {
			c.add(d, true)
		}
	}
	return c
}

// Terms returns what a store keeps of a record so that it is found: its terms, each once, in no order, and its length,
// of which a Corpus has the mean. A term may hold any character. Dossier.Stored returns them in all languages.
func (r *Record) Terms() (terms []string, length float64) { return r.terms(readerOf(nil), "") }

// terms returns Terms, of a translation if in is a language (see fields).
func (r *Record) terms(l *prose.Reader, in string) (terms []string, length float64) {
	v := newVocabulary(nil)
	for _, f := range v.fields(l, r, in) {
		for _, t := range f.Terms {
			if t >= 0 {
				length += float64(f.Weight)
			}
		}
	}
	return v.names(), length
}

// A Stored is what a store keeps of a record in one language.
type Stored struct {
	Language string
	Speaker  string   // see Surname
	Terms    []string // as Record.Terms returns them
	Length   float64
}

// Stored returns what a store keeps of a record of d: in the language of d, and then in each other that d has its text
// in.
func (d *Dossier) Stored(r *Record) []Stored {
	terms, length := r.terms(readerIn(d.Language), "")
	out := []Stored{{d.Language, Surname(r.Speaker.Name), terms, length}}
	for _, language := range d.tongues {
		if x := d.translated(r, language); x != nil {
			terms, length := x.terms(readerIn(language), language)
			out = append(out, Stored{language, Surname(x.Speaker.Name), terms, length})
		}
	}
	return out
}

// A SearchTerm is a term that is looked for, and how much it counts.
type SearchTerm struct {
	Term   string  // as in Record.Terms
	Weight float32 // above 0; a factor of what the term adds to a score
}

// Terms returns the terms by which Find looks for the records that s may be about.
func (s Statement) Terms() []SearchTerm {
	var k query
	v := newVocabulary(nil)
	k.read(v, s)
	return v.spell(k.queryTerms())
}

// spell returns the terms of a query as strings, with their weights.
func (v *vocabulary) spell(query []match.QueryTerm) []SearchTerm {
	names := v.names()
	out := make([]SearchTerm, len(query))
	for i, q := range query {
		out[i] = SearchTerm{names[q.Term], q.Weight}
	}
	return out
}

// A Search is what a store of records is asked for one statement of an article.
type Search struct {
	Terms []SearchTerm // never nil
	Least float32      // only records whose terms of these weigh Least or more together can be linked to it
}

// Seek returns what to ask a store of records for, statement by statement. A checker of what the store has found
// (NewBeside) links every record that a checker of the whole store would link. Seek returns nil if t is longer than
// anybody reads.
func (t *Text) Seek() []Search {
	v := newVocabulary(nil)
	statements := t.statements(v)
	names := v.names()
	var out []Search
	for i := range statements {
		s := Search{Least: statements[i].least}
		for _, q := range statements[i].terms {
			if q.Weight > 0 {
				s.Terms = append(s.Terms, SearchTerm{names[q.Term], q.Weight})
			}
		}
		if s.Terms != nil {
			out = append(out, s)
		}
	}
	return out
}

// Surname returns the last word of a name, folded. A store keeps it for each record: Find puts the records of the
// statement's speaker first.
func Surname(name string) string { return surname(name) }
