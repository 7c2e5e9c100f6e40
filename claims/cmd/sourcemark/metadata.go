package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/idna"

	"sourcemark/claims/records"
)

// A page's word about itself is taken where it can be read, and left out where not: nothing of it is worth a command
// that fails.

// metadata holds what a page says about its article, in the form of dossiers; empty where it says nothing.
type metadata struct {
	headline, url, published string
	title                    string // of the page, without the name of its site
}

// metadataOf reads the metadata of a page: what its JSON-LD says of its one article, then what its elements say.
func metadataOf(page []byte) metadata {
	h := readHead(page)
	m := metadata{url: h.address(h.canonical)}
	m.url = first(m.url, h.address(h.meta["og:url"]))
	said := articleOf(page, m.url)
	m.url = first(m.url, h.address(text(said["url"])), h.address(text(said["mainEntityOfPage"])))
	m.headline = first(plainWords(text(said["headline"])), plainWords(text(said["name"])))
	if name := plainWords(text(said["name"])); name != "" && strings.Contains(plainWords(h.title), name) {
		m.headline = name // and the headline is a summary, as encyclopedias have it
	}
	for _, name := range [...]string{"og:title", "twitter:title", "parsely-title", "dc.title", "dc:title",
		"dcterm:title", "dcterms.title", "weibo:article:title", "weibo:webpage:title", "title"} {
		m.headline = first(m.headline, plainWords(h.meta[name]))
	}
	m.title = titleOf(h.title)
	m.published = dateOf(text(said["datePublished"]))
	for _, name := range [...]string{"article:published_time", "datepublished", "article:published", "dc.date.issued",
		"dcterms.issued", "dc.date", "parsely-pub-date",
		"publish_date", "publishdate", "pubdate", "sailthru.date", "date"} {
		m.published = first(m.published, dateOf(h.meta[name]))
	}
	return m
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// A head is what the elements of a page say of it.
type head struct {
	canonical, base string
	title           string            // the first
	meta            map[string]string // by name, property or itemprop in small letters; the first of each
}

func readHead(page []byte) head {
	h := head{meta: map[string]string{}}
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
			if tag != "link" && tag != "meta" && tag != "base" {
				continue
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
			case tag == "meta":
				for _, key := range [...]string{"property", "name", "itemprop"} {
					for name := range strings.FieldsSeq(strings.ToLower(attr[key])) {
						if h.meta[name] == "" {
							h.meta[name] = attr["content"]
						}
					}
				}
			case inBody: // where anything may have been pasted
			case tag == "base":
				h.base = first(h.base, attr["href"])
			case slices.Contains(strings.Fields(strings.ToLower(attr["rel"])), "canonical"):
				h.canonical = first(h.canonical, attr["href"])
			}
		}
	}
}

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

// address returns an address that a page gives, as webAddress has it; "" if that cannot be known.
func (h *head) address(given string) string {
	base := first(webAddress(h.base, ""), webAddress(h.canonical, ""), webAddress(h.meta["og:url"], ""))
	return webAddress(given, base)
}

// webAddress returns s as an address of the web, resolved against another one, in the characters that a dossier may
// have; "" if readers could not be sent there.
func webAddress(s, base string) string {
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
	return oneLine(visible(markup.ReplaceAllString(html.UnescapeString(markup.ReplaceAllString(s, " ")), " ")))
}

// articleOf returns what the JSON-LD of a page says about its article, whatever its shape: the article at the top of a
// block or in its @graph if there is one, or the one whose address is that of the page. A page of many articles has
// none of its own.
func articleOf(page []byte, address string) map[string]any {
	var found []map[string]any
	var look func(v any, depth int)
	look = func(v any, depth int) {
		const deepest = 3 // a list of objects that each have a @graph
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				if depth < deepest {
					look(x, depth+1)
				}
			}
		case map[string]any:
			if isArticle(v["@type"]) {
				found = append(found, v)
			}
			if depth < deepest {
				look(v["@graph"], depth+1)
			}
		}
	}
	for _, block := range linkedData(page) {
		var v any
		if json.Unmarshal(bytes.TrimSpace(block), &v) == nil { // what is broken says nothing
			look(v, 0)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	var here map[string]any
	for _, node := range found {
		for _, name := range [...]string{"url", "@id", "mainEntityOfPage"} {
			if given := webAddress(text(node[name]), address); given == "" || given != address {
				continue
			}
			if here != nil && dateOf(text(here["datePublished"])) != dateOf(text(node["datePublished"])) {
				return nil // two, and not of one mind
			}
			here = node
			break
		}
	}
	return here
}

// isArticle reports whether one of the types of a node is that of an article.
func isArticle(types any) bool {
	switch t := types.(type) {
	case string:
		t = t[strings.LastIndexAny(t, "/:#")+1:]
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") && t != "JobPosting"
	case []any:
		return slices.ContainsFunc(t, isArticle)
	}
	return false
}

// text returns the text of a member of JSON-LD: a string, a number, the @value or @id of an object, or the first of a
// list of these.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		return first(text(v["@value"]), text(v["@id"]), text(v["url"]))
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	}
	return ""
}
