package claims

import (
	"strconv"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A day is a date of the Gregorian calendar, as days since 1 March of the year 0, so that a leap day is the last day
// of its year. 0 is no day.
type day int

// dayOf reads the day of an ISO 8601 date; none if it names only a year or a month.
func dayOf(iso string) day {
	if len(iso) < len("2006-01-02") || iso[4] != '-' || iso[7] != '-' {
		return 0
	}
	y, err := strconv.Atoi(iso[:4])
	m, err2 := strconv.Atoi(iso[5:7])
	d, err3 := strconv.Atoi(iso[8:10])
	if err != nil || err2 != nil || err3 != nil || y < 1 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0
	}
	m = (m + 9) % 12 // from March
	y -= m / 10
	return day(365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + d)
}

// civil returns the year, the month from 1 and the day of the month of d. The method, and that of dayOf, is that of
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
func (d day) civil() (year, month, date int) {
	n := int(d) - 1
	era := n / 146097 // days of 400 years
	n %= 146097
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*y + y/4 - y/100
	m := (5*n + 2) / 153
	month = (m+2)%12 + 1
	if year = y + 400*era; month <= 2 {
		year++
	}
	return year, month, n - (153*m+2)/5 + 1
}

// weekday counts from Monday, 0.
func (d day) weekday() int { return (int(d) + 1) % 7 } // day 1, 1 March of the year 0, was a Wednesday

// when returns the words that say in full what words[i] says of a date, seen from d: "yesterday" is "14 september",
// "Thursday" the last there was, "year" in "last year" is "2021". Empty where there is nothing to say.
func (d day) when(r *prose.Reader, words []match.Word, i int) (first, second string) {
	if d == 0 {
		return "", ""
	}
	before := ""
	if i > 0 {
		before = words[i-1].Text
	}
	w := words[i].Text
	if name := relativeDay(r, words, i); name != "" {
		return (d + day(r.Number(language.RelativeDays, name))).words(r)
	}
	if period := before + " " + w; r.Has(language.RelativeYears, period) {
		year, _, _ := d.civil()
		return strconv.Itoa(year + r.Number(language.RelativeYears, period)), ""
	} else if r.Has(language.RelativeMonths, period) {
		_, month, _ := d.civil()
		month += r.Number(language.RelativeMonths, period)
		return monthName(r, (month+11)%12+1), ""
	}
	if n := r.Weekday(w); n >= 0 && !r.Has(language.Next, before) {
		return (d - day((d.weekday()-n+7)%7)).words(r)
	}
	return "", ""
}

// relativeDay returns the name of the day that words[i] begins with: "yesterday", 昨天 of two words, 어제는 with a
// particle; "" if it is none.
func relativeDay(r *prose.Reader, words []match.Word, i int) string {
	w := words[i].Text
	switch {
	case spaceless(w) && i+1 < len(words):
		w += words[i+1].Text
	case hangul(w):
		if name := r.Begin(language.RelativeDays, w); name != "" && (r.Has(language.SubjectParticles, w[len(name):]) ||
			r.Has(language.AdverbParticles, w[len(name):])) {
			w = name
		}
	}
	if r.Has(language.RelativeDays, w) {
		return w
	}
	return ""
}

// words returns a date without its year, as news has it.
func (d day) words(r *prose.Reader) (date, month string) {
	_, m, n := d.civil()
	return strconv.Itoa(n), monthName(r, m)
}

// monthName returns the name of a month, counted from 1: its number in a language that writes 9月.
func monthName(r *prose.Reader, month int) string {
	if name := r.First(language.Months, strconv.Itoa(month)); name != "" {
		return name
	}
	return strconv.Itoa(month)
}
