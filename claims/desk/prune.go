package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sourcemark/claims/records/links"
)

// What the desk keeps of sources and articles is pruned once a folder has been read, in the background: whole pages of
// others add up, and what nobody cites is of no use to anybody.

// unused is how long something stays that no dossier needs: longer than a leave of whoever fetched it, and than a branch
// on which it is cited waits to be merged.
const unused = 8 * 7 * 24 * time.Hour

// pruneLater prunes when all has been read.
func (f *Folder) pruneLater() {
	defer close(f.pruned)
	f.Wait()
	select {
	case <-f.ended:
	default:
		f.prune()
	}
}

// prune takes away what no dossier needs and nobody types about: pages of sources, and versions of articles whose dossiers
// are gone. While a dossier or what is typed cannot be read, it may need any of it, and nothing is taken away.
func (f *Folder) prune() {
	all, _ := f.Dossiers()
	needed := map[string]bool{} // names of files and folders
	cite := func(address string) {
		if address != "" {
			needed[links.FileOf(address)] = true
		}
	}
	for _, d := range all {
		if d.Dossier == nil {
			return
		}
		needed[escaped(d.Name)], needed[escaped(d.Name+".html")] = true, true
		cite(d.About.URL)
		for _, s := range d.Sources {
			cite(s.URL)
			cite(s.Archived)
		}
	}
	forms, err := os.ReadDir(f.store.path("typed"))
	typed := f.AllTyped()
	if err != nil && !errors.Is(err, fs.ErrNotExist) || len(typed) != len(forms) {
		return
	}
	for _, t := range typed {
		for _, values := range t.Values {
			for _, value := range values {
				cite(strings.TrimSpace(value)) // one of them may be an address
			}
		}
	}
	for _, kind := range []string{"sources", "versions", "offered"} {
		dir := f.store.path(kind)
		if !isFolder(f.store.dir) || !isFolder(dir) {
			continue // nothing of this kind was ever kept; or a link leads to what is not ours
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || needed[e.Name()] || f.Today().Sub(info.ModTime()) < unused || info.Mode()&fs.ModeSymlink != 0 {
				continue
			}
			os.RemoveAll(filepath.Join(dir, e.Name())) // what cannot be taken away is tried again next time
		}
	}
}

// isFolder reports whether there is a folder, and no link to one.
func isFolder(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir()
}
