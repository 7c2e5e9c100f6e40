package claims_test

import (
	"fmt"
	"strings"
	"testing"

	. "sourcemark/claims"
	"sourcemark/claims/lexicon/english"
)

// Where article and records have too much to search, what nobody has looked for is told: a record whose words were not
// looked for is among the unplaced as that, and not as missing.
func TestUnsearched(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{{ID: "#first", Text: "x", Anchor: Selector{Exact: "The ferry sank"}}}}
	for i := range 400 {
		d.Records = append(d.Records, Record{ID: fmt.Sprintf("#c%d", i), Text: "x", Anchor: Selector{Exact: fmt.Sprintf("harbour the in sank ferry the %d", i)}})
	}
	for _, c := range []struct {
		times int
		all   bool
	}{{100, true}, {50_000, false}} {
		r := New(d).Check(Plain("The ferry sank. " + strings.Repeat("In the harbour of the ferry it went down. ", c.times)))
		if len(r.Items) != 1 || len(r.Unplaced) != len(d.Records)-1 {
			t.Fatalf("%d items, %d unplaced", len(r.Items), len(r.Unplaced))
		}
		unsearched := 0
		for _, u := range r.Unplaced {
			if u.Unsearched {
				unsearched++
			} else if unsearched > 0 {
				t.Fatalf("%s was looked for, and others before it were not", u.Record.ID)
			}
		}
		if c.all != (unsearched == 0) {
			t.Errorf("%d times: %d were not looked for", c.times, unsearched)
		}
	}
}

// The same goes for records that no editor has put on the article.
func TestPartial(t *testing.T) {
	for n, want := range map[int]bool{10: false, 2000: true} {
		d := &Dossier{Language: "en"}
		var text strings.Builder
		for i := range n {
			said := fmt.Sprintf("The harbour ferry carried %d passengers last year", i)
			d.Records = append(d.Records, Record{ID: fmt.Sprintf("#c%d", i), Text: said})
			text.WriteString(said + ". ")
		}
		r := New(d).Check(Plain(text.String()))
		if r.Partial != want || len(r.Items) == 0 {
			t.Errorf("%d records: partial is %v, want %v; %d items", n, r.Partial, want, len(r.Items))
		}
		for i := range r.Items {
			if a := &r.Items[i]; a.Relation == Same && !strings.HasPrefix(a.Record.Text, strings.TrimSuffix(text.String()[a.Span.Start:a.Span.End], ".")) {
				t.Errorf("%q is on %q", a.Record.Text, text.String()[a.Span.Start:a.Span.End])
			}
		}
	}
}

// And for claims in other words: that the words of each stand all over the article takes no longer than the steps there
// are.
func TestPartialRestated(t *testing.T) {
	for _, c := range []struct {
		name           string
		article, claim string
		times, claims  int
		want           bool
	}{
		{"a story", "The ferry carried 41,200 passengers to the island. ", "Passengers of the ferry to the island were 41,200", 40, 37, false},
		{"one word", "The harbour harbour harbour harbour. ", strings.Repeat("harbour ", 100), 1500, 100, true},
		{"words that stand for others", "It made set run took. ", strings.Repeat("set run make take ", 20), 2000, 100, true},
		{"words of one family", "Transformations transformed it. ", strings.Repeat("transforming ", 40), 2000, 100, true},
		{"one claim", "The harbour harbour harbour harbour. ", strings.Repeat("harbour ", 5000), 1500, 1, true},
		{"numbers", "Of 41 ferries 42 sank and 43 did not. ", strings.Repeat("44 ferries, 42, ", 200), 1500, 50, true},
		{"clauses without an end", "the ferry of the island and ", strings.Repeat("ferry island ", 1000), 1500, 20, true},
	} {
		d := &Dossier{Language: "en"}
		for i := range c.claims {
			d.Records = append(d.Records, Record{ID: fmt.Sprintf("#c%d", i), Text: "x", Anchor: Selector{Exact: fmt.Sprintf("%s x%d", c.claim, i)}})
		}
		checker := New(d)
		checker.InOtherWords(english.Words)
		checker.ForEditors()
		if r := checker.Check(Plain("The county has its say. " + strings.Repeat(c.article, c.times))); r.Partial != c.want || len(r.Items)+len(r.Unplaced) != c.claims {
			t.Errorf("%s: partial is %v, want %v; %d items, %d unplaced", c.name, r.Partial, c.want, len(r.Items), len(r.Unplaced))
		}
	}
}

// Where the same words stand again and again, no surroundings tell one place from the others. A selector has no more of
// them than Place compares, and that they are no help is not found out anew for each place.
func TestDescribeMany(t *testing.T) {
	const unit, times = "“It sank,” he said. ", 5000
	text := Plain(strings.Repeat(unit, times))
	length := 0
	for i := range times {
		at := i * len(unit)
		sel := text.Describe(Span{Start: at + len("“"), End: at + len("“It sank")})
		if length = max(length, len(sel.Prefix), len(sel.Suffix)); sel.Exact != "It sank" {
			t.Fatalf("%+v", sel)
		}
	}
	if most := 2 << 10; length > most || text.StepsLeft() > 0 {
		t.Errorf("%d bytes of surroundings, want %d at most; %d steps left", length, most, text.StepsLeft())
	}
}
