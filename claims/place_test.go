package claims_test

import (
	"slices"
	"strings"
	"testing"

	. "sourcemark/claims"
)

const ferry = `Harbour ferry to stop on Sundays

The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before. “We cannot run empty boats,” the harbour master told the council on Tuesday.

Oslo and Bergen run their boats on Sundays all the same. The council did not vote on a new timetable, but it will ask the county for two million kroner to keep the early boat.

Residents of the outer islands, who have no bridge, fear a long winter without the early boat.`

// mark is the selector an editor's tool would store for words of the ferry article.
func mark(t *testing.T, words string) Selector {
	t.Helper()
	i := strings.Index(ferry, words)
	if i < 0 || strings.Contains(ferry[i+1:], words) {
		t.Fatalf("%q stands not once in the article", words)
	}
	return Plain(ferry).Describe(Span{i, i + len(words)})
}

func TestPlace(t *testing.T) {
	const (
		passengers = "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before."
		quote      = "“We cannot run empty boats,”"
		vote       = "The council did not vote on a new timetable"
		kroner     = "two million kroner"
		cities     = "Oslo and Bergen run their boats on Sundays all the same."
		residents  = "Residents of the outer islands, who have no bridge, fear a long winter without the early boat."
	)
	for _, c := range []struct {
		name     string
		mark     string
		old, new string // what was changed in the article since
		want     Placement
		words    string // where it leads; the mark itself if empty
		differs  DifferenceKind
	}{
		{name: "nothing changed", mark: passengers, want: Exact},
		{name: "a paragraph put in before", mark: quote, old: "\n\nThe harbour", new: "\n\nOur shop has maps and mugs.\n\nThe harbour", want: Exact},
		{name: "marks straightened", mark: quote, old: "“We cannot run empty boats,”", new: `"We cannot run empty boats,"`, want: Exact, words: `"We cannot run empty boats,"`},
		{name: "a soft hyphen, a narrow blank", mark: passengers, old: "harbour ferry carried 41", new: "har\u00adbour\u202fferry carried 41", want: Exact, words: strings.Replace(passengers, "harbour ferry", "har\u00adbour\u202fferry", 1)},
		{name: "in capitals", mark: kroner, old: kroner, new: "TWO MILLION KRONER", want: Exact, words: "TWO MILLION KRONER"},
		{name: "an ordinary word changed", mark: residents, old: "fear a long", new: "expect a long", want: Edited, words: strings.Replace(residents, "fear", "expect", 1)},
		{name: "surroundings rewritten, words long enough", mark: cities, old: "Tuesday.\n\nOslo", new: "Wednesday after a debate.\n\nOslo", want: Exact},

		{name: "a number changed", mark: passengers, old: "41,200", new: "41,300", want: Missing, differs: DiffNumber},
		{name: "a digit put before a number", mark: kroner, old: "two million", new: "twenty-two million", want: Missing, differs: DiffNumber},
		{name: "a number in words changed", mark: "it will ask the county for two million kroner to keep the early boat", old: "two million", new: "ten million", want: Missing, differs: DiffNumber},
		{name: "not taken out", mark: vote, old: "did not vote", new: "did vote", want: Missing, differs: DiffNegation},
		{name: "not put in", mark: cities, old: "run their", new: "do not run their", want: Missing, differs: DiffNegation},
		{name: "not put in at the end", mark: "Oslo and Bergen run their boats", old: "boats on Sundays", new: "boats not on Sundays", want: Missing, differs: DiffNegation},
		{name: "not put in before the mark", mark: "keep the early boat", old: "to keep the early boat.", new: "not to keep the early boat.", want: Missing, differs: DiffNegation},
		{name: "a name changed", mark: cities, old: "Bergen", new: "Stavanger", want: Missing, differs: DiffName},
		{name: "can becomes cannot", mark: "The council did", old: "did not", new: "didn't", want: Missing},
		{name: "fewer becomes more", mark: passengers, old: "fewer", new: "more", want: Missing, differs: DiffNumber},
		{name: "with for without", mark: residents, old: "without", new: "with", want: Missing, differs: DiffNegation},
		{name: "year for month", mark: passengers, old: "last year,", new: "last month,", want: Missing, differs: DiffMeaning},
		{name: "his words become ours", mark: quote, old: quote, new: "We cannot run empty boats,", want: Missing, differs: DiffMark},
		{name: "another speaker", mark: quote, old: "the harbour master told", new: "Oslo told", want: Missing, differs: DiffName},
		{name: "taken out", mark: passengers, old: passengers, new: "", want: Missing},
		{name: "stands twice now", mark: cities, old: "\n\nOslo and Bergen run their boats on Sundays all the same. The council did",
			new: " Oslo and Bergen run their boats on Sundays all the same. A friend. Oslo and Bergen run their boats on Sundays all the same. A council did", want: Ambiguous},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(ferry, c.old) {
				t.Fatalf("%q is not in the article", c.old)
			}
			text := Plain(strings.Replace(ferry, c.old, c.new, 1))
			p := text.Place(mark(t, c.mark))
			if p.Placement != c.want {
				t.Fatalf("got %v %+v, want %v", p.Placement, p.Differences, c.want)
			}
			if c.want.Placed() {
				want := c.words
				if want == "" {
					want = c.mark
				}
				if got := text.Slice(p.Span); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
			if c.differs != "" && !slices.ContainsFunc(p.Differences, func(d Difference) bool { return d.Kind == c.differs }) {
				t.Errorf("got differences %+v, want a %s", p.Differences, c.differs)
			}
		})
	}
}

