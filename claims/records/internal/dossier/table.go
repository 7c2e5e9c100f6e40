package dossier

import (
	"strings"
	"unicode/utf8"
)

// Columns of the CSV: the record, its review, and the passage of a source it rests on. Those that are short
// forms of the dossier are named as there.
const Columns = "dossier,id,kind,status,text,quote,prefix,suffix,speaker,said,verdict,negative,fact,why,reviewer,reviewed,review," +
	"passage,publisher,title,url,archived,date,evidence,language,excerpt,correction"

// Formula is what a spreadsheet takes for the begin of a formula, which may send the sheet to somebody. East
// Asian ones take the wide forms too. https://owasp.org/www-community/attacks/CSV_Injection
const Formula = "=+-@\t\r\n＝＋－＠"

// separators end a cell in one program or another: Excel cuts at semicolons where people write decimal commas, and when it opens a
// file that way, quotation marks in the middle of a cell mean nothing to it.
const separators = ",;|\t\r\n"

// blanks is what programs pass over at the begin of a cell.
const blanks = "\" \u00a0\u200b\uFEFF"

// Guarded is a cell of which no spreadsheet executes anything, however it cuts the line: an apostrophe says that what follows is text.
func Guarded(s string) string {
	return atCuts(s, func(apostrophes string) string { return apostrophes + "'" })
}

// Unguarded is what guarded made a cell of.
func Unguarded(s string) string {
	return atCuts(s, func(apostrophes string) string { return strings.TrimPrefix(apostrophes, "'") })
}

// atCuts is s with others in the place of the apostrophes, none or more, between where a cell may begin and a formula.
func atCuts(s string, others func(apostrophes string) string) string {
	var b strings.Builder
	for begins := true; len(s) > 0; {
		if begins {
			n := len(s) - len(strings.TrimLeft(s, blanks))
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
