package claims

import (
	"slices"
	"strings"
)

// How a page of several articles is checked: a front page, a page that a reader scrolls on from story to story, a blog.
//
// Each of its articles may say where it stands by itself. Such an article is checked alone, by the dossiers about that
// address, as if it were the only one: what is said in one story is never found in another, and no speaker or date is
// taken from there. What is in none of them, or in one at the address of the page, is checked by all other dossiers.
// Posts of a live blog have the address of the page, so they are one text.
//
// A dossier that says of no page that it is about it belongs to the one article that has the words of its anchors. Where
// several have, nobody says which it is, and none of its records is shown.

// A section is runs of a text that are one of several articles.
type section struct {
	from, to int // runs; to is unended until it has ended
	address  string
	selector string // of a dossier, see Select
}

// unended is where an article ends that has not ended. It may end at 0, before all words.
const unended = -1

// mostArticles is how many articles of a page are told apart: front pages have some fifty. No dossier is looked for in
// the others.
const mostArticles = 100

// Begin says that an article begins that stands at an address by itself, which may be relative to that of the page. The
// runs until End are of it, but for those of articles within it.
func (t *Text) Begin(address string) {
	t.sections = append(t.sections, section{from: len(t.runs), to: unended, address: address})
}

// End says that the article ends that has begun last and has not ended.
func (t *Text) End() {
	for i := len(t.sections) - 1; i >= 0; i-- {
		if p := &t.sections[i]; p.to == unended {
			p.to = len(t.runs)
			return
		}
	}
}

// articles returns the addresses of the articles of t that stand elsewhere by themselves, each once, and of each run the
// one it is in, by number from 1, or 0.
func (t *Text) articles() (addresses []string, of []int32) {
	for _, p := range t.sections {
		address, same, alone := t.stands(&p)
		if !alone {
			continue
		}
		number := 0
		if !same {
			if number = slices.Index(addresses, address) + 1; number == 0 {
				if number = len(addresses) + 1; number <= mostArticles {
					addresses = append(addresses, address)
				}
			}
		}
		if of == nil {
			of = make([]int32, len(t.runs))
		}
		for i := p.from; i < t.ending(&p); i++ {
			of[i] = int32(number)
		}
	}
	return addresses, of
}

// ending returns the run before which a section ends.
func (t *Text) ending(p *section) int {
	if p.to == unended {
		return len(t.runs)
	}
	return p.to
}

// stands returns where a section stands by itself, and whether that is the page; alone is false where it does not say,
// or what it says is none of that: its heading leads to a place on this page or to another site, or it is the one article
// of a page.
func (t *Text) stands(p *section) (address string, same, alone bool) {
	page := ""
	if len(t.Addresses) > 0 {
		page = t.Addresses[0]
	}
	address = resolve(page, p.address)
	host, _, _ := cutAddress(address)
	site := t.site()
	if address == "" || site != "" && host != site || site == "" && t.within(p.from, t.ending(p)) {
		return address, false, false
	}
	same, _ = about(address, t.Addresses)
	for _, a := range t.Addresses {
		turned, _ := about(a, []string{address})
		same = same || turned
	}
	return address, same, true
}

// within reports whether all words of t are in these runs.
func (t *Text) within(from, to int) bool {
	n := len(t.filled)
	return n > 0 && from <= t.filled[0] && t.filled[n-1] < to
}

// resolve returns the address that a link of a page leads to, without what follows "#"; "" where it is the page itself,
// or cannot be told.
func resolve(page, link string) string {
	link, _, _ = strings.Cut(link, "#")
	scheme, rest, ok := strings.Cut(page, "://")
	if !ok {
		scheme, rest = "http", "" // a site without a name
	}
	rest, _, _ = strings.Cut(rest, "?")
	host, _, _ := strings.Cut(rest, "/")
	switch {
	case link == "" || strings.Contains(link, "://"):
		return link
	case strings.HasPrefix(link, "//"):
		return scheme + ":" + link
	case link[0] == '/':
		return scheme + "://" + host + link
	case link[0] == '?':
		return scheme + "://" + rest + link
	case link[0] == '.' || strings.Contains(link, ":"): // ../, or no address on the web
		return ""
	}
	if i := strings.LastIndexByte(rest, '/'); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest + "/" + link
}

// isOf reports whether a page that a dossier is about is the article at an address. Of a draft, or of a copy of a site,
// only the path counts.
func (t *Text) isOf(page, address string) bool {
	if same, _ := about(page, []string{address}); same {
		return true
	}
	host, path, query := cutAddress(page)
	_, p, q := cutAddress(address) // of this site
	return host != "" && host != t.site() && p == path && p != "" && (q == query || query == "")
}

