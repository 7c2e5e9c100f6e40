package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
)

// Endnotes is what paper has in the place of cards: under the numbers that stand in the text, what was found and where
// it can be read, with whole addresses. They are of the items that are shown.
func (v *View) Endnotes() string {
	var p page
	v.endnotes(&p, v.Endnote)
	return p.String()
}

// endnotes writes each note with note.
func (v *View) endnotes(p *page, note func(*claims.Annotation) string) {
	p.put(`<section class="sourcemark-notes" id="sm-notes" lang="%" dir="%"><h2>%</h2><ol>`, v.Lang.Tag, v.Lang.Dir, v.Lang.Endnotes)
	for i := range v.Report.Items {
		if a := &v.Report.Items[i]; v.Shown(a) {
			p.WriteString(note(a))
		}
	}
	p.put(`</ol></section>`)
}

// Endnote is that of one item, of a list.
func (v *View) Endnote(a *claims.Annotation) string {
	var p page
	const some = 140 // characters of the words: enough to find them in a paragraph
	l := v.Lang
	number := strconv.Itoa(a.Number)
	p.put(`<li value="%" id="sm-note-%"><p>`, number, number)
	p.add(around(l.Detail, `<b>`+v.verdict(a)+`</b> (`+plain(l.Status[a.Status()])+`)`, around(l.Marks, v.in(a.Dossier.Language, shortened(unquoted(v.words(a)), some)))) + `</p><p>`)
	v.reasons(&p, a)
	if d := a.Dossier; d.Publisher.Name != "" && d.Modified != "" {
		p.add(`<span class="checked">` + v.checkedBy(d) + `</span>`)
	}
	p.put(`</p>`)
	if order := ranked(passages(a.Record)); len(order) > 0 {
		p.put(`<ul>`)
		for _, s := range order {
			v.printedSource(&p, s, a.Dossier.Language)
		}
		p.put(`</ul>`)
	}
	p.put(`</li>`)
	return p.String()
}

// reasons says in sentences why the verdict is what it is, and what it is worth.
func (v *View) reasons(p *page, a *claims.Annotation) {
	if a.Relation == claims.Differs {
		// What was found does not hold of these words.
		what := v.difference(a.Dossier, a.Differences)
		if a.Automatic {
			what = around(v.Lang.Detail, plain(v.matched(a)), what)
		} else if a.Differences[0].Kind != claims.DiffSpeaker {
			what = around(v.Lang.Detail, plain(v.Lang.Differs), what)
		}
		p.add(around(v.Lang.Sentence, what) + ` `)
		return
	}
	if a.Automatic {
		p.add(around(v.Lang.Sentence, plain(v.matched(a))) + ` `)
	}
	if c := v.comparison(a); c != nil {
		p.put(`% `, v.Outcome(c))
	}
	for i := range a.Record.Reviews {
		r := &a.Record.Reviews[i]
		if r.By.Name != "" {
			p.add(v.name(a.Dossier.Language, r.By.Name) + ` · ` + v.in(a.Dossier.Language, r.Rating) + ` · `)
		}
		p.add(v.in(a.Dossier.Language, r.Why) + ` `)
	}
}

// printedSource is where to look for a source, of a dossier in some language, with nothing but paper in hand.
func (v *View) printedSource(p *page, s *claims.Source, language string) {
	l := v.Lang
	about := []html{v.name(language, sourceName(s))}
	if title := v.title(s); title != "" {
		about = append(about, title)
	}
	about = append(about, plain(v.published(s)))
	if !leads(s.URL) {
		about = append(about, plain(l.NoLink))
	}
	p.add(`<li>` + around(l.Sentence, v.list(about)))
	if leads(s.URL) {
		p.add(` ` + written(s.URL))
	}
	if leads(s.Archived) {
		p.add(` · ` + around(l.Detail, plain(l.Archived), written(s.Archived)))
	}
	p.add(`</li>`)
}

// written is an address to be read, and to be followed where that can be done. It reads from left to right.
func written(url string) html {
	return `<a dir="ltr" href="` + plain(url) + `">` + plain(url) + `</a>`
}

// unquoted is words without the marks around them, for words that get marks anyway.
func unquoted(words string) string {
	return strings.Trim(words, `“”„«»「」"`)
}
