package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// Marker is the one button of an item: its verdict and the one fact to know. Between the words for the
// eye stands what a listener needs: which check it is, and of which words.
func (v *View) Marker(a *claims.Annotation) string {
	var p builder
	status := a.Status()
	p.put(`<button type="button" class="note %" part="marker" lang="%" dir="%" data-do="open" data-n="%" aria-expanded="false" aria-haspopup="dialog"><span class="vh">% </span><i class="shape" aria-hidden="true"></i><b>`,
		status.String(), v.Lang.Tag, v.Lang.Dir, strconv.Itoa(a.Number), lang.Format(v.Lang.Marker, v.position(a), v.Lang.Status[status]))
	p.add(v.verdict(a) + `</b>`)
	var fact html
	switch {
	case a.Relation == claims.Differs:
		fact = v.difference(a.Dossier, a.Differences)
	case len(a.Record.Reviews) > 0:
		fact = v.inLang(a.Dossier.Language, a.Record.Reviews[0].Fact)
	}
	if fact != "" {
		p.add(`<span class="vh">, </span><span class="fact">` + fact + `</span>`)
	}
	// As much as a listener needs to know the sentence again.
	p.add(`<span class="vh">. ` + v.inLang(a.Dossier.Language, shorten(v.words(a), 60)) + `</span></button>`)
	return p.String()
}

// HeadingID is the id of a card's heading; a card is alone in its tree, and so are the two others that name its button.
const HeadingID = "sm-verdict"

// Card is everything about one item, in the order in which readers ask: the verdict; who said it, to
// whom, where and when; the words; why; the sources, primary first; who checked it; what can be done. A record without a
// number has a card that stands by itself. That of a withdrawn record says why it was withdrawn, and no more.
func (v *View) Card(a *claims.Annotation) string {
	var p builder
	v.card(&p, a)
	return p.String()
}

func (v *View) card(p *builder, a *claims.Annotation) {
	l, rec := v.Lang, a.Record
	status := a.Status().String()
	own := v.langAttrs(a.Dossier.Language)
	p.put(`<article class="card-body %" lang="%" dir="%"><header part="header">`, status, l.Tag, l.Dir)
	p.put(`<h2 id="sm-verdict" part="verdict" class="verdict"><i class="icon" aria-hidden="true"><i class="shape %"></i></i>`, status)
	p.add(v.verdict(a))
	p.put(`<span class="vh"> (%)</span></h2>`, l.Status[a.Status()])
	if a.Number > 0 {
		p.put(`<span id="sm-position" class="position">%</span>`, v.position(a))
	}
	v.closeButton(p)
	if rec.Status == claims.Withdrawn {
		p.add(`<p class="notice">` + format(l.Correction, v.inLang(a.Dossier.Language, rec.Correction)) + `</p>`)
		p.put(`<div class="words" part="claim"><h3>%</h3>`, l.Claimed)
		p.add(`<p id="sm-words"` + own + `>`)
		p.put(`%</p></div></article>`, rec.Text)
		return
	}
	if a.Automatic {
		p.put(`<p class="notice">%</p>`, v.matchedNotice(a))
	}
	if a.Relation == claims.Differs {
		for i := range a.Differences {
			p.add(`<p class="notice">` + v.differenceNotice(a, i) + `</p>`)
		}
	}
	v.attribution(p, a)
	if a.Placement == claims.Edited {
		p.put(`<p class="notice">%</p>`, l.WordingChanged)
	}
	if rec.Kind == claims.Quotation {
		v.quotation(p, a)
	} else {
		p.put(`<div class="words" part="claim"><h3>%</h3>`, l.Claimed)
		p.add(`<p id="sm-words"` + own + `>`)
		p.put(`%</p></div>`, rec.Text)
		if why := v.because(a); why != "" {
			p.add(`<p class="because">` + why + `</p>`)
		}
	}
	if disagree(rec.Reviews) {
		p.put(`<p class="notice">%</p>`, l.Disagree)
	}
	for i := range rec.Reviews {
		r := &rec.Reviews[i]
		p.add(`<p class="why"` + own + `>`)
		switch {
		case r.By.Name == "":
		case a.Relation == claims.Differs: // the rating is not of these words
			p.put(`<b><bdi>%</bdi></b> · `, r.By.Name)
		default:
			p.put(`<b><bdi>%</bdi> · %</b> · `, r.By.Name, r.Rating)
		}
		if len(rec.Reviews) > 1 && r.Date != "" {
			p.put(`<time>%</time> · `, l.Date(r.Date))
		}
		p.put(`%</p>`, r.Why)
	}
	if rec.Correction != "" {
		p.add(`<p class="notice">` + format(l.Correction, v.inLang(a.Dossier.Language, rec.Correction)) + `</p>`)
	}
	v.sources(p, a)
	v.signature(p, a.Dossier)
	v.actions(p, a)
	p.put(`</article>`)
}

// matchedNotice returns how a record came to words on which no editor has anchored it.
func (v *View) matchedNotice(a *claims.Annotation) string {
	if a.Placement == claims.Restated {
		return v.Lang.Restated
	}
	return v.Lang.Automatic
}

