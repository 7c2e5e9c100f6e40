package claims

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

// A value holds what a number, a date or a time of day stands for, so that "41,200", "41.2 thousand" and "forty-one
// thousand two hundred" are equal, and so are "Sept. 15" and "15 September".
type value struct {
	kind     valueKind
	n        float64 // amount; share in per cent; time of day in minutes from midnight; weekday, Monday is 0
	y, m, d  int     // of a date; 0 where it is not said
	unit     string  // of an amount: a currency, or the name of a unit; "" if it has none
	bound    bound
	from, to int // half-open range of words
}

type valueKind uint8

const (
	anAmount valueKind = iota
	aShare             // per cent and percentage points
	aDate
	aWeekday
	aTime
	inDoubt // an amount in figures that can be read in two ways
)

// A bound holds what words such as "at least" make of an amount.
type bound uint8

const (
	nearly bound = iota // exactly, or nearly so
	atLeast
	atMost
)

// values returns the values of a folded text in order.
func values(r *prose.Reader, f *match.Folded, words []match.Word) []value {
	var out []value
	x := valuer{r, f, f.S, cut(r, f.S, words)}
	word := 0 // the first whose end is not before the value
	for i := 0; i < len(x.segments); {
		v, ok := x.date(i)
		if !ok {
			v, ok = x.time(i)
		}
		if !ok {
			v, ok = x.amount(i)
		}
		if !ok {
			i++
			continue
		}
		x.bounds(&v)
		i = max(v.to, i+1)
		start, end := x.segments[v.from].start, x.segments[v.to-1].end
		for words[word].End <= start {
			word++
		}
		v.from, v.to = word, word+1
		for v.to < len(words) && words[v.to].Start < end {
			v.to++
		}
		out = append(out, v)
	}
	return out
}

// A valuer reads the pieces of a text for values.
type valuer struct {
	*prose.Reader
	folded   *match.Folded
	s        string
	segments []segment
}

// text returns segment i; "" if there is none.
func (x *valuer) text(i int) string {
	if i < 0 || i >= len(x.segments) {
		return ""
	}
	return x.segments[i].text
}

// is reports whether segment i is one of the words of a key.
func (x *valuer) is(k language.Key, i int) bool { return x.Has(k, x.text(i)) }

// kind returns the kind of segment i; wordSegment if there is none.
func (x *valuer) kind(i int) segmentKind {
	if i < 0 || i >= len(x.segments) {
		return wordSegment
	}
	return x.segments[i].kind
}

// gap returns what stands before segment i and after the one before it.
func (x *valuer) gap(i int) string {
	if i < 1 || i >= len(x.segments) {
		return "\n"
	}
	return x.s[x.segments[i-1].end:x.segments[i].start]
}

// near reports whether segment i belongs to the part before it: nothing stands between them but a space or a hyphen.
func (x *valuer) near(i int) bool { g := x.gap(i); return g == "" || g == " " || g == "-" }

// find returns what stands for segment i under a key of pairs, or for it and the part that touches it ("US$", "°C"), and
// the segment after it; "" if nothing does.
func (x *valuer) find(k language.Key, i int) (base string, to int) {
	if i+1 < len(x.segments) && x.gap(i+1) == "" {
		if base = x.Of(k, x.text(i)+x.text(i+1)); base != "" {
			return base, i + 2
		}
	}
	return x.Of(k, x.text(i)), i + 1
}

// month returns the month that segment i names, from 1; 0 if it names none. Those of other calendars have numbers above
// 100.
func (x *valuer) month(i int) int {
	t := strings.TrimSuffix(x.text(i), ".")
	if x.Has(language.MonthsAlso, t) && !x.segments[i].upper {
		return 0
	}
	return x.Number(language.Months, t)
}

// scale returns what segment i multiplies the number before it by; 0 if it does not.
func (x *valuer) scale(i int) float64 { return float64(x.Number(language.Scales, x.text(i))) }

