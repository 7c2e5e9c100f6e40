package desk

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
	"sourcemark/web/lang"
)

// broken yields each finding of the fixtures of lint, which has one for everything that each rule finds.
func broken(t *testing.T, yield func(d *Dossier, f *lint.Finding)) {
	files, err := filepath.Glob("../records/lint/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o := lint.Options{Today: "2026-03-15"}
		for _, x := range archive.Files {
			if x.Name == "article.txt" {
				o.Articles = []*claims.Text{claims.Plain(string(x.Data))}
			}
		}
		for _, x := range archive.Files {
			d := &Dossier{Name: "ferry.json"}
			if d.Dossier, err = records.Read("ferry.json", x.Data); err != nil {
				d.Dossier = &claims.Dossier{}
			}
			if strings.HasSuffix(x.Name, ".json") {
				for _, f := range lint.Dossier("ferry.json", x.Data, o) {
					yield(d, &f)
				}
			}
		}
	}
}

var inFile = regexp.MustCompile(`\b[a-z]+[A-Z]\w*|[{}"]|#[a-z]\d|JSON|%s|hasPart`) // a member, an @id, a path

// TestLintTexts says what each rule finds in every language of the interface: in its own words, and with nothing that
// stands in files only.
func TestLintTexts(t *testing.T) {
	file, err := os.ReadFile("../../web/lang/en.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^desk\.lint-([a-z-]+) = (.*)`).FindAllStringSubmatch(string(file), -1) {
		texts[m[1]] = m[2]
	}
	for _, r := range lint.Rules() {
		if texts[r.ID] == "" && r.ID != "schema" && r.ID != "verdict-class" { // see faultText
			t.Errorf("rule %s has no text: add desk.lint-%[1]s to web/lang", r.ID)
		}
	}
	found := map[string]bool{"more": true, "unplaced-unsearched": true} // of dossiers that are too large for a fixture
	broken(t, func(d *Dossier, f *lint.Finding) {
		key := strings.TrimSuffix(f.Rule+"-"+f.Kind, "-")
		found[key] = true
		if n := strings.Count(texts[key], "%s"); n > len(f.Values) {
			t.Errorf("desk.lint-%s names %d things, and lint %d", key, n, len(f.Values))
		}
		said := map[string]string{}
		for _, tag := range lang.Tags {
			text := (&visit{Desk: deskIn(tag)}).faultText(d, f)
			if bad := inFile.FindString(text); bad != "" {
				t.Errorf("%s, %s: %q has %q", tag, key, text, bad)
			}
			if other := said[text]; other != "" {
				t.Errorf("%s and %s say the same of %s: %q", tag, other, key, text)
			}
			said[text] = tag
		}
	})
	for key := range texts {
		if !found[key] {
			t.Errorf("no fixture of lint leads to desk.lint-%s", key)
		}
	}
}

// TestLintedOnce lints one version of a dossier once as it is and once with its drafts, however many of its checks are
// opened, and again when it or its article is another.
func TestLintedOnce(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story})
	f.Wait()
	before := f.lints.Load()
	open := func(after int32, why string) {
		t.Helper()
		for _, id := range []string{"%23c01", "%23c02", "%23c01"} {
			if w := s.ask("GET", "/dossier/ferry.json?record="+id, nil); w.Code != 200 {
				t.Fatal(w.Code)
			}
		}
		if n := f.lints.Load() - before; n != after {
			t.Errorf("%s: linted %d times, want %d", why, n, after)
		}
	}
	open(1, "as it was examined")
	if _, err := f.Save(Change{Dossier: "ferry.json", Words: "Saved", Make: func(file string, data []byte) ([]byte, error) {
		return edit.Set(file, data, "#c01", edit.Field{Path: "text", Words: "The ferry was full"})
	}}); err != nil {
		t.Fatal(err)
	}
	f.Wait()
	open(3, "another version")
	if err := os.WriteFile(filepath.Join(f.dir, "ferry.html"), []byte(story+"<p>One more.</p>"), 0o644); err != nil {
		t.Fatal(err)
	}
	open(5, "another article")
}
