package edit_test

import (
	"errors"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	. "sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
	"sourcemark/claims/records/lint"
)

const (
	wayDraft = `{"@type": "Claim", "@id": "#c1", "status": "draft", "text": "The ferry was full", "deskNote": "asked twice", "citation": "#s1",
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "It was not."}}},
		{"@type": "Report", "@id": "#s1", "publisher": "County office", "text": "40,200 passengers"}`
	ana, ben = "Ana Reyes", "Ben Ito"
)

// TestWay goes a draft's way to readers and back, and everything that is refused on it.
func TestWay(t *testing.T) {
	file := []byte(recordstest.Frame(wayDraft))
	do := func(what string, want error, f func(string, []byte) ([]byte, error)) {
		t.Helper()
		out, err := f("ferry.json", file)
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Fatalf("%s: %v, want %v", what, err, want)
		}
		if err == nil {
			file = out
		}
	}
	record := func() (claims.Record, bool) {
		t.Helper()
		d, err := records.Read("ferry.json", file)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Drafts) > 0 {
			return d.Drafts[0], true
		}
		return d.Records[0], false
	}
	ready := func(by string) func(string, []byte) ([]byte, error) {
		return func(f string, data []byte) ([]byte, error) { return Ready(f, data, "#c1", by, "2026-03-12") }
	}
	read := func(by string) func(string, []byte) ([]byte, error) {
		return func(f string, data []byte) ([]byte, error) { return ReadBy(f, data, "#c1", by, "2026-03-13") }
	}
	back := func(f string, data []byte) ([]byte, error) {
		return SendBack(f, data, "#c1", ben, "Which year?", "2026-03-13")
	}
	do("read before it is ready", NotReady, read(ben))
	do("sent back before it is ready", NotReady, back)
	do("ready", nil, ready(ana))
	do("read by the same", SameReader, read(" ana  reyes"))
	do("sent back", nil, back)
	r, _ := record()
	if w := r.Way; w.Ready != "" || w.By.Name != ana || w.Returned.Text != "Which year?" || w.Returned.By.Name != ben {
		t.Errorf("sent back: %+v", w)
	}
	do("ready again", nil, ready(ana))
	do("read", nil, read(ben))
	r, draft := record()
	if w := r.Way; !draft || w.Ready != "2026-03-12" || w.Read != "2026-03-13" || r.Editor.Name != ben || w.Returned.Text != "" {
		t.Errorf("read: %v %+v", draft, r)
	}
	// A host sees a draft until it is released, and nothing of its way afterwards.
	if out, err := Released("ferry.json", file); err != nil || strings.Contains(string(out), "full") {
		t.Errorf("%v %s", err, out)
	}
	do("released", nil, func(f string, data []byte) ([]byte, error) { return Release(f, data, "#c1") })
	do("ready, being released", NotThere, ready(ana))
	do("sent back, being released", NotThere, back)
	do("no such check", NotThere, func(f string, data []byte) ([]byte, error) { return ReadBy(f, data, "#c9", ben, "2026-03-13") })
	if r, draft = record(); draft || r.Editor.Name != ben || !strings.Contains(string(file), "asked twice") {
		t.Errorf("released: %v %+v", draft, r)
	}
	singles, err := Singles("ferry.json", file)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Released("ferry.json", file)
	if err != nil {
		t.Fatal(err)
	}
	for _, public := range []string{string(out), string(singles[0].Data)} {
		for _, not := range []string{ana, ben, `"read`} {
			if strings.Contains(public, not) || !strings.Contains(public, "full") {
				t.Errorf("the public copy has %s:\n%s", not, public)
			}
		}
	}
}

