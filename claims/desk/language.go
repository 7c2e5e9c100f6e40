package desk

import (
	"encoding/json"
	"net/http"
	"os/user"
	"slices"
	"strings"

	"sourcemark/claims/internal/disk"
	"sourcemark/web/lang"
)

// The interface is in the language that the browser asks for, until whoever works here chooses another one. That is kept
// in the folder, for each user of the machine alone: folders are shared.

// A choice is what a user of the machine has chosen.
type choice struct {
	Language string `json:"language"`
}

// me returns what the user who runs the desk is called by the system.
func me() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "user" // systems without names have one
}

// Language returns the language that was chosen for the interface; "" for none.
func (f *Folder) Language() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.language
}

// ChooseLanguage has the interface be in a language of lang.Tags from now on.
func (f *Folder) ChooseLanguage(tag string) error {
	f.mu.Lock()
	f.language = tag
	f.mu.Unlock()
	data, err := json.Marshal(choice{tag})
	if err != nil {
		return err
	}
	return f.store.write(data, "language", me())
}

// chosenLanguage returns the language that was chosen in a run before this one.
func (f *Folder) chosenLanguage() string {
	var c choice
	data, err := disk.Read(f.store.path("language", me()))
	if err != nil || json.Unmarshal(data, &c) != nil || !slices.Contains(lang.Tags[:], c.Language) {
		return ""
	}
	return c.Language
}

// languageFor returns the language that a visitor reads the interface in.
func (f *Folder) languageFor(r *http.Request) string {
	tags := []string{f.Language()}
	for tag := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") { // browsers send the best first
		tag, _, _ = strings.Cut(tag, ";")
		tags = append(tags, strings.TrimSpace(tag))
	}
	return lang.Choose(tags...)
}

// A tongue is a language of the interface by its own name.
type tongue struct{ Tag, Name string }

// Tongues returns the languages of the interface.
func (v *visit) Tongues() (out []tongue) {
	for _, tag := range lang.Tags {
		out = append(out, tongue{tag, deskIn(tag).Language(tag)})
	}
	return out
}

// Own returns the name of the language that the page is in.
func (v *visit) Own() string { return v.Desk.Language(v.Tag) }

// At returns where the page is, without the token and without what was just done.
func (v *visit) At() string {
	switch {
	case v.name() == "" && v.r.Method != http.MethodGet, v.View == "problem":
		return "/"
	case v.r.Method == http.MethodGet:
	default: // what was sent has no address
		return strings.TrimPrefix(v.address("dossier", v.name()), v.s.base)
	}
	at := *v.r.URL
	q := at.Query()
	q.Del("said")
	q.Del("words")
	at.RawQuery = q.Encode()
	return at.RequestURI()
}

// chooseLanguage has the interface be in another language, and shows the same page.
func (s *Server) chooseLanguage(v *visit) error {
	tag := v.r.PostFormValue("language")
	if !slices.Contains(lang.Tags[:], tag) {
		return None
	}
	_ = s.folder.ChooseLanguage(tag) // if it cannot be kept, it is for this run
	at := v.r.PostFormValue("at")
	if !strings.HasPrefix(at, "/") {
		return None
	}
	http.Redirect(v.w, v.r, s.base+at, http.StatusSeeOther)
	return nil
}
