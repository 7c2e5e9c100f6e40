package web_test

import (
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// ferry is a dossier with one record.
var ferry = &claims.Dossier{
	ID: "ferry.json", Language: "en", Publisher: claims.Party{Name: "The Harbour Desk"}, Modified: "2026-11-25",
	Records: []claims.Record{{
		ID: "#c01", Kind: claims.Claim, Status: claims.Disputed, Text: "The ferry lost money last year.",
		Anchor:  claims.Selector{Exact: "The ferry lost money last year"},
		Reviews: []claims.Review{{Rating: "False", Class: claims.Against, Why: "Its accounts show a profit."}},
	}},
}

// A host checks an article and draws what comes of it.
func ExampleView() {
	report := claims.New(ferry).Check(claims.Plain("The ferry lost money last year, the council said."))
	v := &web.View{Lang: lang.English(), Report: report}
	item := &report.Items[0]
	fmt.Println(v.Verdict(item))
	fmt.Println(v.FragmentID(item))
	fmt.Println(strings.Contains(v.Card(item), "Its accounts show a profit."))
	// Output:
	// False
	// sm-c01
	// true
}

// The article says something else than what was checked, so there is no verdict.
func ExampleView_Verdict() {
	report := claims.New(ferry).Check(claims.Plain("The ferry never lost money last year, the council said."))
	v := &web.View{Lang: lang.English(), Report: report}
	fmt.Println(v.Verdict(&report.Items[0]))
	// Output: Differs from the record
}

// The card of a record without an article, for a page that needs no program.
func ExampleStandalone() {
	card := web.Standalone(web.View{Lang: lang.English()}, ferry, &ferry.Records[0], "/sourcemark.card.css")
	fmt.Println(strings.HasPrefix(card, `<sourcemark-card record="#c01"><template shadowrootmode="open" shadowrootclonable>`))
	// Output: true
}

// What a reader's navigation and buttons say is no part of the article.
func ExampleSkip() {
	none := func(string) string { return "" }
	fmt.Println(web.Skip("nav", none, func(string) bool { return false }))
	fmt.Println(web.Skip("p", none, func(name string) bool { return name == "hidden" }))
	fmt.Println(web.Skip("p", none, func(string) bool { return false }))
	// Output:
	// true
	// true
	// false
}

// A page that is dark without saying so gets the dark colours.
func ExampleThemed() {
	fmt.Println(web.Themed("a { color: light-dark(black, white) }", true))
	// Output: a { color: white }
}
