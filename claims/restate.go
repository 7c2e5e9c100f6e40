package claims

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
)

// A claim is restated where the article says it in other words than the record: after its own desk has edited it
// heavily, or in another outlet. The record has several wordings (its text, the words it was anchored on), and the
// article is read in clauses (story.go). For each claim that has no place yet, the clauses that share most with it are
// weighed:
//
//	what the record says        what the clause must say                  what follows
//	its words of meaning        the same word, a form of it, a synonym,   the share that is found is the cover; words
//	                            a kind of it                              that are rare in the story count most
//	a name                      that name, or a part of it                if another stands there instead, it differs
//	a number, a date, a time    an equal value, however it is written     if another stands there instead, it differs
//	"not", "deny", "not one"    as many, or more by an even number        otherwise it differs
//	"rose", "before", "left"    no opposite                               otherwise it differs
//	"will", "may"               the same                                  otherwise it is another claim
//
// What the clause lacks may stand in the two clauses before it, or be what the whole story is about; both count less. A
// clause says the claim when nothing differs and nearly all of the claim is found (sayCover, sayPlain). Less is enough
// where a value tells: a number that no other clause has, when no other clause comes close (sayValue, sayNamed,
// sayLead). Where one thing differs and most else is found (differCover), the record is shown as differing, without its
// verdict. Everything else is a suggestion for editors.
//
// That is only safe within one story: only because the dossier is about this dinner does "172" count its guests. So a
// dossier is asked only if at least leastPlaced of its records stand in the article, counting these; and only in a
// language whose file has the words that turn a sentence round. In another one, all that is found is a suggestion. Only
// of English does a lexicon say which words may stand for one another, so other languages have stricter rules
// (strict.go).
//
// A claim that nobody has anchored is asked of the rules for any record first (link.go). Those that they do not link are
// looked for here, and shown only where the clause says them unchanged, with their names in the same order.
//
// The shares were set on stories told three times (as published, edited by their desk, told by another outlet), so that
// none of the claims whose facts had changed was shown as unchanged, and then as low as that allowed.
const (
	sayCover = 0.8
	sayPlain = 0.72
	// saidPlain takes the place of sayPlain where a word of decision is missing: without "agreed", a majority of eight
	// to three says nothing.
	saidPlain = 0.85
	sayValue  = 0.66
	sayNamed  = 0.52 // where no name is missing either
	sayLead   = 0.45 // the most that the runner-up may have, as a share of the best

	differCover = 0.7  // of what does not differ
	differPlain = 0.55 // of its words other than names
	differHere  = 0.5  // in the clause itself
	differLead  = 0.75
	clearCover  = 0.6 // of what does not differ, where no other clause comes close
	clearLead   = 0.35
	turnedCover = 0.9 // where a word of decision stands for another that may mean the opposite
	turnedLead  = 0.5

	// beforeShare is the weight of a word that is found in one of the two clauses before, as a share of its weight in
	// the clause itself; centralShare, that of a word that the whole story is about. A word is that if its rarity is
	// below centralWord.
	beforeShare  = 0.7
	centralShare = 0.6
	centralWord  = 0.45

	// maxWeighed is how many clauses are weighed for a claim, those that share most with it; maxStory is how many
	// claims a dossier may have to be looked for in other words. Both bound the work; the longest dossier we know has
	// 37 claims.
	maxWeighed = 12
	maxStory   = 400

	// lookup is the number of steps that a look-up of a word counts, with the memory for what it finds. The stories of
	// one check have mostSteps steps; a story of 900 words with a dossier of 37 claims takes a twentieth of them.
	lookup = 8
)

// A search is a claim held against the clauses of a story.
type search struct {
	*story
	wordings []*phrase
	units    []searched
	rows     map[int]*row // by clause
}

// A searched unit belongs to one of the wordings.
type searched struct {
	*unit
	wording, k int // unit k of that wording
	weight     float64
	shared     bool // the other wording says it too
}

// A row holds, for each unit of a search, how far one clause says it.
type row struct {
	like  []float64
	at    []int   // the clause's unit that says it; -1 if none does
	quick float64 // weight of all it says, for the choice of clauses to weigh
}

