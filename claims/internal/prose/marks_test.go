package prose

import (
	"strings"
	"testing"

	"sourcemark/claims/language"
)

// anyone reads all languages.
var anyone = In(language.Together())

func TestMarks(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"“We go,” he said, “now.”", "We go,|now."},
		{`"We go," he said, "now."`, "We go,|now."},
		{"‘We go,’ he said. The farmers’ dogs didn’t.", "We go,"},
		{"'We go,' he said. The farmers' dogs didn't. In the '90s, 'twas so.", "We go,"},
		{"«Nous partons», dit-elle. « Non. »", "Nous partons|Non."},
		{"»Wir gehen«, sagte er. „Ja“, sagte sie.", "Wir gehen|Ja"},
		{"„Wir gehen\", sagte er.", "Wir gehen"},
		{"„Wir nennen es „Fähre“ und gehen“, sagte er.", "Wir nennen es „Fähre“ und gehen|Fähre"},
		{"„Das blieb offen. Er fuhr fort: „Das nicht.“", "Das blieb offen.*|Das nicht."},
		{"”Vi går”, sade han.", "Vi går"},
		{"他说：“不去了。”然后走了。「行かない」と述べた。『本』", "不去了。|行かない|本"},
		{"“(We) adhere to the ‘one China’ principle,” he said.", "(We) adhere to the ‘one China’ principle,|one China"},
		{"“He told us ‘no’ twice.”", "He told us ‘no’ twice.|no"},
		{"‘She said “yes” to me.’", "She said “yes” to me.|yes"},
		{"“This was never closed. He went on: “This was.”", "This was never closed.*|This was."},
		{"“This runs on to the end. And on.", "This runs on to the end. And on.*"},
		{"It might raise farmers’ t Northern and tolls.", ""},
		{"the ’90s and rock ’n’ roll", ""},
		{"a 6' 2\" man", ""},
		{"“”, “ ”", ""},
		{`He (the "boss") left.`, "boss"},
	} {
		var got []string
		for _, p := range anyone.Marks(c.s) {
			w := strings.TrimSpace(c.s[p.From:p.To])
			if !p.Closed {
				w += "*"
			}
			got = append(got, w)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.s, g, c.want)
		}
	}
}

// No pair reaches out of the one it stands in: what is read of all of them together is then no more than some times the
// text, whatever marks it is made of.
func FuzzMarks(f *testing.F) {
	for _, s := range []string{
		"“a ‘b’ „c“ »d« \"e\" 'f' 「g」", "“““”””\"\"'’‘‚\xff",
		"“A «B” C. D.", "“The ferry «sank”, he said. “It did.”", "„ “ „ « a", "“。\"AA'em«‹“1s」…“Mr. )", "“a ”b “c",
		"“x y “x y", "''a ''b'' «c", "」「a『b」",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := -1
		pairs := anyone.Marks(s)
		for i, p := range pairs {
			if p.Start <= last || p.Start >= p.From || p.From > p.To || p.To > p.End || p.End > len(s) {
				t.Fatalf("%+v after %d in %q", p, last, s)
			}
			last = p.Start
			for _, q := range pairs[:i] {
				if p.Start < q.End && (q.End < p.End || p.Depth <= q.Depth) {
					t.Errorf("%q: %q and %q are not one in the other", s, s[p.Start:p.End], s[q.Start:q.End])
				}
			}
		}
	})
}
