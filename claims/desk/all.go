package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sourcemark/claims/records"
	"sourcemark/claims/records/push"
)

// Everything that is ready, published at once: into the folder, or to where the worker takes it from. That takes longer
// than a moment, so it goes on in the background and says how far it is; first for nothing, so that an editor sees what
// would change, then in earnest. There is one such errand at a time, whatever tab has begun it.

// An errand publishes all dossiers, or looks what that would change.
type errand struct {
	target string // "folder", "d1" or "kv"
	id     string // of the database, or of the namespace
	look   bool   // nothing is changed

	stop  context.CancelFunc
	ended chan struct{}

	mu          sync.Mutex
	total, done int
	changed     []string // the names of dossiers that are published, or would be
	same        int
	back        []backRow
	err         error
	told        bool
}

// A backRow is a dossier that is kept back.
type backRow struct {
	name string
	err  error
}

var (
	sameName  = errors.New("another dossier has the same @id, or is about the same page")
	noAddress = errors.New("the address of the article is not known")
)

// running reports whether it has not ended yet.
func (e *errand) running() bool {
	select {
	case <-e.ended:
		return false
	default:
		return true
	}
}

// run does an errand over the dossiers of these names; tell is called when more of it is done.
func (e *errand) run(ctx context.Context, f *Folder, account push.Account, names []string, tell func()) error {
	step := func(n int, do func()) {
		e.mu.Lock()
		e.done += n
		do()
		e.mu.Unlock()
		tell()
	}
	kept := func(name string, err error) { e.back = append(e.back, backRow{name, err}) }
	type ready struct {
		name, key string
		data      []byte
	}
	var all []ready
	of := map[string]string{} // the name of the dossier, by its key
	one := func(name string) error {
		if e.target == "folder" {
			changed, err := f.publishChanged(name, e.look)
			if err == nil {
				step(1, func() {
					if changed {
						e.changed = append(e.changed, name)
					} else {
						e.same++
					}
				})
			}
			return err
		}
		r, err := f.ready(name)
		if err != nil {
			return err
		}
		key := r.dossier.ID
		if e.target == "kv" {
			key, _, _ = strings.Cut(r.dossier.About.URL, "?")
		}
		switch {
		case key == "":
			return noAddress
		case of[key] != "":
			return sameName
		}
		of[key] = name
		all = append(all, ready{name, key, r.data}) // it is counted when it has been sent
		step(0, func() {})
		return nil
	}
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := one(name)
		var back *Hindered
		var foreign *Foreign
		switch {
		case err == nil:
		case errors.Is(err, None): // it is gone
			step(1, func() {})
		case errors.As(err, &back), errors.As(err, &foreign), records.Mistakes(err) != nil, err == noAddress, err == sameName:
			step(1, func() { kept(name, err) })
		default:
			return err
		}
	}
	switch e.target {
	case "d1":
		p := &push.Push{Dry: e.look, Progress: func(n int) { step(n, func() {}) },
			Each: func(do func(file, name string, data []byte) error) error {
				for _, r := range all {
					if err := ctx.Err(); err != nil {
						return err
					}
					if err := do(r.name, r.key, r.data); err != nil {
						return err
					}
				}
				return nil
			}}
		err := p.Run(ctx, account.D1(e.id))
		step(0, func() {
			for _, key := range p.Names {
				e.changed = append(e.changed, of[key])
			}
			e.same = len(all) - len(p.Names)
		})
		return err
	case "kv":
		var pairs []push.Pair
		for _, r := range all {
			pairs = append(pairs, push.Pair{Key: r.key, Value: string(r.data)})
		}
		kv := account.KV(e.id)
		changed, err := kv.Changed(ctx, pairs)
		if err != nil {
			return err
		}
		step(len(pairs)-len(changed), func() { e.same = len(pairs) - len(changed) })
		sent := func(n int) {
			step(n, func() {
				for _, p := range changed[:n] {
					e.changed = append(e.changed, of[p.Key])
				}
			})
			changed = changed[n:]
		}
		if e.look {
			sent(len(changed))
			return nil
		}
		return kv.Put(ctx, slices.Clone(changed), sent)
	}
	return nil
}

// tell has pages ask anew what there is.
func (f *Folder) tell() {
	f.mu.Lock()
	f.note()
	f.mu.Unlock()
}

// set out begins an errand, unless another one is under way.
func (s *Server) setOut(e *errand) {
	s.errands.Lock()
	defer s.errands.Unlock()
	if s.errand != nil && s.errand.running() {
		return
	}
	all, _ := s.folder.Dossiers()
	var names []string
	for _, d := range all {
		names = append(names, d.Name)
	}
	ctx, stop := context.WithCancel(context.Background())
	e.stop, e.ended, e.total = stop, make(chan struct{}), len(names)
	s.errand = e
	over := s.folder.ended
	go func() {
		select {
		case <-over:
			stop()
		case <-e.ended:
		}
	}()
	s.folder.mu.Lock()
	defer s.folder.mu.Unlock()
	s.folder.background(func() {
		err := e.run(ctx, s.folder, s.Account, names, s.folder.tell)
		stop()
		e.mu.Lock()
		e.err = err
		e.mu.Unlock()
		close(e.ended)
		s.folder.tell()
	})
}

// What the view of all shows.
type allData struct {
	Out      string
	Account  bool // there is one to send to
	D1, KV   string
	Trouble  string
	Running  bool
	Look     bool
	Total    int
	Done     int
	Position string
	Heading  string
	Words    string // how it has ended
	Failed   bool
	Changed  []shownRow
	Same     string
	Back     []shownRow
	BackHead string
	Target   string // of what was looked at and can be published now; "" for nothing
	Into     string
	Path     string // of the folder that it was published into
	Offer    bool
}

