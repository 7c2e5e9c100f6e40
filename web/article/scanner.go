package article

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sourcemark/claims"
	"sourcemark/web"
)

// A scanner reads a page tag by tag and knows at each place which elements a browser has open there. It follows the
// rules by which browsers build a document (https://html.spec.whatwg.org/#tree-construction) as far as pages in good
// order need them, including end tags that may be left out. Where a browser would start to repair (elements that end in
// a different order than they began, words between the cells of a table), it says misnested: what is put into the
// source there can come out elsewhere, or move what stands around it. Where it knows how browsers repair it does the
// same, and when all that a mistake has touched has ended, the mistake is over. So one in the header of a page says
// nothing about its article, and one between two paragraphs nothing about those.
type scanner struct {
	src        []byte
	z          *html.Tokenizer // nil if the tokens come from the tape
	feed       *feed           // what it reads
	tape       *tape           // nil if nobody reads the page again
	played     int             // how many of its tokens
	start, end int             // of the token, in bytes of the source
	kind       html.TokenType
	tag        string // of a start or end tag, in lower case
	attributes []html.Attribute

	open   []element // the outermost first; html, and what a browser opens by itself, are not among them
	popped []element // by this token, the innermost first
	pushed bool      // this token has opened an element

	language string // of the html element, "" before its tag and if that names none

	// where the body begins: behind its start tag, or before the first token that needs one; -1 before
	bodyStart      int
	skipAttributes bool // the caller needs no attributes
	doctype        bool
	misnested      bool
	over           int           // how many elements may be open for all mistakes to be over; -1 if they never are
	touched        int           // where the outermost element begins that they have to do with
	mistakes       []claims.Span // those that are over, from there to behind the token that ended them
	lowest         int           // how many were open in the course of this token
	leaked         []leak
	crowded        bool
	form           bool // one has begun in a table, where it is an element that ends at once
	deep           bool
	frames         bool
}

// An element is one that is open.
type element struct {
	name       string
	start      int  // of its tag
	foreign    bool // of SVG or MathML
	htmlInside bool // foreign, but what is in it is HTML again
	stops      scope

	language string // as its own lang says, or that of what it stands in

	// One more than the places of the innermost paragraph that a block in it would close, and of the innermost select;
	// 0 for none. Each start tag asks for both, and would have to look at all that is open.
	paragraph, choice int
}

// A leak is formatting that has ended with what it stood in, without a tag of its own. Browsers begin it again where the
// next words are.
type leak struct {
	name  string
	depth int // the most elements that have been open ever since: those that are older than it
}

// maxDepth is how many elements may be open: browsers nest at most 512, and flatten the rest.
const maxDepth = 250

// newScanner returns a scanner before the first token of src.
func newScanner(src []byte) *scanner {
	s := &scanner{src: src, bodyStart: -1}
	if bytes.HasPrefix(src, []byte("\ufeff")) { // a byte order mark is no text
		s.end = 3
	}
	s.tokenizeFrom(s.end)
	return s
}

// tokenizeFrom makes a tokenizer for the rest of the source.
func (s *scanner) tokenizeFrom(at int) {
	s.feed = &feed{src: s.src, at: at, stop: at}
	s.z = html.NewTokenizer(s.feed)
}

// A feed gives a tokenizer the source, at first only to the end of the next tag of a card. If what is in the card is then
// passed over, the tokenizer goes on behind it: a new one for each card would take longer than all that it reads.
type feed struct {
	src      []byte
	at, stop int
	stopped  bool // at a tag; what comes next is read all at once, for the tag may have been none
}

func (f *feed) Read(b []byte) (int, error) {
	if f.at == len(f.src) {
		return 0, io.EOF
	}
	if f.at == f.stop {
		f.stop = len(f.src)
		if !f.stopped {
			if i := bytes.Index(f.src[f.at:], []byte(`<`+web.MarksTag+ours)); i >= 0 {
				f.stop = f.at + i + bytes.IndexByte(f.src[f.at+i:], '>') + 1
			}
		}
		f.stopped = true
	}
	n := copy(b, f.src[f.at:f.stop])
	f.at += n
	return n, nil
}

// A tape keeps the tokens of a page: to take it apart costs more than all that is done with them.
type tape struct {
	tokens     []token
	attributes []html.Attribute
}

// A token is what a scanner says of one.
type token struct {
	kind       html.TokenType
	end        int // in bytes of the source; it begins where the one before ends
	tag        string
	attributes int // where in those of the tape its own end
}

