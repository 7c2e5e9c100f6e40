package edit

import (
	"fmt"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// Sign returns a dossier in its canonical form with a signature, which sign makes from the bytes to be signed. An older
// signature is replaced. If the @context is the one that README.md teaches but without the name "signature", the name
// is added.
//
// The error is one of [records.Read], of [lint.Unclassified], or that of sign.
func Sign(file string, data []byte, sign func(signed []byte) (records.Signature, error)) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, fmt.Errorf("%s: %w", file, syntax)
	}
	v = v.Without("signature") // it may be a bad one
	if c := v.Get("@context"); c != nil {
		v = v.With("@context", dossier.Map(*c, func(c dossier.Value) dossier.Value {
			if c.Get("sourcemark") == nil || c.Get("signature") != nil {
				return c
			}
			return c.With("signature", dossier.String("sourcemark:signature"))
		}))
	}
	signed, _, err := records.Signed(file, dossier.Lines(&v))
	if err != nil {
		return nil, err
	}
	d, err := records.Read(file, signed)
	if err == nil {
		err = lint.Unclassified(d)
	}
	if err != nil {
		return nil, err
	}
	s, err := sign(signed)
	if err != nil {
		return nil, err
	}
	if v, syntax = dossier.Parse(string(signed)); syntax != nil {
		return nil, syntax
	}
	v = v.With("signature", dossier.String(s.String()))
	out := dossier.Lines(dossier.Canonical(v))
	_, err = records.Read(file, out)
	return out, err
}
