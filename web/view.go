package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// A View turns a report into what readers see of it, as HTML. Lang and Report must be set; the zero value of everything
// else works. It keeps what it has worked out of its Report, so it is not for several goroutines at once.
type View struct {
	Lang     *lang.Lang
	Report   *claims.Report // of the article that is shown
	Feedback string         // address for reports of errors, https or mailto; "" for none
	Editable bool           // offer to edit the article
	Editing  bool           // the article is being edited
	Hidden   bool           // the reader has switched the marks off
	Quiet    bool           // marks that are off are shown where the reader looks
	Filter   Filter         // which items are shown

	// Of a rendered page: Suffix ends the ids of its endnotes, which differ where several articles come to stand on one
	// page. A Fragment is put on a page that nobody has seen yet, so its records are called by their dossiers too.
	// With NoLinks nothing links to a place in the page.
	Suffix   string
	Fragment bool
	NoLinks  bool

	named *claims.Report // the report that names belongs to
	names *claims.Names

	compared    *claims.Report       // the report that comparisons belongs to
	comparisons []*claims.Comparison // by item; nil where none was made yet
}

// A Filter says which statuses are shown, by claims.Status. The zero Filter shows all.
type Filter [claims.Withdrawn]bool

// comparison returns the comparison of an item's words with its sources, nil for a claim. It compares once: a rendered
// page needs the outcome in the card and in the endnote.
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

// Shown reports whether the reader's filter lets an item through.
func (v *View) Shown(a *claims.Annotation) bool { return (!v.Hidden || v.Quiet) && v.lets(a) }

func (v *View) lets(a *claims.Annotation) bool { return v.Filter == Filter{} || v.Filter[a.Status()] }

// Verdict returns the verdict on an item in the words of its checker, or else what its status means. Words that differ
// from those that were checked have no verdict: it returns a text that says so.
func (v *View) Verdict(a *claims.Annotation) string {
	switch {
	case a.Record.Status == claims.Withdrawn:
		return v.Lang.StatusVerdict[claims.Withdrawn]
	case a.Relation == claims.Differs:
		return v.Lang.Differs
	}
	if len(a.Record.Reviews) > 0 && a.Record.Reviews[0].Rating != "" {
		return v.text(a, a.Record.Reviews[0].Rating)
	}
	if rec := a.Record; a.Status() == claims.Unsourced && len(rec.Citations)+len(rec.Versions) > 0 {
		// An editor's "unsourced": the card lists sources, and cannot say that there are none.
		return v.Lang.StatusVerdict[claims.Neutral]
	}
	return v.Lang.StatusVerdict[a.Status()]
}

// verdict returns Verdict as HTML that says which language it is in.
func (v *View) verdict(a *claims.Annotation) html {
	words := v.Verdict(a)
	if a.Relation == claims.Differs || len(a.Record.Reviews) == 0 || a.Record.Reviews[0].Rating == "" {
		return escape(words)
	}
	language, _ := v.own(a, a.Record.Reviews[0].Rating)
	return v.inLang(language, words)
}

// words returns the words of the article that an item stands on, on one line, with "…" between places.
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

// position returns "2 of 37" for the second item.
func (v *View) position(a *claims.Annotation) string {
	return lang.Format(v.Lang.Position, strconv.Itoa(a.Number), strconv.Itoa(len(v.Report.Items)))
}

// shorten returns s, cut at a space after about n characters.
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

// Citation returns what somebody writes who cites a check, as plain text: its words, its verdict and who gave it, when it
// was checked and by whom, and address. It is "" where the words differ from those that were checked: on these there is
// no verdict.
func (v *View) Citation(a *claims.Annotation, address string) string {
	l, d := v.Lang, a.Dossier
	if a.Relation == claims.Differs || a.Record.Status == claims.Withdrawn {
		return ""
	}
	words, verdict := v.text(a, a.Record.Text), v.Verdict(a)
	if r := a.Record.Reviews; len(r) > 0 && r[0].By.Name != "" && r[0].By.Name != d.Publisher.Name {
		verdict = v.text(a, r[0].By.Name) + " · " + verdict
	}
	cited := lang.Format(l.Sentence, lang.Format(l.Detail, lang.Format(l.Marks, words), verdict))
	if d.Modified != "" && d.Publisher.Name != "" {
		cited += " " + lang.Format(l.CheckedBy, l.Date(d.Modified), v.text(a, d.Publisher.Name))
	}
	return cited + " " + address
}

// FragmentID returns the fragment of an address that opens an item, without its "#": "sm-c01".
func (v *View) FragmentID(a *claims.Annotation) string {
	return FragmentPrefix + v.Name(a.Dossier, a.Record)
}

// Name returns the name of a record on the page of the view's report: "c01", or "c01@ferry" where two dossiers of the
// page have that name, or may have.
func (v *View) Name(d *claims.Dossier, rec *claims.Record) string {
	if v.named != v.Report || v.names == nil {
		v.named, v.names = v.Report, v.Report.Names()
	}
	name := v.names.Of(d, rec)
	if short := d.Short(); v.Fragment && short != "" && !strings.Contains(name, "@") {
		name += "@" + short
	}
	return name
}
