package prose

import (
	"strings"
	"unicode"
)

// Indirect speech: what somebody is reported to say, think, want or do with words, in the reporter's own
// words or half in them.
//
// A sentence is read left to right for cues: verbs of saying and thinking, "according to", a colon behind a
// name, a noun such as "claim" before "that". Each kind of cue says what it takes for its content:
//
//	said (that) …      a clause         the minister [said] that the boats would go
//	told … (that) …    one, behind whom  the minister [told] the council that …
//	wants to …         an infinitive     the minister [wants] to keep the boats
//	criticised …       a thing           the minister [criticised] the council's plan
//	…, she said        the clause before the boats would go, the minister [said]
//
// (cues.go). The speaker is the subject of the verb (subject.go). The content runs to the end of the sentence, or to
// where another speaker, or the reporter, takes the sentence over (content.go).

// A Saying is one report of speech, in bytes of the text searched. Speaker may be empty.
type Saying struct{ Speaker, Cue, Content Span }

// A word of a sentence.
type word struct {
	Span
	lower  string
	upper  bool
	before string // what stands between the word before and this one
	quoted bool
}

// Sayings finds the reports of indirect and mixed speech in one block of text. pairs is the quotation
// marks of the block.
func Sayings(s string, pairs []Pair) []Saying {
	var out []Saying
	for _, sent := range wholeSentences(s, pairs) {
		out = append(out, sentenceSayings(s, sent, pairs)...)
	}
	return out
}

// wholeSentences is the sentences of s, those that one quotation holds or joins taken as one.
func wholeSentences(s string, pairs []Pair) []Span {
	var out []Span
	for _, x := range Sentences(s) {
		if n := len(out); n > 0 && insideQuote(pairs, out[n-1].End, x.Start) {
			out[n-1].End = x.End
			continue
		}
		out = append(out, x)
	}
	return out
}

func insideQuote(pairs []Pair, end, start int) bool {
	for _, p := range pairs {
		if p.Depth == 0 && p.Double && p.Start < end && start < p.End {
			return true
		}
	}
	return false
}

func wordsOf(s string, sent Span, pairs []Pair) []word {
	var out []word
	at := sent.Start
	for _, t := range tokens(s, sent.Start, sent.End) {
		w := word{Span: t, before: s[at:t.Start]}
		text := t.text(s)
		w.lower = strings.ToLower(text)
		w.upper = unicode.IsUpper(first(text))
		for _, p := range pairs {
			w.quoted = w.quoted || p.Double && p.From <= t.Start && t.End <= p.To
		}
		out = append(out, w)
		at = t.End
	}
	return out
}

func sentenceSayings(s string, sent Span, pairs []Pair) []Saying {
	words := wordsOf(s, sent, pairs)
	var out []Saying
	var last Span // the speaker of the cue before
	end := contentEnd(s, sent)
	for i := 0; i < len(words); i++ {
		w := &words[i]
		if w.quoted {
			continue
		}
		if w.lower == "according" && i+1 < len(words) && words[i+1].lower == "to" {
			if x, ok := accordingTo(s, words, i, sent.Start, end); ok {
				out = append(out, x)
			}
			continue
		}
		if claimNouns.has(w.lower) && i+1 < len(words) && words[i+1].lower == "that" && blank(words[i+1].before) && !words[i+1].quoted {
			// "the claim that the boats …", "her fear that …"
			if content, ok := contentAfter(s, words, i, clause, false, end); ok {
				out = append(out, Saying{Speaker: possessor(s, words, i), Cue: w.Span, Content: content})
				continue
			}
		}
		if x, ok := hedged(words, i, end); ok {
			out = append(out, x)
			continue
		}
		f, form := frameOf(w.lower)
		if f == noCue || w.upper && i > 0 {
			continue
		}
		if base, _ := lemma(w.lower); form != finite && finiteOnly.has(base) {
			continue
		}
		if x, ok := inverted(s, words, i, f, sent, pairs); ok {
			out = append(out, x)
			last = x.Speaker
			continue
		}
		if len(out) > 0 && out[len(out)-1].Content.Start <= w.Start && w.End <= out[len(out)-1].Content.End && form == plainForm {
			continue
		}
		head, ok := verbGroup(words, i, form)
		if !ok {
			continue
		}
		speaker := subject(words, head)
		if head > 0 && blank(words[head].before) && listed("and but", words[head-1].lower) || form == ing && !directlyBefore(words, head) {
			if speaker = last; speaker.End == 0 {
				speaker = mainSubject(words, head)
			}
		}
		content, ok := contentAfter(s, words, i, f, subordinate(words, head), end)
		if comma := i+1 < len(words) && strings.HasPrefix(words[i+1].before, ",") && !words[i+1].quoted; comma && f == clause && form == finite && speaker.End > 0 {
			// "The boats, the minister said, would go": all but the remark.
			if k := strings.TrimRight(s[sent.Start:speaker.Start], " "); strings.HasSuffix(k, ",") && !insideQuote(pairs, speaker.Start, speaker.Start+1) {
				content, ok = Span{sent.Start, end}, true
				if strings.HasPrefix(s[sent.Start:], "“") || strings.HasPrefix(s[sent.Start:], "\"") {
					ok = false
				}
			}
		}
		if !ok {
			if f != clause {
				continue
			}
			if content, ok = contentBefore(s, words, head, speaker, sent); !ok {
				continue
			}
		}
		if speaker.End == 0 && form != ing {
			continue
		}
		if r := relative(words, speaker); r.End > 0 && f == clause && (i+1 == len(words) || words[i+1].lower != "that") {
			content.Start = r.Start // "which they say would go"
		}
		last = speaker
		out = append(out, Saying{Speaker: speaker, Cue: w.Span, Content: content})
	}
	return out
}

