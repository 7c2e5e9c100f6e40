// Package lang holds the words of the interface: one file a language, such as ko.txt, which a translator edits
// without touching Go.
//
// # The manual of a language file
//
// A line is "key = text"; a line that begins with # is a comment. A file has every key of en.txt once, and no other.
// Keep their order, so that two files can be read side by side.
//
//	position = %s of %s
//
// The interface replaces each %s; the comments in en.txt say with what. A language that needs another order numbers
// them: "%2$s: %1$s". Nothing that is put in is ever inflected, so word the text around it: "prepared on %s",
// not "in %s".
//
// What is counted has one text for each plural category that CLDR gives the language (see [Lang.Count]):
//
//	claims.one = %s claim
//	claims.other = %s claims
//
// A text for one number only, such as the Arabic dual, may leave the number out.
//
// The tone is that of a sub-editor: short, calm, formal where the language has a formal address, and without
// exclamation marks. A statement without a source has "no source given" and is never called false. [Parse] reports
// every fault of a file at once, and the tests of this package hold files against CLDR and each other.
//
// # In a program
//
//	l, err := lang.Load(lang.Choose("zh-TW", "en")) // zh
//	l.Count(3, lang.Claims)                         // 3项说法
//
// The widget contains English alone, since a reader loads every byte of it. It is given the file of another language
// if the page needs one, and reads it with [Parse].
package lang

import (
	"strconv"
	"strings"
)

// Tags lists the languages of the interface, in the form of BCP 47. Chinese is in simplified characters only.
var Tags = [...]string{"en", "ko", "zh", "ja", "ru", "de", "fr", "es", "ar", "vi", "pt", "it", "tr"}

// Choose returns the first of the given languages, best first, that the interface has, and "en" if it has none of them.
// It ignores regions and scripts: a reader who asks for zh-Hant is helped more by simplified Chinese than by English.
func Choose(tags ...string) string {
	for _, wanted := range tags {
		primary, _, _ := strings.Cut(strings.ToLower(wanted), "-")
		for _, tag := range Tags {
			if tag == primary {
				return tag
			}
		}
	}
	return "en"
}

// A Lang is the interface in one language. Fields with %s in their comment are for [Format]; the comment says what
// each %s is. [Parse] and [Load] make one, with no field empty.
type Lang struct {
	Tag string // one of Tags
	Dir string // "ltr" or "rtl"

	// Statuses, in the order of claims.Status: unsourced, sourced, disputed, neutral, withdrawn.
	Status [5]string
	// What a card says in place of a verdict where no checker gave one.
	StatusVerdict [5]string

	// The bar over the article.
	Region, Filter, AllChecks, HideMarks, ShowMarks, ShowAll, Edit, StopEditing, Reset string
	NotChecked                                                                         string // %s of %s
	CheckedBy                                                                          string // %s by %s
	Failed                                                                             string // the checks could not be loaded

	// What is read out when the checks are there: %s checked passages, %s disputed, %s unsourced.
	Ready string

	// A check.
	Position                                                                 string // %s of %s
	Marker                                                                   string // check %s, status %s
	Close, Previous, Next, CopyLink, Copied, InAddress, Cite, Cited, Report  string
	Claimed, Printed, Automatic, Restated, WordingChanged, Disagree, Sources string
	NotTranslated                                                            string // %s: language
	To, Correction, Relay, TranslatedBy                                      string // %s
	From                                                                     string // language %s, from %s
	SignedBy                                                                 string // whose key, %s, and which, %s
	Unsigned                                                                 string // in the place of SignedBy
	Removed, Added                                                           string // said before a marked word
	Primary, Agency, Secondary, Passage, Archived, Undated, NoLink           string

	// How printed words agree with the source's, in the order of claims.QuoteMatch: notFound, verbatim,
	// trimmed, altered, translated, paraphrase.
	Match                    [6]string
	TrimmedMarked, Beginning string

	Because string    // why the engine thinks that a sentence can be checked: a list of reasons, %s
	Reasons [9]string // in the order of claims.ReasonKind, each with its words, %s

	// Records that could not be placed.
	Differs, Missing, Ambiguous, Unsearched, Nothing string
	Here                                             string // what stands here, %s, and what was checked, %s
	Speaker                                          string // whom the article quotes, %s, and whom the record has, %s

	Endnotes string // the heading of the checks as they are printed

	// How words are put together.
	Marks    string // words, %s, in quotation marks
	List     string // two items of a list, %s and %s
	Detail   string // a thing, %s, and what is said about it, %s
	Sentence string // words, %s, as a sentence

	counts              [nouns][categories]string
	dayDate             string // day, month, year
	monthDate           string // month, year
	firstDay            string
	months, monthsAlone string   // twelve words: next to a day, and without one
	languages           []string // of languageTags
}

