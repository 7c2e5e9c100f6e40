package dossier

import (
	"slices"
)

// Canonical returns a dossier whose short forms are spelled out in its canonical form.
func Canonical(v Value) *Value {
	inOrder(&v, DossierMembers)
	return &v
}

// inOrder puts the members of v, and those of the objects in it that we know, in their order.
func inOrder(v *Value, order []string) {
	if v.Kind == KindArray {
		v.Items = slices.Clone(v.Items)
		for i := range v.Items {
			inOrder(&v.Items[i], order)
		}
	}
	if v.Kind != KindObject {
		return
	}
	members := make([]Member, 0, len(v.Members))
	for _, name := range order {
		if x := v.Get(name); x != nil {
			members = append(members, Member{name, *x})
		}
	}
	for _, m := range v.Members {
		if !slices.Contains(order, m.Name) {
			members = append(members, m)
		}
	}
	v.Members = members
	for i := range v.Members {
		inForm(&v.Members[i])
	}
}

// inForm does the same for the value of a member, and spells out names and references in it.
func inForm(m *Member) {
	for _, v := range m.Value.Each() {
		if v.Get("@value") != nil {
			inOrder(&m.Value, TaggedMembers)
			return
		}
	}
	switch m.Name {
	case "about":
		inOrder(&m.Value, ArticleMembers)
	case "hasPart":
		m.Value = Map(m.Value, func(p Value) Value {
			order := SourceMembers
			if IsRecord(&p) {
				order = RecordMembers
			}
			inOrder(&p, order)
			return p
		})
	case "publisher", "author", "spokenByCharacter", "translator", "editor", "readyBy", "creator":
		inOrder(&m.Value, PartyMembers)
	case "audience":
		m.Value = named(m.Value, "Audience")
		inOrder(&m.Value, PartyMembers)
	case "locationCreated":
		m.Value = named(m.Value, "Place")
		inOrder(&m.Value, PartyMembers)
	case "review":
		inOrder(&m.Value, ReviewMembers)
	case "reviewRating":
		inOrder(&m.Value, RatingMembers)
	case "citation", "isBasedOn":
		m.Value = Map(m.Value, referred)
		inOrder(&m.Value, PassageMembers)
	case "isPartOf":
		m.Value = referred(m.Value)
	case "workTranslation", "translationOfWork":
		inOrder(&m.Value, TranslationMembers)
	case "firstAppearance", "appearance":
		inOrder(&m.Value, AppearanceMembers)
	case "response", "correction", "returned":
		inOrder(&m.Value, ResponseMembers)
	case "anchor":
		inOrder(&m.Value, AnchorMembers)
	case "selector":
		inOrder(&m.Value, SelectorMembers)
	}
}

// named returns an object of a type for a name alone.
func named(v Value, typ string) Value {
	if v.Kind != KindText {
		return v
	}
	return v.Object(StringField("@type", typ), Member{"name", v})
}

// referred returns a reference for an @id alone, which other readers of JSON-LD would take for words.
func referred(v Value) Value {
	if v.Kind != KindText || !IsFragment(v.Str) {
		return v
	}
	return v.Object(Member{"@id", v})
}
