package links

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/web/article"
)

// A Page is a source as it was when somebody fetched it to quote it: what it says of itself, and its words. All of it is
// a stranger's.
type Page struct {
	Asked   string  `json:"asked"`             // the address that was asked for
	Address string  `json:"address"`           // the one to cite: what the page gives for itself, or where it led to
	Fetched string  `json:"fetched"`           // RFC 3339
	Trouble Trouble `json:"trouble,omitempty"` // what keeps its words from a program; empty if nothing does
	Why     string  `json:"why,omitempty"`     // the same, in English and with particulars

	Title     string   `json:"title,omitempty"`
	Publisher string   `json:"publisher,omitempty"` // by name; that of its host if it names none
	Authors   []string `json:"authors,omitempty"`
	Published string   `json:"published,omitempty"` // ISO 8601
	Language  string   `json:"language,omitempty"`  // BCP 47
	News      bool     `json:"news,omitempty"`      // it says that it is a news article
	Archived  string   `json:"archived,omitempty"`  // address of a copy, as far as the server names one

	Blocks []string `json:"blocks,omitempty"` // the words of its article, a paragraph each
	Beside []string `json:"beside,omitempty"` // what else it says: menus and notes, but also tables and boxes

	HTML []byte `json:"-"` // the page or plain text itself, in UTF-8, if its words could be had
}

// A Trouble is why the words of a source cannot be had by a program.
type Trouble string

// What may be the matter with a source. Each is one word, by which the desk finds its text.
const (
	NoAddress    Trouble = "address"     // it is no address of the web
	Private      Trouble = "private"     // it is one of this machine or its network
	Gone         Trouble = "gone"        // there is nothing any more, or a notice that says so
	Away         Trouble = "away"        // the server cannot be reached, is broken, or asks us to come back later
	Slow         Trouble = "slow"        // it has not answered in time
	Uncertified  Trouble = "certificate" // nobody vouches for the server
	Robots       Trouble = "robots"      // robots.txt asks programs to stay away
	Refused      Trouble = "refused"     // the server refuses programs, or us
	NeedsConsent Trouble = "consent"
	NeedsPay     Trouble = "pay" // or a login; there may be words all the same, if not all
	NeedsLogin   Trouble = "login"
	NeedsBrowser Trouble = "browser"
	Damaged      Trouble = "damaged" // a PDF, or a file of Word
	Locked       Trouble = "locked"  // the same, with a password
	Scanned      Trouble = "scanned" // the same, with pictures of words
	NoText       Trouble = "media"   // a picture, a film, a table
	Few          Trouble = "few"     // hardly any words: it may need a browser
	Cut          Trouble = "cut"     // it is longer than what was read, or broke off; there are words
	TooLarge     Trouble = "large"   // it is longer than what was read, and there are none
)

// walls are the troubles by what judge says of them.
var walls = map[string]Trouble{needsConsent: NeedsConsent, needsPay: NeedsPay, needsLogin: NeedsLogin,
	needsBrowser: NeedsBrowser}

// Fetch reads a source for somebody who is about to quote it. It asks once, with the manners of Check. There is always
// a page, and what could not be had of it is its Trouble; the error is that of ctx.
func (v *Visitor) Fetch(ctx context.Context, address string) (*Page, error) {
	p := &Page{Asked: asked(address), Fetched: v.now().UTC().Format(time.RFC3339)}
	p.Address = p.Asked
	if !records.Address(p.Asked) {
		p.Trouble, p.Why = NoAddress, "it is no address of a page"
		return p, nil
	}
	x, err := v.follow(ctx, http.MethodGet, p.Asked, maxPaper)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if n := len(x.hops); n > 0 && err == nil && records.Address(x.hops[n-1]) {
		p.Address = x.hops[n-1]
	}
	if err != nil {
		p.Trouble, p.Why, _ = failure(err)
		if why := v.network.isDown(ctx, err); why != "" {
			p.Trouble, p.Why = Away, why
		}
		return p, nil
	}
	p.Trouble, p.Why = troubleOf(p.Asked, x)
	p.copies(x.header)
	if u, err := url.Parse(p.Address); err == nil {
		p.Publisher = strings.TrimPrefix(u.Hostname(), "www.")
	}
	switch {
	case x.status/100 != 2:
	case hasPaper(x):
		return p, p.readPaper(ctx, x)
	case isText(x.header):
		p.read(x)
	}
	return p, nil
}

