package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// enough is how many characters of an item's words a listener needs to recognize the sentence.
const enough = 60

// Marker returns the one button of an item: its verdict and the one fact to know. Between the words for the eye stands
// what a listener needs: which check it is, and of which words.
func (v *View) Marker(a *claims.Annotation) string {
	var p builder
	status := a.Status()
	p.put(`<button type="button" class="note %" part="marker" lang="%" dir="%" data-do="open" data-n="%"`+
		` aria-expanded="false" aria-haspopup="dialog">`, status.String(), v.Lang.Tag, v.Lang.Dir,
		strconv.Itoa(a.Number))
	verdict := v.verdict(a)
	var fact html
	switch {
	case a.Relation == claims.Differs:
		fact = v.difference(a.Language(), a.Differences)
	case len(a.Record.Reviews) > 0:
		fact = v.inLang(v.own(a, a.Record.Reviews[0].Fact))
	}
	name := escape(lang.Format(v.Lang.Marker, v.position(a), v.Lang.Status[status])) + ` ` + v.sentence(verdict, fact) +
		` ` + v.inLang(a.Language(), shorten(v.words(a), enough))
	noted(&p, name, verdict, fact)
	return p.String()
}

// noted writes what is in a note, and the end of it. Its name is one run of text that no style sheet takes apart: what can
// be seen of a note depends on the room it has, and boxes beside one another are read out with spaces between them.
func noted(p *builder, name, verdict, fact html) {
	p.add(`<span class="vh">` + name + `</span><i class="shape" aria-hidden="true"></i><b aria-hidden="true">` + verdict + `</b>`)
	if fact != "" {
		p.add(`<span class="fact" aria-hidden="true">` + fact + `</span>`)
	}
	p.add(`</button>`)
}

// sentence returns a verdict and its fact, if there is one, as a sentence.
func (v *View) sentence(verdict, fact html) html {
	if fact != "" {
		verdict = v.list([]html{verdict, fact})
	}
	return format(v.Lang.Sentence, verdict)
}

// HeadingID is the id of a card's heading. Each card has a tree of its own, so the id is unique there, as are those of
// its position and its words, which name the card's button too.
const HeadingID = "sm-verdict"

// Card returns everything about one item, in the order in which readers ask: the verdict; who said it, to whom, where
// and when; the words; why; the sources, primary first; who checked it; what can be done. A record without a number has
// a card that stands by itself. The card of a withdrawn record says why it was withdrawn, and no more.
func (v *View) Card(a *claims.Annotation) string {
	var p builder
	v.card(&p, a, "")
	return p.String()
}

// card writes the card of an item. closing is what closes it on a page that needs no program, "" on others.
func (v *View) card(p *builder, a *claims.Annotation, closing html) {
	l, rec := v.Lang, a.Record
	status := a.Status().String()
	p.put(`<article class="card-body %" lang="%" dir="%"><header part="header">`, status, l.Tag, l.Dir)
	p.put(`<h2 id="sm-verdict" part="verdict" class="verdict"><i class="icon" aria-hidden="true">`+
		`<i class="shape %"></i></i>`, status)
	p.add(v.verdict(a))
	p.put(`<span class="vh"> (%)</span></h2>`, l.Status[a.Status()])
	if a.Number > 0 {
		p.put(`<span id="sm-position" class="position">%</span>`, v.position(a))
	}
	v.closeButton(p, closing)
	if rec.Status == claims.Withdrawn {
		v.correction(p, a)
		v.claimed(p, a)
		p.put(`</div></article>`)
		return
	}
	if a.Automatic {
		p.put(`<p class="notice">%</p>`, v.matchedNotice(a))
	}
	if language := v.untranslated(a); language != "" {
		p.put(`<p class="notice">%</p>`, lang.Format(l.NotTranslated, l.Language(language)))
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
		v.claimed(p, a)
		p.put(`</div>`)
		if why := v.because(a); why != "" {
			p.add(`<p class="because">` + why + `</p>`)
		}
	}
	v.reviews(p, a)
	if rec.Correction != "" {
		v.correction(p, a)
	}
	v.sources(p, a)
	v.signature(p, a.Dossier)
	v.actions(p, a, closing != "")
	p.put(`</article>`)
}

// correction writes what was corrected in a record, or why it was withdrawn.
func (v *View) correction(p *builder, a *claims.Annotation) {
	words := v.inLang(v.own(a, a.Record.Correction))
	p.add(`<p class="notice">` + format(v.Lang.Correction, words) + `</p>`)
}

// claimed writes a claim as the record has it, in a div that the caller closes.
func (v *View) claimed(p *builder, a *claims.Annotation) {
	p.put(`<div class="words" part="claim"><h3>%</h3>`, v.Lang.Claimed)
	language, text := v.own(a, a.Record.Text)
	p.add(`<p id="sm-words"` + v.langAttrs(language) + `>`)
	p.put(`%</p>`, text)
}

