package desk

import (
	"fmt"
	"path"
	"sync"

	"sourcemark/claims"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/lint"
)

// A State is what the first page says about a dossier.
type State struct {
	Records   int // released
	Drafts    int
	ToRead    int // of Drafts: they wait for a second reader
	Withdrawn int // of Records
	Due       int // to be checked again by today

	// What takes longer to find out:
	Examined bool // whether it is known yet
	Errors   int  // of lint, without drafts; a dossier that cannot be read has one at least
	Warnings int
	Article  bool // whether the folder has the article
	Unplaced int  // records and drafts that are anchored and have no place in the article; 0 without one
}

// Shown returns how many checks readers have.
func (s State) Shown() int { return s.Records - s.Withdrawn }

// count fills in what the dossier says of itself.
func (d *Dossier) count(today string) {
	d.State = State{}
	if d.Err != nil {
		d.State.Errors = 1
		return
	}
	d.State.Records, d.State.Drafts = len(d.Records), len(d.Drafts)
	for i := range d.Drafts {
		if StageOf(&d.Drafts[i], true) == Ready {
			d.State.ToRead++
		}
	}
	for i := range d.Records {
		switch r := &d.Records[i]; {
		case r.Status == claims.Withdrawn:
			d.State.Withdrawn++
		case r.RecheckBy != "" && r.RecheckBy <= today:
			d.State.Due++
		}
	}
}

// examine lints a dossier and places its records, unless that was done.
func (f *Folder) examine(name string) {
	const tries = 3 // of a file that is being written meanwhile; the next Scan finds it again
	for range tries {
		d, err := f.Dossier(name)
		if err != nil || d.State.Examined {
			return
		}
		s, err := f.stateOf(d)
		if err != nil {
			continue
		}
		f.mu.Lock()
		now := f.dossiers[name]
		same := now != nil && now.Hash == d.Hash && now.turn == d.turn
		if same && !now.State.Examined { // or another who examined it too was sooner
			f.examined++
			next := *now
			next.State = s
			f.dossiers[name] = &next
			f.note()
		}
		f.mu.Unlock()
		if same {
			return
		}
	}
}

// stateOf returns the whole state of a dossier. The error is that of Findings.
func (f *Folder) stateOf(d *Dossier) (State, error) {
	found, err := f.Findings(d)
	if err != nil {
		return State{}, err
	}
	s := d.State
	s.Examined, s.Errors, s.Warnings, s.Article, s.Unplaced = true, 0, 0, false, 0
	for _, x := range found {
		switch x.Severity {
		case lint.Error:
			if x.Rule != "draft" { // it is in Drafts: to be unfinished is no mistake
				s.Errors++
			}
		case lint.Warning:
			s.Warnings++
		}
	}
	if a, err := f.Article(d.Name); err == nil { // one that cannot be read is one that we do not have
		s.Article = true
		for _, p := range a.Places(d.Dossier) {
			if !p.Placed() {
				s.Unplaced++
			}
		}
	}
	return s, nil
}

// A linted is what lint says about one version of a dossier, with one version of its article, on one day.
type linted struct {
	sync.Mutex
	about string // the article and the day
	all   []lint.Finding
}

// Findings returns what lint says about a dossier and its article. It lints each version once. The error is that the
// file is another one by now, or gone.
func (f *Folder) Findings(d *Dossier) ([]lint.Finding, error) { return f.lint(d, &d.linted[0], false) }

// Drafted returns the same, with drafts judged as if they were released: whoever works on one is to know it before.
func (f *Folder) Drafted(d *Dossier) ([]lint.Finding, error) { return f.lint(d, &d.linted[1], true) }

func (f *Folder) lint(d *Dossier, kept *linted, drafts bool) ([]lint.Finding, error) {
	o := lint.Options{Today: f.today(), Drafts: drafts, SecondReader: f.House().SecondReader}
	about := fmt.Sprint(o.Today, o.SecondReader)
	a, none := f.Article(d.Name)
	if none == nil {
		about += " " + a.Hash
	}
	kept.Lock()
	defer kept.Unlock()
	if kept.about == about {
		return kept.all, nil
	}
	data, err := f.Bytes(d)
	if err != nil {
		return nil, err
	}
	if none == nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		o.Articles = []*claims.Text{a.text}
	}
	kept.about, kept.all = about, lint.Dossier(path.Base(d.Name), data, o)
	f.lints.Add(1)
	return kept.all, nil
}

// Bytes returns the file that a dossier was read from. The error is that it is another one by now, or gone.
func (f *Folder) Bytes(d *Dossier) ([]byte, error) {
	file, err := f.file(d.Name)
	if err != nil {
		return nil, err
	}
	data, err := disk.Read(file)
	if err == nil && hashOf(data) != d.Hash {
		err = None
	}
	return data, err
}