// Load returns what is at an address as it is, be it a page, a table or data, for somebody who imports it: text in UTF-8 if
// the server says in what it is. It asks once, with the manners of Check. What is the matter is the Trouble; then there is
// nothing, since half a table is none. The error is that of ctx.
func (v *Visitor) Load(ctx context.Context, address string) ([]byte, Trouble, error) {
	if address = asked(address); !records.Address(address) {
		return nil, NoAddress, nil
	}
	x, err := v.follow(ctx, http.MethodGet, address, maxBody)
	switch {
	case ctx.Err() != nil:
		return nil, "", ctx.Err()
	case err != nil:
		trouble, _, _ := failure(err)
		if v.network.isDown(ctx, err) != "" {
			trouble = Away
		}
		return nil, trouble, nil
	}
	trouble, _ := troubleOf(address, x)
	switch {
	case trouble == NoText && isTable(x.header), trouble == NeedsPay && x.status/100 == 2: // checks are before the wall
	case trouble != "":
		return nil, trouble, nil
	}
	if x.cut != "" {
		return nil, Cut, nil
	}
	if contentType(x.header) == "text/html" {
		return charset.Page(x.body, x.header.Get("Content-Type")), "", nil
	}
	return x.body, "", nil
}

// A Copy is what is at an address.
type Copy struct {
	Address  string // where it is, after all redirects
	Body     []byte // as it came; nil if Same
	Same     bool   // it has not changed
	ETag     string // these two tell Again what is known already
	Modified string
	Wait     time.Duration // how long the server wants not to be asked again; 0 if it does not say
	Why      string        // what is the matter, in English; then there is no Body
}

// mostOfCopy is how many bytes Again reads at most: a feed with the whole text of a hundred articles is shorter, and so
// is a sitemap of 50,000 addresses, which is the most that one may have, once it is compressed.
const mostOfCopy = 16 << 20

// Again returns what is at an address, of whatever type, with the manners of Check; it asks the server to send nothing if
// that is still what it was, by the ETag and the Last-Modified of then. There is always a copy; the error is that of ctx.
func (v *Visitor) Again(ctx context.Context, address, etag, modified string) (*Copy, error) {
	address = asked(address)
	out := &Copy{Address: address}
	if !records.Address(address) {
		out.Why = "it is no address of a page"
		return out, nil
	}
	header := http.Header{"Accept": {"application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"}}
	if etag != "" {
		header.Set("If-None-Match", etag)
	}
	if modified != "" {
		header.Set("If-Modified-Since", modified)
	}
	x, err := v.follow(ctx, http.MethodGet, address, mostOfCopy, header)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		_, out.Why, _ = failure(err)
		return out, nil
	}
	if n := len(x.hops); n > 0 {
		out.Address = x.hops[n-1]
	}
	wait := RetryAfter(x.header.Get("Retry-After"), v.now(), patience)
	out.Wait = max(wait, -wait)
	out.ETag, out.Modified = x.header.Get("ETag"), x.header.Get("Last-Modified")
	switch {
	case x.status == http.StatusNotModified:
		out.Same = true
	case x.status/100 != 2:
		out.Why = fmt.Sprintf("the server answers %d %s", x.status, http.StatusText(x.status))
	case x.cut != "":
		out.Why = x.cut
	default:
		out.Body = x.body
	}
	return out, nil
}