// reviews writes who found what, and why.
func (v *View) reviews(p *builder, a *claims.Annotation) {
	reviews := a.Record.Reviews
	if disagree(reviews) {
		p.put(`<p class="notice">%</p>`, v.Lang.Disagree)
	}
	for i := range reviews {
		r := &reviews[i]
		language, why := v.own(a, r.Why)
		p.add(`<p class="why"` + v.langAttrs(language) + `>`)
		switch {
		case r.By.Name == "":
		case a.Relation == claims.Differs: // the rating was given to other words
			p.put(`<b><bdi>%</bdi></b> · `, v.text(a, r.By.Name))
		default:
			p.put(`<b><bdi>%</bdi> · %</b> · `, v.text(a, r.By.Name), v.text(a, r.Rating))
		}
		if len(reviews) > 1 && r.Date != "" {
			p.put(`<time>%</time> · `, v.Lang.Date(r.Date))
		}
		p.put(`%</p>`, why)
	}
}

// matchedNotice returns how a record came to words on which no editor has placed it.
func (v *View) matchedNotice(a *claims.Annotation) string {
	if a.Placement == claims.Restated {
		return v.Lang.Restated
	}
	return v.Lang.Automatic
}

// differenceNotice returns the i-th difference between the words of the article and the record, as a notice.
func (v *View) differenceNotice(a *claims.Annotation, i int) html {
	what := v.difference(a.Language(), a.Differences[i:])
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

// Because returns what the card of a claim says about why its words can be checked, as HTML; "" for nothing. It depends
// on the whole article: a name counts only if it stands elsewhere too.
func (v *View) Because(a *claims.Annotation) string { return string(v.because(a)) }

// because returns Because. It is empty too where an editor has said more about the claim: under the verdict "Opinion",
// a sentence that begins with "Can be checked" would contradict it.
func (v *View) because(a *claims.Annotation) html {
	if rec := a.Record; rec.Kind != claims.Claim || len(rec.Reviews) > 0 || rec.StatusReason != "" {
		return ""
	}
	var reasons []html
	for _, r := range v.Report.Text.Because(a.Span) {
		words := strings.Join(strings.Fields(v.Report.Text.Slice(r.Span)), " ")
		reasons = append(reasons, format(v.Lang.Reasons[r.Kind], v.inLang(a.Language(), words)))
	}
	if reasons == nil {
		return ""
	}
	return format(v.Lang.Because, v.list(reasons))
}

// checkedBy returns when and by whom the records of a dossier were last changed.
func (v *View) checkedBy(d *claims.Dossier) html {
	return format(v.Lang.CheckedBy, escape(v.Lang.Date(d.Modified)), v.inLang(v.ours(d, "", d.Publisher.Name)))
}

// signature writes who checked. If the host has verified signatures, it also writes who signed, on a line of its own,
// so that no publisher's name can run into it.
func (v *View) signature(p *builder, d *claims.Dossier) {
	if d.Publisher.Name != "" && d.Modified != "" {
		p.add(`<p class="meta">` + v.checkedBy(d) + `</p>`)
	}
	switch {
	case d.Signer == nil:
	case d.Signer.Key == "":
		p.put(`<p class="meta" part="signed">%</p>`, v.Lang.Unsigned)
	default:
		name, key := `<bdi>`+escape(d.Signer.Name)+`</bdi>`, `<bdi>`+escape(d.Signer.Key)+`</bdi>`
		p.add(`<p class="meta" part="signed">` + format(v.Lang.SignedBy, name, key) + `</p>`)
	}
}

// closeButton writes what closes a card, a button if it is "", and the end of its header.
func (v *View) closeButton(p *builder, closing html) {
	p.add(closing)
	if closing == "" {
		p.put(`<button type="button" class="close" part="close" data-do="close" aria-label="%">×</button>`, v.Lang.Close)
	}
	p.put(`</header>`)
}

// attribution writes who said it, to whom, where and when.
func (v *View) attribution(p *builder, a *claims.Annotation) {
	rec := a.Record
	var place []html
	if rec.To != "" {
		place = append(place, format(v.Lang.To, v.inLang(v.own(a, rec.To))))
	}
	if rec.Where != "" {
		place = append(place, v.inLang(v.own(a, rec.Where)))
	}
	if rec.When != "" {
		place = append(place, escape(v.Lang.Date(rec.When)))
	}
	p.add(`<p class="who">` + v.isolated(v.own(a, rec.Speaker.Name)))
	if rec.Speaker.Name != "" && place != nil {
		p.add(` · `)
	}
	p.add(v.list(place) + `</p>`)
}

// actions writes what readers can do with an item: link to it, report an error, go on to its neighbours.
func (v *View) actions(p *builder, a *claims.Annotation, rendered bool) {
	l := v.Lang
	p.put(`<footer part="actions">`)
	if rendered && a.Number > 0 && !v.NoLinks {
		p.put(`<a href="#%">%</a>`, v.FragmentID(a), l.CopyLink)
	} else if !rendered && a.Number > 0 {
		p.put(`<button type="button" data-do="copy">%</button>`, l.CopyLink)
		if a.Relation != claims.Differs {
			p.put(`<button type="button" data-do="cite">%</button>`, l.Cite)
		}
	}
	if linkable(v.Feedback) {
		externalLink(p, DoFeedback, v.Feedback, l.Report)
	}
	if a.Number == 0 || rendered { // a card by itself
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
