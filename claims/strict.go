package claims

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/language"
)

// Of languages other than English no lexicon says which words may stand for one another, so that a claim in other words
// is told by less: its numbers, dates and names, and what its two wordings have in common. So what these say must be
// there, all of it:
//
//	words that both wordings have      each in the clause, in the two before it, or what the whole story is about
//	the first word of the claim        the same: what it is about
//	values                             each equal in the clause
//	names                              none of the claim's missing where the clause has others
//	negations                          as many
//	"only", "all"                      no such word on one side alone
//	words with an opposite             none on both sides that the other has not
//	words that may be verbs            none that no wording has where it lacks one of each
//
// and where no number tells, none of the last kind in the clause alone.

// besideWords is how many words may stand between what a clause says of a claim and a word that turns it round.
const besideWords = 4

// turnsBeside notes what a piece of a text does to it if that is to negate, and reports whether it does nothing else.
func (s *story) turnsBeside(p *phrase, c piece) bool {
	bare := s.prose.Bare(c.text)
	has := func(k language.Key) bool {
		clitics := c.text[:len(c.text)-len(bare)]
		return s.prose.Has(k, c.text) || clitics != "" && (s.prose.Has(k, bare) || s.prose.Has(k, clitics))
	}
	switch {
	case has(language.HalfNegations):
		p.halves = append(p.halves, c.at)
		return bare == c.text || s.prose.Has(language.HalfNegations, bare)
	case has(language.Concord):
		p.agree = append(p.agree, c.at)
	case has(language.Lacking):
		p.lacks = append(p.lacks, c.at)
	default:
		return false
	}
	return true
}

// narrow marks what the strict rules have against an accord with clause c.
func (x *search) narrow(a *accord, c int, said []bool, from, to int) {
	q := x.clauses[c].phrase
	about := -1    // the word of the claim that says what it is about, or the last of its stretch
	var lost []int // what both wordings have, and the clause has not
	told := false  // it is there, or before
	for i := range x.units {
		u := &x.units[i]
		if u.kind == lightWord {
			continue
		}
		_, with := x.find(i, c)
		if with == 0 && (u.shared || len(x.wordings) == 1) && !x.named(i, x.rows[c]) {
			if u.wording == 0 {
				lost = append(lost, i)
			}
		}
		if u.wording == 0 && u.kind != measureWord &&
			(about < 0 || u.unit.open && x.units[about].unit.open && u.unit.at == x.units[about].unit.at+1) {
			about, told = i, told || with > 0 || x.named(i, x.rows[c])
		}
	}
	if len(lost) > 1 || len(lost) == 1 && !x.spared(a, lost[0], q, said) {
		a.open = true
	}
	// Where a number tells, either what the claim is about must be there or what the clause speaks of is part of the
	// claim; names say the same where capitals tell them.
	here, spoken := about < 0 || x.rows[c].like[about] > 0 || x.meant(about, c), x.spokenOf(q, said)
	if a.telling == 0 && !(told && (here || spoken)) || a.telling > 0 && !x.capitals() && !here && !spoken {
		a.open = true
	}
	for j := range q.units {
		o := &q.units[j]
		a.turns = a.turns || !said[j] && o.decides
	}
	if a.turned != nil || a.unnamed && a.spare || x.renamed(c, said) || !a.open && x.otherwise(c, said) {
		a.open = true
	}
	for _, number := range x.wordings[0].loose {
		a.open = a.open || !slices.Contains(q.loose, number)
	}
	theirs := x.absolutes(q, from-besideWords*q.wordLength(), to+besideWords*q.wordLength())
	if !slices.ContainsFunc(x.wordings,
		func(w *phrase) bool { return sameWords(x.absolutes(w, 0, len(w.words)), theirs) }) {
		a.open = true
	}
}

// spared reports whether a clause may do without one word that both wordings have: a precise number tells, or two do, it
// is not the word that the number counts, and none that may turn a sentence round or be part of a name.
func (x *search) spared(a *accord, i int, q *phrase, said []bool) bool {
	for j := range q.units {
		if o := &q.units[j]; !said[j] && o.contra != 0 {
			return false // it may stand in its place
		}
	}
	u := x.units[i].unit
	if a.precise == 0 && a.telling < 2 || u.kind != plainWord || u.decides || u.moves != 0 || u.contra != 0 || u.open ||
		a.cover.share() < sayValue {
		return false
	}
	return !slices.ContainsFunc(x.wordings[0].values, func(v value) bool { return v.from <= u.to && u.at <= v.to })
}