// hedged reads "the boats are expected to go", "the boats have reportedly gone": the whole clause is somebody's whom
// nobody names.
func hedged(words []word, i, end int) (Saying, bool) {
	next, before := "", ""
	if i+1 < len(words) && blank(words[i+1].before) {
		next = words[i+1].lower
	}
	if i > 0 && blank(words[i].before) {
		before = words[i-1].lower
	}
	switch words[i].lower {
	case "seem", "seems", "seemed", "appear", "appears", "appeared":
		if next == "" || before == "to" || next != "to" && prepositions.has(next) {
			return Saying{}, false
		}
	case "expected":
		if next != "to" || !auxiliaries.has(before) && !listed("not widely", before) {
			return Saying{}, false
		}
	case "reportedly", "allegedly":
	default:
		return Saying{}, false
	}
	head := i
	for head > 0 && between.has(words[head-1].lower) && blank(words[head].before) {
		head--
	}
	who := subject(words, head)
	if who.End == 0 {
		return Saying{}, false
	}
	stop := contentStop(words, i, todo, subordinate(words, head), end)
	return Saying{Cue: words[i].Span, Content: Span{who.Start, stop}}, stop > words[i].End
}

// Turn reads a turn of an interview, "Brown: The boats were full. They always are."
func Turn(block string) (Saying, bool) {
	const longest = 5 // words of a name with its title
	i := strings.Index(block, ": ")
	if i <= 0 || strings.ContainsAny(block[:i], ".,;!?“\"") && !strings.HasSuffix(block[:i], ".") {
		return Saying{}, false
	}
	words := tokens(block, 0, i)
	content := strings.TrimSpace(block[i+2:])
	if len(words) == 0 || len(words) > longest || content == "" {
		return Saying{}, false
	}
	for _, w := range words {
		if !unicode.IsUpper(first(w.text(block))) {
			return Saying{}, false
		}
	}
	if first(content) == '“' || first(content) == '"' {
		return Saying{}, false
	}
	start := i + 2 + strings.Index(block[i+2:], content)
	content = strings.TrimRight(content, ".")
	return Saying{Speaker: Span{0, i}, Cue: Span{i, i + 1}, Content: Span{start, start + len(content)}}, true
}

// inverted reads "…, said the minister": what stands before the comma is the content.
func inverted(s string, words []word, i int, f frame, sent Span, pairs []Pair) (Saying, bool) {
	if f != clause || i < 3 || i+1 >= len(words) || !strings.HasSuffix(strings.TrimSpace(words[i].before), ",") || words[i-1].quoted || !blank(words[i+1].before) {
		return Saying{}, false
	}
	if !cueVerb(words[i].lower) || openMark(s, sent.Start+1) != sent.Start+1 || strings.HasPrefix(s[sent.Start:], "“") {
		return Saying{}, false
	}
	rest := make([]Span, 0, 8)
	for _, w := range words[i+1:] {
		rest = append(rest, w.Span)
	}
	np := nounPhrase(s[:sent.End], rest)
	if next := after(words, np.End); next != nil && strings.TrimSpace(next.before) == "" && !afterSpeakers.has(next.lower) && !next.quoted {
		return Saying{}, false // "Brown, a lawyer, said the boats were full"
	}
	if np.End == 0 || !(words[i+1].upper || determiners.has(words[i+1].lower)) || find(words, i+1, 8, "that") > 0 {
		return Saying{}, false
	}
	return Saying{Speaker: described(s[:sent.End], np), Cue: words[i].Span, Content: Span{sent.Start, words[i-1].End}}, true
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// accordingTo reads "according to the clerk, …" and "…, according to the clerk".
func accordingTo(s string, words []word, i, start, end int) (Saying, bool) {
	const longest = 14 // words of a source with its description
	rest := make([]Span, 0, longest)
	for k := i + 2; k < len(words) && len(rest) < longest; k++ {
		if k > i+2 && strings.ContainsAny(words[k].before, ",;:“\"") {
			break
		}
		rest = append(rest, words[k].Span)
	}
	if len(rest) == 0 {
		return Saying{}, false
	}
	x := Saying{Speaker: Span{rest[0].Start, rest[len(rest)-1].End}, Cue: Span{words[i].Start, words[i+1].End}}
	before := strings.TrimRight(s[start:words[i].Start], " ,")
	if len(strings.Fields(before)) >= leastClause {
		x.Content = Span{start, start + len(before)}
		return x, true
	}
	after := x.Speaker.End
	for after < end && (s[after] == ',' || s[after] == ' ') {
		after++
	}
	if after >= end || after == x.Speaker.End {
		return Saying{}, false
	}
	x.Content = Span{after, end}
	return x, true
}