// whole returns the number that segment i writes without a sign, of so many digits at the most; 0 if it does not.
func (x *valuer) whole(i, digits int) int {
	if x.kind(i) == numberSegment && x.segments[i].bare && len(x.text(i)) <= digits {
		return int(x.segments[i].n)
	}
	return 0
}

// The years that news writes of.
const (
	firstYear = 1500
	endOfTime = 2100
)

// year returns the year that begins with segment i, and the segment after it; 0 if none does.
func (x *valuer) year(i int) (year, to int) {
	k := i
	if x.Number(language.DateMarksBefore, x.text(k)) == yearMark {
		k++
	}
	n := 0
	before := x.Number(language.Eras, x.text(k))
	switch {
	case before == 0:
		n, to = x.whole(k, 4), k+1
		if n > 0 && (len(x.text(k)) < 4 || x.gap(to) == "" && isLatin(firstRune(x.text(to)))) { // 1990s
			return 0, i
		}
		if n == 0 && k < len(x.segments) && spaceless(x.text(k)) { // 二〇二二年
			f, end, _ := x.number(k)
			n, to = int(f), end
		}
		if n >= endOfTime {
			n += x.calendar()
		}
	case x.Number(language.DateMarks, x.text(k+1)) == yearMark: // 令和元年
		n, to = before+1, k+1
	default:
		if n, to = x.small(k + 1); n == 0 {
			return 0, i
		}
		n += before
	}
	if n < firstYear || n >= endOfTime {
		return 0, i
	}
	return n, to
}

// What DateMarks stand beside.
const (
	yearMark = 1 + iota
	monthMark
	dayMark
	dayAfterMonth // it says so only there: 号
)

// day returns the day of a month that segment i writes, and the segment after it; 0 if it does not.
func (x *valuer) day(i int) (day, to int) {
	day, to = x.whole(i, 2), i+1
	if day < 1 || day > 31 {
		return 0, i
	}
	if to < len(x.segments) && (x.gap(to) == "" || x.gap(to) == "-") && x.is(language.OrdinalEndings, to) {
		to++
	}
	return day, to
}

// any reports whether the language has words of a key.
func (x *valuer) any(k language.Key) bool { return x.Find(k, func(string) bool { return true }) }

func (x *valuer) date(i int) (v value, ok bool) {
	v = value{kind: aDate, from: i}
	if n := x.Weekday(x.text(i)); n >= 0 {
		return value{kind: aWeekday, n: float64(n), from: i, to: i + 1}, true
	}
	if v.to = x.figures(&v, i); v.to > i {
		return v, true
	}
	if v.to = x.marked(&v, i); v.to > i {
		return v, true
	}
	k := i
	if m := x.month(i); m > 0 {
		v.m, k = m, i+1
		if x.gap(k) == "/" && x.month(k) == m { // سبتمبر/أيلول
			k++
		}
		if d, to := x.day(k); d > 0 && !x.any(language.DayFirst) && !x.is(language.Counted, to) {
			v.d, k = d, to
		}
	} else if d, to := x.day(i); d > 0 {
		if x.is(language.DayOf, to) {
			to++
		}
		m := x.month(to)
		if m == 0 {
			return v, false
		}
		v.d, v.m, k = d, m, to+1
		if x.gap(k) == "/" && x.month(k) == m {
			k++
		}
	} else if y, to := x.year(i); y > 0 && !x.counts(to) {
		v.y, v.to = y, to
		return v, true
	} else {
		return v, false
	}
	v.to = x.yearAfter(&v, k)
	return v, true
}

// yearAfter reads the year that may follow a month before segment i, and returns the segment after it.
func (x *valuer) yearAfter(v *value, i int) int {
	k := i
	if x.is(language.DayOf, k) {
		k++
	}
	if y, to := x.year(k); y > 0 {
		v.y = y
		return to
	}
	return i
}

