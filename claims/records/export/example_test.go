package export_test

import (
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/internal/recordstest"
)

// An article's checks as notes for print.
func ExampleEndnotes() {
	d, _ := records.Read("ferry.json", []byte(recordstest.Ferry))
	report := claims.New(d).Check(claims.Plain("The ferry carried 41,200 passengers."))
	fmt.Printf("%s", export.Endnotes(report))
	// Output:
	// 1. “carried 41,200 passengers” (Harbour master)
	//    **Wrong number**. It carried 40,200.
	//    - County office, 2022-01-14: <https://county.example/ferry>
}

// The JSON-LD of a page says which of its statements were reviewed.
func ExampleMarkup() {
	d, _ := records.Read("ferry.json", []byte(recordstest.Ferry))
	script := string(export.Markup("https://desk.example/2022/ferry", d))
	fmt.Println(strings.Count(script, `"ClaimReview"`), strings.Contains(script, `"alternateName":"Wrong number"`))
	// Output: 1 true
}
