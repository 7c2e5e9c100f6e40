package language

import "strings"

// Stem returns a word in lower case without the endings of its language, so that "reopening", "reopened" and "reopens"
// are one term of an index. It is the plural and verb steps of Porter's stemmer ("An algorithm for suffix stripping",
// 1980) and the few of its suffixes that news is full of; the others cost more wrong pairs than they win right ones. Words
// of which the first letter is none of the Latin alphabet are left as they are.
func (l *Language) Stem(word string) string {
	if l == nil {
		return word
	}
	if plain := l.words[PlainForms].Of(word); plain != "" {
		word = plain
	}
	const shortest = 4 // letters; in shorter words the ending is the word
	if len(word) < shortest || word[0] >= 0x80 {
		return word
	}
	w := strings.TrimSuffix(word, l.words[PossessiveEndings].End(word))
	if ending, put := l.ending(PluralEndings, w); len(w) >= shortest {
		w = w[:len(w)-len(ending)] + put
	}
	if ending, put := l.ending(VerbEndings, w); ending != "" {
		if stem := w[:len(w)-len(ending)] + put; len(stem) > 1 && l.words[Vowels].In(stem) {
			w = l.undouble(stem)
		}
	}
	l.words[NounEndings].Find(func(ending string) bool {
		stem, ok := strings.CutSuffix(w, ending)
		if ok = ok && len(stem) > shortest; ok {
			w = stem + l.words[NounEndings].put(ending)
		}
		return ok
	})
	l.words[LastLetters].Find(func(ending string) bool {
		if len(w) >= shortest && strings.HasSuffix(w, ending) { // "pay" and "paying" are left alone alike
			w = w[:len(w)-len(ending)] + l.words[LastLetters].put(ending)
		}
		return false
	})
	return w
}

// ending returns the ending of a key that a word has, and what stands in its place; none if the word has a longer one of
// KeptEndings.
func (l *Language) ending(k Key, word string) (ending, put string) {
	ending = l.words[k].End(word)
	if ending == "" || len(l.words[KeptEndings].End(word)) > len(ending) {
		return "", ""
	}
	return ending, l.words[k].put(ending)
}

// put returns what stands in the place of an ending.
func (w *Words) put(ending string) string {
	if put := w.Of(ending); put != ending {
		return put
	}
	return ""
}

// undouble takes back what an ending did to a stem: "stopp", "admitt".
func (l *Language) undouble(stem string) string {
	n := len(stem)
	if n > 3 && stem[n-1] == stem[n-2] && !l.words[DoubleLetters].Has(stem[n-1:]) {
		return stem[:n-1]
	}
	return stem
}
