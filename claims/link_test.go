package claims_test

import (
	"strings"
	"testing"

	. "sourcemark/claims"
)

// ferryRecords is what is known about the harbour ferry. Nobody has anchored any of it.
func ferryRecords() *Dossier {
	minutes := &Source{ID: "#s1", Title: "Minutes of the council", Language: "en"}
	harbourMaster := Party{Name: "Harbour master"}
	return &Dossier{Language: "en", Records: []Record{
		{ID: "#passengers", Kind: Claim, Status: Disputed, Text: "The harbour ferry carried 41,200 passengers last year",
			Reviews: []Review{{Rating: "Wrong number", Claimed: "41,200 passengers took the ferry"}}},
		{ID: "#kroner", Kind: Claim, Status: Sourced, Text: "The council will ask the county for two million kroner to keep the early boat"},
		{ID: "#vote", Kind: Claim, Status: Sourced, Text: "The council did not vote on the new timetable for the boats"},
		{ID: "#cities", Kind: Claim, Status: Sourced, Text: "Oslo and Bergen run their ferry boats on Sundays"},
		{ID: "#subsidy", Kind: Claim, Status: Sourced, Text: "British money and not that of the islands subsidises the ferries to the outer islands"},
		{ID: "#rise", Kind: Claim, Status: Disputed, Text: "Ticket prices on the outer islands rose by a third in a decade"},
		{ID: "#leak", Kind: Claim, Status: Disputed, Text: "The two boats of Ada Brenner and the Stavanger Harbour Museum leak, sink and burn"},
		{ID: "#empty", Kind: Quotation, Status: Disputed, Text: "We cannot run empty boats,", Speaker: harbourMaster,
			Versions: []Version{{Excerpt: Excerpt{Text: "Last winter was dear. We cannot run half-empty boats. It is as simple as that.", Language: "en"}, Source: minutes}}},
		{ID: "#bridge", Kind: Quotation, Status: Sourced, Text: "A bridge would bury us", Speaker: Party{Name: "Ada Brenner"}},
	}}
}

