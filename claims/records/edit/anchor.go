package edit

import (
	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// Anchor returns a dossier in its canonical form with new anchors for some of its records and drafts, by their @id.
// Other members of an anchor stay, such as the page that it is for. The position is written if the selector has one.
//
// The error is one of [records.Read], for data or for the result; then there is no dossier.
func Anchor(file string, data []byte, anchors map[string]claims.Selector) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		return eachRecord(v, func(p dossier.Value) dossier.Value {
			sel, ok := anchors[p.Get("@id").Text()]
			if !ok {
				return p
			}
			anchor := dossier.Value{Kind: dossier.KindObject,
				Members: []dossier.Member{dossier.StringField("type", "SpecificResource")}}
			if old := p.Get("anchor"); old != nil && old.Kind == dossier.KindObject {
				anchor = *old
			}
			return p.With("anchor", anchor.With("selector", selector(sel)))
		}), nil
	})
}
