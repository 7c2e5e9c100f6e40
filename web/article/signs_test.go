package article

import (
	"os"
	"strings"
	"testing"
)

// TestSignsInManual finds every framework, and what an attribute or comment of it begins with, in the manual.
func TestSignsInManual(t *testing.T) {
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, manual, _ := strings.Cut(string(data), "## Pages that a framework draws")
	manual, _, _ = strings.Cut(manual, "\n## ")
	for _, s := range signs {
		mark := s.mark
		if key, value, ok := strings.Cut(mark, "="); ok && (key == "id" || key == "type") {
			mark, _, _ = strings.Cut(value, "/")
			mark, _, _ = strings.Cut(mark, "-")
		}
		if strings.HasPrefix(mark, "data-sveltekit-") {
			mark = "data-sveltekit-"
		}
		if !strings.Contains(manual, mark) || !strings.Contains(manual, strings.Fields(s.name)[0]) {
			t.Errorf("the manual does not say %s of %s", mark, s.name)
		}
	}
}