// counts reports whether segment i says that the number before it is an amount.
func (x *valuer) counts(i int) bool {
	t := x.text(i)
	return x.is(language.Counted, i) || x.any(language.DayFirst) && (x.scale(i) > 1 || x.is(language.Units, i) ||
		x.is(language.Currencies, i) || x.is(language.Percent, i) || t == "%")
}

// figures reads a date in figures, and returns the segment after it; i if there is none: 15.9.2022, 2022-09-15, 15/9.
func (x *valuer) figures(v *value, i int) int {
	t, to := x.text(i), i+1
	sign := "."
	switch {
	case x.kind(i) == numberSegment && x.gap(i+1) == "-" && x.gap(i+2) == "-" && x.kind(i+2) == numberSegment:
		t, sign, to = t+"-"+x.text(i+1)+"-"+x.text(i+2), "-", i+3
	case x.kind(i) == numberSegment && x.gap(i+1) == "-" && x.dated(i) && !x.counts(i+2) &&
		!x.is(language.HourMarks, i+2):
		t, sign, to = t+"-"+x.text(i+1), "-", i+2 // 15-9, but not from seven to nine
	case x.kind(i) != figureSegment:
		return i
	case strings.Contains(t, "/"):
		sign = "/"
	}
	var f [3]int
	n := 0
	for _, s := range strings.Split(t, sign) {
		d, err := strconv.Atoi(s)
		if err != nil || n == len(f) || len(s) > 4 {
			return i
		}
		f[n] = d
		n++
	}
	slash := strings.Replace(sign, "-", "/", 1) // a hyphen stands where a slash may
	isYear := func(y int) bool { return firstYear <= y && y < endOfTime }
	year := func(y int) int {
		if before := x.calendar(); !isYear(y) && isYear(y+before) {
			return y + before
		}
		return y
	}
	switch {
	case n == 3 && isYear(year(f[0])): // as in ISO 8601
		v.y, v.m, v.d = year(f[0]), f[1], f[2]
	case n == 3 && isYear(year(f[2])) && x.Has(language.DayFirst, slash):
		v.d, v.m, v.y = f[0], f[1], year(f[2])
	case n == 2 && isYear(year(f[1])) && x.Has(language.DayFirst, sign):
		v.m, v.y = f[0], year(f[1])
		return x.valid(v, to, i)
	case n == 2 && sign != "." && x.Has(language.ShortDates, slash):
		v.d, v.m = f[0], f[1]
	default:
		return i
	}
	if v.d == 0 {
		v.d = -1
	}
	return x.valid(v, to, i)
}

// dated reports whether a word before segment i says that a day follows: its number, its part or its weekday.
func (x *valuer) dated(i int) bool {
	return x.halfDay(i-1) != 0 || x.Weekday(x.text(i-1)) >= 0 || x.is(language.RelativeDays, i-1) ||
		x.Number(language.DateMarksBefore, x.text(i-1)) == dayMark
}

// valid returns to if there is such a date, else i.
func (x *valuer) valid(v *value, to, i int) int {
	if v.m < 1 || v.m > 12 || v.d < 0 || v.d > 31 {
		*v = value{kind: aDate, from: i}
		return i
	}
	return to
}

// calendar returns how many years the calendar of the language is from ours: 543 less in Thai.
func (x *valuer) calendar() (years int) {
	x.Find(language.Eras, func(era string) bool {
		years = x.Number(language.Eras, era)
		return years < 0
	})
	return min(years, 0)
}

