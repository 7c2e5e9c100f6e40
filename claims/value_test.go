package claims

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/language"
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

// FuzzValues reads numbers and dates of any script in any language: every value has words of the text, in order, and is
// equal to itself; and reading costs no more segments than the text has letters.
func FuzzValues(f *testing.F) {
	for _, text := range [...]string{
		"4만1200명 41.200 41 200 ٤١٬٢٠٠ ४१,२०० ๔๑,๒๐๐ 四万一千二百 4.12万", "$41.2m US$ 5 -3 % 百分之十二点五 3分の2 yüzde %5",
		"15.9.2022 2022-09-15 15/9 令和元年9月15日 二〇二二年 ngày 15 tháng 9 năm 2022 พ.ศ. 2565", "15h30 오후 3시 30분 下午3点半 10:30 pm",
		"vierundzwanzig خمسة وعشرون un millón y medio ٤١ هزار و ۲۰۰", "〇〇〇 1〇2 g20 １２，３４５ 1'000 12,34,567.8 0,345", "ㅤ9월9일9시9분9 ％1％",
	} {
		for _, tag := range [...]string{"en", "de", "ko", "zh", "ar", "vi", "th", ""} {
			f.Add(tag, text)
		}
	}
	f.Fuzz(func(t *testing.T, tag, text string) {
		r := readerIn(tag)
		folded := match.Fold(text)
		words := match.Words(folded)
		if n := len(cut(r, folded.S, words)); n > len(folded.S) {
			t.Errorf("%q is %d segments", text, n)
		}
		last := 0
		for _, v := range values(r, folded, words) {
			if v.from < 0 || v.from >= v.to || v.to > len(words) || v.from+1 < last {
				t.Errorf("%s: %q: %+v after word %d of %d", tag, text, v, last, len(words))
			}
			last = v.to
			if v.n != v.n || !v.equal(&v) && v.kind != aDate {
				t.Errorf("%s: %q: %+v is not equal to itself", tag, text, v)
			}
		}
	})
}

// Numbers are found and compared by one term, whatever they are written in.
func TestNumberTerms(t *testing.T) {
	for word, want := range map[string]string{
		"41,200": "41200", "4만1200명이": "41200", "4만1200": "41200", "150만명": "1500000", "1조2000억원": "1200000000000",
		"9월": "9", "15일": "15", "3시": "3", "5m": "5m", "2022년": "2022", "1204th": "1204",
	} {
		if got := term(readerOf(language.English()), word); got != want {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
	}
	v := newVocabulary(nil)
	word := func(tag, text string) wordInfo { return v.lookup(readerIn(tag), onlyWord(text)) }
	if a, b := word("de", "drei"), word("en", "three"); a.term != b.term || a.kind != numberWord {
		t.Errorf("drei is %+v, three %+v", a, b)
	}
	if a := word("vi", "năm"); a.kind == numberWord {
		t.Error("năm is a year more often than five")
	}
	for _, c := range []struct {
		a, b string
		same bool
	}{{"4만1200명", "41,200명", true}, {"4만1200명", "4만3900명", false}, {"9월", "9일", false},
		{"41,200", "41200", false}} { // of those in one notation, the rules are stricter
		if got := sameFigures(onlyWord(c.a), onlyWord(c.b)); got != c.same {
			t.Errorf("%s and %s are one: %v", c.a, c.b, got)
		}
	}
}
