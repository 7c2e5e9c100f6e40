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
	of       *claims.Dossier              // what is being read
	part     string                       // the @id of the part of it; "" for the dossier itself
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
	// the same as a byte of the file, after its byte order mark; of what is missing, that of the object it is missing
	// in
	At   int
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
		} else if dossier.IsShort(name) && slices.Contains(known, name) &&
			n.Members[i].Value.Text() != dossier.NoExcerpt {
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
		r.fail(n, "an address whose host has only letters, digits, hyphens and dots, such as county.example: "+
			"programs disagree about others")
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
	r.isName(n, p.Name)
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
	part := r.part
	if id != "" {
		r.part = "" // wherever it is referred to
	}
	p := claims.Party{Type: n.Get("@type").Text(), Name: r.text(n.member("name"), true, "a name"),
		URL: r.url(n.member("url"))}
	r.part = part
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
