package claims

import (
	"strconv"
	"strings"

	"sourcemark/claims/internal/match"
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
func values(words []match.Word) []value {
	var out []value
	for i := 0; i < len(words); {
		v, ok := dateAt(words, i)
		if !ok {
			v, ok = amountAt(words, i)
		}
		if !ok {
			i++
			continue
		}
		v.bound = boundBefore(words, i)
		out = append(out, v)
		i = max(v.to, i+1)
	}
	return out
}

func listIndex(list, word string) int {
	for i, w := range strings.Fields(list) {
		if w == word {
			return i
		}
	}
	return -1
}

// monthAt returns the month that a word names, from 1; 0 if it names none.
func monthAt(w *match.Word) int {
	t := strings.TrimSuffix(w.Text, ".")
	if n := listIndex(monthNames, t); n >= 0 && (t != "may" && t != "march" || w.Upper) {
		return n + 1
	}
	if n := listIndex("jan feb mar apr - jun jul aug sep oct nov dec", t); n >= 0 && w.Upper {
		return n + 1
	}
	if t == "sept" {
		return 9
	}
	return 0
}

func ordinalDay(s string) int {
	for _, e := range [...]string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, e)
	}
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

func dateAt(words []match.Word, i int) (v value, ok bool) {
	v = value{kind: aDate, from: i}
	text := func(k int) string {
		if k < len(words) {
			return words[k].Text
		}
		return ""
	}
	if n := listIndex("monday tuesday wednesday thursday friday saturday sunday", words[i].Text); n >= 0 {
		return value{kind: aWeekday, n: float64(n), from: i, to: i + 1}, true
	}
	k := i
	if m := monthAt(&words[i]); m > 0 {
		v.m = m
		k = i + 1
		if d := ordinalDay(text(k)); d > 0 && !isUnitWord(text(k+1)) {
			v.d = d
			k++
		}
	} else if d := ordinalDay(words[i].Text); d > 0 && words[i].Kind == match.Number && i+1 < len(words) {
		k = i + 1
		if text(k) == "of" {
			k++
		}
		if k < len(words) && monthAt(&words[k]) > 0 {
			v.d, v.m = d, monthAt(&words[k])
			k++
		} else {
			return v, false
		}
	} else if y := yearOf(words[i].Text); y > 0 {
		if isUnitWord(text(i + 1)) {
			return v, false
		}
		v.y, v.to = y, i+1
		return v, true
	} else {
		return v, false
	}
	if y := yearOf(text(k)); y > 0 {
		v.y = y
		k++
	}
	v.to = k
	return v, true
}

// isUnitWord reports whether a number before a word counts it and is no year or day.
func isUnitWord(w string) bool {
	return listed(" people guests soldiers men women children passengers votes points percent per pct million billion "+
		"dead seats members tons tonnes metres miles km dollars euros pounds troops officers police homes jobs ships cars "+
		"cases deaths ", w)
}

var (
	smallNumbers = "zero one two three four five six seven eight nine ten " +
		"eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
	tens = "- - twenty thirty forty fifty sixty seventy eighty ninety"
)

func scaleOf(w string) float64 {
	switch w {
	case "dozen":
		return 12
	case "hundred":
		return 100
	case "thousand", "k":
		return 1e3
	case "million", "millions", "m", "mln", "mn":
		return 1e6
	case "billion", "billions", "bn", "bln":
		return 1e9
	case "trillion", "trillions", "trn", "tn":
		return 1e12
	}
	return 0
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

func clock(digits, rest string, after func(int) string, i int) (minutes float64, to int, ok bool) {
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
		half = strings.ReplaceAll(after(i+1), ".", "")
		if half == "am" || half == "pm" {
			to++
		} else {
			half = ""
		}
	}
	switch half {
	case "am":
		hour %= 12
	case "pm":
		hour = hour%12 + 12
	case "":
		if !colon {
			return 0, 0, false
		}
	default:
		return 0, 0, false
	}
	return float64(60*hour + minute), to, true
}

