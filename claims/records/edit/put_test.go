package edit_test

import (
	"strings"
	"testing"

	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// Put changes the text at a path of the file as it was written, with short forms, and only if that is what it was.
func TestPut(t *testing.T) {
	before := []byte(recordstest.Frame(`
		{"@type": "Claim", "@id": "#c1", "text": "A ferry", "author": "A clerk", "citation": ["#s1", {"@type": "Quotation", "text": "Two", "isPartOf": "#s1"}]},
		{"@type": "Report", "@id": "#s1", "publisher": "County office", "url": "https://county.example/ferry"}`))
	for _, c := range []struct{ path, old, words, gone, come string }{
		{"hasPart[0].text", "A ferry", "A boat", `"A ferry"`, `"A boat"`},
		{"hasPart[0].author", "A clerk", "The clerk", `"A clerk"`, `"The clerk"`},
		{"hasPart[0].author", "A clerk", "", `"A clerk"`, ``},
		{"hasPart[0].citation[1].text", "Two", "One", `"Two"`, `"One"`},
		{"hasPart[0].citation[0]", "#s1", "", ``, ``},
		{"hasPart[1].url", "https://county.example/ferry", "https://county.example/", `/ferry"`, `example/"`},
		{"hasPart[0].text", "A boat", "A ship", "-", "-"},
		{"hasPart[7].text", "A ferry", "A ship", "-", "-"},
		{"hasPart[0].citation[9].text", "A ferry", "A ship", "-", "-"},
		{"hasPart[0].text.name", "A ferry", "A ship", "-", "-"},
		{"hasPart", "A ferry", "A ship", "-", "-"},
	} {
		out, err := edit.Put("ferry.json", before, c.path, c.old, c.words)
		if (err != nil) != (c.gone == "-") {
			t.Errorf("%s: %v", c.path, err)
		}
		if s := string(out); err == nil && (c.gone != "" && strings.Contains(s, c.gone) || !strings.Contains(s, c.come)) {
			t.Errorf("%s: %s", c.path, s)
		}
		if c.gone != "-" && edit.At(before, c.path) != c.old {
			t.Errorf("%s is %q, want %q", c.path, edit.At(before, c.path), c.old)
		}
	}
	if out, err := edit.Drop("ferry.json", before, "#s1"); err == nil {
		t.Errorf("a source is gone that a record cites: %s", out)
	}
	if out, err := edit.Drop("ferry.json", before, "#c1"); err == nil {
		t.Errorf("a record was taken for a source: %s", out)
	}
}
