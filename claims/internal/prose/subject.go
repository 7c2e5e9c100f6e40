package prose

import (
	"strings"

	"sourcemark/claims/language"
)

// Whose verb it is: the verb group of a cue, and the noun phrase before it.

// verbGroup returns the first word of the verb group that ends with the cue words[i], and whether the cue is
// a verb there.
func (r *Reader) verbGroup(words []word, i int, form verbForm) (int, bool) {
	head := i
	for head > 0 && !words[head-1].quoted &&
		(r.Has(language.Between, words[head-1].lower) || r.End(language.AdverbEndings, words[head-1].lower) != "" &&
			!words[head-1].upper) &&
		blank(words[head].before) {
		head--
	}
	if i > 0 && blank(words[i].before) {
		before := words[i-1].lower
		if r.Has(language.Determiners, before) && !(form != ing && r.Has(language.StandAlone, before)) ||
			r.Has(language.NounsAfter, before) && form != ing ||
			r.End(language.PossessiveEndings, before) != "" && r.End(language.PossessiveEndings, before) != before {
			return head, false // "the claims", "Ryan's call"
		}
	}
	if form == finite && r.End(language.ReportingPresent, words[i].lower) != "" && head == i &&
		r.Has(language.AlsoNouns, words[i].lower) {
		// A noun as well: a verb only after a subject in the singular.
		if i == 0 || !blank(words[i].before) || r.Has(language.NounVerbs, words[i].lower) &&
			(i+1 == len(words) || !r.Has(language.NounVerbsBefore, words[i+1].lower)) {
			return head, false
		}
		before := words[i-1]
		if r.Has(language.MostlyNouns, words[i].lower) { // mostly of a country, "the Gulf states that …"
			return head, r.Has(language.MostlyNounsAfter, before.lower)
		}
		if r.Has(language.Ands, before.lower) && i+1 < len(words) && r.Has(language.ToOrThat, words[i+1].lower) {
			return head, true
		}
		return head, before.upper && !r.plural(before.lower) ||
			r.Has(language.NounVerbsAfter, before.lower) ||
			i > 1 && r.Has(language.NounOwners, words[i-2].lower) && !r.plural(before.lower)
	}
	if form == plainForm {
		if head == i { // a bare form wants a plural before it
			if i == 0 || !blank(words[i].before) && !(r.Has(language.OnlyVerbs, words[i].lower) && closesAside(words[i].before)) {
				return head, false
			}
			before := words[i-1].lower
			return head, r.Has(language.OnlyVerbs, words[i].lower) || r.Has(language.PluralSubjects, before) ||
				r.Has(language.StandAlone, before) || r.plural(before) ||
				r.Has(language.Plurals, before)
		}
		return head, true
	}
	return head, true
}

// plural reports whether a noun in lower case ends as plurals do; "Congress" does not.
func (r *Reader) plural(noun string) bool {
	return r.Find(language.PluralEndings, func(ending string) bool {
		singular, ok := strings.CutSuffix(noun, ending)
		return ok && !strings.HasSuffix(singular, ending)
	})
}

// IsPlural reports whether a word in lower case is the plural of one of the words of a key.
func (r *Reader) IsPlural(word string, k language.Key) bool {
	return r.plain(language.PluralEndings, word, func(w string) bool { return r.Has(k, w) }) != ""
}

// subject returns the noun phrase that ends before words[head].
func (r *Reader) subject(words []word, head int) Span {
	end := head // exclusive
	if end == 0 {
		return Span{}
	}
	start := end
	// An apposition between commas belongs to its name: "Brown, a lawyer, said".
	const longest = 24 // words of an apposition; with more, the comma before the verb is another one
	apposition := closesAside(words[head].before)
	if apposition {
		k := head - 1
		for k > 0 && !strings.Contains(words[k].before, ",") && !dash(strings.TrimSpace(words[k].before)) {
			k--
		}
		if k == 0 || head-k > longest || words[k].quoted {
			return Span{}
		}
		start = k
	} else if b := strings.TrimSpace(words[head].before); b != "" && b != "." && !strings.HasSuffix(b, ")") {
		return Span{}
	}
	for start > 0 {
		w := &words[start-1]
		if w.quoted {
			break
		}
		if b := words[start].before; start < end && strings.Trim(b, " .’'()[]") != "" && !parenthesis(words, start) &&
			!(apposition && opensAside(b)) {
			break
		}
		if r.Has(language.Breaks, w.lower) {
			break
		}
		if w.frame != noCue && w.form != plainForm && start < end && !w.upper {
			break
		}
		if r.Has(language.Have, w.lower) {
			break
		}
		start--
	}
	for start < end && r.Has(language.SubjectStarts, words[start].lower) {
		start++
	}
	if k := start + r.timePhrase(words[start:end]); k < end && words[k].upper {
		start = k // "Last night Brown"
	}
	if head < len(words) && words[head].form == ing {
		for k := end - 1; k > start; k-- { // "footage of Jane Roe saying"
			if r.Has(language.Prepositions, words[k-1].lower) {
				start = k
				break
			}
		}
	}
	if start >= end {
		if w := &words[head-1]; r.Has(language.RelativeSubjects, w.lower) && blank(words[head].before) {
			return w.Span
		}
		return Span{}
	}
	if r.Has(language.RelativeSubjects, words[start].lower) {
		return words[start].Span
	}
	return Span{words[start].Start, words[end-1].End}
}

