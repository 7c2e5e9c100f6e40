package proof

import (
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// A Row is a paragraph of an article in two versions, to be shown side by side.
type Row struct {
	Before, After claims.Span // zero where that version has none
	Parts         []Part      // of both together, in order
}

// Same reports whether the paragraph is the same in both.
func (r *Row) Same() bool { return len(r.Parts) == 1 && r.Parts[0].Same }

// A Part is words of a paragraph that are the same in both versions, or are not. One of the two may be empty.
type Part struct {
	Before, After claims.Span
	Same          bool
}

// Sides returns two versions of an article paragraph by paragraph: those that are alike in one row, and what has
// changed in them word by word. A paragraph that stands elsewhere is in two rows.
func Sides(before, after *claims.Text) (rows []Row) {
	a, b := paragraphs(before), paragraphs(after)
	i, j := 0, 0
	alone := func(toA, toB int) {
		for ; i < toA; i++ {
			rows = append(rows, Row{Before: a[i].span, Parts: []Part{{Before: a[i].span}}})
		}
		for ; j < toB; j++ {
			rows = append(rows, Row{After: b[j].span, Parts: []Part{{After: b[j].span}}})
		}
	}
	for _, p := range aligned(len(a), len(b), func(i, j int) int { return alike(&a[i], &b[j]) }) {
		alone(p[0], p[1])
		rows = append(rows, Row{a[i].span, b[j].span, partsOf(&a[i], &b[j])})
		i, j = i+1, j+1
	}
	alone(len(a), len(b))
	return rows
}

// Words returns two states of some words side by side: spans of before and after.
func Words(before, after string) []Part {
	a, b := paragraphOf(before, 0), paragraphOf(after, 0)
	return partsOf(&a, &b)
}

// A paragraph is a block of an article, cut into its words, each with the signs and spaces up to the next.
type paragraph struct {
	span  claims.Span
	words []claims.Span // of the article
	texts []string      // of these, folded
	count map[string]int
}

func paragraphs(t *claims.Text) []paragraph {
	var out []paragraph
	for _, s := range t.Blocks() {
		out = append(out, paragraphOf(t.Slice(s), s.Start))
	}
	return out
}

// paragraphOf returns the paragraph of a text that begins at a byte of its article.
func paragraphOf(text string, at int) paragraph {
	p := paragraph{span: claims.Span{Start: at, End: at + len(text)}, count: make(map[string]int)}
	f := match.Fold(text)
	words := match.Words(f)
	from := 0
	for i := range max(1, len(words)) {
		to := len(f.S)
		if i+1 < len(words) {
			to = words[i+1].Start
		}
		start, _ := f.Range(from, from)
		end, _ := f.Range(to, to)
		if to == len(f.S) {
			end = len(text)
		}
		p.words = append(p.words, claims.Span{Start: at + start, End: at + end})
		word := strings.TrimSpace(f.S[from:to])
		p.texts = append(p.texts, word)
		p.count[word]++
		from = to
	}
	return p
}

// alike returns how much of two paragraphs is the same, 1 to whole; 0 if less is than a reader would see as an edit.
func alike(a, b *paragraph) int {
	const least = whole / 3 // a paragraph of which two words in three are new is a new one
	if len(b.count) < len(a.count) {
		a, b = b, a
	}
	same := 0
	for w, n := range a.count {
		same += min(n, b.count[w])
	}
	share := whole * same / max(1, len(a.texts), len(b.texts))
	if share < least {
		return 0
	}
	return share
}

// whole is what two things are worth that are wholly alike.
const whole = 1000

// partsOf returns the words of two paragraphs, those that are the same side by side.
func partsOf(a, b *paragraph) (parts []Part) {
	i, j := 0, 0
	put := func(toA, toB int, same bool) {
		p := Part{a.between(i, toA), b.between(j, toB), same}
		if n := len(parts) - 1; n >= 0 && parts[n].Same == same {
			parts[n].Before.End, parts[n].After.End = p.Before.End, p.After.End
		} else if i < toA || j < toB {
			parts = append(parts, p)
		}
		i, j = toA, toB
	}
	for _, p := range aligned(len(a.texts), len(b.texts), func(i, j int) int {
		if a.texts[i] == b.texts[j] {
			return whole
		}
		return 0
	}) {
		put(p[0], p[1], false)
		put(i+1, j+1, true)
	}
	put(len(a.texts), len(b.texts), false)
	return parts
}

// between returns where some words of p are: from one up to another.
func (p *paragraph) between(from, to int) claims.Span {
	s := claims.Span{Start: p.span.End, End: p.span.End}
	if from < len(p.words) {
		s.Start = p.words[from].Start
	}
	if to < len(p.words) {
		s.End = p.words[to].Start
	}
	return s
}

// aligned returns which of n things stand for which of m others, in order, so that what they have in common, by worth, is
// most: whole for things that are wholly alike, 0 for things that have nothing in common. Of what lies between the
// beginning and the end that both have in common, so much is compared as takes no longer than a moment.
func aligned(n, m int, worth func(i, j int) int) (pairs [][2]int) {
	start := 0
	for start < n && start < m && worth(start, start) == whole {
		pairs = append(pairs, [2]int{start, start})
		start++
	}
	end := 0
	for end < n-start && end < m-start && worth(n-1-end, m-1-end) == whole {
		end++
	}
	const most = 1 << 18 // comparisons: two long paragraphs, or articles, of 500 words or paragraphs each
	h, w := n-start-end, m-start-end
	if h > 0 && w > 0 && h <= most/w {
		best := make([]int, (h+1)*(w+1)) // of what is left from i and j on
		value := make([]int, h*w)
		for i := h - 1; i >= 0; i-- {
			for j := w - 1; j >= 0; j-- {
				v := worth(start+i, start+j)
				value[i*w+j] = v
				x := max(best[(i+1)*(w+1)+j], best[i*(w+1)+j+1])
				if v > 0 {
					x = max(x, v+best[(i+1)*(w+1)+j+1])
				}
				best[i*(w+1)+j] = x
			}
		}
		for i, j := 0, 0; i < h && j < w; {
			switch x := best[i*(w+1)+j]; {
			case value[i*w+j] > 0 && x == value[i*w+j]+best[(i+1)*(w+1)+j+1]:
				pairs = append(pairs, [2]int{start + i, start + j})
				i, j = i+1, j+1
			case x == best[(i+1)*(w+1)+j]:
				i++
			default:
				j++
			}
		}
	}
	for k := end; k > 0; k-- {
		pairs = append(pairs, [2]int{n - k, m - k})
	}
	return pairs
}
