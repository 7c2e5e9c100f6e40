package dossier_test

import (
	"strings"
	"testing"

	"sourcemark/claims/records/internal/dossier"
)

// Parts without a name get the numbers that are left, each the first from its own on.
func TestFreeNames(t *testing.T) {
	for _, c := range []struct{ parts, want string }{
		{`{"quote":"a"},{"quote":"b"},{"@id":"#c01"},{"@id":"#c02"}`, "#c03 #c04 #c01 #c02"},
		{`{"@id":"#c02"},{"quote":"a"},{"quote":"b"},{"quote":"c"}`, "#c02 #c03 #c04 #c05"},
		{`{"@id":"#c01","quote":"a","publisher":"p","excerpt":"e"},{"@id":"#c01s"},{"@id":"#c01","quote":"a","publisher":"p","excerpt":"e"}`, "#c01 #c01s2 #c01s #c01 #c01s3"},
	} {
		v, err := dossier.Parse(`{"hasPart":[` + c.parts + `]}`)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		long := dossier.Expand(v)
		for _, p := range long.Get("hasPart").Items {
			got = append(got, p.Get("@id").Text())
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: got %s, want %s", c.parts, g, c.want)
		}
	}
}

// Names are for people: none takes a program down.
func TestStringsOfUnknown(t *testing.T) {
	if got := dossier.Kind(9).String(); got != "Kind(9)" {
		t.Error(got)
	}
}
