package language

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"sourcemark/claims/internal/match"
)

// Words holds the entries of one key. The zero Words has none. What it takes to look them up is made when the first is
// looked up, so that a program does nothing at its start for words that it never needs.
type Words struct {
	texts []string // the entries as the file has them, one text a line

	once   sync.Once
	set    map[string]string // of each entry what stands for it; of one that is no pair, itself
	begins map[string]string // the same of entries that end in a hyphen, without it; nil if there are none

	lengths []int // of the entries, in bytes and without hyphens, the longest first

	sorting sync.Once
	list    []string // the entries without hyphens, the longest first
}

// entries calls yield for each entry, with what stands for it if it is a pair. An entry in Arabic letters is two if it is
// compared in others: words are asked for as an article has them, and as they are compared.
func (w *Words) entries(yield func(entry, base string)) {
	for _, text := range w.texts {
		for _, e := range strings.Fields(text) {
			if strings.Contains(e, "_") {
				e = strings.ReplaceAll(e, "_", " ")
			}
			entry, base, pair := strings.Cut(e, "=")
			if !pair {
				base = entry
			}
			yield(entry, base)
			const arabic, block = 0xD8, 0xFC // the first bytes of its letters
			if entry == "" || entry[0]&block != arabic {
				continue
			}
			if compared := match.Fold(entry).S; compared != entry {
				if !pair {
					base = compared
				}
				yield(compared, base)
			}
		}
	}
}

func (w *Words) read() {
	const letters = 6 // of a word, with its space; of the scripts that have fewer, the map grows
	n := 0
	for _, text := range w.texts {
		n += len(text)
	}
	w.set = make(map[string]string, n/letters)
	w.entries(func(entry, base string) {
		to := w.set
		if beginning, ok := strings.CutSuffix(entry, "-"); ok {
			if w.begins == nil {
				w.begins = make(map[string]string)
			}
			to, entry = w.begins, beginning
		}
		if _, known := to[entry]; !known {
			to[entry] = base
		}
		if at, found := slices.BinarySearchFunc(w.lengths, len(entry), func(a, b int) int { return b - a }); !found {
			w.lengths = slices.Insert(w.lengths, at, len(entry))
		}
	})
}

// Has reports whether a word is one of the entries.
func (w *Words) Has(word string) bool { return w.Of(word) != "" }

// Of returns what stands for an entry that is a pair, and an entry that is none; "" for what is no entry. Of the entries
// that stand for all words that begin with them, the longest counts.
func (w *Words) Of(word string) string {
	if w.texts == nil {
		return ""
	}
	w.once.Do(w.read)
	base := w.set[word]
	for n := len(word); base == "" && n > 0 && w.begins != nil; n-- {
		base = w.begins[word[:n]]
	}
	return base
}

// Number returns the number that stands for an entry; 0 for what is no entry.
func (w *Words) Number(word string) int {
	n, _ := strconv.Atoi(w.Of(word))
	return n
}

// First returns the first entry for which base stands; "" if there is none.
func (w *Words) First(base string) (first string) {
	w.entries(func(entry, of string) {
		if first == "" && of == base {
			first = entry
		}
	})
	return first
}

// longest returns the entries, the longest first.
func (w *Words) longest() []string {
	w.sorting.Do(func() {
		w.entries(func(entry, _ string) { w.list = append(w.list, strings.TrimSuffix(entry, "-")) })
		slices.SortStableFunc(w.list, func(a, b string) int { return len(b) - len(a) })
	})
	return w.list
}

// Find calls yes with the entries, the longest first, until one is what it looks for, and reports whether one was.
func (w *Words) Find(yes func(entry string) bool) bool { return slices.ContainsFunc(w.longest(), yes) }

// Begin returns the longest entry with which s begins; "" if there is none.
func (w *Words) Begin(s string) string {
	if w.texts == nil {
		return ""
	}
	w.once.Do(w.read)
	for _, n := range w.lengths {
		if n <= len(s) && (w.set[s[:n]] != "" || w.begins[s[:n]] != "") {
			return s[:n]
		}
	}
	return ""
}

// Begins reports whether s begins with an entry.
func (w *Words) Begins(s string) bool { return w.Begin(s) != "" }

// End returns the longest entry with which s ends; "" if there is none.
func (w *Words) End(s string) string {
	for _, entry := range w.longest() {
		if strings.HasSuffix(s, entry) {
			return entry
		}
	}
	return ""
}

// Cut returns s without the longest entry with which it ends, and without spaces before that. ok reports whether there
// is one.
func (w *Words) Cut(s string) (head string, ok bool) {
	end := w.End(s)
	return strings.TrimRight(s[:len(s)-len(end)], " "), end != ""
}

// In reports whether an entry stands in s, be it within a word.
func (w *Words) In(s string) bool {
	return w.Find(func(entry string) bool { return strings.Contains(s, entry) })
}
