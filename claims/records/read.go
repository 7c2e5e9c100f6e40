// Package records reads dossiers: JSON-LD files in the words of schema.org that say what a news story
// claims and quotes, and what each of that rests on. README.md beside this file teaches how to write one.
//
// The reader is strict. It reports everything that is wrong with a file at once, each with its path,
// the value found and what it must be, and hands out a dossier only when nothing is. Names it does not
// know are left alone, for schema.org has thousands, unless they look like a slip of one it does know.
//
// What was read goes out as markup of a page, as a feed, as annotations, as a table or as notes (Markup, Feed,
// Annotations, CSV, Endnotes), and what others checked comes in as drafts (Import). Files are kept in one form
// (Format), and handed out without drafts (Released). Nothing here knows the network, the disk or HTML.
package records

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// Read decodes a dossier. file is its name, for messages. The error joins one message for each
// thing that is wrong; with an error the dossier is nil.
func Read(file string, data []byte) (*claims.Dossier, error) {
	v, syntax := parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	long := expand(v)
	r := reader{file: file, root: &v, parties: map[string]claims.Party{}}
	d := r.dossier(&long)
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return d, nil
}

type reader struct {
	file     string
	root     *value // as the author wrote it, for paths
	errs     []error
	wrong    []node // where each of errs was found
	sources  map[string]*claims.Source
	parties  map[string]claims.Party      // those that have an @id
	classes  [claims.Neither + 1][]string // the verdicts that the dossier classifies
	language string
	draft    bool // what is read is one
}

// A node is a value, or the place where one is missing.
type node struct {
	*value
	in   *value // the object it is a member of; nil for the root and for items
	name string
}

func (n node) member(name string) node { return node{n.get(name), n.value, name} }

// path leads from the root to n, as in hasPart[3].review.author. Most nodes are never asked for it, so it
// is looked for when one is. What a short form was spelled out to leads to the short form.
func (r *reader) path(n node) string {
	if n.value != nil {
		return strings.TrimPrefix(pathTo(r.root, n.at), ".")
	}
	return strings.TrimPrefix(pathTo(r.root, n.in.at)+"."+clip(n.name), ".")
}

// pathTo is the path to the value that begins at a byte of the file, in a value as it was read: what it holds is in the order of
// the file, so at each step it is the last that begins there or before.
func pathTo(from *value, at int) string {
	path := ""
	for from.at != at {
		member, _ := slices.BinarySearchFunc(from.members, at+1, func(m member, at int) int { return m.value.at - at })
		item, _ := slices.BinarySearchFunc(from.items, at+1, func(v value, at int) int { return v.at - at })
		switch {
		case member > 0:
			m := &from.members[member-1]
			path += "." + clip(m.name)
			from = &m.value
		case item > 0:
			path += "[" + strconv.Itoa(item-1) + "]"
			from = &from.items[item-1]
		default:
			return path
		}
	}
	return path
}

// missing reports whether the member is not there; JSON's null counts as not there.
func (n node) missing() bool { return n.value == nil || n.kind == null }

// fail reports what was found at n and what must be there instead.
func (r *reader) fail(n node, want string) {
	var found string
	switch {
	case n.value == nil:
		r.failWith(n, "missing: add "+want)
		return
	case n.kind == text:
		found = quote(n.str)
	case n.kind == number || n.kind == boolean:
		found = n.str
	default:
		found = n.kind.String()
	}
	r.failWith(n, found+": must be "+want)
}

func (r *reader) failWith(n node, what string) {
	const most = 200 // messages; a file with more wrong is not read to the end by anybody
	switch {
	case len(r.errs) > most:
		return
	case len(r.errs) == most:
		what = "and more errors"
	default:
		if path := r.path(n); path != "" {
			what = path + ": " + what
		}
	}
	r.errs = append(r.errs, errors.New(r.file+": "+what))
	r.wrong = append(r.wrong, n)
}

// object checks that n is an object and that none of its names is a slip of a known one.
func (r *reader) object(n node, want string, known ...string) bool {
	if n.value == nil || n.kind != object {
		r.fail(n, want)
		return false
	}
	for i := range n.members {
		name := n.members[i].name
		if near := slipOf(name, known); near != "" {
			r.failWith(n.member(name), "unknown name: did you mean "+near+"?")
		} else if isShort(name) && slices.Contains(known, name) && n.members[i].value.text() != noExcerpt {
			r.failWith(n.member(name), "this object has both the short form and the full form: keep one of the two")
		}
	}
	return true
}

