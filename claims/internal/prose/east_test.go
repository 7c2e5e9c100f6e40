package prose

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sourcemark/claims/language"
)

// FuzzEastern reads any text in languages without capitals: what is found lies in the text, in whole letters, and no
// sentence has more reports than are read.
func FuzzEastern(f *testing.F) {
	for _, s := range []string{
		"김하나 장관은 회견에서 “배를 줄인다”고 밝혔다. 이어 배가 떠났다고 덧붙였다. 항만청에 따르면 다리는 닫힌다.",
		"“다리는 닫는다.” 박두리 선장이 이렇게 말했다. 항만청 “두 척만”… 왜 그러냐는 질문에 말하지 않았다고 했다",
		"山田花子氏（45）は会見で「船を減らす」と述べ、運賃は上げない方針を示した。「橋は閉じる」。佐藤氏は語った。",
		"港長によると、船は来ないという。「反対だ」と述べたのは佐藤氏だ。「違う」と述べた市長は、知事「待つ」",
		"港务局长李小梅3日在会上说：“船会减少，”她说，“票价不变。”据港务局介绍，船已离港；并强调不会停航。",
		"「不能再等了！」家屬代表哭著說。王大海告诉记者，船没有说走。第二天，市长如此评价。",
		"นายสมชาย ใจดี กล่าวว่า เรือจะหยุด ทั้งนี้ “เราไม่รู้” แอนนา บราวน์ กล่าว ตัวชี้วัด",
		"と「」と、」（）は）說：“”，“", "は（と\xff", "“”라고 는 고 “", strings.Repeat("はと", 40), strings.Repeat("说", 70),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range []string{"ko", "ja", "zh", "th"} {
			r := In(language.Of(tag))
			if !r.Eastern() {
				t.Fatal(tag)
			}
			pairs := r.Marks(s)
			said := r.FindReportedSpeech(s, pairs)
			if most := mostReports * len(r.Sentences(s)); len(said) > most+mostReports {
				t.Fatalf("%s: %d reports", tag, len(said))
			}
			for _, x := range said {
				for _, at := range [...]Span{x.Speaker, x.Cue, x.Content} {
					if at.Start < 0 || at.Start > at.End || at.End > len(s) {
						t.Fatalf("%s: %+v in %d bytes", tag, x, len(s))
					}
					if utf8.ValidString(s) && !utf8.ValidString(at.text(s)) {
						t.Fatalf("%s: %q is cut in a letter", tag, at.text(s))
					}
				}
				if x.Content.Start == x.Content.End {
					t.Fatalf("%s: a report of nothing: %+v", tag, x)
				}
			}
			if len(r.Attributions(s, pairs)) != len(pairs) {
				t.Fatal(tag)
			}
			for i, x := range said {
				at, full := x.Speaker.text(s), said[0].Speaker.text(s)
				if i < 3 && r.ShortFor(at, full) && len(at) >= len(full) {
					t.Fatalf("%s: %q is no short form of %q", tag, at, full)
				}
				if b := r.Bearer(s, at, x.Speaker.End); b.Start > b.End || b.End > x.Speaker.End {
					t.Fatalf("%s: %+v before %d", tag, b, x.Speaker.End)
				}
			}
		}
	})
}
