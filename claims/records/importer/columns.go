package importer

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// What a column is, its name tells in most spreadsheets, in the language of the newsroom and in words of its own; what
// stands in it tells the rest, and whether the name tells the truth: “Source” is an address in one sheet and an
// institution in another, and “Date” belongs to what it stands beside.

// A Meaning is what a column of a table is taken for: the name that it has in what sourcemark export writes, or one of
// these.
type Meaning string

const (
	None      Meaning = ""          // it is left out
	Claim     Meaning = "text"      // what is said, in the words of the checker
	Quotation Meaning = "quotation" // what was said, word for word
	Notes     Meaning = "notes"     // for colleagues
	Tags      Meaning = "tags"      // which a record does not keep
	source    Meaning = "source"    // who or what the source is or its address, as the column has it
	when      Meaning = "when"      // a date of what it stands beside
)

// Meanings lists what a column may be taken for, as a form offers them.
var Meanings = [...]Meaning{Claim, Quotation, "quote", "speaker", "said", "verdict", "fact", "why", "reviewer", "reviewed",
	"review", "publisher", "title", "url", "archived", "date", "excerpt", "language", Notes, Tags}

//go:embed columns.txt
var columnList string

type columnTable struct {
	meanings map[string][]Meaning          // by names, folded
	labels   map[string]map[Meaning]string // by languages
}

var columnNames = sync.OnceValue(func() columnTable {
	t := columnTable{map[string][]Meaning{}, map[string]map[Meaning]string{}}
	for line := range strings.Lines(columnList) {
		head, names, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		tag, word, _ := strings.Cut(head, " ")
		meaning := Meaning(word)
		if t.labels[tag] == nil {
			t.labels[tag] = map[Meaning]string{}
		}
		for i, name := range strings.Split(names, "|") {
			name = strings.TrimSpace(name)
			if i == 0 {
				first, n := utf8.DecodeRuneInString(name)
				t.labels[tag][meaning] = string(unicode.ToUpper(first)) + name[n:]
			}
			if folded := lettersOf(name); !slices.Contains(t.meanings[folded], meaning) {
				t.meanings[folded] = append(t.meanings[folded], meaning)
			}
		}
	}
	return t
})

// In returns what people who write a language call a column of this meaning; in English if that is not known.
func (m Meaning) In(language string) string {
	labels := columnNames().labels
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	if s := labels[language][m]; s != "" {
		return s
	}
	return labels["en"][m]
}

// meaningOf returns the meaning that somebody names, in any of our languages; ok is false if there is none.
func meaningOf(name string) (m Meaning, ok bool) {
	name = columnName(name)
	if name == "none" || name == "" {
		return None, true
	}
	base, _ := inLanguage(name)
	if base == "claim" {
		return Claim, true
	}
	if isColumn(base) || slices.Contains(Meanings[:], Meaning(name)) {
		return Meaning(name), true
	}
	for _, m := range columnNames().meanings[lettersOf(name)] {
		if m != source && m != when {
			return m, true
		}
	}
	return None, false
}

// Why says why a column is taken for what it is, or for nothing.
type Why int

const (
	Unknown   Why = iota // neither its name nor what stands in it says what it is
	ByName               // its name says it
	ByContent            // what stands in it says it
	Asked                // somebody said it
	Twice                // another column is that already
	Veiled               // it is hidden in the sheet
	Unnamed              // it has no name, and stands beside columns that have
)

// String returns why, in English.
func (w Why) String() string {
	return [...]string{"unknown", "by its name", "by what stands in it", "as you say", "another column is that already",
		"hidden in the sheet", "it has no name"}[w]
}

// tally counts what the cells of a column are.
type tally struct {
	filled, addresses, archives, dates, numbers, verdicts, links, quoted int
	hours                                                                int // of the dates, those with a time of day
	words                                                                int
	values                                                               map[string]int
}

// mostTallied is how many rows are looked at for what a column is; the others are like them.
const mostTallied = 200

