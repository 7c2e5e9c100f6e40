package article

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sourcemark/web/linked"
)

// When an article was published
//
// "Yesterday" in an article is a day only if its own is known, and by a wrong one a verdict would come to stand under
// another statement. Pages say it in several places and in any form. They are believed in this order:
//
//  1. what JSON-LD says of the one article of the page, or of the one that gives the page's address;
//  2. the first meta element of each of DateNames;
//  3. what all elements with itemprop="datePublished" say, then all with pubdate, if they are of one mind;
//  4. what the time elements within the article say, if they are of one mind: in prose they give the day of anything.
//
// The first that names a day, and can be read in one way only, counts. published in dom.js reads the same in a live
// page, so that a reader sees the same from the widget and from the worker (TestPublished in wasm/browser).

// DateNames are the names of meta elements that give the date of publication, those first that hardly ever mean another.
const DateNames = "article:published_time datepublished article:published dc.date.issued dcterms.issued " +
	"dcterms.created dc.date dc:date parsely-pub-date og:published_time publish_date publish-date publishdate " +
	"published_time pubdate sailthru.date displaydate cxenseparse:recs:publishtime citation_publication_date date"

// A published is what a page has said so far of when its article was published.
type published struct {
	canonical, openGraph string           // addresses
	articles             []map[string]any // in JSON-LD
	meta                 map[string]string
	itemprop, pubdate    agreed
	time                 agreed    // on a day, within the article
	linked               bool      // the text that comes next is JSON-LD
	asked                []*agreed // by elements that say it in the text that comes next
}

// An agreed is what several elements say, if they are of one mind.
type agreed struct {
	value      string
	said, torn bool
}

func (a *agreed) add(value string) {
	a.torn = a.torn || a.said && value != a.value
	a.value, a.said = value, true
}

// date returns the day, in the form of ISO 8601; "" if the page does not say, or not clearly.
func (p *published) date() string {
	var here []string
	address := bare(cmp.Or(p.canonical, p.openGraph))
	for _, a := range p.articles {
		stands := func(name string) bool { return address != "" && bare(linked.Text(a[name])) == address }
		if len(p.articles) == 1 || slices.ContainsFunc([]string{"url", "@id", "mainEntityOfPage"}, stands) {
			here = append(here, dayOf(linked.Text(a["datePublished"])))
		}
	}
	if here = slices.Compact(here); len(here) == 1 && here[0] != "" {
		return here[0]
	}
	for name := range strings.FieldsSeq(DateNames) {
		if day := dayOf(p.meta[name]); day != "" {
			return day
		}
	}
	for _, a := range [...]agreed{p.itemprop, p.pubdate, p.time} {
		if day := dayOf(a.value); day != "" && !a.torn {
			return day
		}
	}
	return ""
}

// bare returns an address without the place on the page, and without a slash at its end.
func bare(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return strings.TrimSuffix(address, "/")
}

// publishedOf returns what a page that s has read says of its date, but for the time elements within its article.
func publishedOf(s *scanner) *published {
	p := new(published)
	start, from, templates := 0, 0, 0
	for i := range s.tape.tokens {
		t := &s.tape.tokens[i]
		if p.linked || len(p.asked) > 0 {
			words := ""
			if t.kind == html.TextToken {
				words = string(s.src[start:t.end])
			}
			p.next(words)
		}
		switch {
		case t.tag == "template" && t.kind == html.StartTagToken:
			templates++
		case t.tag == "template" && t.kind == html.EndTagToken:
			templates = max(0, templates-1)
		case templates == 0 && (t.kind == html.StartTagToken || t.kind == html.SelfClosingTagToken):
			p.tag(t.tag, s.tape.attributes[from:t.attributes], s.bodyStart < 0 || start < s.bodyStart)
		}
		start, from = t.end, t.attributes
	}
	return p
}

// next takes note of the words after a tag that has asked for them, "" for none.
func (p *published) next(words string) {
	if p.linked {
		v, _ := linked.Parse(words)
		p.articles = append(p.articles, linked.Articles(v)...)
	}
	for _, a := range p.asked {
		a.add(strings.TrimSpace(decode(words)))
	}
	p.linked, p.asked = false, nil
}

