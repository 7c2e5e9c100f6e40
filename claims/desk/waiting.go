package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/proof"
	"sourcemark/web/lang"
)

// What the panel shows of a queue.
type queueView struct {
	Waiting, Discarded []waitingRow
	Rest               []claims.Selector // other sentences of the article
	NoArticle          bool
}

// A waitingRow is an item of a queue, in the words of the view.
type waitingRow struct {
	*Item
	Label         string // what kind it is
	Why           string // what in it can be looked up
	Before, After string // what stands around its words, for the page to find them
	Gone          bool   // they are not in the article any more
}

// queue shows what is to be checked in an article.
func (s *Server) queue(v *visit) error {
	v.hear()
	return s.showQueue(v, http.StatusOK, nil)
}

// showQueue shows a dossier with its queue, and a problem if there is one.
func (s *Server) showQueue(v *visit, status int, p *problem) error {
	view, err := s.queueView(v)
	if err != nil {
		return err
	}
	return s.showDossier(v, status, "", func(d *dossierData) { d.Queue, d.Problem = view, p })
}

func (s *Server) queueView(v *visit) (*queueView, error) {
	q, err := s.folder.Queue(v.name())
	if errors.Is(err, fs.ErrNotExist) {
		return &queueView{NoArticle: true}, nil
	} else if err != nil {
		return nil, err
	}
	a, err := s.folder.Article(v.name())
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	const most = 300 // sentences, of an article ten times as long as most
	out := &queueView{Rest: q.Rest[:min(len(q.Rest), most)]}
	for _, x := range q.Waiting {
		out.Waiting = append(out.Waiting, v.waitingRow(a.text, x))
	}
	for _, x := range q.Discarded {
		out.Discarded = append(out.Discarded, v.waitingRow(a.text, x))
	}
	return out, nil
}

// waitingRow returns an item in the words of the view. It knows a speaker who is not named by the pronoun.
func (v *visit) waitingRow(t *claims.Text, x *Item) waitingRow {
	row := waitingRow{Item: x, Label: v.Say("claim"), Before: x.Anchor.Prefix, After: x.Anchor.Suffix, Gone: x.Span.End == 0}
	if x.Kind == claims.Quotation {
		row.Label = v.Say("quotation")
	}
	var why []string
	for _, r := range x.Reasons {
		why = append(why, lang.Format(v.Reasons[r.Kind], cleaned(t.Slice(r.Span))))
	}
	row.Why = strings.Join(why, ", ")
	if x.Pronoun != "" {
		row.Why = v.Say("who-is", x.Pronoun)
	}
	return row
}

// take makes a draft of an item of the queue, and opens it.
func (s *Server) take(v *visit) error {
	id, step, err := s.folder.Take(v.name(), v.r.PostFormValue("key"), v.stepAdded)
	if errors.Is(err, NotWaiting) {
		return s.showQueue(v, http.StatusConflict, &problem{What: v.Say("not-waiting")})
	}
	return s.added(v, id, step, err)
}

// words makes a draft of words that were selected in the article, or copied out of it, and opens it.
func (s *Server) words(v *visit) error {
	a, err := s.folder.Article(v.name())
	if errors.Is(err, fs.ErrNotExist) {
		return None
	} else if err != nil {
		return err
	}
	d, err := a.Choose(proof.Choice{Exact: v.r.PostFormValue("exact"), Before: v.r.PostFormValue("before"),
		After: v.r.PostFormValue("after"), Claim: v.r.PostFormValue("kind") == "claim",
		Quotation: v.r.PostFormValue("kind") == "quote"})
	var refused *proof.Refusal
	if errors.As(err, &refused) {
		return s.showQueue(v, http.StatusUnprocessableEntity, &problem{What: v.refusal(refused)})
	} else if err != nil {
		return err
	}
	id, step, err := s.folder.AddDraft(v.name(), d, v.stepAdded(d))
	return s.added(v, id, step, err)
}

// stepAdded says that a draft was added.
func (v *visit) stepAdded(d *proof.Draft) string { return v.Say("step-added", clipped(d.Text)) }

// added opens the draft that was added.
func (s *Server) added(v *visit, id string, step *Step, err error) error {
	if err != nil {
		return err
	}
	return v.then(v.recordAddress(v.name(), id), "done", step.Words)
}

// refusal says why words that were selected become no draft.
func (v *visit) refusal(r *proof.Refusal) string {
	switch r.Reason {
	case proof.Nothing:
		return v.Say("refused-nothing")
	case proof.Twice:
		return v.Say("refused-twice")
	case proof.TwoBlocks:
		return v.Say("refused-blocks")
	case proof.OtherWords:
		return v.Say("refused-other", r.Words)
	case proof.NotInQuotes:
		return v.Say("refused-marks")
	}
	return v.Say("refused-absent")
}

// drop discards an item of the queue, and restore puts it back.
func (s *Server) drop(v *visit) error    { return s.decide(v, "dropped", s.folder.Discard) }
func (s *Server) restore(v *visit) error { return s.decide(v, "put-back", s.folder.Restore) }

func (s *Server) decide(v *visit, said string, do func(name, key string) error) error {
	err := do(v.name(), v.r.PostFormValue("key"))
	if errors.Is(err, NotWaiting) {
		return s.showQueue(v, http.StatusConflict, &problem{What: v.Say("not-waiting")})
	} else if err != nil {
		return err
	}
	return v.then(v.address("queue", v.name()), said, "")
}