// tallyOf looks at what stands in a column.
func tallyOf(rows []row, column int) tally {
	t := tally{values: map[string]int{}}
	for i := range rows {
		if t.filled == mostTallied {
			break
		}
		s := plain(rows[i].at(column))
		if s == "" {
			continue
		}
		t.filled++
		t.values[s]++
		t.words += wordsIn(s)
		if rows[i].cells[column].link != "" {
			t.links++
		}
		urls, rest := addressesIn(s)
		if urls != nil && wordsIn(rest) <= wordsOfLabel {
			t.addresses++
			if slices.ContainsFunc(urls, isArchive) {
				t.archives++
			}
		}
		_, three := threeOf(s)
		_, iso := isoDate(s)
		switch {
		case len(s) == 4 && iso: // a year, or any number
			t.numbers++
		case three || iso || shortYear(s) != "":
			if t.dates++; strings.Contains(s, ":") {
				t.hours++
			}
		case strings.Trim(s, "0123456789.,-+% ") == "":
			t.numbers++
		case lint.IsUsual(s):
			t.verdicts++
		}
		if strings.HasPrefix(s, strings.Trim(s, dossier.Marks)) == false && len(s) > 2 {
			t.quoted++
		}
	}
	return t
}

const wordsOfLabel = 4 // beside an address: “Source: …”, “see also …”

// wordsIn counts the words of a text; in writing without spaces, every two letters are one.
func wordsIn(s string) (n int) {
	wide := 0
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			wide++
		}
	}
	return len(strings.Fields(s)) + wide/2
}

// archives are the sites that keep copies of pages.
var archives = [...]string{"web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "archive.li", "archive.vn",
	"archive.fo", "archive.md", "perma.cc", "ghostarchive.org", "megalodon.jp", "webcitation.org"}

func isArchive(address string) bool { return slices.Contains(archives[:], dossier.Site(address)) }

var webAddress = regexp.MustCompile(`(?i)(https?://|\bwww\.)[^\s<>"“”«»|]+`)

// addressesIn returns the addresses in a text, and the words around them.
func addressesIn(s string) (urls []string, rest string) {
	if a := address(s); a != "" && !strings.ContainsAny(strings.TrimSpace(s), " ;,\n") {
		return []string{a}, ""
	}
	rest = webAddress.ReplaceAllStringFunc(s, func(found string) string {
		found = strings.TrimRight(found, ".,;:!?'’")
		if strings.Count(found, "(") < strings.Count(found, ")") {
			found = strings.TrimRight(found, ")]}")
		}
		if a := address(found); a != "" && !slices.Contains(urls, a) {
			urls = append(urls, a)
		}
		return " "
	})
	return urls, strings.Trim(strings.Join(strings.Fields(rest), " "), " .,;:-–—|()[]")
}

// mostly reports whether a count is most of what is there: seven of eight, so that one slip does not hide what a column
// is.
func (t tally) mostly(n int) bool { return t.filled > 0 && n*8 >= t.filled*7 }

// half reports whether a count is half of what is there.
func (t tally) half(n int) bool { return t.filled > 0 && n*2 >= t.filled }

// long reports whether the cells are sentences, most of them different.
func (t tally) long() bool {
	const sentence = 4 // words
	return t.filled > 0 && t.words >= sentence*t.filled && len(t.values)*10 >= t.filled*8 && !t.half(t.addresses+t.dates+t.numbers)
}

// few reports whether the cells are few short words over and over, as verdicts are.
func (t tally) few() bool {
	const (
		rows  = 4 // of fewer, nothing can be told
		words = 4 // “Pants on Fire”, “Missing context”
	)
	for s := range t.values {
		if utf8.RuneCountInString(s) == 1 { // a tick, a letter
			return false
		}
	}
	return t.filled >= rows && len(t.values) > 1 && len(t.values)*2 <= t.filled && t.words <= words*t.filled && !t.half(t.addresses+t.dates+t.numbers)
}

// fits reports whether what stands in a column can be what its name says. Of an empty one nothing can be said against it.
func (t tally) fits(m Meaning) bool {
	if t.filled == 0 {
		return true
	}
	switch base, _, _ := strings.Cut(string(m), "@"); Meaning(base) {
	case "url", "archived", "review", "page":
		return t.half(t.addresses + t.links)
	case "said", "reviewed", "date", when:
		return t.half(t.dates + t.numbers)
	case Claim, Quotation, "quote", "why", "fact", "excerpt", Notes:
		return !t.half(t.addresses + t.dates)
	case "speaker", "publisher", "title", "reviewer", "verdict":
		return !t.half(t.addresses + t.dates)
	}
	return true
}

// certain reports whether what stands in a column is what a part of its name says. “Link to the post” is no source.
func (t tally) certain(m Meaning) bool {
	switch m {
	case source, "archived", "review":
		return t.mostly(t.addresses)
	case "said", "reviewed", "date", when:
		return t.mostly(t.dates)
	case Claim, Quotation, "why", "excerpt":
		return t.long()
	case "verdict":
		return t.half(t.verdicts) || t.few()
	}
	return false
}

