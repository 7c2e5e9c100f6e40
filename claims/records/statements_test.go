package records_test

import (
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

func TestStatements(t *testing.T) {
	ferry := claims.Statement{Text: "The ferry was late", Before: "It rained.", Speaker: "Harbour master",
		Date: "2026-11-25"}
	const whole = `{"text": "The ferry was late", "before": "It rained.", "speaker": "Harbour master", "date": "2026-11-25"}`
	for _, c := range []struct {
		data string
		want []claims.Statement
		most int
	}{
		{whole, []claims.Statement{ferry}, 0},
		{`{"statements": [` + whole + `, {"text": "x"}], "most": 7}`, []claims.Statement{ferry, {Text: "x"}}, 7},
		{`{"statements": []}`, nil, 0},
	} {
		got, most, err := records.Statements("body", []byte(c.data))
		if err != nil || most != c.most || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, %d, %v", c.data, got, most, err)
		}
	}
	long := `"` + strings.Repeat("and so on ", 201) + `"`
	for data, want := range map[string]string{
		`[`:                               "body: line 1",
		`[]`:                              `must be an object, {"statements"`,
		`{}`:                              "body: text: missing: add the statement, in words",
		`{"statements": ["x"]}`:           `body: statements[0]: "x": must be an object`,
		`{"text": "x", "date": "today"}`:  `body: date: "today": must be a date such as`,
		`{"text": "x", "befor": "y"}`:     "body: befor: unknown name: did you mean before?",
		`{"text": ` + long + `}`:          "body: text: 2010 bytes: send at most 2000",
		`{"statements": [], "most": 101}`: "body: most: 101: must be at most 100",
		`{"statements": [` + strings.Repeat(`{"text": "x"},`, 200) +
			`{"text": "x"}]}`: "body: statements: 201 statements: send at most 200",
	} {
		if _, _, err := records.Statements("body", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %q", data, err, want)
		}
	}
}
