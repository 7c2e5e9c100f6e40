package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// A mark is of whole words, whatever a selector holds. The stored mark is in braces in `stored`; what it leads to in
// the article `now` is in braces there. Without braces, it is refused; differs is then how the word of the article is
// told from the stored one.
func TestPlaceHalfWords(t *testing.T) {
	for _, c := range []struct {
		name, stored, now string
		differs           [2]string // stored, article
	}{
		{"another word that ends the same",
			"{Men left the island before the last boat of the year}",
			"Women left the island before the last boat of the year.", [2]string{"Men", "Women"}},
		{"another word that begins the same",
			"{The clerk spoke for the harbour and for the port}",
			"The clerk spoke for the harbour and for the porters.", [2]string{"port", "porters"}},
		{"a word parted by elements, soft hyphens and what editors paste",
			"{men left the island before the last boat of the year}",
			"Wo\u00ad\u200bmen left the island before the last boat of the year.", [2]string{"men", "Wo\u00ad\u200bmen"}},
		{"a letter and its mark",
			"{the last boat of the year sailed to Nem}",
			"Now the last boat of the year sailed to Nem\u0303.", [2]string{"Nem", "Nem\u0303"}}, // no letter of its own has both
		{"a compound with a hyphen",
			"{members of the council voted for the early boat}",
			"On Monday non-members of the council voted for the early boat.", [2]string{"members", "non-members"}},
		{"a verb and what denies it",
			"{the islanders said that the county can}",
			"Then the islanders said that the county can't.", [2]string{"can", "can't"}},
		{"thousands", "{200 people took the early boat on Sunday}",
			"Some 41,200 people took the early boat on Sunday.", [2]string{"200", "41,200"}},
		{"thousands, as in Paris", "{200 personnes ont pris le premier bateau}",
			"Hier 41\u202f200 personnes ont pris le premier bateau.", [2]string{"200", "41\u202f200"}},
		{"a decimal", "{the price of the early boat rose by 3}",
			"Last year the price of the early boat rose by 3.5.", [2]string{"3", "3.5"}},
		{"a sign", "{5 degrees were measured on the early boat}",
			"At six −5 degrees were measured on the early boat.", [2]string{"5", "−5"}},
		{"per cent", "{the price of the early boat rose by 4}",
			"Last year the price of the early boat rose by 4%.", [2]string{"4", "4%"}},
		{"a number among characters", "{三人坐早班船去了岛上}",
			"有二十三人坐早班船去了岛上。", [2]string{"三", "二十三"}},
		{"a picture of two", "{the winner of the early boat race was 👩}",
			"Again the winner of the early boat race was 👩\u200d🔧.", [2]string{"👩", "👩\u200d🔧"}},

		{"characters and what denies them", "「{冬の間も空の船を出すつもり}だ」と港長は話した。",
			"「冬の間も空の船を出すつもりではない」と港長は話した。", [2]string{"", "ではな"}},
		{"the same, of a verb", "港長は{冬の間も空の船を出せ}ると話した。", "港長は冬の間も空の船を出せないと話した。", [2]string{"", "ない"}},
		{"the same, politely", "港長は{冬の間も空の船を出し}ますと話した。", "港長は冬の間も空の船を出しませんと話した。", [2]string{"", "ません"}},
		{"the same, where nothing was stored after it", "港長は{冬の間も空の船を出せ}", "港長は冬の間も空の船を出せないと話した。", [2]string{"", "ない"}},
		{"Chinese", "港务局长说，冬天{可以开空船到岛上去}。", "港务局长说，冬天不可以开空船到岛上去。", [2]string{"", "不"}},
		{"Thai", "นายท่ากล่าวว่า {เดินเรือเปล่าในฤดูหนาว}ได้", "นายท่ากล่าวว่า เดินเรือเปล่าในฤดูหนาวไม่ได้", [2]string{"", "ไม่"}},
		{"Thai, before it", "นายท่ากล่าวว่าจะ{เดินเรือเปล่าในฤดูหนาว}", "นายท่ากล่าวว่าจะไม่เดินเรือเปล่าในฤดูหนาว", [2]string{"", "ไม่"}},
		{"Korean", "항만청은 {겨울에도 빈 배를 띄우지} 말자고 했다.", "항만청은 겨울에도 빈 배를 띄우지 않는다고 했다.", [2]string{"", "않"}},
		{"Hindi", "बंदरगाह ने कहा, {हम सर्दी में खाली नावें चलाएँगे}।", "बंदरगाह ने कहा, हम सर्दी में खाली नावें चलाएँगे नहीं।", [2]string{"", "नहीं"}},
		{"Arabic", "قال إننا {سنشغل سفنا فارغة في الشتاء القادم}.", "قال إننا لا سنشغل سفنا فارغة في الشتاء القادم.", [2]string{"", "لا"}},

		{"the same denial as was marked", "港長は{冬の間も空の船を出せ}ないと話した。", "きのう港長は{冬の間も空の船を出せ}ないと話した。", [2]string{}},
		{"the same word, marked by half", "The wo{men left the island before} the last boat.",
			"The {women left the island before} the last boat.", [2]string{}},
		{"the same, at its end", "The women left the isl{and before the la}st boat.",
			"The women left the {island before the last} boat.", [2]string{}},
		{"the same number", "Some 41,{200 people} took it.", "Some {41,200 people} took it.", [2]string{}},
		{"the same compound", "The well-{known author} took it.", "The {well-known author} took it.", [2]string{}},
		{"cut short in mid-word", "He spoke {of the winters on the outer islands} and of boats.",
			"He spoke {of the winters on the outer islands} and of boats.", [2]string{}},
		{"behind an elided article", "De l'{homme politique de la gauche}, rien.", "On parle de l'{homme politique de la gauche}.", [2]string{}},
		{"among characters, where words are not told apart", "昨日{早班船没有开}到岛上。", "今天说昨日{早班船没有开}到岛上。", [2]string{}},
		{"beside quotation marks", "“{We cannot run empty boats},” he said.", "“{We cannot run empty boats},” he said.", [2]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			stored, mark := braces(t, c.stored)
			sel := Selector{Prefix: stored[:mark.Start], Exact: stored[mark.Start:mark.End], Suffix: stored[mark.End:]}
			now, want := c.now, Span{}
			if strings.Contains(now, "{") {
				now, want = braces(t, now)
			}
			text := Plain(now)
			p := text.Place(sel)
			if p.Span != want {
				t.Errorf("got %v on %q, want %q", p.Placement, text.Slice(p.Span), text.Slice(want))
			}
			if c.differs != [2]string{} {
				if len(p.Differences) != 1 || p.Differences[0].Record != c.differs[0] || p.Differences[0].Article != c.differs[1] {
					t.Errorf("got differences %+v, want %q against %q", p.Differences, c.differs[1], c.differs[0])
				}
			}
		})
	}
}

