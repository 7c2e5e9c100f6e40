package desk

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/language"
)

// Every dossier has an index of its own, made when it is first searched, or in the background soon after it was read. A
// file that changes is another Dossier, with a new index; the others keep theirs. So nothing is ever taken out of an
// index, and a search goes from one to the next: with 300 of them that is a few thousand steps.
//
// An index has two lists of keys, each with the records that have it. One is for people who search: the words of all
// texts of a record, and their stems. The other is for Already: the terms by which the engine finds what says the same
// (Dossier.Stored), of which a whole library is then made for the few best.

// A Search is what somebody looks for. Words are found by their beginnings and in other forms, in any order and in any
// text of a record; of Chinese, Japanese and Thai by the characters in their order. What is empty fits all.
type Search struct {
	Words                    string
	Speaker, Verdict, Source string // of a source its publisher, title or address; beginnings of words, too
	Dossier                  string // this one alone
}

// Found is the answer to a Search.
type Found struct {
	Hits  []Hit // the best first, as many as were asked for
	All   int   // how many there are
	Whole bool  // whether all dossiers that can be read have been searched; they are read in the background

	steps int // keys and entries of lists that were looked at; tests count them
}

// A Hit is a record that fits a search, or that says the same as other words.
type Hit struct {
	Dossier *Dossier
	Record  *claims.Record
	Draft   bool
	Marks   []claims.Span // bytes of the record's text: the words that were looked for
}

