package match_test

import (
	"fmt"
	"strings"

	"sourcemark/claims/internal/match"
)

func ExampleFold() {
	f := match.Fold("“It’s  FULL” – she said")
	fmt.Println(f.S)
	at := strings.Index(f.S, "full")
	start, end := f.Range(at, at+len("full"))
	fmt.Println(f.Source()[start:end])
	// Output:
	// "it's full"-she said
	// FULL
}

func ExampleWords() {
	for _, w := range match.Words(match.Fold("Well-known: 41,200 left at 16:40.")) {
		fmt.Print(w.Text, "|")
	}
	// Output: well|known|41,200|left|at|16:40|
}

func ExampleAlign() {
	stored, now := strings.Fields("the ferry was late"), strings.Fields("she says the ferry is late")
	same := func(i, j int) float32 {
		if stored[i] == now[j] {
			return 1
		}
		return 0
	}
	for _, e := range match.Align(len(stored), len(now), 1, same) {
		was, is := "", ""
		if e.A >= 0 {
			was = stored[e.A]
		}
		if e.B >= 0 {
			is = now[e.B]
		}
		fmt.Printf("%s>%s ", was, is)
	}
	// Output: the>the ferry>ferry was>is late>late
}

func ExampleIndex() {
	var x match.Index
	const ferry, sank, late = 0, 1, 2 // terms are numbers that the caller hands out
	x.Add(match.Field{Terms: []int32{ferry, late}, Weight: 1})
	x.Add(match.Field{Terms: []int32{ferry, sank}, Weight: 1})
	x.Build(nil)
	var scratch []float32
	for _, h := range x.Search([]match.QueryTerm{{Term: ferry, Weight: 1}, {Term: sank, Weight: 1}}, 1, &scratch) {
		fmt.Println("best:", h.Doc)
	}
	// Output: best: 1
}
