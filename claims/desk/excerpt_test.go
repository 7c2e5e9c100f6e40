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