// search returns the clauses that share something with a claim, as far as there were steps for them.
func (s *story) search(wordings []*phrase) *search {
	x := &search{story: s, wordings: wordings, rows: make(map[int]*row)}
	units, values := 0, len(wordings[0].values)
	for _, w := range wordings {
		units += len(w.units)
	}
	// The units of the wordings are compared with each other, and each value with all of the story.
	s.left -= units*units + values*(len(s.clauses)+s.values)*(1+maxWeighed)
	if s.left < 0 {
		return x
	}
	for n, w := range wordings {
		for k := range w.units {
			u := &w.units[k]
			shared := len(wordings) > 1 &&
				slices.ContainsFunc(wordings[1-n].units, func(o unit) bool { return s.sameFamily(u, &o) })
			x.units = append(x.units, searched{u, n, k, s.weight(u), shared})
		}
	}
	for i := range x.units {
		u := &x.units[i]
		s.said(u.unit, func(at unitAt, like float64) {
			if s.left -= lookup; s.left < 0 {
				return
			}
			r := x.row(int(at.clause))
			if like > r.like[i] {
				if !u.shared || u.wording == 0 {
					r.quick += u.weight * (like - r.like[i])
				}
				r.like[i], r.at[i] = like, int(at.unit)
			}
		})
	}
	return x
}

// row returns the row of a clause, and makes it if there is none.
func (x *search) row(c int) *row {
	if x.rows[c] == nil {
		x.left -= lookup * len(x.units)
		x.rows[c] = &row{like: make([]float64, len(x.units)), at: slices.Repeat([]int{-1}, len(x.units))}
	}
	return x.rows[c]
}

// sameFamily reports whether two units of two wordings say the same.
func (s *story) sameFamily(a, b *unit) bool {
	if a.stem == b.stem || a.phrase != "" && a.phrase == b.phrase {
		return true
	}
	if len(a.stem) >= begins && strings.HasPrefix(b.stem, a.stem[:begins]) && oneFamily(s.prose, a, b) > 0 {
		return true
	}
	if a.kind == nameWord || b.kind == nameWord {
		return false
	}
	if d := a.moves; d != 0 && d == b.moves {
		return true
	}
	groups := s.lexicon.Groups(b.stem)
	if b.phrase != "" {
		groups = slices.Concat(groups, s.lexicon.Groups(b.phrase))
	}
	for _, u := range [...]string{a.stem, a.phrase} {
		for _, g := range s.lexicon.Groups(u) {
			if slices.Contains(groups, g) {
				return true
			}
		}
	}
	return false
}

// rank returns the clauses that share most with the claim, weighed, best first; none if no steps are left.
func (x *search) rank() []accord {
	const tells = 2 // what a value counts in the choice of clauses to weigh: as much as two words
	if x.left < 0 {
		return nil
	}
	for c := range x.clauses {
		for k := range x.wordings[0].values {
			if x.clauses[c].has(&x.wordings[0].values[k]) {
				x.row(c).quick += tells
			}
		}
	}
	var clauses []int
	for c := range x.rows {
		clauses = append(clauses, c)
	}
	slices.SortFunc(clauses, func(a, b int) int { return cmp.Or(cmp.Compare(x.rows[b].quick, x.rows[a].quick), a-b) })
	var out []accord
	for _, c := range clauses[:min(maxWeighed, len(clauses))] {
		if x.left -= len(x.units) * (len(x.units) + len(x.clauses[c].units)); x.left < 0 {
			return nil
		}
		out = append(out, x.weigh(c))
	}
	slices.SortStableFunc(out, func(a, b accord) int { return cmp.Compare(b.score(), a.score()) })
	return out
}

// find returns how far clause c says unit i, and how far it does together with the clauses before it and with what the
// story is about.
func (x *search) find(i, c int) (here, with float64) {
	const enough = 0.7 // between kindWord and derivedWord: for a mere kind of it, the search goes on
	here = x.rows[c].like[i]
	with = here
	if here >= enough {
		return here, with
	}
	for b := max(0, c-2); b < c; b++ {
		if r := x.rows[b]; r != nil && r.like[i] > enough {
			with = max(with, beforeShare*r.like[i])
		}
	}
	if x.rarity(x.units[i].stem) < centralWord || x.strict && x.headed(x.units[i].unit, x.clauses[c].phrase) {
		with = max(with, centralShare)
	}
	return here, with
}

