package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// OfText returns the language of a text that is declared to be in one, by its BCP 47 tag, or in none, "". A declaration
// holds unless the text is plainly in another language: templates of pages often declare that of their makers. OfText
// returns nil if the language cannot be told, or if the program does not have it.
func OfText(text, declared string) *Language {
	l := Of(declared)
	found, sure := detect(text, l)
	switch {
	case l == nil && declared != "" && !sure:
		return nil // one that the program does not have may look like another
	case l == nil || sure:
		return found
	}
	return l
}

// Detect returns the language that a text is written in, of those that the program has; nil if it cannot be told. First
// its letters are counted, then, of the languages that are written in most of them, the words that hold sentences
// together.
func Detect(text string) *Language {
	l, _ := detect(text, nil)
	return l
}

// detect returns the language of a text. It is sure where the text cannot be in the declared language, if one is: it has
// other letters, or hardly any of the words that hold sentences of it together.
func detect(text string, declared *Language) (l *Language, sure bool) {
	const (
		enough = 8 << 10 // bytes, more than a thousand words; what is quoted at length in another language is less
		eighth = 8       // of the words of news three in ten are such, and fewer than an eighth those of another language
		plain  = 3       // how many times as many a text has of its own, where another is declared
		least  = 20      // words; fewer prove no declaration wrong
	)
	text = strings.ToValidUTF8(text[:min(len(text), enough)], "")
	in := scriptOf(text)
	known.Lock()
	start()
	var written []*Language
	for _, tag := range known.tags {
		if l := known.read[tag]; l.words[Script].Has(in) {
			written = append(written, l)
		}
	}
	known.Unlock()
	if len(written) == 1 {
		return written[0], true
	}
	if in == "han" && len(written) > 0 { // hardly a sentence of Japanese has no kana
		i := slices.IndexFunc(written, func(l *Language) bool { return !l.words[Script].Has("kana") })
		return written[max(0, i)], !slices.Contains(written, declared)
	}
	found, all := make([]int, len(written)), 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.Is(unicode.M, c) && c != '\'' && c != '’'
	}) {
		all++
		for i, l := range written {
			if l.words[FunctionWords].Has(w) {
				found[i]++
			}
		}
	}
	best, second, own, same := -1, 0, 0, declared == nil
	for i, n := range found {
		if written[i] == declared {
			own, same = n, true
		}
		switch {
		case best < 0 || n > found[best]:
			if best >= 0 {
				second = found[best]
			}
			best = i
		case n > second:
			second = n
		}
	}
	if best < 0 || found[best] == second || eighth*found[best] < all {
		return nil, !same && in != ""
	}
	return written[best], !same || declared != nil && all >= least && plain*own < found[best]
}

// scripts are those that Detect tells apart, each with its letters. Japanese is told by its own among Chinese ones.
var scripts = [...]struct {
	name  string
	table *unicode.RangeTable
}{
	{"latin", unicode.Latin}, {"cyrillic", unicode.Cyrillic}, {"arabic", unicode.Arabic}, {"hebrew", unicode.Hebrew},
	{"devanagari", unicode.Devanagari}, {"bengali", unicode.Bengali}, {"thai", unicode.Thai},
	{"georgian", unicode.Georgian}, {"greek", unicode.Greek}, {"hangul", unicode.Hangul}, {"kana", unicode.Hiragana},
	{"kana", unicode.Katakana}, {"han", unicode.Han},
}

// scriptOf returns what most letters of a text are; "" if it has none of the scripts.
func scriptOf(text string) string {
	const weighs = 3 // what a letter of a script without an alphabet says, beside one that spells a word with others
	var counts [len(scripts)]int
	for _, c := range text {
		if c < utf8.RuneSelf { // most are
			if 'a' <= c|' ' && c|' ' <= 'z' {
				counts[0]++
			}
			continue
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, c) {
				counts[i]++
				break
			}
		}
	}
	var total = make(map[string]int)
	for i, n := range counts {
		switch scripts[i].name {
		case "hangul", "kana", "han":
			n *= weighs
		}
		total[scripts[i].name] += n
	}
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
