package language

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// read takes the words of a file, as far as they are in order: what is not, check reports.
func (l *Language) read(text string) {
	named := keysByName()
	var to *Words
	for line := range strings.Lines(text) {
		rest, is := lineOf(line)
		switch is {
		case keyLine:
			key, words, _ := strings.Cut(rest, "=")
			to, rest = nil, words
			if k, ok := named[strings.TrimSpace(key)]; ok {
				to = &l.words[k]
			}
		case noLine:
			continue
		}
		if rest = strings.TrimSpace(rest); to != nil && rest != "" {
			to.texts = append(to.texts, rest)
		}
	}
	l.gather()
}

// Keys returns the keys by the names that files have for them, in the order of a file.
func Keys() []string { return strings.Fields(names) }

// keysByName returns the keys by the names that files have for them.
func keysByName() map[string]Key {
	named := make(map[string]Key, keys)
	for _, name := range strings.Fields(names) {
		named[name] = Key(len(named))
	}
	return named
}

// A lineKind is what a line of a file is.
type lineKind uint8

const (
	noLine   lineKind = iota // empty, or a comment
	keyLine                  // "key = words"
	moreLine                 // goes on with the line above
)

func lineOf(line string) (rest string, is lineKind) {
	line = strings.TrimPrefix(line, "\ufeff") // some editors begin a file with that mark
	rest = strings.TrimSpace(line)
	switch {
	case rest == "" || rest[0] == '#':
		return "", noLine
	case line[0] == ' ' || line[0] == '\t':
		return rest, moreLine
	}
	return rest, keyLine
}

// A checker goes through the text of a file for its faults.
type checker struct {
	named map[string]Key
	fail  func(line int, what string)

	lines map[string]int // in which each key stands
	key   string         // of the line that is read; "" for one that is none
	at    int            // in which line it stands
	words map[string]int // its entries so far, and their lines
}

// check calls fail for each fault of a file, with its line and what is needed.
func check(text string, fail func(line int, what string)) {
	c := checker{named: keysByName(), fail: fail, lines: make(map[string]int)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		rest, is := lineOf(line)
		switch {
		case !utf8.ValidString(line):
			fail(n, "is not UTF-8; save the file as that")
		case is == keyLine:
			key, words, ok := strings.Cut(rest, "=")
			c.begin(strings.TrimSpace(key), ok, n)
			c.entries(words, n)
		case is == moreLine && c.at == 0:
			fail(n, "begins with a space, so it goes on with the line above, and there is none; write key = words")
		case is == moreLine:
			c.entries(rest, n)
		}
	}
	c.end()
}

// begin takes the key of line n; ok says that a line is one.
func (c *checker) begin(key string, ok bool, n int) {
	c.end()
	_, known := c.named[key]
	first := c.lines[key]
	switch {
	case !ok:
		c.fail(n, "write key = words, or a space before words that go on with the line above")
	case !known:
		c.fail(n, key+": no such key; go doc -all sourcemark/claims/language has all of them")
	case first > 0:
		c.fail(n, key+": stands in line "+strconv.Itoa(first)+" too; write all its words there")
	default:
		c.lines[key] = n
	}
	c.key, c.at, c.words = key, n, make(map[string]int)
	if !ok || !known {
		c.key = ""
	}
}

// end looks at what the key has that ends here.
func (c *checker) end() {
	if c.key != "" && len(c.words) == 0 {
		c.fail(c.at, c.key+": has no words; leave the key out")
	}
}

// entries looks at words of the key in line n.
func (c *checker) entries(words string, n int) {
	for _, w := range strings.Fields(words) {
		if c.key == "" {
			return
		}
		if what := fault(w, c.named[c.key].form()); what != "" {
			c.fail(n, c.key+": "+visible(w)+": "+what)
		}
		entry, _, _ := strings.Cut(w, "=")
		if at := c.words[entry]; at > 0 {
			c.fail(n, c.key+": "+visible(entry)+": stands in line "+strconv.Itoa(at)+" too; write it once")
		} else {
			c.words[entry] = n
		}
	}
}

// fault returns what is wrong with an entry; "" if nothing is.
func fault(w string, of form) string {
	entry, base, pair := strings.Cut(w, "=")
	number, err := strconv.Atoi(base)
	switch {
	case strings.ContainsFunc(w, hidden):
		return "has a character that nobody sees; type the word anew"
	case strings.ContainsFunc(w, unicode.IsUpper):
		return "has a capital; write it in small letters"
	case entry == "" || entry == "-" || strings.Trim(entry, "_") != entry:
		return "needs a letter at both ends; _ stands for a space between two words"
	case of == words && pair:
		return "has a =, and the words of this key are no pairs"
	case (of == pairs || of == numbers || pair) && base == "":
		return "needs = and what stands for it"
	case of == numbers && (err != nil || strconv.Itoa(number) != base):
		return "needs = and a whole number"
	case strings.Contains(base, "="):
		return "has two =; write one"
	}
	return ""
}

// hidden reports whether a letter is one that an editor does not show: a control character, or one of those for the
// direction of text, of which two joiners are needed in Persian and Hindi.
func hidden(c rune) bool {
	return unicode.Is(unicode.Cc, c) || unicode.Is(unicode.Cf, c) && c != '\u200c' && c != '\u200d'
}

// visible returns a word with what nobody sees as a box.
func visible(w string) string {
	return strings.Map(func(c rune) rune {
		if hidden(c) {
			return '□'
		}
		return c
	}, w)
}
