package web

import (
	"cmp"
	"strings"
)

// How the article of a page is found.
//
// A page has a story, and around it, and within it, what every page of the site has: menus, teasers of other stories,
// comments, forms. What tells them apart is how they are written. A story is prose: long runs of words with commas and
// full stops and few links. The rest is short, or linked, or is called by its makers what it is. So the article is
// found in five steps, from facts that are collected in one pass over the elements, and that are the same in the HTML
// that a worker has and in the live document that a widget has.
//
//  1. Each block is weighed by its own words, without those of blocks within it. Prose counts for it, as much as it has
//     letters. Links count against it, three times as much. What is too short to be a sentence counts against it a
//     little. Headings and captions count for nothing.
//  2. What is called furniture by its class or id counts for nothing either, and is passed over; so is what its own
//     style hides. Names are believed only of a part: what holds most of the prose is the story, whatever it is called,
//     since sites name layouts after their sidebars.
//  3. The article is in the element of the highest sum, and of those that hold nearly all of that, in the innermost.
//     Of "article" and "main", which many pages have around a teaser or around everything, nothing is believed so far.
//  4. If such an element is around it and adds little, that is taken: it has the headline and the lead.
//  5. Within it are passed over: furniture, blocks of links, before the prose whatever is neither prose nor heading
//     (bylines, dates, buttons), and all that comes after.
//
// Where there is hardly any prose, nothing can be weighed, and the first article, or else main, is taken.
//
// The method is that of text density (Kohlschütter and others, "Boilerplate Detection using Shallow Text Features",
// 2010) with the best-scoring subtree of Pasternack and Roth ("Extracting Article Text from the Web with Maximum
// Subsequence Segmentation", 2009); the names are those that pages have.

// The numbers were tried on 118 pages of publishers. With each of them a third smaller or larger, and nearlyAll from 75 to
// 97, at most four of the pages read differently.
const (
	sentence    = 25  // letters of the shortest sentence that counts
	nearlyAll   = 90  // per cent of a sum: the innermost element that has so much has all that matters
	hardlyMore  = 115 // per cent of the letters of the prose, and lead more: what an article may have
	lead        = 200 // letters
	mostOfProse = 50  // per cent: so much of the prose is no furniture, whatever it is called
	nearlyProse = 80  // the same for what is called comments or gallery, which can be longer than the story
)

// An Outline is the elements of a page, or of a part of one, and how much is written in each. Open, Text and Close
// tell it, in the order of the page; NewOutline makes one.
type Outline struct {
	elements []element
	open     []int // places in elements
	skipped  int   // how many of the open elements Skip takes out
	links    int   // how many of them are links

	href    string // of the link that has begun last
	linksOf int    // how many links have begun in the heading that is open, and around it

	raised []raised // what is open and may be the number of a note
	before string   // the end of the words so far, in the block
	after  int      // the note of which it is not known yet what comes after it, 0 for none
	noted  int      // the highest number of a note so far
}

// An element, by number: that at the root is 0.
type element struct {
	tag    string
	parent int // -1 of the root
	end    int // the number after that of the last element in it
	block  bool
	parted bool // there are blocks in it
	skip   bool // by Skip
	name   name
	hidden bool
	note   bool // nothing but the number of one: see notes.go

	words, linked, marks int    // what is in it and in no block within it: letters, those in links, commas and stops
	post                 bool   // one of several articles, perhaps
	address, place       string // of an article, see Address
	headed               bool   // it has had a heading
}

// A name is what the class and id of an element say that it is.
type name uint8

const (
	unnamed   name = iota
	furniture      // share bars, newsletters, related stories
	apart          // comments, galleries: prose, but not the story
	aside          // notes within a sentence
)

// NewOutline returns an outline of an element without anything in it. tag is in lower case.
func NewOutline(tag string) *Outline {
	return &Outline{elements: []element{{tag: tag, parent: -1, block: true}}, open: []int{0}}
}

// OutlineAttributes are the attributes that Open and Skip ask for, separated by spaces.
const OutlineAttributes = "hidden aria-hidden role epub:type class id style itemprop itemtype rel"

