package claims

import (
	"slices"
	"strings"

	"sourcemark/claims/language"
)

// A Relation is what a statement of an article has to do with a record.
type Relation uint8

const (
	None    Relation = iota
	Related          // the same subject: for editors, never for readers
	Differs          // the same statement, but a number, a name or a negation is another
	Same             // the same statement
)

// String returns the name of r in reports; the number of a value that has none.
func (r Relation) String() string { return enumName(uint8(r), "none", "related", "differs", "same") }

// Links reports whether the record may be shown under the statement.
func (r Relation) Links() bool { return r >= Differs }

// weights holds what a word of each kind counts in an agreement: set by hand, so that a number or a name, which tell
// what a sentence is about, count most, and words that may have an opposite as much as any other.
var weights = [...]float64{lightWord: 0.3, plainWord: 1, measureWord: 0.5, oppositeWord: 1, numberWord: 1.5,
	negationWord: 0, nameWord: 1.5}

// An agreement says how much of a statement and of a record are the same; shares are 0 to 1.
type agreement struct {
	record    float64 // share of what the record says that the statement says too
	statement float64 // share of what the statement says that the record says too
	words     int     // that both have, of those that say something
	speaker   bool    // both are the words of one and the same speaker
	others    bool    // they are the words of two
	plain     int     // of these, the ones that are no names
	left      bool    // the record has a word with an opposite, "rejected", of which the statement has nothing
	// share of what the record says in words that are no names, which is what it says of those it names
	predicate float64
}

// agree weighs what a statement and the words of a record share, and of its speaker.
func agree(k *query, e *tokens, speaker string) agreement {
	var all, both, said, repeated, known, names, named float64
	a := agreement{speaker: sameSurname(k.speaker, speaker)}
	a.others = k.speaker != "" && speaker != "" && !a.speaker
	for i := range e.all {
		t := &e.all[i]
		if t.before(e.all[:i]) {
			continue
		}
		w := weights[t.kind]
		all += w
		if t.kind == nameWord {
			names += w
		}
		switch {
		case k.says(t):
			both += w
			if t.kind == nameWord {
				named += w
			}
			if t.kind != lightWord && t.kind != negationWord {
				a.words++
				if t.kind != nameWord {
					a.plain++
				}
			}
		case k.saidBefore(t.term):
			known += w
		}
		if t.kind == oppositeWord && !k.says(t) {
			a.left = true
		}
	}
	for i := range k.all {
		t := &k.all[i]
		switch says := e.says(t); {
		case !says:
			said += weights[t.kind]
		case !t.before(k.all[:i]):
			said += weights[t.kind]
			repeated += weights[t.kind]
		}
	}
	a.record = (both + known/2) / (all + smoothing)
	a.predicate = (both - named) / (all - names + smoothing)
	a.statement = repeated / (said + smoothing)
	return a
}

// smoothing is added to the weight of each side (additive smoothing), so that two words of two are no full agreement.
const smoothing = 0.5

// A statement and a record are about the same thing when they share minShared words of weight, two of them no
// names, and agree by these shares. What one has said is no check of what another says, unless it is nearly the same.
//
// For a statement by the speaker of the record, less is enough: ownShared words of weight, ownRecord of the record, and
// ownStatement of the statement. If they share ownPlain words that are no names, ownPart of the statement is enough.
const (
	minShared      = 4
	minPlain       = 2
	minStatement   = 0.55
	minRecord      = 0.3
	minTogether    = 1.2
	othersTogether = 1.6
	ownShared      = 3
	ownRecord      = 0.2
	ownStatement   = 0.6
	ownPlain       = 4
	ownPart        = 0.4

	// minRelated is from where two texts have a subject in common, of both shares together.
	minRelated = 0.5

	// mostDiffer is how many things may disagree before two statements are two; of one speaker's, mostOwn.
	mostDiffer = 2
	mostOwn    = 3
)

// own reports whether a speaker says again what the record has of him.
func (a *agreement) own() bool {
	return a.speaker && a.words >= ownShared && a.record >= ownRecord &&
		(a.statement >= ownStatement || a.plain >= ownPlain && a.statement >= ownPart)
}

// degree returns how far statement and record say the same, 0 to 1, for putting pairs in order. What the statement says
// counts twice what the record does, which often says more; shared names are worth little without a word that is
// none; and what one says is less likely to be what another did.
func (a *agreement) degree() float64 {
	const (
		unnamed = 0.75 // of one of the two it is not known who says it
		another = 0.5
	)
	d := (2*a.statement + a.record) / 3 * float64(a.plain) / float64(a.plain+1)
	switch {
	case a.others:
		d *= another
	case !a.speaker:
		d *= unnamed
	}
	return d
}

// relation decides what the statement has to do with the record, and what disagrees.
func (a *agreement) relation(k *query, e *tokens) (Relation, []Difference) {
	together := a.record + a.statement
	own := a.own()
	aligned := own || a.words >= minShared && a.plain >= minPlain && a.record >= minRecord &&
		a.statement >= minStatement && together >= minTogether && (!a.others || together >= othersTogether)
	if !aligned {
		if together >= minRelated {
			return Related, nil
		}
		return None, nil
	}
	d := disagreements(k, e)
	most := mostDiffer
	if own {
		most = mostOwn
	}
	switch {
	case len(d) == 0:
		return Same, nil
	case len(d) > most || slices.ContainsFunc(d, func(d Difference) bool { return d.Kind == DiffMeaning }):
		return Related, d
	}
	return Differs, d
}

