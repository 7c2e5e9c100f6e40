package records

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// Import is a dossier in its canonical form with what data holds added to it as drafts: claims attributed to who
// made them, with the verdicts of who reviewed them, in their words. An editor releases a draft by taking out its
// status. Each of data is
//
//   - JSON: a page's JSON-LD with ClaimReviews, a DataFeed of them, an answer of Google's Claim Search API, a W3C AnnotationPage,
//     or what Hypothesis exports; all of it is searched, whatever it is wrapped in
//   - CSV, with a line of names: those of [CSV], or those of the flat record
//
// Much of what others give away is not quite right. What can be mended is, what cannot is left out, and notes tell
// of both, one mistake each. What stands in the dossier already is not added again.
//
// file is the dossier's name, for messages. With an error, which is that of Read or that nothing was found, there is no
// dossier.
func Import(file string, dossier []byte, data ...[]byte) (added []byte, notes []string, err error) {
	d, err := Read(file, dossier)
	if err != nil {
		return nil, nil, err
	}
	v, _ := parse(string(dossier)) // Read has read it
	v = expand(v)
	m := importer{known: make(map[string]bool), drafts: make(map[string]*found), same: make(map[claims.Source]*claims.Source)}
	for _, records := range [...][]claims.Record{d.Records, d.Drafts} {
		for i := range records {
			m.known[key(&records[i])] = true
			for j := range records[i].Reviews {
				m.known[records[i].Reviews[j].URL] = true
			}
		}
	}
	for i, b := range data {
		name := ""
		if len(data) > 1 {
			name = "[" + strconv.Itoa(i) + "]"
		}
		m.read(name, b)
	}
	if len(m.records) == 0 {
		return nil, m.notes, errors.New(file + ": nothing to import: the file needs ClaimReviews, annotations, or a table with a column text or quote")
	}
	parts := *v.get("hasPart")
	x := expander{parts: parts.items}
	parts.items = append(parts.items[:len(parts.items):len(parts.items)], m.parts(&x)...)
	v = v.with("hasPart", parts)
	f := formatter{}
	f.object(&v, dossierMembers)
	out := lines(&v)
	if _, err := Read(file, out); err != nil {
		return nil, m.notes, err
	}
	return out, m.notes, nil
}

// An importer gathers what it finds.
type importer struct {
	notes   []string
	known   map[string]bool // keys of records and addresses of reviews that the dossier has
	drafts  map[string]*found
	records []*found
	sources []*claims.Source
	same    map[claims.Source]*claims.Source // the sources again, which have no ids yet
	named   map[string]*value                // objects by their @id
	mended  string                           // the path of the last text that was mended, to tell of it once
}

// A found record may have members that we do not read, which should not get lost.
type found struct {
	claims.Record
	more []member
}

func (m *importer) note(path, what string) {
	const most = 500 // notes; a file with more is of another kind
	if len(m.notes) == most {
		return
	}
	if path = strings.TrimPrefix(path, "."); path != "" {
		what = path + ": " + what
	}
	m.notes = append(m.notes, what)
}

func (m *importer) read(name string, data []byte) {
	trimmed := strings.TrimSpace(strings.TrimPrefix(string(data), "\uFEFF"))
	header, _, _ := strings.Cut(trimmed, "\n")
	if !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") && isTable(header) {
		m.table(name, trimmed)
		return
	}
	s, mended := clean(data)
	if mended {
		m.note(name, "is not quite JSON: repaired")
	}
	p := parser{s: s, lax: true}
	v, err := p.value()
	if err != nil {
		m.note(name, err.Error())
		return
	}
	m.named = make(map[string]*value)
	m.name(&v)
	m.search(&v, name)
}

// name remembers the objects that are described somewhere and referred to elsewhere.
func (m *importer) name(v *value) {
	if id := v.get("@id").text(); id != "" && len(v.members) > 1 && m.named[id] == nil {
		m.named[id] = v
	}
	for i := range v.items {
		m.name(&v.items[i])
	}
	for i := range v.members {
		m.name(&v.members[i].value)
	}
}

