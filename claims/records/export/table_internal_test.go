package export

import (
	"strings"
	"testing"

	"sourcemark/claims/records/internal/dossier"
)

// However a program cuts a line of CSV, whether it heeds quotation marks or not, no cell begins with what it would
// execute; and the words are what they were when they come back.
func FuzzGuarded(f *testing.F) {
	for _, s := range []string{
		"=1", "x;=1+1", "x; =1+1", "a,+1;-2\t@3\n=4\r\n=5|=6", `a;"=1+1;b`, `"=1"`, `x;"";""=1`, "'=1", "''=1",
		"x;'=1", "x;''+1", "\t=1", ";\t\t=", "＝1;＋1,－1\t＠1",
		"\u00a0=1", "x;\uFEFF=1", "=", ";=", "'", ";'", "x;';=", "4,5 - 3; a-b, c@d", "He said, '-5 " +
			"degrees'", "'tis", "x\r=1", "x\n\n+1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cell := string(appendCell(nil, s))
		if back := dossier.Unguarded(dossier.Guarded(s)); back != s {
			t.Errorf("%q came back as %q", s, back)
		}
		for _, separators := range []string{",", ";", "\t", "|", ",;|\t"} {
			for _, c := range strings.FieldsFunc("x"+separators[:1]+cell,
				func(r rune) bool { return strings.ContainsRune(separators+"\r\n", r) }) {
				c = strings.TrimLeft(c, "\" \u00a0\u200b\uFEFF")
				if c != "" && strings.ContainsRune("=+-@\t＝＋－＠", []rune(c)[0]) {
					t.Errorf("%q: cut at %q, a cell is %q", s, separators, c)
				}
			}
		}
	})
}
