package edit

import (
	"errors"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// Classify returns a dossier in its canonical form that says what one of its verdicts means. Whatever said otherwise of
// it, and a placeholder that asked for such verdicts, are taken out. The error is one of [records.Read].
func Classify(file string, data []byte, verdict string, class claims.Class) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		if class == claims.Unclassified || int(class) >= len(dossier.ClassLists) || verdict == "" {
			return v, errors.New("a verdict is against a statement, for it, or neither")
		}
		for c := claims.Against; c <= claims.Neither; c++ {
			all := dossier.Value{Kind: dossier.KindArray}
			for _, x := range v.Get(dossier.ClassLists[c]).Each() {
				if x.Str != verdict && !(c == class && strings.HasPrefix(x.Str, lint.Placeholder)) {
					all.Items = append(all.Items, *x)
				}
			}
			if c == class {
				all.Items = append(all.Items, dossier.Text(verdict))
			} else if v.Get(dossier.ClassLists[c]) == nil {
				continue
			}
			v = v.With(dossier.ClassLists[c], all)
		}
		return v, nil
	})
}

// Release returns a dossier in its canonical form in which a draft, by its @id, is a draft no longer. The error says that
// there is no such draft, or that its verdict is not classified, or is one of [records.Read].
func Release(file string, data []byte, id string) ([]byte, error) {
	out, err := rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		err := errors.New(id + ": no draft has this @id")
		return eachRecord(v, func(p dossier.Value) dossier.Value {
			if p.Get("@id").Text() != id || !isDraft(&p) {
				return p
			}
			err = nil
			return p.Without("status", "returned")
		}), err
	})
	if err != nil {
		return nil, err
	}
	d, err := records.Read(file, out)
	if err != nil {
		return nil, err
	}
	for i := range d.Records {
		for _, v := range d.Records[i].Reviews {
			if d.Records[i].ID == id && v.Rating != "" && v.Class == claims.Unclassified {
				return nil, errors.New(id + ": classify the verdict " + dossier.Quote(v.Rating) + " first")
			}
		}
	}
	return out, nil
}
