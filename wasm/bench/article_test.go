//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A quotation is a passage of an article to be highlighted: a W3C TextQuoteSelector with its TextPositionSelector.
type quotation struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
	Start  int    `json:"start"` // UTF-16 units of the text, as DOM strings count
	End    int    `json:"end"`
}

const (
	sentences = 1000 // of some sixty bytes each: an article of 60 kB
	around    = 32   // characters of what stands before and after a quotation, as Hypothesis stores them
)

// chronicle is a made-up article of 60 kB as HTML, and n of its sentences, spread evenly. One sentence in twenty is the
// same as others, so that only what stands around it tells which it is; in one of seven the words run into an element.
func chronicle(n int) (html string, quotes []quotation) {
	who := [...]string{"The council", "A ferry", "The harbour desk", "One teacher", "The lighthouse", "A baker",
		"The library", "Every shipyard", "The night watch", "A carpenter"}
	did := [...]string{"counted", "sold", "sent back", "painted", "stored", "repaired", "borrowed", "weighed", "lost"}
	what := [...]string{"crates of fish", "lamps", "tickets", "old boats", "letters", "bicycles", "oak planks",
		"school books", "sails", "loaves", "window panes"}
	where := [...]string{"by the quay", "near the market", "in the old mill", "on the hill", "at the east gate",
		"behind the school", "under the bridge"}
	const again = "Nobody on the quay had a word to say about it."
	var page, text strings.Builder
	text.WriteString("A year in the town\n")
	page.WriteString("<article><h1>A year in the town</h1>\n")
	units := text.Len() // all of it is ASCII
	var at [sentences][2]int
	for i := range sentences {
		if i%5 == 0 {
			page.WriteString("<p>")
		}
		words := fmt.Sprintf("%s %s %d %s %s in week %d.", who[i%10], did[i/10%9], 2+i*37%991, what[i%11], where[i/3%7],
			i/20+1)
		if i%20 == 13 {
			words = again
		}
		at[i] = [2]int{units, units + len(words)}
		shown := words
		if i%7 == 3 {
			first, rest, _ := strings.Cut(words, " ")
			second, rest, _ := strings.Cut(rest, " ")
			shown = first + " <em>" + second + "</em> " + rest
		}
		blank := " "
		if i%5 == 4 {
			shown += "</p>"
			blank = "\n"
		}
		page.WriteString(shown + blank)
		text.WriteString(words + blank)
		units = text.Len()
	}
	page.WriteString("</article>")
	all := text.String()
	for i := range n {
		apart := sentences / n
		s, e := at[i*apart+i*2%apart][0], at[i*apart+i*2%apart][1]
		quotes = append(quotes, quotation{Exact: all[s:e], Prefix: all[max(0, s-around):s],
			Suffix: all[e:min(len(all), e+around)], Start: s, End: e})
	}
	return page.String(), quotes
}

// dossierOf is quotations as records of ours: a claim on each.
func dossierOf(quotes []quotation) []byte {
	var parts []any
	for i, q := range quotes {
		parts = append(parts, map[string]any{"@type": "Claim", "@id": fmt.Sprintf("#c%d", i), "text": q.Exact,
			"anchor": map[string]any{"type": "SpecificResource",
				"selector": map[string]any{"type": "TextQuoteSelector", "exact": q.Exact, "prefix": q.Prefix, "suffix": q.Suffix}}})
	}
	return encode(map[string]any{"@context": "https://schema.org", "@type": "Dataset", "@id": "records.json",
		"version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": []string{}, "hasPart": parts})
}

// encode is v as JSON; what is encoded here always can be.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

// A units counts bytes of a text as UTF-16 units, and back.
type units struct{ at []int } // of each byte, and of the end: how many units stand before it

func unitsOf(text string) units {
	u := units{make([]int, 0, len(text)+1)}
	n := 0
	for i, r := range text {
		for len(u.at) < i {
			u.at = append(u.at, n)
		}
		u.at = append(u.at, n)
		n += utf16.RuneLen(r)
	}
	for len(u.at) <= len(text) {
		u.at = append(u.at, n)
	}
	u.at[len(text)] = n
	return u
}

// of is byte i in units.
func (u units) of(i int) int { return u.at[i] }

// bytes is the first byte before which n units stand.
func (u units) bytes(n int) int {
	for i, x := range u.at {
		if x >= n {
			return i
		}
	}
	return len(u.at) - 1
}
