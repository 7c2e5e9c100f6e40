package edit_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

func TestWithdraw(t *testing.T) {
	const why = "It was the wrong ferry."
	with := func(members string) string {
		return strings.Replace(recordstest.Small, `"status": "disputed"`, members, 1)
	}
	for _, c := range []struct{ data, correction string }{
		{recordstest.Small, why},
		{with(`"statusReason": "opinion", "status": "unsourced"`), why},
		{with(`"correction": "On Monday we mended the date."`), "On Monday we mended the date. " + why},
		{with(`"correction": {"@type": "CorrectionComment", "text": "On Monday we mended the date.", "datePublished": "2026-03-01"}`), "On Monday we mended the date. " + why},
	} {
		out, err := edit.Withdraw("ferry.json", []byte(c.data), "#c1", why, "2026-03-12")
		if err != nil {
			t.Fatal(err)
		}
		d, err := records.Read("ferry.json", out)
		if err != nil {
			t.Fatal(err)
		}
		if r := d.Records[0]; r.ID != "#c1" || r.Status != claims.Withdrawn || r.Correction != c.correction ||
			r.Corrected != "2026-03-12" || r.Text == "" || d.Modified != "2026-03-12" {
			t.Errorf("got %+v of %s", r, d.Modified)
		}
		if again, err := edit.Format("ferry.json", out, nil); err != nil || string(again) != string(out) {
			t.Errorf("not in the canonical form: %v\n%s", err, out)
		}
		if strings.Contains(string(out), "2026-03-01") || strings.Contains(string(out), "opinion") {
			t.Errorf("an old day or reason has stayed: %s", out)
		}
	}
	for _, c := range []struct{ data, id, because, want string }{
		{recordstest.Small, "#c9", why, `ferry.json: #c9: no claim or quotation has this @id`},
		{recordstest.Small, "#s1", why, `ferry.json: #s1: no claim or quotation`},
		{with(`"status": "withdrawn", "correction": "No."`), "#c1", why, "ferry.json: #c1: already withdrawn"},
		{with(`"status": "draft"`), "#c1", why, "ferry.json: #c1: is a draft"},
		{recordstest.Small, "#c1", "", "hasPart[0].correction"},
		{recordstest.Small[1:], "#c1", why, "line 2, column 13"},
	} {
		if out, err := edit.Withdraw("ferry.json", []byte(c.data), c.id, c.because, "2026-03-12"); out != nil ||
			err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %s, %v, want %s", out, err, c.want)
		}
	}
}