// search looks for checks in v, whatever they are wrapped in.
func (m *importer) search(v *value, path string) {
	switch {
	case hasType(v, "ClaimReview"):
		m.claimReview(v, path)
		return
	case hasType(v, "Annotation"), v.get("target") != nil && (v.get("uri") != nil || v.get("body") != nil):
		m.annotation(v, path)
		return
	case v.get("claimReview") != nil && v.get("text") != nil:
		m.searched(v, path)
		return
	}
	for i := range v.items {
		m.search(&v.items[i], path+"["+strconv.Itoa(i)+"]")
	}
	for i := range v.members {
		m.search(&v.members[i].value, path+"."+clip(v.members[i].name))
	}
}

func hasType(v *value, name string) bool {
	for _, member := range [...]string{"@type", "type"} {
		for _, t := range v.get(member).all() {
			s := t.text()
			if s == name || strings.HasSuffix(s, "/"+name) { // with the address of schema.org before it
				return true
			}
		}
	}
	return false
}

// all is the items of v; v itself if it is no list, none if it is missing.
func (v *value) all() []*value {
	if v == nil || v.kind == null {
		return nil
	}
	if v.kind != array {
		return []*value{v}
	}
	var out []*value
	for i := range v.items {
		out = append(out, v.items[i].all()...)
	}
	return out
}

// one is the first item of v, described where it is only referred to; nil if there is none.
func (m *importer) one(v *value) *value {
	for _, x := range v.all() {
		if x.kind == object && len(x.members) == 1 {
			if d := m.named[x.get("@id").text()]; d != nil {
				return d
			}
		}
		return x
	}
	return nil
}

// words is the text of v, of whatever kind it is; empty if it has none.
func (m *importer) words(v *value, path string) string {
	x := m.one(v)
	if x != nil && x.kind == object {
		x = m.one(cmp.Or(x.get("@value"), x.get("name"), x.get("text")))
	}
	if x == nil || x.kind != text && x.kind != number {
		return ""
	}
	s := plain(x.str)
	if s != strings.Join(strings.Fields(x.str), " ") && m.mended != path {
		m.mended = path
		m.note(path, "HTML or invisible characters removed from "+quote(x.str))
	}
	return s
}

func (m *importer) date(v *value, path string) string {
	s := m.words(v, path)
	if s == "" {
		return ""
	}
	iso, ok := isoDate(s)
	if !ok {
		m.note(path, quote(s)+" is not a clear date: left out")
	}
	return iso
}

func (m *importer) address(v *value, path string) string {
	x := m.one(v)
	if x != nil && x.kind == object {
		x = cmp.Or(x.get("url"), x.get("@id"))
	}
	s := x.text()
	a := address(s)
	if a == "" && strings.TrimSpace(s) != "" {
		m.note(path, quote(s)+" is not an http or https address: left out")
	}
	return a
}

// party is a person or organisation, by name or described.
func (m *importer) party(v *value, path string) claims.Party {
	x := m.one(v)
	if x == nil || x.kind != object {
		return claims.Party{Name: m.words(x, path)}
	}
	p := claims.Party{
		Type: typeOf(x),
		Name: m.words(x.get("name"), path+".name"),
		URL:  m.address(x.get("url"), path+".url"),
	}
	if same := x.get("sameAs"); same != nil {
		p.SameAs = m.address(same, path+".sameAs")
	}
	if p.Name == "" {
		p.Name = site(cmp.Or(p.URL, p.SameAs))
	}
	if p.Name == "" {
		return claims.Party{}
	}
	return p
}

