package records

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Read decodes a dossier. file is its name, for messages, such as "ferry.json". With an error there is no dossier: data
// is not JSON, or it has [Mistakes], all of which the error joins.
func Read(file string, data []byte) (*claims.Dossier, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	long := dossier.Expand(v)
	r := reader{file: file, root: &v, parties: map[string]claims.Party{}}
	d := r.dossier(&long)
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return d, nil
}

type reader struct {
	file     string
	root     *dossier.Value // as the author wrote it, for paths
	errs     []error        // each a *Mistake
	sources  map[string]*claims.Source
	parties  map[string]claims.Party      // those that have an @id
	classes  [claims.Neither + 1][]string // the verdicts that the dossier classifies
	language string
	draft    bool // what is read is one
}

// A node is a value, or the place where one is missing.
type node struct {
	*dossier.Value
	in   *dossier.Value // the object it is a member of; nil for the root and for items
	name string
}

func (n node) member(name string) node { return node{n.Get(name), n.Value, name} }

// path returns the path from the root to n, such as hasPart[3].review.author. Most nodes are never asked for it, so it
// is looked for when one is. What a short form was spelled out to leads to the short form.
func (r *reader) path(n node) string {
	if n.Value != nil {
		return strings.TrimPrefix(dossier.PathTo(r.root, n.At), ".")
	}
	return strings.TrimPrefix(dossier.PathTo(r.root, n.in.At)+"."+dossier.Clip(n.name), ".")
}

// missing reports whether the member is not there. JSON's null counts as not there.
func (n node) missing() bool { return n.Value == nil || n.Kind == dossier.KindNull }

// fail reports what was found at n and what must be there instead.
func (r *reader) fail(n node, want string) {
	var found string
	switch {
	case n.Value == nil:
		r.failWith(n, "missing: add "+want)
		return
	case n.Kind == dossier.KindText:
		found = dossier.Quote(n.Str)
	case n.Kind == dossier.KindNumber || n.Kind == dossier.KindBoolean:
		found = n.Str
	default:
		found = n.Kind.String()
	}
	r.failWith(n, found+": must be "+want)
}

// failWith reports that something is wrong at n.
func (r *reader) failWith(n node, what string) {
	const most = 200 // messages; a file with more wrong is not read to the end by anybody
	at := n.Value
	if at == nil {
		at = n.in
	}
	m := &Mistake{File: r.file, At: at.At, What: what}
	switch {
	case len(r.errs) > most:
		return
	case len(r.errs) == most:
		m.What = "and more errors"
	default:
		m.Path = r.path(n)
	}
	r.errs = append(r.errs, m)
}

// A Mistake is one thing that is wrong in a dossier. [Read] and [Statements] return one error that joins them all,
// unless the file is not JSON at all.
type Mistake struct {
	File string // as it was given
	Path string // where in the file, such as "hasPart[3].review.author"; empty for the file as a whole
	At   int    // the same as a byte of the file, after its byte order mark; of what is missing, that of the object it is missing in
	What string // what is wrong, and what to type
}

// Mistakes returns what an error of [Read] or [Statements] joins; nil for other errors.
func Mistakes(err error) (all []*Mistake) {
	joined, _ := err.(interface{ Unwrap() []error })
	if joined == nil {
		return nil
	}
	for _, err := range joined.Unwrap() {
		if m, ok := err.(*Mistake); ok {
			all = append(all, m)
		}
	}
	return all
}

// Error returns m on one line, with file and path.
func (m *Mistake) Error() string {
	if m.Path == "" {
		return m.File + ": " + m.What
	}
	return m.File + ": " + m.Path + ": " + m.What
}

// object reports whether n is an object. It complains about names in it that are slips of known ones.
func (r *reader) object(n node, want string, known ...string) bool {
	if n.Value == nil || n.Kind != dossier.KindObject {
		r.fail(n, want)
		return false
	}
	for i := range n.Members {
		name := n.Members[i].Name
		if near := slipOf(name, known); near != "" {
			r.failWith(n.member(name), "unknown name: did you mean "+near+"?")
		} else if dossier.IsShort(name) && slices.Contains(known, name) && n.Members[i].Value.Text() != dossier.NoExcerpt {
			r.failWith(n.member(name), "this object has both the short form and the full form: keep one of the two")
		}
	}
	return true
}

