package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// A part is where a part of an item stands in a run, in bytes of that.
type part struct {
	item, start, end int
	last             bool // there is no further part
}

// marks puts marks around the words that items stand on. Where several do, the words are cut at the borders of all of
// them, and each piece belongs to all that stand there; it looks as the shortest does. ends is where the button of each
// item goes; ok is false if there is no place for one.
func (in *insertions) marks(p *Page, v *web.View) (ends []int, ok bool) {
	items := v.Report.Items
	stands := map[int][]part{} // by run
	for i := range items {
		var pieces []claims.Piece
		for _, place := range items[i].Places() {
			pieces = append(pieces, p.Text.Pieces(place)...)
		}
		if len(pieces) == 0 {
			return nil, false
		}
		for k, at := range pieces {
			stands[at.Run] = append(stands[at.Run], part{i, at.Start, at.End, k == len(pieces)-1})
		}
	}
	ends = make([]int, len(items))
	for run, here := range stands {
		slices.SortStableFunc(here, func(a, b part) int { return a.start - b.start })
		var cuts []int
		for _, s := range here {
			cuts = append(cuts, s.start, s.end)
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		places := p.sourceOffsets(run, cuts)
		for _, s := range here {
			if s.last {
				k, _ := slices.BinarySearch(cuts, s.end)
				ends[s.item] = places[k]
				if out := p.afterLink[run]; out > 0 {
					ends[s.item] = out
				} else if out < 0 {
					return nil, false
				}
			}
		}
		begin := p.Text.Run(run).Start
		var on []part // that stand on the piece, in the order of items
		for k := 1; k < len(cuts); k++ {
			for len(here) > 0 && here[0].start < cuts[k] {
				on, here = append(on, here[0]), here[1:]
			}
			on = slices.DeleteFunc(on, func(s part) bool { return s.end < cuts[k] })
			if len(on) == 0 || strings.TrimSpace(p.Text.Slice(claims.Span{Start: begin + cuts[k-1], End: begin + cuts[k]})) == "" {
				continue
			}
			var ids []string
			shortest := &items[on[0].item]
			for _, s := range on {
				a := &items[s.item]
				ids = append(ids, v.Name(a.Dossier, a.Record))
				if a.Span.Len() < shortest.Span.Len() {
					shortest = a
				}
			}
			in.put(places[k-1], opening, opaque(`<mark class="`+web.MarkClass(shortest.Status())+`" `+web.OurAttribute+`="`+html.EscapeString(strings.Join(ids, " "))+`">`))
			in.put(places[k], closing, opaque(`</mark>`))
		}
	}
	return ends, true
}

// sourceOffsets is where bytes of a run, in order, stand in the source. References are longer there, and ends of lines may be.
func (p *Page) sourceOffsets(run int, bytes []int) []int {
	span := p.Runs[run]
	raw := string(p.Source[span.Start:span.End])
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

// characterReference is how many bytes of s, which begins with "&", are one character reference, and how many bytes it stands for.
func characterReference(s string) (from, stands int) {
	const longest = 40 // bytes; the longest name has 31 letters
	end := 1
	for end < min(len(s), longest) && (s[end] == '#' || '0' <= s[end] && s[end] <= '9' || 'a' <= s[end]|0x20 && s[end]|0x20 <= 'z') {
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
