package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
)

// Endnotes returns what paper has in place of cards: for each item that is shown, under the number that stands in the
// text, what was found and where to read it, with whole addresses.
func (v *View) Endnotes() string {
	var p builder
	v.beginEndnotes(&p)
	for i := range v.Report.Items {
		if a := &v.Report.Items[i]; v.Shown(a) {
			p.WriteString(v.Endnote(a))
		}
	}
	p.put(`</ol>`)
	p.WriteString(v.Withdrawn())
	p.put(`</section>`)
	return p.String()
}

// beginEndnotes writes the heading, and the start of the list.
func (v *View) beginEndnotes(p *builder) {
	p.put(`<section class="sourcemark-notes" id="sm-notes%" lang="%" dir="%"><h2>%</h2><ol>`,
		v.Suffix, v.Lang.Tag, v.Lang.Dir, v.Lang.Endnotes)
}

// Withdrawn returns what was taken back, with when and why: whoever has read it learns that it does not hold.
func (v *View) Withdrawn() string {
	var p builder
	all := v.Report.Withdrawn()
	for i := range all {
		a := &all[i]
		what := []html{`<b>` + escape(v.Verdict(a)) + `</b>`}
		if day := a.Record.Corrected; day != "" {
			what = append(what, escape(v.Lang.Date(day)))
		}
		p.add(`<p class="entry">` + format(v.Lang.Detail, v.list(what), format(v.Lang.Marks, v.inLang(v.own(a, a.Record.Text)))) + `</p>`)
		v.correction(&p, a)
	}
	return p.String()
}

// takenBack returns how many records were withdrawn, in words; "" if none was.
func (v *View) takenBack() html {
	n := len(v.Report.Withdrawn())
	if n == 0 {
		return ""
	}
	return ` ` + format(v.Lang.Sentence, format(v.Lang.Detail, escape(v.Lang.StatusVerdict[claims.Withdrawn]), html(strconv.Itoa(n))))
}

// Endnote returns the entry of one item in the list of Endnotes.
func (v *View) Endnote(a *claims.Annotation) string {
	var p builder
	const some = 140 // characters of the words: enough to find them in a paragraph
	l := v.Lang
	number := strconv.Itoa(a.Number)
	p.put(`<li id="sm-note-%%"`, number, v.Suffix)
	if v.Filter != (Filter{}) { // others are left out before it
		p.put(` value="%"`, number)
	}
	p.put(`><p>`)
	verdict := `<b>` + v.verdict(a) + `</b> (` + escape(l.Status[a.Status()]) + `)`
	words := format(l.Marks, v.inLang(a.Language(), shorten(unquoted(v.words(a)), some)))
	p.add(format(l.Detail, verdict, words) + `</p><p>`)
	v.explanation(&p, a)
	if d := a.Dossier; d.Publisher.Name != "" && d.Modified != "" {
		p.add(`<span class="checked">` + v.checkedBy(d) + `</span>`)
	}
	p.put(`</p>`)
	if order := ranked(citationsOf(a.Record)); len(order) > 0 {
		p.put(`<ul>`)
		for _, s := range order {
			v.printedSource(&p, a.Dossier, s)
		}
		p.put(`</ul>`)
	}
	p.put(`</li>`)
	return p.String()
}

// explanation writes in sentences why the verdict is what it is. Words that differ from the record get what differs
// instead.
func (v *View) explanation(p *builder, a *claims.Annotation) {
	if a.Relation == claims.Differs {
		// What was found does not hold of these words.
		what := v.difference(a.Language(), a.Differences)
		if a.Automatic {
			what = format(v.Lang.Detail, escape(v.matchedNotice(a)), what)
		} else if a.Differences[0].Kind != claims.DiffSpeaker {
			what = format(v.Lang.Detail, escape(v.Lang.Differs), what)
		}
		p.add(format(v.Lang.Sentence, what) + ` `)
		return
	}
	if a.Automatic {
		p.add(format(v.Lang.Sentence, escape(v.matchedNotice(a))) + ` `)
	}
	if c := v.comparison(a); c != nil {
		p.put(`% `, v.outcome(c))
	}
	for i := range a.Record.Reviews {
		r := &a.Record.Reviews[i]
		if r.By.Name != "" {
			p.add(v.isolated(v.own(a, r.By.Name)) + ` · ` + v.inLang(v.own(a, r.Rating)) + ` · `)
		}
		p.add(v.inLang(v.own(a, r.Why)) + ` `)
	}
}

// printedSource writes where to find a source of d with nothing but paper in hand.
func (v *View) printedSource(p *builder, d *claims.Dossier, s *claims.Source) {
	l := v.Lang
	about := []html{v.isolated(v.ours(d, s.ID, sourceName(s)))}
	if title := v.title(d, s); title != "" {
		about = append(about, title)
	}
	about = append(about, escape(v.published(s)))
	if !linkable(s.URL) {
		about = append(about, escape(l.NoLink))
	}
	p.put(`<li>`)
	printedLink(p, s.URL, format(l.Sentence, v.list(about)))
	if linkable(s.Archived) {
		p.put(` · `)
		printedLink(p, s.Archived, format(l.Detail, escape(l.Archived), ""))
	}
	p.put(`</li>`)
}

// printedLink writes what a link says. Behind it, endnotes.css writes the address: to be read, on paper too. Where it
// cannot be followed, the words stand alone.
func printedLink(p *builder, url string, words html) {
	if !linkable(url) {
		p.add(words)
		return
	}
	p.put(`<a href="%">`, url)
	p.add(words + `</a>`)
}

// unquoted returns words without the quotation marks around them, for a place that adds marks anyway.
func unquoted(words string) string {
	return strings.Trim(words, `“”„«»「」"`)
}