// list is the items of n: none if it is missing, one if it is no list.
func (r *reader) list(n node) []node {
	if n.missing() {
		return nil
	}
	if n.kind != array {
		return []node{n}
	}
	out := make([]node, len(n.items))
	for i := range n.items {
		out[i] = node{value: &n.items[i]}
	}
	return out
}

// string is the text of n, "" with a report if it is no string. A missing one is reported only if
// required.
func (r *reader) string(n node, required bool, want string) string {
	if n.missing() && !required {
		return ""
	}
	if n.value == nil || n.kind != text || required && strings.TrimSpace(n.str) == "" {
		r.fail(n, want)
		return ""
	}
	if err := Words(n.str); err != nil {
		r.failWith(n, err.Error())
		return ""
	}
	return n.str
}

// Words reports what keeps words from being shown to readers: a character that could make them see others. Whatever a host
// takes from elsewhere than from a dossier, it holds against this too.
func Words(s string) error {
	for _, c := range s {
		if isForbidden(c) {
			return errors.New("U+" + hex4(c) + " in " + quote(s) + ": delete it: control characters and characters that reverse the direction of text are not allowed")
		}
	}
	if namesKey(s) {
		return errors.New(quote(s) + ": delete the key in brackets: only a verified signature may name a key")
	}
	return nil
}

// Name reports what keeps the name of who checks from being shown. Beside what Words says of it, it must not be taken for the line that
// says who signed.
func Name(s string) error {
	if err := Words(s); err != nil {
		return err
	}
	if saysSigned(s) {
		return errors.New(quote(s) + ": give the name alone: only a verified signature may say who signed")
	}
	return nil
}

// isForbidden reports whether a character could make a reader see other words than are there.
func isForbidden(c rune) bool {
	return c < ' ' && c != '\n' && c != '\t' || c == 0x7f || 0x80 <= c && c < 0xa0 || c == 0x061c || 0x200e <= c && c <= 0x200f ||
		0x202a <= c && c <= 0x202e || 0x2066 <= c && c <= 0x2069 || c == 0xfffe || c == 0xffff
}

func (r *reader) integer(n node, want string) int {
	if n.missing() {
		return 0
	}
	i, err := strconv.Atoi(n.str)
	if n.kind != number || err != nil || i < 0 {
		r.fail(n, want)
		return 0
	}
	return i
}

// date is an ISO 8601 date: a year, a month or a day, or a day and a time.
func (r *reader) date(n node) string {
	const want = "a date such as 2022-09-15, 2022-09, 2022 or 2022-09-15T22:45:34+08:00"
	s := r.string(n, false, want)
	if s != "" && !isDate(s) {
		r.fail(n, want)
		return ""
	}
	return s
}

func isDate(s string) bool {
	day, clock, timed := strings.Cut(s, "T")
	parts := strings.Split(day, "-")
	if len(parts) > 3 || timed && len(parts) != 3 || len(parts[0]) != 4 || between(parts[0], 1, 9999) < 0 {
		return false
	}
	if len(parts) > 1 && (len(parts[1]) != 2 || between(parts[1], 1, 12) < 0) {
		return false
	}
	if len(parts) > 2 {
		year, month := between(parts[0], 1, 9999), between(parts[1], 1, 12)
		days := 31
		switch month {
		case 4, 6, 9, 11:
			days = 30
		case 2:
			days = 28
			if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
				days = 29
			}
		}
		if len(parts[2]) != 2 || between(parts[2], 1, days) < 0 {
			return false
		}
	}
	return !timed || isClock(clock)
}

// isClock reports whether s is 22:45 or 22:45:34, perhaps with a fraction, and perhaps a zone.
func isClock(s string) bool {
	if z, ok := strings.CutSuffix(s, "Z"); ok {
		s = z
	} else if i := strings.LastIndexAny(s, "+-"); i > 0 {
		zone := s[i+1:]
		if len(zone) != 5 || zone[2] != ':' || between(zone[:2], 0, 23) < 0 || between(zone[3:], 0, 59) < 0 {
			return false
		}
		s = s[:i]
	}
	s, fraction, cut := strings.Cut(s, ".")
	if cut && (fraction == "" || strings.Trim(fraction, "0123456789") != "" || len(s) != 8) {
		return false
	}
	if len(s) != 5 && len(s) != 8 || s[2] != ':' || len(s) == 8 && s[5] != ':' {
		return false
	}
	return between(s[:2], 0, 23) >= 0 && between(s[3:5], 0, 59) >= 0 && (len(s) == 5 || between(s[6:], 0, 60) >= 0)
}