// A shownRow is a dossier in a list.
type shownRow struct {
	Headline, Address, Why string
	Open                   string // the address of its published page; "" if there is none here
}

// kept returns what was last typed for a target.
func (f *Folder) kept(target string) string {
	data, _ := os.ReadFile(f.store.path("publish", target))
	return string(data)
}

// all shows what can be published at once, and how far that is.
func (s *Server) all(v *visit) error { return s.showAll(v, http.StatusOK, "") }

func (s *Server) showAll(v *visit, status int, trouble string) error {
	f := s.folder
	data := &allData{Out: f.Out(), Account: s.Account.ID != "" && s.Account.Token != "", D1: f.kept("d1"), KV: f.kept("kv"),
		Trouble: trouble}
	s.errands.Lock()
	e := s.errand
	s.errands.Unlock()
	if e != nil {
		s.fill(v, data, e)
	}
	v.Title = v.Say("all")
	return v.show(status, "all", data)
}

// fill says what has become of an errand.
func (s *Server) fill(v *visit, data *allData, e *errand) {
	data.Running = e.running()
	e.mu.Lock()
	defer e.mu.Unlock()
	data.Look, data.Total, data.Done, data.Target = e.look, e.total, e.done, e.target
	data.Position = v.count(e.done, e.total)
	data.Into = map[string]string{"folder": v.Say("all-into", data.Out), "d1": v.Say("all-database"), "kv": v.Say("all-store")}[e.target]
	if data.Running {
		return
	}
	row := func(name, why string) shownRow {
		d, err := s.folder.Dossier(name)
		if err != nil {
			return shownRow{Headline: name, Address: v.s.base + "/", Why: why}
		}
		return shownRow{Headline: shown{v, d}.Headline(), Address: v.address("publish", name), Why: why}
	}
	for _, name := range e.changed {
		x := row(name, "")
		if all := s.folder.Publications(name); e.target == "folder" && !e.look && len(all) > 0 {
			x.Open = s.standing(v, all[0]).Open
		}
		data.Changed = append(data.Changed, x)
	}
	if e.target == "folder" && !e.look {
		data.Path = s.folder.path(data.Out)
	}
	for _, b := range e.back {
		data.Back = append(data.Back, row(b.name, v.kept(b)))
	}
	heading := "all-done"
	if e.look {
		heading = "all-would"
	}
	data.Heading = v.Say(heading, strconv.Itoa(len(e.changed)))
	data.Same, data.BackHead = v.Say("all-same", strconv.Itoa(e.same)), v.Say("all-back", strconv.Itoa(len(e.back)))
	data.Offer = e.look && e.err == nil && len(e.changed) > 0
	data.Words = data.Heading + ". " + data.Same + ". " + data.BackHead + "."
	if data.Failed = e.err != nil; data.Failed {
		data.Words = v.errandFailed(e.err)
	}
	if !e.told {
		e.told = true
		v.Said = data.Words
	}
}

// kept says why a dossier is kept back.
func (v *visit) kept(b backRow) string {
	var back *Hindered
	var foreign *Foreign
	switch {
	case b.err == noAddress:
		return v.Say("all-no-address")
	case b.err == sameName:
		return v.Say("all-twice")
	case errors.As(b.err, &foreign):
		return v.Say("publish-foreign")
	case errors.As(b.err, &back):
		d, err := v.s.folder.Dossier(b.name)
		if err != nil {
			return v.Say("gone")
		}
		if rows := v.hindranceRows(d, back); len(rows) > 0 {
			return rows[0].Text
		}
	}
	return v.Say("broken")
}

// errandFailed says why an errand has ended before its time.
func (v *visit) errandFailed(err error) string {
	var said *push.Error
	switch {
	case errors.Is(err, context.Canceled):
		return v.Say("all-stopped")
	case errors.As(err, &said):
		switch said.Reason {
		case push.Away, push.Busy:
			return v.Say("all-away")
		case push.Refused:
			return v.Say("all-refused")
		case push.NotFound:
			return v.Say("all-missing")
		case push.NoTables:
			return v.Say("all-tables")
		}
	}
	return v.Say("all-failed", err.Error())
}

// An ID at Cloudflare is of letters, digits and hyphens: 36 of a database, 32 of a namespace. Twice that is none.
var cloudID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// allLook looks what publishing to a target would change, and allGo does it.
func (s *Server) allLook(v *visit) error { return s.allOut(v, true) }
func (s *Server) allGo(v *visit) error   { return s.allOut(v, false) }

func (s *Server) allOut(v *visit, look bool) error {
	e := &errand{target: v.r.PostFormValue("target"), look: look}
	switch e.target {
	case "folder":
	case "d1", "kv":
		e.id = cmp.Or(strings.TrimSpace(v.r.PostFormValue(e.target)), s.folder.kept(e.target))
		if s.Account.ID == "" || s.Account.Token == "" {
			return s.showAll(v, http.StatusUnprocessableEntity, v.Say("all-account"))
		}
		if !cloudID.MatchString(e.id) {
			return s.showAll(v, http.StatusUnprocessableEntity, v.Say("all-missing"))
		}
		if err := s.folder.store.write([]byte(e.id), "publish", e.target); err != nil {
			return err
		}
	default:
		return None
	}
	s.setOut(e)
	http.Redirect(v.w, v.r, s.base+"/all", http.StatusSeeOther)
	return nil
}

// allStop calls an errand off. What is being written or sent is finished first.
func (s *Server) allStop(v *visit) error {
	s.errands.Lock()
	e := s.errand
	s.errands.Unlock()
	if e != nil {
		e.stop()
		<-e.ended
	}
	http.Redirect(v.w, v.r, s.base+"/all", http.StatusSeeOther)
	return nil
}
