package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"sourcemark/claims"
	"sourcemark/claims/records/about"
	"sourcemark/web/article"
)

const batchHelp = `Runs one job of the engine on one JSON object a line, and writes one a line for each, in
the same order. All offsets are bytes of "text" in UTF-8, half-open. A line with a mistake ends the run and is
named by its number; the lines written before it are complete. A line may also have "language", the BCP 47 tag
of its text. Each answer has "language", as which the text was read, unless its words do not tell.

TASK is
  quotes  in   {"id", "text"}
          out  {"id", "quotes": [{"start", "end", "kind": "direct|mixed|indirect",
               "speaker": {"start", "end"} or null}]}
  match   in   {"id", "text", "speaker", "context"}; the last two may be left out. context is the two sentences before
          out  {"id", "matches": [{"record", "score", "link"}]}, best first, at most 20
          Which records a statement may be about. link is true if one stands out so clearly that it must be meant, if
          any is. -records names them: lines of {"id", "text", "title", "subtitle", "author",
          "date", "speaker"} in a file that ends in .jsonl, a dossier, or a folder of them.
  compare in   {"id", "sentence", "speaker", "record": {"text", "speaker", "title"}}
          out  {"id", "relation": "same|differs|related|none", "score"}
          How a sentence relates to a record. Readers are only ever shown same and differs.
  worth   in   {"id", "text"}, a sentence
          out  {"id", "score", "claim"}: how much it deserves a check, from 0 to 1, and whether it is a claim
  place   in   {"id", "text", "selector": {"exact", "prefix", "suffix", "start", "end"}}
          out  {"id", "placement": "exact|moved|edited|ambiguous|missing", "start", "end", "score"}
          start and end of a selector say where the words were when they were selected. They are a hint and may be
          left out. The answer has none if the place is ambiguous or missing.
  read    in   {"id", "html", "root"}, a page, and the selector of its article, which may be left out
          out  {"id", "text", "title", "published", "language", "authors", "modified", "url"}
          The words of its article, and what it says of itself; "" where it says nothing. The last three are left out
          then.`

const batchExamples = `  sourcemark batch quotes < in.jsonl > out.jsonl
  sourcemark batch match -records checks.jsonl < in.jsonl > out.jsonl`

// A task turns one line of input into a value to be written as JSON.
type task func(line []byte) (any, error)

func batchCommand() *cobra.Command {
	tasks := []string{"quotes", "match", "compare", "worth", "place", "read"}
	var paths []string
	cmd := &cobra.Command{
		Use: "batch TASK [-records PATH] < in.jsonl > out.jsonl", DisableFlagsInUseLine: true,
		Short:     "One job of the engine, on one JSON object a line",
		Long:      batchHelp,
		Example:   batchExamples,
		GroupID:   "other",
		ValidArgs: tasks,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return fmt.Errorf("needs one task, not %d arguments", len(args))
			case !slices.Contains(tasks, args[0]):
				return fmt.Errorf("unknown task %q: use quotes, match, compare, worth, place or read", args[0])
			case args[0] == "match" && len(paths) == 0:
				return errors.New("match needs records: add -records PATH")
			case args[0] != "match" && len(paths) > 0:
				return fmt.Errorf("%s: has no use for -records; only match has", args[0])
			}
			return nil
		},
	}
	recordsFlag(cmd, &paths)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var do task
		switch args[0] {
		case "quotes":
			do = quotesLine
		case "match":
			dossiers, err := readEach(paths, func(file string) (*claims.Dossier, error) {
				if strings.HasSuffix(file, ".jsonl") {
					return readChecks(file, (*factCheck).mended) // nothing of it is shown
				}
				return readDossier(file, cmd.InOrStdin())
			})
			if err != nil {
				return err
			}
			do = matchLine(claims.NewLibrary(dossiers...))
		case "compare":
			do = compareLine
		case "worth":
			do = worthLine
		case "place":
			do = placeLine
		case "read":
			do = readLine
		}
		bar := progress(cmd.ErrOrStderr(), -1, args[0])
		defer bar.Finish()
		return eachLine(cmd.InOrStdin(), cmd.OutOrStdout(), func() { bar.Add(1) }, do)
	}
	return cmd
}

// A row is one line of input.
type row struct {
	ID       *string `json:"id"`
	Text     *string `json:"text"`
	Language string  `json:"language"`
	Selector *struct {
		Exact  string `json:"exact"`
		Prefix string `json:"prefix"`
		Suffix string `json:"suffix"`
		Start  *int   `json:"start"`
		End    *int   `json:"end"`
	} `json:"selector"` // for place only
}

