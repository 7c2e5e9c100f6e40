package claims

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// TestDecimal holds the reader of plain numbers against Go's, to the last bit where a float64 has every digit.
func TestDecimal(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	numbers := []string{"0", "00.5", "14.1", "41200", "1.", ".5", "0.000001", "999999999999999", "99999999999999.9"}
	for range 20_000 {
		s := strconv.FormatInt(random.Int64N(1e15), 10)
		at := random.IntN(len(s) + 1)
		numbers = append(numbers, s[:at]+"."+s[at:], s)
	}
	for _, s := range numbers {
		want, err := strconv.ParseFloat(s, 64)
		if got, ok := decimal(s); !ok || err != nil || got != want {
			t.Fatalf("%s is %v (%v), in Go %v (%v)", s, got, ok, want, err)
		}
	}
	for _, s := range []string{"1.2.3", "15.9.2022", strings.Repeat("9", 400), "0." + strings.Repeat("0", 400)} {
		if n, ok := decimal(s); ok {
			t.Errorf("%.20s is %v: no number is meant, or none that a float64 has", s, n)
		}
	}
}
