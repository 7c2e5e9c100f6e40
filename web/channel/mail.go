package channel

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/bidi"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/article"
)

// Clipped is from how many bytes on Gmail shows the beginning of a mail only, and a link to the rest
// (https://www.caniemail.com and everybody who has met it; Google has published no number).
const Clipped = 102 << 10

// lines are the styles of marks in mail, by status: the lines that marks have elsewhere, in CSS that mail programs know,
// so that a verdict can be told without colour. The colours can be seen on white and on black (3:1, WCAG 1.4.11), for
// a program that turns a mail dark keeps them or not.
var lines = [...]string{
	claims.Unsourced: "2px dotted #8a867f",
	claims.Sourced:   "2px solid #22947a",
	claims.Disputed:  "3px double #d9572a",
	claims.Neutral:   "2px dashed #6f86b8",
	claims.Withdrawn: "2px dotted #8a867f",
}

// inMail has the checks in what mail programs keep: styles in elements, no links within the mail, no element that is new
// in HTML 5, and no colour of text or ground, so that dark mode turns ours as it turns the rest.
var inMail = article.Channel{
	Mark: func(a *claims.Annotation, _ string) (start, end string) {
		return `<span style="border-bottom:` + lines[a.Status()] + `">`, `</span>`
	},
	Number: func(_ *web.View, a *claims.Annotation) string {
		return `<sup style="font-size:11px;line-height:0">` + number(a) + `</sup>`
	},
	Notes: func(v *web.View) string {
		side, indent := "left", "0 0 24px" // right, bottom, left: room for numbers
		if v.Lang.Dir == "rtl" {
			side, indent = "right", "24px 0 0"
		}
		return rewrite(notes(v), func(e *element) (start, end string) {
			switch e.name {
			case "section":
				start, end = e.tag("div", ` class="`+notesClass+`"`, "lang", "dir")
				_, of := e.tag("div", "")
				return start + `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0 0;` +
						`border-top:2px solid #808080"><tr><td align="` + side + `" style="padding:12px 0 0;font-size:14px;line-height:20px">`,
					`</td></tr></table>` + of
			case "h2":
				return e.tag("h2", ` style="margin:0 0 8px;font-size:17px;line-height:24px"`)
			case "ol":
				return e.tag("ol", ` style="margin:0;padding:0 `+indent+`"`)
			case "ul":
				return e.tag("ul", ` style="margin:0 0 8px;padding:0 `+indent+`"`)
			case "p":
				return e.tag("p", ` style="margin:0 0 6px"`)
			case "a":
				return e.tag("a", "", "href")
			case "bdi": // Gmail and Outlook do not know it
				return e.tag("span", ` dir="`+direction(e.begins)+`"`, "lang")
			case "b", "li":
				return e.tag(e.name, "")
			case "cite":
				return e.tag("i", "")
			}
			return "", ""
		})
	},
}

// direction returns in which direction words run, by their first letter.
func direction(words string) string {
	for _, r := range words {
		if p, _ := bidi.LookupRune(r); unicode.IsLetter(r) && (p.Class() == bidi.R || p.Class() == bidi.AL) {
			return "rtl"
		} else if unicode.IsLetter(r) {
			break
		}
	}
	return "ltr"
}

// Mail returns a page for a mail with its checks in it. All bytes of the page stay, in their order. Nothing tells its
// checks from the rest of the mail afterwards: Mailed reports whether a page has some. The error is that of
// [article.Page.Annotate].
func Mail(p *article.Page, v *web.View) ([]byte, error) {
	in, err := p.Insertions(v, inMail)
	if err != nil {
		return p.Source, err
	}
	return p.Insert(in)
}

// Mailed reports whether Mail has put checks into a page.
func Mailed(page []byte) bool { return bytes.Contains(page, []byte(`<div class="`+notesClass+`"`)) }

// mailStyles are the styles of elements that a mail made of Markdown or text has: their lines would have the height of
// those of the text, and what is wide would make all of the mail wide.
var mailStyles = map[string]string{
	"h1":  "margin:0 0 16px;font-size:28px;line-height:34px",
	"h2":  "margin:24px 0 12px;font-size:22px;line-height:28px",
	"h3":  "margin:24px 0 12px;font-size:18px;line-height:26px",
	"img": "max-width:100%;height:auto",
	"pre": "white-space:pre-wrap",
}

// mailable returns the content of a mail with styles in its elements. Addresses that begin nowhere begin where the article
// is, if that is known.
func mailable(content, address string) string {
	base, err := url.Parse(address)
	if err != nil || !base.IsAbs() {
		base = nil
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(content))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		if t := z.Token(); kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			changed := false
			for i, a := range t.Attr {
				if u := stranded(a); u != nil && base != nil {
					t.Attr[i].Val, changed = base.ResolveReference(u).String(), true
				}
			}
			if style := mailStyles[t.Data]; style != "" {
				t.Attr, changed = append(t.Attr, html.Attribute{Key: "style", Val: style}), true
			}
			if changed {
				raw = t.String()
			}
		}
		b.WriteString(raw)
	}
}

// stranded returns an address that leads nowhere from a mail, since it begins on the site; nil if an attribute is none.
func stranded(a html.Attribute) *url.URL {
	u, err := url.Parse(strings.TrimSpace(a.Val))
	if a.Key != "href" && a.Key != "src" || err != nil || u.IsAbs() || u.Host == "" && u.Path == "" {
		return nil
	}
	return u
}

// Stranded returns the addresses of links and pictures of a page that lead nowhere from a mail, since they begin on the
// site; each once, in their order.
func Stranded(page []byte) (addresses []string) {
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return addresses
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			for _, a := range t.Attr {
				if (t.Data == "a" || t.Data == "img") && stranded(a) != nil && !slices.Contains(addresses, a.Val) {
					addresses = append(addresses, a.Val)
				}
			}
		}
	}
}

// dropped are the elements of which mail programs keep nothing, or nothing that works
// (https://www.caniemail.com/features/html-link, html-form, html-object, html-video …).
var dropped = []string{"audio", "button", "canvas", "embed", "form", "iframe", "input", "link", "object", "script", "select",
	"textarea", "video"}

// Dropped returns the elements of a page of which mail programs keep nothing, each once, in the order of their names.
func Dropped(page []byte) (names []string) {
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			slices.Sort(names)
			return names
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "link" && !isSheet(t) {
				continue
			}
			if slices.Contains(dropped, t.Data) && !slices.Contains(names, t.Data) {
				names = append(names, t.Data)
			}
		}
	}
}

func isSheet(t html.Token) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "rel" && a.Val == "stylesheet" })
}