// differenceNotice is what the words here have otherwise than the record: the i-th thing, as a notice.
func (v *View) differenceNotice(a *claims.Annotation, i int) html {
	what := v.difference(a.Dossier, a.Differences[i:])
	if a.Differences[i].Kind == claims.DiffSpeaker {
		return format(v.Lang.Sentence, what)
	}
	return format(v.Lang.Detail, escape(v.Lang.Differs), what)
}

// disagree reports whether one checker contradicts what another confirms.
func disagree(reviews []claims.Review) bool {
	var has [claims.Neither + 1]bool
	for i := range reviews {
		has[reviews[i].Class] = true
	}
	return has[claims.Against] && has[claims.For]
}

// Because is what the card of a claim says of why its words are one; "" if nothing in them does. Names that stand elsewhere in
// the article may have a part in it.
func (v *View) Because(a *claims.Annotation) string { return string(v.because(a)) }

// because says why the words of a claim are one; empty if nothing in them does, and where an editor has said more of the claim
// than that: under "Opinion", a sentence that begins with "Can be checked" gainsays it.
func (v *View) because(a *claims.Annotation) html {
	if rec := a.Record; rec.Kind != claims.Claim || len(rec.Reviews) > 0 || rec.StatusReason != "" {
		return ""
	}
	var reasons []html
	for _, r := range v.Report.Text.Because(a.Span) {
		words := strings.Join(strings.Fields(v.Report.Text.Slice(r.Span)), " ")
		reasons = append(reasons, format(v.Lang.Reasons[r.Kind], v.inLang(a.Dossier.Language, words)))
	}
	if reasons == nil {
		return ""
	}
	return format(v.Lang.Because, v.list(reasons))
}

// checkedBy says when and by whom the records of a dossier were last changed.
func (v *View) checkedBy(d *claims.Dossier) html {
	return format(v.Lang.CheckedBy, escape(v.Lang.Date(d.Modified)), v.inLang(d.Language, d.Publisher.Name))
}

// signature says who checked, and on a line of its own, which no name can begin, who signed that, where a host looked.
func (v *View) signature(p *builder, d *claims.Dossier) {
	if d.Publisher.Name != "" && d.Modified != "" {
		p.add(`<p class="meta">` + v.checkedBy(d) + `</p>`)
	}
	switch {
	case d.Signer == nil:
	case d.Signer.Key == "":
		p.put(`<p class="meta" part="signed">%</p>`, v.Lang.Unsigned)
	default:
		p.add(`<p class="meta" part="signed">` + format(v.Lang.SignedBy, `<bdi>`+escape(d.Signer.Name)+`</bdi>`, `<bdi>`+escape(d.Signer.Key)+`</bdi>`) + `</p>`)
	}
}

// closeButton ends the header of a card with the button that closes it.
func (v *View) closeButton(p *builder) {
	if v.rendered {
		p.put(`<button type="button" class="close" part="close" popovertarget="sm-card" popovertargetaction="hide" aria-label="%">×</button></header>`, v.Lang.Close)
		return
	}
	p.put(`<button type="button" class="close" part="close" data-do="close" aria-label="%">×</button></header>`, v.Lang.Close)
}

// attribution says attribution said it, to whom, where and when.
func (v *View) attribution(p *builder, a *claims.Annotation) {
	rec, language := a.Record, a.Dossier.Language
	var place []html
	if rec.To != "" {
		place = append(place, format(v.Lang.To, v.inLang(language, rec.To)))
	}
	if rec.Where != "" {
		place = append(place, v.inLang(language, rec.Where))
	}
	if rec.When != "" {
		place = append(place, escape(v.Lang.Date(rec.When)))
	}
	p.add(`<p class="who">` + v.isolated(language, rec.Speaker.Name))
	if rec.Speaker.Name != "" && place != nil {
		p.add(` · `)
	}
	p.add(v.list(place) + `</p>`)
}

func (v *View) actions(p *builder, a *claims.Annotation) {
	l := v.Lang
	p.put(`<footer part="actions">`)
	if v.rendered && a.Number > 0 {
		p.put(`<a href="#%">%</a>`, v.FragmentID(a), l.CopyLink)
	} else if a.Number > 0 {
		p.put(`<button type="button" data-do="copy">%</button>`, l.CopyLink)
	}
	if linkable(v.Feedback) {
		externalLink(p, DoFeedback, v.Feedback, l.Report)
	}
	if a.Number == 0 || v.rendered { // a card by itself
		p.put(`</footer>`)
		return
	}
	p.put(`<span class="steps"><button type="button" data-do="previous" aria-label="%"`, l.Previous)
	if a.Number == 1 {
		p.put(` disabled`)
	}
	p.put(`>‹</button><button type="button" data-do="next" aria-label="%"`, l.Next)
	if a.Number == len(v.Report.Items) {
		p.put(` disabled`)
	}
	p.put(`>›</button></span></footer>`)
}
