//go:build !js

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A Result is one figure: the median of several runs, with the least and the most.
type Result struct {
	What   string  `json:"what"` // "placed and painted, 200 quotations"
	Who    string  `json:"who"`  // ours, or the peer with its version
	N      float64 `json:"n"`    // how many, where the figure grows with something; 0 where it does not
	Unit   string  `json:"unit"` // "ms", "kB"
	Median float64 `json:"median"`
	Low    float64 `json:"low"`  // the least of the runs
	High   float64 `json:"high"` // the most
	Runs   int     `json:"runs"` // how many there were
	Note   string  `json:"note,omitempty"`
}

// of is the result of several runs.
func of(what, who string, n float64, unit string, runs []float64) Result {
	runs = slices.Sorted(slices.Values(runs))
	return Result{What: what, Who: who, N: n, Unit: unit, Median: runs[len(runs)/2], Low: runs[0],
		High: runs[len(runs)-1], Runs: len(runs)}
}

// long is the folder for results under ./build.sh bench, which measures long; "" under ./build.sh test, which measures
// once, to see that all of it works.
func long() string { return os.Getenv("SOURCEMARK_BENCH") }

// overdue fails a measurement whose time is over its budget, under ./build.sh bench: on a machine that does other
// things beside it, a time says nothing.
func overdue(t testing.TB, format string, args ...any) {
	t.Helper()
	if long() != "" {
		t.Errorf(format, args...)
	}
}

// save logs results and, where somebody wants them, writes them to NAME.json.
func save(t testing.TB, name string, results []Result) {
	t.Helper()
	for _, r := range results {
		t.Logf("%s, %s, %v: %.4g %s (%.4g to %.4g, %d runs) %s", r.What, r.Who, r.N, r.Median, r.Unit, r.Low, r.High,
			r.Runs, r.Note)
	}
	if long() == "" {
		return
	}
	data, err := json.MarshalIndent(results, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(long(), name+".json"), append(data, '\n'), 0o666); err != nil {
		t.Fatal(err)
	}
}
