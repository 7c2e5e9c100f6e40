package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

const (
	// The ’ is one character and three bytes, so that bytes and characters cannot be mistaken for each other.
	list = "The list of the Treasury’s Office of Foreign Assets Control grew by 22 individuals and two entities. " +
		"All of them helped to get round the financial penalties that followed the war."
	twice = "Mr Xi’s answer was as plain. No separate joint statement followed the meeting. No separate joint " +
		"statement followed the meeting."
	day = "Before the meeting, Ukraine and Taiwan were expected to dominate it. Mr Xi did not take up Ukraine " +
		"directly on the day."
)

// TestBatchPlace holds the format of batch place: what goes in, what comes out, and that every offset is a
// byte of the text in UTF-8.
func TestBatchPlace(t *testing.T) {
	for _, c := range []struct {
		name       string
		text       string
		selector   string
		placement  string
		start, end int    // 0, 0 where the answer is a refusal
		words      string // of text at start and end
	}{
		{"as it was marked", list,
			`{"exact": "grew by 22 individuals and two entities", "prefix": "Foreign Assets Control ", "suffix": ". All of them"}`,
			"exact", 62, 101, "grew by 22 individuals and two entities"},
		{"at the place it was marked", list,
			`{"exact": "grew by 22 individuals and two entities", "prefix": "Foreign Assets Control ", "suffix": ". All of them", "start": 62, "end": 101}`,
			"exact", 62, 101, "grew by 22 individuals and two entities"},
		{"away from the place it was marked", list,
			`{"exact": "grew by 22 individuals and two entities", "prefix": "Foreign Assets Control ", "suffix": ". All of them", "start": 7, "end": 46}`,
			"moved", 62, 101, "grew by 22 individuals and two entities"},
		{"an ordinary word changed", strings.Replace(list, "financial", "monetary", 1),
			`{"exact": "All of them helped to get round the financial penalties that followed the war.", "prefix": "two entities. "}`,
			"edited", 103, 180, "All of them helped to get round the monetary penalties that followed the war."},
		{"twice, the place tells which", twice,
			`{"exact": "No separate joint statement followed the meeting.", "start": 81, "end": 130}`,
			"exact", 81, 130, "No separate joint statement followed the meeting."},

		{"twice, no place stored", twice,
			`{"exact": "No separate joint statement followed the meeting."}`, "ambiguous", 0, 0, ""},
		{"twice, the place meets neither", twice,
			`{"exact": "No separate joint statement followed the meeting.", "start": 79, "end": 128}`, "ambiguous", 0,
			0, ""},
		{"a number flipped", strings.Replace(list, "22", "23", 1),
			`{"exact": "grew by 22 individuals and two entities", "prefix": "Foreign Assets Control ", "suffix": ". All of them", "start": 62, "end": 101}`, "missing", 0, 0, ""},
		{"a not taken out", strings.Replace(day, "did not take", "did take", 1),
			`{"exact": "Mr Xi did not take up Ukraine directly on the day.", "prefix": "expected to dominate it. "}`,
			"missing", 0, 0, ""},
		{"the words are gone", day,
			`{"exact": "grew by 22 individuals and two entities", "prefix": "Foreign Assets Control "}`, "missing", 0,
			0, ""},
	} {
		if got := c.text[c.start:c.end]; got != c.words {
			t.Errorf("%s: the table disagrees with itself: %q at %d to %d, want %q", c.name, got, c.start, c.end,
				c.words)
			continue
		}
		out, err := placeLines(t, line(t, c.name, c.text, c.selector))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		place := ""
		if c.words != "" {
			place = fmt.Sprintf(`"start":%d,"end":%d,`, c.start, c.end)
		}
		// How high the score is, the engine's own tests say.
		want := fmt.Sprintf(`{"id":%q,"placement":%q,%s"score":`, c.name, c.placement, place)
		score, isLine := strings.CutSuffix(strings.TrimPrefix(out, want), `,"language":"en"}`+"\n")
		if _, err := strconv.ParseFloat(score, 64); err != nil || !isLine {
			t.Errorf("%s:\n got %swant %s…,\"language\":\"en\"}", c.name, out, want)
		}
	}
}

// TestBatchWorth holds the format of batch worth, and that a claim scores above what is none.
// The speaker of reported speech is a name alone, where a short apposition stands before or after it.
func TestBatchQuotesName(t *testing.T) {
	for _, c := range []struct{ text, speaker string }{
		{"Last night Karim Mahmoud, a Labour MP, said he was worried about the ferry.", "Karim Mahmoud"},
		{"The harbour master, Ines Holm, said that the boats were full.", "Ines Holm"},
		{"Ada Brown, 29, said that the boats were full.", "Ada Brown"},
		{"The clerk, an islander, said that the boats were full.", "The clerk"},
		{"Ada Brown said that the boats were full.", "Ada Brown"},
	} {
		line, err := json.Marshal(map[string]string{"id": "x", "text": c.text})
		if err != nil {
			t.Fatal(err)
		}
		out, err := command(t, string(line), "batch", "quotes")
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			Quotes []struct{ Speaker struct{ Start, End int } }
		}
		if err := json.Unmarshal([]byte(out), &answer); err != nil || len(answer.Quotes) != 1 {
			t.Fatalf("%s: %v, %s", c.text, err, out)
		}
		if s := answer.Quotes[0].Speaker; c.text[s.Start:s.End] != c.speaker {
			t.Errorf("%s: the speaker is %q, want %q", c.text, c.text[s.Start:s.End], c.speaker)
		}
	}
}

