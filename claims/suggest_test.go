package claims_test

import (
	"slices"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/lexicon/english"
)

// Editors are told where a record without a place may belong, and why: a draft and a quotation too, in any language,
// and words that stand there twice. Nothing is suggested for a record that has its place.
func TestSuggest(t *testing.T) {
	const (
		master  = "The ferry carried 41,200 passengers last year"
		late    = "The bus to the harbour is late"
		crew    = "“We cannot run boats without a crew of four,”"
		council = "The council met on Monday in the town hall"
		hafen   = "Die Fähre hat im vergangenen Jahr 41.200 Fahrgäste befördert"
	)
	anchored := func(id string, kind claims.Kind, exact, suffix string) claims.Record {
		return claims.Record{ID: id, Kind: kind, Text: exact, Anchor: claims.Selector{Exact: exact, Suffix: suffix}}
	}
	ferry := &claims.Dossier{Language: "en", Records: []claims.Record{
		anchored("#c1", claims.Claim, council, "."),
		anchored("#c2", claims.Claim, late, "."),
		anchored("#q1", claims.Quotation, crew, " the harbour master said on 8 February."),
	}, Drafts: []claims.Record{anchored("#c3", claims.Claim, master, ".")}}
	german := &claims.Dossier{Language: "de", Records: []claims.Record{
		anchored("#c4", claims.Claim, hafen, ", sagte der Hafenmeister."),
	}}
	type suggestion struct{ record, words, why string }
	for _, c := range []struct {
		dossier *claims.Dossier
		article string
		want    []suggestion
	}{
		{ferry, "The council met on Monday in the town hall. It heard the harbour master.\n\n" +
			"The ferry carried 43,900 passengers last year. The bus to the harbour is late.\n\n" +
			"“We cannot run boats without a crew of five,” the harbour master said on 8 February.\n\n" +
			"The bus to the harbour is late.", []suggestion{
			{"#c2", late, "has the words of the record, as another place does"},
			{"#c2", late, "has the words of the record, as another place does"},
			{"#q1", "“We cannot run boats without a crew of five,”", "number: here “five”, in the record “four”"},
			{"#c3", "The ferry carried 43,900 passengers last year.", "number: here “43,900”, in the record “41,200”"},
		}},
		{german, "Der Hafenmeister sprach am Montag im Rat.\n\n" +
			"Die Fähre hat im vergangenen Jahr 43.900 Fahrgäste befördert, sagte der Hafenmeister.", []suggestion{
			{"#c4", "Die Fähre hat im vergangenen Jahr 43.900 Fahrgäste befördert",
				"number: here “43.900”, in the record “41.200”"},
		}},
		{german, "Im vergangenen Jahr fuhren 41 200 Menschen mit der Fähre. Der Rat dankte allen.",
			[]suggestion{{"#c4", "Im vergangenen Jahr fuhren 41 200 Menschen mit der Fähre.",
				"says most of what the record says, in other words"}}},
	} {
		given := make(map[*claims.Record]bool)
		for _, list := range [][]claims.Record{c.dossier.Records, c.dossier.Drafts} {
			for i := range list {
				given[&list[i]] = true
			}
		}
		text := claims.Plain(c.article)
		var got []suggestion
		for _, s := range claims.Suggest(text, english.Words, c.dossier) {
			got = append(got, suggestion{s.Record.ID, text.Slice(s.Span), s.Why()})
			if !given[s.Record] || s.Dossier != c.dossier {
				t.Errorf("%s: not the record that was given, or not its dossier", s.Record.ID)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.dossier.Language, got, c.want)
		}
	}
}
