package claims

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
)

// Placing is the promise of this package: a record is put on the words it was written about, or it
// is refused. A verdict on the wrong sentence is libel, so every doubt is a refusal.
//
// A Selector holds the words as they were when an editor marked them: exact, and some words before
// and after. Text and selector are folded alike (quotes, dashes, blanks, case, NFC, invisible
// characters), and then:
//
//	1  exact  The words stand in the article once, or once with the stored words before and after. Where
//	          even those stand there more than once, the one that is the same to the letter is taken, or
//	          the one at the stored position. Few words are weak evidence: below shortQuote they need a
//	          stored neighbour beside them.
//	2  edited The words are nearly there: the same but for ordinary words (minPassage, minExact), one
//	          neighbour still beside them (minContext), and no other place comes close (minMargin).
//	3  refused otherwise.
//
// Likeness alone is never enough. "Fell to 4.1 per cent" and "rose to 14 per cent" are 88 % the same
// letters. So numbers, negations, names, quotation marks and the words of grammar must be equal: they
// are hard, and one hard difference refuses the place whatever the score. That holds for the marked
// words and for the rest of their sentence as far as it was stored: "not" put in before the mark is
// no less a change than "not" put into it.
type Placement uint8

const (
	Missing   Placement = iota // refused: the words are not there, or something that matters has changed
	Ambiguous                  // refused: they are there more than once and nothing tells which was meant
	Exact                      // found where they were marked, or found and no position was stored
	Moved                      // found, but not where they were marked
	Edited                     // found, with ordinary words changed
)

// String is the name of p in reports.
func (p Placement) String() string {
	return [...]string{"missing", "ambiguous", "exact", "moved", "edited"}[p]
}

// Placed reports whether p is a place and not a refusal.
func (p Placement) Placed() bool { return p >= Exact }

const (
	// shortQuote is the number of words from which a quote that occurs once is trusted although its
	// surroundings have changed. Four words in a row seldom recur by chance; "the president said" does.
	shortQuote = 4

	// The figures of the anchoring contract. minPassage is the share of words that must be the same over
	// the whole of what was stored, minContext over one of its sides, minMargin the lead over the
	// runner-up. minExact keeps the changes from all falling on a short mark, and minEdited refuses marks
	// too short for a changed word to be called a detail: one word in eight.
	minPassage = 0.9
	minContext = 0.8
	minMargin  = 0.1
	minExact   = 0.8
	minEdited  = 8

	// maxQuote is the longest quote that is searched for with changes, in bytes of UTF-8, and maxHits the
	// most places considered for one quote. Both only bound the work hostile input can cause; the
	// contract's cap is 2,000 characters.
	maxQuote = 8000
	maxHits  = 2000

	// maxAligned is the most places whose surroundings are compared with the stored ones, and maxContext the
	// most words of each side; beyond that, words so common lead nowhere.
	maxAligned = 64
	maxContext = 32

	// alike is the share of stored context words from which the text beside a mark counts as the same
	// sentence, perhaps changed, and not as another one. Half: below that, what differs is no longer an
	// edit of what was there.
	alike = 0.5
)

// A Selector says where a record belongs: a W3C TextQuoteSelector with the hint of a
// TextPositionSelector. Start and End count code points of the text at the time of marking; End = 0
// means that no position was stored.
type Selector struct {
	Exact, Prefix, Suffix string
	Start, End            int
}

// A Place is where a selector leads.
type Place struct {
	Placement
	Span  Span    // the words; zero when refused
	Score float64 // share of the stored words found, 0 to 1

	// When a place was refused because something that matters has changed, Near is the changed passage
	// and Differences says what; both are for the editor's eyes, never for a verdict.
	Near        Span
	Differences []Difference
}

// A Difference is one change that matters between the words of a record and those of an article. One
// of the two is empty when a word was put in or left out.
type Difference struct {
	Kind    DifferenceKind
	Record  string // the words as stored
	Article string // the words as they stand now
}

// A DifferenceKind names what kind of word changed.
type DifferenceKind string

const (
	DiffNumber   DifferenceKind = "number"
	DiffNegation DifferenceKind = "negation"
	DiffName     DifferenceKind = "name"
	DiffSpeaker  DifferenceKind = "speaker" // the quotation is given to another
	DiffMark     DifferenceKind = "quotation mark"
	DiffMeaning  DifferenceKind = "meaning" // a word with an opposite, or of grammar
	DiffWord     DifferenceKind = "word"    // any other word, where too few are left to call it a detail
)

