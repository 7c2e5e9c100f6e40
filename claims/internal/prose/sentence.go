package prose

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// A Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Sentences cuts one block of text, such as a paragraph, into sentences, in order and without the
// spaces between them. What ends in no full stop (a heading, a list item) is a sentence too.
//
// A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or an
// ellipsis that goes on; a question or exclamation mark unless the sentence goes on in lower case, as in
// “Really?” he said. Closing marks belong to the sentence they close. The stops of Chinese and Japanese
// end a sentence without a space after them; in Thai a space does before a word that begins sentences.
func (r *Reader) Sentences(s string) []Span { return slices.Collect(r.sentences(s)) }

// sentences yields what Sentences returns, for callers that need the first only.
func (r *Reader) sentences(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		start := 0
		for i := 0; i < len(s); {
			c, n := utf8.DecodeRuneInString(s[i:])
			if !isStop(c) {
				i += n
				if c == ' ' && r.begins(s[start:i], s[i:]) {
					if x := trimmed(s, start, i); x.Start < x.End && !yield(x) {
						return
					}
					start = i
				}
				continue
			}
			stop := i
			for i < len(s) { // "?!", "...", and ". ." of a broken sentence
				c, n := utf8.DecodeRuneInString(s[i:])
				if !isStop(c) {
					break
				}
				i += n
			}
			i = closers(s, i)
			if !r.ends(s, start, stop, i) {
				continue
			}
			if x := trimmed(s, start, i); x.Start < x.End && !yield(x) {
				return
			}
			start = i
		}
		if x := trimmed(s, start, len(s)); x.Start < x.End {
			yield(x)
		}
	}
}

// begins reports whether a sentence of Thai, which has no stops, begins with rest: after a space, with a word that
// begins sentences.
func (r *Reader) begins(before, rest string) bool {
	return thai(first(rest)) && r.Begins(language.Starters, rest) && strings.ContainsFunc(before, thai)
}

// trimmed returns s[a:b] without the spaces at both ends.
func trimmed(s string, a, b int) Span {
	cut := strings.TrimLeftFunc(s[a:b], unicode.IsSpace)
	a = b - len(cut)
	return Span{a, a + len(strings.TrimRightFunc(cut, unicode.IsSpace))}
}

// closers returns the end of the closing quotation marks and brackets, and of the numbers of notes, that begin at i.
func closers(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '”', '’', '»', '›', ')', ']', '」', '』', '）', '］', '】', '》':
		case '"', '\'':
			// A straight mark closes when a space or the end comes after it.
			if i+n < len(s) && !isBlank(s[i+n:]) && !strings.ContainsRune(".,;:!?)[]”’\"'", first(s[i+n:])) {
				return i
			}
		case '[', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹': // the number of a note
			if rest := strings.TrimLeft(s[i+1:], "0123456789"); r == '[' {
				if n = len(s) - i - len(rest) + 1; n == len("[]") || first(rest) != ']' {
					return i
				}
			}
		case '“', '‘':
			// In German these close; an opening one has a space before it, or in Chinese a stop or a closing one.
			if before := lastRune(s[:i]); isWideStop(before) || before == '”' {
				return i
			}
		case ' ', '\u00a0', '\u202f': // French sets a space before its closing marks
			next := first(s[i+n:])
			if next != '»' && next != '›' || isWord(first(s[i+n+utf8.RuneLen(next):])) { // in German they open: sie ging. »Nein«
				return i
			}
		default:
			return i
		}
		i += n
	}
	return i
}

// ends reports whether the stop at s[stop:end], closing marks included, ends the sentence that began
// at start.
func (r *Reader) ends(s string, start, stop, end int) bool {
	mark, n := utf8.DecodeRuneInString(s[stop:])
	last := stop
	for j := stop; j < end; { // the last stop of several decides what kind of stop it is
		c, m := utf8.DecodeRuneInString(s[j:])
		if !isStop(c) {
			break
		}
		last, mark = j, c
		j += m
	}
	if isWideStop(mark) {
		// 「…。」と述べた and “…？”，他问 go on: a particle of quotation or a comma follows the closing mark.
		next := first(s[end:])
		return !strings.ContainsRune("，、；：", next) && !r.Begins(language.AfterQuotes, s[end:]) && !isWideStop(next)
	}
	if end >= len(s) {
		return true
	}
	if !isBlank(s[end:]) {
		return false
	}
	rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
	next := first(strings.TrimLeft(rest, "“”\"'‘’«»„(["))
	if rest == "" {
		return true
	}
	if unicode.IsLower(next) || isStop(next) || strings.ContainsRune(",;:", next) {
		return false
	}
	if mark != '.' || last != stop || n != 1 {
		return true
	}
	return !r.abbreviation(s[start:stop], rest, next)
}

// abbreviation reports whether the full stop after head is part of its last word and does not end the
// sentence. rest is what follows, next its first letter.
func (r *Reader) abbreviation(head, rest string, next rune) bool {
	i := strings.LastIndexFunc(head, func(c rune) bool {
		return unicode.IsSpace(c) ||
			strings.ContainsRune("“”\"‘(—–", c)
	})
	word := head[i+1+runeExtra(head, i):]
	before := strings.TrimRightFunc(head[:len(head)-len(word)], unicode.IsSpace)
	lower := strings.ToLower(word)
	switch {
	case utf8.RuneCountInString(word) == 1 && unicode.IsUpper(first(word)):
		// An initial stands before a name or between two: "J. S. Bach". "Plan B." may
		// end a sentence, and does when a word comes that likes to begin one.
		return !r.starter(rest) || before == ""
	case r.Has(language.Titles, lower):
		return true
	case r.Has(language.BeforeNumbers, lower):
		return unicode.IsDigit(next)
	case r.Has(language.Abbreviations, lower) || strings.Contains(lower, ".") && len(lower) <= 6:
		return !r.starter(rest)
	}
	if len(word) <= 2 && word != "" && strings.Trim(word, "0123456789") == "" {
		return r.Has(language.MonthsAfterPoints, strings.ToLower(firstWord(rest))) // 15. September
	}
	return false
}

// runeExtra returns how many bytes more than one the rune at head[i] has.
func runeExtra(head string, i int) int {
	if i < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(head[i:])
	return n - 1
}

// starter reports whether the first word of rest is one that more often begins a sentence than follows
// an abbreviation within one.
func (r *Reader) starter(rest string) bool {
	w := firstWord(rest)
	return unicode.IsUpper(first(w)) && r.Has(language.Starters, strings.ToLower(w))
}

func firstWord(s string) string {
	s = strings.TrimLeft(s, "“”\"'‘’«»„([")
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }); i >= 0 {
		s = s[:i]
	}
	return s
}

func isStop(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '؟', '۔', '।', '‽':
		return true
	}
	return isWideStop(r)
}

func isWideStop(r rune) bool { return r == '。' || r == '！' || r == '？' || r == '｡' }

func isBlank(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func first(s string) rune {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ' '
	}
	return r
}