// list returns the items of n: none if it is missing, n itself if it is no list.
func (r *reader) list(n node) []node {
	if n.missing() {
		return nil
	}
	if n.Kind != dossier.KindArray {
		return []node{n}
	}
	out := make([]node, len(n.Items))
	for i := range n.Items {
		out[i] = node{Value: &n.Items[i]}
	}
	return out
}

// string returns the text of n; "" with a complaint if it is no string. A missing one is only complained about if it is
// required.
func (r *reader) string(n node, required bool, want string) string {
	if n.missing() && !required {
		return ""
	}
	if n.Value == nil || n.Kind != dossier.KindText || required && strings.TrimSpace(n.Str) == "" {
		r.fail(n, want)
		return ""
	}
	if err := Words(n.Str); err != nil {
		r.failWith(n, err.Error())
		return ""
	}
	return n.Str
}

// integer returns the whole number at n; 0 if it is missing, and with a complaint if it is none.
func (r *reader) integer(n node, want string) int {
	if n.missing() {
		return 0
	}
	i, err := strconv.Atoi(n.Str)
	if n.Kind != dossier.KindNumber || err != nil || i < 0 {
		r.fail(n, want)
		return 0
	}
	return i
}

// date returns an ISO 8601 date: a year, a month or a day, or a day and a time.
func (r *reader) date(n node) string {
	const want = "a date such as 2022-09-15, 2022-09, 2022 or 2022-09-15T22:45:34+08:00"
	s := r.string(n, false, want)
	if s != "" && !dossier.IsDate(s) {
		r.fail(n, want)
		return ""
	}
	return s
}

// url returns an address that a reader may be sent to.
func (r *reader) url(n node) string {
	const want = "an address that begins with https:// or http://"
	s := r.string(n, false, want)
	switch {
	case s == "" || dossier.IsWeb(s):
		return s
	case strings.ContainsFunc(dossier.HostOf(s), func(c rune) bool { return c > 0x7f }):
		r.fail(n, "an address with its host in ASCII form, such as xn--…: letters of different alphabets look alike")
	case dossier.HostOf(s) != "" && !dossier.IsHost(dossier.HostOf(s)):
		r.fail(n, "an address whose host has only letters, digits, hyphens and dots, such as county.example: programs disagree about others")
	default:
		r.fail(n, want)
	}
	return ""
}

// lang returns a BCP 47 language tag; fallback if there is none.
func (r *reader) lang(n node, fallback string) string {
	const want = "a language tag such as en, ko or zh-Hans"
	s := r.string(n, false, want)
	if s == "" {
		return fallback
	}
	if !dossier.IsLanguage(s) {
		r.fail(n, want)
		return fallback
	}
	return s
}

// checker returns who checked or edited.
func (r *reader) checker(n node) claims.Party {
	p := r.party(n)
	if err := Name(p.Name); err != nil {
		r.failWith(n, err.Error())
	}
	return p
}

// party returns a person or organisation, which is given as an object with a name, by the name alone, or by the @id of
// one that was described before.
func (r *reader) party(n node) claims.Party {
	const want = `a name, or an object such as {"@type": "Person", "name": "…"}`
	if n.missing() {
		return claims.Party{}
	}
	if n.Kind == dossier.KindText {
		return claims.Party{Name: r.string(n, true, want)}
	}
	if !r.object(n, want, dossier.PartyMembers...) {
		return claims.Party{}
	}
	id := r.string(n.member("@id"), false, `an @id such as "#kremlin"`)
	if n.Get("name") == nil && id != "" {
		p, ok := r.parties[id]
		if !ok {
			r.fail(n.member("@id"), "the @id of a person or organisation described earlier in the file")
		}
		return p
	}
	p := claims.Party{Type: n.Get("@type").Text(), Name: r.string(n.member("name"), true, "a name"), URL: r.url(n.member("url"))}
	for _, same := range r.list(n.member("sameAs")) {
		if address := r.url(same); p.SameAs == "" {
			p.SameAs = address
		}
	}
	if id != "" {
		r.parties[id] = p
	}
	return p
}

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
		r.fail(n.member("negativeVerdicts"), `the verdicts that make a record disputed, such as ["False"]; [] if you have none`)
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
			r.failWith(n.member(name), strconv.Itoa(len(items))+" verdicts: keep to at most "+strconv.Itoa(mostVerdicts))
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
		Headline:  r.string(n.member("headline"), false, "a headline"),
		URL:       r.url(n.member("url")),
		Published: r.date(n.member("datePublished")),
		Credit:    r.string(n.member("creditText"), false, "a credit line"),
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
		Relay:       r.string(n.member("relay"), false, "the publisher on whose page the words were read"),
		Evidence:    claims.Evidence(r.string(n.member("evidence"), false, evidenceWanted)),
	}
	switch s.Evidence {
	case "", claims.Primary, claims.Agency, claims.Secondary:
	default:
		r.fail(n.member("evidence"), evidenceWanted)
	}
	if n.member("publisher").missing() && s.Title == "" {
		r.fail(n.member("publisher"), "the publisher of the source, or its title as name: without either it cannot be cited")
	}
	s.Excerpt = claims.Excerpt{Text: r.excerptText(n.member("text")), Language: s.Language}
	return s
}

