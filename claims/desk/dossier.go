package desk

import (
	"cmp"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// What the view of a dossier shows: its article, and beside it the list of its records or one of them in a form.
type dossierData struct {
	Shown       shown
	ArticleHash string // of the article as it is drawn; "" without one
	Undo, Redo  *Step
	Records     []recordRow
	Record      *recordForm // the one that is open; nil for the list
	Faults      []faultRow  // of the dossier as a whole
	Published   *standing   // in the chosen folder; nil if it is not
	Source      *sourceData // that is to be added to it; nil if none is
	Queue       *queueView  // if it is shown instead of the list
	Lost        *lostView   // the same
	Problem     *problem    // why it was not saved
	Broken      []string    // where the file cannot be understood
	Conflict    bool        // since somebody else has changed it
}

type problem struct {
	What   string
	Faults []string
}

// A recordRow is a record in the list.
type recordRow struct {
	*claims.Record
	Draft   bool
	Stage   Stage
	Class   string // of the shape and colour: sourced, disputed, …, or draft
	Verdict string
	Address string
	Lost    bool // it has no place in the article
	Typed   bool // something about it was typed and not saved
}

// Short returns the ID without its #.
func (r recordRow) Short() string { return strings.TrimPrefix(r.ID, "#") }

// dossier shows a dossier, and the record that the address names.
func (s *Server) dossier(v *visit) error {
	v.hear()
	return s.showDossier(v, http.StatusOK, v.r.FormValue("record"), nil)
}

// showDossier shows a dossier with one of its records open, "" for none. edit changes what is shown; nil for nothing.
func (s *Server) showDossier(v *visit, status int, record string, edit func(*dossierData)) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	data := &dossierData{Shown: shown{v, d}}
	v.Headline = data.Shown.Headline()
	if d.Err != nil {
		data.Broken = s.broken(v, d)
	}
	a, err := s.folder.Article(d.Name)
	if err == nil {
		data.ArticleHash = hashOf([]byte(a.Hash + d.Hash))
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	undo, redo, err := s.folder.Steps(d.Name)
	if err != nil {
		return err
	}
	data.Undo, data.Redo = last(undo), last(redo)
	data.Records = s.rows(v, d, a)
	if i := slices.IndexFunc(data.Records, func(r recordRow) bool { return r.ID == record }); i >= 0 {
		data.Record = s.form(v, d, data.Records, i)
	} else if record != "" && d.Err == nil {
		return None
	} else {
		data.Faults = s.faultsOf(v, d)
		if all := s.folder.Publications(d.Name); len(all) > 0 && all[0].Folder == s.folder.Out() {
			x := s.standing(v, all[0])
			data.Published = &x
		}
	}
	if edit != nil {
		edit(data)
	}
	return v.show(status, "dossier", data)
}

func last(steps []*Step) *Step {
	if len(steps) == 0 {
		return nil
	}
	return steps[len(steps)-1]
}

// rows returns the records of a dossier in the order of the article, those without a place last; without an article in
// that of the file.
func (s *Server) rows(v *visit, d *Dossier, a *Article) []recordRow {
	if d.Err != nil {
		return nil
	}
	const nowhere = 1 << 40 // bytes; behind every article
	at := map[*claims.Record]int{}
	lost := map[*claims.Record]bool{}
	if a != nil {
		for _, p := range a.Places(d.Dossier) {
			if at[p.Record] = p.Span.Start; !p.Placed() {
				at[p.Record], lost[p.Record] = nowhere, true
			}
		}
	}
	typed := map[string]bool{}
	for _, t := range s.folder.AllTyped() {
		typed[t.Form] = true
	}
	var out []recordRow
	for i, list := range [...][]claims.Record{d.Records, d.Drafts} {
		for k := range list {
			r := &list[k]
			row := recordRow{Record: r, Draft: i == 1, Stage: StageOf(r, i == 1), Class: r.Status.String(), Verdict: v.StatusVerdict[r.Status],
				Address: v.recordAddress(d.Name, r.ID), Lost: lost[r], Typed: typed[formOf(d.Name, r.ID)]}
			if len(r.Reviews) > 0 && r.Reviews[0].Rating != "" && r.Status != claims.Withdrawn {
				row.Verdict = r.Reviews[0].Rating
			}
			if row.Draft {
				row.Class, row.Verdict = "draft", v.stage(row.Stage)
			}
			if _, ok := at[r]; !ok {
				at[r] = nowhere + 1
			}
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b recordRow) int { return cmp.Compare(at[a.Record], at[b.Record]) })
	return out
}

// recordAddress returns where a record is open.
func (v *visit) recordAddress(name, id string) string {
	return v.address("dossier", name) + "?record=" + url.QueryEscape(id)
}

// article serves the article of a dossier with its checks, for the frame.
func (s *Server) article(v *visit) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	a, err := s.folder.Article(d.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return None
	} else if err != nil {
		return err
	}
	page, _ := a.Drawn(d.Dossier, s.base+"/sourcemark.css") // one that cannot be annotated is shown as it is
	return frame(v.w, page)
}

// keepArticle takes the article that was pasted.
func (s *Server) keepArticle(v *visit) error {
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	if text := v.r.PostForm.Get("article"); strings.TrimSpace(text) != "" {
		if err := s.folder.KeepArticle(v.name(), fromMarkdown("", []byte(text))); err != nil {
			return err
		}
	}
	return v.then(v.address("dossier", v.name()), "article-kept", "")
}

// undo takes back the last step of a dossier; redo makes it again.
func (s *Server) undo(v *visit) error { return s.back(v, "undo", "undone", s.folder.Undo) }
func (s *Server) redo(v *visit) error { return s.back(v, "redo", "redone", s.folder.Redo) }

func (s *Server) back(v *visit, do, done string, back func(name, over string) (*Step, error)) error {
	name := v.name()
	at := v.address("dossier", name)
	if id := v.r.PostFormValue("record"); id != "" {
		at = v.recordAddress(name, id)
	}
	step, err := back(name, v.r.PostFormValue("over"))
	var o *Overtaken
	switch {
	case errors.Is(err, NoStep):
		return v.then(at, "nothing-to-undo", "")
	case errors.As(err, &o):
		v.Headline = shown{v, &Dossier{Name: name}}.Headline()
		return v.show(http.StatusConflict, "overtaken", map[string]string{"Words": o.Step.Words, "Now": o.Now,
			"Action": v.address(do, name), "Address": at})
	case err != nil:
		return err
	}
	return v.then(at, done, step.Words)
}

// count returns "3 of 14".
func (v *visit) count(i, n int) string {
	return lang.Format(v.Position, strconv.Itoa(i), strconv.Itoa(n))
}
