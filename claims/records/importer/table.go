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
}

// under returns the sheet that a grid is if its names stand in a row.
func (g grid) under(n int) sheet {
	s := sheet{grid: g}
	for i := range g.rows[n].cells {
		s.names = append(s.names, g.rows[n].at(i))
	}
	s.rows = g.rows[n+1:]
	for _, r := range s.rows {
		for i := range r.cells {
			if c := &r.cells[i]; c.from == fromLeft {
				c.text, c.link = "", ""
			}
		}
	}
	return s
}

// A heading is where the names of columns seem to stand.
type heading struct{ row, known, cells int }

// headingOf returns the row of a table that has the names of columns that we know, above which there may be a title;
// known is 0 if there is none.
func headingOf(rows []row) (best heading) {
	const above = 10 // rows above the names at most
	for n := range rows[:min(len(rows), above+1)] {
		known, isNames := 0, false
		for _, c := range rows[n].cells {
			name, _ := inLanguage(columnName(c.text))
			isNames = isNames || name == "text" || name == "quote" || name == "claim"
			if isColumn(name) {
				known++
			}
		}
		if isNames && known > best.known {
			best = heading{n, known, len(rows[n].cells)}
		}
	}
	return best
}

// readSheet finds the table in a file: its separator, said in a line sep=; or told by the names of columns that we know.
// ok is false if there is none.
func readSheet(s string) (_ sheet, ok bool) {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, "\uFEFF"))
	tried := separators
	first := 1
	line, rest, _ := strings.Cut(s, "\n")
	if said, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, `"`)), "sep="); ok && said != "" {
		s, tried, first = rest, said[:1], 2
	}
	const start = 16 << 10 // bytes that are read in each way; a title and the names of columns are shorter
	head := s[:min(len(s), start)]
	best, separator := heading{}, byte(0)
	for i := range len(tried) {
		h := headingOf(textGrid(readRows(head, tried[i]), first).rows)
		if h.known > best.known || h.known > 0 && h.known == best.known && h.cells > best.cells {
			best, separator = h, tried[i]
		}
	}
	if best.known == 0 {
		return sheet{}, false
	}
	if best.cells == 1 {
		separator = 0 // commas in the only column are commas
	}
	return textGrid(readRows(s, separator), first).under(best.row), true
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
	if !strings.Contains(","+dossier.LanguageColumns+",", ","+name+",") || !dossier.IsLanguage(tag) {
		return column, ""
	}
	return name, tag
}

// grids adds the records of the first sheet that has names of columns and can be seen, and names the others.
func (m *importer) grids(name string, sheets []grid, err error) {
	if err != nil {
		m.note(name, err.Error())
		return
	}
	chosen := -1
	var best heading
	for i, g := range sheets {
		if h := headingOf(g.rows); chosen < 0 && h.known > 0 && !g.hidden {
			chosen, best = i, h
		}
	}
	if chosen < 0 {
		m.note(name, "no sheet has a column text, claim or quote")
		return
	}
	var others []string
	for i, g := range sheets {
		if words := dossier.Quote(g.name); i != chosen && len(g.rows) > 0 {
			if g.hidden {
				words += " (hidden)"
			}
			others = append(others, words)
		}
	}
	if others != nil {
		m.note(name, "only the sheet "+dossier.Quote(sheets[chosen].name)+" is read, and not "+strings.Join(others, ", "))
	}
	m.table(name, sheets[chosen].under(best.row))
}

