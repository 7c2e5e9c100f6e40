package edit_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// A verdict is in one list, that of its class; a placeholder that asked for such ones is gone, and all else stays.
func TestClassify(t *testing.T) {
	asks := strings.Replace(recordstest.Small, `["Unproven"]`, `["TODO: your verdicts that say neither"]`, 1)
	for _, c := range []struct {
		data, verdict string
		class         claims.Class
		want          string
	}{
		{recordstest.Small, "Miscounted", claims.Against, `"negativeVerdicts": ["Wrong number", "Miscounted"]`},
		{recordstest.Small, "Unproven", claims.Against, `"negativeVerdicts": ["Wrong number", "Unproven"]`},
		{recordstest.Small, "Right", claims.For, `"positiveVerdicts": ["Right"]`},
		{asks, "Unclear", claims.Neither, `"neutralVerdicts": ["Unclear"]`},
	} {
		out, err := edit.Classify("ferry.json", []byte(c.data), c.verdict, c.class)
		if err != nil || !strings.Contains(string(out), c.want) || strings.Count(string(out), `"`+c.verdict+`"`) !=
			max(1, strings.Count(c.data, `"`+c.verdict+`"`)) || !strings.Contains(string(out), "It carried 40,200.") {
			t.Errorf("%s: %v, want %s in\n%s", c.verdict, err, c.want, out)
		}
	}
	for _, c := range []struct {
		verdict string
		class   claims.Class
	}{{"", claims.For}, {"Right", claims.Unclassified}, {"Right", 9}} {
		if out, err := edit.Classify("ferry.json", []byte(recordstest.Small), c.verdict, c.class); err == nil || out != nil {
			t.Errorf("%+v: %s", c, out)
		}
	}
}

// A draft is released once, with all that is in it, and not while its verdict has no class.
func TestRelease(t *testing.T) {
	draft := strings.Replace(recordstest.Small, `"status": "disputed"`, `"status": "draft", "deskNote": "asked twice"`, 1)
	out, err := edit.Release("ferry.json", []byte(draft), "#c1")
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("ferry.json", out)
	if err != nil || len(d.Records) != 1 || len(d.Drafts) != 0 || d.Records[0].Status != claims.Disputed ||
		!strings.Contains(string(out), `"deskNote": "asked twice"`) {
		t.Errorf("%v %s", err, out)
	}
	for data, want := range map[string]string{
		recordstest.Small: "#c1: no draft has this @id",
		strings.Replace(draft, `"@id": "#c1"`, `"@id": "#c2"`, 1):                                   "#c1: no draft has this @id",
		strings.Replace(draft, `"negativeVerdicts": ["Wrong number"]`, `"negativeVerdicts": []`, 1): "classify the verdict",
	} {
		if out, err := edit.Release("ferry.json", []byte(data), "#c1"); out != nil || err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
