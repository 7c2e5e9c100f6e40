package claims

import (
	"strings"

	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// Who did it to whom. "Jane Roe defeated John Doe" and "John Doe defeated Jane Roe" have the same words. So where a
// statement and a record have two names in common, or two numbers, these must play the same roles in both, as far as
// English says so by the order of words and by what stands beside a name:
//
//	teller   said Doe; according to Doe      the same wherever in the sentence
//	doer     defeated by Roe
//	origin   from 41,200; from Turku
//	party    Roe defeated Doe                the first of two is the doer
//	aim      to 43,900; against Doe; than Doe
//	aside    in Turku; Turku's               the order says nothing
//
// Two that are joined by "and" play one role.

// A doing is what a name does in a sentence: its role. Of two, the one with the lesser role goes first, wherever it
// stands.
type doing uint8

const (
	teller doing = iota
	doer
	origin
	party
	aim
	aside
)

// A mention is a name or a number where it stands in a folded text. Its key is that of the same in another text.
type mention struct {
	key, start, end int
	number          bool
	alone           bool // it is no part of a name that stands beside it
	role            doing
	group           int // the mentions of one role: "Jane Roe and John Doe"
}

// mostNames is how many mentions are compared, each with each. A sentence seldom has half as many.
const mostNames = 12

// nearby is how many bytes before a name are read for its role: "by the mayor of the islands, Mr".
const nearby = 50

// roleKeys holds the keys of what stands before a name of each role; a verb of telling may also stand after it.
var roleKeys = [...]roleKey{
	{teller, language.Tellers}, {teller, language.Saying}, {doer, language.Doers}, {origin, language.Origins},
	{aim, language.Aims}, {aside, language.Asides},
}

type roleKey struct {
	role doing
	key  language.Key
}

// inOrder adds a mention to others, in the order of their text; of so many that are compared, the first are kept.
func inOrder(mentions []mention, m mention) []mention {
	mentions = append(mentions[:min(len(mentions), mostNames)], m)
	for i := len(mentions) - 1; i > 0 && mentions[i].start < mentions[i-1].start; i-- {
		mentions[i], mentions[i-1] = mentions[i-1], mentions[i]
	}
	return mentions
}

// rolesOf finds the roles of mentions, which are in the order of the folded text that they stand in.
func rolesOf(r *prose.Reader, text string, mentions []mention) []mention {
	mentions = mentions[:min(len(mentions), mostNames)]
	between := func(end int, next *mention) string { return strings.TrimSpace(text[min(end, next.start):next.start]) }
	for i := range mentions {
		m, from := &mentions[i], 0
		m.group = i
		if i > 0 && !mentions[i-1].number {
			last := &mentions[i-1]
			from = min(last.end, m.start)
			b := between(last.end, m)
			if !m.number && (listed(" & . - ", b) || r.Has(language.Ands, b) || joinsAll(r, b) || r.IsTitle(b) ||
				b == "" && !(m.alone || last.alone) || m.start == last.start) {
				m.role, m.group = last.role, last.group
				continue
			}
		}
		end := m.end
		for k := i + 1; k < len(mentions) && between(end, &mentions[k]) == "" && !mentions[k].alone; k++ {
			end = max(end, mentions[k].end)
		}
		after, _, _ := strings.Cut(strings.TrimLeft(text[end:], " "), " ")
		m.role = m.roleIn(r, text, strings.Fields(text[max(from, m.start-nearby):m.start]), after)
	}
	return mentions
}

// roleIn returns the role of m in a text, where some words stand before it, and one after it.
func (m *mention) roleIn(r *prose.Reader, text string, before []string, after string) doing {
	name, n := text[m.start:m.end], len(before)
	if r.Tag != "en" && strings.HasSuffix(text[:m.start], "(") && strings.HasPrefix(after, ")") {
		return aside // "Turku (Finland)"
	}
	if role, ok := byParticle(r, name, text[m.end:]); ok {
		return role
	}
	for n > 0 && passed(r, before[n-1]) {
		n--
	}
	back := func(words int) string {
		if words > n {
			return ""
		}
		return before[n-words]
	}
	word, role := back(1), party
	for _, k := range roleKeys {
		if r.Has(k.key, word) {
			role = k.role
		}
	}
	tells := func(word string) bool { return r.Has(language.Tellers, word) || r.Has(language.Saying, word) }
	switch {
	case r.End(language.PeopleEndings, name) != "":
		return aside
	case r.Has(language.PartOf, word) && (r.Has(language.Origins, back(3)) || r.Has(language.Origins, back(4))): // "from the port of Turku"
		return origin
	case r.Has(language.AccordingTo, back(2)+" "+word):
		return teller
	case role == aside && r.Has(language.Than, back(2)), r.Has(language.Aims, back(2)+" "+word):
		return aim
	case m.number && role != origin && role != aim:
		return aside
	case role == party && (r.Has(language.Doers, back(2)) || r.Has(language.Doers, back(3))): // "by the mayor, John Doe"
		role = doer
	case role == aside && r.Has(language.RelativeAsides, word):
		if tells(back(2)) {
			role = party
		}
	case role == aside && r.Find(language.Than, func(than string) bool { return strings.Contains(text, " "+than+" ") }): // "more in Turku than in Oslo"
		role = party
	}
	switch {
	case role >= party && tells(strings.Trim(after, ",.")):
		return teller
	case strings.HasPrefix(after, "'"), r.End(language.PossessiveEndings, name) != "":
		return aside
	}
	return role
}

// joinsAll reports whether what stands between two names joins them, with a word or two that says what the second is: "et
// la famille". English has names enough without these.
func joinsAll(r *prose.Reader, between string) bool {
	const most = 3
	words := strings.Fields(between)
	return r.Tag != "en" && len(words) > 0 && len(words) <= most && r.Has(language.Ands, words[0])
}

// byParticle returns the role that a particle gives a name, at its end or right after it; ok is false in languages that
// have none.
func byParticle(r *prose.Reader, name, after string) (role doing, ok bool) {
	if !r.Find(language.ObjectParticles, func(string) bool { return true }) {
		return 0, false
	}
	is := func(k language.Key) bool {
		end := r.End(k, name)
		return end != "" && end != name || r.Begins(k, after)
	}
	switch {
	case is(language.ObjectParticles):
		return aim, true
	case is(language.SubjectParticles):
		return doer, true
	}
	return aside, true
}

// passed reports whether a word stands between a name and what says its role: "by the former Mr", "in the First".
func passed(r *prose.Reader, w string) bool {
	w = strings.TrimSuffix(w, ".")
	return r.IsArticle(w) || r.IsTitle(w) || r.Classify(w) == prose.Quantity || r.Has(language.Passed, w) ||
		r.Tag != "en" && r.Number(language.Numbers, w) == 1 // an article, too: "aus einer"
}

// turnedRound reports whether two of the mentions of one text play each other's roles in the other; holds, whether two
// play their own and none do the other's. strict says that the texts are not in English, where a preposition may mark
// two.
func turnedRound(a, b []mention, strict bool) (turned, holds bool) {
	other := func(key int) *mention {
		for i := range b {
			if b[i].key == key {
				return &b[i]
			}
		}
		return nil
	}
	for i := range a {
		for k := range a[:i] {
			p, q := &a[k], &a[i]
			r, s := other(p.key), other(q.key)
			if r == nil || s == nil || p.group == q.group || r.group == s.group || p.number != q.number {
				continue
			}
			switch {
			case max(p.role, q.role, r.role, s.role) == aside && !p.leads(q) && !r.leads(s):
			case strict && p.touches(q) && r.touches(s) && (p.role == r.role || q.role == s.role):
				// "der freie Fall", "nach einem freien Fall"
			case strict && (p.role != r.role && q.kept(s) || q.role != s.role && p.kept(r)):
				// one is told of in another way, and the other has the role that it had
			case p.first(q) != r.first(s):
				return true, false
			default:
				holds = true
			}
		}
	}
	return false, holds
}

// touches reports whether nothing but a space stands between m and o after it.
func (m *mention) touches(o *mention) bool { return m.end <= o.start && o.start <= m.end+1 }

// kept reports whether m has the role that it has in another text, and words that say so.
func (m *mention) kept(o *mention) bool {
	return m.role == o.role && (m.role == doer || m.role == origin || m.role == aim)
}

// leads reports whether something goes from one of m and o to the other. Then also "in Turku" and "Turku" say where.
func (m *mention) leads(o *mention) bool {
	return min(m.role, o.role) == origin && max(m.role, o.role) == aim
}

// first reports whether m goes before o.
func (m *mention) first(o *mention) bool {
	a, b := m.role, o.role
	if a == aside {
		a = party
	}
	if b == aside {
		b = party
	}
	return a < b || a == b && m.start < o.start
}

// articled reports whether an article stands before a word: "the mayor" does something as "Mayor Doe" does.
func articled(r *prose.Reader, text string, at int) bool {
	const article = len(" the ")
	before := strings.TrimRight(text[max(0, at-article):at], " ")
	return r.IsArticle(before[strings.LastIndexByte(before, ' ')+1:])
}
