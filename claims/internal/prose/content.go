package prose

import (
	"strings"

	"sourcemark/claims/language"
)

// What was said: where the content of a cue begins and where it ends.

// contentAfter returns what a cue takes after it.
func (r *Reader) contentAfter(s string, words []word, i int, f frame, subordinate bool, end int) (Span, bool) {
	if i+1 >= len(words) {
		return Span{}, false
	}
	next := &words[i+1]
	gap := strings.TrimSpace(next.before)
	if gap != "" && gap != ":" && gap != "," && gap != "“" && gap != "\"" && gap != ", “" && gap != ", \"" &&
		gap != ": “" && gap != ": \"" {
		return Span{}, false
	}
	if next.Start >= end {
		return Span{}, false
	}
	from := i + 1
	switch f {
	case clause:
		if gap == "," {
			return Span{}, false
		}
		if from = r.pastAside(words, i+1); from < 0 {
			return Span{}, false
		}
	case told:
		k := r.find(words, i+1, 10, language.ToldThat)
		if k < 0 {
			for k = i + 1; k < len(words) && k < i+8 && !words[k].quoted; k++ {
			}
			if k == len(words) || !words[k].quoted {
				return Span{}, false
			}
		}
		from = k
		if r.Has(language.AskedThings, words[k].lower) && k+1 < len(words) {
			from = k + 1
		}
		if r.Has(language.Infinitives, words[k].lower) && !r.Has(language.Tell, words[i].lower) {
			from = i + 1
		}
	case todo:
		if !r.Has(language.Infinitives, next.lower) && !r.Has(language.TodoObjects, next.lower) {
			if k := r.find(words, i+1, 2, language.ToOrThat); k > 0 {
				from = k
			} else if !next.upper {
				return Span{}, false
			}
		}
	case about:
		if gap != "" || i+2 >= len(words) || !r.takes(words[i].base, next.lower) {
			return Span{}, false
		}
		from, f = i+2, thing
	case thing:
		if gap == "," || i+2 >= len(words) || r.Has(language.Prepositions, next.lower) {
			return Span{}, false
		}
		if r.Has(language.NotThings, next.lower) {
			return Span{}, false
		}
	}
	start := words[from].Start
	if words[from].quoted { // with its mark
		start = openMark(s, words[from].Start)
	}
	stop := r.contentStop(words, from, f, subordinate, end)
	if stop <= start {
		return Span{}, false
	}
	return Span{start, stop}, true
}

// pastAside returns the word of words[i:] at which a clause begins that may have an aside before it: when, where, how
// or to whom it was said. -1 if there is an aside only.
func (r *Reader) pastAside(words []word, i int) int {
	const longest = 8 // words of an aside
	next := words[i].lower
	when := r.Has(language.Weekdays, next) || r.Has(language.AsideDays, next)
	if !when && !r.Has(language.Prepositions, next) && r.End(language.AdverbEndings, next) == "" {
		return i
	}
	if k := r.find(words, i, longest, language.ThatOrWhether); k > 0 {
		return k
	}
	if !when && !(i+1 < len(words) && r.Has(language.Weekdays, words[i+1].lower)) {
		return -1
	}
	k := r.find(words, i, longest, language.ClauseSubjects) // "said on Sunday he would go"
	if k > 0 && blank(words[k].before) && k+1 < len(words) && blank(words[k+1].before) {
		return k
	}
	return -1
}

// contentStop returns where a content ends that begins with words[from]: with the sentence, or where the reporter or
// another speaker takes it over.
func (r *Reader) contentStop(words []word, from int, f frame, subordinate bool, end int) int {
	for k := from + 1; k < len(words) && words[k].Start < end; k++ {
		if !words[k].quoted && (f == thing && k-from <= fewWords && r.adjunct(words, k) ||
			r.handsOver(words, k, f, subordinate)) {
			return words[k].Start - len(words[k].before) + closing(words[k].before)
		}
	}
	return end
}

