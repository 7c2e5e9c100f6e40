package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/watch"
)

// TestWatchRereads wants a check that is added while watch runs to be looked for, and none to be lost to a mistake.
func TestWatchRereads(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ferry.json")
	var warned string
	w := &watch.Watcher{Checker: claims.New(), Warn: func(format string, args ...any) { warned += fmt.Sprintf(format, args...) }}
	for _, c := range []struct{ dossier, warned string }{
		{harbourDossier, ""},
		{"{", "the records stay as they were: " + file + ": line 1"},
	} {
		if err := os.WriteFile(file, []byte(c.dossier), 0o644); err != nil {
			t.Fatal(err)
		}
		reread(w, []string{file})
		if n := len(w.Checker.Check(claims.Plain(ferryArticle)).Items); n != 2 {
			t.Errorf("with %.20q, %d records are found", c.dossier, n)
		}
		if !strings.HasPrefix(warned, c.warned) || warned != "" && c.warned == "" {
			t.Errorf("warned %q, want %q", warned, c.warned)
		}
	}
}
