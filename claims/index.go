package claims

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// An index holds what has been read of a text: its folded form, its words, sentences, quotations and speakers. Placing,
// linking, finding and the cards share it: they ask for ranges of its words (extract) and fold nothing again. Most of
// it is made when it is first asked for.
type index struct {
	text       *Text
	folded     *match.Folded
	cut        []match.Word       // of folded; see words
	finder     *match.Finder      // built for the first search
	postings   map[string][]int32 // where each word stands in words; built for the first fuzzy search
	votes      []int32            // memory for the next one, see candidates; all 0 between them
	voted      []int32            // the same
	left       int                // steps that the search for places may still take, see mostSteps; below 0 it is over
	described  int                // steps that were taken to see whether selectors lead back
	sentences  []Span             // of the source
	quotes     []Quote            // nil until asked for
	reported   []ReportedSpeech   // nil until asked for
	spoken     *intervals         // of them
	outer      []Span             // of those that stand in no other
	blocks     []Span
	named      map[string][]string    // see namesakes
	prose      *prose.Reader          // of the language of the text
	elided     func(word string) bool // see prose.Reader.Elided
	attributor *prose.Attributor      // nil until the speaker of a quotation is looked for
	assessed   []Sentence             // nil until asked for
}

// indexed returns the reading of t, which Append undoes.
func (t *Text) indexed() *index {
	if t.index == nil {
		f := match.Fold(t.String())
		t.index = &index{text: t, folded: f, prose: t.reader(), elided: t.reader().Elided}
	}
	return t.index
}

// words returns the words of the article.
func (x *index) words() []match.Word {
	if x.cut == nil {
		x.cut = match.Words(x.folded)
	}
	return x.cut
}

// stands reports whether folded words stand somewhere.
func (x *index) stands(words string) (yes bool) {
	if x.finder == nil {
		x.finder = match.NewFinder(x.folded.S)
	}
	x.finder.Each(words, func(int) bool {
		yes = true
		return false
	})
	return yes
}

// An extract is the words of one place of a text, folded.
type extract struct {
	folded string
	words  []match.Word
	base   int // where folded begins, in the offsets of the words
}

// extractOf reads a text that is in no index.
func extractOf(text string) extract {
	f := match.Fold(text)
	return extract{folded: f.S, words: match.Words(f)}
}

// extract returns the words at s as extractOf would read them. They are those of the whole text, unless something at
// one of the ends of s hangs on what stands beside it: a word goes on, a mark combines with the letter before, a dash
// is a minus.
func (x *index) extract(s Span) extract {
	const joiners = "\u200c\u200d" // kept or dropped by what stands before them
	f := x.folded
	a, b := f.At(s.Start), f.At(s.End)
	if from, to := f.Range(a, max(a, b)); a >= b || from != s.Start || to != s.End {
		return extractOf(x.text.Slice(s)) // what folding drops, or a part of a character
	}
	first, _ := utf8.DecodeRuneInString(f.S[a:b])
	if f.S[a] == ' ' || f.S[a] == '-' || f.S[b-1] == ' ' || strings.ContainsRune(joiners, first) || f.Inside(a, x.elided) ||
		f.Inside(b, x.elided) {
		return extractOf(x.text.Slice(s))
	}
	last, _ := utf8.DecodeLastRuneInString(f.S[:b])
	next, _ := utf8.DecodeRuneInString(f.S[b:])
	if unicode.IsLetter(last) && unicode.IsLetter(next) { // of two scripts, in one word
		return extractOf(x.text.Slice(s))
	}
	words := x.words()
	i, j := x.wordAt(a), x.wordAt(b-1)
	if j < len(words) && words[j].Start < b {
		j++
	}
	if words = words[i:max(i, j)]; len(words) > 0 && (words[0].Start < a || words[len(words)-1].End > b) {
		return extractOf(x.text.Slice(s))
	}
	return extract{folded: f.S[a:b], words: words, base: a}
}

// Sentences returns the sentences of t, in order. A sentence never runs over the end of a block.
func (t *Text) Sentences() []Span {
	x := t.indexed()
	if x.sentences == nil {
		x.sentences = cutSentences(x.prose, t)
	}
	return x.sentences
}

