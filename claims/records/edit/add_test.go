package edit_test

import (
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// What is added is read as it was given, under IDs that were free; what was there stays as it was.
func TestAdd(t *testing.T) {
	before := recordstest.Read(t, recordstest.Ferry)
	minutes := &claims.Source{Type: "Report", Publisher: claims.Party{Type: "Organization", Name: "Town council"},
		Title: "Minutes",
		URL:   "https://council.example/minutes", Language: "en", Published: "2022-02-10", Evidence: claims.Primary}
	late := &edit.Addition{Record: claims.Record{Text: "It is late",
		Anchor: claims.Selector{Prefix: "", Exact: "It is late", Suffix: "."}, When: "2022-02-09",
		Speaker: claims.Party{Type: "Person", Name: "A passenger"}, Reviews: []claims.Review{{Rating: "Right",
			Why: "It is.", Class: claims.For}},
		Citations: []claims.Citation{{Source: minutes}, {Source: &claims.Source{ID: "#s1"}}}}}
	said := &edit.Addition{Draft: true, Record: claims.Record{Kind: claims.Quotation, Text: "We are late",
		Versions: []claims.Version{{Source: minutes, Excerpt: claims.Excerpt{Text: "We are too late.",
			Language: "en"}}}}}
	out, err := edit.Add("ferry.json", []byte(recordstest.Ferry), []*claims.Source{minutes},
		[]*edit.Addition{late, said})
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("ferry.json", out)
	if err != nil {
		t.Fatal(err)
	}
	if late.ID != "#c01" || said.ID != "#q01" || minutes.ID != "#s3" {
		t.Errorf("the IDs are %s, %s and %s", late.ID, said.ID, minutes.ID)
	}
	if !reflect.DeepEqual(d.Records[:2], before.Records) || len(d.Records) != 3 || len(d.Drafts) != 1 {
		t.Fatalf("got %+v and the drafts %+v", d.Records, d.Drafts)
	}
	got := d.Records[2]
	if got.Anchor != late.Anchor || got.Speaker != late.Speaker || got.When != late.When ||
		!reflect.DeepEqual(got.Reviews, late.Reviews) ||
		got.Citations[0].Source.Title != "Minutes" || got.Citations[1].Source.Publisher.Name != "County office" {
		t.Errorf("got %+v", got)
	}
	if v := d.Drafts[0].Versions[0]; v.Text != "We are too late." || v.Source != got.Citations[0].Source {
		t.Errorf("got %+v", v)
	}
	for _, data := range []string{"{", `{"@type": "Dataset"}`, `{"hasPart": {}}`} {
		if out, err := edit.Add("ferry.json", []byte(data), nil, nil); err == nil || out != nil ||
			!strings.HasPrefix(err.Error(), "ferry.json: ") {
			t.Errorf("%s: %s, %v", data, out, err)
		}
	}
}