var inBrackets = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)

// named returns what a name may mean, best first; exact is false if only a part of it is known.
func named(name string) (all []Meaning, exact bool) {
	const longest = 80 // bytes
	if len(name) > longest || strings.ContainsAny(name, "{}\"=") {
		return nil, false
	}
	known := columnNames().meanings
	for _, s := range []string{name, inBrackets.ReplaceAllString(name, " ")} {
		folded := lettersOf(s)
		if all := known[folded]; all != nil {
			return all, true
		}
		if all := known[strings.TrimRight(folded, "0123456789 ")]; all != nil && folded != "" {
			return all, true
		}
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("/|\n–—", r) }) {
		if all := known[lettersOf(part)]; all != nil {
			return all, true
		}
	}
	words := strings.Fields(lettersOf(name))
	for n := len(words) - 1; n > 0; n-- { // the longest part that is known
		for _, part := range [...][]string{words[:n], words[len(words)-n:]} {
			if found := known[strings.Join(part, " ")]; found != nil {
				all = append(all, found...)
			}
		}
	}
	return all, false
}

// A column of a table, and what it is taken for.
type column struct {
	name    string
	meaning Meaning // with a language, text@ko, and from the second source on with its number, url#2
	why     Why
	tally   tally
	may     []Meaning // what its name may mean
	exact   bool      // the whole name says it
}

// repeats reports whether a table may have several columns of a meaning: those of its sources.
func repeats(m Meaning) bool {
	switch m {
	case "publisher", "title", "url", "archived", "date", "excerpt", "evidence":
		return true
	}
	return false
}

// group says what a column is about: 1 the claim, 2 its review, 3 its source.
func group(m Meaning) int {
	base, _, _ := strings.Cut(strings.ReplaceAll(string(m), "#", "@"), "@")
	switch Meaning(base) {
	case Claim, Quotation, "quote", "speaker", "said":
		return 1
	case "verdict", "fact", "why", "reviewer", "reviewed", "review":
		return 2
	case "publisher", "title", "url", "archived", "date", "excerpt", "evidence", "language":
		return 3
	}
	return 0
}

// recognise says what the columns of a sheet are. asked is what somebody has said of columns, by their place. If the table
// is ours, its names say all.
func recognise(s *sheet, asked map[int]Meaning, ours bool) []column {
	all := make([]column, max(len(s.names), widest(s.rows)))
	taken := map[Meaning]int{} // how often
	take := func(i int, m Meaning, why Why) {
		c := &all[i]
		if c.meaning, c.why = m, why; m == None {
			return
		}
		if taken[m]++; taken[m] == 1 {
			return
		}
		if !repeats(m) {
			c.meaning, c.why = None, Twice
			return
		}
		c.meaning = Meaning(string(m) + "#" + itoa(taken[m]))
	}
	for i := range all {
		c := &all[i]
		if i < len(s.names) {
			c.name = strings.Join(strings.Fields(visible(s.names[i])), " ")
		}
		c.tally = tallyOf(s.rows, i)
		c.may, c.exact = named(c.name)
		if m, ok := asked[i]; ok {
			take(i, m, Asked)
		} else if slices.Contains(s.veiled, i) {
			c.why = Veiled
		}
	}
	open := func(i int) bool { _, ok := asked[i]; return !ok && all[i].why == Unknown && all[i].meaning == None }
	// Our own names are what they say.
	for i := range all {
		name := columnName(all[i].name)
		base, tag := inLanguage(name)
		if base == "claim" {
			base = "text"
		}
		if open(i) && isColumn(base) && (ours || base != "date" && !isInner(base) && s.holds(all, i, Meaning(base))) {
			m := Meaning(base)
			if tag != "" {
				m = Meaning(base + "@" + tag)
			}
			// Of two of the same name, the second has been filled in later.
			for j := range i {
				if all[j].meaning == m && all[j].why == ByName && !repeats(m) {
					all[j].meaning, all[j].why = None, Twice
					delete(taken, m)
				}
			}
			take(i, m, ByName)
		}
	}
	if ours {
		return all
	}
	for _, sure := range [...]bool{true, false} { // what a whole name says goes before what a part of one says
		for i := range all {
			if !open(i) || all[i].name == "" {
				continue
			}
			if all[i].exact != sure {
				continue
			}
			if m := s.choose(all, i); m != None {
				take(i, m, ByName)
			}
		}
	}
	has := func(ms ...Meaning) bool {
		return slices.ContainsFunc(ms, func(m Meaning) bool { return taken[m] > 0 })
	}
	// What no name says, by what stands there: first what cannot be anything else. A date with a time of day is when
	// somebody filled in a form.
	for _, rule := range [...]struct {
		meaning Meaning
		unless  []Meaning
		is      func(t tally) bool
	}{
		{"archived", []Meaning{"archived"}, func(t tally) bool { return t.mostly(t.archives) }},
		{"url", []Meaning{"url"}, func(t tally) bool { return t.mostly(t.addresses) && !t.half(t.archives) }},
		{"verdict", []Meaning{"verdict"}, func(t tally) bool { return t.mostly(t.verdicts) && t.filled > 1 }},
		{Quotation, []Meaning{Claim, Quotation, "quote"}, func(t tally) bool { return t.long() && t.mostly(t.quoted) }},
		{Claim, []Meaning{Claim, Quotation, "quote"}, tally.long},
		{"verdict", []Meaning{"verdict"}, tally.few},
		{when, nil, func(t tally) bool { return t.mostly(t.dates) && t.filled > 1 && !t.half(t.hours) }},
	} {
		for i := range all {
			if all[i].exact {
				continue // it is called something else, which does not stand there
			}
			if open(i) && !has(rule.unless...) && rule.is(all[i].tally) {
				m := rule.meaning
				if m == when {
					m = s.date(all, i)
				}
				if m != None && (taken[m] == 0 || rule.meaning != when) {
					take(i, m, ByContent)
				}
			}
		}
	}
	for i := range all {
		if open(i) && all[i].name == "" {
			all[i].why = Unnamed
		}
	}
	return all
}

