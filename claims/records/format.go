package records

import (
	"errors"
	"slices"

	"sourcemark/claims"
)

// Format is a dossier in its canonical form: short forms spelled out, members in one order, two blanks a step, what
// fits on one line on one line. What the reader does not know stays, behind what it knows, in its own order; numbers
// keep their spelling. Format of its result changes nothing. The only error is that data is no JSON.
//
// With an article, an anchor that has its words alone gets what stands before and behind them there, if they
// stand there once; nil is without.
func Format(file string, data []byte, article *claims.Text) ([]byte, error) {
	v, syntax := parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	v = expand(v)
	f := formatter{article}
	f.object(&v, dossierMembers)
	return lines(&v), nil
}

type formatter struct{ article *claims.Text }

// object orders the members of v, and of the objects in it that we know.
func (f *formatter) object(v *value, order []string) {
	if v.kind == array {
		v.items = slices.Clone(v.items)
		for i := range v.items {
			f.object(&v.items[i], order)
		}
	}
	if v.kind != object {
		return
	}
	members := make([]member, 0, len(v.members))
	for _, name := range order {
		if x := v.get(name); x != nil {
			members = append(members, member{name, *x})
		}
	}
	for _, m := range v.members {
		if !slices.Contains(order, m.name) {
			members = append(members, m)
		}
	}
	v.members = members
	for i := range v.members {
		f.member(&v.members[i])
	}
}

func (f *formatter) member(m *member) {
	switch m.name {
	case "about":
		f.object(&m.value, articleMembers)
	case "hasPart":
		m.value = each(m.value, func(p value) value {
			order := sourceMembers
			if isItem(&p) {
				order = recordMembers
			}
			f.object(&p, order)
			return p
		})
	case "publisher", "author", "spokenByCharacter", "translator", "editor", "creator":
		f.object(&m.value, partyMembers)
	case "audience":
		m.value = named(m.value, "Audience")
		f.object(&m.value, partyMembers)
	case "locationCreated":
		m.value = named(m.value, "Place")
		f.object(&m.value, partyMembers)
	case "review":
		f.object(&m.value, reviewMembers)
	case "reviewRating":
		f.object(&m.value, ratingMembers)
	case "citation", "isBasedOn":
		m.value = each(m.value, referred)
		f.object(&m.value, passageMembers)
	case "isPartOf":
		m.value = referred(m.value)
	case "workTranslation", "translationOfWork":
		f.object(&m.value, translationMembers)
	case "firstAppearance", "appearance":
		f.object(&m.value, appearanceMembers)
	case "response", "correction":
		f.object(&m.value, responseMembers)
	case "anchor":
		f.object(&m.value, anchorMembers)
	case "selector":
		f.object(&m.value, selectorMembers)
		m.value = each(m.value, f.placed)
	}
}

// named is an object for a name alone.
func named(v value, typ string) value {
	if v.kind != text {
		return v
	}
	return v.object(member{"@type", str(typ)}, member{"name", v})
}

// referred is a reference for an @id alone; to other readers of JSON-LD that would be words.
func referred(v value) value {
	if v.kind != text || !isFragment(v.str) {
		return v
	}
	return v.object(member{"@id", v})
}

// placed is a selector that has its words alone, with those around them.
func (f *formatter) placed(s value) value {
	exact := s.get("exact")
	if f.article == nil || exact == nil || s.get("prefix") != nil || s.get("suffix") != nil {
		return s
	}
	p := f.article.Place(claims.Selector{Exact: exact.text()})
	if p.Placement != claims.Exact {
		return s
	}
	around := f.article.Describe(p.Span)
	s.members = nil
	for _, m := range [...]member{
		{"type", str("TextQuoteSelector")},
		{"prefix", value{kind: text, str: around.Prefix}},
		{"exact", *exact},
		{"suffix", value{kind: text, str: around.Suffix}},
	} {
		s.members = append(s.members, m)
	}
	return s
}

// Only is a dossier in its canonical form with one record and what that refers to, a dossier itself. A draft is no
// record.
func Only(file string, data []byte, id string) ([]byte, error) {
	k, err := newKeeper(file, data)
	if err != nil {
		return nil, err
	}
	for i := range k.parts {
		p := &k.parts[i]
		if isItem(p) && p.get("@id").text() == id && !isDraft(p) {
			k.keep(p)
			return k.dossier(), nil
		}
	}
	return nil, errors.New(file + ": no record " + quote(id) + "; use an @id of the dossier, such as \"#c01\"")
}

