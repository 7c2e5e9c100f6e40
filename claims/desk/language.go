package desk

import (
	"net/http"
	"slices"
	"strings"

	"sourcemark/web/lang"
)

// The interface is in the language that the browser asks for, until whoever works here chooses another one, which is kept
// with their name.

// ChooseLanguage has the interface be in a language of lang.Tags from now on. The error is that it is so for this run
// alone.
func (f *Folder) ChooseLanguage(tag string) error {
	return f.keepPerson(func(p *person) { p.Language = tag })
}

// languageFor returns the language that a visitor reads the interface in.
func (f *Folder) languageFor(r *http.Request) string {
	f.mu.Lock()
	tags := []string{f.person.Language}
	f.mu.Unlock()
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
	_ = s.folder.ChooseLanguage(tag) // nothing is lost if it has to be chosen again
	http.Redirect(v.w, v.r, v.back(), http.StatusSeeOther)
	return nil
}
