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

// TestWebPlatformNavigate follows addresses of the web platform tests as a browser does, from the HTML of
// a page and a fragment to the element that is scrolled to. Which text directives an address holds and
// where their words stand is ours; the way back to an element with that name is the browser's, and below.
//
// What a browser asks besides (may this page scroll, did a person follow the link) is not in the cases.
// They do not travel with the source; where they are not at hand the test is skipped.
func TestWebPlatformNavigate(t *testing.T) {
	dir := os.Getenv("SOURCEMARK_EVAL")
	if dir == "" {
		t.Skip("the evaluation kit is needed: set SOURCEMARK_EVAL to its folder")
	}
	data, err := os.ReadFile(filepath.Join(dir, "anchoring", "wpt", "navigate.json"))
	if err != nil {
		t.Fatal(err)
	}
	var kit struct {
		HTML  string
		Cases []struct {
			Name, Fragment string
			Directives     []claims.Fragment
			Expect         string `json:"expect_id"` // "top" where nothing is scrolled to
		}
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
			page := article.Read([]byte(html))
			known := map[string]bool{}
			for _, c := range kit.Cases {
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
				switch reason, listed := p.refused[c.Name]; {
				case got != c.Expect && !listed:
					t.Errorf("%s: %s leads to %q, with the words %q; want %q", c.Name, c.Fragment, got, words, c.Expect)
				case got == c.Expect && listed:
					t.Errorf("%s passes now: take it off the list (%s)", c.Name, reason)
				}
			}
			for name := range p.refused {
				if !known[name] {
					t.Errorf("%s is on the list and not among the %d cases", name, len(kit.Cases))
				}
			}
		})
	}
}

// offset is where the run in which s starts stands in the source. A run is one text of one element, so
// that is as good as the place of its first word, which entities before it would shift.
func offset(p *article.Page, s claims.Span) int {
	return p.Runs[p.Text.Pieces(s)[0].Run].Start
}

// idAt is the id of the innermost element around byte offset of html that has one, or "".
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
