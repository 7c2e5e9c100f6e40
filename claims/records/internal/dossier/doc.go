// Package dossier knows the form of a dossier's file: JSON as a tree of values that keeps what it does not know, short forms, the
// canonical layout, and which addresses, dates and names a dossier may have.
package dossier
