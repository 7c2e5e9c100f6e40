package claims

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// tokens are the words of a text that say something, in order.
type tokens struct {
	prose  *prose.Reader
	folded string
	all    []token
}

// A token is a word that has a term.
type token struct {
	wordInfo
	start, end uint16   // bytes of the folded text
	date       [2]int32 // of a word such as "yesterday": the terms of the day and the month it stands for, or of a year
}

// is reports whether t stands for a term.
func (t *token) is(term int32) bool {
	return t.term == term || t.date != [2]int32{} && (t.date[0] == term || t.date[1] == term)
}

// A wordInfo is what a vocabulary knows of a word.
type wordInfo struct {
	term int32 // equal for words that are forms of one; noTerm for words of grammar
	kind wordKind
}

const noTerm = -1

// A wordKind says what a word may contribute to an agreement, and to a difference.
type wordKind uint8

const (
	lightWord wordKind = iota // "make", "thing": it says next to nothing
	plainWord
	measureWord  // "week", "several"
	oppositeWord // "rise"
	numberWord
	negationWord
	nameWord
)

// longest is how many bytes of a text are compared: offsets of tokens have 16 bits.
const longest = 1<<16 - 1

// terms returns the terms of w and those of the days it names, noTerm among them.
func (w *tokens) terms() []int32 {
	out := make([]int32, 0, len(w.all))
	for i := range w.all {
		out = append(out, w.all[i].term)
		if d := w.all[i].date; d != [2]int32{} {
			out = append(out, d[0], d[1])
		}
	}
	return out
}

// text returns the word of a token, folded.
func (w *tokens) text(t *token) string { return w.folded[t.start:t.end] }

// A vocabulary is the words of a library, or of an article beside them. Going through the lists of package prose takes
// a microsecond or two a word, so it is done once for each different one.
type vocabulary struct {
	base  *vocabulary // of the library that an article is held against; nil if this is one
	words map[spelling]wordInfo
	terms map[string]int32
}

// A spelling is a word of a language: what kind of word it is hangs on that. Its term does not, so that records are
// found by statements of which it cannot be told what they are in.
type spelling struct {
	prose *prose.Reader
	word  string
}

func newVocabulary(base *vocabulary) *vocabulary {
	return &vocabulary{base: base, words: make(map[spelling]wordInfo), terms: make(map[string]int32)}
}

// lookup returns what is known of a word.
func (v *vocabulary) lookup(r *prose.Reader, w *match.Word) wordInfo {
	as := spelling{r, w.Text}
	if v.base != nil {
		if k, ok := v.base.words[as]; ok {
			return k
		}
	}
	k, ok := v.words[as]
	if !ok {
		k = wordInfo{term: noTerm, kind: kindOf(r, w)}
		t := term(r, w.Text)
		if n := numeral(r, w.Text); n != "" && k.kind == numberWord {
			t = n // "drei" is 3, like "three"
		}
		if t != "" {
			k.term = v.intern(t)
		}
		as.word = strings.Clone(w.Text)
		v.words[as] = k
	}
	return k
}

// intern returns the number of a term. Those that the base has not are counted on after its own.
func (v *vocabulary) intern(term string) int32 {
	first := 0
	if v.base != nil {
		if id, ok := v.base.terms[term]; ok {
			return id
		}
		first = len(v.base.terms)
	}
	id, ok := v.terms[term]
	if !ok {
		id = int32(first + len(v.terms))
		v.terms[strings.Clone(term)] = id
	}
	return id
}

// names returns the terms of v as strings, each at its number.
func (v *vocabulary) names() []string {
	out := make([]string, len(v.terms))
	for name, id := range v.terms {
		out[id] = name
	}
	return out
}

// read reads a text, said on a day or on none that is known.
func (v *vocabulary) read(r *prose.Reader, text string, said day) tokens {
	return v.tokens(r, extractOf(plainWords(text)), said)
}

// readAt reads the words at one place of a text that has been read.
func (v *vocabulary) readAt(x *index, s Span, said day) tokens {
	if text := x.text.Slice(s); !isPlain(text) {
		return v.read(x.prose, text, said)
	}
	return v.tokens(x.prose, x.extract(s), said)
}