// Place finds the words of a selector in the text.
func (t *Text) Place(sel Selector) Place {
	q := foldSelector(sel)
	return t.place(&q)
}

func (t *Text) place(q *query) Place {
	x := t.indexed()
	if q.exact == "" && q.prefix == "" && q.suffix == "" {
		return Place{}
	}
	hint := Span{-1, -1}
	if q.sel.End > 0 {
		if s, ok := t.CodePoints(q.sel.Start, q.sel.End); ok {
			hint = s
		}
	}
	hits, half := x.hits(q)
	if len(hits) == 0 {
		p := x.edited(q)
		if half != nil && p.Placement == Missing && p.Differences == nil {
			return x.half(q, half)
		}
		return p
	}
	return x.choose(q, hits, hint)
}

// A query is a folded selector.
type query struct {
	prefix, exact, suffix string
	sel                   Selector
	joint                 *match.Folded
	words                 *queryWords
}

// queryWords is the words of a query. They are cut when they are first asked for: what stands in the article as it was stored
// is found without, and that is nearly every record of nearly every reader.
type queryWords struct {
	once                  sync.Once
	prefix, exact, suffix []match.Word
}

// foldSelector folds the three strings as one, so that a blank or dash where two of them meet folds as
// it does in the article.
func foldSelector(sel Selector) query {
	all := sel.Prefix + sel.Exact + sel.Suffix
	f := match.Fold(all)
	a, b := f.At(len(sel.Prefix)), f.At(len(sel.Prefix)+len(sel.Exact))
	if sel.Prefix == "" {
		a = 0
	}
	if sel.Suffix == "" {
		b = len(f.S)
	}
	for a < b && f.S[a] == ' ' {
		a++
	}
	for b > a && f.S[b-1] == ' ' {
		b--
	}
	return query{prefix: f.S[:a], exact: f.S[a:b], suffix: f.S[b:], sel: sel, joint: f, words: new(queryWords)}
}

// cut is the words of q, of each side at most maxContext.
func (q *query) cut() *queryWords {
	c := q.words
	c.once.Do(func() {
		a, b := len(q.prefix), len(q.prefix)+len(q.exact)
		for _, w := range match.Words(q.joint) {
			switch {
			case w.End <= a:
				if len(c.prefix) == maxContext {
					c.prefix = c.prefix[1:]
				}
				c.prefix = append(c.prefix, w)
			case w.Start >= b:
				if len(c.suffix) < maxContext {
					c.suffix = append(c.suffix, w)
				}
			case w.Start >= a && w.End <= b:
				c.exact = append(c.exact, w)
			}
		}
	})
	return c
}

// sameContext is how a stored word of context compares with one of the article. The far ends of the
// context were found by counting characters, so the words there may be halves; a half counts as its word.
func (q *query) sameContext(stored, now []match.Word) func(i, j int) float32 {
	return func(i, j int) float32 {
		a, b := &stored[i], &now[j]
		first := a.Start == 0
		last := a.End > len(q.prefix)+len(q.exact) && i == len(stored)-1
		if a.Text == b.Text || first && strings.HasSuffix(b.Text, a.Text) || last && strings.HasPrefix(b.Text, a.Text) {
			return 1
		}
		return 0
	}
}

// An index is what is learnt of a text once and used for every selector.
type index struct {
	text      *Text
	folded    *match.Folded
	cut       []match.Word       // of folded; see words
	finder    *match.Finder      // built for the first search
	postings  map[string][]int32 // where each word stands in words; built for the first fuzzy search
	votes     []int32            // memory for the next one, see candidates
	sentences []Span             // of the source
	quotes    []Quote            // nil until asked for
	spoken    *lane              // of them
	outer     []Span             // of those that stand in no other
	blocks    []Span
	named     map[string][]string // see namesakes
	reading   *prose.Reading      // nil until the speaker of a quotation is looked for
	assessed  []Sentence          // nil until asked for
	function  int                 // how many words are prose.IsEnglish; -1 until counted
}

func (t *Text) indexed() *index {
	if t.index == nil {
		f := match.Fold(t.String())
		t.index = &index{text: t, folded: f, function: -1}
	}
	return t.index
}

