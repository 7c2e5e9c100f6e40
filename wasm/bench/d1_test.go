//go:build !js

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"sourcemark/claims"
	"sourcemark/wasm/bench/synthetic"
	"sourcemark/wasm/edge/workerd"
)

const (
	newsroom  = 27_535 // records of a real one, which are to be pushed within a minute
	network   = 1_000_000
	few       = 2_000 // where only ./build.sh test asks
	asked     = 200   // statements
	articles  = 10
	ofWords   = 5400 // bytes of an article of 900 words
	slowest   = 25   // ms for a statement among a million
	mostPush  = 60   // s for newsroom
	stillFind = 0.95 // of the statements, their record first
)

// TestD1 finds statements, and what whole articles say, in a database of a million records: with D1, the engine and
// HTTP between.
func TestD1(t *testing.T) {
	n := few
	folder := t.TempDir()
	if long() != "" {
		n = network
		folder = filepath.Join(long(), "d1") // filling it takes ten minutes, so it stays
	}
	var results []Result
	if long() != "" {
		results = append(results, pushTime(t))
	}
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: "../..",
		Vars: map[string]string{"ORIGIN": "http://127.0.0.1"}}, Folder: folder})
	if have := c.Query("SELECT records FROM corpus")[0]["records"]; have != float64(n) {
		pushRecords(t, c, checks(t, n))
	}
	var statements, ids []string
	i := 0
	for r := range synthetic.Records(n) {
		if i++; i%(n/asked) == 0 {
			statements, ids = append(statements, otherwise(r.Text)), append(ids, r.ID)
		}
	}
	// each is the processor time of one of n answers, in ms.
	each := func(n int, begun time.Duration) []float64 {
		return []float64{float64((c.Processor() - begun).Milliseconds()) / float64(n)}
	}
	type outcome struct{ whole, rows, processor []float64 }
	ask := func(path, kind, body string, o *outcome) []byte {
		t.Helper()
		at := time.Now()
		resp, err := http.Post(c.URL+path, kind, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var answer bytes.Buffer
		if _, err := answer.ReadFrom(resp.Body); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v\n%s", path, resp.StatusCode, err, &answer)
		}
		took := time.Since(at)
		rows := regexp.MustCompile(`rows read: (\d+)`).FindStringSubmatch(resp.Header.Get("Server-Timing"))
		if rows == nil {
			t.Fatalf("%s: D1 was not asked: %s", path, resp.Header.Get("Server-Timing"))
		}
		read, _ := strconv.ParseFloat(rows[1], 64)
		o.whole, o.rows = append(o.whole, float64(took.Microseconds())/1000), append(o.rows, read)
		return answer.Bytes()
	}
	found := 0
	var one outcome
	for range 2 { // the first warms up
		one, found = outcome{}, 0
		begun := c.Processor()
		for i, s := range statements {
			body, err := json.Marshal(map[string]string{"text": s})
			if err != nil {
				t.Fatal(err)
			}
			var answer struct {
				From    string
				Matches [][]struct{ Dossier string }
			}
			if err := json.Unmarshal(ask("/v1/match", "application/json", string(body), &one), &answer); err != nil ||
				answer.From != "d1" {
				t.Fatalf("%v: from %q", err, answer.From)
			}
			if len(answer.Matches[0]) > 0 && answer.Matches[0][0].Dossier == ids[i] {
				found++
			}
		}
		one.processor = each(len(statements), begun)
	}
	if share := float64(found) / float64(len(statements)); share < stillFind {
		t.Errorf("the record of %d of %d statements was found", found, len(statements))
	}
	var whole outcome
	text := synthetic.Article((articles + 1) * ofWords) // it ends with a whole sentence, before that many bytes
	for range 2 {
		whole = outcome{}
		begun := c.Processor()
		for i := range articles {
			ask("/v1/check", "text/plain", text[i*ofWords:(i+1)*ofWords], &whole)
		}
		whole.processor = each(articles, begun)
	}
	size := c.Query("SELECT sum(length(data)) AS n FROM dossiers")[0]["n"].(float64)
	results = append(results,
		of("a statement found in D1", "sourcemark", float64(n), "ms", one.whole),
		of("the same, processor", "sourcemark", float64(n), "ms", one.processor),
		of("rows that D1 reads for a statement", "sourcemark", float64(n), "rows", one.rows),
		of("an article of 900 words checked against D1", "sourcemark", float64(n), "ms", whole.whole),
		of("the same, processor", "sourcemark", float64(n), "ms", whole.processor),
		of("rows that D1 reads for an article", "sourcemark", float64(n), "rows", whole.rows),
		of("text of a record", "sourcemark", float64(n), "bytes", []float64{size / float64(n)}))
	if files, _ := filepath.Glob(filepath.Join(folder, "*", "*.sqlite")); len(files) == 1 {
		if info, err := os.Stat(files[0]); err == nil {
			results = append(results, of("a record in D1, with its index", "sourcemark", float64(n), "bytes",
				[]float64{float64(info.Size()) / float64(n)}))
		}
	}
	save(t, "d1", results)
	// By the processor, for a clock tells how busy the machine is with other things, too.
	if one.processor[0] > slowest {
		overdue(t, "a statement takes %.1f ms of processor: want %d", one.processor[0], slowest)
	}
}

// otherwise is words with every seventh of them left out: what somebody makes of what he has read.
func otherwise(words string) string {
	var out []string
	for i, w := range strings.Fields(words) {
		if i%7 != 6 {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ") + "."
}

// checks is a file of n records as sourcemark push takes it.
func checks(t *testing.T, n int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "checks.jsonl")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	lines := json.NewEncoder(w)
	for r := range synthetic.Records(n) {
		if err := lines.Encode(check(&r)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

func check(r *claims.Record) map[string]string {
	c := map[string]string{"id": r.ID, "text": r.Text}
	for i := range r.Citations {
		c["title"] = r.Citations[i].Source.Title
	}
	for i := range r.Reviews {
		c["subtitle"] = r.Reviews[i].Claimed
	}
	return c
}

func pushRecords(t *testing.T, c *workerd.Cloud, file string) time.Duration {
	t.Helper()
	program := filepath.Join(t.TempDir(), "sourcemark")
	if out, err := exec.Command("go", "build", "-o", program,
		"../../claims/cmd/sourcemark").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(program, "push", "-api", c.Control, "-database", workerd.Database, file)
	cmd.Env = append(os.Environ(), "CLOUDFLARE_ACCOUNT_ID="+workerd.Account, "CLOUDFLARE_API_TOKEN=secret")
	at := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return time.Since(at)
}

// pushTime pushes the records that $SOURCEMARK_RECORDS names, or as many made up.
func pushTime(t *testing.T) Result {
	t.Helper()
	file, who := os.Getenv("SOURCEMARK_RECORDS"), "sourcemark push"
	if file == "" {
		file, who = checks(t, newsroom), "sourcemark push, made-up records"
	}
	c := workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: "../.."}, Stores: true})
	took := pushRecords(t, c, file)
	n := c.Query("SELECT records FROM corpus")[0]["records"].(float64)
	if took > mostPush*time.Second {
		overdue(t, "%v records are pushed in %v: want %d s", n, took, mostPush)
	}
	return of("records pushed into D1", who, n, "s", []float64{took.Seconds()})
}
