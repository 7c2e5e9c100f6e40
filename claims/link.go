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
	// What sentence and claim must have of each other, both together, and the sentence of what the claim says of those it
	// names: a claim is not who it is about. In 84 articles of the developer data and 27,000 records of other
	// people's stories, twelve links remain at these figures, and 24 in 840 more; in four of five of all, the sentence
	// says what the record says.
	linkShare     = 0.6
	linkTogether  = 1.35
	linkPredicate = 0.5

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

// link finds the words that open records cover, and settles the records. placed is what editors have put on the
// article.
func (c *Checker) link(t *Text, placed []Annotation, states []state) []Annotation {
	var links []link
	k := new(seeker)
	for _, s := range t.statements(&c.library.vocabulary) {
		kind := Claim
		if s.quote != nil {
			kind = Quotation
		}
		if slices.ContainsFunc(placed, func(a Annotation) bool { return a.Record.Kind == kind && a.Span.Overlaps(s.span) }) {
			continue
		}
		k.ask(s.wording, s.before, s.speaker)
		for _, m := range c.library.find(k, linked, linked) {
			if states[m.entry] != open || m.Record.Kind != kind {
				continue
			}
			l := link{m.entry, Annotation{Dossier: m.Dossier, Record: m.Record, Span: s.span, Placement: Exact, Automatic: true,
				Relation: m.Relation, Differences: m.Differences}}
			if kind == Claim {
				if !m.said() {
					continue
				}
				l.Score = (m.record + m.statement) / 2
			} else {
				var ok bool
				if l.Score, ok = t.quotes(&s, &m); !ok {
					continue
				}
				l.Printed = strings.TrimRight(t.Slice(s.quote.Words), " ,")
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
		if l := &links[i]; states[l.entry] == open {
			states[l.entry] = settled
			out = append(out, l.Annotation)
		}
	}
	return out
}

// said reports whether a sentence says what a claim says, and little else. That its speaker is the record's is no excuse
// here for saying only a part of it, or nothing but the names.
func (m *Match) said() bool {
	return m.Relation.Links() && len(m.Differences) <= mostDiffer && m.words >= minShared && m.plain >= minPlain &&
		m.predicate >= linkPredicate &&
		min(m.record, m.statement) >= linkShare && m.record+m.statement >= linkTogether
}

// linked is how many records are looked at for one statement. One that says nearly the same is among the first.
const linked = 10

// A passage is a statement of an article, read, and where it stands.
type passage struct {
	wording wording
	before  [2]*wording // the two sentences before; nil where there are none
	speaker string
	span    Span
	quote   *Quote // nil for a sentence, and for what somebody is reported to say in it
}

// longestStatement is the most bytes of one statement that are compared with records: those of a pattern in the product
// specification, section 5.
const longestStatement = 2000

// statements is what the article says: its sentences, what somebody is reported to say in them, and its
// quotations. Questions say nothing, nor does what is longer than anybody reads.
func (t *Text) statements(v *vocabulary) []passage {
	if len(t.String()) > longestRead {
		return nil
	}
	var out []passage
	said := dayOf(t.Published)
	sentences := t.Sentences()
	read := make([]wording, len(sentences))
	for i, s := range sentences {
		if s.Len() <= longestStatement {
			read[i] = v.read(t.Slice(s), said)
		}
	}
	before := func(at int) (two [2]*wording) {
		i, _ := slices.BinarySearchFunc(sentences, at, func(s Span, at int) int { return s.End - at - 1 })
		for k := range min(i, len(two)) {
			two[k] = &read[i-1-k]
		}
		return two
	}
	sayings := t.Sayings()
	for i, s := range sentences {
		if strings.HasSuffix(strings.TrimRight(t.Slice(s), "”\"’' "), "?") {
			continue
		}
		p := passage{wording: read[i], before: before(s.Start), span: s}
		for _, x := range sayings {
			if x.Span.Contains(s) {
				p.speaker = t.Slice(x.Speaker)
			} else if s.Contains(x.Span) && x.Manner != Direct && x.Span.Len() <= longestStatement {
				out = append(out, passage{wording: v.read(t.Slice(x.Span), said), before: p.before, speaker: t.Slice(x.Speaker), span: s})
			}
		}
		out = append(out, p)
	}
	quotes := t.Quotes()
	for i := range quotes {
		if q := &quotes[i]; q.Kind != Title && q.Words.Len() <= longestStatement {
			out = append(out, passage{wording: v.read(t.Slice(q.Words), said), before: before(q.Span.Start), speaker: t.Slice(q.Full), span: q.Span, quote: q})
		}
	}
	return out
}

// quotes reports whether a quotation of the article is the one that a record is about, and how near the
// words are.
func (t *Text) quotes(s *passage, m *Match) (score float64, ok bool) {
	printed := strings.Trim(t.Slice(s.quote.Words), " .,;:")
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
func speaks(s *passage, name string) bool {
	who := surname(name)
	if who == "" || s.speaker == "" {
		return true
	}
	if strings.Contains(match.Fold(s.speaker).S, who) {
		return true
	}
	for _, b := range s.before {
		if b != nil && strings.Contains(b.folded, who) {
			return true
		}
	}
	return false
}