// words is the article in words, cut when they are first asked for, as those of a query are.
func (x *index) words() []match.Word {
	if x.cut == nil {
		x.cut = match.Words(x.folded)
	}
	return x.cut
}

// Sentences is the text cut into sentences, in order. A sentence never runs over the end of a block.
func (t *Text) Sentences() []Span {
	x := t.indexed()
	if x.sentences == nil {
		for _, b := range t.Blocks() {
			for _, s := range prose.Sentences(t.Slice(b)) {
				x.sentences = append(x.sentences, Span{b.Start + s.Start, b.Start + s.End})
			}
		}
	}
	return x.sentences
}

// A hit is a place where the exact words stand, in bytes of the folded text.
type hit struct {
	start, end       int
	left, right      float64 // share of the stored context found on each side; 1 where none was stored
	whole            bool    // all stored context stands there, letter for letter
	from, to         int     // the whole words that it stands in
	cutStart, cutEnd bool    // the stored words were cut short, in mid-word
}

// hits is every place where the exact words stand, overlapping ones too. halves is the first of those where they begin or end in the
// middle of another word; nil if there is none.
func (x *index) hits(q *query) (out []hit, halves *hit) {
	s := x.folded.S
	if x.finder == nil {
		x.finder = match.NewFinder(s)
	}
	tried := 0
	x.finder.Each(q.exact, func(i int) bool {
		if i < len(s) && !utf8.RuneStart(s[i]) {
			return true
		}
		h := hit{start: i, end: i + len(q.exact)}
		if x.folded.Inside(h.start) || x.folded.Inside(h.end) {
			if tried++; tried > maxHits || !x.made(q, &h) {
				if halves == nil {
					halves = &h
				}
				return true
			}
		} else {
			h.from, h.to = h.start, h.end
		}
		h.whole = strings.HasSuffix(s[:h.start], q.prefix) && strings.HasPrefix(s[h.end:], q.suffix)
		out = append(out, h)
		return len(out) < maxHits
	})
	return out, halves
}

// made makes a hit that begins or ends in the middle of a word one of whole words, if that is the word that was stored: "Men left"
// does not stand in "Women left", but "men left" with "The Wo" before it was written on half a word. It reports whether it is.
//
// The other way to know is for a mark that was stored cut short: the context on that side is not what stood beside it, but what stood
// beside the whole. Then all is as it was on the one side, and on the other the context stands a little further on. The mark then
// ends where the nearer border of the word is.
func (x *index) made(q *query, h *hit) bool {
	f, s := x.folded, x.folded.S
	h.from, h.to = h.start, h.end
	first, last := Span{h.start, h.start}, Span{h.end, h.end} // the words that it begins and ends in
	if f.Inside(h.start) {
		first.Start, first.End = f.Around(h.start)
		h.from = first.Start
	}
	if f.Inside(h.end) {
		last.Start, last.End = f.Around(h.end)
		h.to = last.End
	}
	begins, ends := s[h.from:h.start], s[h.end:h.to]
	wholeFirst := begins == "" || strings.HasSuffix(q.prefix, begins) && !q.joint.Inside(len(q.prefix)-len(begins))
	wholeLast := ends == "" || strings.HasPrefix(q.suffix, ends) && !q.joint.Inside(len(q.prefix)+len(q.exact)+len(ends))
	switch most := len(q.exact); { // no more was cut off than was kept
	case f.Inside(h.from) || f.Inside(h.to): // longer than any word
		return false
	case wholeFirst && wholeLast:
		return true
	case wholeFirst && strings.HasSuffix(s[:h.start], q.prefix) && q.tells(q.prefix, q.cut().suffix):
		h.cutEnd = further(s[h.to:], q.suffix, most) && !x.turned(h)
		if h.cutEnd && h.end-last.Start < h.to-h.end {
			h.to = h.from + len(strings.TrimRight(s[h.from:last.Start], outside))
		}
		return h.cutEnd && h.to > h.start && !f.Inside(h.to)
	case wholeLast && strings.HasPrefix(s[h.end:], q.suffix) && q.tells(q.suffix, q.cut().prefix):
		h.cutStart = nearer(s[:h.from], q.prefix, most) && !x.turned(h)
		if h.cutStart && first.End-h.start < h.start-h.from {
			h.from = h.to - len(strings.TrimLeft(s[first.End:h.to], outside))
		}
		return h.cutStart && h.from < h.end && !f.Inside(h.from)
	}
	return false
}

