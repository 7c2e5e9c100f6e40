package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func readHeadings(t *testing.T) map[string]string {
	source, err := os.ReadFile("../../keys.go")
	if err != nil {
		t.Fatal(err)
	}
	found := headings(string(source))
	if found["script"] == "" || found["decimals"] == "" || found["that"] == "" || found["articles"] != "" {
		t.Fatalf("the headings of keys.go: %q", found)
	}
	return found
}

// TestFiles holds that every file is in order.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("../../*.txt")
	if err != nil || len(files) < 20 { // languages that there are
		t.Fatalf("%v, %v", files, err)
	}
	headings := readHeadings(t)
	for _, file := range files {
		if filepath.Base(file) == "tongues.txt" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, changes, err := ordered(string(data), headings)
		if err != nil {
			t.Errorf("%s:%v", filepath.Base(file), err)
		} else if text != string(data) {
			t.Errorf("%s is not in order; run go run ./claims/language/internal/order\n%s", filepath.Base(file),
				strings.Join(changes, "\n"))
		}
	}
}

func TestOrdered(t *testing.T) {
	const text = `# Swedish. No native speaker has read this file yet.
# Made for a test.

months = maj=5
# The script.
script = latin
light = gå
  komma gå
# Numbers, days and names of things.
negations = inte
light = ny
`
	const want = `# Swedish. No native speaker has read this file yet.
# Made for a test.

# What holds sentences together, and what turns them round.
# The script.
script = latin
negations = inte
light = gå komma ny

# Numbers, days and names of things.
months = maj=5
`
	headings := readHeadings(t)
	got, changes, err := ordered(text, headings)
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	if want := []string{"moved script", "left out what stood twice under light", "moved light", "moved negations"}; !slices.Equal(changes, want) {
		t.Errorf("says %q, want %q", changes, want)
	}
	if again, changes, err := ordered(got, headings); again != got || changes != nil || err != nil {
		t.Errorf("what is in order is changed: %q, %v", changes, err)
	}
	long := "# X.\n\n# " + strings.TrimPrefix(headings["script"], "# ") + "\nlight = " + strings.Repeat("å", 60) + " " +
		strings.Repeat("ö", 60) + "\n"
	if got, changes, _ := ordered(long, headings); !strings.HasSuffix(got, "å\n  "+strings.Repeat("ö", 60)+"\n") ||
		len(changes) != 1 || changes[0] != "broke the lines of light" {
		t.Errorf("a long line: %q\n%s", changes, got)
	}
	if _, _, err := ordered("# X.\n\nscript = latin\n\nlihgt = x\n", headings); err == nil ||
		err.Error() != "5: lihgt: no such key; go doc -all sourcemark/claims/language has all of them" {
		t.Errorf("a key that there is not: %v", err)
	}
}
