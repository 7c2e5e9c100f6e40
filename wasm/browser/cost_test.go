//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What the widget costs a page, held against the budget of the product.

// long is an article of about 60 kB, and a dossier with a claim on each of n of its sentences.
func long(t testing.TB, n int) (page, dossier string) {
	t.Helper()
	const sentences = 600 // of a hundred bytes each
	places := []string{"harbour", "council", "ferry office", "market", "lighthouse", "school", "library", "shipyard"}
	things := []string{"boats", "tickets", "passengers", "crates of fish", "visitors", "letters", "bicycles", "lamps"}
	var b strings.Builder
	var parts []any
	b.WriteString("<article><h1>A year in the town</h1>")
	for i := range sentences {
		if i%5 == 0 {
			b.WriteString("<p>")
		}
		s := fmt.Sprintf("In week %d the %s counted %d %s, which was %d more than the %s had counted then", i/11+1, places[i%8], 1000+37*i, things[i/8%8], 3+i%17, places[(i+3)%8])
		b.WriteString(s + ". ")
		if i*n/sentences != (i+1)*n/sentences {
			parts = append(parts, map[string]any{"@type": "Claim", "@id": fmt.Sprintf("#c%d", len(parts)), "text": s,
				"anchor": map[string]any{"type": "SpecificResource", "selector": map[string]any{"type": "TextQuoteSelector", "exact": s, "prefix": "", "suffix": "."}}})
		}
		if i%5 == 4 {
			b.WriteString("</p>\n")
		}
	}
	b.WriteString("</article>")
	data, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@type": "Dataset", "@id": "long.json", "version": "1", "inLanguage": "en", "publisher": "The desk", "negativeVerdicts": []string{}, "hasPart": parts})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), string(data)
}

// TestManyItems places and paints 200 items on a long article.
func TestManyItems(t *testing.T) {
	built(t)
	const items, budget, loads = 200, 60.0, 5 // ms; a median of five is not one unlucky load
	article, dossier := long(t, items)
	address := served(t, map[string]string{"long.json": dossier, "long.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>A year</title>` + article + scriptTag(`data-records="long.json"`)}) + "/long.html"
	var took, again []float64
	for range loads {
		b := open(t, wide, address).ready()
		got := eval[struct {
			Items       int
			Took, Again float64
		}](b, `(() => {
			const at = name => performance.getEntriesByName("sourcemark:" + name).at(-1).startTime, took = at("painted") - at("ready");
			sourcemark.refresh();
			return { items: sourcemark.items().length, took, again: at("checked") - at("read") };
		})()`)
		if got.Items != items {
			t.Fatalf("%d items of %d", got.Items, items)
		}
		took, again = append(took, got.Took), append(again, got.Again)
	}
	slices.Sort(took)
	slices.Sort(again)
	t.Logf("%d items on %d bytes: placed and painted in %.1f ms (median; from %.1f to %.1f), placed again in %.1f", items, len(article), took[loads/2], took[0], took[loads-1], again[loads/2])
	if took[loads/2] > budget {
		t.Errorf("placed and painted in %.1f ms, want at most %.0f", took[loads/2], budget)
	}
}
