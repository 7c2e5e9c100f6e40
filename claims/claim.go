package claims

import (
	"math"
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// A sentence can be checked when it says something that could turn out to be otherwise: how many, when, more or
// less than what, who did it. Assess weighs each sentence by what of this is in it. The weights are set by hand,
// in points, by how surely a newsroom could look the thing up: a number with its unit can always be, a name
// alone hardly ever. None is fitted to anybody's labels.
const (
	numberPoints    = 2.0 // "41,200 passengers", "two kilometres"
	unitPoints      = 3.0 // on top, for per cent, money and millions: somebody keeps the books
	datePoints      = 0.9 // "in 1993", "since the war": it was then or it was not
	comparePoints   = 1.2 // "more than any other", "the worst in history"
	changePoints    = 1.3 // "rose", "lost", "doubled"
	statisticPoints = 1.8 // "jobs", "taxes": what statistics are made of
	matterPoints    = 0.6 // "health", "the border", "the council": what records are kept of; for each of two
	actPoints       = 0.6 // "voted for", "signed": there is a record, but most of what people did is told and not argued
	pastPoints      = 0.2 // "was", "had": what has been can be looked up
	namePoints      = 0.2 // for each of two
	alwaysPoints    = 0.2 // "never", "only", "every": one case to the contrary settles it
	otherPoints     = 0.3 // "he", "they": people are held to what they say of others

	firstPoints    = -0.6 // "I", "we": intentions and feelings mostly
	opinionPoints  = -1.5 // "I think", "we should"
	futurePoints   = -1.0 // "will", "going to"
	ifPoints       = -0.5 // "if": what follows is not said to be so
	addressPoints  = -1.5 // "thank you", "let me"
	questionPoints = -2.0
	shortPoints    = -1.5 // fewer than shortWords, too few to say who did what
	longPoints     = 0.02 // for each word over that, longWords of them at most: a long sentence has more to check

	shortWords = 6
	longWords  = 20

	// even is how many points make a sentence as likely worth a check as not: a number and a little, or two
	// or three of the rest.
	even = 2.7
)

// A Sentence is a sentence of an article, and what makes it worth checking or not.
type Sentence struct {
	Span    Span
	Kind    SentenceKind
	Score   float64 // from 0 to 1: how much it is worth a check; of no use for other kinds than Fact
	Reasons []Reason
}

// Claim reports whether s is worth a check: it says that something is so, and more of it than not can be looked up.
func (s *Sentence) Claim() bool { return s.Kind == Fact && s.Score >= 0.5 }

// A SentenceKind is what a sentence does.
type SentenceKind uint8

const (
	Fact SentenceKind = iota // says that something is so
	Opinion
	Question
	Prediction
	Furniture // belongs to the page and not to the story: "Read more", "Photo: the harbour desk"
	Headline
)

// String is the name of k in reports.
func (k SentenceKind) String() string {
	return [...]string{"fact", "opinion", "question", "prediction", "furniture", "headline"}[k]
}

// A Reason is something in a sentence that can be looked up.
type Reason struct {
	Kind ReasonKind
	Span Span // the words
}

// A ReasonKind is what can be looked up.
type ReasonKind uint8

const (
	ANumber ReasonKind = iota
	ADate
	AComparison
	AChange
	AnAct
	AStatistic // jobs, taxes: what statistics are made of
	AnAbsolute
	AMatter // of public record
	AName
)

// String is the name of k in reports.
func (k ReasonKind) String() string {
	return [...]string{"a number", "a date", "a comparison", "a change", "an act", "a statistic", "an absolute", "a matter of record", "a name"}[k]
}

// Because is why the words of s are worth a check: for each kind of reason the first, in reading order, names and
// matters of record only where there is no better one.
func (t *Text) Because(s Span) []Reason {
	var strong, weak []Reason
	seen := [AName + 1]bool{}
	for _, a := range t.Assess() {
		if !a.Span.Overlaps(s) {
			continue
		}
		for _, r := range a.Reasons {
			if !r.Span.Overlaps(s) || seen[r.Kind] {
				continue
			}
			seen[r.Kind] = true
			if r.Kind >= AMatter {
				weak = append(weak, r)
			} else {
				strong = append(strong, r)
			}
		}
	}
	if strong != nil {
		return strong
	}
	return weak
}

// Assess weighs every sentence of t, in reading order. It knows the words of English; of an article in another
// language it sees the numbers, the years and the names.
func (t *Text) Assess() []Sentence {
	x := t.indexed()
	if x.assessed != nil {
		return x.assessed
	}
	blocks := t.Blocks()
	at, block := 0, 0
	for _, s := range t.Sentences() {
		for at < len(x.words) && x.source(&x.words[at]).Start < s.Start {
			at++
		}
		end := at
		for end < len(x.words) && x.source(&x.words[end]).Start < s.End {
			end++
		}
		for blocks[block].End <= s.Start {
			block++
		}
		a := x.assess(s, x.words[at:end])
		if blocks[block] == s && len(blocks) > 1 {
			a.alone(t.Slice(s), x.words[at:end])
		}
		x.assessed = append(x.assessed, a)
		at = end
	}
	return x.assessed
}

// alone tells headlines and furniture by what a sentence looks like that has a block to itself: no full stop at
// its end, and few words.
func (a *Sentence) alone(s string, words []match.Word) {
	const line = 16 // words; headlines are shorter, for they stand in a line or two
	if strings.ContainsAny(s[len(s)-1:], ".!?:;,") || strings.HasSuffix(s, "”") || strings.HasSuffix(s, "’") || len(words) > line {
		if len(words) == 0 || !prose.IsFurniture(words[0].Text) {
			return
		}
	}
	const few = 3 // words; "Harbour desk", "Related stories"
	if a.Kind = Headline; len(words) <= few || prose.IsFurniture(words[0].Text) {
		a.Kind = Furniture
	}
}

func (x *index) source(w *match.Word) Span {
	start, end := x.folded.Range(w.Start, w.End)
	return Span{start, end}
}

// assess weighs one sentence.
func (x *index) assess(s Span, words []match.Word) Sentence {
	out := Sentence{Span: s}
	points, n := 0.0, 0
	seen := [AName + 1]int{}
	add := func(k ReasonKind, i, j int, p float64, most int) {
		if seen[k] < most {
			points += p
		}
		if seen[k]++; seen[k] == 1 || k != AName && k != AMatter {
			out.Reasons = append(out.Reasons, Reason{k, Span{x.source(&words[i]).Start, x.source(&words[j]).End}})
		}
	}
	word := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return words[i].Text
	}
	first, other, opinion, future, address, past, open, unit := false, false, false, false, false, false, false, false
	for i := 0; i < len(words); i++ {
		w := &words[i]
		if w.Kind == match.Mark {
			continue
		}
		n++
		switch {
		case w.Kind == match.Number && isYear(w.Text), prose.IsWhen(w.Text) && i > 0, prose.IsMonth(w.Text) && w.Upper && i > 0:
			add(ADate, i, i, datePoints, 1)
		case w.Text == "last" && prose.Weigh(word(i+1)) == prose.Measure: // "last year"
			add(ADate, i, i+1, datePoints, 1)
			i++
		case w.Kind == match.Number || prose.IsNumeral(w.Text):
			j, money := i, strings.ContainsAny(w.Text, "%$€£") || prose.IsUnit(w.Text)
			for prose.IsNumeral(word(j+1)) || prose.IsUnit(word(j+1)) {
				j++
				money = money || prose.IsUnit(words[j].Text)
			}
			if money && !unit {
				unit = true
				points += unitPoints
			}
			add(ANumber, i, j, numberPoints, 1)
			n += j - i
			i = j
			continue
		case prose.Compares(w.Text):
			add(AComparison, i, i, comparePoints, 1)
		case prose.IsChange(w.Text):
			add(AChange, i, i, changePoints, 1)
		case prose.IsAct(w.Text):
			add(AnAct, i, i, actPoints, 1)
		case prose.IsStatistic(w.Text):
			add(AStatistic, i, i, statisticPoints, 1)
		case prose.IsMatter(w.Text):
			add(AMatter, i, i, matterPoints, 2)
		case prose.IsAbsolute(w.Text):
			add(AnAbsolute, i, i, alwaysPoints, 1)
		case w.Upper && i > 0 && w.Text != "i" && !strings.HasPrefix(w.Text, "i'"):
			if !words[i-1].Upper || i == 1 {
				add(AName, i, i, namePoints, 2)
			}
		}
		switch {
		case oneOf(w.Text, "i we my our me us i'm i've i'd we've we're we'd"):
			first = true
		case oneOf(w.Text, "he she they he's she's they've they're his her their him them"):
			other = true
		case oneOf(w.Text, "will won't shall i'll we'll they'll he'll she'll it'll would wouldn't could"), w.Text == "going" && word(i+1) == "to":
			future = true
		case oneOf(w.Text, "should must ought i'd hope believe think want wish feel guess maybe perhaps probably ") || w.Text == "need" && word(i+1) == "to" || w.Text == "have" && word(i+1) == "to":
			opinion = true
		case oneOf(w.Text, "was were had did has been wasn't weren't hadn't didn't hasn't"):
			past = true
		case w.Text == "if":
			open = true
		case oneOf(w.Text, "thank thanks please welcome let let's sir ladies gentlemen"):
			address = true
		}
	}
	weigh := func(is bool, p float64) {
		if is {
			points += p
		}
	}
	weigh(other, otherPoints)
	weigh(first, firstPoints)
	weigh(opinion, opinionPoints)
	weigh(future, futurePoints)
	weigh(address, addressPoints)
	weigh(past, pastPoints)
	weigh(open, ifPoints)
	question := strings.HasSuffix(strings.TrimRight(x.text.Slice(s), "”\"’' )"), "?")
	weigh(question, questionPoints)
	weigh(n < shortWords, shortPoints)
	points += longPoints * float64(min(max(0, n-shortWords), longWords))
	out.Score = 1 / (1 + math.Exp2(even-points))
	switch {
	case question:
		out.Kind = Question
	case future && !slices.ContainsFunc(out.Reasons, func(r Reason) bool { return r.Kind == AnAct }):
		out.Kind = Prediction
	case opinion:
		out.Kind = Opinion
	}
	return out
}

func oneOf(w, list string) bool {
	for x := range strings.FieldsSeq(list) {
		if x == w {
			return true
		}
	}
	return false
}

// isYear reports whether a number is one that years have: 1500 to 2100.
func isYear(s string) bool {
	return len(s) == 4 && s >= "1500" && s <= "2100" && strings.Trim(s, "0123456789") == ""
}
