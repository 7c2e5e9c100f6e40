// Package lexicon knows which words of a language may stand for one another: that "buy" and "purchase" mean the same,
// that a "decision" is what is "decided", that "rise" and "fall" are opposites, and that a banquet is a dinner.
//
//	words, err := lexicon.Parse(data)
//	a, b := words.Stem("purchased"), words.Stem("bought")
//	words.Opposite(a, b) // false
//
// A Table is data, made from WordNet by the command in wordnet/; package english has that of English. It is no
// thesaurus: of a word's many senses it has the first few, and only words that news is made of. What it says of two
// words is a reason to look closer, never a proof.
package lexicon

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims/language"
)

// A Table holds the relations between the words of a language. It never changes after Parse and may be used by many
// goroutines at once. The nil Table is empty.
type Table struct {
	groups    map[string][]int32  // by stem: the numbers of the groups of words that may stand for one another
	opposites map[string][]string // by stem
	kinds     map[string][]string // by stem, the stems of its hypernyms
	plain     map[string]string   // of an irregular form, its plain form
	forms     map[string]bool     // words that have an entry of their own: "left" is not only a form of "leave"
}

// Parse reads a table as the command in wordnet/ writes it: a sign and words on each line, # for comments. An error
// names the line.
func Parse(data string) (*Table, error) {
	t := &Table{
		groups:    make(map[string][]int32),
		opposites: make(map[string][]string),
		kinds:     make(map[string][]string),
		plain:     make(map[string]string),
		forms:     make(map[string]bool),
	}
	english := language.English()
	for number, line := range strings.Split(data, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if len(words) < 3 {
			return nil, errors.New("line " + strconv.Itoa(number+1) + ": need a sign and two words")
		}
		sign, words := words[0], words[1:]
		for i, w := range words {
			s := stem(english, w)
			switch sign {
			case "=", "+":
				t.groups[s] = append(t.groups[s], int32(number)) // a line is a group
				t.forms[w] = true
			case "!":
				t.opposites[s] = append(t.opposites[s], stem(english, words[1-i%2]))
			case ">":
				if i > 0 {
					t.kinds[s] = append(t.kinds[s], stem(english, words[0]))
				}
			case "~":
				if i > 0 {
					t.plain[w] = words[0]
				}
			default:
				return nil, errors.New("line " + strconv.Itoa(number+1) + ": the sign must be one of = + ! > ~")
			}
		}
	}
	return t, nil
}

// stem returns the stem of an entry: of a word, or of a verb with its particle, "give_up".
func stem(english *language.Language, entry string) string {
	verb, particle, ok := strings.Cut(entry, "_")
	if !ok {
		return english.Stem(entry)
	}
	return english.Stem(verb) + "_" + particle
}

// Stem returns what the forms of a folded word have in common. The other methods take stems, and, of a verb with its
// particle, the stem of the verb, an underscore and the particle.
func (t *Table) Stem(word string) string {
	if t != nil && !t.forms[word] {
		if p, ok := t.plain[word]; ok {
			word = p
		}
	}
	return language.English().Stem(word)
}

// Groups returns the numbers of the groups of words that a stem is in. Words that share one may stand for one another.
func (t *Table) Groups(stem string) []int32 {
	if t == nil {
		return nil
	}
	return t.groups[stem]
}

// Kinds returns the stems of the hypernyms of a stem, the words for what it is a kind of: "dinner" for "banquet".
func (t *Table) Kinds(stem string) []string {
	if t == nil {
		return nil
	}
	return t.kinds[stem]
}

// Opposite reports whether two stems are opposites.
func (t *Table) Opposite(a, b string) bool { return t != nil && slices.Contains(t.opposites[a], b) }
