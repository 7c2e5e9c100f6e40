package claims

import (
	"strconv"
	"strings"

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
	unit     string  // of an amount: a currency, or the stem of the word after it; "" if it has none
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
)

// A bound holds what words such as "at least" make of an amount.
type bound uint8

const (
	nearly bound = iota // exactly, or nearly so
	atLeast
	atMost
)

// values returns the values of a text in order.
func values(r *prose.Reader, words []match.Word) []value {
	var out []value
	x := valuer{r, words}
	for i := 0; i < len(words); {
		v, ok := x.date(i)
		if !ok {
			v, ok = x.amount(i)
		}
		if !ok {
			i++
			continue
		}
		v.bound = x.boundBefore(i)
		out = append(out, v)
		i = max(v.to, i+1)
	}
	return out
}

// A valuer reads the words of a text for values.
type valuer struct {
	*prose.Reader
	words []match.Word
}

// text returns word i; "" if there is none.
func (x *valuer) text(i int) string {
	if i < 0 || i >= len(x.words) {
		return ""
	}
	return x.words[i].Text
}

// two returns word i and the next, with a space between.
func (x *valuer) two(i int) string { return x.text(i) + " " + x.text(i+1) }

// month returns the month that word i names, from 1; 0 if it names none.
func (x *valuer) month(i int) int {
	t := strings.TrimSuffix(x.text(i), ".")
	if x.Has(language.MonthsAlso, t) && !x.words[i].Upper {
		return 0
	}
	return x.Number(language.Months, t)
}

// scale returns what a word multiplies the number before it by; 0 if it does not.
func (x *valuer) scale(word string) float64 { return float64(x.Number(language.Scales, word)) }

func (x *valuer) ordinalDay(s string) int {
	s = strings.TrimSuffix(s, x.End(language.OrdinalEndings, s))
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 31 || len(s) > 2 {
		return 0
	}
	return n
}

func yearOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil && len(s) == 4 && 1500 <= n && n < 2100 {
		return n
	}
	return 0
}

func (x *valuer) date(i int) (v value, ok bool) {
	v = value{kind: aDate, from: i}
	if n := x.Weekday(x.text(i)); n >= 0 {
		return value{kind: aWeekday, n: float64(n), from: i, to: i + 1}, true
	}
	// A number before it is no year and no day.
	counted := func(k int) bool { return x.Has(language.Counted, x.text(k)) }
	k := i
	if m := x.month(i); m > 0 {
		v.m = m
		k = i + 1
		if d := x.ordinalDay(x.text(k)); d > 0 && !counted(k+1) {
			v.d = d
			k++
		}
	} else if d := x.ordinalDay(x.text(i)); d > 0 && x.words[i].Kind == match.Number && i+1 < len(x.words) {
		k = i + 1
		if x.Has(language.DayOf, x.text(k)) {
			k++
		}
		m := x.month(k)
		if m == 0 {
			return v, false
		}
		v.d, v.m = d, m
		k++
	} else if y := yearOf(x.text(i)); y > 0 {
		if counted(i + 1) {
			return v, false
		}
		v.y, v.to = y, i+1
		return v, true
	} else {
		return v, false
	}
	if y := yearOf(x.text(k)); y > 0 {
		v.y = y
		k++
	}
	v.to = k
	return v, true
}

