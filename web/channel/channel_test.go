package channel_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/article"
	. "sourcemark/web/channel"
	"sourcemark/web/lang"
)

// words are those of the article that records are on, in the order of claims.Status.
const (
	noSource = "The crossing takes nine minutes"
	sourced  = "The county pays 210,000 crowns a year"
	disputed = "The ferry carried 41,200 passengers last year"
	other    = "It is the oldest ferry of the coast"
	changed  = "The new boat of the county has room for 22 cars and 180 passengers, the office said"
)

var story = []string{"Harbour ferry to stop on Sundays", disputed + ", it says. " + sourced + " for it.", noSource + ". " + other + ".",
	strings.Replace(changed, "22", "24", 1) + ".",
	"The old bridge took 900 lorries a day in May, fewer than before."}

// ferry has a record of each kind, and two about words that say something else in the story: one is shown as different, one
// has no place.
func ferry() *claims.Dossier {
	s := &claims.Source{ID: "#s1", Publisher: claims.Party{Name: `Harbour "office" & sons`}, Title: "Passengers <2025>", URL: "https://harbour.example/2026?a=1&b=2",
		Archived: "https://archive.example/1", Published: "2026-11-01", Language: "en"}
	record := func(id, text string, status claims.Status, reviews ...claims.Review) claims.Record {
		r := claims.Record{ID: id, Kind: claims.Claim, Status: status, Text: text, Anchor: claims.Selector{Exact: text}, Reviews: reviews}
		if status != claims.Unsourced {
			r.Citations = []claims.Citation{{Source: s}}
		}
		return r
	}
	return &claims.Dossier{ID: "ferry.json", Language: "en", Publisher: claims.Party{Name: "The Harbour Desk"}, Modified: "2026-11-28", Sources: []claims.Source{*s},
		Records: []claims.Record{
			record("#c1", disputed, claims.Disputed, claims.Review{Rating: "False", Class: claims.Against, Why: "The office <counted> 39,000 & no more ]]>."}),
			record("#c2", sourced, claims.Sourced),
			record("#c3", noSource, claims.Unsourced),
			record("#c4", other, claims.Neutral, claims.Review{Rating: "Unproven", Class: claims.Neither, Why: "Nobody has counted."}),
			record("#c5", changed, claims.Disputed, claims.Review{Rating: "Wrong", Class: claims.Against, Why: "It has room for 20."}),
			{ID: "#c6", Status: claims.Disputed, Text: "lorries", Anchor: claims.Selector{Exact: "The old bridge took 700 lorries a day in May", Suffix: ", fewer than before."},
				Reviews: []claims.Review{{Rating: "Wrong", Class: claims.Against, Why: "It has room for 20."}}},
		}}
}

// viewOf checks a text and shows it in a language.
func viewOf(t testing.TB, text *claims.Text, tag string) *web.View {
	t.Helper()
	l, err := lang.Load(tag)
	if err != nil {
		t.Fatal(err)
	}
	r := claims.New(ferry()).Check(text)
	r.OfPage()
	if len(r.Items) != 5 || len(r.Unplaced) != 1 {
		t.Fatalf("%d items and %d without a place, want 5 and 1", len(r.Items), len(r.Unplaced))
	}
	return &web.View{Lang: l, Report: r}
}

func page(start string) *article.Page {
	return article.Read([]byte(start + `<body><article><h1>` + story[0] + `</h1><p>` + strings.Join(story[1:], "</p><p>") + `</p></article></body></html>`))
}

const (
	mailPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry</title></head>`
	ampPage  = `<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script><title>Ferry</title>` +
		`<link rel="canonical" href="https://harbour.example/2026/ferry"><meta name="viewport" content="width=device-width"><style amp-boilerplate>body{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both;-moz-animation:-amp-start 8s steps(1,end) 0s 1 normal both;-ms-animation:-amp-start 8s steps(1,end) 0s 1 normal both;animation:-amp-start 8s steps(1,end) 0s 1 normal both}@-webkit-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@-moz-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@-ms-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@-o-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}</style><noscript><style amp-boilerplate>body{-webkit-animation:none;-moz-animation:none;-ms-animation:none;animation:none}</style></noscript></head>`
	rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><content:encoded><![CDATA[`
)

func feedOf(t testing.TB, tag string) string {
	t.Helper()
	src := rss + `<h2>` + story[0] + `</h2><p>` + strings.Join(story[1:], "</p><p>") + `</p>]]></content:encoded></item></channel></rss>`
	out, skipped, err := Feed([]byte(src), func(text *claims.Text) (*web.View, error) { return viewOf(t, text, tag), nil })
	if err != nil || skipped != nil {
		t.Fatal(err, skipped)
	}
	back, err := StripFeed(out)
	if err != nil || string(back) != src {
		t.Errorf("%s: stripped it is %s, %v", tag, back, err)
	}
	return string(out)
}