// spokenOf reports whether what a clause speaks of first is something that the claim has.
func (x *search) spokenOf(q *phrase, said []bool) bool {
	for j := range q.units {
		if o := &q.units[j]; o.kind == plainWord || o.kind == nameWord {
			return said[j]
		}
	}
	return true
}

// renamed reports whether clause c has another name beside one of the claim than the claim has there: Anna Braun, not
// Anna Meister.
func (x *search) renamed(c int, said []bool) bool {
	q, r := x.clauses[c].phrase, x.rows[c]
	for n := range 2 * len(x.units) {
		i, step := n/2, 2*(n%2)-1
		k, j := i+step, r.at[i]+step
		if k < 0 || k >= len(x.units) || j < 0 || j >= len(q.units) || r.at[i] < 0 || r.at[k] >= 0 || said[j] {
			continue
		}
		u, o, here := &x.units[i], &x.units[k], &q.units[j]
		if u.kind == nameWord && o.wording == u.wording && o.unit.at == u.unit.at+step &&
			x.wordings[o.wording].words[o.unit.at].Upper && // a claim may begin with it
			here.at == q.units[r.at[i]].at+step &&
			(here.kind == nameWord || step > 0 && q.words[here.at].Upper) { // “Neumann” has “new” in it
			return true
		}
	}
	return false
}

// meant reports whether clause c has a pronoun, and the clause before it what unit i says.
func (x *search) meant(i, c int) bool {
	before := x.rows[c-min(c, 1)]
	pronoun := func(p piece) bool { return x.prose.Has(language.Other, p.text) }
	return before != nil && before.like[i] > 0 && slices.ContainsFunc(x.pieces(x.clauses[c].phrase), pronoun)
}

// headed reports whether a clause has the last part of a compound: "Ballon" of "Heliumballon", 재판관 of 헌법재판관.
func (x *search) headed(u *unit, q *phrase) bool {
	least := 4 // letters
	if letter(u.stem) >= 0xAC00 {
		least = 2 // syllables
	}
	if u.open || utf8.RuneCountInString(u.stem) < 2*least {
		return false
	}
	return slices.ContainsFunc(q.units, func(o unit) bool {
		return utf8.RuneCountInString(o.stem) >= least && strings.HasSuffix(u.stem, o.stem)
	})
}

// capitals reports whether the language tells names by capitals.
func (s *story) capitals() bool {
	for _, script := range [...]string{"latin", "cyrillic", "greek"} {
		if s.prose.Has(language.Script, script) {
			return !s.prose.Has(language.Capitals, "nouns")
		}
	}
	return false
}

// absolutes returns those words of a phrase from one to another that leave no case out, or all but one.
func (s *story) absolutes(p *phrase, from, to int) (out []string) {
	all := s.pieces(p)
	for i, c := range all {
		if i+1 < len(all) && s.prose.Has(language.Measures, s.prose.Bare(all[i+1].text)) {
			continue // "every day"
		}
		if bare := s.prose.Bare(c.text); from <= c.at && c.at <= to && s.prose.Has(language.Absolutes, bare) {
			out = append(out, s.prose.Stem(bare))
		}
	}
	return out
}

// sameWords reports whether each of two lists has the words of the other.
func sameWords(a, b []string) bool {
	lacks := func(of []string) func(string) bool {
		return func(word string) bool { return !slices.Contains(of, word) }
	}
	return !slices.ContainsFunc(a, lacks(b)) && !slices.ContainsFunc(b, lacks(a))
}

// wordLength returns how many words of a phrase a word is: of letters, where no spaces set words apart, three.
func (p *phrase) wordLength() int {
	const letters = 3 // 承認し, 批准了
	if slices.ContainsFunc(p.words, func(w match.Word) bool { return unset(&w) }) {
		return letters
	}
	return 1
}

