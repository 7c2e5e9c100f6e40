package claims_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	. "sourcemark/claims"
)

// evaluation reads a file of the evaluation kit (CONTRIBUTING.md, "Build, test, measure"), which does not travel with the
// source. Without it the test is skipped; nothing depends on it alone.
func evaluation(t *testing.T, name string, to any) {
	t.Helper()
	dir := os.Getenv("SOURCEMARK_EVAL")
	if dir == "" {
		t.Skip("the evaluation kit is needed: set SOURCEMARK_EVAL to its folder")
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

type found struct {
	Start, End int
	Exact      string
}

func TestApacheAnnotatorQuotes(t *testing.T) {
	var cases []struct {
		Name, Text string
		Selector   Selector
		Expect     []found
	}
	evaluation(t, "anchoring/apache-annotator/quote-match.json", &cases)
	for _, c := range cases {
		p := Plain(c.Text).Place(c.Selector)
		want := Missing
		switch len(c.Expect) {
		case 0:
		case 1:
			want = Exact
		default:
			want = Ambiguous
		}
		if p.Placement != want {
			t.Errorf("%s: got %v, want %v", c.Name, p.Placement, want)
		} else if want == Exact && p.Span != (Span{c.Expect[0].Start, c.Expect[0].End}) {
			t.Errorf("%s: got %v, want %v", c.Name, p.Span, c.Expect[0])
		}
	}
}

func TestApacheAnnotatorPositions(t *testing.T) {
	var cases []struct {
		Name, Text string
		CodePoints struct{ Start, End int } `json:"code_points"`
		Expect     []found
	}
	evaluation(t, "anchoring/apache-annotator/position-match.json", &cases)
	for _, c := range cases {
		s, ok := Plain(c.Text).CodePoints(c.CodePoints.Start, c.CodePoints.End)
		if want := (Span{c.Expect[0].Start, c.Expect[0].End}); !ok || s != want {
			t.Errorf("%s: got %v %v, want %v", c.Name, s, ok, want)
		}
	}
}

// TestApacheAnnotatorDescriptions goes there and back: the selectors Apache Annotator writes lead to
// their words here, and so do those we write.
func TestApacheAnnotatorDescriptions(t *testing.T) {
	var cases []struct {
		Name, Text string
		Span       struct{ Start, End int }
		Expect     Selector
	}
	evaluation(t, "anchoring/apache-annotator/quote-describe.json", &cases)
	for _, c := range cases {
		text, want := Plain(c.Text), Span{c.Span.Start, c.Span.End}
		if p := text.Place(c.Expect); !p.Placed() || p.Span != want {
			t.Errorf("%s: their %+v leads to %v %v, want %v", c.Name, c.Expect, p.Placement, p.Span, want)
		}
		ours := text.Describe(want)
		if p := text.Place(ours); !p.Placed() || p.Span != want {
			t.Errorf("%s: our %+v leads to %v %v, want %v", c.Name, ours, p.Placement, p.Span, want)
		}
	}
}

// wptRefused is the cases of the web platform tests in which we differ on purpose, with the reason.
var wptRefused = map[string]string{}

func TestWebPlatformFindRange(t *testing.T) {
	var page struct {
		Text  string
		Cases []struct {
			Name      string
			Directive Fragment
			Match     bool
			Expect    found
		}
	}
	evaluation(t, "anchoring/wpt/find-range.json", &page)
	var text Text
	for _, line := range slices.Collect(lines(page.Text)) {
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
			right = shift(s) == Span{c.Expect.Start, c.Expect.End}
		}
		switch reason, listed := wptRefused[c.Name]; {
		case !right && !listed:
			t.Errorf("%s: %+v: got %v %v, want %v %v", c.Name, c.Directive, ok, s, c.Match, c.Expect)
		case right && listed:
			t.Errorf("%s passes now: take it off the list (%s)", c.Name, reason)
		}
	}
}

func lines(s string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for start, i := 0, 0; i <= len(s); i++ {
			if i == len(s) || s[i] == '\n' {
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			}
		}
	}
}
