package edit_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

func TestAnchor(t *testing.T) {
	moved := claims.Selector{Exact: "carried 41,200 passengers", Prefix: "it ", Suffix: " last year", Start: 12,
		End: 37}
	for _, sel := range []claims.Selector{moved, {Exact: "carried 41,200 passengers"}} {
		out, err := edit.Anchor("ferry.json",
			[]byte(strings.Replace(recordstest.Small, `"type": "SpecificResource",`,
				`"type": "SpecificResource", "source": "https://harbour.example/ferry",`, 1)),
			map[string]claims.Selector{"#c1": sel, "#s1": {Exact: "a source has no anchor"},
				"#c9": {Exact: "there is no such record"}})
		if err != nil {
			t.Fatal(err)
		}
		d, err := records.Read("ferry.json", out)
		if err != nil || d.Records[0].Anchor != sel {
			t.Errorf("got %+v, %v, want %+v", d.Records[0].Anchor, err, sel)
		}
		if again, err := edit.Format("ferry.json", out, nil); err != nil || string(again) != string(out) {
			t.Errorf("not in the canonical form: %v\n%s", err, out)
		}
		if !strings.Contains(string(out), `"source": "https://harbour.example/ferry"`) ||
			strings.Contains(string(out), "no anchor") {
			t.Errorf("got %s", out)
		}
	}
	// What Read would refuse is not handed out, be it the dossier's fault or the anchor's.
	for _, c := range []struct{ data, exact, want string }{
		{recordstest.Small, "", "hasPart[0].anchor.selector.exact"},
		{strings.Replace(recordstest.Small, `"version": "1"`, `"version": "2"`, 1), "words", "version"},
		{recordstest.Small[1:], "words", "line 2, column 13"},
	} {
		if out, err := edit.Anchor("ferry.json", []byte(c.data),
			map[string]claims.Selector{"#c1": {Exact: c.exact}}); out != nil || err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("got %s, %v, want %s", out, err, c.want)
		}
	}
}
