package claims

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sourcemark/claims/internal/match"
	"sourcemark/claims/language"
	"sourcemark/claims/lexicon"
)

// What is read of each language stands in testdata/languages/TAG.txt, for journalists to read and mend; the manual, go
// doc sourcemark/claims/language, shows one to begin with. A file has sections:
//
//	= sentences    a text, and below it each of its sentences after "> "
//	= speech       a text, and below it each report of speech in it, in reading order:
//	               "> direct|mixed|indirect | the speaker as written, - if there is none | what is said, with its marks"
//	= pronouns     a text, and below it each speaker in it for whom another mention stands: "> she = Anna Brown"; - if
//	               nobody knows who it is
//	= claims       "+ a sentence that can be checked", "- one that cannot"
//	= placed       a story of several sentences, and below it pairs of a claim and a sentence of that story, with how the
//	               one is shown in the other: "claim => sentence | same", or differs, or none. A claim that an editor
//	               has anchored on other words than its own has these after it: "claim / words => sentence | same"
//	= values       two numbers, dates, times or shares that are the same, "4만1200명 = 41,200", or not, "15 % != 15"; or of
//	               which nobody can say it, "12,345 ? 12.345". What is in another language has its tag: "en: 41,200"
//
// Lines of a text that follow one another are its paragraphs. A line that begins with a space goes on with the one
// before; an empty line parts texts, so that one of which nothing is found may stand alone. "# " begins a comment.

// sections holds what is done with the lines of each section.
var sections = map[string]func(t *testing.T, tag string, lines []fixtureLine){
	"sentences": eachText(sentencesOf),
	"speech":    eachText(speechOf),
	"pronouns":  eachText(pronounsOf),
	"claims":    testClaims,
	"placed":    testPlaced,
	"values":    testValues,
}

// A fixtureLine is a line of a file of fixtures, with those that go on with it.
type fixtureLine struct {
	at   string // file and line, for messages
	text string
}

// TestLanguages reads the fixtures of each language.
func TestLanguages(t *testing.T) {
	files, err := filepath.Glob("testdata/languages/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no fixtures (%v)", err)
	}
	for _, file := range files {
		tag := strings.TrimSuffix(filepath.Base(file), ".txt")
		if !slices.Contains(language.Tags(), tag) {
			t.Errorf("%s: there is no language %s", file, tag)
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		read, err := readFixtures(filepath.Base(file), string(data))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, s := range read {
			t.Run(tag+"/"+s.name, func(t *testing.T) { sections[s.name](t, tag, s.lines) })
		}
	}
}

type fixtureSection struct {
	name  string
	lines []fixtureLine // an empty one parts texts
}

// readFixtures reads a file of fixtures strictly: what it does not know is a mistake in the file.
func readFixtures(name, data string) ([]fixtureSection, error) {
	var out []fixtureSection
	n := 0
	for line := range strings.Lines(data) {
		n++
		at := fmt.Sprintf("%s:%d", name, n)
		if !strings.HasSuffix(line, "\n") {
			return nil, fmt.Errorf("%s: the last line needs a line break", at)
		}
		line = line[:len(line)-1]
		if strings.HasPrefix(line, "# ") {
			continue
		}
		if head, ok := strings.CutPrefix(line, "= "); ok {
			if sections[head] == nil {
				return nil, fmt.Errorf("%s: there is no section %q", at, head)
			}
			if slices.ContainsFunc(out, func(s fixtureSection) bool { return s.name == head }) {
				return nil, fmt.Errorf("%s: section %q stands there twice", at, head)
			}
			out = append(out, fixtureSection{name: head})
			continue
		}
		if line == "" && len(out) == 0 {
			continue
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%s: a section needs to begin before %q, with \"= speech\"", at, line)
		}
		s := &out[len(out)-1]
		rest := strings.TrimLeft(line, " ")
		switch goesOn := rest != line; {
		case strings.TrimSpace(line) != line[len(line)-len(rest):] || goesOn && rest == "":
			return nil, fmt.Errorf("%s: a line may not end with a space", at)
		case goesOn && (len(s.lines) == 0 || s.lines[len(s.lines)-1].text == ""):
			return nil, fmt.Errorf("%s: there is no line that %q could go on with", at, rest)
		case goesOn:
			s.lines[len(s.lines)-1].text += " " + rest
		default:
			s.lines = append(s.lines, fixtureLine{at, line})
		}
	}
	return out, nil
}

