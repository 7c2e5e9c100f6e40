package prose

import "strings"

// What was said: where the content of a cue begins and where it ends.

// contentAfter returns what a cue takes after it.
func contentAfter(s string, words []word, i int, f frame, subordinate bool, end int) (Span, bool) {
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
		if from = pastAside(words, i+1); from < 0 {
			return Span{}, false
		}
	case told:
		k := find(words, i+1, 10, "that to whether how why what about if he she they it we")
		if k < 0 {
			for k = i + 1; k < len(words) && k < i+8 && !words[k].quoted; k++ {
			}
			if k == len(words) || !words[k].quoted {
				return Span{}, false
			}
		}
		from = k
		if words[k].lower == "about" && k+1 < len(words) {
			from = k + 1
		}
		if words[k].lower == "to" && !listed("told tell tells telling", words[i].lower) {
			from = i + 1
		}
	case todo:
		if next.lower != "to" && !listed("the a an his her its their more no any some all", next.lower) {
			if k := find(words, i+1, 2, "to that"); k > 0 {
				from = k
			} else if !next.upper {
				return Span{}, false
			}
		}
	case about:
		if gap != "" || i+2 >= len(words) || !listed(takes(next.lower), words[i].base) {
			return Span{}, false
		}
		from, f = i+2, thing
	case thing:
		if gap == "," || i+2 >= len(words) || prepositions.has(next.lower) {
			return Span{}, false
		}
		if listed("and or when as", next.lower) {
			return Span{}, false
		}
	}
	start := words[from].Start
	if words[from].quoted { // with its mark
		start = openMark(s, words[from].Start)
	}
	stop := contentStop(words, from, f, subordinate, end)
	if stop <= start {
		return Span{}, false
	}
	return Span{start, stop}, true
}

// pastAside returns the word of words[i:] at which a clause begins that may have an aside before it: when, where, how
// or to whom it was said. -1 if there is an aside only.
func pastAside(words []word, i int) int {
	const longest = 8 // words of an aside
	next := words[i].lower
	when := days.has(next) || listed("today again earlier later yesterday", next)
	if !when && !prepositions.has(next) && !strings.HasSuffix(next, "ly") {
		return i
	}
	if k := find(words, i, longest, "that whether"); k > 0 {
		return k
	}
	if !when && !(i+1 < len(words) && days.has(words[i+1].lower)) {
		return -1
	}
	k := find(words, i, longest, "he she it they we i there") // "said on Sunday he would go"
	if k > 0 && blank(words[k].before) && k+1 < len(words) && blank(words[k+1].before) {
		return k
	}
	return -1
}

// contentStop returns where a content ends that begins with words[from]: with the sentence, or where the reporter or
// another speaker takes it over.
func contentStop(words []word, from int, f frame, subordinate bool, end int) int {
	for k := from + 1; k < len(words) && words[k].Start < end; k++ {
		if !words[k].quoted && (f == thing && k-from <= fewWords && adjunct(words, k) ||
			handsOver(words, k, f, subordinate)) {
			return words[k].Start - len(words[k].before) + closing(words[k].before)
		}
	}
	return end
}

// handsOver reports whether with words[k] the reporter takes the sentence back.
func handsOver(words []word, k int, f frame, subordinate bool) bool {
	w := &words[k]
	closed := closing(w.before)
	gap := strings.TrimSpace(w.before[closed:])
	comma := strings.HasSuffix(gap, ",") || gap == "" && strings.Contains(w.before[:closed], ",")
	switch {
	case strings.HasPrefix(gap, ";") && f != clause || dash(gap):
		return true
	case goesOn(words, k):
		return true
	case !comma:
		return false
	case f == thing || subordinate || listed("according but which known who", w.lower):
		return true
	}
	return w.frame != noCue && w.form == ing || w.lower == "while" && f != clause ||
		w.lower == "and" && k+1 < len(words) && pronouns.has(words[k+1].lower)
}

// goesOn reports whether words[k] begins "… and said": the same speaker goes on to something else.
func goesOn(words []word, k int) bool {
	if !listed("and but", words[k].lower) {
		return false
	}
	if k++; k < len(words) && listed("also then later", words[k].lower) {
		k++
	}
	if k >= len(words) || words[k].quoted || words[k].upper {
		return false
	}
	return words[k].frame != noCue && words[k].form == finite && !strings.HasSuffix(words[k].lower, "s")
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

// fewWords is how many words a thing has at the most that is only named: "endorsed the clerk when he …". In a longer
// one, "the clerk for leaving when he …", what says when belongs to a verb within it.
const fewWords = 3

// adjunct reports whether words[k] begins what says when, why or how a thing was praised or blamed, and is not part of
// the thing.
func adjunct(words []word, k int) bool {
	return listed("when because while after before during but if since until although though by", words[k].lower)
}

// contentEnd returns the end of a sentence without its full stop.
func contentEnd(s string, sent Span) int {
	end := sent.End
	for end > sent.Start && (s[end-1] == '.' || s[end-1] == ' ') {
		end--
	}
	return end
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

// leastClause is how many words a clause has at the least: somebody, a verb and a thing.
const leastClause = 3

// dash reports whether a dash stands between two words: what follows is the reporter's as a rule.
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
func find(words []word, i, n int, list string) int {
	for k := i; k < len(words) && k < i+n; k++ {
		if words[k].quoted || k > i && strings.ContainsAny(words[k].before, ";:—") {
			return -1
		}
		if listed(list, words[k].lower) {
			return k
		}
	}
	return -1
}