// tokens returns the tokens of words that were said on a day, or on none that is known.
func (v *vocabulary) tokens(r *prose.Reader, of extract, said day) tokens {
	words, all := of.words, readerOf(nil)
	out := tokens{prose: r, folded: of.folded, all: make([]token, 0, len(words))}
	upper := 0
	for i := range words {
		w := &words[i]
		if w.End-of.base > longest {
			break
		}
		w = pair(all, of, i)
		k := v.lookup(r, w)
		if w.Upper {
			upper++
		}
		if k.term == noTerm {
			continue
		}
		// A capital makes a name, but not that of the first word, unless one more follows.
		if w.Upper && (k.kind == plainWord || k.kind == oppositeWord) && (i > 0 || len(words) > 1 && words[1].Upper) {
			k.kind = nameWord
		}
		t := token{wordInfo: k, start: uint16(w.Start - of.base), end: uint16(w.End - of.base)}
		if first, second := said.when(r, words, i); first != "" {
			t.date = [2]int32{noTerm, noTerm}
			for n, word := range [...]string{first, second} {
				if word != "" {
					t.date[n] = v.lookup(r, &match.Word{Text: word}).term
				}
			}
		}
		out.all = append(out.all, t)
	}
	if 3*upper > 2*len(words) { // set in capitals: a headline, a shout
		for i := range out.all {
			if t := &out.all[i]; t.kind == nameWord {
				t.kind = plainWord
			}
		}
	}
	return out
}

// pair returns word i; where it is a letter of a script that sets no spaces between words, with the letter after it: a
// letter alone is in sentences about anything. Numbers, and letters that turn a sentence in one of all languages, stand
// alone.
func pair(all *prose.Reader, of extract, i int) *match.Word {
	w := &of.words[i]
	if !match.Unspaced(w.Text) || i+1 == len(of.words) || of.words[i+1].Start != w.End ||
		!match.Unspaced(of.words[i+1].Text) || all.Classify(w.Text) != prose.Open || numeral(all, w.Text) != "" {
		return w
	}
	two := *w
	two.End = of.words[i+1].End
	two.Text = of.folded[two.Start-of.base : two.End-of.base]
	return &two
}

func kindOf(r *prose.Reader, w *match.Word) wordKind {
	if w.Kind == match.Number {
		return numberWord
	}
	if numeral(r, w.Text) != "" {
		return numberWord
	}
	switch r.Classify(w.Text) {
	case prose.Negation:
		return negationWord
	case prose.Quantity, prose.Measure:
		return measureWord
	case prose.Opposite:
		return oppositeWord
	}
	if r.IsLight(w.Text) || r.IsTitle(w.Text) {
		return lightWord
	}
	return plainWord
}

// term returns what stands for a folded word and its forms: its stem, the digits of a number; "" for words of
// grammar, which every sentence is full of, and for marks.
func term(r *prose.Reader, word string) string {
	all := readerOf(nil)
	switch {
	case word == `"` || isGrammar(r, word) || r.IsArticle(word) || shortened(all, word):
		return ""
	case len(word) == 1 && !('0' <= word[0] && word[0] <= '9'):
		return "" // a letter or a sign alone
	}
	if n := numeral(all, word); n != "" {
		return n
	}
	if a := all.Of(language.Aliases, word); a != "" {
		return a
	}
	if n := digits(all, word); n != "" {
		return n
	}
	return all.Root(word)
}

// isGrammar reports whether a word is one of grammar in a language. In a text of which nobody knows what it is in, words of
// all languages stand for names in some other: van, ben, die; only those of English are taken for grammar there.
func isGrammar(r *prose.Reader, word string) bool {
	if r == readerOf(nil) {
		r = readerOf(language.English())
	}
	return r.Classify(word) == prose.Grammar
}

// shortened reports whether word is two words of grammar written as one: "we've", "it's". Texts about anything are
// full of them when people talk, and records, which are written, hold few: a search takes them for rare words.
func shortened(r *prose.Reader, word string) bool {
	base, rest, _ := strings.Cut(word, "'")
	return r.Has(language.ShortEndings, rest) && r.Classify(base) == prose.Grammar
}

// numeral returns the digits of a number in words, "" for other words. "One" is more often not a number, and nor is
// "zero".
//
// Where no spaces tell words apart, a character is as often a syllable of another word; and "năm", which is five, stands
// before every year.
func numeral(r *prose.Reader, word string) string {
	n := r.Of(language.Numbers, word)
	if n == "0" || n == "1" || spaceless(word) || r.Has(language.DateMarksBefore, word) {
		return ""
	}
	return n
}

