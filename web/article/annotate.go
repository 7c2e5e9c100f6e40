package article

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sourcemark/claims"
	"sourcemark/web"
)

// Options say what a page gets beside its checks.
type Options struct {
	Sheet   string // address of sourcemark.css; sourcemark.card.css, for the inside of cards, stands beside it
	Markup  []byte // JSON-LD of the page, put into it as a block of data; nil for none
	Charset string // the encoding that the Content-Type names, "" if it names none
	Cards   *Cards // what is kept from one page to the next; nil for nothing
}

// Annotate is a page with its checks in it, for readers without a program or JavaScript: a mark around the words of each
// item, a button and a card behind them, the summary at the head and endnotes at the end of the article. v is a view of a
// report on p.Text.
//
// Every byte of p.Source stays where it is: Strip gives it back, and that is tried before a page is given out. A page
// without items is p.Source. With an error, which is a Doubt, comes p.Source too: a reader gets the page as its publisher
// wrote it.
func (p *Page) Annotate(v *web.View, o Options) ([]byte, error) {
	if len(v.Report.Items) == 0 {
		return p.Source, nil
	}
	charset := encoding(p.Source, o.Charset, p.charset)
	if err := sound(p.Source, charset); err != nil {
		return p.Source, err
	}
	if Framework(p.Source) != "" {
		return p.Source, Hydrated
	}
	if p.doubt != nil {
		return p.Source, p.doubt
	}
	var in insertions
	ends, ok := in.marks(p, v)
	if !ok {
		return p.Source, Odd
	}
	cards := o.Sheet
	if i := strings.LastIndex(cards, ".css"); i >= 0 {
		cards = cards[:i] + ".card" + cards[i:]
	}
	kept := keeping{o.Cards, v, charset}
	for i, at := range ends {
		in.put(at, between, kept.card(&v.Report.Items[i], cards))
	}
	sheet := `<link rel="stylesheet" href="` + html.EscapeString(o.Sheet) + `" ` + web.OurAttribute + `>`
	if p.summary != 0 {
		// In a tree of its own, what the publisher has put there is not shown, and still there for whoever knows no such trees.
		in.put(p.summary, between, all(fitting(`<template shadowrootmode="open" `+web.OurAttribute+`><link rel="stylesheet" href="`+html.EscapeString(cards)+`">`+v.Headline()+`</template>`, charset)))
		in.put(p.head, between, all(fitting(sheet, charset)))
	} else {
		in.put(p.head, between, all(fitting(sheet+`<`+web.SummaryTag+` `+web.OurAttribute+`>`+v.Headline()+`</`+web.SummaryTag+`>`, charset)))
	}
	// A paragraph that the article leaves open would be closed by the endnotes, and what stands around them with it; the div
	// closes it before.
	in.put(p.end, between, kept.endlist(o.Markup))
	if !bytes.Equal(Strip(in.into(p.Source, true)), p.Source) {
		return p.Source, Changed
	}
	return in.into(p.Source, false), nil
}

// An insertion is HTML to be put into a source.
type insertion struct {
	at   int // the byte before which it goes
	rank rank
	piece
}

// A piece is HTML of ours. husk is the same to Strip: html without what is known to begin and end within itself, whatever
// stands around it. Most of what is put into a page was tried before, and need not be again.
type piece struct{ html, husk string }

// all is HTML of which nothing is known.
func all(html string) piece { return piece{html, html} }

// A rank orders what goes to one place: a mark ends, what stands between follows, the next mark begins.
type rank uint8

const (
	closing rank = iota
	between
	opening
)

type insertions []insertion

func (in *insertions) put(at int, r rank, x piece) {
	*in = append(*in, insertion{at, r, x})
}

// into is src with the insertions, or with their husks; of those of one rank at one place, the first comes first.
func (in insertions) into(src []byte, husks bool) []byte {
	slices.SortStableFunc(in, func(a, b insertion) int {
		return cmp.Or(a.at-b.at, int(a.rank)-int(b.rank))
	})
	size := len(src)
	written := func(x *insertion) string {
		if husks {
			return x.husk
		}
		return x.html
	}
	for i := range in {
		size += len(written(&in[i]))
	}
	out := make([]byte, 0, size)
	at := 0
	for i := range in {
		out = append(out, src[at:in[i].at]...)
		out = append(out, written(&in[i])...)
		at = in[i].at
	}
	return append(out, src[at:]...)
}

// A stand is where a part of an item stands in a run, in bytes of that.
type stand struct {
	item, start, end int
	last             bool // there is no further part
}