// marked reads a date whose numbers have words beside them, 2022年9月15日, and returns the segment after it; i if there is
// none.
func (x *valuer) marked(v *value, i int) int {
	k := i
	for k < len(x.segments) && (k == i || x.near(k)) {
		y, to := x.year(k)
		mark := x.Number(language.DateMarks, x.text(to))
		before := x.Number(language.DateMarksBefore, x.text(k))
		if y > 0 && v.y == 0 && (mark == yearMark || before == yearMark || to > k+1 || v.m > 0) {
			v.y, k = y, to
			if mark == yearMark {
				k++
			}
			continue
		}
		if before > yearMark {
			if to := x.figures(v, k+1); to > k+1 {
				return to
			}
			n, to := x.small(k + 1)
			if !v.set(before, n) {
				break
			}
			k = to
			continue
		}
		if m := x.month(k); m > 0 && v.d > 0 && v.m == 0 {
			v.m = m
			k++
			continue
		}
		n, to := x.small(k)
		if x.Number(language.DateMarksBefore, x.text(to)) == monthMark && to > k { // 15 tháng 9
			if m, _ := x.small(to + 1); 0 < m && m <= 12 && v.set(dayMark, n) {
				k = to
				continue
			}
		}
		mark = x.Number(language.DateMarks, x.text(to))
		if mark == yearMark && k == i && n > 0 && n < 100 { // 22年9月: the century is not said
			if _, m := x.small(to + 1); x.Number(language.DateMarks, x.text(m)) == monthMark {
				k = to + 1
				continue
			}
		}
		if mark == dayMark && x.is(language.Counted, to+1) || !v.set(mark, n) {
			break
		}
		k = to + 1
	}
	if v.m == 0 && v.d == 0 && v.y == 0 {
		return i
	}
	return k
}

// set sets the month or the day of a date; it reports false if that cannot be it.
func (v *value) set(mark, n int) bool {
	switch {
	case mark == monthMark && v.m == 0 && 0 < n && n <= 12:
		v.m = n
	case (mark == dayMark || mark == dayAfterMonth && v.m > 0) && v.d == 0 && 0 < n && n <= 31:
		v.d = n
	default:
		return false
	}
	return true
}

// small returns the number of a day or a month that begins with segment i, in figures or in words of a script without
// spaces, and the segment after it.
func (x *valuer) small(i int) (n, to int) {
	if x.kind(i) == numberSegment {
		return x.whole(i, 4), i + 1
	}
	if i < len(x.segments) && spaceless(x.text(i)) {
		if f, to, ok := x.number(i); ok {
			return int(f), to
		}
	}
	return 0, i
}

func (x *valuer) time(i int) (v value, ok bool) {
	k := i
	half := x.halfDay(k)
	if half != 0 {
		if !x.any(language.HourMarks) {
			return v, false
		}
		k++
	}
	h, m, found := strings.Cut(strings.Replace(x.text(k), ".", ":", 1), ":")
	if x.kind(k) != numberSegment && x.kind(k) != figureSegment {
		n, to := x.small(k)
		if to == k || !x.is(language.HourMarks, to) {
			return v, false
		}
		h, k = strconv.Itoa(n), to-1
	}
	hour, err := strconv.Atoi(h)
	minute := 0
	if found {
		var err2 error
		if minute, err2 = strconv.Atoi(m); err2 != nil || len(m) != 2 || minute > 59 {
			return v, false
		}
	}
	if err != nil || hour > 24 {
		return v, false
	}
	colon := strings.Contains(x.text(k), ":")
	said := colon || half != 0 && found
	before := x.text(i - 1)
	switch {
	case x.Has(language.Hours, before):
		said = said || found || x.any(language.HourMarks)
	case x.Has(language.AtHour, before):
		said = said || found
	}
	k++
	open := false // nobody says which half of the day is meant
	if x.near(k) && x.is(language.HourMarks, k) {
		unit := x.is(language.Units, k) // 15 heures
		said = said || found || !unit || half != 0 || x.Has(language.AtHour, before)
		k++
		switch n := x.whole(k, 2); {
		case found || !x.near(k):
		case x.is(language.Halves, k) && x.any(language.MinuteMarks):
			minute, said = 30, true
			k++
		case x.kind(k) == numberSegment && n < 60 && (x.is(language.MinuteMarks, k+1) ||
			len(x.text(k)) == 2 && (x.gap(k) == "" || n%5 == 0 && !x.counts(k+1))):
			minute, said = n, true
			k++
			if x.is(language.MinuteMarks, k) {
				k++
			}
		}
		open = hour <= 12 && x.any(language.Morning)
	}
	if after := x.halfDay(k); half == 0 && after != 0 {
		half, said = after, true
		k++
	}
	if !said {
		return v, false
	}
	v = value{kind: aTime, from: i, to: k}
	switch half {
	case 1:
		hour %= 12
	case 2:
		hour = hour%12 + 12
	default:
		if open {
			v.unit = halfUnknown
		}
	}
	v.n = float64(60*hour + minute)
	return v, true
}

