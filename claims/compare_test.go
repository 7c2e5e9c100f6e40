package claims_test

import (
	"fmt"
	"strings"
	"testing"

	. "sourcemark/claims"
)

// In want, words printed but not in the source stand as -word-, words of the source not printed as
// +word+, editors' changes as ~word~.
func TestCompare(t *testing.T) {
	const source = "We will publish every count on the day itself, and nobody will be turned away from the polls."
	for _, c := range []struct {
		name, printed, source string
		match                 QuoteMatch
		want                  string
	}{
		{"word for word", "We will publish every count on the day itself, and nobody will be turned away from the polls.", source, Verbatim, ""},
		{"other marks, other dashes", "“Yes — we can’t”", `"Yes - we can't"`, Verbatim, ""},
		{"the end left out", "We will publish every count", source, Trimmed, "We will publish every count +on+ +the+ +day+ +itself+ +and+ +nobody+ +will+ +be+ +turned+ +away+ +from+ +the+ +polls+"},
		{"the middle left out, marked", "We will publish every count … and nobody will be turned away from the polls", source, Trimmed, "We will publish every count +on+ +the+ +day+ +itself+ and nobody will be turned away from the polls"},
		{"a fragment in lower case", "turned away from the polls", source, Trimmed, "+We+ +will+ +publish+ +every+ +count+ +on+ +the+ +day+ +itself+ +and+ +nobody+ +will+ +be+ turned away from the polls"},
		{"a fragment that pretends to begin", "Nobody will be turned away from the polls.", source, Altered, "+We+ +will+ +publish+ +every+ +count+ +on+ +the+ +day+ +itself+ +and+ ~nobody~ will be turned away from the polls"},
		{"the same, openly", "[N]obody will be turned away from the polls.", source, Trimmed, ""},
		{"one word changed", "We will publish every vote on the day itself", source, Altered, "We will publish every -vote- +count+ on the day itself +and+ +nobody+ +will+ +be+ +turned+ +away+ +from+ +the+ +polls+"},
		{"a form of the word", "We will publish every counts on the day itself, and nobody will be turned away from the polls.", source, Altered, ""},
		{"a word added", "We will never publish every count on the day itself, and nobody will be turned away from the polls.", source, Altered, ""},
		{"a word added in brackets", "We (the office) will publish every count on the day itself, and nobody will be turned away from the polls.", source, Verbatim, "We ~the~ ~office~ will publish every count on the day itself and nobody will be turned away from the polls"},
		{"a negation left out under an ellipsis", "They were … told", "They were not told", Altered, ""},
		{"a clause with one left out under an ellipsis", "They came to the island … and left on the early boat.", "They came to the island, though they were not told of it, and left on the early boat.", Trimmed, ""},
		{"a negation in brackets", "They were (not) told", "They were told", Altered, ""},
		{"a number in brackets", "They asked for [5 million]", "They asked for 3 million", Altered, ""},
		{"a sign left out", "They lost 5 billion", "They lost −5 billion", Altered, ""},
		{"what would be, is", "We support the boats", "We would support the boats", Altered, ""},
		{"a hedge left out", "The clerk took money", "The clerk allegedly took money", Altered, ""},
		{"a negation left out", "They were told", "They were not told", Altered, "They were +not+ told"},
		{"a name left out", "The office of Oslo will publish", "The office of Greater Oslo will publish", Altered, ""},
		{"an ordinary word left out", "We will publish every count on the day, and nobody will be turned away from the polls.", source, Trimmed, ""},
		{"one word of a sentence, another form", "provocation", "We condemn the provocations of those states", Altered, ""},
		{"the same matter", "all the counts will be made public on that day", source, Paraphrase, ""},
		{"something else", "The weather was fine in the capital", source, NotFound, ""},
		{"nothing", "", source, NotFound, ""},
		{"a word with a hyphen for one without", "We run an empty boat", "We run a near-empty boat", Altered, "We run +a+ -an empty- +near-empty+ boat"},
		{"one of the parts of a word changed", "We have an up-to-date timetable", "We have an out-of-date timetable", Altered, "We have an -up-to-date- +out-of-date+ timetable"},
		{"a part of a word left out, and nothing else", "We cannot run empty boats", "We cannot run near-empty boats", Trimmed, "We cannot run +near-empty+ boats"},
		{"a word with a hyphen added", "We run half-empty boats", "We run boats", Altered, "We run -half-empty- boats"},
		{"a word with a hyphen left out", "We run boats", "We run near-empty boats", Trimmed, "We run +near-empty+ boats"},
		{"the same with a hyphen and without", "a well-known boat", "a well known boat", Verbatim, "a well known boat"},
		{"a dash", "Boats – empty", "Boats – near-empty", Trimmed, "Boats +near-empty+"},
		{"years", "the winter of 2021-22", "the winter of 2020-21", Altered, "the winter of -2021-22- +2020-21+"},
	} {
		got := Compare(c.printed, []Version{{Excerpt: Excerpt{Text: c.source, Language: "en"}}}, "en-GB")
		if got.Match != c.match {
			t.Errorf("%s: got %v (share %.2f), want %v\n%s", c.name, got.Match, got.Share, c.match, show(c.printed, c.source, got))
		}
		if c.want != "" && show(c.printed, c.source, got) != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, show(c.printed, c.source, got), c.want)
		}
	}
}