// typeOf is the name of a type that has letters only.
func typeOf(v *value) string {
	t := v.get("@type").all()
	if len(t) == 0 {
		return ""
	}
	s := t[0].text()
	s = s[strings.LastIndexByte(s, '/')+1:]
	if strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

// claimReview is a review as schema.org has it: of a page, a feed or a search engine.
func (m *importer) claimReview(v *value, path string) {
	r := claims.Review{
		By:   m.party(cmp.Or(v.get("author"), v.get("publisher"), v.get("sdPublisher")), path+".author"),
		Date: m.date(v.get("datePublished"), path+".datePublished"),
		URL:  m.address(v.get("url"), path+".url"),
		Fact: m.words(v.get("headline"), path+".headline"),
	}
	claimed := m.words(v.get("claimReviewed"), path+".claimReviewed")
	m.rating(&r, m.one(v.get("reviewRating")), path+".reviewRating")
	var rec found
	item, at := m.one(v.get("itemReviewed")), path+".itemReviewed"
	if item != nil && item.kind == object {
		rec.Text = m.words(item.get("text"), at+".text")
		rec.Speaker = m.party(cmp.Or(item.get("author"), item.get("creator")), at+".author")
		rec.When = m.date(item.get("datePublished"), at+".datePublished")
		switch place := m.words(item.get("name"), at+".name"); {
		case rec.Text != "":
			rec.Where = place // Google takes the place under this name
		case place != claimed:
			rec.Text = cmp.Or(claimed, place)
		}
		if first := item.get("firstAppearance"); first != nil {
			rec.FirstAppearance = m.appearance(first, at+".firstAppearance")
		}
		for _, name := range [...]string{"appearance", "sameAs"} { // sameAs of the markup of before 2019
			for _, a := range item.get(name).all() {
				if s := m.appearance(a, at+"."+name); s != (claims.Source{}) {
					rec.Appearances = append(rec.Appearances, s)
				}
			}
		}
	}
	if rec.Text = cmp.Or(rec.Text, claimed); claimed != rec.Text {
		r.Claimed = claimed
	}
	for i, c := range v.get("citation").all() {
		m.citation(&rec, c, path+".citation["+strconv.Itoa(i)+"]")
	}
	m.reviewed(&rec, r, path)
}

// rating is the verdict of a review. Its words are what counts; a number alone is all that some give.
func (m *importer) rating(r *claims.Review, v *value, path string) {
	if v == nil || v.kind != object {
		r.Rating = m.words(v, path)
		return
	}
	scaled := func(name string) string {
		s := strings.TrimSpace(m.words(v.get(name), path+"."+name))
		if n, err := parse(s); err != nil || n.kind != number {
			return ""
		}
		return s
	}
	r.Scale = claims.Scale{Value: scaled("ratingValue"), Worst: scaled("worstRating"), Best: scaled("bestRating")}
	r.Why = m.words(v.get("ratingExplanation"), path+".ratingExplanation")
	r.Rating = m.words(cmp.Or(v.get("alternateName"), v.get("name")), path+".alternateName")
	if r.Rating == "" && r.Scale.Value != "" {
		r.Rating = r.Scale.Value
		if r.Scale.Best != "" {
			r.Rating += "/" + r.Scale.Best
		}
		m.note(path, "the verdict is a number without words")
	}
}

// reviewed adds a record with a review, or the review to the record on the same words.
func (m *importer) reviewed(rec *found, r claims.Review, path string) {
	switch {
	case r.URL != "" && m.known[r.URL]:
		m.note(path, "the review at "+r.URL+" is already in the dossier")
		return
	case r.Rating == "":
		m.note(path, "no verdict: only the claim is imported")
	default:
		if r.By.Name == "" {
			r.By.Name = site(r.URL)
		}
		if r.By.Name == "" {
			m.note(path, "its author is not named")
		}
		rec.Reviews = append(rec.Reviews, r)
	}
	if r.URL != "" {
		m.known[r.URL] = true
	}
	before := m.drafts[key(&rec.Record)]
	if before == nil {
		m.add(rec, path)
		return
	}
	before.Reviews = append(before.Reviews, rec.Reviews...)
	before.Citations = append(before.Citations, rec.Citations...)
}

// key tells records apart by what they say and who says it.
func key(rec *claims.Record) string {
	return rec.Kind.String() + " " + match.Fold(rec.Text).S + " " + match.Fold(rec.Speaker.Name).S
}

// add adds a record, if it says anything that the dossier does not: a review with an address of its own is one.
func (m *importer) add(rec *found, path string) {
	k := key(&rec.Record)
	switch {
	case rec.Text == "":
		m.note(path, "it does not say what is claimed: left out")
		return
	case m.known[k] && !slices.ContainsFunc(rec.Reviews, func(r claims.Review) bool { return r.URL != "" }):
		m.note(path, quote(rec.Text)+" is already in the dossier")
		return
	}
	if rec.Kind == claims.Quotation && rec.Anchor.Exact != "" && !standsIn(rec.Text, rec.Anchor.Exact) {
		m.note(path, "the words of the quotation are not among those of the article: its anchor is left out")
		rec.Anchor = claims.Selector{}
	}
	m.drafts[k] = rec
	m.records = append(m.records, rec)
}

// searched is one claim of the Claim Search API, with its reviews.
// https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims
func (m *importer) searched(v *value, path string) {
	rec := found{Record: claims.Record{
		Text:    m.words(v.get("text"), path+".text"),
		Speaker: m.party(v.get("claimant"), path+".claimant"),
		When:    m.date(v.get("claimDate"), path+".claimDate"),
	}}
	for i, x := range v.get("claimReview").all() {
		at := path + ".claimReview[" + strconv.Itoa(i) + "]"
		r := claims.Review{
			Rating: m.words(x.get("textualRating"), at+".textualRating"),
			Date:   m.date(x.get("reviewDate"), at+".reviewDate"),
			URL:    m.address(x.get("url"), at+".url"),
			Fact:   m.words(x.get("title"), at+".title"),
		}
		if by := x.get("publisher"); by != nil {
			r.By.Name = m.words(by.get("name"), at+".publisher.name")
			if host := by.get("site").text(); host != "" {
				r.By.URL = address("https://" + strings.TrimPrefix(strings.TrimPrefix(host, "https://"), "http://"))
				r.By.Name = cmp.Or(r.By.Name, site(r.By.URL))
			}
		}
		one := rec
		m.reviewed(&one, r, at)
	}
}

// citation is a source of a record, or a passage of one.
func (m *importer) citation(rec *found, v *value, path string) {
	v = m.one(v)
	c := claims.Citation{}
	if v != nil && v.kind == object && v.get("isPartOf") != nil {
		c.Source = m.source(m.described(v.get("isPartOf"), path+".isPartOf"), path)
		c.Excerpt.Text = m.excerpt(m.words(v.get("text"), path+".text"), path)
		c.Note = m.words(v.get("description"), path+".description")
	} else {
		c.Source = m.source(m.described(v, path), path)
	}
	if c.Source != nil {
		rec.Citations = append(rec.Citations, c)
	}
}

func (m *importer) appearance(v *value, path string) claims.Source {
	s := m.described(v, path)
	if s.URL == "" && s.Title == "" && s.Publisher.Name == "" {
		return claims.Source{}
	}
	return s
}

// described is a work by its address, by its title, or as an object.
func (m *importer) described(v *value, path string) claims.Source {
	v = m.one(v)
	if v == nil || v.kind != object {
		if a := address(v.text()); a != "" {
			return claims.Source{URL: a}
		}
		return claims.Source{Title: m.words(v, path)}
	}
	return claims.Source{
		Type:      typeOf(v),
		Publisher: m.party(cmp.Or(v.get("publisher"), v.get("author")), path+".publisher"),
		Title:     m.words(cmp.Or(v.get("name"), v.get("headline")), path+".name"),
		URL:       m.address(v.get("url"), path+".url"),
		Archived:  m.address(v.get("archivedAt"), path+".archivedAt"),
		Language:  language(v.get("inLanguage").text()),
		Published: m.date(v.get("datePublished"), path+".datePublished"),
	}
}

// source is s as one of the sources; nil if nothing names it.
func (m *importer) source(s claims.Source, path string) *claims.Source {
	if s.Publisher.Name == "" && s.Title == "" {
		if s.Title = site(s.URL); s.Title == "" {
			m.note(path, "a source without a name or an address: left out")
			return nil
		}
	}
	if !isSourceType(s.Type) {
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

// excerpt is words of a source, cut where the reader would refuse them.
func (m *importer) excerpt(s, path string) string {
	const cut = " [...]"
	if runes := []rune(s); len(runes) > maxExcerpt {
		m.note(path, "an excerpt of more than "+strconv.Itoa(maxExcerpt)+" characters: shortened")
		s = string(runes[:maxExcerpt-len(cut)])
		return s[:max(strings.LastIndexByte(s, ' '), len(s)/2)] + cut
	}
	return s
}

func language(s string) string {
	if isLanguage(s) {
		return s
	}
	return ""
}

// annotation is an annotation of the W3C's model, or of Hypothesis, which has text, tags and user besides.
func (m *importer) annotation(v *value, path string) {
	var rec found
	for _, target := range v.get("target").all() {
		m.selectors(&rec.Anchor, target.get("selector"))
	}
	if rec.Anchor.Exact == "" {
		m.note(path, "quotes no words of the article: left out")
		return
	}
	by := cmp.Or(m.words(v.get("user_info").get("display_name"), path+".user_info"), m.party(v.get("creator"), path+".creator").Name, m.words(v.get("user"), path+".user"))
	if name, _, ok := strings.Cut(strings.TrimPrefix(by, "acct:"), "@"); ok {
		by = name
	}
	comment := m.words(v.get("text"), path+".text")
	verdict := ""
	for i, b := range v.get("body").all() {
		at := path + ".body[" + strconv.Itoa(i) + "]"
		if b.kind == text {
			comment = cmp.Or(comment, m.words(b, at))
			continue
		}
		words := m.words(b.get("value"), at+".value")
		switch b.get("purpose").text() {
		case "describing":
			rec.Text = words
		case "assessing":
			verdict = words
		case "classifying", "tagging", "linking", "identifying":
		default:
			comment = cmp.Or(comment, words)
		}
	}
	exact := plain(rec.Anchor.Exact)
	quoted := strings.Trim(exact, marks)
	if rec.Text == "" {
		rec.Text = exact
		if strings.HasPrefix(exact, quoted) {
			quoted = ""
		}
	}
	if quoted != "" && !strings.HasPrefix(exact, quoted) && (rec.Text == exact || standsIn(rec.Text, exact)) {
		rec.Kind = claims.Quotation
		if rec.Text == exact {
			rec.Text = quoted
		}
	}
	if verdict != "" {
		rec.Reviews = []claims.Review{{Rating: verdict, Why: comment, By: claims.Party{Name: by}}}
		comment = ""
	}
	rec.more = []member{
		{"creator", str(by)},
		{"dateModified", str(m.date(cmp.Or(v.get("updated"), v.get("modified"), v.get("created")), path+".created"))},
		{"description", str(comment)},
	}
	m.add(&rec, path)
}

// marks are those of quotations.
const marks = "“”\"«»„‟「」『』‘’ "

// selectors takes the words and their place from selectors, and from those that refine them.
func (m *importer) selectors(into *claims.Selector, v *value) {
	for _, s := range v.all() {
		switch {
		case hasType(s, "TextQuoteSelector") && into.Exact == "":
			into.Exact = visible(s.get("exact").text())
			into.Prefix = visible(s.get("prefix").text())
			into.Suffix = visible(s.get("suffix").text())
			if strings.TrimSpace(into.Exact) == "" {
				into.Exact = ""
			}
		case hasType(s, "TextPositionSelector"):
			start, end := count(s.get("start")), count(s.get("end"))
			if start < end {
				into.Start, into.End = start, end
			}
		}
		m.selectors(into, s.get("refinedBy"))
	}
}

func count(v *value) int {
	if v == nil || v.kind != number {
		return 0
	}
	return max(0, between(v.str, 0, 1<<30))
}

// visible is the words of an article without characters that no reader sees.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if isForbidden(r) {
			return -1
		}
		return r
	}, s)
}