// halfUnknown is the unit of a time of which nobody says whether it is before noon or after it.
const halfUnknown = "?"

// halfDay returns 1 if segment i says that a time is before noon, 2 if it says after noon.
func (x *valuer) halfDay(i int) int {
	switch t := strings.ReplaceAll(x.text(i), ".", ""); {
	case x.Has(language.Morning, t):
		return 1
	case x.Has(language.Afternoon, t):
		return 2
	}
	return 0
}

// number reads the number that begins with segment i, in figures or words, and returns the segment after it:
//
//	4 만 1200            4, then 40,000, then 1,200 of it
//	two hundred thousand 2, 200, 200,000
//	vier und zwanzig     4, then 20 before it
func (x *valuer) number(i int) (n float64, to int, ok bool) {
	var sum []float64 // of falling size, as they are read
	figures := false  // the last part is in figures
	and := false      // the last but one joins two numbers
	scaled := false   // the last part is a scale
	k := i
	push := func(n float64) bool {
		if last := len(sum) - 1; last >= 0 && !follows(sum[last], n) {
			if tens := n == float64(int(n)) && int(n)%10 == 0; !and || sum[last] >= 10 || !tens || n < 20 || n > 90 {
				return false
			}
			sum[last] += n // vier und zwanzig
			return true
		}
		sum = append(sum, n)
		return true
	}
read:
	for k < len(x.segments) && (k == i || x.near(k)) {
		t := x.text(k)
		scale := x.scale(k)
		if len(t) == 1 && !(figures && x.gap(k) == "") {
			scale = 0 // "5 m" has metres, "5m" millions
		}
		listed := x.Has(language.Numbers, t)
		switch {
		case scale > 1 && len(sum) > 0 && sum[len(sum)-1] < scale:
			m, kept := 0.0, len(sum)
			for kept > 0 && sum[kept-1] < scale {
				kept--
				m += sum[kept]
			}
			if kept > 0 && !follows(sum[kept-1], m*scale) {
				break read
			}
			sum = append(sum[:kept], m*scale)
			figures, and, scaled = false, false, true
		case x.kind(k) == numberSegment:
			// Figures after figures are another number, and so are most after a word.
			if len(sum) > 0 && !(scaled && (x.gap(k) == "" || and || x.scale(k+1) > 1 || x.myriads())) ||
				!push(x.segments[k].n) {
				break read
			}
			figures, and, scaled = true, false, false
		case listed:
			if figures || !push(float64(x.Number(language.Numbers, t))) {
				break read
			}
			and, scaled = false, false
		case len(sum) > 0 && !and && x.is(language.NumberAnd, k) && x.near(k+1):
			and = true
			k++
			continue
		default:
			break read
		}
		k++
	}
	if and {
		k--
	}
	if len(sum) == 0 {
		return 0, i, false
	}
	for _, s := range sum {
		n += s
	}
	return x.positional(i, n, k)
}

// positional reads a number whose words stand for its digits, 二〇二二, or its decimals, 十二点五, after the first word or
// words have been read as n.
func (x *valuer) positional(i int, n float64, to int) (float64, int, bool) {
	if x.kind(i) == numberSegment {
		return n, to, true
	}
	digit := func(k int) bool {
		t := x.text(k)
		return x.Has(language.Numbers, t) && x.Number(language.Numbers, t) < 10 && x.near(k)
	}
	if to == i+1 && spaceless(x.text(i)) {
		for n < 1e9 && digit(to) && n == float64(int(n)) && (n < 10 || to > i+1) {
			n = 10*n + float64(x.Number(language.Numbers, x.text(to)))
			to++
		}
	}
	if x.is(language.NumberPoints, to) && digit(to+1) {
		to++
		for unit := 0.1; digit(to) && unit > 1e-9; unit /= 10 {
			n += unit * float64(x.Number(language.Numbers, x.text(to)))
			to++
		}
	}
	return n, to, true
}

