package importer_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/internal/recordstest"
)

// editions is what a record says in each language, and where.
func editions(d *claims.Dossier, r *claims.Record) (out []string) {
	for _, language := range d.Languages() {
		in := func(s string) string {
			if words, of := d.In(language, r.ID, s); of == language {
				return words
			}
			return ""
		}
		line := []string{language, in(r.Text), in(r.Speaker.Name)}
		for _, v := range r.Reviews {
			line = append(line, in(v.Rating), in(v.Fact), in(v.Why))
		}
		for _, e := range d.Editions(r.ID) {
			if e.Language == language {
				line = append(line, e.Source, e.Anchor.Prefix, e.Anchor.Exact, e.Anchor.Suffix)
			}
		}
		out = append(out, strings.Join(line, " | "))
	}
	slices.Sort(out)
	return out
}

// TestEditionsRoundTrip exports the story of the demonstration, which is there in five languages, and imports it again:
// a table brings back all its editions, a feed those of its ClaimReviews.
func TestEditionsRoundTrip(t *testing.T) {
	const name = "samarkand-2022.json"
	d, err := records.Read(name, recordstest.Shipped(t)[name])
	if err != nil {
		t.Fatal(err)
	}
	d.About.URL = "https://desk.example/story"
	for form, c := range map[string]struct {
		data []byte
		want int
	}{"CSV": {export.CSV(d), 37}, "Feed": {export.Feed(d), 23}} {
		out, notes, err := importer.Editions("ferry.json", []byte(recordstest.Frame("")), c.data)
		if err != nil {
			t.Fatalf("%v, %q", err, notes)
		}
		back, err := records.Read("ferry.json", out)
		if err != nil {
			t.Fatal(err)
		}
		if len(back.Drafts) != c.want {
			t.Errorf("%s: %d records, want %d", form, len(back.Drafts), c.want)
		}
		for i := range back.Drafts {
			b := &back.Drafts[i]
			k := slices.IndexFunc(d.Records, func(a claims.Record) bool { return words(&a) == words(b) })
			if k < 0 {
				t.Errorf("%s: %q is none of the story", form, b.Text)
				continue
			}
			got, want := editions(back, b), editions(d, &d.Records[k])
			if form == "Feed" { // which has no anchors
				for i := range want {
					want[i] = strings.Join(strings.SplitN(want[i], " | ", 7)[:6], " | ")
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s was\n%s\nis\n%s", form, d.Records[k].ID, strings.Join(want, "\n"), strings.Join(got, "\n"))
			}
		}
	}
}

// Columns with a language, as people name them; and ClaimReviews that are one check in two languages only if that is
// asked for, by one checker of one claim.
func TestImportEditions(t *testing.T) {
	const review = `{"@type": "ClaimReview", "inLanguage": "LANGUAGE", "url": "https://BY.example/LANGUAGE", "claimReviewed": "WORDS",
		"author": {"name": "BY"}, "reviewRating": {"alternateName": "VERDICT"}, "itemReviewed": {"@type": "Claim", "@id": "https://x.example/#c1"}}`
	of := func(language, by, words, verdict string) string {
		return strings.NewReplacer("LANGUAGE", language, "BY", by, "WORDS", words, "VERDICT", verdict).Replace(review)
	}
	two := of("en", "Desk", "The ferry is late", "False") + "," + of("ko", "Desk", "여객선이 늦는다", "거짓")
	for _, c := range []struct {
		what, data string
		add        func(string, []byte, ...[]byte) ([]byte, []string, error)
		want       []string // of each draft, what editions says
	}{
		{"columns", "text,text@ko,verdict,verdict (ko),why_ko,quote-ko,page:ko\nThe ferry is late,여객선이 늦는다,False,거짓,제때 왔다,여객선이 또 늦었다,https://x.example/ko\n",
			importer.Import, []string{"en | The ferry is late |  | False |  | ",
				"ko | 여객선이 늦는다 |  | 거짓 |  | 제때 왔다 | https://x.example/ko |  | 여객선이 또 늦었다 | "}},
		{"a column of another language alone", "text@ko,verdict@ko\n여객선이 늦는다,거짓\n", importer.Import,
			[]string{"en |  |  |  |  | ", "ko | 여객선이 늦는다 |  | 거짓 |  | "}},
		{"reviews, asked for", "[" + two + "]", importer.Editions,
			[]string{"en | The ferry is late |  | False |  | ", "ko | 여객선이 늦는다 |  | 거짓 |  | "}},
		{"reviews, not asked for", "[" + two + "]", importer.Import,
			[]string{"en | The ferry is late |  | False |  | ", "en | 여객선이 늦는다 |  | 거짓 |  | "}},
		{"reviews by two", "[" + of("en", "Desk", "The ferry is late", "False") + "," + of("ko", "Other", "여객선이 늦는다", "거짓") + "]", importer.Editions,
			[]string{"en | The ferry is late |  | False |  | ", "ko |  |  |  |  | ", "en |  |  |  |  | ", "ko | 여객선이 늦는다 |  | 거짓 |  | "}},
	} {
		out, notes, err := c.add("ferry.json", []byte(recordstest.Frame("")), []byte(c.data))
		if err != nil {
			t.Fatalf("%s: %v, %q", c.what, err, notes)
		}
		back, err := records.Read("ferry.json", out)
		if err != nil {
			t.Fatalf("%s: %v in\n%s", c.what, err, out)
		}
		var got []string
		for i := range back.Drafts {
			got = append(got, editions(back, &back.Drafts[i])...)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", c.what, got, c.want)
		}
		if len(notes) > 0 {
			t.Errorf("%s: %q", c.what, notes)
		}
	}
}
