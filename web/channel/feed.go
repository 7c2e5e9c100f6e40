package channel

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/about"
	"sourcemark/web"
	"sourcemark/web/article"
)

// A Check returns what is to be shown of an article: its words, the addresses that it is known by, and its language
// (Text.Addresses, Text.Language). It is called for each item of a feed, and decides which dossiers may be about it.
type Check func(t *claims.Text) (*web.View, error)

// inFeed has the checks in elements and attributes that the W3C's feed validator knows as safe, and nothing else: no ids,
// which would be there twice where a reader shows several items, no links within the page, no styles.
var inFeed = article.Channel{
	Number: func(_ *web.View, a *claims.Annotation) string {
		return `<sup class="` + numberClass + `">` + number(a) + `</sup>`
	},
	Notes: func(v *web.View) string {
		return rewrite(notes(v), func(e *element) (start, end string) {
			switch e.name {
			case "section":
				return e.tag("div", ` class="`+notesClass+`"`, "lang", "dir")
			case "h2":
				return e.tag("h3", "")
			case "span":
				return "", ""
			}
			return e.tag(e.name, "", "href", "lang", "dir")
		})
	},
}

// ours finds what inFeed has put into the content of an item.
var ours = regexp.MustCompile(`<sup(?: xmlns="[^"]*")? class="` + numberClass + `">\[\d+\]</sup>|` +
	`(?s:<div(?: xmlns="[^"]*")? class="` + notesClass + `".*?</div>)`)

// Feed returns a feed (RSS 2.0 and 1.0, Atom, JSON Feed) with the checks of its items in their content: in
// content:encoded, or in a description with elements of HTML where there is no such; in content; in content_html. What an
// earlier Feed has put in is taken out before. Every other byte stays. skipped says of which items something cannot be
// shown, and why.
//
// A dossier that has no address belongs to the item that has the words of its anchors. If several have them, it cannot be
// told to which, and it is shown in none.
func Feed(src []byte, check Check) (out []byte, skipped []string, err error) {
	if src, err = StripFeed(src); err != nil {
		return nil, nil, err
	}
	f, err := readFeed(src)
	if err != nil {
		return nil, nil, err
	}
	views := make([]*web.View, len(f.contents))
	in := make(map[*claims.Dossier]int) // of how many items
	for i := range f.contents {
		c := &f.contents[i]
		c.read()
		if views[i], err = check(c.page.Text); err != nil {
			return nil, nil, err
		}
		seen := make(map[*claims.Dossier]bool)
		for k := range views[i].Report.Items {
			if d := views[i].Report.Items[k].Dossier; len(d.Pages()) == 0 && !seen[d] {
				seen[d] = true
				in[d]++
			}
		}
	}
	var edits []edit
	for i := range f.contents {
		c := &f.contents[i]
		v := views[i]
		if torn := dropTorn(v, in); torn != "" {
			skipped = append(skipped, fmt.Sprintf("%s: the words of %s stand in several items: give it the address of its article "+
				"(about.url)", c.name, torn))
		}
		if len(v.Report.Items) == 0 {
			continue
		}
		all, err := c.page.Insertions(v, inFeed)
		if err != nil {
			skipped = append(skipped, fmt.Sprintf("%s: %v", c.name, err))
		}
		for _, x := range all {
			edits = append(edits, edit{c.at[x.At], c.at[x.At], c.written(x.HTML, x.At)})
		}
	}
	out = apply(src, edits)
	if _, err := readFeed(out); err != nil {
		return nil, nil, fmt.Errorf("the feed would not be well-formed with its checks: %w", err)
	}
	return out, skipped, nil
}

// StripFeed returns a feed without what Feed has put into it.
func StripFeed(src []byte) ([]byte, error) {
	f, err := readFeed(src)
	if err != nil {
		return nil, err
	}
	var edits []edit
	for i := range f.contents {
		c := &f.contents[i]
		for _, at := range ours.FindAllStringIndex(c.text, -1) {
			edits = append(edits, edit{c.at[at[0]], c.at[at[1]], ""})
		}
	}
	return apply(src, edits), nil
}

// dropTorn takes items of dossiers that several items of a feed have out of a view, and returns what the first of these is
// called; "" for none.
func dropTorn(v *web.View, in map[*claims.Dossier]int) (name string) {
	r := v.Report
	r.Items = slices.DeleteFunc(r.Items, func(a claims.Annotation) bool {
		if in[a.Dossier] < 2 {
			return false
		}
		if name == "" {
			name = a.Dossier.ID
		}
		return true
	})
	r.Unplaced = slices.DeleteFunc(r.Unplaced, func(u claims.Unplaced) bool { return in[u.Dossier] > 1 })
	for i := range r.Items {
		r.Items[i].Number = i + 1
	}
	return name
}

