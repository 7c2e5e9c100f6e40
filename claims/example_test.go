package claims_test

import (
	"fmt"

	"sourcemark/claims"
)

// A dossier of one record, and the article it was written on, before and after somebody changed a number.
func Example() {
	dossier := &claims.Dossier{Records: []claims.Record{{
		ID:     "#c23",
		Kind:   claims.Claim,
		Status: claims.Sourced,
		Text:   "The list grew by 22 individuals and two entities",
		Anchor: claims.Selector{
			Prefix: "who abused human rights. ",
			Exact:  "The list grew by 22 individuals and two entities.",
			Suffix: " All of them",
		},
	}}}
	checker := claims.New(dossier)
	for _, article := range []string{
		"There were officials who abused human rights. The list grew by 22 individuals and two entities. All of them are named.",
		"There were officials who abused human rights. The list grew by 24 individuals and two entities. All of them are named.",
	} {
		text := claims.Plain(article)
		report := checker.Check(text)
		for _, a := range report.Items {
			fmt.Println(a.Record.ID, a.Placement, text.Slice(a.Span))
		}
		for _, u := range report.Unplaced {
			d := u.Differences[0]
			fmt.Printf("%s %v: %q here, %q in the record\n", u.Record.ID, u.Placement, d.Article, d.Record)
		}
	}
	// Output:
	// #c23 exact The list grew by 22 individuals and two entities.
	// #c23 missing: "24" here, "22" in the record
}

// Quotations of a text, and who is quoted.
func ExampleText_Quotes() {
	text := claims.Plain("“We understand China’s questions and concerns,” Mr Putin said.")
	for _, q := range text.Quotes() {
		fmt.Printf("%s: %s\n", text.Slice(q.Speaker), text.Slice(q.Words))
	}
	// Output:
	// Mr Putin: We understand China’s questions and concerns,
}