// eachText compares what read returns of each text with the lines below it.
func eachText(read func(text *Text) []string) func(*testing.T, string, []fixtureLine) {
	return func(t *testing.T, tag string, lines []fixtureLine) {
		texts := 0
		for i := 0; i < len(lines); {
			if lines[i].text == "" {
				i++
				continue
			}
			at := lines[i].at
			var paragraphs, want []string
			for ; i < len(lines) && lines[i].text != "" && !strings.HasPrefix(lines[i].text, "> "); i++ {
				paragraphs = append(paragraphs, lines[i].text)
			}
			for ; i < len(lines) && strings.HasPrefix(lines[i].text, "> "); i++ {
				want = append(want, lines[i].text[len("> "):])
			}
			if len(paragraphs) == 0 {
				t.Errorf("%s: no text stands above this", at)
				continue
			}
			texts++
			text := Plain(strings.Join(paragraphs, blockGap))
			text.Language = tag
			if got := read(text); !slices.Equal(got, want) {
				t.Errorf("%s: %s\n got %s\nwant %s", at, text, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
			}
		}
		if texts == 0 {
			t.Error("there are no texts")
		}
	}
}

func sentencesOf(t *Text) (out []string) {
	for _, s := range t.Sentences() {
		out = append(out, t.Slice(s))
	}
	return out
}

func speechOf(t *Text) (out []string) {
	for _, s := range t.ReportedSpeech() {
		out = append(out, s.Manner.String()+" | "+t.sliceOr(s.Speaker)+" | "+t.Slice(s.Span))
	}
	return out
}

func pronounsOf(t *Text) (out []string) {
	seen := map[Span]bool{{}: true}
	for _, s := range t.ReportedSpeech() {
		if mention, who := t.sliceOr(s.Speaker), t.sliceOr(s.Who); mention != who && !seen[s.Speaker] {
			out = append(out, mention+" = "+who)
		}
		seen[s.Speaker] = true
	}
	return out
}

// sliceOr returns the words at s; a dash if there are none.
func (t *Text) sliceOr(s Span) string {
	if s.Len() == 0 {
		return "-"
	}
	return t.Slice(s)
}

func testClaims(t *testing.T, tag string, lines []fixtureLine) {
	if !slices.ContainsFunc(lines, func(line fixtureLine) bool { return line.text != "" }) {
		t.Error("there are no sentences")
	}
	for _, line := range lines {
		if line.text == "" {
			continue
		}
		mark, sentence, ok := strings.Cut(line.text, " ")
		if !ok || mark != "+" && mark != "-" {
			t.Errorf("%s: a line needs to begin with + or -: %s", line.at, line.text)
			continue
		}
		text := Plain(sentence)
		text.Language = tag
		read := text.Assess()
		if len(read) != 1 {
			t.Errorf("%s: %q is %d sentences", line.at, sentence, len(read))
			continue
		}
		if got := read[0].Claim(); got != (mark == "+") {
			t.Errorf("%s: %q: can be checked is %v (%s, %.2f)", line.at, sentence, got, read[0].Kind, read[0].Score)
		}
	}
}

// testPlaced checks a story with the sentence of each pair at its end. Two records stand in it word for word, so that
// their dossier is about it.
func testPlaced(t *testing.T, tag string, lines []fixtureLine) {
	story, pairs := "", 0
	for _, line := range lines {
		pair, want, ok := strings.Cut(line.text, " | ")
		if !ok {
			if story = line.text; story != "" {
				continue
			}
		}
		claim, sentence, is := strings.Cut(pair, " => ")
		switch {
		case line.text == "":
			continue
		case story == "" || !is || want != "same" && want != "differs" && want != "none":
			t.Errorf("%s: a line needs to be a story, or \"claim => sentence | same\" below one: %s", line.at, line.text)
			continue
		}
		pairs++
		claim, words, anchored := strings.Cut(claim, " / ")
		if !anchored {
			words = claim
		}
		d := &Dossier{Language: tag, Records: []Record{{ID: "#c1", Kind: Claim, Text: claim, Anchor: Selector{Exact: words}}}}
		read := Plain(story)
		read.Language = tag
		for i, s := range read.Sentences()[:2] {
			d.Records = append(d.Records, Record{ID: "#c" + strconv.Itoa(i+2), Kind: Claim, Text: read.Slice(s),
				Anchor: Selector{Exact: read.Slice(s)}})
		}
		text := Plain(story + blockGap + sentence)
		text.Language = tag
		c := New(d)
		c.InOtherWords(func() *lexicon.Table { return nil })
		got := "none"
		for _, a := range c.Check(text).Items {
			if a.Record.ID == "#c1" {
				got = "same"
				if a.Relation != None {
					got = a.Relation.String()
				}
			}
		}
		if got != want {
			t.Errorf("%s: shown as %s, want %s: %s", line.at, got, want, pair)
		}
	}
	if pairs == 0 {
		t.Error("there are no pairs")
	}
}

func testValues(t *testing.T, tag string, lines []fixtureLine) {
	n := 0
	for _, line := range lines {
		if line.text == "" {
			continue
		}
		n++
		sides, sign := [2]string{}, ""
		for _, s := range [...]string{" = ", " != ", " ? "} {
			if a, b, ok := strings.Cut(line.text, s); ok {
				sides, sign = [2]string{a, b}, strings.TrimSpace(s)
			}
		}
		if sign == "" {
			t.Errorf("%s: a line needs =, != or ? between two values: %s", line.at, line.text)
			continue
		}
		var read [2]value
		for i, text := range sides {
			in := tag
			if other, rest, ok := strings.Cut(text, ": "); ok && slices.Contains(language.Tags(), other) {
				in, text = other, rest
			}
			f := match.Fold(text)
			found := values(readerIn(in), f, match.Words(f))
			if len(found) != 1 {
				t.Errorf("%s: %q is %d values: %+v", line.at, text, len(found), found)
				continue
			}
			read[i] = found[0]
		}
		v, o := &read[0], &read[1]
		same := v.equal(o) && (v.bound == nearly || o.bound == nearly || v.bound == o.bound)
		if got := same; v.to > 0 && o.to > 0 && got != (sign == "=") || same != o.equal(v) && same {
			t.Errorf("%s: %s: the same is %v: %+v, %+v", line.at, line.text, got, *v, *o)
		}
		if sign == "?" && v.rivals(o) {
			t.Errorf("%s: %s: they differ: %+v, %+v", line.at, line.text, *v, *o)
		}
	}
	if n == 0 {
		t.Error("there are no values")
	}
}

// TestReadFixtures holds that the reader of fixtures passes over no mistake.
func TestReadFixtures(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"A text.\n", `x.txt:1: a section needs to begin before "A text.", with "= speech"`},
		{"# English\n= speach\n", `x.txt:2: there is no section "speach"`},
		{"= speech\nA text.\n= speech\n", `x.txt:3: section "speech" stands there twice`},
		{"= speech\n goes on.\n", `x.txt:2: there is no line that "goes on." could go on with`},
		{"= speech\nA text.\n\n goes on.\n", `x.txt:4: there is no line that "goes on." could go on with`},
		{"= speech\nA text. \n", `x.txt:2: a line may not end with a space`},
		{"= speech\nA text.\n  \n", `x.txt:3: a line may not end with a space`},
		{"= speech\nA text.", `x.txt:2: the last line needs a line break`},
	} {
		if got, err := readFixtures("x.txt", c.file); err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, %v, want %s", c.file, got, err, c.want)
		}
	}
	got, err := readFixtures("x.txt", "# English\n\n= speech\nA text\n that goes on.\n> indirect | - | A text\n")
	if err != nil || len(got) != 1 || len(got[0].lines) != 2 || got[0].lines[0] != (fixtureLine{"x.txt:4", "A text that goes on."}) {
		t.Errorf("%+v, %v", got, err)
	}
}
