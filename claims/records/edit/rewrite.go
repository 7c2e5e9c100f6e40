package edit

import (
	"fmt"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
)

// rewrite returns a dossier in its canonical form after a change. The error is that of change, or one of
// [records.Read].
func rewrite(file string, data []byte, f func(dossier.Value) (dossier.Value, error)) ([]byte, error) {
	return change(file, data, func(v dossier.Value) (dossier.Value, error) { return f(dossier.Expand(v)) })
}

// change does the same on the file as its author wrote it, with short forms.
func change(file string, data []byte, f func(dossier.Value) (dossier.Value, error)) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, fmt.Errorf("%s: %w", file, syntax)
	}
	v, err := f(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	out := dossier.Lines(dossier.Canonical(dossier.Expand(v)))
	if _, err := records.Read(file, out); err != nil {
		return nil, err
	}
	return out, nil
}

// eachRecord returns a dossier with f applied to each of its claims and quotations.
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
