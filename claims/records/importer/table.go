package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/dossier"
)

// separators are what stands between the cells of a table: Excel takes a semicolon where people write decimal commas.
const separators = ",;\t|"

// separatorOf returns the separator that a line has most of; 0 if it has none, when it is one cell.
func separatorOf(line string) (separator byte) {
	for i := range len(separators) {
		if n := strings.Count(line, separators[i:i+1]); n > 0 && (separator == 0 || n > strings.Count(line, string(separator))) {
			separator = separators[i]
		}
	}
	return separator
}

// readCSV returns the rows of a table whose cells are separated as most are in its first line. A quoted cell that is
// not closed ends with the file.
//
// encoding/csv reads the same where it accepts a table (FuzzReadCSV), but not tables as people make them: it refuses
// 5" in a cell, or takes "a" ,b for a cell that goes on to the next quotation mark, and lines are lost.
func readCSV(s string) [][]string {
	s = strings.TrimPrefix(s, "\uFEFF")
	header, _, _ := strings.Cut(s, "\n")
	return readRows(s, separatorOf(header))
}

// readRows returns the rows of a table whose cells are separated by a character; 0 if each row is one cell.
func readRows(s string, separator byte) [][]string {
	var rows [][]string
	var row []string
	var cell []byte
	for i := 0; i < len(s); {
		if s[i] == '"' && len(cell) == 0 {
			for i++; i < len(s); i++ {
				if s[i] == '"' {
					if i++; i == len(s) || s[i] != '"' {
						break
					}
				}
				cell = append(cell, s[i])
			}
		}
		for i < len(s) && (s[i] != separator || separator == 0) && s[i] != '\n' {
			cell = append(cell, s[i])
			i++
		}
		if i == len(s) || s[i] == '\n' {
			row = append(row, strings.TrimSuffix(string(cell), "\r"))
			rows, row = append(rows, row), nil
		} else {
			row = append(row, string(cell))
			if i+1 == len(s) {
				rows = append(rows, append(row, ""))
			}
		}
		cell = cell[:0]
		i++
	}
	return rows
}

// A sheet is a table with the names of its columns. Its rows are those below these.
type sheet struct {
	grid
	names []string
	found heading
}

// A heading is where the names of columns seem to stand.
type heading struct {
	row   int // the first below the names; 0 if the table has none
	known int // how many of the names are known, or else how many columns are told by what stands in them
	names []string
}

// under returns the sheet that a grid is below its names.
func (g grid) under(h heading) *sheet {
	s := &sheet{grid: g, names: h.names, found: h}
	s.rows = make([]row, 0, len(g.rows)-h.row)
	for _, r := range g.rows[h.row:] {
		r.cells = slices.Clone(r.cells)
		for i := range r.cells {
			if c := &r.cells[i]; c.from == fromLeft {
				c.text, c.link = "", ""
			}
		}
		s.rows = append(s.rows, r)
	}
	return s
}

// isName reports whether a column may be called so, and whether that is a name for what is claimed.
func isName(name string) (known, claim bool) {
	column := columnName(name)
	if base, _ := inLanguage(column); isColumn(base) {
		return true, base == "text" || base == "quote" || base == "claim"
	}
	meanings, exact := named(name)
	return exact, exact && slices.ContainsFunc(meanings, func(m Meaning) bool { return m == Claim || m == Quotation })
}

// above is in how many rows the names are looked for; above them there may be a title.
const above = 20

// headingOf returns where the names of columns that we know stand, in one row or in two of which the upper one has merged
// cells; known is 0 if there are none. One of them must say what is claimed, or several be known.
func headingOf(rows []row) (best heading) {
	try := func(below int, names []string) {
		known, claim := 0, false
		for _, n := range names {
			k, c := isName(n)
			if claim = claim || c; k {
				known++
			}
		}
		if (claim || known > 1) && known > best.known {
			best = heading{below, known, names}
		}
	}
	for n := range rows[:min(len(rows), above)] {
		r := &rows[n]
		names := make([]string, len(r.cells))
		spans := false
		for i, c := range r.cells {
			names[i] = c.text
			spans = spans || c.from == fromLeft
		}
		if spans && n+1 < len(rows) {
			lower := &rows[n+1]
			both := make([]string, max(len(names), len(lower.cells)))
			for i := range both {
				both[i] = twoNames(r.at(i), lower.at(i))
			}
			try(n+2, both)
		}
		try(n+1, names)
	}
	return best
}