// A Single is one record of a dossier with what that refers to, a dossier itself.
type Single struct {
	ID   string // of the record
	Data []byte
}

// Singles is all records of a dossier as Only has them, in the order of the file, for a store that hands them out one by one:
// without blanks, and with a @context that says no more than Read asks for.
func Singles(file string, data []byte) ([]Single, error) {
	k, err := newKeeper(file, data)
	if err != nil {
		return nil, err
	}
	root := k.root.with("@context", str(schemaOrg))
	k.root = &root
	var out []Single
	for i := range k.parts {
		if p := &k.parts[i]; isItem(p) && !isDraft(p) {
			k.kept = make(map[*value]bool)
			k.keep(p)
			v := k.whole()
			out = append(out, Single{p.get("@id").text(), appendLine(nil, &v, ",", ":")})
		}
	}
	return out, nil
}

// Released is a dossier in its canonical form without its drafts, and without the sources that only drafts cite: what
// may be handed to anybody.
func Released(file string, data []byte) ([]byte, error) {
	k, err := newKeeper(file, data)
	if err != nil {
		return nil, err
	}
	for i := range k.parts {
		if p := &k.parts[i]; isItem(p) && isDraft(p) {
			k.keep(p)
		}
	}
	theirs := k.kept
	if len(theirs) == 0 {
		return lines(k.root), nil
	}
	k.kept = make(map[*value]bool)
	for i := range k.parts {
		if p := &k.parts[i]; !theirs[p] {
			k.keep(p)
		}
	}
	return k.dossier(), nil
}

func isDraft(p *value) bool { return p.get("status").text() == draft }

func newKeeper(file string, data []byte) (*keeper, error) {
	v, syntax := parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	v = expand(v)
	f := formatter{}
	f.object(&v, dossierMembers)
	k := &keeper{root: &v, byID: make(map[string]*value), kept: make(map[*value]bool), number: make(map[*value]int), described: make(map[string]*value)}
	if parts := v.get("hasPart"); parts != nil {
		k.parts = parts.items
	}
	for i := range k.parts {
		p := &k.parts[i]
		k.byID[p.get("@id").text()], k.number[p] = p, i
	}
	k.describe(k.root)
	return k, nil
}

// A keeper gathers the parts that a record needs.
type keeper struct {
	root      *value
	parts     []value
	byID      map[string]*value
	number    map[*value]int // of each part
	kept      map[*value]bool
	described map[string]*value // by @id, the first object that has it and says more
}

func (k *keeper) keep(p *value) {
	if !k.kept[p] {
		k.kept[p] = true
		k.follow(p)
	}
}

// follow keeps what v refers to. A person or organisation that is described in a part which goes is described
// here instead.
func (k *keeper) follow(v *value) {
	for i := range v.items {
		k.follow(&v.items[i])
	}
	for i := range v.members {
		k.follow(&v.members[i].value)
	}
	if v.kind != object || len(v.members) != 1 || v.members[0].name != "@id" {
		return
	}
	id := v.members[0].value.text()
	if p := k.byID[id]; p != nil {
		k.keep(p)
		return
	}
	described := k.described[id]
	if described == nil {
		return
	}
	v.members = nil
	for _, m := range described.members {
		// Words only: what it refers to may be v itself.
		if m.value.kind == text && slices.Contains(partyMembers, m.name) {
			v.members = append(v.members, m)
		}
	}
}

// describe takes note of what v and the objects in it describe.
func (k *keeper) describe(v *value) {
	if len(v.members) > 1 {
		if id := v.get("@id").text(); k.described[id] == nil {
			k.described[id] = v
		}
	}
	for i := range v.items {
		k.describe(&v.items[i])
	}
	for i := range v.members {
		k.describe(&v.members[i].value)
	}
}

// dossier is the root with the parts that were kept, in their order.
func (k *keeper) dossier() []byte {
	v := k.whole()
	return lines(&v)
}

func (k *keeper) whole() value {
	parts := value{kind: array}
	var kept []int
	for p := range k.kept {
		kept = append(kept, k.number[p])
	}
	slices.Sort(kept)
	for _, i := range kept {
		parts.items = append(parts.items, k.parts[i])
	}
	return k.root.with("hasPart", parts).without("signature") // it is of the whole
}
