package about

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Pages write the day they were published in every form there is. What can be read in one way only becomes a date of a
// dossier; everything else is left out, for a date that is missing is seen, and one that is wrong is believed.

//go:embed months.txt
var monthList string

// months returns the number of each month by its names.
var months = sync.OnceValue(func() map[string]int {
	all := map[string]int{}
	for line := range strings.Lines(monthList) {
		if names := strings.Fields(line); len(names) > 0 && names[0] != "#" {
			n, _ := strconv.Atoi(names[0])
			for _, name := range names[1:] {
				all[name] = n
			}
		}
	}
	return all
})

// The forms that begin with a year, and the time that may stand behind each: ISO 8601, what databases make of it, and
// 2019年11月20日.
var (
	calendarDate = regexp.MustCompile(`^(\d{4})([-/.]|\. )(\d{1,2})([-/.]|\. )(\d{1,2})\.?`)
	basicDate    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:[Tt]?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$`)
	weekDate     = regexp.MustCompile(`^(\d{4})-?W(\d{2})-?([1-7])`)
	ordinalDate  = regexp.MustCompile(`^(\d{4})-(\d{3})(?:T|$)`)
	monthDate    = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	yearDate     = regexp.MustCompile(`^\d{4}$`)
	eastDate     = regexp.MustCompile(`(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]`)
	dayFirst     = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4})`) // or month first
	unixTime     = regexp.MustCompile(`^(?:/Date\()?(1\d{9})(\d{3})?(?:[+-]\d{4})?(?:\)/)?$`)
)