// A word with hyphens is counted once, whatever of it has changed.
func TestCompareCountsHyphens(t *testing.T) {
	for _, c := range []struct {
		printed, source string
		words           int
	}{
		{"We run an empty boat", "We run a half-empty boat", 2},
		{"an up-to-date timetable", "an out-of-date timetable", 1},
		{"We run half-empty boats", "We run boats", 1},
		{"He will run half-empty boats", "He will not run empty boats", 2},
		{"We ran a boat", "We ran no half-empty boat", 2},
	} {
		got := Compare(c.printed, []Version{{Excerpt: Excerpt{Text: c.source, Language: "en"}}}, "en")
		if got.Words != c.words {
			t.Errorf("%s, but the source has %s: %d words, want %d", c.printed, c.source, got.Words, c.words)
		}
	}
}

func show(printed, source string, c Comparison) string {
	var out []string
	for _, ch := range c.Changes {
		p, s := printed[ch.Printed.Start:ch.Printed.End], source[ch.Source.Start:ch.Source.End]
		switch ch.Kind {
		case Kept:
			out = append(out, s)
		case Editorial:
			if s == "" {
				s = p
			}
			out = append(out, "~"+s+"~")
		case Replaced:
			out = append(out, "-"+p+"-", "+"+s+"+")
		case Added:
			out = append(out, "-"+p+"-")
		case LeftOut:
			out = append(out, "+"+s+"+")
		}
	}
	return strings.Join(out, " ")
}

// Of several versions the closest is shown; a better source beats a few words; other languages are never compared word
// by word. TestCompareIncise wants what a reporter puts between the marks to be no word of whoever is quoted, unless
// the source has it too.
func TestCompareIncise(t *testing.T) {
	for _, c := range []struct{ language, printed, source, speaker string }{
		{"fr", "Nous ne pouvons pas, a déclaré la maire Anne Dubois, faire circuler des bateaux vides.",
			"Nous ne pouvons pas faire circuler des bateaux vides.", "la maire Anne Dubois"},
		{"fr", "Nous ne pouvons pas, a-t-elle ajouté, faire circuler des bateaux vides.",
			"Nous ne pouvons pas faire circuler des bateaux vides.", "elle"},
		{"fr", "Le bac, explique-t-il, est trop cher pour nous.", "Le bac est trop cher pour nous.", "il"},
		{"es", "No podemos —dijo la alcaldesa Ana Ruiz— mover barcos vacíos", "No podemos mover barcos vacíos.",
			"la alcaldesa Ana Ruiz"},
		{"ru", "Мы не можем, — сказала мэр Анна Петрова, — гонять пустые паромы", "Мы не можем гонять пустые паромы.",
			"мэр Анна Петрова"},
		{"it", "Non possiamo, ha detto la sindaca, far navigare barche vuote", "Non possiamo far navigare barche vuote.", "la sindaca"},
		{"fr", "Qui va lentement, dit le proverbe, va sûrement.", "Qui va lentement, dit le proverbe, va sûrement.", "le proverbe"},
	} {
		got := Compare(c.printed, []Version{{Excerpt: Excerpt{Text: c.source, Language: c.language}}}, c.language)
		if got.Match != Verbatim {
			t.Errorf("%s: %s", c.printed, got.Match)
		}
		text := Plain("« " + c.printed + " »")
		if q := text.Quotes(); len(q) != 1 || text.Slice(q[0].Speaker) != c.speaker {
			t.Errorf("%s: speaker %q, want %q", c.printed, text.Slice(q[0].Speaker), c.speaker)
		}
	}
}