// weigh compares the claim with clause c.
func (x *search) weigh(c int) accord {
	a := accord{clause: c}
	q, r := x.clauses[c].phrase, x.rows[c]
	first, last := len(q.words), -1 // of the clause's words that say the claim
	said := make([]bool, len(q.units))
	var missing [3][]int  // units that are not found: of both wordings, of the first only, of the second only
	var apart [2][2]tally // of what only one of two wordings has: all units, and those other than names
	for i := range x.units {
		u := &x.units[i]
		here, with := x.find(i, c)
		if here > 0 {
			at := r.at[i]
			said[at] = true
			first, last = min(first, q.units[at].at), max(last, q.units[at].at)
		}
		if u.shared && u.wording > 0 {
			continue // counted already
		}
		both := u.shared || len(x.wordings) == 1
		all, plain := &a.cover, &a.plain
		if !both {
			all, plain = &apart[u.wording][0], &apart[u.wording][1]
		}
		all.add(u.weight, here, with)
		if u.kind != nameWord && u.kind != lightWord {
			plain.add(u.weight, here, with)
		}
		if here == 0 && (x.strict || !x.named(i, r)) {
			of := 0
			if !both {
				of = 1 + u.wording
			}
			missing[of] = append(missing[of], i)
		}
	}
	a.cover.either(apart[0][0], apart[1][0])
	a.plain.either(apart[0][1], apart[1][1])
	for j := range q.units {
		a.spare = a.spare || !said[j] && q.units[j].kind == nameWord
	}
	if x.strict && !a.spare { // beside another name, a syllable in common is no part of the first
		for of := range missing {
			missing[of] = slices.DeleteFunc(missing[of], func(i int) bool { return x.named(i, r) })
		}
	}
	lost := missing[0]
	if len(x.wordings) == 1 || x.tells(missing[1]) && x.tells(missing[2]) { // one of two ways to say it is enough
		if lost = slices.Concat(lost, missing[1]); !x.strict {
			lost = slices.Concat(lost, missing[2])
		}
	}
	decides := func(i int) bool { return x.units[i].unit.decides }
	a.undecided = slices.ContainsFunc(lost, decides)
	for _, i := range lost {
		x.replaced(&a, i, c, said)
	}
	// Of a decision that both wordings have, the clause must say something, if only the opposite.
	a.open = a.open || slices.ContainsFunc(missing[0], func(i int) bool {
		opposite := func(d Difference) bool { return d.Record == x.units[i].stem }
		return decides(i) && !slices.ContainsFunc(a.differs, opposite)
	})
	from, to := x.valued(&a, c)
	first, last = min(first, from), max(last, to)
	if x.turnedRound(q, r, x.strict && a.telling > 0 && x.sparing()) {
		a.open = true
	}
	if x.strict {
		x.narrow(&a, c, said, first, last)
	}
	x.negated(&a, q, first, last)
	return a
}

// turnedRound reports whether names or numbers of the claim play each other's roles in a clause. One wording in which
// they play their own is enough: one says "bought", the other "was sold to". named says that only names are compared.
func (x *search) turnedRound(q *phrase, r *row, named bool) bool {
	any, text := false, x.strict && len(x.wordings) > 1 && x.textSaid(r)
	for n, p := range x.wordings {
		var mine, theirs []mention
		alone := false
		add := func(key, from, to, there, until int, number bool) {
			m := mention{key: key, start: p.words[from].Start, end: p.words[to].End, number: number, alone: alone}
			mine = inOrder(mine, m)
			m.start, m.end = q.words[there].Start, q.words[until].End
			theirs = inOrder(theirs, m)
		}
		for i := range x.units {
			u := &x.units[i]
			if u.wording != n || r.like[i] == 0 || text && n > 0 && !u.shared {
				continue
			}
			at := q.units[r.at[i]].at
			if x.strict {
				o := &q.units[r.at[i]]
				alone = u.kind != nameWord && o.kind != nameWord
				if !alone || mayAct(u.unit) && mayAct(o) && !(named && !x.definite(p, u.unit)) {
					from, to := x.stretch(p, u.unit)
					there, until := x.stretch(q, o)
					add(i, from, to, there, until, false)
				}
				continue
			}
			names := u.kind == nameWord && q.units[r.at[i]].kind == nameWord
			if names || u.kind != measureWord && articled(x.prose, p.folded, p.words[u.unit.at].Start) &&
				articled(x.prose, q.folded, q.words[at].Start) {
				add(i, u.unit.at, u.unit.at, at, at, false)
			}
		}
		for k := range p.values {
			for j := range q.values {
				if v, o := &p.values[k], &q.values[j]; v.equal(o) {
					add(-1-k, v.from, v.to-1, o.from, o.to-1, true)
					break
				}
			}
		}
		turned, holds := turnedRound(rolesOf(x.prose, p.folded, mine), rolesOf(x.prose, q.folded, theirs), x.strict)
		if holds {
			return false
		}
		any = any || turned
	}
	return any
}

