package claims

// An accord holds how far a claim and a clause agree.
type accord struct {
	clause  int
	cover   tally // of the claim's units and values
	plain   tally // of its units other than names
	differs []Difference
	lost    float64     // weight of what differs
	turned  *Difference // a word that has an opposite stands for another that has one
	hard    bool        // and both are words of decision
	open    bool        // a value is missing, or the modality is another
	unnamed bool        // a name is missing

	// A word of decision is missing, and no other way to say it is there.
	undecided bool
	telling   int  // number of values that are found here and nowhere else
	precise   int  // how many of these two things seldom have in common (value.precise)
	spare     bool // the clause has a name that the claim has not
	turns     bool // the clause has a word with an opposite that the claim has not
}

// score returns how likely it is that the clause is the one meant: the best of a claim's clauses has the highest.
func (a *accord) score() float64 {
	const differing = 0.7 // a clause that says the claim goes before one that says it differently
	s := a.cover.here * a.cover.share()
	for range a.differs {
		s *= differing
	}
	return s
}

// A tally holds sums of weights: of all that is looked for, of what is found in the clause, and of what is found there
// or in what stands before it.
type tally struct{ all, here, with float64 }

func (t *tally) add(w, here, with float64) { t.all += w; t.here += w * here; t.with += w * with }

// either adds what only one of two wordings says. The two say the same in other words, so a part of one and a part of
// the other are as good as all of one.
func (t *tally) either(a, b tally) {
	if a.all == 0 {
		return
	}
	size, here, with := a.all, a.here/a.all, a.with/a.all
	if b.all > 0 {
		size, here, with = min(a.all, b.all), together(here, b.here/b.all), together(with, b.with/b.all)
	}
	t.add(size, here, with)
}

func (t *tally) share() float64 {
	if t.all == 0 {
		return 1
	}
	return t.with / t.all
}

// together returns how far something is said that has two wordings, of which the shares a and b are found: the larger
// share, and part of the other.
func together(a, b float64) float64 {
	const other = 0.5
	return min(1, max(a, b)+other*min(a, b))
}
