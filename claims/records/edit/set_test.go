package edit_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/recordstest"
)

// Set changes the words that it is asked to change, and nothing else: not other languages, other reviews, or what the
// reader does not know.
func TestSet(t *testing.T) {
	before, err := edit.Format("ferry.json", []byte(recordstest.Frame(`
		{"@type": "Claim", "@id": "#c1", "text": [{"@language": "ko", "@value": "배"}, {"@language": "en-GB", "@value": "A ferry"}], "author": "A clerk", "x": 1,
		 "review": [{"@type": "ClaimReview", "url": "https://desk.example/1", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingValue": 1}},
		            {"@type": "ClaimReview", "author": {"@type": "Organization", "name": "Another Desk"}, "reviewRating": {"@type": "Rating", "alternateName": "Right"}}], "citation": "#s1"},
		{"@type": "Quotation", "@id": "#q2", "text": "We are", "spokenByCharacter": {"@type": "Person", "@id": "#p1", "name": "Harbour master"}},
		{"@type": "Quotation", "@id": "#q1", "text": "We are late", "spokenByCharacter": {"@id": "#p1"}},
		{"@type": "Report", "@id": "#s1", "publisher": "County office", "url": "https://county.example/ferry"}`)), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ id, path, words, gone, come string }{
		{"#c1", "text", "A boat", `"A ferry"`, `"A boat"`},
		{"#c1", "text", "A ferry", ``, ``},
		{"#c1", "author.name", "The clerk", `"A clerk"`, `"The clerk"`},
		{"#c1", "author.name", "", `"author": "A clerk"`, ``},
		{"#c1", "review.reviewRating.alternateName", "Right", `"alternateName": "Wrong number"`, `"alternateName": "Right"`},
		{"#c1", "review[1].headline", "40,200", ``, `"headline": "40,200"`},
		{"#c1", "review[1].author.name", "", `"name": "Another Desk"`, ``},
		{"#c1", "correction", "It was wrong.", ``, `"correction": "It was wrong."`},
		{"#c1", "correction", "", ``, ``},
		{"#q1", "spokenByCharacter.name", "The clerk", ``, `"The clerk"`},
		{"#q1", "review.reviewRating.alternateName", "Wrong number", ``, `"@type": "Review"`},
		{"#q1", "review.reviewRating.alternateName", "", ``, ``},
		{"#s1", "name", "Ferry traffic", ``, `"name": "Ferry traffic"`},
		{"#s1", "publisher.name", "The county", `County office`, `The county`},
	} {
		out, err := edit.Set("ferry.json", before, c.id, edit.Field{Path: c.path, Words: c.words})
		if err != nil {
			t.Errorf("%s %s: %v", c.id, c.path, err)
			continue
		}
		if c.gone+c.come == "" && string(out) != string(before) {
			t.Errorf("%s %s: nothing was to change:\n%s", c.id, c.path, out)
		}
		if c.gone != "" && strings.Count(string(out), c.gone) != strings.Count(string(before), c.gone)-1 ||
			c.come != "" && strings.Count(string(out), c.come) != strings.Count(string(before), c.come)+1 {
			t.Errorf("%s %s = %s: want %s gone and %s there:\n%s", c.id, c.path, c.words, c.gone, c.come, out)
		}
		for _, kept := range []string{`"배"`, `"x": 1`, `"ratingValue": 1`, `"https://desk.example/1"`, `"name": "Harbour master"`} {
			if !strings.Contains(string(out), kept) {
				t.Errorf("%s %s = %s: %s is gone:\n%s", c.id, c.path, c.words, kept, out)
			}
		}
		again, err := edit.Set("ferry.json", out, c.id, edit.Field{Path: c.path, Words: c.words})
		if err != nil || string(again) != string(out) {
			t.Errorf("%s %s = %s: once more it is another file: %v\n%s", c.id, c.path, c.words, err, again)
		}
	}
	for _, c := range []struct{ id, path, words, want string }{
		{"#c9", "text", "x", "#c9: nothing in the dossier has this @id"},
		{"#c1", "text", "", "text"},
	} {
		if out, err := edit.Set("ferry.json", before, c.id, edit.Field{Path: c.path, Words: c.words}); c.id == "#c9" &&
			out != nil || err == nil && c.id == "#c9" || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: %s, %v", c.id, c.path, out, err)
		}
	}
}

// Parts are those of the canonical form, however the file is laid out.
func TestParts(t *testing.T) {
	short := []byte(recordstest.Small)
	long, err := edit.Format("ferry.json", short, nil)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := edit.Parts("ferry.json", short, "#c1", "#s1", "#c9")
	if err != nil || len(parts) != 2 || string(parts["#c1"]) != string(edit.Part(long, "#c1")) ||
		string(parts["#s1"]) != string(edit.Part(long, "#s1")) || string(parts["#c1"]) == string(edit.Part(short, "#c1")) {
		t.Errorf("%v, %s", err, parts)
	}
	if _, err := edit.Parts("ferry.json", short[1:], "#c1"); err == nil || !strings.HasPrefix(err.Error(), "ferry.json: ") {
		t.Error(err)
	}
}

// TestSetSpeaker gives one record another speaker: whoever else names the one before keeps that one, with all that is said
// of him, and nothing of it is said of the new one.
func TestSetSpeaker(t *testing.T) {
	const described = `{"@type": "Person", "@id": "#p1", "name": "Nora Lind", "sameAs": "https://people.example/lind"}`
	for _, c := range []struct {
		name, second, to string // the second record's speaker; the first one's new name
		first, after     claims.Party
	}{
		{"another one, whom a second record names", `{"@id": "#p1"}`, "Harbour master", claims.Party{Name: "Harbour master"},
			claims.Party{Name: "Nora Lind", SameAs: "https://people.example/lind"}},
		{"a name spelled out, of whom a second record names", `{"@id": "#p1"}`, "Nora Maria Lind", claims.Party{Name: "Nora Maria Lind"},
			claims.Party{Name: "Nora Lind", SameAs: "https://people.example/lind"}},
		{"another one, whom nobody else names", `"A clerk"`, "Harbour master", claims.Party{Name: "Harbour master"}, claims.Party{Name: "A clerk"}},
		{"a name put right, of whom nobody else names", `"A clerk"`, "Nora Linde",
			claims.Party{Name: "Nora Linde", SameAs: "https://people.example/lind"}, claims.Party{Name: "A clerk"}},
		{"nobody", `{"@id": "#p1"}`, "", claims.Party{}, claims.Party{Name: "Nora Lind", SameAs: "https://people.example/lind"}},
	} {
		before := recordstest.Frame(`
			{"@type": "Quotation", "@id": "#q1", "text": "We are late", "spokenByCharacter": ` + described + `, "citation": "#s1"},
			{"@type": "Quotation", "@id": "#q2", "text": "We are early", "spokenByCharacter": ` + c.second + `, "citation": "#s1"},
			{"@type": "Report", "@id": "#s1", "publisher": "County office", "url": "https://county.example/ferry"}`)
		out, err := edit.Set("ferry.json", []byte(before), "#q1", edit.Field{Path: "spokenByCharacter.name", Words: c.to})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		d, err := records.Read("ferry.json", out)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []claims.Party{c.first, c.after} {
			got := d.Records[i].Speaker
			if got.Name != want.Name || got.SameAs != want.SameAs {
				t.Errorf("%s: record %d is by %+v, want %+v", c.name, i+1, got, want)
			}
		}
	}
}
