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
// A language that is new has its file named twice in files.go, and "go test ./claims/language -update" writes
// tongues.txt anew, by which the widget tells languages apart before it has their files.
//
// # In a program
//
//	l := language.Of("de-AT")         // by its tag; nil if the program has no such file
//	l = language.Detect(text)         // by what it is written in
//	l.Words(language.Negations).Has("nicht")
//
// A program has the files that are compiled into it, which are all but in the widget, and those that it hands over with
// [Load].
package language

import (
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
}

// Words returns the words of a key.
func (l *Language) Words(k Key) *Words { return &l.words[k] }

// A shelf holds the languages that the program has.
type shelf struct {
	sync.Mutex
	read     map[string]*Language // by tag
	tags     []string             // of read, in the order in which they came
	together *Language            // of all; nil until asked for
	tongues  []*Language          // those that TagOf tells apart; of some it may have no more words than for that
}

var known shelf

// Of returns the language of a BCP 47 tag, whatever its region or script; nil if the program does not have it.
func Of(tag string) *Language {
	tag, _, _ = strings.Cut(tag, "-")
	known.Lock()
	defer known.Unlock()
	start()
	return known.read[strings.ToLower(tag)]
}

// Known reports whether texts in the language of a tag are told from others, whether or not the program has its file.
func Known(tag string) bool {
	known.Lock()
	defer known.Unlock()
	start()
	return slices.ContainsFunc(known.tongues, func(l *Language) bool { return l.Tag == tag })
}

// English returns English, which every program has.
func English() *Language { return Of("en") }

// Together returns one language that has the words of all that the program has, for texts whose language is not known.
func Together() *Language {
	known.Lock()
	defer known.Unlock()
	start()
	if known.together == nil {
		l := new(Language)
		for _, tag := range known.tags {
			for k := range l.words {
				l.words[k].texts = append(l.words[k].texts, known.read[tag].words[k].texts...)
			}
		}
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
	start()
	add(l)
}

func add(l *Language) {
	if known.read[l.Tag] == nil {
		known.tags = append(known.tags, l.Tag)
	}
	known.read[l.Tag] = l
	known.together = nil
	if i := slices.IndexFunc(known.tongues, func(o *Language) bool { return o.Tag == l.Tag }); i >= 0 {
		known.tongues = append([]*Language(nil), known.tongues...) // for somebody may be going through them
		known.tongues[i] = l
	} else {
		known.tongues = append(known.tongues[:len(known.tongues):len(known.tongues)], l)
	}
}

// start reads the files that are compiled into the program when a language is first asked for.
func start() {
	if known.read != nil {
		return
	}
	known.read = make(map[string]*Language)
	for line := range strings.Lines(tongues) {
		tag, rest, _ := strings.Cut(line, ": ")
		script, function, _ := strings.Cut(rest, ": ")
		l := &Language{Tag: tag}
		l.words[Script].texts, l.words[FunctionWords].texts = []string{script}, []string{function}
		known.tongues = append(known.tongues, l)
	}
	for tag := range strings.FieldsSeq(shipped) {
		l := &Language{Tag: tag}
		l.read(Text(tag))
		add(l)
	}
}

// Tags returns the tags of the languages that the program has.
func Tags() []string {
	known.Lock()
	defer known.Unlock()
	start()
	return append([]string(nil), known.tags...)
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