// Open takes note of the start of an element, and returns its number. tag is in lower case; attr and has say what
// attributes it has, as they do for Skip.
func (o *Outline) Open(tag string, attr func(name string) string, has func(name string) bool) int {
	e := element{tag: tag, parent: o.open[len(o.open)-1], block: Block(tag), skip: Skip(tag, attr, has)}
	if !e.skip && o.skipped == 0 {
		e.name, e.hidden = nameOf(tag, attr), hides(attr("style"))
		if tag == "div" && strings.Contains(attr("itemprop"), "articleBody") {
			e.tag = "article"
		} else if e.post = tag == "article" || isPost(attr); e.post && attr("id") != "" {
			e.place = "#" + attr("id")
		}
	}
	if e.skip {
		o.skipped++
	}
	switch {
	case tag == "a":
		o.links++
		o.linksOf++
		if o.href = attr("href"); among(" "+attr("rel")+" ", "bookmark") ||
			among(" "+attr("class")+" ", "u-url") || among(" "+attr("itemprop")+" ", "url") {
			o.stands(e.parent, o.href, false)
		}
	case Heading(tag):
		o.linksOf = o.links
	}
	if e.block {
		o.elements[o.block()].parted = true
	}
	o.mayBeNote(&e)
	o.open = append(o.open, len(o.elements))
	o.elements = append(o.elements, e)
	return len(o.elements) - 1
}

// Close takes note of the end of the innermost open element.
func (o *Outline) Close() {
	number := o.open[len(o.open)-1]
	e := &o.elements[number]
	o.open = o.open[:len(o.open)-1]
	e.end = len(o.elements)
	o.isNote(number)
	if e.skip {
		o.skipped--
	}
	if e.tag == "a" {
		o.links--
	}
	if Heading(e.tag) && e.words > 0 {
		address := ""
		if e.linked == e.words && o.linksOf == 1 {
			address = o.href
		}
		o.stands(e.parent, address, true)
	}
}

// stands takes note of where the article that an element is in stands by itself, as a heading or else a bookmark says;
// "" for a heading that is no link.
func (o *Outline) stands(in int, address string, heading bool) {
	for ; in >= 0 && o.elements[in].name == unnamed; in = o.elements[in].parent {
		if e := &o.elements[in]; e.post || e.tag == "article" {
			if e.address == "" && !(heading && e.headed) {
				e.address = address
			}
			e.headed = e.headed || heading
			return
		}
	}
}

// Address returns where an article of the page stands by itself: where its first heading leads, if that is a link, or a
// bookmark of it (rel="bookmark", class="u-url", itemprop="url"), whichever is first; else its place on the page ("#id"),
// or "" where it does not say, and of other elements.
func (o *Outline) Address(element int) string {
	e := &o.elements[element]
	return cmp.Or(e.address, e.place)
}

// isPost reports whether an element says that it is an article: to screen readers, to search engines by its type, or to
// readers of microformats.
func isPost(attr func(name string) string) bool {
	if attr("role") == "article" {
		return true
	}
	if class := attr("class"); strings.Contains(class, "entry") &&
		(among(" "+class+" ", "hentry") || among(" "+class+" ", "h-entry")) {
		return true
	}
	kind := strings.TrimSuffix(attr("itemtype"), "/")
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting")
}

// block returns the innermost open block.
func (o *Outline) block() int {
	i := o.open[len(o.open)-1]
	for !o.elements[i].block {
		i = o.elements[i].parent
	}
	return i
}

// Text takes note of words.
func (o *Outline) Text(s string) {
	if o.skipped > 0 {
		return
	}
	o.noteSays(s)
	letters, marks := 0, 0
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z': // nearly all of them
		case r <= ' ', r == '\u00a0':
			continue
		default:
			if strings.ContainsRune(stops, r) {
				marks++
			}
			if r >= firstOfHan {
				letters++
			}
		}
		letters++
	}
	if letters == 0 {
		return
	}
	e := &o.elements[o.block()]
	e.words += letters
	e.marks += marks
	if o.links > 0 {
		e.linked += letters
	}
}

const (
	stops      = ".,;:!?…。、，；：！？،؛؟।॥" // by which a sentence is known
	firstOfHan = '\u2e80'              // from here on are the scripts in which a letter says as much as two of others
)

// Article returns the number of the element that has the article of the page.
func (o *Outline) Article() int {
	w := o.weigh(0)
	inner := w.best()
	if w.of[inner].sum <= 0 {
		return o.first()
	}
	root := inner
	most := w.kept(inner, inner)*hardlyMore/100 + lead
	for up := o.elements[inner].parent; up >= 0; up = o.elements[up].parent {
		tag := o.elements[up].tag
		if tag != "article" && tag != "main" {
			continue
		}
		if w.kept(up, inner) > most {
			break
		}
		if root = up; tag == "article" {
			break
		}
	}
	return root
}

// first returns the first article of a page, or else main, or else all of it.
func (o *Outline) first() int {
	for _, tag := range [...]string{"article", "main"} {
		for i := range o.elements {
			if o.elements[i].tag == tag {
				return i
			}
		}
	}
	return 0
}

// PassedOver returns, by number, which elements are no part of what is said in the element root. chosen says that the
// publisher has said so, and Article has not: then nothing is passed over for where it stands.
func (o *Outline) PassedOver(root int, chosen bool) []bool {
	w := o.weigh(root)
	inner := root
	if best := w.best(); !chosen && w.of[best].sum > 0 {
		inner = best
	}
	return w.passedOver(root, inner)
}

