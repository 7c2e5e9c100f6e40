package edit

import (
	"errors"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
)

// rewrite is a dossier in its canonical form with a change made to it, if it can be read then.
func rewrite(file string, data []byte, change func(dossier.Value) (dossier.Value, error)) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
	}
	v, err := change(dossier.Expand(v))
	if err != nil {
		return nil, errors.New(file + ": " + err.Error())
	}
	out := dossier.Lines(dossier.Canonical(v))
	if _, err := records.Read(file, out); err != nil {
		return nil, err
	}
	return out, nil
}

// eachRecord is a dossier with f of its claims and quotations.
func eachRecord(v dossier.Value, f func(dossier.Value) dossier.Value) dossier.Value {
	parts := v.Get("hasPart")
	if parts == nil {
		return v
	}
	return v.With("hasPart", dossier.Map(*parts, func(p dossier.Value) dossier.Value {
		if !dossier.IsRecord(&p) {
			return p
		}
		return f(p)
	}))
}
