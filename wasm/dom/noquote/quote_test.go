package strconv_test

import (
	"strconv"
	"testing"
	"unicode/utf8"

	standin "sourcemark/wasm/dom/noquote"
)

// TestLikeStrconv holds the stand-in against Go's strconv: each byte, each character, and what a message may hold.
func TestLikeStrconv(t *testing.T) {
	for _, s := range []string{"", "flase", `a "word" \ of it`, "и 🙂 한국 \xff\xc3", "cut\xe2\x80", "\u202eturned\u2069", "\ufffd"} {
		if got, want := standin.Quote(s), strconv.Quote(s); got != want {
			t.Errorf("%+q is %s, Go writes %s", s, got, want)
		}
	}
	for b := range 256 {
		s := string([]byte{'a', byte(b), 'b'})
		if got, want := standin.Quote(s), strconv.Quote(s); got != want {
			t.Errorf("%+q is %s, Go writes %s", s, got, want)
		}
	}
	asGo := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := string(r)
		switch got := standin.Quote(s); {
		case got == strconv.Quote(s):
			asGo++
		case r < 0x300, 0x2000 <= r && r < 0x2070, got != `"`+s+`"`:
			t.Errorf("U+%04X is %s, Go writes %s", r, got, strconv.Quote(s))
		}
	}
	if asGo < 100_000 {
		t.Errorf("only %d characters are quoted as Go does: Unicode has more", asGo)
	}
}