// between is the number that the digits s write, -1 if they are none or it lies outside.
func between(s string, lo, hi int) int {
	if strings.Trim(s, "0123456789") != "" {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < lo || n > hi {
		return -1
	}
	return n
}

// url is an address a reader may be sent to.
func (r *reader) url(n node) string {
	const want = "an address that begins with https:// or http://"
	s := r.string(n, false, want)
	switch {
	case s == "" || isWeb(s):
		return s
	case strings.ContainsFunc(hostOf(s), func(c rune) bool { return c > 0x7f }):
		r.fail(n, "an address with its host in ASCII form, such as xn--…: letters of different alphabets look alike")
	case hostOf(s) != "" && !isHost(hostOf(s)):
		r.fail(n, "an address whose host has only letters, digits, hyphens and dots, such as county.example: programs disagree about others")
	default:
		r.fail(n, want)
	}
	return ""
}

// Address reports whether s is an address of the web that a dossier may give.
func Address(s string) bool { return isWeb(s) }

// isWeb reports whether s is an absolute http or https address with a host and no user name, blank,
// quotation mark or backslash, which browsers and people read differently.
func isWeb(s string) bool {
	return isHost(hostOf(s)) && !strings.ContainsAny(s, " \"<>\\^`{|}\n\t")
}

// isHost reports whether the host of an address, with its port, is the one that a browser makes of it, but for capital letters: the URL
// Standard (https://url.spec.whatwg.org/#host-parsing) takes escapes, wide and ideographic forms, numbers in base 8 and 16 and more,
// and leads to another host than people read.
func isHost(s string) bool {
	name, port, cut := strings.Cut(s, ":")
	const ports = 65535
	if cut && (port == "" || between(port, 0, ports) < 0) || len(name) > 253 { // RFC 1035, without the lengths of labels
		return false
	}
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if label == "" || strings.ContainsFunc(label, func(c rune) bool {
			return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_')
		}) {
			return false
		}
	}
	last := strings.ToLower(labels[len(labels)-1])
	hex, isHex := strings.CutPrefix(last, "0x")
	if strings.Trim(name, "-") != name || isHex && strings.Trim(hex, "0123456789abcdef") == "" {
		return false
	}
	if strings.Trim(last, "0123456789") != "" {
		return true
	}
	for _, label := range labels { // IPv4, in its one plain form
		if n := between(label, 0, 255); n < 0 || strconv.Itoa(n) != label {
			return false
		}
	}
	return len(labels) == 4
}

// hostOf is the host of an http or https address with its port, and with whatever stands before it; "" of other strings.
func hostOf(s string) string {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return ""
		}
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// lang is a BCP 47 language tag; fallback if there is none.
func (r *reader) lang(n node, fallback string) string {
	const want = "a language tag such as en, ko or zh-Hans"
	s := r.string(n, false, want)
	if s == "" {
		return fallback
	}
	if !isLanguage(s) {
		r.fail(n, want)
		return fallback
	}
	return s
}

