package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
)

// Each want is one quote: kind, words, speaker, cue, with a star for a quote that is never closed.
func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"speaker behind", "“We go,” the minister said.", []string{"speech|We go,|the minister|said"}},
		{"verb first", "“We cannot go,” said the minister of trade in Oslo.", []string{"speech|We cannot go,|the minister of trade|said"}},
		{"speaker before", "The harbour master said: “We cannot go.”", []string{"speech|We cannot go.|The harbour master|said"}},
		{"a colon alone", "The council: “We will pay.”", []string{"speech|We will pay.|The council|"}},
		{"according to", "According to the town clerk, “the money is there”.", []string{"speech|the money is there|the town clerk|According to"}},
		{"split", "“We cannot go,” she told the council, “but we shall try.”", []string{"speech|We cannot go,|she|told", "speech|but we shall try.|she|told"}},
		{"apposition", "“We will go to court,” Mr. Brown, a lawyer for the islands, said.", []string{"speech|We will go to court,|Mr. Brown|said"}},
		{"went on", "“It is late,” he told the council, and went on: “It is very late.”", []string{"speech|It is late,|he|told", "speech|It is very late.|he|went"}},
		{"one word, spoken", "The clerk called it “nonsense”.", []string{"speech|nonsense|The clerk|called"}},
		{"scare quotes", "The ‘free’ ferry costs four euros.", []string{"term|free||"}},
		{"a title", "She wrote the book “The Last Ferry” there.", []string{"title|The Last Ferry||"}},
		{"a title of somebody's", "He spoke on the ferry company's “Morning Watch.”", []string{"title|Morning Watch.||"}},
		{"titles before what they are", "The museum shows “The Old Harbour” and “Empty Boats”, two short films by Nora Lind.", []string{"title|The Old Harbour||", "title|Empty Boats||"}},
		{"a film-maker", "“Empty Boats Are Dear,” said Nora Lind, who makes films.", []string{"speech|Empty Boats Are Dear,|Nora Lind|said"}},
		{"an adverb", "“We have the bus,” said Britt Lund contentedly from her corner.", []string{"speech|We have the bus,|Britt Lund|said"}},
		{"no adverb", "“We have the bus,” said the only family on board.", []string{"speech|We have the bus,|the only family|said"}},
		{"from", "And this from Nora Lind: “We have the bus.”", []string{"speech|We have the bus.|Nora Lind|"}},
		{"signed with a hyphen", "“We have the bus, and it is warm.” -Commissioner Nora Lind", []string{"speech|We have the bus, and it is warm.|Nora Lind|"}},
		{"a name in commas", "The harbour master, Nora Lind, told the council: “We cannot go.”", []string{"speech|We cannot go.|Nora Lind|told"}},
		{"an office in commas", "Nora Lind, the harbour master, told the council: “We cannot go.”", []string{"speech|We cannot go.|Nora Lind|told"}},
		{"any verb", "“Winter will not be winter without a boat,” grumbled Nora Lind.", []string{"speech|Winter will not be winter without a boat,|Nora Lind|grumbled"}},
		{"a term at the end", "She has a boat with a so-to-say “sea view.”", []string{"term|sea view.||"}},
		{"nested", "“They told us ‘never’ again,” he said.", []string{"speech|They told us ‘never’ again,|he|said", "term|never||"}},
		{"never closed", "The mayor said: “This is the first. She added: “This is the second.”", []string{"speech|This is the first.*|The mayor|said", "speech|This is the second.|She|added"}},
		{"over paragraphs", "The mayor said: “It is long.\n\n“It goes on.\n\n“It ends.” Then she left.", []string{"speech|It is long.\n\n“It goes on.\n\n“It ends.|The mayor|said"}},
		{"German", "„Wir können keine leeren Boote fahren“, sagte die Hafenmeisterin am Dienstag.", []string{"speech|Wir können keine leeren Boote fahren|die Hafenmeisterin|sagte"}},
		{"German, speaker before", "Die Hafenmeisterin sagte: „Wir können nicht warten.“", []string{"speech|Wir können nicht warten.|Die Hafenmeisterin|sagte"}},
		{"French", "« Nous ne pouvons pas attendre », a déclaré la maire.", []string{"speech| Nous ne pouvons pas attendre |la maire|a déclaré"}},
		{"French, a source", "Selon le maire, « la traversée est trop chère ».", []string{"speech| la traversée est trop chère |le maire|Selon"}},
		{"Spanish", "«No podemos esperar más», dijo el alcalde en el puerto.", []string{"speech|No podemos esperar más|el alcalde|dijo"}},
		{"Spanish, speaker before", "El alcalde dijo: «No podemos esperar más».", []string{"speech|No podemos esperar más|El alcalde|dijo"}},
		{"Russian", "«Мы не можем больше ждать», — заявил мэр города в среду.", []string{"speech|Мы не можем больше ждать|мэр города|заявил"}},
		{"Russian, speaker before", "Мэр сказал: «Мы не можем ждать».", []string{"speech|Мы не можем ждать|Мэр|сказал"}},
		{"Arabic", "وقال الوزير: «لا نستطيع الانتظار أكثر من ذلك».", []string{"speech|لا نستطيع الانتظار أكثر من ذلك|الوزير|وقال"}},
		{"Chinese", "市长说：“我们不能再等了。”", []string{"speech|我们不能再等了。|市长|说"}},
		{"Korean", "시장은 “더는 기다릴 수 없다”라고 말했다.", []string{"speech|더는 기다릴 수 없다|시장|말했다"}},
		{"guillemets", "«Nous partons demain matin», dit-elle.", []string{"speech|Nous partons demain matin|elle|dit-elle"}},
		{"corner brackets", "知事は「会議は来週に延期する。」と述べた。", []string{"speech|会議は来週に延期する。|知事|述べ"}},
		{"apostrophes", "The farmers’ dogs didn’t bark in the ’90s.", nil},
	} {
		text := Plain(c.text)
		var got []string
		for _, q := range text.Quotes() {
			checkSpan(t, c.text, q.Span)
			s := q.Kind.String() + "|" + text.Slice(q.Words)
			if !q.Closed {
				s += "*"
			}
			got = append(got, s+"|"+text.Slice(q.Speaker)+"|"+text.Slice(q.Cue))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, w)
		}
	}
}

func FuzzQuotes(f *testing.F) {
	for _, c := range readWhose(f) {
		f.Add(c.article)
	}
	f.Add("“We go,” he said.\n\n“And “go.”\n\nAccording to ‘x’: \"y")
	f.Add("said “ said ” said")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			t.Skip("long input only costs time")
		}
		last := -1
		for _, q := range Plain(s).Quotes() {
			for _, x := range []Span{q.Span, q.Words, q.Speaker, q.Cue, q.Who} {
				checkSpan(t, s, x)
			}
			if q.Span.Start <= last || !q.Span.Contains(q.Words) {
				t.Fatalf("%+v after %d", q, last)
			}
			last = q.Span.Start
		}
	})
}