const evidenceWanted = "primary (an official text), agency (a news agency or own reporting) or secondary (analysis, or a report of a report)"

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
		Text:     r.string(n.member(words), true, "the translated words"),
		Language: r.lang(n.member("inLanguage"), r.language),
		By:       r.party(n.member("translator")),
	}
}

// record reads a claim or a quotation.
func (r *reader) record(n node) claims.Record {
	r.object(n, "a record", dossier.RecordMembers...)
	r.draft = n.Get("status").Text() == dossier.Draft
	rec := claims.Record{
		ID:           n.Get("@id").Text(),
		Text:         r.string(n.member("text"), true, "the claim in plain words, or the quotation as printed"),
		StatusReason: r.string(n.member("statusReason"), false, "the reason why the status differs from the one that follows"),
		Correction:   r.correction(n.member("correction")),
		Response:     r.response(n.member("response")),
		Editor:       r.checker(n.member("editor")),
		RecheckBy:    r.date(n.member("recheckBy")),
	}
	if first := n.member("firstAppearance"); !first.missing() {
		rec.FirstAppearance = r.appearance(first)
	}
	for _, a := range r.list(n.member("appearance")) {
		rec.Appearances = append(rec.Appearances, r.appearance(a))
	}
	speaker := "author"
	date := "datePublished"
	if n.Get("@type").Text() == "Quotation" {
		rec.Kind = claims.Quotation
		speaker, date = "spokenByCharacter", "dateCreated"
	}
	rec.Speaker = r.party(n.member(speaker))
	rec.When = r.date(n.member(date))
	rec.To = r.party(n.member("audience")).Name
	rec.Where = r.party(n.member("locationCreated")).Name
	for _, v := range r.list(n.member("review")) {
		rec.Reviews = append(rec.Reviews, r.review(v))
	}
	for _, c := range r.list(n.member("citation")) {
		rec.Citations = append(rec.Citations, r.citation(c))
	}
	versions := n.member("isBasedOn")
	if rec.Kind == claims.Claim && !versions.missing() {
		r.failWith(versions, "a claim has no versions: cite sources under citation, or make it a Quotation")
	} else {
		for _, v := range r.list(versions) {
			rec.Versions = append(rec.Versions, r.version(v))
		}
	}
	r.status(n, &rec)
	if anchor := n.member("anchor"); !anchor.missing() {
		rec.Anchor = r.anchor(anchor)
	}
	if rec.Kind == claims.Quotation && rec.Anchor.Exact != "" && !dossier.StandsIn(rec.Text, rec.Anchor.Exact) {
		r.fail(n.member("text"), "the words between the quotation marks of anchor.selector.exact, "+dossier.Quote(rec.Anchor.Exact)+": the card shows them as printed")
	}
	return rec
}

// correction returns what was corrected, which is given in words or as an object with words.
func (r *reader) correction(n node) string {
	const want = "what was corrected, in words"
	if !n.missing() && n.Kind == dossier.KindObject {
		n = n.member("text")
		return r.string(n, true, want)
	}
	return r.string(n, false, want)
}

// appearance returns where a claim was made, which is given by its address or as an object.
func (r *reader) appearance(n node) claims.Source {
	if n.Kind == dossier.KindText {
		return claims.Source{URL: r.url(n)}
	}
	if !r.object(n, `the place where it was said: {"@type": "SocialMediaPosting", "url": "https://…"}`, dossier.AppearanceMembers...) {
		return claims.Source{}
	}
	title := n.member("name")
	if title.missing() {
		title = n.member("headline")
	}
	return claims.Source{
		Type:      n.Get("@type").Text(),
		Publisher: r.party(n.member("publisher")),
		Title:     r.string(title, false, "its title"),
		URL:       r.url(n.member("url")),
		Archived:  r.url(n.member("archivedAt")),
		Published: r.date(n.member("datePublished")),
	}
}

