package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
)

// TestNames has pages with the records of several dossiers, and wants no two of one name, and no name to pass from the
// record that an editor has put there to one that was matched.
func TestNames(t *testing.T) {
	dossier := func(id string, names ...string) *Dossier {
		d := &Dossier{ID: id}
		for _, n := range names {
			d.Records = append(d.Records, Record{ID: "#" + n})
		}
		return d
	}
	on := func(d *Dossier, automatic bool) (out []Annotation) {
		for i := range d.Records {
			out = append(out, Annotation{Dossier: d, Record: &d.Records[i], Automatic: automatic})
		}
		return out
	}
	ferry, bridge, council := dossier("ferry.json", "c01", "c02"), dossier("https://news.example/checks/bridge.json", "c01", "q01"), dossier("council.json", "c02", "q07")
	twin := dossier("https://other.example/ferry.json", "c01")
	wild := dossier("the Küste file/", "c01")
	for _, c := range []struct {
		name  string
		items [][]Annotation
		gone  *Dossier // all of it is unplaced
		want  string
	}{
		{"one dossier", [][]Annotation{on(ferry, false)}, nil, "c01 c02"},
		{"two dossiers", [][]Annotation{on(ferry, false), on(bridge, false)}, nil, "c01@ferry c02 c01@bridge q01"},
		{"another order", [][]Annotation{on(bridge, false), on(ferry, false)}, nil, "c01@bridge q01 c01@ferry c02"},
		{"matched out of another story", [][]Annotation{on(ferry, false), on(bridge, true)}, nil, "c01 c02 c01@bridge q01"},
		{"all matched", [][]Annotation{on(ferry, true), on(bridge, true)}, nil, "c01@ferry c02 c01@bridge q01"},
		{"one that has no place keeps its name", [][]Annotation{on(ferry, false)[:1]}, bridge, "c01@ferry"},
		{"files of one name", [][]Annotation{on(ferry, false), on(twin, false)}, nil, "c01@ferry c02 c01@https---other.example-ferry.json"},
		{"three", [][]Annotation{on(ferry, false), on(council, false), on(wild, false)}, nil, "c01@ferry c02@ferry c02@council q07 c01@the-K-ste-file-"},
	} {
		r := new(Report)
		for _, items := range c.items {
			r.Items = append(r.Items, items...)
		}
		if c.gone != nil {
			for i := range c.gone.Records {
				r.Unplaced = append(r.Unplaced, Unplaced{Dossier: c.gone, Record: &c.gone.Records[i]})
			}
		}
		names, seen := r.Names(), map[string]bool{}
		var got []string
		for _, a := range r.Items {
			name := names.Of(a.Dossier, a.Record)
			if seen[name] {
				t.Errorf("%s: two are called %s", c.name, name)
			}
			seen[name] = true
			got = append(got, name)
			if !Named(a.Dossier, a.Record, name) {
				t.Errorf("%s: %s does not lead to %s of %s", c.name, name, a.Record.ID, a.Dossier.ID)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, strings.Join(got, " "), c.want)
		}
	}
	for reference, want := range map[string]bool{
		"c01": true, "#c01": true, "c01@bridge": true, "bridge.json#c01": true, "/checks/bridge.json#c01": true, "https://news.example/checks/bridge.json#c01": true,
		"c0": false, "c011": false, "c01@ferry": false, "c01@": false, "ferry.json#c01": false, "ridge.json#c01": false, "bridge.json#c02": false, "bridge.json": false, "": false, "#": false,
	} {
		if got := Named(bridge, &bridge.Records[0], reference); got != want {
			t.Errorf("%q may mean #c01 of bridge.json: %v, want %v", reference, got, want)
		}
	}
}