// myriads reports whether the language counts in ten thousands, so that figures may follow one: 4만 1,200.
func (x *valuer) myriads() bool { return x.First(language.Scales, "10000") != "" }

// follows reports whether n may be what is left of a number that begins with last: 20 and 5, but not 20 and 15; of the
// tens, French counts on to nineteen.
func follows(last, n float64) bool {
	if last == 60 || last == 80 {
		return n < 20
	}
	if last != float64(int64(last)) || last == 0 {
		return false
	}
	place := 1.0
	for i := int64(last); i%10 == 0; i /= 10 {
		place *= 10
	}
	return n < place && place > 1
}

func (x *valuer) amount(i int) (v value, ok bool) {
	v = value{kind: anAmount, from: i}
	k, minus := i, false
before:
	for ; ; k++ { // what stands before the number
		switch unit := x.unitBefore(k); {
		case !minus && (x.Has(language.Minus, x.text(k)) || x.text(k) == "-" && !x.dashed(k)):
			minus = true
		case unit != "" && v.unit == "":
			v.unit = unit
		case x.is(language.PercentBefore, k) && v.kind == anAmount:
			v.kind = aShare
		default:
			break before
		}
		if x.gap(k+1) != "" && x.gap(k+1) != " " {
			return v, false
		}
	}
	t := x.text(k)
	to := k + 1
	switch {
	case x.kind(k) == doubtSegment:
		return value{kind: inDoubt, n: x.segments[k].n, unit: strings.Trim(t, "0123456789"), from: i, to: to}, true
	case x.is(language.Halves, k):
		v.n = 0.5
		if x.is(language.HalfOf, to) {
			to++
		}
		v.n, to = x.scaled(v.n, to)
	case x.is(language.HalvesMore, k):
		v.n, to = x.scaled(1.5, to)
	case x.scale(k) > 1 && !x.is(language.Numbers, k):
		if len(t) < 3 || !x.is(language.OneBefore, k-1) {
			return v, false
		}
		v.n, to = x.scaled(1, k)
	default:
		if v.n, to, ok = x.number(k); !ok {
			return v, false
		}
		if to == k+1 && v.n == 1 && x.kind(k) == wordSegment && !x.is(language.OneIn, to) {
			return v, false
		}
		v.n, to = x.andHalf(v.n, to)
	}
	single := to == k+1 && x.kind(k) == wordSegment && spaceless(t)
	if q := x.Number(language.Fractions, x.text(to)); q > 0 {
		v.n /= float64(q)
		to++
	}
	if x.is(language.FractionOf, to) {
		if n, end, ok := x.number(to + 1); ok && v.n != 0 {
			single = false
			if v.n == 100 {
				v.kind, v.n = aShare, n
			} else {
				v.n = n / v.n
			}
			to = end
		}
	}
	if minus {
		v.n = -v.n
	}
	v = x.counted(v, to)
	if single && v.to == to && !x.is(language.Counted, to) {
		return v, false // 一 is a syllable of many words
	}
	return v, true
}

// dashed reports whether the sign that is segment i is a dash, with a space after it, which folding takes away.
func (x *valuer) dashed(i int) bool {
	if i+1 == len(x.segments) {
		return true
	}
	from, _ := x.folded.Range(x.segments[i].start, x.segments[i].end)
	to, _ := x.folded.Range(x.segments[i+1].start, x.segments[i+1].end)
	return strings.ContainsFunc(x.folded.Source()[from:to], unicode.IsSpace)
}

