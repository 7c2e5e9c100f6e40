package dossier

import (
	"strings"
	"unicode/utf8"
)

// Columns lists the columns of the CSV, in order: the record, its review, and the passage of a source it rests on.
// Columns that are short forms of a dossier have the same names.
const Columns = "dossier,id,kind,status,text,quote,prefix,suffix,speaker,said,verdict,negative,fact,why," +
	"reviewer,reviewed,review," +
	"passage,publisher,title,url,archived,date,evidence,language,excerpt,correction"

// LanguageColumns lists the columns that a table has once more for each language in which its records are besides that of
// their dossier, with the language in their name: text@ko. Page is the address of the article in which the quote is.
const LanguageColumns = "text,quote,prefix,suffix,page,speaker,verdict,fact,why"

// Formula lists the characters that make a spreadsheet take a cell for a formula, which may send the sheet to a
// stranger (https://owasp.org/www-community/attacks/CSV_Injection). East Asian spreadsheets accept the wide forms too.
const Formula = "=+-@\t\r\n＝＋－＠"

// separators end a cell in one program or another. Excel cuts at semicolons where people write decimal commas; when it
// opens a file that way, quotation marks in the middle of a cell mean nothing to it.
const separators = ",;|\t\r\n"

// skipped lists the characters that programs skip at the beginning of a cell.
const skipped = "\" \u00a0\u200b\uFEFF"

// Guarded returns a cell that no spreadsheet executes, however it cuts the line: an apostrophe says that what follows
// is text.
func Guarded(s string) string {
	return atCuts(s, func(apostrophes string) string { return apostrophes + "'" })
}

// Unguarded returns the cell from which Guarded made s.
func Unguarded(s string) string {
	return atCuts(s, func(apostrophes string) string { return strings.TrimPrefix(apostrophes, "'") })
}

// atCuts returns s with others in place of the apostrophes, none or more, between where a cell may begin and a formula.
func atCuts(s string, others func(apostrophes string) string) string {
	var b strings.Builder
	for begins := true; len(s) > 0; {
		if begins {
			n := len(s) - len(strings.TrimLeft(s, skipped))
			b.WriteString(s[:n])
			s = s[n:]
			if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexAny(rest, Formula) == 0 {
				b.WriteString(others(s[:len(s)-len(rest)]))
				s = rest
			}
		}
		r, n := utf8.DecodeRuneInString(s)
		b.WriteString(s[:n])
		s = s[n:]
		begins = strings.ContainsRune(separators, r)
	}
	return b.String()
}