// asked returns an address as a dossier may have it: people copy it out of a browser or out of a text. What is no address
// of a page stays as it is.
func asked(address string) string {
	address = strings.TrimSpace(address)
	whole := address
	if !strings.Contains(whole, "://") {
		whole = "https://" + whole // some browsers leave it out
	}
	u, err := url.Parse(whole)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return address
	}
	if host, err := idna.Lookup.ToASCII(u.Hostname()); err == nil && net.ParseIP(u.Hostname()) == nil {
		port := u.Port()
		if u.Host = host; port != "" {
			u.Host = net.JoinHostPort(host, port)
		}
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// troubleOf returns what an answer has instead of words, as far as its status, its header and its type say.
func troubleOf(address string, x visit) (Trouble, string) {
	state, why := judge(&Link{URL: address}, x)
	switch kind := contentType(x.header); {
	case walls[why] != "":
		return walls[why], why
	case state == "dead":
		return Gone, why
	case x.status == http.StatusUnauthorized:
		return NeedsLogin, why
	case x.status == http.StatusPaymentRequired:
		return NeedsPay, why
	case x.status == http.StatusTooManyRequests || x.status/100 == 5:
		return Away, why
	case x.status/100 != 2:
		return Refused, why
	case !isText(x.header):
		return NoText, "it is " + kind
	}
	return "", ""
}

// read reads what a page says.
func (p *Page) read(x visit) {
	data := charset.Page(x.body, x.header.Get("Content-Type"))
	all, title := allWords(data)
	text := all
	if contentType(x.header) == "text/plain" {
		text = claims.Plain(string(data))
		all = text
	} else {
		text = article.Read(data).Text
	}
	if p.Trouble != "" && p.Trouble != NeedsPay {
		return // all that it says is said by a wall
	}
	p.HTML = data
	p.describe(data, title)
	p.Blocks = blocks(text)
	said := strings.Join(p.Blocks, "\n")
	for _, b := range blocks(all) {
		if !strings.Contains(said, b) {
			p.Beside = append(p.Beside, b)
		}
	}
	p.Language = cmp.Or(p.Language, text.Spoken())
	const fewest = 12 // words; a headline and a sentence have more
	switch {
	case p.Trouble != "":
	case x.cut != "":
		p.Trouble, p.Why = Cut, x.cut
	case paid(x, all):
		p.Trouble, p.Why = NeedsPay, needsPay
	case len(strings.Fields(all.String())) < fewest && contentType(x.header) != "text/plain":
		p.Trouble, p.Why = Few, "the page has hardly any words"
	}
}

// describe takes over what a page says about itself. What it gives for its own address is believed within its site only:
// its words would be cited by it.
func (p *Page) describe(page []byte, title string) {
	said := about.Of(page)
	p.Title = cmp.Or(said.Headline, said.Title, charset.Visible(title))
	p.Authors, p.Published, p.News = said.Authors, said.Published, said.News
	p.Publisher = cmp.Or(said.Publisher, p.Publisher)
	if records.Language(said.Language) {
		p.Language = said.Language
	}
	if p.Archived == "" && said.URL != "" && sameSite(said.URL, p.Address) && p.Trouble == "" {
		p.Address = said.URL
	}
}

// blocks returns the paragraphs of a text in characters that a dossier may have.
func blocks(t *claims.Text) []string {
	var out []string
	for _, b := range t.Blocks() {
		if words := oneLine(charset.Visible(t.Slice(b))); words != "" {
			out = append(out, words)
		}
	}
	return out
}

// copies takes note of what a server says about copies of its page (RFC 7089). An archive says of a copy what it is one
// of; other servers may name one. Nobody else is asked.
func (p *Page) copies(h http.Header) {
	original, memento := "", ""
	for _, l := range linksIn(h) {
		switch {
		case slices.Contains(l.rels, "original"):
			original = cmp.Or(original, l.to(p.Address))
		case slices.Contains(l.rels, "memento"):
			memento = l.to(p.Address) // the last one named is the latest
		}
	}
	switch {
	case h.Get("Memento-Datetime") != "" && original != "":
		p.Address, p.Archived = original, p.Address
	case h.Get("Memento-Datetime") == "":
		p.Archived = memento
	}
}

// A headerLink is one of a Link header (RFC 8288).
type headerLink struct {
	target string
	rels   []string
}

// to returns the address of a link of the page at base; "" if no dossier may have it.
func (l headerLink) to(base string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(l.target)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !records.Address(u.String()) {
		return ""
	}
	return u.String()
}

// linksIn returns the links of a header. What is no link ends the list.
func linksIn(h http.Header) (out []headerLink) {
	const most = 100 // links; of long lists of copies nobody needs more
	for _, rest := range h.Values("Link") {
		for len(out) < most {
			_, after, ok := strings.Cut(rest, "<")
			target, after, closed := strings.Cut(after, ">")
			if !ok || !closed {
				break
			}
			l := headerLink{target: target}
			// parameters go on to the next comma that is not in quotation marks
			end, quoted := len(after), false
			for i, c := range after {
				if c == '"' {
					quoted = !quoted
				} else if c == ',' && !quoted {
					end = i
					break
				}
			}
			for _, param := range strings.Split(after[:end], ";") {
				if name, value, _ := strings.Cut(param, "="); strings.EqualFold(strings.TrimSpace(name), "rel") {
					l.rels = strings.Fields(strings.ToLower(strings.Trim(value, ` "`)))
				}
			}
			out, rest = append(out, l), after[end:]
		}
	}
	return out
}

// sameSite reports whether two addresses are of one publisher, as far as their names say.
func sameSite(a, b string) bool {
	x, err1 := url.Parse(a)
	y, err2 := url.Parse(b)
	if err1 != nil || err2 != nil {
		return false
	}
	if strings.EqualFold(x.Hostname(), y.Hostname()) {
		return true
	}
	one, err1 := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(x.Hostname()))
	other, err2 := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(y.Hostname()))
	return err1 == nil && err2 == nil && one == other
}

// Missing returns the passages of an excerpt that are not on the page word for word, each with what the page has nearest
// to it. Pieces between cuts ("[...]") may stand anywhere in it.
func (p *Page) Missing(excerpt string) []Lost {
	return missing(excerpt, []*claims.Text{p.text(p.Blocks), p.text(p.Blocks, p.Beside)}, has)
}
