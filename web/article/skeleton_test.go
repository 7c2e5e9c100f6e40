package article

import (
	"strings"
	"testing"

	"sourcemark/web"
)

// TestSkeletons puts cards into pages, and the skeleton that stands for them. Where Strip takes out the skeleton, it
// takes out the card, if the card is balanced; a broken card is not.
func TestSkeletons(t *testing.T) {
	for _, c := range []struct {
		inside string
		sound  bool
	}{
		{``, true}, {`<a href="#sm-note-1">[1]</a><template shadowrootmode="open"><p>One</p><li>Two</li></template>`, true}, {`<br>1 & 2`, true}, {`<ul><li>One</li></ul>`, false},
		{`<p>One`, false}, {`One</p>`, false}, {`</b><b>`, false}, {`<b title='>'>One</b>`, false}, {`<!-- </p> -->`, false}, {`1 < 2`, false}, {`<p>One</p>`, false}, {`<tr></tr>`, false},
		{`</` + web.MarksTag + `><p>`, false}, {`<plaintext></plaintext>`, false}, {`<b "">One</b>`, true}, {`<b title="`, false},
	} {
		card := `<` + web.MarksTag + ` ` + web.OurAttribute + `="c01" data-kind="claim">` + c.inside + `</` + web.MarksTag + `>`
		if got := soleCard(card); got != c.sound {
			t.Errorf("%s is sound: %v", card, got)
		}
		for _, page := range []string{"%", "<p>The %<p>ferry", "<ul><li>The<li>%</ul>", "<div>The %</div> ferry", "The <b>old</b>% ferry", "<p>The <svg>%</svg>", "<dl><dd>The %</dl>", "<h1>The %</h1>", "<select><option>The %</select>", "<table><tr><td>The %ferry</table>"} {
			whole, short := string(Strip([]byte(strings.ReplaceAll(page, "%",
				card)))), string(Strip([]byte(strings.ReplaceAll(page, "%", cardSkeleton))))
			want := strings.ReplaceAll(page, "%", "")
			if c.sound && short == want && whole != want || c.sound && short != want &&
				!strings.Contains(page, "<svg>") {
				t.Errorf("of %s in %s %q is left, and of its skeleton %q", card, page, whole, short)
			}
		}
	}
	for _, card := range []string{`<b ` + web.OurAttribute + `="c01"></b>`, `<` + web.MarksTag + `></` + web.MarksTag + `>`, cardSkeleton + `<p>`, `<` + web.MarksTag + ` ` + web.OurAttribute + `="c01" title='">'></` + web.MarksTag + `>`, "", "c01"} {
		if soleCard(card) {
			t.Errorf("%s is said to be a card", card)
		}
	}
	for note, want := range map[string]bool{
		`<li value="1"><p>One</p></li>`: true, `<li><p>One</p><ul><li>Two</li></ul></li><li></li>`: true, ``: true,
		`<li>One`: false, `</ol>`: false, `<div><li>One</li></div>`: false, `<!-- -->`: false,
	} {
		if got := inDiv(`<sourcemark-endnotes><details><section><ol>`, `</ol></section></details></sourcemark-endnotes>`)(note); got != want {
			t.Errorf("%s leaves all open that was: %v", note, got)
		}
	}
}
