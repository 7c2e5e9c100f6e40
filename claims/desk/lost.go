package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

// Lost returns the records of a dossier that are anchored and have no place in its article any more, drafts too, with
// where they may belong. The error is fs.ErrNotExist if the folder does not have the article, or None.
func (f *Folder) Lost(name string) (out []proof.Spot, err error) {
	d, a, err := f.both(name)
	if err != nil || d.Dossier == nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range proof.Spots(a.text, d.Dossier) {
		if !s.Placed() {
			out = append(out, s)
		}
	}
	return out, nil
}

// both returns a dossier and its article.
func (f *Folder) both(name string) (*Dossier, *Article, error) {
	d, err := f.Dossier(name)
	if err != nil {
		return nil, nil, err
	}
	a, err := f.Article(name)
	return d, a, err
}

// Anchor anchors a record on words of the article, which are those at a span or nowhere else. words are for whoever may
// want to undo it. The error is a *proof.Refusal if the article does not have the words there any more.
func (f *Folder) Anchor(name, record string, at claims.Span, exact, words string) (*Step, error) {
	d, a, err := f.both(name)
	if err != nil {
		return nil, err
	}
	if d.Dossier == nil {
		return nil, d.Err
	}
	var e claims.Edition
	found := false
	a.mu.Lock()
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		if i := slices.IndexFunc(list, func(r claims.Record) bool { return r.ID == record }); i >= 0 {
			s := proof.Spot{Edition: d.EditionIn(a.text, &list[i])}
			if found = s.Edition != nil; found && at.Start >= 0 && at.Start < at.End && at.End <= len(a.text.String()) {
				e = s.At(a.text, at)
			}
		}
	}
	same := e.Anchor.Exact != "" && a.text.Slice(at) == exact
	a.mu.Unlock()
	switch {
	case !found:
		return nil, None
	case !same:
		return nil, &proof.Refusal{Reason: proof.NotThere}
	}
	return f.Save(Change{Dossier: name, Words: words, Make: func(file string, data []byte) ([]byte, error) {
		return edit.Anchor(file, data, map[string]claims.Edition{record: e})
	}})
}

// What the panel shows of records that have lost their place.
type lostView struct{ Rows []lostRow }

type lostRow struct {
	shown
	Record      *claims.Record
	Address     string
	Stood       string // the words it stood on
	Why         string // what is in the way, if it is known
	Suggestions []suggestionRow
	Seen        string // the record's Version
	Withdraws   bool   // readers know it
	Back        int    // the number of the version beside which it is shown; 0 if it is in the list
	Offered     bool   // the article in which it has no place is not taken over yet
	Loses       bool   // in which it loses the one that it has
}

// Say and WithdrawWhy return texts of the interface.
func (r lostRow) Say(key string) string { return r.v.Say(key) }
func (r lostRow) WithdrawWhy() string   { return r.v.WithdrawWhy() }

// ID returns that of the record, without its #.
func (r lostRow) ID() string { return strings.TrimPrefix(r.Record.ID, "#") }

type suggestionRow struct {
	claims.Span
	Exact, Before, Why string
	Pieces             []piece // of Exact; marked is what is not in the words that the record stood on
}

// lost shows the records that have no place in the article any more, with where they may belong.
func (s *Server) lost(v *visit) error {
	v.hear()
	return s.showLost(v, http.StatusOK, nil)
}

func (s *Server) showLost(v *visit, status int, p *problem) error {
	view, err := s.lostView(v)
	if err != nil {
		return err
	}
	return s.showDossier(v, status, "", func(d *dossierData) { d.Lost, d.Problem = view, p })
}

func (s *Server) lostView(v *visit) (*lostView, error) {
	spots, err := s.folder.Lost(v.name())
	if errors.Is(err, fs.ErrNotExist) {
		return new(lostView), nil
	} else if err != nil {
		return nil, err
	}
	d, a, err := s.folder.both(v.name())
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return &lostView{s.lostRows(v, d, a.text, spots)}, nil
}

