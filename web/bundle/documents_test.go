package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tracked returns the names of the project's own files, from its top, without what is built or installed.
func tracked(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(top, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		switch {
		case !e.IsDir():
			names = append(names, filepath.ToSlash(name))
		case name == "dist" || name == ".git" || e.Name() == "node_modules":
			return filepath.SkipDir
		}
		return nil
	})
	if err != nil || len(names) < 300 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(top, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestDocumentsAreTrue holds the documents against the tree: each test, file, package and heading that they name is
// there.
func TestDocumentsAreTrue(t *testing.T) {
	files := tracked(t)
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark|Example)[A-Z]\w*)\(`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range declared.FindAllStringSubmatch(read(t, name), -1) {
				tests[m[1]] = true
			}
		}
	}
	there := func(name string) bool {
		name = strings.TrimSuffix(name, "/")
		return slices.ContainsFunc(files, func(f string) bool {
			ok, _ := filepath.Match(name, f)
			return ok || strings.HasPrefix(f, name+"/")
		})
	}
	code := regexp.MustCompile("(?s)```.*?```|`[^`]*`")
	named := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z]\w*`)
	path := regexp.MustCompile("^(?:claims|web|wasm)(?:/[\\w.*-]+)+$")
	link := regexp.MustCompile(`\]\(([^)#:]*)(#[^):]*)?\)`)
	heading := regexp.MustCompile(`(?m)^#+ (.*)$`)
	looked := 0
	for _, doc := range []string{"CONTRIBUTING.md", "README.md", "CHANGELOG.md", "web/SECURITY.md"} {
		text := read(t, doc)
		for _, name := range named.FindAllString(text, -1) {
			looked++
			if !tests[name] {
				t.Errorf("%s: there is no %s", doc, name)
			}
		}
		for _, span := range code.FindAllString(text, -1) {
			name := strings.Trim(span, "`")
			// A name in capitals is one to be chosen: testdata/ID.txtar.
			if path.MatchString(name) && !regexp.MustCompile(`\b(ID|NAME|TAG)\b`).MatchString(name) {
				looked++
				if !there(name) {
					t.Errorf("%s: there is no %s", doc, name)
				}
			}
		}
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(text, ""), -1) {
			looked++
			to := doc
			if m[1] != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(doc), m[1]))
			}
			if !there(to) {
				t.Errorf("%s: a link to %s, which is not there", doc, to)
				continue
			}
			if m[2] == "" {
				continue
			}
			var anchors []string
			for _, h := range heading.FindAllStringSubmatch(read(t, to), -1) {
				slug := regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(h[1]), "")
				anchors = append(anchors, "#"+strings.ReplaceAll(slug, " ", "-"))
			}
			if !slices.Contains(anchors, m[2]) {
				t.Errorf("%s: a link to %s%s, and it has %v", doc, to, m[2], anchors)
			}
		}
	}
	if looked < 100 {
		t.Errorf("the documents name %d things only", looked)
	}
}

// TestReferencesLeadSomewhere wants every document that code and tests cite to be in the repository, and to have the
// chapter.
func TestReferencesLeadSomewhere(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)product(?:'s)? specification|developer data|\.\./shared|design/\w+\.md|` +
		`TestThreat\d`)
	chapter := regexp.MustCompile(`CONTRIBUTING\.md, "([^"]+)"`)
	cut := regexp.MustCompile(`\n\t*// ?`) // the end of a line within a comment, which may stand in a name
	contributing := read(t, "CONTRIBUTING.md")
	cited := 0
	for _, name := range tracked(t) {
		switch filepath.Ext(name) {
		case ".go", ".md", ".sh", ".js", ".mjs", ".css", ".html", ".txt", ".json", ".txtar":
		default:
			continue
		}
		if name == "web/bundle/documents_test.go" {
			continue // which has to say what it looks for
		}
		text := read(t, name)
		if found := elsewhere.FindAllString(text, -1); found != nil {
			t.Errorf("%s cites %q, which is not here", name, found)
		}
		lines := cut.ReplaceAllString(text, " ")
		for _, m := range chapter.FindAllStringSubmatch(lines, -1) {
			cited++
			if !strings.Contains(contributing, "\n## "+m[1]+"\n") {
				t.Errorf("%s cites %q of CONTRIBUTING.md, which is no chapter there", name, m[1])
			}
		}
	}
	if cited < 5 {
		t.Errorf("%d references to CONTRIBUTING.md only: the test looks for another form than they have", cited)
	}
}

// TestOneVersion wants the version said alike wherever it is said: in the API's description, and in the newest chapter of
// CHANGELOG.md.
func TestOneVersion(t *testing.T) {
	var api struct{ Info struct{ Version string } }
	err := json.Unmarshal([]byte(read(t, "wasm/edge/openapi.json")), &api)
	if err != nil || api.Info.Version != version {
		t.Errorf("openapi.json is version %q, want %s (%v)", api.Info.Version, version, err)
	}
	newest := regexp.MustCompile(`(?m)^## (\S+)`).FindStringSubmatch(read(t, "CHANGELOG.md"))
	if newest == nil || newest[1] != version {
		t.Errorf("the newest chapter of CHANGELOG.md is on %q, want %s", newest, version)
	}
}