// negatedStrictly compares negations and modalities as negated does.
func (x *search) negatedStrictly(a *accord, q *phrase, first, last int) {
	within := func(all []int, beside int) (n int) {
		for _, k := range all {
			if first-beside <= k && k <= last+beside {
				n++
			}
		}
		return n
	}
	word := q.wordLength()
	near := func(all []int) int { return within(all, besideWords*word) }
	count := func(nots, agree int) int {
		if agree > 0 && nots == 0 {
			return 1
		}
		return nots
	}
	here, among := count(near(q.nots), near(q.agree)), count(within(q.nots, word), within(q.agree, word))
	if near(q.halves) > 0 && near(q.agree) == 0 || (near(q.lacks) > 0) != (len(x.wordings[0].lacks) > 0) {
		a.open = true
	}
	w := x.wordings[0]
	there := count(len(w.nots), len(w.agree))
	for _, o := range x.wordings[1:] {
		if n := count(len(o.nots), len(o.agree)); n%2 != there%2 {
			a.open = true // which of the two the clause is like, nobody knows
		}
	}
	switch {
	case here%2 != there%2 && among%2 == there%2:
		a.open = true // a word farther off negates, and perhaps something else
	case here%2 != there%2:
		a.differs = append(a.differs, Difference{Kind: DiffNegation})
	case here != there:
		a.open = true
	}
	modals := modality(0)
	for _, m := range q.modals {
		if near([]int{m.at}) > 0 {
			modals |= m.modality
		}
	}
	same := false
	for _, w := range x.wordings {
		same = same || w.modality() == modals
	}
	if !same {
		a.open = true
	}
}

// strictRelation does what relation does, for a language without a lexicon.
func strictRelation(ranked []accord) (Relation, []Difference) {
	best := &ranked[0]
	lead := 0.0
	if len(ranked) > 1 && best.score() > 0 {
		lead = ranked[1].score() / best.score()
	}
	cover, plain := best.cover.share(), best.plain.share()
	const someWords = 0.2 // of the words beside a telling value
	switch {
	case best.open:
	case len(best.differs) == 0:
		if best.telling > 0 && lead <= sayLead && cover >= sayNamed && best.plain.here >= someWords*best.plain.all ||
			cover >= sayCover && plain >= sayPlain && lead <= differLead && !best.turns {
			return Same, nil
		}
	case len(best.differs) == 1:
		rest := best.cover.with / max(best.cover.all-best.lost, 1e-9)
		if rest >= differCover && lead <= differLead && plain >= differPlain &&
			best.cover.here >= differHere*(best.cover.all-best.lost) {
			return Differs, best.differs
		}
	}
	return None, best.differs
}

// decided reports whether clause c says a word of decision of the claim.
func (x *search) decided(c int) bool {
	for i := range x.units {
		if x.units[i].unit.decides && x.rows[c].like[i] > 0 {
			return true
		}
	}
	return false
}

// mayAct reports whether a unit that is no name may be who does something, or to whom it is done. An article would tell,
// but headlines leave it out, and many languages have none.
func mayAct(u *unit) bool {
	return (u.kind == plainWord || u.kind == oppositeWord) && !u.decides && u.moves == 0
}

// stretch returns the first and the last word of the letters that a unit belongs to, where no spaces set words apart.
func (s *story) stretch(p *phrase, u *unit) (first, last int) {
	first, last = u.at, u.to-1
	if !u.open {
		return first, last
	}
	for i := range p.units { // those of one stretch stand one after the other
		if o := &p.units[i]; o.open && o.at == last {
			last = max(last, o.to-1)
		}
	}
	for i := len(p.units) - 1; i >= 0; i-- {
		if o := &p.units[i]; o.open && o.at+1 == first {
			first = o.at
		}
	}
	return first, last
}

// textSaid reports whether a clause has each word of a record's text. What its anchor says besides is no part of the
// claim then, and may stand anywhere.
func (x *search) textSaid(r *row) bool {
	for i := range x.units {
		if u := &x.units[i]; u.wording == 0 && u.kind != lightWord && r.like[i] == 0 {
			return false
		}
	}
	return true
}

// sparing reports whether a language tells of few words that they may be who does something: of names by capitals, or
// of nouns by an article that is written on to them.
func (s *story) sparing() bool {
	return s.capitals() || s.prose.Find(language.ArticlePrefixes, func(string) bool { return true })
}

// definite reports whether a word has an article written on to it.
func (s *story) definite(p *phrase, u *unit) bool {
	word := p.words[u.at].Text
	clitics := word[:len(word)-len(s.prose.Bare(word))]
	return s.prose.End(language.ArticlePrefixes, clitics) != ""
}