// An edit puts text in the place of bytes of a feed.
type edit struct {
	from, to int
	text     string
}

func apply(src []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, src[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, src[at:]...)
}

// A feed is where the contents of its items stand.
type feed struct{ contents []content }

// A content is the HTML of an item, with the way back to the bytes of the feed.
type content struct {
	name                         string // the address of the item, or what else it is called
	address, language, published string
	form                         form
	text                         string
	at                           []int  // where each byte of text stands in the feed, and where the last ends
	cdata                        []bool // of each byte of text: it stands in a CDATA section

	page *article.Page // of text
}

// A form is how a feed writes HTML.
type form uint8

const (
	escaped form = iota // as text of XML, which may be in CDATA sections
	xhtml               // as elements of XML
	inJSON              // as a string of JSON
)

// read reads the words of an item.
func (c *content) read() {
	c.page, _ = article.ReadWith([]byte(c.text), article.Hints{Charset: "utf-8"}) // fails for a root only
	t := c.page.Text
	if c.address != "" {
		t.Addresses = []string{c.address}
	}
	if t.Language == "" {
		t.Language = c.language
	}
	if t.Published == "" {
		t.Published = c.published
	}
}

// written returns HTML as the content writes it before a byte of its text.
func (c *content) written(markup string, at int) string {
	switch {
	case c.form == inJSON:
		s, _ := json.Marshal(markup) // a string is always JSON
		return string(s[1 : len(s)-1])
	case c.form == xhtml:
		// Whatever prefix the feed has for XHTML, these are elements of it.
		name, rest, _ := strings.Cut(markup, " ")
		return name + ` xmlns="http://www.w3.org/1999/xhtml" ` + rest
	case c.cdata[min(at, len(c.cdata)-1)]:
		return markup // "]]>" is not in it: ">" in words is escaped
	}
	return html.EscapeString(markup)
}

// readFeed finds the contents of a feed. The error says what is wrong with it, and where.
func readFeed(src []byte) (*feed, error) {
	if start := bytes.TrimLeft(src, "\ufeff \t\r\n"); bytes.HasPrefix(start, []byte("{")) {
		return readJSON(src)
	}
	f, err := readXML(src)
	if err != nil && !errors.Is(err, errNotFeed) {
		err = fmt.Errorf("not well-formed XML: %w", err)
	}
	return f, err
}

// errNotFeed says that a file is another thing.
var errNotFeed = errors.New("not a feed: want RSS, Atom or JSON Feed")

// readJSON reads a JSON Feed (https://www.jsonfeed.org/version/1.1/).
func readJSON(src []byte) (*feed, error) {
	if !json.Valid(src) {
		var v any
		return nil, fmt.Errorf("not JSON: %w", json.Unmarshal(src, &v))
	}
	var head struct{ Version, Language string }
	if err := json.Unmarshal(src, &head); err != nil || !strings.Contains(head.Version, "jsonfeed.org/version/") {
		return nil, errNotFeed
	}
	f := new(feed)
	parts(src, 0, func(name string, items []byte, at int) {
		if name != "items" {
			return
		}
		parts(items, at, func(_ string, raw []byte, at int) {
			var item struct {
				ID, URL, Language string
				Published         string `json:"date_published"`
			}
			_ = json.Unmarshal(raw, &item) // what is of another type is left out
			day, _, _ := strings.Cut(item.Published, "T")
			parts(raw, at, func(name string, value []byte, at int) {
				if name != "content_html" || value[0] != '"' {
					return
				}
				c := content{form: inJSON, name: cmp.Or(item.URL, item.ID), address: item.URL,
					language: cmp.Or(item.Language, head.Language), published: day}
				c.text, c.at = decodeJSON(value, at)
				f.contents = append(f.contents, c)
			})
		})
	})
	return f, nil
}

// parts calls f with each value of an object or a list of valid JSON, its name in an object, and where it stands in the
// feed; from is where raw does.
func parts(raw []byte, from int, f func(name string, value []byte, at int)) {
	d := json.NewDecoder(bytes.NewReader(raw))
	opening, _ := d.Token()
	if _, ok := opening.(json.Delim); !ok {
		return
	}
	for d.More() {
		name := ""
		if opening == json.Delim('{') {
			t, _ := d.Token()
			name, _ = t.(string)
		}
		var value json.RawMessage
		_ = d.Decode(&value)
		f(name, value, from+int(d.InputOffset())-len(value))
	}
}

