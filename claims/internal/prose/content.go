package prose

import "strings"

// What was said: where the content of a cue begins and where it ends.

// contentAfter is what a cue takes behind it.
func contentAfter(s string, words []word, i int, f frame, subordinate bool, end int) (Span, bool) {
	if i+1 >= len(words) {
		return Span{}, false
	}
	next := &words[i+1]
	gap := strings.TrimSpace(next.before)
	if gap != "" && gap != ":" && gap != "," && gap != "“" && gap != "\"" && gap != ", “" && gap != ", \"" && gap != ": “" && gap != ": \"" {
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
		// "that" a few words on: what stands before it says when, where or to whom.
		aside := prepositions.has(next.lower) || days.has(next.lower) || strings.HasSuffix(next.lower, "ly") || listed("today again earlier later yesterday", next.lower)
		if k := find(words, i+1, 8, "that whether"); k > 0 && aside {
			from = k
		} else if aside {
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
		if next.lower != "to" && !listed("the a an his her its their", next.lower) {
			if k := find(words, i+1, 2, "to that"); k > 0 {
				from = k
			} else if !next.upper {
				return Span{}, false
			}
		}
	case thing:
		if gap == "," || i+2 >= len(words) {
			return Span{}, false
		}
		if prepositions.has(next.lower) {
			if base, _ := lemma(words[i].lower); !listed(takes(next.lower), base) {
				return Span{}, false
			}
			from = i + 2
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

// contentStop is where a content ends that begins with words[from]: with the sentence, or where the reporter or
// another speaker takes it over.
func contentStop(words []word, from int, f frame, subordinate bool, end int) int {
	stop := end
	for k := from + 1; k < len(words); k++ {
		w := &words[k]
		if w.quoted || w.Start >= end {
			continue
		}
		b := strings.TrimSpace(w.before)
		if strings.HasPrefix(b, ";") && f != clause || dash(b) {
			stop = w.Start - len(w.before)
			return stop
		}
		// "… and said": the same speaker goes on to something else.
		if listed("and but", w.lower) && k+1 < len(words) && !words[k+1].quoted {
			next := words[k+1]
			if listed("also then later", next.lower) && k+2 < len(words) {
				next = words[k+2]
			}
			if fr, form := frameOf(next.lower); fr != noCue && form == finite && !strings.HasSuffix(next.lower, "s") && !next.upper {
				stop = w.Start - len(w.before)
				return stop
			}
		}
		if strings.HasSuffix(b, ",") || strings.HasSuffix(b, ",”") || strings.HasSuffix(b, ",\"") {
			fr, form := frameOf(w.lower)
			if f == thing || subordinate || fr != noCue && form == ing || w.lower == "according" || w.lower == "while" && f != clause || listed("but which known who", w.lower) || w.lower == "and" && k+1 < len(words) && pronouns.has(words[k+1].lower) {
				stop = w.Start - len(w.before)
				if strings.HasPrefix(w.before, ",”") {
					return stop + len(",”")
				}
				return stop
			}
		}
	}
	return stop
}

// contentEnd is the end of a sentence without its full stop.
func contentEnd(s string, sent Span) int {
	end := sent.End
	for end > sent.Start && (s[end-1] == '.' || s[end-1] == ' ') {
		end--
	}
	return end
}

// contentBefore is the clause before a speaker and a cue that end a sentence: "…, the minister said."
func contentBefore(s string, words []word, head int, speaker Span, sent Span) (Span, bool) {
	if speaker.End == 0 {
		return Span{}, false
	}
	comma := strings.TrimRight(s[sent.Start:speaker.Start], " ")
	if openMark(s, sent.Start+1) != sent.Start+1 || strings.HasPrefix(comma, "“") {
		return Span{}, false // a quotation, which has its own attribution
	}
	if !strings.HasSuffix(comma, ",") {
		return Span{}, false
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
	return strings.HasPrefix(between, "—") || strings.HasPrefix(between, "–") || strings.HasPrefix(between, "--") || between == "-"
}

func openMark(s string, at int) int {
	for _, m := range [...]string{"“", "\""} {
		if strings.HasSuffix(s[:at], m) {
			return at - len(m)
		}
	}
	return at
}

// find is the first of words from i on, at most n on, that is listed and not parted from the cue by a
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