// languageTags lists the languages that have a name in every file, those of most sources first.
const languageTags = "en zh ko ru ja de fr es ar uk it pt tr pl nl sv no da fi cs el he hi fa id vi th"

// A Noun is something that the interface counts.
type Noun uint8

const (
	Claims Noun = iota
	Quotations
	Checked
	SourcedItems
	DisputedItems
	NeutralItems
	UnsourcedItems
	Unplaced
	Withheld
	Filtered
	MoreSources
	WordsDiffer
	nouns
)

// Count returns n of something in the words for that number: "1 claim", "3 claims". n is not negative.
func (l *Lang) Count(n int, noun Noun) string {
	return Format(l.counts[noun][plural(l.Tag, n)], strconv.Itoa(n))
}

// Date returns an ISO 8601 date as people write it: a day, a month or a year. It leaves out the time of day. What is no
// date comes back as it is.
func (l *Lang) Date(iso string) string {
	day, _, _ := strings.Cut(iso, "T")
	year, rest, _ := strings.Cut(day, "-")
	month, d, whole := strings.Cut(rest, "-")
	m, err := strconv.Atoi(month)
	if err != nil || m < 1 || m > 12 {
		return day
	}
	if !whole {
		return Format(l.monthDate, word(l.monthsAlone, m-1), year)
	}
	d = strings.TrimLeft(d, "0")
	if d == "1" {
		d = l.firstDay
	}
	return Format(l.dayDate, d, word(l.months, m-1), year)
}

// word returns the n-th word of a list, counted from 0.
func word(list string, n int) string {
	if words := strings.Fields(list); n >= 0 && n < len(words) {
		return words[n]
	}
	return ""
}

// Language returns the name of a language in this one, and its tag if the name is not known. It ignores regions.
func (l *Lang) Language(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	for i, t := range strings.Fields(languageTags) {
		if t == primary {
			return l.languages[i]
		}
	}
	return tag
}

// Evidence returns the name of a kind of evidence: "primary", "agency", or, for anything else, secondary.
func (l *Lang) Evidence(kind string) string {
	switch kind {
	case "primary":
		return l.Primary
	case "agency":
		return l.Agency
	}
	return l.Secondary
}

// Format returns s with args in the places that it has for them: each %s takes the next one, and %2$s the second. A
// place without an arg becomes empty. Text and args are of one type, plain text or HTML, so that the two cannot be
// mixed up.
func Format[S ~string](s S, args ...S) S {
	n := len(s)
	for _, a := range args {
		n += len(a)
	}
	var out strings.Builder
	out.Grow(n)
	rest := string(s)
	for next := 0; ; {
		before, number, after, ok := cutPlace(rest)
		out.WriteString(before)
		if !ok {
			return S(out.String())
		}
		if number == 0 {
			next++
			number = next
		}
		if number <= len(args) {
			out.WriteString(string(args[number-1]))
		}
		rest = after
	}
}

// cutPlace cuts s around its first place for an argument. number is that of the argument, from 1, and 0 for the next
// one.
func cutPlace(s string) (before string, number int, after string, ok bool) {
	for i := strings.IndexByte(s, '%'); i >= 0; {
		rest := s[i:]
		if strings.HasPrefix(rest, "%s") {
			return s[:i], 0, rest[len("%s"):], true
		}
		if len(rest) >= len("%1$s") && '1' <= rest[1] && rest[1] <= '9' && rest[2:4] == "$s" {
			return s[:i], int(rest[1] - '0'), rest[len("%1$s"):], true
		}
		next := strings.IndexByte(rest[1:], '%')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return s, 0, "", false
}
