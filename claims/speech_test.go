package claims_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "sourcemark/claims"
)

// Each want is one report of speech: manner, speaker, content.
func TestReportedSpeech(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a clause", "The council said that the boats would go.", []string{"indirect|The council|that the boats would go"}},
		{"without that", "She believes the boats will go.", []string{"indirect|She|the boats will go"}},
		{"when and where it was said", "The council said in a letter on Friday that the boats would go.", []string{"indirect|The council|that the boats would go"}},
		{"told somebody", "The clerk told the islanders that the boats would go.", []string{"indirect|The clerk|that the boats would go"}},
		{"asked somebody", "The clerk asked the islanders to wait.", []string{"indirect|The clerk|the islanders to wait"}},
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
		{"what nobody is named for", "The boats are expected to go on Sundays. They have reportedly gone before, and seemed to be full.", []string{"indirect||The boats are expected to go on Sundays", "indirect||They have reportedly gone before, and seemed to be full"}},
		{"a dash", "The clerk said the boats were full - nobody had counted.", []string{"indirect|The clerk|the boats were full"}},
		{"in a clause of its own", "After the clerk said the boats would go, the council met.", []string{"indirect|the clerk|the boats would go"}},
		{"in a clause on somebody", "The clerk, who said the boats would go, left early.", []string{"indirect|who|the boats would go"}},
		{"a relative pronoun", "There are boats which the clerk said were full.", []string{"indirect|the clerk|which the clerk said were full"}},
		{"a description, and no speaker behind the verb", "Edward Brown, a former governor of the islands, said the fund should be closed.", []string{"indirect|Edward Brown, a former governor of the islands|the fund should be closed"}},
		{"a sentence that ends in a quotation", "The plan is “a very welcome one,” she said.", []string{"mixed|she|The plan is “a very welcome one,”"}},
		{"a quotation that ends a sentence", "Counting boats, the clerk said, “is like counting hats.”", []string{"mixed|the clerk|Counting boats, the clerk said, “is like counting hats.”"}},
		{"a verb of no list", "“Nobody counted,” Brown fumed. “Nobody ever does.”", []string{"direct|Brown|“Nobody counted,” Brown fumed. “Nobody ever does.”"}},
		{"a name that looks like an adverb", "Reilly said the boats were full.", []string{"indirect|Reilly|the boats were full"}},
		{"one of several", "“Nobody counted,” said one former clerk.", []string{"direct|one former clerk|“Nobody counted,”"}},
		{"an interview", "Brown: The boats were full. They always are.", []string{"indirect|Brown|The boats were full. They always are"}},
		{"an organisation", "The ministry said it would pay.", []string{"indirect|The ministry|it would pay"}},
		{"a document", "The report says that nobody counted.", []string{"indirect|The report|that nobody counted"}},
		{"a title", "Dr. Ada Brenner told reporters that nobody had counted.", []string{"indirect|Dr. Ada Brenner|that nobody had counted"}},
		{"a pronoun that was a determiner", "One says the boats are full, and several said they would wait.", []string{"indirect|One|the boats are full, and several said they would wait", "indirect|several|they would wait"}},
		{"initials", "The F.C.A. said it would pay.", []string{"indirect|The F.C.A|it would pay"}},
		{"a short form", "He's said he will pay.", []string{"indirect|He|he will pay"}},
		{"a day and no that", "The clerk said Wednesday he would pay.", []string{"indirect|The clerk|he would pay"}},
		{"promised to", "The clerk promised to pay.", []string{"indirect|The clerk|to pay"}},
		{"adding", "“It is late,” she said, adding that the boats would go.", []string{"direct|she|“It is late,”", "indirect|she|that the boats would go"}},
		{"adding words of its own", "“It is late,” she said, adding: “We go.”", []string{"direct|she|“It is late,”", "direct|she|“We go.”"}},
		{"a quotation and more", "“Nobody counted” on the islands, the clerk said.", []string{"mixed|the clerk|“Nobody counted” on the islands"}},
		{"more in the plural", "Even now, many islanders insist, the boats are late.", []string{"indirect|many islanders|Even now, many islanders insist, the boats are late"}},
		{"as somebody said", "As the clerk reported, the boats were full.", []string{"indirect|the clerk|the boats were full"}},
		{"as somebody said, at the end", "The boats were full, as the clerk said in May.", []string{"indirect|the clerk|The boats were full"}},
		{"as reported by", "As reported by the Harbour News, the boats were full.", []string{"indirect|the Harbour News|the boats were full"}},
		{"who was asked", "Asked by the council whether the boats would go, he left.", []string{"indirect|the council|whether the boats would go"}},
		{"a headline", "Clerk Says Harbour Council Will Keep Early Boats", []string{"indirect|Clerk|Harbour Council Will Keep Early Boats"}},
		{"a mind", "The clerk was confident that the boats would go.", []string{"indirect|The clerk|that the boats would go"}},
		{"a mind about a thing", "The clerk was critical of the plan.", []string{"indirect|The clerk|the plan"}},
		{"no mind", "The clerk was aware of the plan.", nil},
		{"a preposition", "The clerk warned of a storm, and the council voted against the plan.", []string{"indirect|The clerk|a storm", "indirect|the council|the plan"}},
		{"a noun and a preposition", "Her criticism of the plan went far.", []string{"indirect|Her|the plan went far"}},
		{"a passive", "The plan was criticised by the clerk.", []string{"indirect|the clerk|The plan"}},
		{"what it was called", "The plan was called a mistake.", []string{"indirect||The plan was called a mistake"}},
		{"not seen by eyes", "The boat was seen in the harbour.", nil},
		{"only with that", "The court ruled that the boats must go. The council ruled the islands.", []string{"indirect|The court|that the boats must go"}},
		{"an apposition with a stop", "Ada Brown, 29, of Harbour St., said the boats were full.", []string{"indirect|Ada Brown, 29, of Harbour St.|the boats were full"}},
		{"an apposition in dashes", "The clerk - an islander - said the boats were full.", []string{"indirect|The clerk - an islander|the boats were full"}},
		{"a relative clause", "The council, which wants to keep the boats, will meet.", []string{"indirect|which|to keep the boats"}},
		{"a thing and when", "The council endorsed the clerk when he stood for mayor.", []string{"indirect|The council|the clerk"}},
		{"no will within what is said", "The clerk said the mayor wants to pay.", []string{"indirect|The clerk|the mayor wants to pay"}},
		{"two in a row", "The clerk said the boats were full and believed they were late.", []string{"indirect|The clerk|the boats were full", "indirect|The clerk|they were late"}},
		{"a clause within a sentence", "But when the clerk said the boats would go, the council met.", []string{"indirect|the clerk|the boats would go"}},
		{"a quotation, and the reporter again", "The clerk said the boats were \"empty and late,\" but he took one.", []string{"mixed|The clerk|the boats were \"empty and late,\""}},
		{"few words, of which no language is known", "Levin supported individual ferry mandates.", []string{"indirect|Levin|individual ferry mandates"}},
		{"no speech", "The United States is far away. The boats ran on Sundays, and the plans were old.", nil},
	} {
		text := Plain(c.text)
		var got []string
		for _, s := range text.ReportedSpeech() {
			got = append(got, s.Manner.String()+"|"+text.Slice(s.Speaker)+"|"+text.Slice(s.Span))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, w)
		}
	}
}