// TestEveryLanguage has an article in all channels and all languages of the interface: the numbers stand behind the words,
// the verdicts and what is withheld under the article in that language and its direction, and the verdict on changed words
// stands nowhere.
func TestEveryLanguage(t *testing.T) {
	for _, tag := range lang.Tags {
		l, _ := lang.Load(tag)
		mail, err := Mail(page(mailPage), viewOf(t, page(mailPage).Text, tag))
		if err != nil {
			t.Fatal(err)
		}
		amp, err := AMP(page(ampPage), viewOf(t, page(ampPage).Text, tag))
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.Join(story, "\n\n") + "\n"
		text, err := Text(plain, viewOf(t, claims.Plain(plain), tag))
		if err != nil {
			t.Fatal(err)
		}
		m := ReadMarkdown(strings.Join(story, "\n\n") + "\n")
		markdown, err := m.Write(viewOf(t, m.Text, tag))
		if err != nil {
			t.Fatal(err)
		}
		for name, out := range map[string]string{"mail": string(mail), "amp": string(amp), "feed": feedOf(t, tag), "text": text, "markdown": markdown} {
			read := out
			if name == "mail" || name == "amp" || name == "feed" {
				read = textOf(out)
				if !strings.Contains(out, `lang="`+tag+`" dir="`+l.Dir+`"`) {
					t.Errorf("%s, %s: does not say its language and direction", tag, name)
				}
			}
			read = strings.ReplaceAll(read, `\`, "")
			for i, w := range []string{disputed, sourced, noSource, other} {
				if !strings.Contains(read, fmt.Sprintf("%s[%d]", w, i+1)) {
					t.Errorf("%s, %s: no number behind %q", tag, name, w)
				}
			}
			for _, w := range []string{l.Endnotes, "False", l.Status[claims.Disputed], l.StatusVerdict[claims.Sourced], l.StatusVerdict[claims.Unsourced], "Unproven", l.Differs, l.Count(1, lang.Withheld)} {
				if !strings.Contains(read, w) {
					t.Errorf("%s, %s: does not say %q:\n%s", tag, name, w, read)
				}
			}
			if strings.Contains(read, "Wrong") || strings.Contains(read, "room for 20") || strings.Contains(read, "in May[") {
				t.Errorf("%s, %s: has a verdict on words that have changed", tag, name)
			}
			for _, address := range []string{"https://harbour.example/2026?a=1&b=2", "https://archive.example/1"} {
				if !strings.Contains(html.UnescapeString(out), address) {
					t.Errorf("%s, %s: leads not to %s", tag, name, address)
				}
			}
		}
	}
}

func textOf(out string) string {
	var b strings.Builder
	out = strings.NewReplacer("<![CDATA[", "", "]]></content", "</content").Replace(out)
	for z := html.NewTokenizer(strings.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(z.Token().Data)
		}
	}
}

// added returns the elements of out that are not in the article itself, with their attributes.
func added(out string) (all []html.Token) {
	known := map[string]bool{"html": true, "head": true, "body": true, "meta": true, "title": true, "link": true, "script": true, "style": true,
		"noscript": true, "article": true, "h1": true, "rss": true, "channel": true, "item": true, "content:encoded": true}
	out = strings.ReplaceAll(out, "<![CDATA[", "")
	for z := html.NewTokenizer(strings.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return all
		case html.StartTagToken, html.SelfClosingTagToken:
			if t := z.Token(); !known[t.Data] {
				all = append(all, t)
			}
		}
	}
}

// allowed wants elements to be among those that a channel has, with the attributes that it has for them.
func allowed(t *testing.T, name, out string, elements map[string]string, attributes ...string) {
	t.Helper()
	n := 0
	for _, x := range added(out) {
		of, ok := elements[x.Data]
		if !ok {
			t.Errorf("%s: <%s> is not allowed", name, x.Data)
		}
		n += len(x.Attr)
		for _, a := range x.Attr {
			if !slices.Contains(attributes, a.Key) && !slices.Contains(strings.Fields(of), a.Key) {
				t.Errorf("%s: <%s %s> is not allowed", name, x.Data, a.Key)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !(name == "amp" && strings.HasPrefix(a.Val, "#sm-note")) {
				t.Errorf("%s: %s is no whole address", name, a.Val)
			}
		}
	}
	if n == 0 {
		t.Errorf("%s: nothing was added", name)
	}
}

// TestFeedIsValid holds a feed by the rules of the W3C's validator (validator.w3.org/feed): XML that is well-formed, of HTML
// no elements and attributes but those it calls safe, whole addresses. No id is there twice, for none is there.
func TestFeedIsValid(t *testing.T) {
	for _, tag := range []string{"en", "ar"} {
		out := feedOf(t, tag)
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		allowed(t, "feed", out, map[string]string{"sup": "class", "div": "class", "h2": "", "h3": "", "p": "", "ol": "", "ul": "", "li": "", "a": "href", "b": "", "bdi": "", "cite": ""}, "lang", "dir")
		for _, no := range []string{"data-", "<script", "<style", "style=", "<form", "id="} {
			if strings.Contains(strings.ReplaceAll(out, "guid=", ""), no) {
				t.Errorf("%s: has %s", tag, no)
			}
		}
	}
}

// TestMailIsSafe holds a mail by what Gmail, Outlook and Apple Mail keep (caniemail.com; ./build.sh test channels asks its
// data): old elements, styles in them with few properties, nothing that leads to a place in the mail, no colour of text or
// ground, and lines that can be seen on white and on black, of another kind for each status.
func TestMailIsSafe(t *testing.T) {
	out, err := Mail(page(mailPage), viewOf(t, page(mailPage).Text, "ar"))
	if err != nil {
		t.Fatal(err)
	}
	allowed(t, "mail", string(out), map[string]string{"span": "", "sup": "", "div": "class", "table": "role width cellpadding cellspacing border", "tbody": "", "tr": "", "td": "align",
		"h2": "", "p": "", "ol": "", "ul": "", "li": "", "a": "href", "b": "", "i": ""}, "lang", "dir", "style")
	kinds := map[string]bool{}
	for _, style := range regexp.MustCompile(`style="([^"]*)"`).FindAllStringSubmatch(string(out), -1) {
		for declaration := range strings.SplitSeq(style[1], ";") {
			property, value, _ := strings.Cut(declaration, ":")
			if !slices.Contains([]string{"border-bottom", "border-top", "margin", "padding", "font-size", "line-height"}, property) {
				t.Errorf("%s is not kept by all", property)
			}
			if property == "border-bottom" {
				kinds[strings.Fields(value)[1]] = true
			}
			if _, colour, ok := strings.Cut(value, "#"); ok {
				for _, ground := range []string{"ffffff", "000000", "1f1f1f"} { // Gmail's and Outlook's dark
					if c := contrast(t, colour, ground); c < 3 {
						t.Errorf("#%s on #%s has a contrast of %.1f", colour, ground, c)
					}
				}
			}
		}
	}
	if len(kinds) != 4 {
		t.Errorf("four statuses have lines of these kinds: %v", kinds)
	}
	if !Mailed(out) || Mailed([]byte(mailPage)) {
		t.Error("a mail is not known by its checks")
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light := func(colour string) float64 {
		var sum float64
		for i, weight := range []float64{.2126, .7152, .0722} {
			n, err := strconv.ParseUint(colour[2*i:2*i+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(n) / 255
			if c <= .04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum + .05
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}

// TestAMPAllows holds an AMP page by AMP's rules for what we add (./build.sh test channels asks AMP's validator): elements of
// HTML alone, no handlers, no "!important", ids that are not AMP's own, styles of at most 1,000 bytes.
func TestAMPAllows(t *testing.T) {
	out, err := AMP(page(ampPage), viewOf(t, page(ampPage).Text, "en"))
	if err != nil {
		t.Fatal(err)
	}
	allowed(t, "amp", string(out), map[string]string{"mark": "class", "sup": "", "div": "", "section": "class id", "h2": "", "p": "", "ol": "", "ul": "", "li": "id", "a": "href", "b": "", "bdi": "", "cite": ""},
		"lang", "dir", "style", "data-sourcemark")
	ids := map[string]bool{}
	for _, x := range added(string(out)) {
		for _, a := range x.Attr {
			switch {
			case a.Key == "style" && (len(a.Val) > 1000 || strings.Contains(a.Val, "!important")):
				t.Errorf("style %s", a.Val)
			case a.Key == "id" && (ids[a.Val] || strings.HasPrefix(a.Val, "i-amphtml-")):
				t.Errorf("the id %s is there twice, or AMP's", a.Val)
			}
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
	}
	for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(string(out), -1) {
		if !ids[link[1]] {
			t.Errorf("#%s leads nowhere", link[1])
		}
	}
}
