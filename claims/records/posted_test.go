package records_test

import (
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims/records"
)

func TestPost(t *testing.T) {
	const start = `{"html": "<p>It rained.</p>", "url": "https://news.example/rain"`
	for data, want := range map[string]records.Posted{
		start + `}`: {},
		start + `, "records": {"name": "Rain"}, "sheet": "/s.css", "language": "de", "cards": ["c01"]}`: {
			Records: []records.PostedRecords{{Data: []byte(`{"name":"Rain"}`)}}, Sheet: "/s.css", Language: "de", Cards: []string{"c01"}},
		start + `, "records": ["rain.json", {}]}`: {Records: []records.PostedRecords{{ID: "rain.json"}, {Data: []byte("{}")}}},
	} {
		want.HTML, want.URL = "<p>It rained.</p>", "https://news.example/rain"
		got, err := records.Post("body", []byte(data))
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%s: %+v, %v", data, got, err)
		}
	}
	for data, want := range map[string]string{
		`{"html"`:                              "body: line 1",
		`[]`:                                   `must be an object, {"html"`,
		`{"url": "https://news.example/"}`:     "body: html: missing: add the HTML of an article",
		`{"html": "x"}`:                        "body: url: missing: add the address of the article",
		`{"html": "x", "url": "/rain"}`:        "body: url: \"/rain\": must be an address that begins with https://",
		start + `, "records": 7}`:              "body: records: 7: must be a dossier, or the @id",
		start + `, "records": [null]}`:         "body: records[0]: ",
		start + `, "record": {}}`:              "body: record: unknown name: did you mean records?",
		start + `, "cards": [""]}`:             `body: cards[0]: "": must be the name of a record`,
		start + `, "sheet": "a\u202eb"}`:       "body: sheet: ",
		start + `, "language": {"en": "yes"}}`: "body: language: an object: must be a language",
	} {
		if _, err := records.Post("body", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", data, err, want)
		}
	}
}