func TestBatchWorth(t *testing.T) {
	const in = `{"id": "a", "doc": "d", "line": 1, "speaker": "The clerk", "text": "The ferry’s passengers fell by 40 per cent last year."}
{"id": "b", "doc": "d", "line": 2, "speaker": "", "text": "Thank you, and good evening."}
{"id": "c", "text": ""}
`
	out, err := command(t, in, "batch", "worth")
	if err != nil {
		t.Fatal(err)
	}
	type answer struct {
		ID, Language string
		Score        *float64
		Claim        *bool
	}
	var got []answer
	for l := range strings.Lines(out) {
		var a answer
		d := json.NewDecoder(strings.NewReader(l))
		d.DisallowUnknownFields()
		if err := d.Decode(&a); err != nil || a.Score == nil || a.Claim == nil {
			t.Fatalf("%s: %v", l, err)
		}
		got = append(got, a)
	}
	if ids(t, out) != "a b c" {
		t.Fatalf("got %s", out)
	}
	for i, claim := range []bool{true, false, false} {
		if *got[i].Claim != claim {
			t.Errorf("%s: claim is %v with score %.2f", got[i].ID, *got[i].Claim, *got[i].Score)
		}
	}
	if !(*got[0].Score > *got[1].Score) {
		t.Errorf("thanks score %.2f, a number with its year %.2f", *got[1].Score, *got[0].Score)
	}
}

// TestBatchStops wants a wrong line to be named, and the answers to the lines before it to be there and
// whole: of a long run, nothing that was done is lost.
func TestBatchStops(t *testing.T) {
	good := func(id string) string {
		return line(t, id, day, `{"exact": "Ukraine and Taiwan were expected to dominate it."}`)
	}
	for _, c := range []struct {
		name string
		in   string
		err  string // none if empty
		out  string // ids of the answers
	}{
		{"nothing", "", "", ""},
		{"empty lines only", "\n \n\t\n", "", ""},
		{"no end of line at the end", good("a") + strings.TrimSuffix(good("b"), "\n"), "", "a b"},
		{"lines of Windows", strings.ReplaceAll(good("a")+good("b"), "\n", "\r\n"), "", "a b"},

		{"no JSON", good("a") + good("b") + "Ukraine and Taiwan\n" + good("d"),
			"line 3: invalid character 'U' looking for beginning of value", "a b"},
		{"empty lines count", good("a") + "\n\n" + "Ukraine and Taiwan\n",
			"line 4: invalid character 'U' looking for beginning of value", "a"},
		{"the first line", "Ukraine and Taiwan\n" + good("b"),
			"line 1: invalid character 'U' looking for beginning of value", ""},
		{"a comma too many", good("a") + `{"id": "b",}` + "\n" + good("c"),
			"line 2: invalid character '}' looking for beginning of object key string", "a"},
		{"cut off in a string", good("a") + `{"id": "b", "text": "Before the mee`,
			"line 2: the JSON object is cut off", "a"},
		{"cut off by the end of the line", good("a") + `{"id": "b",` + "\n" + good("c"),
			"line 2: the JSON object is cut off", "a"},
		{"two objects", good("a") + strings.TrimSuffix(good("b"), "\n") + good("c"),
			"line 2: more than one JSON value on the line", "a"},
		{"a list", good("a") + "[]", "line 2: found array: must be an object", "a"},
		{"a number for an id", good("a") + `{"id": 5}`, "line 2: found number: must be a string under id", "a"},
		{"half a byte", good("a") + `{"id": "b", "text": "x", "selector": {"exact": "x", "start": 1.5}}`,
			"line 2: found number 1.5: must be a whole number under selector.start", "a"},
		{"no id", good("a") + `{"text": "x", "selector": {"exact": "x"}}`, "line 2: id: must be a string", "a"},
		{"no text", good("a") + `{"id": "b", "selector": {"exact": "x"}}`, "line 2: text: must be a string", "a"},
		{"no selector", good("a") + `{"id": "b", "text": "x"}`,
			"line 2: selector: must be an object with exact, prefix and suffix", "a"},
		{"no words", good("a") + line(t, "b", day, `{"prefix": "Before the meeting, "}`),
			"line 2: selector.exact: must be the selected words", "a"},
		{"two wrong lines", good("a") + "Ukraine\n" + "Taiwan\n",
			"line 2: invalid character 'U' looking for beginning of value", "a"},
	} {
		out, err := placeLines(t, c.in)
		if got := message(err); got != c.err {
			t.Errorf("%s:\n got error %q\nwant       %q", c.name, got, c.err)
		}
		if got := ids(t, out); got != c.out {
			t.Errorf("%s: got answers %q, want %q", c.name, got, c.out)
		}
	}
}

