package match

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"“Don’t,” she said", `"don't," she said`},
		{"«Non», dit-elle", `"non", dit-elle`},
		{"「いいえ」", `"いいえ"`},
		{"a — b, a – b, a--b, a-b, a\u2011b", "a-b, a-b, a-b, a-b, a-b"},
		{"two\u00a0\u202f words\n\n\tmore", "two words more"},
		{"co\u00adop\u200ber\ufeffate", "cooperate"},
		{"Cafe\u0301 CAFÉ café", "café café café"},
		{"wait… wait...", "wait... wait..."},
		{"他说 \"不\" 了", "他说\"不\"了"},
		{"他说 “不” 了", "他说\"不\"了"},
		{"می\u200cخواهم", "مي\u200cخواهم"},
		{"a\u200cb", "ab"},
		{"ΟΔΟΣ οδος", "οδοσ οδοσ"},
		{"\u202aleft\u202c", "left"},
		{" edge ", " edge "},
		{"41,200[1] passengers[12][13] in 2021.[3] “Yes,”[4] they said", `41,200 passengers in 2021. "yes," they said`},
		{"saw [22] people, 4[1],200 of [2021], a[1]b, [2] “[3]”", `saw [22] people, 4[1],200 of [2021], a[1]b, [2] "[3]"`},
		{"41,200¹ passengers¹⁴ in the year.² “Yes,”³ they¹ said¹", `41,200 passengers in the year. "yes," they said`},
		{"m², km³, 10⁶, x¹², 40 feet², H¹, U²³⁵, ¹⁴C, s⁻¹", `m², km³, 10⁶, x¹², 40 feet², h¹, u²³⁵, ¹⁴c, s⁻¹`},
		{"乘客[1] 去年，[2] 了", "乘客去年, 了"},
		{"", ""},
		{"\xff", "\uFFFD"},
	} {
		if got := Fold(c.s).S; got != c.want {
			t.Errorf("%+q: got %+q, want %+q", c.s, got, c.want)
		}
	}
}

// foldSlowly folds s character by character, without the shortcut of plain runs.
func foldSlowly(s string) *Folded {
	f := &folder{Folded: Folded{source: s}}
	for i := 0; i < len(s); {
		end := i + 1
		if strings.HasPrefix(s[i:], "--") {
			for end < len(s) && s[end] == '-' {
				end++
			}
			f.put('-', false, i, end)
		} else {
			end = f.cluster(s, i)
		}
		i = end
	}
	f.end()
	f.S = string(f.b)
	return &f.Folded
}

// FuzzFold: folding is the same with and without its shortcut, every byte of the folded text leads to whole characters
// of the source, in order, and back, and folding what is folded changes nothing.
func FuzzFold(f *testing.F) {
	f.Add("“Don’t” — e\u0301\u0323 … ﬁ  x\u00ad\u200d")
	f.Add("\u1100\u1161\u11a8 -- -\xff")
	f.Add("\u6945 \"")
	f.Add("ab[1[2]] \"[3] 他\"[4] 了［５］x¹² ab²\u00ad¹\u0301 ab¹")
	f.Fuzz(func(t *testing.T, s string) {
		x := Fold(s)
		slow := foldSlowly(s)
		if x.S != slow.S {
			t.Fatalf("%+q folds to %+q, by characters to %+q", s, x.S, slow.S)
		}
		last := 0
		for i := range x.S {
			a, b := x.Range(i, i+1)
			if a >= b || b > len(s) || a < last {
				t.Fatalf("byte %d of %q leads to [%d, %d) of %q", i, x.S, a, b, s)
			}
			if c, d := slow.Range(i, i+1); a != c || b != d {
				t.Fatalf("byte %d of %q leads to [%d, %d) of %q, by characters to [%d, %d)", i, x.S, a, b, s, c, d)
			}
			last = a
			if utf8.ValidString(s) && (!utf8.RuneStart(s[a]) || b < len(s) && !utf8.RuneStart(s[b])) {
				t.Fatalf("[%d, %d) cuts a character of %q", a, b, s)
			}
		}
		for i := 0; i <= min(len(s), 100); i++ { // bytes; each is looked for among all
			first := len(x.S)
			for k := range len(x.S) {
				if _, b := x.Range(k, k+1); b > i {
					first = k
					break
				}
			}
			if got := x.At(i); got != first {
				t.Fatalf("the first byte of %q that ends after byte %d of %q is %d, not %d", x.S, i, s, first, got)
			}
		}
		if again := Fold(x.S).S; again != x.S {
			t.Errorf("%+q folds to %+q and that to %+q", s, x.S, again)
		}
	})
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"The mayor’s well-known “No”", `the|mayor's|well|known|"|no|"`},
		{"4.1 per cent, $3.5bn, -5 °C, 1,204", "4.1|per|cent|$3.5bn|-5|°|c|1,204"},
		{"2019–20 and 16:40, 50%, 20th", "2019|20|and|16:40|50%|20th"},
		{"the U.S. army. Then", "the|u.s|army|then"},
		{"中国说25人。", "中|国|说|25|人"},
		{"国\u102c人", "国\u102c|人"},
		{"대통령은 말했다", "대통령은|말했다"},
		{"rock 'n' roll, dogs' life", "rock|n|roll|dogs|life"},
		{"…", ""},
	} {
		var got []string
		for _, w := range Words(Fold(c.s)) {
			got = append(got, w.Text)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: got %s, want %s", c.s, g, c.want)
		}
	}
}

func TestAlign(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"we will go home", "so we will not go home today", "=we =will +not =go =home"},
		{"we will go", "we may go", "=we will>may =go"},
		{"go home now", "go home", "=go =home -now"},
		{"the boats were sold", "the boats were not sold", "=the =boats =were +not =sold"},
		{"a", "b", "-a"}, // at an end, leaving a word out is cheaper than replacing it
		{"a b", "", "-a -b"},
	} {
		a, b := strings.Fields(c.a), strings.Fields(c.b)
		var got []string
		for _, e := range Align(len(a), len(b), 1, func(i, j int) float32 {
			if a[i] == b[j] {
				return 1
			}
			return 0
		}) {
			switch {
			case e.Same:
				got = append(got, "="+a[e.A])
			case e.A < 0:
				got = append(got, "+"+b[e.B])
			case e.B < 0:
				got = append(got, "-"+a[e.A])
			default:
				got = append(got, a[e.A]+">"+b[e.B])
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q to %q: got %s, want %s", c.a, c.b, g, c.want)
		}
	}
}

// Letters of scripts without spaces count as parts of words.
func TestCount(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "the ferry of 41,200": 4, "항구는 배를": 2, "港口": 1, "港口冬天减船": 3, "船を2隻": 3, "เรือจะหยุด": 2,
	} {
		if got := Count(Words(Fold(text))); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