func TestLink(t *testing.T) {
	for _, c := range []struct {
		name, article string
		want          string // "record relation words", several with "; "; nothing for none
	}{
		{"the same words", "It was a bad year. The harbour ferry carried 41,200 passengers last year.",
			"#passengers same The harbour ferry carried 41,200 passengers last year."},
		{"other words for it", "It was a bad year. Last year 41,200 passengers were carried by the ferry in the harbour, the county says.",
			"#passengers same Last year 41,200 passengers were carried by the ferry in the harbour, the county says."},
		{"forms of words", "The council asked the county for 2 million kroner to keep its early boats.",
			"#kroner same The council asked the county for 2 million kroner to keep its early boats."},
		{"in somebody’s mouth", "The clerk said that the council did not vote on the new timetable for the boats.",
			"#vote same The clerk said that the council did not vote on the new timetable for the boats."},
		{"another name for a country", "Ferries to the outer islands are subsidised by the U.K. and not by the islands, the clerk said.",
			"#subsidy same Ferries to the outer islands are subsidised by the U.K. and not by the islands, the clerk said."},
		{"another number", "The harbour ferry carried 43,900 passengers last year.",
			"#passengers differs The harbour ferry carried 43,900 passengers last year."},
		{"a not taken out", "The council voted on the new timetable for the boats.",
			"#vote differs The council voted on the new timetable for the boats."},
		{"another name", "Oslo and Stavanger run their ferry boats on Sundays.",
			"#cities differs Oslo and Stavanger run their ferry boats on Sundays."},

		{"the opposite", "Ticket prices on the outer islands fell by a third in a decade.", ""},
		{"a question", "Did the harbour ferry carry 41,200 passengers last year?", ""},
		{"the same subject", "The harbour ferry is painted white, and its passengers like it that way.", ""},
		{"a part of a longer sentence", "Whoever wants to know why 41,200 passengers took the ferry must read what the minister, who had never seen the harbour, told the students of the winter school about trains, planes and the price of oil.", ""},
		{"names alone", "Oslo and Bergen have their own opera houses and their own newspapers.", ""},
		{"names, and half of what is said of them", "The two boats of Ada Brenner and the Stavanger Harbour Museum are white.", ""},
		{"what is said of them too", "The two boats of Ada Brenner and the Stavanger Harbour Museum leak and sink.",
			"#leak same The two boats of Ada Brenner and the Stavanger Harbour Museum leak and sink."},
		{"nothing of it", "The museum bought two paintings by a young artist from Lyon.", ""},

		{"a quotation", "“We cannot run empty boats,” the harbour master said.", "#empty same “We cannot run empty boats,”"},
		{"a quotation, altered", "“We cannot run any half-empty boats,” the harbour master said.", "#empty same “We cannot run any half-empty boats,”"},
		{"a quotation, its speaker in the sentence before", "The harbour master was blunt. “We cannot run empty boats,” she said.", "#empty same “We cannot run empty boats,”"},
		{"a quotation nobody is named for", "It hangs over the ticket office: “We cannot run empty boats.”", "#empty same “We cannot run empty boats.”"},
		{"another’s words", "“We cannot run empty boats,” Carl Ostrom said.", ""},
		{"more of the same speech, which the record is not about", "“Last winter was dear,” the harbour master said.", ""},
		{"two words of it", "The harbour master spoke of “empty boats”.", ""},
		{"words that are no quotation here", "We cannot run empty boats.", ""},
		{"a quotation by a full name", "“A bridge would bury us,” Brenner said.", "#bridge same “A bridge would bury us,”"},
	} {
		text := Plain(c.article)
		var got []string
		for _, a := range New(ferryRecords()).Check(text).Items {
			if !a.Automatic {
				t.Errorf("%s: %s is not said to be automatic", c.name, a.Record.ID)
			}
			if (a.Relation == Differs) != (len(a.Differences) > 0) {
				t.Errorf("%s: %s %v, for %+v", c.name, a.Record.ID, a.Relation, a.Differences)
			}
			got = append(got, a.Record.ID+" "+a.Relation.String()+" "+text.Slice(a.Span))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// TestLinkDates wants "yesterday" to be a date, counted from that of the article.
func TestLinkDates(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{
		{ID: "#met", Kind: Claim, Status: Sourced, Text: "The two leaders of the river countries met in the border town on 15 September"},
		{ID: "#boats", Kind: Claim, Status: Sourced, Text: "The harbour ferry carried 41,200 passengers in 2021"},
	}}
	for _, c := range []struct{ published, article, want string }{
		{"2022-09-16", "The two leaders of the river countries met in the border town yesterday.", "#met same"},
		{"2022-09-18", "The two leaders of the river countries met in the border town on Thursday.", "#met same"},
		{"2022-09-18", "The two leaders of the river countries met in the border town on Friday.", "#met differs"},
		{"2022-09-18", "The harbour ferry carried 41,200 passengers last year.", "#boats same"},
		{"2023-09-18", "The harbour ferry carried 41,200 passengers last year.", "#boats differs"},
	} {
		text := Plain(c.article)
		text.Published = c.published
		got := ""
		for _, a := range New(d).Check(text).Items {
			got += a.Record.ID + " " + a.Relation.String()
		}
		if got != c.want {
			t.Errorf("%s: %q: got %q, want %q", c.published, c.article, got, c.want)
		}
	}
}

// TestLinkDiffers wants to know of a link that differs what it is that does, and that no verdict comes with it.
func TestLinkDiffers(t *testing.T) {
	for _, c := range []struct {
		article string
		want    Difference
	}{
		{"The harbour ferry carried 43,900 passengers last year.", Difference{Kind: DiffNumber, Record: "41,200", Article: "43,900"}},
		{"Oslo and Stavanger run their ferry boats on Sundays.", Difference{Kind: DiffName, Record: "bergen", Article: "stavanger"}},
		{"The council voted on the new timetable for the boats.", Difference{Kind: DiffNegation, Record: "not"}},
	} {
		r := New(ferryRecords()).Check(Plain(c.article))
		if len(r.Items) != 1 || len(r.Items[0].Differences) != 1 {
			t.Errorf("%q: %+v", c.article, r.Items)
			continue
		}
		a := r.Items[0]
		d := a.Differences[0]
		if d.Kind != c.want.Kind || !strings.EqualFold(d.Record, c.want.Record) || !strings.EqualFold(d.Article, c.want.Article) {
			t.Errorf("%q: %+v, want %+v", c.article, d, c.want)
		}
		if a.Status() != Unsourced {
			t.Errorf("%q is %v: that was found of other words", c.article, a.Status())
		}
	}
}

// A claim is not said where its month or its day is another, or where somebody decided otherwise.
func TestLinkFactChanged(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{
		{ID: "#c1", Text: "The council decided to end the Sunday sailings of the harbour ferry from 1 June"},
		{ID: "#c2", Text: "The harbour museum shows paintings of old boats to children on Wednesday"},
		{ID: "#c3", Text: "Voters in the county passed Measure 4, a ban on motor boats in the harbour"},
	}}
	for _, c := range []struct{ article, want string }{
		{"On Monday the council decided to end the Sunday sailings of the harbour ferry from 1 June.", "same"},
		{"On Monday the council decided to end the Sunday sailings of the harbour ferry from Jun 1.", "same"},
		{"On Monday the council decided to end the Sunday sailings of the harbour ferry from 1 July.", "differs june july"},
		{"The harbour museum shows its paintings of old boats to children on Friday.", "differs wednesday friday"},
		{"The harbour museum shows its paintings of old boats to children.", "same"},
		{"Voters of the county passed Measure 4, a ban on motor boats in the harbour.", "same"},
		{"Voters of the county rejected Measure 4, a ban on motor boats in the harbour.", "none"},
	} {
		got := "none"
		for _, a := range New(d).Check(Plain(c.article)).Items {
			got = a.Relation.String()
			for _, d := range a.Differences {
				got += " " + d.Record + " " + d.Article
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.article, got, c.want)
		}
	}
}

// TestLinkOwn wants of a speaker's own claims no more shown to readers than of others: what an editor may want to see
// is not enough for them.
func TestLinkOwn(t *testing.T) {
	d := &Dossier{Language: "en", Records: []Record{{ID: "#boats", Kind: Claim, Status: Disputed, Speaker: Party{Name: "Anna Brown"},
		Text: "We have the dearest tickets on any quay of this coast, and the slowest boats, and the council wants us to be grateful for a bench"},
		{ID: "#brilliant", Kind: Claim, Status: Disputed, Speaker: Party{Name: "Anna Brown"}, Text: "Ada Brenner of the Stavanger Harbour Museum is brilliant"}}}
	for _, says := range []string{
		"These are the slowest boats on this coast",
		"I have told the minister, twice, that our tickets are the dearest on this coast",
		"I thanked Ada Brenner of the Stavanger Harbour Museum",
	} {
		for _, article := range []string{"Anna Brown said: “" + says + ".”", "Anna Brown said that " + says + ".", says + "."} {
			for _, a := range New(d).Check(Plain(article)).Items {
				t.Errorf("%q: linked %+v", article, a)
			}
		}
	}
}

// An editor's anchor wins: a record refused because its sentence was changed stays refused, and where one
// stands no other is linked.
func TestLinkEditorsFirst(t *testing.T) {
	d := ferryRecords()
	d.Records[0].Anchor = mark(t, "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.")
	again := d.Records[0]
	again.ID, again.Anchor = "#again", Selector{}
	d.Records = append(d.Records, again)
	find := func(r *Report, id string) *Annotation {
		for i := range r.Items {
			if r.Items[i].Record.ID == id {
				return &r.Items[i]
			}
		}
		return nil
	}
	r := New(d).Check(Plain(ferry))
	if a := find(r, "#passengers"); a == nil || a.Automatic || a.Relation != Same {
		t.Errorf("the anchored record: %+v", a)
	}
	if a := find(r, "#again"); a != nil {
		t.Errorf("linked to words on which an editor's stands: %+v", a)
	}
	r = New(d).Check(Plain(strings.Replace(ferry, "41,200", "43,900", 1)))
	if a := find(r, "#passengers"); a != nil {
		t.Errorf("linked, though its words have changed: %+v", a)
	}
}

// TestLinkNothing is a newsroom's records and an article about something else: none of them is shown, and
// none is missing.
func TestLinkNothing(t *testing.T) {
	r := New(ferryRecords()).Check(Plain(museum))
	for _, a := range r.Items {
		t.Errorf("%s is linked: %+v", a.Record.ID, a)
	}
	for _, u := range r.Unplaced {
		t.Errorf("%s is said to be missing from an article it was never on", u.Record.ID)
	}
}

// museum has numbers, votes, a council and quotations too.
const museum = `The town buys two paintings

The council voted on Monday to buy two paintings for 2 million kroner. The museum had asked for four. Last year 41,900 people came to see its rooms, a third more than in the decade before.

“We cannot show what we do not own,” the director told the council. She said that Oslo and Bergen had lent her nothing on Sundays or on any other day.

Prices for tickets will not rise, the council said.`

func FuzzLink(f *testing.F) {
	for _, c := range readWhose(f) {
		f.Add(c.speaker, c.article, c.words)
	}
	f.Add("The harbour ferry carried 41,200 passengers last year.", "“We cannot run empty boats,” she said. Last year 43,900 were carried by the harbour ferry.", "We cannot run empty boats")
	f.Add("Not 1,000,000 of «them»", "not #MakingNews 1000000 https://x — Name (@x) of them", "nicht «ihr»")
	f.Fuzz(func(t *testing.T, claim, article, quote string) {
		d := &Dossier{Language: "en", Records: []Record{
			{ID: "#c", Kind: Claim, Text: claim, Speaker: Party{Name: quote}},
			{ID: "#q", Kind: Quotation, Text: quote, Speaker: Party{Name: claim}, Versions: []Version{{Excerpt: Excerpt{Text: quote + " " + claim, Language: "en"}}}},
		}}
		text := Plain(article)
		r := New(d).Check(text)
		if len(r.Items)+len(r.Unplaced) > len(d.Records) {
			t.Fatalf("%d items and %d unplaced of %d records", len(r.Items), len(r.Unplaced), len(d.Records))
		}
		for _, a := range r.Items {
			checkSpan(t, article, a.Span)
			if !a.Automatic || !a.Relation.Links() || (a.Relation == Differs) != (len(a.Differences) > 0) || a.Score < 0 || a.Score > 1 {
				t.Fatalf("%+v", a)
			}
			if c := a.Comparison(); (c != nil) != (a.Record.Kind == Quotation) {
				t.Fatalf("%s is compared: %v", a.Record.ID, c != nil)
			}
		}
		for _, m := range NewLibrary(d).Find(Statement{Text: article, Before: quote, Speaker: claim}, 5) {
			if m.Agreement < 0 || m.Agreement > 1 {
				t.Fatalf("%+v", m)
			}
		}
		_ = r.Findings()
	})
}

// A quotation is its words and its speaker: it is found again when the sentence around it was turned, as long as nobody
// else is named for it, and shown as differing where its own words have changed.
func TestQuotationMoved(t *testing.T) {
	const article = "The council met on Tuesday. “We cannot run empty boats through the winter,” Mr Anton Brown told the council, to applause. It will vote in May."
	const words = "We cannot run empty boats through the winter"
	at := strings.Index(article, "“")
	end := strings.Index(article, "”") + len("”")
	d := &Dossier{Language: "en", Records: []Record{{ID: "#q", Kind: Quotation, Status: Sourced, Text: words, Speaker: Party{Name: "Anton Brown"},
		Anchor:   Selector{Prefix: article[:at], Exact: article[at:end], Suffix: article[end:]},
		Versions: []Version{{Excerpt: Excerpt{Text: "I say it again: " + words + ". That is all.", Language: "en"}}}}}}
	for _, c := range []struct{ name, article, want string }{
		{"as it was", article, "same"},
		{"no title", strings.Replace(article, "Mr ", "", 1), "same"},
		{"other attribution", "As Brown put it to the councillors who came on Tuesday, “we cannot run empty boats through the winter”.", "same"},
		{"speaker first", "On Tuesday Anton Brown said to the council: “We cannot run empty boats through the winter.”", "same"},
		{"trimmed", "On Tuesday Anton Brown said that the county “cannot run empty boats”.", "same"},
		{"another speaker", strings.Replace(article, "Mr Anton Brown", "the clerk, Nora Lind,", 1), "differs speaker"},
		{"never said", "Mr Anton Brown never said to the council: “We cannot run empty boats through the winter.”", "differs negation"},
		{"a word replaced", strings.Replace(article, "winter", "summer", 1), "differs word"},
		{"a word that turns it", strings.Replace(article, "cannot", "can", 1), "differs negation"},
		{"a negation before it left out", "On Tuesday Anton Brown said: “Run empty boats through the winter.”", "differs negation"},
		{"other words", "Mr Anton Brown told the council: “Nobody pays for ferries that carry nobody.”", "none"},
	} {
		got := "none"
		for _, a := range New(d).Check(Plain(c.article)).Items {
			got = a.Relation.String()
			if len(a.Differences) > 0 {
				got += " " + string(a.Differences[0].Kind)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A few words that many people say are not the record's because somebody else says them too: only in an article that
// the dossier is about, or if they are more, are they said to be given to the wrong speaker.
func TestQuotationOfMany(t *testing.T) {
	const phrase, telling = "a lot of people", "a lot of people have told me that they miss the early boat"
	const own = "The council met on Tuesday. The harbour ferry will not sail on Sundays."
	d := &Dossier{Language: "en", Records: []Record{
		{ID: "#c1", Text: "x", Anchor: Selector{Exact: "The council met on Tuesday."}},
		{ID: "#c2", Text: "x", Anchor: Selector{Exact: "The harbour ferry will not sail on Sundays."}},
		{ID: "#q", Kind: Quotation, Text: "I know that " + telling, Speaker: Party{Name: "Anton Brown"}},
	}}
	for _, c := range []struct{ article, want string }{
		{"The mayor, Nora Lind, said that the museum has pleased “" + phrase + "”.", "none"},
		{"The mayor, Nora Lind, said that “" + telling + "”.", "differs"},
		{own + " The mayor, Nora Lind, said that the boat has pleased “" + phrase + "”.", "differs"},
	} {
		got := "none"
		for _, a := range New(d).Check(Plain(c.article)).Items {
			if a.Record.ID == "#q" {
				got = a.Relation.String()
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.article, got, c.want)
		}
	}
}

// A letter of Chinese is not a word: nine of them are a phrase that many use.
func TestQuotationOfManyLetters(t *testing.T) {
	const phrase, telling = "很多老百姓都对我说", "很多老百姓都对我说他们想念清晨的那一班船"
	d := &Dossier{Language: "zh", Records: []Record{
		{ID: "#q", Kind: Quotation, Text: "我知道" + telling, Speaker: Party{Name: "王大海"}},
	}}
	for _, c := range []struct{ article, want string }{
		{"市长李小梅说：“" + phrase + "。”", "none"},
		{"市长李小梅说：“" + telling + "。”", "differs"},
	} {
		got := "none"
		for _, a := range New(d).Check(Plain(c.article)).Items {
			got = a.Relation.String()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.article, got, c.want)
		}
	}
}

// Who speaks may be said between the marks. It is the record's speaker or another, as outside of them.
func TestQuotationIncise(t *testing.T) {
	d := &Dossier{Language: "fr", Records: []Record{{ID: "#q", Kind: Quotation, Text: "Nous ne pouvons pas faire naviguer des bateaux vides", Speaker: Party{Name: "Anne Brun"}}}}
	for _, c := range []struct{ article, want string }{
		{"« Nous ne pouvons pas, a déclaré la ministre Anne Brun, faire naviguer des bateaux vides. »", "same"},
		{"« Nous ne pouvons pas, a-t-elle ajouté, faire naviguer des bateaux vides. »", "same"},
		{"« Nous ne pouvons pas, a déclaré Nora Lind, faire naviguer des bateaux vides. »", "differs Nora Lind"},
	} {
		got := "none"
		for _, a := range New(d).Check(Plain(c.article)).Items {
			got = a.Relation.String()
			for _, d := range a.Differences {
				got += " " + d.Article
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.article, got, c.want)
		}
	}
}

// The parts of a quotation are one annotation, printed as what somebody said; what stands between them is the
// reporter's.
func TestQuotationInParts(t *testing.T) {
	const words = "We have the boats. But we cannot run them empty through the winter, and nobody wants to pay for that"
	d := &Dossier{Language: "en", Records: []Record{{ID: "#q", Kind: Quotation, Status: Sourced, Text: words, Speaker: Party{Name: "Anton Brown"},
		Versions: []Version{{Excerpt: Excerpt{Text: words + ".", Language: "en"}}}}}}
	for _, c := range []struct{ name, article, want string }{
		{"whole", "“" + words + ",” Mr Brown told the council.",
			"same verbatim “" + words + ",”"},
		{"split within a sentence", "“We have the boats. But we cannot run them,” he said, “empty through the winter, and nobody wants to pay for that.” Mr Brown then left.",
			"same verbatim “We have the boats. But we cannot run them,” | “empty through the winter, and nobody wants to pay for that.”"},
		{"split between sentences", "“We have the boats,” said Anton Brown. “But we cannot run them empty through the winter, and nobody wants to pay for that.”",
			"same verbatim “We have the boats,” | “But we cannot run them empty through the winter, and nobody wants to pay for that.”"},
		{"in three", "“We have the boats,” said Anton Brown. “But we cannot run them empty through the winter,” he added, “and nobody wants to pay for that.”",
			"same verbatim “We have the boats,” | “But we cannot run them empty through the winter,” | “and nobody wants to pay for that.”"},
		{"in another order", "“We cannot run them empty through the winter,” said Anton Brown. The answer of the council, he said, is always that “we have the boats”.",
			"same trimmed “We cannot run them empty through the winter,” | “we have the boats”"},
		{"one sentence of two", "Anton Brown said: “We cannot run them empty through the winter.”",
			"same trimmed “We cannot run them empty through the winter.”"},
		{"one sentence among others", "“It is May. We have the boats. But we cannot run them empty through the winter, and nobody wants to pay for that,” said Anton Brown.",
			"same verbatim We have the boats. But we cannot run them empty through the winter, and nobody wants to pay for that,”"},
		{"written in full", "Anton Brown said: “But we can not run them empty through the winter, and nobody wants to pay for that.”",
			"same altered “But we can not run them empty through the winter, and nobody wants to pay for that.”"},
		{"words of another between", "“We cannot run them empty through the winter,” said Anton Brown. “We have the boats,” said Nora Lind.",
			"same trimmed “We cannot run them empty through the winter,”"},
		{"in a headline", "‘Nobody wants to pay for that’: council is to decide on boats",
			"same altered ‘Nobody wants to pay for that’"},
		{"the second of another", "“We cannot run them empty,” said Nora Lind, “through the winter.”",
			"differs trimmed “We cannot run them empty,” | “through the winter.”"},
	} {
		if got := inParts(t, d, c.article); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// inParts checks an article, and returns how the last item of the report agrees with its record, and the words of its
// parts; "none" if there is no item.
func inParts(t *testing.T, d *Dossier, article string) string {
	t.Helper()
	got, text := "none", Plain(article)
	for _, a := range New(d).Check(text).Items {
		var parts []string
		for _, p := range a.Places() {
			parts = append(parts, text.Slice(p))
		}
		got = a.Relation.String() + " " + a.Comparison().Match.String() + " " + strings.Join(parts, " | ")
		if first, last := a.Places()[0], a.Places()[len(parts)-1]; a.Span != (Span{Start: first.Start, End: last.End}) {
			t.Errorf("%q: the span is not from the first part to the last", article)
		}
	}
	return got
}

// A dossier may hold a split quotation as one: its text without the attribution, its anchor with it.
func TestQuotationAnchoredInParts(t *testing.T) {
	const exact = "“We cannot run them,” said Anton Brown, the harbour master, “empty through the winter.”"
	d := &Dossier{Language: "en", Records: []Record{{ID: "#q", Kind: Quotation, Status: Sourced, Text: "We cannot run them empty through the winter.", Speaker: Party{Name: "Anton Brown"},
		Anchor:   Selector{Prefix: "The council met. ", Exact: exact, Suffix: " It votes in May."},
		Versions: []Version{{Excerpt: Excerpt{Text: "We cannot run them empty through the winter.", Language: "en"}}}}}}
	for _, c := range []struct{ name, article, want string }{
		{"as it was", "The council met. " + exact + " It votes in May.", "same verbatim “We cannot run them,” | “empty through the winter.”"},
		{"who says it changed", "The council met. “We cannot run them,” Brown told it, “empty through the winter.” It votes in May.",
			"same verbatim “We cannot run them,” | “empty through the winter.”"},
		{"in one", "The council met. “We cannot run them empty through the winter,” said Anton Brown. It votes in May.",
			"same verbatim “We cannot run them empty through the winter,”"},
		{"another says it", "The council met. “We cannot run them,” said Nora Lind, “empty through the winter.” It votes in May.",
			"differs verbatim “We cannot run them,” | “empty through the winter.”"},
	} {
		if got := inParts(t, d, c.article); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
