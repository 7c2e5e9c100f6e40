// Command wordnet makes the table of package lexicon/english from the files of WordNet 3.0 (Debian's package
// wordnet-base):
//
//	go run ./claims/lexicon/wordnet /usr/share/wordnet > claims/lexicon/english/words.txt
//
// WordNet is ten times as large as a reader's browser should load, and most of it is names of plants and rare senses
// that mislead. What is kept are words that its authors met often in the texts they annotated, in their first senses.
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	// minCount is how often a word must occur in the texts that WordNet's authors annotated (in all its senses): three
	// times. With two, the table is a fifth larger; a word of news that occurs less often is one that hardly has
	// synonyms.
	minCount = 3

	// A pair of a word and its hypernym ("banquet" is a dinner) is listed if both occur minKind times or more.
	minKind = 10

	// Senses are in the order of how often they occur. That "cut" means "abbreviate" in its eighth is of no use here.
	sameSense, derivedSense, oppositeSense, kindSense = 5, 3, 4, 2
)

// word matches the entries that are kept: one word, or a verb with its particle.
var word = regexp.MustCompile(`^[a-z]{2,}(_(up|down|in|out|off|on|over|back|away|together|into|through|by))?$`)

// A pointer leads from a word of one set to a word of another; from all words to all where the numbers are 0.
type pointer struct {
	kind     string
	to       string // part of speech and offset
	from, of int
}

// A set is words that mean the same, a synset.
type set struct {
	words    []string
	pointers []pointer
}

type wordnet struct {
	sets  map[string]*set
	sense map[string]int // of word, part of speech and offset, counted from 1
	count map[string]int // of a word in the annotated texts
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: wordnet FOLDER, such as /usr/share/wordnet of Debian's wordnet-base")
	}
	w := read(os.Args[1])
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprint(out, head)
	for _, l := range slices.Concat(w.synonyms(), w.pairs("+", derivedSense), w.pairs("!", oppositeSense), w.kinds(),
		irregular(os.Args[1], w)) {
		fmt.Fprintln(out, l)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

const head = "# English words that may stand for one another. Made from WordNet 3.0 by claims/lexicon/wordnet; " +
	`see NOTICE beside this file.
# =  mean the same in one of their senses
# +  are derived one from the other
# !  are opposites
# >  the first is a kind of which the others are
# ~  the first is the plain form of the others
`

func lines(folder, file string) []string {
	b, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		log.Fatal(err)
	}
	return strings.Split(strings.TrimRight(string(b), "\n"), "\n")
}

// parts holds the parts of speech with the ends of their files' names.
var parts = [...]struct{ letter, file string }{{"n", "noun"}, {"v", "verb"}, {"a", "adj"}, {"r", "adv"}}

func read(folder string) *wordnet {
	w := &wordnet{make(map[string]*set), make(map[string]int), make(map[string]int)}
	for _, l := range lines(folder, "cntlist.rev") { // sense key, number of the sense, count
		f := strings.Fields(l)
		key, _, _ := strings.Cut(f[0], "%")
		w.count[key] += number(f[2], 10)
	}
	for _, p := range parts {
		for _, l := range lines(folder, "data."+p.file) {
			if strings.HasPrefix(l, " ") { // the licence
				continue
			}
			data, _, _ := strings.Cut(l, "|")
			f := strings.Fields(data)
			s := new(set)
			n := number(f[3], 16)
			for i := range n {
				name, _, _ := strings.Cut(f[4+2*i], "(")
				s.words = append(s.words, strings.ToLower(name))
			}
			f = f[4+2*n:]
			for i := range number(f[0], 10) {
				g := f[1+4*i:]
				to := strings.Replace(g[2], "s", "a", 1) + g[1]
				s.pointers = append(s.pointers, pointer{g[0], to, number(g[3][:2], 16), number(g[3][2:], 16)})
			}
			w.sets[p.letter+data[:8]] = s
		}
		for _, l := range lines(folder, "index."+p.file) {
			if strings.HasPrefix(l, " ") {
				continue
			}
			f := strings.Fields(l)
			n := number(f[2], 10)
			for i, offset := range f[len(f)-n:] {
				w.sense[f[0]+" "+p.letter+offset] = i + 1
			}
		}
	}
	return w
}

func number(s string, base int) int {
	n, err := strconv.ParseInt(s, base, 32)
	if err != nil {
		log.Fatal(err)
	}
	return int(n)
}

// has reports whether a word of a set is kept, if it has that meaning in one of its first senses.
func (w *wordnet) has(name, set string, senses int) bool {
	n := w.sense[name+" "+set]
	return n > 0 && n <= senses && w.count[name] >= minCount && word.MatchString(name)
}

func (w *wordnet) synonyms() []string {
	out := make(map[string]bool)
	for at, s := range w.sets {
		kept := slices.DeleteFunc(slices.Clone(s.words), func(name string) bool { return !w.has(name, at, sameSense) })
		slices.Sort(kept)
		if kept = slices.Compact(kept); len(kept) > 1 {
			out["= "+strings.Join(kept, " ")] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

func (w *wordnet) pairs(kind string, senses int) []string {
	out := make(map[string]bool)
	for at, s := range w.sets {
		for _, p := range s.pointers {
			if p.kind != kind || p.from == 0 || p.of == 0 {
				continue
			}
			a, b := s.words[p.from-1], w.sets[p.to].words[p.of-1]
			if a < b && w.has(a, at, senses) && w.has(b, p.to, senses) {
				out[kind+" "+a+" "+b] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(out))
}

func (w *wordnet) kinds() []string {
	out := make(map[string][]string)
	for at, s := range w.sets {
		if at[0] != 'n' && at[0] != 'v' {
			continue
		}
		for _, p := range s.pointers {
			if p.kind != "@" {
				continue
			}
			for _, a := range s.words {
				for _, b := range w.sets[p.to].words {
					if a != b && w.has(a, at, kindSense) && w.has(b, p.to, kindSense) &&
						min(w.count[a], w.count[b]) >= minKind {
						out[b] = append(out[b], a)
					}
				}
			}
		}
	}
	var all []string
	for kind, of := range out {
		slices.Sort(of)
		all = append(all, "> "+kind+" "+strings.Join(slices.Compact(of), " "))
	}
	slices.Sort(all)
	return all
}

// irregular is the forms that no rule gives: brought, men.
func irregular(folder string, w *wordnet) []string {
	out := make(map[string][]string)
	for _, p := range parts {
		for _, l := range lines(folder, p.file+".exc") {
			f := strings.Fields(l)
			for _, base := range f[1:] {
				if w.count[base] >= minCount && word.MatchString(f[0]) && word.MatchString(base) {
					out[base] = append(out[base], f[0])
				}
			}
		}
	}
	var all []string
	for base, forms := range out {
		slices.Sort(forms)
		all = append(all, "~ "+base+" "+strings.Join(slices.Compact(forms), " "))
	}
	slices.SortFunc(all, cmp.Compare)
	return all
}
