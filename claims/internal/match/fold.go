package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Folded is a string made ready for comparison, with the way back to the source.
//
// Folding is the normalisation that CONTRIBUTING.md, "Anchoring", publishes:
//
//	NFC                                       canonical equivalents are one (compose.go)
//	wide, narrow and other forms of a letter  one letter (letters.go)
//	what nobody sees, variation selectors     dropped
//	U+200C U+200D                             dropped, but kept in words of scripts that need them
//	Arabic tatweel, Arabic and Hebrew points  dropped: they stretch a line, or help a learner read
//	“ ” „ « » 「 」 …                         "
//	‘ ’ ‚ ‹ › ′ …                             '
//	‐ ‑ ‒ – — ― − and --                      one - ; spaces around it are dropped
//	…                                         ...
//	NBSP and all other spaces                 one space; none in Chinese and Japanese, where lines are cut anywhere
//	digits of other scripts                   ours
//	ی ک, and أ إ where a word begins          ي ك ا
//	the number of a note: [1], ¹              dropped after a word or a stop (notes.go)
//	case                                      lower case
//
// It works from left to right and keeps no memory beyond the previous rune and the space before it,
// so folding a long string costs one pass.
type Folded struct {
	S      string // the folded text
	source string
	runs   []run // where the bytes of S come from, in order; the first begins at byte 0
}

// A run is bytes of S, from at to where the next run begins. Either each comes from one byte of the source, the first
// from byte from: then to is 0. Or all come from the one character, or the spaces, at bytes [from, to) of it.
//
// Text that is mostly ASCII has few of them: 60 kB of an article some hundred.
type run struct{ at, from, to int32 }

// Fold folds s. The zero Folded is Fold("").
func Fold(s string) *Folded {
	f := &folder{Folded: Folded{source: s}}
	f.b = make([]byte, 0, len(s))
	f.runs = make([]run, 0, 4+len(s)/128) // enough for an English article
	f.run(s)
	f.S = string(f.b)
	return &f.Folded
}

type folder struct {
	Folded
	b          []byte // S so far
	spaceStart int    // where the space now pending starts, if space
	spaceEnd   int
	space      bool
	dash       bool // the last thing written was a dash: spaces after it are dropped
	wide       bool // the last thing written was of Chinese or Japanese
	raised     bool // the last thing written was a raised digit
	prev       rune
}

func (f *folder) run(s string) {
	for i := 0; i < len(s); {
		// A mark after a character of Chinese is one of Chinese, however it is written.
		if end := plainRun(s, i); end > i && !(f.wide && (s[i] == '"' || s[i] == '\'' || s[i] == '`')) {
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
			f.one(rune(c), false, i, next)
			i = next
			continue
		}
		i = f.cluster(s, i)
	}
	f.end()
}

// end writes what is still to be written.
func (f *folder) end() {
	f.lower(0)
	if f.space {
		f.write(' ', f.spaceStart, f.spaceEnd)
	}
}

// ascii holds, for each character of ASCII from the space on, the byte that it is folded to; 0 where that depends on
// its neighbours.
const ascii = " !\"#$%&'()*+,\x00./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\\x00^_'abcdefghijklmnopqrstuvwxyz{|}~"

// plainRun returns the end of the run of characters, from byte i on, that are folded to one byte each, whatever their
// neighbours: nearly all of any text in Latin letters, with single spaces between words. The base of a combining mark
// is not among them. Folding them at once saves a reader half the time of a long article.
func plainRun(s string, i int) int {
	end := i
	for end < len(s) {
		c := s[end] - ' '
		if int(c) >= len(ascii) || ascii[c] == 0 {
			break
		}
		if c == 0 {
			if end == i || end+1 == len(s) {
				break
			}
			if c = s[end+1] - ' '; c == 0 || int(c) >= len(ascii) || ascii[c] == 0 {
				break
			}
		}
		end++
	}
	if end > i && end < len(s) && s[end] >= 0xCC && combines(s[end:]) {
		end--
	}
	if end > i && s[end-1] == ' ' {
		end--
	}
	return end
}

// copy folds a plain run.
func (f *folder) copy(start, end int) {
	f.lower(0)
	f.flush()
	f.from(start)
	n := len(f.b)
	f.b = append(f.b, f.source[start:end]...)
	for i, c := range f.b[n:] {
		f.b[n+i] = ascii[c-' ']
	}
	f.prev, f.wide = rune(f.b[len(f.b)-1]), false
}

// from says that the bytes that are written next come from the source one by one, from byte start on.
func (f *folder) from(start int) {
	if n := len(f.runs); n > 0 {
		if last := f.runs[n-1]; last.to == 0 && int(last.from-last.at) == start-len(f.b) {
			return // as those before them
		}
	}
	f.runs = append(f.runs, run{int32(len(f.b)), int32(start), 0})
}

