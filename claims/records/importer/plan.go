package importer

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/dossier"
)

// A Plan is what an import would do, for somebody to look at and to put right before anything is taken over.
type Plan struct {
	Kind    Kind
	Told    string   // how the file was read, if it does not say so itself: in which encoding, with words to judge by
	Sheets  []Sheet  // of a workbook, or the tables of a page; empty for what has none
	Chosen  int      // the sheet that is read
	Columns []Column // of a table; empty for ClaimReviews and annotations, which say what they are
	Items   []Item   // the rows of the table, the reviews, the annotations, in their order; none is left out
	Notes   []string // what was repaired or left out, one thing each, with where it stands
	General []Note   // of these, those that are about no Item, without where: an Item has its own
	Drafts  int      // how many drafts there would be

	o      Options
	in     input
	asked  map[int]Meaning
	state  map[int]bool // of items that somebody has switched on or off
	others map[string]where
}

// Options are how to read what is imported. The zero value guesses.
type Options struct {
	Encoding string            // of a text; "" is what its bytes look like
	Sheet    string            // by its name; "" is the first that has checks
	Editions bool              // as Editions does
	Into     *claims.Dossier   // the dossier that the drafts are for; nil for a new one
	Folder   []*claims.Dossier // dossiers whose records are not to be checked once more
}

// A Sheet is a table of a workbook or a page.
type Sheet struct {
	Name   string // "" of the only table of a page
	Hidden bool
	Rows   int
}

// A Column is what a column of a table is taken for.
type Column struct {
	Name     string // "" if it has none
	Letter   string // A, B, as spreadsheets count them
	Meaning  Meaning
	Language string // of what stands in it, if that is not the language of the dossier
	Source   int    // which source of a row it is about, from 1; 0 if it is not about one
	Why      Why
	Examples []string // what stands in it first, three different things at most
}

// An Item is a row of a table, a review or an annotation, and what becomes of it.
type Item struct {
	Where string // "line 3", "claims[1]"
	Line  int    // of a table, from 1; else how many items there are with it
	Words string // as it stands in the file
	Left  Reason // why it gives no draft of its own; Taken if it does
	Of    string // the record, the line or the file that Left is about
	Draft *edit.Addition
	Notes []Note // what was repaired or left out in it
}

// A Reason says why something gives no draft of its own.
type Reason int

const (
	Taken     Reason = iota
	Joined           // it adds to the draft of the item Of
	NoClaim          // it does not say what is claimed
	Known            // the dossier has it: the record Of
	Elsewhere        // another dossier of the folder has it: the record Of
	Hidden           // it is hidden in the sheet
	Heading          // it stands over the whole table
	Reply            // it answers another annotation
	NoWords          // it is an annotation of no words
	Language         // it is the same review in another language
	Off              // somebody has switched it off
)

// String returns a reason in English.
func (r Reason) String() string {
	return [...]string{"a draft", "adds to a draft", "does not say what is claimed", "is in the dossier already",
		"is in another dossier", "is hidden in the sheet", "is a heading", "is a reply", "quotes no words of the article",
		"is the same in another language", "switched off"}[r]
}

// A Note is what was repaired or left out.
type Note struct {
	Kind   NoteKind
	Column string   // of a table in which it stands; "" if in none, or in all
	Values []string // what it names

	english string
}

// String returns a note in English.
func (n Note) String() string {
	if n.Column != "" {
		return n.Column + ": " + n.english
	}
	return n.english
}

// A NoteKind says what a note is about. Each is a word, by which the desk finds its text.
type NoteKind string

const (
	InPlan         NoteKind = ""             // what the plan says already: why an item gives no draft
	LettersLost    NoteKind = "letters-lost" // of a text
	Cleaned        NoteKind = "cleaned"      // a text, which is this now
	UnclearDate    NoteKind = "unclear-date"
	NoAddress      NoteKind = "no-address"
	NumberAlone    NoteKind = "number-alone"  // a verdict
	OtherVerdict   NoteKind = "other-verdict" // that of the dossier, and that of the file
	NoVerdict      NoteKind = "no-verdict"
	NoReviewer     NoteKind = "no-reviewer"
	NoAnchor       NoteKind = "no-anchor"
	NamelessSource NoteKind = "nameless-source"
	Shortened      NoteKind = "shortened" // to so many characters
	HasTags        NoteKind = "has-tags"
	Unreadable     NoteKind = "unreadable"
	Repaired       NoteKind = "repaired"
	NoColumn       NoteKind = "no-column"
	OneSheet       NoteKind = "one-sheet"    // of several, this one
	NoHeading      NoteKind = "no-heading"   // words in a column without a name
	Failed         NoteKind = "failed"       // a formula
	HiddenRows     NoteKind = "hidden-rows"  // their numbers
	DayNumber      NoteKind = "day-number"   // a number of Excel, and the day it is taken for
	ColumnHidden   NoteKind = "hidden"       // a column
	ColumnTwice    NoteKind = "column-twice" // a column, and its place
	ColumnTags     NoteKind = "column-tags"
	ColumnUnknown  NoteKind = "column-unknown"
	VerdictLacks   NoteKind = "verdict-lacks" // what belongs to it
	SourceLacks    NoteKind = "source-lacks"  // the same
	LinkAddress    NoteKind = "link-address"
	LinkMore       NoteKind = "link-more"
	Guessed        NoteKind = "guessed" // an encoding, and words to judge by
)

