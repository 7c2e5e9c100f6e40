package desk

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/web/lang"
)

// Who works here. A name is that of a person at a machine and not of the folder: two who share one, on a disk of the
// house or in git, each have their own. So it is kept in the folder's store under a name that stands for the machine and
// the user, where it goes away together with the folder, and nothing is written anywhere else. It says who did what among
// people who trust one another; it is no lock, for whoever may write the files may write any name.

// A person is what is kept of one.
type person struct {
	Name     string `json:"name,omitempty"`
	Language string `json:"language,omitempty"` // that was chosen for the interface
}

// self returns the name under which the store keeps who works at this machine.
func self() string {
	host, _ := os.Hostname()
	name := "user" // systems without names have one
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username
	}
	return hashOf([]byte(host+"\x00"+name)) + ".json"
}

// readPerson returns what is kept of who works here, as far as it can be used.
func (f *Folder) readPerson() (p person) {
	data, err := disk.Read(f.store.path("people", self()))
	if err != nil || json.Unmarshal(data, &p) != nil {
		return person{}
	}
	if !isName(p.Name) {
		p.Name = ""
	}
	if !slices.Contains(lang.Tags[:], p.Language) {
		p.Language = ""
	}
	return p
}

// keepPerson changes what is kept of who works here. If it cannot be kept, it is so for this run.
func (f *Folder) keepPerson(change func(*person)) error {
	f.mu.Lock()
	change(&f.person)
	p := f.person
	f.note() // other windows show it, too
	f.mu.Unlock()
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return f.store.write(data, "people", self())
}

// Person returns the name of who works here: the one that they gave, else the one that git knows; "" if neither is
// there. given is whether they gave it.
func (f *Folder) Person() (name string, given bool) {
	f.mu.Lock()
	name = f.person.Name
	f.mu.Unlock()
	if name != "" {
		return name, true
	}
	return f.gitName(), false
}

// SetPerson says who works here from now on. The error is that this is no name, or one of the disk.
func (f *Folder) SetPerson(name string) error {
	name = cleaned(name)
	if !isName(name) {
		return NoName
	}
	return f.keepPerson(func(p *person) { p.Name = name })
}

// NoName is the error for something that is no name of a person.
var NoName = errors.New("this is no name")

// isName reports whether this can stand as a name in a dossier.
func isName(name string) bool {
	const most = 80 // characters: it stands in the head of every page
	return name != "" && len([]rune(name)) <= most && records.Name(name) == nil
}

// gitName returns the name that git writes into this person's commits; "" if it has none, or is not there.
func (f *Folder) gitName() string {
	f.askGit.Do(func() {
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second) // it reads two small files
		defer done()
		cmd := exec.CommandContext(ctx, "git", "config", "user.name")
		cmd.Dir = f.dir
		if out, err := cmd.Output(); err == nil {
			if name := cleaned(string(out)); isName(name) {
				f.git = name
			}
		}
	})
	return f.git
}

// A House is how a folder's people work. It is their choice, and the folder's: a newsroom of one has nobody to read a
// check a second time, so it is off until somebody turns it on. Then it binds everybody who has the folder, and so it is
// the one file of the store that git takes along.
type House struct {
	SecondReader bool `json:"secondReader"` // nothing is published that only one person has read
}

// houseName is the file in the store with a House.
const houseName = "house.json"

// House returns how the people of the folder work. If the file cannot be understood, they are strict.
func (f *Folder) House() House { return houseIn(f.store.dir) }

func houseIn(store string) House {
	var h House
	data, err := disk.Read(filepath.Join(store, houseName))
	if errors.Is(err, fs.ErrNotExist) {
		return h
	}
	if err != nil || json.Unmarshal(data, &h) != nil {
		return House{SecondReader: true}
	}
	return h
}

// HouseOf returns how the people of the folder work in which a file is: that of the nearest folder above it that a desk
// has been in.
func HouseOf(file string) House {
	dir, err := filepath.Abs(filepath.Dir(file))
	for ; err == nil; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, storeName)); err == nil {
			return houseIn(filepath.Join(dir, storeName))
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return House{}
}

// SetHouse says how the people of the folder work from now on.
func (f *Folder) SetHouse(h House) error {
	data, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if err := f.store.made(f.store.dir); err != nil {
		return err
	}
	if err := disk.Write(filepath.Join(f.store.dir, ".gitignore"), []byte("*\n!/.gitignore\n!/"+houseName+"\n"), true); err != nil {
		return err
	}
	if err := disk.Write(filepath.Join(f.store.dir, houseName), append(data, '\n'), true); err != nil {
		return err
	}
	all, _ := f.Dossiers()
	for _, d := range all {
		f.again(d.Name) // lint says something else of it
	}
	return nil
}

// Person returns who works here, for the head of every page, and House how.
func (v *visit) Person() string { name, _ := v.s.folder.Person(); return name }
func (v *visit) House() House   { return v.s.folder.House() }

// Unasked reports whether nobody has said yet who works here.
func (v *visit) Unasked() bool { _, given := v.s.folder.Person(); return !given }

// back returns the page of the desk that a form in the head of all pages was sent from; the first one if it names none.
func (v *visit) back() string {
	at := v.r.PostFormValue("at")
	if !strings.HasPrefix(at, "/") || strings.Contains(at, "..") {
		at = "/"
	}
	return v.s.base + at // of this desk, whatever it says
}

// who takes the name of who works here, and goes back to the page where it was given.
func (s *Server) who(v *visit) error {
	at := v.back()
	err := s.folder.SetPerson(v.r.PostFormValue("who"))
	if errors.Is(err, NoName) {
		return v.then(at, "way-nobody", "")
	} else if err != nil {
		return err
	}
	name, _ := s.folder.Person()
	return v.then(at, "who-kept", name)
}

// house takes the rules of the folder.
func (s *Server) house(v *visit) error {
	if err := s.folder.SetHouse(House{SecondReader: v.r.PostFormValue("second") != ""}); err != nil {
		return err
	}
	return v.then(s.base+"/", "house-kept", "")
}