// TestBatchKeepsOrder gives all cores lines of very different length, so that short ones are ready first.
func TestBatchKeepsOrder(t *testing.T) {
	lines := 50 * runtime.GOMAXPROCS(0) // many times what is in memory at once, which is 4 a core
	var in strings.Builder
	var want []string
	for i := range lines {
		text := day
		if i%7 == 0 {
			text = strings.Repeat(list+"\n\n", 30) + day // a short book among notes
		}
		id := fmt.Sprint(i)
		in.WriteString(line(t, id, text, `{"exact": "Ukraine and Taiwan were expected to dominate it."}`))
		want = append(want, id)
	}
	out, err := placeLines(t, in.String())
	if err != nil || ids(t, out) != strings.Join(want, " ") {
		t.Errorf("got error %v and answers %q, want %q", err, ids(t, out), want)
	}
	out, err = placeLines(t, in.String()+"Ukraine\n"+in.String())
	if wrong := fmt.Sprintf("line %d: ", lines+1); !strings.HasPrefix(message(err), wrong) ||
		ids(t, out) != strings.Join(want, " ") {
		t.Errorf("got error %v, want %s…; and answers %q, want %q", err, wrong, ids(t, out), want)
	}
}

// TestBatchTellsBrokenStreams: where it is the disk that fails, the message does not blame the line.
func TestBatchTellsBrokenStreams(t *testing.T) {
	good := line(t, "a", day, `{"exact": "Ukraine and Taiwan were expected to dominate it."}`)
	gone := errors.New("the disk is gone")
	for _, c := range []struct{ name, before, err, out string }{
		{"at once", "", "line 1: the disk is gone", ""},
		{"between two lines", good, "line 2: the disk is gone", "a"},
		{"within a line", good + good[:40], "line 2: the disk is gone", "a"},
	} {
		var out, errs strings.Builder
		code := run([]string{"batch", "place"}, io.MultiReader(strings.NewReader(c.before), iotest.ErrReader(gone)),
			&out, &errs)
		if want := "sourcemark batch: " + c.err + "\n"; code == fine || errs.String() != want ||
			ids(t, out.String()) != c.out {
			t.Errorf("reading, %s: got status %d, %q and answers %q, want %q and %q", c.name, code, errs.String(),
				ids(t, out.String()), want, c.out)
		}
	}
	// Answers are written in pieces of 64 kB and at the end; a thousand make more than one piece.
	for _, lines := range []int{1, 1000} {
		var errs strings.Builder
		code := run([]string{"batch", "place"}, strings.NewReader(strings.Repeat(good, lines)), full{}, &errs)
		if code == fine || !strings.Contains(errs.String(), errFull.Error()) {
			t.Errorf("writing %d lines: got status %d and %q, want %v", lines, code, errs.String(), errFull)
		}
	}
}

// full is a disk with no room.
type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

// line is one line of input; selector is JSON.
func line(t *testing.T, id, text, selector string) string {
	t.Helper()
	out, err := json.Marshal(map[string]any{"id": id, "text": text, "selector": json.RawMessage(selector)})
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}

func placeLines(t *testing.T, in string) (string, error) {
	t.Helper()
	return command(t, in, "batch", "place")
}

// ids is the id of each line of out, which must all be whole.
func ids(t *testing.T, out string) string {
	t.Helper()
	var found []string
	for l := range strings.Lines(out) {
		var answer struct{ ID string }
		if err := json.Unmarshal([]byte(l), &answer); err != nil || !strings.HasSuffix(l, "\n") {
			t.Errorf("half an answer: %q", l)
		}
		found = append(found, answer.ID)
	}
	return strings.Join(found, " ")
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestEndlessLine packs a line that has no end into few bytes: the commands that read lines say so, and do not fill the
// memory with it.
func TestEndlessLine(t *testing.T) {
	t.Chdir(t.TempDir())
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range longestLine>>20 + 1 {
		_, _ = z.Write(bytes.Repeat([]byte("x"), 1<<20))
	}
	_ = z.Close()
	for name, data := range map[string][]byte{"bomb.jsonl.gz": b.Bytes(), "ferry.json": []byte(dossier)} {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range []string{"push -sql - bomb.jsonl.gz", "push -sql - ferry.json bomb.jsonl.gz"} {
		if out, err := command(t, "", strings.Fields(args)...); !strings.Contains(message(err),
			"bomb.jsonl.gz: line 1: longer than ") {
			t.Errorf("%s: %.200s %.200s", args, out, message(err))
		}
	}
}