func isLanguage(s string) bool {
	for i, part := range strings.Split(s, "-") {
		letters := strings.Trim(strings.ToLower(part), "abcdefghijklmnopqrstuvwxyz") == ""
		if len(part) < 1 || len(part) > 8 || i == 0 && (!letters || len(part) < 2 || len(part) > 3) || strings.Trim(strings.ToLower(part), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

// checker is the party of who checked or edited.
func (r *reader) checker(n node) claims.Party {
	p := r.party(n)
	if err := Name(p.Name); err != nil {
		r.failWith(n, err.Error())
	}
	return p
}

// party is a person or organisation: an object with a name, the name alone, or the @id of one given
// before.
func (r *reader) party(n node) claims.Party {
	const want = `a name, or an object such as {"@type": "Person", "name": "…"}`
	if n.missing() {
		return claims.Party{}
	}
	if n.kind == text {
		return claims.Party{Name: r.string(n, true, want)}
	}
	if !r.object(n, want, partyMembers...) {
		return claims.Party{}
	}
	id := r.string(n.member("@id"), false, `an @id such as "#kremlin"`)
	if n.get("name") == nil && id != "" {
		p, ok := r.parties[id]
		if !ok {
			r.fail(n.member("@id"), "the @id of a person or organisation described earlier in the file")
		}
		return p
	}
	p := claims.Party{Type: n.get("@type").text(), Name: r.string(n.member("name"), true, "a name"), URL: r.url(n.member("url"))}
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

func (r *reader) dossier(v *value) *claims.Dossier {
	n := node{value: v}
	if !r.object(n, "an object that begins with @context", dossierMembers...) {
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
	if lang := n.member("inLanguage"); lang.missing() || lang.kind == text && lang.str == "" {
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
	if _, ok := signatureOf(n.get("signature").text()); !ok && !n.member("signature").missing() {
		r.fail(n.member("signature"), signatureWanted)
	}
	d.Checkable = r.integer(n.member("checkable"), "the number of checkable sentences in the article, such as 41")
	if n.member("negativeVerdicts").missing() {
		r.fail(n.member("negativeVerdicts"), `the verdicts that make a record disputed, such as ["False"]; [] if you have none`)
	}
	r.verdicts(n)

	parts := n.member("hasPart")
	if parts.value == nil || parts.kind != array {
		r.fail(parts, "a list of claims, quotations and sources")
		return d
	}
	// Sources first, so that records may cite what stands further down. The slice keeps its place in
	// memory from here on: records point into it.
	d.Sources = make([]claims.Source, 0, len(parts.items))
	r.sources = make(map[string]*claims.Source, len(parts.items))
	seen := map[string]bool{}
	var items []node
	for _, p := range r.list(parts) {
		if p.kind != object {
			r.fail(p, "an object with @type Claim, Quotation, or a kind of source")
			continue
		}
		id := r.string(p.member("@id"), true, `an @id such as "#c01", unique in this file`)
		switch {
		case id == "":
		case !isFragment(id):
			r.fail(p.member("@id"), `"#" followed by letters, digits, - or _, such as "#c01"`)
		case seen[id]:
			r.fail(p.member("@id"), "an @id that no other part of this file has")
		}
		seen[id] = true
		switch t := r.string(p.member("@type"), true, typesWanted); {
		case t == "Claim" || t == "Quotation":
			items = append(items, p)
		case isSourceType(t):
			d.Sources = append(d.Sources, r.source(p, id))
			r.sources[id] = &d.Sources[len(d.Sources)-1]
		case t != "":
			r.fail(p.member("@type"), typesWanted)
		}
	}
	for _, p := range items {
		if rec := r.record(p); p.get("status").text() == draft {
			d.Drafts = append(d.Drafts, rec)
		} else {
			d.Records = append(d.Records, rec)
		}
	}
	return d
}

// mostVerdicts bounds how many verdicts of each class each review's is held against. A scale has some ten, in nine languages ninety.
const mostVerdicts = 100

// classLists is where a dossier classifies its verdicts, in the order of claims.Class.
var classLists = [...]string{claims.Against: "negativeVerdicts", claims.For: "positiveVerdicts", claims.Neither: "neutralVerdicts"}

// verdicts reads what the dossier says of its verdicts.
func (r *reader) verdicts(n node) {
	for c := claims.Against; c <= claims.Neither; c++ {
		name := classLists[c]
		items := r.list(n.member(name))
		if len(items) > mostVerdicts {
			r.failWith(n.member(name), strconv.Itoa(len(items))+" verdicts: keep to at most "+strconv.Itoa(mostVerdicts))
			items = nil
		}
		for _, item := range items {
			v := r.string(item, true, "a verdict in words, as the reviews spell it")
			if before := r.class(v); before != claims.Unclassified && before != c {
				r.fail(item, "in one list only, but is also in "+classLists[before])
			}
			r.classes[c] = append(r.classes[c], v)
		}
	}
}

// class is what the dossier says that a verdict means.
func (r *reader) class(verdict string) claims.Class {
	for c := range r.classes {
		if verdict != "" && slices.Contains(r.classes[c], verdict) {
			return claims.Class(c)
		}
	}
	return claims.Unclassified
}

const typesWanted = "Claim or Quotation for what the article says; Report, NewsArticle, Article, WebPage, GovernmentService, Legislation, VideoObject, AudioObject, Book, ScholarlyArticle, Dataset, SocialMediaPosting or CreativeWork for a source"

func isSourceType(t string) bool {
	switch t {
	case "Report", "NewsArticle", "Article", "WebPage", "GovernmentService", "Legislation", "VideoObject", "AudioObject", "Book", "ScholarlyArticle", "Dataset", "SocialMediaPosting", "CreativeWork":
		return true
	}
	return false
}

// isFragment reports whether s is "#" and a name that needs no escape anywhere.
func isFragment(s string) bool {
	name, ok := strings.CutPrefix(s, "#")
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return ok && name != ""
}

func (r *reader) context(n node) {
	for _, c := range r.list(n) {
		if c.kind == text && strings.TrimSuffix(c.str, "/") == "https://schema.org" {
			return
		}
	}
	r.fail(n, `"https://schema.org", or a list that begins with it; copy it from README.md`)
}

func (r *reader) typed(n node, want string) {
	if t := n.member("@type"); t.value == nil || t.kind != text || t.str != want {
		r.fail(t, want)
	}
}

func (r *reader) article(n node) claims.Article {
	if n.missing() || !r.object(n, "the article, as an object", articleMembers...) {
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
	r.object(n, "a source", sourceMembers...)
	s := claims.Source{
		ID:          id,
		Type:        n.get("@type").text(),
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

// maxExcerpt bounds what is repeated of somebody else's text, in characters. Forty words of a language
// with long ones; the right to quote ends somewhere there.
const maxExcerpt = 600

func (r *reader) excerptText(n node) string {
	s := r.string(n, false, "the words of the source")
	if len(s) > maxExcerpt && len([]rune(s)) > maxExcerpt {
		r.fail(n, "an excerpt of at most "+strconv.Itoa(maxExcerpt)+" characters; cut it with [...]")
		return ""
	}
	return s
}

// translation is a workTranslation; its words stand in the member called words.
func (r *reader) translation(n node, words string) claims.Translation {
	if n.missing() || !r.object(n, "a translation, as an object", translationMembers...) {
		return claims.Translation{}
	}
	return claims.Translation{
		Text:     r.string(n.member(words), true, "the translated words"),
		Language: r.lang(n.member("inLanguage"), r.language),
		By:       r.party(n.member("translator")),
	}
}

func (r *reader) record(n node) claims.Record {
	r.object(n, "a record", recordMembers...)
	r.draft = n.get("status").text() == draft
	rec := claims.Record{
		ID:           n.get("@id").text(),
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
	if n.get("@type").text() == "Quotation" {
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
	if rec.Kind == claims.Quotation && rec.Anchor.Exact != "" && !standsIn(rec.Text, rec.Anchor.Exact) {
		r.fail(n.member("text"), "the words between the quotation marks of anchor.selector.exact, "+quote(rec.Anchor.Exact)+": the card shows them as printed")
	}
	return rec
}

// standsIn reports whether a quotation's words stand in those it is anchored on, whatever the style of
// their marks and blanks.
func standsIn(words, anchor string) bool {
	return strings.Contains(match.Fold(anchor).S, strings.Trim(match.Fold(words).S, ` "'.,`))
}

// text is the string that v is, or "".
func (v *value) text() string {
	if v == nil || v.kind != text {
		return ""
	}
	return v.str
}

func (r *reader) correction(n node) string {
	const want = "what was corrected, in words"
	if !n.missing() && n.kind == object {
		n = n.member("text")
		return r.string(n, true, want)
	}
	return r.string(n, false, want)
}

// appearance is where a claim was made: an address, or an object that describes it.
func (r *reader) appearance(n node) claims.Source {
	if n.kind == text {
		return claims.Source{URL: r.url(n)}
	}
	if !r.object(n, `the place where it was said: {"@type": "SocialMediaPosting", "url": "https://…"}`, appearanceMembers...) {
		return claims.Source{}
	}
	title := n.member("name")
	if title.missing() {
		title = n.member("headline")
	}
	return claims.Source{
		Type:      n.get("@type").text(),
		Publisher: r.party(n.member("publisher")),
		Title:     r.string(title, false, "its title"),
		URL:       r.url(n.member("url")),
		Archived:  r.url(n.member("archivedAt")),
		Published: r.date(n.member("datePublished")),
	}
}

// response is words alone, or words with who wrote them and when.
func (r *reader) response(n node) claims.Response {
	const want = `the response of whoever the record is about, in words, or {"@type": "Comment", "author": "…", "text": "…"}`
	if n.missing() || n.kind == text {
		return claims.Response{Text: r.string(n, false, want)}
	}
	if !r.object(n, want, responseMembers...) {
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
	if !r.object(n, "a review, as an object", reviewMembers...) {
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
	if r.object(rating, `the verdict: {"@type": "Rating", "alternateName": "…", "ratingExplanation": "…"}`, ratingMembers...) {
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
				r.fail(rating.member("alternateName"), quote(w)+", as "+classLists[c]+" spells it, or a verdict that differs more from it")
				return v
			}
		}
	}
	return v
}

// rated is a number of a scale. schema.org takes it as a number and as a string.
func (r *reader) rated(n node) string {
	if n.value != nil && n.kind == number {
		return n.str
	}
	return r.string(n, false, "a number such as 1 or 4.5")
}

// reference is the source that n names.
func (r *reader) reference(n node) *claims.Source {
	const want = `the @id of a source in this file, such as {"@id": "#s1"}`
	at := n
	if n.value != nil && n.kind == object {
		at = n.member("@id")
	}
	s := r.sources[at.text()]
	if s == nil {
		r.fail(at, want)
	}
	return s
}

// citation is a source, or a passage of one: a Quotation that isPartOf it.
func (r *reader) citation(n node) claims.Citation {
	if n.kind != object || n.get("isPartOf") == nil {
		s := r.reference(n)
		if s == nil {
			return claims.Citation{}
		}
		return claims.Citation{Source: s, Excerpt: s.Excerpt}
	}
	e, s, note := r.passage(n)
	return claims.Citation{Source: s, Excerpt: e, Note: note}
}

func (r *reader) passage(n node) (e claims.Excerpt, s *claims.Source, note string) {
	r.object(n, "a passage, as an object", passageMembers...)
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
	if e.Text == "" && n.get("text").text() == "" {
		r.fail(n.member("text"), "the words of the source")
	}
	return e, s, r.string(n.member("description"), false, "a note on it")
}

func (r *reader) version(n node) claims.Version {
	var v claims.Version
	if n.kind != object {
		r.fail(n, `a version: {"@type": "Quotation", "text": "…", "inLanguage": "en", "isPartOf": {"@id": "#s1"}}`)
		return v
	}
	v.Excerpt, v.Source, v.Note = r.passage(n)
	if of := n.member("translationOfWork"); !of.missing() && r.object(of, "the work it is a translation of, as an object", translationMembers...) {
		v.TranslatedOf = r.lang(of.member("inLanguage"), "")
		if v.TranslatedOf == "" {
			r.fail(of.member("inLanguage"), "the language it was translated from")
		}
	}
	return v
}

func (r *reader) anchor(n node) claims.Selector {
	const want = `an anchor: {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "…", "exact": "…", "suffix": "…"}}`
	var sel claims.Selector
	if !r.object(n, want, anchorMembers...) {
		return sel
	}
	quoted := false
	for _, s := range r.list(n.member("selector")) {
		if !r.object(s, "a selector, as an object", selectorMembers...) {
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

// draft is the status of a record that no editor has released. It is kept apart from the others, so that no
// host can show it by mistake.
const draft = "draft"

// status derives the status of a record and holds the one that was typed against it.
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
	case "", draft:
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

// slipOf is the known name that name was probably meant to be, or "" if it is known or unlike any.
func slipOf(name string, known []string) string {
	for _, k := range known {
		if k == name {
			return ""
		}
	}
	best := ""
	for _, k := range known {
		if strings.EqualFold(k, name) || oneSlip(k, name) {
			best = k
		}
	}
	return best
}

// oneSlip reports whether a and b differ by one letter left out, put in, changed or exchanged with its
// neighbour. Names of fewer than four letters are too short to tell.
func oneSlip(a, b string) bool {
	if len(a) < 4 || len(b) < 4 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