// decodeJSON returns a string of JSON, which begins at a byte of the feed, and where each byte of it stands.
func decodeJSON(raw []byte, from int) (text string, at []int) {
	var b strings.Builder
	for i := 1; i < len(raw)-1; {
		n := 1
		if raw[i] == '\\' {
			n = 2
			if raw[i+1] == 'u' {
				n = 6
				if i+12 < len(raw) && raw[i+6] == '\\' && raw[i+7] == 'u' { // perhaps a letter in two parts
					var both, one string
					_ = json.Unmarshal([]byte(`"`+string(raw[i:i+12])+`"`), &both)
					_ = json.Unmarshal([]byte(`"`+string(raw[i:i+6])+`"`), &one)
					if one == "\ufffd" && len(both) == 4 {
						n = 12
					}
				}
			}
		}
		var s string
		if n == 1 {
			s = string(raw[i : i+1])
		} else {
			_ = json.Unmarshal([]byte(`"`+string(raw[i:i+n])+`"`), &s)
		}
		for range len(s) {
			at = append(at, from+i)
		}
		b.WriteString(s)
		i += n
	}
	return b.String(), append(at, from+len(raw)-1)
}

// The names of elements that matter, by the namespaces of their feeds.
const (
	atom    = "http://www.w3.org/2005/Atom"
	encoded = "http://purl.org/rss/1.0/modules/content/"
	dublin  = "http://purl.org/dc/elements/1.1/"
	xmlns   = "http://www.w3.org/XML/1998/namespace"
	burner  = "http://rssnamespace.org/feedburner/ext/1.0"
)

// xmlItem is what is known of an item of an RSS or Atom feed before it ends.
type xmlItem struct {
	full, description         content // without text: it has none
	link, permalink, original string
	id, published             string
}

// readXML reads RSS and Atom, as https://www.rssboard.org/rss-specification and RFC 4287 have them.
func readXML(src []byte) (*feed, error) {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(name, "us-ascii") || strings.EqualFold(name, "ascii") {
			return in, nil
		}
		return nil, fmt.Errorf("its encoding is %s: save it in UTF-8", name)
	}
	type opened struct {
		xml.StartElement
		base, language string
	}
	var (
		f     *feed // nil before its outermost element
		open  []opened
		item  *xmlItem
		depth int             // of the item
		words strings.Builder // of the element that is open within it
	)
	for {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && f == nil:
			return nil, errNotFeed
		case errors.Is(err, io.EOF):
			return f, nil
		case err != nil:
			return nil, err
		}
		switch x := t.(type) {
		case xml.StartElement:
			if f == nil {
				if f = new(feed); !isFeed(x.Name) {
					return nil, errNotFeed
				}
			}
			o := opened{StartElement: x}
			if n := len(open); n > 0 {
				o.base, o.language = open[n-1].base, open[n-1].language
			}
			for _, a := range x.Attr {
				switch {
				case a.Name.Local == "base" && (a.Name.Space == xmlns || a.Name.Space == "xml"):
					o.base = resolve(o.base, a.Value)
				case a.Name.Local == "lang" && (a.Name.Space == xmlns || a.Name.Space == "xml"):
					o.language = a.Value
				}
			}
			words.Reset()
			if item != nil && len(open) == depth {
				if c := item.contentOf(x); c != nil {
					if err := c.element(d, src); err != nil {
						return nil, err
					}
					c.language = o.language
					continue // its end tag has been read
				}
				if rel := attribute(x, "rel"); x.Name == (xml.Name{Space: atom, Local: "link"}) && (rel == "" || rel == "alternate") {
					item.link = resolve(o.base, attribute(x, "href"))
				}
			}
			open = append(open, o)
			if item == nil && (plain(x.Name) == "item" || x.Name == xml.Name{Space: atom, Local: "entry"}) {
				item, depth = new(xmlItem), len(open)
			}
		case xml.CharData:
			words.Write(x)
		case xml.EndElement:
			text := strings.TrimSpace(words.String())
			switch {
			case item != nil && len(open) == depth:
				f.take(item)
				item = nil
			case item != nil && len(open) == depth+1:
				switch {
				case plain(x.Name) == "link":
					item.link = text
				case plain(x.Name) == "guid" || x.Name == xml.Name{Space: atom, Local: "id"}:
					item.id = text
					if strings.HasPrefix(text, "http") && attribute(open[depth].StartElement, "isPermaLink") != "false" {
						item.permalink = text
					}
				case x.Name == xml.Name{Space: burner, Local: "origLink"}:
					item.original = text
				case plain(x.Name) == "pubDate", x.Name == xml.Name{Space: atom, Local: "published"}, x.Name == xml.Name{Space: dublin, Local: "date"}:
					item.published, _, _ = strings.Cut(about.Date(text), "T")
				}
			case item == nil && plain(x.Name) == "language" && len(open) > 1:
				open[len(open)-2].language = text
			}
			words.Reset()
			open = open[:len(open)-1]
		}
	}
}

// plain returns the name of an element of RSS itself; "" for those of others, such as media:description.
func plain(n xml.Name) string {
	if n.Space == "" || strings.HasPrefix(n.Space, "http://purl.org/rss/1.0/") && n.Space != encoded {
		return n.Local
	}
	return ""
}

