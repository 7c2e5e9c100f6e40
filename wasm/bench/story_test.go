//go:build !js

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/chromedp/chromedp"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
	"sourcemark/claims/storytest"
	"sourcemark/wasm/browser/chromium"
)

// A telling is what somebody makes of one record in one version of a story.
type telling uint8

const (
	found     telling = iota // on the words that say it, which say the same
	flagged                  // on the words, and it is said that they differ, as they do
	misplaced                // on other words, or as if nothing had changed where a fact has, or where nothing says it
	missed                   // nowhere, and the words say the same; or as differing, which they do not
	silent                   // nowhere, and that is right, or allowed: a fact has changed, or nothing says it
	tellings
)

func (v telling) String() string {
	return [...]string{"right", "flagged", "wrong", "missed", "silent"}[v]
}

// tellingOf is what somebody makes of a record who shows it on a span, or nowhere if that is nil.
func tellingOf(want *storytest.Gold, got *claims.Span, differs bool) telling {
	switch {
	case got == nil && want.Relation == "same":
		return missed
	case got == nil:
		return silent
	case want.Relation == "absent" || !got.Overlaps(want.Words):
		return misplaced
	case want.Relation == "same" && differs:
		return missed
	case want.Relation == "same":
		return found
	case differs:
		return flagged
	}
	return misplaced
}

// A retelling is a record of a story, to be found in a version of it.
type retelling struct {
	version, kind string
	text          string
	selector      quotation // in the original
	want          *storytest.Gold
}

// ourStories reads the made-up stories that travel with the source, and what everybody has to find in them.
func ourStories(t *testing.T) (all []*storytest.Story, asked []retelling) {
	t.Helper()
	files, err := filepath.Glob(filepath.FromSlash(root + "/claims/testdata/stories/*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		s, err := storytest.Read(filepath.Base(file), string(read(t, file)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
		original := unitsOf(s.Original)
		for i := range s.Versions {
			v := &s.Versions[i]
			for k := range s.Dossier.Records {
				r := &s.Dossier.Records[k]
				at := strings.Index(s.Original, r.Anchor.Exact)
				asked = append(asked, retelling{v.Name, kindOf(r), v.Text,
					quotation{r.Anchor.Exact, r.Anchor.Prefix, r.Anchor.Suffix,
						original.of(at), original.of(at + len(r.Anchor.Exact))}, &v.Gold[k]})
			}
		}
	}
	return all, asked
}

func kindOf(r *claims.Record) string {
	if r.Kind == claims.Quotation {
		return "quotations"
	}
	return "claims"
}

// TestStory gives everybody the records of made-up stories, anchored in the original, and what became of these: as
// their own desk edited them, as another outlet tells them, with facts changed here and there, and with another event.
// It counts what is found again, and what is shown where it does not belong: on other words, or as it was, where a
// number, a date, a name, a "not" or the speaker is another. Peers have no way to say that something differs; to be
// silent is as good. A place counts if it has some of the words in common with those that say it.
//
// Peers anchor in a page that holds the text as paragraphs, as in TestPlaceRight. We are asked twice: with claims in
// other words, as all our programs do, and without, as a widget does to which the lexicon does not come.
func TestStory(t *testing.T) {
	ready(t)
	stories, asked := ourStories(t)
	var order []string // version and kind
	of := make(map[string]int)
	for _, a := range asked {
		group := a.version + ", " + a.kind
		if of[group]++; of[group] == 1 {
			order = append(order, group)
		}
	}
	var names []string
	counts := make(map[string]*[tellings]int) // by who, and by who and group
	count := func(who string, i int, v telling) {
		for _, key := range [...]string{who, who + ": " + asked[i].version + ", " + asked[i].kind} {
			if counts[key] == nil {
				counts[key] = new([tellings]int)
			}
			counts[key][v]++
		}
	}

	for _, words := range [...]bool{true, false} {
		who := map[bool]string{true: "ours", false: "ours, without the lexicon"}[words]
		names = append(names, who)
		n := 0
		for _, s := range stories {
			c := claims.New(s.Dossier)
			if words {
				c.InOtherWords(english.Words)
				c.ForEditors()
			}
			for _, v := range s.Versions {
				items := c.Check(claims.Plain(v.Text)).Items
				for k := range s.Dossier.Records {
					var got *claims.Span
					differs := false
					for i := range items {
						if items[i].Record == &s.Dossier.Records[k] {
							got, differs = &items[i].Span, items[i].Relation == claims.Differs
						}
					}
					verdict := tellingOf(asked[n].want, got, differs)
					if verdict == misplaced {
						t.Errorf("%s: %s, %s: %s is on the wrong words", who, s.Dossier.File, v.Name,
							s.Dossier.Records[k].ID)
					}
					count(who, n, verdict)
					n++
				}
			}
		}
	}

	type question struct {
		Text     string    `json:"text"`
		Selector quotation `json:"selector"`
	}
	questions := make([]question, len(asked))
	for i := range asked {
		questions[i] = question{asked[i].text, asked[i].selector}
	}
	address := serve(t, pages(t, "<article></article>", nil))
	for k := range peers {
		p := &peers[k]
		if p.entry == "" {
			continue // its anchoring alone is the same
		}
		who := p.name(t)
		names = append(names, who)
		b := chromium.Open(t, window)
		b.Do(chromedp.Navigate(address + "/" + p.entry + ".html"))
		b.Until(`document.readyState === "complete"`)
		got := chromium.Eval[[][]int](b, fmt.Sprintf(`measure.answers(peer, %s)`, encode(questions)))
		b.Close()
		for i, place := range got {
			var span *claims.Span
			if len(place) == 2 && place[0] < place[1] {
				u := unitsOf(asked[i].text)
				span = &claims.Span{Start: u.bytes(place[0]), End: u.bytes(place[1])}
			}
			count(who, i, tellingOf(asked[i].want, span, false))
		}
	}

	var results []Result
	var all strings.Builder
	w := tabwriter.NewWriter(&all, 0, 0, 2, ' ', 0)
	header := func(title string, n int) {
		fmt.Fprintf(w, "%s (%d)", title, n)
		for v := range tellings {
			fmt.Fprintf(w, "\t%s", v)
		}
		fmt.Fprintln(w)
	}
	row := func(who string, c *[tellings]int) {
		fmt.Fprintf(w, "  %s", who)
		for _, n := range c {
			fmt.Fprintf(w, "\t%d", n)
		}
		fmt.Fprintln(w)
	}
	for _, group := range append(order, "") {
		title, n, key := group, of[group], ": "+group
		if group == "" {
			title, n, key = "all", len(asked), ""
		}
		header(title, n)
		for _, who := range names {
			c := counts[who+key]
			row(who, c)
			for v, x := range c {
				if group == "" { // the table above has the rest
					results = append(results, Result{What: fmt.Sprintf("of %d in made-up stories: %s", n, telling(v)),
						Who:    who,
						Median: float64(x), Low: float64(x), High: float64(x), Runs: 1})
				}
			}
		}
	}
	_ = w.Flush()
	t.Log("\n" + all.String())
	if long() != "" {
		save(t, "story", results)
	}
}
