package article

import (
	"golang.org/x/net/html"

	"sourcemark/claims"
)

// mostSelectors is how many selectors of dossiers are followed, each of which is a pass over the page.
const mostSelectors = 32

// For returns hints with the selectors of those dossiers that may be about a page at these addresses. Each dossier is
// then checked by what is in the first element that fits its selector; if all of them have one selector, that element is
// the article of the page, unless Root says otherwise. A selector that fits nothing, or is not of the kind that
// ParseSelector reads, leads to no words; in HTML that is part of a page, to all of them.
func (h Hints) For(addresses []string, dossiers ...*claims.Dossier) Hints {
	h.selectors, h.only = nil, true
	seen := make(map[string]bool)
	for _, d := range dossiers {
		selector := d.About.Selector
		if !d.MayBeOn(addresses) {
			continue
		}
		h.only = h.only && selector != "" && (len(h.selectors) == 0 || seen[selector])
		if selector != "" && !seen[selector] && len(h.selectors) < mostSelectors {
			seen[selector] = true
			h.selectors = append(h.selectors, selector)
		}
	}
	return h
}

// A selected element is the first that fits a selector of a dossier, by its number, and that after the last element in
// it; from is -1 if there is none.
type selected struct {
	selector string
	from, to int
}

// selectedIn looks for the elements that dossiers select.
func (h *Hints) selectedIn(s *scanner) (out []selected) {
	for _, selector := range h.selectors {
		x := selected{selector, -1, -1}
		if parsed, err := ParseSelector(selector); err == nil {
			x.from, x.to = extent(s.rewound(), parsed)
		}
		out = append(out, x)
	}
	return out
}

// extent returns the number of the first element that fits a selector, and that after the last element in it; -1 for
// none.
func extent(s *scanner, selector *Selector) (from, to int) {
	path := newPath(selector)
	number, inner := 0, -1 // how many elements are open in the one that was found
	from = -1
	for s.next() {
		for range s.popped {
			switch {
			case path.all:
			case from < 0:
				path.end()
			case inner > 0:
				inner--
			case inner == 0:
				return from, number + 1
			}
		}
		if s.kind != html.StartTagToken && s.kind != html.SelfClosingTagToken {
			continue
		}
		if s.pushed && s.tag != "body" {
			number++
		}
		switch {
		case path.all:
		case from >= 0 && s.pushed:
			inner++
		case from < 0 && path.start(s) && !path.all:
			from, inner = number, 0
		}
	}
	if path.body(); path.all {
		return 0, number + 1
	}
	return from, number + 1
}
