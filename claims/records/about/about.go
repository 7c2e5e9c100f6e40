// Package about reads what a page says about itself.
//
//	p := about.Of(page)
//	fmt.Println(p.Headline, p.Publisher, p.Published)
//
// A page's word about itself is taken where it can be read, and left out where not: nothing of it is worth a command
// that fails.
package about

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/idna"

	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/web/article"
	"sourcemark/web/linked"
)

// A Page holds what a page says about its article, in the form of dossiers; empty where it says nothing.
type Page struct {
	Headline, URL, Published, Modified string
	Title                              string   // of the page, without the name of its site
	Authors                            []string // by name
	Publisher                          string   // the name of who publishes it, else of its site
	Language                           string   // a tag of BCP 47
	News                               bool     // it says that it is news
}

// Of reads what a page in UTF-8 says about itself: what its JSON-LD says of its one article, then what its elements say.
func Of(page []byte) Page {
	h := readHead(page)
	m := Page{URL: h.address(h.canonical)}
	m.URL = cmp.Or(m.URL, h.address(h.meta["og:url"]))
	said := articleOf(page, m.URL)
	m.URL = cmp.Or(m.URL, h.address(linked.Text(said["url"])), h.address(linked.Text(said["mainEntityOfPage"])))
	m.Headline = cmp.Or(plainWords(linked.Text(said["headline"])), plainWords(linked.Text(said["name"])))
	if name := plainWords(linked.Text(said["name"])); name != "" && strings.Contains(plainWords(h.title), name) {
		m.Headline = name // and the headline is a summary, as encyclopedias have it
	}
	for _, name := range [...]string{"og:title", "twitter:title", "parsely-title", "dc.title", "dc:title",
		"dcterm:title", "dcterms.title", "weibo:article:title", "weibo:webpage:title", "title"} {
		m.Headline = cmp.Or(m.Headline, plainWords(h.meta[name]))
	}
	m.Headline = cmp.Or(m.Headline, plainWords(h.only["headline"]))
	m.Title = titleOf(h.title)
	m.Published = Date(linked.Text(said["datePublished"]))
	for name := range strings.FieldsSeq(article.DateNames) {
		m.Published = cmp.Or(m.Published, Date(h.meta[name]))
	}
	m.Published = cmp.Or(m.Published, Date(h.only["datepublished"]), Date(h.only["pubdate"]))
	m.Modified = Date(linked.Text(said["dateModified"]))
	for _, name := range [...]string{"article:modified_time", "datemodified", "og:updated_time", "article:modified",
		"dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "modified_time"} {
		m.Modified = cmp.Or(m.Modified, Date(h.meta[name]))
	}
	m.Modified = cmp.Or(m.Modified, Date(h.only["datemodified"]))
	m.Authors = h.authors(said)
	each(said["publisher"], func(name string) { m.Publisher = cmp.Or(m.Publisher, nameOf(name)) })
	for _, name := range [...]string{"og:site_name", "dc.publisher", "dc:publisher", "dcterms.publisher", "citation_publisher",
		"publisher", "application-name", "apple-mobile-web-app-title"} {
		m.Publisher = cmp.Or(m.Publisher, nameOf(h.meta[name]))
	}
	m.News = strings.Contains(fmt.Sprint(said["@type"]), "NewsArticle")
	m.Language = cmp.Or(languageTag(linked.Text(said["inLanguage"])), languageTag(h.language))
	for _, name := range [...]string{"og:locale", "content-language", "dc.language", "dcterms.language", "inlanguage",
		"language"} {
		m.Language = cmp.Or(m.Language, languageTag(h.meta[name]))
	}
	return m
}

