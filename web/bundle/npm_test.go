package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestPackageReadme wants what a reader of the package's README is sent to in it: each link leads to one of its headings.
func TestPackageReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	got, err := packageReadme(readme)
	if err != nil {
		t.Fatal(err)
	}
	headings := "#sourcemark"
	for _, m := range regexp.MustCompile(`(?m)^## (.+)$`).FindAllSubmatch(got, -1) {
		headings += " #" + strings.ToLower(strings.ReplaceAll(string(m[1]), " ", "-"))
	}
	if want := "#sourcemark #settings #content-security-policy #events-and-functions"; headings != want {
		t.Errorf("it has the headings %s, want %s", headings, want)
	}
	for _, m := range regexp.MustCompile(`\]\(([^)]*)\)`).FindAllSubmatch(got, -1) {
		if to := string(m[1]); !strings.Contains(headings+" ", to+" ") && !strings.HasPrefix(to, "https:") {
			t.Errorf("it has a link to %s, which is not in the package", to)
		}
	}
}