// What a hostile reader found: each of these says something else than was checked, or may. A mark is in
// braces; without them it is the whole sentence.
func TestPlaceRefusesWhatWasTurned(t *testing.T) {
	const before, after = "It was a long evening.\n\n", "\n\nNobody took notes."
	for _, c := range []struct{ was, is string }{
		{"{Oslo and Bergen run their boats on Sundays.}", "It is not true that Oslo and Bergen run their boats on Sundays."},
		{"{Oslo and Bergen run their boats on Sundays.}", "False: Oslo and Bergen run their boats on Sundays."},
		{"{Two million people asked for the early boat.}", "Twenty-two million people asked for the early boat."},
		{"{The council took money from the harbour firm}.", "The council took money from the harbour firm, its rival falsely claimed."},
		{"The clerk said “we should {close the harbour tomorrow at noon}”.", "The clerk never said “we should close the harbour tomorrow at noon”."},
		{"The clerk said “we should {close the harbour tomorrow at noon}”.", "The teacher said “we should close the harbour tomorrow at noon”."},
		{"{“We cannot run empty boats in winter,”} the clerk told the court.", "“We cannot run empty boats in winter,” the teacher told the court."},
		{"{The county lost 5 billion in a year of empty boats.}", "The county lost −5 billion in a year of empty boats."},
		{"{A ticket for the early boat costs 5 € on Sundays.}", "A ticket for the early boat costs 5 $ on Sundays."},
		{"{A ticket for the early boat costs 1½ euros on Sundays.}", "A ticket for the early boat costs 1 euros on Sundays."},
		{"The timetable was {constitutional and would stay for a year}.", "The timetable was unconstitutional and would stay for a year."},
		{"{The court found the new timetable of the ferry constitutional after all.}", "The court found the new timetable of the ferry unconstitutional after all."},
		{"{The island found the new timetable of the ferry useful after all.}", "The island found the new timetable of the ferry useless after all."},
		{"{The county has a plan for the boats that run on winter mornings.}", "The county lacks a plan for the boats that run on winter mornings."},
		{"{After the long winter the landlord sued the tenant over the early boat.}", "After the long winter the tenant sued the landlord over the early boat."},
		{"{The clerk stole the money that was meant for the early boat.}", "The clerk allegedly stole the money that was meant for the early boat."},
		{"{Die Zahl der Fahrgäste der Hafenfähre stieg im vergangenen Jahr deutlich an.}", "Die Zahl der Fahrgäste der Hafenfähre sank im vergangenen Jahr deutlich an."},
		{"{El número de pasajeros del barco subió mucho en el año pasado.}", "El número de pasajeros del barco bajó mucho en el año pasado."},
		{"{Число пассажиров парома заметно выросло за прошлый год в гавани.}", "Число пассажиров парома заметно упало за прошлый год в гавани."},
	} {
		open, end := strings.IndexByte(c.was, '{'), strings.IndexByte(c.was, '}')
		was := before + strings.NewReplacer("{", "", "}", "").Replace(c.was) + after
		sel := Plain(was).Describe(Span{len(before) + open, len(before) + end - 1})
		if p := Plain(was).Place(sel); p.Placement != Exact {
			t.Errorf("%s is not even found where it was marked: %v", c.was, p.Placement)
		}
		if p := Plain(before + c.is + after).Place(sel); p.Placed() {
			t.Errorf("%s is placed on %q as %v", c.was, c.is, p.Placement)
		}
	}
}

// The stored context is cut off somewhere, and what it holds of a quotation may be one half.
func TestPlaceBesideHalfQuotation(t *testing.T) {
	const before, mark, after = "While she admitted ", "the ferry was the main reason to stay", ", the teacher also named several “smaller things” that weighed on the island."
	stored := Selector{Prefix: before, Exact: mark, Suffix: after[:len(", the teacher also named several “smal")]}
	moved := Plain("An advertisement for towels.\n\n" + before + mark + after)
	if p := moved.Place(stored); !p.Placed() {
		t.Errorf("refused: %v %+v", p.Placement, p.Differences)
	}
	quoted := Plain(before + "“" + mark + "”" + after)
	if p := quoted.Place(stored); p.Placed() {
		t.Error("words that have become a quotation are taken for the same")
	}
}