// NoteKinds are all that say something.
var NoteKinds = [...]NoteKind{LettersLost, Cleaned, UnclearDate, NoAddress, NumberAlone, OtherVerdict, NoVerdict, NoReviewer,
	NoAnchor, NamelessSource, Shortened, HasTags, Unreadable, Repaired, NoColumn, OneSheet, NoHeading, Failed, HiddenRows,
	DayNumber, ColumnHidden, ColumnTwice, ColumnTags, ColumnUnknown, VerdictLacks, SourceLacks, LinkAddress, LinkMore, Guessed}

type where struct{ file, id string }

// Read returns what an import of a file would do. The error says why nothing can be read of it, and what to do.
func Read(data []byte, o Options) (*Plan, error) {
	in, err := open(data, o.Encoding)
	if err != nil {
		return nil, err
	}
	p := &Plan{Kind: in.kind, Told: in.told, Chosen: -1, o: o, in: in, asked: map[int]Meaning{}, state: map[int]bool{},
		others: map[string]where{}}
	for _, d := range o.Folder {
		for _, all := range [...][]claims.Record{d.Records, d.Drafts} {
			for i := range all {
				for _, words := range d.Wordings(all[i].ID, all[i].Text) {
					p.others[lettersOf(words)] = where{d.File, all[i].ID}
				}
			}
		}
	}
	if o.Sheet != "" && in.sheets != nil && !slices.ContainsFunc(in.sheets, func(g grid) bool { return strings.EqualFold(g.name, o.Sheet) }) {
		return nil, fmt.Errorf("there is no sheet %s: it has %s", dossier.Quote(o.Sheet),
			strings.Join(sheetNames(in.sheets, -1), ", "))
	}
	for _, g := range in.sheets {
		p.Sheets = append(p.Sheets, Sheet{g.name, g.hidden, len(g.rows)})
	}
	return p, p.make()
}

// Choose takes another sheet of the file.
func (p *Plan) Choose(sheet int) error {
	if sheet < 0 || sheet >= len(p.Sheets) {
		return fmt.Errorf("there is no sheet %d", sheet+1)
	}
	p.in.chosen, p.in.sheet = sheet, p.in.sheets[sheet].whole()
	p.asked, p.state = map[int]Meaning{}, map[int]bool{}
	return p.make()
}

// For says that the drafts are for another dossier, or for the same one after a change to it.
func (p *Plan) For(d *claims.Dossier) error {
	p.o.Into = d
	return p.make()
}

// Set takes a column for something else: by its place, from 0. A meaning may have a language, text@ko.
func (p *Plan) Set(column int, m Meaning) error { return p.Change(map[int]Meaning{column: m}, nil) }

// Change does what several calls of Set and Take do, at once. After an error nothing has changed.
func (p *Plan) Change(columns map[int]Meaning, items map[int]bool) error {
	for column, m := range columns {
		if column < 0 || column >= len(p.Columns) {
			return fmt.Errorf("there is no column %d", column+1)
		}
		base, _ := inLanguage(string(m))
		if m != None && !isColumn(base) && !slices.Contains(Meanings[:], m) {
			return fmt.Errorf("a column cannot be %q", m)
		}
	}
	for item := range items {
		if item < 0 || item >= len(p.Items) {
			return fmt.Errorf("there is no item %d", item+1)
		}
	}
	maps.Copy(p.asked, columns)
	maps.Copy(p.state, items)
	return p.make()
}

