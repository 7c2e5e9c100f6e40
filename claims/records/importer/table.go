package importer

import (
	"cmp"
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/internal/dossier"
)

// readCSV returns the rows of a table whose cells are separated by commas, semicolons or tabs, whichever its first line
// has most of. A quoted cell that is not closed ends with the file.
//
// encoding/csv reads the same where it accepts a table (FuzzReadCSV), but not tables as people make them: it refuses
// 5" in a cell, or takes "a" ,b for a cell that goes on to the next quotation mark, and lines are lost.
func readCSV(s string) [][]string {
	s = strings.TrimPrefix(s, "\uFEFF")
	header, _, _ := strings.Cut(s, "\n")
	separator := byte(',')
	for _, c := range [...]byte{';', '\t'} {
		if strings.Count(header, string(c)) > strings.Count(header, string(separator)) {
			separator = c
		}
	}
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
		for i < len(s) && s[i] != separator && s[i] != '\n' {
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

// isTable reports whether a line names columns that we know.
func isTable(header string) bool {
	for _, row := range readCSV(header) {
		for _, name := range row {
			switch columnName(name) {
			case "text", "quote", "claim":
				return true
			}
		}
	}
	return false
}

func columnName(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// table adds the records of a CSV file. Lines that name the same record of the same dossier become one.
func (m *importer) table(name, s string) {
	rows := readCSV(s)
	at := make(map[string]int)
	for i, column := range rows[0] {
		column = columnName(column)
		if column == "claim" {
			column = "text"
		}
		at[column] = i
		if !strings.Contains(","+dossier.Columns+",", ","+column+",") && column != "" {
			m.note(name, "unknown column "+dossier.Quote(column)+": left out")
		}
	}
	_, origin := at["dossier"]
	_, passage := at["passage"]
	ours := origin && passage // as CSV writes it, with a guard in each cell that wants one
	byID := make(map[string]*edit.Addition)
	for n, row := range rows[1:] {
		path := fmt.Sprintf("%sline %d", name, n+2)
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
			rec = m.line(cell, path)
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

// line returns what a line of a table says about its record as a whole.
func (m *importer) line(cell func(string) *dossier.Value, path string) *edit.Addition {
	words := func(column string) string { return m.words(cell(column), path+", "+column) }
	rec := &edit.Addition{Draft: true, Record: claims.Record{
		Speaker:    claims.Party{Name: words("speaker")},
		When:       m.date(cell("said"), path+", said"),
		Correction: words("correction"),
		Anchor: claims.Selector{Exact: visible(cell("quote").Text()), Prefix: visible(cell("prefix").Text()),
			Suffix: visible(cell("suffix").Text())},
	}}
	rec.Text = words("text")
	if words("kind") == claims.Quotation.String() {
		rec.Kind = claims.Quotation
		rec.Text = cmp.Or(rec.Text, strings.Trim(plain(rec.Anchor.Exact), dossier.Marks))
	}
	rec.Text = cmp.Or(rec.Text, plain(rec.Anchor.Exact))
	return rec
}

// cells adds the review and the source of a line to rec.
func (m *importer) cells(rec *edit.Addition, cell func(string) *dossier.Value, path string) {
	words := func(column string) string { return m.words(cell(column), path+", "+column) }
	if verdict := words("verdict"); verdict != "" {
		rec.Reviews = append(rec.Reviews, claims.Review{
			Rating: verdict,
			Fact:   words("fact"),
			Why:    words("why"),
			By:     claims.Party{Name: words("reviewer")},
			Date:   m.date(cell("reviewed"), path+", reviewed"),
			URL:    m.address(cell("review"), path+", review"),
		})
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
