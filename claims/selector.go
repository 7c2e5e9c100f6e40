package claims

import (
	"slices"
	"strings"
	"sync"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/language"
)

// A Selector says where a record belongs: a W3C TextQuoteSelector with the hint of a TextPositionSelector. Exact holds
// the words that were marked; Prefix and Suffix the text right before and after them, empty where none was stored.
// Start and End count code points of the text at the time of marking; End = 0 means that no position was stored.
type Selector struct {
	Exact, Prefix, Suffix string
	Start, End            int
}

// A pattern is a folded selector.
type pattern struct {
	prefix, exact, suffix string
	sel                   Selector
	joint                 *match.Folded
	words                 *patternWords
}

// patternWords is the words of a pattern. They are cut when they are first asked for: what stands in the article as it
// was stored is found without, and that is nearly every record of nearly every reader.
type patternWords struct {
	once                  sync.Once
	prefix, exact, suffix []match.Word
}

// foldSelector folds the three strings as one, so that a space or dash where two of them meet folds as
// it does in the article.
func foldSelector(sel Selector) pattern {
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
	return pattern{prefix: f.S[:a], exact: f.S[a:b], suffix: f.S[b:], sel: sel, joint: f, words: new(patternWords)}
}

// maxContext is the most words of context that are compared, on each side of the mark: as many as a long sentence has.
const maxContext = 32

// cut returns the words of q; of each side, at most the maxContext nearest.
func (q *pattern) cut() *patternWords {
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

// sameContext returns how a stored word of context compares with one of the article. The far ends of the
// context were found by counting characters, so the words there may be halves; a half counts as its word.
func (q *pattern) sameContext(stored, now []match.Word) func(i, j int) float32 {
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

// english reports whether quote and article are English.
func (x *index) english(q *pattern) bool {
	return x.isEnglish() && slices.ContainsFunc(q.cut().exact,
		func(w match.Word) bool { return x.prose.Has(language.FunctionWords, w.Text) })
}
