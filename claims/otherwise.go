package claims

import (
	"slices"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// otherwise reports whether clause c may say something else with the names and numbers of the claim: of each wording it
// lacks a word that may be the verb, and has one itself that the claim lacks. Only a lexicon would tell which words are
// verbs: here any word may be one that does not stand where nouns do. In a language whose sentences end with their verb,
// it is enough that the last word of a wording ends the clause.
func (x *search) otherwise(c int, said []bool) bool {
	q, r := x.clauses[c].phrase, x.rows[c]
	other, lost := false, false
	for j := range q.units {
		other = other || x.tellsUnsaid(q, j, func(k int) bool { return said[k] })
	}
	for n, w := range x.wordings {
		tells, lacks, ends := false, false, false
		for i := range x.units {
			if u := &x.units[i]; u.wording == n {
				tells = tells || x.mayTell(w, u.k)
				lacks = lacks || x.tellsUnsaid(w, u.k, func(k int) bool { return r.like[i+k-u.k] > 0 })
				ends = r.like[i] > 0 && r.at[i] == len(q.units)-1 && x.ends(w, u.unit)
			}
		}
		if ends || tells && !lacks {
			return false
		}
		lost = lost || lacks
	}
	return other && lost
}

// ends reports whether a unit is the last word of a phrase, in a language whose sentences end with their verb.
func (s *story) ends(p *phrase, u *unit) bool {
	return (s.prose.Has(language.Script, "hangul") || s.prose.Has(language.Script, "kana")) &&
		!slices.ContainsFunc(p.words[u.to:], func(w match.Word) bool { return !prose.Kana(w.Text) })
}

// tellsUnsaid reports whether unit k of a phrase may be a verb and is not said; where no spaces set words apart, nor is
// any other that has a letter of it: if 乘客 is said, 客有 is no word.
func (s *story) tellsUnsaid(p *phrase, k int, said func(k int) bool) bool {
	for o := max(0, k-1); o < min(k+2, len(p.units)); o++ {
		if a, b := &p.units[o], &p.units[k]; said(o) && a.at < b.to && b.at < a.to {
			return false
		}
	}
	return s.mayTell(p, k)
}

// mayTell reports whether unit k of a phrase may be a verb.
func (s *story) mayTell(p *phrase, k int) bool {
	u := &p.units[k]
	w := &p.words[u.at]
	clitic, before, after := w.Text[:len(w.Text)-len(s.prose.Bare(w.Text))], "", ""
	switch {
	case u.kind == lightWord: // "le feu s'est déclaré"
		return s.prose.Has(language.Saying, w.Text) || s.prose.Has(language.SayingForms, w.Text)
	case u.kind != plainWord && u.kind != oppositeWord, w.Upper && s.prose.Has(language.Capitals, "nouns"):
		return false
	case s.prose.End(language.InfinitiveEndings, w.Text) != "": // "afin de construire"
		return true
	}
	if u.at > 0 {
		before = p.words[u.at-1].Text
	}
	if u.to < len(p.words) && unset(&p.words[u.to]) {
		after = p.words[u.to].Text
	}
	for _, key := range [...]language.Key{language.Articles, language.Determiners, language.Origins, language.Aims,
		language.Asides} {
		if s.prose.Has(key, before) || s.prose.Has(key, clitic) {
			return false
		}
	}
	for _, key := range [...]language.Key{language.SubjectParticles, language.ObjectParticles, language.CaseParticles,
		language.TopicParticles, language.OfParticles} {
		if s.prose.Has(key, after) || s.prose.End(key, w.Text) != "" {
			return false
		}
	}
	return true
}