// SetNamed does the same for a column by its name or letter, as somebody types both; what it is may be said in any of
// our languages.
func (p *Plan) SetNamed(name, meaning string) error {
	m, ok := meaningOf(meaning)
	if !ok {
		var all []string
		for _, m := range Meanings {
			all = append(all, string(m))
		}
		return fmt.Errorf("%q is nothing that a column can be: give one of %s, or none", meaning, strings.Join(all, ", "))
	}
	for _, is := range [...]func(c Column) bool{
		func(c Column) bool { return c.Name == name },
		func(c Column) bool { return c.Name != "" && strings.EqualFold(c.Name, strings.TrimSpace(name)) },
		func(c Column) bool { return strings.EqualFold(c.Letter, name) },
	} {
		if i := slices.IndexFunc(p.Columns, is); i >= 0 {
			return p.Set(i, m)
		}
	}
	var all []string
	for _, c := range p.Columns {
		all = append(all, dossier.Quote(cmp.Or(c.Name, c.Letter)))
	}
	return fmt.Errorf("there is no column %q: the table has %s", name, strings.Join(all, ", "))
}

// Take switches an item on or off: one that is hidden in its sheet or in another dossier can be taken all the same.
func (p *Plan) Take(item int, on bool) error { return p.Change(nil, map[int]bool{item: on}) }

// make finds out what the import would do.
func (p *Plan) make() error {
	into := p.o.Into
	if into == nil {
		into = &claims.Dossier{}
	}
	m := p.run(into)
	p.Items, p.Notes, p.General, p.Drafts, p.Columns = m.items, m.notes, m.general, len(m.records), nil
	if m.found != 0 {
		p.Kind = m.found
	}
	if p.Told != "" {
		_, read, _ := strings.Cut(p.Told, "read as ")
		name, sample, _ := strings.Cut(read, ", with ")
		sample, _, _ = strings.Cut(sample, ";")
		if words, err := strconv.Unquote(sample); err == nil {
			sample = words
		}
		p.General = slices.Insert(p.General, 0, Note{Guessed, "", []string{name, sample}, p.Told})
	}
	if m.table1 == nil {
		return nil
	}
	for i, c := range m.table1.columns {
		col := Column{Name: c.name, Letter: letterOf(i), Why: c.why}
		base, number, several := strings.Cut(string(c.meaning), "#")
		base, col.Language, _ = strings.Cut(base, "@")
		col.Meaning = Meaning(base)
		if group(col.Meaning) == 3 {
			if col.Source = 1; several {
				col.Source, _ = strconv.Atoi(number)
			}
		}
		seen := map[string]bool{}
		for j := range m.table1.sheet.rows {
			const most = 3
			if s := plain(m.table1.sheet.rows[j].at(i)); s != "" && !seen[s] && len(seen) < most {
				seen[s] = true
				col.Examples = append(col.Examples, dossier.Clip(s))
			}
		}
		p.Columns = append(p.Columns, col)
	}
	return nil
}

// run imports what the plan is for.
func (p *Plan) run(into *claims.Dossier) *importer {
	m := newImporter(into, p.o.Editions)
	m.state, m.others = p.state, p.others
	m.take("", &p.in, p.o.Sheet, p.asked)
	p.Chosen = p.in.chosen
	return m
}

// Apply returns a dossier in its canonical form with the drafts of the plan added. It does what [Import] does, for what is
// in the file at that moment.
func (p *Plan) Apply(file string, data []byte) (added []byte, notes []string, err error) {
	d, err := records.Read(file, data)
	if err != nil {
		return nil, nil, err
	}
	m := p.run(d)
	return m.added(file, data)
}

// An input is what a file holds.
type input struct {
	kind   Kind
	told   string
	blocks [][]byte // of JSON
	sheets []grid
	text   string // of a table without sheets
	sheet  *sheet // that is read, as it was found
	chosen int
}

func itoa(n int) string { return strconv.Itoa(n) }

// open finds out what a file is. encoding is that of a text, "" if nobody says.
func open(data []byte, encoding string) (in input, err error) {
	in.chosen = -1
	if IsWorkbook(data) {
		in.kind, in.sheets, err = workbook(data)
		return in, err
	}
	text, told, err := charset.Sheet(data, encoding)
	start := strings.TrimSpace(strings.TrimPrefix(string(text), "\uFEFF"))
	if isMarkup(start) || err != nil && isMarkup(strings.TrimSpace(string(data[:min(len(data), 100)]))) {
		if encoding == "" {
			text = charset.Page(data, "") // which says it itself
		}
		for _, b := range about.Blocks([]byte(clipboardHTML(string(text)))) {
			if strings.Contains(string(b), "ClaimReview") || strings.Contains(string(b), "Annotation") {
				in.blocks = append(in.blocks, b)
			}
		}
		if in.kind = ClaimReviews; in.blocks != nil {
			return in, nil
		}
		in.kind = HTML
		if in.sheets, err = htmlTables(string(text)); err == nil && in.sheets == nil {
			err = errors.New("the page has no ClaimReviews and no table")
		}
		for i := range in.sheets {
			if g := &in.sheets[i]; g.name == "" && len(in.sheets) > 1 {
				g.name = "Table " + itoa(i+1)
			}
		}
		return in, err
	}
	if err != nil {
		return in, err
	}
	in.told = told
	if !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		if s, ok := readSheet(string(text)); ok {
			in.kind, in.sheet = Text, s
			return in, nil
		}
		if !strings.ContainsAny(start, "{[") {
			return in, errors.New("has no table with a column for what is claimed: name it claim, text, quotation or quote")
		}
	}
	in.blocks = [][]byte{text}
	return in, nil
}

