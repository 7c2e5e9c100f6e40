package lang_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	. "sourcemark/web/lang"
)

// TestDesk reads the words of the desk in every language: each has those of en.txt in its order, and readers load none
// of them.
func TestDesk(t *testing.T) {
	file := func(tag string) string {
		data, err := os.ReadFile(tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	own := func(tag string) (keys, comments []string) {
		for line := range strings.Lines(strings.TrimPrefix(file(tag), Text(tag))) {
			key, _, _ := strings.Cut(strings.TrimSpace(line), " = ")
			if noun, form, ok := strings.Cut(strings.TrimPrefix(key, "desk."), "."); ok && key[0] != '#' {
				_ = form
				key = "desk." + noun + ".*"
			}
			if strings.HasPrefix(key, "#") {
				comments = append(comments, key)
			} else if key != "" && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
		return keys, comments
	}
	want, notes := own("en")
	if len(want) < 30 {
		t.Fatalf("en.txt has %d texts of the desk", len(want))
	}
	for _, tag := range Tags {
		if _, err := LoadDesk(tag); err != nil {
			t.Error(err)
		}
		if strings.Contains(Text(tag), "desk.") {
			t.Errorf("%s.txt: readers load words of the desk", tag)
		}
		if got, said := own(tag); !slices.Equal(got, want) || !slices.Equal(said, notes) {
			for i := range want {
				if i >= len(got) || got[i] != want[i] {
					t.Errorf("%s.txt: the desk needs %s here, in the order of en.txt", tag, want[i])
					break
				}
			}
			t.Errorf("%s.txt: comments %q and %d keys, want %q and %d", tag, said, len(got), notes, len(want))
		}
		for line := range strings.Lines(strings.TrimPrefix(file(tag), Text(tag))) {
			if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "#") {
				continue
			}
			if strings.ContainsAny(line, "!！¡\"'\t") || strings.Contains(line, "...") || strings.Contains(line, "  ") ||
				strings.TrimSpace(line) != line || strings.Contains(line, "JSON") {
				t.Errorf("%s.txt: an exclamation mark, a straight quote, three dots, a space too many, or JSON: %s", tag, line)
			}
			_, text, _ := strings.Cut(line, " = ")
			if tag == "fr" && badFrench.MatchString(strings.ReplaceAll(text, "https://", "")) {
				t.Errorf("fr.txt: use the space that does not break: %s", line)
			}
		}
	}
}

// Every text of the desk is used, and every text that is used is there.
func TestDeskTexts(t *testing.T) {
	d, err := LoadDesk("en")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, pattern := range []string{"../desk/*.html", "../../claims/desk/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(file, "_test.go") {
				code.Write(data)
			}
		}
	}
	data, err := os.ReadFile("en.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^desk\.([a-z-]+)`).FindAllStringSubmatch(string(data), -1) {
		if !strings.HasPrefix(m[1], "lint-") && // each of these is said of a rule: TestLintTexts of package desk
			!strings.HasPrefix(m[1], "import-note-") && // and these of a note: TestImportNotes
			!strings.Contains(code.String(), `"`+m[1]+`"`) {
			t.Errorf("desk.%s is not used", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\bSay "([a-z-]+)"|\bSay\("([a-z-]*[a-z])"`).FindAllStringSubmatch(code.String(), -1) {
		d.Say(m[1]+m[2], "", "", "") // which panics
	}
	for _, m := range regexp.MustCompile(`\bMany \.[A-Za-z.]+ "([a-z-]+)"`).FindAllStringSubmatch(code.String(), -1) {
		d.Many(2, m[1])
	}
}
