package desk

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/links"
)

// A Folder is a folder of dossiers that is open. Its methods may be called at once from many goroutines.
type Folder struct {
	Today func() time.Time // time.Now, unless a test says what day it is

	dir     string // absolute, and no link
	store   *store
	sources sources

	mu       sync.Mutex
	dossiers map[string]*Dossier // by name; each is replaced and never changed
	others   map[string]stamp    // JSON of other programs
	pages    map[string]stamp    // articles that are beside dossiers, by the names of these
	articles map[string]*Article // of those that were looked at last
	progress Progress
	person   person        // who works here
	changed  chan struct{} // closed and made anew at each change of what is above
	ended    chan struct{}
	pruned   chan struct{} // closed when the start has taken away what nobody needs
	work     sync.WaitGroup

	askGit sync.Once
	git    string // the name that git has

	counts      counts     // for Already
	remembering sync.Mutex // what becomes of the items of queues
	printing    sync.Mutex // versions of articles

	outs       sync.Map // folders that hold what was published
	publishing sync.Mutex

	reads, examined int // files that were parsed, and dossiers that were linted and placed; tests count them
	lints           atomic.Int32
}

// Progress says how far reading a folder has come.
type Progress struct {
	Files    int // there are
	Read     int // of these; all can be searched when all are read
	Examined int // linted and, where the article is known, placed
}

// Done reports whether all is read and examined.
func (p Progress) Done() bool { return p.Read >= p.Files && p.Examined >= p.Files }

// A Dossier is a file of the folder as it was at one moment. It is never changed.
type Dossier struct {
	Name            string // in the folder, with slashes: "2026/ferry.json"
	Hash            string // of the file
	*claims.Dossier        // nil if it cannot be read
	Err             error  // why it cannot
	State           State

	// The verdicts that it classifies, by claims.Class.
	Verdicts [claims.Neither + 1][]string

	given []string // verdicts, each once

	stamp stamp
	turn  int    // grows when it is to be examined again
	index *index // that it is searched by

	linted *[2]linted // as it is, and with its drafts
}

// A stamp tells without reading whether a file is another one than before.
type stamp struct {
	size     int64
	modified time.Time
	read     time.Time
}

// is reports whether a file that had the stamp s is the same as long as it has now. Some disks count in whole seconds,
// others in two: a file that was read so soon after a change may have been changed once more since.
func (s stamp) is(now stamp) bool {
	return s.size == now.size && s.modified.Equal(now.modified) && s.read.Sub(s.modified) > 2*time.Second
}

// None is the error for a dossier that the folder does not have, or no longer.
var None = errors.New("there is no such dossier in this folder")

// Open opens a folder and begins to read it in the background. Close ends that.
func Open(dir string) (*Folder, error) {
	if err := disk.Name(dir); err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: errors.New("is a file: give the folder that it is in")}
	}
	f := &Folder{Today: time.Now, dir: dir, store: &store{dir: filepath.Join(dir, storeName)},
		dossiers: map[string]*Dossier{}, others: map[string]stamp{}, articles: map[string]*Article{},
		changed: make(chan struct{}), ended: make(chan struct{}), pruned: make(chan struct{})}
	f.knowOuts()
	f.person = f.readPerson()
	f.Visit(links.Manners{})
	if err := f.Scan(); err != nil {
		return nil, err
	}
	f.work.Go(f.pruneLater)
	return f, nil
}

// Close ends what goes on in the background, and waits for it.
func (f *Folder) Close() {
	f.mu.Lock()
	select {
	case <-f.ended:
	default:
		close(f.ended)
	}
	f.mu.Unlock()
	f.work.Wait()
}

// Name returns what the folder is called.
func (f *Folder) Name() string { return filepath.Base(f.dir) }

