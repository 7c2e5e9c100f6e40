package web

import (
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// sourceName returns the publisher of a source, or else its title.
func sourceName(s *claims.Source) string {
	if s.Publisher.Name != "" {
		return s.Publisher.Name
	}
	return s.Title
}

// sources writes the sources of an item, primary sources first, each with all excerpts that the record takes from it.
// The list has a role because to VoiceOver a list without bullets is none.
func (v *View) sources(p *builder, a *claims.Annotation) {
	const few = 3 // shown at once; the rest can be unfolded
	citations := citationsOf(a.Record)
	order := ranked(citations)
	if len(order) == 0 {
		return
	}
	p.put(`<section class="sources"><h3 class="vh">%</h3><ul role="list">`, v.Lang.Sources)
	for i, s := range order {
		if i == few && len(order) > few+1 {
			p.put(`</ul><details><summary>%</summary><ul role="list">`, v.Lang.Count(len(order)-few, lang.MoreSources))
		}
		v.source(p, a, s, citations)
	}
	p.put(`</ul>`)
	if len(order) > few+1 {
		p.put(`</details>`)
	}
	p.put(`</section>`)
}

// citationsOf returns all that a record takes from sources: the wordings of a quotation first.
func citationsOf(rec *claims.Record) []claims.Citation {
	out := make([]claims.Citation, 0, len(rec.Versions)+len(rec.Citations))
	for i := range rec.Versions {
		x := &rec.Versions[i]
		out = append(out, claims.Citation{Source: x.Source, Excerpt: x.Excerpt, Note: x.Note})
	}
	return append(out, rec.Citations...)
}

// ranked returns the sources of citations, each once, primary sources first.
func ranked(citations []claims.Citation) []*claims.Source {
	var order []*claims.Source
	for _, rank := range [...]claims.Evidence{claims.Primary, claims.Agency, claims.Secondary, ""} {
		for i := range citations {
			if s := citations[i].Source; s != nil && s.Evidence == rank && !slices.Contains(order, s) {
				order = append(order, s)
			}
		}
	}
	return order
}

// source writes one source of an item with the citations that are from it.
func (v *View) source(p *builder, a *claims.Annotation, s *claims.Source, citations []claims.Citation) {
	l, d := v.Lang, a.Dossier
	p.add(`<li class="source" part="source"><b>` + v.isolated(v.ours(d, s.ID, sourceName(s))) + `</b>`)
	if s.Evidence != "" {
		p.put(`<span class="badge">%</span>`, l.Evidence(string(s.Evidence)))
	}
	p.put(`<span class="meta">`)
	if title := v.title(d, s); title != "" {
		p.add(title + ` · `)
	}
	p.put(`% · %`, v.published(s), l.Language(s.Language))
	if host := codedHost(s.URL); host != "" {
		p.put(` · <bdi>%</bdi>`, host)
	}
	p.put(`</span><span class="links">`)
	linked := false
	for i := range citations {
		// One link to a source: to the first of its excerpts.
		if x := &citations[i]; x.Source == s && !linked {
			linked = true
			v.links(p, s, x.Excerpt.Text)
		}
	}
	p.put(`</span>`)
	for i := range citations {
		if x := &citations[i]; x.Source == s {
			v.excerpt(p, a, x)
		}
	}
	if s.Relay != "" {
		p.add(`<span class="remark">` + format(l.Relay, v.inLang(v.ours(d, s.ID, s.Relay))) + `</span>`)
	}
	p.put(`</li>`)
}

// codedHost returns the host of an address that stands for letters outside ASCII ("xn--…"), and "" for any other
// address. Cards show such a host as it is written, because in letters it may look like another one.
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

// title returns the title of a source of d, in its own language and in translation; "" if it has none, or if sourceName
// has returned it.
func (v *View) title(d *claims.Dossier, s *claims.Source) html {
	if s.Title == "" || s.Publisher.Name == "" {
		return ""
	}
	out := `<cite` + v.langAttrs(s.Language) + `>` + escape(s.Title) + `</cite>`
	if language, text := v.translation(d, s.ID, s.Language, &s.Translation); text != "" {
		out += ` (` + v.inLang(language, text) + `)`
	}
	return out
}

// published returns the date of a source in words.
func (v *View) published(s *claims.Source) string {
	if s.Published == "" {
		return v.Lang.Undated
	}
	return v.Lang.Date(s.Published)
}

// excerpt writes the words that the record of an item takes from a source, with their translation and the editor's
// note.
func (v *View) excerpt(p *builder, a *claims.Annotation, x *claims.Citation) {
	if x.Excerpt.Text != "" {
		p.add(`<q class="excerpt" part="excerpt"` + v.langAttrs(x.Excerpt.Language) + `>`)
		p.put(`%</q>`, lang.Format(v.Lang.Marks, x.Excerpt.Text))
	}
	t := &x.Excerpt.Translation
	if language, text := v.translation(a.Dossier, a.Record.ID, x.Excerpt.Language, t); text != "" {
		by, part := t.By.Name, a.Record.ID
		if by == "" {
			by, part = sourceName(x.Source), x.Source.ID
		}
		p.put(`<span class="translation"><q lang="%" dir="auto">%</q> `, language, lang.Format(v.Lang.Marks, text))
		p.add(format(v.Lang.TranslatedBy, v.inLang(v.ours(a.Dossier, part, by))) + `</span>`)
	}
	if x.Note != "" {
		language, text := v.own(a, x.Note)
		p.add(`<span class="remark"` + v.langAttrs(language) + `>`)
		p.put(`%</span>`, text)
	}
}

// links writes the links to a source, to the words of the excerpt where the browser can find them, and to the archived
// copy.
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

// linkable reports whether a link may lead to an address: to the web or a mailbox only. Readers of records and settings
// have checked that already, but on a page other scripts can come in between.
func linkable(url string) bool {
	return strings.HasPrefix(url, "https:") || strings.HasPrefix(url, "http:") || strings.HasPrefix(url, "mailto:")
}

// externalLink writes a link to another site, which is told the host of the page at most.
func externalLink(p *builder, do, url, words string) {
	p.put(`<a data-do="%" href="%" target="_blank" rel="noopener"`+
		` referrerpolicy="strict-origin-when-cross-origin">%</a>`, do, url, words)
}