// cluster folds the character at s[i:] together with the combining marks after it.
func (f *folder) cluster(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	end := i + n
	for end < len(s) && combines(s[end:]) {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	wide := isWide(r)
	part := s[i:end]
	switch {
	case mayBeAlike(r) && !(r == '，' && unicode.IsDigit(f.prev) && !thousands(s[end:])): // which parts two numbers
		part = likened(part)
	case end > i+n:
		part = likened(part)
	case !needsNFC(r):
		f.one(r, wide, i, end)
		return end
	}
	all := compose(part)
	if len(all) == 1 {
		r := all[0]
		f.one(r, isWide(r) || wide && !unicode.IsLetter(r) && !unicode.IsDigit(r), i, end)
		return end
	}
	if len(all) > 1 { // "Y" and a ring are two characters, "y" and a ring are one
		for k, r := range all {
			all[k] = lower(r)
		}
		all = compose(string(all))
	}
	for _, r := range all {
		f.put(r, isWide(r) || wide && !unicode.IsLetter(r) && !unicode.IsDigit(r), i, end)
	}
	return end
}

// put folds one rune that stands at source bytes [start, end). wide says that it is set between characters of Chinese or
// Japanese.
func (f *folder) put(r rune, wide bool, start, end int) {
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
		f.lower(r)
		f.space, f.wide = false, false
		if !f.dash {
			f.write('-', start, end)
			f.dash = true
		}
		f.prev = r
		return
	case foldDouble:
		r, wide = '"', wide || f.wide // “ stands in Chinese too
	case foldSingle:
		r, wide = '\'', wide || f.wide
	case foldEllipsis:
		f.lower(r)
		f.flush()
		for range 3 {
			f.write('.', start, end)
		}
		f.prev = '.'
		return
	default:
		if r = lower(r); r >= 0x600 {
			r = f.variant(r)
		}
	}
	// A line of Chinese or Japanese may be cut and indented anywhere, but an empty line ends a paragraph.
	if f.space && f.wide && wide && !strings.Contains(f.source[f.spaceStart:f.spaceEnd], "\n\n") {
		f.space = false
	}
	f.lower(r)
	f.flush()
	f.write(r, start, end)
	f.prev, f.wide, f.raised = r, wide, isRaised(r)
}

// flush writes the space that stood before what comes now.
func (f *folder) flush() {
	if f.space {
		f.write(' ', f.spaceStart, f.spaceEnd)
		f.space = false
	}
	f.dash = false
}

func (f *folder) write(r rune, start, end int) {
	if r < utf8.RuneSelf && end == start+1 {
		f.from(start)
		f.b = append(f.b, byte(r))
		return
	}
	f.runs = append(f.runs, run{int32(len(f.b)), int32(start), int32(end)})
	f.b = utf8.AppendRune(f.b, r)
}

// Source returns the string that was folded.
func (f *Folded) Source() string { return f.source }

// at returns where in the source the character stands that made byte i of S.
func (f *Folded) at(i int) (from, to int) {
	// The last run that begins at i or before. By hand, since every place that is looked at asks for it: with
	// slices.BinarySearchFunc it takes more than twice as long.
	lo, hi := 0, len(f.runs)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; int(f.runs[mid].at) <= i {
			lo = mid
		} else {
			hi = mid
		}
	}
	r := f.runs[lo]
	if r.to == 0 {
		from = int(r.from) + i - int(r.at)
		return from, from + 1
	}
	return int(r.from), int(r.to)
}

// Range returns the place in the source of bytes start to end of S.
func (f *Folded) Range(start, end int) (int, int) {
	if start >= end {
		if start < len(f.S) {
			from, _ := f.at(start)
			return from, from
		}
		return len(f.source), len(f.source)
	}
	from, _ := f.at(start)
	_, to := f.at(end - 1)
	return from, to
}

// At returns the first byte of S whose character ends after byte i of the source; len(S) if there is none.
func (f *Folded) At(i int) int {
	lo, hi := 0, len(f.runs) // the first run that ends after i; by hand, as in at
	for lo < hi {
		if mid := (lo + hi) / 2; f.runEnd(mid) <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(f.runs) {
		return len(f.S)
	}
	r := f.runs[lo]
	if r.to == 0 && i > int(r.from) {
		return int(r.at) + i - int(r.from)
	}
	return int(r.at)
}

// runEnd returns where in the source a run ends.
func (f *Folded) runEnd(run int) int {
	r := f.runs[run]
	if r.to > 0 {
		return int(r.to)
	}
	next := len(f.S)
	if run+1 < len(f.runs) {
		next = int(f.runs[run+1].at)
	}
	return int(r.from) + next - int(r.at)
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
	case '\u0640', '\u0670', '\u05bf', '\u05c1', '\u05c2', '\u05c4', '\u05c5', '\u05c7':
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
	switch {
	case '\u2000' <= r && r <= '\u200a':
		return foldSpace
	case '\u064b' <= r && r <= '\u0652', '\u0656' <= r && r <= '\u065f', '\u0610' <= r && r <= '\u061a',
		'\u06d6' <= r && r <= '\u06ed' && unicode.Is(unicode.Mn, r), '\u0591' <= r && r <= '\u05bd': // points
		return foldDrop
	}
	return foldKeep
}

// isWide reports whether r is a character of Chinese or Japanese, or a mark that is set between them.
func isWide(r rune) bool {
	return r >= 0x3000 && (r < 0x3130 || 0x31F0 <= r && r <= 0x9FFF || 0xF900 <= r && r <= 0xFAFF ||
		0xFF01 <= r && r <= 0xFF65 || 0x20000 <= r && r <= 0x3FFFF)
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
