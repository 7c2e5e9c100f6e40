// Package language holds what the engine knows of the languages that the news is written in: one file a language, such
// as ko.txt, which a native speaker mends without touching Go.
//
// # The manual of a language file
//
// A line is "key = word word word"; lines that begin with a space go on with the one above, and a line that begins with
// # is a comment. A file has each key once, and leaves out those for which its language has no words. Keep them in the
// order of en.txt, so that two files can be read side by side.
//
//	negations = not no never none nor neither nobody
//	  nothing nowhere without
//
// The keys are those of [Key], whose comments say what their words do. Only how the engine reads a sentence hangs on
// them; none of them is ever shown.
//
// Words are written in small letters, as they stand in a sentence, and in every form that news has of them, unless the
// key asks for stems or dictionary forms: "sagte sagt sagten". Accents count. An entry of two words has _ for the space
// between them: at_least. One that ends in - stands for all words that begin with it, as steig- does for steigt and
// steigende, where whole words are looked up. An entry of a key of pairs has what stands for it after =, and one of a key of numbers its
// number:
//
//	months = january=1 jan=1 february=2
//	units = km=kilometre kilometres=kilometre
//
// Where a language writes no spaces between words, and for endings and prefixes, the entries are looked for within the
// text, and the longest counts.
//
// A word that is listed in vain costs a check that is refused and might have been shown. One that is missing may cost
// more: a verdict that is shown under words that no longer say the same. So be generous with negations, quantities,
// opposites and grammar, and sparing with words that find something: saying, offices, agents. Where a word is as often
// something else ("may", a month), leave it out.
//
// The first line of a file names the language and says whether a native speaker has read the file. [Parse] reports
// every fault of a file at once, with its line and what is needed, and the tests of this package read all files.
//
// What the words of a key do to a text is shown line by line in claims/testdata/keys.txt; whose words a quotation is,
// in claims/testdata/speakers.txt. Both take lines in any language, and a test holds each of them.
//
// Numbers, months, weekdays, currencies and units of most languages come from Unicode's Common Locale Data Repository;
// "go generate" adds what a file has not, and leaves what people wrote (internal/cldr).
//
// After a file was added, "go test ./claims/language -update" writes tongues.txt anew, by which programs tell languages
// apart before they have read their files.
//
// # In a program
//
//	l := language.Of("de-AT")         // by its tag; nil if the program has no such file
//	l = language.Detect(text)         // by what it is written in
//	l.Words(language.Negations).Has("nicht")
//
// The command line has all files, and the worker, too, as a module beside its program; each reads one when it first needs
// it. The widget has those that it hands over with [Load].
package language