// response returns an answer, which is given in words or as an object with words, author and date.
func (r *reader) response(n node) claims.Response {
	const want = `the response of whoever the record is about, in words, or {"@type": "Comment", "author": "…", "text": "…"}`
	if n.missing() || n.Kind == dossier.KindText {
		return claims.Response{Text: r.string(n, false, want)}
	}
	if !r.object(n, want, dossier.ResponseMembers...) {
		return claims.Response{}
	}
	return claims.Response{
		Text: r.string(n.member("text"), true, "the response in words"),
		By:   r.party(n.member("author")),
		Date: r.date(n.member("datePublished")),
		URL:  r.url(n.member("url")),
	}
}

func (r *reader) review(n node) claims.Review {
	if !r.object(n, "a review, as an object", dossier.ReviewMembers...) {
		return claims.Review{}
	}
	v := claims.Review{
		Fact:    r.string(n.member("headline"), false, "the one fact to know, in a few words"),
		By:      r.checker(n.member("author")),
		Date:    r.date(n.member("datePublished")),
		URL:     r.url(n.member("url")),
		Claimed: r.string(n.member("claimReviewed"), false, "the claim in a few words"),
	}
	rating := n.member("reviewRating")
	if r.object(rating, `the verdict: {"@type": "Rating", "alternateName": "…", "ratingExplanation": "…"}`, dossier.RatingMembers...) {
		v.Rating = r.string(rating.member("alternateName"), true, "the verdict in words")
		if err := Name(v.Rating); err != nil {
			r.failWith(rating.member("alternateName"), err.Error())
		}
		v.Why = r.string(rating.member("ratingExplanation"), false, "the explanation, in one or two sentences")
		v.Scale.Value = r.rated(rating.member("ratingValue"))
		v.Scale.Worst = r.rated(rating.member("worstRating"))
		v.Scale.Best = r.rated(rating.member("bestRating"))
	}
	v.Class = r.class(v.Rating)
	if v.Class != claims.Unclassified || v.Rating == "" || r.draft { // a draft has the words of who reviewed it
		return v
	}
	for c, list := range r.classes {
		for _, w := range list {
			if strings.EqualFold(w, v.Rating) || oneSlip(w, v.Rating) {
				// A slip would make another verdict of it, which nobody has classified.
				r.fail(rating.member("alternateName"), dossier.Quote(w)+", as "+dossier.ClassLists[c]+" spells it, or a verdict that differs more from it")
				return v
			}
		}
	}
	return v
}

// rated returns a number of a scale. schema.org allows it as a number and as a string.
func (r *reader) rated(n node) string {
	if n.Value != nil && n.Kind == dossier.KindNumber {
		return n.Str
	}
	return r.string(n, false, "a number such as 1 or 4.5")
}

// reference returns the source that n names.
func (r *reader) reference(n node) *claims.Source {
	const want = `the @id of a source in this file, such as {"@id": "#s1"}`
	at := n
	if n.Value != nil && n.Kind == dossier.KindObject {
		at = n.member("@id")
	}
	s := r.sources[at.Text()]
	if s == nil {
		r.fail(at, want)
	}
	return s
}

// citation returns a source, or a passage of one, which is a Quotation with isPartOf.
func (r *reader) citation(n node) claims.Citation {
	if n.Kind != dossier.KindObject || n.Get("isPartOf") == nil {
		s := r.reference(n)
		if s == nil {
			return claims.Citation{}
		}
		return claims.Citation{Source: s, Excerpt: s.Excerpt}
	}
	e, s, note := r.passage(n)
	return claims.Citation{Source: s, Excerpt: e, Note: note}
}

// passage returns words of a source, the source, and what the dossier says about it.
func (r *reader) passage(n node) (e claims.Excerpt, s *claims.Source, note string) {
	r.object(n, "a passage, as an object", dossier.PassageMembers...)
	r.typed(n, "Quotation")
	s = r.reference(n.member("isPartOf"))
	fallback := r.language
	if s != nil {
		fallback = s.Language
	}
	e = claims.Excerpt{
		Text:        r.excerptText(n.member("text")),
		Language:    r.lang(n.member("inLanguage"), fallback),
		Translation: r.translation(n.member("workTranslation"), "text"),
	}
	if e.Text == "" && n.Get("text").Text() == "" {
		r.fail(n.member("text"), "the words of the source")
	}
	return e, s, r.string(n.member("description"), false, "a note on it")
}

