package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Numbers of notes as they are typed: passengers[1], passengers¹. A number is of a note only where it can be nothing
// else. An editor who writes “saw [22] people” has a space before the bracket; and of m², km³, 10⁶ and x¹² none comes
// after a long word or a stop. What is left in doubt stays a number: then at worst a check is not found.

// one folds a rune with which nothing combines. A bracket may close the number of a note.
func (f *folder) one(r rune, wide bool, start, end int) {
	if r != ']' || !f.bracketed(f.source[end:]) {
		f.put(r, wide, start, end)
	}
}

// bracketed takes the number of a note in brackets, which is closed before rest, out of what has been written; it
// reports whether it was one.
func (f *folder) bracketed(rest string) bool {
	const longest = 3 // digits: [2021] is a year
	at := digitsAt(f.b) - 1
	if n := len(f.b) - at - 1; n == 0 || n > longest || at <= 0 || f.b[at] != '[' || f.space {
		return false
	}
	next, n := utf8.DecodeRuneInString(rest)
	if next == '.' || next == ',' { // 4[1],200 is a number in which something was put right
		next, _ = utf8.DecodeRuneInString(rest[n:])
	} else if unicode.IsLetter(next) && !isWide(next) {
		return false
	}
	before := f.b[:at]
	number := digitsAt(before)
	if unicode.IsDigit(next) || number < at && number > 0 && f.b[number-1] == '[' ||
		number == at && letters(before) == 0 && !stopped(before) && before[at-1] != ')' {
		return false
	}
	f.cut(at)
	return true
}

// lower takes the raised number of a note, if one has ended before r, out of what has been written.
func (f *folder) lower(r rune) {
	if !f.raised || isRaised(r) && !f.space {
		return
	}
	f.raised = false
	at, digits, first := len(f.b), 0, rune(0)
	for {
		r, n := utf8.DecodeLastRune(f.b[:at])
		if !isRaised(r) {
			break
		}
		at, digits, first = at-n, digits+1, r
	}
	before := f.b[:at]
	power := digits == 1 && first != '¹' && first <= '³'
	one := digits == 1 && first == '¹'
	if n := letters(before); !unicode.Is(unicode.M, r) &&
		(n > 3 && !power || one && (n > 1 || digitsAt(before) < at) || stopped(before)) {
		f.cut(at)
	}
}

func isRaised(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || '⁴' <= r && r <= '⁹'
}

// digitsAt returns where the digits begin with which b ends.
func digitsAt(b []byte) int {
	i := len(b)
	for i > 0 && '0' <= b[i-1] && b[i-1] <= '9' {
		i--
	}
	return i
}

// letters returns with how many letters b ends, four at most.
func letters(b []byte) (n int) {
	for ; n < 4; n++ {
		r, size := utf8.DecodeLastRune(b)
		if !unicode.IsLetter(r) {
			break
		}
		b = b[:len(b)-size]
	}
	return n
}

// stopped reports whether b ends with a stop, or with a quotation mark that closes after one, or after a letter of ASCII.
func stopped(b []byte) bool {
	n := len(b) - 1
	if n > 0 && (b[n] == '"' || b[n] == '\'') {
		return b[n-1] > ')' && b[n-1] < utf8.RuneSelf || b[n-1] == '!'
	}
	return n >= 0 && strings.IndexByte(".,:;!?%", b[n]) >= 0
}

// cut takes out what has been written from byte at of S on.
func (f *folder) cut(at int) {
	f.b = f.b[:at]
	n := len(f.runs)
	for n > 0 && int(f.runs[n-1].at) >= at {
		n--
	}
	f.runs = f.runs[:n]
	f.prev, _ = utf8.DecodeLastRune(f.b)
	f.wide = isWide(f.prev)
}
