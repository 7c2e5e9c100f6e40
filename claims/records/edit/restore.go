package edit

import (
	"bytes"

	"sourcemark/claims/records/internal/dossier"
)

// RestsOnOther is the error of [Restore] if what the record rests on is not what it was.
const RestsOnOther Refusal = "what the record rests on says something else now"

// Restore returns a dossier in its canonical form in which a record, by its @id, is what it was in an earlier state of
// the file: its words, its verdict and how far it had come. One that was not there is taken out, and one that is gone
// comes back, as do sources of it that are gone. No other record changes. The error is RestsOnOther, since a source
// that says something else would stand under words that were never held against it; or one of [records.Read], as when
// something else rests on what would be taken out.
func Restore(file string, data []byte, id string, earlier []byte) ([]byte, error) {
	old, err := newKeeper(file, earlier)
	if err != nil {
		return nil, err
	}
	if was := old.byID[id]; was != nil {
		old.keep(was)
	}
	plain, err := newKeeper(file, earlier) // keep spells out names in the other one
	if err != nil {
		return nil, err
	}
	now, err := newKeeper(file, data)
	if err != nil {
		return nil, err
	}
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		parts := dossier.Value{Kind: dossier.KindArray}
		for _, p := range v.Get("hasPart").Each() {
			switch was := plain.byID[id]; {
			case p.Get("@id").Text() != id:
				parts.Items = append(parts.Items, *p)
			case was != nil:
				parts.Items = append(parts.Items, *was)
			}
		}
		for i := range plain.parts {
			p := &plain.parts[i]
			own := p.Get("@id").Text()
			switch is := now.byID[own]; {
			case !old.kept[&old.parts[i]]:
			case is == nil:
				parts.Items = append(parts.Items, *p)
			case own != id && !bytes.Equal(said(is), said(p)):
				return v, RestsOnOther
			}
		}
		return v.With("hasPart", parts), nil
	})
}

// said returns what a part says to readers of a record that rests on it.
func said(p *dossier.Value) []byte {
	x := hushed(p.Without("archivedAt", "sdDatePublished"))
	return dossier.AppendLine(nil, &x, ",", ":")
}
