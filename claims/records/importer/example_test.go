package importer_test

import (
	"fmt"

	"sourcemark/claims/records"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/internal/recordstest"
)

// A line of a spreadsheet becomes a draft; what cannot be understood is left out, and told.
func ExampleImport() {
	sheet := "text,verdict,reviewer,reviewed\nThe bridge cost 80 million,Wrong number,The County Desk,3/4/2026\n"
	out, notes, err := importer.Import("bridge.json", []byte(recordstest.Frame("")), []byte(sheet))
	d, _ := records.Read("bridge.json", out)
	fmt.Println(d.Drafts[0].Text+":", d.Drafts[0].Reviews[0].Rating, err)
	fmt.Println(notes)
	// Output:
	// The bridge cost 80 million: Wrong number <nil>
	// [line 2, reviewed: "3/4/2026" is not a clear date: left out]
}