// negated compares the negations and modalities of the claim with those of the clause near its words from first to
// last.
func (x *search) negated(a *accord, q *phrase, first, last int) {
	if x.strict {
		x.negatedStrictly(a, q, first, last)
		return
	}
	const around = 4 // words between a negation and what it negates: "was not, however, offered"
	near := func(k int) bool { return first-around <= k && k <= last+around }
	nots, modals := 0, modality(0)
	for _, k := range q.nots {
		if near(k) {
			nots++
		}
	}
	for _, m := range q.modals {
		if near(m.at) {
			modals |= m.modality
		}
	}
	// An opposite found already, "admitted" for "denied", counts for the negation.
	turned := slices.ContainsFunc(a.differs, func(d Difference) bool { return d.Kind == DiffMeaning })
	if len(x.wordings[0].nots)%2 != nots%2 && !turned {
		a.differs = append(a.differs, Difference{Kind: DiffNegation})
	}
	if !slices.ContainsFunc(x.wordings, func(p *phrase) bool { return p.modality() == modals }) {
		a.open = true
	}
}

// tells reports whether some of these units carry meaning of their own.
func (x *search) tells(units []int) bool {
	return slices.ContainsFunc(units, func(i int) bool {
		return x.units[i].kind != lightWord && x.units[i].kind != measureWord
	})
}

// named reports whether unit i is part of a name of which the clause has another part: "Johnson" names Boris Johnson.
func (x *search) named(i int, r *row) bool {
	u := &x.units[i]
	if u.kind != nameWord {
		return false
	}
	for _, step := range [...]int{-1, 1} {
		for k := i + step; k >= 0 && k < len(x.units); k += step {
			o := &x.units[k]
			if o.wording != u.wording || o.kind != nameWord || o.unit.at != x.units[k-step].unit.at+step {
				break
			}
			if r.like[k] > 0 {
				return true
			}
		}
	}
	return false
}

// replaced looks for what clause c has in place of unit i.
func (x *search) replaced(a *accord, i, c int, said []bool) {
	u, q := &x.units[i], x.clauses[c].phrase
	differs := func(k DifferenceKind, o *unit) {
		d := Difference{Kind: k, Record: u.stem, Article: o.stem}
		told := func(o Difference) bool { return o.Kind == k && (o.Record == d.Record || o.Article == d.Article) }
		if !slices.ContainsFunc(a.differs, told) {
			a.differs = append(a.differs, d)
		}
		a.lost += u.weight
	}
	for j := range q.units {
		if o := &q.units[j]; x.opposite(u.unit, o) {
			differs(DiffMeaning, o)
			return
		}
	}
	if u.kind == nameWord {
		_, with := x.find(i, c)
		a.unnamed = a.unnamed || with == 0
		for j := range q.units {
			o := &q.units[j]
			if said[j] || o.kind != nameWord || x.prose.End(language.PossessiveEndings, q.words[o.at].Text) != "" {
				continue
			}
			switch known := x.told[o.stem]; {
			case !known && with == 0:
				differs(DiffName, o)
				return
			case with < beforeShare*otherWord && x.rarity(u.stem) >= centralWord, with == centralShare && !known,
				x.strict && with <= centralShare: // a syllable of a name is known from another name
				a.open = true // it is not clear who is meant
			}
		}
		return
	}
	for j := range q.units {
		o := &q.units[j]
		hard := o.decides && u.unit.decides
		if x.strict && (!hard || x.decided(c)) {
			continue // words are opposites that the language says are
		}
		if !said[j] && (hard || o.turns() && u.unit.turns()) && (a.turned == nil || hard) {
			a.turned, a.hard = &Difference{Kind: DiffMeaning, Record: u.stem, Article: o.stem}, hard
		}
	}
}

