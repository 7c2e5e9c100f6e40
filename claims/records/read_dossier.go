package records

import (
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// dossier reads a dossier whose short forms are spelled out.
func (r *reader) dossier(v *dossier.Value) *claims.Dossier {
	n := node{Value: v}
	if !r.object(n, "an object that begins with @context", dossier.DossierMembers...) {
		return nil
	}
	r.context(n.member("@context"))
	r.typed(n, "Dataset")
	d := &claims.Dossier{
		File:     r.file,
		ID:       r.string(n.member("@id"), true, `the address of this file, such as "samarkand-2022.json"`),
		Version:  r.string(n.member("version"), true, `"1", the version of the format`),
		Modified: r.date(n.member("dateModified")),
	}
	r.of = d
	if d.Version != "" && d.Version != "1" {
		r.fail(n.member("version"), `"1": a later version may use the same names with other meanings`)
	}
	d.Language = r.lang(n.member("inLanguage"), "")
	if lang := n.member("inLanguage"); lang.missing() || lang.Kind == dossier.KindText && lang.Str == "" {
		r.fail(n.member("inLanguage"), "the language of the dossier's own words, such as en")
	}
	r.language = d.Language
	d.Publisher = r.checker(n.member("publisher"))
	if d.Publisher.Name == "" && n.member("publisher").missing() {
		r.fail(n.member("publisher"), "who checked: a name, or an object with a name")
	}
	d.Corrections = r.url(n.member("publisher").member("correctionsPolicy"))
	d.Methodology = r.url(n.member("publisher").member("verificationFactCheckingPolicy"))
	d.About = r.article(n.member("about"))
	if _, ok := signatureOf(n.Get("signature").Text()); !ok && !n.member("signature").missing() {
		r.fail(n.member("signature"), signatureWanted)
	}
	d.Checkable = r.integer(n.member("checkable"), "the number of checkable sentences in the article, such as 41")
	if n.member("negativeVerdicts").missing() {
		r.fail(n.member("negativeVerdicts"),
			`the verdicts that make a record disputed, such as ["False"]; [] if you have none`)
	}
	r.verdicts(n)

	parts := n.member("hasPart")
	if parts.Value == nil || parts.Kind != dossier.KindArray {
		r.fail(parts, "a list of claims, quotations and sources")
		return d
	}
	// Sources first, so that records may cite what stands further down. The slice keeps its place in
	// memory from here on: records point into it.
	d.Sources = make([]claims.Source, 0, len(parts.Items))
	r.sources = make(map[string]*claims.Source, len(parts.Items))
	seen := map[string]bool{}
	var items []node
	for _, p := range r.list(parts) {
		if p.Kind != dossier.KindObject {
			r.fail(p, "an object with @type Claim, Quotation, or a kind of source")
			continue
		}
		id := r.string(p.member("@id"), true, `an @id such as "#c01", unique in this file`)
		r.part = id
		switch {
		case id == "":
		case !dossier.IsFragment(id):
			r.fail(p.member("@id"), `"#" followed by letters, digits, - or _, such as "#c01"`)
		case seen[id]:
			r.fail(p.member("@id"), "an @id that no other part of this file has")
		}
		seen[id] = true
		switch t := r.string(p.member("@type"), true, dossier.TypesWanted); {
		case t == "Claim" || t == "Quotation":
			items = append(items, p)
		case dossier.IsSourceType(t):
			d.Sources = append(d.Sources, r.source(p, id))
			r.sources[id] = &d.Sources[len(d.Sources)-1]
		case t != "":
			r.fail(p.member("@type"), dossier.TypesWanted)
		}
	}
	for _, p := range items {
		if rec := r.record(p); p.Get("status").Text() == dossier.Draft {
			d.Drafts = append(d.Drafts, rec)
		} else {
			if d.Records == nil {
				// a record is too long to be moved each time the list grows
				d.Records = make([]claims.Record, 0, len(items))
			}
			d.Records = append(d.Records, rec)
		}
	}
	return d
}

// mostVerdicts bounds the verdicts of each class, against each of which every review's is held. A scale has some ten,
// in nine languages ninety.
const mostVerdicts = 100

// verdicts reads how the dossier classifies its verdicts.
func (r *reader) verdicts(n node) {
	for c := claims.Against; c <= claims.Neither; c++ {
		name := dossier.ClassLists[c]
		items := r.list(n.member(name))
		if len(items) > mostVerdicts {
			r.failWith(n.member(name), strconv.Itoa(len(items))+" verdicts: keep to at most "+
				""+strconv.Itoa(mostVerdicts))
			items = nil
		}
		for _, item := range items {
			v := r.string(item, true, "a verdict in words, as the reviews spell it")
			if before := r.class(v); before != claims.Unclassified && before != c {
				r.fail(item, "in one list only, but is also in "+dossier.ClassLists[before])
			}
			r.classes[c] = append(r.classes[c], v)
		}
	}
}

// class returns the class that the dossier gives a verdict.
func (r *reader) class(verdict string) claims.Class {
	for c := range r.classes {
		if verdict != "" && slices.Contains(r.classes[c], verdict) {
			return claims.Class(c)
		}
	}
	return claims.Unclassified
}

// context checks that names mean what schema.org means by them.
func (r *reader) context(n node) {
	for _, c := range r.list(n) {
		if c.Kind == dossier.KindText && strings.TrimSuffix(c.Str, "/") == "https://schema.org" {
			return
		}
	}
	r.fail(n, `"https://schema.org", or a list that begins with it; copy it from README.md`)
}

// typed checks the type of n.
func (r *reader) typed(n node, want string) {
	if t := n.member("@type"); t.Value == nil || t.Kind != dossier.KindText || t.Str != want {
		r.fail(t, want)
	}
}

func (r *reader) article(n node) claims.Article {
	if n.missing() || !r.object(n, "the article, as an object", dossier.ArticleMembers...) {
		return claims.Article{}
	}
	return claims.Article{
		Headline:  r.text(n.member("headline"), false, "a headline"),
		URL:       r.url(n.member("url")),
		Published: r.date(n.member("datePublished")),
		Credit:    r.text(n.member("creditText"), false, "a credit line"),
		Selector:  r.string(n.member("cssSelector"), false, `a CSS selector, such as "main .story"`),
	}
}

func (r *reader) source(n node, id string) claims.Source {
	r.object(n, "a source", dossier.SourceMembers...)
	s := claims.Source{
		ID:          id,
		Type:        n.Get("@type").Text(),
		Publisher:   r.party(n.member("publisher")),
		Title:       r.string(n.member("name"), false, "the title of the source"),
		Translation: r.translation(n.member("workTranslation"), "name"),
		URL:         r.url(n.member("url")),
		Archived:    r.url(n.member("archivedAt")),
		Language:    r.lang(n.member("inLanguage"), r.language),
		Published:   r.date(n.member("datePublished")),
		Checked:     r.date(n.member("sdDatePublished")),
		Relay:       r.text(n.member("relay"), false, "the publisher on whose page the words were read"),
		Evidence:    claims.Evidence(r.string(n.member("evidence"), false, evidenceWanted)),
	}
	switch s.Evidence {
	case "", claims.Primary, claims.Agency, claims.Secondary:
	default:
		r.fail(n.member("evidence"), evidenceWanted)
	}
	if n.member("publisher").missing() && s.Title == "" {
		r.fail(n.member("publisher"), "the publisher of the source, or its title as name: without either it cannot "+
			"be cited")
	}
	s.Excerpt = claims.Excerpt{Text: r.excerptText(n.member("text")), Language: s.Language}
	return s
}

const evidenceWanted = "primary (an official text), agency (a news agency or own reporting) or secondary (analysis, " +
	"or a report of a report)"

func (r *reader) excerptText(n node) string {
	s := r.string(n, false, "the words of the source")
	if len(s) > dossier.MaxExcerpt && len([]rune(s)) > dossier.MaxExcerpt {
		r.fail(n, "an excerpt of at most "+strconv.Itoa(dossier.MaxExcerpt)+" characters; cut it with [...]")
		return ""
	}
	return s
}

// translation reads a workTranslation. Its words are in the member called words.
func (r *reader) translation(n node, words string) claims.Translation {
	if n.missing() || !r.object(n, "a translation, as an object", dossier.TranslationMembers...) {
		return claims.Translation{}
	}
	return claims.Translation{
		Text:     r.text(n.member(words), true, "the translated words"),
		Language: r.lang(n.member("inLanguage"), r.language),
		By:       r.party(n.member("translator")),
	}
}
