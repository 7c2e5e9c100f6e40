package desk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sourcemark/claims/internal/disk"
)

// The folder that goes onto a site: pages with their checks, and the dossiers without their drafts. It is one in that of
// the dossiers, or any other one that an editor has given in full. What the desk has written there is kept by its hash,
// so that it never takes away or replaces what is somebody else's.

// publicName is the folder that dossiers are published into until another one is chosen.
const publicName = "public"

// Why a folder cannot be published into.
var (
	OutOfFolder  = errors.New("neither a folder in this one nor a whole path")
	HasDossiers  = errors.New("there are dossiers in this folder")
	NotPublished = errors.New("this is not published there")
)

// A Publication is what was written of a dossier into one folder.
type Publication struct {
	Dossier string
	Folder  string    // in that of the dossiers, or a whole path
	Records string    // in it
	Page    string    // "" if there is none
	When    time.Time // when it was finished; zero if it was not
	Of      string    // the hash of the dossier and the article that it was made of

	Why error `json:"-"` // why there is no page: fs.ErrNotExist without an article, or one of article's refusals
}

// files returns what it has, with its page first.
func (p *Publication) files() []string {
	if p.Page == "" {
		return []string{p.Records}
	}
	return []string{p.Page, p.Records}
}

// Foreign is the error for files that the desk would replace or take away, and which are not as it has written them.
type Foreign struct {
	Files []string // in the folder that is published into
	Over  string   // replaces them as they are now, if Publish or Unpublish is given it
}

// Error names the files.
func (f *Foreign) Error() string { return "not written by the desk: " + strings.Join(f.Files, ", ") }

// Out returns the folder that dossiers are published into: one in that of the dossiers, or a whole path.
func (f *Folder) Out() string {
	data, err := os.ReadFile(f.store.path("publish", "folder"))
	if to := string(data); err == nil && to != "" {
		return to
	}
	return publicName
}

// PublishInto chooses the folder that dossiers are published into. The error is OutOfFolder, HasDossiers, or that the
// folder cannot be made.
func (f *Folder) PublishInto(to string) error {
	to = strings.TrimSpace(to)
	if disk.Name(to) != nil || to == "" || to[0] == '~' {
		return OutOfFolder
	}
	if filepath.IsAbs(to) {
		to = filepath.Clean(to)
		if real, err := filepath.EvalSymlinks(to); err == nil {
			to = real
		}
		if in, err := filepath.Rel(f.dir, to); err == nil && filepath.IsLocal(in) {
			to = in
		} else if in, err := filepath.Rel(to, f.dir); err == nil && filepath.IsLocal(in) {
			return HasDossiers
		}
	}
	if !filepath.IsAbs(to) {
		to = path.Clean(filepath.ToSlash(to))
		if !filepath.IsLocal(to) || to == "." || strings.ContainsAny(to, `\:`) {
			return OutOfFolder
		}
		for part := range strings.SplitSeq(to, "/") {
			if part[0] == '.' { // git's, or the desk's own
				return OutOfFolder
			}
		}
		all, _ := f.Dossiers()
		if slices.ContainsFunc(all, func(d *Dossier) bool { return strings.HasPrefix(d.Name, to+"/") }) {
			return HasDossiers
		}
	}
	root, _, err := f.open(to)
	if err != nil {
		return err
	}
	root.Close()
	if err := f.store.write([]byte(to), "publish", "folder"); err != nil {
		return err
	}
	f.outs.Store(to, true)
	return nil
}

// open returns a folder to publish into, out of which no link leads, and its path. It is made if it is not there.
func (f *Folder) open(to string) (root *os.Root, dir string, err error) {
	if filepath.IsAbs(to) {
		if err := os.Mkdir(to, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, "", err
		}
		root, err = os.OpenRoot(to)
		return root, f.path(to), err
	}
	own, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, "", err
	}
	defer own.Close()
	if err := own.MkdirAll(to, 0o777); err != nil {
		return nil, "", err
	}
	root, err = own.OpenRoot(to)
	return root, f.path(to), err
}

// isOut reports whether a folder in that of the dossiers holds what was published, and no dossiers to work on.
func (f *Folder) isOut(p string) bool {
	rel, err := filepath.Rel(f.dir, p)
	_, out := f.outs.Load(filepath.ToSlash(rel))
	return err == nil && out
}

