package desk

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"sourcemark/claims"
)

// A Same is a record that may say what somebody is about to check.
type Same struct {
	Hit
	claims.Relation                     // Same, Differs or Related
	Differences     []claims.Difference // what is another there, where the relation is Differs
	Agreement       float64             // how far they say the same, 0 to 1
}

// Already returns the records of the folder that may say the same as a statement, drafts too, the best first and at most
// so many. record, of a dossier, is the one that is being written, and is passed over; "" for none.
//
// Each index gives its best by the engine's terms, as a database of records would; a library of these, which knows how
// often the terms are in all, orders and judges them as one of the whole folder.
func (f *Folder) Already(s claims.Statement, dossier, record string, most int) (out []Same) {
	return f.already(s, dossier, record, most, new(int))
}

func (f *Folder) already(s claims.Statement, dossier, record string, most int, steps *int) (out []Same) {
	all, _ := f.Dossiers()
	all = slices.DeleteFunc(all, func(d *Dossier) bool { return d.Dossier == nil })
	terms := s.Terms()
	corpus := f.counts.corpus(all)
	byID := make(map[[2]string]Hit)
	var few []*claims.Dossier
	for _, c := range candidates(all, terms, corpus, steps) {
		with := *c.d.Dossier
		with.Records = nil
		for _, n := range c.entries {
			e := &c.d.index.entries[n]
			if e.record.ID == record && c.d.Name == dossier {
				continue
			}
			with.Records = append(with.Records, *e.record)
			byID[[2]string{c.d.Name, e.record.ID}] = Hit{Dossier: c.d, Record: e.record, Draft: e.draft}
		}
		with.Drafts, with.File = nil, c.d.Name
		few = append(few, &with)
	}
	for _, m := range claims.NewLibraryOf(corpus, few...).Find(s, looked) {
		if m.Relation == claims.None {
			continue
		}
		out = append(out, Same{byID[[2]string{m.Dossier.File, m.Record.ID}], m.Relation, m.Differences, m.Agreement})
	}
	slices.SortStableFunc(out, func(a, b Same) int { return cmp.Compare(b.Relation, a.Relation) })
	return out[:min(most, len(out))]
}

// looked is how many records are looked at closely; the engine looks at as many.
const looked = 200

// A candidate is some records of a dossier.
type candidate struct {
	d       *Dossier
	entries []int32
}

// candidates returns the records that share most with a statement, by dossier.
func candidates(all []*Dossier, terms []claims.SearchTerm, corpus *claims.Corpus, steps *int) []candidate {
	idf := make([]float64, len(terms))
	for i, t := range terms {
		n := float64(corpus.DocFreq(t.Term))
		idf[i] = math.Log(1 + (float64(corpus.Records)-n+0.5)/(n+0.5))
	}
	type scored struct {
		dossier, entry int32
		score          float64
	}
	var best []scored
	for i, d := range all {
		x := d.index
		scores := make([]float64, len(x.stored))
		any := false
		for i, t := range terms {
			*steps++
			k, ok := x.terms.find(t.Term)
			if !ok {
				continue
			}
			any = true
			list, _ := x.terms.list(k)
			*steps += len(list)
			for _, doc := range list {
				const k1, b = 1.2, 0.75 // of BM25, as in package match, for a term that is there once
				scores[doc] += float64(t.Weight) * idf[i] * (k1 + 1) /
					(1 + k1*(1-b+b*float64(x.stored[doc].length)/max(1, corpus.Length)))
			}
		}
		if !any {
			continue
		}
		*steps += len(scores)
		for doc, score := range scores {
			if score > 0 {
				best = append(best, scored{int32(i), x.stored[doc].entry, score})
			}
		}
	}
	slices.SortStableFunc(best, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var out []candidate
	at := make(map[int32]int) // of dossiers in out
	for _, s := range best[:min(looked, len(best))] {
		n, ok := at[s.dossier]
		if !ok {
			n = len(out)
			at[s.dossier] = n
			out = append(out, candidate{d: all[s.dossier]})
		}
		if !slices.Contains(out[n].entries, s.entry) { // in another language
			out[n].entries = append(out[n].entries, s.entry)
		}
	}
	return out
}

// counts is how often each term is in the folder: with those of a dossier that is new, without those of one that is no
// longer.
type counts struct {
	mu     sync.Mutex
	of     map[*index]bool
	freq   map[string]int
	docs   int
	length float64
}

// corpus returns what the engine must know of all records of some dossiers.
func (c *counts) corpus(all []*Dossier) *claims.Corpus {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of, c.freq = make(map[*index]bool), make(map[string]int)
	}
	count := func(x *index, sign int) {
		for k, term := range x.terms.keys {
			list, _ := x.terms.list(k)
			if c.freq[term] += sign * len(list); c.freq[term] == 0 {
				delete(c.freq, term)
			}
		}
		c.docs, c.length = c.docs+sign*len(x.stored), c.length+float64(sign)*x.length
	}
	now := make(map[*index]bool)
	for _, d := range all {
		x := d.index.of(d.Dossier)
		if now[x] = true; !c.of[x] {
			count(x, 1)
		}
	}
	for x := range c.of {
		if !now[x] {
			count(x, -1)
		}
	}
	c.of = now
	return &claims.Corpus{Records: c.docs, Length: c.length / float64(max(1, c.docs)), DocFreq: func(term string) int {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.freq[term]
	}}
}

// indexed makes the index of a dossier that has been read.
func (f *Folder) indexed(name string) {
	f.mu.Lock()
	d := f.dossiers[name]
	f.mu.Unlock()
	if d != nil && d.Dossier != nil {
		d.index.of(d.Dossier)
	}
}
