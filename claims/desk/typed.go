package desk

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"sourcemark/claims/internal/disk"
)

// A Typed is what stands in a form that was not saved yet. Two tabs may have the same form open, and a tab may have
// been opened with what another one had: each form writes to a Typed of its own, and takes the place of the one that it
// was filled in from only if nobody has typed there since.
type Typed struct {
	ID     string     `json:"id"`   // of the form in its tab: NewID
	Form   string     `json:"form"` // which form it is: the dossier, the record and so on
	When   time.Time  `json:"when"`
	Values url.Values `json:"values"`

	From     string `json:"from,omitempty"`     // the ID of what it was filled in from; "" for none
	FromHash string `json:"fromHash,omitempty"` // and its Hash at that time
}

// NewID returns an ID for a form that is being shown.
func NewID() string { return rand.Text() }

// Hash tells whether something else is typed.
func (t *Typed) Hash() string { return hashOf([]byte(t.Values.Encode())) }

// file returns the name of the file of what is typed in a form.
func (t *Typed) file() string { return hashOf([]byte(t.Form)) + "-" + hashOf([]byte(t.ID)) + ".json" }

// Keep keeps what is typed in a form: over a crash, too.
func (f *Folder) Keep(t Typed) error {
	t.When = f.Today()
	data, err := json.Marshal(&t)
	if err == nil {
		err = f.store.write(data, "typed", t.file())
	}
	if err == nil {
		f.superseded(&t)
	}
	return err
}

// Forget takes away what is typed in a form, since it was saved or discarded.
func (f *Folder) Forget(t Typed) error {
	f.superseded(&t)
	err := os.Remove(f.store.path("typed", t.file()))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err
}

// superseded takes away what a form was filled in from, if nothing else was typed there.
func (f *Folder) superseded(t *Typed) {
	from := Typed{ID: t.From, Form: t.Form}
	if old := f.typed(from.file()); t.From != "" && t.From != t.ID && old != nil && old.Hash() == t.FromHash {
		os.Remove(f.store.path("typed", from.file()))
	}
}

// Typed returns what is typed in a form and was not saved, the latest first.
func (f *Folder) Typed(form string) []*Typed {
	return f.typedWith(hashOf([]byte(form))+"-", func(t *Typed) bool { return t.Form == form })
}

// AllTyped returns what is typed in any form and was not saved, the latest first.
func (f *Folder) AllTyped() []*Typed { return f.typedWith("", func(*Typed) bool { return true }) }

func (f *Folder) typedWith(prefix string, fits func(*Typed) bool) []*Typed {
	entries, err := os.ReadDir(f.store.path("typed"))
	if err != nil {
		return nil // nothing was ever typed
	}
	var out []*Typed
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		if t := f.typed(e.Name()); t != nil && fits(t) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b *Typed) int { return b.When.Compare(a.When) })
	return out
}

// typed returns what a file has; nil if it has nothing typed.
func (f *Folder) typed(file string) *Typed {
	data, err := disk.Read(f.store.path("typed", file))
	if err != nil {
		return nil
	}
	t := new(Typed)
	if json.Unmarshal(data, t) != nil || t.file() != file {
		return nil
	}
	return t
}
