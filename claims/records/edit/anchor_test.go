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
			map[string]claims.Edition{"#c1": {Anchor: sel}, "#s1": {Anchor: claims.Selector{Exact: "a source has no anchor"}},
				"#c9": {Anchor: claims.Selector{Exact: "there is no such record"}}})
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
			map[string]claims.Edition{"#c1": {Anchor: claims.Selector{Exact: c.exact}}}); out != nil || err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("got %s, %v, want %s", out, err, c.want)
		}
	}
}

// An edition keeps the anchors of the others.
func TestAnchorEdition(t *testing.T) {
	const site = "https://harbour.example/"
	korean := claims.Edition{Source: site + "ko/ferry", Language: "ko", Anchor: claims.Selector{Exact: "승객 4만1200명"}}
	again := claims.Edition{Source: site + "ko/ferry", Language: "ko", Anchor: claims.Selector{Exact: "승객 4만1200명을 태웠다"}}
	japanese := claims.Edition{Language: "ja", Anchor: claims.Selector{Exact: "乗客4万1200人"}}
	data := []byte(recordstest.Small)
	for i, c := range []struct {
		edition claims.Edition
		want    []claims.Edition
	}{
		{korean, []claims.Edition{{Anchor: claims.Selector{Exact: "carried 41,200 passengers"}}, korean}},
		{again, []claims.Edition{{Anchor: claims.Selector{Exact: "carried 41,200 passengers"}}, again}},
		{japanese, []claims.Edition{{Anchor: claims.Selector{Exact: "carried 41,200 passengers"}}, again, japanese}},
		{claims.Edition{Anchor: claims.Selector{Exact: "41,200"}},
			[]claims.Edition{{Anchor: claims.Selector{Exact: "41,200"}}, again, japanese}},
	} {
		var err error
		if data, err = edit.Anchor("ferry.json", data, map[string]claims.Edition{"#c1": c.edition}); err != nil {
			t.Fatal(err)
		}
		d, err := records.Read("ferry.json", data)
		if err != nil {
			t.Fatal(err)
		}
		all := d.Editions("#c1")
		if len(all) != len(c.want) {
			t.Fatalf("%d: %d editions, want %d\n%s", i, len(all), len(c.want), data)
		}
		for k, e := range all {
			if *e != c.want[k] {
				t.Errorf("%d: edition %d is %+v, want %+v", i, k, *e, c.want[k])
			}
		}
	}
}