// digitsAt reads a word of digits and returns its currency, its number, and the rest that is joined to the digits. Of a
// time of day, "10:30pm", ok is false and rest holds both, "10:30 pm".
func digitsAt(word string) (unit string, n float64, rest string, ok bool) {
	i := 0
	sign := 1.0
	for i < len(word) && (word[i] < '0' || word[i] > '9') {
		i++
	}
	if i == len(word) {
		return "", 0, "", false // digits of another script
	}
	head := word[:i]
	if strings.HasPrefix(head, "-") || strings.HasSuffix(head, "-") {
		sign = -1
	}
	unit = strings.Trim(head, "-+")
	k := i
	digit := func(k int) bool { return k < len(word) && '0' <= word[k] && word[k] <= '9' }
	for digit(k) || k < len(word) && strings.IndexByte(".,:", word[k]) >= 0 && digit(k+1) {
		k++
	}
	digits := word[i:k]
	rest = word[k:]
	if strings.Contains(digits, ":") {
		return unit, 0, digits + " " + rest, false
	}
	if c := strings.Count(digits, ","); c > 0 {
		parts := strings.Split(digits, ",")
		if len(parts[len(parts)-1]) == 3 {
			digits = strings.ReplaceAll(digits, ",", "")
		} else {
			digits = strings.Replace(digits, ",", ".", 1)
		}
	}
	n, ok = decimal(digits)
	return unit, sign * n, rest, ok
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

func (x *valuer) clock(digits, rest string, i int) (minutes float64, to int, ok bool) {
	digits = strings.Replace(digits, ".", ":", 1)
	h, m, colon := strings.Cut(digits, ":")
	hour, err := strconv.Atoi(h)
	minute := 0
	if colon {
		var err2 error
		if minute, err2 = strconv.Atoi(m); err2 != nil || len(m) != 2 || minute > 59 {
			return 0, 0, false
		}
	}
	if err != nil || hour > 24 {
		return 0, 0, false
	}
	half := strings.Trim(strings.ReplaceAll(rest, ".", ""), " ")
	to = i + 1
	if half == "" {
		half = strings.ReplaceAll(x.text(i+1), ".", "")
		if x.Has(language.Morning, half) || x.Has(language.Afternoon, half) {
			to++
		} else {
			half = ""
		}
	}
	switch {
	case x.Has(language.Morning, half):
		hour %= 12
	case x.Has(language.Afternoon, half):
		hour = hour%12 + 12
	case half != "" || !colon:
		return 0, 0, false
	}
	return float64(60*hour + minute), to, true
}

func (x *valuer) amount(i int) (v value, ok bool) {
	v = value{kind: anAmount, from: i}
	w := x.text(i)
	k := i + 1
	n, inWords := x.Number(language.Numbers, w), x.Has(language.Numbers, w)
	switch {
	case x.words[i].Kind == match.Number:
		if v, k, ok = x.digits(i); !ok || v.kind == aTime {
			return v, ok
		}
	case inWords && n < tens:
		if n == 1 && x.scale(x.text(k)) == 0 && !x.Has(language.OneIn, x.text(k)) {
			return v, false
		}
		v.n = float64(n)
	case inWords:
		v.n = float64(n)
		if m := x.Number(language.Numbers, x.text(k)); m > 0 && m < 10 {
			v.n += float64(m)
			k++
		}
	case x.Has(language.Halves, w):
		v.n = 0.5
		if x.Has(language.HalfOf, x.text(k)) {
			k++
		}
	case x.scale(w) > 1 && x.Has(language.OneBefore, x.text(i-1)) && len(w) > 2:
		v.n = x.scale(w)
	default:
		return v, false
	}
	for x.scale(x.text(k)) > 0 && len(x.text(k)) > 1 {
		v.n *= x.scale(x.text(k))
		k++
	}
	return x.counted(v, k), true
}

// tens is the first number in words that another may follow: "twenty-one".
const tens = 20

// digits reads an amount or a time of day in digits, and returns the word after it.
func (x *valuer) digits(i int) (v value, k int, ok bool) {
	v = value{kind: anAmount, from: i}
	w := x.text(i)
	k = i + 1
	unit, n, rest, good := digitsAt(w)
	if !good && rest == "" {
		return v, k, false
	}
	digits := ""
	if good {
		digits = strings.TrimLeft(w[:len(w)-len(rest)], "-+$€£")
	} else {
		d, r, found := strings.Cut(rest, " ")
		if !found {
			return v, k, false
		}
		digits, rest = d, r
	}
	if half := strings.ReplaceAll(rest, ".", ""); rest == "" || x.Has(language.Morning, half) ||
		x.Has(language.Afternoon, half) {
		minutes, to, isTime := x.clock(digits, rest, i)
		before := x.text(i - 1)
		if isTime && (strings.Contains(digits, ":") || rest != "" || to > i+1 || x.Has(language.Hours, before) ||
			x.Has(language.AtHour, before) && strings.Contains(digits, ".")) {
			return value{kind: aTime, n: minutes, from: i, to: to}, to, true
		}
	}
	if !good {
		return v, k, false
	}
	v.n, v.unit = n, unit
	if name := x.Of(language.Currencies, unit); name != "" {
		v.unit = name
	}
	if rest == "" && n < 1000 && n == float64(int(n)) && len(x.text(k)) == 3 && x.words[k].Kind == match.Number &&
		x.words[k].Start == x.words[i].End+1 { // 4 229
		if m, err := strconv.Atoi(x.text(k)); err == nil {
			v.n = n*1000 + float64(m)
			k++
		}
	}
	switch {
	case rest == "%":
		v.kind = aShare
	case x.scale(rest) > 0:
		v.n *= x.scale(rest)
	}
	if x.Has(language.Minus, x.text(i-1)) {
		v.n = -v.n
		v.from = i - 1
	}
	return v, k, true
}

// counted returns an amount with what it counts, which begins with word k.
func (x *valuer) counted(v value, k int) value {
	t := x.text(k)
	switch {
	case x.Has(language.Percent, x.two(k)):
		v.kind = aShare
		k += 2
	case x.Has(language.BasisPoints, x.two(k)):
		v.kind = aShare
		v.n /= 100
		k += 2
	case t == "%" || x.Has(language.Percent, t):
		v.kind = aShare
		k++
		if x.Has(language.Points, x.text(k)) {
			k++
		}
	case x.Has(language.Halves, x.text(v.from)) && x.Has(language.Points, t):
		v.kind = aShare
		k++
	case x.Has(language.Currencies, t):
		v.unit = x.Of(language.Currencies, t)
		k++
	case v.unit == "" && x.Has(language.Units, t):
		v.unit = x.Of(language.Units, t)
		k++
	}
	v.to = k
	return v
}

// boundBefore returns what the words before word i make of the amount that begins with it.
func (x *valuer) boundBefore(i int) bound {
	one, two := x.text(i-1), x.two(i-2)
	switch {
	case x.Has(language.AtLeast, one) || x.Has(language.AtLeast, two):
		return atLeast
	case x.Has(language.AtMost, one) || x.Has(language.AtMost, two):
		return atMost
	}
	return nearly
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
		shared := v.y > 0 && o.y > 0 || v.m > 0 && o.m > 0
		return shared && part(v.y, o.y) && part(v.m, o.m) && part(v.d, o.d)
	case anAmount:
		if v.unit != "" && o.unit != "" && v.unit != o.unit {
			return false
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
		return v.y > 0 && o.y > 0 || v.m > 0 && o.m > 0
	}
	return true
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