// Reads returns which element is read of a page, and by number which elements are passed over in it: root, if the
// publisher names it, or else, for -1, the article. What dossiers have chosen is read too, whatever it stands in; if it is
// outside of the article, what both are in is read.
func (o *Outline) Reads(root int, chosen []int) (int, []bool) {
	named := root >= 0
	if !named {
		root = o.Article()
		article := root
		for _, c := range chosen {
			for !o.in(c, root) && !o.in(root, c) {
				root = o.elements[root].parent
			}
		}
		named = root != article
	}
	passed := o.PassedOver(root, named)
	for _, c := range chosen {
		if c == root || !o.in(c, root) {
			continue
		}
		for i := c; i > root; i = o.elements[i].parent {
			passed[i] = false
		}
		copy(passed[c+1:], o.PassedOver(c, true)[c+1:])
	}
	return root, passed
}

// in reports whether an element is another or in it.
func (o *Outline) in(element, other int) bool {
	return other <= element && element < o.elements[other].end
}

// RunnerUp returns the element that has the most prose of those that are not read of root, as Article has found it, and
// how many letters of prose each of the two has. It is -1 if there is no prose elsewhere.
func (o *Outline) RunnerUp(root int) (runner, read, left int) {
	w, passed := o.weigh(0), o.PassedOver(root, false)
	in := func(i int) bool { return i >= root && i < o.elements[root].end }
	around := func(i int) bool { return i <= root && o.elements[i].end >= o.elements[root].end }
	runner = -1
	for i := 0; i < len(w.of); i++ {
		switch {
		case around(i):
		case in(i) && !passed[i]:
			read += max(0, o.elements[i].value())
		default:
			if o.elements[i].block && w.of[i].prose > left {
				runner, left = i, w.of[i].prose
			}
			i = o.elements[i].end - 1
		}
	}
	if around(root) {
		read += max(0, o.elements[root].value())
	}
	return runner, read, left
}

// Weights say what elements are worth as the article of one that they are in.
type weights struct {
	*Outline
	root int
	of   []weight // by number
}

// A weight is of an element with all in it.
type weight struct {
	sum, prose, words, linked int
	furniture                 bool
}

// weigh closes what is open and weighs all in an element.
func (o *Outline) weigh(root int) weights {
	for len(o.open) > 0 {
		o.Close()
	}
	end := o.elements[root].end
	w := weights{o, root, make([]weight, end)}
	for i := end - 1; i >= root; i-- {
		e, x := &o.elements[i], &w.of[i]
		x.prose += max(0, e.value())
		x.words += e.words
		x.linked += e.linked
		if i > root {
			up := &w.of[e.parent]
			up.prose, up.words, up.linked = up.prose+x.prose, up.words+x.words, up.linked+x.linked
		}
	}
	for i := end - 1; i >= root; i-- {
		e, x := &o.elements[i], &w.of[i]
		x.furniture = e.skip || e.note || i > root && x.prose*100 < w.says(i)*w.of[root].prose
		if x.furniture {
			continue
		}
		x.sum += e.value()
		if i > root {
			w.of[e.parent].sum += x.sum
		}
	}
	return w
}

// best returns the innermost element that has nearly all of the highest sum.
func (w weights) best() int {
	best := w.root
	for _, share := range [...]int{100, nearlyAll} {
		from := best
		for i := from; i < w.elements[from].end; i++ {
			if w.of[i].furniture {
				i = w.elements[i].end - 1
			} else if w.elements[i].holds() && w.of[i].sum*100 > w.elements[i].least(share)*w.of[best].sum {
				best = i
			}
		}
	}
	return best
}

// least returns the share of a sum that an element must have, which is less for that of which a page has only one.
func (e *element) least(share int) int {
	if e.tag == "main" {
		return mostOfProse
	}
	return share
}

// passedOver returns which elements of root are no part of its article, whose prose is in inner.
func (w weights) passedOver(root, inner int) []bool {
	out := make([]bool, w.elements[root].end)
	prose := &w.elements[inner]
	for i := root + 1; i < len(out); i++ {
		e, x := &w.elements[i], &w.of[i]
		out[i] = out[e.parent] || x.furniture || x.sum < 0 && 2*x.linked > x.words && e.lists() ||
			i >= prose.end || i < inner && !e.parted && e.value() < 0
	}
	return out
}

// kept returns how many letters root has that are not passed over.
func (w weights) kept(root, inner int) int {
	n := 0
	for i, out := range w.passedOver(root, inner) {
		if i >= root && !out {
			n += w.elements[i].words
		}
	}
	return n
}

