package match

import (
	"slices"
	"strings"
	"testing"
)

// everywhere returns what a Finder is to find, found slowly.
func everywhere(text, s string) []int {
	var out []int
	for at := 0; at+len(s) <= len(text); at++ {
		if strings.HasPrefix(text[at:], s) {
			out = append(out, at)
		}
	}
	return out
}

func found(text, s string) []int {
	var out []int
	NewFinder(text).Each(s, func(at int) bool {
		out = append(out, at)
		return true
	})
	return out
}

func TestFinder(t *testing.T) {
	const text = "the ferry, the ferry office and the ferries; aaaaaa é"
	for _, s := range []string{"", "t", "the", "the ferry", "ferry office", "aaaa", "aaaaa", "é", " é",
		"the ferry boat", text, text + "x"} {
		if got, want := found(text, s), everywhere(text, s); !slices.Equal(got, want) {
			t.Errorf("%q stands at %v, want %v", s, got, want)
		}
	}
	n := 0
	NewFinder(text).Each("the ", func(int) bool { n++; return n < 2 })
	if n != 2 {
		t.Errorf("found %d after it was told to stop at 2", n)
	}
}

func FuzzFinder(f *testing.F) {
	f.Add("the ferry and the ferries", "ferr")
	f.Add("aaaaaaa", "aaaa")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, text, s string) {
		if got, want := found(text, s), everywhere(text, s); !slices.Equal(got, want) {
			t.Errorf("%q stands in %q at %v, want %v", s, text, got, want)
		}
	})
}
