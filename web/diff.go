package web

import (
	"strings"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// quotation writes the printed words, and under them the source's, with what differs marked in both.
func (v *View) quotation(p *builder, a *claims.Annotation) {
	rec, c, language := a.Record, v.comparison(a), a.Language()
	opening, closing, _ := strings.Cut(v.Lang.Marks, "%s")
	p.put(`<div class="words" part="diff"><h3>%</h3>`, v.Lang.Printed)
	p.add(`<p` + v.langAttrs(language) + `>`)
	p.put(`%`, opening)
	if c.Version < 0 {
		p.put(`%`, a.Printed)
	} else {
		version := &rec.Versions[c.Version]
		v.diff(p, c, a.Printed, version.Text, language, false)
		p.put(`%</p></div><div class="words" part="diff"><h3>`, closing)
		p.add(v.versionName(a.Dossier, version))
		p.put(`</h3><p lang="%" dir="auto">%`, version.Language, opening)
		v.diff(p, c, a.Printed, version.Text, version.Language, true)
	}
	p.put(`%</p></div>`, closing)
	p.put(`<p class="outcome">%</p>`, v.outcome(c))
}

// outcome returns the outcome of a comparison in words.
func (v *View) outcome(c *claims.Comparison) string {
	l := v.Lang
	switch {
	case c.Match == claims.Altered && c.Words > 0:
		return l.Count(c.Words, lang.WordsDiffer)
	case c.Match == claims.Trimmed && c.Marked:
		return l.TrimmedMarked
	case c.Match == claims.Altered:
		return l.Beginning
	}
	return l.Match[c.Match]
}

// versionName returns the source of a version and the languages that its words went through.
func (v *View) versionName(d *claims.Dossier, x *claims.Version) html {
	l := v.Lang
	through := l.Language(x.Language)
	if x.TranslatedOf != "" {
		through = lang.Format(l.From, through, l.Language(x.TranslatedOf))
	}
	if x.Source == nil {
		return escape(through)
	}
	return v.inLang(v.ours(d, x.Source.ID, sourceName(x.Source))) + " · " + escape(through)
}

// diff writes one side of a comparison, in its language: the printed words, with those that the source does not have
// struck out; or, ofSource, the source's words, with those that were not printed underlined. Marked words with only a
// space between them are marked as one.
func (v *View) diff(p *builder, c *claims.Comparison, printed, source, language string, ofSource bool) {
	s, tag, label := strings.TrimRight(printed, " "), "del", v.Lang.Removed
	if ofSource {
		s, tag, label = source, "ins", v.Lang.Added
	}
	at := 0 // all before it is written
	var open claims.Span
	flush := func() {
		if open.End > 0 {
			p.put(`%<`+tag+`><span class="vh"`, s[at:open.Start])
			if language != v.Lang.Tag {
				// Text with a dir of its own does not count for the dir="auto" around it.
				p.put(` lang="%" dir="%"`, v.Lang.Tag, v.Lang.Dir)
			}
			p.put(`>% </span>%</`+tag+`>`, label, s[open.Start:open.End])
			at, open = open.End, claims.Span{}
		}
	}
	for _, ch := range c.Changes {
		span := ch.Printed
		if ofSource {
			span = ch.Source
		}
		switch {
		case span.Len() == 0 || ch.Kind == claims.Kept || ch.Kind == claims.LeftOut && !ofSource:
		case ch.Kind == claims.Editorial:
			flush()
			p.put(`%<span class="editorial">%</span>`, s[at:span.Start], s[span.Start:span.End])
			at = span.End
		default:
			keep := commonStart(printed[ch.Printed.Start:ch.Printed.End], source[ch.Source.Start:ch.Source.End])
			if span.Start += keep; span.Len() == 0 {
				continue
			}
			if open.End > 0 && keep == 0 && strings.TrimSpace(s[open.End:span.Start]) == "" {
				open.End = span.End
				continue
			}
			flush()
			open = span
		}
	}
	flush()
	p.put(`%`, s[at:])
}

// commonStart returns how many bytes a word and its replacement share at their start if they look like forms of one
// word, with different endings; else 0. Equal words that are marked stand between changes in a script without spaces.
func commonStart(a, b string) int {
	if a == b {
		return 0
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	const stem, ending = 4, 3 // bytes: with a shorter stem or a longer ending, two words are not forms of one
	if n < stem || len(a)-n > ending || len(b)-n > ending {
		return 0
	}
	return n
}
