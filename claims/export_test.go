package claims

// Linkable is what Check may link in an article, as "record at words", statement by statement: of the records that have
// enough of the terms of a statement, and, slowly, of all.
func (c *Checker) Linkable(t *Text) (fast, slow []string) {
	l := NewLibrary(c.dossiers...)
	k := new(seeker)
	for _, s := range t.statements(newVocabulary(l.vocabulary)) {
		k.ask(s.wording, s.before, s.speaker)
		try := func(i int, out *[]string) {
			m := l.match(k, i)
			if _, ok := t.linked(&s, &m); ok {
				*out = append(*out, m.Record.ID+" at "+t.Slice(s.span))
			}
		}
		for _, i := range l.index.Cover(s.terms, s.least) {
			try(i, &fast)
		}
		for i := range l.entries {
			try(i, &slow)
		}
	}
	return fast, slow
}
