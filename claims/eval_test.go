package claims_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	. "sourcemark/claims"
)

// eachEvaluation runs a test on the cases of a file in testdata/anchoring, which are ours, and on those of the file
// with that name in a folder of the evaluation kit (CONTRIBUTING.md, "Build, test, measure"), which does not travel
// with the source.
func eachEvaluation[T any](t *testing.T, folder, name string, test func(t *testing.T, cases T)) {
	t.Helper()
	for kind, dir := range map[string]string{"ours": "testdata/anchoring", "kit": os.Getenv("SOURCEMARK_EVAL")} {
		t.Run(kind, func(t *testing.T) {
			switch {
			case dir == "":
				t.Skip("the evaluation kit is needed: set SOURCEMARK_EVAL to its folder")
			case kind == "kit":
				dir = filepath.Join(dir, "anchoring", folder)
			}
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			var cases T
			if err := json.Unmarshal(data, &cases); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			test(t, cases)
		})
	}
}

// partsWords reports whether a span begins or ends in the middle of a word. Others mark such parts; we refuse them, or
// take the whole word in.
func partsWords(text string, s Span) bool {
	inside := func(i int) bool {
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i:])
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	return inside(s.Start) || inside(s.End)
}

// leads reports whether a place is the span that a case wants, or right where that would part words.
func leads(text string, p Place, want Span) bool {
	if partsWords(text, want) {
		return !p.Placed() || p.Span.Contains(want) && !partsWords(text, p.Span)
	}
	return p.Placed() && p.Span == want
}

type found struct {
	Start, End int
	Exact      string
}

// span returns where f stands in a text, and holds the words that it names against those that stand there.
func (f found) span(t *testing.T, text string) Span {
	t.Helper()
	if got := text[f.Start:f.End]; got != f.Exact {
		t.Fatalf("the case is wrong: %q stands at %d, and not %q", got, f.Start, f.Exact)
	}
	return Span{f.Start, f.End}
}

func TestApacheAnnotatorQuotes(t *testing.T) {
	type quote struct {
		Name, Text string
		Selector   Selector
		Expect     []found
	}
	eachEvaluation(t, "apache-annotator", "quote-match.json", func(t *testing.T, cases []quote) {
		for _, c := range cases {
			p, right := Plain(c.Text).Place(c.Selector), false
			switch len(c.Expect) {
			case 0:
				right = p.Placement == Missing
			case 1:
				right = leads(c.Text, p, c.Expect[0].span(t, c.Text)) && (p.Placement == Exact || !p.Placed())
			default:
				right = p.Placement == Ambiguous || partsWords(c.Text, c.Expect[0].span(t, c.Text)) && !p.Placed()
			}
			if !right {
				t.Errorf("%s: got %v %v, want %v", c.Name, p.Placement, p.Span, c.Expect)
			}
		}
	})
}

func TestApacheAnnotatorPositions(t *testing.T) {
	type position struct {
		Name, Text string
		CodePoints struct{ Start, End int } `json:"code_points"`
		Expect     []found
	}
	eachEvaluation(t, "apache-annotator", "position-match.json", func(t *testing.T, cases []position) {
		for _, c := range cases {
			s, ok := Plain(c.Text).CodePoints(c.CodePoints.Start, c.CodePoints.End)
			if want := c.Expect[0].span(t, c.Text); !ok || s != want {
				t.Errorf("%s: got %v %v, want %v", c.Name, s, ok, want)
			}
		}
	})
}

// TestApacheAnnotatorDescriptions goes there and back: the selectors Apache Annotator writes lead to
// their words here, and so do those we write.
func TestApacheAnnotatorDescriptions(t *testing.T) {
	type description struct {
		Name, Text string
		Span       found
		Expect     Selector
	}
	eachEvaluation(t, "apache-annotator", "quote-describe.json", func(t *testing.T, cases []description) {
		for _, c := range cases {
			text, want := Plain(c.Text), c.Span.span(t, c.Text)
			if p := text.Place(c.Expect); !leads(c.Text, p, want) {
				t.Errorf("%s: their %+v leads to %v %v, want %v", c.Name, c.Expect, p.Placement, p.Span, want)
			}
			ours := text.Describe(want)
			if p := text.Place(ours); !leads(c.Text, p, want) {
				t.Errorf("%s: our %+v leads to %v %v, want %v", c.Name, ours, p.Placement, p.Span, want)
			}
		}
	})
}

// wptRefused is the cases of the web platform tests in which we differ on purpose, with the reason.
var wptRefused = map[string]string{}

func TestWebPlatformFindRange(t *testing.T) {
	type page struct {
		Text  string
		Cases []struct {
			Name      string
			Directive Fragment
			Match     bool
			Expect    found
		}
	}
	eachEvaluation(t, "wpt", "find-range.json", func(t *testing.T, page page) {
		var text Text
		for line := range strings.SplitSeq(page.Text, "\n") {
			text.Append(line)
			text.Break()
		}
		// Blocks are parted by one byte there and by two here.
		shift := func(s Span) Span {
			back := func(i int) int {
				n := 0
				for _, b := range text.Blocks() {
					if b.Start <= i && b.Start > 0 {
						n++
					}
				}
				return i - n
			}
			return Span{back(s.Start), back(s.End)}
		}
		for _, c := range page.Cases {
			s, ok := text.Find(c.Directive)
			right := ok == c.Match
			if ok && c.Match {
				right = shift(s) == c.Expect.span(t, page.Text)
			}
			switch reason, listed := wptRefused[c.Name]; {
			case !right && !listed:
				t.Errorf("%s: %+v: got %v %v, want %v %v", c.Name, c.Directive, ok, s, c.Match, c.Expect)
			case right && listed:
				t.Errorf("%s passes now: take it off the list (%s)", c.Name, reason)
			}
		}
	})
}
