// Package importer adds to a dossier, as drafts, what others have checked.
//
//	p, err := importer.Read(sheet, importer.Options{Into: dossier})
//	err = p.SetNamed("Urteil", "verdict") // what a column is can be put right
//	err = p.Take(3, false)                // and a row be left out
//	data, notes, err := p.Apply("ferry.json", data)
//
// What is read may be a workbook or another table, a page with ClaimReviews, a feed of them, an answer of the Claim
// Search API, or annotations. A [Plan] says what every row, review or annotation of it would become, and why some become
// nothing; nothing is taken over silently, and nothing is dropped silently. [Import] does the same in one step.
//
// The columns of a table may have any names in the languages of columns.txt, or none: what stands in them tells, too.
//
// Verdicts stay in the words of who gave them, and who gave them is named; the editor says what they mean. What others
// give away is often not quite right: what can be repaired is, what cannot is left out, and notes say both. It does not
// guess: 3/4/2022 does not say which number is the month.
//
// A spreadsheet may be hostile. What would take more room than any newsroom's archive is refused whole.
package importer
