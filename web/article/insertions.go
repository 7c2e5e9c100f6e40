package article

import (
	"cmp"
	"slices"
)

// An insertion is HTML to be put into a source.
type insertion struct {
	at   int // the byte before which it goes
	rank rank
	piece
}

// A piece is HTML of ours. skeleton is the same to Strip: html without what is known to begin and end within itself, whatever
// stands around it. Most of what is put into a page was tried before, and need not be again.
type piece struct{ html, skeleton string }

// opaque is HTML of which nothing is known.
func opaque(html string) piece { return piece{html, html} }

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

// applyTo is src with the insertions, or with their skeletons; of those of one rank at one place, the first comes first.
func (in insertions) applyTo(src []byte, skeletons bool) []byte {
	slices.SortStableFunc(in, func(a, b insertion) int {
		return cmp.Or(a.at-b.at, int(a.rank)-int(b.rank))
	})
	size := len(src)
	written := func(x *insertion) string {
		if skeletons {
			return x.skeleton
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
