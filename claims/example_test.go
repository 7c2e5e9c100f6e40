package claims_test

import (
	"fmt"
	"strings"

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

// What is said in an article, in marks or not, and by whom; "she" is whoever was introduced.
func ExampleText_ReportedSpeech() {
	text := claims.Plain("Anna Brown is the harbour master. The ferry was late, she said. Brown denied that it was full.")
	for _, s := range text.ReportedSpeech() {
		fmt.Printf("%s, %s: %s\n", text.Slice(s.Speaker), s.Manner, text.Slice(s.Span))
	}
	// Output:
	// she, indirect: The ferry was late
	// Brown, indirect: that it was full
}

// Which sentences are worth a check, and why.
func ExampleText_Assess() {
	text := claims.Plain("Thank you all for coming. The ferry carried 41,200 passengers in 2021, more than ever.")
	for _, s := range text.Assess() {
		if s.Claim() {
			fmt.Println(text.Slice(s.Span))
			for _, r := range s.Reasons {
				fmt.Printf("%s: %s\n", r.Kind, text.Slice(r.Span))
			}
		}
	}
	// Output:
	// The ferry carried 41,200 passengers in 2021, more than ever.
	// a number: 41,200
	// a matter of record: passengers
	// a date: 2021
	// a comparison: more
	// a comparison: than
	// an absolute: ever
}

// A selector leads back to its words after the article was edited around them, and is refused where they were changed.
func ExampleText_Place() {
	const words = "The ferry carried 41,200 passengers last year."
	before := "The harbour has three piers. " + words
	at := strings.Index(before, words)
	selector := claims.Plain(before).Describe(claims.Span{Start: at, End: at + len(words)})
	for _, after := range []string{
		"The harbour has four piers, since May. Nobody knows why. " + words,
		"The harbour has three piers. The ferry carried 43,000 passengers last year.",
	} {
		p := claims.Plain(after).Place(selector)
		fmt.Println(p.Placement, p.Differences)
	}
	// Output:
	// exact []
	// missing [{number 41,200 43,000}]
}

// Records of a newsroom that a statement may be about, best first.
func ExampleLibrary_Find() {
	library := claims.NewLibrary(&claims.Dossier{Records: []claims.Record{
		{ID: "#c01", Text: "The harbour ferry carried 41,200 passengers in 2021"},
		{ID: "#c02", Text: "The council has sold the old lighthouse"},
	}})
	statement := claims.Statement{Text: "In 2021 the ferry in the harbour carried 43,000 passengers."}
	for _, m := range library.Find(statement, 1) {
		fmt.Println(m.Record.ID, m.Relation)
		for _, d := range m.Differences {
			fmt.Printf("%s: %q here, %q in the record\n", d.Kind, d.Article, d.Record)
		}
	}
	// Output:
	// #c01 differs
	// number: "43,000" here, "41,200" in the record
}

// What an article says on which there is no record yet, beside what has one.
func ExampleReport_Findings() {
	text := claims.Plain("“The ferry is safe,” said Anna Brown. It carried 41,200 passengers in 2021.")
	for _, f := range claims.New().Check(text).Findings() {
		fmt.Printf("%s %q\n", f.Kind, text.Slice(f.Span))
	}
	// Output:
	// quote "“The ferry is safe,”"
	// claim "It carried 41,200 passengers in 2021."
}

// The address that opens a source at an excerpt.
func ExampleFragmentOf() {
	f := claims.FragmentOf("The ferry carried 41,200 passengers [...] fewer than before.")
	fmt.Println("https://example.org/report#:~:" + f.String())
	// Output: https://example.org/report#:~:text=The%20ferry%20carried%2041%2C200%20passengers,fewer%20than%20before
}
