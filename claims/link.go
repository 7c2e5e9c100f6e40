package claims

import (
	"cmp"
	"slices"
	"strings"

	"sourcemark/claims/internal/match"
)

// Linking is what happens to records that no editor put on this article: those without an anchor, and those
// whose words are not in it. For each sentence, and for what somebody is reported to say in it, the
// library is asked for records of claims; for each quotation, for records of quotations.
//
// A reader takes a card for the verdict of an editor, so what is enough for an editor's list of records that
// may be meant (Match) is not enough here. A claim is linked where nearly all of it is said in the sentence
// and the sentence says little else; a quotation, where the words are the words. What an editor has placed
// always wins: a record refused because its sentence was changed stays refused, and no record is linked to
// words on which an editor's stands.
const (
	// What sentence and claim must have of each other, and both together. In 84 articles of the developer data
	// and 27,000 records of other people's stories, at these figures 9 links remained, all of them right.
	linkShare    = 0.6
	linkTogether = 1.35

	// A quotation is linked when linkQuote of its words are a version's, and they are linkWords or more;
	// fewer must be the very words, and the speaker the very speaker.
	linkQuote = 0.8
	linkWords = 4
)

// A link is a record on words where no editor anchored it.
type link struct {
	entry int
	Annotation
}

// link finds the words that records cover which are open to it, and takes from open what it has found. placed
// is what editors have put on the article.
func (c *Checker) link(t *Text, placed []Annotation, open []bool) []Annotation {
	var links []link
	k := new(seeker)
	for _, s := range t.statements() {
		kind := Claim
		if s.quote != nil {
			kind = Quotation
		}
		if slices.ContainsFunc(placed, func(a Annotation) bool { return a.Record.Kind == kind && a.Span.Overlaps(s.span) }) {
			continue
		}
		c.library.prepare(k, s.Statement)
		for _, m := range c.library.find(k, linked) {
			if !open[m.entry] || m.Record.Kind != kind {
				continue
			}
			l := link{m.entry, Annotation{Dossier: m.Dossier, Record: m.Record, Span: s.span, Placement: Exact, Automatic: true,
				Relation: m.Relation, Differences: m.Differences}}
			if kind == Claim {
				if !m.Relation.Links() || min(m.record, m.statement) < linkShare || m.record+m.statement < linkTogether {
					continue
				}
				l.Score = m.Agreement
			} else {
				var ok bool
				if l.Score, ok = quotes(&s, &m); !ok {
					continue
				}
				l.Printed = s.Text
				if l.Relation = Same; len(m.Differences) > 0 {
					l.Relation = Differs
				}
			}
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(a, b link) int { return cmp.Compare(b.Score, a.Score) })
	var out []Annotation
	for i := range links {
		if l := &links[i]; open[l.entry] {
			open[l.entry] = false
			out = append(out, l.Annotation)
		}
	}
	return out
}

// linked is how many records are looked at for one statement.
const linked = 10

// An articleStatement is a statement and where it stands.
type articleStatement struct {
	Statement
	span  Span
	quote *Quote // nil for a sentence
}

// statements is what the article says: its sentences, what somebody is reported to say in them, and its
// quotations. Questions say nothing.
func (t *Text) statements() []articleStatement {
	var out []articleStatement
	sentences := t.Sentences()
	sayings := t.Sayings()
	before := func(at int) string {
		i, _ := slices.BinarySearchFunc(sentences, at, func(s Span, at int) int { return s.End - at - 1 })
		if i == 0 {
			return ""
		}
		return t.Slice(Span{sentences[max(0, i-2)].Start, sentences[i-1].End})
	}
	for _, s := range sentences {
		words := t.Slice(s)
		if strings.HasSuffix(strings.TrimRight(words, "”\"’' "), "?") {
			continue
		}
		a := articleStatement{span: s, Statement: Statement{Text: words, Before: before(s.Start)}}
		for _, x := range sayings {
			if x.Span.Contains(s) {
				a.Speaker = t.Slice(x.Speaker)
			} else if s.Contains(x.Span) && x.Manner != Direct {
				out = append(out, articleStatement{span: s, Statement: Statement{Text: t.Slice(x.Span), Before: a.Before, Speaker: t.Slice(x.Speaker)}})
			}
		}
		out = append(out, a)
	}
	quotes := t.Quotes()
	for i := range quotes {
		q := &quotes[i]
		if q.Kind == Title {
			continue
		}
		out = append(out, articleStatement{span: q.Span, quote: q, Statement: Statement{Text: t.Slice(q.Words), Before: before(q.Span.Start), Speaker: t.Slice(q.Full)}})
	}
	return out
}

// quotes reports whether a quotation of the article is the one that a record is about, and how near the
// words are.
func quotes(s *articleStatement, m *Match) (score float64, ok bool) {
	printed := strings.Trim(s.Text, " .,;:")
	words := len(match.Words(match.Fold(printed)))
	same := speaks(s, m.Record.Speaker.Name)
	if words < linkWords {
		return 1, same && match.Fold(printed).S == strings.Trim(match.Fold(m.Record.Text).S, " .,;:")
	}
	if c := compare(printed, m.Record.Text); c.Share >= linkQuote {
		score = c.Share
	}
	for i := range m.Record.Versions {
		v := &m.Record.Versions[i]
		if !sameLanguage(v.Language, m.Dossier.Language) {
			continue
		}
		// A version may hold more of a speech than the record is about.
		if c := compare(printed, v.Text); c.Share > max(score, linkQuote) {
			if o := compare(m.Record.Text, v.Text); o.Share >= linkQuote && o.stretch().Overlaps(c.stretch()) {
				score = c.Share
			}
		}
	}
	return score, score > 0 && same
}

// stretch is the words of the source that were printed, from the first to the last.
func (c *Comparison) stretch() Span {
	var s Span
	for _, ch := range c.Changes {
		if ch.Printed.Len() > 0 && ch.Source.Len() > 0 {
			if s.End == 0 {
				s.Start = ch.Source.Start
			}
			s.End = ch.Source.End
		}
	}
	return s
}

// speaks reports whether a quotation may be that of a speaker: he is named beside it or in the sentences
// before, or nobody is.
func speaks(s *articleStatement, name string) bool {
	who := surname(name)
	if who == "" || s.Speaker == "" {
		return true
	}
	if strings.Contains(match.Fold(s.Speaker).S, who) {
		return true
	}
	return strings.Contains(match.Fold(s.Before).S, who)
}
