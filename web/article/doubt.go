package article

import (
	"strings"

	"golang.org/x/net/html"
)

// A Doubt says that the article of a page may be elsewhere than Read looks for it.
type Doubt struct {
	Taken, Other Candidate
}

// A Candidate is an element that may have the article of a page.
type Candidate struct {
	Selector string // that leads to it; "" if none of ours does
	Tag      string // its start tag, as the source has it; "" for the body if that has none
	Letters  int    // of prose
}

// near is how much prose something else must have to be named, as a share of that of the article, in per cent. Pages
// whose comments or related stories come near it are looked at once; of most pages nothing does.
const near = 50

// DoubtOf returns what else could be the article of a page; nil if nothing comes near it. It reads the page once more.
func DoubtOf(src []byte) *Doubt {
	src = Strip(src)
	s := newScanner(src)
	s.record()
	o := outlineOf(s, 0)
	root := o.Article()
	runner, read, left := o.RunnerUp(root)
	if runner < 0 || left*100 < near*read {
		return nil
	}
	return &Doubt{candidate(s, root, read), candidate(s, runner, left)}
}

// candidate describes an element of a page that has been read, by its number.
func candidate(page *scanner, number, letters int) Candidate {
	c := Candidate{Letters: letters}
	n := 0
	for s := page.rewound(); s.next(); {
		if s.kind != html.StartTagToken && s.kind != html.SelfClosingTagToken || !s.pushed {
			continue
		}
		if s.tag != "body" {
			n++
		}
		if n != number {
			continue
		}
		if s.tag == "body" == (number == 0) {
			c.Tag = string(s.src[s.start:s.end])
			c.Selector = selectorOf(page, s, number)
			return c
		}
	}
	c.Selector = "body"
	return c
}

// selectorOf returns the shortest of the plain selectors of the element that s has just opened which leads to it.
func selectorOf(page, s *scanner, number int) string {
	tries := []string{s.tag}
	for class := range strings.FieldsSeq(s.attribute("class")) {
		tries = append(tries, "."+class)
	}
	for class := range strings.FieldsSeq(s.attribute("class")) {
		tries = append(tries, s.tag+"."+class)
	}
	if id := s.attribute("id"); id != "" {
		tries = append([]string{"#" + id}, tries...)
	}
	const most = 8 // for each the page is read once more
	for _, try := range tries[:min(len(tries), most)] {
		selector, err := ParseSelector(try)
		if err != nil {
			continue
		}
		if found, _ := extent(page.rewound(), selector); found == number {
			return try
		}
	}
	return ""
}
