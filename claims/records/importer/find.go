package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/dossier"
)

// name notes the objects that are described somewhere, by their @id, for where they are only referred to.
func (m *importer) name(v *dossier.Value) {
	if id := v.Get("@id").Text(); id != "" && len(v.Members) > 1 && m.named[id] == nil {
		m.named[id] = v
	}
	for i := range v.Items {
		m.name(&v.Items[i])
	}
	for i := range v.Members {
		m.name(&v.Members[i].Value)
	}
}

// search looks for checks in v, whatever they are wrapped in.
func (m *importer) search(v *dossier.Value, path string) {
	switch {
	case hasType(v, "ClaimReview"):
		m.finds(ClaimReviews)
		if m.begin(path, m.title(v.Get("claimReviewed"))) {
			m.claimReview(v, path)
		}
		m.item = -1
		return
	case hasType(v, "Annotation"), v.Get("target") != nil && (v.Get("uri") != nil || v.Get("body") != nil):
		m.finds(Annotations)
		if m.begin(path, m.title(cmp.Or(v.Get("text"), v.Get("body")))) {
			m.annotation(v, path)
		}
		m.item = -1
		return
	case v.Get("claimReview") != nil && v.Get("text") != nil:
		m.finds(ClaimSearch)
		m.searched(v, path)
		m.item = -1
		return
	case hasType(v, "DataFeed"):
		m.finds(DataFeed)
	}
	for i := range v.Items {
		m.search(&v.Items[i], fmt.Sprintf("%s[%d]", path, i))
	}
	for i := range v.Members {
		m.search(&v.Members[i].Value, path+"."+dossier.Clip(v.Members[i].Name))
	}
}

// finds notes what a file holds, by the first that is found in it.
func (m *importer) finds(kind Kind) {
	if m.found == 0 {
		m.found = kind
	}
}

// title returns words by which somebody knows an item.
func (m *importer) title(v *dossier.Value) string {
	if x := m.one(v); x != nil {
		if x.Kind == dossier.KindObject {
			x = cmp.Or(x.Get("value"), x.Get("@value"))
		}
		return dossier.Clip(plain(x.Text()))
	}
	return ""
}

// hasType reports whether v has a type, with or without the address of its vocabulary before it.
func hasType(v *dossier.Value, name string) bool {
	for _, member := range [...]string{"@type", "type"} {
		for _, t := range v.Get(member).Flat() {
			s := t.Text()
			if s == name || strings.HasSuffix(s, "/"+name) { // with the address of schema.org before it
				return true
			}
		}
	}
	return false
}

// one returns the first item of v, as it is described if it is only referred to here; nil if there is none.
func (m *importer) one(v *dossier.Value) *dossier.Value {
	for _, x := range v.Flat() {
		if x.Kind == dossier.KindObject && len(x.Members) == 1 {
			if d := m.named[x.Get("@id").Text()]; d != nil {
				return d
			}
		}
		return x
	}
	return nil
}

// words returns the text of v, of whatever kind v is; empty if it has none.
func (m *importer) words(v *dossier.Value, path string) string {
	x := m.one(v)
	if x != nil && x.Kind == dossier.KindObject {
		x = m.one(cmp.Or(x.Get("@value"), x.Get("name"), x.Get("text")))
	}
	if x == nil || x.Kind != dossier.KindText && x.Kind != dossier.KindNumber {
		return ""
	}
	s := plain(x.Str)
	if strings.Contains(x.Str, "\ufffd") && m.mended != path {
		m.mended = path
		m.note(path, LettersLost, "letters of "+dossier.Quote(x.Str)+" were lost before it came here: export it again, as UTF-8",
			x.Str)
	}
	if s != strings.Join(strings.Fields(x.Str), " ") && m.mended != path {
		m.mended = path
		m.note(path, Cleaned, "HTML or invisible characters removed from "+dossier.Quote(x.Str), s)
	}
	return s
}

// date returns the date that v gives, ISO 8601; empty, with a note, if it is not clear.
func (m *importer) date(v *dossier.Value, path string) string {
	s := m.words(v, path)
	if s == "" {
		return ""
	}
	iso, ok := isoDate(s)
	if !ok {
		m.note(path, UnclearDate, dossier.Quote(s)+" is not a clear date: left out", s)
	}
	return iso
}

// address returns the address that v gives; empty, with a note, if it is not http or https.
func (m *importer) address(v *dossier.Value, path string) string {
	x := m.one(v)
	if x != nil && x.Kind == dossier.KindObject {
		x = cmp.Or(x.Get("url"), x.Get("@id"))
	}
	s := x.Text()
	a := address(s)
	if a == "" && strings.TrimSpace(s) != "" {
		m.note(path, NoAddress, dossier.Quote(s)+" is not an http or https address: left out", s)
	}
	return a
}

