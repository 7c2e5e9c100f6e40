//go:build unix

package main

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"
	"time"

	"sourcemark/claims"
	"sourcemark/wasm/bench/synthetic"
)

// TestEngine checks articles that grow against records of other stories that grow: the processor time of a check, that
// of making the index, and its memory. How they grow is the exponent of a power law. It holds that of the length of an
// article to about 1, and that of the number of records far below.
func TestEngine(t *testing.T) {
	sizes, lengths := []int{100, 1_000}, []int{2, 8} // records; kB
	if long() != "" {
		sizes, lengths = []int{1_000, 10_000, 100_000, 1_000_000}, []int{2, 8, 32, 128}
	}
	most := sizes[len(sizes)-1]
	all := slices.AppendSeq(make([]claims.Record, 0, most), synthetic.Records(most))
	// One record is of this story, so that something is found: the longest of those that are always there.
	own := slices.MaxFunc(all[:sizes[0]], func(a,
		b claims.Record) int {
		return len(a.Text) - len(b.Text)
	}).Text + ".\n\n"
	articles := make([]string, len(lengths))
	for i, kB := range lengths {
		articles[i] = own + synthetic.Article(kB<<10-len(own))
	}
	var results []Result
	checkers := make([]*claims.Checker, len(sizes))
	for i, n := range sizes {
		before, begun := heap(), processor()
		checkers[i] = claims.New(stories(all[:n])...)
		checkers[i].Check(claims.Plain(own)) // the first check makes the index
		built := processor() - begun
		results = append(results,
			of("records made ready", "ours", float64(n), "ms", []float64{ms(built)}),
			of("memory for that", "ours", float64(n), "MB", []float64{(heap() - before) / 1e6}))
	}
	took := make([][][]float64, len(sizes)) // of each number of records and each length, ms
	for i := range took {
		took[i] = make([][]float64, len(lengths))
	}
	// Garbage is collected between the rounds: each time takes longer than many checks, and falls on one by chance.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for range 7 { // by turns
		runtime.GC()
		for i, c := range checkers {
			for k, article := range articles {
				c.Check(claims.Plain(article)) // reads into the processor's memory what the round before has pushed out of it
				begun := processor()
				r := c.Check(claims.Plain(article))
				took[i][k] = append(took[i][k], ms(processor()-begun))
				if len(r.Items) != 1 {
					t.Fatalf("%d of %d records are linked to an article that says one", len(r.Items), sizes[i])
				}
			}
		}
	}
	least := func(i, k int) float64 { return slices.Min(took[i][k]) } // whoever else uses the machine can only make it slower
	for i, n := range sizes {
		var y []float64
		for k, kB := range lengths {
			y = append(y, least(i, k))
			results = append(results, of(fmt.Sprintf("check of %d kB, by records", kB), "ours", float64(n), "ms",
				took[i][k]))
		}
		e := exponent(lengths, y)
		results = append(results, of("check, exponent of the length, by records", "ours", float64(n), "", []float64{e}))
		if e < 0.8 || e > 1.2 {
			overdue(t, "against %d records a check takes the length of the article to the power of %.2f, want about 1: %.3g ms for %v kB", n, e, y, lengths)
		}
	}
	for k, kB := range lengths {
		var y []float64
		for i := range sizes {
			y = append(y, least(i, k))
		}
		e := exponent(sizes, y)
		results = append(results, of("check, exponent of the records, by kB", "ours", float64(kB), "", []float64{e}))
		if e > 0.3 {
			overdue(t, "of %d kB a check takes the number of records to the power of %.2f, want at most 0.3: %.3g ms for %v", kB, e, y, sizes)
		}
	}
	save(t, "engine", results)
}

// stories is records as a newsroom has them, some to each story: where one of them is found, the others of its story
// are reported as unplaced.
func stories(all []claims.Record) []*claims.Dossier {
	const each = 40 // the dossier of the demonstration story has 37
	var out []*claims.Dossier
	for records := range slices.Chunk(all, each) {
		out = append(out, &claims.Dossier{Language: "en", Records: records})
	}
	return out
}

// processor is the time that this program has had of all processors: a machine that does other things too does not add
// to it, or not much.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// heap is the bytes in use.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// exponent is that of the power law that fits best, by least squares of the logarithms.
func exponent(x []int, y []float64) float64 {
	var sx, sy, sxx, sxy float64
	n := float64(len(x))
	for i := range x {
		a, b := math.Log(float64(x[i])), math.Log(y[i])
		sx, sy, sxx, sxy = sx+a, sy+b, sxx+a*a, sxy+a*b
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
