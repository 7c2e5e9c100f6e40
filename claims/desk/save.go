package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/edit"
)

// A Change is what an editor has done to a dossier: not a new file, but a function on the file as it is when its turn
// comes.
type Change struct {
	Dossier string // its name in the folder
	Words   string // what was done, for whoever may want to undo it: "Saved #c03"

	// Seen has the records and sources that the change is about, by @id, as the form knew them when it was opened: their
	// Version. If one of them is another by now, nothing is saved.
	Seen map[string]string

	// Make returns the file with the change in it; package edit has such functions. file is a name for messages.
	Make func(file string, data []byte) ([]byte, error)

	way bool // it is itself a step on the way to readers: what is called ready stays so
}

// A Conflict is the error of [Folder.Save] if somebody else has changed a record that a form was about since it was
// opened. Nothing was saved.
type Conflict struct {
	Dossier string
	Parts   []ConflictPart
}

// A ConflictPart is a record or a source in two versions.
type ConflictPart struct {
	ID      string
	Theirs  []byte // as the file has it now, in the form of a dossier; nil if it was taken out
	Ours    []byte // as it would be after the change; nil if the change cannot be made any more
	Version string // of theirs: a form that knows this one replaces it
}

// Error says which records somebody else has changed.
func (c *Conflict) Error() string {
	ids := make([]string, len(c.Parts))
	for i := range c.Parts {
		ids[i] = c.Parts[i].ID
	}
	return fmt.Sprintf("%s: somebody else changed %v in the meantime", c.Dossier, ids)
}

// Version tells whether a record or a source of a dossier is still the same, however the file is laid out. It is "" if
// there is none with this @id.
func Version(data []byte, id string) string {
	parts, err := edit.Parts("", data, id)
	if err != nil {
		return ""
	}
	return versionOf(parts[id])
}

func versionOf(part []byte) string {
	if part == nil {
		return ""
	}
	return hashOf(part)
}

// Save makes a change to a dossier as it is on the disk, keeps the file before it for Undo, and returns that step; nil
// if the file stays the same. The error is a *Conflict, None, that of c.Make, or one of the disk. After an error the
// file is as it was.
func (f *Folder) Save(c Change) (*Step, error) {
	return f.replace(c.Dossier, func(data []byte) ([]byte, *Step, error) {
		now, err := c.Make(path.Base(c.Dossier), data)
		if conflict := c.conflict(data, now); conflict != nil {
			return nil, nil, conflict
		}
		if err == nil && !c.way {
			by, _ := f.Person()
			now, err = edit.Touched(path.Base(c.Dossier), data, now, by, f.today(), f.House().SecondReader)
		}
		return now, &Step{Dossier: c.Dossier, Words: c.Words}, err
	})
}

// conflict returns the parts that are not as the form knew them; nil if there are none.
func (c *Change) conflict(data, ours []byte) error {
	if len(c.Seen) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(c.Seen))
	theirs, err := edit.Parts(path.Base(c.Dossier), data, ids...)
	if err != nil {
		return err // half a file: nothing can be said about it
	}
	out := &Conflict{Dossier: c.Dossier}
	for _, id := range ids {
		if now := versionOf(theirs[id]); now != c.Seen[id] {
			out.Parts = append(out.Parts, ConflictPart{id, theirs[id], edit.Part(ours, id), now})
		}
	}
	if out.Parts == nil {
		return nil
	}
	return out
}

// replace replaces a dossier by what change returns for it, and keeps the step with the file before it. The step is on
// the disk before the new file is, so that whatever was saved can be undone.
func (f *Folder) replace(name string, change func(data []byte) ([]byte, *Step, error)) (*Step, error) {
	file, err := f.file(name)
	if err != nil {
		return nil, err
	}
	const tries = 5 // by programs that take no lock, one after the other while a change takes milliseconds
	for range tries {
		var made *Step
		_, err = disk.Replace(file, func(old []byte) ([]byte, error) {
			now, step, err := change(old)
			if err != nil || bytes.Equal(now, old) {
				return old, err
			}
			step.Before, step.After, step.When = hashOf(old), hashOf(now), f.Today()
			step.By, _ = f.Person()
			if err := f.keep(step, old); err != nil {
				return nil, err
			}
			made = step
			return now, nil
		})
		if err == nil {
			f.Dossier(name) // it is saved, whatever becomes of the file next
			return made, nil
		}
		if made != nil {
			f.unkeep(made)
		}
		if !errors.Is(err, disk.Changed) {
			break
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		f.Scan()
		err = None
	}
	return nil, err
}
