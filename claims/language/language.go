// Package language holds what the engine knows of the languages that the news is written in: one file a language, such
// as ko.txt, which a native speaker mends without touching Go.
//
// # The manual of a language file
//
// A line is "key = word word word"; lines that begin with a space go on with the one above, and a line that begins with
// # is a comment. A file has each key once, and leaves out those for which its language has no words. They stand in the
// order of keys.go, so that two files can be read side by side; this puts them there, and says what it changed:
//
//	go run ./claims/language/internal/order
//
//	negations = not no never none nor neither nobody
//	  nothing nowhere without
//
// The keys are those of [Key], whose comments say what their words do. Only how the engine reads a sentence hangs on
// them; none of them is ever shown.
//
// # Which keys first
//
// No language has all of the 300 keys: half are for one way of writing or for English alone, as their headings say.
// Begin with these, in this order; each step is of use without the next.
//
//  1. script, function-words: a text is not known to be in the language without them, and all else is in vain.
//  2. grammar, negations, opposites, quantities: a verdict must not stand under words that say something else now. These
//     are the words that tell; nothing below makes up for one that is missing here.
//  3. "go generate", for numbers, months, currencies and units, as said below; then whatever it left out. It needs the
//     npm packages that CONTRIBUTING.md installs.
//  4. titles, abbreviations: where sentences end.
//  5. saying, auxiliaries, according-to, speaker-ends, determiners, offices, singular: whose words a quotation is.
//  6. that, have, before-verbs: what is reported without quotation marks.
//  7. number-words, accounts, when, compares, changes, acts: which sentences can be checked.
//  8. less, more, light, doers, aims, asides: claims in other words, which are looked for only in a language that has less.
//
// Languages without capitals need nobodies, and those without spaces between words need saying-stems or saying-within, in
// place of offices and saying. Take the file of the nearest language that there is, and go through it key by key.
//
// # The words
//
// Words are written in small letters, as they stand in a sentence, and in every form that news has of them, unless the
// key asks for stems or dictionary forms: "sagte sagt sagten". Accents count. An entry of two or three words has _ for
// the spaces between them: at_least. One that ends in - stands for all words that begin with it, as steig- does for
// steigt and steigende, where whole words are looked up; mind what else begins so, as fredag (Friday) does with fred-
// (peace). An entry of a key of pairs has what stands for it after =, and one of a key of numbers its number. What stands
// for a currency or a unit is a name that other files use too, so that languages can be compared; give crowns of two
// countries two names:
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
// # How to see what a file does
//
// Write what readers of the language expect into claims/testdata/languages, in a file of the same name, and run
// "go test ./claims -run TestLanguages/sv": what is read in another way is printed beside it. A file has sections, and
// needs not have all:
//
//	= sentences
//	Båten tar bl.a. bilar. Den går från Holm.
//	> Båten tar bl.a. bilar.
//	> Den går från Holm.
//
//	= speech
//	Lotsen sade att planen är ”tom och dyr”.
//	> mixed | Lotsen | att planen är ”tom och dyr”
//
//	= pronouns
//	Anna Lindvik sade att färjan blir kvar. ”Vi väntar”, sade hon.
//	> hon = Anna Lindvik
//
//	= claims
//	+ Färjan fraktade 41 200 passagerare förra året.
//	- Vi borde tänka på öarna.
//
//	= values
//	1,5 miljoner = en: 1.5 million
//
//	= placed
//	(a story of two or more sentences)
//	Fullmäktige godkände bron. => Fullmäktige avslog bron. | none
//
// Under speech stand, for each report, how it is made (direct, mixed or indirect), the speaker as written, - if there
// is none, and what is said. Under placed stands how a record of the first sentence is shown in the second: same, differs
// or none. The head of claims/languages_test.go has the rest.
//
// What the words of a key do to a text is shown line by line in claims/testdata/keys.txt; whose words a quotation is,
// in claims/testdata/speakers.txt. Both take lines in any language, and a test holds each of them.
//
// # What programs add
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

// tongues has the scripts, function words and letters of all languages, by which a program tells them apart before it has read a
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
		script, rest, _ := strings.Cut(rest, ": ")
		function, letters, some := strings.Cut(strings.TrimSpace(rest), ": ")
		l := &Language{Tag: tag}
		l.words[Script].texts, l.words[FunctionWords].texts = []string{script}, []string{function}
		if some {
			l.words[Letters].texts = []string{letters}
		}
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
// but of numbers, days, stems and owners those of English alone, for "once" is eleven in Spanish, and -in ends owners in
// Turkish; and no separators, which contradict one another.
func Together() *Language {
	known.Lock()
	defer known.Unlock()
	known.start()
	if known.together == nil {
		l := new(Language)
		for _, tag := range known.tags {
			if one := known.of(tag); one != nil {
				for k := range l.words {
					if k := Key(k); k < Decimals || k > Next && k < PlainForms || k > PossessiveEndings || k == MonthsAfterPoints ||
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
//	ko.txt:12: negatoins: no such key; go doc -all sourcemark/claims/language has all of them
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
