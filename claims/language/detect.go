package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	start()
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
	const (
		enough = 8 << 10 // bytes, more than a thousand words; what is quoted at length in another language is less
		// of the words of news three in ten are such, and fewer than an eighth those of another language
		eighth = 8
		plain  = 3  // how many times as many a text has of its own, where another is declared
		least  = 20 // words; fewer prove no declaration wrong
	)
	text = strings.ToValidUTF8(text[:min(len(text), enough)], "")
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
	found, all := make([]int, len(languages)), 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.Is(unicode.M, c) && c != '\'' && c != '’'
	}) {
		all++
		for _, i := range written {
			if languages[i].words[FunctionWords].Has(w) {
				found[i]++
			}
		}
	}
	best, second := written[0], 0
	for _, i := range written[1:] {
		if found[i] > found[best] {
			best, second = i, found[best]
		} else {
			second = max(second, found[i])
		}
	}
	if found[best] == second || eighth*found[best] < all {
		return -1, !same
	}
	return best, !same || declared >= 0 && all >= least && plain*found[declared] < found[best]
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