func TestCompareVersions(t *testing.T) {
	version := func(language, of, text string) Version {
		return Version{Excerpt: Excerpt{Text: text, Language: language}, TranslatedOf: of}
	}
	const printed = "We know your worries and your questions well"
	for _, c := range []struct {
		name     string
		versions []Version
		match    QuoteMatch
		version  int
	}{
		{"nothing held", nil, NotFound, -1},
		{"the closest", []Version{version("en", "ru", "The worries are known"), version("en", "ru", printed)}, Verbatim, 1},
		{"a few words less, but better evidence", []Version{version("en", "ru", "We know your worries and all your questions"), version("en", "ru", "We know your worries and your questions")}, Altered, 0},
		{"only the original", []Version{version("ru", "", "Мы понимаем ваши вопросы")}, Translated, -1},
		{"only another translation of it", []Version{version("ko", "ru", "여러분의 질문을 이해합니다")}, Translated, -1},
		{"only a translation out of this language", []Version{version("ko", "en", "여러분의 질문을 이해합니다")}, NotFound, -1},
		{"the original, and a version of something else", []Version{version("ru", "", "Мы понимаем"), version("en", "ru", "It rained in the capital.")}, Translated, -1},
	} {
		got := Compare(printed, c.versions, "en")
		if got.Match != c.match || got.Version != c.version {
			t.Errorf("%s: got %v by version %d (%.2f), want %v by %d", c.name, got.Match, got.Version, got.Share, c.match, c.version)
		}
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("We (all) know … well", "We know it all very well. So we do.")
	f.Add("“一个中国”", "一个中国原则")
	f.Fuzz(func(t *testing.T, printed, source string) {
		if len(printed)+len(source) > 3000 {
			t.Skip("long input only costs time")
		}
		c := Compare(printed, []Version{{Excerpt: Excerpt{Text: source, Language: "en"}}}, "en")
		p, s := 0, 0
		for _, ch := range c.Changes {
			checkSpan(t, printed, ch.Printed)
			checkSpan(t, source, ch.Source)
			if ch.Printed.Start < p && ch.Printed.Len() > 0 || ch.Source.Len() > 0 && ch.Source.Start < s {
				t.Fatalf("%q against %q: out of order: %+v", printed, source, c.Changes)
			}
			p, s = max(p, ch.Printed.End), max(s, ch.Source.End)
		}
		if same := Compare(printed, []Version{{Excerpt: Excerpt{Text: printed, Language: "en"}}}, "en"); same.Version >= 0 && same.Match != Verbatim && !strings.ContainsAny(printed, "[]()…") {
			t.Errorf("%q against itself: %v", printed, same.Match)
		}
	})
}

func ExampleCompare() {
	printed := "We will publish every vote"
	versions := []Version{{Excerpt: Excerpt{Text: "We will publish every count.", Language: "en"}}}
	c := Compare(printed, versions, "en")
	fmt.Println(c.Match, c.Words, "word changed")
	// Output: altered 1 word changed
}

// Where no spaces set words apart, a letter or two between two changes are no word of their own, and the letters of a
// change count as one word.
func TestCompareLetters(t *testing.T) {
	for _, c := range []struct {
		language, printed, source string
		words                     int
		want                      string
	}{
		{"ja", "四季折々の厳しい自然を次の時代へ引き継ぐ", "四季折々の美しい自然を次の時代へ引き継ぐ", 1,
			"四季折々の[厳|美]しい自然を次の時代へ引き継ぐ"},
		{"ja", "船を三隻売却する方針を港の当局は固めた", "船を二隻購入する計画を港の当局は固めた", 2,
			"船を[三隻売却|二隻購入]する[方針|計画]を港の当局は固めた"},
		{"zh", "港口冬天停开全部渡轮直到春天", "港口冬天加开三班渡轮直到春天", 1, "港口冬天[停开全部|加开三班]渡轮直到春天"},
		{"zh", "港务局不会提高冬天的票价", "港务局会提高冬天的票价", 1, "港务局[不|]会提高冬天的票价"},
		{"th", "ท่าเรือจะหยุดเดินเรือในฤดูหนาว", "ท่าเรือจะเริ่มเดินเรือในฤดูหนาว", 1, "ท่าเรือจะ[หยุด|เริ่ม]เดินเรือในฤดูหนาว"},
		{"ko", "항구는 겨울에 배를 늘린다", "항구는 겨울에 배를 줄인다", 1, "항구는 겨울에 배를 [늘린다|줄인다]"},
	} {
		got := Compare(c.printed, []Version{{Excerpt: Excerpt{Text: c.source, Language: c.language}}}, c.language)
		var out, was, is strings.Builder
		at := 0
		flush := func() {
			if was.Len()+is.Len() > 0 {
				out.WriteString("[" + was.String() + "|" + is.String() + "]")
			}
			was.Reset()
			is.Reset()
		}
		for _, ch := range got.Changes {
			if ch.Kind < Replaced || ch.Printed.Start > at {
				flush()
				out.WriteString(c.printed[at:ch.Printed.Start])
			}
			if at = ch.Printed.End; ch.Kind < Replaced {
				out.WriteString(c.printed[ch.Printed.Start:at])
				continue
			}
			was.WriteString(c.printed[ch.Printed.Start:at])
			is.WriteString(c.source[ch.Source.Start:ch.Source.End])
		}
		flush()
		if out.WriteString(c.printed[at:]); out.String() != c.want || got.Words != c.words {
			t.Errorf("%s: %d words, %s\nwant %d, %s", c.language, got.Words, out.String(), c.words, c.want)
		}
	}
}
