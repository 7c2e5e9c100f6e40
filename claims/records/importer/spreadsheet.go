package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sourcemark/claims/records/internal/dossier"
)

// What spreadsheets make of a table: dates in the order of their user's country, with two digits for the year or as a
// number of days; errors for what they took for a formula; cells under no name.

// tidy puts the cells of a sheet right, and notes what it could not.
func (m *importer) tidy(name string, s *sheet, t *table) {
	for _, r := range s.rows {
		path := fmt.Sprintf("%sline %d", name, r.number)
		for i := range r.cells {
			cell := &r.cells[i].text
			trimmed := strings.TrimSpace(*cell)
			switch {
			case trimmed == "":
			case t.columns[i].why == Unnamed && s.names != nil:
				m.note(path, NoHeading, dossier.Quote(trimmed)+" stands under no name: left out", trimmed)
			case isFault(trimmed):
				m.note(path+", "+cmp.Or(columnName(t.columns[i].name), letterOf(i)), Failed,
					dossier.Quote(trimmed)+" is an error of the spreadsheet: left out", trimmed)
				*cell = ""
			case strings.HasPrefix(trimmed, `="`) && strings.HasSuffix(trimmed, `"`) && len(trimmed) > 3:
				*cell = strings.ReplaceAll(trimmed[2:len(trimmed)-1], `""`, `"`) // by which programs keep zeros in front
			}
		}
	}
	for i, c := range t.columns {
		switch base, _, _ := strings.Cut(string(c.meaning), "#"); base {
		case "said", "reviewed", "date":
			m.dates(name, s, i, t)
		}
	}
}

// veil notes which rows are hidden in a sheet, and left out: who filters a table does not mean them.
func (m *importer) veil(name string, s *sheet) {
	var lines []string
	first := len(m.items)
	for i, n := 0, 0; i < len(s.rows); i = n {
		for n = i; n < len(s.rows) && s.rows[n].hidden && !m.state[first+n]; n++ {
		}
		switch n - i {
		case 0:
			n++
		case 1:
			lines = append(lines, strconv.Itoa(s.rows[i].number))
		default:
			lines = append(lines, fmt.Sprintf("%d to %d", s.rows[i].number, s.rows[n-1].number))
		}
	}
	if lines == nil {
		return
	}
	const shown = 20 // runs of lines; of a filtered table there may be thousands
	if len(lines) > shown {
		lines = append(lines[:shown], "and more")
	}
	m.note(name, HiddenRows, "hidden in the sheet, and left out: line "+strings.Join(lines, ", "),
		strings.NewReplacer(" to ", "–", "and more", "…").Replace(strings.Join(lines, ", ")))
}

// heading returns the words of a row that stand over the whole table, merged; "" of any other.
func (r *row) heading() string {
	first, merged := "", false
	for _, c := range r.cells {
		switch {
		case c.from == fromLeft:
			merged = true
		case strings.TrimSpace(c.text) == "":
		case first != "":
			return ""
		default:
			first = c.text
		}
	}
	if !merged {
		return ""
	}
	return first
}

// isFault reports whether a cell is what a spreadsheet shows for a formula that fails, in any language: #NAME?, #WERT!,
// #N/A, #DIV/0!, or ##### for a column that is too narrow.
func isFault(cell string) bool {
	const longest = 16
	if len(cell) < 3 || len(cell) > longest || cell[0] != '#' || cell != strings.ToUpper(cell) ||
		strings.ContainsAny(cell, " .,:;") {
		return false
	}
	return strings.HasSuffix(cell, "!") || strings.HasSuffix(cell, "?") || cell == "#N/A" || cell == "#NV" ||
		strings.Trim(cell, "#") == ""
}

