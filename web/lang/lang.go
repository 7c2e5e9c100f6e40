// Package lang holds the words of the interface, one file a language.
package lang

import "strings"

// A Lang is the interface in one language. Texts with %s take their arguments in order.
type Lang struct {
	Tag string // BCP 47

	// Statuses, in the order of claims.Status: unsourced, sourced, disputed, withdrawn.
	Status [4]string
	// What each means where no checker gave a verdict of its own.
	StatusVerdict [4]string

	// The bar over the article.
	Region, Filter, AllChecks, HideMarks, ShowMarks, Edit, StopEditing, Reset string
	NotChecked                                                                string // %s of %s
	CheckedBy                                                                 string // %s by %s

	// A check.
	Position                                                       string // %s of %s
	Marker                                                         string // which check, %s, and its status, %s
	Close, Previous, Next, CopyLink, Copied, InAddress, Report     string
	Claimed, Printed, Automatic, WordingChanged, Sources           string
	To, Correction, Relay, TranslatedBy                            string // %s
	From                                                           string // one language, %s, from another, %s
	Removed, Added                                                 string // said before a marked word
	Primary, Agency, Secondary, Passage, Archived, Undated, NoLink string

	// How printed words agree with the source's, in the order of claims.QuoteMatch: notFound, verbatim,
	// trimmed, altered, translated, paraphrase.
	Match                             [6]string
	TrimmedMarked, Altered, Beginning string
	AlteredMany                       string // %s

	Because string    // why a sentence counts as a claim: a list of reasons, %s
	Reasons [9]string // in the order of claims.ReasonKind, each with its words, %s

	// What could not be placed.
	Differs, Missing, Ambiguous, Nothing string
	Here                                 string // what stands here, %s, and what was checked, %s

	Endnotes string // the heading of the checks as they are printed

	Ready string // %s checked passages, %s disputed, %s unsourced

	months    [12]string
	languages string // "tag name, tag name"

	// Count is "%d items" in the right plural form for n.
	Count func(n int, noun Noun) string
}

// A Noun is something the interface counts.
type Noun uint8

const (
	Claims Noun = iota
	Quotations
	Checked
	Unplaced
	MoreSources
)

// Date is an ISO 8601 date as people write it: a day, a month or a year. The time of day is left out.
func (l *Lang) Date(iso string) string {
	day, _, _ := strings.Cut(iso, "T")
	parts := strings.Split(day, "-")
	if len(parts) < 2 {
		return day
	}
	m := 0
	for _, c := range parts[1] {
		m = 10*m + int(c-'0')
	}
	if m < 1 || m > 12 {
		return day
	}
	out := l.months[m-1] + " " + parts[0]
	if len(parts) == 3 {
		out = strings.TrimLeft(parts[2], "0") + " " + out
	}
	return out
}

// Language is the name of a language; its tag if the name is not known.
func (l *Lang) Language(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	for entry := range strings.SplitSeq(l.languages, ", ") {
		if t, name, _ := strings.Cut(entry, " "); t == primary {
			return name
		}
	}
	return tag
}

// Evidence is the name of a kind of evidence.
func (l *Lang) Evidence(kind string) string {
	switch kind {
	case "primary":
		return l.Primary
	case "agency":
		return l.Agency
	}
	return l.Secondary
}

// Format puts args in the place of each %s of s.
func Format(s string, args ...string) string {
	var b strings.Builder
	for _, a := range args {
		before, after, ok := strings.Cut(s, "%s")
		if !ok {
			break
		}
		b.WriteString(before + a)
		s = after
	}
	return b.String() + s
}
