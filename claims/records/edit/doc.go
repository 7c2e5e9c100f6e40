// Package edit changes the files of dossiers. Each function takes a file and returns another, in the canonical form
// that [Format] describes, so that version control shows what an editor changed and nothing else:
//
//	data, err = edit.Withdraw("ferry.json", data, "#c01", "The figure was that of another ferry.", "2026-03-12")
//
// [Add], [Set], [Anchor], [Withdraw] and [Sign] are what editors do to a dossier; [Part], [Singles] and [Released] take out
// what others may have. Members that the reader does not know stay wherever a record stays.
//
// A file that [records.Read] refuses is not changed, and none that it would refuse is returned, except by [Format] and
// [Add], which work on unfinished files.
package edit
