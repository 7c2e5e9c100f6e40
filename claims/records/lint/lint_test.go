package lint_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
	"sourcemark/claims/records/lint"
	"sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

var update = flag.Bool("update", false, "write what the linter says now into testdata")

// today is the day on which the fixtures are linted.
const today = "2026-03-15"

// TestLintRules runs testdata. Each rule has an archive there: bad.json breaks it, and it alone, as says says;
// good.json keeps it, and every other rule above a note; article.txt, if there is one, is the story of both. Each
// of them, right or wrong, is formatted for good by formatting it once.
func TestLintRules(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update under CI would let any change pass")
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range lint.Rules() {
		if !slices.Contains(files, "testdata/"+rule.ID+".txtar") {
			t.Errorf("rule %s has no archive: write testdata/%[1]s.txtar", rule.ID)
		}
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		part := func(name string) *txtar.File {
			i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
			if i < 0 {
				return &txtar.File{}
			}
			return &archive.Files[i]
		}
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		i := slices.IndexFunc(lint.Rules(), func(r lint.Rule) bool { return r.ID == id })
		if i < 0 {
			t.Errorf("%s: there is no such rule: add it to lintRules in rules.go", file)
			continue
		}
		o := lint.Options{Today: today}
		if story := part("article.txt").Data; story != nil {
			o.Articles = []*claims.Text{claims.Plain(string(story))}
		}
		lint := func(name string) (says string, others []lint.Finding) {
			data := part(name).Data
			if data == nil {
				t.Errorf("%s: no %s", file, name)
			}
			once, err := edit.Format("ferry.json", data, nil)
			if twice, _ := edit.Format("ferry.json", once, nil); err == nil && string(twice) != string(once) {
				t.Errorf("%s: %s: formatting twice is not formatting once", file, name)
			}
			for _, f := range lint.Dossier("ferry.json", data, o) {
				if f.Rule == id {
					says += f.String() + "\n"
				} else if f.Severity > lint.Note {
					others = append(others, f)
				}
			}
			return says, others
		}
		says, others := lint("bad.json")
		if *update {
			part("says").Data = []byte(says)
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if says == "" {
			t.Errorf("%s: bad.json does not break the rule", file)
		} else if want := string(part("says").Data); says != want {
			t.Errorf("%s: bad.json: got\n%swant, under says,\n%s(-update writes it)", file, says, want)
		}
		for _, f := range others {
			t.Errorf("%s: bad.json also breaks %s, and must not: mend it, or the rule\n%v", file, f.Rule, f)
		}
		says, others = lint("good.json")
		if says != "" {
			t.Errorf("%s: good.json breaks the rule\n%s", file, says)
		}
		for _, f := range others {
			t.Errorf("%s: good.json breaks %s, and must not: mend it, or the rule\n%v", file, f.Rule, f)
		}
	}
}

// The demonstration's dossier, with its story in all languages, is one that an editor may publish.
func TestLintSamarkand(t *testing.T) {
	data, err := os.ReadFile("../samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	articles := []*claims.Text{article.Read(page).Text}
	for _, page := range articletest.Editions(t, "../../..") {
		articles = append(articles, article.Read(page).Text)
	}
	for _, f := range lint.Dossier("samarkand-2022.json", data, lint.Options{Today: "2026-11-25", Articles: articles}) {
		if f.Severity > lint.Note {
			t.Error(f)
		}
	}
}

// A file that is not JSON, or whose values have the wrong form, is told with line and column, and rules that need no
// more than the words still look at it.
func TestLintOfWhatReadRefuses(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"citation": "#s1"},`, `"citation": "#s1",},`,
			`ferry.json:10:23: error: a comma before the closing }: delete it [schema]`},
		{`"status": "disputed"`, `"status": "flase"`,
			`ferry.json:7:48: error: hasPart[0].status: "flase": must be sourced, disputed, neutral, unsourced, withdrawn or draft [schema]`},
		{`"version": "1", `, ``, `ferry.json:1:1: error: version: missing: add "1", the version of the format [schema]`},
		{`"status": "disputed", "text": "The`, `"status": "flase", "text": "TODO: The`,
			`ferry.json:7:65: error: hasPart[0].text: "TODO: The ferry carried 41,200 passengers": fill in The ferry carried 41,200 passengers [placeholder]`},
	} {
		spoilt := strings.Replace(recordstest.Small, c.old, c.new, 1)
		var got []string
		for _, f := range lint.Dossier("ferry.json", []byte("\uFEFF"+spoilt), lint.Options{}) {
			got = append(got, f.String())
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.new, strings.Join(got, "\n"), c.want)
		}
	}
}

// Lint and Read agree on what may be loaded.
func FuzzLint(f *testing.F) {
	f.Add(recordstest.Small)
	f.Add(strings.ReplaceAll(recordstest.Small, `"#s1"`, `{"@id": "#s1"}`))
	f.Add(strings.Replace(recordstest.Small, `"status": "disputed"`, `"status": "draft"`, 1))
	f.Add(`{"@context":"https://schema.org","hasPart":[{"@id":"#a","@type":"Quotation","isBasedOn":[{}],"review":[[]],"anchor":{"selector":[{}]}}]}`)
	story := claims.Plain("The ferry carried 41,200 passengers. The ferry carried 41,200 passengers.")
	f.Fuzz(func(t *testing.T, s string) {
		_, err := records.Read("fuzz.json", []byte(s))
		refused := false
		for _, x := range lint.Dossier("fuzz.json", []byte(s),
			lint.Options{Today: today, Articles: []*claims.Text{story}}) {
			refused = refused || x.Rule == "schema"
			if x.Line < 1 || x.Column < 1 || x.Line > strings.Count(s, "\n")+1 {
				t.Errorf("no such place: %v", x)
			}
		}
		if refused != (err != nil) {
			t.Errorf("refused by Lint: %v, by Read: %v", refused, err)
		}
	})
}

// What is wrong with everything is told a hundred times, and then how often besides.
func TestLintMany(t *testing.T) {
	const n = 1234
	told, more := 0, ""
	for _, f := range lint.Dossier("ferry.json", recordstest.Many(n, `{"quote": "The ferry sank"}`), lint.Options{}) {
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