// site returns the host of the page.
func (t *Text) site() string {
	if len(t.Addresses) == 0 {
		return ""
	}
	host, _, _ := cutAddress(t.Addresses[0])
	return host
}

// only returns the text of one article: all runs of t, of which those in others are empty.
func (t *Text) only(article int32, of []int32) *Text {
	out := &Text{Published: t.Published, Language: t.Language}
	last := -1
	for i := range t.runs {
		if of[i] != article || t.runs[i].Len() == 0 {
			out.Append("")
			continue
		}
		if last >= 0 {
			switch t.runs[i].Start - t.runs[last].End {
			case 0:
			case len(lineGap):
				out.Line()
			default:
				out.Break()
			}
		}
		last = i
		out.Append(t.Slice(t.runs[i]))
	}
	return out
}

// nowhere is the home of a dossier that says of no page that it is about it.
const nowhere = -1

// home returns which article a dossier is about: its number, 0 for the page itself and for other pages, or nowhere.
func (t *Text) home(d *Dossier, addresses []string) int {
	home := nowhere
	for _, page := range d.Pages() {
		for i, a := range addresses {
			if t.isOf(page, a) {
				return i + 1
			}
		}
		if strings.Contains(page, "://") {
			home = 0
		}
	}
	return home
}

// checkEach checks each article of a page by itself.
func (c *Checker) checkEach(t *Text, addresses []string, of []int32) *Report {
	homes := make([]int, len(c.dossiers))
	for i, d := range c.dossiers {
		homes[i] = t.home(d, addresses)
	}
	anywhere := c.only(homes, nowhere)
	r := anywhere.check(t)
	for _, d := range anywhere.dossiers {
		r.keepIn(d, of)
	}
	for k := range len(addresses) + 1 {
		own := c.only(homes, k)
		if own.dossiers == nil {
			continue
		}
		article := t.only(int32(k), of)
		if article.Addresses = t.Addresses; k > 0 {
			article.Addresses = addresses[k-1 : k]
		}
		r.take(own.check(article))
	}
	r.number()
	return r
}

// keepIn leaves of the items of a dossier those in the one article that its anchors are in, and none where they are in
// several.
func (r *Report) keepIn(d *Dossier, of []int32) {
	const none = -1
	home := int32(none)
	for i := range r.Items {
		if a := &r.Items[i]; a.Dossier == d && !a.Automatic {
			if n := r.Text.articleAt(a.Span, of); home == none {
				home = n
			} else if home != n {
				home = inSeveral
			}
		}
	}
	n := 0
	for i := range r.Items {
		a := &r.Items[i]
		switch {
		case a.Dossier != d || home >= 0 && r.Text.articleAt(a.Span, of) == home:
			r.Items[n] = *a
			n++
		case a.Record.Anchor != (Selector{}):
			r.Unplaced = append(r.Unplaced, Unplaced{d, a.Record, Place{Placement: Ambiguous}})
		}
	}
	r.Items = r.Items[:n]
}

// inSeveral is the number of the article of words that begin in one and end in another.
const inSeveral = -2

// articleAt returns in which article words are.
func (t *Text) articleAt(words Span, of []int32) int32 {
	p := t.Pieces(words)
	if n := of[p[0].Run]; n == of[p[len(p)-1].Run] {
		return n
	}
	return inSeveral
}

// only returns a checker of those dossiers of c that have a home.
func (c *Checker) only(homes []int, home int) *Checker {
	out := new(Checker)
	for i, d := range c.dossiers {
		if homes[i] == home {
			out.add(d, c.records[c.stories[i].from].found)
		}
	}
	for _, fit := range c.fitted {
		fit(out)
	}
	return out
}

// turn makes a span of the text of one article one of t.
func (t *Text) turn(article *Text, s *Span) {
	if p := article.Pieces(*s); len(p) > 0 {
		last := p[len(p)-1]
		*s = Span{t.runs[p[0].Run].Start + p[0].Start, t.runs[last.Run].Start + last.End}
	}
}

// take adds to r what a report says of an article of the text of r.
func (r *Report) take(o *Report) {
	for i := range o.Items {
		a := &o.Items[i]
		r.Text.turn(o.Text, &a.Span)
		for k := range a.Parts {
			r.Text.turn(o.Text, &a.Parts[k])
		}
	}
	for i := range o.Unplaced {
		r.Text.turn(o.Text, &o.Unplaced[i].Span)
		r.Text.turn(o.Text, &o.Unplaced[i].Near)
	}
	for i := range o.Suggestions {
		r.Text.turn(o.Text, &o.Suggestions[i].Span)
	}
	r.Items = append(r.Items, o.Items...)
	r.Unplaced = append(r.Unplaced, o.Unplaced...)
	r.Suggestions = append(r.Suggestions, o.Suggestions...)
	r.Partial = r.Partial || o.Partial
}
