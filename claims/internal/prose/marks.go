package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// A Pair is two quotation marks and what stands between them, in bytes.
type Pair struct {
	Start, End int  // with the marks
	From, To   int  // without them
	Double     bool // marks of speech and not the single ones that also serve as apostrophes
	Closed     bool // the closing mark was found; otherwise the words end where their sentence or block ends
	Depth      int  // 0 when it stands in no other pair
	Open       rune // the opening mark
}

// Marks finds the quotation marks of one block, in the order in which they open.
//
// Marks are paired by style: “ ” and „ “ and ” ”, « » and » «, ‹ ›, ‘ ’ and ‚ ‘, 「 」, 『 』, and the
// straight ones, which open after a space or an opening bracket and close elsewhere, „ too. An apostrophe is no
// mark: one between letters, one that stands for left-out letters (’tis, ’90s), one after a plural
// (farmers’) while no single mark is open. A mark that opens while the same one is open means that the
// first was never closed, except „ where enough follow that close both; its words end with their sentence. So do those
// of a mark that was not closed before the one around it was: no pair reaches out of the one it stands in, and what is
// read of them all is some times the text, however many there are.
func (r *Reader) Marks(s string) []Pair {
	var (
		out  []Pair
		open []int // indexes of out, innermost last
		prev = ' '
	)
	const deepest = 8 // marks within marks; three is already rare in print
	push := func(i, n int, c rune, double bool) {
		if len(open) == deepest {
			return
		}
		out = append(out, Pair{Start: i, From: i + n, Open: c, Double: double, Depth: len(open)})
		open = append(open, len(out)-1)
	}
	// leave forgets the open pairs from the kth on, which are not closed before i.
	leave := func(k, i int) {
		for _, n := range open[k:] {
			if p := &out[n]; p.Double { // a single mark left open was an apostrophe
				p.End = r.firstSentenceEnd(s, p.From, i)
				p.To = p.End
			}
		}
		open = open[:k]
	}
	// closeOne ends the innermost open pair whose opening mark is one of marks, and all within it.
	closeOne := func(i, n int, marks string) bool {
		for k := len(open) - 1; k >= 0; k-- {
			p := &out[open[k]]
			if !strings.ContainsRune(marks, p.Open) {
				if p.Double {
					return false
				}
				continue
			}
			leave(k+1, i)
			p.To, p.End, p.Closed = i, i+n, true
			open = open[:k]
			return true
		}
		return false
	}
	// abandon ends an open pair that will not be closed before i.
	abandon := func(i int, mark rune) {
		for k := len(open) - 1; k >= 0; k-- {
			if out[open[k]].Open == mark {
				leave(k, i)
				return
			}
		}
	}
	low, high := strings.Count(s, "„"), strings.Count(s, "“")+strings.Count(s, "”") // that are still to come
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		next := ' '
		if i+n < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i+n:])
		}
		before := unicode.IsSpace(prev) || strings.ContainsRune("([{—–-“‘\"'«„‚", prev)
		switch c {
		case '“':
			high--
			if !closeOne(i, n, "„") {
				abandon(i, '“')
				push(i, n, c, true)
			}
		case '”':
			high--
			if !closeOne(i, n, "“„”") && before && !unicode.IsSpace(next) {
				push(i, n, c, true) // Swedish and Finnish open with it too
			}
		case '„':
			low--
			if low+count(out, open, '„') >= high { // not all that are open would be closed: „A „B“ C“
				abandon(i, '„')
			}
			push(i, n, c, true)
		case '«':
			if !closeOne(i, n, "»") {
				abandon(i, '«')
				push(i, n, c, true)
			}
		case '»':
			if !closeOne(i, n, "«") && before && !unicode.IsSpace(next) {
				push(i, n, c, true)
			}
		case '「', '『', '‹':
			push(i, n, c, c != '‹')
		case '」':
			closeOne(i, n, "「")
		case '』':
			closeOne(i, n, "『")
		case '›':
			closeOne(i, n, "‹")
		case '"':
			switch {
			case !before && isOpen(out, open, '„') && !isOpen(out, open, '"') && !isWord(next):
				closeOne(i, n, "„") // „Nein", as keyboards have it
			case before && !unicode.IsSpace(next) && !isOpen(out, open, '"'):
				push(i, n, c, true)
			case !closeOne(i, n, "\"") && !unicode.IsSpace(next):
				push(i, n, c, true)
			}
		case '‘':
			if !closeOne(i, n, "‚") {
				push(i, n, c, false)
			}
		case '‚':
			push(i, n, c, false)
		case '’', '\'':
			// Two single marks are a double one, as some wires send it.
			if c == '\'' && next == '\'' {
				if open := isOpen(out, open, doubled); !open && before {
					push(i, 2, doubled, true)
				} else if open {
					closeOne(i, 2, string(doubled))
				}
				n = 2
				break
			}
			switch {
			case isWord(prev) && isWord(next): // don’t
			case before && !unicode.IsSpace(next):
				if c == '\'' && !unicode.IsDigit(next) && !r.elision(s[i+n:]) {
					push(i, n, c, false)
				}
			default:
				if c == '’' {
					closeOne(i, n, "‘")
				} else {
					closeOne(i, n, "'")
				}
			}
		}
		prev = c
		i += n
	}
	// What is still open may go on in the next block, and ends with this one.
	for _, n := range open {
		if p := &out[n]; p.Double {
			p.End = len(strings.TrimRightFunc(s, unicode.IsSpace))
			p.To = p.End
		}
	}
	kept := out[:0]
	word := 0 // where the next letter or digit stands, from the opening mark on
	for _, p := range out {
		for word = max(word, p.From); word < len(s); {
			c, n := utf8.DecodeRuneInString(s[word:])
			if isWord(c) {
				break
			}
			word += n
		}
		if word < p.To { // and not marks alone, nor a single one that was an apostrophe
			kept = append(kept, p)
		}
	}
	return kept
}

const doubled = '″' // stands for two single marks

func isOpen(pairs []Pair, open []int, mark rune) bool { return count(pairs, open, mark) > 0 }

// count returns how many of the open pairs have a mark.
func count(pairs []Pair, open []int, mark rune) (n int) {
	for _, k := range open {
		if pairs[k].Open == mark {
			n++
		}
	}
	return n
}

// firstSentenceEnd returns where the first sentence of s[from:to] ends; to if it has no end of its own.
func (r *Reader) firstSentenceEnd(s string, from, to int) int {
	if to < from {
		return from
	}
	for sentence := range r.sentences(s[from:to]) {
		return from + sentence.End
	}
	return from
}

// elision reports whether s begins with a word of which an apostrophe has swallowed the beginning.
func (r *Reader) elision(s string) bool {
	const longer = 10 // bytes, than any of these and a letter
	w := strings.ToLower(firstWord(s[:min(len(s), longer)]))
	return r.Has(language.Elisions, w)
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}
