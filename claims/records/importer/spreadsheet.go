package importer

import (
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
func (m *importer) tidy(name string, s sheet, at map[string]int) {
	for n, row := range s.rows {
		path := fmt.Sprintf("%sline %d", name, s.first+n)
		for i, cell := range row {
			trimmed := strings.TrimSpace(cell)
			switch {
			case trimmed == "":
			case i >= len(s.names) || strings.TrimSpace(s.names[i]) == "":
				m.note(path, dossier.Quote(trimmed)+" stands under no name: left out")
			case isFault(trimmed):
				m.note(path+", "+columnName(s.names[i]), dossier.Quote(trimmed)+" is an error of the spreadsheet: left out")
				row[i] = ""
			case strings.HasPrefix(trimmed, `="`) && strings.HasSuffix(trimmed, `"`) && len(trimmed) > 3:
				row[i] = strings.ReplaceAll(trimmed[2:len(trimmed)-1], `""`, `"`) // by which programs keep zeros in front
			}
		}
	}
	for _, column := range [...]string{"said", "reviewed", "date"} {
		if i, ok := at[column]; ok {
			m.dates(name, s, i)
		}
	}
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
func (m *importer) dates(name string, s sheet, column int) {
	orders := []string{"dmy", "mdy", "ymd"}
	threes := make(map[int]three)
	for n, row := range s.rows {
		if column >= len(row) {
			continue
		}
		row[column] = strings.TrimLeft(strings.TrimSpace(row[column]), "'") // which makes a text of it
		d, ok := threeOf(row[column])
		if !ok {
			continue
		}
		threes[n] = d
		orders = slices.DeleteFunc(orders, func(order string) bool { return d.in(order) == "" })
	}
	for n, row := range s.rows {
		if column >= len(row) || row[column] == "" {
			continue
		}
		path := fmt.Sprintf("%sline %d, %s", name, s.first+n, columnName(s.names[column]))
		d, numbers := threes[n]
		if iso, ok := isoDate(row[column]); ok {
			if numbers && len(orders) == 1 {
				iso = d.in(orders[0])
			}
			row[column] = iso
			continue
		}
		switch {
		case numbers:
			fits := orders
			if len(orders) != 1 {
				fits = slices.DeleteFunc([]string{"dmy", "mdy", "ymd"}, func(order string) bool { return d.in(order) == "" })
			}
			if len(fits) == 1 {
				row[column] = d.in(fits[0])
			}
		case shortYear(row[column]) != "":
			row[column] = shortYear(row[column])
		case serial(row[column]) != "":
			m.note(path, dossier.Quote(row[column])+" is taken for "+serial(row[column])+", of which it is the number in Excel")
			row[column] = serial(row[column])
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