import (
	_ "embed"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Language is what the engine knows of one: the words of its file.
type Language struct {
	Tag   string // BCP 47, without a region: "en"; "" of several languages that are read together
	words [keys]Words

	values Words // the entries of all keys from Decimals to Next
}

// Words returns the words of a key.
func (l *Language) Words(k Key) *Words { return &l.words[k] }

// Values returns the words of all keys of numbers, days and names of things, of which none may be told from its neighbours
// by spaces alone: "per cent", "1200명".
func (l *Language) Values() *Words { return &l.values }

// gather makes the words of Values.
func (l *Language) gather() {
	for k := Decimals; k <= Next; k++ {
		l.values.texts = append(l.values.texts, l.words[k].texts...)
	}
}

// A shelf holds the languages that the program has.
type shelf struct {
	sync.Mutex
	read     map[string]*Language // by tag; nil for those of which it has no file
	tags     []string             // of the files that it may read, and of those that it was handed, in that order
	together *Language            // of all; nil until asked for
	tongues  []*Language          // those that TagOf tells apart, each with no more words than that takes
}

var known shelf

// tongues has the scripts and function words of all languages, by which a program tells them apart before it has read a
// file: reading all would take it longer than most articles.
//
//go:embed tongues.txt
var tongues string

// start reads the tongues when a language is first asked for.
func (s *shelf) start() {
	if s.read != nil {
		return
	}
	s.read = make(map[string]*Language)
	for line := range strings.Lines(tongues) {
		tag, rest, _ := strings.Cut(line, ": ")
		script, function, _ := strings.Cut(rest, ": ")
		l := &Language{Tag: tag}
		l.words[Script].texts, l.words[FunctionWords].texts = []string{script}, []string{function}
		s.tongues, s.tags = append(s.tongues, l), append(s.tags, tag)
	}
}

// of returns the language of a tag, whose file it reads when it is first asked for.
func (s *shelf) of(tag string) *Language {
	l, asked := s.read[tag]
	if !asked && slices.Contains(s.tags, tag) {
		if text := Text(tag); text != "" {
			l = &Language{Tag: tag}
			l.read(text)
		}
		s.read[tag] = l
	}
	return l
}

// Of returns the language of a BCP 47 tag, whatever its region or script; nil if the program does not have it.
func Of(tag string) *Language {
	tag, _, _ = strings.Cut(tag, "-")
	known.Lock()
	defer known.Unlock()
	known.start()
	return known.of(strings.ToLower(tag))
}

// Known reports whether texts in the language of a tag are told from others, whether or not the program has its file.
func Known(tag string) bool {
	known.Lock()
	defer known.Unlock()
	known.start()
	return slices.Contains(known.tags, tag)
}

// English returns English; nil if the program does not have it.
func English() *Language { return Of("en") }

// Together returns one language that has the words of all that the program has, for texts whose language is not known;
// but of numbers and days those of English alone, for "once" is eleven in Spanish, and no separators, which contradict
// one another.
func Together() *Language {
	known.Lock()
	defer known.Unlock()
	known.start()
	if known.together == nil {
		l := new(Language)
		for _, tag := range known.tags {
			if one := known.of(tag); one != nil {
				for k := range l.words {
					if k := Key(k); k < Decimals || k > Next || k == MonthsAfterPoints ||
						tag == "en" && k > Thousands {
						l.words[k].texts = append(l.words[k].texts, one.words[k].texts...)
					}
				}
			}
		}
		l.gather()
		known.together = l
	}
	return known.together
}

// Load adds a language to those that the program has, or takes the place of the one it has, out of the text of its
// file. What is not in order in it, which Parse would report, is left out. Texts that were read before keep the
// language they were read in.
func Load(tag, text string) {
	l := &Language{Tag: tag}
	l.read(text)
	known.Lock()
	defer known.Unlock()
	known.start()
	known.read[tag], known.together = l, nil
	if i := slices.Index(known.tags, tag); i >= 0 {
		known.tongues = slices.Clone(known.tongues) // for somebody may be going through them
		known.tongues[i] = l
	} else {
		known.tags = append(known.tags, tag)
		known.tongues = append(slices.Clip(known.tongues), l)
	}
}

// Tags returns the tags of the languages that the program has.
func Tags() []string {
	known.Lock()
	defer known.Unlock()
	known.start()
	return slices.DeleteFunc(slices.Clone(known.tags), func(tag string) bool { return known.of(tag) == nil })
}

// Parse reads the text of a file, "ko.txt". The error names all that is wrong in it, a line each:
//
//	ko.txt:12: negatoins: no such key; en.txt has all of them in their order
func Parse(file, text string) (*Language, error) {
	tag, ok := strings.CutSuffix(file, ".txt")
	l := &Language{Tag: tag}
	var wrong []error
	fail := func(line int, what string) {
		wrong = append(wrong, errors.New(file+":"+strconv.Itoa(line)+": "+what))
	}
	if !ok || len(tag) < 2 || len(tag) > 3 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" {
		fail(1, "name the file by the tag of its language, such as ko.txt")
	}
	check(text, fail)
	if wrong != nil {
		return nil, errors.Join(wrong...)
	}
	l.read(text)
	return l, nil
}