// Search returns the records of the folder that fit, at most so many from the first that is asked for on. Withdrawn ones
// and drafts are among them.
func (f *Folder) Search(s Search, first, most int) Found {
	all, p := f.Dossiers()
	out := Found{Whole: p.Read >= p.Files}
	q := newSought(s)
	type scored struct {
		d     *Dossier
		n     int32
		score int
	}
	var hits []scored
	for _, d := range all {
		if d.Dossier == nil || s.Dossier != "" && d.Name != s.Dossier {
			continue
		}
		x := d.index.of(d.Dossier)
		for n, score := range x.search(q, &out.steps) {
			if score > 0 {
				hits = append(hits, scored{d, int32(n), score})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	out.All = len(hits)
	for _, h := range hits[min(first, len(hits)):min(first+most, len(hits))] {
		e := &h.d.index.entries[h.n]
		out.Hits = append(out.Hits, Hit{h.d, e.record, e.draft, q.marks(e.record.Text, languageOf(h.d.Dossier))})
	}
	return out
}

// An index is what a dossier is found by.
type index struct {
	once    sync.Once
	entries []entry
	words   postings // of words, and of stems after a mark
	terms   postings // of the engine, for Already; the documents are stored
	stored  []stored
	length  float64  // of all stored
	sources []string // folded, each once
}

// An entry is a record with what it is filtered by, folded.
type entry struct {
	record            *claims.Record
	draft             bool
	speaker, verdicts string
	sources           []int32 // of index.sources
}

// A stored is a record in one language.
type stored struct {
	entry  int32
	length float32
}

// of returns the index of a dossier, which is made if nobody has asked before.
func (x *index) of(d *claims.Dossier) *index {
	x.once.Do(func() { x.make(d) })
	return x
}

// Where a word stands: what a record says counts more than who says it, and that more than all else.
const (
	inText  = 4
	inNames = 2
	inRest  = 1
)

// stemMark begins the key of a stem. No word does.
const stemMark = "\x00"

func (x *index) make(d *claims.Dossier) {
	words, terms := newPoster(), newPoster()
	own := languageOf(d)
	stems := make(map[string]string) // by word: a dossier has each a dozen times
	sources := make(map[*claims.Source]int32)
	for n, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range list {
			r := &list[i]
			e := entry{record: r, draft: n == 1}
			doc := int32(len(x.entries))
			add := func(text string, weight uint8) string {
				if text == "" {
					return ""
				}
				folded := match.Fold(text)
				figures, end := "", 0
				for w := range wordsOf(folded) {
					if w.at.Kind == match.Number && len(w.text) == 3 && w.at.Start == end+1 { // 41 200
						figures += w.text
						words.add(stemMark+figures, doc, weight)
					} else {
						figures = w.text
					}
					end = w.at.End
					words.add(w.text, doc, weight)
					stem, ok := stems[w.text]
					if !ok {
						stem = stemOf(w, own)
						stems[w.text] = stem
					}
					if stem != "" {
						words.add(stemMark+stem, doc, weight)
					}
				}
				return folded.S
			}
			said := func(text string, weight uint8) (all string) {
				if text == "" {
					return ""
				}
				done := ""
				for _, in := range d.Wordings(r.ID, text) {
					if in != done { // it is the same in most
						all += add(in, weight) + "\n"
					}
					done = in
				}
				return all
			}
			said(r.Text, inText)
			e.speaker = said(r.Speaker.Name, inNames)
			add(r.ID, inRest)
			add(r.Anchor.Exact, inRest)
			for k := range r.Reviews {
				v := &r.Reviews[k]
				e.verdicts += said(v.Rating, inNames)
				said(v.Fact, inNames)
				said(v.Why, inRest)
				said(v.Claimed, inRest)
				add(v.By.Name, inRest)
			}
			cite := func(s *claims.Source, words string) {
				if s == nil {
					return
				}
				at, ok := sources[s]
				if !ok {
					at = int32(len(x.sources))
					sources[s] = at
					x.sources = append(x.sources, match.Fold(s.Publisher.Name+"\n"+s.Title+"\n"+s.URL).S)
				}
				e.sources = append(e.sources, at)
				add(s.Publisher.Name, inRest)
				add(s.Title, inRest)
				add(s.Excerpt.Text, inRest)
				if words != s.Excerpt.Text {
					add(words, inRest)
				}
			}
			for k := range r.Citations {
				cite(r.Citations[k].Source, r.Citations[k].Excerpt.Text)
			}
			for k := range r.Versions {
				cite(r.Versions[k].Source, r.Versions[k].Text)
			}
			x.entries = append(x.entries, e)
			if r.Status == claims.Withdrawn {
				continue
			}
			for _, in := range d.Stored(r) {
				at := int32(len(x.stored))
				for _, t := range in.Terms {
					terms.add(t, at, 1)
					words.add(stemMark+t, doc, inRest) // numbers as each language writes them
				}
				x.stored = append(x.stored, stored{doc, float32(in.Length)})
				x.length += in.Length
			}
		}
	}
	x.words, x.terms = words.done(), terms.done()
}

// A foundWord is a word of a folded text; of a script without spaces between words, a character with the one after it.
type foundWord struct {
	text     string
	at       match.Word
	unspaced bool
	last     bool // it is one character, since none follows
}

// wordsOf yields the words of a folded text.
func wordsOf(f *match.Folded) func(func(foundWord) bool) {
	return func(yield func(foundWord) bool) {
		words := match.Words(f)
		for i := range words {
			w := foundWord{text: words[i].Text, at: words[i]}
			if !strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
				continue // a quotation mark
			}
			if match.Unspaced(w.text) {
				w.unspaced, w.last = true, true
				if i+1 < len(words) && words[i+1].Start == w.at.End && match.Unspaced(words[i+1].Text) {
					w.text, w.last = f.S[w.at.Start:words[i+1].End], false
				}
			}
			if !yield(w) {
				return
			}
		}
	}
}

// stemOf returns what the forms of a word of a language have in common: of a number, its digits.
func stemOf(w foundWord, l *language.Language) string {
	switch {
	case w.unspaced:
		return ""
	case w.at.Kind == match.Number:
		if t := (claims.Statement{Text: w.text}).Terms(); len(t) == 1 {
			return t[0].Term
		}
	}
	return l.Stem(w.text)
}

// beginningOf returns a word without what may be its ending. Stems are of Latin letters; elsewhere, in Russian or Arabic,
// endings have two letters as a rule.
func beginningOf(w foundWord) string {
	const ending, shortest = 2, 6 // letters; of shorter words too many others begin so
	letters := []rune(w.text)
	if w.unspaced || w.at.Kind == match.Number || w.text[0] < utf8.RuneSelf || len(letters) < shortest {
		return w.text
	}
	return string(letters[:len(letters)-ending])
}

// languageOf returns the language of a dossier.
func languageOf(d *claims.Dossier) *language.Language {
	if l := language.Of(d.Language); l != nil {
		return l
	}
	return language.Together()
}

// stemsOf returns the stems of a word, whatever language it is of.
func stemsOf(w foundWord) (out []string) {
	for _, tag := range language.Tags() {
		if s := stemOf(w, language.Of(tag)); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// postings are keys in order, each with the documents that have it.
type postings struct {
	keys    []string
	starts  []int32 // of each key: where its list begins; one more, where the last one ends
	docs    []int32
	weights []uint8
}

// list returns the documents of a key, by its number, and how much it weighs in each.
func (p *postings) list(k int) ([]int32, []uint8) {
	from, to := p.starts[k], p.starts[k+1]
	return p.docs[from:to], p.weights[from:to]
}

// find returns the number of a key, or that of the first after it.
func (p *postings) find(key string) (int, bool) { return slices.BinarySearch(p.keys, key) }

// A poster gathers postings.
type poster struct {
	numbers map[string]int32
	keys    []string
	last    []posting // of each key, counted from the newest
	all     []posting
}

type posting struct {
	doc    int32
	before int32 // the one before of the same key, plus one
	weight uint8
}

func newPoster() *poster { return &poster{numbers: make(map[string]int32)} }

// add adds a key of a document. Documents come in order.
func (p *poster) add(key string, doc int32, weight uint8) {
	k, ok := p.numbers[key]
	if !ok {
		key = strings.Clone(key) // and not the whole text that it is of
		k = int32(len(p.keys))
		p.numbers[key] = k
		p.keys, p.last = append(p.keys, key), append(p.last, posting{})
	}
	last := &p.last[k]
	if last.before > 0 && last.doc == doc {
		at := &p.all[last.before-1]
		at.weight = max(at.weight, weight)
		return
	}
	p.all = append(p.all, posting{doc, last.before, weight})
	*last = posting{doc: doc, before: int32(len(p.all))}
}

// done returns the postings.
func (p *poster) done() postings {
	order := make([]int32, len(p.keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(p.keys[a], p.keys[b]) })
	out := postings{keys: make([]string, 0, len(order)), starts: make([]int32, 0, len(order)+1),
		docs: make([]int32, 0, len(p.all)), weights: make([]uint8, 0, len(p.all))}
	for _, k := range order {
		out.keys, out.starts = append(out.keys, p.keys[k]), append(out.starts, int32(len(out.docs)))
		from := len(out.docs)
		for at := p.last[k].before; at > 0; at = p.all[at-1].before {
			out.docs, out.weights = append(out.docs, p.all[at-1].doc), append(out.weights, p.all[at-1].weight)
		}
		slices.Reverse(out.docs[from:])
		slices.Reverse(out.weights[from:])
	}
	out.starts = append(out.starts, int32(len(out.docs)))
	return out
}

// sought is a Search made ready.
type sought struct {
	words                    []foundWord
	stems                    [][]string // of each word, in all languages
	speaker, verdict, source []string   // folded words
}

func newSought(s Search) *sought {
	q := new(sought)
	for typed := range strings.FieldsSeq(s.Words) { // folding takes the space between Chinese words away
		first := true
		for w := range wordsOf(match.Fold(typed)) {
			if !w.last || first { // else it is in the pair before
				q.words, q.stems = append(q.words, w), append(q.stems, stemsOf(w))
			}
			first = false
		}
	}
	parts := func(s string) (out []string) {
		for w := range wordsOf(match.Fold(s)) {
			out = append(out, w.text)
		}
		return out
	}
	q.speaker, q.verdict, q.source = parts(s.Speaker), parts(s.Verdict), parts(s.Source)
	return q
}

// search returns how well each entry fits; 0 if it does not.
func (x *index) search(q *sought, steps *int) []int {
	scores := make([]int, len(x.entries))
	var fits []bool // of sources
	if q.source != nil {
		fits = make([]bool, len(x.sources))
		for i, s := range x.sources {
			fits[i] = hasAll(s, q.source)
		}
	}
	*steps += len(x.entries) + len(fits)
	for i := range x.entries {
		e := &x.entries[i]
		if hasAll(e.speaker, q.speaker) && hasAll(e.verdicts, q.verdict) && (fits == nil ||
			slices.ContainsFunc(e.sources, func(s int32) bool { return fits[s] })) {
			scores[i] = 1
		}
	}
	best := make([]uint8, len(x.entries)) // of one word
	for i, w := range q.words {
		clear(best)
		take := func(k int, whole uint8) {
			docs, weights := x.words.list(k)
			*steps += 1 + len(docs)
			for n, doc := range docs {
				best[doc] = max(best[doc], whole*weights[n])
			}
		}
		const another, beginning, form, same = 1, 2, 3, 4 // perhaps a form, a beginning, a form, and as it was typed
		for _, stem := range q.stems[i] {
			if k, ok := x.words.find(stemMark + stem); ok {
				take(k, form)
			}
		}
		if start := beginningOf(w); start != w.text { // others are the same word, in a language that has no stems
			for k, _ := x.words.find(start); k < len(x.words.keys) && strings.HasPrefix(x.words.keys[k], start); k++ {
				take(k, another)
			}
		}
		k, _ := x.words.find(w.text)
		for ; k < len(x.words.keys) && strings.HasPrefix(x.words.keys[k], w.text); k++ {
			if x.words.keys[k] == w.text {
				take(k, same)
			} else {
				take(k, beginning)
			}
		}
		*steps += len(best)
		for n, b := range best {
			if scores[n] > 0 && b > 0 {
				scores[n] += int(b)
			} else {
				scores[n] = 0
			}
		}
	}
	return scores
}

// hasAll reports whether each of some words begins a word of a folded text; of a script without spaces, stands in it.
func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !begins(text, w) {
			return false
		}
	}
	return true
}

func begins(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		at := from + i
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); at == 0 || match.Unspaced(word) ||
			!unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return true
		}
		from = at + len(word)
	}
}

// marks returns where the words that were looked for stand in a text of a language.
func (q *sought) marks(text string, l *language.Language) (out []claims.Span) {
	if len(q.words) == 0 {
		return nil
	}
	f := match.Fold(text)
	for w := range wordsOf(f) {
		end := 0
		for i, s := range q.words {
			switch begins := strings.HasPrefix(w.text, s.text); {
			case begins && s.unspaced:
				end = max(end, w.at.Start+len(s.text))
			case begins, strings.HasPrefix(w.text, beginningOf(s)), !w.unspaced && slices.Contains(q.stems[i], stemOf(w, l)):
				end = max(end, w.at.End)
			}
		}
		if end == 0 {
			continue
		}
		from, to := f.Range(w.at.Start, end)
		if n := len(out); n > 0 && out[n-1].End >= from {
			out[n-1].End = max(to, out[n-1].End)
		} else {
			out = append(out, claims.Span{Start: from, End: to})
		}
	}
	return out
}
