package claims

import (
	"slices"

	"sourcemark/claims/internal/match"
)

// NewBeside is New for one article, for which records were found elsewhere too, in a store that holds those of other stories
// (Text.Seek). They are linked as records without an anchor are, wherever they were anchored, and are never among the
// unplaced. A dossier that was found and is among the others, by its ID, is passed over.
func NewBeside(found []*Dossier, dossiers ...*Dossier) *Checker {
	c := New(dossiers...)
	for _, d := range found {
		if d != nil && !slices.ContainsFunc(dossiers, func(o *Dossier) bool { return o != nil && o.ID != "" && o.ID == d.ID }) {
			c.add(d, true)
		}
	}
	return c
}

// A Corpus is what a Library must know of all records where it has only some of them.
type Corpus struct {
	Records int                   // how many there are, without those withdrawn
	Length  float64               // the mean length of one, as Record.Terms counts it
	DocFreq func(term string) int // how many records have a term; asked for the terms of the records at hand
}

// NewLibraryOf is NewLibrary of a few records of a corpus, which somebody else keeps and has found by their terms
// (Record.Terms, Statement.Terms): it puts them in order and judges them as the library of all records would. Of a nil
// corpus, they are all there are.
func NewLibraryOf(c *Corpus, dossiers ...*Dossier) *Library {
	l := &Library{vocabulary: newVocabulary(nil)}
	surnames := make(map[string]string) // by name: many records are of few speakers
	for _, d := range dossiers {
		for r := range d.live() {
			l.index.Add(l.vocabulary.fields(r)...)
			name, ok := surnames[r.Speaker.Name]
			if !ok {
				name = surname(r.Speaker.Name)
				surnames[r.Speaker.Name] = name
			}
			l.entries = append(l.entries, entry{d, r, name})
		}
	}
	if c == nil {
		l.index.Build(nil)
		return l
	}
	names := l.vocabulary.names()
	l.index.Build(&match.Corpus{Docs: c.Records, Length: c.Length, DocFreq: func(t int32) int { return c.DocFreq(names[t]) }})
	return l
}

// Corpus is what l knows of its own records.
func (l *Library) Corpus() *Corpus {
	c := l.index.Corpus()
	return &Corpus{Records: c.Docs, Length: c.Length, DocFreq: func(term string) int {
		t, ok := l.vocabulary.terms[term]
		if !ok {
			return 0
		}
		return c.DocFreq(t)
	}}
}

// Terms is what a store of records keeps of one so that it is found: its terms, each once, in no order, and its length,
// of which a Corpus has the mean. A term may hold any character.
func (r *Record) Terms() (terms []string, length float64) {
	v := newVocabulary(nil)
	for _, f := range v.fields(r) {
		for _, t := range f.Terms {
			if t >= 0 {
				length += float64(f.Weight)
			}
		}
	}
	return v.names(), length
}

// A SearchTerm is a term that is looked for, and how much it counts.
type SearchTerm struct {
	Term   string
	Weight float32
}

// Terms is the terms by which Find looks for the records that s may be about.
func (s Statement) Terms() []SearchTerm {
	var k query
	v := newVocabulary(nil)
	k.read(v, s)
	return v.spell(k.queryTerms())
}

// spell is a query with its terms in letters.
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
	Terms []SearchTerm
	Least float32 // only records whose terms of these weigh Least or more together can be linked to it
}

// Seek is what a store of records must be asked for, so that a Checker beside what was found (NewBeside) links all that one
// with all records of the store would link. Nil where t is longer than anybody reads.
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

// Surname is the last word of a name, folded: what a store of records keeps of a speaker, whose other records Find puts first.
func Surname(name string) string { return surname(name) }