// unitBefore returns the currency that segment i is, before a number: a sign, or letters that touch it; "" if it is none.
func (x *valuer) unitBefore(i int) string {
	t := x.text(i)
	r, _ := utf8.DecodeRuneInString(t)
	sign := unicode.Is(unicode.Sc, r)
	if i+1 < len(x.segments) && x.gap(i+1) == "" && x.kind(i+1) == wordSegment { // US$
		r, _ := utf8.DecodeRuneInString(x.text(i + 1))
		if unicode.Is(unicode.Sc, r) && x.Of(language.Currencies, t+x.text(i+1)) != "" {
			x.segments[i+1].text = t + x.text(i+1)
			return ""
		}
	}
	sign = sign || strings.ContainsFunc(t, func(r rune) bool { return unicode.Is(unicode.Sc, r) })
	const short = 3 // letters of a currency that stands before its amount: eur, rp
	if !sign && (x.kind(i+1) != numberSegment || len(t) > short || r >= utf8.RuneSelf) {
		return ""
	}
	if u := x.Of(language.Currencies, t); u != "" || !sign {
		return u
	}
	return t
}

// scaled returns n times the scales from segment i on, and the part after them.
func (x *valuer) scaled(n float64, i int) (float64, int) {
	for x.scale(i) > 0 && len(x.text(i)) > 1 {
		n *= x.scale(i)
		i++
	}
	return n, i
}

// andHalf adds the half that may follow a number before segment i: un millón y medio.
func (x *valuer) andHalf(n float64, i int) (float64, int) {
	scale := max(1, x.scale(i-1))
	k := i
	if x.is(language.NumberAnd, k) {
		k++
	}
	if (k > i || scale > 1) && x.near(k) && x.is(language.Halves, k) {
		n, i = x.scaled(n+scale/2, k+1)
	}
	return n, i
}

// counted returns an amount with what it counts, which begins with segment i.
func (x *valuer) counted(v value, i int) value {
	k := i
	if x.is(language.UnitOf, k) {
		k++
	}
	t := x.text(k)
	currency, afterCurrency := x.find(language.Currencies, k)
	unit, afterUnit := x.find(language.Units, k)
	point := func() {
		if x.is(language.Points, k) {
			v.unit = pointUnit
			k++
		}
	}
	switch {
	case x.is(language.BasisPoints, k):
		v.kind, v.unit = aShare, pointUnit
		v.n /= 100
		k++
	case t == "%" || x.Has(language.Percent, t):
		v.kind = aShare
		if x.End(language.Points, t) != "" {
			v.unit = pointUnit
		}
		k++
		point()
	case x.is(language.Tenths, k) && x.apart(k):
		v.kind = aShare
		v.n *= 10
		k++
	case x.is(language.Halves, v.from) && x.is(language.Points, k):
		v.kind = aShare
		point()
	case currency != "":
		v.unit, k = currency, afterCurrency
	case v.unit == "" && unit != "":
		v.unit, k = unit, afterUnit
	case v.unit == "" && x.near(k) && x.gap(k+1) != "" && unicode.Is(unicode.Sc, firstRune(t)):
		v.unit = t
		k++
	default:
		k = i
	}
	v.to = k
	return v
}

// apart reports whether segment i is a word of its own: of another, such as 成功, its letters may be the first.
func (x *valuer) apart(i int) bool {
	after := x.s[x.segments[i].end:]
	c := firstRune(after)
	return !unicode.IsLetter(c) || hangul(after) || prose.Kana(after) || x.is(language.OrMore, i+1) ||
		x.is(language.OrLess, i+1) || x.Begins(language.Grammar, after)
}

// pointUnit is the unit of a share in percentage points.
const pointUnit = "point"

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// bounds sets what the words beside an amount make of it.
func (x *valuer) bounds(v *value) {
	after := v.to
	if x.is(language.Counted, after) {
		after++
	}
	switch before := v.from - 1; {
	case x.is(language.AtLeast, before), x.is(language.OrMore, v.to), x.is(language.OrMore, after):
		v.bound = atLeast
	case x.is(language.AtMost, before), x.is(language.OrLess, v.to), x.is(language.OrLess, after):
		v.bound = atMost
	}
}

