package edit

import (
	"errors"

	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// Sign is a dossier in its canonical form with a signature, which sign makes of the bytes that are signed. An older
// signature is replaced. The @context that README.md teaches learns the name, if it does not know it yet. The
// error is one of Read, of Unclassified, or that of sign.
func Sign(file string, data []byte, sign func(signed []byte) (records.Signature, error)) ([]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, errors.New(file + ": " + syntax.Error())
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
