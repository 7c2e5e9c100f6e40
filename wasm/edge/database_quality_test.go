//go:build !js

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/wasm/edge/workerd"
)

// evaluation returns the folder of the evaluation kit, which does not travel with the source (CONTRIBUTING.md, "Build,
// test, measure"). Without it the test is skipped.
func evaluation(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("SOURCEMARK_EVAL")
	if folder == "" {
		t.Skip("the evaluation kit is needed: set SOURCEMARK_EVAL to its folder")
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestDatabaseFindsWhatMemoryFinds asks the database about statements, and wants the records that memory finds, in the
// same order. Of a few records both agree on each; of the many in the evaluation kit, within a hundredth of its
// figures.
func TestDatabaseFindsWhatMemoryFinds(t *testing.T) {
	t.Run("harbour", func(t *testing.T) {
		records, queries := filepath.Join("testdata", "harbour.records.jsonl"), filepath.Join("testdata", "harbour.queries.jsonl")
		here, there := found(t, records, queries)
		if len(here) != 10 || len(here) != len(there) {
			t.Fatalf("%d answers of the database, %d of memory", len(here), len(there))
		}
		eachJSON(t, queries, func(line []byte) {
			var q struct{ ID, Text, Want string }
			if err := json.Unmarshal(line, &q); err != nil {
				t.Fatal(err)
			}
			names := func(answers []match) (names []string) {
				for _, m := range answers {
					names = append(names, fmt.Sprintf("%s %t", m.Record, m.Link))
				}
				return names
			}
			got, want := names(here[q.ID]), names(there[q.ID])
			if !slices.Equal(got, want) {
				t.Errorf("%s: the database finds %q, memory %q", q.Text, got, want)
			}
			if len(got) == 0 || here[q.ID][0].Record != q.Want {
				t.Errorf("%s: it finds %q, want %s first", q.Text, got, q.Want)
			}
		})
	})
	for _, name := range []string{"snopes2022", "knownlie"} {
		t.Run(name, func(t *testing.T) {
			folder := evaluation(t)
			data := filepath.Join(folder, "match", name)
			here, there := found(t, filepath.Join(data, "records.jsonl"), filepath.Join(data, "dev.queries.jsonl"))
			d1, memory := score(t, folder, data, here), score(t, folder, data, there)
			t.Logf("D1 %v\nmemory %v", d1, memory)
			if compared := compare(t, name, d1, memory); compared < 6 {
				t.Errorf("%d figures were compared", compared)
			}
		})
	}
}

// A match is a record that is found for a statement, as the command line has it.
type match struct {
	Record string  `json:"record"`
	Score  float64 `json:"score"`
	Link   bool    `json:"link"`
}

// An answered is all that is found for a statement.
type answered struct {
	ID      string  `json:"id"`
	Matches []match `json:"matches"`
}

// found returns what the database and what memory find for each statement of a file, by its id.
func found(t *testing.T, records, queries string) (database, memory map[string][]match) {
	t.Helper()
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: root}})
	records, err := filepath.Abs(records)
	if err != nil {
		t.Fatal(err)
	}
	pushPath(t, c, records)
	database, memory = map[string][]match{}, map[string][]match{}
	var asked bytes.Buffer
	eachJSON(t, queries, func(line []byte) {
		q := struct {
			ID      string `json:"id"`
			Text    string `json:"text"`
			Context string `json:"context,omitempty"`
			Speaker string `json:"speaker,omitempty"`
		}{}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		_ = json.NewEncoder(&asked).Encode(q)
		all := []match{}
		for _, m := range matchOf(t, c.URL, q.Text, q.Context, q.Speaker) {
			all = append(all, match{Record: m.Dossier, Score: m.Score, Link: m.Leads})
		}
		database[q.ID] = all
	})
	batch := exec.Command("go", "run", "./claims/cmd/sourcemark", "batch", "match", "-records", records)
	batch.Dir, batch.Stdin = root, &asked
	out, err := batch.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(out) {
		var a answered
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		memory[a.ID] = a.Matches
	}
	return database, memory
}

// compare wants all shares of two scores to be within a hundredth, and returns how many it has compared.
func compare(t *testing.T, name string, here, there map[string]any) (compared int) {
	t.Helper()
	for figure, want := range there {
		switch w := want.(type) {
		case map[string]any:
			compared += compare(t, name+": "+figure, here[figure].(map[string]any), w)
		case float64:
			if g := here[figure].(float64); w <= 1 && g <= 1 {
				if compared++; math.Abs(g-w) > 0.01 {
					t.Errorf("%s: %s is %v in a database and %v in memory", name, figure, g, w)
				}
			}
		}
	}
	return compared
}

