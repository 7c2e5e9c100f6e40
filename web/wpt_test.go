package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"

	"sourcemark/claims"
	"sourcemark/web/article"
)

// navigatePages is the page of the navigation cases as two hosts would give it to us, each with the cases
// that are not for us, and the reason.
var navigatePages = []struct {
	name    string
	hide    []string // what its style sheet hides and an attribute hides instead
	refused map[string]string
}{
	// An edge has no style sheets, so styles are never asked (readable.go).
	{"its HTML alone", nil, map[string]string{
		"shadow DOM":                  "a script of the page puts the words into a shadow tree",
		"visibility hidden":           "a style sheet hides the words",
		"display none":                "a style sheet hides the words",
		"non-matching end":            "“none” is in the words “display none”, which a style sheet hides",
		"first fails, second matches": "“none” is in the words “display none”, which a style sheet hides",
	}},
	{"with hidden elements that say so", []string{`<p id="hidden"`, `<p id="display-none"`}, map[string]string{
		"shadow DOM": "a script of the page puts the words into a shadow tree",
	}},
}

// A navigation is an address and the element that a browser scrolls to.
type navigation struct {
	Name, Fragment string
	Directives     []claims.Fragment
	Expect         string `json:"expect_id"` // "top" where nothing is scrolled to
}

// ownPage and ownNavigations are cases like those of the web platform tests, which do not travel with the source.
const ownPage = `<h1 id="heading">Harbour ferry to stop on Sundays</h1>
<p id="first">The harbour ferry carried 41,200 passengers last year &amp; lost money.</p>
<div><p id="second">The council did not vote.</p><p id="third">The harbour ferry runs on.</p></div>
<p id="secret" hidden>Nobody sees this.</p>`

var ownNavigations = []navigation{
	{"nothing", "#", nil, "top"},
	{"an element", "#second", nil, "second"},
	{"half a number, for a comma parts start and end", "#:~:text=41,200%20passengers", []claims.Fragment{{Start: "41", End: "200 passengers"}}, "top"},
	{"a number with its comma", "#:~:text=41%2C200%20passengers", []claims.Fragment{{Start: "41,200 passengers"}}, "first"},
	{"behind an entity", "#:~:text=lost%20money", []claims.Fragment{{Start: "lost money"}}, "first"},
	{"what stands after it", "#:~:text=harbour%20ferry,-runs", []claims.Fragment{{Start: "harbour ferry", Suffix: "runs"}}, "third"},
	{"across paragraphs", "#:~:text=not%20vote,runs%20on", []claims.Fragment{{Start: "not vote", End: "runs on"}}, "second"},
	{"words before the element", "#third:~:text=did%20not", []claims.Fragment{{Start: "did not"}}, "second"},
	{"the second of two", "#:~:text=no%20such&text=money", []claims.Fragment{{Start: "no such"}, {Start: "money"}}, "first"},
	{"half a word", "#:~:text=arbour", []claims.Fragment{{Start: "arbour"}}, "top"},
	{"hidden words", "#:~:text=Nobody%20sees", []claims.Fragment{{Start: "Nobody sees"}}, "top"},
}

