// Package export writes records for others: [Markup] and [Feed] for search engines and collectors of fact-checks,
// [Annotations] for tools of the W3C's model, [CSV] for spreadsheets, [Endnotes] for print and newsletters, and
// [Report] for programs.
//
//	script := export.Markup("https://news.example/ferry", dossiers...)
//
// Nothing is said for the publisher that it has not said itself: a verdict that a dossier does not classify becomes no
// ClaimReview and has no number, and drafts are never written. Words of records are data wherever they go: they cannot
// end the script of a page, start a formula in a spreadsheet, or become Markdown.
package export
