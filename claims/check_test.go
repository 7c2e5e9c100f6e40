package claims_test

import (
	"fmt"
	"testing"

	. "sourcemark/claims"
)

func ExampleChecker_Check() {
	dossier := &Dossier{
		Language: "en",
		Records: []Record{{
			ID: "#c1", Kind: Claim, Status: Sourced,
			Text:    "The ferry carried 41,200 passengers",
			Anchor:  Selector{Exact: "carried 41,200 passengers", Prefix: "The ferry ", Suffix: " last year."},
			Reviews: []Review{{Rating: "Accurate"}},
		}},
	}
	for _, article := range []string{
		"The ferry carried 41,200 passengers last year.",
		"The ferry carried 41,300 passengers last year.",
	} {
		text := Plain(article)
		report := New(dossier).Check(text)
		for _, a := range report.Items {
			fmt.Printf("%s: %q\n", a.Record.Reviews[0].Rating, text.Slice(a.Span))
		}
		for _, u := range report.Unplaced {
			fmt.Printf("refused, because a %s differs: %s, not %s\n", u.Differences[0].Kind, u.Differences[0].Article, u.Differences[0].Record)
		}
	}
	// Output:
	// Accurate: "carried 41,200 passengers"
	// refused, because a number differs: 41,300, not 41,200
}

func TestOverlap(t *testing.T) {
	text := Plain("The mayor said that “we will pay” for all of it. Nobody asked.")
	record := func(id, exact string) Record {
		return Record{ID: id, Kind: Claim, Status: Sourced, Anchor: Selector{Exact: exact}}
	}
	d := &Dossier{Language: "en", Records: []Record{
		record("#pay", "we will pay"),
		record("#whole", "The mayor said that “we will pay” for all of it."),
		record("#again", "we will pay"),
		record("#across", "pay” for all"),
		record("#next", "Nobody asked."),
		{ID: "#gone", Status: Withdrawn, Anchor: Selector{Exact: "Nobody asked."}},
		record("#missing", "Everybody asked about it."),
	}}
	r := New(d, nil).Check(text)
	var order string
	for i, a := range r.Items {
		order += a.Record.ID + " "
		if a.Number != i+1 {
			t.Errorf("item %d has number %d", i, a.Number)
		}
	}
	if want := "#whole #pay #again #across #next "; order != want {
		t.Errorf("got %s, want %s", order, want)
	}
	if len(r.Unplaced) != 1 || r.Unplaced[0].Record.ID != "#missing" {
		t.Errorf("unplaced: %+v", r.Unplaced)
	}
	pay := r.Items[1].Span.Start + len("we will ")
	var at string
	for _, a := range r.At(pay) {
		at += a.Record.ID + " "
	}
	if want := "#pay #again #across #whole "; at != want {
		t.Errorf("at pay: got %s, want %s", at, want)
	}
	if n := r.Counts(); n.Items() != 5 || n.Sourced+n.Disputed+n.Unsourced != n.Items() {
		t.Errorf("counts: %+v", n)
	}
}