// TestWebPlatformNavigate follows addresses as a browser does, from the HTML of a page and a fragment to the element
// that is scrolled to: our own, and those of the web platform tests, which do not travel with the source
// (CONTRIBUTING.md, "Build, test, measure"). Which text directives an address holds and where their words stand is
// ours; the way back to an element with that name is the browser's, and below.
//
// What a browser asks besides (may this page scroll, did a person follow the link) is not in the cases.
func TestWebPlatformNavigate(t *testing.T) {
	t.Run("ours", func(t *testing.T) { navigate(t, ownPage, ownNavigations, nil) })
	dir := os.Getenv("SOURCEMARK_EVAL")
	if dir == "" {
		t.Skip("the evaluation kit is needed for the others: set SOURCEMARK_EVAL to its folder")
	}
	data, err := os.ReadFile(filepath.Join(dir, "anchoring", "wpt", "navigate.json"))
	if err != nil {
		t.Fatal(err)
	}
	var kit struct {
		HTML  string
		Cases []navigation
	}
	if err := json.Unmarshal(data, &kit); err != nil {
		t.Fatalf("navigate.json: %v", err)
	}
	for _, p := range navigatePages {
		t.Run(p.name, func(t *testing.T) {
			html := kit.HTML
			for _, tag := range p.hide {
				if strings.Count(html, tag) != 1 {
					t.Fatalf("%s stands not once in the page", tag)
				}
				html = strings.Replace(html, tag, tag+" hidden", 1)
			}
			navigate(t, html, kit.Cases, p.refused)
		})
	}
}

// navigate follows the addresses of a page. Those that are refused must lead elsewhere, for the reason given.
func navigate(t *testing.T, html string, cases []navigation, refused map[string]string) {
	t.Helper()
	page := article.Read([]byte(html))
	known := map[string]bool{}
	for _, c := range cases {
		known[c.Name] = true
		directives := claims.ParseFragments(c.Fragment)
		if !slices.Equal(directives, c.Directives) {
			t.Errorf("%s: %s holds %+v, want %+v", c.Name, c.Fragment, directives, c.Directives)
		}
		got, words := "top", ""
		if name, _, _ := strings.Cut(c.Fragment[1:], ":~:"); hasID(html, name) {
			got = name
		}
		for _, d := range directives {
			if s, ok := page.Text.Find(d); ok {
				got, words = idAt(html, offset(page, s)), page.Text.Slice(s)
				break // the first that is there is scrolled to
			}
		}
		switch reason, listed := refused[c.Name]; {
		case got != c.Expect && !listed:
			t.Errorf("%s: %s leads to %q, with the words %q; want %q", c.Name, c.Fragment, got, words, c.Expect)
		case got == c.Expect && listed:
			t.Errorf("%s passes now: take it off the list (%s)", c.Name, reason)
		}
	}
	for name := range refused {
		if !known[name] {
			t.Errorf("%s is on the list and not among the %d cases", name, len(cases))
		}
	}
}

// offset returns where the run in which s starts stands in the source. A run is one text of one element, so that is as
// good as the place of its first word, which entities before it would shift.
func offset(p *article.Page, s claims.Span) int {
	return p.Runs[p.Text.Pieces(s)[0].Run].Start
}

// idAt returns the id of the innermost element around byte offset of html that has one; "" if none has.
func idAt(html string, offset int) string {
	at := ""
	eachText(html, func(start int, ids []string) {
		if start == offset {
			for _, id := range ids {
				if id != "" {
					at = id
				}
			}
		}
	})
	return at
}

// hasID reports whether an element of html that holds text has the id.
func hasID(html, id string) bool {
	has := false
	eachText(html, func(_ int, ids []string) { has = has || id != "" && slices.Contains(ids, id) })
	return has
}

// eachText calls f with where each text of html starts and the ids of the elements around it, outermost
// first and "" for an element without. It reads only HTML that closes what it opens, as that of the cases.
func eachText(html string, f func(start int, ids []string)) {
	in := parse.NewInputString(html)
	lex := lexer.NewLexer(in)
	var ids []string
	for {
		switch kind, data := lex.Next(); kind {
		case lexer.ErrorToken:
			return
		case lexer.StartTagToken:
			if string(lex.Text()) != "br" { // which has no end tag
				ids = append(ids, "")
			}
		case lexer.AttributeToken:
			if string(lex.AttrKey()) == "id" {
				ids[len(ids)-1] = strings.Trim(string(lex.AttrVal()), `"`)
			}
		case lexer.EndTagToken:
			ids = ids[:len(ids)-1]
		case lexer.TextToken:
			f(in.Offset()-len(data), ids)
		}
	}
}
