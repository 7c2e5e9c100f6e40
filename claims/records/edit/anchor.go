package edit

import (
	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Anchor returns a dossier in its canonical form with new anchors for some of its records and drafts, by their @id. An
// edition without source and language takes the place of the one anchor of its record; any other that of the anchor
// with its source and language, or, if there is none, stands after the others. Other members of an anchor stay. The
// position is written if the selector has one.
//
// The error is one of [records.Read], for data or for the result; then there is no dossier.
func Anchor(file string, data []byte, anchors map[string]claims.Edition) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		return eachRecord(v, func(p dossier.Value) dossier.Value {
			e, ok := anchors[p.Get("@id").Text()]
			if !ok {
				return p
			}
			return p.With("anchor", anchored(p.Get("anchor"), &e))
		}), nil
	})
}

// anchored returns the anchors of a record, if it has any, with that of an edition.
func anchored(old *dossier.Value, e *claims.Edition) dossier.Value {
	fresh := dossier.Object(dossier.StringField("type", "SpecificResource"), dossier.StringField("source", e.Source),
		dossier.StringField("language", e.Language), dossier.Field("selector", selector(e.Anchor)))
	all := dossier.Value{Kind: dossier.KindArray}
	for _, a := range old.Each() {
		all.Items = append(all.Items, *a)
	}
	for i := range all.Items {
		a := &all.Items[i]
		one := len(all.Items) == 1 && e.Source == "" && e.Language == ""
		if one || a.Get("source").Text() == e.Source && a.Get("language").Text() == e.Language {
			*a = a.With("selector", selector(e.Anchor))
			if old.Kind != dossier.KindArray {
				return *a
			}
			return all
		}
	}
	if all.Items == nil {
		return fresh
	}
	all.Items = append(all.Items, fresh)
	return all
}
