package prose

import (
	"reflect"
	"strings"
	"testing"
)

// A bar stands where one sentence ends and the next begins.
func TestSentences(t *testing.T) {
	for _, s := range []string{
		"The fare rose.|Nobody rode.",
		"Mr. and Mrs. of the Rev. Dr. kind do not end here.|St. Gallen is in the U.S. embassy's list.",
		"It grew by 4.1 per cent, to $3.5bn.|Then it fell.",
		"J. S. Bach wrote it.|George W. Bush heard it.",
		"They settled on Plan B.|The rest is known.",
		"She works for Harbour Ltd.|The firm is old.",
		"It opens at 9 a.m. Monday.|It closes at 5 p.m.|The bell rings.",
		"See no. 5.|And No. 10 Downing Street.",
		"“Really?” he asked.|“Go!” they cried.|“We will.”|The door closed.",
		"“We will go.”|“When?”|“Now.”",
		"He paused … and went on.|He stopped…|Silence.",
		"talks on trade and customs. . and border matters.|Then lunch.",
		"Is it true?!|It is.",
		"(It rained.)|Nobody came.",
		"The fare rose.[1]|Nobody rode.[12][3]|“Why?”[4]|\"Nobody.\"[5]|It fell.²|He asked.¹⁴",
		"It rained.|[He laughs.]|Nobody came.",
		"A heading without a stop",
		"Er kam am 15. September an.|Dann ging er.",
		"„Wir kommen.“|Sie kamen.",
		"今天下雨。|他说：“不去了。”|会议推迟。",
		"「行かない。」と述べた。|会議は延期された。",
		"هل وصل؟|نعم.",
		"비가 왔다.|회의는 연기됐다.",
		"Il a dit : « Non. »|Elle est partie.",
		"It cost 5.|It cost 6.",
		"The word is ‘stop.’|It was heard.",
		"The U.N. said so.|It was the U.S.|The rest agreed.",
	} {
		want := strings.Split(s, "|")
		joined := strings.Join(want, " ")
		if strings.ContainsAny(s, "。") {
			joined = strings.Join(want, "")
		}
		var got []string
		for _, x := range anyone.Sentences(joined) {
			got = append(got, joined[x.Start:x.End])
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("\n got %q\nwant %q", got, want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("“Go!” he said. Mr. X. left… at 4.1 a.m.")
	f.Add("。」。\" '. \xff")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, x := range anyone.Sentences(s) {
			if x.Start < at || x.End <= x.Start || x.End > len(s) {
				t.Fatalf("sentence %v after %d in %q", x, at, s)
			}
			at = x.End
		}
	})
}

func TestWeigh(t *testing.T) {
	for word, want := range map[string]WordClass{
		"not": Negation, "don't": Negation, "cannot": Negation, "nicht": Negation, "не": Negation, "jamais": Negation,
		"two": Quantity, "million": Quantity, "half": Quantity, "миллионов": Quantity,
		"rose": Opposite, "guilty": Opposite, "after": Grammar, "he": Grammar, "year": Measure,
		"ferry": Open, "": Open, "ro": Open, "ose": Open,
	} {
		if got := anyone.Classify(word); got != want {
			t.Errorf("%q: got %d, want %d", word, got, want)
		}
	}
}
