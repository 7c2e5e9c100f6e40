package main

import (
	"os"
	"path/filepath"
	"testing"

	"sourcemark/claims"
	"sourcemark/web/article"
)

// scale is the first n records of a newsroom's size, of which the evaluation kit has 27,535. Where it is not
// at hand the benchmark that wants them is skipped.
func scale(b *testing.B, n int) *claims.Dossier {
	b.Helper()
	dir := os.Getenv("SOURCEMARK_EVAL")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "eval")
	}
	d, err := readChecks(filepath.Join(dir, "scale", "records.jsonl"))
	if os.IsNotExist(err) {
		b.Skipf("no evaluation kit at %s; set SOURCEMARK_EVAL to its folder", dir)
	}
	if err != nil {
		b.Fatal(err)
	}
	d.Records = d.Records[:min(n, len(d.Records))]
	return d
}

// BenchmarkIndex is to take at most 1 s.
func BenchmarkIndex(b *testing.B) {
	d := scale(b, 27_535)
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
