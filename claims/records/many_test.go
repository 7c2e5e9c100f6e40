package records

import (
	"strconv"
	"strings"
	"testing"
)

// many is a dossier of the same part again and again.
func many(n int, part string) []byte {
	return []byte(`{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "publisher": "Harbour News",
	"negativeVerdicts": ["False"], "hasPart": [` + strings.Repeat(part+",\n", n-1) + part + `]}`)
}

// What is wrong with everything is told a hundred times, and then how often besides.
func TestLintMany(t *testing.T) {
	const n = 1234
	told, more := 0, ""
	for _, f := range Lint("ferry.json", many(n, `{"quote": "The ferry sank"}`), LintOptions{}) {
		if f.Rule != "anchor-context" {
			continue
		}
		if told++; told > 100 {
			more = f.Message
		}
	}
	if want := "and " + strconv.Itoa(n-100) + " more of these"; told != 101 || more != want {
		t.Errorf("%d findings, the last %q, want 101 and %q", told, more, want)
	}
}

// The path of a name that is a page long shows how it begins.
func TestLongNames(t *testing.T) {
	name := strings.Repeat("name", 1000)
	_, err := Read("ferry.json", many(3, `{"`+name+`": {"quote": 1}, "@type": "Clam"}`))
	if err == nil || len(err.Error()) > 3000 {
		t.Errorf("%d bytes of errors", len(err.Error()))
	}
	if path := pathTo(&value{at: 0, members: []member{{name, value{at: 5}}}}, 5); path != "."+name[:60]+"…" {
		t.Error(path)
	}
}

// Parts without a name get the numbers that are left, each the first from its own on.
func TestFreeNames(t *testing.T) {
	for _, c := range []struct{ parts, want string }{
		{`{"quote":"a"},{"quote":"b"},{"@id":"#c01"},{"@id":"#c02"}`, "#c03 #c04 #c01 #c02"},
		{`{"@id":"#c02"},{"quote":"a"},{"quote":"b"},{"quote":"c"}`, "#c02 #c03 #c04 #c05"},
		{`{"@id":"#c01","quote":"a","publisher":"p","excerpt":"e"},{"@id":"#c01s"},{"@id":"#c01","quote":"a","publisher":"p","excerpt":"e"}`, "#c01 #c01s2 #c01s #c01 #c01s3"},
	} {
		v, err := parse(`{"hasPart":[` + c.parts + `]}`)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		long := expand(v)
		for _, p := range long.get("hasPart").items {
			got = append(got, p.get("@id").text())
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: got %s, want %s", c.parts, g, c.want)
		}
	}
}

// More verdicts than any newsroom has are refused, for each review is held against each of them.
func TestManyVerdicts(t *testing.T) {
	for n, want := range map[int]bool{100: true, 101: false} {
		s := strings.Replace(string(many(1, `{"@id":"#c1","@type":"Claim","text":"x"}`)), `"False"`, `"False"`+strings.Repeat(`, "Wrong"`, n-1), 1)
		if _, err := Read("ferry.json", []byte(s)); (err == nil) != want {
			t.Errorf("%d verdicts: %v", n, err)
		}
	}
}