// outside is what stands between words and belongs to the one that was left out of a mark.
const outside = ` "'-([,;:`

// tells reports whether the context stored on both sides of a mark is enough to know it by where one end was cut short. A selector with a
// position was made with all that stood there: nothing on one side is the beginning or the end of the article.
func (q *query) tells(whole string, cut []match.Word) bool {
	all := q.sel.End > 0
	return (whole != "" || all && len(q.cut().exact) > shortQuote) && (len(cut) > 1 || all && cut == nil)
}

// further reports whether context stands in s not at once, but after at most so many bytes; of none, s must end there.
func further(s, context string, most int) bool {
	if context == "" {
		return len(s) <= most
	}
	return strings.Index(s[:min(len(s), most+len(context))], context) > 0
}

// nearer is further, from the end of s.
func nearer(s, context string, most int) bool {
	if context == "" {
		return len(s) <= most
	}
	s = s[max(0, len(s)-most-len(context)):]
	i := strings.LastIndex(s, context)
	return i >= 0 && i+len(context) < len(s)
}

// turned reports whether what a hit leaves out of the words that it begins and ends in turns these round: "can" in "cannot", "hope" in
// "hopeless", "members" in "non-members". A negation of which no more than the last letter is missing is one.
func (x *index) turned(h *hit) bool {
	const shortest = 4 // letters; "no" is more than a part of "not"
	words := x.words()
	for i := x.wordAt(h.from); i < len(words) && words[i].Start < h.to; i++ {
		w := &words[i]
		if w.Start >= h.start && w.End <= h.end {
			continue
		}
		part := ""
		if a, b := max(w.Start, h.start), min(w.End, h.end); a < b {
			part = x.folded.S[a:b]
		}
		negation := prose.Weigh(w.Text) == prose.Negation && !(len(part) >= shortest && w.End == h.end+1)
		if w.Kind != match.Letters || negation || (part != "" || w.End <= h.start) && prose.Negates(part, w.Text) {
			return true
		}
	}
	return false
}

// half is a refusal of the place where the words of q are only a part of others, with these others. It is none where the words are so few
// that they may stand inside others anywhere.
func (x *index) half(q *query, h *hit) Place {
	f := x.folded
	left, right := x.beside(q, h.from, h.to)
	if len(q.cut().exact) < shortQuote && max(left, right) < minContext {
		return Place{}
	}
	near, end := f.Range(h.from, h.to)
	p := Place{Near: Span{near, end}}
	differ := func(start, end int) {
		a, b := len(q.prefix)+max(start, h.start)-h.start, len(q.prefix)+min(end, h.end)-h.start
		a, b = q.joint.Range(a, b)
		start, end = f.Range(start, end)
		d := Difference{Kind: DiffWord, Record: q.joint.Source()[a:b], Article: f.Source()[start:end]}
		was := match.Words(match.Fold(d.Record))
		for _, is := range match.Words(match.Fold(d.Article)) {
			var changed *match.Word // from; nil in "non-members", where it is put in
			if len(was) == 1 && strings.Contains(is.Text, was[0].Text) {
				changed = &was[0]
			}
			if kind := hardChange(changed, &is); kind != "" && !holds(was, is.Text) {
				d.Kind = kind
				break
			}
		}
		p.Differences = append(p.Differences, d)
	}
	until := h.start
	if f.Inside(h.start) {
		_, until = f.Around(h.start)
		differ(h.from, until)
	}
	if until < h.to && f.Inside(h.end) {
		last, _ := f.Around(h.end)
		differ(last, h.to)
	}
	return p
}

