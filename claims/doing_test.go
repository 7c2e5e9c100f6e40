package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
	"sourcemark/claims/lexicon/english"
)

// Who did it to whom decides whether a sentence says a claim, whether or not claims are looked for in other words.
func TestTurnedRound(t *testing.T) {
	const home = "The ferry of the county has sailed for a year. It is the last that the islands have.\n\n"
	first, second, _ := strings.Cut(strings.TrimSpace(home), ". ")
	for _, c := range []struct{ claim, article, want string }{
		{"Jane Roe defeated John Doe in the vote for mayor.", "In the vote for mayor John Doe was defeated by Jane Roe.", "same"},
		{"Jane Roe defeated John Doe in the vote for mayor.", "In the vote for mayor John Doe defeated Jane Roe.", "none"},
		{"Jane Roe defeated John Doe in the vote for mayor.", "In the vote for mayor Jane Roe was defeated by John Doe.", "none"},
		{"Jane Roe said that John Doe lied about the bridge.", "John Doe lied about the bridge, Jane Roe said on Monday.", "same"},
		{"Jane Roe said that John Doe lied about the bridge.", "Jane Roe lied about the bridge, John Doe said on Monday.", "none"},
		{"Jane Roe said that John Doe lied about the bridge.", "John Doe said that Jane Roe lied about the bridge.", "none"},
		{"The Sealark replaced the Hope in 1988.", "In 1988 the Hope was replaced by the Sealark.", "same"},
		{"The Sealark replaced the Hope in 1988.", "In 1988 the Sealark was replaced by the Hope.", "none"},
		{"The Sealark was built in Turku in 1988.", "In Turku the Sealark was built in 1988.", "same"},
		{"The number of passengers rose from 41,200 to 43,900.", "Passenger numbers rose to 43,900, from 41,200 a year before.", "same"},
		{"The number of passengers rose from 41,200 to 43,900.", "Passenger numbers rose to 41,200, from 43,900 a year before.", "none"},
		{"Northholm has more inhabitants than Westmark.", "Westmark has more inhabitants than Northholm.", "none"},
		{"The mayor accused the governor of hiding a report on the harbour.", "The governor accused the mayor of hiding a report on the harbour.", "none"},
		{"The tenants sued the landlord over the damp walls of the house.", "Over the damp walls of the house the landlord sued the tenants.", "none"},
		{"Mr Johnson sued the county over the bridge.", "Over the bridge Johnston sued the county.", "not the same"},
	} {
		for _, otherWords := range []bool{false, true} {
			checker := New(&Dossier{Language: "en", Records: []Record{
				{ID: "#1", Text: first, Anchor: Selector{Exact: first}},
				{ID: "#2", Text: second, Anchor: Selector{Exact: second}},
				{ID: "#c", Text: c.claim, Anchor: Selector{Exact: strings.TrimSuffix(c.claim, ".")}},
			}})
			if otherWords {
				checker.InOtherWords(english.Words)
			}
			got := "none"
			for _, a := range checker.Check(Plain(home + c.article)).Items {
				if a.Record.ID == "#c" {
					got = a.Relation.String()
				}
			}
			if got != c.want && !(c.want == "not the same" && got != "same") {
				t.Errorf("%s: %s: %s, want %s; in other words: %v", c.claim, c.article, got, c.want, otherWords)
			}
		}
	}
}
