// Package synthetic makes up any number of records, and articles of any length, for measuring how the engine grows.
//
//	for r := range synthetic.Records(1_000_000) { … }
//	text := synthetic.Article(32 << 10)
//
// Their words are as frequent as those of real text. The r-th most frequent is drawn 1/r as often as the first (Zipf's
// law), and of n words so far there are 44·n^0.49 different ones (Heaps' law, as measured on a million news articles of
// Reuters: Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 2008, sections 5.1.1 and 5.1.2). The
// first few are words of English grammar, the others nonsense. What they do not have is subjects: a word says nothing
// of the next.
//
// The same call gives the same words on every machine, and Records(n) begins Records(n+1).
package synthetic

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"sourcemark/claims"
)

const (
	heapsK, heapsB = 44, 0.49

	// Of three collections of checks, 27,535 records, the means are these: words of the text, of titles of sources and
	// of the claim as a reviewer put it.
	text, title, claimed = 17, 5, 9

	names   = 8  // of so many different words one is a name
	numbers = 25 // of so many words one is a number

	// read is how many words the vocabulary of an article is from: that of a reader, say of some ten thousand.
	read = 1_000_000
)

// Records is n records of claims, without anchors.
func Records(n int) iter.Seq[claims.Record] {
	return func(yield func(claims.Record) bool) {
		w := writer{random: rand.New(rand.NewPCG(1, 0)), words: 1}
		for i := range n {
			r := claims.Record{ID: fmt.Sprintf("#r%d", i), Status: claims.Disputed,
				Text: w.sentence(text/2 + w.random.IntN(text))}
			if w.random.IntN(2) == 0 {
				r.Citations = []claims.Citation{{Source: &claims.Source{Title: w.sentence(2 * title)}}}
			}
			if w.random.IntN(2) == 0 {
				r.Reviews = []claims.Review{{Claimed: w.sentence(2 * claimed)}}
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Article is an article of at most so many bytes, in paragraphs. Of its sentences one in five is a quotation, and one
// somebody's in other words.
func Article(bytes int) string {
	w := writer{random: rand.New(rand.NewPCG(2, 0)), words: read}
	var b strings.Builder
	for i := 1; ; i++ {
		s := w.sentence(10+w.random.IntN(20)) + "."
		switch i % 5 {
		case 1:
			s = fmt.Sprintf("“%s,” the harbour office said.", strings.TrimSuffix(s, "."))
		case 3:
			s = "The council said that " + s
		}
		if i%4 == 0 {
			s += "\n\n"
		} else {
			s += " "
		}
		if b.Len()+len(s) > bytes {
			return b.String()
		}
		b.WriteString(s)
	}
}

// A writer writes one text after the other, and knows how far it is.
type writer struct {
	random *rand.Rand
	words  float64 // written so far
}

func (w *writer) sentence(n int) string {
	var b strings.Builder
	for i := range n {
		word := w.word()
		if i == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

func (w *writer) word() string {
	w.words++
	if w.random.IntN(numbers) == 0 {
		return strconv.Itoa(int(math.Exp(w.random.Float64() * 10))) // small ones more often
	}
	// The inverse of the sum of 1/r, which is nearly the logarithm.
	different := heapsK * math.Pow(w.words, heapsB)
	return spell(int(math.Exp(w.random.Float64()*math.Log(different))) - 1)
}

// grammar is the words that English has most of.
var grammar = [...]string{
	"the", "of", "to", "and", "a", "in", "for", "that", "is", "on", "it", "with", "as", "was", "at", "by",
	"from", "has", "be", "are", "he", "have", "but", "its", "an", "will", "or", "not", "this", "they", "his",
	"had", "who", "which", "their", "been", "were", "would", "we", "more", "about", "one", "when", "there",
	"all", "if", "can", "than", "after", "what", "so", "into", "over", "you", "no", "out", "up", "some",
	"other",
}

// spell is the word of a rank, from 0.
func spell(rank int) string {
	if rank < len(grammar) {
		return grammar[rank]
	}
	rank -= len(grammar)
	const consonants, vowels = "bdfgklmnprstvz", "aiou" // a word that ends in one of these is its own stem
	word := make([]byte, 0, 12)
	for n := rank + len(consonants)*len(vowels); n > 0; n /= len(consonants) * len(vowels) {
		k := n % (len(consonants) * len(vowels))
		word = append(word, consonants[k/len(vowels)], vowels[k%len(vowels)])
	}
	if rank%names == 0 {
		word[0] -= 'a' - 'A'
	}
	return string(word)
}
