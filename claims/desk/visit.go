package desk

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"sourcemark/claims/records"
	views "sourcemark/web/desk"
	"sourcemark/web/lang"
)

// A visit is one request and its answer. It is also what a template is given: its words, where it is, and Data.
type visit struct {
	*lang.Desk
	s *Server
	w http.ResponseWriter
	r *http.Request

	View     string // the name of the template
	Title    string
	Headline string // of the dossier that is open; "" for none
	Said     string // what has just been done, for everybody to read and hear
	Data     any    // of the view
}

// visit returns the visit of a request, in the language of whoever works here.
func (s *Server) visit(w http.ResponseWriter, r *http.Request) *visit {
	return &visit{Desk: deskIn(s.folder.languageFor(r)), s: s, w: w, r: r}
}

var desks sync.Map // by language: *lang.Desk

func deskIn(tag string) *lang.Desk {
	if d, ok := desks.Load(tag); ok {
		return d.(*lang.Desk)
	}
	d, err := lang.LoadDesk(tag)
	if err != nil {
		panic(err) // a test reads all of them
	}
	desks.Store(tag, d)
	return d
}

// Base returns what all addresses of the desk begin with.
func (v *visit) Base() string { return v.s.base }

// Folder returns what the folder is called.
func (v *visit) Folder() string { return v.s.folder.Name() }

// name returns the dossier that the address names.
func (v *visit) name() string { return v.r.PathValue("name") }

// address returns the address of a view of a dossier, such as "dossier" or "save".
func (v *visit) address(view, name string) string {
	return v.s.base + "/" + view + "/" + (&url.URL{Path: name}).EscapedPath()
}

// templates are the views by their names, each with page.html around it.
var templates = sync.OnceValue(func() map[string]*template.Template {
	all := map[string]*template.Template{}
	entries, err := views.Views.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if name, _ := strings.CutSuffix(e.Name(), ".html"); name != "page" && !strings.HasPrefix(name, "parts") {
			all[name] = template.Must(template.ParseFS(views.Views, "page.html", "parts*.html", e.Name()))
		}
	}
	return all
})

// show answers with a view.
func (v *visit) show(status int, view string, data any) error {
	v.View, v.Data = view, data
	if v.Title == "" {
		v.Title = v.Headline
	}
	if v.Title == "" {
		v.Title = v.Say("title")
	}
	var b bytes.Buffer
	if err := templates()[view].ExecuteTemplate(&b, "page.html", v); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, err := v.w.Write(b.Bytes())
	return err
}

// then leads the browser on to an address, where the page says what was done: the key of a text and what goes into it.
func (v *visit) then(address, key, words string) error {
	at, query, _ := strings.Cut(address, "?")
	q, err := url.ParseQuery(query)
	if err != nil {
		return err
	}
	q.Set("said", key)
	if words != "" {
		q.Set("words", words)
	}
	http.Redirect(v.w, v.r, at+"?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// hear fills in what the last page has done. Only these texts can be named by an address.
func (v *visit) hear() {
	q := v.r.URL.Query()
	switch key := q.Get("said"); key {
	case "done":
		v.Said = q.Get("words")
	case "undone", "redone", "who-kept", "unpublished", "publish-folder-kept":
		v.Said = v.Say(key, q.Get("words"))
	case "way-nobody", "house-kept", "dropped", "put-back", "discarded", "nothing-to-undo", "article-kept", "unchanged", "versions-same":
		v.Said = v.Say(key)
	}
}

// fail tells the editor about an error.
func (v *visit) fail(err error) {
	status, what := http.StatusInternalServerError, err.Error()
	var tooLong *http.MaxBytesError
	switch {
	case errors.Is(err, None):
		status, what = http.StatusNotFound, v.Say("gone")
	case errors.As(err, &tooLong):
		status, what = http.StatusRequestEntityTooLarge, v.Say("too-long")
	case records.Mistakes(err) != nil:
		status, what = http.StatusUnprocessableEntity, v.Say("broken")
	case v.unwritable(err) != "":
		status, what = http.StatusInsufficientStorage, v.unwritable(err)
	}
	v.Title, v.Headline = v.Say("problem"), ""
	if err := v.show(status, "problem", what); err != nil {
		http.Error(v.w, fmt.Sprint(err), status)
	}
}
