//go:build !js

package article

import (
	"sourcemark/claims"
	"sourcemark/web"
)

// Neither the widget nor the worker links this file: channels are for the command line.

// A Channel is what a page gets in place of what needs style sheets and buttons: for mail, AMP or a feed.
type Channel struct {
	// Mark returns the tags around words that a stands on; names are those of their records. If Mark is nil, words have
	// no marks.
	Mark   func(a *claims.Annotation, names string) (start, end string)
	Number func(v *web.View, a *claims.Annotation) string // what follows the words of an item
	Notes  func(v *web.View) string                       // what follows an article
	AMP    bool                                           // it is for pages of AMP, and for no others
}

// An Insertion is HTML that a channel puts before a byte of Page.UTF8.
type Insertion struct {
	At   int
	HTML string
}

// AnnotateFor returns what Annotate does, for a channel: what its functions return stands in the page. All elements of it
// must have web.OurAttribute, so that Strip returns p.Source again; AnnotateFor has tried that.
func (p *Page) AnnotateFor(v *web.View, c Channel) ([]byte, error) {
	if len(v.Report.Items) == 0 {
		return p.Source, nil
	}
	in, err := p.insertions(v, c)
	if err != nil {
		return p.Source, err
	}
	return p.written(in)
}

// Insertions returns what AnnotateFor puts into a page, in the order of their places, for a host that has the page within
// a file of its own. The error is a RefusalReason.
func (p *Page) Insertions(v *web.View, c Channel) ([]Insertion, error) {
	if len(v.Report.Items) == 0 {
		return nil, nil
	}
	in, err := p.insertions(v, c)
	if err != nil {
		return nil, err
	}
	in.sort()
	var out []Insertion
	for i := range in {
		if p.mistaken(in[i].at) {
			return nil, RefusalNesting
		}
		out = append(out, Insertion{in[i].at, in[i].html})
	}
	return out, nil
}

// Insert returns the page with insertions in it, or as it was with RefusalEncoding as error, where one would stand within
// a letter. All bytes of p.Source stay, in their order.
func (p *Page) Insert(all []Insertion) ([]byte, error) {
	in := make(insertions, len(all))
	for i, x := range all {
		in[i] = insertion{at: x.At, piece: opaque(x.HTML)}
	}
	if p.legacy != "" && !in.toSource(p) {
		return p.Source, RefusalEncoding
	}
	return in.applyTo(p.Source, false), nil
}

// insertions returns them for what a framework controls too: no script runs in a channel.
func (p *Page) insertions(v *web.View, c Channel) (insertions, error) {
	if err := validate(p.Source, p.charset, p.legacy != ""); err != nil {
		return nil, err
	}
	switch {
	case p.amp && !c.AMP:
		return nil, RefusalAMP
	case c.AMP && !p.amp:
		return nil, RefusalNotAMP
	case p.refusal != nil:
		return nil, p.refusal
	}
	own := *v
	v = &own
	v.NoLinks = p.Based || !c.AMP
	var in insertions
	ends, ok := in.marks(p, v, c.Mark)
	if !ok {
		return nil, RefusalPlace
	}
	shares := p.shares(v)
	for i := range shares {
		x := &shares[i]
		for n, item := range x.items {
			in.put(ends[item], between, opaque(encodeFor(c.Number(x.view, &x.view.Report.Items[n]), p.charset)))
		}
	}
	for i := len(shares) - 1; i >= 0; i-- { // at one place, those within others come first
		in.put(shares[i].end, between, opaque(encodeFor(c.Notes(shares[i].view), p.charset)))
	}
	return in, nil
}
