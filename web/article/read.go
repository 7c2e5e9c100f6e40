package article

import (
	"bytes"
	"cmp"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// A Page is the words of an HTML page, with the way back to its source. Read makes one.
type Page struct {
	Source []byte // without what an earlier Annotate has put into it
	UTF8   []byte // the same in UTF-8, which nearly always is Source itself
	Text   *claims.Text
	Runs   []claims.Span // where each run of Text stands in UTF8, in bytes; a run with references is longer there

	// Language is the lang attribute of the article's element, or of the nearest element around it that has one; "" if
	// none has. It should be a BCP 47 tag, but may be anything. The widget goes by the same attribute.
	Language string

	// Bytes of UTF8: behind the start tag and before the end tag of the article; behind the start tag of the
	// publisher's own place for the summary, 0 if there is none; and, for each run within a link, behind the end of
	// that, 0 for others, -1 where a link does not end.
	head, end, summary int
	afterLink          []int

	headEnd int // where the end tag of the page's head stands, 0 if nothing can be put before it

	// It has a <base> with an address: there even a link to a place in the page leads away from it, and an address
	// without a host is one of another site.
	Based bool

	whole bool // it says that it is a page: other HTML is a part of one
	amp   bool // it is a page of AMP

	framework string    // see Framework
	drawings  []drawing // of frameworks

	charset string // the encoding, "" if nobody names it
	legacy  string // the same if UTF8 was decoded from it
	refusal error  // of the order of its elements, nil if there is none

	mistakes []claims.Span // see scanner

	// Nowhere are the selectors of dossiers that lead to nothing in what is read: see Hints.For.
	Nowhere []string

	places []place // of its articles, by number in the order of Text.Begin
}

// Decoded reports whether the words of the page were read in an encoding that is clear. If not, they may be others than
// a browser shows.
func (p *Page) Decoded() bool {
	return p.legacy != "" || p.charset == "utf-8" || validate(p.UTF8, p.charset, false) != RefusalEncoding
}

// A place is where what belongs to one of several articles can go, in bytes of UTF8: behind its start tag, and before its
// end tag, -1 until that is known; head is -1 where nothing can.
type place struct{ head, end int }

// Hints are what a publisher knows of a page. The zero Hints know nothing.
type Hints struct {
	Root    *Selector // of the article; nil to go by the data-root of our tag in the page, or else by web.Outline
	Charset string    // the encoding that the Content-Type names; "" if it names none

	// Decode returns a page that is not in UTF-8 in UTF-8, and the name of its encoding in the Encoding Standard; label
	// is the name that was given, "" if none was. The name is "" if it is not sure, or if bytes mean nothing in it: such
	// a page is read, but not annotated. If Decode is nil, no page in another encoding is annotated.
	Decode func(page []byte, label string) (text []byte, name string)

	// see For
	selectors []string
	only      bool // all dossiers have one selector
}

// Read finds the article of a page and its date of publication, by web.Outline, and reads its words. It
// never fails: of something that is no HTML it reads what a browser would show. src is not changed, and what Annotate
// has put into it is not read.
func Read(src []byte) *Page {
	p, _ := ReadWith(src, Hints{})
	return p
}

// ReadWith does what Read does, with hints. The error is RefusalRoot if no element fits the selector; then there is no
// page.
func ReadWith(src []byte, h Hints) (*Page, error) {
	src = Strip(src)
	text, legacy := src, ""
	if h.Decode != nil && (!utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0) {
		if decoded, name := h.Decode(src, encoding(src, h.Charset, charsetIn(src))); decoded != nil {
			text, legacy = decoded, name
		}
	}
	s := newScanner(text)
	s.record()
	var (
		root, first int // of the article, and of the outline
		passed      []bool
		o           *web.Outline
	)
	var (
		all    []selected
		chosen []int
	)
	given := h.Root != nil
	if !given && bytes.Contains(text, []byte("data-root")) {
		h.Root = rootOfTag(s)
		s = s.rewound()
	}
	if len(h.selectors) > 0 {
		for s.next() { // so that all of it is on the tape
		}
		all = h.selectedIn(s)
		if h.Root == nil && h.only && all[0].from >= 0 {
			h.Root, _ = ParseSelector(all[0].selector)
		}
		s = s.rewound()
	}
	if h.Root != nil {
		if root, o = rootOf(s, h.Root); root >= 0 {
			first = root
		} else if given {
			return nil, RefusalRoot
		} else {
			h.Root, s = nil, s.rewound()
		}
	}
	if h.Root == nil {
		o = outlineOf(s, 0)
	}
	for _, x := range all {
		if x.from >= first {
			chosen = append(chosen, x.from-first)
		}
	}
	if h.Root != nil {
		_, passed = o.Reads(0, chosen)
		passed = append(make([]bool, root), passed...)
	} else {
		root, passed = o.Reads(-1, chosen)
	}
	dates := publishedOf(s)
	p := read(s.rewound(), root, passed, all, func(number int) string { return o.Address(number - first) }, dates)
	p.Source, p.legacy = src, legacy
	if p.charset = encoding(src, h.Charset, p.charset); legacy != "" {
		p.charset = legacy
	}
	return p, nil
}

// rootOfTag returns the selector that our tag in a page names, which the widget goes by; nil if there is none that is
// known here. It reads all of s.
func rootOfTag(s *scanner) (selector *Selector) {
	for s.next() {
		start := s.kind == html.StartTagToken || s.kind == html.SelfClosingTagToken
		if selector == nil && start && s.tag == "script" && strings.Contains(s.attribute("src"), "sourcemark") {
			selector, _ = ParseSelector(s.attribute("data-root"))
		}
	}
	return selector
}

// rootOf returns the number of the first element that fits a selector, -1 for none, and the outline of it. What it
// stands in says nothing about it: an article within an aside is one if the publisher says so.
func rootOf(s *scanner, selector *Selector) (root int, o *web.Outline) {
	for s.next() { // so that all of it is on the tape
	}
	if root, _ = extent(s.rewound(), selector); root < 0 {
		return -1, nil
	}
	return root, outlineOf(s.rewound(), root)
}

// outlineOf returns the outline of an element. Elements are numbered as they begin, the body being 0.
func outlineOf(s *scanner, root int) (o *web.Outline) {
	if root == 0 {
		o = web.NewOutline("body")
	}
	number, inner := 0, 0 // how many elements are open in it
	for s.next() {
		for _, e := range s.popped {
			switch {
			case o == nil, root == 0 && e.name == "body":
			case root > 0 && inner == 0:
				return o
			default:
				o.Close()
				inner--
			}
		}
		switch {
		case o != nil && s.kind == html.TextToken:
			o.Text(decode(string(s.src[s.start:s.end])))
		case !s.pushed || s.tag == "body":
		case o != nil:
			o.Open(s.tag, s.attribute, s.has)
			inner++
		default:
			if number++; number == root {
				o = web.NewOutline(s.tag)
			}
		}
	}
	return o
}

// read reads what is in the first element that root describes; nil if there is none. The empty root is the body.
func read(s *scanner, root int, passed []bool, all []selected, address func(element int) string,
	dates *published) *Page {
	r := reader{scanner: s, p: &Page{UTF8: s.src, Text: new(claims.Text)},
		root: root, passed: passed, address: address, dates: dates, inside: root == 0}
	r.skip, r.rootAt = -1, -1
	p := r.p
	for _, x := range all {
		switch {
		case x.from >= root && x.from < len(passed) && x.from > 0:
			r.selected = append(r.selected, x)
			continue
		case x.from < 0 || x.from > root || x.to < len(passed): // nowhere in what is read
			p.Nowhere = append(p.Nowhere, x.selector)
		default: // all that is read is in it
			p.Text.Select(x.selector)
			p.places = append(p.places, place{-1, -1})
		}
	}
	safe, last := s.end, -1
	for s.next() {
		if r.inside && !r.done {
			r.closed()
		}
		switch s.kind {
		case html.TextToken:
			if r.reading() {
				safe = r.words(safe)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.started()
			if r.reading() {
				safe = s.end
			}
		case html.EndTagToken:
			if s.tag == "head" && len(s.open) == 0 && s.bodyStart < 0 && !s.misnested {
				p.headEnd = s.start
			}
			if r.reading() {
				safe = s.end
				if (s.tag == "body" || s.tag == "html") && root == 0 && p.end == 0 {
					r.ended(s.start, s.top())
				}
			}
		}
		if r.done {
			if last < 0 {
				last = lastSign(s.src)
			}
			if s.end > last {
				break
			}
		}
	}
	if root == 0 {
		p.head = max(s.bodyStart, 0)
	}
	if p.end == 0 {
		if r.skip >= 0 {
			s.open = s.open[:r.skip]
		}
		r.ended(max(safe, p.head), s.top())
		// A paragraph is closed by the endnotes; what follows behind safe would be in it.
		r.check(s.end <= safe || s.paragraph() < 0)
	}
	for _, i := range r.linked {
		p.afterLink[i] = -1
	}
	if s.tape.signed(s.src) {
		p.drawnBy(s.rewound())
	}
	p.Text.Published = dates.date()
	if p.whole = p.whole || s.doctype; !p.whole {
		p.Nowhere = nil // a post by itself is what is selected on its page
	}
	for _, selector := range p.Nowhere {
		p.Text.Select(selector)
		p.Text.End()
		p.places = append(p.places, place{-1, -1})
	}
	p.Language = cmp.Or(p.Language, s.language)
	p.Text.Language = p.Language
	p.mistakes = s.mistakes
	return p
}

// lastSign returns where the last sign stands of something to know that may come after the article; 0 if there is none.
// It is sought once, for each search may go through all that is left of the page.
func lastSign(src []byte) (last int) {
	for _, sign := range [...]string{web.SummaryTag, "<base"} {
		last = max(last, bytes.LastIndex(src, []byte(sign)))
	}
	return last
}

// A begun article is one by its place among the open elements, and its number in the order of Text.Begin.
type begun struct{ at, number int }

// A reader is what is known in the middle of a page.
type reader struct {
	*scanner
	p              *Page
	root, number   int                      // of the article's element, and of the last that has begun
	passed         []bool                   // the elements that are passed over, by number
	address        func(element int) string // web.Outline.Address
	selected       []selected               // the elements that dossiers select
	articles       []begun                  // the open elements that are either, or articles with an address of their own
	first          bool                     // the page has begun, with a tag
	inside         bool                     // the article has begun
	done           bool                     // and ended
	rootAt         int                      // its place among the open elements, -1 for the body
	skip           int                      // the place of the element that is passed over, -1 if none is
	linked         []int                    // the runs within the link that is open
	newlineDropped int                      // behind a start tag behind which browsers drop an end of line
	dates          *published               // but for those within the article
}

// reading reports whether the next token is part of the article.
func (r *reader) reading() bool { return r.inside && !r.done && r.skip < 0 }

// closed takes note of the elements that a token has closed.
func (r *reader) closed() {
	at := len(r.open) + len(r.popped)
	if r.pushed {
		at--
	}
	for _, e := range r.popped {
		at--
		if at == r.rootAt {
			r.ended(r.start, r.popped[0])
			r.done = true
			return
		}
		if at == r.skip {
			r.skip = -1
		}
		for last := len(r.articles) - 1; last >= 0 && r.articles[last].at == at; last-- {
			r.p.Text.End()
			r.p.places[r.articles[last].number].endAt(r.start, r.popped[0])
			r.articles = r.articles[:last]
		}
		if r.skip >= 0 || e.foreign {
			continue
		}
		if web.Block(e.name) {
			r.p.Text.Break()
		}
		if e.name == "a" {
			out := r.end
			if r.tag != "a" { // it ends with what it stands in
				out = -1
			}
			for _, i := range r.linked {
				r.p.afterLink[i] = out
			}
			r.linked = r.linked[:0]
		}
	}
}

// words appends a run. It returns safe, which is the offset after the last token after which something can be inserted.
func (r *reader) words(safe int) int {
	p, start := r.p, r.start
	if start == r.newlineDropped { // the line that the start tag stands on is no line of the text
		start += len(firstLine(p.UTF8[start:r.end]))
	}
	raw := p.UTF8[start:r.end]
	if bytes.HasSuffix(raw, []byte("</")) { // at the end: what is put behind it would be read as a comment
		raw = raw[:len(raw)-len("</")]
	} else {
		safe = r.end
	}
	p.afterLink = append(p.afterLink, 0)
	if r.find("a", inFormatting) >= 0 {
		r.linked = append(r.linked, len(p.Runs))
	}
	p.Runs = append(p.Runs, claims.Span{Start: start, End: start + len(raw)})
	p.Text.Append(decode(string(raw)))
	return safe
}

// firstLine returns the end of line that text begins with; nothing if it begins with none.
func firstLine(text []byte) []byte {
	rest := bytes.TrimPrefix(text, []byte("\r"))
	rest = bytes.TrimPrefix(rest, []byte("\n"))
	return text[:len(text)-len(rest)]
}

// decode returns the text that HTML stands for.
func decode(raw string) string {
	if strings.IndexByte(raw, '\r') >= 0 {
		raw = strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n")
	}
	return html.UnescapeString(raw)
}

// started takes note of a start tag.
func (r *reader) started() {
	p := r.p
	if r.pushed && r.tag != "body" {
		r.number++
	}
	if r.pushed && (r.tag == "pre" || r.tag == "listing") {
		r.newlineDropped = r.end
	}
	if r.tag == "html" || r.tag == "head" || r.tag == "body" {
		p.whole = true
	}
	if r.tag == "time" && r.inside && !r.done && !r.within("template") {
		if day := dayOf(r.attribute("datetime")); day != "" {
			r.dates.time.add(day)
		}
	}
	p.Based = p.Based || r.tag == "base" && r.attribute("href") != ""
	p.amp = p.amp || r.amp()
	if !r.first {
		r.first = true
		if p.refusal == nil && xml(r.tag, p.UTF8[:r.start]) {
			p.refusal = RefusalXML
		}
	}
	if r.tag == "meta" && p.charset == "" {
		p.charset = charsetOf(r.attributes)
	}
	if r.tag == web.SummaryTag && p.summary == 0 && r.pushed && !r.misnested && r.placeable() {
		p.summary = r.end
	}
	if r.root == 0 && r.tag == "body" && r.pushed {
		p.Language = r.currentLanguage()
	}
	switch {
	case r.done:
	case !r.inside:
		r.inside = r.pushed && r.find("template", anywhere) < 0 && r.number == r.root
		if r.inside {
			r.rootAt = len(r.open) - 1
			p.head, p.Language = r.end, r.currentLanguage()
			r.section()
			r.check(r.holds())
		}
	case r.skip < 0 && !r.foreign():
		switch {
		case r.tag == "br":
			p.Text.Line()
		case web.Block(r.tag) && (r.pushed || void(r.tag)):
			p.Text.Break()
		}
		if r.pushed && r.tag != "body" && r.passed[r.number] {
			r.skip = len(r.open) - 1
		} else if r.pushed {
			r.section()
		}
	case r.skip < 0 && r.pushed:
		r.skip = len(r.open) - 1
	}
}

// xml reports whether a page whose first tag that is, after something else, is none: a feed, or something else in XML,
// of which a browser would not make the same. A declaration of XML alone does not tell: pages of XHTML have it too.
func xml(tag string, before []byte) bool {
	switch tag {
	case "rss", "feed", "rdf:rdf":
		return true
	}
	return tag != "html" && bytes.Contains(before, []byte("<?xml"))
}

// section takes note of an element that may be one of several articles.
func (r *reader) section() {
	begins := func() {
		x := place{-1, -1}
		if r.holds() {
			x.head = r.end
		}
		r.articles = append(r.articles, begun{len(r.open) - 1, len(r.p.places)})
		r.p.places = append(r.p.places, x)
	}
	if address := r.address(r.number); address != "" {
		r.p.Text.Begin(address)
		begins()
	}
	for _, x := range r.selected {
		if x.from == r.number {
			r.p.Text.Select(x.selector)
			begins()
		}
	}
}

// holds reports whether the element that has begun can have a summary as the first thing in it.
func (r *reader) holds() bool {
	return r.placeable() && r.tag != "pre" && r.tag != "listing" && !r.within("p")
}

// placeable reports whether an element of ours stays where it is put, with links and buttons in it.
func (r *reader) placeable() bool {
	t := r.top()
	return !t.foreign && !tabular(t.name) && t.name != "head" &&
		r.choice() < 0 && !r.within("a") && !r.within("button")
}

// ended takes note of where the article ends, in the innermost element that is open there.
func (r *reader) ended(at int, innermost element) {
	p := r.p
	p.end = at
	for _, x := range r.articles {
		p.places[x.number].endAt(at, innermost)
	}
	r.check(fitsEnd(innermost))
}

// endAt takes note of where an article ends for the first time.
func (x *place) endAt(at int, innermost element) {
	switch {
	case x.end >= 0:
	case fitsEnd(innermost):
		x.end = at
	default:
		x.head = -1
	}
}

// fitsEnd reports whether endnotes stay in what ends with an element, the innermost one that is open there.
func fitsEnd(e element) bool {
	return !tabular(e.name) && !formatting(e.name) && e.name != "head" && e.name != "select" && e.name != "button" &&
		!e.foreign
}

// mistaken reports whether a byte of the source is within what a mistake has touched: what is put there can come out
// elsewhere.
func (p *Page) mistaken(at int) bool {
	i := sort.Search(len(p.mistakes), func(i int) bool { return p.mistakes[i].End > at })
	return i < len(p.mistakes) && p.mistakes[i].Start < at
}

// check refuses the page if anything in it so far, or ok, says so. The first reason counts.
func (r *reader) check(ok bool) {
	switch {
	case r.p.refusal != nil:
	case r.frames:
		r.p.refusal = RefusalFrames
	case r.deep:
		r.p.refusal = RefusalDepth
	case r.misnested:
		r.p.refusal = RefusalNesting
	case !ok:
		r.p.refusal = RefusalPlace
	}
}

// charsetOf returns the encoding that a meta element names; "" if it names none.
func charsetOf(attributes []html.Attribute) (charset string) {
	for _, a := range attributes {
		switch a.Key {
		case "charset":
			return a.Val
		case "content":
			if _, c, ok := strings.Cut(strings.ToLower(a.Val), "charset="); ok {
				charset, _, _ = strings.Cut(c, ";")
			}
		}
	}
	return charset
}