// valued compares the values of the claim with those of clause c, and returns the first and last word of the clause
// that is part of an equal one; first is past the end and last is -1 if there is none.
func (x *search) valued(a *accord, c int) (first, last int) {
	p, q := x.wordings[0], x.clauses[c].phrase
	first, last = len(q.words), -1
	taken := make([]bool, len(q.values))
	for j := range q.values {
		taken[j] = p.has(&q.values[j])
	}
	for k := range p.values {
		v := &p.values[k]
		w := v.weight()
		saidIn := func(b clause) bool { return b.has(v) }
		var rival *value
		hit, whole := false, false // of a day more than its year or its month
		for j := range q.values {
			switch o := &q.values[j]; {
			case v.equal(o):
				hit = true
				whole = whole || v.d == 0 || o.d > 0
				first, last = min(first, o.from), max(last, o.to-1)
				if v.bound != nearly && o.bound != nearly && v.bound != o.bound {
					rival = o
				}
			case !taken[j] && v.rivals(o):
				rival = o
			}
		}
		switch {
		case hit && (whole || rival == nil):
			a.cover.add(w, 1, 1)
			if w == tellingValue && !x.elsewhere(v, c) {
				a.telling++
				if v.precise() {
					a.precise++
				}
			}
		case rival != nil && x.strict && len(x.wordings) > 1 && !x.wordings[1].has(v):
			a.cover.add(w, 0, 0)
			a.open = a.open || v.unit != "" && v.unit == rival.unit
		case rival != nil:
			a.cover.add(w, 0, 0)
			d := Difference{DiffNumber, p.spell(v), q.spell(rival)}
			if x.strict && figures(d.Record) == figures(d.Article) {
				a.open = true // 31.333 and 31 333 are one in some languages
			} else {
				a.lost += w
				a.differs = append(a.differs, d)
			}
		case x.strict && len(x.wordings) > 1 && !x.wordings[1].has(v):
			a.cover.add(w, 0, 0) // the claim can be told without it
		case v.kind == aWeekday || slices.ContainsFunc(x.clauses[max(0, c-2):c], saidIn):
			a.cover.add(w, 0, beforeShare)
		default:
			a.cover.add(w, 0, 0)
			a.open = true
		}
	}
	return first, last
}

// elsewhere reports whether another clause than c has a value.
func (x *search) elsewhere(v *value, c int) bool {
	for k := range x.clauses {
		if k != c && x.clauses[k].has(v) {
			return true
		}
	}
	return false
}

// inFigures takes out of what is ranked in an article in a language that is not known well enough the differences that
// are in no number: what is a name or a negation there is not known.
func inFigures(ranked []accord) []accord {
	for i := range ranked {
		ranked[i].differs = slices.DeleteFunc(ranked[i].differs, func(d Difference) bool {
			return d.Kind != DiffNumber || figures(d.Record) == figures(d.Article)
		})
	}
	return ranked
}

// figures returns the digits of a number: 31.333 and 31 333 are one in some languages.
func figures(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
}

// relation returns what the best of ranked clauses is to the claim, and what differs; None if it is not clear enough.
func (s *story) relation(ranked []accord) (Relation, []Difference) {
	best := &ranked[0]
	if s.strict {
		return strictRelation(ranked)
	}
	lead := 0.0
	if len(ranked) > 1 && best.score() > 0 {
		lead = ranked[1].score() / best.score()
	}
	cover, plain := best.cover.share(), best.plain.share()
	// A number such as 49,400, or two numbers, say which claim is meant whatever the words, if nobody else is named.
	certain := !best.hard && !best.undecided && lead <= sayLead && (best.precise > 0 || best.telling > 1) &&
		cover >= sayNamed && (!best.unnamed || !best.spare)
	const someWords = 0.25 // of the words beside a telling value
	told := best.telling > 0 && !best.undecided && plain >= someWords && lead <= sayLead &&
		(cover >= sayValue || cover >= sayNamed && !best.unnamed)
	switch {
	case best.open:
	case len(best.differs) == 0 && (certain || told && !best.hard):
		return Same, nil
	case best.turned != nil && len(best.differs) == 0:
		if cover >= turnedCover && plain >= differPlain && lead <= turnedLead {
			return Differs, []Difference{*best.turned}
		}
	case len(best.differs) == 0:
		if told || cover >= sayCover && plain >= sayPlain && (!best.undecided || plain >= saidPlain) {
			return Same, nil
		}
	case len(best.differs) == 1:
		rest := best.cover.with / max(best.cover.all-best.lost, 1e-9)
		clear := rest >= differCover && lead <= differLead || rest >= clearCover && lead <= clearLead
		if clear && plain >= differPlain && best.cover.here >= differHere*(best.cover.all-best.lost) {
			return Differs, best.differs
		}
	}
	return None, best.differs
}

