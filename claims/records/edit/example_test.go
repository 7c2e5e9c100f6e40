package edit_test

import (
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// Short forms are spelled out, and members are put in order.
func ExampleFormat() {
	out, err := edit.Format("bridge.json", []byte(`{"hasPart": [
		{"date": "2026-03-10", "publisher": "County office", "name": "Passengers of the harbour ferry", "@id": "#s1", "@type": "Report"}]}`), nil)
	fmt.Printf("%s%v\n", out, err)
	// Output:
	// {
	//   "hasPart": [
	//     {
	//       "@type": "Report",
	//       "@id": "#s1",
	//       "publisher": {"@type": "Organization", "name": "County office"},
	//       "name": "Passengers of the harbour ferry",
	//       "datePublished": "2026-03-10"
	//     }
	//   ]
	// }
	// <nil>
}

// A draft is added with its source; both are given IDs that are free.
func ExampleAdd() {
	minutes := &claims.Source{Type: "Report", Title: "Minutes of the council"}
	draft := &edit.Addition{Draft: true, Record: claims.Record{
		Text:      "The bridge cost 80 million",
		Citations: []claims.Citation{{Source: minutes}},
	}}
	out, err := edit.Add("bridge.json", []byte(recordstest.Frame("")), []*claims.Source{minutes},
		[]*edit.Addition{draft})
	fmt.Println(draft.ID, minutes.ID, strings.Contains(string(out), `"status": "draft"`), err)
	// Output: #c01 #s1 true <nil>
}

// A record is taken back; links to it still lead somewhere.
func ExampleWithdraw() {
	out, _ := edit.Withdraw("ferry.json", []byte(recordstest.Small), "#c1", "It was another ferry.", "2026-03-12")
	for line := range strings.Lines(string(edit.Part(out, "#c1"))) {
		if strings.Contains(line, "status") || strings.Contains(line, "correction") {
			fmt.Print(line)
		}
	}
	// Output:
	//   "status": "withdrawn",
	//   "correction": {"@type": "CorrectionComment", "text": "It was another ferry.", "datePublished": "2026-03-12"}
}
