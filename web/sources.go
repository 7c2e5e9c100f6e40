package web

import (
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

func sourceName(s *claims.Source) string {
	if s.Publisher.Name != "" {
		return s.Publisher.Name
	}
	return s.Title
}

// sources lists where it can be read, primary sources first, each with all that the record takes from it. A list without
// marks is none to VoiceOver unless its role says so.
func (v *View) sources(p *builder, a *claims.Annotation) {
	const few = 3 // shown at once; the rest can be unfolded
	passages := citationsOf(a.Record)
	order := ranked(passages)
	if len(order) == 0 {
		return
	}
	p.put(`<section class="sources"><h3 class="vh">%</h3><ul role="list">`, v.Lang.Sources)
	for i, s := range order {
		if i == few && len(order) > few+1 {
			p.put(`</ul><details><summary>%</summary><ul role="list">`, v.Lang.Count(len(order)-few, lang.MoreSources))
		}
		v.source(p, s, passages, a.Dossier.Language)
	}
	p.put(`</ul>`)
	if len(order) > few+1 {
		p.put(`</details>`)
	}
	p.put(`</section>`)
}

// citationsOf is all that a record takes from sources.
func citationsOf(rec *claims.Record) []claims.Citation {
	out := make([]claims.Citation, 0, len(rec.Versions)+len(rec.Citations))
	for i := range rec.Versions {
		out = append(out, claims.Citation{Source: rec.Versions[i].Source, Excerpt: rec.Versions[i].Excerpt, Note: rec.Versions[i].Note})
	}
	return append(out, rec.Citations...)
}

// ranked is the sources of passages, each once, primary sources first.
func ranked(passages []claims.Citation) []*claims.Source {
	var order []*claims.Source
	for _, rank := range [...]claims.Evidence{claims.Primary, claims.Agency, claims.Secondary, ""} {
		for i := range passages {
			if s := passages[i].Source; s != nil && s.Evidence == rank && !slices.Contains(order, s) {
				order = append(order, s)
			}
		}
	}
	return order
}

// source writes one source of a dossier in some language.
func (v *View) source(p *builder, s *claims.Source, passages []claims.Citation, language string) {
	l := v.Lang
	p.add(`<li class="source" part="source"><b>` + v.isolated(language, sourceName(s)) + `</b>`)
	if s.Evidence != "" {
		p.put(`<span class="badge">%</span>`, l.Evidence(string(s.Evidence)))
	}
	p.put(`<span class="meta">`)
	if title := v.title(s); title != "" {
		p.add(title + ` · `)
	}
	p.put(`% · %`, v.published(s), l.Language(s.Language))
	if host := codedHost(s.URL); host != "" {
		p.put(` · <bdi>%</bdi>`, host)
	}
	p.put(`</span><span class="links">`)
	linked := false
	for i := range passages {
		// One link to a source: to the first of its passages.
		if x := &passages[i]; x.Source == s && !linked {
			linked = true
			v.links(p, s, x.Excerpt.Text)
		}
	}
	p.put(`</span>`)
	for i := range passages {
		if x := &passages[i]; x.Source == s {
			v.excerpt(p, x, language)
		}
	}
	if s.Relay != "" {
		p.add(`<span class="remark">` + format(l.Relay, v.inLang(language, s.Relay)) + `</span>`)
	}
	p.put(`</li>`)
}

// codedHost is the host of an address that hides letters outside ASCII ("xn--…"), for such a name may look like another's;
// "" of other addresses.
func codedHost(url string) string {
	_, host, _ := strings.Cut(url, "://")
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	host = strings.ToLower(host) // as browsers do
	if !strings.HasPrefix(host, "xn--") && !strings.Contains(host, ".xn--") {
		return ""
	}
	return host
}

// title is the title of a source, in its own language and in translation; "" if it has none or is named by it.
func (v *View) title(s *claims.Source) html {
	if s.Title == "" || s.Publisher.Name == "" {
		return ""
	}
	out := `<cite lang="` + escape(s.Language) + `" dir="auto">` + escape(s.Title) + `</cite>`
	if t := &s.Translation; t.Text != "" {
		out += ` (` + v.inLang(t.Language, t.Text) + `)`
	}
	return out
}

// published is the date of a source in words.
func (v *View) published(s *claims.Source) string {
	if s.Published == "" {
		return v.Lang.Undated
	}
	return v.Lang.Date(s.Published)
}

// excerpt is the words a record takes from a source, with their translation and what to make of them.
func (v *View) excerpt(p *builder, x *claims.Citation, language string) {
	if x.Excerpt.Text != "" {
		p.put(`<q class="excerpt" part="excerpt" lang="%" dir="auto">%</q>`, x.Excerpt.Language, lang.Format(v.Lang.Marks, x.Excerpt.Text))
	}
	if t := &x.Excerpt.Translation; t.Text != "" {
		by := t.By.Name
		if by == "" {
			by = sourceName(x.Source)
		}
		p.put(`<span class="translation"><q lang="%" dir="auto">%</q> `, t.Language, lang.Format(v.Lang.Marks, t.Text))
		p.add(format(v.Lang.TranslatedBy, v.inLang(language, by)) + `</span>`)
	}
	if x.Note != "" {
		p.add(`<span class="remark"` + v.langAttrs(language) + `>`)
		p.put(`%</span>`, x.Note)
	}
}

// links leads to the source, to the passage itself where its words are known, and to a copy.
func (v *View) links(p *builder, s *claims.Source, excerpt string) {
	if !linkable(s.URL) {
		p.put(`%`, v.Lang.NoLink)
	} else {
		url := s.URL
		if f := claims.FragmentOf(excerpt).Attribute(); f != "" {
			if !strings.Contains(url, "#") {
				url += "#"
			}
			url += ":~:" + f
		}
		externalLink(p, DoSource, url, v.Lang.Passage)
	}
	if linkable(s.Archived) {
		externalLink(p, DoSource, s.Archived, v.Lang.Archived)
	}
}

// linkable reports whether a link may lead to an address: one of the web or of a mail. Whoever reads records and settings has seen to
// that, but in a page other scripts come between them and here, so what becomes a link is looked at once more.
func linkable(url string) bool {
	return strings.HasPrefix(url, "https:") || strings.HasPrefix(url, "http:") || strings.HasPrefix(url, "mailto:")
}

// externalLink is a link out of the page that tells the other site no more than it must know.
func externalLink(p *builder, do, url, words string) {
	p.put(`<a data-do="%" href="%" target="_blank" rel="noopener" referrerpolicy="strict-origin-when-cross-origin">%</a>`, do, url, words)
}
