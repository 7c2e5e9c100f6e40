package web

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How the numbers of notes are told from words, so that nobody reads 41,200 and a raised 1 as 41,2001.
//
// A note shows itself by a link and by standing high: the number of one is all that is in both, or stands high in
// brackets, or is in brackets, or close to a word, and leads to a place of the page. Where it only stands high, as on
// paper, it could be a power, an ordinal or part of a formula. Then it is a note only
//
//   - after what ends a sentence or a quotation,
//   - after a word that is long enough not to be a unit, a symbol or a variable: in passengers², not in km² and x²,
//   - after a number of three digits or more, or as the first note, since nobody writes 22 to the power of 1;
//
// and where a power could be meant, only if it counts on from the notes before it. What is left in doubt is read: then
// at worst a check is not found, while a number without its power would be another number.

// A raised is an open element, "sup" or "a", that may be the number of a note.
type raised struct {
	element      int
	before, said string // what stands before it, and in it
	direct       bool   // some of that is in no other such element within it
	inPage       bool   // it leads to a place of the page
}

// saidAtMost is how many bytes of a raised element are kept: as many as a remark in brackets may have, such as
// [citation needed] in any language.
const saidAtMost = 64

// mayBeNote takes note of the start of an element.
func (o *Outline) mayBeNote(e *element) {
	switch {
	case e.block || e.tag == "br":
		o.before, o.after = "", 0
	case o.skipped == 0 && (e.tag == "sup" || e.tag == "a"):
		_, place, _ := strings.Cut(strings.TrimSpace(o.href), "#")
		o.raised = append(o.raised, raised{element: len(o.elements), before: o.before, inPage: e.tag == "a" && place != ""})
	}
}

// noteSays takes note of words.
func (o *Outline) noteSays(s string) {
	if o.after > 0 && s != "" {
		// A letter after it: the isotope ¹⁴C. A stroke: 1½, written with a raised 1.
		r, _ := utf8.DecodeRuneInString(s)
		if r == '/' || r == '⁄' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			o.elements[o.after].note = false
		}
		o.after = 0
	}
	if n := len(o.raised); n > 0 {
		x := &o.raised[n-1]
		x.direct = x.direct || strings.Trim(s, apartNotes) != ""
		x.say(s)
	}
	const enough = 24 // bytes, to know the last word or number by
	if len(s) < enough {
		s = o.before + s
	}
	o.before = s[max(0, len(s)-enough):]
}

func (x *raised) say(s string) {
	if len(x.said) <= saidAtMost {
		x.said += s[:min(len(s), saidAtMost)]
	}
}

// isNote finds out, at its end, whether an element is the number of a note.
func (o *Outline) isNote(element int) {
	n := len(o.raised) - 1
	if n < 0 || o.raised[n].element != element {
		return
	}
	x := o.raised[n]
	if o.raised = o.raised[:n]; n > 0 {
		o.raised[n-1].say(x.said)
	}
	said := strings.TrimSpace(x.said)
	rest := strings.Trim(said, apartNotes)
	number, all := 0, rest != "" && strings.Trim(said, "–") == said // a charge, or a power below 0, but 1–3 are notes
	for rest != "" {
		end := strings.IndexAny(rest+" ", apartNotes)
		all = all && sign(rest[:end])
		if n := count(rest[:end]); number == 0 || n == 0 {
			number = n
		}
		rest = strings.TrimLeft(rest[end:], apartNotes)
	}
	inBrackets := strings.HasPrefix(said, "[") && strings.HasSuffix(said, "]")
	e := &o.elements[element]
	switch {
	case !x.direct:
		e.note = all || inBrackets
	case e.tag == "sup" && all && number > 0:
		if e.note = o.counts(x.before, number); e.note {
			o.after = element
		}
	case e.tag == "sup":
		e.note = inBrackets || strings.Trim(said, "*†‡§¶") == "" && said != ""
	case x.inPage && all:
		e.note = inBrackets || count(said) > 0 && attached(x.before)
	}
	if e.note {
		o.before, o.noted = x.before, max(o.noted, number)
	}
}

// apartNotes is what may stand between the numbers of notes, and around them.
const apartNotes = "[](),;– \u00a0\t\r\n"

// sign reports whether a part of what stands high and is a link is a number, a letter or a sign, and no word: in 15th,
// th may be a link too.
func sign(part string) bool {
	const longest = 4 // bytes: 1042, iii
	return utf8.RuneCountInString(part) == 1 ||
		len(part) <= longest && (strings.ContainsAny(part, digits) || strings.Trim(part, "ivx") == "")
}

const digits = "0123456789"

// count returns the number that a part is; 0 if it is none that a note has.
func count(part string) (n int) {
	if len(part) > 3 { // 999 notes are enough: 2021 is a year
		return 0
	}
	for i := range len(part) {
		if part[i] < '0' || part[i] > '9' {
			return 0
		}
		n = n*10 + int(part[i]-'0')
	}
	return n
}

// attached reports whether a number stands close to a word or a stop: it does in "years1", not in "part 1", "(1",
// "€1" or "Contents....1".
func attached(before string) bool {
	r := last(before)
	return before != "" && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(closing, r)) &&
		!strings.HasSuffix(before, "..")
}

const closing = `.,:;!?…"”’»'%]` // after these a number is none of their own

func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// measures are units that are written out, and functions, of which there are powers; see counts.
const measures = " cos feet foot inch inches log mile miles sin tan yard yards "

// counts reports whether a raised number is that of a note, after what stands before it.
func (o *Outline) counts(before string, n int) bool {
	next := n <= o.noted+1
	power := n == 2 || n == 3
	r := last(before)
	word := before[len(strings.TrimRightFunc(before, unicode.IsLetter)):]
	letters := utf8.RuneCountInString(word)
	switch {
	case before == "", unicode.IsSpace(r):
		return next
	case r >= firstOfHan:
		return !power || next
	case unicode.IsLetter(r) && power:
		metres := strings.Contains(word, "met") // in most languages
		return next && letters > 2 && !metres && !among(measures, word)
	case unicode.IsLetter(r):
		return letters > 3 || next && letters > 1
	case unicode.IsDigit(r):
		value := before[len(strings.TrimRight(before, digits+".,")):]
		return next && (n == 1 || len(value) > 2 && strings.Trim(value, "10,.") != "")
	}
	return strings.ContainsRune(closing, r) || r == ')' && !power && next
}