// record makes s keep what it reads.
func (s *scanner) record() { s.tape = new(tape) }

// rewound returns a scanner of the same page before its first token. s must have read all of it, and kept it.
func (s *scanner) rewound() *scanner {
	r := newScanner(s.src)
	r.z, r.tape = nil, s.tape
	return r
}

// next reads the next token. It returns false at the end, and where the source breaks off within a tag.
func (s *scanner) next() bool {
	s.popped, s.pushed, s.tag, s.attributes = s.popped[:0], false, "", s.attributes[:0]
	if !s.token() {
		return false
	}
	s.lowest = len(s.open)
	defer s.heal()
	switch s.kind {
	case html.DoctypeToken:
		s.doctype = true
	case html.TextToken:
		s.text()
	case html.StartTagToken, html.SelfClosingTagToken:
		s.startTag(s.kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		s.endTag()
	}
	return true
}

// token takes the next token from the source, or from the tape.
func (s *scanner) token() bool {
	if s.z == nil {
		if s.played == len(s.tape.tokens) {
			return false
		}
		t, from := &s.tape.tokens[s.played], 0
		if s.played > 0 {
			from = s.tape.tokens[s.played-1].attributes
		}
		s.played++
		s.kind, s.start, s.end, s.tag, s.attributes = t.kind, s.end, t.end, t.tag, s.tape.attributes[from:t.attributes]
		return true
	}
	s.z.AllowCDATA(s.foreign())
	s.kind = s.z.Next()
	if s.kind == html.ErrorToken {
		return false
	}
	s.start = s.end
	s.end += len(s.z.Raw())
	switch s.kind {
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := s.z.TagName()
		s.tag = atom.String(name)
		for more && !s.skipAttributes {
			var key, value []byte
			key, value, more = s.z.TagAttr()
			s.attributes = append(s.attributes, html.Attribute{Key: atom.String(key), Val: string(value)})
		}
	case html.EndTagToken:
		name, _ := s.z.TagName()
		s.tag = atom.String(name)
	}
	if t := s.tape; t != nil {
		t.attributes = append(t.attributes, s.attributes...)
		t.tokens = append(t.tokens, token{s.kind, s.end, s.tag, len(t.attributes)})
	}
	return true
}

// jump goes on after the end tag, at end, of the element that the last token has opened.
func (s *scanner) jump(end int) {
	if s.feed.at == s.end {
		*s.feed = feed{src: s.src, at: end, stop: end}
	} else { // the tokenizer has read on
		s.tokenizeFrom(end)
	}
	s.end = end
	s.open = s.open[:len(s.open)-1]
}

// attribute returns the value of an attribute of a start tag; "" if it has none.
func (s *scanner) attribute(name string) string {
	for i := range s.attributes {
		if s.attributes[i].Key == name {
			return s.attributes[i].Val
		}
	}
	return ""
}

// has reports whether a start tag has an attribute.
func (s *scanner) has(name string) bool {
	for i := range s.attributes {
		if s.attributes[i].Key == name {
			return true
		}
	}
	return false
}

// amp reports whether a start tag says that the page is one of AMP, which allows no elements, styles and scripts but its
// own (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml/). With any of ours it would be no AMP page
// any more, and be dropped by those who serve such pages.
func (s *scanner) amp() bool {
	return s.tag == "html" && slices.ContainsFunc(s.attributes, func(a html.Attribute) bool {
		name := strings.Replace(a.Key, "⚡", "amp", 1)
		name = strings.Replace(name, "\ufe0f", "", 1) // as a picture
		return name == "amp" || name == "amp4email" || name == "amp4ads"
	})
}

// top returns the innermost open element; the zero element if none is open.
func (s *scanner) top() element {
	if len(s.open) == 0 {
		return element{}
	}
	return s.open[len(s.open)-1]
}

// foreign reports whether tags are read as those of SVG or MathML.
func (s *scanner) foreign() bool { t := s.top(); return t.foreign && !t.htmlInside }

// find returns the place of the innermost open element of a name; -1 if there is none in that scope.
func (s *scanner) find(name string, within scope) int {
	for i := len(s.open) - 1; i >= 0; i-- {
		switch e := &s.open[i]; {
		case e.name == name && !e.foreign:
			return i
		case e.stops&within != 0:
			return -1
		}
	}
	return -1
}

// within reports whether an element of that name is open.
func (s *scanner) within(name string) bool {
	return s.find(name, anywhere) >= 0
}

// paragraph returns the place of the open paragraph that a block would close, or -1.
func (s *scanner) paragraph() int { return s.top().paragraph - 1 }

// choice returns the place of the open select, or -1.
func (s *scanner) choice() int { return s.top().choice - 1 }

// push opens an element.
func (s *scanner) push(e element) {
	if len(s.open) == maxDepth {
		s.deep = true
		return
	}
	e.start, e.language = s.start, s.attribute("lang")
	if e.language == "" {
		e.language = s.currentLanguage()
	}
	around, place := s.top(), len(s.open)+1
	e.paragraph, e.choice = around.paragraph, around.choice
	switch {
	case e.foreign && e.htmlInside:
		e.stops, e.paragraph, e.choice = ^scope(0), 0, 0
	case e.foreign:
	default:
		e.stops = stops(e.name)
		switch {
		case e.name == "p":
			e.paragraph = place
		case e.name == "select":
			e.paragraph, e.choice = 0, place
		case e.name == "button" || e.stops&inScope != 0:
			e.paragraph = 0
		}
	}
	s.open = append(s.open, e)
	s.pushed = true
	if !e.foreign && formatting(e.name) {
		s.crowd(e.name)
	}
}

// currentLanguage returns the language of the innermost open element; "" if the page does not say.
func (s *scanner) currentLanguage() string {
	if len(s.open) == 0 {
		return s.language
	}
	return s.top().language
}

// mistake takes note of one that is over when at most so many elements are open; -1 if it never is.
func (s *scanner) mistake(over int) {
	from := s.start
	switch {
	case over < 0:
	case over < len(s.open):
		from = s.open[over].start
	case len(s.popped) > 0:
		from = s.popped[len(s.popped)-1].start
	}
	if !s.misnested {
		s.misnested, s.over, s.touched = true, over, from
	}
	s.over, s.touched = min(s.over, over), min(s.touched, from)
}

// crowd takes note of formatting that begins in three of the same name: browsers forget the first, if they are alike,
// and what comes of a mistake then is not known here
// (https://html.spec.whatwg.org/#push-onto-the-list-of-active-formatting-elements).
func (s *scanner) crowd(name string) {
	n := 0
	for i := range s.open {
		if s.open[i].name == name {
			n++
		}
	}
	for i := range s.leaked {
		if s.leaked[i].name == name {
			n++
		}
	}
	s.crowded = s.crowded || n > 3
}

// leak takes note of formatting that has ended without a tag of its own. Of a page with many, no mistake is ever over.
func (s *scanner) leak(name string, depth int) {
	const most = 32 // all are looked at when an element ends
	if s.leaked = append(s.leaked, leak{name, depth}); len(s.leaked) > most {
		s.leaked, s.crowded = s.leaked[:0], true
	}
}

// inTable takes note of a mistake that is over when the table is.
func (s *scanner) inTable() {
	s.mistake(s.find("table", anywhere))
}

// fostered reports whether the innermost open element stands in a table, but in no cell of it: browsers move it before
// the table, and still read what is in it as parts of that.
func (s *scanner) fostered() bool {
	for _, e := range slices.Backward(s.open) {
		switch {
		case e.foreign:
		case e.name == "td" || e.name == "th" || e.name == "caption" || e.name == "template":
			return false
		case e.name == "table":
			return !tabular(s.top().name)
		}
	}
	return false
}

// heal forgets mistakes that are over.
func (s *scanner) heal() {
	if !s.misnested || s.crowded || s.lowest > s.over || len(s.leaked) > 0 {
		return
	}
	s.misnested = false
	for len(s.mistakes) > 0 && s.mistakes[len(s.mistakes)-1].Start >= s.touched {
		s.mistakes = s.mistakes[:len(s.mistakes)-1]
	}
	s.mistakes = append(s.mistakes, claims.Span{Start: s.touched, End: s.end})
}

// pop closes all elements from place i on. Formatting among them is not closed by that, up to a fence. Of two fences
// browsers take down one.
func (s *scanner) pop(i int) {
	fences := 0
	for k, e := range s.open[i:] {
		switch {
		case e.foreign:
		case e.stops&inFormatting != 0:
			if fences++; fences > 1 {
				s.mistake(-1)
			}
			for len(s.leaked) > 0 && s.leaked[len(s.leaked)-1].depth > i+k {
				s.leaked = s.leaked[:len(s.leaked)-1]
			}
		case fences == 0 && formatting(e.name):
			s.leak(e.name, i)
			s.mistake(i)
		}
	}
	s.drop(i)
}

// drop closes all elements from place i on, formatting too, and those before it that are of no account.
func (s *scanner) drop(i int) {
	for i > 0 && s.open[i-1].name == "" {
		i--
	}
	for len(s.open) > i {
		s.popped = append(s.popped, s.open[len(s.open)-1])
		s.open = s.open[:len(s.open)-1]
	}
	s.lowest = min(s.lowest, i)
	for k := range s.leaked {
		s.leaked[k].depth = min(s.leaked[k].depth, i)
	}
}

// endFormatting closes formatting of a name, and reports whether there is any.
func (s *scanner) endFormatting(tag string) bool {
	fence := len(s.open) - 1
	for fence >= 0 && (s.open[fence].foreign || s.open[fence].stops&inFormatting == 0) {
		fence--
	}
	i := s.find(tag, inFormatting)
	for k := len(s.leaked) - 1; k >= 0 && s.leaked[k].depth > fence; k-- {
		if s.leaked[k].name == tag && i < s.leaked[k].depth { // what is open is older
			for _, e := range s.open[s.leaked[k].depth:] {
				if e.stops&inSpecial == 0 { // and perhaps in what has begun again
					s.mistake(-1)
				}
			}
			s.leaked = slices.Delete(s.leaked, k, k+1)
			return true
		}
	}
	switch {
	case i < 0:
		return false
	case i == len(s.open)-1:
		s.drop(i)
	case i != s.find(tag, inScope):
		s.mistake(-1)
	default:
		s.adopt(i)
	}
	return true
}

// adopt closes the formatting at place i, in which other elements are open, as the adoption agency of browsers does
// (https://html.spec.whatwg.org/#adoption-agency-algorithm): those that are set apart stay open, what is after them
// ends, and between them only formatting stays. An element that is closed before those in it keeps its place, but has
// no name any more.
func (s *scanner) adopt(i int) {
	const rounds = 3 // of the agency, in which less is known of what it does
	last, apart := i, 0
	for k := i + 1; k < len(s.open); k++ {
		if s.open[k].foreign {
			s.mistake(-1)
			return
		}
		if s.open[k].stops&inSpecial != 0 {
			last, apart = k, apart+1
		}
	}
	s.mistake(i)
	if apart > rounds || last-i > rounds {
		s.mistake(-1)
	}
	for _, e := range s.open[last+1:] {
		if formatting(e.name) {
			s.leak(e.name, last+1)
		}
	}
	if last == i {
		s.drop(i)
		return
	}
	s.open[i].name = ""
	for k := i + 1; k < last; k++ {
		if e := &s.open[k]; e.stops&inSpecial == 0 && !formatting(e.name) {
			e.name = ""
		}
	}
	s.drop(last + 1)
}

// close closes the innermost element of a name, with all in it, and reports whether find has found it.
func (s *scanner) close(name string, within scope) bool {
	i := s.find(name, within)
	if i >= 0 {
		s.pop(i)
	}
	return i >= 0
}

// text takes note of a text: of words that begin the body, or stand where a table has none.
func (s *scanner) text() {
	words := s.start + blanks(string(s.src[s.start:s.end]))
	if words == s.end || s.foreign() {
		return
	}
	switch t := s.top().name; {
	case t == "head":
		s.pop(0)
		s.body(words)
	case tabular(t):
		s.inTable()
	case t == "frameset":
		s.mistake(-1)
	case t == "":
		s.body(words)
	}
}

// blanks returns how many bytes of white space text begins with, character references included.
func blanks(text string) int {
	const blank = " \t\r\n\f"
	for at := 0; ; {
		at = len(text) - len(strings.TrimLeft(text[at:], blank))
		if at == len(text) || text[at] != '&' {
			return at
		}
		n, _ := characterReference(text[at:])
		if strings.Trim(html.UnescapeString(text[at:at+n]), blank) != "" {
			return at
		}
		at += n
	}
}

// body takes note of where the body begins without a tag of its own.
func (s *scanner) body(at int) {
	if s.bodyStart < 0 {
		s.bodyStart = at
	}
}

// startTag opens the element of a start tag, after closing what it closes.
func (s *scanner) startTag(selfClosing bool) {
	tag := s.tag
	if s.foreign() {
		if !breaksOut(tag) || tag == "font" && !s.has("color") && !s.has("face") && !s.has("size") {
			if s.z != nil {
				s.z.NextIsNotRawText()
			}
			if !selfClosing {
				s.push(element{name: tag, foreign: true, htmlInside: integrationPoint(tag)})
			}
			return
		}
		i := len(s.open) - 1
		for i > 0 && s.open[i-1].foreign && !s.open[i-1].htmlInside {
			i--
		}
		s.drop(i)
		s.mistake(i)
	}
	if s.startOutline(tag) {
		return
	}
	s.frames = s.frames || tag == "frameset"
	if i := s.choice(); i >= 0 && tag != "option" && tag != "optgroup" &&
		tag != "hr" && !headElement(tag) {
		if formatting(tag) {
			i = -1
		}
		s.mistake(i)
	}
	switch tag {
	case "caption", "colgroup", "col", "tbody", "thead", "tfoot", "tr", "td", "th":
		s.startTablePart(tag)
		return
	}
	if tabular(s.top().name) && !headElement(tag) && tag != "table" {
		if s.inTable(); formatting(tag) {
			s.mistake(-1)
		}
	}
	if (tag == "table" || tag == "form") && s.fostered() {
		s.mistake(-1)
	}
	s.closeImplied(tag)
	switch {
	case tag == "form" && (s.form || s.within(tag)): // and not within a template, to be precise
		s.mistake(len(s.open))
		if s.within("template") {
			s.mistake(-1)
		}
	case tag == "form" && tabular(s.top().name):
		s.form = true
	case tag == "svg" || tag == "math":
		if !selfClosing {
			s.push(element{name: tag, foreign: true})
		}
	case tag == "plaintext":
		s.mistake(-1)
		s.push(element{name: tag})
	case !void(tag):
		s.push(element{name: tag})
	}
}

// startOutline takes note of html, head and body, and of where the body begins without a tag of its own. It reports
// whether that is all there is to do.
func (s *scanner) startOutline(tag string) (done bool) {
	t := s.top().name
	switch {
	case tag == "html":
		if s.language == "" { // of several tags browsers make one element
			s.language = s.attribute("lang")
		}
		return true
	case tag == "head":
		if len(s.open) == 0 && s.bodyStart < 0 {
			s.push(element{name: tag})
		}
		return true
	case headElement(tag):
	case tag == "body":
		if t == "head" {
			s.pop(0)
		}
		if len(s.open) == 0 && s.bodyStart < 0 {
			s.bodyStart = s.end
			s.push(element{name: tag})
		}
		return true
	default:
		if t == "head" {
			s.pop(0)
		}
		if len(s.open) == 0 {
			s.body(s.start)
		}
	}
	return false
}

// startTablePart opens a part of a table, and closes those that it follows.
func (s *scanner) startTablePart(tag string) {
	for _, cell := range [...]string{"td", "th", "caption"} {
		if s.close(cell, inTableScope) {
			break
		}
	}
	row := tag == "td" || tag == "th"
	for t := s.top().name; tabular(t) && t != "table"; t = s.top().name {
		if row && t != "colgroup" || tag == "tr" && t != "tr" && t != "colgroup" || tag == "col" && t == "colgroup" {
			break
		}
		s.pop(len(s.open) - 1)
	}
	switch t := s.top().name; {
	case t != "template" && !tabular(t):
		if s.within("table") { // and something between that does not belong there
			s.mistake(-1)
		}
	case tag != "col":
		s.push(element{name: tag})
	}
}

// closeImplied closes what ends where an element of that name begins.
func (s *scanner) closeImplied(tag string) {
	switch tag {
	case "table":
		if t := s.top().name; tabular(t) {
			s.close("table", inTableScope)
		}
		if i := s.paragraph(); i >= 0 && s.doctype {
			s.pop(i)
		} else if i >= 0 { // without one, tables stand in paragraphs
			s.mistake(i)
		}
	case "li":
		s.closeListItem(tag, tag)
	case "dd", "dt":
		s.closeListItem("dd", "dt")
	case "option", "optgroup":
		if s.top().name == "option" {
			s.pop(len(s.open) - 1)
		}
		if tag == "optgroup" && s.top().name == tag {
			s.pop(len(s.open) - 1)
		}
	case "rt", "rp", "rb", "rtc":
		except := "" // of what would be implied
		if tag == "rt" || tag == "rp" {
			except = "rtc"
		}
		for s.find("ruby", inScope) >= 0 && implied(s.top().name) && s.top().name != except {
			s.pop(len(s.open) - 1)
		}
	case "a", "nobr":
		if s.endFormatting(tag) {
			s.mistake(len(s.open))
		}
	case "button":
		if i := s.find(tag, inScope); i >= 0 {
			s.pop(i)
			s.mistake(i)
		}
	}
	if closesP(tag) {
		if i := s.paragraph(); i >= 0 {
			s.pop(i)
		}
		if i := len(s.open) - 1; heading(tag) && heading(s.top().name) {
			s.drop(i)
			s.mistake(i)
		}
	}
}

// closeListItem closes the open item of a list: an li, or a dt or dd.
func (s *scanner) closeListItem(a, b string) {
	for i := len(s.open) - 1; i >= 0; i-- {
		switch e := s.open[i]; {
		case e.foreign:
			return
		case e.name == a || e.name == b:
			s.pop(i)
			return
		case e.stops&inSpecial != 0 && e.name != "address" && e.name != "div" && e.name != "p":
			return
		}
	}
}

// endTag closes the element of an end tag.
func (s *scanner) endTag() {
	tag := s.tag
	if s.top().foreign && s.endForeign(tag) {
		return
	}
	if tag == "head" || tag == "body" || tag == "html" || tag == "br" {
		if s.top().name == "head" {
			s.pop(0)
		}
		if tag != "head" {
			s.body(s.start)
		}
	}
	if formatting(tag) {
		if s.choice() >= 0 {
			s.mistake(-1)
		}
		s.endFormatting(tag)
		return
	}
	if i := s.closes(tag); i >= 0 {
		s.pop(i)
	}
}

// endForeign closes an element of SVG or MathML. It reports false if the end tag is one of HTML.
func (s *scanner) endForeign(tag string) (done bool) {
	if s.top().name == tag {
		s.drop(len(s.open) - 1)
		return true
	}
	s.mistake(-1)
	if s.foreign() && tag != "p" && tag != "br" {
		for i := len(s.open) - 1; i >= 0 && s.open[i].foreign; i-- {
			if s.open[i].name == tag {
				s.pop(i)
				return true
			}
		}
	}
	return false
}

// closes returns the place of the element that an end tag closes, with all in it; -1 for none.
func (s *scanner) closes(tag string) (i int) {
	i = -1
	switch {
	case tag == "html" || tag == "head" || tag == "body" || void(tag) && tag != "br":
	case tag == "p" || tag == "br": // without a start tag there is an empty one
		if tag == "p" {
			i = s.paragraph()
		}
		switch {
		case i >= 0:
		case s.choice() >= 0:
			s.mistake(-1)
		case tabular(s.top().name):
			s.inTable()
		}
	case heading(tag):
		for k := len(s.open) - 1; k >= 0 && s.open[k].stops&inScope == 0; k-- {
			if heading(s.open[k].name) {
				if i = k; s.open[k].name != tag {
					s.mistake(k)
				}
				break
			}
		}
	case tag == "form":
		i = s.find(tag, inScope)
		switch {
		case s.form:
			s.form, i = false, -1
		case i < 0 && s.within(tag):
			s.mistake(-1)
		case i >= 0 && i != s.above(i): // what is in it stays open
			s.mistake(i)
			s.open[i].name, s.open[i].stops, i = "", 0, -1
		}
	case tag == "li":
		i = s.find(tag, inListScope)
	case tag == "td" || tag == "th" || tag == "caption" || tabular(tag) && tag != "colgroup":
		i = s.find(tag, inTableScope)
		if i < 0 && s.within("table") && s.find("table", inTableScope) < 0 {
			s.mistake(-1)
		}
	case tag == "colgroup":
		if s.top().name == tag {
			i = len(s.open) - 1
		}
	case tag == "template":
		i = s.find(tag, anywhere)
	case special(tag):
		i = s.find(tag, inScope)
	default:
		i = s.find(tag, inSpecial)
	}
	return i
}

// above returns the place of the innermost element, from i on, that needs an end tag of its own.
func (s *scanner) above(i int) int {
	k := len(s.open) - 1
	for k > i && implied(s.open[k].name) {
		k--
	}
	return k
}
