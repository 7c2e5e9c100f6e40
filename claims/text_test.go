package claims_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	. "sourcemark/claims"
)

func ExampleText_Pieces() {
	var t Text
	t.Append("The mayor ") // <p>The mayor
	t.Append("did not")    // <em>did not</em>
	t.Append(" resign.")   // resign.</p>
	t.Break()
	t.Append("She stays.")

	s := Span{Start: 4, End: 25}
	fmt.Printf("%q\n", t.Slice(s))
	for _, p := range t.Pieces(s) {
		fmt.Println("run", p.Run, "bytes", p.Start, "to", p.End)
	}
	// Output:
	// "mayor did not resign."
	// run 0 bytes 4 to 10
	// run 1 bytes 0 to 7
	// run 2 bytes 0 to 8
}

func TestBlocks(t *testing.T) {
	var host Text
	host.Break() // before the first words: no separator
	host.Append("  One ")
	host.Line()
	host.Append("two.")
	host.Break()
	host.Break()
	host.Append("")
	host.Append("Three.")
	for _, c := range []struct {
		text *Text
		want []string
	}{
		{&host, []string{"One \ntwo.", "Three."}},
		{Plain("One\ntwo.\n\n\nThree.\n"), []string{"One\ntwo.", "Three."}},
		{Plain("One.\r\n\r\nTwo."), []string{"One.", "Two."}},
		{Plain("\n \n\n"), nil},
		{Plain("\n\n\v"), nil},
		{Plain(""), nil},
	} {
		var got []string
		for _, b := range c.text.Blocks() {
			got = append(got, c.text.Slice(b))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text.String(), got, c.want)
		}
	}
	if host.Runs() != 4 {
		t.Errorf("got %d runs, want 4", host.Runs())
	}
}

// FuzzPieces: the pieces of any span, put together, are the span without its separators.
func FuzzPieces(f *testing.F) {
	f.Add("The mayor |did not| resign.||She stays.", 4, 30)
	f.Add("|", 0, 0)
	f.Fuzz(func(t *testing.T, runs string, start, end int) {
		var text Text
		parts := strings.Split(runs, "|")
		for i, r := range parts {
			text.Append(r)
			if i%3 == 2 {
				text.Break()
			}
		}
		s := text.String()
		start, end = max(0, min(start, len(s))), max(0, min(end, len(s)))
		if start > end {
			start, end = end, start
		}
		var got string
		last := -1
		for _, p := range text.Pieces(Span{start, end}) {
			if p.Run <= last || p.Start >= p.End {
				t.Fatalf("piece %+v after run %d", p, last)
			}
			last = p.Run
			got += parts[p.Run][p.Start:p.End]
		}
		if strip(got) != strip(s[start:end]) {
			t.Errorf("got %q, want %q", got, s[start:end])
		}
	})
}

func strip(s string) string { return strings.ReplaceAll(s, "\n", "") }

// TestCodePoints holds the table of code points against counting them, in a text of all lengths of characters and of
// bytes that are none.
func TestCodePoints(t *testing.T) {
	for _, s := range []string{"", "a", strings.Repeat("a", 256), strings.Repeat("é", 512), strings.Repeat("aé中\xff🛥", 300)} {
		text := Plain(s)
		var at []int
		for i := range s {
			at = append(at, i)
		}
		at = append(at, len(s))
		for n, start := range at {
			if got, ok := text.CodePoints(n, len(at)-1); !ok || got != (Span{start, len(s)}) {
				t.Fatalf("%.10q: code points %d to %d are %v %v, want %d to %d", s, n, len(at)-1, got, ok, start, len(s))
			}
		}
		for _, c := range [][2]int{{0, len(at)}, {len(at), len(at)}, {-1, 0}, {1, 0}, {0, 1 << 40}} {
			if got, ok := text.CodePoints(c[0], c[1]); ok {
				t.Errorf("%.10q: code points %v are %v, want none", s, c, got)
			}
		}
	}
}
