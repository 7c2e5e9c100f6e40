package records_test

import (
	"strings"
	"testing"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/recordstest"
)

// Messages lead to what the author wrote.
func TestReadShortForms(t *testing.T) {
	const source = `"publisher": "County office", "url": "https://county.example/ferry", "date": "2022-01-14", "excerpt": "40,200"`
	for _, c := range []struct{ part, want string }{
		{`{"quote": "It carried 41,200", "verdict": "wrong number", ` + source + `}`,
			`ferry.json: hasPart[0].verdict: "wrong number": must be "Wrong number", as negativeVerdicts spells it`},
		{`{"quote": "", "verdict": "Wrong number", ` + source + `}`,
			`hasPart[0].quote: "": must be the words of the article`},
		{`{"verdict": "Wrong number", ` + source + `}`, `hasPart[0].text: missing: add the claim in plain words`},
		{`{"quote": "It carried 41,200", "url": "javascript:alert(1)", "excerpt": "40,200", "publisher": "County office"}`, `hasPart[0].url: "javascript:alert(1)": must be an address`},
		{`{"quote": "It carried 41,200", "date": "14.1.2022", "excerpt": "40,200", "publisher": "County office"}`,
			`hasPart[0].date: "14.1.2022": must be a date`},
		{`{"quote": "It carried 41,200", "excerpt": "40,200"}`,
			`hasPart[0].publisher: missing: add the publisher of the source`},
		{`{"@type": "Report", "@id": "#s1", "publisher": "", "excerpt": "40,200"}`,
			`hasPart[0].publisher: "": must be a name`},
		{`{"@type": "Report", "@id": "#s1", "publisher": "County office", "exerpt": "40,200"}`,
			`hasPart[0].exerpt: unknown name: did you mean excerpt?`},
		{`{"@type": "Report", "@id": "#s1", "publisher": "County office", "text": "40,200", "excerpt": "40,200"}`,
			`hasPart[0].excerpt: this object has both the short form and the full form: keep one of the two`},
		{`{"@type": "Claim", "@id": "#c1", "text": "It carried 41,200", "verdict": "Wrong number", "review": []}`,
			`hasPart[0].verdict: this object has both the short form and the full form`},
	} {
		_, err := records.Read("ferry.json", []byte(recordstest.Frame(c.part)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "ferry.json: ") {
			t.Errorf("%s:\n got %v\nwant %s", c.part, err, c.want)
		}
	}
}
