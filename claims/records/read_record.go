package records

import (
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// record reads a claim or a quotation.
func (r *reader) record(n node) claims.Record {
	r.object(n, "a record", dossier.RecordMembers...)
	r.draft = n.Get("status").Text() == dossier.Draft
	r.part = n.Get("@id").Text()
	rec := claims.Record{
		ID:   r.part,
		Text: r.text(n.member("text"), true, "the claim in plain words, or the quotation as printed"),
		StatusReason: r.text(n.member("statusReason"), false,
			"the reason why the status differs from the one that follows"),
		Response: r.response(n.member("response")),
		Editor:   r.checker(n.member("editor")),
		Way: claims.Way{By: r.checker(n.member("readyBy")), Ready: r.date(n.member("ready")), Read: r.date(n.member("read")),
			Returned: r.response(n.member("returned"))},
		RecheckBy: r.date(n.member("recheckBy")),
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
	rec.Correction, rec.Corrected = r.correction(n.member("correction"))
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
	if rec.Way.Ready != "" && n.member("readyBy").missing() {
		r.fail(n.member("readyBy"), "the name of who called it ready")
	}
	if rec.Way.Read != "" && n.member("editor").missing() {
		r.fail(n.member("editor"), "the name of who read it")
	}
	r.status(n, &rec)
	if anchor := n.member("anchor"); !anchor.missing() {
		r.anchors(anchor, n.member("text"), &rec)
	}
	return rec
}

// correction returns what was corrected and when, which is given in words or as an object with words and a date.
func (r *reader) correction(n node) (words, day string) {
	const want = "what was corrected, in words"
	if !n.missing() && n.Kind == dossier.KindObject && !tagged(n) {
		return r.text(n.member("text"), true, want), r.date(n.member("datePublished"))
	}
	return r.text(n, false, want), ""
}

// tagged reports whether an object is words with their language.
func tagged(n node) bool { return n.Get("@value") != nil }

// appearance returns where a claim was made, which is given by its address or as an object.
func (r *reader) appearance(n node) claims.Source {
	if n.Kind == dossier.KindText {
		return claims.Source{URL: r.url(n)}
	}
	if !r.object(n, `the place where it was said: {"@type": "SocialMediaPosting", "url": "https://…"}`,
		dossier.AppearanceMembers...) {
		return claims.Source{}
	}
	title := n.member("name")
	if title.missing() {
		title = n.member("headline")
	}
	return claims.Source{
		Type:      n.Get("@type").Text(),
		Publisher: r.party(n.member("publisher")),
		Title:     r.text(title, false, "its title"),
		URL:       r.url(n.member("url")),
		Archived:  r.url(n.member("archivedAt")),
		Published: r.date(n.member("datePublished")),
	}
}

// response returns an answer, which is given in words or as an object with words, author and date.
func (r *reader) response(n node) claims.Response {
	const want = `the response of whoever the record is about, in words, ` +
		`or {"@type": "Comment", "author": "…", "text": "…"}`
	if n.missing() || n.Kind != dossier.KindObject || tagged(n) {
		return claims.Response{Text: r.text(n, false, want)}
	}
	if !r.object(n, want, dossier.ResponseMembers...) {
		return claims.Response{}
	}
	return claims.Response{
		Text: r.text(n.member("text"), true, "the response in words"),
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
		Fact:    r.text(n.member("headline"), false, "the one fact to know, in a few words"),
		By:      r.checker(n.member("author")),
		Date:    r.date(n.member("datePublished")),
		URL:     r.url(n.member("url")),
		Claimed: r.text(n.member("claimReviewed"), false, "the claim in a few words"),
	}
	rating := n.member("reviewRating")
	if r.object(rating, `the verdict: {"@type": "Rating", "alternateName": "…", "ratingExplanation": "…"}`,
		dossier.RatingMembers...) {
		v.Rating = r.text(rating.member("alternateName"), true, "the verdict in words")
		r.isName(rating.member("alternateName"), v.Rating)
		v.Why = r.text(rating.member("ratingExplanation"), false, "the explanation, in one or two sentences")
		v.Scale.Value = r.rated(rating.member("ratingValue"))
		v.Scale.Worst = r.rated(rating.member("worstRating"))
		v.Scale.Best = r.rated(rating.member("bestRating"))
	}
	for _, w := range r.of.Wordings(r.part, v.Rating) {
		if v.Class == claims.Unclassified {
			v.Class = r.class(w)
		}
	}
	if v.Class != claims.Unclassified || v.Rating == "" || r.draft { // a draft has the words of who reviewed it
		return v
	}
	for c, list := range r.classes {
		for _, w := range list {
			if strings.EqualFold(w, v.Rating) || oneSlip(w, v.Rating) {
				// A slip would make another verdict of it, which nobody has classified.
				r.failWith(rating.member("alternateName"), dossier.Quote(v.Rating)+": must be "+dossier.Quote(w)+
					", as "+dossier.ClassLists[c]+" spells it, or a verdict that differs more from it")
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
	return e, s, r.text(n.member("description"), false, "a note on it")
}

// version returns words of a source that a quotation is based on.
func (r *reader) version(n node) claims.Version {
	var v claims.Version
	if n.Kind != dossier.KindObject {
		r.fail(n, `a version: {"@type": "Quotation", "text": "…", "inLanguage": "en", "isPartOf": {"@id": "#s1"}}`)
		return v
	}
	v.Excerpt, v.Source, v.Note = r.passage(n)
	if of := n.member("translationOfWork"); !of.missing() &&
		r.object(of, "the work it is a translation of, as an object", dossier.TranslationMembers...) {
		v.TranslatedOf = r.lang(of.member("inLanguage"), "")
		if v.TranslatedOf == "" {
			r.fail(of.member("inLanguage"), "the language it was translated from")
		}
	}
	return v
}

// anchors reads where a record belongs: in one article, or in each of several. text is where the record says what it
// says.
func (r *reader) anchors(n, text node, rec *claims.Record) {
	items := r.list(n)
	if len(items) == 0 {
		items = []node{n} // for the complaint
	}
	var all []*claims.Edition
	most := -1
	for _, item := range items {
		e := &claims.Edition{Anchor: r.anchor(item), Source: r.url(item.member("source")),
			Language: r.lang(item.member("language"), "")}
		all = append(all, e)
		language := e.Language
		if language == "" {
			language = r.language
		}
		if near := claims.NearLanguage(language, r.language); near > most {
			most, rec.Anchor = near, e.Anchor
		}
		words, _ := r.of.In(language, rec.ID, rec.Text)
		if rec.Kind == claims.Quotation && e.Anchor.Exact != "" && !dossier.StandsIn(words, e.Anchor.Exact) {
			r.fail(text, "the words between the quotation marks of anchor.selector.exact, "+
				""+dossier.Quote(e.Anchor.Exact)+", in that language ("+language+"): the card shows them as printed")
		}
	}
	if len(all) > 1 || len(all) > 0 && all[0].Language != "" {
		r.of.AnchorIn(rec.ID, all...)
	}
}

// anchor returns the place in the article that a record is about.
func (r *reader) anchor(n node) claims.Selector {
	const want = `an anchor: {"type": "SpecificResource", ` +
		`"selector": {"type": "TextQuoteSelector", "prefix": "…", "exact": "…", "suffix": "…"}}`
	var sel claims.Selector
	if !r.object(n, want, dossier.AnchorMembers...) {
		return sel
	}
	if at := n.member("inLanguage"); at.Value != nil {
		r.failWith(at, "unknown name: in an anchor, the language of the article is called language")
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
			r.fail(n.member("correction"), "the reason why the record was withdrawn: readers who follow a link to "+
				"it need one")
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