// knowOuts learns in which folders something may have been published.
func (f *Folder) knowOuts() {
	f.outs.Store(publicName, true)
	f.outs.Store(f.Out(), true)
	dossiers, _ := os.ReadDir(f.store.path("published"))
	for _, d := range dossiers {
		for _, p := range f.publications(filepath.Join(f.store.path("published"), d.Name())) {
			f.outs.Store(p.Folder, true)
		}
	}
}

// Publications returns where a dossier is published, with that in the chosen folder first.
func (f *Folder) Publications(name string) []*Publication {
	all := f.publications(f.store.path("published", name))
	to := f.Out()
	if i := slices.IndexFunc(all, func(p *Publication) bool { return p.Folder == to }); i > 0 {
		all[0], all[i] = all[i], all[0]
	}
	return all
}

// publications returns those that are kept in a folder of the store.
func (f *Folder) publications(dir string) (all []*Publication) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		p := new(Publication)
		if err == nil && json.Unmarshal(data, p) == nil && p.Records != "" {
			all = append(all, p)
		}
	}
	return all
}

// keep keeps a publication.
func (p *Publication) keep(s *store) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.write(data, "published", p.Dossier, p.Folder)
}

// Unpublish takes what was written of a dossier out of a folder. over is that of a Foreign that Unpublish has returned
// before, else "". The error is a *Foreign, NotPublished, or one of the disk.
func (f *Folder) Unpublish(name, folder, over string) error {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	all := f.Publications(name)
	i := slices.IndexFunc(all, func(p *Publication) bool { return p.Folder == folder })
	if i < 0 {
		return NotPublished
	}
	root, _, err := f.open(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	files := all[i].files()
	if err := f.foreign(root, folder, nil, files, over); err != nil {
		return err
	}
	for _, file := range files { // the page first: it is what readers have
		if err := f.takeOut(root, folder, file); err != nil {
			return err
		}
	}
	return os.Remove(f.store.path("published", name, folder))
}

// takeOut removes a file that was published.
func (f *Folder) takeOut(root *os.Root, folder, file string) error {
	if err := root.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	os.Remove(f.store.path("written", folder, file))
	return nil
}

// foreign returns a *Foreign if files that are to be replaced or removed are somebody else's, unless over says to do it.
func (f *Folder) foreign(root *os.Root, folder string, replaced []disk.File, removed []string, over string) error {
	var x Foreign
	var seen strings.Builder
	look := func(file string, data []byte) error {
		now, err := root.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		hash := hashOf(now)
		if data != nil && hash == hashOf(data) || slices.Contains(f.written(folder, file), hash) {
			return nil
		}
		x.Files = append(x.Files, file)
		seen.WriteString(file + "\x00" + hash)
		return nil
	}
	for _, file := range replaced {
		if err := look(file.Name, file.Data); err != nil {
			return err
		}
	}
	for _, file := range removed {
		if err := look(file, nil); err != nil {
			return err
		}
	}
	if x.Over = hashOf([]byte(seen.String())); x.Files == nil || x.Over == over {
		return nil
	}
	return &x
}

// written returns the hashes that a file may have if nobody else has written it.
func (f *Folder) written(folder, file string) []string {
	data, _ := os.ReadFile(f.store.path("written", folder, file))
	return strings.Fields(string(data))
}

// write writes files into a folder, all or none. Before, their hashes are noted beside those of what stands there, so
// that they are known to be ours at whatever moment it is interrupted.
func (f *Folder) write(root *os.Root, dir, folder string, files []disk.File) error {
	var all []disk.File
	for _, file := range files {
		if err := root.MkdirAll(path.Dir(file.Name), 0o777); err != nil {
			return err
		}
		now, err := root.ReadFile(file.Name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		hash := hashOf(file.Data)
		known := []string{hash}
		if err == nil {
			known = append(known, hashOf(now))
		}
		if !slices.Equal(f.written(folder, file.Name), known) {
			if err := f.store.write([]byte(strings.Join(known, "\n")), "written", folder, file.Name); err != nil {
				return err
			}
		}
		if err != nil || known[0] != known[1] {
			all = append(all, disk.File{Name: filepath.Join(dir, filepath.FromSlash(file.Name)), Data: file.Data})
		}
	}
	return disk.WriteAll(all)
}
