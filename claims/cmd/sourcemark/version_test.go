package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/web"
)

func TestVersion(t *testing.T) {
	out, err := command(t, "", "version")
	if lines := strings.Split(out, "\n"); err != nil || len(lines) != 4 || lines[0] != "sourcemark "+web.Version ||
		!strings.HasPrefix(lines[1], "commit: ") || !strings.HasPrefix(lines[2], "go") {
		t.Errorf("got %q, %v", out, err)
	}
	if out, err := command(t, "", "-version"); err != nil || out != "sourcemark "+web.Version+"\n" {
		t.Errorf("-version: got %q, %v", out, err)
	}
}

// TestVersionOfWidget wants a folder of the widget to be of this version, with all that readers need, unchanged.
func TestVersionOfWidget(t *testing.T) {
	loader := func(version string) string { return `window.sourcemark={version:"` + version + `",ready:1};` }
	line := func(name, text string) string { return fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(text)), name) }
	sums := line("sourcemark.js", loader(web.Version)) + line("sourcemark.js.br", "compressed") +
		line("lang/en.txt", "words") + line("story.html", "a page")
	for _, c := range []struct{ name, loader, words, sums, want string }{
		{name: "a release", loader: loader(web.Version), words: "words", sums: sums, want: "2 files, all as they were built"},
		{name: "a changed file", loader: loader(web.Version), words: "other", sums: sums,
			want: "lang/en.txt is not the file that was built with the others"},
		{name: "a missing file", loader: loader(web.Version), sums: sums, want: "lang/en.txt is missing"},
		{name: "another version", loader: loader("0.0.9"), words: "words", sums: line("sourcemark.js", loader("0.0.9")),
			want: "the widget is version 0.0.9, this program " + web.Version + ": use both of one release"},
		{name: "another script", loader: "alert(1)", sums: sums, want: "sourcemark.js is not the loader of a release"},
		{name: "no list", loader: loader(web.Version), want: "SHA256SUMS: no such file"},
		{name: "a list that leads out of the folder", loader: loader(web.Version), sums: line("../secret", ""),
			want: "want a digest, two spaces and a file of the folder"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{"sourcemark.js": c.loader, "lang/en.txt": c.words, "SHA256SUMS": c.sums} {
			if text == "" {
				continue
			}
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		out, err := command(t, "", "version", dir)
		if err != nil {
			out = err.Error()
		}
		if !strings.Contains(out, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, out, c.want)
		}
	}
}
