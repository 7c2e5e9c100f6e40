package desk

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What a disk has against a change is said in words, and the page that says so has what was typed: perhaps nothing else
// has.
func TestDiskTrouble(t *testing.T) {
	s, f := served(t, both)
	form := s.open(t, "#c01", "why", "The county says 40,200 now.")
	v := s.visit(nil, &http.Request{})
	for _, c := range []struct {
		err  error
		want string
	}{
		{syscall.ENOSPC, "The disk is full"}, {syscall.EDQUOT, "The disk is full"}, {syscall.EROFS, "may not write"},
		{fs.ErrPermission, "may not write"},
	} {
		if got := v.unwritable(fmt.Errorf("ferry.json: %w", &fs.PathError{Op: "write", Path: "ferry.json", Err: c.err})); !strings.Contains(got, c.want) {
			t.Errorf("%v: %q", c.err, got)
		}
	}
	if got := v.unwritable(nil); got != "" {
		t.Errorf("nothing: %q", got)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "http://"+here+"/save/ferry.json", nil)
	r.SetPathValue("name", "ferry.json")
	typed := &Typed{ID: form.Get("typed"), Values: form}
	if err := s.notSaved(s.visit(w, r), "#c01", typed, v.unwritable(syscall.ENOSPC)); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusInsufficientStorage {
		t.Error(w.Code)
	}
	has(t, w.Body.String(), "The disk is full", "The county says 40,200 now.", `name="seen" value="`+form.Get("seen")+`"`)
	if os.Geteuid() == 0 {
		return // nothing is forbidden to root
	}
	if err := os.Chmod(f.dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(f.dir, 0o700)
	w = s.ask("POST", "/save/ferry.json", form)
	has(t, w.Body.String(), "The desk may not write into this folder", "The county says 40,200 now.")
	if w := s.ask("POST", "/typed/ferry.json", form); !strings.HasPrefix(w.Body.String(), "The desk may not write") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Whoever opens a dossier that is half a file reads where it breaks off, and can undo.
func TestBrokenDossier(t *testing.T) {
	s, f := served(t, both)
	s.ask("POST", "/save/ferry.json", s.open(t, "#c01", "why", "The county says 40,200 now."))
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(ferry, `"version": "1",`, `"version": "1"`, 1))
	page := s.ask("GET", "/dossier/ferry.json", nil).Body.String()
	has(t, page, "Cannot be read", "<li>Line 3, character ", "Undo: Saved")
}
