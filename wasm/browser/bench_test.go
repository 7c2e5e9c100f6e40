//go:build !js

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestNewsroom measures what it takes to check the story against 10,000 records of other stories, none of them
// anchored, in the order in which the page asks for it: the first check makes the index. ./build.sh bench runs it, with
// the records that $SOURCEMARK_RECORDS names.
func TestNewsroom(t *testing.T) {
	file := os.Getenv("SOURCEMARK_RECORDS")
	if file == "" {
		t.Skip("$SOURCEMARK_RECORDS names no records")
	}
	built(t)
	lines, err := os.Open(filepath.Clean(file))
	if err != nil {
		t.Fatal(err)
	}
	defer lines.Close()
	const records = 10_000
	var parts []any
	for s := bufio.NewScanner(lines); s.Scan() && len(parts) < records; {
		var r struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		parts = append(parts, map[string]any{"@type": "Claim", "@id": "#r" + strconv.Itoa(len(parts)), "text": strings.Join(strings.Fields(r.Text), " ")})
	}
	dossier, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@type": "Dataset", "@id": "records.json", "version": "1", "inLanguage": "en",
		"publisher": "The desk", "negativeVerdicts": []string{"False"}, "hasPart": parts})
	if err != nil {
		t.Fatal(err)
	}
	story, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, wide, served(t, map[string]string{"dist/index.html": withoutDigests(string(story)), "dist/records.json": string(dossier)})+"/dist/index.html").ready()
	took := eval[[]float64](b, `(() => {
		for (let i = 0; i < 31; i++) sourcemark.refresh();
		const at = name => performance.getEntriesByName("sourcemark:" + name).slice(1).map(m => m.startTime), read = at("read");
		return at("checked").map((t, i) => t - read[i]);
	})()`)
	slices.Sort(took)
	t.Logf("a check of the story against %d records in Chromium: median %.1f ms, from %.1f to %.1f", len(parts), took[len(took)/2], took[0], took[len(took)-1])
	if n := eval[int](b, `sourcemark.items().length`); n > 0 {
		t.Errorf("%d records of other stories are linked", n)
	}
}