// Each want is who says something, as mentioned and as introduced.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"continuation", "“It is late,” Anna Brown said.\n\n“It is very late,” she added.", []string{"Anna Brown|Anna Brown", "she|Anna Brown"}},
		{"a surname", "Anna Brown runs the boats. “It is late,” Brown said.", []string{"Brown|Anna Brown"}},
		{"a surname with a title", "Anna Brown runs the boats. “It is late,” Ms. Brown said.", []string{"Ms. Brown|Anna Brown"}},
		{"an office", "“It is late,” said Anna Brown, the minister. “It is very late,” the minister added.", []string{"Anna Brown|Anna Brown, the minister", "the minister|Anna Brown"}},
		{"not an organisation", "Anna Brown said it was late. The council said it would pay. “Too late,” she added.", []string{"Anna Brown|Anna Brown", "The council|The council", "she|Anna Brown"}},
		{"an organisation", "The council said it would pay. “We always did,” it added.", []string{"The council|The council", "it|The council"}},
		{"two of one name", "Anna Brown and Carl Brown run the boats. “It is late,” Brown said.", []string{"Brown|Brown"}},
		{"last night", "Last night Anna Brown said it was late.", []string{"Anna Brown|Anna Brown"}},
		{"a day and a time", "Early Monday morning the council said it was late.", []string{"Early Monday morning the council|Early Monday morning the council"}},
		{"nobody", "“It is late,” she said.", []string{"she|"}},
	} {
		text := Plain(c.text)
		var got []string
		for _, s := range text.ReportedSpeech() {
			if w := text.Slice(s.Speaker) + "|" + text.Slice(s.Who); len(got) == 0 || got[len(got)-1] != w {
				got = append(got, w)
			}
		}
		for i := range got {
			mention, who, _ := strings.Cut(got[i], "|")
			if name, _, ok := strings.Cut(mention, ","); ok {
				got[i] = name + "|" + who
			}
		}
		if g, w := strings.Join(got, "; "), strings.Join(c.want, "; "); g != w {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, w)
		}
	}
}

func FuzzReportedSpeech(f *testing.F) {
	for _, c := range readWhose(f) {
		f.Add(c.article)
	}
	f.Add("“We go,” he said. According to her, she said that, saying: “no” and the claim that it is so.")
	f.Add("said , said the X, told to that")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			t.Skip("long input only costs time")
		}
		last := -1
		for _, x := range Plain(s).ReportedSpeech() {
			for _, span := range []Span{x.Span, x.Speaker, x.Cue, x.Who} {
				checkSpan(t, s, span)
			}
			if x.Span.Start < last || x.Span.Len() == 0 {
				t.Fatalf("%+v after %d", x, last)
			}
			last = x.Span.Start
		}
	})
}

// FuzzSpeechIn reads texts in the languages that have fixtures, whose words are the seeds.
func FuzzSpeechIn(f *testing.F) {
	files, err := filepath.Glob("testdata/languages/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatalf("there are no fixtures (%v)", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		tag := strings.TrimSuffix(filepath.Base(file), ".txt")
		for text := range strings.SplitSeq(string(data), "\n> ") {
			f.Add(tag, text)
		}
	}
	f.Fuzz(func(t *testing.T, tag, s string) {
		if len(s) > 4000 {
			t.Skip("long input only costs time")
		}
		text := Plain(s)
		text.Language = tag
		last := -1
		for _, x := range text.ReportedSpeech() {
			for _, span := range []Span{x.Span, x.Speaker, x.Cue, x.Who} {
				checkSpan(t, s, span)
			}
			if x.Span.Start < last || x.Span.Len() == 0 {
				t.Fatalf("%+v after %d", x, last)
			}
			last = x.Span.Start
		}
	})
}
