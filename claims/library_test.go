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

// TestFindFar wants a speaker's own claim, said again in other words, before those of others that have more of its
// words.
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

// TestOwnClaims wants a speaker's claim known again by a part of it, and that of another only by nearly all.
func TestOwnClaims(t *testing.T) {
	const record = "We have the dearest tickets on any quay of this coast, and the slowest boats, and the council wants us to be grateful for a bench"
	for _, c := range []struct {
		name, speaker, says string
		want                Relation
	}{
		{"a part of it", "Anna Brown", "These are the slowest boats on this coast.", Same},
		{"a part of it, with a tail", "Anna Brown", "I have told the minister, twice, that our tickets are the dearest on this coast.", Same},
		{"another’s", "Carl Ostrom", "I have told the minister, twice, that our tickets are the dearest on this coast.", Related},
		{"nobody knows whose", "", "I have told the minister, twice, that our tickets are the dearest on this coast.", Related},
		{"a part too small", "Anna Brown", "The boats of this coast were built by my grandfather, who wanted to see the world and saw Stavanger.", Related},
		{"with another number", "Anna Brown", "Of the 14 boats on this coast ours are the slowest.", Same},
		{"with a not", "Anna Brown", "These are not the slowest boats on this coast.", Differs},
	} {
		m := shelf([2]string{"Anna Brown", record}).Find(Statement{Text: c.says, Speaker: c.speaker}, 1)
		if len(m) != 1 || m[0].Relation != c.want {
			t.Errorf("%s: %+v, want %v", c.name, m, c.want)
		}
	}
}

// TestAgreement wants pairs in order: the more that is said again, and the surer it is who says it, the higher.
func TestAgreement(t *testing.T) {
	const record = "The harbour ferry to Bergen carried 41,200 passengers last winter"
	last := 1.0
	for _, c := range [][2]string{
		{"Anna Brown", "The harbour ferry to Bergen carried 41,200 passengers last winter."},
		{"Anna Brown", "The harbour ferry carried 41,200 passengers."},
		{"Anna Brown", "The harbour ferry carried passengers, cows, a piano and the mayor of Oslo."},
		{"", "The harbour ferry carried passengers, cows, a piano and the mayor of Oslo."},
		{"Carl Ostrom", "The harbour ferry carried passengers, cows, a piano and the mayor of Oslo."},
		{"Carl Ostrom", "Bergen is the home of the mayor."},
	} {
		m := shelf([2]string{"Anna Brown", record}).Find(Statement{Text: c[1], Speaker: c[0]}, 1)
		if len(m) != 1 || m[0].Agreement >= last || m[0].Agreement < 0 {
			t.Fatalf("%v: %+v, want less than %.2f", c, m, last)
		}
		last = m[0].Agreement
	}
}

// TestLeads wants the best record only where it stands out.
func TestLeads(t *testing.T) {
	claims := [][2]string{
		{"", "The old lighthouse was dark for eleven years after the storm"},
		{"", "The ferry was late on eleven days of the winter"},
		{"", "The ferry was late on twelve days of the summer"},
	}
	for i := range 60 { // so that words can be rare
		claims = append(claims, [2]string{"", fmt.Sprintf("The council of town %d met in the winter", i)})
	}
	for _, c := range []struct {
		name, says string
		want       bool
	}{
		{"the one", "For eleven years after the storm the lighthouse was dark.", true},
		{"one of two", "The ferry was late on many days.", false},
		{"nothing but a rare word", "A lighthouse keeper needs to be able to cook, to sing, to sew and to speak with gulls.", false},
	} {
		m := shelf(claims...).Find(Statement{Text: c.says}, 2)
		if len(m) == 0 || m[0].Leads != c.want {
			t.Errorf("%s: %+v, want %v", c.name, m, c.want)
		}
	}
}

// TestFindLetters wants statements to be told apart by more than the letters that they have, where no spaces set words
// apart.
func TestFindLetters(t *testing.T) {
	for _, c := range []struct {
		language, said, same, other string
		times                       float64 // as good, at least
	}{
		{"zh", "去年冬天，港务局停开了五班渡轮", "港务局去年冬天停开了五班渡轮", "轮班的去年开了五天会，冬渡局务停港", 3},
		{"ja", "港湾局は昨年の冬、渡し船を五便減らした", "港湾局は昨年の冬に渡し船を五便減らした", "五局の船便は昨冬に減らし、年の渡湾を港した", 3},
		{"th", "ท่าเรือหยุดเดินเรือในฤดูหนาว", "ในฤดูหนาว ท่าเรือหยุดเดินเรือ", "เรือท่าในหยุดฤดูเดินหนาวเรือ", 1.4},
	} {
		l := NewLibrary(&Dossier{Language: c.language, Records: []Record{
			{ID: "#other", Kind: Claim, Text: c.other}, {ID: "#same", Kind: Claim, Text: c.same}}})
		found := l.Find(Statement{Text: c.said, Language: c.language}, 2)
		if len(found) == 0 || found[0].Record.ID != "#same" {
			t.Fatalf("%s: %+v", c.language, found)
		}
		if len(found) > 1 && found[0].Score < c.times*found[1].Score {
			t.Errorf("%s: %.2f, and %.2f of other words with the same letters", c.language, found[0].Score, found[1].Score)
		}
	}
}
