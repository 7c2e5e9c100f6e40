package claims

// This file is the only door to what links records to the words of an article: the widget fetches all of that where a
// record has no place by its anchor, and not before (web/bundle/part.go).

// linkRest links the records that have no place by their anchor to the words that they cover, and adds these to r.
func (c *Checker) linkRest(t *Text, r *Report, states map[int]state, refused map[int]Place) {
	c.linking.Do(func() { c.library = NewLibrary(c.dossiers...) })
	said, left, stories := t.statements(newVocabulary(c.library.vocabulary)), mostSteps, mostSteps
	home := c.home(r.Items, refused)
	quoted, more := c.link(t, said, r.Items, home, states, Quotation, &left)
	r.Items = append(r.Items, quoted...)
	if c.restate != nil { // it knows more than the rules for any record
		r.Partial = c.restate(t, r, states, refused, true, &stories)
	}
	claimed, most := c.link(t, said, r.Items, home, states, Claim, &left)
	r.Items = append(r.Items, claimed...)
	r.Partial = r.Partial || more || most
	if c.restate != nil {
		r.Partial = c.restate(t, r, states, refused, false, &stories) || r.Partial
	}
}

// leastPlaced is how many records of a dossier must stand in an article for the dossier to be about it. One sentence
// may be in two stories; two seldom are.
const leastPlaced = 2

// home returns the indices of the dossiers that are about this article: the words of at least leastPlaced of their
// records stand in it, unchanged or changed.
func (c *Checker) home(placed []Annotation, refused map[int]Place) map[int32]bool {
	here := make(map[*Dossier]int)
	for i := range placed {
		here[placed[i].Dossier]++
	}
	for i, p := range refused {
		if p.Differences != nil {
			here[c.dossiers[c.records[i].story]]++
		}
	}
	home := make(map[int32]bool)
	for i, d := range c.dossiers {
		if here[d] >= leastPlaced {
			home[int32(i)] = true
		}
	}
	return home
}
