package edit

import (
	"fmt"
	"slices"

	"sourcemark/claims/records/internal/dossier"
)

// A Single is one record of a dossier, as a dossier of its own with the sources that the record refers to.
type Single struct {
	ID   string // of the record
	Data []byte // JSON, without spaces or line ends between values
}

// Singles returns each record of a dossier as a dossier of its own, in the order of the file, for a store that hands
// them out one by one. They have no spaces or line ends between values, and a @context that says no more than
// [records.Read] asks for. Drafts are left out, and what is for the house alone.
func Singles(file string, data []byte) ([]Single, error) {
	k, err := newKeeper(file, data)
	if err != nil {
		return nil, err
	}
	root := k.root.With("@context", dossier.String(dossier.SchemaOrg))
	k.root = &root
	var out []Single
	for i := range k.parts {
		if p := &k.parts[i]; dossier.IsRecord(p) && !isDraft(p) {
			*p = hushed(*p)
			k.kept = make(map[*dossier.Value]bool)
			k.keep(p)
			v := k.whole()
			out = append(out, Single{p.Get("@id").Text(), dossier.AppendLine(nil, &v, ",", ":")})
		}
	}
	return out, nil
}

// Released returns a dossier in its canonical form without its drafts, without the sources that only drafts cite, and
// without what is for the house alone, such as who called a check ready: what may be given to anybody.
func Released(file string, data []byte) ([]byte, error) {
	k, err := newKeeper(file, data)
	if err != nil {
		return nil, err
	}
	for i := range k.parts {
		p := &k.parts[i]
		if !dossier.IsRecord(p) {
			continue
		}
		if isDraft(p) {
			k.keep(p)
		} else if public := hushed(*p); len(public.Members) < len(p.Members) {
			*p = public
			*k.root = k.root.Without("signature") // it is of the whole
		}
	}
	theirs := k.kept
	if len(theirs) == 0 {
		return dossier.Lines(k.root), nil
	}
	k.kept = make(map[*dossier.Value]bool)
	for i := range k.parts {
		if p := &k.parts[i]; !theirs[p] {
			k.keep(p)
		}
	}
	return k.dossier(), nil
}

func isDraft(p *dossier.Value) bool { return p.Get("status").Text() == dossier.Draft }

// newKeeper returns a keeper of the parts of a dossier, which has kept none yet.
func newKeeper(file string, data []byte) (*keeper, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, fmt.Errorf("%s: %w", file, syntax)
	}
	return keeperOf(*dossier.Canonical(dossier.Expand(v))), nil
}

func keeperOf(v dossier.Value) *keeper {
	k := &keeper{root: &v, byID: make(map[string]*dossier.Value), kept: make(map[*dossier.Value]bool),
		number: make(map[*dossier.Value]int), described: make(map[string]*dossier.Value)}
	if parts := v.Get("hasPart"); parts != nil {
		k.parts = parts.Items
	}
	for i := range k.parts {
		p := &k.parts[i]
		k.byID[p.Get("@id").Text()], k.number[p] = p, i
	}
	k.describe(k.root)
	return k
}

// A keeper gathers the parts that a record refers to.
type keeper struct {
	root      *dossier.Value
	parts     []dossier.Value
	byID      map[string]*dossier.Value
	number    map[*dossier.Value]int // of each part
	kept      map[*dossier.Value]bool
	described map[string]*dossier.Value // by @id, the first object that has it and says more
}

// keep keeps a part and what it refers to.
func (k *keeper) keep(p *dossier.Value) {
	if !k.kept[p] {
		k.kept[p] = true
		k.follow(p)
	}
}

// follow keeps what v refers to. If v names a person or organisation by an @id that is described in a part which may be
// left out, the description is copied to v.
func (k *keeper) follow(v *dossier.Value) {
	for i := range v.Items {
		k.follow(&v.Items[i])
	}
	for i := range v.Members {
		k.follow(&v.Members[i].Value)
	}
	if v.Kind != dossier.KindObject || len(v.Members) != 1 || v.Members[0].Name != "@id" {
		return
	}
	id := v.Members[0].Value.Text()
	if p := k.byID[id]; p != nil {
		k.keep(p)
		return
	}
	described := k.described[id]
	if described == nil {
		return
	}
	v.Members = nil
	for _, m := range described.Members {
		// Words only, in one language or several: what it refers to may be v itself.
		if (m.Value.Kind == dossier.KindText || m.Name == "name") && slices.Contains(dossier.PartyMembers, m.Name) {
			v.Members = append(v.Members, m)
		}
	}
}

// describe notes which objects in v are described there, by their @id.
func (k *keeper) describe(v *dossier.Value) {
	if len(v.Members) > 1 {
		if id := v.Get("@id").Text(); k.described[id] == nil {
			k.described[id] = v
		}
	}
	for i := range v.Items {
		k.describe(&v.Items[i])
	}
	for i := range v.Members {
		k.describe(&v.Members[i].Value)
	}
}

// dossier returns the root with the parts that were kept, in their order, as a file.
func (k *keeper) dossier() []byte {
	v := k.whole()
	return dossier.Lines(&v)
}

// whole returns the root with the parts that were kept, in their order.
func (k *keeper) whole() dossier.Value {
	parts := dossier.Value{Kind: dossier.KindArray}
	var kept []int
	for p := range k.kept {
		kept = append(kept, k.number[p])
	}
	slices.Sort(kept)
	for _, i := range kept {
		parts.Items = append(parts.Items, k.parts[i])
	}
	return k.root.With("hasPart", parts).Without("signature") // it is of the whole
}
