package article

import (
	"hash/fnv"
	"io"
	"strconv"

	"sourcemark/claims"
	"sourcemark/web"
)

// A share is what one of several articles of a page has of the report of that page: its own items, numbered from 1, its
// own summary and its own endnotes. What is in none of them is the share of the page itself.
type share struct {
	place
	summary int // the publisher's own place for the summary, in bytes of UTF8; 0 for none
	view    *web.View
	items   []int // in the report of the page
	article int   // its number in the order of Text.Begin, -1 for the page
}

// shares returns the shares that have items: that of the page first, the others in the order in which they begin. An
// article in which nothing can be put, such as one in a table of its own making, shares with the page. A record without
// a place belongs where similar words are, or where others of its dossier stand.
func (p *Page) shares(v *web.View) []share {
	of := p.Text.Sections()
	in := func(s claims.Span) int {
		if at := p.Text.Pieces(s); of != nil && len(at) > 0 {
			if n := of[at[0].Run]; n >= 0 && p.places[n].head >= 0 && p.places[n].end >= 0 {
				return n
			}
		}
		return -1
	}
	items := make(map[int][]int)
	for i := range v.Report.Items {
		n := in(v.Report.Items[i].Span)
		items[n] = append(items[n], i)
	}
	var out []share
	for n := -1; n < len(p.places); n++ {
		x := share{article: n, items: items[n], place: place{p.head, p.end}}
		if n >= 0 {
			x.place = p.places[n]
		}
		if x.items != nil {
			out = append(out, x)
		}
	}
	taken := make(map[string]bool)
	for k := range out {
		x := &out[k]
		own := v
		if len(out) > 1 || x.article >= 0 {
			own = v.Of(x.reportIn(v.Report, in))
		}
		x.view = own
		x.view.Suffix = suffix(x.view.Report, x.begins(p))
		for taken[x.view.Suffix] {
			x.view.Suffix += "-"
		}
		taken[x.view.Suffix] = true
		if p.summary != 0 && (len(out) == 1 || x.article >= 0 && x.head <= p.summary && p.summary < x.end) {
			for i := range out {
				out[i].summary = 0 // that of one within it
			}
			x.summary = p.summary
		}
	}
	return out
}

// reportIn returns what a report of the page says of an article; in returns which article words are in.
func (x *share) reportIn(r *claims.Report, in func(claims.Span) int) *claims.Report {
	out := &claims.Report{Text: r.Text, Partial: r.Partial}
	here := make(map[*claims.Dossier]bool)
	for n, i := range x.items {
		out.Items = append(out.Items, r.Items[i])
		out.Items[n].Number = n + 1
		here[r.Items[i].Dossier] = true
	}
	for i := range r.Unplaced {
		if u := &r.Unplaced[i]; u.Near.End > 0 && in(u.Near) == x.article || u.Near.End == 0 && here[u.Dossier] {
			out.Unplaced = append(out.Unplaced, *u)
		}
	}
	return out
}

// begins returns the first words of an article.
func (x *share) begins(p *Page) string {
	const most = 100 // bytes: a headline, or the time of a post and its first sentence
	words, from := p.Text.String(), 0
	if x.article >= 0 {
		for i := range p.Runs {
			if from = p.Text.Run(i).Start; p.Runs[i].Start >= x.head {
				break
			}
		}
	}
	return words[from:min(from+most, len(words))]
}

// suffix returns what ends the ids of the endnotes of an article, so that no id is there twice where several come to
// stand on one page: posts on a front page, stories that a reader scrolls on to. It follows from which checks the article
// has and how it begins, and so stays the same when an editor changes something further down.
func suffix(r *claims.Report, begins string) string {
	h := fnv.New32a()
	for i := range r.Items {
		a := &r.Items[i]
		_, _ = io.WriteString(h, a.Dossier.ID+a.Record.ID)
	}
	_, _ = io.WriteString(h, begins)
	return "-" + strconv.FormatUint(uint64(h.Sum32()), 36)
}