// twoNames returns the name of a column that has one above the other.
func twoNames(upper, lower string) string {
	if strings.TrimSpace(lower) == "" || upper == lower {
		return upper
	}
	for _, name := range [...]string{upper + " " + lower, lower} {
		if known, _ := isName(name); known {
			return name
		}
	}
	return strings.TrimSpace(upper + " " + lower)
}

// headingByContent returns where the rows of a table begin of which no name is known, if what stands in its columns tells
// what is claimed and one thing more; known is 0 if it does not. The names are the cells of its first row, if that is
// unlike the others.
func headingByContent(g grid) (h heading) {
	if len(g.rows) < 2 {
		return h
	}
	first := &g.rows[0]
	names := make([]string, len(first.cells))
	filled := 0
	for i, c := range first.cells {
		names[i] = c.text
		urls, _ := addressesIn(c.text)
		_, date := isoDate(plain(c.text))
		const longest = 8 // words of a name: forms have questions
		if wordsIn(c.text) > longest || urls != nil || date {
			names = nil
			break
		}
		if strings.TrimSpace(c.text) != "" {
			filled++
		}
	}
	if filled < 2 {
		names = nil
	}
	count := func(h heading) int {
		known, claim := 0, false
		for _, c := range recognise(g.under(h), nil, false) {
			if c.meaning != None {
				known++
				claim = claim || c.meaning == Claim || c.meaning == Quotation
			}
		}
		if !claim || known < 2 {
			return 0
		}
		return known
	}
	h = heading{row: 1, names: names}
	if names == nil {
		h.row = 0
	}
	h.known = count(h)
	return h
}

// readSheet finds the table in a text: its separator, said in a line sep=; or told by the names of columns that we know,
// else by what stands in them, else by rows that are alike. ok is false if there is none.
func readSheet(s string) (_ *sheet, ok bool) {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, "\uFEFF"))
	tried := separators
	first := 1
	line, rest, _ := strings.Cut(s, "\n")
	if said, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, `"`)), "sep="); ok && said != "" {
		s, tried, first = rest, said[:1], 2
	}
	const start = 64 << 10 // bytes that are read in each way; a title and the names of columns are shorter
	head := s
	if len(s) > start {
		head = s[:max(strings.LastIndexByte(s[:start], '\n'), 0)]
	}
	best, separator, found := heading{}, byte(0), false
	for i := range len(tried) {
		h := headingOf(textGrid(readRows(head, tried[i]), first).rows)
		if h.known > best.known || h.known > 0 && h.known == best.known && len(h.names) > len(best.names) {
			best, separator, found = h, tried[i], true
		}
	}
	for i := range len(tried) {
		if found {
			break
		}
		if g := textGrid(readRows(head, tried[i]), first); even(g.rows) {
			if h := headingByContent(g); h.known > best.known {
				best, separator = h, tried[i]
			}
		}
	}
	if best.known == 0 {
		for i := range len(tried) {
			// Not data that was damaged: its lines end with commas.
			if g := textGrid(readRows(head, tried[i]), first); even(g.rows) && !strings.ContainsAny(head, "{[") {
				return textGrid(readRows(s, tried[i]), first).under(unknownHeading(g)), true
			}
		}
		return nil, false
	}
	if found && len(best.names) == 1 {
		separator = 0 // commas in the only column are commas
	}
	return textGrid(readRows(s, separator), first).under(best), true
}

// even reports whether rows are those of a table: nearly all have as many cells as the first, two or more.
func even(rows []row) bool {
	n := 0
	for i := range rows {
		if len(rows[i].cells) == len(rows[0].cells) {
			n++
		}
	}
	return len(rows) > 1 && len(rows[0].cells) > 1 && n*8 >= len(rows)*7
}

// textGrid returns rows of a text as a grid. first is the number of the first.
func textGrid(rows [][]string, first int) (g grid) {
	for n, words := range rows {
		r := row{number: first + n, cells: make([]cell, len(words))}
		for i, s := range words {
			r.cells[i].text = s
		}
		if !r.empty() {
			g.rows = append(g.rows, r)
		}
	}
	return g
}

