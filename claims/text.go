package claims

import (
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims/internal/prose"
)

// A Piece is the part of a span that lies in one run: bytes Start to End of run number Run.
type Piece struct{ Run, Start, End int }

// A Text is the readable words of an article as one string, remembering the runs it was assembled
// from. A run is one text token of an HTML source or one Text node of a live document; hosts count
// runs from 0 in the order of Append. The zero Text is empty and ready to use.
//
// What is learnt of the words (their folded form, their sentences) is kept until the text grows, so
// a Text must not be used by two goroutines at once.
type Text struct {
	// Published is the date of the article, ISO 8601, from which "yesterday" is counted; empty if it is not known.
	Published string

	// Language is that of the article, a BCP 47 tag; empty if the host does not know it. Where the words are plainly
	// those of another, that is taken. It must be set before anything is asked of the text.
	Language string

	// Addresses are those that the article stands at, as far as the host knows them. By these and the language, the
	// anchors of this edition are told from those of others (edition.go).
	Addresses []string

	b        strings.Builder
	runs     []Span    // of each run, in bytes of the string; empty runs keep their number
	filled   []int     // the others: a page may have thousands of empty ones between two letters
	breaks   []int     // where each block but the first begins
	sections []section // those that are articles of their own, see several.go
	selects  []int     // those of them that dossiers select
	// checkSelected checks a text of which dossiers select sections; nil where none does.
	checkSelected func(*Checker, *Text) *Report
	gap           string        // separator owed before the next words
	index         *index        // nil until asked for
	prose         *prose.Reader // see reader; nil until asked for
	points        []int         // where every so many code points begin, see codePoint; nil until asked for
}

// Plain returns the text of a plain-text file. It has one run, so that offsets are offsets into the file. A
// blank line ends a block.
func Plain(s string) *Text {
	t := new(Text)
	t.Append(s)
	s = t.String() // of a text of spaces nothing is kept
	for i := 0; i < len(s); {
		nl := strings.IndexByte(s[i:], '\n')
		if nl < 0 {
			break
		}
		i += nl + 1
		words := i + len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\r\n"))
		if strings.Contains(s[i:words], "\n") && words < len(s) {
			t.breaks = append(t.breaks, words)
		}
		i = words
	}
	return t
}

// Append adds the next run. Its bytes are kept as they are, valid UTF-8 or not, so that a host gets
// its own offsets back; but a run of spaces between two blocks is counted and left out.
func (t *Text) Append(run string) {
	if (t.gap != "" || t.b.Len() == 0) && strings.Trim(run, blanks) == "" {
		run = ""
	}
	if t.gap != "" && run != "" {
		if t.b.Len() > 0 {
			t.b.WriteString(t.gap)
			if t.gap == blockGap {
				t.breaks = append(t.breaks, t.b.Len())
			}
		}
		t.gap = ""
	}
	start := t.b.Len()
	t.b.WriteString(run)
	if run != "" {
		t.filled = append(t.filled, len(t.runs))
	}
	t.runs = append(t.runs, Span{start, t.b.Len()})
	t.index, t.prose, t.points = nil, nil, nil
}

const (
	blockGap = "\n\n" // what a blank line is in plain text
	lineGap  = "\n"
)

// Break ends a block: a paragraph, a heading, a list item. The separator belongs to no run.
func (t *Text) Break() { t.gap = blockGap }

// Line ends a line inside a block, as <br> does. The separator belongs to no run.
func (t *Text) Line() {
	if t.gap == "" {
		t.gap = lineGap
	}
}

// String returns the whole text; spans are bytes of it.
func (t *Text) String() string { return t.b.String() }

// Slice returns the words at s.
func (t *Text) Slice(s Span) string { return t.b.String()[s.Start:s.End] }

// Runs returns the number of runs appended.
func (t *Text) Runs() int { return len(t.runs) }

// Run returns the span of run i, counted from 0.
func (t *Text) Run(i int) Span { return t.runs[i] }

// Pieces returns s cut at the borders of runs, in order. Runs of which s holds no byte are left out, and so are
// the separators between blocks.
func (t *Text) Pieces(s Span) []Piece {
	var out []Piece
	first, _ := slices.BinarySearchFunc(t.filled, s.Start, func(run, at int) int { return t.runs[run].End - at - 1 })
	for _, i := range t.filled[first:] {
		r := t.runs[i]
		if r.Start >= s.End {
			break
		}
		a, b := max(s.Start, r.Start), min(s.End, r.End)
		if a < b {
			out = append(out, Piece{i, a - r.Start, b - r.Start})
		}
	}
	return out
}

// Blocks returns the text cut into its blocks, in order, without the separators.
func (t *Text) Blocks() []Span {
	s := t.String()
	out := make([]Span, 0, len(t.breaks)+1)
	start := 0
	for i := 0; i <= len(t.breaks); i++ {
		end := len(s)
		if i < len(t.breaks) {
			end = t.breaks[i]
		}
		a, b := trim(s, start, end)
		if a < b {
			out = append(out, Span{a, b})
		}
		start = end
	}
	return out
}

// CodePoints turns a W3C TextPositionSelector, which counts code points, into bytes. ok is false when
// the text is shorter than that or end is before start.
func (t *Text) CodePoints(start, end int) (s Span, ok bool) {
	if start < 0 || end < start {
		return Span{}, false
	}
	s.Start, ok = t.codePoint(start)
	if ok {
		s.End, ok = t.codePoint(end)
	}
	return s, ok
}

// codePoint returns the byte at which code point n begins; the end of the text is that of one more.
func (t *Text) codePoint(n int) (at int, ok bool) {
	const step = 256 // so many are counted for each selector, and not half an article
	str := t.String()
	if t.points == nil {
		count := 0
		for i := range str {
			if count%step == 0 {
				t.points = append(t.points, i)
			}
			count++
		}
		if count%step == 0 {
			t.points = append(t.points, len(str))
		}
	}
	if n/step >= len(t.points) {
		return 0, false
	}
	at, n = t.points[n/step], n%step
	for i := range str[at:] {
		if n == 0 {
			return at + i, true
		}
		n--
	}
	return len(str), n == 0
}

// trim moves start and end past the spaces at both ends of s[start:end].
func trim(s string, start, end int) (int, int) {
	cut := s[start:end]
	left := strings.TrimLeft(cut, blanks)
	start += len(cut) - len(left)
	return start, start + len(strings.TrimRight(left, blanks))
}

const blanks = " \t\r\n\v\f\u00a0\u202f\u2009\u3000"

// listed reports whether a word is in a list, which begins and ends with a space.
func listed(list, word string) bool { return strings.Contains(list, " "+word+" ") }

// enumName returns the name of a value of an enumeration; the number of one that has no name, which only a caller's
// mistake makes.
func enumName(value uint8, names ...string) string {
	if int(value) < len(names) {
		return names[value]
	}
	return strconv.Itoa(int(value))
}
