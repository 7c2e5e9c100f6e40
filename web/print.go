package web

import (
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// Endnotes is what paper has in the place of cards: under the numbers that stand in the text, what was found and where
// it can be read, with whole addresses. They are of the items that are shown.
func (v *View) Endnotes() string {
	var p page
	p.put(`<section class="endnotes" id="sm-notes" lang="%"><h2>%</h2><ol>`, v.Lang.Tag, v.Lang.Endnotes)
	for i := range v.Report.Items {
		if a := &v.Report.Items[i]; v.Shown(a) {
			v.endnote(&p, a)
		}
	}
	p.put(`</ol></section>`)
	return p.String()
}

func (v *View) endnote(p *page, a *claims.Annotation) {
	const some = 140 // characters of the words: enough to find them in a paragraph
	l := v.Lang
	p.put(`<li value="%" id="sm-note-%"><p><b>%</b> (%): “%”</p><p>`, strconv.Itoa(a.Number), strconv.Itoa(a.Number), v.Verdict(a), l.Status[a.Status()], shortened(unquoted(v.words(a)), some))
	v.reasons(p, a)
	if d := a.Dossier; d.Publisher.Name != "" && d.Modified != "" {
		p.put(`<span class="checked">%</span>`, lang.Format(l.CheckedBy, l.Date(d.Modified), d.Publisher.Name))
	}
	p.put(`</p>`)
	if order := ranked(passages(a.Record)); len(order) > 0 {
		p.put(`<ul>`)
		for _, s := range order {
			v.printedSource(p, s)
		}
		p.put(`</ul>`)
	}
	p.put(`</li>`)
}

// reasons says in sentences why the verdict is what it is, and what it is worth.
func (v *View) reasons(p *page, a *claims.Annotation) {
	if a.Relation == claims.Differs {
		// What was found does not hold of these words. Only what nobody anchored can differ.
		p.put(`%: %. `, v.Lang.Automatic, v.difference(a.Differences))
		return
	}
	if a.Automatic {
		p.put(`%. `, v.Lang.Automatic)
	}
	if c := a.Comparison(); c != nil {
		p.put(`% `, v.Outcome(c))
	}
	for i := range a.Record.Reviews {
		r := &a.Record.Reviews[i]
		if r.By.Name != "" {
			p.put(`<bdi>%</bdi>: %. `, r.By.Name, r.Rating)
		}
		p.put(`% `, r.Why)
	}
}

// printedSource is where to look for a source with nothing but paper in hand.
func (v *View) printedSource(p *page, s *claims.Source) {
	p.put(`<li><bdi>%</bdi>, `, sourceName(s))
	if v.title(p, s) {
		p.put(`, `)
	}
	p.put(`%`, v.published(s))
	if s.URL == "" {
		p.put(`, %`, v.Lang.NoLink)
	} else {
		p.put(`. <a href="%">%</a>`, s.URL, s.URL)
	}
	if s.Archived != "" {
		p.put(`. %: <a href="%">%</a>`, v.Lang.Archived, s.Archived, s.Archived)
	}
	p.put(`</li>`)
}

// unquoted is words without the marks around them, for words that get marks anyway.
func unquoted(words string) string {
	return strings.Trim(words, `“”"`)
}