// take imports what an input holds. asked is what somebody has said of its columns.
func (m *importer) take(name string, in *input, sheet string, asked map[int]Meaning) {
	if in.blocks != nil {
		for i, b := range in.blocks {
			if at := name; len(in.blocks) > 1 {
				m.json(fmt.Sprintf("%s[%d]", at, i), b)
			} else {
				m.json(name, b)
			}
		}
		return
	}
	if in.sheets != nil && in.sheet == nil {
		if in.chosen, in.sheet = choose(in.sheets, sheet); in.sheet == nil {
			if sheet == "" {
				m.note(name, NoColumn, "no sheet has a column for what is claimed: name it claim, text, quote or quotation")
			} else {
				m.note(name, NoColumn, "there is no sheet "+dossier.Quote(sheet)+": it has "+strings.Join(sheetNames(in.sheets, -1), ", "))
			}
			return
		}
	}
	if in.sheets != nil {
		if others := sheetNames(in.sheets, in.chosen); others != nil {
			m.note(name, OneSheet, "only the sheet "+dossier.Quote(in.sheets[in.chosen].name)+" is read, and not "+strings.Join(others, ", "),
				in.sheets[in.chosen].name)
		}
	}
	if in.sheet != nil {
		one := *in.sheet // which the import puts right as it goes
		one.rows = slices.Clone(one.rows)
		for i := range one.rows {
			one.rows[i].cells = slices.Clone(one.rows[i].cells)
		}
		m.table1 = m.table(name, &one, asked)
		m.table1.sheet = in.sheet
	}
}

// sheetNames returns the names of sheets with anything in them but one.
func sheetNames(sheets []grid, but int) (all []string) {
	for i, g := range sheets {
		if words := dossier.Quote(g.name); i != but && len(g.rows) > 0 {
			if g.hidden {
				words += " (hidden)"
			}
			all = append(all, words)
		}
	}
	return all
}

// begin notes the next item; it reports false if it is not to be taken.
func (m *importer) begin(where, words string) bool {
	m.item = len(m.items)
	m.items = append(m.items, Item{Where: strings.TrimPrefix(where, "."), Line: m.item + 1, Words: words})
	if on, said := m.state[m.item]; said && !on {
		m.leave(Off, "")
		return false
	}
	return true
}

// insists reports whether somebody has switched the item on that is being read.
func (m *importer) insists() bool { return m.state[m.item] }

// leave says why the item that is being read gives no draft.
func (m *importer) leave(why Reason, of string) {
	if m.item >= 0 && m.item < len(m.items) {
		m.items[m.item].Left, m.items[m.item].Of = why, of
	}
}

// OfLine returns the Line of the item that x adds to; 0 if it adds to none.
func (p *Plan) OfLine(x Item) int {
	if x.Left != Joined {
		return 0
	}
	i := slices.IndexFunc(p.Items, func(y Item) bool { return y.Where == x.Of })
	return p.Items[max(i, 0)].Line
}

// joins says that the item that is being read adds to the draft of another.
func (m *importer) joins(rec *edit.Addition) {
	if i, ok := m.from[rec]; ok {
		m.leave(Joined, m.items[i].Where)
	} else {
		m.leave(NoClaim, "")
	}
}

// gives says which draft the item that is being read gives.
func (m *importer) gives(rec *edit.Addition) {
	if m.item >= 0 && m.item < len(m.items) {
		m.items[m.item].Draft = rec
		m.from[rec] = m.item
	}
}

// words returns what stands in a row, for somebody to know it by.
func (r *row) words() string {
	var all []string
	for _, c := range r.cells {
		if s := plain(c.text); s != "" && c.from != fromLeft {
			all = append(all, s)
		}
	}
	return dossier.Clip(strings.Join(all, " · "))
}