// cutSentences returns the sentences of a text of which nothing else may be asked: it folds nothing.
func cutSentences(r *prose.Reader, t *Text) []Span {
	var out []Span
	for _, b := range t.Blocks() {
		for _, s := range r.Sentences(t.Slice(b)) {
			out = append(out, Span{b.Start + s.Start, b.Start + s.End})
		}
	}
	return out
}

// sentence returns the sentence in which byte i stands, or the next.
func (x *index) sentence(i int) Span { return spanAt(x.text.Sentences(), i) }

// block returns the block in which byte i stands, or the next.
func (x *index) block(i int) Span {
	if x.blocks == nil {
		x.blocks = x.text.Blocks()
	}
	return spanAt(x.blocks, i)
}

// restOfSentence returns where the first sentence that bytes [s, e) touch begins and the last one ends.
func restOfSentence(sentences []Span, s, e int) (start, end int) {
	start, end = s, e
	from, _ := slices.BinarySearchFunc(sentences, s, func(x Span, s int) int { return x.End - s - 1 })
	to, _ := slices.BinarySearchFunc(sentences, e, func(x Span, e int) int { return x.Start - e })
	if from < to {
		start, end = min(s, sentences[from].Start), max(e, sentences[to-1].End)
	}
	return start, end
}

// wordAt returns the first word that ends after byte i of the folded text.
func (x *index) wordAt(i int) int {
	k, _ := slices.BinarySearchFunc(x.words(), i, func(w match.Word, i int) int { return w.End - i - 1 })
	return k
}

// inWord reports whether a word goes on over byte i of the folded text.
func (x *index) inWord(i int) bool {
	s := x.folded.S
	if i == 0 || i == len(s) || s[i-1] == ' ' || s[i] == ' ' {
		return false // no word has a space in it
	}
	words := x.words()
	k := x.wordAt(i)
	return k < len(words) && words[k].Start < i
}

// within returns the words that lie in [start, end) of the folded text.
func within(words []match.Word, start, end int) []match.Word {
	from, _ := slices.BinarySearchFunc(words, start, func(w match.Word, start int) int { return w.Start - start })
	to, _ := slices.BinarySearchFunc(words, end+1, func(w match.Word, end int) int { return w.End - end })
	return words[from:max(from, to)]
}

// span returns the place in the text of bytes [start, end) of its folded form.
func (x *index) span(start, end int) Span {
	s, e := x.folded.Range(start, end)
	return Span{s, e}
}

// source returns the place in the text of a word.
func (x *index) source(w *match.Word) Span {
	start, end := x.folded.Range(w.Start, w.End)
	return Span{start, end}
}

// whole returns s without the halves of characters at its ends; an empty span if nothing is left.
func (x *index) whole(s Span) Span {
	text := x.text.String()
	s.End = max(s.Start, s.End)
	for s.Start < s.End && !utf8.RuneStart(text[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && s.End < len(text) && !utf8.RuneStart(text[s.End]) {
		s.End--
	}
	return s
}

// reader returns the reader of the language of t.
func (t *Text) reader() *prose.Reader {
	if t.prose == nil {
		t.prose = readerFor(t.String(), t.Language)
	}
	return t.prose
}

// Spoken returns the language that t is read as, as a BCP 47 tag: the one that it declares, with its region and script,
// unless its words are plainly of another; "" if it declares none and its words do not tell.
func (t *Text) Spoken() string {
	tag := language.TagOf(t.String(), t.Language)
	if NearLanguage(tag, t.Language) > 0 {
		return t.Language
	}
	return cmp.Or(tag, t.Language)
}

// readerFor returns the reader of the language that a text is in. declared is a BCP 47 tag; "" if nobody says which it
// is. A text of which nobody knows is read with the words of all languages.
func readerFor(text, declared string) *prose.Reader {
	return readerOf(language.OfText(text, declared))
}

// readerIn returns the reader of the language of a tag, which somebody knows to be that of a text.
func readerIn(tag string) *prose.Reader { return readerOf(language.Of(tag)) }

func readerOf(l *language.Language) *prose.Reader {
	if l == nil {
		l = language.Together()
	}
	return prose.In(l)
}

// isEnglish reports whether the article is in English.
func (x *index) isEnglish() bool { return x.prose.Tag == "en" }

// turns reports whether the words that turn a sentence round are known of the language of the article.
func (x *index) turns() bool {
	return x.prose.Tag != "" && x.prose.Find(language.Less, func(string) bool { return true })
}