// TestDatabaseLinksWhatMemoryLinks wants articles beside the records of others to be linked to those that a check with
// all records in memory links.
func TestDatabaseLinksWhatMemoryLinks(t *testing.T) {
	t.Run("harbour", func(t *testing.T) {
		links := linksAgree(t, filepath.Join("testdata", "harbour.records.jsonl"), filepath.Join("testdata", "harbour.articles.jsonl"))
		if links != 4 {
			t.Errorf("%d links, want the four sentences that say what a record says", links)
		}
	})
	t.Run("27,535 records", func(t *testing.T) {
		folder := evaluation(t)
		records, articles := filepath.Join(folder, "scale", "records.jsonl"), filepath.Join(folder, "quotes", "dev.gold.jsonl")
		if linksAgree(t, records, articles) == 0 {
			t.Error("nothing is linked in any article")
		}
	})
}

// linksAgree wants each article of a file to be linked alike by the database and in memory, and returns how many links
// there are.
func linksAgree(t *testing.T, records, articles string) (links int) {
	t.Helper()
	all := &claims.Dossier{}
	eachJSON(t, records, func(line []byte) {
		var c struct{ ID, Text, Title, Subtitle, Speaker string }
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		r := claims.Record{ID: c.ID, Text: c.Text, Speaker: claims.Party{Name: c.Speaker}}
		if c.Subtitle != "" {
			r.Reviews = []claims.Review{{Claimed: c.Subtitle}}
		}
		if c.Title != "" {
			r.Citations = []claims.Citation{{Source: &claims.Source{Title: c.Title}}}
		}
		all.Records = append(all.Records, r)
	})
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: root}})
	records, err := filepath.Abs(records)
	if err != nil {
		t.Fatal(err)
	}
	pushPath(t, c, records)
	checker, read := claims.New(all), 0
	eachJSON(t, articles, func(line []byte) {
		var a struct{ ID, Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		read++
		var want, got []string
		for _, x := range checker.Check(claims.Plain(a.Text)).Items {
			want = append(want, fmt.Sprintf("%v %s", x.Span, x.Relation))
		}
		resp, err := unhurried.Post(c.URL+"/v1/check", "text/plain", strings.NewReader(a.Text))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var report struct {
			Items []struct {
				Start, End int
				Relation   string
				Record     *string
			}
		}
		if err := json.NewDecoder(resp.Body).Decode(&report); err != nil {
			t.Fatal(err)
		}
		for _, x := range report.Items {
			if x.Record != nil {
				got = append(got, fmt.Sprintf("%v %s", claims.Span{Start: x.Start, End: x.End}, x.Relation))
			}
		}
		links += len(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the database links %v, memory %v", a.ID, got, want)
		}
	})
	t.Logf("%d links in %d articles", links, read)
	return links
}

// mostMatches is how many records are asked for.
const mostMatches = 20

// eachJSON calls do with each line of a file.
func eachJSON(t *testing.T, file string, do func(line []byte)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		do(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// unhurried opens a connection each time: one that is idle for long, while memory is asked, is closed on us.
var unhurried = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

type matchAnswer struct {
	Dossier string
	Score   float64
	Leads   bool
}

func matchOf(t testing.TB, url, text, before, speaker string) []matchAnswer {
	t.Helper()
	if len(text) > 2000 || len(before) > 2000 {
		t.Fatalf("%d bytes, %d before", len(text), len(before))
	}
	statement := map[string]string{"text": text, "before": before, "speaker": speaker}
	body, _ := json.Marshal(map[string]any{"statements": []any{statement}, "most": mostMatches})
	resp, err := unhurried.Post(url+"/v1/match", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		From, Detail string
		Matches      [][]matchAnswer
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || answer.From != "d1" || len(answer.Matches) != 1 {
		t.Fatalf("%s: %v, %+v", body, err, answer)
	}
	return answer.Matches[0]
}

// score returns what the kit's own scorer says.
func score(t *testing.T, folder, data string, answers map[string][]match) map[string]any {
	t.Helper()
	var lines bytes.Buffer
	for id, matches := range answers {
		_ = json.NewEncoder(&lines).Encode(answered{id, matches})
	}
	file := filepath.Join(t.TempDir(), "out.jsonl")
	if err := os.WriteFile(file, lines.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{filepath.Join(folder, "score.py"), "match", filepath.Join(data, "dev.qrels.tsv"), file}
	out, err := exec.Command("python3", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var figures map[string]any
	if err := json.Unmarshal(out, &figures); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return figures
}
