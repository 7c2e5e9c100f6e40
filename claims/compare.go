package claims

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A QuoteMatch says how the printed words of a quotation agree with the source's.
type QuoteMatch uint8

const (
	NotFound   QuoteMatch = iota // not in the excerpts we hold: say so, do not guess
	Verbatim                     // word for word
	Trimmed                      // word for word as far as it goes, but shortened
	Altered                      // words changed
	Translated                   // the original is in another language: no word comparison
	Paraphrase                   // the same matter in other words
)

// String returns the name of m in reports; the number of a value that has none.
func (m QuoteMatch) String() string {
	return enumName(uint8(m), "notFound", "verbatim", "trimmed", "altered", "translated", "paraphrase")
}

const (
	// The share of printed words that a version must have, in order, to be the same words changed, and to be
	// a paraphrase of them. With two words in three replaced nobody would call it the same sentence any more;
	// below one in five, two sentences of English share as much by chance ("the", "of", "and").
	minAltered    = 1.0 / 3
	minParaphrase = 1.0 / 5

	// closer is by how much a version further down the list must agree better than one further up to be
	// shown in its place: the list is in the order of evidence, and a better source beats a few words.
	closer = 0.1

	// abridged is what a word of the source that was not printed costs in the alignment, where a printed word
	// that is not in the source costs 1: quotations are shortened far more often than filled up.
	abridged = 0.5

	// mostCells is how many pairs of words are compared: those of 350 words, as many as 2,000 characters have, and of
	// an excerpt as long as the reader of dossiers takes them. What is longer is in no excerpt that we hold.
	mostCells = 50_000

	// variant is how far two forms of one word agree ("concern", "concerns"): a change, but the slightest.
	variant = 0.75
)

// A Comparison is the printed words of a quotation against those of a source.
type Comparison struct {
	Match   QuoteMatch
	Version int      // which of the versions it was compared with; -1 if none
	Share   float64  // of the printed words that stand there, 0 to 1
	Changes []Change // in reading order; they cover all words of both sides
	Source  Span     // the sentences of the version, in bytes of its text, that the quotation is from
	Marked  bool     // what was left out inside is marked by an ellipsis
	Words   int      // printed words that were changed or added, and source words replaced or lost within
}

// A Change is one step of a word diff: what was printed, in bytes of the printed text, and what the source
// has, in bytes of its text. One of the two is empty where a word was added or left out.
type Change struct {
	Kind    ChangeKind
	Printed Span // empty if Kind is LeftOut: where the word would be
	Source  Span // zero if Kind is Added
}

// A ChangeKind classes a change.
type ChangeKind uint8

const (
	Kept      ChangeKind = iota // the same word on both sides
	Editorial                   // case, brackets, an ellipsis: what editors do openly
	Replaced                    // one word for another
	Added                       // printed, but not in the source
	LeftOut                     // in the source, but not printed; of "half-empty", "empty" may have been
)

// Compare compares a quotation as it was printed with the versions of its words, in the order of
// evidence, and shows the closest. Only versions in language are compared word by word; of the others it
// matters whether they say that the original is in another language. tag is that of a language, BCP 47.
func Compare(printed string, versions []Version, tag string) Comparison {
	best := Comparison{Version: -1}
	original := false
	r := readerIn(tag)
	p := newSide(r, printed)
	_, incise := withoutIncise(r, printed)
	q := p // without what the reporter put in
	if incise.End > 0 {
		q.words = slices.DeleteFunc(slices.Clone(p.words), func(w match.Word) bool {
			return incise.Overlaps(p.span(&w))
		})
	}
	for i := range versions {
		v := &versions[i]
		if !sameLanguage(v.Language, tag) {
			original = original || v.TranslatedOf == "" || !sameLanguage(v.TranslatedOf, tag)
			continue
		}
		c := p.compare(v.Text)
		if incise.End > 0 {
			if bare := q.compare(v.Text); bare.Share > c.Share {
				c = bare
			}
		}
		if c.Share > 0 && (best.Version < 0 || c.Share > best.Share+closer) {
			c.Version = i
			best = c
		}
	}
	switch {
	case best.Version >= 0 && best.Share >= minParaphrase:
		best.joinHyphens(printed, versions[best.Version].Text)
	case original:
		return Comparison{Match: Translated, Version: -1}
	default:
		return Comparison{Match: NotFound, Version: -1}
	}
	return best
}

