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

// evaluation returns the folder of the evaluation kit, which is no part of the project. Without it the test is skipped.
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

// TestQuality wants what is found in a database to be as good as what is found in memory: the figures of the evaluation
// kit within a hundredth.
func TestQuality(t *testing.T) {
	folder := evaluation(t)
	for _, name := range []string{"snopes2022", "knownlie"} {
		data := filepath.Join(folder, "match", name)
		c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: root}})
		pushPath(t, c, filepath.Join(data, "records.jsonl"))
		queries, err := os.ReadFile(filepath.Join(data, "dev.queries.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		batch := exec.Command("go", "run", "./claims/cmd/sourcemark", "batch", "match", "-records", filepath.Join(data, "records.jsonl"))
		batch.Dir, batch.Stdin = root, bytes.NewReader(queries)
		want, err := batch.Output()
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		eachJSON(t, filepath.Join(data, "dev.queries.jsonl"), func(line []byte) {
			var q struct{ ID, Text, Context, Speaker string }
			if err := json.Unmarshal(line, &q); err != nil {
				t.Fatal(err)
			}
			type match struct {
				Dossier string  `json:"-"`
				Record  string  `json:"record"`
				Score   float64 `json:"score"`
				Link    bool    `json:"link"`
			}
			answer := struct {
				ID      string  `json:"id"`
				Matches []match `json:"matches"`
			}{q.ID, []match{}}
			for _, m := range matchOf(t, c.URL, q.Text, q.Context, q.Speaker) {
				answer.Matches = append(answer.Matches, match{Record: m.Dossier, Score: m.Score, Link: m.Leads})
			}
			_ = json.NewEncoder(&got).Encode(answer)
		})
		here, there := score(t, folder, data, got.Bytes()), score(t, folder, data, want)
		t.Logf("%s: D1 %v\nmemory %v", name, here, there)
		if compared := compare(t, name, here, there); compared < 6 {
			t.Errorf("%s: %d figures were compared", name, compared)
		}
	}
}

// compare wants all shares of two scores to be within a hundredth, and is how many there are.
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

// TestArticles wants whole articles beside 27,535 records of others to be linked to those that a check with all records
// in memory links.
func TestArticles(t *testing.T) {
	folder := evaluation(t)
	all := &claims.Dossier{}
	eachJSON(t, filepath.Join(folder, "scale", "records.jsonl"), func(line []byte) {
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
	pushPath(t, c, filepath.Join(folder, "scale", "records.jsonl"))
	checker := claims.New(all)
	links, articles := 0, 0
	eachJSON(t, filepath.Join(folder, "quotes", "dev.gold.jsonl"), func(line []byte) {
		var a struct{ ID, Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		articles++
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
	t.Logf("%d links in %d articles", links, articles)
	if links == 0 {
		t.Error("nothing is linked in any article")
	}
}

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
	body, _ := json.Marshal(map[string]any{"statements": []any{map[string]string{"text": text, "before": before, "speaker": speaker}}, "most": 20})
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

// score is what the kit's own scorer says.
func score(t *testing.T, folder, data string, answers []byte) map[string]any {
	t.Helper()
	file := filepath.Join(t.TempDir(), "out.jsonl")
	if err := os.WriteFile(file, answers, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", filepath.Join(folder, "score.py"), "match", filepath.Join(data, "dev.qrels.tsv"), file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var figures map[string]any
	if err := json.Unmarshal(out, &figures); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return figures
}
