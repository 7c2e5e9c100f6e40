package desk

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sourcemark/claims/records/links"
)

// When a desk starts it takes away, of what it keeps, the sources that nothing cites and the articles of dossiers that are gone,
// if they are old; never what a form still types about, nor anything while a dossier or a form cannot be read.
func TestPruned(t *testing.T) {
	const cited, archived, typed, loose = "https://county.example/ferry", "https://archive.example/1", "https://harbour.example/typed", "https://news.example/loose"
	dir := t.TempDir()
	text := strings.Replace(ferry, `"url": "https://county.example/ferry"`, `"url": "https://county.example/ferry", "archivedAt": "https://archive.example/1"`, 1)
	write(t, filepath.Join(dir, "ferry.json"), text)
	old, new := time.Now().Add(-unused-time.Hour), time.Now()
	s := &store{filepath.Join(dir, storeName)}
	keep := func(at time.Time, kind string, name ...string) string {
		t.Helper()
		file := s.path(kind, name...)
		write(t, file, "{}")
		for _, x := range []string{file, filepath.Dir(file)} {
			if err := os.Chtimes(x, at, at); err != nil {
				t.Fatal(err)
			}
		}
		return file
	}
	fresh := keep(new, "sources", links.FileOf("https://news.example/fresh"))
	stay := []string{fresh, keep(old, "sources", links.FileOf(cited)), keep(old, "sources", links.FileOf(archived)), keep(old, "sources", links.FileOf(typed)),
		keep(old, "versions", "ferry.json", "000001-20260101T000000Z-ff.html.gz"), keep(new, "versions", "new.json", "000001-20260101T000000Z-ff.html.gz"),
		keep(old, "offered", "ferry.json.html")}
	gone := []string{keep(old, "sources", links.FileOf(loose)), keep(old, "versions", "gone.json", "000001-20260101T000000Z-ff.html.gz"),
		keep(old, "offered", "gone.json.html")}
	start := func() {
		t.Helper()
		f, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		<-f.pruned
		if len(f.AllTyped()) == 0 {
			if err := f.Keep(Typed{ID: NewID(), Form: "ferry.json#c02new", Values: url.Values{"page": {typed}}}); err != nil {
				t.Fatal(err)
			}
		}
		f.Close()
	}
	is := func(want bool, files []string) {
		t.Helper()
		for _, file := range files {
			if _, err := os.Stat(file); (err == nil) != want {
				t.Errorf("%s: %v", strings.TrimPrefix(file, dir), err)
			}
		}
	}
	write(t, filepath.Join(dir, "broken.json"), strings.Replace(text, `"text": "The fare rises"`, `"text": 7`, 1))
	start()
	is(true, slices.Concat(stay, gone)) // it may cite any of them
	if err := os.Remove(filepath.Join(dir, "broken.json")); err != nil {
		t.Fatal(err)
	}
	half := s.path("typed", "half.json")
	write(t, half, `{"id":`)
	start()
	is(true, slices.Concat(stay, gone)) // it may be about any of them
	if err := os.Remove(half); err != nil {
		t.Fatal(err)
	}
	start()
	is(true, stay)
	is(false, gone)
}

// What is kept of sources is no way out of the folder.
func TestThreatLinkAmongSources(t *testing.T) {
	f := opened(t, map[string]string{"ferry.json": ferry})
	<-f.pruned
	outside := t.TempDir()
	write(t, filepath.Join(outside, "mine.json"), "mine")
	if err := os.MkdirAll(f.store.path("sources"), 0o700); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"versions": outside, "offered": f.dir, "sources/link.json": filepath.Join(outside, "mine.json")} {
		if err := os.Symlink(to, filepath.Join(f.store.dir, from)); err != nil {
			t.Skip(err)
		}
	}
	f.Today = func() time.Time { return time.Now().Add(2 * unused) }
	f.prune()
	if _, err := os.Stat(filepath.Join(outside, "mine.json")); err != nil {
		t.Error(err)
	}
	f.in(t, "ferry.json")
}
