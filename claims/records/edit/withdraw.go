package edit

import (
	"errors"
	"strings"

	"sourcemark/claims/records/internal/dossier"
)

// Withdraw returns a dossier in its canonical form with one of its records withdrawn, by its @id. The record keeps the
// @id, so that links to it lead to its correction, which because is added to: what happened, in words for readers, who
// see it among the checks, too. day is the day of the change, ISO 8601.
//
// The error says that no record has this @id, that it was withdrawn before, or that it is a draft, which nobody can
// have linked to; or it is one of [records.Read]. Then there is no dossier.
func Withdraw(file string, data []byte, id, because, day string) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		err := errors.New(id + ": no claim or quotation has this @id")
		v = eachRecord(v, func(p dossier.Value) dossier.Value {
			if p.Get("@id").Text() != id {
				return p
			}
			switch p.Get("status").Text() {
			case "withdrawn":
				err = errors.New(id + ": already withdrawn; to change what readers are told, edit its correction")
				return p
			case dossier.Draft:
				err = errors.New(id + ": is a draft, which no reader has seen: delete it from the file")
				return p
			}
			err = nil
			words, correction := "", dossier.Value{Kind: dossier.KindObject,
				Members: []dossier.Member{dossier.StringField("@type", "CorrectionComment")}}
			if old := p.Get("correction"); old != nil && old.Kind == dossier.KindObject {
				words, correction = old.Get("text").Text(), *old
			} else if old != nil {
				words = old.Text()
			}
			correction = correction.With("text", dossier.String(strings.TrimSpace(words+" "+because))).
				With("datePublished", dossier.String(day))
			return p.Without("statusReason").With("status", dossier.String("withdrawn")).With("correction", correction)
		})
		return v.With("dateModified", dossier.String(day)), err
	})
}