// disagreements returns what a statement and a record that are about the same thing say differently: a number for
// a number, a name for a name, a word for its opposite, and a negation more or less.
func disagreements(k *query, e *tokens) []Difference {
	var out []Difference
	pair := func(kind DifferenceKind, words wordKind) {
		mine, theirs := e.without(&k.tokens, words), k.without(e, words)
		for i, t := range mine {
			d := Difference{Kind: kind, Record: e.text(&t)}
			if i < len(theirs) {
				d.Article = k.text(&theirs[i])
			} else if words != numberWord {
				continue // the record names what the statement leaves open
			}
			out = append(out, d)
		}
	}
	pair(DiffNumber, numberWord)
	pair(DiffName, nameWord)
	pair(DiffMeaning, oppositeWord)
	other := func(kind DifferenceKind, class func(w *tokens, word string) string) {
		mine, theirs := e.other(&k.tokens, class), k.other(e, class)
		if mine != nil && theirs != nil {
			out = append(out, Difference{kind, e.text(mine), k.text(theirs)})
		}
	}
	other(DiffNumber, (*tokens).month)
	other(DiffNumber, (*tokens).weekday)
	other(DiffMeaning, (*tokens).decided)
	mine, theirs := e.negations(0, len(e.all)), k.negations(k.window(e))
	if (len(mine)+len(theirs))%2 != 0 {
		d := Difference{Kind: DiffNegation}
		if len(mine) > 0 {
			d.Record = e.text(&mine[0])
		}
		if len(theirs) > 0 {
			d.Article = k.text(&theirs[0])
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		if turned, _ := turnedRound(k.mentions(e), e.mentions(&k.tokens), false); turned {
			out = append(out, Difference{Kind: DiffMeaning})
		}
	}
	return out
}

// without returns the words of one kind in w that o has in no form.
func (w *tokens) without(o *tokens, kind wordKind) []token {
	var out []token
	for i := range w.all {
		t := w.all[i]
		if t.kind != kind || t.before(w.all[:i]) || o.says(&t) {
			continue
		}
		form := func(u token) bool { return sameBeginning(w.text(&t), o.text(&u)) } // "West", "Western"
		if !slices.ContainsFunc(o.all, form) {
			out = append(out, t)
		}
	}
	return out
}

// mentions returns the names and numbers of w that o has too.
func (w *tokens) mentions(o *tokens) (out []mention) {
	for i := range w.all {
		t := &w.all[i]
		for k := range o.all {
			u := &o.all[k]
			if t.term < 0 || t.term != u.term {
				continue
			}
			// The first word of a sentence has a capital in any case.
			named := max(t.kind, u.kind) == nameWord || t.kind == numberWord ||
				t.kind != measureWord && articled(w.prose, w.folded, int(t.start)) &&
					articled(w.prose, o.folded, int(u.start))
			if named && !t.before(w.all[:i]) {
				out = append(out, mention{key: int(t.term), start: int(t.start), end: int(t.end),
					number: t.kind == numberWord})
			}
			break
		}
	}
	return rolesOf(w.prose, w.folded, out)
}

// other returns the first word of w of a class that o has not; nil if there is none, or if it stands for a date that o
// has. class returns what tells a word of the class from others of it, and "" for all other words.
func (w *tokens) other(o *tokens, class func(w *tokens, word string) string) *token {
	for i := range w.all {
		t := &w.all[i]
		if o.says(t) {
			continue
		}
		if c := class(w, w.text(t)); c != "" &&
			!slices.ContainsFunc(o.all, func(u token) bool { return class(o, o.text(&u)) == c }) {
			return t
		}
	}
	return nil
}

// month returns the number of the month that a word names.
func (w *tokens) month(word string) string { return w.prose.Of(language.Months, word) }

// weekday returns the number of the day of the week that a word names.
func (w *tokens) weekday(word string) string { return w.prose.Of(language.Weekdays, word) }

// decided returns the stem of a word that says that somebody settled something: a ban that was "rejected" is not the
// one that was "passed".
func (w *tokens) decided(word string) string {
	return w.prose.Of(language.Decisions, w.prose.Root(word))
}

// sameBeginning reports whether one word begins with the other, and that is no mere syllable.
func sameBeginning(a, b string) bool {
	const syllable = 3 // letters
	return min(len(a), len(b)) > syllable && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// window returns the range of tokens of w from the first to the last that o has, and the few before it.
func (w *tokens) window(o *tokens) (from, to int) {
	const around = 3 // tokens; "it is not true that" is two
	from = -1
	for i := range w.all {
		if o.has(w.all[i].term) {
			if from < 0 {
				from = max(0, i-around)
			}
			to = i + 1
		}
	}
	return max(0, from), to
}

// negations returns the words of w[from:to] that negate.
func (w *tokens) negations(from, to int) []token {
	var out []token
	for _, t := range w.all[from:to] {
		if t.kind == negationWord {
			out = append(out, t)
		}
	}
	return out
}
