package claims_test

import (
	"fmt"
	"strings"
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

// TestOfPage has the dossiers of several stories, and wants none of them to miss its words in the article of another,
// or to tell its readers what was withdrawn.
func TestOfPage(t *testing.T) {
	const (
		ferry  = "The harbour ferry carried 41,200 passengers last year. The jetty was built in 1964."
		teaser = "The harbour ferry carried 41,200 passengers last year."
		edited = "The harbour ferry carried 42,300 passengers last year."
		bridge = "The new bridge will cost 12 million, the council said on Monday."
	)
	story := func(url string) *Dossier {
		return &Dossier{Language: "en", About: Article{URL: url}, Records: []Record{
			{ID: "#c01", Anchor: Selector{Exact: "carried 41,200 passengers", Prefix: "The harbour ferry ", Suffix: " last year."}, Text: "The ferry carried 41,200 passengers"},
			{ID: "#c02", Anchor: Selector{Exact: "The jetty was built in 1964."}, Text: "The jetty was built in 1964"},
			{ID: "#c03", Status: Withdrawn, Text: "The ferry is 40 years old", Correction: "It was another ferry."},
		}}
	}
	for _, c := range []struct {
		name, about, article, page string
		want                       string
		elsewhere, withdrawn       int
	}{
		{"whole", "", ferry, "https://news.example/ferry", "", 0, 1},
		{"part of the article, with some of its anchors", "", teaser, "", "#c02", 0, 1},
		{"nothing of it, and the dossier names no page", "", bridge, "https://news.example/bridge", "", 1, 0},
		{"nothing of it, and nobody knows which page it is", "https://news.example/ferry", bridge, "", "", 1, 0},
		{"nothing of it on the very page", "https://news.example/ferry", bridge, "https://news.example/ferry", "#c01 #c02", 0, 0},
		{"the page, found by a link in a letter", "https://news.example/ferry", teaser, "http://www.news.example/ferry/?utm_source=letter#sm-c01", "#c02", 0, 1},
		{"another page of the site that has words of it too", "https://news.example/ferry", teaser, "https://news.example/bridge", "", 0, 0},
		{"another page of the site, by its query", "https://news.example/?p=12", edited, "https://news.example/?p=13", "", 1, 0},
		{"the same page, by its query", "https://news.example/?p=12", edited, "https://news.example/?p=12", "#c01 #c02", 0, 0},
		{"a copy on another site", "https://news.example/ferry", teaser, "http://127.0.0.1:8080/draft.html", "#c02", 0, 1},
		{"the words have changed", "", edited, "", "#c01", 0, 0},
		{"about that is no address", "ferry.html", bridge, "https://news.example/ferry.html", "", 1, 0},
	} {
		text := Plain(c.article)
		text.Addresses = []string{c.page}
		r := New(story(c.about)).Check(text)
		elsewhere := r.OfPage(c.page)
		var got []string
		for _, u := range r.Unplaced {
			got = append(got, u.Record.ID)
		}
		if strings.Join(got, " ") != c.want || elsewhere != c.elsewhere {
			t.Errorf("%s: unplaced are %v, want %q; %d dossiers are of other stories, want %d", c.name, got, c.want, elsewhere, c.elsewhere)
		}
		if w := r.Withdrawn(); len(w) != c.withdrawn || c.withdrawn > 0 && w[0].Record.ID != "#c03" {
			t.Errorf("%s: withdrawn are %+v, want %d", c.name, w, c.withdrawn)
		}
	}
	// A page may have two addresses, and an index of many stories has one of them here.
	r := New(story("https://news.example/other"), story(""), story("https://news.example/ferry")).Check(Plain(bridge))
	if n := r.OfPage("https://news.example/amp/ferry", "https://news.example/ferry"); n != 2 || len(r.Unplaced) != 2 {
		t.Errorf("%d unplaced, %d dossiers of other stories; want 2 and 2", len(r.Unplaced), n)
	}
}