// table adds the records of a table. Lines that name the same record of the same dossier become one.
func (m *importer) table(name string, s sheet) {
	at := make(map[string]int)
	var tags []string
	for i, column := range s.names {
		column = columnName(column)
		if column == "claim" {
			column = "text"
		}
		if name, tag := inLanguage(column); tag != "" {
			column = name + "@" + tag
			if !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
		if j, twice := at[column]; twice && column != "" {
			m.note(name, fmt.Sprintf("the column %s is there twice: that in place %d is left out", dossier.Quote(column), j+1))
		}
		at[column] = i
		if base, _, _ := strings.Cut(column, "@"); !isColumn(base) && base != "" {
			m.note(name, "unknown column "+dossier.Quote(column)+": left out")
		}
	}
	_, origin := at["dossier"]
	_, passage := at["passage"]
	ours := origin && passage // as CSV writes it, with a guard in each cell that wants one
	m.veil(name, &s, at)
	if !ours {
		m.tidy(name, s, at)
	}
	byID := make(map[string]*edit.Addition)
	var last *edit.Addition // the record of the row before
	claim := "quote"
	if _, ok := at["text"]; ok {
		claim = "text"
	}
	for n := range s.rows {
		row := &s.rows[n]
		path := fmt.Sprintf("%sline %d", name, row.number)
		link := func(column string) string {
			if i, ok := at[column]; ok && i < len(row.cells) {
				return row.cells[i].link
			}
			return ""
		}
		cell := func(column string) *dossier.Value {
			i, ok := at[column]
			if !ok || strings.TrimSpace(row.at(i)) == "" {
				return nil
			}
			s := row.at(i)
			if ours {
				s = dossier.Unguarded(s)
			} else if t := strings.TrimLeft(s, "'"); t != s && strings.IndexAny(t, dossier.Formula) == 0 {
				s = s[1:] // the apostrophe by which people and programs guard a cell
			}
			v := dossier.Text(s)
			return &v
		}
		words := func(column string) string { return m.words(cell(column), path+", "+column) }
		goesOn := func(column string) bool {
			i, ok := at[column]
			return ok && i < len(row.cells) && row.cells[i].from == fromAbove
		}
		id := words("dossier") + words("id")
		rec := byID[id]
		switch {
		case rec != nil:
		case last != nil && goesOn(claim):
			rec = last // one cell is merged over the rows of its sources
		default:
			if heading := row.heading(); heading != "" {
				m.note(path, dossier.Quote(heading)+" stands over the whole table: left out")
				continue
			}
			rec = m.line(cell, path, tags)
			if words("id") != "" {
				byID[id] = rec
			}
			m.add(rec, path)
		}
		more := cell
		if rec == last { // what is merged with the row before has been read
			more = func(column string) *dossier.Value {
				if goesOn(column) {
					return nil
				}
				return cell(column)
			}
		}
		last = rec
		m.cells(rec, more, link, path)
	}
}

// line returns what a line of a table says about its record as a whole, in all languages.
func (m *importer) line(cell func(string) *dossier.Value, path string, tags []string) *edit.Addition {
	rec := m.lineIn(cell, path, "")
	for _, tag := range tags {
		if other := m.lineIn(cell, path, tag); other.Text != "" {
			other.Language = tag
			rec.Others = append(rec.Others, other)
		}
	}
	if rec.Text == "" && rec.Others != nil { // not in the language of the dossier
		first := rec.Others[0]
		first.Others, first.Correction = rec.Others[1:], rec.Correction
		return first
	}
	return rec
}

// column returns the name of a column in a language; of the one without a language if it is empty.
func column(name, tag string) string {
	if tag == "" {
		return name
	}
	return name + "@" + tag
}

// lineIn returns line in one language.
func (m *importer) lineIn(cell func(string) *dossier.Value, path, tag string) *edit.Addition {
	text := func(name string) string { return visible(cell(column(name, tag)).Text()) }
	in := func(name string) string { return m.words(cell(column(name, tag)), path+", "+column(name, tag)) }
	words := func(column string) string { return m.words(cell(column), path+", "+column) }
	rec := &edit.Addition{Draft: true, Record: claims.Record{
		Speaker:    claims.Party{Name: in("speaker")},
		When:       m.date(cell("said"), path+", said"),
		Correction: words("correction"),
		Anchor:     claims.Selector{Exact: text("quote"), Prefix: text("prefix"), Suffix: text("suffix")},
	}, Page: m.address(cell(column("page", tag)), path+", "+column("page", tag))}
	rec.Text = in("text")
	if words("kind") == claims.Quotation.String() {
		rec.Kind = claims.Quotation
		rec.Text = cmp.Or(rec.Text, strings.Trim(plain(rec.Anchor.Exact), dossier.Marks))
	}
	rec.Text = cmp.Or(rec.Text, plain(rec.Anchor.Exact))
	return rec
}

// cells adds the review and the source of a line to rec, the first review in all its languages.
//
// A link in a cell is the address of what the cell names: that of the review in those of the review, elsewhere of the
// source.
func (m *importer) cells(rec *edit.Addition, cell func(string) *dossier.Value, link func(string) string, path string) {
	words := func(column string) string { return m.words(cell(column), path+", "+column) }
	first := rec.Reviews == nil
	review := func(to *edit.Addition, tag string) {
		in := func(name string) string {
			s := words(column(name, tag))
			if to == rec {
				s = cmp.Or(s, words(name))
			}
			return s
		}
		verdict := in("verdict")
		if verdict == "" {
			return
		}
		to.Reviews = append(to.Reviews, claims.Review{
			Rating: verdict,
			Fact:   in("fact"),
			Why:    in("why"),
			By:     claims.Party{Name: words("reviewer")},
			Date:   m.date(cell("reviewed"), path+", reviewed"),
			URL:    m.linked("review", cell, link, path, "verdict", "reviewer", "reviewed", "fact", "why"),
		})
	}
	review(rec, rec.Language)
	for _, other := range rec.Others {
		if first {
			review(other, other.Language)
		}
	}
	url := m.linked("url", cell, link, path, "title", "publisher", "excerpt", "date", "evidence", "text", "quote", "speaker", "said")
	if cell("publisher") == nil && cell("title") == nil && url == "" && cell("url") == nil {
		return
	}
	title := words("title")
	if cell("url") != nil && link("url") != "" && address(cell("url").Text()) == "" {
		title = cmp.Or(title, words("url")) // words that are a link
	}
	s := claims.Source{
		Publisher: claims.Party{Name: words("publisher")},
		Title:     title,
		URL:       url,
		Archived:  m.address(cell("archived"), path+", archived"),
		Published: m.date(cell("date"), path+", date"),
	}
	switch e := claims.Evidence(words("evidence")); e {
	case claims.Primary, claims.Agency, claims.Secondary:
		s.Evidence = e
	}
	source := m.source(s, path)
	if source == nil {
		return
	}
	e := claims.Excerpt{Text: m.excerpt(words("excerpt"), path), Language: language(words("language"))}
	if rec.Kind == claims.Quotation && words("passage") != "citation" && e.Text != "" {
		rec.Versions = append(rec.Versions, claims.Version{Excerpt: e, Source: source})
	} else {
		rec.Citations = append(rec.Citations, claims.Citation{Source: source, Excerpt: e})
	}
}

// linked returns the address in a column: what it says, or what it or else one of the others is a link to.
func (m *importer) linked(column string, cell func(string) *dossier.Value, link func(string) string, path string, others ...string) string {
	said := ""
	if v := cell(column); v != nil && (link(column) == "" || address(v.Text()) != "") {
		said = m.address(v, path+", "+column)
	}
	for _, c := range append([]string{column}, others...) {
		to := link(c)
		if to == "" {
			continue
		}
		switch a := address(to); {
		case a == "":
			m.note(path+", "+c, "the link to "+dossier.Quote(to)+" is not to an http or https address: left out")
		case said == "":
			said = a
		case a != said:
			m.note(path+", "+c, "the link to "+dossier.Quote(to)+" is one more than can be told: left out")
		}
	}
	return said
}