// Dossiers returns the dossiers as far as they are known, in the order of their names, and how far that is. Those that
// have not been read yet have neither a Dossier nor an Err.
func (f *Folder) Dossiers() ([]*Dossier, Progress) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]*Dossier, 0, len(f.dossiers))
	for _, d := range f.dossiers {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *Dossier) int { return cmp.Compare(a.Name, b.Name) })
	return out, f.progress
}

// Changed returns a channel that is closed when Dossiers would return something else.
func (f *Folder) Changed() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.changed
}

// Wait waits until all is read and examined, or the folder is closed.
func (f *Folder) Wait() {
	for {
		f.mu.Lock()
		done, changed := f.progress.Done(), f.changed
		f.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-f.ended:
			return
		}
	}
}

// note says that something has changed. f.mu is held.
func (f *Folder) note() {
	f.progress = Progress{Files: len(f.dossiers)}
	for _, d := range f.dossiers {
		if d.Dossier != nil || d.Err != nil {
			f.progress.Read++
		}
		if d.State.Examined {
			f.progress.Examined++
		}
	}
	close(f.changed)
	f.changed = make(chan struct{})
}

// Scan looks which files of the folder are others than before, and begins to read these in the background. It reads
// none itself: of a file that nobody changed it asks size and time.
func (f *Folder) Scan() error {
	found, pages, err := f.walk()
	if err != nil {
		return err
	}
	for _, name := range f.scanned(found, pages) {
		f.again(name)
	}
	return nil
}

// scanned takes what walk has found, and returns the dossiers whose articles are others than before.
func (f *Folder) scanned(found, pages map[string]stamp) (again []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for name := range f.dossiers {
		if pages[name] != f.pages[name] {
			again = append(again, name)
		}
	}
	f.pages = pages
	var todo []string
	changed := false
	for name := range f.dossiers {
		if _, ok := found[name]; !ok {
			delete(f.dossiers, name)
			delete(f.articles, name)
			changed = true
		}
	}
	for name, s := range found {
		if d := f.dossiers[name]; d != nil {
			if !d.stamp.is(s) {
				todo = append(todo, name)
			}
		} else if other, ok := f.others[name]; !ok || !other.is(s) {
			f.dossiers[name] = &Dossier{Name: name}
			todo, changed = append(todo, name), true
		}
	}
	if changed {
		f.note()
	}
	if len(todo) > 0 {
		slices.Sort(todo)
		f.background(func() { f.readAll(todo) })
	}
	return again
}

// walk returns the stamps of all files that may be dossiers, by name, and those of articles beside them, by the same
// names. Hidden files are skipped, and so are folders of programs and tests, as the command line skips them, and results
// of links, which lie beside dossiers.
func (f *Folder) walk() (found, pages map[string]stamp, err error) {
	found, pages = map[string]stamp{}, map[string]stamp{}
	err = filepath.WalkDir(f.dir, func(p string, d fs.DirEntry, err error) error {
		name := path.Base(filepath.ToSlash(p))
		ext := path.Ext(name)
		isPage := ext == ".html" || ext == ".htm" || ext == ".txt"
		switch {
		case err != nil && p == f.dir:
			return err
		case err != nil:
			return nil // taken away in the meantime, or not for us to read
		case d.IsDir() && p != f.dir && (name[0] == '.' || name == "testdata" || name == "node_modules" ||
			f.isOut(p)):
			return fs.SkipDir
		case d.IsDir(), !isPage && !mayBeDossier(name), !d.Type().IsRegular() && disk.MayBeRead(f.dir, p) != nil,
			disk.Name(p) != nil:
			return nil
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil
		}
		rel, err := filepath.Rel(f.dir, p)
		if err != nil {
			return err
		}
		s := stamp{size: info.Size(), modified: info.ModTime()}
		if rel = filepath.ToSlash(rel); isPage {
			pages[strings.TrimSuffix(rel, ext)+".json"] = s // of two beside one another, any will tell
		} else {
			found[rel] = s
		}
		return nil
	})
	return found, pages, err
}