// isColumn reports whether a table may have a column of this name, without its language.
func isColumn(name string) bool {
	return name != "" && strings.Contains(","+dossier.Columns+","+dossier.LanguageColumns+",claim,", ","+name+",")
}

func columnName(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// inLanguage returns the column and the language that a name gives: "text" and "ko" of text@ko, text_ko, text (ko). The
// language is empty if it gives none.
func inLanguage(column string) (name, tag string) {
	i := strings.IndexAny(column, "@_:(-")
	if i < 0 {
		return column, ""
	}
	name, tag = strings.TrimSpace(column[:i]), strings.TrimSpace(strings.TrimSuffix(column[i+1:], ")"))
	if name == "claim" {
		name = "text"
	}
	if tag == "id" && (column[i] == '_' || column[i] == '-') {
		return column, "" // claim_id is a number, not Indonesian
	}
	if !strings.Contains(","+dossier.LanguageColumns+",", ","+name+",") || !dossier.IsLanguage(tag) {
		return column, ""
	}
	return name, tag
}

// choose returns the sheet of those of a file that is read: the one of a name, or else the first that has names of
// columns and can be seen, or whose columns are told by what stands in them. It returns nil if there is none.
func choose(sheets []grid, name string) (chosen int, _ *sheet) {
	if name != "" {
		i := slices.IndexFunc(sheets, func(g grid) bool { return strings.EqualFold(g.name, name) })
		if i < 0 {
			return -1, nil
		}
		return i, sheets[i].whole()
	}
	for _, find := range [...]func(g grid) heading{func(g grid) heading { return headingOf(g.rows) }, headingByContent} {
		for i, g := range sheets {
			if h := find(g); h.known > 0 && !g.hidden {
				return i, g.under(h)
			}
		}
	}
	for i, g := range sheets {
		if !g.hidden && len(g.rows) > 1 && widest(g.rows) > 1 {
			return i, g.under(unknownHeading(g))
		}
	}
	return -1, nil
}

// whole returns the sheet that a grid is, whatever is known of it.
func (g grid) whole() *sheet {
	h := headingOf(g.rows)
	if h.known == 0 {
		h = headingByContent(g)
	}
	if h.known == 0 {
		h = unknownHeading(g)
	}
	return g.under(h)
}

// unknownHeading returns where the names stand in a table of which nobody knows what they are, so that somebody may say it:
// in its first row.
func unknownHeading(g grid) (h heading) {
	if len(g.rows) > 0 {
		h.row = 1
		for _, c := range g.rows[0].cells {
			h.names = append(h.names, c.text)
		}
	}
	return h
}

// A line is a row of a table that is read: what stands in its columns, by their meanings.
type line struct {
	*row
	table *table
	path  string
	goes  bool // on with the record of the row before: what is merged with that has been read
}

type table struct {
	sheet   *sheet
	columns []column
	at      map[string]int // columns by their meanings
	tags    []string       // the languages that columns are in, besides that of the dossier
	ours    bool           // as export writes it, with a guard in each cell that wants one
}

// cell returns what stands under a meaning; nil if nothing does.
func (l line) cell(meaning string) *dossier.Value {
	i, ok := l.table.at[meaning]
	if !ok || strings.TrimSpace(l.row.at(i)) == "" || l.goes && l.goesOn(meaning) {
		return nil
	}
	s := l.row.at(i)
	if l.table.ours {
		s = dossier.Unguarded(s)
	} else if t := strings.TrimLeft(s, "'"); t != s && strings.IndexAny(t, dossier.Formula) == 0 {
		s = s[1:] // the apostrophe by which people and programs guard a cell
	}
	v := dossier.Text(s)
	return &v
}

// link returns the address that the cell under a meaning is a link to.
func (l line) link(meaning string) string {
	if i, ok := l.table.at[meaning]; ok && i < len(l.cells) && !(l.goes && l.goesOn(meaning)) {
		return l.cells[i].link
	}
	return ""
}

// goesOn reports whether the cell under a meaning is merged with the one above.
func (l line) goesOn(meaning string) bool {
	i, ok := l.table.at[meaning]
	return ok && i < len(l.cells) && l.cells[i].from == fromAbove
}

// in returns where the cell under a meaning stands, for notes.
func (l line) in(meaning string) string {
	if i, ok := l.table.at[meaning]; ok && l.table.columns[i].name != "" {
		return l.path + ", " + columnName(l.table.columns[i].name)
	}
	return l.path + ", " + meaning
}

// words returns the words under a meaning.
func (m *importer) cellWords(l line, meaning string) string {
	return m.words(l.cell(meaning), l.in(meaning))
}

// read finds out what the columns of a table are.
func (m *importer) columnsOf(name string, s *sheet, asked map[int]Meaning) *table {
	t := &table{sheet: s, at: map[string]int{}}
	known := map[string]bool{}
	for _, n := range s.names {
		known[columnName(n)] = true
	}
	t.ours = known["dossier"] && known["passage"]
	t.columns = recognise(s, asked, t.ours)
	for i, c := range t.columns {
		words := dossier.Quote(cmp.Or(columnName(c.name), letterOf(i)))
		switch {
		case c.why == Veiled:
			m.note(name, ColumnHidden, "the column "+dossier.Quote(cmp.Or(c.name, letterOf(i)))+" is hidden in the sheet: left out",
				cmp.Or(c.name, letterOf(i)))
		case c.why == Twice:
			m.note(name, ColumnTwice, fmt.Sprintf("the column %s is there twice: that in place %d is left out", words, i+1), c.name,
				letterOf(i))
		case c.meaning == Tags:
			m.note(name, ColumnTags, "the column "+words+" has tags, which a check does not keep: left out", c.name)
		case c.meaning == None && c.why == Unknown && c.name != "":
			m.note(name, ColumnUnknown, "unknown column "+words+": left out", c.name)
		case c.why == ByContent:
			m.note(name, InPlan, "the column "+words+" is taken for "+string(c.meaning)+" by what stands in it")
		}
		if c.meaning == None {
			continue
		}
		t.at[string(c.meaning)] = i
		if _, tag, ok := strings.Cut(string(c.meaning), "@"); ok && !slices.Contains(t.tags, tag) {
			t.tags = append(t.tags, tag)
		}
	}
	return t
}

// letterOf returns the name that spreadsheets give to a column: A, B, AA.
func letterOf(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letterOf(i/26-1) + letterOf(i%26)
}

// table adds the records of a table. Lines that name the same record of the same dossier become one, and so do those that
// say the same, with what each adds.
func (m *importer) table(name string, s *sheet, asked map[int]Meaning) *table {
	t := m.columnsOf(name, s, asked)
	m.veil(name, s)
	if !t.ours {
		m.tidy(name, s, t)
	}
	byID := make(map[string]*edit.Addition)
	said := make(map[string]*edit.Addition)
	var last *edit.Addition // the record of the row before
	claim := "quote"
	for _, name := range [...]string{"quotation", "text"} {
		if _, ok := t.at[name]; ok {
			claim = name
		}
	}
	for n := range s.rows {
		row := &s.rows[n]
		l := line{row: row, table: t, path: fmt.Sprintf("%sline %d", name, row.number)}
		on := m.begin(l.path, row.words())
		if m.items[m.item].Line = row.number; !on || row.hidden && !m.insists() {
			if last = nil; on {
				m.leave(Hidden, "")
			}
			continue
		}
		id := ""
		if m.cellWords(l, "id") != "" {
			id = m.cellWords(l, "dossier") + m.cellWords(l, "id")
		}
		rec := byID[id]
		switch {
		case id != "" && rec != nil:
			m.joins(rec)
		case last != nil && l.goesOn(claim):
			rec = last // one cell is merged over the rows of its sources
			l.goes = true
			m.joins(rec)
		default:
			if heading := row.heading(); heading != "" {
				m.leave(Heading, "")
				m.note(l.path, InPlan, dossier.Quote(heading)+" stands over the whole table: left out")
				continue
			}
			rec = m.line(l)
			k := key(&rec.Record)
			if before := said[k]; before != nil && id == "" && !m.contradicts(before, l) {
				rec = before
				m.joins(rec)
				break
			}
			if id != "" {
				byID[id] = rec
			} else {
				said[k] = rec
			}
			m.add(rec, l.path)
		}
		last = rec
		m.cells(rec, l)
	}
	m.item = -1
	return t
}

// contradicts reports whether the line of a claim that was there has another verdict than that.
func (m *importer) contradicts(rec *edit.Addition, l line) bool {
	verdict := m.cellWords(l, "verdict")
	return rec.Text == "" || verdict != "" && !slices.ContainsFunc(rec.Reviews, func(r claims.Review) bool {
		return lettersOf(r.Rating) == lettersOf(verdict)
	})
}

// line returns what a line of a table says about its record as a whole, in all languages.
func (m *importer) line(l line) *edit.Addition {
	rec := m.lineIn(l, "")
	rec.Description = m.cellWords(l, "notes")
	for _, tag := range l.table.tags {
		if other := m.lineIn(l, tag); other.Text != "" {
			other.Language = tag
			rec.Others = append(rec.Others, other)
		}
	}
	if rec.Text == "" && rec.Others != nil { // not in the language of the dossier
		first := rec.Others[0]
		first.Others, first.Correction, first.Description = rec.Others[1:], rec.Correction, rec.Description
		return first
	}
	return rec
}

// columnIn returns the meaning of a column in a language; of the one without a language if it is empty.
func columnIn(name, tag string) string {
	if tag == "" {
		return name
	}
	return name + "@" + tag
}

// lineIn returns line in one language.
func (m *importer) lineIn(l line, tag string) *edit.Addition {
	text := func(name string) string { return visible(l.cell(columnIn(name, tag)).Text()) }
	in := func(name string) string { return m.cellWords(l, columnIn(name, tag)) }
	rec := &edit.Addition{Draft: true, Record: claims.Record{
		Speaker:    claims.Party{Name: in("speaker")},
		When:       m.date(l.cell("said"), l.in("said")),
		Correction: m.cellWords(l, "correction"),
		Anchor:     claims.Selector{Exact: text("quote"), Prefix: text("prefix"), Suffix: text("suffix")},
	}, Page: m.address(l.cell(columnIn("page", tag)), l.in(columnIn("page", tag)))}
	rec.Text = in("text")
	if m.cellWords(l, "kind") == claims.Quotation.String() {
		rec.Kind = claims.Quotation
		rec.Text = cmp.Or(rec.Text, strings.Trim(plain(rec.Anchor.Exact), dossier.Marks))
	}
	if said := text("quotation"); tag == "" && strings.TrimSpace(said) != "" {
		if rec.Text == "" && rec.Anchor.Exact == "" {
			rec.Kind, rec.Text = claims.Quotation, strings.Trim(plain(said), dossier.Marks+" ")
		} else if rec.Anchor.Exact == "" {
			rec.Anchor.Exact = strings.Trim(strings.Join(strings.Fields(said), " "), dossier.Marks+" ")
		}
	}
	rec.Text = cmp.Or(rec.Text, plain(rec.Anchor.Exact))
	return rec
}

// cells adds the review and the sources of a line to rec, the first review in all its languages.
//
// A link in a cell is the address of what the cell names: that of the review in those of the review, elsewhere of the
// source.
func (m *importer) cells(rec *edit.Addition, l line) {
	first := rec.Reviews == nil
	review := func(to *edit.Addition, tag string) {
		in := func(name string) string {
			s := m.cellWords(l, columnIn(name, tag))
			if to == rec {
				s = cmp.Or(s, m.cellWords(l, name))
			}
			return s
		}
		verdict := in("verdict")
		if verdict == "" {
			return
		}
		r := claims.Review{
			Rating: verdict,
			Fact:   in("fact"),
			Why:    in("why"),
			By:     claims.Party{Name: m.cellWords(l, "reviewer")},
			Date:   m.date(l.cell("reviewed"), l.in("reviewed")),
			URL:    m.linked(l, "review", "verdict", "reviewer", "reviewed", "fact", "why"),
		}
		if !slices.Contains(to.Reviews, r) {
			to.Reviews = append(to.Reviews, r)
		}
	}
	review(rec, rec.Language)
	for _, other := range rec.Others {
		if first {
			review(other, other.Language)
		}
	}
	if rec.Reviews == nil {
		for _, name := range [...]string{"fact", "why", "reviewer", "reviewed", "review"} {
			if words := m.cellWords(l, name); words != "" {
				m.note(l.in(name), VerdictLacks, dossier.Quote(words)+" belongs to a verdict, and there is none: left out", words)
			}
		}
	}
	for n := 1; ; n++ {
		number := ""
		if n > 1 {
			number = "#" + itoa(n)
		}
		_, has := l.table.at["url"+number]
		for _, name := range [...]string{"publisher", "title", "archived", "date", "excerpt", "evidence"} {
			_, more := l.table.at[name+number]
			has = has || more
		}
		if has || n == 1 {
			m.sourceOf(rec, l, number)
		}
		if !has && n > 1 {
			break
		}
	}
}

// sourceOf adds a source of a line: that in the columns without a number, or with it.
func (m *importer) sourceOf(rec *edit.Addition, l line, number string) {
	words := func(name string) (string, []string) {
		s := m.cellWords(l, name+number)
		if urls, rest := addressesIn(s); urls != nil {
			return rest, urls
		}
		return s, nil
	}
	var others []string // that a link stands in
	if number == "" {
		others = []string{"evidence", "text", "quote", "quotation", "speaker", "said"}
	}
	url := m.linked(l, "url"+number, append([]string{"title" + number, "publisher" + number, "excerpt" + number, "date" + number}, others...)...)
	publisher, more := words("publisher")
	title, further := words("title")
	more = append(more, further...)
	if v := l.cell("url" + number); v != nil {
		urls, rest := addressesIn(v.Text())
		if urls != nil || l.link("url"+number) != "" { // words beside an address, or that are a link
			title = cmp.Or(title, plain(rest))
		}
		more = append(more, urls...)
	}
	more = slices.DeleteFunc(more, func(s string) bool { return s == url })
	if url == "" && len(more) > 0 {
		url, more = more[0], more[1:]
	}
	if publisher == "" && title == "" && url == "" {
		for _, name := range [...]string{"archived", "date", "excerpt"} {
			if words := m.cellWords(l, name+number); words != "" {
				m.note(l.in(name+number), SourceLacks, dossier.Quote(words)+" belongs to a source, and none is named: left out", words)
			}
		}
		if l.cell("url"+number) == nil {
			return
		}
	}
	s := claims.Source{
		Publisher: claims.Party{Name: publisher},
		Title:     title,
		URL:       url,
		Archived:  m.address(l.cell("archived"+number), l.in("archived"+number)),
		Published: m.date(l.cell("date"+number), l.in("date"+number)),
	}
	switch e := claims.Evidence(m.cellWords(l, "evidence"+number)); e {
	case claims.Primary, claims.Agency, claims.Secondary:
		s.Evidence = e
	}
	source := m.source(s, l.path)
	if source == nil {
		return
	}
	e := claims.Excerpt{Text: m.excerpt(m.cellWords(l, "excerpt"+number), l.path), Language: language(m.cellWords(l, "language"))}
	if rec.Kind == claims.Quotation && m.cellWords(l, "passage") != "citation" && e.Text != "" {
		if v := (claims.Version{Excerpt: e, Source: source}); !slices.Contains(rec.Versions, v) {
			rec.Versions = append(rec.Versions, v)
		}
	} else if c := (claims.Citation{Source: source, Excerpt: e}); !slices.Contains(rec.Citations, c) {
		rec.Citations = append(rec.Citations, c)
	}
	for _, a := range slices.Compact(more) {
		if one := m.source(claims.Source{URL: a}, l.path); one != nil && a != s.URL {
			rec.Citations = append(rec.Citations, claims.Citation{Source: one})
		}
	}
}

// linked returns the address in a column: what it says, or what it or else one of the others is a link to.
func (m *importer) linked(l line, name string, others ...string) string {
	said := ""
	if v := l.cell(name); v != nil {
		if urls, _ := addressesIn(v.Text()); urls != nil {
			said = urls[0]
		} else if l.link(name) == "" {
			said = m.address(v, l.in(name))
		}
	}
	for _, c := range append([]string{name}, others...) {
		to := l.link(c)
		if to == "" {
			continue
		}
		switch a := address(to); {
		case a == "":
			m.note(l.in(c), LinkAddress, "the link to "+dossier.Quote(to)+" is not to an http or https address: left out", to)
		case said == "":
			said = a
		case strings.TrimSuffix(a, "/") != strings.TrimSuffix(said, "/"):
			m.note(l.in(c), LinkMore, "the link to "+dossier.Quote(to)+" is one more than can be told: left out", to)
		}
	}
	return said
}
