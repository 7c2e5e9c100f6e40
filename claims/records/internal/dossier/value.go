package dossier

import (
	"slices"
	"strconv"
)

// A Kind is a kind of JSON value.
type Kind uint8

const (
	KindNull    Kind = iota
	KindBoolean      // Str is "true" or "false"
	KindNumber       // Str is the number as the file spells it
	KindText         // Str is the text without escapes
	KindArray
	KindObject
)

// String returns what messages call a value of this kind.
func (k Kind) String() string {
	names := [...]string{"null", "true or false", "a number", "a string", "a list", "an object"}
	if int(k) >= len(names) {
		return "Kind(" + strconv.Itoa(int(k)) + ")"
	}
	return names[k]
}

// A Value is a JSON value. The zero Value is nothing: no JSON, not even null.
type Value struct {
	Kind    Kind
	Str     string   // the text of a string; a number, a boolean or null as the file spells it
	Items   []Value  // of an array
	Members []Member // of an object, in the order of the file
	At      int      // the byte of the file where it begins
}

// A Member is one member of an object.
type Member struct {
	Name  string
	Value Value
}

// Get returns the member with a name; nil if there is none or v is nil.
func (v *Value) Get(name string) *Value {
	if v == nil {
		return nil
	}
	for i := range v.Members {
		if v.Members[i].Name == name {
			return &v.Members[i].Value
		}
	}
	return nil
}

// Text returns the string that v is; "" if it is nil or no string.
func (v *Value) Text() string {
	if v == nil || v.Kind != KindText {
		return ""
	}
	return v.Str
}

// Flat returns the items of v and of the lists in it; v itself if it is no list, none if it is nil or null.
func (v *Value) Flat() []*Value {
	if v == nil || v.Kind == KindNull {
		return nil
	}
	if v.Kind != KindArray {
		return []*Value{v}
	}
	var out []*Value
	for i := range v.Items {
		out = append(out, v.Items[i].Flat()...)
	}
	return out
}

// Each returns the items of v; v itself if it is no list, none if it is nil or null.
func (v *Value) Each() []*Value {
	switch {
	case v == nil || v.Kind == KindNull:
		return nil
	case v.Kind != KindArray:
		return []*Value{v}
	}
	var out []*Value
	for i := range v.Items {
		out = append(out, &v.Items[i])
	}
	return out
}

// PathTo returns the path, such as ".hasPart[3].review", to the value that begins at a byte of the file. from is a
// value as it was read: what it holds is in the order of the file, so at each step it is the last one that begins there
// or before.
func PathTo(from *Value, at int) string {
	path := ""
	for from.At != at {
		member, _ := slices.BinarySearchFunc(from.Members, at+1, func(m Member, at int) int { return m.Value.At - at })
		item, _ := slices.BinarySearchFunc(from.Items, at+1, func(v Value, at int) int { return v.At - at })
		switch {
		case member > 0:
			m := &from.Members[member-1]
			path += "." + Clip(m.Name)
			from = &m.Value
		case item > 0:
			path += "[" + strconv.Itoa(item-1) + "]"
			from = &from.Items[item-1]
		default:
			return path
		}
	}
	return path
}

// Object returns an object that begins where v does, for messages.
func (v *Value) Object(members ...Member) Value {
	return Value{Kind: KindObject, Members: members, At: v.At}
}

// With returns v with another value for a member, which is added if there is none.
func (v Value) With(name string, to Value) Value {
	members := make([]Member, 0, len(v.Members)+1)
	found := false
	for _, m := range v.Members {
		if m.Name == name {
			m.Value, found = to, true
		}
		members = append(members, m)
	}
	if !found {
		members = append(members, Member{name, to})
	}
	v.Members = members
	return v
}

// Rename returns v with a member under another name, unless it has one with that name.
func Rename(v Value, from, to string) Value {
	if v.Get(from) == nil || v.Get(to) != nil {
		return v
	}
	members := append([]Member(nil), v.Members...)
	for i := range members {
		if members[i].Name == from {
			members[i].Name = to
		}
	}
	v.Members = members
	return v
}

// Without returns v without some members.
func (v Value) Without(names ...string) Value {
	var members []Member
	for _, m := range v.Members {
		gone := false
		for _, n := range names {
			gone = gone || m.Name == n
		}
		if !gone {
			members = append(members, m)
		}
	}
	v.Members = members
	return v
}

// Map returns v with f applied to its items, or to itself if it is no list.
func Map(v Value, f func(Value) Value) Value {
	if v.Kind != KindArray {
		return f(v)
	}
	items := make([]Value, len(v.Items))
	for i := range v.Items {
		items[i] = f(v.Items[i])
	}
	v.Items = items
	return v
}

// Nothing reports whether v is no value at all. JSON's null is one.
func (v *Value) Nothing() bool { return v.Kind == KindNull && v.Str == "" }