var (
	// A clock, and the zone behind it.
	clock = regexp.MustCompile(`(?i)(?:^|[T ,]|\b)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)? ?([ap]\.?m\b\.?)?` +
		` ?((?:GMT|UTC|UT|Z|[ECMP][SD]T)?(?: ?[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?`)
	// basic forms, behind a date
	hour = regexp.MustCompile(`(?i)^T(\d{2})(?:(\d{2})(?:(\d{2})(?:[.,]\d+)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$`)
	// the name of a zone
	bracketed  = regexp.MustCompile(` ?(\([^()]*\)|\[[^\[\]]*\])$`)
	dayOrdinal = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?$`)
)

// Date returns a date of a page in the form of dossiers: a year, a month, a day, or a day and a time. It returns ""
// if s is no date, or could be two.
func Date(s string) string {
	const longest = 100 // bytes; the longest form, that of JavaScript with the name of a zone, has some 70
	s = strings.Join(strings.Fields(ascii(s)), " ")
	if len(s) > longest {
		return ""
	}
	s = bracketed.ReplaceAllString(s, "")
	number := func(digits string) int {
		n, _ := strconv.Atoi(digits)
		return n
	}
	switch {
	case yearDate.MatchString(s):
		return moment{year: number(s)}.String()
	case monthDate.MatchString(s):
		m := monthDate.FindStringSubmatch(s)
		return moment{year: number(m[1]), month: number(m[2])}.String()
	case unixTime.MatchString(s):
		m := unixTime.FindStringSubmatch(s)
		t := time.Unix(int64(number(m[1])), 0).UTC()
		return moment{t.Year(), int(t.Month()), t.Day(), t.Format("T15:04:05Z")}.String()
	case basicDate.MatchString(s):
		m := basicDate.FindStringSubmatch(s)
		d := moment{year: number(m[1]), month: number(m[2]), day: number(m[3])}
		if m[4] != "" {
			d.clock = timeOf(m[4], m[5], m[6], "", m[7])
		}
		return d.String()
	}
	var d moment
	rest := s
	if m := weekDate.FindStringSubmatch(s); m != nil {
		d, rest = ofWeek(number(m[1]), number(m[2]), number(m[3])), s[len(m[0]):]
	} else if m := ordinalDate.FindStringSubmatch(s); m != nil {
		t := time.Date(number(m[1]), 1, number(m[2]), 0, 0, 0, 0, time.UTC)
		if t.Year() != number(m[1]) {
			return ""
		}
		d, rest = moment{year: t.Year(), month: int(t.Month()), day: t.Day()}, s[len("2019-324"):]
	} else if m := calendarDate.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		d, rest = moment{year: number(m[1]), month: number(m[3]), day: number(m[5])}, s[len(m[0]):]
	} else if m := eastDate.FindStringSubmatch(s); m != nil && len(eastDate.FindAllString(s, 2)) == 1 {
		// 午後 and the like are left out with the time
		return moment{year: number(m[1]), month: number(m[2]), day: number(m[3])}.String()
	} else if m := dayFirst.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		d = moment{year: number(m[5]), month: number(m[3]), day: number(m[1])}
		switch {
		case d.day == d.month || d.day > 12 && d.month <= 12:
		case d.month > 12 && d.day <= 12:
			d.day, d.month = d.month, d.day
		default:
			return "" // the third of April, or the fourth of March
		}
		rest = s[len(m[0]):]
	} else {
		return inWords(s)
	}
	if rest != "" && !strings.ContainsAny(rest[:1], "Tt ,;") {
		return "" // 2019-11-20/2019-11-22, 2019-11-201
	}
	if m := hour.FindStringSubmatch(rest); m != nil {
		d.clock = timeOf(m[1], m[2], m[3], "", m[4])
	} else if before, m, after := cutClock(rest); m != nil {
		if strings.ContainsAny(before+after, "0123456789") {
			return "" // two times, or two dates
		}
		d.clock = timeOf(m[1], m[2], m[3], m[4], m[5])
		if m[4] == "" && number(m[1]) <= 12 && strings.ContainsFunc(before+after, unicode.IsLetter) {
			d.clock = "" // 오후 1:42
		}
	} else if strings.ContainsAny(rest, "0123456789") {
		return ""
	}
	return d.String()
}

// inWords reads dates whose month is a word, in any order: RFC 822 and 1123, those of JavaScript and of C, and what
// stands in bylines.
func inWords(s string) string {
	before, at, after := cutClock(s)
	if strings.Contains(after, ":") {
		return "" // two times, and perhaps two dates
	}
	var d moment
	known := true     // all the words, so that none of them says that the clock is that of the afternoon
	var numbers []int // of one or two digits
	weekday := -1
	for word := range strings.FieldsFuncSeq(strings.ToLower(before+" "+
		""+after), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;-/|·•()–—", r) }) {
		name := strings.Trim(word, ".")
		month, named := months()[name]
		m := dayOrdinal.FindStringSubmatch(word)
		n, err := strconv.Atoi(name)
		switch {
		case named && d.month != 0 && d.month != month:
			return ""
		case named:
			d.month = month
		case m != nil:
			n, _ = strconv.Atoi(m[1])
			numbers = append(numbers, n)
		case err == nil && len(name) == 4 && d.year == 0:
			d.year = n
		case strings.ContainsAny(word, "0123456789"):
			return ""
		default:
			i := slices.IndexFunc(weekdays[:],
				func(day string) bool { return len(name) >= 3 && strings.HasPrefix(day, name) })
			if i >= 0 {
				weekday = i
			} else {
				known = false
			}
		}
	}
	if at != nil {
		d.clock = timeOf(at[1], at[2], at[3], at[4], at[5])
		if h, _ := strconv.Atoi(at[1]); !known && at[4] == "" && h <= 12 {
			d.clock = ""
		}
	}
	switch {
	case d.month == 0:
		return ""
	case d.year != 0 && len(numbers) == 0:
		d.clock = ""
	case d.year != 0 && len(numbers) == 1:
		d.day = numbers[0]
	case d.year == 0 && len(numbers) == 2 && weekday >= 0:
		// RFC 850, and RFC 822 as it was: the year has two digits, and the name of the day tells it from the day.
		const turn = 70 // years below it are of this century, as computers have it
		d.day, d.year = numbers[0], 2000+numbers[1]
		if numbers[1] >= turn {
			d.year -= 100
		}
	default:
		return ""
	}
	if weekday >= 0 && d.day != 0 &&
		int(time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Weekday()) != weekday {
		return "" // one of the two is wrong
	}
	return d.String()
}

// of time.Weekday
var weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// cutClock returns the first time of day in s, by the groups of clock, and what stands before and after it; nil if
// there is none.
func cutClock(s string) (before string, groups []string, after string) {
	m := clock.FindStringSubmatchIndex(s)
	if m == nil {
		return s, nil, ""
	}
	for i := 0; i < len(m); i += 2 {
		groups = append(groups, s[max(m[i], 0):max(m[i+1], 0)])
	}
	return s[:m[0]], groups, s[m[1]:]
}

// ofWeek returns a day of a week of ISO 8601.
func ofWeek(year, week, weekday int) moment {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // is in week 1
	t := fourth.AddDate(0, 0, 7*(week-1)+weekday-1-(int(fourth.Weekday())+6)%7)
	if y, w := t.ISOWeek(); y != year || w != week {
		return moment{}
	}
	return moment{year: t.Year(), month: int(t.Month()), day: t.Day()}
}

// timeOf returns a time of day as it stands after the T of ISO 8601, with its T and its zone; "" if it is none. A zone
// that is not known for sure is left out: without one, the time is that of the place.
func timeOf(hour, minute, second, half, zone string) string {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	s, _ := strconv.Atoi(second)
	if half != "" {
		if h < 1 || h > 12 {
			return ""
		}
		if h %= 12; half[0] == 'p' || half[0] == 'P' {
			h += 12
		}
	}
	if h > 23 || m > 59 || s > 59 {
		return "" // 24:00 is the next day, a leap second is none that anybody published at
	}
	clock := fmt.Sprintf("T%02d:%02d", h, m)
	if second != "" {
		clock += fmt.Sprintf(":%02d", s)
	}
	return clock + zoneOf(zone)
}

// zoneOf returns a zone as ISO 8601 writes it, "" if it is none. The names are those of RFC 822: others have several
// meanings.
func zoneOf(zone string) string {
	zone = strings.ReplaceAll(strings.ToUpper(zone), " ", "")
	name, offset := zone, ""
	if i := strings.IndexAny(zone, "+-"); i >= 0 {
		name, offset = zone[:i], zone[i:]
	}
	hours, known := map[string]string{"": "", "Z": "Z", "UT": "Z", "UTC": "Z", "GMT": "Z", "EDT": "-04:00",
		"EST": "-05:00", "CDT": "-05:00", "CST": "-06:00",
		"MDT": "-06:00", "MST": "-07:00", "PDT": "-07:00", "PST": "-08:00"}[name]
	digits := strings.ReplaceAll(strings.TrimLeft(offset, "+-"), ":", "")
	switch {
	case !known || offset != "" && name != "" && hours != "Z":
		return ""
	case offset == "":
		return hours
	case len(digits) == 2:
		digits += "00"
	}
	const widest = "1400" // east of Greenwich, on the Line Islands
	if digits > widest || digits[2:] > "59" {
		return ""
	}
	return offset[:1] + digits[:2] + ":" + digits[2:]
}

// A moment is what a date says. What it does not say is 0.
type moment struct {
	year, month, day int
	clock            string // with its T
}

// String returns d in the form of dossiers; "" if there is no such day, or if no page can have been published on it:
// calendars of other eras, and what programs write for no date at all.
func (d moment) String() string {
	// Gregorian years with newspapers; 2562 is of the Buddhist calendar, 1441 of the Hijri, 1 and 1970-01-01 of
	// programs
	const first, last = 1800, 2100
	t := time.Date(d.year, time.Month(max(d.month, 1)), max(d.day, 1), 0, 0, 0, 0, time.UTC)
	switch {
	case d.year < first || d.year > last || d.month > 12 || d.month < 0 || d.day != 0 && t.Day() != d.day ||
		d.month == 0 && d.day != 0:
		return ""
	case d.month == 0:
		return t.Format("2006")
	case d.day == 0:
		return t.Format("2006-01")
	case t.Unix() == 0:
		return ""
	}
	return t.Format(time.DateOnly) + d.clock
}

// ascii returns s with the digits, signs and spaces of dates in ASCII.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range "٠۰०" { // Arabic, Persian, Hindi
			if zero <= r && r <= zero+9 {
				return '0' + r - zero
			}
		}
		switch {
		case '！' <= r && r <= '～':
			return r - '！' + '!'
		case r == '\u2212' || r == '\u2010' || r == '\u2011':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}
