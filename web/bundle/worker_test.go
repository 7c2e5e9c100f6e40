package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDossiers wants the worker to carry the dossiers of the folder that the build was told, and no others.
func TestDossiers(t *testing.T) {
	t.Chdir(top)
	story, err := os.ReadFile(dossier)
	if err != nil {
		t.Fatal(err)
	}
	checks, broken := t.TempDir(), t.TempDir()
	for file, text := range map[string]string{
		filepath.Join(checks, "story.json"): string(story), filepath.Join(checks, "story.links.json"): "{}",
		filepath.Join(checks, "notes.txt"): "",
		filepath.Join(broken, "bad.json"):  "{",
	} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ folder, names, err string }{
		{"", "", ""},
		{checks, "story.json", ""},
		{broken, "", "bad.json"},
		{filepath.Join(checks, "none"), "", "DOSSIERS="},
	} {
		data, err := workerFiles(c.folder)
		if err != nil || c.err != "" {
			if err == nil || c.err == "" || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%q: %v, want %q", c.folder, err, c.err)
			}
			continue
		}
		var files struct{ Records map[string]string }
		if err := json.Unmarshal(data, &files); err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range files.Records {
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != c.names {
			t.Errorf("%q: the worker carries %q, want %q", c.folder, got, c.names)
		}
	}
}
