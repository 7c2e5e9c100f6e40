package main

import (
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/claims/internal/charset"
)

// in returns words in an encoding.
func in(t *testing.T, label, words string) []byte {
	t.Helper()
	e, _ := charset.Of(label)
	if e == nil {
		t.Fatalf("no encoding %s", label)
	}
	data, err := e.NewEncoder().Bytes([]byte(words))
	if err != nil {
		t.Fatalf("%s: %v", label, err)
	}
	return data
}

// The command says what it took the encoding for, and -encoding says it.
func TestImportEncoding(t *testing.T) {
	sheet := "quote;publisher;verdict\r\nThe ferry carried 41,200 passengers;Préfecture;Faux\r\n"
	dir := folder(t, map[string]string{"ansi.csv": string(in(t, "windows-1252", sheet)),
		"tabs.txt": string(in(t, "utf-16le", "\ufeff"+strings.ReplaceAll(sheet, ";", "\t"))),
		"page.html": string(in(t, "windows-1252", `<meta charset="iso-8859-1"><script type="application/ld+json">
			{"@type": "ClaimReview", "claimReviewed": "Le bac est complet", "author": "Préfecture", "reviewRating": "Faux"}</script>`))})
	for _, c := range []struct {
		args []string
		said string
	}{
		{[]string{"ansi.csv"}, `ansi.csv: is not in UTF-8: read as windows-1252, with "Préfecture"; if that is wrong, `},
		{[]string{"-encoding", "cp1252", "ansi.csv"}, ""},
		{[]string{"tabs.txt"}, ""},
		{[]string{"page.html"}, ""},
	} {
		c.args[len(c.args)-1] = filepath.Join(dir, c.args[len(c.args)-1])
		var out, errs strings.Builder
		code := run(append([]string{"import", "-into", "-"}, c.args...), nil, &out, &errs)
		if code != 0 || !strings.Contains(out.String(), `"Préfecture"`) {
			t.Errorf("%v: %d, %s\n%s", c.args, code, errs.String(), out.String())
		}
		if got := strings.Contains(errs.String(), "UTF-8"); got != (c.said != "") || !strings.Contains(errs.String(), c.said) {
			t.Errorf("%v: said %s", c.args, errs.String())
		}
	}
	var out, errs strings.Builder
	if code := run([]string{"import", "-into", "-", "-encoding", "klingon", "x.csv"}, nil, &out, &errs); code != 2 ||
		!strings.Contains(errs.String(), "no encoding of that name") {
		t.Errorf("%d, %s", code, errs.String())
	}
}