// readRow reads what every task needs.
func readRow(line []byte) (r row, err error) {
	if err := decode(line, &r); err != nil {
		return r, err
	}
	switch {
	case r.ID == nil:
		return r, errors.New("id: must be a string")
	case r.Text == nil:
		return r, errors.New("text: must be a string")
	}
	return r, nil
}

// text returns the text of a row, in the language that it declares, if it does.
func (r *row) text() *claims.Text { return plainText(*r.Text, r.Language) }

// plainText returns a text that is declared to be in a language; "" if that is not known.
func plainText(s, language string) *claims.Text {
	t := claims.Plain(s)
	t.Language = language
	return t
}

func quotesLine(line []byte) (any, error) {
	row, err := readRow(line)
	if err != nil {
		return nil, err
	}
	type span struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	type quote struct {
		span
		Kind    string `json:"kind"`
		Speaker *span  `json:"speaker"`
	}
	answer := struct {
		ID       string  `json:"id"`
		Quotes   []quote `json:"quotes"`
		Language string  `json:"language,omitempty"`
	}{ID: *row.ID, Quotes: []quote{}, Language: row.text().Spoken()}
	for _, q := range row.text().ReportedSpeech() {
		out := quote{span: span{q.Span.Start, q.Span.End}, Kind: q.Manner.String()}
		if s := q.Speaker; s.End > 0 {
			if q.Manner == claims.Indirect {
				s = nameIn(*row.Text, s)
			}
			out.Speaker = &span{s.Start, s.End}
		}
		answer.Quotes = append(answer.Quotes, out)
	}
	return answer, nil
}

// nameIn returns the name in a mention of a speaker: "Brown" of "Brown, a lawyer" and of "the harbour master, Brown". A
// mention that says more about him than most appositions do is returned whole.
func nameIn(text string, s claims.Span) claims.Span {
	const most = 6 // words of an apposition; measured, a longer one is mostly told as a part of who speaks
	before, aside, ok := strings.Cut(text[s.Start:s.End], ", ")
	words := strings.Fields(aside)
	if !ok || len(words) > most || len(words) == 0 || before == "" {
		return s
	}
	capital := func(word string) bool {
		first, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(first)
	}
	lower := func(word string) bool { return !capital(word) }
	switch last := before[strings.LastIndexByte(before, ' ')+1:]; {
	case !slices.ContainsFunc(words, lower) && lower(last):
		s.Start = s.End - len(aside)
	case capital(before):
		s.End = s.Start + len(before)
	}
	return s
}

func worthLine(line []byte) (any, error) {
	row, err := readRow(line)
	if err != nil {
		return nil, err
	}
	answer := struct {
		ID       string  `json:"id"`
		Score    float64 `json:"score"`
		Claim    bool    `json:"claim"`
		Language string  `json:"language,omitempty"`
	}{ID: *row.ID, Language: row.text().Spoken()}
	for _, s := range row.text().Assess() {
		answer.Score = max(answer.Score, s.Score)
	}
	answer.Claim = answer.Score >= 0.5
	return answer, nil
}

func placeLine(line []byte) (any, error) {
	row, err := readRow(line)
	if err != nil {
		return nil, err
	}
	switch {
	case row.Selector == nil:
		return nil, errors.New("selector: must be an object with exact, prefix and suffix")
	case row.Selector.Exact == "":
		return nil, errors.New("selector.exact: must be the selected words")
	}
	t := row.text()
	s := row.Selector
	sel := claims.Selector{Exact: s.Exact, Prefix: s.Prefix, Suffix: s.Suffix}
	if s.Start != nil && s.End != nil && 0 <= *s.Start && *s.Start < *s.End {
		// The engine counts code points, as the W3C does. Where the old text was another one, the count may
		// be off; then the hint meets nothing, and nothing is all that a wrong hint should meet.
		sel.Start, sel.End = codePoints(*row.Text, *s.Start), codePoints(*row.Text, *s.End)
	}
	p := t.Place(sel)
	answer := struct {
		ID        string  `json:"id"`
		Placement string  `json:"placement"`
		Start     *int    `json:"start,omitempty"`
		End       *int    `json:"end,omitempty"`
		Score     float64 `json:"score"`
		Language  string  `json:"language,omitempty"`
	}{ID: *row.ID, Placement: p.Placement.String(), Score: p.Score, Language: t.Spoken()}
	if p.Placed() {
		answer.Start, answer.End = &p.Span.Start, &p.Span.End
	}
	return answer, nil
}

