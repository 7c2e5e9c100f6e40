// Package importer adds to a dossier, as drafts, what others have checked.
//
//	data, notes, err := importer.Import("ferry.json", data, page, sheet)
//
// Verdicts stay in the words of who gave them, and who gave them is named; the editor says what they mean. What others
// give away is often not quite right: [Import] repairs what can be repaired, leaves out what cannot, and says both in
// its notes. It does not guess: 3/4/2022 does not say which number is the month.
package importer