// InOtherWords makes c find claims in other words too, in articles that its dossiers are about. words returns which
// words may stand for one another, and is called when that is first needed; nil is an empty table. InOtherWords must
// not be called while a Check runs. A program that never calls it does not link this file, some 25 kB of a widget.
func (c *Checker) InOtherWords(words func() *lexicon.Table) {
	c.restate = func(t *Text, r *Report, states map[int]state, refused map[int]Place, anchored bool, left *int) bool {
		return c.restateStories(t, words, r, states, refused, anchored, left)
	}
	c.fitted = append(c.fitted, func(o *Checker) { o.InOtherWords(words) })
}

// MayRestate reports whether InOtherWords and another Check may show something else than r, a report of c: a claim has
// no place where it was anchored, or was never anchored, and no fact in its sentence has changed. A host that has to
// fetch the lexicon fetches it only then.
func (c *Checker) MayRestate(r *Report) bool {
	if len(r.Text.String()) > longestRead || !r.Text.indexed().turns() {
		return false
	}
	sought := func(d *Dossier, rec *Record) bool {
		placed := 0
		for i := range r.Items {
			if r.Items[i].Dossier == d {
				placed++
			}
		}
		return rec.Kind == Claim && (placed >= leastPlaced ||
			rec.Anchor != (Selector{}) && (placed > 0 || len(c.stories) == 1))
	}
	return slices.ContainsFunc(r.Unplaced, func(u Unplaced) bool {
		gone := u.Placement == Missing && u.Differences == nil && !u.Unsearched
		return (gone || reworded(u.Place)) && sought(u.Dossier, u.Record)
	}) || slices.ContainsFunc(r.Items, func(a Annotation) bool { // by the rules for any record, which know less
		return a.Automatic && a.Placement != Restated && a.Record.Anchor != (Selector{}) && sought(a.Dossier, a.Record)
	})
}

// restateStories adds the claims that the article states in other words to the report and settles them, for the
// dossiers that are about it. What falls short of that it adds to the suggestions. anchored says whether the claims that
// somebody has anchored are looked for, or the others, of which only those are shown that the article says unchanged.
// partial reports that the steps left were not enough, and that the claims from there on were not looked for.
func (c *Checker) restateStories(t *Text, words func() *lexicon.Table, r *Report, states map[int]state,
	refused map[int]Place, anchored bool, left *int) (partial bool) {
	if len(t.String()) > longestRead {
		return false
	}
	placed := make(map[int32]int)
	for i, s := range states {
		if s == settled {
			placed[c.records[i].story]++
		}
	}
	for n, of := range c.stories {
		if of.to-of.from > maxStory || placed[int32(n)] == 0 && len(c.stories) > 1 {
			continue
		}
		*left = c.restateStory(t, words, r, of, placed[int32(n)], states, refused, anchored, *left)
	}
	return *left < 0
}