// dates writes those dates of a column that isoDate is not sure of as ISO 8601, if the others of the column say in which
// order they are: one spreadsheet writes all of them in the same.
func (m *importer) dates(name string, s *sheet, column int, t *table) {
	orders := []string{"dmy", "mdy", "ymd"}
	threes := make(map[int]three)
	for n, r := range s.rows {
		if column >= len(r.cells) {
			continue
		}
		cell := &r.cells[column].text
		*cell = strings.TrimLeft(strings.TrimSpace(*cell), "'") // which makes a text of it
		d, ok := threeOf(*cell)
		if !ok {
			continue
		}
		threes[n] = d
		orders = slices.DeleteFunc(orders, func(order string) bool { return d.in(order) == "" })
	}
	for n, r := range s.rows {
		if r.at(column) == "" {
			continue
		}
		cell := &r.cells[column].text
		path := fmt.Sprintf("%sline %d, %s", name, r.number, cmp.Or(columnName(t.columns[column].name), letterOf(column)))
		d, numbers := threes[n]
		if iso, ok := isoDate(*cell); ok {
			if numbers && len(orders) == 1 {
				iso = d.in(orders[0])
			}
			*cell = iso
			continue
		}
		switch {
		case numbers:
			fits := orders
			if len(orders) != 1 {
				fits = slices.DeleteFunc([]string{"dmy", "mdy", "ymd"}, func(order string) bool { return d.in(order) == "" })
			}
			if len(fits) == 1 {
				*cell = d.in(fits[0])
			}
		case shortYear(*cell) != "":
			*cell = shortYear(*cell)
		case serial(*cell) != "":
			m.note(path, DayNumber, dossier.Quote(*cell)+" is taken for "+serial(*cell)+", of which it is the number in Excel", *cell,
				serial(*cell))
			*cell = serial(*cell)
		}
	}
}

// A three is a date of three numbers.
type three struct {
	numbers [3]int
	digits  [3]int
	points  bool
}

// threeOf returns the numbers of a date such as 14/1/22, perhaps with a time after it.
func threeOf(s string) (d three, ok bool) {
	day, _, _ := strings.Cut(s, " ")
	if strings.Contains(day, ":") {
		return d, false
	}
	words := strings.FieldsFunc(day, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(words) != 3 {
		return d, false
	}
	for i, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil || len(w) > 2 && len(w) != 4 {
			return d, false
		}
		d.numbers[i], d.digits[i] = n, len(w)
	}
	d.points = strings.Contains(day, ".")
	return d, true
}

// in returns the date that the numbers are in an order, ISO 8601; "" if they are none.
func (d three) in(order string) string {
	y, m, day := strings.IndexByte(order, 'y'), strings.IndexByte(order, 'm'), strings.IndexByte(order, 'd')
	if d.digits[m] > 2 || d.digits[day] > 2 || d.digits[y] == 1 || order == "mdy" && d.points ||
		order == "ymd" && d.points && d.digits[y] == 2 { // nobody writes these with points
		return ""
	}
	iso := fmt.Sprintf("%04d-%02d-%02d", fullYear(d.numbers[y], d.digits[y]), d.numbers[m], d.numbers[day])
	if !dossier.IsDate(iso) {
		return ""
	}
	return iso
}

// fullYear returns the year that so many digits mean to a spreadsheet: 29 is 2029, and 30 is 1930.
func fullYear(n, digits int) int {
	const last = 29
	switch {
	case digits > 2:
		return n
	case n <= last:
		return 2000 + n
	}
	return 1900 + n
}

// shortYear returns the date of 14-Jan-22, in which the year has two digits and stands last, as spreadsheets write it;
// "" for any other.
func shortYear(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -./", r) })
	if len(words) != 3 || len(words[2]) != 2 || len(words[0]) > 2 {
		return ""
	}
	day, err1 := strconv.Atoi(words[0])
	year, err2 := strconv.Atoi(words[2])
	month := monthOf(words[1])
	iso := fmt.Sprintf("%04d-%02d-%02d", fullYear(year, 2), month, day)
	if err1 != nil || err2 != nil || month == 0 || !dossier.IsDate(iso) {
		return ""
	}
	return iso
}

// serial returns the date of a number of days, as Excel counts them; "" for what is no such number of our days.
func serial(s string) string {
	whole, fraction, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	const first, last = 20000, 60000 // 1954 to 2064
	n := dossier.Between(whole, first, last)
	if len(whole) != 5 || n < first || fraction != "" && strings.Trim(fraction, "0123456789") != "" {
		return ""
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
}