// What was stored cut short, in mid-word, is known by what stands a little further on: the mark ends at the nearer
// border of the word.
func TestPlaceCutShort(t *testing.T) {
	const before, after = "It was the last to speak. ", " Nobody took notes of it."
	for _, c := range []struct{ now, exact, want string }{
		{"The harbour master spoke of the long winters on the islands.", "The harbour master spoke of the long wint", "The harbour master spoke of the long winters"},
		{"The harbour master spoke of the long winters on the islands.", "The harbour master spoke of the long w", "The harbour master spoke of the long"},
		{"The harbour master spoke of the 53 boats of the islands.", "The harbour master spoke of the 5", ""},
		{"The harbour master said that the islands cannot wait for it.", "The harbour master said that the islands can", ""},
	} {
		p := Plain("A notice.\n\n" + before + c.now + after).Place(Selector{Prefix: before, Exact: c.exact, Suffix: after})
		if got := Plain("A notice.\n\n" + before + c.now + after).Slice(p.Span); got != c.want {
			t.Errorf("%q: got %q, want %q", c.exact, got, c.want)
		}
	}
	// The whole stood there, so it is the word that has changed.
	p := Plain(before + "They left it in the porters." + after).Place(Selector{Prefix: before, Exact: "They left it in the port", Suffix: "." + after})
	if p.Placed() {
		t.Errorf("a word that was changed is taken for one that was cut short: %v", p.Placement)
	}
}

// A few letters that stand in a word of another story say nothing of it, and must not keep a record from being found.
func TestPlaceFewLetters(t *testing.T) {
	if p := Plain("The party was over.").Place(Selector{Exact: "art"}); p.Placement != Missing || p.Differences != nil {
		t.Errorf("got %v %+v", p.Placement, p.Differences)
	}
}

// braces is a text without its braces, and what stood between them.
func braces(t *testing.T, s string) (string, Span) {
	t.Helper()
	before, rest, opened := strings.Cut(s, "{")
	words, after, closed := strings.Cut(rest, "}")
	if !opened || !closed {
		t.Fatalf("no braces in %q", s)
	}
	return before + words + after, Span{len(before), len(before) + len(words)}
}

// checkBorders holds that a mark cuts no word.
func checkBorders(t *testing.T, text string, s Span) {
	t.Helper()
	f := match.Fold(text)
	elided := Plain(text).Elided
	for _, i := range []int{f.At(s.Start), f.At(s.End)} {
		if f.Inside(i, elided) {
			t.Fatalf("%q of %q cuts a word", text[s.Start:s.End], text)
		}
	}
}