// authors returns the names of those who wrote an article, each once.
func (h *head) authors(said map[string]any) (names []string) {
	const most = 3 // whom a page links to; where there are more, they are those of several stories
	add := func(name string) {
		if name = nameOf(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	each(said["author"], add)
	if names == nil {
		each(said["creator"], add)
	}
	for _, name := range [...]string{"author", "article:author", "parsely-author", "dc.creator", "dc:creator",
		"dcterms.creator", "sailthru.author", "byl", "citation_author"} {
		if names == nil {
			add(h.meta[name])
		}
	}
	if names == nil {
		for _, name := range h.bylines {
			add(name)
		}
		if len(names) > most {
			return nil
		}
	}
	return names
}

// nameOf returns the name of a party; "" if it is something else about them.
func nameOf(s string) string {
	const longest = 100 // bytes; what is longer is a sentence
	if s = plainWords(s); len(s) > longest || Address(s, "") != "" || strings.Contains(s, "://") {
		return ""
	}
	return s
}

// Canonical returns the address that a page gives for itself, "" if it gives none that can be read.
func Canonical(page []byte) string {
	h := readHead(page)
	return h.address(h.canonical)
}

// each calls f with the name of each party in a member of JSON-LD.
func each(v any, f func(name string)) {
	switch v := v.(type) {
	case string:
		f(v)
	case []any:
		for _, x := range v {
			each(x, f)
		}
	case map[string]any:
		if _, given := v["name"]; given {
			each(v["name"], f)
		} else {
			f(linked.Text(v["@value"]))
		}
	}
}

// languageTag returns the tag of a language as pages give it, such as "en_GB"; "" if it is none.
func languageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if !languageForm.MatchString(s) {
		return ""
	}
	return s
}

var languageForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// A head is what the elements of a page say of it.
type head struct {
	canonical, base string
	title           string // the first
	language        string
	meta            map[string]string // by name, property or itemprop in small letters; the first of each
	bylines         []string          // what links to authors say
	only            map[string]string // of elements of the body, by itemprop, what all of that name agree on
}

// agree takes note of what an element of the body says.
func (h *head) agree(name, value string) {
	name = strings.ToLower(name)
	if before, ok := h.only[name]; ok && before != value {
		value = "" // of another article
	}
	h.only[name] = value
}

func readHead(page []byte) head {
	h := head{meta: map[string]string{}, only: map[string]string{}}
	z := html.NewTokenizer(bytes.NewReader(page))
	inBody := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return h
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			inBody = inBody || tag == "body"
			if tag == "title" && h.title == "" && z.Next() == html.TextToken {
				h.title = string(z.Text())
			}
			attr := map[string]string{}
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if _, twice := attr[string(key)]; !twice {
					attr[string(key)] = string(value)
				}
			}
			switch {
			case tag == "html":
				h.language = cmp.Or(h.language, attr["lang"], attr["xml:lang"])
			case tag != "meta" && (attr["itemprop"] != "" || has(attr, "pubdate")):
				value := cmp.Or(attr["content"], attr["datetime"])
				if value == "" && z.Next() == html.TextToken {
					value = strings.TrimSpace(string(z.Text()))
				}
				for name := range strings.FieldsSeq(attr["itemprop"]) {
					h.agree(name, value)
				}
				if has(attr, "pubdate") {
					h.agree("pubdate", value)
				}
			case tag == "meta":
				for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
					for name := range strings.FieldsSeq(strings.ToLower(attr[key])) {
						if h.meta[name] == "" {
							h.meta[name] = attr["content"]
						}
					}
				}
			case tag == "a" && slices.Contains(strings.Fields(strings.ToLower(attr["rel"])), "author"):
				if z.Next() == html.TextToken {
					h.bylines = append(h.bylines, string(z.Text()))
				}
			case tag != "link" && tag != "base":
			case inBody: // where anything may have been pasted
			case tag == "base":
				h.base = cmp.Or(h.base, attr["href"])
			case slices.Contains(strings.Fields(strings.ToLower(attr["rel"])), "canonical"):
				h.canonical = cmp.Or(h.canonical, attr["href"])
			}
		}
	}
}

func has(attr map[string]string, name string) bool { _, ok := attr[name]; return ok }

// nameOfSite is what stands behind, or before, the title of a page proper.
var nameOfSite = regexp.MustCompile(` [-–—|·•»:/\\] `)

// titleOf returns the title of a page without the name of its site, which ends it as a rule, and is short.
func titleOf(title string) string {
	const longestSite, shortestTitle = 3, 3 // words
	title = plainWords(title)
	parts := nameOfSite.FindAllStringIndex(title, -1)
	if len(parts) == 0 {
		return title
	}
	last := parts[len(parts)-1]
	if len(strings.Fields(title[last[1]:])) <= longestSite && len(strings.Fields(title[:last[0]])) >= shortestTitle {
		return title[:last[0]]
	}
	return title
}

