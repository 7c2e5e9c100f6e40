package match

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Unicode normalisation form C, because "é" is typed as one code point or as two and the words are
// the same. golang.org/x/text/unicode/norm does this too and the test holds every code point against
// it; its tables cost 42 kB of brotli in the widget, these about 8 kB. They are read into maps when the first character
// needs them, which few articles have.
//
// The tables are strings of records, each opened by a zero byte:
//
//	nfcPairs    first second composite
//	nfcSingles  rune, then the runes that always replace it
//	nfcClasses  first rune of a range, last, combining class

// combines reports whether the character at the start of s may change the one before it.
func combines(s string) bool {
	if s[0] < 0xCC { // below U+0300
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r < 0x300, 0x370 <= r && r < 0x483, 0x3100 <= r && r < 0xA66F, 0xAC00 <= r && r < 0xD7A4:
		return false // Latin, Greek, Cyrillic, Han, Hangul: most of the world's news
	case 0x1161 <= r && r <= 0x1175, 0x11A8 <= r && r <= 0x11C2, r == 0xFF9E, r == 0xFF9F:
		return true // vowels and finals of Hangul, and the marks of narrow kana
	}
	return unicode.Is(unicode.M, r)
}

// needsNFC reports whether r alone may not stand in a composed text. The ranges are wider than the
// table; being asked in vain costs time only.
func needsNFC(r rune) bool {
	switch {
	case r < 0x340:
		return false
	case r <= 0x387, 0x958 <= r && r <= 0x95f, 0x9dc <= r && r <= 0x9df, 0xa33 <= r && r <= 0xa5e,
		0xb5c <= r && r <= 0xb5d,
		0xf43 <= r && r <= 0xfb9, 0x1f71 <= r && r <= 0x2001, 0x2126 <= r && r <= 0x212b, 0x2329 <= r && r <= 0x232a,
		r == 0x2adc,
		0xf900 <= r && r <= 0xfb4e, 0x1d15e <= r && r <= 0x1d1c0, 0x2f800 <= r && r <= 0x2fa1d:
		return true
	}
	return false
}

// compose returns the NFC of one character and its combining marks.
func compose(s string) []rune {
	var rs []rune
	for _, r := range s {
		rs = decompose(rs, r)
	}
	// Marks between two characters of class 0 stand in the order of their classes.
	for i := 0; i < len(rs); i++ {
		from := i
		for i < len(rs) && combiningClass(rs[i]) != 0 {
			i++
		}
		slices.SortStableFunc(rs[from:i], func(a, b rune) int { return combiningClass(a) - combiningClass(b) })
	}
	// Each mark joins the last starter unless something between them blocks it.
	out := rs[:0]
	starter := -1
	for _, r := range rs {
		class := combiningClass(r)
		if starter >= 0 {
			adjacent := starter == len(out)-1
			if adjacent || class != 0 && combiningClass(out[len(out)-1]) < class {
				if c, ok := pair(out[starter], r); ok {
					out[starter] = c
					continue
				}
			}
		}
		if class == 0 {
			starter = len(out)
		}
		out = append(out, r)
	}
	return out
}

// The arithmetic of Hangul syllables, chapter 3.12 of the Unicode Standard.
const (
	hangulS, hangulL, hangulV, hangulT = 0xAC00, 0x1100, 0x1161, 0x11A7
	hangulLs, hangulVs, hangulTs       = 19, 21, 28
)

func pair(a, b rune) (rune, bool) {
	if l, v := a-hangulL, b-hangulV; 0 <= l && l < hangulLs && 0 <= v && v < hangulVs {
		return hangulS + (l*hangulVs+v)*hangulTs, true
	}
	if s, t := a-hangulS, b-hangulT; 0 <= s && s < hangulLs*hangulVs*hangulTs && s%hangulTs == 0 && 0 < t &&
		t < hangulTs {
		return a + t, true
	}
	c, ok := tables().pairs[[2]rune{a, b}]
	return c, ok
}

// normal holds the tables as maps, read when the first character needs them.
type normal struct {
	sync.Once
	pairs   map[[2]rune]rune
	apart   map[rune][]rune
	classes []classed
}

// classed is a range of characters with the same combining class.
type classed struct{ first, last, class rune }

var normals normal

func tables() *normal {
	normals.Do(normals.read)
	return &normals
}

func (n *normal) read() {
	n.pairs, n.apart = make(map[[2]rune]rune), make(map[rune][]rune)
	for _, r := range entries(nfcPairs) {
		n.pairs[[2]rune{r[0], r[1]}] = r[2]
		n.apart[r[2]] = r[:2]
	}
	for _, r := range entries(nfcSingles) {
		n.apart[r[0]] = r[1:]
	}
	for _, r := range entries(nfcClasses) {
		n.classes = append(n.classes, classed{r[0], r[1], r[2]})
	}
}

// entries returns the records of a table, of which each is opened or closed by a zero.
func entries(table string) (out [][]rune) {
	for _, record := range strings.Split(strings.Trim(table, "\x00"), "\x00") {
		out = append(out, []rune(record))
	}
	return out
}

// decompose appends the full canonical decomposition of r.
func decompose(to []rune, r rune) []rune {
	if s := r - hangulS; 0 <= s && s < hangulLs*hangulVs*hangulTs {
		to = append(to, hangulL+s/hangulTs/hangulVs, hangulV+s/hangulTs%hangulVs)
		if t := s % hangulTs; t != 0 {
			to = append(to, hangulT+t)
		}
		return to
	}
	if r < 0xC0 {
		return append(to, r)
	}
	apart, ok := tables().apart[r]
	if !ok {
		return append(to, r)
	}
	for _, r := range apart {
		to = decompose(to, r)
	}
	return to
}

func combiningClass(r rune) int {
	if r < 0x300 {
		return 0
	}
	all := tables().classes
	if i, _ := slices.BinarySearchFunc(all, r, func(c classed, r rune) int { return int(c.last - r) }); i < len(all) &&
		all[i].first <= r {
		return int(all[i].class)
	}
	return 0
}
