package main

import (
	"math"
	"os"
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