// Comparison compares a quotation's printed words with its versions; nil for a claim. It is made anew at
// each call: most articles are read without every card being opened.
func (a *Annotation) Comparison() *Comparison {
	if a.Record.Kind != Quotation {
		return nil
	}
	c := Compare(a.Printed, a.Record.Versions, a.Language())
	return &c
}

// withoutIncise returns the words of a quotation without the reporter's remark between its marks ("he said"), and where
// the remark is; the words as they are and the zero Span if there is none.
func withoutIncise(r *prose.Reader, words string) (string, Span) {
	in, ok := r.FindIncise(words)
	if !ok {
		return words, Span{}
	}
	return words[:in.Whole.Start] + " " + words[in.Whole.End:], Span(in.Whole)
}

// A side is one of the two texts of a comparison.
type side struct {
	prose  *prose.Reader
	text   string
	folded *match.Folded
	words  []match.Word // without quotation marks
}

func newSide(r *prose.Reader, text string) side {
	s := side{prose: r, text: text, folded: match.Fold(text)}
	f := s.folded.S
	for _, w := range match.Words(s.folded) {
		if w.Kind == match.Mark {
			continue
		}
		// "[N]obody" is one word whose first letter an editor changed.
		if n := len(s.words) - 1; n >= 0 && s.words[n].End+1 == w.Start && f[w.Start-1] == ']' &&
			s.words[n].Start > 0 && f[s.words[n].Start-1] == '[' {
			s.words[n].Text += w.Text
			s.words[n].End = w.End
			continue
		}
		s.words = append(s.words, w)
	}
	return s
}

func (s *side) span(w *match.Word) Span {
	a, b := s.folded.Range(w.Start, w.End)
	return Span{a, b}
}