// wordAt is the first word that ends after byte i of the folded text.
func (x *index) wordAt(i int) int {
	words := x.words()
	lo, hi := 0, len(words)
	for lo < hi {
		mid := (lo + hi) / 2
		if words[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// choose decides between the places where the exact words stand.
func (x *index) choose(q *query, hits []hit, hint Span) Place {
	var whole []hit
	for _, h := range hits {
		if h.whole {
			whole = append(whole, h)
		}
	}
	if len(whole) > 0 {
		if len(whole) > 1 {
			whole = x.toTheLetter(whole, &q.sel)
		}
		if len(whole) > 1 {
			whole = x.atHint(whole, hint)
		}
		if len(whole) != 1 {
			return Place{Placement: Ambiguous}
		}
		return x.place(whole[0], hint, 1)
	}

	if len(hits) > maxAligned {
		return Place{Placement: Ambiguous}
	}
	best, second := -1, -1.0
	for i := range hits {
		h := &hits[i]
		h.left, h.right = x.beside(q, h.start, h.end)
		if best < 0 || h.left+h.right > hits[best].left+hits[best].right {
			if best >= 0 {
				second = hits[best].left + hits[best].right
			}
			best = i
		} else {
			second = max(second, h.left+h.right)
		}
	}
	h := hits[best]
	near := max(h.left, h.right) >= minContext
	switch {
	case len(hits) > 1 && (!near || h.left+h.right-second < 2*minMargin):
		return Place{Placement: Ambiguous}
	case len(q.cut().exact) < shortQuote && !near:
		return Place{}
	}
	if diffs := x.sentenceChanged(q, h); diffs != nil {
		s, e := x.folded.Range(h.from, h.to)
		return Place{Near: Span{s, e}, Differences: diffs}
	}
	return x.place(h, hint, 1)
}

// toTheLetter is the hits where text and selector are the same before folding too, or all if there is none.
func (x *index) toTheLetter(hits []hit, sel *Selector) []hit {
	str := x.folded.Source()
	var out []hit
	for _, h := range hits {
		s, e := x.folded.Range(h.start, h.end)
		if strings.HasSuffix(str[:s], sel.Prefix) && str[s:e] == sel.Exact && strings.HasPrefix(str[e:], sel.Suffix) {
			out = append(out, h)
		}
	}
	if out == nil {
		return hits
	}
	return out
}

func (x *index) atHint(hits []hit, hint Span) []hit {
	for _, h := range hits {
		if s, e := x.folded.Range(h.start, h.end); s == hint.Start && e == hint.End {
			return []hit{h}
		}
	}
	return hits
}

func (x *index) place(h hit, hint Span, score float64) Place {
	s, _ := x.folded.Range(h.start, h.end) // as it was stored
	p := Place{Placement: Exact, Score: score}
	p.Span.Start, p.Span.End = x.folded.Range(h.from, h.to)
	if hint.End > 0 && hint.Start != s || hint.Start < 0 && hint.End > 0 {
		p.Placement = Moved
	}
	return p
}

// beside is the share of the stored context words that stand on each side of [start, end), in order. A
// side of which nothing was stored counts as half: it speaks neither for nor against.
func (x *index) beside(q *query, start, end int) (left, right float64) {
	words := x.words()
	i := x.wordAt(start)
	j := x.wordAt(end - 1)
	if j < len(words) && words[j].Start < end {
		j++
	}
	// A few words more than were stored, for what an editor put in.
	const slack = 3
	stored := q.cut()
	left = q.share(stored.prefix, words[max(0, i-len(stored.prefix)-slack):i])
	right = q.share(stored.suffix, words[min(j, len(words)):min(len(words), j+len(stored.suffix)+slack)])
	return left, right
}

func (q *query) share(stored, now []match.Word) float64 {
	if len(stored) == 0 {
		return 0.5
	}
	n := 0
	for _, e := range match.Align(len(stored), len(now), 1, q.sameContext(stored, now)) {
		if e.Same {
			n++
		}
	}
	return float64(n) / float64(len(stored))
}

func sameWord(a, b []match.Word) func(i, j int) float32 {
	return func(i, j int) float32 {
		if a[i].Text == b[j].Text {
			return 1
		}
		return 0
	}
}

// sentenceChanged is what has changed that matters in the rest of the sentence of [start, end), as far
// as the selector holds it. Nil when nothing has, or when another sentence stands there altogether.
func (x *index) sentenceChanged(q *query, h hit) []Difference {
	a, b := len(q.sel.Prefix), len(q.sel.Prefix)+len(q.sel.Exact)
	a, b = restOfSentence(Plain(q.joint.Source()).Sentences(), a, b)
	s, e := x.folded.Range(h.from, h.to)
	before, after := restOfSentence(x.text.Sentences(), s, e)
	f := x.folded
	var diffs []Difference
	// Beside a mark that was cut short in mid-word stands what was never stored.
	if !h.cutStart {
		diffs = x.contextChanged(q, within(q.cut().prefix, q.joint.At(a), len(q.joint.S)), within(x.words(), f.At(before), h.start), true)
	}
	if !h.cutEnd {
		diffs = append(diffs, x.contextChanged(q, within(q.cut().suffix, 0, q.joint.At(b)), within(x.words(), h.end, f.At(after)), false)...)
	}
	return diffs
}

// restOfSentence is where the first sentence that [s, e) touches begins and the last one ends.
func restOfSentence(sentences []Span, s, e int) (start, end int) {
	start, end = s, e
	from, _ := slices.BinarySearchFunc(sentences, s, func(x Span, s int) int { return x.End - s - 1 })
	for _, sent := range sentences[from:] {
		if sent.Start >= e {
			break
		}
		start, end = min(start, sent.Start), max(end, sent.End)
	}
	return start, end
}

// within is the words that lie in [start, end) of the folded text.
func within(words []match.Word, start, end int) []match.Word {
	var out []match.Word
	for _, w := range words {
		if w.Start >= start && w.End <= end {
			out = append(out, w)
		}
	}
	return out
}

// contextChanged compares the stored words of one side of a mark with those that stand there now.
func (x *index) contextChanged(q *query, stored, now []match.Word, left bool) []Difference {
	if len(stored) == 0 {
		return q.grown(now, left)
	}
	stored, now = unquoted(stored, left, q.joint.S), unquoted(now, left, x.folded.S)
	// Only as much of the sentence as was stored can be compared; two words more for what was put in.
	if n := len(stored) + 2; len(now) > n {
		if left {
			now = now[len(now)-n:]
		} else {
			now = now[:n]
		}
	}
	edits := match.Align(len(stored), len(now), 1, q.sameContext(stored, now))
	same, first, last := 0, len(now), -1
	for _, e := range edits {
		if e.Same {
			same++
		}
		if e.B >= 0 {
			first, last = min(first, e.B), max(last, e.B)
		}
	}
	// What now stands between the context and the mark was put in.
	for b := last + 1; left && b < len(now); b++ {
		edits = append(edits, match.Edit{A: -1, B: b})
	}
	for b := 0; !left && b < first; b++ {
		edits = append(edits, match.Edit{A: -1, B: b})
	}
	if float64(same) >= alike*float64(len(stored)) {
		if q.quoted(stored) {
			return allEdits(edits, stored, now) // who is quoted, and how, is what the verdict is about
		}
		return hardEdits(edits, stored, now)
	}
	// Another sentence. It still must not deny what it now holds.
	var out []Difference
	for _, w := range now {
		if prose.Weigh(w.Text) == prose.Negation && !holds(stored, w.Text) {
			out = append(out, Difference{Kind: DiffNegation, Article: w.Text})
		}
	}
	return out
}

// grown is what now stands beside a mark that began or ended its sentence, as its stored context shows.
// Before it, any word may turn it round: "It is not true that …". Behind it, what denies it does; other
// words are as likely to be what a mark that was cut short had lost.
func (q *query) grown(now []match.Word, left bool) []Difference {
	if left && q.sel.Prefix == "" || !left && q.sel.Suffix == "" {
		return nil // nothing is known of its sentence
	}
	var out []Difference
	for i := range now {
		kind := hardChange(nil, &now[i])
		if kind == "" {
			kind = DiffWord
		}
		if left || kind == DiffNegation {
			out = append(out, Difference{Kind: kind, Article: now[i].Text})
		}
	}
	return out
}

// quoted reports whether the marked words are somebody's: they hold a quotation mark, or the stored words
// beside them hold one of a quotation that they stand in, which is all that unquoted leaves there.
func (q *query) quoted(stored []match.Word) bool {
	isMark := func(w match.Word) bool { return w.Kind == match.Mark }
	return slices.ContainsFunc(q.cut().exact, isMark) || slices.ContainsFunc(stored, isMark)
}

// unquoted is the words beside a mark without those that somebody else is quoted saying in the same
// sentence: they do not bear on it. A quotation whose other end lies beyond the stored words ends with
// them. Where the marked words stand in a quotation themselves, what is outside of it is who says so and
// stays. The words are of the folded text s.
func unquoted(words []match.Word, left bool, s string) []match.Word {
	words = slices.Clone(words)
	if left {
		slices.Reverse(words) // outwards from the mark
	}
	out := words[:0]
	for i := 0; i < len(words); i++ {
		if words[i].Kind == match.Mark {
			if i > 0 && outwards(words[i], s, left) {
				out = append(out, words[i:]...)
				break
			}
			end := i + 1
			for end < len(words) && words[end].Kind != match.Mark {
				end++
			}
			if end < len(words) || i > 0 {
				i = end
				continue
			}
		}
		out = append(out, words[i])
	}
	if left {
		slices.Reverse(out)
	}
	return out
}

// outwards reports whether a quotation mark of the folded text s opens, met going left, or closes, met going
// right: then the marked words stand in its quotation.
func outwards(w match.Word, s string, left bool) bool {
	opens := w.Start == 0 || s[w.Start-1] == ' ' || s[w.Start-1] == '('
	closes := w.End == len(s) || strings.IndexByte(" .,;:!?)", s[w.End]) >= 0
	if left {
		return opens && !closes
	}
	return closes && !opens
}

func holds(words []match.Word, text string) bool {
	for _, w := range words {
		if w.Text == text {
			return true
		}
	}
	return false
}

// hardEdits is the changes that matter among edits.
func hardEdits(edits []match.Edit, stored, now []match.Word) []Difference {
	var out []Difference
	for _, e := range edits {
		if e.Same {
			continue
		}
		var was, is *match.Word
		var d Difference
		if e.A >= 0 {
			was = &stored[e.A]
			d.Record = was.Text
		}
		if e.B >= 0 {
			is = &now[e.B]
			d.Article = is.Text
		}
		d.Kind = hardChange(was, is)
		if d.Kind == "" && moved(edits, stored, now, was, is) {
			d.Kind = DiffMeaning // "the landlord sued the tenant", turned round
		}
		if d.Kind == "" && (isUnit(stored, e.A) || isUnit(now, e.B)) {
			d.Kind = DiffNumber
		}
		if d.Kind != "" {
			out = append(out, d)
		}
	}
	return out
}

// moved reports whether a word that left at this edit arrives at another, or the other way round.
func moved(edits []match.Edit, stored, now []match.Word, was, is *match.Word) bool {
	for _, o := range edits {
		if !o.Same && (is != nil && o.A >= 0 && stored[o.A].Text == is.Text || was != nil && o.B >= 0 && now[o.B].Text == was.Text) {
			return true
		}
	}
	return false
}

// isUnit reports whether word i is what a number counts: "22 individuals" may not become "22 companies".
// A year, a date and a time of day count nothing.
func isUnit(words []match.Word, i int) bool {
	if i < 1 || words[i-1].Kind != match.Number || words[i].Start != words[i-1].End+1 {
		return false
	}
	n := words[i-1].Text
	year := len(n) == 4 && (n[:2] == "19" || n[:2] == "20")
	date := strings.ContainsAny(n, "/:") || i > 1 && prose.IsMonth(words[i-2].Text)
	return !year && !date
}

// hardChange is what kind of change it is to put one word for another, or "" if it may be a detail. Nil
// for a word put in or left out.
//
// A number, a negation, a name or a quotation mark may neither come nor go. The other words that carry
// meaning matter where they change among themselves, as in "rose" for "fell", "before" for "after", "he"
// for "she"; and where they come or go with nothing in exchange.
func hardChange(was, is *match.Word) DifferenceKind {
	a, wa := hardness(was)
	b, wb := hardness(is)
	for _, k := range [...]DifferenceKind{DiffNegation, DiffNumber, DiffName, DiffMark} {
		if a == k || b == k {
			return k
		}
	}
	if wa != prose.Open && wb != prose.Open {
		return DiffMeaning
	}
	if was != nil && is != nil && prose.Negates(was.Text, is.Text) {
		return DiffNegation
	}
	if was == nil && b == DiffMeaning || is == nil && a == DiffMeaning {
		return DiffMeaning
	}
	return ""
}

// hardness is what a word carries, or "", and its weight if it was weighed.
func hardness(w *match.Word) (DifferenceKind, prose.Weight) {
	if w == nil {
		return "", prose.Open
	}
	switch w.Kind {
	case match.Mark:
		return DiffMark, prose.Open
	case match.Number:
		return DiffNumber, prose.Open
	case match.Caseless:
		return DiffName, prose.Open // it may be one
	}
	switch weight := prose.Weigh(w.Text); weight {
	case prose.Negation:
		return DiffNegation, weight
	case prose.Quantity:
		return DiffNumber, weight
	case prose.Opposite, prose.Grammar, prose.Measure:
		return DiffMeaning, weight
	}
	if w.Upper {
		return DiffName, prose.Open
	}
	return "", prose.Open
}
