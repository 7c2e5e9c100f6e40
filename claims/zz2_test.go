package claims

import (
	"fmt"
	"os"
	"testing"
)

func TestZZ2(t *testing.T) {
	tag, story, claim, words, sentence := os.Getenv("TAG"), os.Getenv("STORY"), os.Getenv("CLAIM"), os.Getenv("WORDS"), os.Getenv("SENT")
	if tag == "" {
		return
	}
	if words == "" {
		words = claim
	}
	d := &Dossier{Language: tag, Records: []Record{{ID: "#c1", Kind: Claim, Text: claim, Anchor: Selector{Exact: words}}}}
	text := Plain(story + blockGap + sentence)
	text.Language = tag
	st, ws := readStory(text, d, nil)
	st.left = 1 << 30
	x := st.search(ws[0])
	for _, b := range x.rank() {
		fmt.Println("==", text.Slice(st.clauses[b.clause].Span), b.why, b.open, b.differs)
		for k := range x.units {
			u := &x.units[k]
			h, w := x.find(k, b.clause)
			fmt.Printf(" %d%s/%d:%.1f/%.1f", u.wording, u.stem, u.kind, h, w)
		}
		fmt.Println(ws[0][0].modals, ws[0][0].nots, ws[0][0].values)
		q := st.clauses[b.clause].phrase
		for k := range q.units {
			fmt.Printf(" %s/%d", q.units[k].stem, q.units[k].kind)
		}
		fmt.Println(q.modals, q.nots, q.values)
	}
	fmt.Println(text.Place(d.Records[0].Anchor))
}
