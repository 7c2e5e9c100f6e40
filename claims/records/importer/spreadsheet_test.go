package importer_test

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/records/internal/recordstest"
)

// Tables as spreadsheets of any country and make write them: what is in them, and what is told.
func TestImportSpreadsheets(t *testing.T) {
	const late = "claim: The ferry is late; it left at ten |  |  | The ferry is late; it left at ten"
	for _, c := range []struct {
		what, data  string
		want, notes []string
	}{
		{"sep=", "sep=;\r\nquote;verdict\r\n\"The ferry is late; it left at ten\";False\r\n", []string{late, "  False |  |  |  |  | "}, nil},
		{"sep= after the mark, quoted", "\ufeff\"sep=,\"\nquote,verdict\nThe ferry is late; it left at ten,False\n",
			[]string{late, "  False |  |  |  |  | "}, nil},
		{"sep= with more separators of another kind in the names", "sep=;\nquote;verdict;a,b,c,d\n\"The ferry is late; it left at ten\";False;\n",
			[]string{late, "  False |  |  |  |  | "}, []string{`unknown column "a,b,c,d": left out`}},
		{"tabs", "quote\tverdict\r\nThe ferry is late; it left at ten\tFalse\r\n", []string{late, "  False |  |  |  |  | "}, nil},
		{"tabs after a column without a name", "\tquote\tverdict\n\tThe ferry is late; it left at ten\tFalse\n",
			[]string{late, "  False |  |  |  |  | "}, nil},
		{"bars", "quote|verdict\nThe ferry is late; it left at ten|False\n", []string{late, "  False |  |  |  |  | "}, nil},
		{"ends of lines of old", "quote,verdict\rThe ferry is late; it left at ten,False\r", []string{late, "  False |  |  |  |  | "}, nil},
		{"one column", "quote\nThe ferry is late; it left at ten\nThe ferry, too, is late\n",
			[]string{late, "claim: The ferry, too, is late |  |  | The ferry, too, is late"}, nil},
		{"a title above the names", "Checks of March, April;;\n;;\nquote;verdict;\n\"The ferry is late; it left at ten\";False;\n",
			[]string{late, "  False |  |  |  |  | "}, nil},
		{"empty columns and rows at the end", "quote;verdict;;;\n\"The ferry is late; it left at ten\";False;;;\n;;;;\n;;;;\n",
			[]string{late, "  False |  |  |  |  | "}, nil},
		{"line ends in cells", "quote;verdict;why\n\"The ferry is late;\r\nit left at ten\";False;\"So the log:\n10:04\"\n",
			[]string{"claim: The ferry is late; it left at ten |  |  | The ferry is late;\nit left at ten", "  False | So the log: 10:04 |  |  |  | "}, nil},
		{"more cells than names", "quote;verdict\n\"The ferry is late; it left at ten\";False;see the log\n",
			[]string{late, "  False |  |  |  |  | "}, []string{`line 2: "see the log" stands under no name: left out`}},
		{"errors for formulas", "quote;verdict;publisher;title\n\"The ferry is late; it left at ten\";#NAME?;#BEZUG!;Log\n",
			[]string{late, "  from  | Log |  |  | "}, []string{`line 2, verdict: "#NAME?" is an error of the spreadsheet: left out`,
				`line 2, publisher: "#BEZUG!" is an error of the spreadsheet: left out`}},
		{"words that begin with a hash", "quote;verdict\n#FERRY;#Wrong!\n", []string{"claim: #FERRY |  |  | #FERRY", "  #Wrong! |  |  |  |  | "}, nil},
		{"a text as a formula", "quote,title\nIt is late,\"=\"\"007\"\"\"\n", []string{"claim: It is late |  |  | It is late", "  from  | 007 |  |  | "}, nil},
		{"a column twice", "quote;verdict;verdict\nIt is late;False;Wrong\n", []string{"claim: It is late |  |  | It is late", "  Wrong |  |  |  |  | "},
			[]string{`the column "verdict" is there twice: that in place 2 is left out`}},
		{"letters that are lost", "quote;publisher\nIt is late;Pr\ufffdfecture\n",
			[]string{"claim: It is late |  |  | It is late", "  from Pr\ufffdfecture |  |  |  | "},
			[]string{`line 2, publisher: letters of "Pr` + "\ufffd" + `fecture" were lost before it came here: export it again, as UTF-8`}},
		{"decimal commas", "quote;verdict\n3,5 per cent fewer;False\n", []string{"claim: 3,5 per cent fewer |  |  | 3,5 per cent fewer", "  False |  |  |  |  | "}, nil},
	} {
		d, notes := imported(t, recordstest.Frame(""), []byte(c.data))
		if got := said(d); !slices.Equal(got, c.want) || !slices.Equal(notes, c.notes) {
			t.Errorf("%s: got\n%s\n%s\nwant\n%s\n%s", c.what, strings.Join(got, "\n"), strings.Join(notes, "\n"),
				strings.Join(c.want, "\n"), strings.Join(c.notes, "\n"))
		}
	}
}

// The dates of a column are in one order, which one of them may tell of the others; what none tells is left out.
func TestImportColumnOfDates(t *testing.T) {
	for _, c := range []struct{ cells, want string }{
		{"3/4/2022 14/1/2022", "2022-04-03 2022-01-14"},
		{"3/4/2022 1/14/2022", "2022-03-04 2022-01-14"},
		{"3/4/2022 5/6/2022", " "},
		{"14/1/2022 1/14/2022 3/4/2022", "2022-01-14 2022-01-14 "},
		{"1/14/22", "2022-01-14"}, {"3/4/22 1/14/22", "2022-03-04 2022-01-14"}, {"14/1/97 3/4/22", "1997-01-14 2022-04-03"},
		{"14/01/22", ""}, {"22-01-14", ""}, {"14.01.22 3.4.22", "2022-01-14 2022-04-03"}, {"31.1.98", "1998-01-31"},
		{"14-Jan-22", "2022-01-14"}, {"14-janv.-22", "2022-01-14"}, {"14.января.22", "2022-01-14"}, {"14-Dez-2021", "2021-12-14"}, {"14-ene-22", "2022-01-14"}, {"14-yesterday-22", ""},
		{"14.Dezember.2021", "2021-12-14"}, {"Jan-22", ""}, {"'2022-01-14", "2022-01-14"}, {"2022/1/14", "2022-01-14"},
		{"44575", "2022-01-14"}, {"44575,4375", "2022-01-14"}, {"41200", "2012-10-18"}, {"412", ""}, {"2022", "2022"},
		{"30/2/2022 3/4/2022", " "},
	} {
		var sheet strings.Builder
		sheet.WriteString("quote;said\n")
		for i, cell := range strings.Split(c.cells, " ") {
			sheet.WriteString("It is late, said one of " + strings.Repeat("I", i+1) + ";" + cell + "\n")
		}
		d, _ := imported(t, recordstest.Frame(""), []byte(sheet.String()))
		var got []string
		for i := range d.Drafts {
			got = append(got, d.Drafts[i].When)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.cells, strings.Join(got, " "), c.want)
		}
	}
}