// restateStory does what restateStories does for one dossier, of which so many records are placed, in left steps, and
// returns how many of these remain.
func (c *Checker) restateStory(t *Text, words func() *lexicon.Table, r *Report, of recordRange, placed int,
	states map[int]state, refused map[int]Place, anchored bool, left int) int {
	d := c.dossiers[c.records[of.from].story]
	var claims []int // indices of records
	for i := of.from; i < of.to; i++ {
		x := &c.records[i]
		if x.record.Kind == Claim && !x.found && x.record.Anchor != (Selector{}) == anchored && states[i] != settled {
			claims = append(claims, i)
		}
	}
	english := t.indexed().isEnglish()
	if len(claims) == 0 || !english && (c.propose == nil && !t.indexed().turns() || !anchored) ||
		!anchored && placed < leastPlaced {
		return left
	}
	if left -= lookup * len(t.String()); left < 0 {
		return left
	}
	var table *lexicon.Table
	if english {
		table = words()
	}
	s, wordings := readStory(t, d, table)
	s.left = left
	at := make(map[*Record]int, len(d.Records))
	for i := range d.Records {
		at[&d.Records[i]] = i
	}
	found := make(map[int]Annotation)
	for _, i := range claims {
		record := c.records[i].record
		x := s.search(wordings[at[record]])
		ranked := x.rank()
		if s.left < 0 {
			break
		}
		if len(ranked) == 0 {
			continue
		}
		if !english && !t.indexed().turns() {
			c.propose(r, d, record, s, inFigures(ranked))
			continue
		}
		best := &ranked[0]
		span := s.clauses[best.clause].Span
		rel, differs := s.relation(ranked)
		differs = x.inWords(differs, best.clause)
		for i := range ranked {
			ranked[i].differs = x.inWords(ranked[i].differs, ranked[i].clause)
		}
		taken := func(a Annotation) bool { // an editor's record stands on these words, which goes before; or any does
			return (!a.Automatic || !anchored) && a.Record.Kind == Claim &&
				a.Span.Start <= span.Start && span.End <= a.Span.End+1
		}
		sure := anchored || rel == Same && x.inOrder(best.clause)
		// Where the record's own sentence stands with other facts, another is for editors to look at.
		hidden := states[i] == closed && !reworded(refused[i])
		if rel.Links() && !hidden && sure && !slices.ContainsFunc(r.Items, taken) {
			found[i] = Annotation{Dossier: d, Record: record, Span: span, Placement: Restated,
				Score: min(1, best.cover.share()), Automatic: true, Relation: rel, Differences: differs}
			if rel == Same {
				placed++
			}
		}
		if (rel != Same || hidden) && c.propose != nil {
			c.propose(r, d, record, s, ranked)
		}
	}
	if placed < leastPlaced || !english && !t.indexed().turns() {
		return s.left
	}
	for _, i := range claims {
		if !anchored && found[i].Record == nil {
			continue
		}
		states[i] = closed // no weaker rule is asked about a claim of this story
		if a, ok := found[i]; ok {
			states[i] = settled
			r.Items = append(r.Items, a)
		}
	}
	return s.left
}

// inOrder reports whether the names that the record and clause c have in common stand in one order in both. A claim whose
// own sentence nobody has anchored says less of who did what to whom, and where from and where to, than one with two
// wordings.
func (x *search) inOrder(c int) bool {
	last := -1
	for i := range x.wordings[0].units {
		u := &x.wordings[0].units[i]
		if u.kind != nameWord {
			continue
		}
		k := slices.IndexFunc(x.clauses[c].units, func(o unit) bool { return o.stem == u.stem })
		if k >= 0 && k < last {
			return false
		}
		last = max(last, k)
	}
	return true
}

// inWords returns differences that were found as stems, in the words of the record and of clause c.
func (x *search) inWords(stems []Difference, c int) (out []Difference) {
	q := x.clauses[c].phrase
	spoken := func(stem string, of ...*phrase) string {
		for _, p := range of {
			for i := range p.units {
				if p.units[i].stem == stem {
					return x.withoutPossessive(p.words[p.units[i].at].Text)
				}
			}
		}
		return stem
	}
	negation := func(of ...*phrase) string {
		for _, p := range of {
			if len(p.nots) > 0 {
				return p.words[p.nots[0]].Text
			}
		}
		return ""
	}
	for _, d := range stems {
		switch {
		case d.Kind == DiffNegation && d.Record+d.Article == "":
			d.Record, d.Article = negation(x.wordings...), negation(q)
		case d.Kind != DiffNumber:
			d.Record, d.Article = spoken(d.Record, x.wordings...), spoken(d.Article, q)
		}
		out = append(out, d)
	}
	return out
}

// reworded reports whether a record was refused for nothing but ordinary words.
func reworded(p Place) bool {
	return p.Placement == Missing && p.Differences != nil &&
		!slices.ContainsFunc(p.Differences, func(d Difference) bool { return d.Kind != DiffWord })
}
