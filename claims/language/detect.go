package language

import (
	"iter"
	"slices"
	"strings"
	"unicode"
)

// OfText returns the language of a text that is declared to be in one, by its BCP 47 tag, or in none, "". A declaration
// holds unless the text is plainly in another language: templates of pages often declare that of their makers. OfText
// returns nil if the language cannot be told, or if the program does not have it; TagOf says which it would be.
func OfText(text, declared string) *Language {
	l, tag := Of(declared), TagOf(text, declared)
	if l != nil && tag == "" {
		return l
	}
	return Of(tag)
}

// Detect returns the language that a text is written in, of those that the program has; nil if it cannot be told. First
// its letters are counted, then, of the languages that are written in most of them, the words that hold sentences
// together.
func Detect(text string) *Language { return OfText(text, "") }

// TagOf returns the tag of the language of a text, whether or not the program has it: of the declared one, unless the
// text is plainly in another; "" if it cannot be told.
func TagOf(text, declared string) string {
	known.Lock()
	known.start()
	tongues := known.tongues
	known.Unlock()
	declared, _, _ = strings.Cut(strings.ToLower(declared), "-")
	of := slices.IndexFunc(tongues, func(l *Language) bool { return l.Tag == declared })
	found, sure := detect(tongues, text, of)
	switch {
	case of < 0 && declared != "" && !sure:
		return "" // one of which nothing is known may look like another
	case of >= 0 && !sure:
		return declared
	case found >= 0:
		return tongues[found].Tag
	}
	return ""
}

// detect returns which of languages a text is in; -1 if that cannot be told. It is sure where the text cannot be in the
// declared one, if one is, with a number of 0 or more: it has other letters, or hardly any of the words that hold
// sentences of it together.
func detect(languages []*Language, text string, declared int) (best int, sure bool) {
	const enough = 8 << 10               // bytes, more than a thousand words; what is quoted at length in another language is less
	text = text[:min(len(text), enough)] // what is cut in two at its end has no letter
	in := scriptOf(text)
	var written []int
	for i, l := range languages {
		if l.words[Script].Has(in) {
			written = append(written, i)
		}
	}
	same := declared < 0 || in == "" || slices.Contains(written, declared)
	switch {
	case len(written) == 0:
		return -1, !same
	case len(written) == 1:
		return written[0], true
	case in == "han": // hardly a sentence of Japanese has no kana
		k := slices.IndexFunc(written, func(i int) bool { return !languages[i].words[Script].Has("kana") })
		return written[max(0, k)], !same
	}
	words := strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool {
		return !unicode.IsLetter(c) && (c < firstMark || !unicode.Is(unicode.M, c)) && c != '\'' && c != '’'
	})
	if declared >= 0 && same && languages[declared].prevails(words) {
		return declared, false
	}
	best, sure = countWords(languages, written, words, declared)
	return best, sure || !same
}

// firstMark is the first of the marks that combine with a letter: nobody need look for a space among them.
const firstMark = 0x300

// plain is how many times as many words of its own a text has that is plainly in another language than the declared one.
const plain = 3

// prevails reports whether so many words of a text hold sentences of a language together that no other can have plain
// times as many. It is so for most articles, and saves reading and asking the words of all other languages.
func (l *Language) prevails(words iter.Seq[string]) bool {
	own, all := 0, 0
	for w := range words {
		all++
		if l.holds(w) {
			own++
		}
	}
	return plain*own >= all
}

// countWords returns which of the languages numbered written has most of the words of a text, as detect does.
func countWords(languages []*Language, written []int, words iter.Seq[string], declared int) (best int, sure bool) {
	const (
		// of the words of news three in ten are such, and fewer than an eighth those of another language
		eighth = 8
		half   = 2  // as many words as that which none of these languages spells show that it is another one
		least  = 20 // words; fewer prove no declaration wrong
	)
	found, all, none := make([]int, len(languages)), 0, 0
	for w := range words {
		all++
		only, spelt := -1, 0
		for _, i := range written {
			l := languages[i]
			switch {
			case l.holds(w):
				found[i]++
				spelt = len(written) // whatever its letters
			case l.spells(w):
				only = i
				spelt++
			}
		}
		switch spelt {
		case 0:
			none++
		case 1:
			found[only]++
		}
	}
	best = written[0]
	second := 0
	for _, i := range written[1:] {
		if found[i] > found[best] {
			best, second = i, found[best]
		} else {
			second = max(second, found[i])
		}
	}
	if found[best] == second || eighth*found[best] < all || half*none >= found[best] && none > 0 {
		return -1, false
	}
	return best, declared >= 0 && all >= least && plain*found[declared] < found[best]
}

// holds reports whether a word in lower case holds sentences of a language together: "it", also in "it's".
func (l *Language) holds(w string) bool {
	words := &l.words[FunctionWords]
	k := strings.IndexAny(w, "'’")
	return words.Has(w) || k > 0 && words.Has(w[:k])
}

// spells reports whether a language may have a word in lower case: all have it of whose letters nothing is known.
func (l *Language) spells(w string) bool {
	texts := l.words[Letters].texts
	return len(texts) == 0 || !strings.ContainsFunc(w, func(c rune) bool {
		return unicode.IsLetter(c) && c > unicode.MaxLatin1 && !strings.ContainsRune(texts[0], c)
	})
}

// scripts are those that Detect tells apart, each with the blocks of Unicode that most of its letters stand in beside
// those of ASCII, and with what a letter says: one that is a word or a syllable says more than one that spells a word
// with others.
var scripts = [...]struct {
	name        string
	first, last rune
	weighs      int
}{
	{"latin", 0xC0, 0x24F, 1}, {"latin", 0x1E00, 0x1EFF, 1}, {"greek", 0x370, 0x3FF, 1}, {"cyrillic", 0x400, 0x52F, 1},
	{"hebrew", 0x590, 0x5FF, 1}, {"arabic", 0x600, 0x77F, 1}, {"devanagari", 0x900, 0x97F, 1},
	{"bengali", 0x980, 0x9FF, 1},
	{"thai", 0xE00, 0xE7F, 1}, {"georgian", 0x10A0, 0x10FF, 1}, {"kana", 0x3040, 0x30FF, 3}, {"han", 0x3400, 0x9FFF, 3},
	{"hangul", 0xAC00, 0xD7A3, 3},
}

// scriptOf returns what most letters of a text are; "" if it has none of the scripts.
func scriptOf(text string) string {
	total, ascii := map[string]int{}, 0
	for _, c := range text {
		if 'a' <= c|' ' && c|' ' <= 'z' {
			ascii++
			continue
		}
		for i := range scripts {
			if x := &scripts[i]; c >= x.first && c <= x.last {
				total[x.name] += x.weighs
				break
			}
		}
	}
	total["latin"] += ascii
	const share = 10 // of a Japanese text a third or more are letters of its own; of a Chinese one names at most
	if total["kana"]*share > total["han"] {
		total["kana"] += total["han"]
		total["han"] = 0
	}
	best := ""
	for i := range scripts {
		if name := scripts[i].name; total[name] > total[best] {
			best = name
		}
	}
	return best
}