// timePhrase returns how many words at the head of others say when: "last night", "yesterday evening".
func (r *Reader) timePhrase(words []word) int {
	n := 0
	for n < len(words) && r.Has(language.TimeWords, words[n].lower) && (n == 0 || blank(words[n].before)) {
		n++
	}
	if n == 1 && r.Has(language.TimeAlone, words[0].lower) { // "this minister"
		return 0
	}
	return n
}

// closesAside reports whether what stands between two words ends an apposition: "Brown, a lawyer, said", "Brown, of
// Harbour St., said", "Brown - a lawyer - said".
func closesAside(between string) bool {
	between = strings.TrimLeft(between, ".)")
	return strings.HasPrefix(between, ",") || dash(strings.TrimSpace(between))
}

// opensAside reports whether it begins one.
func opensAside(between string) bool {
	between = strings.TrimSpace(strings.TrimLeft(between, "."))
	return between == "," || dash(between)
}

// subordinate reports whether the verb whose group begins at words[head] is that of a clause which the sentence
// opens with ("While she said …, he"), or of one on somebody ("Brown, who said …, left"): then a comma
// ends it.
func (r *Reader) subordinate(words []word, head int) bool {
	for k := head - 1; k >= 0; k-- {
		if r.Has(language.DescribingRelatives, words[k].lower) && (k == head-1 || !r.Has(language.Breaks, words[k].lower)) ||
			r.Has(language.Subordinators, words[k].lower) {
			return true
		}
		if strings.Contains(words[k].before, ",") || words[k].quoted {
			return false
		}
	}
	return r.Has(language.OpeningSubordinators, words[0].lower)
}

// after returns the first word that begins at or after a place; nil if none does.
func after(words []word, at int) *word {
	for i := range words {
		if words[i].Start >= at {
			return &words[i]
		}
	}
	return nil
}

// parenthesis reports whether the comma before words[i] stands within brackets: "(R-Va.), " or "(D, Ohio)".
func parenthesis(words []word, i int) bool { return strings.HasPrefix(words[i].before, ")") }

// directlyBefore reports whether the subject of a participle stands right before it: "Trump saying" but not
// "…, saying" or "by saying".
func (r *Reader) directlyBefore(words []word, head int) bool {
	return head > 0 && blank(words[head].before) && !r.Has(language.Prepositions, words[head-1].lower) &&
		!r.Has(language.NotSubjects, words[head-1].lower)
}

// mainSubject returns the subject of the first verb of the sentence before words[before].
func (r *Reader) mainSubject(words []word, before int) Span {
	for i := 1; i < before; i++ {
		w := &words[i]
		if w.quoted || w.upper {
			continue
		}
		if r.Has(language.Have, w.lower) || w.frame != noCue && w.form == finite ||
			r.End(language.PastEndings, w.lower) != "" {
			head := i
			for head > 0 && r.Has(language.Between, words[head-1].lower) {
				head--
			}
			if x := r.subject(words, head); x.End > 0 {
				return x
			}
		}
	}
	return Span{}
}

// possessor returns the owner of what words[i] names: "her fear", "the clerk's claim"; empty if none is named.
func (r *Reader) possessor(words []word, i int) Span {
	if i == 0 || !blank(words[i].before) {
		return Span{}
	}
	before := words[i-1]
	switch {
	case r.Has(language.Owners, before.lower):
		return before.Span
	case r.End(language.PossessiveEndings, before.lower) != "":
		k := i - 1
		for k > 0 && words[k-1].upper && blank(words[k].before) {
			k--
		}
		return Span{words[k].Start, before.End - len(before.lower) + strings.LastIndexAny(before.lower, "'’")}
	}
	return Span{}
}

// relative returns the pronoun right before a speaker that stands for what he speaks of: "boats which the clerk
// said were full". Empty if there is none.
func (r *Reader) relative(words []word, speaker Span) Span {
	for k := range words {
		if words[k].Start == speaker.Start && k > 0 && blank(words[k].before) &&
			r.Has(language.RelativeObjects, words[k-1].lower) {
			return words[k-1].Span
		}
	}
	return Span{}
}
