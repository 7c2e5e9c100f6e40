package claims_test

import (
	"fmt"
	"strings"
	"testing"

	. "sourcemark/claims"
)

// Where article and records have too much to search, what nobody has looked for is told: a record whose words were not looked for is
// among the unplaced as that, and not as missing.
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