// isInner reports whether a column of a table that export writes means nothing in others, where “Status” is how far
// somebody got.
func isInner(name string) bool {
	return name == "status" || name == "negative" || name == "passage" || name == "dossier"
}

// holds reports whether a column may be what it is called, one of our own names, since its name means nothing else that
// stands there.
func (s *sheet) holds(all []column, i int, m Meaning) bool {
	if all[i].tally.fits(m) {
		return true
	}
	chosen := s.choose(all, i)
	return chosen == m || chosen == None && m != Claim && m != "quote" // addresses are not what is claimed
}

func widest(rows []row) (n int) {
	for i := range rows {
		n = max(n, len(rows[i].cells))
	}
	return n
}

// choose returns which of the meanings of a name a column has; None if what stands in it is none of them.
func (s *sheet) choose(all []column, i int) Meaning {
	t, meanings, exact := all[i].tally, all[i].may, all[i].exact
	for _, certain := range [...]bool{true, false} {
		if !certain && !exact {
			break
		}
		for _, m := range meanings {
			fits := t.fits(m)
			if certain {
				fits = (t.certain(m) || exact && m == "url" && t.mostly(t.addresses)) && (len(meanings) > 1 || !exact)
			}
			if !fits {
				continue
			}
			switch m {
			case source:
				return s.source(all, t)
			case when:
				return s.date(all, i)
			}
			return m
		}
	}
	if exact && t.half(t.addresses) && slices.ContainsFunc(meanings, func(m Meaning) bool { return group(m) == 3 }) {
		return "url" // “Title”, and addresses stand there
	}
	return None
}

// source returns what a column that is called a source has of it.
func (s *sheet) source(all []column, t tally) Meaning {
	const name = 6 // words of the name of an institution
	switch {
	case t.half(t.addresses):
		return "url"
	case t.words > name*max(t.filled, 1) || slices.ContainsFunc(all, func(c column) bool { return c.meaning == "publisher" }):
		return "title"
	}
	return "publisher"
}

// date returns what a date is of: of what the columns before it are about, else of what those after it are.
func (s *sheet) date(all []column, i int) Meaning {
	of := [...]Meaning{1: "said", 2: "reviewed", 3: "date"}
	about := func(j int) int {
		if g := group(all[j].meaning); g > 0 || all[j].meaning != None || all[j].name == "" {
			return g
		}
		if !all[j].exact {
			return 0
		}
		if all[j].may[0] == source {
			return 3
		}
		return group(all[j].may[0])
	}
	for j := i - 1; j >= 0; j-- {
		if g := about(j); g > 0 {
			return of[g]
		}
	}
	for j := i + 1; j < len(all); j++ {
		if g := about(j); g > 0 {
			return of[g]
		}
	}
	return None
}