// isTable reports whether a line names columns that we know.
func isTable(header string) bool {
	for _, row := range readCSV(header) {
		for _, name := range row {
			switch columnName(name) {
			case "text", "quote", "claim":
				return true
			}
		}
	}
	return false
}

func columnName(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// table is a CSV file. Lines that name one record of one dossier are one record.
func (m *importer) table(name, s string) {
	rows := readCSV(s)
	at := make(map[string]int)
	for i, column := range rows[0] {
		column = columnName(column)
		if column == "claim" {
			column = "text"
		}
		at[column] = i
		if !strings.Contains(","+columns+",", ","+column+",") && column != "" {
			m.note(name, "unknown column "+quote(column)+": left out")
		}
	}
	_, dossier := at["dossier"]
	_, passage := at["passage"]
	ours := dossier && passage // as CSV writes it, with a guard in each cell that wants one
	byID := make(map[string]*found)
	for n, row := range rows[1:] {
		path := name + "line " + strconv.Itoa(n+2)
		cell := func(column string) *value {
			i, ok := at[column]
			if !ok || i >= len(row) || strings.TrimSpace(row[i]) == "" {
				return nil
			}
			s := row[i]
			if ours {
				s = unguarded(s)
			} else if t := strings.TrimLeft(s, "'"); t != s && strings.IndexAny(t, formula) == 0 {
				s = s[1:] // the apostrophe by which people and programs guard a cell
			}
			return &value{kind: text, str: s}
		}
		words := func(column string) string { return m.words(cell(column), path+", "+column) }
		id := words("dossier") + words("id")
		rec := byID[id]
		if rec == nil {
			rec = m.line(cell, path)
			if words("id") != "" {
				byID[id] = rec
			}
			if rec.Text == "" && strings.Trim(strings.Join(row, ""), " \t\r") == "" {
				continue // an empty line
			}
			m.add(rec, path)
		}
		m.cells(rec, cell, path)
	}
}

// line is what a line of a table says of a record as a whole.
func (m *importer) line(cell func(string) *value, path string) *found {
	words := func(column string) string { return m.words(cell(column), path+", "+column) }
	rec := &found{Record: claims.Record{
		Speaker:    claims.Party{Name: words("speaker")},
		When:       m.date(cell("said"), path+", said"),
		Correction: words("correction"),
		Anchor:     claims.Selector{Exact: visible(cell("quote").text()), Prefix: visible(cell("prefix").text()), Suffix: visible(cell("suffix").text())},
	}}
	rec.Text = words("text")
	if words("kind") == claims.Quotation.String() {
		rec.Kind = claims.Quotation
		rec.Text = cmp.Or(rec.Text, strings.Trim(plain(rec.Anchor.Exact), marks))
	}
	rec.Text = cmp.Or(rec.Text, plain(rec.Anchor.Exact))
	return rec
}

// cells is the review and the source of a line.
func (m *importer) cells(rec *found, cell func(string) *value, path string) {
	words := func(column string) string { return m.words(cell(column), path+", "+column) }
	if verdict := words("verdict"); verdict != "" {
		rec.Reviews = append(rec.Reviews, claims.Review{
			Rating: verdict,
			Fact:   words("fact"),
			Why:    words("why"),
			By:     claims.Party{Name: words("reviewer")},
			Date:   m.date(cell("reviewed"), path+", reviewed"),
			URL:    m.address(cell("review"), path+", review"),
		})
	}
	if cell("publisher") == nil && cell("title") == nil && cell("url") == nil {
		return
	}
	s := claims.Source{
		Publisher: claims.Party{Name: words("publisher")},
		Title:     words("title"),
		URL:       m.address(cell("url"), path+", url"),
		Archived:  m.address(cell("archived"), path+", archived"),
		Published: m.date(cell("date"), path+", date"),
	}
	switch e := claims.Evidence(words("evidence")); e {
	case claims.Primary, claims.Agency, claims.Secondary:
		s.Evidence = e
	}
	source := m.source(s, path)
	if source == nil {
		return
	}
	e := claims.Excerpt{Text: m.excerpt(words("excerpt"), path), Language: language(words("language"))}
	if rec.Kind == claims.Quotation && words("passage") != "citation" && e.Text != "" {
		rec.Versions = append(rec.Versions, claims.Version{Excerpt: e, Source: source})
	} else {
		rec.Citations = append(rec.Citations, claims.Citation{Source: source, Excerpt: e})
	}
}

// parts is the drafts and their sources as a dossier has them, under ids that are free.
func (m *importer) parts(x *expander) []value {
	var out []value
	cited := make(map[*claims.Source]bool)
	for _, rec := range m.records {
		for i := range rec.Citations {
			cited[rec.Citations[i].Source] = true
		}
		for i := range rec.Versions {
			cited[rec.Versions[i].Source] = true
		}
	}
	source := 0
	for _, s := range m.sources {
		if !cited[s] {
			continue // of a record that was left out
		}
		s.ID = x.free(func(int) string {
			source++
			return "#s" + strconv.Itoa(source)
		})
		out = append(out, made(
			member{"@type", str(s.Type)},
			member{"@id", str(s.ID)},
			member{"publisher", party(s.Publisher, "")},
			member{"name", str(s.Title)},
			member{"url", str(s.URL)},
			member{"archivedAt", str(s.Archived)},
			member{"inLanguage", str(s.Language)},
			member{"datePublished", str(s.Published)},
			member{"evidence", str(string(s.Evidence))}))
	}
	var numbers [2]int // by kind
	for _, rec := range m.records {
		prefix := [...]string{claims.Claim: "#c", claims.Quotation: "#q"}[rec.Kind]
		rec.ID = x.free(func(int) string {
			numbers[rec.Kind]++
			return prefix + twoDigits(numbers[rec.Kind])
		})
		out = append(out, draftOf(rec))
	}
	return out
}

// draftOf is a record as a dossier has it.
func draftOf(rec *found) value {
	var m marker // of no page: ids are left out
	kind, speaker, said := "Claim", "author", "datePublished"
	if rec.Kind == claims.Quotation {
		kind, speaker, said = "Quotation", "spokenByCharacter", "dateCreated"
	}
	var reviews, appearances, versions, citations []value
	for i := range rec.Reviews {
		r := &rec.Reviews[i]
		reviews = append(reviews, made(
			member{"@type", str("ClaimReview")},
			member{"url", str(r.URL)},
			member{"claimReviewed", str(r.Claimed)},
			member{"headline", str(r.Fact)},
			member{"datePublished", str(r.Date)},
			member{"author", party(r.By, "")},
			member{"reviewRating", m.rating(r)}))
	}
	for i := range rec.Appearances {
		appearances = append(appearances, m.described(&rec.Appearances[i]))
	}
	passage := func(s *claims.Source, e claims.Excerpt, note string) value {
		if e.Text == "" {
			return made(member{"@id", str(s.ID)})
		}
		return made(
			member{"@type", str("Quotation")},
			member{"text", str(e.Text)},
			member{"inLanguage", str(e.Language)},
			member{"isPartOf", made(member{"@id", str(s.ID)})},
			member{"description", str(note)})
	}
	for i := range rec.Versions {
		versions = append(versions, passage(rec.Versions[i].Source, rec.Versions[i].Excerpt, rec.Versions[i].Note))
	}
	for i := range rec.Citations {
		citations = append(citations, passage(rec.Citations[i].Source, rec.Citations[i].Excerpt, rec.Citations[i].Note))
	}
	anchor := value{}
	if s := rec.Anchor; s.Exact != "" {
		quoted := made(member{"type", str("TextQuoteSelector")}, member{"prefix", str(s.Prefix)}, member{"exact", str(s.Exact)}, member{"suffix", str(s.Suffix)})
		if s.End > 0 {
			quoted = list(quoted, made(member{"type", str("TextPositionSelector")}, member{"start", integer(s.Start)}, member{"end", integer(s.End)}))
		}
		anchor = made(member{"type", str("SpecificResource")}, member{"selector", quoted})
	}
	v := made(
		member{"@type", str(kind)},
		member{"@id", str(rec.ID)},
		member{"status", str(draft)},
		member{"text", str(rec.Text)},
		member{speaker, party(rec.Speaker, "")},
		member{"locationCreated", place(rec.Where)},
		member{said, str(rec.When)},
		member{"firstAppearance", m.described(&rec.FirstAppearance)},
		member{"appearance", list(appearances...)},
		member{"anchor", anchor},
		member{"review", list(reviews...)},
		member{"isBasedOn", list(versions...)},
		member{"citation", list(citations...)},
		member{"correction", str(rec.Correction)})
	for _, more := range rec.more {
		if !more.value.nothing() {
			v.members = append(v.members, more)
		}
	}
	return v
}
