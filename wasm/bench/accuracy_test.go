//go:build !js

package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"

	"sourcemark/claims"
	"sourcemark/wasm/browser/chromium"
)

// A trial is a text that was edited since some of its words were marked.
type trial struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Selector struct {
		Exact, Prefix, Suffix string
		Start, End            int // bytes of the text as it was
	} `json:"selector"`
	want   *claims.Span // nil where the words are gone or cannot be told
	change string
}

// ferry is the article of our own trials.
const ferry = "The harbour ferry carried 41,200 passengers last year, fewer than the year before. " +
	"The council did not vote on a new timetable on Tuesday. " +
	"Residents of the outer islands, who have no bridge, fear a long winter without the early boat."

// ownTrials returns trials of our own: what was marked in ferry, and an edit. Lost says that the edit takes the marked
// words, or what they say, away.
func ownTrials(t *testing.T) []trial {
	t.Helper()
	var out []trial
	for _, c := range []struct {
		id, mark, old, now string
		found              string // what is marked now, the mark itself if that is ""
		lost               bool
	}{
		{id: "untouched", mark: "did not vote on a new timetable"},
		{id: "something before", mark: "did not vote on a new timetable", old: "The harbour", now: "It rained. The harbour"},
		{id: "another style of marks", mark: "the year before", old: "before. ", now: "before – "},
		{id: "an ordinary word",
			mark: "Residents of the outer islands, who have no bridge, fear a long winter without the early boat.",
			old:  "fear a long", now: "expect a long",
			found: "Residents of the outer islands, who have no bridge, expect a long winter without the early boat."},
		{id: "another number", mark: "The harbour ferry carried 41,200 passengers last year", old: "41,200", now: "41,300",
			lost: true},
		{id: "no longer a not", mark: "The council did not vote on a new timetable", old: "did not vote", now: "did vote",
			lost: true},
		{id: "taken out", mark: "The council did not vote on a new timetable",
			old: "The council did not vote on a new timetable on Tuesday. ", lost: true},
	} {
		text := strings.Replace(ferry, c.old, c.now, 1)
		at := strings.Index(ferry, c.mark)
		sel := claims.Plain(ferry).Describe(claims.Span{Start: at, End: at + len(c.mark)})
		x := trial{ID: c.id, Text: text, change: c.id}
		x.Selector.Exact, x.Selector.Prefix, x.Selector.Suffix = sel.Exact, sel.Prefix, sel.Suffix
		x.Selector.Start, x.Selector.End = at, at+len(c.mark)
		if words := cmp.Or(c.found, c.mark); !c.lost {
			at := strings.Index(text, words)
			if at < 0 {
				t.Fatalf("%s: %q is not in the text", c.id, words)
			}
			x.want = &claims.Span{Start: at, End: at + len(words)}
		}
		out = append(out, x)
	}
	return out
}

