package desk

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/records/links"
)

var minutes = &links.Page{Language: "en", Blocks: []string{"Minutes of 8 February",
	"The harbour master said that the ferry carried 40,200 passengers in 2021. The council thanked her.",
	"The fare is to rise to 4.50 in May. Mr. Smith asked why the ferry is late. Nobody knew why the ferry is late."},
	Beside: []string{"Home", "The ferry: 40,200 passengers"}}

// The sentences of a page, with those marked that may be meant.
func TestSentences(t *testing.T) {
	all := sentencesOf(minutes, "The ferry carried 41,200 passengers in 2021")
	var got []string
	for _, s := range all {
		mark := ""
		if s.First {
			mark += "¶"
		}
		if s.Beside {
			mark += "|"
		}
		if s.Likely {
			mark += "*"
		}
		got = append(got, mark+s.Text)
	}
	want := []string{"¶Minutes of 8 February", "¶*The harbour master said that the ferry carried 40,200 passengers in 2021.",
		"The council thanked her.", "¶The fare is to rise to 4.50 in May.", "Mr. Smith asked why the ferry is late.",
		"Nobody knew why the ferry is late.", "¶|Home", "¶|The ferry: 40,200 passengers"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	if all := sentencesOf(minutes, "Zebras graze"); slices.ContainsFunc(all, func(s Sentence) bool { return s.Likely }) {
		t.Error("something is likely")
	}
}

// The title of a page is near to no record, though it has words of many.
func TestTitleIsNotLikely(t *testing.T) {
	p := &links.Page{Language: "en", Title: "Yearly report of the library", Blocks: []string{"Yearly report of the library", "The library counted 46,100 visits in the year. It holds 38,000 books."}}
	for i, s := range sentencesOf(p, "The library had 61,400 visits in the year, its yearly report says") {
		if s.Likely != (i == 1) {
			t.Errorf("%q: likely is %v", s.Text, s.Likely)
		}
	}
}

// The nearest words to a quotation are those that are quoted, without who says them.
func TestSpokenIn(t *testing.T) {
	for sentence, want := range map[string]string{
		"Ms Oakes: “We did not want to lose an hour.":            "We did not want to lose an hour.",
		"“We did not want to lose an hour,” said Ms Oakes.":      "We did not want to lose an hour,",
		`Ms Oakes: "We did not want to lose an hour."`:           "We did not want to lose an hour.",
		"Frau Eich: „Wir wollten keine Stunde verlieren.“":       "Wir wollten keine Stunde verlieren.",
		"The council called the plan of the library “too dear”.": "The council called the plan of the library “too dear”.",
		"“We,” she said, “did not want to lose an hour.”":        "“We,” she said, “did not want to lose an hour.”",
		"We did not want to lose an hour.":                       "We did not want to lose an hour.",
	} {
		if got := spokenIn(sentence); got != want {
			t.Errorf("%s\nis %s", sentence, got)
		}
	}
}

// Chosen sentences are an excerpt that is on the page word for word, and are found in it again.
func TestExcerpt(t *testing.T) {
	all := sentencesOf(minutes, "")
	for _, c := range []struct {
		chosen []int
		want   string
	}{
		{nil, ""},
		{[]int{2}, "The council thanked her."},
		{[]int{1, 2}, "The harbour master said that the ferry carried 40,200 passengers in 2021. The council thanked her."},
		{[]int{2, 4}, "The council thanked her. [...] Mr. Smith asked why the ferry is late."},
		{[]int{5, 7}, "Nobody knew why the ferry is late. [...] The ferry: 40,200 passengers"},
		{[]int{5, 6}, "Nobody knew why the ferry is late. [...] Home"},
		{[]int{-1, 2, 2, 1, 99}, "The council thanked her."},
	} {
		got := excerptOf(all, c.chosen)
		if got != c.want || len(minutes.Missing(got)) > 0 {
			t.Errorf("%v: %q, want %q; missing %v", c.chosen, got, c.want, minutes.Missing(got))
		}
		if again := excerptOf(all, chosenIn(all, got)); again != got {
			t.Errorf("%v: chosen again %q", c.chosen, again)
		}
	}
}
