package importer_test

import (
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/records"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/internal/recordstest"
)

// checkOf is a ClaimReview at one address, which a checker gives all the reviews of a page.
func checkOf(claim, speaker, verdict string) string {
	return `{"@type": "ClaimReview", "url": "https://checks.example/council", "claimReviewed": "` + claim + `",
		"author": {"name": "Check Desk"}, "reviewRating": {"alternateName": "` + verdict + `"},
		"itemReviewed": {"@type": "Claim", "author": {"name": "` + speaker + `"}}}`
}

// An address tells no review from another: a page may have several, and give its own for all of them.
func TestImportOneAddress(t *testing.T) {
	late, dear := checkOf("The ferry is late", "The mayor", "False"), checkOf("The fare rose by 4 per cent", "The mayor", "True")
	of := func(s ...string) string { return "[" + strings.Join(s, ",") + "]" }
	feed := `{"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": ` + of(late, dear) + `}]}`
	answer := `{"claims": [
		{"text": "The ferry is late", "claimant": "The mayor", "claimReview": [{"url": "https://checks.example/council", "textualRating": "False", "publisher": {"name": "Check Desk"}}]},
		{"text": "The fare rose by 4 per cent", "claimant": "The mayor", "claimReview": [{"url": "https://checks.example/council", "textualRating": "True", "publisher": {"name": "Check Desk"}}]}]}`
	const had, changed = `the review at https://checks.example/council is already in the dossier`,
		`, where its verdict is "False", not "Half true" as here: compare the two; nothing was changed`
	for _, c := range []struct {
		what        string
		have, data  []string // each a file; have is imported before
		want, notes []string
	}{
		{"blocks of a page", nil, []string{late, dear}, []string{"The ferry is late", "The fare rose by 4 per cent"}, nil},
		{"a list", nil, []string{of(late, dear)}, []string{"The ferry is late", "The fare rose by 4 per cent"}, nil},
		{"a feed", nil, []string{feed}, []string{"The ferry is late", "The fare rose by 4 per cent"}, nil},
		{"an answer of a search", nil, []string{answer}, []string{"The ferry is late", "The fare rose by 4 per cent"}, nil},
		{"twice in one file", nil, []string{of(late, late, dear)},
			[]string{"The ferry is late", "The fare rose by 4 per cent"}, []string{"[1]: " + had}},
		{"one of two is there", []string{late}, []string{of(late, dear)},
			[]string{"The ferry is late", "The fare rose by 4 per cent"}, []string{"[0]: " + had}},
		{"the other of two is there", []string{dear}, []string{of(late, dear)},
			[]string{"The fare rose by 4 per cent", "The ferry is late"}, []string{"[1]: " + had}},
		{"in other punctuation", []string{late}, []string{of(checkOf("“The ferry is late.”", "the Mayor", "FALSE"), dear)},
			[]string{"The ferry is late", "The fare rose by 4 per cent"}, []string{"[0]: " + had}},
		{"with another verdict by now", []string{late}, []string{of(checkOf("The ferry is late", "The mayor", "Half true"), dear)},
			[]string{"The ferry is late", "The fare rose by 4 per cent"}, []string{"[0]: " + had + changed}},
		{"said by another", []string{late}, []string{checkOf("The ferry is late", "The harbour master", "False")},
			[]string{"The ferry is late", "The ferry is late"}, nil},
		{"opposite claims", []string{checkOf("The bridge is closed", "", "False")}, []string{checkOf("The bridge is open", "", "True")},
			[]string{"The bridge is closed", "The bridge is open"}, nil},
		{"another number", []string{dear}, []string{checkOf("The fare rose by 5 per cent", "The mayor", "False")},
			[]string{"The fare rose by 4 per cent", "The fare rose by 5 per cent"}, nil},
	} {
		dossier := []byte(recordstest.Frame(""))
		var notes []string
		for _, files := range [][]string{c.have, c.data} {
			if files == nil {
				continue
			}
			var data [][]byte
			for _, f := range files {
				data = append(data, []byte(f))
			}
			var err error
			if dossier, notes, err = importer.Import("ferry.json", dossier, data...); err != nil {
				t.Fatalf("%s: %v, %q", c.what, err, notes)
			}
		}
		d, err := records.Read("ferry.json", dossier)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range d.Drafts {
			got = append(got, d.Drafts[i].Text)
		}
		if !slices.Equal(got, c.want) || !slices.Equal(notes, c.notes) {
			t.Errorf("%s: %q, %q; want %q, %q", c.what, got, notes, c.want, c.notes)
		}
		if _, notes, err := importer.Import("ferry.json", dossier, []byte(c.data[0])); err == nil ||
			!strings.Contains(err.Error(), "already has what is in the file") {
			t.Errorf("%s, once more: %v, %q", c.what, err, notes)
		}
	}
}

// A check in several languages that the dossier has as one record is known in each of them, though the record keeps the
// address of the first alone.
func TestImportEditionsAgain(t *testing.T) {
	of := func(language, claim, verdict string) string {
		return `{"@type": "ClaimReview", "inLanguage": "` + language + `", "url": "https://checks.example/` + language + `",
			"claimReviewed": "` + claim + `", "author": {"name": "Check Desk"}, "reviewRating": {"alternateName": "` + verdict + `"},
			"itemReviewed": {"@type": "Claim", "@id": "https://checks.example/#late"}}`
	}
	en, ko, fr := of("en", "The ferry is late", "False"), of("ko", "여객선이 늦는다", "거짓"), of("fr", "Le bac est en retard", "Faux")
	once, _, err := importer.Editions("ferry.json", []byte(recordstest.Frame("")), []byte("["+en+","+ko+"]"))
	if err != nil {
		t.Fatal(err)
	}
	for _, again := range []string{"[" + en + "," + ko + "]", "[" + ko + "," + en + "]", ko, en} {
		for name, add := range map[string]func(string, []byte, ...[]byte) ([]byte, []string, error){
			"Import": importer.Import, "Editions": importer.Editions} {
			if out, notes, err := add("ferry.json", once, []byte(again)); err == nil {
				t.Errorf("%s added something once more: %q\n%s", name, notes, out)
			}
		}
	}
	// A language that it does not have is news, and so is what another checker says in one that it has.
	for _, news := range []string{fr, strings.Replace(ko, "Check Desk", "Coast Desk", 1), strings.Replace(ko, "거짓", "사실", 1)} {
		if _, notes, err := importer.Import("ferry.json", once, []byte(news)); err != nil {
			t.Errorf("%v, %q", err, notes)
		}
	}
}