func isFeed(n xml.Name) bool {
	return n.Local == "rss" || n.Local == "RDF" || n == xml.Name{Space: atom, Local: "feed"}
}

// take adds the content of an item that has one.
func (f *feed) take(item *xmlItem) {
	c := item.full
	if c.text == "" && strings.Contains(item.description.text, "</") {
		c = item.description
	}
	if c.text == "" {
		return
	}
	c.address = cmp.Or(item.original, item.link, item.permalink)
	c.name = cmp.Or(c.address, item.id)
	c.published = item.published
	f.contents = append(f.contents, c)
}

// contentOf returns where what an element of the item has goes; nil for one that has no HTML.
func (item *xmlItem) contentOf(x xml.StartElement) *content {
	switch kind := attribute(x, "type"); {
	case x.Name == xml.Name{Space: encoded, Local: "encoded"}:
		item.full.form = escaped
	case plain(x.Name) == "description":
		return &item.description
	case x.Name != xml.Name{Space: atom, Local: "content"} || attribute(x, "src") != "":
		return nil
	case kind == "html" || kind == "text/html":
		item.full.form = escaped
	case kind == "xhtml":
		item.full.form = xhtml
	default:
		return nil
	}
	return &item.full
}

// element reads the content of the element that is open, and its end tag.
func (c *content) element(d *xml.Decoder, src []byte) error {
	start, from, to := int(d.InputOffset()), -1, 0 // what is in the last element within it stands from from to to
	for depth := 0; ; {
		before := int(d.InputOffset())
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			if depth == 0 {
				from = int(d.InputOffset())
			}
			depth++
		case xml.EndElement:
			switch depth {
			case 0:
				if c.form == escaped {
					c.text, c.at, c.cdata = decodeXML(src[start:before], start)
				} else if from >= 0 {
					c.text, c.at = decodeXHTML(src[:to], from)
				}
				return nil
			case 1:
				to = before
			}
			depth--
		}
	}
}

// decodeXML returns the text of an element, which begins at a byte of the feed, and of each byte of it where it stands and
// whether that is in a CDATA section. What is there was read as well-formed.
func decodeXML(raw []byte, from int) (text string, at []int, cdata []bool) {
	var b strings.Builder
	put := func(s string, i int, in bool) {
		b.WriteString(s)
		for range len(s) {
			at, cdata = append(at, from+i), append(cdata, in)
		}
	}
	end := 0 // of what stands for the last byte of text
	for i := 0; i < len(raw); {
		rest := raw[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			i += len("<![CDATA[")
			n := bytes.Index(raw[i:], []byte("]]>"))
			for k := range n {
				put(string(raw[i+k:i+k+1]), i+k, true)
			}
			i += n
			if n > 0 {
				end = i
			}
			i += len("]]>")
			continue
		case bytes.HasPrefix(rest, []byte("<!--")):
			i += bytes.Index(rest, []byte("-->")) + len("-->")
			continue
		case bytes.HasPrefix(rest, []byte("<?")):
			i += bytes.Index(rest, []byte("?>")) + len("?>")
			continue
		case rest[0] == '<': // an element in text, which is passed over with its tags
			i += bytes.IndexByte(rest, '>') + 1
			continue
		case rest[0] == '&':
			n := bytes.IndexByte(rest, ';') + 1
			put(html.UnescapeString(string(rest[:n])), i, false)
			i += n
		default:
			put(string(rest[:1]), i, false)
			i++
		}
		end = i
	}
	return b.String(), append(at, from+end), cdata
}

// decodeXHTML returns elements of XHTML, which begin at a byte of src and end with it, as HTML has them: without the
// prefix that the feed may have for them.
func decodeXHTML(src []byte, from int) (text string, at []int) {
	prefix := ""
	tag := src[bytes.LastIndexByte(src[:from], '<')+1 : from]
	if name, _, ok := strings.Cut(string(tag), ":"); ok && !strings.ContainsAny(name, " \t\r\n=") {
		prefix = name + ":"
	}
	var b strings.Builder
	for i := from; i < len(src); i++ {
		if prefix != "" && (src[i-1] == '<' || src[i-1] == '/' && src[i-2] == '<') && bytes.HasPrefix(src[i:], []byte(prefix)) {
			i += len(prefix)
		}
		b.WriteByte(src[i])
		at = append(at, i)
	}
	return b.String(), append(at, len(src))
}

func attribute(x xml.StartElement, name string) string {
	for _, a := range x.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func resolve(base, address string) string {
	b, err := url.Parse(base)
	if err != nil {
		return address
	}
	if u, err := b.Parse(address); err == nil {
		return u.String()
	}
	return address
}
