package article

import (
	"cmp"
	"slices"
)

// An insertion is HTML that goes into a source.
type insertion struct {
	at   int // the byte before which it goes
	rank rank
	piece
}

// A piece is HTML of ours. Its skeleton is the HTML without whatever is known to begin and end within itself, wherever
// it stands: Strip does the same with both. Most of what goes into a page was tried before, and the skeleton saves
// trying it again.
type piece struct{ html, skeleton string }

// opaque returns HTML of which nothing is known, as a piece.
func opaque(html string) piece { return piece{html, html} }

// A rank orders what goes to one place: a mark ends, what stands between marks follows, the next mark begins.
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

// sort puts insertions in the order of their places. At one place, those of one rank keep theirs.
func (in insertions) sort() {
	slices.SortStableFunc(in, func(a, b insertion) int {
		return cmp.Or(a.at-b.at, int(a.rank)-int(b.rank))
	})
}

// applyTo returns src with the insertions in it, or with their skeletons.
func (in insertions) applyTo(src []byte, skeletons bool) []byte {
	in.sort()
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
