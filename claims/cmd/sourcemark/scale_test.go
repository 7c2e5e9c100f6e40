package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web/article"
)

// scale is the first n records of a newsroom: those that $SOURCEMARK_RECORDS names, one a line.
func scale(b *testing.B, n int) *claims.Dossier {
	b.Helper()
	file := os.Getenv("SOURCEMARK_RECORDS")
	if file == "" {
		b.Skip("$SOURCEMARK_RECORDS names no records")
	}
	d, err := readChecks(file, (*factCheck).mended)
	if err != nil {
		b.Fatal(err)
	}
	d.Records = d.Records[:min(n, len(d.Records))]
	return d
}

// BenchmarkIndex is to take at most 1 s, for 27,535 records.
func BenchmarkIndex(b *testing.B) {
	d := scale(b, math.MaxInt)
	for b.Loop() {
		claims.NewLibrary(d)
	}
}

// BenchmarkCheck checks the demonstration story, of about 900 words, against the records of other stories. It
// is to take at most 5 ms.
func BenchmarkCheck(b *testing.B) {
	page, err := os.ReadFile("../../../index.html")
	if err != nil {
		b.Fatal(err)
	}
	text := article.Read(page).Text.String()
	c := claims.New(scale(b, 10_000))
	c.Check(claims.Plain(text)) // makes the index
	for b.Loop() {
		if r := c.Check(claims.Plain(text)); len(r.Items) > 0 {
			b.Fatalf("%d records of other stories linked", len(r.Items))
		}
	}
}

// BenchmarkDossiers lints and formats a newsroom's records, as many dossiers and as one. Each is to take at most 5 s
// and 500 MB.
func BenchmarkDossiers(b *testing.B) {
	d := scale(b, math.MaxInt)
	for _, each := range []int{100, len(d.Records)} { // records in a dossier
		dir := b.TempDir()
		for n := 0; n < len(d.Records); n += each {
			name := fmt.Sprintf("%06d.json", n)
			var parts []any
			for i := n; i < min(n+each, len(d.Records)); i++ {
				r := &d.Records[i]
				source := fmt.Sprintf("#s%d", i)
				parts = append(parts,
					map[string]any{"@type": "Claim", "@id": fmt.Sprintf("#c%d", i), "text": r.Text + ".",
						"author": r.Speaker.Name + ".", "citation": source},
					map[string]any{"@type": "Report", "@id": source, "publisher": "The county",
						"url": "https://county.example/" + source[1:], "text": r.Text + "."})
			}
			data, err := json.MarshalIndent(map[string]any{"@context": "https://schema.org", "@type": "Dataset",
				"@id": name, "version": "1", "inLanguage": "en",
				"publisher": "The Harbour Desk", "negativeVerdicts": []string{}, "hasPart": parts}, "", "  ")
			if err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				b.Fatal(err)
			}
		}
		for _, command := range [][]string{{"lint", dir}, {"fmt", "-w", dir}} {
			b.Run(fmt.Sprintf("%s, %d in a dossier", command[0], each), func(b *testing.B) {
				for b.Loop() {
					var errs strings.Builder
					// checks of the world have slips of their own
					if code := run(command, nil, io.Discard, &errs); code != fine && code != found {
						b.Fatal(errs.String())
					}
				}
				var memory runtime.MemStats
				runtime.ReadMemStats(&memory)
				b.ReportMetric(float64(memory.Sys>>20), "MB")
			})
		}
	}
}