// decimal returns the number that digits with at most one point write. strconv.ParseFloat reads any length to the last
// bit and takes 10 kB of the widget; this is exact up to the fifteen digits that a float64 holds.
func decimal(digits string) (n float64, ok bool) {
	const longest = 300 // digits; a float64 holds no longer number, and no news prints one
	whole, decimals, _ := strings.Cut(digits, ".")
	if len(digits) > longest || strings.Contains(decimals, ".") {
		return 0, false
	}
	for _, c := range []byte(whole + decimals) {
		n = 10*n + float64(c-'0')
	}
	unit := 1.0
	for range decimals {
		unit *= 10
	}
	return n / unit, true
}

// equal reports whether two values agree in all that both say: "15 September" and "15 September 2022" do.
func (v *value) equal(o *value) bool {
	if v.kind == aTime && o.kind == anAmount || v.kind == anAmount && o.kind == aTime {
		t, a := v, o
		if t.kind != aTime {
			t, a = o, v
		}
		h := int(a.n)
		return a.unit == "" && float64(60*h)+float64(int((a.n-float64(h))*100+0.5)) == t.n
	}
	bare := func(v *value) bool { return v.kind == anAmount && v.unit == "" }
	if v.kind == aShare && bare(o) || bare(v) && o.kind == aShare {
		return v.n == o.n // "from 1.25 to 2.5 per cent"
	}
	if v.kind != o.kind {
		return false
	}
	switch v.kind {
	case aDate:
		part := func(a, b int) bool { return a == 0 || b == 0 || a == b }
		return v.shares(o) && part(v.y, o.y) && part(v.m, o.m) && part(v.d, o.d)
	case anAmount:
		if v.unit != "" && o.unit != "" && v.unit != o.unit {
			return false
		}
	case aShare, inDoubt:
		if v.unit != o.unit {
			return false
		}
	case aTime:
		if v.unit != o.unit { // of one it is not said whether it is before noon
			return int(v.n-o.n)%(12*60) == 0
		}
	}
	d := v.n - o.n
	return d < 1e-9 && d > -1e-9
}

// rivals reports whether two values could be said of the same thing.
func (v *value) rivals(o *value) bool {
	if v.kind != o.kind {
		return false
	}
	switch v.kind {
	case anAmount:
		return v.unit == o.unit || v.unit == "" || o.unit == ""
	case aDate:
		return v.shares(o)
	case inDoubt:
		return false
	}
	return true
}

// shares reports whether two dates say something of the same calendar, so that they can be compared.
func (v *value) shares(o *value) bool {
	const calendar = 100 // months of another have a higher number
	if v.m > 0 && o.m > 0 && v.m/calendar != o.m/calendar || max(v.m, o.m) > calendar && min(v.m, o.m) == 0 {
		return false
	}
	return v.y > 0 && o.y > 0 || v.m > 0 && o.m > 0 || v.d > 0 && o.d > 0
}

// What values weigh beside words (weights): most numbers and dates tell more than any word; a small number tells less,
// a weekday little.
const (
	tellingValue = 2
	smallValue   = 1
	weekdayValue = 0.5
)

func (v *value) weight() float64 {
	const small = 10 // a story has several numbers below
	switch {
	case v.kind == aWeekday:
		return weekdayValue
	case v.kind == anAmount && -small < v.n && v.n < small:
		return smallValue
	}
	return tellingValue
}

// precise reports whether two things seldom share a value: an amount of three digits or more, zeros at its ends left
// out, or a day.
func (v *value) precise() bool {
	switch v.kind {
	case aDate:
		return v.d > 0 && v.m > 0
	case anAmount, aShare:
		digits := strings.Trim(strings.Replace(strconv.FormatFloat(v.n, 'f', 3, 64), ".", "", 1), "-0")
		return len(digits) >= 3
	}
	return false
}
