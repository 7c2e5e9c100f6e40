package match

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Letters that are typed, or kept, in different ways and read as one: wide and narrow ones, ligatures, the forms that a
// letter of Arabic takes within a word, the bold ones of mathematics that people use on social media. They are what
// NFKC of the Unicode Standard makes of them, and the test holds every code point against it. What NFKC changes beside
// them stays: 10² is not 102, nor ½ a part of 11/2.
//
// alikeTable (letters_tables.go) has them as records that are opened by a zero byte: a first rune, and then what it and
// those after it stand for, with a byte of one between them.

// mayBeAlike reports whether r may be such a letter, or one that nobody sees. The ranges are wider than the table; being
// asked in vain costs time only.
func mayBeAlike(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r < 0x600:
		return r <= 0xB5 || 0x132 <= r && r <= 0x1F3 || r == 0x34F
	case r < 0x2E00:
		return ignorable(r) || 0x2103 <= r && r <= 0x217F
	case r < 0xF900:
		return r <= 0x2FD5 || 0x3164 <= r && r <= 0x33DF
	}
	return r >= 0xFB00
}

// ignorable reports whether r is never drawn: Default_Ignorable_Code_Point of the Unicode Standard, but for the joiners.
// Variation selectors are among them, of which C2PA hides thousands behind a text as its manifest.
func ignorable(r rune) bool {
	switch {
	case r < 0x2000:
		return r == 0xAD || r == 0x34F || r == 0x61C || r == 0x115F || r == 0x1160 || r == 0x17B4 || r == 0x17B5 ||
			0x180B <= r && r <= 0x180F
	case r < 0xFE00:
		return r == 0x200B || r == 0x200E || r == 0x200F || 0x202A <= r && r <= 0x202E || 0x2060 <= r && r <= 0x206F ||
			r == 0x3164
	case r < 0x10000:
		return r <= 0xFE0F || r == 0xFEFF || r == 0xFFA0 || 0xFFF0 <= r && r <= 0xFFF8
	}
	return 0x1BCA0 <= r && r <= 0x1BCA3 || 0x1D173 <= r && r <= 0x1D17A || 0xE0000 <= r && r <= 0xE0FFF
}

// A likeness holds the table as a map, read when the first such letter comes.
type likeness struct {
	sync.Once
	as map[rune]string
}

var alikes likeness

func (l *likeness) read() {
	l.as = make(map[rune]string)
	for _, record := range strings.Split(alikeTable, "\x00") {
		r, n := utf8.DecodeRuneInString(record)
		for _, as := range strings.Split(record[n:], "\x01") {
			if as != "" {
				l.as[r] = as
			}
			r++
		}
	}
}

// alike returns what r stands for; "" for itself.
func alike(r rune) string {
	alikes.Do(alikes.read)
	return alikes.as[r]
}

// likened returns a character and the marks after it with what they stand for, and without what nobody sees.
func likened(s string) string {
	var out strings.Builder
	for _, r := range s {
		if ignorable(r) {
			continue
		}
		if as := alike(r); as != "" {
			out.WriteString(as)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// thousands reports whether s begins with three digits, and no more.
func thousands(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			break
		}
		n++
	}
	return n == 3
}

// variant returns the letter that r is written for: in Arabic script the same letter of another alphabet, and a digit of
// ours for one of another script. A hamza over an alef is often left out where a word begins, after its article too.
func (f *folder) variant(r rune) rune {
	switch r {
	case 'ٱ':
		return 'ا'
	case 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'أ', 'إ':
		before, _ := utf8.DecodeLastRune(f.b)
		if f.space || !unicode.IsLetter(before) || bytes.HasSuffix(f.b, []byte("ال")) {
			return 'ا'
		}
	case '٪':
		return '%'
	case '٫':
		return '.'
	case '٬':
		return ','
	}
	if unicode.IsDigit(r) {
		zero := r
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + r - zero
	}
	return r
}