// What stands behind a number is counted by it, but nothing is by a date.
func TestPlaceBehindDates(t *testing.T) {
	const before, after = "It was said twice. ", " Nobody took notes."
	for _, c := range []struct {
		was, is string
		want    Placement
	}{
		{"The council met on June 11 meeting rooms being free and spoke of the ferry for hours.", "The council met on June 11 assembly rooms being free and spoke of the ferry for hours.", Edited},
		{"The council met with 11 islanders in the rooms being free and spoke of the ferry for hours.", "The council met with 11 companies in the rooms being free and spoke of the ferry for hours.", Missing},
	} {
		sel := Plain(before + c.was + after).Describe(Span{len(before), len(before) + len(c.was)})
		if p := Plain(before + c.is + after).Place(sel); p.Placement != c.want {
			t.Errorf("%q: %v %+v, want %v", c.is, p.Placement, p.Differences, c.want)
		}
	}
}

// The four edits of a sentence that measure 0.83 to 0.95 in letters and say the opposite.
func TestPlaceRefusesTurnedSentences(t *testing.T) {
	for _, c := range []struct{ was, is string }{
		{"Unemployment in the region fell to 4.1 percent in the spring.", "Unemployment in the region rose to 14 percent in the spring."},
		{"The agency has tested the water of the river since May.", "The agency has not tested the water of the river since May."},
		{"Team Alpha will build the new bridge at the old harbour.", "Team Beta will build the new bridge at the old harbour."},
		{"The court in Lyon did not hear the appeal of the union.", "The court in Lille did hear the appeal of the union."},
	} {
		before, after := "It was announced on the town's own page. ", " Others had feared as much."
		i := len(before)
		sel := Plain(before + c.was + after).Describe(Span{i, i + len(c.was)})
		if p := Plain(before + c.is + after).Place(sel); p.Placed() {
			t.Errorf("%q is placed on %q as %v", c.was, c.is, p.Placement)
		}
	}
}

func TestPlaceUsesThePosition(t *testing.T) {
	const line = "The board met. The vote was put off. "
	text := Plain(line + line + line)
	sel := Selector{Exact: "The vote was put off."}
	if p := text.Place(sel); p.Placement != Ambiguous {
		t.Errorf("without a position: got %v, want ambiguous", p.Placement)
	}
	sel.Start, sel.End = len(line)+15, len(line)+36
	p := text.Place(sel)
	if want := (Span{len(line) + 15, len(line) + 36}); p.Placement != Exact || p.Span != want {
		t.Errorf("with one: got %v %v, want exact %v", p.Placement, p.Span, want)
	}
	sel.Start, sel.End = 3, 24
	if p := text.Place(sel); p.Placement != Ambiguous {
		t.Errorf("with a wrong one: got %v, want ambiguous", p.Placement)
	}
}

func FuzzPlace(f *testing.F) {
	for _, c := range readWhose(f) {
		f.Add(c.article, c.words, "", "", 0, 0)
	}
	f.Add(ferry, "two million kroner", "county for ", " to keep", 300, 318)
	f.Add("a\u0301b — “c” … d", "“c”", "— ", " …", 0, 0)
	f.Add("aaaaaaaa", "aaa", "a", "aa", 0, 3)
	f.Add("Women left the town", "men left the", "Wo", " town", 0, 0)
	f.Add("\xff\xfe 22.5 km", "22", "", ".5 km", 1, 2)
	f.Fuzz(func(t *testing.T, text, exact, prefix, suffix string, start, end int) {
		if len(text)+len(exact) > 4000 {
			t.Skip("long input only costs time")
		}
		x := Plain(text)
		p := x.Place(Selector{exact, prefix, suffix, start, end})
		checkSpan(t, text, p.Span)
		checkSpan(t, text, p.Near)
		if !p.Placed() && p.Span != (Span{}) {
			t.Errorf("%v with a place %v", p.Placement, p.Span)
		}
		if p.Placed() {
			checkBorders(t, text, p.Span)
		}
	})
}

// checkSpan holds the rules for every span that leaves the package.
func checkSpan(t *testing.T, text string, s Span) {
	t.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		t.Fatalf("span %v of a text of %d bytes", s, len(text))
	}
	for _, i := range []int{s.Start, s.End} {
		if i < len(text) && i > 0 && text[i]&0xC0 == 0x80 && validAt(text, i) {
			t.Fatalf("span %v cuts a character of %q", s, text)
		}
	}
}

// validAt reports whether byte i lies inside a well-formed character.
func validAt(s string, i int) bool {
	for at, r := range s {
		if n := len(string(r)); at < i && i < at+n {
			return r != '\uFFFD' || s[at:min(len(s), at+n)] == "\uFFFD"
		}
	}
	return false
}