// address returns an address that a page gives, as Address has it; "" if that cannot be known.
func (h *head) address(given string) string {
	base := cmp.Or(Address(h.base, ""), Address(h.canonical, ""), Address(h.meta["og:url"], ""))
	return Address(given, base)
}

// Address returns s as an address of the web, resolved against another one, in the characters that a dossier may
// have; "" if readers could not be sent there.
func Address(s, base string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return -1 // as browsers do
		case r == '\\':
			return '/'
		}
		return r
	}, strings.TrimSpace(s))
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	} else if u.Scheme == "" && u.Host != "" {
		u.Scheme = "https" // which nearly all pages are read by
	}
	host, err := idna.Lookup.ToASCII(strings.Trim(u.Hostname(), "."))
	if asciiHost.MatchString(u.Hostname()) {
		// an underscore is no letter of a name, and stands in some
		host, err = strings.ToLower(strings.Trim(u.Hostname(), ".")), nil
	}
	u.Scheme = strings.ToLower(u.Scheme)
	// localhost is somebody's own
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || !strings.Contains(host, ".") {
		return ""
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host, u.Fragment, u.RawFragment = host, "", ""
	if s = escaped(u.String()); !records.Address(s) {
		return ""
	}
	return s
}

var asciiHost = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// escaped returns an address with percent signs and digits for what is not ASCII and what no dossier may have.
func escaped(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// markup is tags of HTML within words that should have none.
var markup = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--.*?-->`)

// plainWords returns words of a page's metadata, which often have HTML in them, as a reader sees them, on one line.
func plainWords(s string) string {
	return oneLine(charset.Visible(markup.ReplaceAllString(html.UnescapeString(markup.ReplaceAllString(s, " ")), " ")))
}

// articleOf returns what the JSON-LD of a page says about its article, whatever its shape: the article at the top of a
// block or in its @graph if there is one, or the one whose address is that of the page. A page of many articles has
// none of its own.
func articleOf(page []byte, address string) map[string]any {
	var found []map[string]any
	named := map[string]map[string]any{} // by @id
	for _, block := range Blocks(page) {
		values, _ := linked.Values(string(block)) // what is broken says nothing
		for _, v := range values {
			found = append(found, linked.Articles(v)...)
			linked.Walk(v, func(node map[string]any) {
				if id := linked.Text(node["@id"]); id != "" && len(node) > 1 {
					named[id] = node
				}
			})
		}
	}
	for _, node := range found {
		for _, name := range [...]string{"author", "creator"} { // who may stand elsewhere
			node[name] = resolved(node[name], named)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	var here map[string]any
	for _, node := range found {
		for _, name := range [...]string{"url", "@id", "mainEntityOfPage"} {
			if given := Address(linked.Text(node[name]), address); given == "" || given != address {
				continue
			}
			if here != nil && Date(linked.Text(here["datePublished"])) != Date(linked.Text(node["datePublished"])) {
				return nil // two, and not of one mind
			}
			here = node
			break
		}
	}
	return here
}

// resolved returns parties with what is said elsewhere of those that are only named by their @id.
func resolved(v any, named map[string]map[string]any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = resolved(v[i], named)
		}
		return out
	case map[string]any:
		if known := named[linked.Text(v["@id"])]; known != nil && v["name"] == nil {
			return known
		}
	}
	return v
}

// Blocks returns the blocks of JSON-LD of a page.
func Blocks(page []byte) (blocks [][]byte) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return blocks
		case html.StartTagToken:
			tag := z.Token()
			if tag.Data != "script" {
				continue
			}
			for _, a := range tag.Attr {
				kind, _, _ := strings.Cut(a.Val, ";")
				if a.Key == "type" && strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") &&
					z.Next() == html.TextToken {
					blocks = append(blocks, bare(bytes.Clone(z.Text())))
				}
			}
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// bare returns a script without the wrapping that hid scripts from older browsers and from XML.
func bare(script []byte) []byte {
	script = bytes.TrimSpace(script)
	for _, wrap := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"//<![CDATA[", "//]]>"},
		{"/*<![CDATA[*/", "/*]]>*/"}} {
		if inner, ok := bytes.CutPrefix(script, []byte(wrap[0])); ok {
			return bytes.TrimSpace(bytes.TrimSuffix(inner, []byte(wrap[1])))
		}
	}
	return script
}
