package prose

import (
	"strings"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// Attributions in other languages than English: who speaks a quotation, and the word that says so.
//
//	„…“, sagte die Ministerin.        verb, then speaker
//	« … », a déclaré la ministre.     the same, with an auxiliary
//	El alcalde dijo: «…»              speaker, then verb
//	قال الوزير: «…»                    verb, then speaker, then quotation
//	部长说：“…”                        verb joined to its speaker
//	장관은 “…”라고 말했다.               speaker with a particle, quotation, verb
//	Selon le ministre, « … »          a preposition

// foreign finds the speaker of a quotation in the sentences from a place on, which s ends with.
func (r *Attributor) foreign(s string, from int, quote Span) (Attribution, bool) {
	i, k := r.between(r.clauseStart(from, quote.Start), quote.Start)
	before := r.words[i:k]
	i, k = r.between(quote.End, r.clauseEnd(quote.End, len(s)))
	after := r.words[i:k]
	// 장관은 “…”라고 말했다
	if n := len(before); n > 0 && len(after) > 0 {
		last := before[n-1].text(s)
		for i := 0; i < min(3, len(after)); i++ {
			name, ok := r.particled(last)
			if w := after[i].text(s); ok && hangul(w) && r.Has(language.Saying, w) {
				return Attribution{Speaker: Span{before[0].Start, before[n-1].Start + len(name)}, Cue: after[i]}, true
			}
		}
	}
	if len(after) > 0 {
		i := 0
		if r.Has(language.Auxiliaries, lowerText(s, after[0])) {
			i = 1
		}
		if i < len(after) && (r.Has(language.Saying, lowerText(s, after[i])) ||
			i == 0 && r.Has(language.AccordingTo, lowerText(s, after[0]))) && !hangul(after[i].text(s)) {
			if who := r.foreignName(s, after[i+1:]); who.End > 0 {
				return Attribution{Speaker: who, Cue: Span{after[0].Start, after[i].End}}, true
			}
		}
	}
	n := len(before)
	if n == 0 {
		return Attribution{}, false
	}
	last := before[n-1]
	if name, ok := r.Cut(language.SayingWithin, last.text(s)); ok && name != "" {
		at := last.Start + len(name)
		return Attribution{Speaker: Span{last.Start, at}, Cue: Span{at, last.End}}, true
	}
	switch first := lowerText(s, before[0]); {
	case r.Has(language.Saying, lowerText(s, last)) && n > 1: // El alcalde dijo:
		k := n - 1
		if k > 1 && r.Has(language.Auxiliaries, lowerText(s, before[k-1])) {
			k--
		}
		return Attribution{Speaker: Span{before[0].Start, before[k-1].End}, Cue: Span{before[k].Start, last.End}}, true
	case (r.Has(language.Saying, first) || r.Has(language.AccordingTo, first)) && n > 1: // قال الوزير:
		if who := r.foreignName(s, before[1:]); who.End > 0 {
			return Attribution{Speaker: who, Cue: before[0]}, true
		}
	}
	return Attribution{}, false
}

// foreignName returns the words up to a stop, or to where it is told when and where: as many as a name with its office
// has.
func (r *Reader) foreignName(s string, words []Span) Span {
	const longest = 5
	n := 0
	for n < len(words) && n < longest && (n == 0 || blank(s[words[n-1].End:words[n].Start])) {
		w := lowerText(s, words[n])
		if r.Has(language.SpeakerEnds, w) && !(n == 0 && r.IsArticle(w)) { // sagte der Lotse; sagte Braun der Zeitung
			break
		}
		n++
	}
	if n == 0 {
		return Span{}
	}
	return Span{words[0].Start, words[n-1].End}
}

func lowerText(s string, w Span) string { return strings.ToLower(w.text(s)) }

// particled returns a Korean noun without the particle that makes it a subject.
func (r *Reader) particled(w string) (noun string, ok bool) {
	if p := r.End(language.SubjectParticles, w); p != "" && p != w {
		return strings.TrimSuffix(w, p), true
	}
	return w, false
}

// hangul reports whether a word begins with a syllable of Korean.
func hangul(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return '가' <= r && r <= '힣'
}