func amountAt(words []match.Word, i int) (v value, ok bool) {
	v = value{kind: anAmount, from: i}
	text := func(k int) string {
		if k >= 0 && k < len(words) {
			return words[k].Text
		}
		return ""
	}
	w := words[i].Text
	k := i + 1
	if words[i].Kind == match.Number {
		unit, n, rest, good := digitsAt(w)
		if !good {
			if rest == "" {
				return v, false
			}
		}
		digits := ""
		if good {
			digits = strings.TrimLeft(w[:len(w)-len(rest)], "-+$€£")
		} else {
			d, r, found := strings.Cut(rest, " ")
			if !found {
				return v, false
			}
			digits, rest = d, r
		}
		if rest == "" || rest == "am" || rest == "pm" || rest == "a.m" || rest == "p.m" {
			minutes, to, isTime := clock(digits, rest, text, i)
			before := text(i - 1)
			if isTime && (strings.Contains(digits, ":") || rest != "" || to > i+1 || before == "hours" ||
				before == "at" && strings.Contains(digits, ".")) {
				return value{kind: aTime, n: minutes, from: i, to: to}, true
			}
		}
		if !good {
			return v, false
		}
		v.n, v.unit = n, unit
		if unit == "sfr" || unit == "chf" {
			v.unit = "franc"
		}
		if rest == "" && n < 1000 && n == float64(int(n)) && len(text(k)) == 3 && words[k].Kind == match.Number &&
			words[k].Start == words[i].End+1 { // 4 229
			if m, err := strconv.Atoi(text(k)); err == nil {
				v.n = n*1000 + float64(m)
				k++
			}
		}
		switch {
		case rest == "%":
			v.kind = aShare
		case scaleOf(rest) > 0:
			v.n *= scaleOf(rest)
		}
		if text(i-1) == "minus" {
			v.n = -v.n
			v.from = i - 1
		}
	} else if n := listIndex(smallNumbers, w); n >= 0 {
		if w == "one" && scaleOf(text(k)) == 0 && text(k) != "in" {
			return v, false
		}
		v.n = float64(n)
	} else if n := listIndex(tens, w); n > 1 {
		v.n = float64(10 * n)
		if m := listIndex(smallNumbers, text(k)); m > 0 && m < 10 {
			v.n += float64(m)
			k++
		}
	} else if w == "half" {
		v.n = 0.5
		if text(k) == "a" || text(k) == "of" || text(k) == "the" {
			k++
		}
	} else if s := scaleOf(w); s > 1 && (text(i-1) == "a") && len(w) > 2 {
		v.n = s
	} else {
		return v, false
	}
	for scaleOf(text(k)) > 0 && len(text(k)) > 1 {
		v.n *= scaleOf(text(k))
		k++
	}
	// what it counts
	switch t := text(k); {
	case t == "percent" || t == "pct" || t == "%":
		v.kind = aShare
		k++
		if text(k) == "points" || text(k) == "point" {
			k++
		}
	case t == "per" && text(k+1) == "cent":
		v.kind = aShare
		k += 2
	case t == "percentage" && strings.HasPrefix(text(k+1), "point"):
		v.kind = aShare
		k += 2
	case t == "basis" && strings.HasPrefix(text(k+1), "point"):
		v.kind = aShare
		v.n /= 100
		k += 2
	case w == "half" && t == "point":
		v.kind = aShare
		k++
	case t == "euro" || t == "euros":
		v.unit = "€"
		k++
	case t == "dollar" || t == "dollars":
		v.unit = "$"
		k++
	case t == "pound" || t == "pounds":
		v.unit = "£"
		k++
	default:
		if v.unit == "" && unitOf(t) != "" && unitOf(t) != "people" {
			v.unit = unitOf(t)
			k++
		}
	}
	v.to = k
	return v, true
}

// unitOf returns the measure that a word names, under one name for all its forms; "" for other words.
func unitOf(w string) string {
	one := strings.TrimSuffix(w, "s")
	switch {
	case w == "m" || one == "meter":
		return "metre"
	case w == "km" || one == "kilometer":
		return "kilometre"
	case one == "ton":
		return "tonne"
	case one != "" && listIndex("metre kilometre mile tonne franc day week month year hour minute", one) >= 0:
		return one
	}
	return ""
}

func boundBefore(words []match.Word, i int) bound {
	at := func(k int) string {
		if k >= 0 {
			return words[k].Text
		}
		return ""
	}
	switch at(i - 1) {
	case "over":
		return atLeast
	case "under", "below":
		return atMost
	case "than":
		switch at(i - 2) {
		case "more", "greater", "larger", "higher", "longer":
			return atLeast
		case "less", "fewer", "lower", "smaller":
			return atMost
		}
	case "least":
		return atLeast
	case "most", "to":
		if at(i-2) == "at" || at(i-2) == "up" {
			return atMost
		}
	case "of":
		if at(i-2) == "minimum" {
			return atLeast
		}
		if at(i-2) == "maximum" {
			return atMost
		}
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
