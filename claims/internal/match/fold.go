package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Folded is a string made ready for comparison, with the way back to the source.
//
// Folding is the published normalisation of the anchoring contract, and case folding on top:
//
//	NFC                                       canonical equivalents are one (compose.go)
//	U+00AD U+200B U+2060 U+FEFF, bidi marks   dropped
//	U+200C U+200D                             dropped, but kept in words of scripts that need them
//	“ ” „ « » 「 」 …                         "
//	‘ ’ ‚ ‹ › ′ …                             '
//	‐ ‑ ‒ – — ― − and --                      one - ; blanks around it are dropped
//	…                                         ...
//	NBSP and all other blanks                 one space
//	case                                      lower case
//
// It works from left to right and keeps no memory beyond the previous rune and the blank before it,
// so folding a long string costs one pass.
type Folded struct {
	S      string
	source string
	from   []int32 // from[i] is where the character that made byte i of S starts in the source
	to     []int32 // and where it ends
}

// Fold folds s. The zero Folded is Fold("").
func Fold(s string) *Folded {
	f := &folder{Folded: Folded{source: s}}
	f.from = make([]int32, 0, len(s))
	f.to = make([]int32, 0, len(s))
	f.b.Grow(len(s))
	f.run(s)
	f.S = f.b.String()
	return &f.Folded
}

// FoldString is Fold(s).S, in half the time, for those who need no way back.
func FoldString(s string) string {
	f := &folder{Folded: Folded{source: s}, oneWay: true}
	f.b.Grow(len(s))
	f.run(s)
	return f.b.String()
}

type folder struct {
	Folded
	oneWay     bool // from and to are not wanted
	b          strings.Builder
	spaceStart int // where the blank now pending starts, if space
	spaceEnd   int
	space      bool
	dash       bool // the last thing written was a dash: blanks after it are dropped
	prev       rune
}

func (f *folder) run(s string) {
	for i := 0; i < len(s); {
		if end := plainRun(s, i); end > i {
			f.copy(i, end)
			i = end
			continue
		}
		c := s[i]
		if c < utf8.RuneSelf {
			next := i + 1
			// An ASCII letter may still be the base of a combining mark.
			if next < len(s) && s[next] >= 0xCC && combines(s[next:]) {
				i = f.cluster(s, i)
				continue
			}
			if c == '-' && next < len(s) && s[next] == '-' {
				for next < len(s) && s[next] == '-' {
					next++
				}
			}
			f.put(rune(c), i, next)
			i = next
			continue
		}
		i = f.cluster(s, i)
	}
	if f.space {
		f.write(' ', f.spaceStart, f.spaceEnd)
	}
}

// plainRun is where the small letters and digits end that begin at byte i: most of any text, and folded as they are. The
// base of a combining mark is none of them. Taking them at once saves a reader half the time of a long article.
func plainRun(s string, i int) int {
	start := i
	for i < len(s) && ('a' <= s[i] && s[i] <= 'z' || '0' <= s[i] && s[i] <= '9') {
		i++
	}
	if i > start && i < len(s) && s[i] >= 0xCC && combines(s[i:]) {
		i--
	}
	return i
}

// copy takes over a run of bytes that are folded as they are.
func (f *folder) copy(start, end int) {
	f.flush()
	f.b.WriteString(f.source[start:end])
	if !f.oneWay {
		for i := start; i < end; i++ {
			f.from = append(f.from, int32(i))
			f.to = append(f.to, int32(i+1))
		}
	}
	f.prev = rune(f.source[end-1])
}

// cluster folds the character at s[i:] together with the combining marks after it.
func (f *folder) cluster(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	end := i + n
	for end < len(s) && combines(s[end:]) {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	if end == i+n && !needsNFC(r) {
		f.put(r, i, end)
		return end
	}
	for _, r := range compose(s[i:end]) {
		f.put(r, i, end)
	}
	return end
}

// put folds one rune that stands at source bytes [start, end).
func (f *folder) put(r rune, start, end int) {
	switch class := foldClass(r); class {
	case foldDrop:
		return
	case foldJoiner:
		if !joins(f.prev) {
			return
		}
	case foldSpace:
		if f.dash {
			return
		}
		if !f.space {
			f.space, f.spaceStart = true, start
		}
		f.spaceEnd = end
		return
	case foldDash:
		f.space = false
		if !f.dash {
			f.write('-', start, end)
			f.dash = true
		}
		f.prev = r
		return
	case foldDouble:
		r = '"'
	case foldSingle:
		r = '\''
	case foldEllipsis:
		f.flush()
		for range 3 {
			f.write('.', start, end)
		}
		f.prev = '.'
		return
	default:
		r = lower(r)
	}
	f.flush()
	f.write(r, start, end)
	f.prev = r
}

// flush writes the blank that stood before what comes now.
func (f *folder) flush() {
	if f.space {
		f.write(' ', f.spaceStart, f.spaceEnd)
		f.space = false
	}
	f.dash = false
}

func (f *folder) write(r rune, start, end int) {
	n, _ := f.b.WriteRune(r)
	if f.oneWay {
		return
	}
	for range n {
		f.from = append(f.from, int32(start))
		f.to = append(f.to, int32(end))
	}
}

// Source is the string that was folded.
func (f *Folded) Source() string { return f.source }

// Range is the place in the source of bytes start to end of S.
func (f *Folded) Range(start, end int) (int, int) {
	if start >= end {
		if start < len(f.from) {
			return int(f.from[start]), int(f.from[start])
		}
		return len(f.source), len(f.source)
	}
	return int(f.from[start]), int(f.to[end-1])
}

// At is the first byte of S whose character ends after byte i of the source; len(S) if there is none.
func (f *Folded) At(i int) int {
	lo, hi := 0, len(f.to)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(f.to[mid]) <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

const (
	foldKeep = iota
	foldDrop
	foldJoiner
	foldSpace
	foldDash
	foldDouble
	foldSingle
	foldEllipsis
)

func foldClass(r rune) int {
	if r < utf8.RuneSelf {
		switch r {
		case ' ', '\t', '\n', '\r', '\v', '\f':
			return foldSpace
		case '-':
			return foldDash
		case '"':
			return foldDouble
		case '\'', '`':
			return foldSingle
		}
		return foldKeep
	}
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff',
		'\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
		return foldDrop
	case '\u200c', '\u200d':
		return foldJoiner
	case '\u0085', '\u00a0', '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000':
		return foldSpace
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\ufe58', '\ufe63', '\uff0d':
		return foldDash
	case '“', '”', '„', '‟', '«', '»', '″', '「', '」', '『', '』', '〝', '〞', '〟', '＂', '｢', '｣':
		return foldDouble
	case '‘', '’', '‚', '‛', '‹', '›', '′', '´', 'ʼ', '＇':
		return foldSingle
	case '…':
		return foldEllipsis
	}
	if r >= '\u2000' && r <= '\u200a' {
		return foldSpace
	}
	return foldKeep
}

// joins reports whether a zero-width joiner after r belongs to the spelling of the word: in the
// Arabic script and the scripts of India it changes the letters, elsewhere it is debris.
func joins(r rune) bool {
	return r >= 0x0600 && r <= 0x08ff || r >= 0x0900 && r <= 0x0dff
}

func lower(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if r == 'ς' { // the sigma at the end of a word
		return 'σ'
	}
	return unicode.ToLower(r)
}
