package claims_test

import (
	"fmt"
	"testing"

	. "sourcemark/claims"
)

// shelf is a library of claims, each "speaker: words", and the ids #0, #1 ….
func shelf(claims ...[2]string) *Library {
	d := &Dossier{Language: "en"}
	for i, c := range claims {
		d.Records = append(d.Records, Record{ID: fmt.Sprintf("#%d", i), Kind: Claim, Speaker: Party{Name: c[0]}, Text: c[1]})
	}
	return NewLibrary(d)
}

// TestFindFirst wants the right record before others that have as many words of the statement.
func TestFindFirst(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims [][2]string
		s      Statement
		want   string
	}{
		{"short forms say nothing", [][2]string{
			{"", "We've had it, they're full"},
			{"", "The ferry is full"},
			{"", "The council met"},
		}, Statement{Text: "We've told them they're wrong about the ferry"}, "#1"},
		{"light words say little", [][2]string{
			{"", "Everybody loves the two paintings of a young artist from Lyon"},
			{"", "No fish is landed in the harbour since the storm of last autumn"},
			{"", "The keeper of the harbour has two dogs and a parrot from Brazil"},
			{"", "The school is to have a new roof before the first snow falls"},
			{"", "A bridge would bury us"},
		}, Statement{Text: "Everybody fled the harbour"}, "#2"},
		{"forms of verbs", [][2]string{
			{"", "The council will sell the old ferry"},
			{"", "The old ferry was painted"},
			{"", "The council met on the quay"},
		}, Statement{Text: "They sold the ferry"}, "#0"},
		{"a speaker’s own claim", [][2]string{
			{"Carl Ostrom", "The harbour loses two million kroner a year"},
			{"Anna Brown", "The harbour loses a million kroner a year"},
		}, Statement{Text: "The harbour loses kroner, a million or two", Speaker: "Mayor Brown"}, "#1"},
		{"the name in the sentence before", [][2]string{
			{"", "The lighthouse was shut in 1990"},
			{"", "The ferry was shut in 1990"},
		}, Statement{Text: "It was shut then", Before: "Look at the ferry."}, "#1"},
	} {
		got := shelf(c.claims...).Find(c.s, 2)
		if len(got) == 0 || got[0].Record.ID != c.want {
			t.Errorf("%s: %+v, want %s first", c.name, got, c.want)
		}
	}
}

// TestFindFar wants a speaker's own claim, said again in other words, before those of others that have more of its words.
func TestFindFar(t *testing.T) {
	claims := [][2]string{{"Anna Brown", "Every boat on the coast is late"}}
	for i := range 100 {
		claims = append(claims, [2]string{"Carl Ostrom", fmt.Sprintf("The boat of family %d is late in winter", i)})
	}
	got := shelf(claims...).Find(Statement{Text: "In winter no boat is on time, they are late", Speaker: "Brown"}, 1)
	if len(got) != 1 || got[0].Record.ID != "#0" {
		t.Errorf("%+v, want #0", got)
	}
}