// trials returns the cases of the evaluation kit (CONTRIBUTING.md, "Build, test, measure"), or one of each so many of
// each change; and our own where the kit is not.
func trials(t *testing.T, each int) []trial {
	t.Helper()
	dir := os.Getenv("SOURCEMARK_EVAL")
	if dir == "" {
		return ownTrials(t)
	}
	lines := func(name string, line func(data []byte) error) {
		t.Helper()
		f, err := os.Open(filepath.Join(dir, "place", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			if err := line(s.Bytes()); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	byID := make(map[string]trial)
	lines("dev.in.jsonl", func(data []byte) error {
		var c trial
		err := json.Unmarshal(data, &c)
		byID[c.ID] = c
		return err
	})
	var out []trial
	seen := make(map[string]int)
	lines("dev.gold.jsonl", func(data []byte) error {
		var g struct {
			ID, Change string
			Expect     *struct{ Start, End int }
		}
		err := json.Unmarshal(data, &g)
		c := byID[g.ID]
		c.change = g.Change
		if g.Expect != nil {
			c.want = &claims.Span{Start: g.Expect.Start, End: g.Expect.End}
		}
		if seen[g.Change]++; seen[g.Change]%each == 0 {
			out = append(out, c)
		}
		return err
	})
	return out
}

// A verdict is what a contestant made of a trial.
type verdict uint8

const (
	right   verdict = iota // intersection over union of 0.9 and more
	rough                  // 0.5 and more
	wrong                  // elsewhere, or anywhere where nowhere is right
	lost                   // nowhere, and the words are there
	refused                // nowhere, and that is right
	verdicts
)

func (v verdict) String() string {
	return [...]string{"right", "rough", "wrong", "lost", "rightly refused"}[v]
}

// judge is what a contestant made of c, which has found a place or nil.
func (c *trial) judge(got *claims.Span) verdict {
	switch {
	case got == nil && c.want == nil:
		return refused
	case got == nil:
		return lost
	case c.want == nil:
		return wrong
	}
	// Blanks, invisible characters and quotation marks at the ends are nobody's fault.
	const edge = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\"“”„«»'‘’"
	trim := func(s claims.Span) claims.Span {
		words := c.Text[s.Start:s.End]
		s.Start += len(words) - len(strings.TrimLeft(words, edge))
		s.End = s.Start + len(strings.Trim(words, edge))
		return s
	}
	a, b := trim(*got), trim(*c.want)
	// The kit counts characters.
	n := func(from, to int) float64 { return float64(utf8.RuneCountInString(c.Text[from:max(from, to)])) }
	share := n(max(a.Start, b.Start), min(a.End, b.End)) / n(min(a.Start, b.Start), max(a.End, b.End))
	switch {
	case share >= 0.9:
		return right
	case share >= 0.5:
		return rough
	}
	return wrong
}

// TestPlaceRight gives everybody the same marked words and the same edited texts, and counts who finds them again, who
// says that they are gone, and who points at other words. For us the engine is asked, as the widget asks it; the others
// are asked in a page that holds the text as paragraphs. They get the stored position too, as their own annotations
// have one. Who has no refusals gives the first place that is found.
func TestPlaceRight(t *testing.T) {
	ready(t)
	each := 20 // of each change
	if long() != "" {
		each = 1
	}
	cases := trials(t, each)
	type asked struct {
		Text     string    `json:"text"`
		Selector quotation `json:"selector"`
	}
	questions := make([]asked, len(cases))
	counts := make([]units, len(cases))
	for i := range cases {
		c := &cases[i]
		counts[i] = unitsOf(c.Text)
		at := func(b int) int { return counts[i].of(min(b, len(c.Text))) }
		s := c.Selector
		questions[i] = asked{c.Text, quotation{s.Exact, s.Prefix, s.Suffix, at(s.Start), at(s.End)}}
	}

	var results []Result
	report := func(who string, sums [verdicts]float64) {
		for v, n := range sums {
			results = append(results, of(fmt.Sprintf("of %d edited texts: %s", len(cases), verdict(v)), who,
				float64(len(cases)), "", []float64{n}))
		}
	}
	var sums [verdicts]float64
	for i := range cases {
		c := &cases[i]
		s := claims.Selector{Exact: c.Selector.Exact, Prefix: c.Selector.Prefix, Suffix: c.Selector.Suffix}
		if c.Selector.End > 0 {
			s.Start, s.End = utf8.RuneCountInString(c.Text[:min(c.Selector.Start,
				len(c.Text))]), utf8.RuneCountInString(c.Text[:min(c.Selector.End, len(c.Text))])
		}
		var got *claims.Span
		if p := claims.Plain(c.Text).Place(s); p.Placed() {
			got = &p.Span
		}
		v := c.judge(got)
		sums[v]++
		if v == wrong {
			t.Errorf("ours: %s is on the wrong words", c.ID)
		}
	}
	report("ours", sums)

	s := pages(t, "<article></article>", nil)
	address := serve(t, s)
	for k := range peers {
		p := &peers[k]
		if p.entry == "" {
			continue // its anchoring alone is the same
		}
		b := chromium.Open(t, window)
		b.Do(chromedp.Navigate(address + "/" + p.entry + ".html"))
		b.Until(`document.readyState === "complete"`)
		const batch = 100 // at a time: what is asked and answered goes through a pipe
		var sums [verdicts]float64
		for from := 0; from < len(cases); from += batch {
			to := min(len(cases), from+batch)
			got := chromium.Eval[[][]int](b, fmt.Sprintf(`measure.answers(peer, %s)`, encode(questions[from:to])))
			for i, place := range got {
				c := &cases[from+i]
				var span *claims.Span
				if len(place) == 2 && place[0] < place[1] {
					span = &claims.Span{Start: counts[from+i].bytes(place[0]), End: counts[from+i].bytes(place[1])}
				}
				sums[c.judge(span)]++
			}
		}
		b.Close()
		report(p.name(t), sums)
	}
	save(t, "accuracy", results)
}
