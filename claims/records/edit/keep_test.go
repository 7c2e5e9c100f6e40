package edit_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// Each record by itself is a dossier that says the same of it; drafts are left out.
func TestSingles(t *testing.T) {
	data := strings.Replace(recordstest.Ferry, `"hasPart": [`,
		`"hasPart": [{"@type": "Claim", "@id": "#draft", "status": "draft", "text": "Not yet"},`, 1)
	singles, err := edit.Singles("ferry.json", []byte(data))
	if err != nil || len(singles) == 0 {
		t.Fatal(err)
	}
	whole, err := records.Read("ferry.json", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range singles {
		if bytes.ContainsRune(s.Data, '\n') {
			t.Errorf("%s is on several lines", s.ID)
		}
		one, err := records.Read("ferry.json", s.Data)
		if err != nil {
			t.Fatal(err)
		}
		if len(one.Records) != 1 || len(one.Drafts) > 0 || !reflect.DeepEqual(one.Records[0], whole.Records[i]) {
			t.Errorf("%s by itself is %+v, want %+v", s.ID, one.Records, whole.Records[i])
		}
	}
	if len(singles) != len(whole.Records) {
		t.Errorf("%d of %d records", len(singles), len(whole.Records))
	}
}

// A record by itself has the sources that it cites, and no others; and whoever is described in another record and named
// in it.
func TestSinglesShipped(t *testing.T) {
	for name, data := range recordstest.Shipped(t) {
		d, err := records.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		singles, err := edit.Singles(name, data)
		if err != nil || len(singles) != len(d.Records) {
			t.Fatalf("%s: %d of %d records, %v", name, len(singles), len(d.Records), err)
		}
		for i := range d.Records {
			want := d.Records[i]
			got, err := records.Read(name, singles[i].Data)
			if err != nil {
				t.Fatalf("%s%s: %v", name, want.ID, err)
			}
			if singles[i].ID != want.ID || len(got.Records) != 1 || !reflect.DeepEqual(got.Records[0], want) ||
				got.Publisher != d.Publisher {
				t.Errorf("%s%s is\n%+v\nwant\n%+v", name, want.ID, got.Records, want)
			}
			for _, s := range got.Sources {
				if !bytes.Contains(data, []byte(s.ID)) || !cites(&want, s.ID) {
					t.Errorf("%s%s does not cite %s", name, want.ID, s.ID)
				}
			}
		}
	}
	named := strings.NewReplacer(`"name": "Harbour master"`, `"@id": "#hm", "name": "Harbour master"`,
		`"spokenByCharacter": "Harbour master"`, `"spokenByCharacter": {"@id": "#hm"}`).Replace(recordstest.Ferry)
	singles, err := edit.Singles("ferry.json", []byte(named))
	if err != nil {
		t.Fatal(err)
	}
	if d, err := records.Read("ferry.json", singles[1].Data); err != nil || d.Records[0].ID != "#q1" ||
		d.Records[0].Speaker.Name != "Harbour master" {
		t.Errorf("%v in\n%s", err, singles[1].Data)
	}
}

func cites(r *claims.Record, id string) bool {
	for _, c := range r.Citations {
		if c.Source.ID == id {
			return true
		}
	}
	for _, v := range r.Versions {
		if v.Source.ID == id {
			return true
		}
	}
	return false
}

// What is handed out has neither drafts nor what only they cite; the rest is what it was.
func TestReleased(t *testing.T) {
	for name, data := range recordstest.Shipped(t) {
		got, err := edit.Released(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if want, err := edit.Format(name, data, nil); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s has no drafts and is another", name)
		}
	}
	draft := strings.NewReplacer(`"@id": "#c1"`, `"@id": "#c1", "status": "draft"`, `"name": "Harbour master"`,
		`"@id": "#hm", "name": "Harbour master"`,
		`"spokenByCharacter": "Harbour master"`, `"spokenByCharacter": {"@id": "#hm"}`).Replace(recordstest.Ferry)
	got, err := edit.Released("ferry.json", []byte(draft))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"draft", "41,200", "#s1", "County office"} {
		if bytes.Contains(got, []byte(word)) {
			t.Errorf("%s, of the draft, is in\n%s", word, got)
		}
	}
	d, err := records.Read("ferry.json", got)
	if err != nil {
		t.Fatal(err)
	}
	if want := recordstest.Read(t, recordstest.Ferry).Records[1]; len(d.Records) != 1 ||
		d.Records[0].Text != want.Text || d.Records[0].Speaker.Name != "Harbour master" ||
		!cites(&d.Records[0], "#s2") {
		t.Errorf("got %+v", d.Records)
	}
	// A source that a draft and a record cite stays.
	both := strings.Replace(strings.Replace(recordstest.Ferry, `"@id": "#c1"`, `"@id": "#c1", "status": "draft"`, 1),
		`"citation": "#s1"`, `"citation": "#s2"`, 1)
	if got, err := edit.Released("ferry.json", []byte(both)); err != nil ||
		!bytes.Contains(got, []byte(`"@id": "#s2",`)) {
		t.Errorf("%v in\n%s", err, got)
	}
}
