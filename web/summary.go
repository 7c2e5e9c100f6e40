package web

import (
	"slices"
	"strconv"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// Withheld returns the records whose verdicts readers are told they do not see: those whose words stand in the article
// and say something else there. Words that are missing altogether can be behind a paywall or on the next page, so they
// count only while somebody edits.
func (v *View) Withheld() []*claims.Unplaced {
	var out []*claims.Unplaced
	for i := range v.Report.Unplaced {
		if u := &v.Report.Unplaced[i]; v.Editing || changed(u.Differences) {
			out = append(out, u)
		}
	}
	return out
}

// changed reports whether any difference is more than a plain word left out. Words are left out where an excerpt of an
// article breaks off.
func changed(differences []claims.Difference) bool {
	for i := range differences {
		d := &differences[i]
		if d.Article != "" || d.Kind != claims.DiffMeaning && d.Kind != claims.DiffWord {
			return true
		}
	}
	return false
}

// withheld returns how many records are withheld, in words.
func (v *View) withheld(n int) string {
	if v.Editing {
		return v.Lang.Count(n, lang.Unplaced)
	}
	return v.Lang.Count(n, lang.Withheld)
}

// Summary returns the bar above the article: what was checked, with counts that filter, and what was not. It is "" if
// there is nothing to say.
func (v *View) Summary() string {
	var p builder
	l := v.Lang
	n := v.Report.Counts()
	withheld := v.Withheld()
	if n.Items() == 0 && len(withheld) == 0 && !v.Editable {
		return ""
	}
	p.put(`<section class="bar" part="summary" lang="%" dir="%" aria-label="%"><b>`, l.Tag, l.Dir, l.Region)
	p.add(format(l.List, escape(l.Count(n.Claims, lang.Claims)), escape(l.Count(n.Quotations, lang.Quotations))))
	p.put(`</b><span class="chips" role="group" aria-label="%">`, l.Filter)
	for _, s := range v.statuses(n) {
		name, count := s.String(), v.count(n, s)
		p.put(`<button type="button" class="chip %" part="chip" data-do="filter" data-n="%" aria-pressed="%">`,
			name, strconv.Itoa(int(s)), strconv.FormatBool(v.Filter[s]))
		p.put(`<i class="shape %" aria-hidden="true"></i>%</button>`, name, count)
	}
	hide := l.HideMarks
	if v.Hidden {
		hide = l.ShowMarks
	}
	const action = `<button type="button" class="action" data-do=`
	p.put(`</span><span class="ends">`+action+`"list" aria-haspopup="dialog">%</button>`, l.AllChecks)
	filtered := v.filtered()
	if filtered > 0 {
		p.put(action+`"filter">%</button>`, l.ShowAll)
	}
	p.put(action+`"hide">%</button>`, hide)
	if v.Editable && v.Editing {
		p.put(action+`"edit">%</button>`+action+`"reset">%</button>`, l.StopEditing, l.Reset)
	} else if v.Editable {
		p.put(action+`"edit">%</button>`, l.Edit)
	}
	p.put(`</span><p class="small">`)
	if len(v.Report.Items) > 0 {
		d := v.Report.Items[0].Dossier
		if most := v.checkable(); most != "" {
			p.put(`% `, most)
		}
		if d.Modified != "" {
			p.add(v.checkedBy(d))
		}
		p.add(v.takenBack())
	}
	p.put(`</p>`)
	if filtered > 0 {
		p.put(`<p class="small" role="status">%</p>`, l.Count(filtered, lang.Filtered))
	}
	if u := len(withheld); u > 0 {
		p.put(`<p class="small unplaced" role="status">`+action+`"list">%</button>`, v.withheld(u))
		for _, x := range withheld {
			if v.Editing && x.Differences != nil {
				p.put(` · %`, l.Differs)
				break
			}
		}
		p.put(`</p>`)
	}
	p.put(`</section>`)
	return p.String()
}

// filtered returns how many items the filter does not let through.
func (v *View) filtered() (n int) {
	for i := range v.Report.Items {
		if !v.lets(&v.Report.Items[i]) {
			n++
		}
	}
	return n
}

// checkable returns how many of the sentences that can be checked were checked, in words. It is "" if nobody has
// counted them, or if a record has no place: then the page may not be the whole article.
func (v *View) checkable() string {
	n, d := v.Report.Counts().Items(), v.Report.Items[0].Dossier
	if d.Checkable <= n || len(v.Report.Unplaced) > 0 {
		return ""
	}
	return lang.Format(v.Lang.NotChecked, strconv.Itoa(n), strconv.Itoa(d.Checkable))
}

// statuses returns the statuses to count, in the order of a sentence. Neutral ones are left out if there are none,
// since most articles have none.
func (v *View) statuses(n claims.Counts) []claims.Status {
	if n.Neutral == 0 && !v.Filter[claims.Neutral] {
		return []claims.Status{claims.Sourced, claims.Disputed, claims.Unsourced}
	}
	return []claims.Status{claims.Sourced, claims.Disputed, claims.Neutral, claims.Unsourced}
}

// count returns how many items of a status there are, in words.
func (v *View) count(n claims.Counts, s claims.Status) string {
	switch s {
	case claims.Sourced:
		return v.Lang.Count(n.Sourced, lang.SourcedItems)
	case claims.Disputed:
		return v.Lang.Count(n.Disputed, lang.DisputedItems)
	case claims.Neutral:
		return v.Lang.Count(n.Neutral, lang.NeutralItems)
	}
	return v.Lang.Count(n.Unsourced, lang.UnsourcedItems)
}

// ListID is the id of the heading of the list.
const ListID = "sm-list"

// List returns all items in reading order and then what is withheld, for screen readers and for an overview. asked are
// records that a link has named; those without a place are listed too.
func (v *View) List(asked ...*claims.Unplaced) string {
	const some = 140 // characters of each statement: two lines
	var p builder
	l := v.Lang
	p.put(`<article class="card-body list" lang="%" dir="%"><header><h2 id="sm-list" class="verdict">%</h2>`,
		l.Tag, l.Dir, l.AllChecks)
	v.closeButton(&p, "")
	p.put(`<ol role="list">`)
	for i := range v.Report.Items {
		a := &v.Report.Items[i]
		if !v.lets(a) {
			continue
		}
		status, number := a.Status().String(), strconv.Itoa(a.Number)
		p.put(`<li value="%"><button type="button" class="entry %" data-do="open" data-n="%">`, number, status, number)
		verdict := v.verdict(a)
		p.put(`<span class="head"><i class="shape %" aria-hidden="true"></i>`, status)
		p.add(`<b aria-hidden="true">` + verdict + `</b><span class="vh">` +
			v.sentence(verdict, escape(l.Status[a.Status()])) + `</span></span> `)
		v.said(&p, a.Language(), shorten(v.words(a), some))
		if a.Automatic {
			p.put(`<span class="because">%</span>`, v.matchedNotice(a))
		}
		if why := v.because(a); why != "" {
			p.add(`<span class="because">` + why + `</span>`)
		}
		p.put(`</button></li>`)
	}
	p.put(`</ol>`)
	withheld := v.Withheld()
	if n := len(withheld); n > 0 {
		p.put(`<h3>%</h3>`, v.withheld(n))
	}
	for _, u := range asked {
		if !slices.Contains(withheld, u) {
			withheld = append(withheld, u)
		}
	}
	if len(withheld) > 0 {
		p.put(`<ul role="list" class="unplaced">`)
		for _, x := range withheld {
			// The verdict is not shown: it was not given on the words that stand there now.
			p.put(`<li class="entry"><span class="head"><b>%</b></span> `, v.refusal(x))
			language, words := v.Report.Stored(x)
			v.said(&p, language, shorten(words, some))
			if x.Differences != nil {
				p.add(` <span class="differences">` + v.difference(language, x.Differences) + `</span>`)
			}
			p.put(`</li>`)
		}
		p.put(`</ul>`)
	}
	p.WriteString(v.Withdrawn())
	p.put(`</article>`)
	return p.String()
}

// said writes words of an article in a language.
func (v *View) said(p *builder, language, words string) {
	p.add(`<span class="said"` + v.langAttrs(language) + `>`)
	p.put(`%</span>`, words)
}

// refusal returns why a record has no place, in words.
func (v *View) refusal(u *claims.Unplaced) string {
	switch {
	case u.Differences != nil:
		return v.Lang.Differs
	case u.Placement == claims.Ambiguous:
		return v.Lang.Ambiguous
	case u.Unsearched:
		return v.Lang.Unsearched
	}
	return v.Lang.Missing
}

// difference returns the first difference from a record, in words. differences is not empty; language is that of the
// article.
func (v *View) difference(language string, differences []claims.Difference) html {
	if x := &differences[0]; x.Kind == claims.DiffSpeaker {
		return format(v.Lang.Speaker, v.isolated(language, x.Article), v.isolated(language, x.Record))
	}
	quoted := func(words string) html {
		if words == "" {
			return escape(v.Lang.Nothing)
		}
		return format(v.Lang.Marks, v.inLang(language, words))
	}
	return format(v.Lang.Here, quoted(differences[0].Article), quoted(differences[0].Record))
}

// Differs returns the note beside words that have changed since they were checked. It has no verdict.
func (v *View) Differs(u *claims.Unplaced) string {
	var p builder
	p.put(`<button type="button" class="note withdrawn" lang="%" dir="%" data-do="list" aria-haspopup="dialog">`,
		v.Lang.Tag, v.Lang.Dir)
	language, _ := v.Report.Stored(u)
	differs, fact := escape(v.Lang.Differs), v.difference(language, u.Differences)
	noted(&p, v.sentence(differs, fact), differs, fact)
	return p.String()
}
