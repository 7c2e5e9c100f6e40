package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// A View turns a report into what readers see of it, as HTML.
type View struct {
	Lang     *lang.Lang
	Report   *claims.Report
	Feedback string // address for reports of errors, https or mailto; empty for none
	Editable bool   // offer to edit the article
	Editing  bool
	Hidden   bool   // marks are switched off
	Filter   Filter // by claims.Status: what to show; nothing set shows all

	rendered bool // cards are those of a page without a program

	named *claims.Report // of which names are
	names *claims.Names

	compared    *claims.Report // of which comparisons are, by item; nil where none was made yet
	comparisons []*claims.Comparison
}

// A Filter is which statuses are shown, by claims.Status; one with nothing set shows all.
type Filter [claims.Withdrawn]bool

// comparison is an item's comparison with its sources, made once: a rendered page tells of it in the card and in the endnote.
func (v *View) comparison(a *claims.Annotation) *claims.Comparison {
	i := a.Number - 1
	if i < 0 || i >= len(v.Report.Items) || a != &v.Report.Items[i] { // a card by itself
		return a.Comparison()
	}
	if v.compared != v.Report {
		v.compared, v.comparisons = v.Report, make([]*claims.Comparison, len(v.Report.Items))
	}
	if v.comparisons[i] == nil {
		v.comparisons[i] = a.Comparison()
	}
	return v.comparisons[i]
}

// Shown reports whether the filter lets an item through.
func (v *View) Shown(a *claims.Annotation) bool {
	return !v.Hidden && (v.Filter == Filter{} || v.Filter[a.Status()])
}

// Verdict is the verdict on an item in the words of its checker, or what its status means. Where the words
// differ from those that were checked, there is none.
func (v *View) Verdict(a *claims.Annotation) string {
	switch {
	case a.Record.Status == claims.Withdrawn:
		return v.Lang.StatusVerdict[claims.Withdrawn]
	case a.Relation == claims.Differs:
		return v.Lang.Differs
	}
	if len(a.Record.Reviews) > 0 && a.Record.Reviews[0].Rating != "" {
		return a.Record.Reviews[0].Rating
	}
	if rec := a.Record; a.Status() == claims.Unsourced && len(rec.Citations)+len(rec.Versions) > 0 {
		return v.Lang.StatusVerdict[claims.Neutral] // an editor's "unsourced": the card lists sources, and cannot say that there are none
	}
	return v.Lang.StatusVerdict[a.Status()]
}

// verdict is Verdict in the language it is in.
func (v *View) verdict(a *claims.Annotation) html {
	words := v.Verdict(a)
	if a.Relation == claims.Differs || len(a.Record.Reviews) == 0 || a.Record.Reviews[0].Rating == "" {
		return escape(words)
	}
	return v.inLang(a.Dossier.Language, words)
}

// words is the words of the article that an item stands on, on one line.
func (v *View) words(a *claims.Annotation) string {
	var words []string
	for i, p := range a.Places() {
		if i > 0 {
			words = append(words, "…")
		}
		words = append(words, strings.Fields(v.Report.Text.Slice(p))...)
	}
	return strings.Join(words, " ")
}

func (v *View) position(a *claims.Annotation) string {
	return lang.Format(v.Lang.Position, strconv.Itoa(a.Number), strconv.Itoa(len(v.Report.Items)))
}

// shorten is s cut at a word after about n characters.
func shorten(s string, n int) string {
	count, cut := 0, 0
	for i, r := range s {
		if r == ' ' || cut == 0 && count == n-1 {
			cut = i
		}
		if count++; count > n {
			return s[:cut] + "…"
		}
	}
	return s
}

// FragmentID is the name of an item in an address: "sm-c01".
func (v *View) FragmentID(a *claims.Annotation) string {
	return FragmentPrefix + v.Name(a.Dossier, a.Record)
}

// Name is the name of a record on the page of the view's report.
func (v *View) Name(d *claims.Dossier, rec *claims.Record) string {
	if v.named != v.Report || v.names == nil {
		v.named, v.names = v.Report, v.Report.Names()
	}
	return v.names.Of(d, rec)
}