func readLine(line []byte) (any, error) {
	var in struct {
		ID   *string `json:"id"`
		HTML *string `json:"html"`
		Root *string `json:"root"`
	}
	if err := decode(line, &in); err != nil {
		return nil, err
	}
	switch {
	case in.ID == nil:
		return nil, errors.New("id: must be a string")
	case in.HTML == nil:
		return nil, errors.New("html: must be a string, the HTML of a page")
	}
	page, hints := []byte(*in.HTML), article.Hints{}
	if in.Root != nil {
		var err error
		if hints.Root, err = article.ParseSelector(*in.Root); err != nil {
			return nil, fmt.Errorf("root: %w", err)
		}
	}
	p, err := article.ReadWith(page, hints)
	if err != nil {
		return nil, fmt.Errorf("root: no element of the page fits %q", *in.Root)
	}
	said := about.Of(page)
	return struct {
		ID        string `json:"id"`
		Text      string `json:"text"`
		Title     string `json:"title"`
		Published string `json:"published"`
		Language  string `json:"language"`

		Authors  []string `json:"authors,omitempty"`
		Modified string   `json:"modified,omitempty"`
		URL      string   `json:"url,omitempty"`
	}{*in.ID, p.Text.String(), cmp.Or(said.Headline, said.Title), cmp.Or(said.Published, about.Date(p.Text.Published)),
		cmp.Or(p.Language, said.Language), said.Authors, said.Modified, said.URL}, nil
}

// codePoints returns the number of code points that begin before byte i of s; past the end, each byte counts as one.
func codePoints(s string, i int) int {
	n := 0
	for at := range s {
		if at >= i {
			return n
		}
		n++
	}
	return n + max(0, i-len(s))
}

// decode reads exactly one JSON value.
func decode(line []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	if err := d.Decode(to); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the JSON object is cut off")
		}
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			want := "an object"
			switch wrong.Type.Kind() {
			case reflect.String:
				want = "a string"
			case reflect.Int:
				want = "a whole number"
			}
			if wrong.Field != "" {
				want += " under " + wrong.Field
			}
			return fmt.Errorf("found %s: must be %s", wrong.Value, want)
		}
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one JSON value on the line")
	}
	return nil
}

// eachLine runs do over the lines of in on all cores and writes the answers to out in the order of the
// lines, with a tick for each. It stops at the first line that is wrong.
func eachLine(in io.Reader, out io.Writer, tick func(), do task) error {
	type job struct {
		number int
		line   []byte
		answer []byte
		err    error
		done   chan struct{}
	}
	jobs := make(chan *job, runtime.GOMAXPROCS(0))
	order := make(chan *job, 4*runtime.GOMAXPROCS(0)) // bounds what is in memory
	stop := make(chan struct{})
	var readErr error
	go func() {
		defer close(order)
		defer close(jobs)
		r := bufio.NewReaderSize(in, 1<<20)
		for number := 1; ; number++ {
			line, err := r.ReadBytes('\n')
			if err != nil && err != io.EOF {
				readErr = fmt.Errorf("line %d: %w", number, err) // and not that the line is cut off
				return
			}
			if text := bytes.TrimSpace(line); len(text) > 0 {
				j := &job{number: number, line: text, done: make(chan struct{})}
				select {
				case order <- j:
				case <-stop:
					return
				}
				jobs <- j
			}
			if err == io.EOF {
				return
			}
		}
	}()
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for j := range jobs {
				answer, err := do(j.line)
				if err == nil {
					j.answer, err = json.Marshal(answer)
					j.answer = seenJSON(j.answer)
				}
				j.err = err
				close(j.done)
			}
		})
	}
	w := bufio.NewWriterSize(out, 1<<16)
	var failed error
	for j := range order {
		<-j.done
		if failed == nil && j.err != nil {
			failed = fmt.Errorf("line %d: %w", j.number, j.err)
			close(stop)
		}
		if failed != nil {
			continue
		}
		w.Write(j.answer)
		if err := w.WriteByte('\n'); err != nil {
			failed = err
			close(stop)
			continue
		}
		tick()
	}
	workers.Wait()
	if err := w.Flush(); failed == nil && err != nil {
		failed = err
	}
	if failed == nil {
		failed = readErr
	}
	return failed
}