// version returns words of a source that a quotation is based on.
func (r *reader) version(n node) claims.Version {
	var v claims.Version
	if n.Kind != dossier.KindObject {
		r.fail(n, `a version: {"@type": "Quotation", "text": "…", "inLanguage": "en", "isPartOf": {"@id": "#s1"}}`)
		return v
	}
	v.Excerpt, v.Source, v.Note = r.passage(n)
	if of := n.member("translationOfWork"); !of.missing() && r.object(of, "the work it is a translation of, as an object", dossier.TranslationMembers...) {
		v.TranslatedOf = r.lang(of.member("inLanguage"), "")
		if v.TranslatedOf == "" {
			r.fail(of.member("inLanguage"), "the language it was translated from")
		}
	}
	return v
}

// anchor returns the place in the article that a record is about.
func (r *reader) anchor(n node) claims.Selector {
	const want = `an anchor: {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "…", "exact": "…", "suffix": "…"}}`
	var sel claims.Selector
	if !r.object(n, want, dossier.AnchorMembers...) {
		return sel
	}
	quoted := false
	for _, s := range r.list(n.member("selector")) {
		if !r.object(s, "a selector, as an object", dossier.SelectorMembers...) {
			continue
		}
		switch t := r.string(s.member("type"), true, "TextQuoteSelector or TextPositionSelector"); t {
		case "TextQuoteSelector":
			quoted = true
			sel.Exact = r.string(s.member("exact"), true, "the words of the article the record is about")
			sel.Prefix = r.string(s.member("prefix"), false, "the words before them")
			sel.Suffix = r.string(s.member("suffix"), false, "the words after them")
		case "TextPositionSelector":
			sel.Start = r.integer(s.member("start"), "a number of characters")
			sel.End = r.integer(s.member("end"), "a number of characters")
			if sel.End <= sel.Start {
				r.fail(s.member("end"), "a number greater than start")
			}
		case "":
		default:
			r.fail(s.member("type"), "TextQuoteSelector or TextPositionSelector: the engine places words, not elements")
		}
	}
	if !quoted {
		r.fail(n.member("selector"), "a TextQuoteSelector: a position alone is not enough to place a verdict")
	}
	return sel
}

// status derives the status of a record and compares it with the one that was typed.
func (r *reader) status(n node, rec *claims.Record) {
	const want = "sourced, disputed, neutral, unsourced, withdrawn or draft"
	derived, why := claims.Unsourced, "it cites no source"
	var has [claims.Neither + 1]bool
	for _, v := range rec.Reviews {
		has[v.Class] = true
	}
	switch {
	case has[claims.Unclassified]:
		derived = claims.Neutral
	case has[claims.Against] && (has[claims.For] || has[claims.Neither]):
		derived, why = claims.Disputed, "its reviewers differ"
	case has[claims.Against]:
		derived, why = claims.Disputed, "its verdict is among negativeVerdicts"
	case len(rec.Citations)+len(rec.Versions) == 0:
	case has[claims.Neither]:
		derived, why = claims.Neutral, "its verdict is among neutralVerdicts"
	default:
		derived, why = claims.Sourced, "it cites a source and no verdict speaks against it"
	}
	rec.Status = derived
	at := n.member("status")
	if at.missing() {
		return
	}
	switch r.string(at, true, want) {
	case "sourced":
		rec.Status = claims.Sourced
	case "disputed":
		rec.Status = claims.Disputed
	case "unsourced":
		rec.Status = claims.Unsourced
	case "neutral":
		rec.Status = claims.Neutral
	case "withdrawn":
		rec.Status = claims.Withdrawn
		if rec.Correction == "" {
			r.fail(n.member("correction"), "the reason why the record was withdrawn: readers who follow a link to it need one")
		}
		return
	case "", dossier.Draft:
		return
	default:
		r.fail(at, want)
		return
	}
	if has[claims.Unclassified] {
		rec.Status = derived // whatever was typed: nobody has said what the verdict means
		return
	}
	if rec.Status != derived && rec.StatusReason == "" {
		r.fail(at, derived.String()+", because "+why+"; or add a statusReason that says why not")
	}
	if rec.Status == claims.Sourced && len(rec.Citations)+len(rec.Versions) == 0 {
		r.fail(n.member("citation"), "a source: a sourced record needs one")
	}
}