// marks puts marks around the words that items stand on. Where several do, the words are cut at the borders of all of
// them, and each piece belongs to all that stand there; it looks as the shortest does. ends is where the button of each
// item goes; ok is false if there is no place for one.
func (in *insertions) marks(p *Page, v *web.View) (ends []int, ok bool) {
	items := v.Report.Items
	stands := map[int][]stand{} // by run
	for i := range items {
		var pieces []claims.Piece
		for _, place := range items[i].Places() {
			pieces = append(pieces, p.Text.Pieces(place)...)
		}
		if len(pieces) == 0 {
			return nil, false
		}
		for k, at := range pieces {
			stands[at.Run] = append(stands[at.Run], stand{i, at.Start, at.End, k == len(pieces)-1})
		}
	}
	ends = make([]int, len(items))
	for run, here := range stands {
		slices.SortStableFunc(here, func(a, b stand) int { return a.start - b.start })
		var cuts []int
		for _, s := range here {
			cuts = append(cuts, s.start, s.end)
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		places := p.places(run, cuts)
		for _, s := range here {
			if s.last {
				k, _ := slices.BinarySearch(cuts, s.end)
				ends[s.item] = places[k]
				if out := p.outside[run]; out > 0 {
					ends[s.item] = out
				} else if out < 0 {
					return nil, false
				}
			}
		}
		begin := p.Text.Run(run).Start
		var on []stand // that stand on the piece, in the order of items
		for k := 1; k < len(cuts); k++ {
			for len(here) > 0 && here[0].start < cuts[k] {
				on, here = append(on, here[0]), here[1:]
			}
			on = slices.DeleteFunc(on, func(s stand) bool { return s.end < cuts[k] })
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
			in.put(places[k-1], opening, all(`<mark class="`+web.MarkClass(shortest.Status())+`" `+web.OurAttribute+`="`+html.EscapeString(strings.Join(ids, " "))+`">`))
			in.put(places[k], closing, all(`</mark>`))
		}
	}
	return ends, true
}

// places is where bytes of a run, in order, stand in the source. References are longer there, and ends of lines may be.
func (p *Page) places(run int, bytes []int) []int {
	span := p.Runs[run]
	raw := string(p.Source[span.Start:span.End])
	out := make([]int, 0, len(bytes))
	at, n := 0, 0
	for _, want := range bytes {
		for n < want && at < len(raw) {
			switch {
			case raw[at] == '&':
				from, words := entity(raw[at:])
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

// entity is how many bytes of s, which begins with "&", are one character reference, and how many bytes it stands for.
func entity(s string) (from, stands int) {
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

// Strip is a page without what Annotate or Inject has put into it: src itself where that is nothing.
func Strip(src []byte) []byte {
	if !bytes.Contains(src, []byte(web.OurAttribute)) {
		return src
	}
	s := newScanner(src)
	var (
		out   []byte
		kept  int    // all before it is in out, or was ours
		marks []bool // of the open marks, which are ours
		skip  = -1   // the place of an element of ours among the open ones, -1 if none is open
	)
	for s.next() {
		switch {
		case skip >= 0:
			if len(s.open) <= skip {
				skip, kept, s.bare = -1, s.end, false
			}
		case s.kind == html.StartTagToken || s.kind == html.SelfClosingTagToken:
			ours := s.has(web.OurAttribute)
			if s.tag == "mark" {
				marks = append(marks, ours)
			}
			if !ours {
				break
			}
			out = append(out, src[kept:s.start]...)
			kept = s.end
			if s.tag == "mark" || !s.pushed {
				break
			}
			end := -1
			if !s.top().foreign {
				end = whole(src, s.end, s.tag)
			}
			if end >= 0 {
				s.jump(end)
				kept = end
			} else {
				skip, s.bare = len(s.open)-1, true
			}
		case s.kind == html.EndTagToken && s.tag == "mark" && len(marks) > 0:
			if marks[len(marks)-1] {
				out = append(out, src[kept:s.start]...)
				kept = s.end
			}
			marks = marks[:len(marks)-1]
		}
	}
	if skip >= 0 { // it breaks off within what is ours
		return out
	}
	return append(out, src[kept:]...)
}

// whole is where an element ends whose start tag, of a name, stands before at; -1 if it is not written as all of ours is: each
// element in it closed by a tag of its own, no sign of a tag within a tag, a text or a comment, and nothing that would close
// what it stands in. Such an element is known by its signs alone, and that is many times as fast as reading it: nearly all
// of a rendered page is ours.
func whole(src []byte, at int, name string) int {
	open := append(make([]string, 0, 16), name)
	for {
		i := bytes.IndexByte(src[at:], '<')
		if i < 0 {
			return -1
		}
		at += i + 1
		i = bytes.IndexByte(src[at:], '>')
		if i < 0 {
			return -1
		}
		tag := src[at : at+i]
		at += i + 1
		if last := len(open) - 1; len(tag) > 0 && tag[0] == '/' {
			if string(tag[1:]) != open[last] {
				return -1
			}
			if open = open[:last]; last == 0 {
				return at
			}
			continue
		}
		n := 0
		for n < len(tag) && ('a' <= tag[n] && tag[n] <= 'z' || n > 0 && ('0' <= tag[n] && tag[n] <= '9' || tag[n] == '-')) {
			n++
		}
		attributes := tag[n:]
		if n == 0 || len(attributes) > 0 && attributes[0] != ' ' || bytes.IndexByte(attributes, '\'') >= 0 || bytes.HasSuffix(tag, []byte("/")) || bytes.Count(attributes, []byte(`"`))%2 != 0 {
			return -1
		}
		inner := atom.String(tag[:n])
		if !stays(inner, open) || len(open) == maxDepth {
			return -1
		}
		if !void(inner) {
			open = append(open, inner)
		}
	}
}

// stays reports whether an element stays within those that are open, the first of which is ours, wherever that stands.
func stays(name string, open []string) bool {
	switch parent := open[len(open)-1]; {
	case name == "plaintext": // never ends
		return false
	case len(open) > 1 && open[1] == "template":
		return true
	case name == "li":
		return parent == "ol" || parent == "ul"
	case closesP(name): // and with a paragraph what is ours in it, unless that has closed the paragraph
		return closesP(open[0]) && name != "dd" && name != "dt"
	}
	return !tabular(name) && name != "td" && name != "th" && name != "caption" && name != "col"
}
