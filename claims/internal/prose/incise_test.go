package prose

import (
	"testing"
	"unicode/utf8"
)

// FuzzIncise has an incise, with all that is said of it, lie within the words of the quotation and between two of them.
func FuzzIncise(f *testing.F) {
	for _, s := range []string{
		"Nous ne pouvons pas, a déclaré la maire Anna Brun, attendre", "No podemos —dijo la alcaldesa— esperar",
		"Мы не можем, — сказала мэр Анна Браун, — ждать", "Nous, a-t-elle ajouté, attendons, dit-il, encore",
		"Nous partons, a", "A, dit-, a, b", "No —dijo", "a – a – a, ha, b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in, ok := anyone.FindIncise(s)
		if !ok {
			return
		}
		for _, x := range []Span{in.Cue, in.Speaker, in.Full} {
			if x.Start < in.Whole.Start || x.End > in.Whole.End || x.Start >= x.End {
				t.Fatalf("%q: %v is not within %v", s, x, in.Whole)
			}
		}
		if in.Whole.Start <= 0 || in.Whole.End >= len(s) || utf8.ValidString(s) && !utf8.ValidString(s[:in.Whole.Start]+s[in.Whole.End:]) {
			t.Fatalf("%q: %v has no words around it", s, in.Whole)
		}
	})
}