// sourceRange returns the span of the source from the first of its words that was printed to the last.
func (c *Comparison) sourceRange() Span {
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

func compare(r *prose.Reader, printed, source string) Comparison {
	p := newSide(r, printed)
	return p.compare(source)
}

// compare compares the printed words p with those of a source, as if both were of one language. Share is 0 if they have
// no word in common, or if one of them is longer than anybody compares.
func (p *side) compare(source string) Comparison {
	var c Comparison
	d, ok := align(p, source)
	if !ok {
		return c
	}
	if c.Share = d.share(); c.Share == 0 {
		return c
	}
	first, last := d.source.span(&d.source.words[d.first]), d.source.span(&d.source.words[d.last])
	c.Source.Start, c.Source.End = restOfSentence(cutSentences(p.prose, Plain(source)), first.Start, last.End)
	lost := d.classify(&c)
	c.Marked = lost.inside > 0 && lost.inside == lost.marked
	if lost.heavy {
		c.Words += lost.inside - lost.marked
	}
	c.Match = d.judge(&c, lost)
	c.joinLetters(p.text, source)
	return c
}

// joinLetters makes a diff readable in scripts that set no spaces between words, where each letter is compared for
// itself. A letter or two that stay between two changes are a part of one change, and the letters of a change are
// counted as one word.
func (c *Comparison) joinLetters(printed, source string) {
	letters := func(ch *Change) bool {
		return match.Unspaced(printed[ch.Printed.Start:ch.Printed.End] + source[ch.Source.Start:ch.Source.End])
	}
	within := c.sourceRange()
	from, kept, joined := -1, 0, 0 // the last change, the kept words since, and the letters that are not counted
	for i := range c.Changes {
		ch := &c.Changes[i]
		if ch.Kind == LeftOut && !within.Contains(ch.Source) {
			from = -1 // before the quotation or after it
			continue
		}
		if ch.Kind < Replaced {
			kept++
			continue
		}
		if from >= 0 && letters(ch) && letters(&c.Changes[from]) {
			between, before := c.Changes[from+1:i], &c.Changes[from]
			last, _ := utf8.DecodeLastRuneInString(printed[before.Printed.Start:before.Printed.End] +
				source[before.Source.Start:before.Source.End])
			for k := range between {
				if kept > mostKept(printed[between[k].Printed.Start:between[k].Printed.End], unicode.Is(unicode.Hiragana, last)) ||
					between[k].Printed.Start != c.Changes[from+k].Printed.End {
					between = nil
					break
				}
			}
			for k := range between {
				between[k].Kind = Replaced
			}
			if kept == len(between) {
				joined++
			}
		}
		from, kept = i, 0
	}
	if c.Words > 0 {
		c.Words = max(1, c.Words-joined)
	}
}

// mostKept returns how many letters like one may stay between two changes and be no word of their own; kana says that
// they stand after a letter of kana. Between two words of kanji, they hold these together.
func mostKept(letter string, kana bool) int {
	switch r, _ := utf8.DecodeRuneInString(letter); {
	case !match.Unspaced(letter):
		return 0
	case unicode.Is(unicode.Han, r):
		return 1
	case kana:
		return 2
	case r >= 0x3040: // kana too
		return 0
	}
	return 3 // Thai, where a letter is less than a syllable
}

// A diff is the printed words of a quotation beside those of a source.
type diff struct {
	printed, source *side
	edits           []match.Edit // from the printed words to the source's
	brackets        []Span       // of the printed text: what an editor put in
	ellipses        []Span       // of it too: where something was left out openly
	bare            []string     // the printed words without what may stand for "not"; "" of those that have none
	first, last     int          // the first and last word of the source with a printed one beside it; -1 if none has
}

// align puts the words of a quotation and of a source side by side. It reports whether there is something to compare.
func align(p *side, source string) (d diff, ok bool) {
	if len(p.words) == 0 || len(p.text) > maxQuote || len(source) > maxQuote {
		return d, false
	}
	s := newSide(p.prose, source)
	if len(s.words) == 0 || len(p.words)*len(s.words) > mostCells {
		return d, false
	}
	d = diff{printed: p, source: &s, brackets: bracketed(p.text), ellipses: ellipses(p.text), first: -1, last: -1}
	d.bare = make([]string, len(p.words))
	for i := range p.words {
		d.bare[i] = withoutNot(p.prose, p.words[i].Text)
	}
	d.edits = match.Align(len(p.words), len(s.words), abridged, d.agree)
	for _, e := range d.edits {
		if e.A >= 0 && e.B >= 0 {
			if d.first < 0 {
				d.first = e.B
			}
			d.last = e.B
		}
	}
	return d, true
}

// agree returns 1 if printed word i and source word j are the same, variant if they are forms of one word, and
// otherwise 0.
func (d *diff) agree(i, j int) float32 {
	a, b := d.printed.words[i].Text, d.source.words[j].Text
	switch {
	case d.bare[i] == b && j > 0 &&
		d.source.words[j-1].Text == d.printed.prose.Of(language.NotPrefixes, a[:len(a)-len(b)]):
		return variant
	case a[0] != b[0]:
	case a == b:
		return 1
	case sameStem(d.printed.prose, a, b):
		return variant
	}
	return 0
}

// withoutNot returns a word without what may stand for "not" in it, "approved" of "unapproved"; "" if nothing does.
func withoutNot(r *prose.Reader, word string) string {
	prefix := r.Begin(language.NotPrefixes, word)
	if prefix == "" || len(word) < len(prefix)+shortestWord {
		return ""
	}
	return word[len(prefix):]
}

const shortestWord = 4 // letters; "until" is none

// share returns the share of the printed words that the source has, 0 to 1; those in brackets do not count.
func (d *diff) share() float64 {
	found, counted := 0.0, 0
	for _, e := range d.edits {
		if e.A < 0 || inAny(d.brackets, d.printed.span(&d.printed.words[e.A])) {
			continue
		}
		counted++
		if e.B >= 0 {
			found += float64(d.agree(e.A, e.B))
		}
	}
	return found / float64(max(1, counted))
}

// A loss is what a quotation leaves out of the sentences that it is from.
type loss struct {
	before int  // words that say something, before its first word
	inside int  // words between its first and its last
	marked int  // of these, words for which an ellipsis stands
	after  int  // words after its last
	heavy  bool // one of those inside turns the sentence, and no ellipsis excuses it
}

// classify fills in the changes of c, of which Source is known, and counts its words that were changed or added. It
// returns what was left out.
func (d *diff) classify(c *Comparison) (lost loss) {
	p, s := d.printed, d.source
	for j := range s.words[:d.first] {
		if w := s.span(&s.words[j]); w.Start >= c.Source.Start {
			c.Changes = append(c.Changes, Change{Kind: LeftOut, Source: w})
			if p.prose.Classify(s.words[j].Text) == prose.Open {
				lost.before++
			}
		}
	}
	at := 0 // in the printed text, after the last word
	next, gap := around(d.edits, p)
	for i, e := range d.edits {
		ch := Change{Printed: Span{at, at}}
		if e.A >= 0 {
			ch.Printed = p.span(&p.words[e.A])
			at = ch.Printed.End
		}
		if e.B >= 0 {
			ch.Source = s.span(&s.words[e.B])
		}
		switch ch.Kind = d.kind(e, ch.Printed); ch.Kind {
		case LeftOut:
			lost.add(p.prose, &s.words[e.B], marked(d.ellipses, at, next[i]), gap[i])
		case Added, Replaced:
			c.Words++
		}
		c.Changes = append(c.Changes, ch)
	}
	for j := d.last + 1; j < len(s.words); j++ {
		if w := s.span(&s.words[j]); w.End <= c.Source.End {
			c.Changes = append(c.Changes, Change{Kind: LeftOut, Printed: Span{at, at}, Source: w})
			lost.after++
		}
	}
	return lost
}

// kind returns the kind of an edit; printed is its place in the printed text.
func (d *diff) kind(e match.Edit, printed Span) ChangeKind {
	switch {
	case e.Same && d.printed.words[e.A].Upper == d.source.words[e.B].Upper && !inAny(d.brackets, printed):
		return Kept
	case e.Same, e.A >= 0 && inAny(d.brackets, printed) && explains(d.printed, d.source, e):
		return Editorial
	case e.A < 0:
		return LeftOut
	case e.B < 0:
		return Added
	}
	return Replaced
}

// add counts a word of the source that was left out inside the quotation. openly says that an ellipsis stands for it,
// row how many were left out in a row.
func (l *loss) add(r *prose.Reader, w *match.Word, openly bool, row int) {
	l.inside++
	kind, class := hardness(r, w)
	if openly {
		l.marked++
		// Not even an ellipsis may take out the word that denies the others; one in a clause that was taken out whole
		// may go with it.
		l.heavy = l.heavy || kind == DiffNegation && row <= shortGap
		return
	}
	l.heavy = l.heavy || kind == DiffNegation || kind == DiffNumber || kind == DiffName ||
		class == prose.Opposite || r.IsModal(w.Text)
}

// judge returns how a quotation agrees with its source, all else of c being known.
func (d *diff) judge(c *Comparison, lost loss) QuoteMatch {
	switch {
	case c.Share < minAltered:
		return Paraphrase
	case c.Words > 0 || lost.heavy || hidesItsBeginning(d.printed, d.source, d.edits, lost.before):
		return Altered
	case lost.inside > 0 || lost.after > 0 || leftOutBefore(c.Changes):
		return Trimmed
	}
	return Verbatim
}

// shortGap is how many words may be left out before they are a clause, with a verb of its own.
const shortGap = 3

// around returns, for each edit, the byte at which the next printed word after it begins (the end of the text if there
// is none), and the number of source words in a row that are left out around it.
func around(edits []match.Edit, p *side) (next, gap []int) {
	next, gap = make([]int, len(edits)), make([]int, len(edits))
	at, n := len(p.text), 0
	for i, e := range slices.Backward(edits) {
		next[i] = at
		if n++; e.A >= 0 {
			at, n = p.span(&p.words[e.A]).Start, 0
		}
		gap[i] = n
	}
	for i := range edits { // now all of a row have what the first of it has
		if i > 0 && gap[i] > 0 && gap[i-1] > 0 {
			gap[i] = gap[i-1]
		}
	}
	return next, gap
}

// explains reports whether a printed word in brackets may be an editor's: it brings no negation and no
// number that the source has not, and no name in the place of another.
func explains(p, s *side, e match.Edit) bool {
	now, _ := hardness(p.prose, &p.words[e.A])
	if e.B < 0 {
		return now != DiffNegation && now != DiffNumber
	}
	was, _ := hardness(p.prose, &s.words[e.B])
	return now != DiffNegation && was != DiffNegation && now != DiffNumber && was != DiffNumber &&
		!(now == DiffName && was == DiffName)
}

// hidesItsBeginning reports whether the quotation begins with a capital, as if its sentence began there,
// where the source is in mid-sentence after words that say something. Beginning in lower case, or with a
// changed letter in brackets, is the honest way to begin in the middle.
func hidesItsBeginning(p, s *side, edits []match.Edit, leadWords int) bool {
	if leadWords == 0 {
		return false
	}
	for _, e := range edits {
		if e.A >= 0 && e.B >= 0 {
			w := &p.words[e.A]
			openly := w.Start > 0 && p.folded.S[w.Start-1] == '['
			return e.A == 0 && w.Upper && !s.words[e.B].Upper && !openly
		}
	}
	return false
}

func leftOutBefore(changes []Change) bool {
	return len(changes) > 0 && changes[0].Kind == LeftOut
}

// ellipses returns where the text marks that something was left out, in order.
func ellipses(s string) []Span {
	var out []Span
	for _, mark := range [...]string{"…", "...", "[…]", ". . ."} {
		for at := 0; ; {
			i := strings.Index(s[at:], mark)
			if i < 0 {
				break
			}
			out = append(out, Span{at + i, at + i + len(mark)})
			at += i + len(mark)
		}
	}
	slices.SortStableFunc(out, func(a, b Span) int { return a.Start - b.Start })
	return out
}

// marked reports whether an ellipsis stands between start and end.
func marked(gaps []Span, start, end int) bool {
	i, _ := slices.BinarySearchFunc(gaps, start, func(g Span, start int) int { return g.Start - start })
	for ; i < len(gaps) && gaps[i].Start < end; i++ { // the second is shorter, if the first is too long
		if gaps[i].End <= end {
			return true
		}
	}
	return false
}

// bracketed returns the spans of s in brackets: what an editor put into somebody's words.
func bracketed(s string) []Span {
	var out []Span
	open, start := rune(0), 0
	for i, r := range s {
		switch {
		case open == 0 && (r == '[' || r == '('):
			open, start = r, i
		case open == '[' && r == ']' || open == '(' && r == ')':
			out = append(out, Span{start, i + 1})
			open = 0
		}
	}
	return out
}

// inAny reports whether s lies in one of spans, which do not overlap and are in order.
func inAny(spans []Span, s Span) bool {
	i, _ := slices.BinarySearchFunc(spans, s.End, func(x Span, end int) int { return x.End - end })
	return i < len(spans) && spans[i].Contains(s)
}

// sameStem reports whether a and b are forms of one word: the same but for an ending, and that ending is
// one of grammar.
func sameStem(r *prose.Reader, a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && i < len(a) && !utf8.RuneStart(a[i]) {
		i--
	}
	const shortest = 4 // letters two words must share; below that "as" would be a form of "ass"
	if r, _ := utf8.DecodeRuneInString(a); i < shortest || !unicode.IsLetter(r) {
		return false
	}
	return (a[i:] == "" || r.Has(language.WordEndings, a[i:])) && (b[i:] == "" || r.Has(language.WordEndings, b[i:]))
}
