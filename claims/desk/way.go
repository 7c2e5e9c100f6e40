package desk

import (
	"cmp"
	"errors"
	"net/http"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
)

// A check's way to readers: a draft, ready for a second reader, read, released; or withdrawn. Whoever calls a draft ready
// vouches for its words as they are, and a second person reads these: any change makes a draft of it again, and has one
// that is released read again (see [edit.Touched]).

// A Stage is how far a check has come.
type Stage string

const (
	Draft     Stage = "draft"
	Ready     Stage = "ready"
	Read      Stage = "read"
	Released  Stage = "released"
	Withdrawn Stage = "withdrawn"
)

// StageOf returns how far a record has come; draft is whether it is among the drafts of its dossier.
func StageOf(r *claims.Record, draft bool) Stage {
	switch {
	case r.Status == claims.Withdrawn:
		return Withdrawn
	case !draft:
		return Released
	case r.Way.Ready == "":
		return Draft
	case r.Way.Read == "":
		return Ready
	}
	return Read
}

// stage returns what a stage is called.
func (v *visit) stage(s Stage) string {
	switch s {
	case Draft:
		return v.Say("draft")
	case Ready:
		return v.Say("stage-ready")
	case Read:
		return v.Say("stage-read")
	case Released:
		return v.Say("stage-released")
	}
	return v.StatusVerdict[claims.Withdrawn]
}

// A wayView is how far the check that is open has come, and what can be done next.
type wayView struct {
	Lines                      []string // who did what, when
	MayReady, MayRead, MayBack bool
	Same                       bool // it waits, and for somebody else than who is here
	Ready                      bool // a change makes a draft of it
}

// way returns the way of a record.
func (s *Server) way(v *visit, r *claims.Record, draft bool) (w wayView) {
	stage := StageOf(r, draft)
	x := r.Way
	if x.Returned.Text != "" {
		w.Lines = append(w.Lines, v.Say("way-back", x.Returned.By.Name, x.Returned.Text))
	}
	if x.Ready != "" {
		w.Lines = append(w.Lines, v.Say("way-ready", v.Date(x.Ready), x.By.Name))
	}
	if x.Read != "" {
		w.Lines = append(w.Lines, v.Say("way-read", v.Date(x.Read), r.Editor.Name))
	}
	me := v.Person()
	mine := x.Ready != "" && lint.SamePerson(me, x.By.Name)
	unread := stage == Ready || stage == Released && (x.Ready != "" && x.Read == "" || s.folder.House().SecondReader && r.Editor.Name == "")
	w.MayReady = stage == Draft && judged(r)
	w.MayRead = unread && !mine
	w.Same = unread && mine
	w.MayBack = stage == Ready || stage == Read
	w.Ready = w.MayBack
	return w
}

// errNoReview is the error of a step that a draft without a verdict cannot take.
var errNoReview = errors.New("there is no verdict")

// step takes a check a step on its way.
func (s *Server) step(v *visit) error {
	t, err := v.typedIn()
	if err != nil {
		return err
	}
	id, how := v.r.PostFormValue("record"), v.r.PostFormValue("how")
	me, because, today := v.Person(), cleaned(v.r.PostFormValue("why-back")), s.folder.today()
	refuse := func(status int, key string) error {
		if t.ID != "" {
			if err := s.folder.Keep(t); err != nil {
				return err
			}
		}
		return s.showDossier(v, status, id, func(d *dossierData) { d.Problem = &problem{What: v.Say(key)} })
	}
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	r := d.any(id)
	if r == nil {
		return None
	}
	about := clipped(r.Text)
	c := Change{Dossier: v.name(), way: true, Seen: map[string]string{id: v.r.PostFormValue("seen")}}
	switch how {
	case "ready":
		c.Words = v.Say("readied", clipped(cmp.Or(cleaned(t.Values.Get("text")), r.Text)))
		c.Make = func(file string, data []byte) ([]byte, error) { // what stands in the form is what is ready
			data, err := setFields(file, data, id, t.Values)
			if err != nil {
				return nil, err
			}
			now, err := records.Read(file, data)
			if err != nil {
				return nil, err
			}
			for i := range now.Drafts {
				if now.Drafts[i].ID == id && !judged(&now.Drafts[i]) {
					return nil, errNoReview
				}
			}
			return edit.Ready(file, data, id, me, today)
		}
	case "read":
		c.Words = v.Say("read-by", about)
		c.Make = func(file string, data []byte) ([]byte, error) { return edit.ReadBy(file, data, id, me, today) }
	case "back":
		if because == "" {
			return refuse(http.StatusUnprocessableEntity, "send-back-why")
		}
		c.Words = v.Say("sent-back", clipped(because))
		c.Make = func(file string, data []byte) ([]byte, error) {
			return edit.SendBack(file, data, id, me, because, today)
		}
	default:
		return None
	}
	if me == "" {
		return refuse(http.StatusUnprocessableEntity, "way-nobody")
	}
	if how != "ready" {
		for _, x := range s.folder.Typed(formOf(d.Name, id)) {
			if (&recordForm{Fields: fieldsOf(r)}).fill(x.Values) {
				return refuse(http.StatusConflict, "way-typed")
			}
		}
	}
	step, err := s.folder.Save(c)
	var conflict *Conflict
	switch {
	case errors.As(err, &conflict):
		return refuse(http.StatusConflict, "conflict")
	case errors.Is(err, edit.SameReader):
		return refuse(http.StatusUnprocessableEntity, "way-same")
	case errors.Is(err, edit.NotReady), errors.Is(err, edit.NotThere):
		return refuse(http.StatusConflict, "way-gone")
	case errors.Is(err, errNoReview):
		return refuse(http.StatusUnprocessableEntity, "release-needs")
	case records.Mistakes(err) != nil:
		return refuse(http.StatusUnprocessableEntity, "wrong")
	case err != nil:
		return err
	}
	if how == "ready" {
		if err := s.folder.Forget(t); err != nil {
			return err
		}
	}
	if step == nil {
		return v.then(v.recordAddress(v.name(), id), "unchanged", "")
	}
	return v.then(v.recordAddress(v.name(), id), "done", step.Words)
}

// A duty is a check that waits for whoever looks.
type duty struct {
	Shown              shown
	Text, Address, Why string
}

// waitsFor returns what waits for whoever looks: what others have called ready, and what others have sent back to them.
func (s *Server) waitsFor(v *visit, all []*Dossier) (out []duty) {
	const most = 50 // rows; the rest comes up when these are done
	me := v.Person()
	for _, d := range all {
		if d.Dossier == nil {
			continue
		}
		for i := range d.Drafts {
			r := &d.Drafts[i]
			mine := me != "" && lint.SamePerson(me, r.Way.By.Name)
			row := duty{Shown: shown{v, d}, Text: r.Text, Address: v.recordAddress(d.Name, r.ID)}
			switch {
			case StageOf(r, true) == Ready && !mine:
				row.Why = v.Say("waits-read") + " · " + r.Way.By.Name
			case r.Way.Returned.Text != "" && mine:
				row.Why = v.Say("waits-back") + " · " + r.Way.Returned.Text
			default:
				continue
			}
			if out = append(out, row); len(out) == most {
				return out
			}
		}
	}
	return out
}