// digits returns a number without its currency, its thousands commas and what is joined to it: "$1,204", "1204"
// and "1204th" are one. It is "" for words that begin otherwise.
func digits(r *prose.Reader, word string) string {
	word = strings.TrimLeftFunc(word, func(r rune) bool { return r == '-' || r == '+' || unicode.Is(unicode.Sc, r) })
	if word == "" || !isFigure(word[0]) {
		return ""
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case '0' <= c && c <= '9' || c == '.' || c == ':' || c == '/':
			out = append(out, c)
		case c == ',' && len(word)-i > 3:
		case r.Has(language.Scales, word[i:]):
			return string(append(out, word[i:]...)) // millions are not units
		case hangul(word[i:]):
			return amountIn(word, string(out))
		default:
			return string(out)
		}
	}
	return string(out)
}

// amountIn returns the number that a word of Korean writes, 4만1200명이; figures, with which it begins, if it has no scale.
func amountIn(word, figures string) string {
	const most = 1e15 // what is larger is in no news
	var sum, part, n int
	end := 0 // of the word, after its last scale
	for i, r := range word {
		scale := 0
		switch r {
		case '천':
			part, n, end = part+1000*n, 0, i+len("천")
			continue
		case '만':
			scale = 1e4
		case '억':
			scale = 1e8
		case '조':
			scale = 1e12
		case ',':
			continue
		}
		switch {
		case scale > 0:
			sum, part, n, end = sum+(part+n)*scale, 0, 0, i+len("만")
		case r == '.':
			return word // 4.5만명
		case '0' <= r && r <= '9' && n < most:
			n = 10*n + int(r-'0')
			continue
		}
		if scale == 0 || sum > most {
			break
		}
	}
	if end == 0 {
		return figures
	}
	return strconv.Itoa(sum + part + n)
}

// folded returns a text as read folds it.
func folded(text string) string { return match.Fold(plainWords(text)).S }

// isPlain reports whether plainWords leaves s as it is: it has no signature, which has an @ in it, no address and no
// joined names.
func isPlain(s string) bool { return !strings.ContainsAny(s, "#@/") && !joined(s) }

// plainWords returns s without addresses, without the signature of a post, and with names that are written as one
// word taken apart: "#MakingNews" is two.
func plainWords(s string) string {
	if i := strings.Index(s, " — "); i >= 0 && strings.Contains(s[i:], " (@") {
		s = s[:i]
	}
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for _, w := range strings.Fields(s) {
		if i := strings.Index(w, "http"); i >= 0 && strings.Contains(w, "://") {
			w = w[:i]
		}
		if i := strings.Index(w, "pic.twitter.com"); i >= 0 {
			w = w[:i]
		}
		small := false
		for _, r := range w {
			if small && unicode.IsUpper(r) {
				b.WriteByte(' ')
			}
			small = unicode.IsLower(r)
			b.WriteRune(r)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// joined reports whether a capital follows a small letter somewhere in s.
func joined(s string) bool {
	for i := 1; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' && 'a' <= s[i-1] && s[i-1] <= 'z' {
			return true
		}
	}
	return false
}

// quotedTerm returns the number of the term of a word in a quotation. Quotations are compared word by word, words of
// grammar too, and a form of a word is as good as the word (compare.go). So their terms are the beginnings of words,
// which two forms of one word have in common (sameStem), after a quotation mark, with which no other term begins.
func (v *vocabulary) quotedTerm(w *match.Word) int32 {
	const begins = 4 // letters that forms of one word share at the least
	end := min(begins, len(w.Text))
	for end < len(w.Text) && !utf8.RuneStart(w.Text[end]) {
		end++
	}
	return v.intern(`"` + w.Text[:end])
}

// has reports whether w has a term, or a date that has it; never noTerm.
func (w *tokens) has(term int32) bool {
	for i := range w.all {
		if term >= 0 && w.all[i].is(term) {
			return true
		}
	}
	return false
}

// says reports whether w has a form of t, or the date that t stands for.
func (w *tokens) says(t *token) bool {
	if w.has(t.term) {
		return true
	}
	return t.date != [2]int32{} && w.has(t.date[0]) && (t.date[1] == noTerm || w.has(t.date[1]))
}

// before reports whether one of the tokens before t has the term of t.
func (t *token) before(tokens []token) bool {
	return t.term >= 0 && slices.ContainsFunc(tokens, func(o token) bool { return o.term == t.term })
}

func isFigure(c byte) bool { return '0' <= c && c <= '9' }

func hangul(s string) bool { r, _ := utf8.DecodeRuneInString(s); return 0xAC00 <= r && r <= 0xD7A3 }

// spaceless reports whether s begins in a script that has no spaces between words.
func spaceless(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return 0xE00 <= r && r <= 0xEFF || 0x3040 <= r && r <= 0x30FF || 0x3400 <= r && r <= 0x9FFF || 0xF900 <= r && r <= 0xFAFF
}