// value returns what an element is worth by its own words.
func (e *element) value() int {
	if among(" h1 h2 h3 h4 h5 h6 figcaption caption ", e.tag) {
		return 0
	}
	worth := e.words - 3*e.linked
	switch {
	case e.words < sentence, e.marks == 0 && worth <= 0:
		return -min(e.words, sentence)
	case e.marks == 0:
		return worth / 2
	}
	return worth
}

// holds reports whether an article may be in an element: no part of a table or list is one.
func (e *element) holds() bool {
	return among(" article body center div fieldset form main section td ", e.tag)
}

// lists reports whether an element may be a list of links: no part of one is passed over alone.
func (e *element) lists() bool {
	return among(" article center div dl fieldset footer form header ol section table ul ", e.tag)
}

// says returns the share of the prose that an element must have to be none of what its name or style says; 0 if they
// say nothing.
func (w weights) says(i int) int {
	switch e := &w.elements[i]; {
	case e.hidden, e.block && e.name == apart:
		return nearlyProse
	case e.block && e.name == furniture, e.name == aside, w.banner(i):
		return mostOfProse
	}
	return 0
}

// banner reports whether an element is what HTML calls the banner: the header of the page, and of no part of it.
func (w weights) banner(i int) bool {
	if w.elements[i].tag != "header" || w.elements[w.root].tag != "body" {
		return false
	}
	for i = w.elements[i].parent; i >= 0; i = w.elements[i].parent {
		if among(" article main section ", w.elements[i].tag) {
			return false
		}
	}
	return true
}

// nameOf reads the class and id of an element.
func nameOf(tag string, attr func(name string) string) name {
	switch tag {
	case "body", "article", "main":
		return unnamed // the classes of these say what else the page has
	case "footer":
		return furniture
	}
	class, id := attr("class"), attr("id")
	if anyAmong(" sidebar respond replies reply ", class+" "+id) {
		return apart
	}
	if strings.Count(id, "-")+strings.Count(id, "_") > 1 {
		id = "" // a heading's own words, in many pages
	}
	is := unnamed
	eachPart(class+" "+id, func(part string) {
		switch {
		case is == aside || !Block(tag) && startsAmong(noteStarts, part):
			is = aside
		case startsAmong(apartStarts, part):
			is = apart
		case is == unnamed && (among(furnitureWords, part) || startsAmong(furnitureStarts, part)):
			is = furniture
		}
	})
	return is
}

// eachPart calls f with the parts of names, in lower case: read, more and link of readMore-link.
func eachPart(names string, f func(part string)) {
	from := 0
	for i := 0; i <= len(names); i++ {
		letter := i < len(names) && (isUpper(names[i]) || 'a' <= names[i] && names[i] <= 'z')
		hump := letter && i > from && isUpper(names[i]) && !isUpper(names[i-1])
		if letter && !hump {
			continue
		}
		if i > from {
			f(strings.ToLower(names[from:i]))
		}
		if from = i; !letter {
			from++
		}
	}
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// Parts of names that say that something is no part of a story, and those that begin with the others.
const (
	furnitureWords = ` author authors banner bio breadcrumb breadcrumbs byline cookie cookies copyright credit credits
 footer login masthead menu meta modal more mostpopular mostread nav navbar navigation outbrain pager pagination popular
 popup rail recirc recirculation replies reply respond rss sharing sidebar signup subscribe subscription taboola tag tags
 teaser teasers toolbar tools topic topics trending widget widgets `
	furnitureStarts = "advert newsletter promo recommend related share social sponsor"
	apartStarts     = "carousel comment disqus gallery slideshow"
	noteStarts      = "endnote footnote marginnote noteref sidenote"
)

// among reports whether a word is one of those of a list, each with white space around it.
func among(list, word string) bool {
	i := strings.Index(list, word)
	for ; i > 0; i = strings.Index(list, word) {
		if end := i + len(word); list[i-1] <= ' ' && list[end] <= ' ' {
			return true
		}
		list = list[i+1:]
	}
	return false
}

// anyAmong reports whether one of some words is among those of a list, whatever its case.
func anyAmong(list, words string) bool {
	for _, word := range strings.Fields(strings.ToLower(words)) {
		if among(list, word) {
			return true
		}
	}
	return false
}

// startsAmong reports whether a word begins with one of those of a list.
func startsAmong(list, word string) bool {
	for list != "" {
		var start string
		if start, list, _ = strings.Cut(list, " "); strings.HasPrefix(word, start) {
			return true
		}
	}
	return false
}

// hides reports whether a style attribute takes an element out of sight.
func hides(style string) bool {
	if style == "" {
		return false
	}
	style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return containsAny(style, "display:none visibility:hidden clip:rect( left:-999")
}
