//go:build !js

package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot/plotter"
)

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 0.0123: "0.0123", 0.5: "0.500", 12.34: "12.3", 40: "40",
		636.3: "636", 1234: "1,234", 1e6: "1,000,000", -2500: "-2,500"} {
		if got := number(x); got != want {
			t.Errorf("%v: got %s, want %s", x, got, want)
		}
	}
}

func TestPower(t *testing.T) {
	if p := power(plotter.XYs{{X: 1, Y: 3}, {X: 10, Y: 300}, {X: 100, Y: 30000}}); math.Abs(p-2) > 1e-9 {
		t.Errorf("3n² grows with n to the power of %v", p)
	}
}

// TestReport draws what grows as lines and what does not as bars, and leaves counts that may be 0 to the table.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var results []Result
	for _, n := range []float64{10, 100, 1000} {
		results = append(results, of("check", "ours", n, "ms", []float64{n / 10, n / 8, n / 12}),
			of("lost", "ours", n, "", []float64{0}))
	}
	results = append(results, of("in all", "ours", 0, "kB", []float64{20}),
		of("in all", "a peer 1.2", 0, "kB", []float64{300}))
	if err := os.WriteFile(filepath.Join(dir, "engine.json"), encode(results), 0o666); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for range 2 { // the second time there is a file of all of them
		out.Reset()
		if err := report(&out, dir); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"\nengine\n", "1,000", "8.33 to 12.5", "300 kB", "engine-check.svg",
		"engine-in-all.svg"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report has no %q:\n%s", want, out.String())
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 4 {
		t.Errorf("%v, %v: want the results, those of all, and two plots", files, err)
	}
	for name, want := range map[string]string{"engine-check.svg": "n^1.00", "engine-in-all.svg": "a peer 1.2", "results.json": `"engine"`} {
		if !strings.Contains(string(read(t, filepath.Join(dir, name))), want) {
			t.Errorf("%s has no %q", name, want)
		}
	}
}
