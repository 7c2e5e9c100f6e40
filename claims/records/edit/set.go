package edit

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// A Field is words for one member of a record or a source.
type Field struct {
	// Path leads to the member from the record: "text", "author.name", "review.reviewRating.alternateName". Of a list
	// it means the first item, and "review[1]" the second. What is missing on the way is made.
	Path  string
	Words string // empty to take the member away, and what then says nothing more
}

// Set returns a dossier in its canonical form with other words in some members of a record or a source, by its @id. All
// else stays as it is. Of a text in several languages only that in the language of the dossier is changed. Where the
// words are those that are there, nothing is.
//
// Another name for a speaker is another speaker of this record alone. Whom other records name by the @id is described by
// the next of them then; and whatever is said of somebody, such as an address, is not said of somebody else.
//
// The error says that nothing has this @id, or is one of [records.Read], for data or for the result; then there is no
// dossier.
func Set(file string, data []byte, id string, fields ...Field) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		err := errors.New(id + ": nothing in the dossier has this @id")
		parts := v.Get("hasPart")
		if parts == nil {
			return v, err
		}
		own := v.Get("inLanguage").Text()
		for _, f := range fields {
			if name, ok := strings.CutSuffix(f.Path, ".name"); ok && (name == "author" || name == "spokenByCharacter") {
				v = another(v, id, name, own, f.Words)
			}
		}
		parts = v.Get("hasPart")
		return v.With("hasPart", dossier.Map(*parts, func(p dossier.Value) dossier.Value {
			if p.Get("@id").Text() != id {
				return p
			}
			err = nil
			kind := p.Get("@type").Text()
			for _, f := range fields {
				p = put(p, strings.Split(f.Path, "."), kind, own, f.Words)
			}
			return p
		})), err
	})
}

// another returns a dossier in which a record may have another speaker, by a name, and nobody else has.
func another(v dossier.Value, id, member, own, name string) dossier.Value {
	p := partOf(v, id)
	if p == nil {
		return v
	}
	party := p.Get(member)
	old := textIn(party.Get("name"), own)
	if party == nil || party.Kind != dossier.KindObject || len(party.Members) < 2 || old == name {
		return v
	}
	key, found := party.Get("@id").Text(), false
	var describe func(x dossier.Value) dossier.Value
	describe = func(x dossier.Value) dossier.Value {
		if found || key == "" {
			return x
		}
		if x.Kind == dossier.KindObject && len(x.Members) == 1 && x.Members[0].Name == "@id" && x.Members[0].Value.Text() == key {
			found = true
			return *party
		}
		x.Members, x.Items = slices.Clone(x.Members), slices.Clone(x.Items)
		for i := range x.Members {
			x.Members[i].Value = describe(x.Members[i].Value)
		}
		for i := range x.Items {
			x.Items[i] = describe(x.Items[i])
		}
		return x
	}
	if v = describe(v); !found && (name == "" || akin(old, name)) {
		return v // as it was, but for the name
	}
	return eachRecord(v, func(p dossier.Value) dossier.Value {
		if p.Get("@id").Text() != id {
			return p
		}
		if kind := party.Get("@type"); kind != nil && akin(old, name) {
			return p.With(member, dossier.Object(dossier.Field("@type", *kind)))
		}
		return p.Without(member)
	})
}

// akin reports whether two names have a word in common: one may be the other, spelled out or put right.
func akin(a, b string) bool {
	words := strings.Fields(strings.ToLower(b))
	return slices.ContainsFunc(strings.Fields(strings.ToLower(a)), func(w string) bool { return slices.Contains(words, w) })
}

// put returns an object with words at the end of a path.
func put(v dossier.Value, path []string, kind, own, words string) dossier.Value {
	name, at := path[0], 0
	if n, index, ok := strings.Cut(path[0], "["); ok {
		name = n
		at, _ = strconv.Atoi(strings.TrimSuffix(index, "]"))
	}
	old := v.Get(name)
	if len(path) == 1 {
		if textIn(old, own) == words {
			return v
		}
		return member(v, name, worded(old, own, words))
	}
	items := []dossier.Value{}
	for _, item := range old.Each() {
		items = append(items, *item)
	}
	if at >= len(items) {
		if words == "" {
			return v
		}
		items, at = append(items, dossier.Value{}), len(items)
	}
	item := items[at]
	switch {
	case item.Kind == dossier.KindText && path[1] == "name": // "author": "A passenger"
		item = dossier.Object(dossier.StringField("name", item.Str))
	case item.Kind != dossier.KindObject, len(item.Members) == 1 && item.Members[0].Name == "@id":
		item = dossier.Value{Kind: dossier.KindObject} // it named another one: this is not about that
	}
	if item.Get("@type") == nil && words != "" {
		item = item.With("@type", dossier.Text(typeOf(name, kind)))
	}
	if item = put(item, path[1:], kind, own, words); !says(item) {
		items = slices.Delete(items, at, at+1)
	} else {
		items[at] = item
	}
	switch {
	case len(items) == 0:
		return v.Without(name)
	case len(items) == 1 && (old == nil || old.Kind != dossier.KindArray):
		return member(v, name, items[0])
	}
	return member(v, name, dossier.Value{Kind: dossier.KindArray, Items: items})
}

// member returns v with a member, or without it if it is nothing.
func member(v dossier.Value, name string, to dossier.Value) dossier.Value {
	if to.Nothing() {
		return v.Without(name)
	}
	return v.With(name, to)
}

// says reports whether an object has more than a type.
func says(v dossier.Value) bool {
	return slices.ContainsFunc(v.Members, func(m dossier.Member) bool { return m.Name != "@type" })
}

// typeOf returns the type of an object that is made under a name, in a record of a kind.
func typeOf(name, kind string) string {
	switch name {
	case "review":
		if kind == "Quotation" {
			return "Review"
		}
		return "ClaimReview"
	case "reviewRating":
		return "Rating"
	case "author", "spokenByCharacter", "editor":
		return "Person"
	case "publisher":
		return "Organization"
	case "locationCreated":
		return "Place"
	}
	return "CreativeWork"
}

// textIn returns a text in the language of the dossier.
func textIn(v *dossier.Value, own string) string {
	for _, x := range v.Each() {
		if x.Kind == dossier.KindText || x.Kind == dossier.KindNumber {
			return x.Str
		}
		if claims.NearLanguage(x.Get("@language").Text(), own) > 0 {
			return x.Get("@value").Text()
		}
	}
	return ""
}

// worded returns a text with other words in the language of the dossier: nothing if no words are left.
func worded(old *dossier.Value, own, words string) dossier.Value {
	all := dossier.Value{Kind: dossier.KindArray}
	if old.Get("@language") != nil || old != nil && old.Kind == dossier.KindArray {
		for _, x := range old.Each() {
			if x.Get("@language") != nil && claims.NearLanguage(x.Get("@language").Text(), own) == 0 {
				all.Items = append(all.Items, *x)
			}
		}
	}
	if all.Items == nil {
		return dossier.String(words)
	}
	if words != "" {
		all.Items = slices.Insert(all.Items, 0, tagged(own, dossier.Text(words)))
	}
	return all
}
