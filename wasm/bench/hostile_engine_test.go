//go:build unix

package main

import (
	"strings"
	"testing"
	"time"

	"sourcemark/wasm/bench/hostile"
)

// TestHostileEngine takes the time of what is done with two megabytes of each kind of text, page and dossier that
// somebody might send to keep a program busy, the most that any of our doors takes. No kind may take longer than a
// reader waits for a page. How the time grows is what the test of package hostile holds, by counting.
func TestHostileEngine(t *testing.T) {
	if long() == "" {
		t.Skip("takes minutes, and time: ./build.sh bench Hostile runs this test")
	}
	const bytes, most = 2 << 20, time.Second
	var results []Result
	for _, j := range hostile.Jobs() {
		slowest, took := "", time.Duration(0)
		for _, k := range j.Kinds {
			s := k.Make(bytes)
			begun := processor()
			j.Do(s)
			d := processor() - begun
			if d > took {
				slowest, took = k.Name, d
			}
			if d > most {
				t.Errorf("%s: %s: %v", j.Name, k.Name, d.Round(time.Millisecond))
			}
		}
		t.Logf("%s: %d kinds, the slowest %s: %v", j.Name, len(j.Kinds), slowest, took.Round(time.Millisecond))
		results = append(results, of("2 MiB of the slowest kind: "+strings.TrimSpace(j.Name), "ours", 2, "ms",
			[]float64{ms(took)}))
	}
	save(t, "hostile-engine", results)
}