// handsOver reports whether with words[k] the reporter takes the sentence back.
func (r *Reader) handsOver(words []word, k int, f frame, subordinate bool) bool {
	w := &words[k]
	closed := closing(w.before)
	gap := strings.TrimSpace(w.before[closed:])
	comma := strings.HasSuffix(gap, ",") || gap == "" && strings.Contains(w.before[:closed], ",")
	switch {
	case strings.HasPrefix(gap, ";") && f != clause || dash(gap):
		return true
	case r.goesOn(words, k):
		return true
	case !comma:
		return false
	case f == thing || subordinate || r.Has(language.HandOver, w.lower):
		return true
	}
	return w.frame != noCue && w.form == ing || r.Has(language.HandOverThings, w.lower) && f != clause ||
		r.Has(language.Ands, w.lower) && k+1 < len(words) && r.Has(language.Pronouns, words[k+1].lower)
}

// goesOn reports whether words[k] begins "… and said": the same speaker goes on to something else.
func (r *Reader) goesOn(words []word, k int) bool {
	if !r.Has(language.Ands, words[k].lower) {
		return false
	}
	if k++; k < len(words) && r.Has(language.Also, words[k].lower) {
		k++
	}
	if k >= len(words) || words[k].quoted || words[k].upper {
		return false
	}
	return words[k].frame != noCue && words[k].form == finite && r.End(language.ReportingPresent, words[k].lower) == ""
}

// closing returns how many bytes of what stands between two words close a quotation before them, the comma that is set
// within it included.
func closing(between string) int {
	for _, mark := range [...]string{"”", "\"", "''"} {
		if i := strings.Index(between, mark); i >= 0 && strings.Trim(between[:i], ",.’'") == "" {
			return i + len(mark)
		}
	}
	return 0
}

// fewWords is the most words of a thing that is only named: "endorsed the clerk when he …". In a longer
// one, "the clerk for leaving when he …", what says when belongs to a verb within it.
const fewWords = 3

// adjunct reports whether words[k] begins what says when, why or how a thing was praised or blamed, and is not part of
// the thing.
func (r *Reader) adjunct(words []word, k int) bool {
	return r.Has(language.Adjuncts, words[k].lower)
}

// contentEnd returns the end of a sentence without its full stop.
func contentEnd(s string, sent Span) int {
	return sent.Start + len(strings.TrimRight(s[sent.Start:sent.End], " .।"))
}

// contentBefore returns the clause before a speaker and a cue that end a sentence: "…, the minister said."
func contentBefore(s string, words []word, head int, speaker Span, sent Span) (Span, bool) {
	if speaker.End == 0 {
		return Span{}, false
	}
	comma := strings.TrimRight(s[sent.Start:speaker.Start], " ")
	if !strings.HasSuffix(comma, ",") {
		return Span{}, false
	}
	if said := strings.TrimRight(comma, ","); opensQuote(comma) &&
		(strings.HasSuffix(said, "”") || strings.HasSuffix(said, "\"")) {
		return Span{}, false // a quotation, which has its own attribution
	}
	end := sent.Start + len(comma) - 1
	if end <= sent.Start {
		return Span{}, false
	}
	if len(strings.Fields(s[sent.Start:end])) < leastClause {
		return Span{}, false
	}
	return Span{sent.Start, end}, true
}

// leastClause is the fewest words of a clause: a subject, a verb and an object.
const leastClause = 3

// dash reports whether a dash stands between two words: what follows is as a rule by the reporter.
func dash(between string) bool {
	return strings.HasPrefix(between, "—") || strings.HasPrefix(between, "–") || strings.HasPrefix(between, "--") ||
		between == "-"
}

func openMark(s string, at int) int {
	for _, m := range [...]string{"“", "\""} {
		if strings.HasSuffix(s[:at], m) {
			return at - len(m)
		}
	}
	return at
}

// find returns the first of words from i on, at most n on, that is listed and not parted from the cue by a
// stop; -1 if there is none.
func (r *Reader) find(words []word, i, n int, list language.Key) int {
	for k := i; k < len(words) && k < i+n; k++ {
		if words[k].quoted || k > i && strings.ContainsAny(words[k].before, ";:—") {
			return -1
		}
		if r.Has(list, words[k].lower) {
			return k
		}
	}
	return -1
}