// TestTouched: what was read counts for the words that were read.
func TestTouched(t *testing.T) {
	made := func(parts string, steps ...func([]byte) ([]byte, error)) []byte {
		t.Helper()
		data := []byte(recordstest.Frame(parts))
		for _, step := range steps {
			out, err := step(data)
			if err != nil {
				t.Fatal(err)
			}
			data = out
		}
		return data
	}
	ready := func(d []byte) ([]byte, error) { return Ready("", d, "#c1", ana, "2026-03-12") }
	read := func(d []byte) ([]byte, error) { return ReadBy("", d, "#c1", ben, "2026-03-13") }
	release := func(d []byte) ([]byte, error) { return Release("", d, "#c1") }
	byHand := strings.Replace(wayDraft, `"status": "draft"`, `"editor": "Ben Ito"`, 1)
	set := func(id, path, words string) func([]byte) ([]byte, error) {
		return func(d []byte) ([]byte, error) { return Set("", d, id, Field{Path: path, Words: words}) }
	}
	for name, c := range map[string]struct {
		file   []byte
		change func([]byte) ([]byte, error)
		strict bool
		ready  string // by whom, afterwards; "" if it is not
		editor string
	}{
		"words of a draft":           {made(wayDraft, ready), set("#c1", "text", "The ferry was half full"), false, "", ""},
		"of one that was read":       {made(wayDraft, ready, read), set("#c1", "text", "The ferry was half full"), false, "", ""},
		"its source":                 {made(wayDraft, ready, read), set("#s1", "text", "41,200 passengers"), false, "", ""},
		"a copy of the source":       {made(wayDraft, ready, read), set("#s1", "archivedAt", "https://a.example/"), false, ana, ben},
		"nothing":                    {made(wayDraft, ready, read), set("#c1", "text", "The ferry was full"), false, ana, ben},
		"released and read":          {made(wayDraft, ready, read, release), set("#c1", "text", "The ferry was half full"), false, "Cem Oz", ""},
		"an editor named by hand":    {made(byHand), set("#c1", "text", "The ferry was half full"), false, "", ben},
		"the same in a strict house": {made(byHand), set("#c1", "text", "The ferry was half full"), true, "Cem Oz", ""},
		"the source is cited by another": {made(wayDraft+`, {"@type": "Claim", "@id": "#c2", "status": "draft", "text": "It was late"}`, ready, read),
			func(d []byte) ([]byte, error) {
				out, _, err := Cite("", d, Citation{Record: "#c2", Source: claims.Source{ID: "#s1"}, Excerpt: claims.Excerpt{Text: "It left at nine"}})
				return out, err
			}, false, ana, ben},
		"released by a step": {made(wayDraft, ready, read), release, true, ana, ben},
		"withdrawn": {made(wayDraft, ready, read, release), func(d []byte) ([]byte, error) {
			return Withdraw("", d, "#c1", "Wrong ferry.", "2026-03-14")
		}, true, ana, ben},
	} {
		after, err := c.change(c.file)
		if err != nil {
			t.Fatal(name, err)
		}
		after, err = Touched("", c.file, after, "Cem Oz", "2026-03-14", c.strict)
		if err != nil {
			t.Fatal(name, err)
		}
		d, err := records.Read("ferry.json", after)
		if err != nil {
			t.Fatal(name, err)
		}
		r := append(d.Records, d.Drafts...)[0]
		by := r.Way.By.Name
		if r.Way.Ready == "" {
			by = ""
		}
		if by != c.ready || r.Editor.Name != c.editor {
			t.Errorf("%s: ready by %q, read by %q, want %q, %q", name, by, r.Editor.Name, c.ready, c.editor)
		}
	}
}

// TestSecondReader: a house that demands a second person hears of every check that only one has read.
func TestSecondReader(t *testing.T) {
	for editor, want := range map[string][2]int{"": {0, 1}, `, "editor": "Ben Ito"`: {0, 0},
		`, "readyBy": "Ana Reyes", "ready": "2026-03-12", "editor": "Ana Reyes"`: {1, 1},
		`, "status": "withdrawn", "correction": "Wrong ferry."`:                  {0, 0},
		`, "status": "draft"`: {0, 0}} {
		file := []byte(recordstest.Frame(`{"@type": "Claim", "@id": "#c1", "text": "The ferry was full"` + editor + `}`))
		for i, strict := range []bool{false, true} {
			n := 0
			for _, f := range lint.Dossier("ferry.json", file, lint.Options{SecondReader: strict}) {
				if f.Rule == "second-reader" {
					n++
				}
			}
			if n != want[i] {
				t.Errorf("%q, strict %v: %d findings, want %d", editor, strict, n, want[i])
			}
		}
	}
}
