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

// A sheet is a table with the names of its columns.
type sheet struct {
	names []string
	rows  [][]string
	first int // the number of the first row in the file, from 1
}

// readSheet finds the table in a file: its separator, said in a line sep=; or told by the names of columns that we know,
// and the row of these, above which there may be a title. ok is false if there is none.
func readSheet(s string) (_ sheet, ok bool) {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, "\uFEFF"))
	tried := separators
	dropped := 0
	line, rest, _ := strings.Cut(s, "\n")
	if said, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, `"`)), "sep="); ok && said != "" {
		s, tried, dropped = rest, said[:1], 1
	}
	const (
		start = 16 << 10 // bytes that are read in each way; a title and the names of columns are shorter
		above = 10       // rows above the names at most
	)
	head := s[:min(len(s), start)]
	best, cells, at, separator := 0, 0, 0, byte(0)
	for i := range len(tried) {
		for n, row := range readRows(head, tried[i]) {
			if n > above {
				break
			}
			known, isNames := 0, false
			for _, name := range row {
				name, _ = inLanguage(columnName(name))
				isNames = isNames || name == "text" || name == "quote" || name == "claim"
				if isColumn(name) {
					known++
				}
			}
			if isNames && (known > best || known == best && len(row) > cells) {
				best, cells, at, separator = known, len(row), n, tried[i]
			}
		}
	}
	if best == 0 {
		return sheet{}, false
	}
	if cells == 1 {
		separator = 0 // commas in the only column are commas
	}
	rows := readRows(s, separator)
	return sheet{rows[at], rows[at+1:], dropped + at + 2}, true
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
	if !ours {
		m.tidy(name, s, at)
	}
	byID := make(map[string]*edit.Addition)
	for n, row := range s.rows {
		path := fmt.Sprintf("%sline %d", name, s.first+n)
		cell := func(column string) *dossier.Value {
			i, ok := at[column]
			if !ok || i >= len(row) || strings.TrimSpace(row[i]) == "" {
				return nil
			}
			s := row[i]
			if ours {
				s = dossier.Unguarded(s)
			} else if t := strings.TrimLeft(s, "'"); t != s && strings.IndexAny(t, dossier.Formula) == 0 {
				s = s[1:] // the apostrophe by which people and programs guard a cell
			}
			v := dossier.Text(s)
			return &v
		}
		words := func(column string) string { return m.words(cell(column), path+", "+column) }
		id := words("dossier") + words("id")
		rec := byID[id]
		if rec == nil {
			rec = m.line(cell, path, tags)
			if words("id") != "" {
				byID[id] = rec
			}
			if rec.Text == "" && strings.Trim(strings.Join(row, ""), " \t\r") == "" {
				continue // an empty line
			}
			m.add(rec, path)
		}
		m.cells(rec, cell, path)
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
func (m *importer) cells(rec *edit.Addition, cell func(string) *dossier.Value, path string) {
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
			URL:    m.address(cell("review"), path+", review"),
		})
	}
	review(rec, rec.Language)
	for _, other := range rec.Others {
		if first {
			review(other, other.Language)
		}
	}
	if cell("publisher") == nil && cell("title") == nil && cell("url") == nil {
		return
	}
	s := claims.Source{
		Publisher: claims.Party{Name: words("publisher")},
		Title:     words("title"),
		URL:       m.address(cell("url"), path+", url"),
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
