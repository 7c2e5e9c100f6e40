package strconv_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	standin "sourcemark/wasm/dom/noftoa"
)

// TestLikeStrconv holds the stand-in against Go's strconv: on halves and quarters, which are as near to one as to the
// other, on the borders of what a float64 is, and on numbers of all sizes.
func TestLikeStrconv(t *testing.T) {
	numbers := []float64{0, math.Copysign(0, -1), 0.05, 0.15, 0.25, 0.35, 0.5, 1.5, 2.5, 0.0005, 0.9995, 0.99951, 9.95,
		99.95, 372, 1280.5, 1 << 52, 1<<53 - 1, 1 << 53, 1 << 60, math.MaxFloat64, math.SmallestNonzeroFloat64, 0x1p-1022,
		0x1p-64, 0x1p-12, 0x1.8p-11, 0x1p-52, math.Pi, math.Inf(1), math.Inf(-1), math.NaN(), 1 / 3.0}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		numbers = append(numbers, math.Float64frombits(random.Uint64()), random.Float64()*2000,
			float64(random.IntN(1<<20))/16)
	}
	for _, n := range numbers {
		for _, n := range []float64{n, -n} {
			for prec := range 4 {
				format := byte('f')
				if math.Abs(n) >= 1<<53 {
					format = 'b'
				}
				want := strconv.FormatFloat(n, format, prec, 64)
				if got := standin.FormatFloat(n, 'f', prec, 64); got != want {
					t.Fatalf("%v with %d decimals is %s, Go writes %s", n, prec, got, want)
				}
			}
			want := strconv.FormatFloat(n, 'b', -1, 64)
			for _, format := range []byte("begGEx") {
				if got := standin.FormatFloat(n, format, -1, 64); got != want {
					t.Fatalf("%v in format %c is %s, want %s", n, format, got, want)
				}
			}
			if got := standin.FormatFloat(n, 'f', 4, 64); got != want {
				t.Fatalf("%v with 4 decimals is %s, want %s", n, got, want)
			}
		}
	}
}