// tag takes note of a start tag.
func (p *published) tag(name string, attributes []html.Attribute, inHead bool) {
	attribute := func(name string) string {
		for i := range attributes {
			if attributes[i].Key == name {
				return attributes[i].Val
			}
		}
		return ""
	}
	switch name {
	case "meta":
		p.metadata(attribute)
		return
	case "link":
		rel := strings.Fields(strings.ToLower(attribute("rel")))
		if inHead && slices.Contains(rel, "canonical") { // in the body anybody may have pasted it
			p.canonical = cmp.Or(p.canonical, attribute("href"))
		}
	case "script":
		p.linked = strings.HasPrefix(strings.ToLower(attribute("type")), "application/ld+json")
	}
	for i := range attributes {
		switch a := &attributes[i]; {
		case a.Key == "pubdate":
			p.asked = append(p.asked, &p.pubdate)
		case a.Key == "itemprop" && slices.Contains(strings.Fields(strings.ToLower(a.Val)), "datepublished"):
			p.asked = append(p.asked, &p.itemprop)
		}
	}
	if value := cmp.Or(attribute("content"), attribute("datetime")); value != "" {
		for _, a := range p.asked {
			a.add(value)
		}
		p.asked = nil
	}
}

// metadata takes note of a meta element.
func (p *published) metadata(attribute func(name string) string) {
	value := attribute("content")
	if value == "" {
		return
	}
	if p.meta == nil {
		p.meta = make(map[string]string)
	}
	for _, key := range [...]string{"property", "name", "itemprop"} {
		for name := range strings.FieldsSeq(strings.ToLower(attribute(key))) {
			p.meta[name] = cmp.Or(p.meta[name], value)
		}
	}
	p.openGraph = p.meta["og:url"]
}

// dayOf returns the day of a date, such as 2019-11-20; "" if it is none, could be two, or is none of the years with
// newspapers: programs that know no date write others. It reads what begins with a year, and English with the name of a
// month, as mail, programs and bylines have it.
func dayOf(date string) string {
	const longest = 100 // characters; that of JavaScript with the name of a zone has some 70
	if date = strings.TrimSpace(date); utf8.RuneCountInString(date) > longest {
		return ""
	}
	year, month, day, ok := inNumbers(date)
	if !ok {
		year, month, day = inEnglish(date)
	}
	const first, last = 1800, 2100
	if year < first || year > last || month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	if year == 1970 && month == 1 && day == 1 {
		return "" // the zero of computers
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// inNumbers returns the numbers of a date in the order of ISO 8601; ok is false if it is in another.
func inNumbers(date string) (year, month, day int, ok bool) {
	year, digits, rest := cutNumber(date)
	switch {
	case digits == len("20191120060925"):
		year /= 1_000_000
		fallthrough
	case digits == len("20191120"):
		year, month, day = year/10_000, year/100%100, year%100
	case digits == len("2019") && rest != "" && parts(rest[0]):
		if month, digits, rest = cutNumber(rest[1:]); digits < 1 || digits > 2 || rest == "" || !parts(rest[0]) {
			return 0, 0, 0, false
		}
		if day, digits, rest = cutNumber(rest[1:]); digits < 1 || digits > 2 {
			return 0, 0, 0, false
		}
	default:
		return 0, 0, 0, false
	}
	if rest != "" && strings.IndexByte("Tt ,;", rest[0]) < 0 || strings.Count(rest, "-") > 1 ||
		strings.Contains(rest, "/") {
		return 0, 0, 0, true // from one day to another
	}
	return year, month, day, true
}

func parts(c byte) bool { return c == '-' || c == '/' || c == '.' }

const months = "january february march april may june july august september october november december"

// inEnglish returns the numbers of a date in English, in any order; 0 for what it does not say, or says twice.
func inEnglish(date string) (year, month, day int) {
	separates := func(r rune) bool { return strings.ContainsRune(" ,;.-/()+", r) }
	for word := range strings.FieldsFuncSeq(strings.ToLower(date), separates) {
		n, digits, rest := cutNumber(word)
		named := slices.IndexFunc(strings.Fields(months), func(name string) bool {
			return len(word) >= len("nov") && strings.HasPrefix(name, word)
		})
		switch {
		case named >= 0 && month != 0:
			return 0, 0, 0
		case named >= 0:
			month = named + 1
		case digits == len("2019") && rest == "" && year == 0:
			year = n
		case (digits == 1 || digits == 2) && (rest == "" || rest == "st" || rest == "nd" || rest == "rd" || rest == "th"):
			if day != 0 {
				return 0, 0, 0
			}
			day = n
		}
	}
	return year, month, day
}

// cutNumber returns the number that s begins with, how many digits it has, and what follows.
func cutNumber(s string) (n, digits int, rest string) {
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		n = 10*n + int(s[digits]-'0')
		digits++
	}
	return n, digits, s[digits:]
}