// lostRows returns what is shown of records that have no place in an article.
func (s *Server) lostRows(v *visit, d *Dossier, t *claims.Text, spots []proof.Spot) (out []lostRow) {
	data, err := s.folder.Bytes(d)
	if err != nil {
		return nil // the file is another one by now, and the page will follow it
	}
	for _, x := range spots {
		row := lostRow{shown: shown{v, d}, Record: x.Record, Address: v.recordAddress(d.Name, x.Record.ID),
			Stood: x.Edition.Anchor.Exact, Why: v.differences(x.Differences), Seen: Version(data, x.Record.ID),
			Withdraws: !x.Draft}
		if x.Placement == claims.Ambiguous {
			row.Why = v.Say("refused-twice")
		}
		for i := range x.Suggestions {
			g := &x.Suggestions[i]
			if g.Span.End > len(t.String()) {
				continue // the article has changed since
			}
			at := proof.Describe(t, g.Span)
			row.Suggestions = append(row.Suggestions, suggestionRow{g.Span, t.Slice(g.Span), at.Prefix,
				v.suggestion(g), changed(row.Stood, t.Slice(g.Span))})
		}
		out = append(out, row)
	}
	return out
}

// changed returns words with those marked that other words do not have there.
func changed(before, now string) (out []piece) {
	for _, p := range proof.Words(before, now) {
		if words := now[p.After.Start:p.After.End]; words != "" {
			out = append(out, piece{words, !p.Same})
		}
	}
	return out
}

// mostSaid is how much of a record a place must say to say most of it, as in Suggestion.Why.
const mostSaid = 0.6

// suggestion says what speaks for a suggestion, or what would have to be looked at.
func (v *visit) suggestion(s *claims.Suggestion) string {
	switch {
	case len(s.Differs) > 0:
		return v.differences(s.Differs)
	case s.Same:
		return v.Say("why-same")
	case s.Score >= mostSaid:
		return v.Say("why-most")
	}
	return v.Say("why-part")
}

// differences says what is another in the article than in a record.
func (v *visit) differences(all []claims.Difference) string {
	var out []string
	for _, d := range all {
		or := func(s string) string {
			if s == "" {
				return "–"
			}
			return s
		}
		out = append(out, v.Say("why-differs", or(d.Article), or(d.Record)))
	}
	return strings.Join(out, "; ")
}

// place anchors a record where it was suggested, or on other words of the article.
func (s *Server) place(v *visit) error {
	record, exact := v.r.PostFormValue("record"), v.r.PostFormValue("exact")
	start, err1 := strconv.Atoi(v.r.PostFormValue("start"))
	end, err2 := strconv.Atoi(v.r.PostFormValue("end"))
	at := claims.Span{Start: start, End: end}
	var err error
	if err1 != nil || err2 != nil {
		var a *Article
		if a, err = s.folder.Article(v.name()); err == nil {
			var d *proof.Draft
			if d, err = a.Choose(proof.Choice{Exact: exact, Before: v.r.PostFormValue("before"),
				After: v.r.PostFormValue("after"), Claim: !strings.HasPrefix(record, "#q")}); err == nil {
				a.mu.Lock()
				at, exact = d.Span, a.text.Slice(d.Span)
				a.mu.Unlock()
			}
		}
	}
	var step *Step
	if err == nil {
		step, err = s.folder.Anchor(v.name(), record, at, exact, v.Say("step-placed", clipped(cleaned(exact))))
	}
	var refused *proof.Refusal
	switch {
	case errors.As(err, &refused):
		return s.showLost(v, http.StatusUnprocessableEntity, &problem{What: v.refusal(refused)})
	case errors.Is(err, fs.ErrNotExist):
		return None
	case err != nil:
		return err
	case step == nil:
		return v.then(v.backOr(v.address("lost", v.name())), "unchanged", "")
	}
	return v.then(v.backOr(v.address("lost", v.name())), "done", step.Words)
}