// party returns a person or organisation, given by name or described.
func (m *importer) party(v *dossier.Value, path string) claims.Party {
	x := m.one(v)
	if x == nil || x.Kind != dossier.KindObject {
		return claims.Party{Name: m.words(x, path)}
	}
	p := claims.Party{
		Type: typeOf(x),
		Name: m.words(x.Get("name"), path+".name"),
		URL:  m.address(x.Get("url"), path+".url"),
	}
	if same := x.Get("sameAs"); same != nil {
		p.SameAs = m.address(same, path+".sameAs")
	}
	if p.Name == "" {
		p.Name = dossier.Site(cmp.Or(p.URL, p.SameAs))
	}
	if p.Name == "" {
		return claims.Party{}
	}
	return p
}

// typeOf returns the type of v without the address of its vocabulary; empty if it is not of letters only.
func typeOf(v *dossier.Value) string {
	t := v.Get("@type").Flat()
	if len(t) == 0 {
		return ""
	}
	s := t[0].Text()
	s = s[strings.LastIndexByte(s, '/')+1:]
	if strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

// claimReview adds a ClaimReview of a page, a feed or a search engine.
func (m *importer) claimReview(v *dossier.Value, path string) {
	r := claims.Review{
		By:   m.party(cmp.Or(v.Get("author"), v.Get("publisher"), v.Get("sdPublisher")), path+".author"),
		Date: m.date(v.Get("datePublished"), path+".datePublished"),
		URL:  m.address(v.Get("url"), path+".url"),
		Fact: m.words(v.Get("headline"), path+".headline"),
	}
	claimed := m.words(v.Get("claimReviewed"), path+".claimReviewed")
	m.rating(&r, m.one(v.Get("reviewRating")), path+".reviewRating")
	rec := edit.Addition{Draft: true}
	item, at := m.one(v.Get("itemReviewed")), path+".itemReviewed"
	if item != nil && item.Kind == dossier.KindObject {
		rec.Text = m.words(item.Get("text"), at+".text")
		rec.Speaker = m.party(cmp.Or(item.Get("author"), item.Get("creator")), at+".author")
		rec.When = m.date(item.Get("datePublished"), at+".datePublished")
		switch place := m.words(item.Get("name"), at+".name"); {
		case rec.Text != "":
			rec.Where = place // Google takes the place under this name
		case place != claimed:
			rec.Text = cmp.Or(claimed, place)
		}
		if first := item.Get("firstAppearance"); first != nil {
			rec.FirstAppearance = m.appearance(first, at+".firstAppearance")
		}
		for _, name := range [...]string{"appearance", "sameAs"} { // sameAs of the markup of before 2019
			for _, a := range item.Get(name).Flat() {
				if s := m.appearance(a, at+"."+name); s != (claims.Source{}) {
					rec.Appearances = append(rec.Appearances, s)
				}
			}
		}
	}
	if rec.Text = cmp.Or(rec.Text, claimed); claimed != rec.Text {
		r.Claimed = claimed
	}
	for i, c := range v.Get("citation").Flat() {
		m.citation(&rec, c, fmt.Sprintf("%s.citation[%d]", path, i))
	}
	id, tag := item.Get("@id").Text(), language(v.Get("inLanguage").Text())
	if m.several == nil && id != "" && r.URL != "" {
		k := id + " " + r.URL
		if first, ok := m.checks[k]; ok && first != tag {
			m.note(path, InPlan, "the review at "+r.URL+" in another language ("+cmp.Or(tag, "not said")+
				"): left out; add -editions for one draft in all its languages")
			m.leave(Language, "")
			return
		}
		m.checks[k] = tag
	}
	if m.several != nil {
		rec.Language = tag
		if id != "" {
			r.By.Name = cmp.Or(r.By.Name, dossier.Site(r.URL))
			k := id + " " + cmp.Or(r.By.URL, r.By.Name)
			if m.inLanguage(m.several[k], &rec, r) {
				m.joins(m.several[k])
				return
			}
			m.several[k] = &rec
		}
	}
	m.reviewed(&rec, r, path)
}

// inLanguage adds a record with its review to the same one in other languages, before; it reports false if before is nil
// or has it in that language.
func (m *importer) inLanguage(before, rec *edit.Addition, r claims.Review) bool {
	has := func(x *edit.Addition) bool {
		return claims.NearLanguage(cmp.Or(x.Language, m.own), cmp.Or(rec.Language, m.own)) > 0
	}
	if before == nil || len(before.Reviews) == 0 || r.Rating == "" || has(before) ||
		slices.ContainsFunc(before.Others, has) {
		return false
	}
	if m.has(rec, r) != nil {
		return false
	}
	rec.Reviews = []claims.Review{r}
	before.Others = append(before.Others, rec)
	m.took(rec, r)
	return true
}

// rating sets the verdict of r. Its words count; some give a number alone.
func (m *importer) rating(r *claims.Review, v *dossier.Value, path string) {
	if v == nil || v.Kind != dossier.KindObject {
		r.Rating = m.words(v, path)
		return
	}
	scaled := func(name string) string {
		s := strings.TrimSpace(m.words(v.Get(name), path+"."+name))
		if n, err := dossier.Parse(s); err != nil || n.Kind != dossier.KindNumber {
			return ""
		}
		return s
	}
	r.Scale = claims.Scale{Value: scaled("ratingValue"), Worst: scaled("worstRating"), Best: scaled("bestRating")}
	r.Why = m.words(v.Get("ratingExplanation"), path+".ratingExplanation")
	r.Rating = m.words(cmp.Or(v.Get("alternateName"), v.Get("name")), path+".alternateName")
	if r.Rating == "" && r.Scale.Value != "" {
		r.Rating = r.Scale.Value
		if r.Scale.Best != "" {
			r.Rating += "/" + r.Scale.Best
		}
		m.note(path, NumberAlone, "the verdict is a number without words", r.Rating)
	}
}

// reviewed adds a record with a review, or the review to the record with the same words.
func (m *importer) reviewed(rec *edit.Addition, r claims.Review, path string) {
	had := m.has(rec, r)
	switch {
	case had != nil:
		m.there++
		m.leave(Known, had.id)
		what := "the review at " + r.URL + " is already in the dossier"
		if r.Rating != "" && !slices.Contains(had.verdicts, lettersOf(r.Rating)) {
			what += ", where its verdict is " + dossier.Quote(had.rating) + ", not " + dossier.Quote(r.Rating) +
				" as here: compare the two; nothing was changed"
		}
		kind, values := InPlan, []string(nil)
		if r.Rating != "" && !slices.Contains(had.verdicts, lettersOf(r.Rating)) {
			kind, values = OtherVerdict, []string{had.rating, r.Rating}
		}
		m.note(path, kind, what, values...)
		return
	case r.Rating == "":
		m.note(path, NoVerdict, "no verdict: only the claim is imported")
	default:
		if r.By.Name == "" {
			r.By.Name = dossier.Site(r.URL)
		}
		if r.By.Name == "" {
			m.note(path, NoReviewer, "its author is not named")
		}
		rec.Reviews = append(rec.Reviews, r)
	}
	m.took(rec, r)
	before := m.drafts[key(&rec.Record)]
	if before == nil {
		m.add(rec, path)
		return
	}
	m.joins(before)
	before.Reviews = append(before.Reviews, rec.Reviews...)
	before.Citations = append(before.Citations, rec.Citations...)
}

// key returns what tells records apart: what they say and who says it.
func key(rec *claims.Record) string {
	return rec.Kind.String() + " " + match.Fold(rec.Text).S + " " + match.Fold(rec.Speaker.Name).S
}

// add adds a record if it says anything that the dossier does not. A review with an address of its own does.
func (m *importer) add(rec *edit.Addition, path string) {
	k := key(&rec.Record)
	switch {
	case rec.Text == "":
		m.leave(NoClaim, "")
		m.note(path, InPlan, "it does not say what is claimed: left out")
		return
	case m.known[k] != "" && !slices.ContainsFunc(rec.Reviews, func(r claims.Review) bool { return r.URL != "" }):
		m.there++
		m.leave(Known, m.known[k])
		m.note(path, InPlan, dossier.Quote(rec.Text)+" is already in the dossier")
		return
	case m.others != nil && !m.insists():
		if there, ok := m.others[lettersOf(rec.Text)]; ok {
			m.there++
			m.leave(Elsewhere, there.file+there.id)
			m.note(path, InPlan, dossier.Quote(rec.Text)+" is already in "+there.file+": left out")
			return
		}
	}
	if rec.Kind == claims.Quotation && rec.Anchor.Exact != "" && !dossier.StandsIn(rec.Text, rec.Anchor.Exact) {
		m.note(path, NoAnchor, "the words of the quotation are not among those of the article: its anchor is left out")
		rec.Anchor = claims.Selector{}
	}
	m.drafts[k] = rec
	m.records = append(m.records, rec)
	m.gives(rec)
}

// searched adds one claim of the Claim Search API, with its reviews
// (https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims).
func (m *importer) searched(v *dossier.Value, path string) {
	rec := edit.Addition{Draft: true, Record: claims.Record{
		Text:    m.words(v.Get("text"), path+".text"),
		Speaker: m.party(v.Get("claimant"), path+".claimant"),
		When:    m.date(v.Get("claimDate"), path+".claimDate"),
	}}
	for i, x := range v.Get("claimReview").Flat() {
		at := fmt.Sprintf("%s.claimReview[%d]", path, i)
		if !m.begin(at, m.title(v.Get("text"))) {
			continue
		}
		r := claims.Review{
			Rating: m.words(x.Get("textualRating"), at+".textualRating"),
			Date:   m.date(x.Get("reviewDate"), at+".reviewDate"),
			URL:    m.address(x.Get("url"), at+".url"),
			Fact:   m.words(x.Get("title"), at+".title"),
		}
		if by := x.Get("publisher"); by != nil {
			r.By.Name = m.words(by.Get("name"), at+".publisher.name")
			if host := by.Get("site").Text(); host != "" {
				r.By.URL = address("https://" + strings.TrimPrefix(strings.TrimPrefix(host, "https://"), "http://"))
				r.By.Name = cmp.Or(r.By.Name, dossier.Site(r.By.URL))
			}
		}
		one := rec
		m.reviewed(&one, r, at)
		m.item = -1
	}
}

// citation adds a source, or a passage of one, to rec.
func (m *importer) citation(rec *edit.Addition, v *dossier.Value, path string) {
	v = m.one(v)
	c := claims.Citation{}
	if v != nil && v.Kind == dossier.KindObject && v.Get("isPartOf") != nil {
		c.Source = m.source(m.described(v.Get("isPartOf"), path+".isPartOf"), path)
		c.Excerpt.Text = m.excerpt(m.words(v.Get("text"), path+".text"), path)
		c.Note = m.words(v.Get("description"), path+".description")
	} else {
		c.Source = m.source(m.described(v, path), path)
	}
	if c.Source != nil {
		rec.Citations = append(rec.Citations, c)
	}
}

// appearance returns where a claim was made; the zero Source if v does not say.
func (m *importer) appearance(v *dossier.Value, path string) claims.Source {
	s := m.described(v, path)
	if s.URL == "" && s.Title == "" && s.Publisher.Name == "" {
		return claims.Source{}
	}
	return s
}

// described returns a work that is given by its address, by its title, or as an object.
func (m *importer) described(v *dossier.Value, path string) claims.Source {
	v = m.one(v)
	if v == nil || v.Kind != dossier.KindObject {
		if a := address(v.Text()); a != "" {
			return claims.Source{URL: a}
		}
		return claims.Source{Title: m.words(v, path)}
	}
	return claims.Source{
		Type:      typeOf(v),
		Publisher: m.party(cmp.Or(v.Get("publisher"), v.Get("author")), path+".publisher"),
		Title:     m.words(cmp.Or(v.Get("name"), v.Get("headline")), path+".name"),
		URL:       m.address(v.Get("url"), path+".url"),
		Archived:  m.address(v.Get("archivedAt"), path+".archivedAt"),
		Language:  language(v.Get("inLanguage").Text()),
		Published: m.date(v.Get("datePublished"), path+".datePublished"),
	}
}

// source returns s as one of the sources, the same one for the same s; nil, with a note, if nothing names it.
func (m *importer) source(s claims.Source, path string) *claims.Source {
	if s.Publisher.Name == "" && s.Title == "" {
		if s.Title = dossier.Site(s.URL); s.Title == "" {
			m.note(path, NamelessSource, "a source without a name or an address: left out")
			return nil
		}
	}
	if !dossier.IsSourceType(s.Type) {
		s.Type = "CreativeWork"
	}
	if before := m.same[s]; before != nil {
		return before
	}
	one := s
	m.same[s] = &one
	m.sources = append(m.sources, &one)
	return &one
}

// excerpt returns words of a source, shortened if the reader would refuse them for their length.
func (m *importer) excerpt(s, path string) string {
	const cut = " [...]"
	if runes := []rune(s); len(runes) > dossier.MaxExcerpt {
		m.note(path, Shortened, fmt.Sprintf("an excerpt of more than %d characters: shortened", dossier.MaxExcerpt),
			strconv.Itoa(dossier.MaxExcerpt))
		s = string(runes[:dossier.MaxExcerpt-len(cut)])
		return s[:max(strings.LastIndexByte(s, ' '), len(s)/2)] + cut
	}
	return s
}

// language returns a language tag; empty if s is none.
func language(s string) string {
	if dossier.IsLanguage(s) {
		return s
	}
	return ""
}

// annotation adds an annotation of the W3C's model, or one of Hypothesis, which has text, tags and user besides.
func (m *importer) annotation(v *dossier.Value, path string) {
	rec := edit.Addition{Draft: true}
	for _, target := range v.Get("target").Flat() {
		m.selectors(&rec.Anchor, target.Get("selector"))
	}
	if rec.Anchor.Exact == "" {
		what, why := "quotes no words of the article: left out", NoWords
		if v.Get("references") != nil || v.Get("motivation").Text() == "replying" {
			what, why = "answers another annotation: left out", Reply
		}
		m.leave(why, "")
		m.note(path, InPlan, what)
		return
	}
	var tags []string
	for _, t := range v.Get("tags").Flat() {
		tags = append(tags, dossier.Quote(plain(t.Text())))
	}
	if tags != nil {
		m.note(path, HasTags, "has the tags "+strings.Join(tags, ", ")+", which a check does not keep: left out",
			strings.Join(tags, ", "))
	}
	by := cmp.Or(m.words(v.Get("user_info").Get("display_name"), path+".user_info"),
		m.party(v.Get("creator"), path+".creator").Name, m.words(v.Get("user"), path+".user"))
	if name, _, ok := strings.Cut(strings.TrimPrefix(by, "acct:"), "@"); ok {
		by = name
	}
	comment := m.words(v.Get("text"), path+".text")
	verdict := ""
	for i, b := range v.Get("body").Flat() {
		at := fmt.Sprintf("%s.body[%d]", path, i)
		if b.Kind == dossier.KindText {
			comment = cmp.Or(comment, m.words(b, at))
			continue
		}
		words := m.words(b.Get("value"), at+".value")
		switch b.Get("purpose").Text() {
		case "describing":
			rec.Text = words
		case "assessing":
			verdict = words
		case "classifying", "tagging", "linking", "identifying":
			if words != "" {
				m.note(at, HasTags, dossier.Quote(words)+" is a tag or a link, which a check does not keep: left out", words)
			}
		default:
			comment = cmp.Or(comment, words)
		}
	}
	exact := plain(rec.Anchor.Exact)
	quoted := strings.Trim(exact, dossier.Marks)
	if rec.Text == "" {
		rec.Text = exact
		if strings.HasPrefix(exact, quoted) {
			quoted = ""
		}
	}
	if quoted != "" && !strings.HasPrefix(exact, quoted) && (rec.Text == exact || dossier.StandsIn(rec.Text, exact)) {
		rec.Kind = claims.Quotation
		if rec.Text == exact {
			rec.Text = quoted
		}
	}
	if verdict != "" {
		rec.Reviews = []claims.Review{{Rating: verdict, Why: comment, By: claims.Party{Name: by}}}
		comment = ""
	}
	rec.Creator, rec.Description = by, comment
	rec.Modified = m.date(cmp.Or(v.Get("updated"), v.Get("modified"), v.Get("created")), path+".created")
	m.add(&rec, path)
}

// selectors takes the words and their place from selectors, and from those that refine them.
func (m *importer) selectors(into *claims.Selector, v *dossier.Value) {
	for _, s := range v.Flat() {
		switch {
		case hasType(s, "TextQuoteSelector") && into.Exact == "":
			into.Exact = visible(s.Get("exact").Text())
			into.Prefix = visible(s.Get("prefix").Text())
			into.Suffix = visible(s.Get("suffix").Text())
			if strings.TrimSpace(into.Exact) == "" {
				into.Exact = ""
			}
		case hasType(s, "TextPositionSelector"):
			start, end := count(s.Get("start")), count(s.Get("end"))
			if start < end {
				into.Start, into.End = start, end
			}
		}
		m.selectors(into, s.Get("refinedBy"))
	}
}

// count returns the number that v gives; 0 if it gives none.
func count(v *dossier.Value) int {
	if v == nil || v.Kind != dossier.KindNumber {
		return 0
	}
	return max(0, dossier.Between(v.Str, 0, 1<<30))
}

// visible returns words of an article without the characters that no reader sees.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if dossier.IsForbidden(r) {
			return -1
		}
		return r
	}, s)
}
