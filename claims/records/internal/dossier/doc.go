// Package dossier knows the form of a dossier's file: JSON as a tree of values, in which nothing gets lost that we do
// not know; short forms; the canonical order and layout; and which addresses, dates and names a dossier may have.
//
//	v, err := dossier.Parse(file)
//	v = dossier.Expand(v)
//	out := dossier.Lines(dossier.Canonical(v))
//
// A browser links it, so it uses neither fmt nor encoding/json. It does not know which records are right: package
// records does.
package dossier
