package edit

import (
	"errors"
	"strings"
	"testing"

	"sourcemark/claims/records"
)

// TestRestore takes one record back and leaves what others have done; a source that is gone comes back with it, and one
// that says something else forbids it.
func TestRestore(t *testing.T) {
	const file = "ferry.json"
	const dossier = `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
"dateModified": "2026-11-24", "publisher": "The Harbour Desk", "negativeVerdicts": ["False"], "hasPart": [
{"@type": "Claim", "@id": "#c01", "text": "The ferry was full", "citation": "#s1"},
{"@type": "Claim", "@id": "#c02", "text": "The pier is closed"},
{"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Traffic", "datePublished": "2026-01-14", "text": "40,200 passengers"}]}`
	earlier, err := Format(file, []byte(dossier), nil)
	if err != nil {
		t.Fatal(err)
	}
	replaced := func(data []byte, old, now string) []byte {
		if !strings.Contains(string(data), old) {
			t.Fatalf("%s is not in %s", old, data)
		}
		return []byte(strings.Replace(string(data), old, now, 1))
	}
	must := func(data []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	is := replaced(replaced(earlier, "was full", "was empty"), "is closed", "is open")
	if got, want := must(Restore(file, is, "#c01", earlier)), replaced(earlier, "is closed", "is open"); string(got) != string(want) {
		t.Errorf("%s", got)
	}
	gone := must(Drop(file, must(Uncite(file, is, "#c01", false, 0)), "#s1"))
	if got := must(Restore(file, gone, "#c01", earlier)); string(got) != string(replaced(earlier, "is closed", "is open")) {
		t.Errorf("without its source: %s", got)
	}
	archived := replaced(is, `"name": "Traffic"`, `"archivedAt": "https://archive.example/1", "name": "Traffic"`)
	must(Restore(file, archived, "#c01", earlier))
	other := replaced(is, "40,200 passengers", "41,200 passengers")
	if _, err := Restore(file, other, "#c01", earlier); !errors.Is(err, RestsOnOther) {
		t.Errorf("its source says something else: %v", err)
	}
	must(Restore(file, other, "#c02", earlier)) // which does not rest on it
	before := replaced(earlier, `"@id": "#c02"`, `"@id": "#c03"`)
	out := must(Restore(file, earlier, "#c02", before))
	if d, err := records.Read(file, out); err != nil || len(d.Records) != 1 {
		t.Errorf("%v %s", err, out)
	}
	if got := must(Restore(file, out, "#c02", earlier)); !strings.Contains(string(got), "The pier is closed") {
		t.Errorf("%s", got)
	}
}
