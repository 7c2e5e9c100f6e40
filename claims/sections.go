package claims

import "strings"

// PlaceEach returns, of each dossier, where its anchors stand in t, each as Place does. Of a page of several articles they
// are looked for in the one that the dossier is about; where it names none, all must stand in one. So what has a place here
// has one in a Check, whose items also depend on who speaks.
func (t *Text) PlaceEach(dossiers []*Dossier, anchors [][]Selector) [][]Place {
	addresses, of := t.articles()
	read := map[int]*Text{nowhere: t} // by home
	out := make([][]Place, len(dossiers))
	for i, d := range dossiers {
		home := nowhere
		chosen := t.selected(d)
		switch {
		case chosen >= 0:
			home = len(addresses) + 1 + chosen
			if read[home] == nil {
				read[home] = t.section(chosen)
			}
		case addresses != nil:
			if home = t.home(d, addresses); read[home] == nil {
				read[home] = t.only(int32(home), of)
			}
		}
		in := read[home]
		for _, a := range anchors[i] {
			p := in.Place(a)
			if home != nowhere {
				t.turn(in, &p.Span)
				t.turn(in, &p.Near)
			}
			out[i] = append(out[i], p)
		}
		if addresses != nil && home == nowhere {
			t.keepPlaces(out[i], of)
		}
	}
	return out
}

// keepPlaces leaves of the places of a dossier those that are in one article, and none where they are in several.
func (t *Text) keepPlaces(places []Place, of []int32) {
	home := int32(-1)
	torn := false
	for _, p := range places {
		if p.Placed() {
			n := t.articleAt(p.Span, of)
			torn = torn || n == inSeveral || home >= 0 && n != home
			home = n
		}
	}
	for i, p := range places {
		if p.Placed() && torn {
			places[i] = Place{Placement: Ambiguous}
		}
	}
}

// Sections returns, for each run of t, the article of the page that readers see it in, by its number in the order of
// Begin; -1 for what is the page's own. It is nil where the page has one article. Beside the articles that stand elsewhere
// by themselves, which Check reads alone, posts that have a place on this page are articles, such as those of a live
// blog, if there are several; so are what dossiers have selected.
func (t *Text) Sections() (of []int) {
	posts := t.posts()
	for k := range t.sections {
		p := &t.sections[k]
		_, same, alone := t.stands(p)
		chosen := p.selector != "" && !t.within(p.from, t.ending(p))
		if !alone && !posts[k] && !chosen {
			continue
		}
		if of == nil {
			of = make([]int, len(t.runs))
			for i := range of {
				of[i] = -1
			}
		}
		number := k
		if same && !posts[k] && !chosen {
			number = -1
		}
		for i := p.from; i < t.ending(p); i++ {
			of[i] = number
		}
	}
	return of
}

// posts returns the sections that have a place on this page, by number, and no other such section in them; nil where
// there is one at most. What is within an article that stands elsewhere is a part of that.
func (t *Text) posts() map[int]bool {
	out := make(map[int]bool)
	last, elsewhere := -1, 0 // up to which run an article goes that stands elsewhere
	for k := range t.sections {
		p := &t.sections[k]
		address, same, alone := t.stands(p)
		if alone && !same {
			elsewhere = max(elsewhere, t.ending(p))
		}
		if i := strings.IndexByte(p.address, '#'); i < 0 || i == len(p.address)-1 || address != "" && !same || p.from < elsewhere {
			continue
		}
		if last >= 0 && p.from < t.ending(&t.sections[last]) {
			delete(out, last)
		}
		out[k], last = true, k
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// Elsewhere returns the addresses at which articles of the page stand by themselves, each once, in the order of the page;
// not that of the page itself. Addresses must be set before.
func (t *Text) Elsewhere() []string {
	addresses, _ := t.articles()
	return addresses
}
