package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
)

// Each want is one report of speech: manner, speaker, content.
func TestSayings(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a clause", "The council said that the boats would go.", []string{"indirect|The council|that the boats would go"}},
		{"without that", "She believes the boats will go.", []string{"indirect|She|the boats will go"}},
		{"when and where it was said", "The council said in a letter on Friday that the boats would go.", []string{"indirect|The council|that the boats would go"}},
		{"told somebody", "The clerk told the islanders that the boats would go.", []string{"indirect|The clerk|that the boats would go"}},
		{"asked somebody", "The clerk asked the islanders to wait.", []string{"indirect|The clerk|to wait"}},
		{"a will", "The county wants to keep the early boat.", []string{"indirect|The county|to keep the early boat"}},
		{"a thing", "The islanders criticised the council's plan.", []string{"indirect|The islanders|the council's plan"}},
		{"what it was about", "The clerk called for a new timetable.", []string{"indirect|The clerk|a new timetable"}},
		{"at the end", "The boats would go on Sundays, the clerk said.", []string{"indirect|the clerk|The boats would go on Sundays"}},
		{"turned round", "The boats would go on Sundays, said the clerk of the council.", []string{"indirect|the clerk of the council|The boats would go on Sundays"}},
		{"in the middle", "The boats, the clerk said, would go on Sundays.", []string{"indirect|the clerk|The boats, the clerk said, would go on Sundays"}},
		{"according to", "According to the clerk, the boats will go.", []string{"indirect|the clerk|the boats will go"}},
		{"according to, at the end", "The boats will go, according to the clerk.", []string{"indirect|the clerk|The boats will go"}},
		{"a noun", "The clerk's claim that the boats would go was wrong.", []string{"indirect|The clerk|that the boats would go was wrong"}},
		{"an apposition", "The clerk, an islander, said that the boats would go.", []string{"indirect|The clerk, an islander|that the boats would go"}},
		{"two cues", "The clerk refused to pay, saying that the money was gone.", []string{"indirect|The clerk|to pay", "indirect|The clerk|that the money was gone"}},
		{"half quoted", "The clerk said the boats were “empty and late” on Sundays.", []string{"mixed|The clerk|the boats were “empty and late” on Sundays"}},
		{"one in two parts", "“It is late,” the clerk said. “It is very late.”", []string{"direct|the clerk|“It is late,” the clerk said. “It is very late.”"}},
		{"announced", "The clerk wrote:\n\n“It is late.”", []string{"direct|The clerk|“It is late.”"}},
		{"a question", "“Who will pay?” the clerk asked.", []string{"direct|the clerk|“Who will pay?”"}},
		{"signed", "“We want the boat.” ― Ferry council", []string{"direct|Ferry council|“We want the boat.”"}},
		{"two single marks", "''It is late,'' the clerk said.", []string{"direct|the clerk|''It is late,''"}},
		{"no speech", "The United States is far away. The boats ran on Sundays, and the plans were old.", nil},
	} {
		text := Plain(c.text)
		var got []string
		for _, s := range text.Sayings() {
			got = append(got, s.Manner.String()+"|"+text.Slice(s.Speaker)+"|"+text.Slice(s.Span))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, w)
		}
	}
}

func FuzzSayings(f *testing.F) {
	f.Add("“We go,” he said. According to her, she said that, saying: “no” and the claim that it is so.")
	f.Add("said , said the X, told to that")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			t.Skip("long input only costs time")
		}
		last := -1
		for _, x := range Plain(s).Sayings() {
			for _, span := range []Span{x.Span, x.Speaker, x.Cue} {
				checkSpan(t, s, span)
			}
			if x.Span.Start < last || x.Span.Len() == 0 {
				t.Fatalf("%+v after %d", x, last)
			}
			last = x.Span.Start
		}
	})
}
