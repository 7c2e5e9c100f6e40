package records

import (
	"errors"
	"strings"
)

// Withdraw is a dossier in its canonical form with one of its records withdrawn, by its @id: it keeps that, so that links to it
// lead to because, which says what happened. What an earlier correction says stays before it. day is that of the change, ISO 8601.
//
// With an error there is no dossier: if there is no such record, if it was withdrawn before, or if it is a draft, which
// nobody can have linked to; or it is one of Read.
func Withdraw(file string, data []byte, id, because, day string) ([]byte, error) {
	return rewrite(file, data, func(v value) (value, error) {
		err := errors.New(id + ": no claim or quotation has this @id")
		v = eachItem(v, func(p value) value {
			if p.get("@id").text() != id {
				return p
			}
			switch p.get("status").text() {
			case "withdrawn":
				err = errors.New(id + ": already withdrawn; to change what readers are told, edit its correction")
				return p
			case draft:
				err = errors.New(id + ": is a draft, which no reader has seen: delete it from the file")
				return p
			}
			err = nil
			correction := str(because)
			if old := p.get("correction"); old != nil && old.kind == object {
				correction = old.with("text", str(strings.TrimSpace(old.get("text").text()+" "+because))).with("datePublished", str(day))
			} else if old != nil {
				correction = str(strings.TrimSpace(old.text() + " " + because))
			}
			return p.without("statusReason").with("status", str("withdrawn")).with("correction", correction)
		})
		return v.with("dateModified", str(day)), err
	})
}
