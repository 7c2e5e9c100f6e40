package lexicon_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims/lexicon"
)

const small = `# a comment, and an empty line

= buy purchase acquire
= abandon give_up
+ decide decision
! rise fall
! win lose
> dinner banquet supper
~ buy bought
~ leave left
= left remaining
`

// What a table says of two words, in either order and in any of their forms.
func TestTable(t *testing.T) {
	words, err := lexicon.Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a, b string
		want string // "group", "opposite", "kind", "" where nothing is known
	}{
		{"purchased", "bought", "group"},
		{"deciding", "decisions", "group"},
		{"falls", "rising", "opposite"},
		{"lose", "wins", "opposite"},
		{"banquets", "dinner", "kind"},
		{"dinner", "banquet", ""}, // not every dinner is one
		{"left", "remaining", "group"},
		{"left", "leave", ""}, // it has an entry of its own
		{"buy", "fall", ""},
		{"ferry", "boat", ""},
	} {
		a, b := words.Stem(c.a), words.Stem(c.b)
		got := ""
		switch {
		case slices.ContainsFunc(words.Groups(a), func(g int32) bool { return slices.Contains(words.Groups(b), g) }):
			got = "group"
		case words.Opposite(a, b) && words.Opposite(b, a):
			got = "opposite"
		case slices.Contains(words.Kinds(a), b):
			got = "kind"
		}
		if got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.a, c.b, got, c.want)
		}
	}
	if stem := words.Stem("giving") + "_up"; len(words.Groups(stem)) != 1 {
		t.Errorf("%s is in groups %v", stem, words.Groups(stem))
	}
}

// A line that cannot be read is an error that names it; nothing of the table is used.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"= buy purchase\n= ferry\n", "line 2: need a sign and two words"},
		{"buy purchase acquire\n", "line 1: the sign must be one of = + ! > ~"},
		{"# only a comment\n\n!! rise fall\n", "line 3: the sign must be one of = + ! > ~"},
	} {
		words, err := lexicon.Parse(c.data)
		if err == nil || err.Error() != c.want || words != nil {
			t.Errorf("%q: table %v, error %v, want %s", c.data, words, err, c.want)
		}
	}
}

// The nil Table is an empty one.
func TestNoTable(t *testing.T) {
	var words *lexicon.Table
	if words.Stem("ferries") != words.Stem("ferry") || words.Groups("buy") != nil || words.Kinds("dinner") != nil ||
		words.Opposite("rise", "fall") {
		t.Error("the nil table knows more than the forms of words")
	}
}

func ExampleTable() {
	words, err := lexicon.Parse("= buy purchase\n~ buy bought\n! rise fall\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	bought, purchase := words.Stem("bought"), words.Stem("purchases")
	fmt.Println(slices.Equal(words.Groups(bought), words.Groups(purchase)))
	fmt.Println(words.Opposite(words.Stem("falling"), words.Stem("rises")))
	// Output:
	// true
	// true
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add("~ a\n")
	f.Add("= _ __ give_\n> \xff \u0130 x")
	f.Fuzz(func(t *testing.T, data string) {
		words, err := lexicon.Parse(data)
		if (words == nil) == (err == nil) {
			t.Fatalf("table %v, error %v", words, err)
		}
		for _, w := range strings.Fields(data) {
			words.Groups(words.Stem(w))
		}
	})
}