// mayBeDossier reports whether a file may be a dossier by its name.
func mayBeDossier(name string) bool {
	return strings.HasSuffix(name, ".json") && name[0] != '.' && !strings.HasSuffix(name, ".schema.json") &&
		!strings.HasSuffix(name, ".links.json")
}

// isDossier reports whether a file looks like a dossier, even like half of one: folders hold JSON of other programs.
func isDossier(data []byte) bool { return bytes.Contains(data, []byte(`"hasPart"`)) }

// readAll reads files: first all of them, then what takes longer.
func (f *Folder) readAll(names []string) {
	each := func(do func(name string)) {
		var hands sync.WaitGroup
		defer hands.Wait()
		next := make(chan string)
		defer close(next)
		for range runtime.GOMAXPROCS(0) {
			hands.Go(func() {
				for name := range next {
					do(name)
				}
			})
		}
		for _, name := range names {
			select {
			case next <- name:
			case <-f.ended:
				return
			}
		}
	}
	each(func(name string) { f.Dossier(name) })
	each(f.indexed)
	each(f.examine)
}

// Dossier returns a dossier as its file is now. The error is None, or says why the file cannot be opened; one that
// cannot be understood is returned with its Err.
func (f *Folder) Dossier(name string) (*Dossier, error) {
	file, err := f.file(name)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		f.forget(name, nil)
		return nil, None
	} else if err != nil {
		return nil, err
	}
	s := stamp{info.Size(), info.ModTime(), time.Now()}
	f.mu.Lock()
	old := f.dossiers[name]
	f.mu.Unlock()
	if old != nil && old.stamp.is(s) {
		return old, nil
	}
	data, err := disk.Read(file)
	if err != nil {
		return nil, err
	}
	if !isDossier(data) && (old == nil || old.Hash == "") { // else it is half written
		f.forget(name, &s)
		return nil, None
	}
	d := &Dossier{Name: name, Hash: hashOf(data), stamp: s, index: new(index), linted: new([2]linted)}
	if old == nil || old.Hash != d.Hash {
		d.Dossier, d.Err = records.Read(path.Base(name), data)
		d.Verdicts = edit.Verdicts(data)
		if d.Dossier != nil {
			d.given = verdictsOf(d.Dossier)
		}
		d.count(f.today())
	}
	f.mu.Lock()
	now := f.dossiers[name]
	if now != nil && now.Hash != d.Hash && (old == nil || now.Hash != old.Hash) { // another read it meanwhile, maybe later than we did
		f.mu.Unlock()
		return f.Dossier(name)
	}
	defer f.mu.Unlock()
	if now != nil && now.Hash == d.Hash { // so it has been read before
		*d = *now
		d.stamp = s
		f.dossiers[name] = d
		return d, nil
	}
	f.reads++
	f.dossiers[name] = d
	f.note()
	if old != nil && old.Hash != "" { // else whoever has it read examines it, too
		f.background(func() { f.examine(name) })
	}
	return d, nil
}

// background does something in the background, unless the folder is closed. f.mu is held.
func (f *Folder) background(do func()) {
	select {
	case <-f.ended:
	default:
		f.work.Go(do)
	}
}

// forget leaves a file out, for as long as it has this stamp if there is one.
func (f *Folder) forget(name string, s *stamp) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.dossiers, name)
	delete(f.articles, name)
	if s != nil {
		f.others[name] = *s
	}
	f.note()
}

// file returns the path of a dossier by its name. It must be one that Scan finds, so that no name leads out of the
// folder.
func (f *Folder) file(name string) (string, error) {
	known := func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.dossiers[name] != nil
	}
	if !known() { // since it is new, or was away for a moment
		if err := f.Scan(); err != nil {
			return "", err
		} else if !known() {
			return "", None
		}
	}
	return filepath.Join(f.dir, filepath.FromSlash(name)), nil
}

func (f *Folder) today() string { return f.Today().Format(time.DateOnly) }

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16]) // 128 bits: nobody finds two files with the same
}
