package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// A part is a stretch of one run on which an item stands; start and end are bytes of the run.
type part struct {
	item, start, end int
	last             bool // there is no further part
}

// A marker returns the tags around words on which records stand, whose names these are; a is the item with the shortest
// words of them.
type marker func(a *claims.Annotation, names string) (start, end string)

func mark(a *claims.Annotation, names string) (start, end string) {
	return `<mark class="` + web.MarkClass(a.Status()) + `" ` + web.OurAttribute + `="` + html.EscapeString(names) + `">`,
		`</mark>`
}

// marks puts marks around the words that items stand on, and returns where the button of each item goes, in bytes of
// the source; ok is false if there is no place for one.
func (in *insertions) marks(p *Page, v *web.View, tags marker) (ends []int, ok bool) {
	items := v.Report.Items
	parts := map[int][]part{} // by run
	for i := range items {
		var pieces []claims.Piece
		for _, place := range items[i].Places() {
			pieces = append(pieces, p.Text.Pieces(place)...)
		}
		if len(pieces) == 0 {
			return nil, false
		}
		for k, at := range pieces {
			parts[at.Run] = append(parts[at.Run], part{i, at.Start, at.End, k == len(pieces)-1})
		}
	}
	ends = make([]int, len(items))
	for run, here := range parts {
		slices.SortStableFunc(here, func(a, b part) int { return a.start - b.start })
		var cuts []int // where parts begin and end, in bytes of the run
		for _, s := range here {
			cuts = append(cuts, s.start, s.end)
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		offsets := p.sourceOffsets(run, cuts)
		for _, s := range here {
			if s.last {
				k, _ := slices.BinarySearch(cuts, s.end)
				ends[s.item] = offsets[k]
				if out := p.afterLink[run]; out > 0 {
					ends[s.item] = out
				} else if out < 0 {
					return nil, false
				}
			}
		}
		if tags != nil {
			in.markRun(p, v, tags, p.Text.Run(run).Start, here, cuts, offsets)
		}
	}
	return ends, true
}

// markRun puts marks around the parts of a run, which are in the order of their starts. Where several items overlap,
// the words are cut at the borders of all of them, and each mark belongs to all items that stand there; it looks as the
// shortest of them does. begin is where the run begins in the text; cuts are in bytes of the run, and offsets where
// they stand in the source.
func (in *insertions) markRun(p *Page, v *web.View, tags marker, begin int, parts []part, cuts, offsets []int) {
	items := v.Report.Items
	var on []part // those that stand on the words between two cuts, in the order of items
	for k := 1; k < len(cuts); k++ {
		for len(parts) > 0 && parts[0].start < cuts[k] {
			on, parts = append(on, parts[0]), parts[1:]
		}
		on = slices.DeleteFunc(on, func(s part) bool { return s.end < cuts[k] })
		words := claims.Span{Start: begin + cuts[k-1], End: begin + cuts[k]}
		if len(on) == 0 || strings.TrimSpace(p.Text.Slice(words)) == "" {
			continue
		}
		var names []string
		shortest := &items[on[0].item]
		for _, s := range on {
			a := &items[s.item]
			names = append(names, v.Name(a.Dossier, a.Record))
			if a.Span.Len() < shortest.Span.Len() {
				shortest = a
			}
		}
		start, end := tags(shortest, strings.Join(names, " "))
		in.put(offsets[k-1], opening, opaque(start))
		in.put(offsets[k], closing, opaque(end))
	}
}

// sourceOffsets returns where bytes of a run, in ascending order, stand in the source. There, references are longer,
// and ends of lines can be.
func (p *Page) sourceOffsets(run int, bytes []int) []int {
	span := p.Runs[run]
	raw := string(p.UTF8[span.Start:span.End])
	out := make([]int, 0, len(bytes))
	at, n := 0, 0
	for _, want := range bytes {
		for n < want && at < len(raw) {
			switch {
			case raw[at] == '&':
				from, words := characterReference(raw[at:])
				at, n = at+from, n+words
			case strings.HasPrefix(raw[at:], "\r\n"):
				at, n = at+2, n+1
			default:
				at, n = at+1, n+1
			}
		}
		out = append(out, span.Start+at)
	}
	return out
}

// characterReference returns how many bytes of s, which begins with "&", are one character reference, and how many
// bytes of text it stands for: 5 and 1 for "&amp;", 1 and 1 if it is none.
func characterReference(s string) (from, stands int) {
	const longest = 40 // bytes; the longest name has 31 letters
	end := 1
	in := func(c byte) bool { return c == '#' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }
	for end < min(len(s), longest) && in(s[end]) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	// Of a reference without a semicolon, what follows may look like more of its name.
	whole := html.UnescapeString(s[:end])
	for from = 2; from <= end; from++ {
		if one := html.UnescapeString(s[:from]); one != s[:from] && whole == one+s[from:end] {
			return from, len(one)
		}
	}
	return 1, 1 // no reference
}
