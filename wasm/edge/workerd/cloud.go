//go:build !js

package workerd

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A Cloud is the worker with D1, KV and R2 as they are, in miniflare (cloud.mjs).
type Cloud struct {
	URL     string // of the worker
	Control string // of the API of D1, and of all else below
	t       testing.TB
	log     *log
	pid     int // of miniflare, whose children are workerd
}

// CloudOptions say what runs. With Stores there is no worker.
type CloudOptions struct {
	Options
	Stores bool   // run KV, D1 and R2 alone
	Around string // JavaScript of a worker that stands in front of ours, which is "./worker.mjs"
	Folder string // where D1 keeps its database; "" for memory
	Empty  bool   // the database has no tables
}

// Token and account go with the API of D1: any will do.
const (
	Account  = "account"
	Database = "sourcemark"
)

// StartCloud starts it, and ends it with the test. Where it is not installed or the worker is not built, the test is
// skipped.
func StartCloud(t testing.TB, o CloudOptions) *Cloud {
	t.Helper()
	if _, err := os.Stat(filepath.Join(o.Root, "wasm", "edge", "node_modules", "miniflare")); err != nil {
		t.Skip("miniflare is not installed; ./build.sh test installs it and then runs this test")
	}
	options := map[string]any{"vars": Patient(o.Vars), "folder": o.Folder}
	if !o.Stores {
		options["around"] = o.Around
		modules := o.modules(t)
		for i, name := range [...]string{"script", "program", "words", "languages"} {
			options[name] = modules[i]
		}
	}
	arg, err := json.Marshal(options)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(o.Root, "wasm", "edge", "workerd", "cloud.mjs"), string(arg))
	c := &Cloud{t: t, log: &log{}}
	cmd.Stderr = c.log
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("node: %v", err)
	}
	c.pid = cmd.Process.Pid
	t.Cleanup(func() {
		in.Close() // that ends it, with all that it has started
		late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		late.Stop()
		if t.Failed() {
			t.Logf("the cloud says:\n%s", c.log)
		}
	})
	d := json.NewDecoder(out)
	if err := d.Decode(c); err != nil {
		t.Fatalf("the cloud does not start: %v\n%s", err, c.log)
	}
	go func() { _, _ = io.Copy(c.log, io.MultiReader(d.Buffered(), out)) }()
	if !o.Empty {
		c.Migrate(filepath.Join(o.Root, "wasm", "edge", "migrations"))
	}
	return c
}

// Migrate makes the tables, unless they are there.
func (c *Cloud) Migrate(folder string) {
	c.t.Helper()
	if len(c.Query("SELECT name FROM sqlite_schema WHERE name = 'dossiers'")) > 0 {
		return
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.sql"))
	if err != nil || len(files) == 0 {
		c.t.Fatalf("%s: no migrations: %v", folder, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, sql := range statements(string(data)) {
			c.Query(sql)
		}
	}
}

// statements is a migration cut at each ";" that ends a line, but for those within a trigger: its end has one of its
// own.
func statements(migration string) (out []string) {
	begun := 0
	for i := 0; i < len(migration); i++ {
		if migration[i] != ';' || i+1 < len(migration) && migration[i+1] != '\n' {
			continue
		}
		s := migration[begun:i]
		if bytes.Contains([]byte(s), []byte("CREATE TRIGGER")) && !bytes.HasSuffix([]byte(s), []byte("\nEND")) {
			continue
		}
		out, begun = append(out, s), i+1
	}
	return out
}

// Query runs SQL, and is the rows that come of it.
func (c *Cloud) Query(sql string, params ...any) []map[string]any {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"sql": sql, "params": append([]any{}, params...)})
	if err != nil {
		c.t.Fatal(err)
	}
	var answer struct {
		Result []struct {
			Results []map[string]any `json:"results"`
		} `json:"result"`
		Errors []struct{ Message string }
	}
	c.ask(http.MethodPost, "/accounts/"+Account+"/d1/database/"+Database+"/query", string(body), &answer)
	if len(answer.Result) == 0 {
		c.t.Fatalf("%s: %v", sql, answer.Errors)
	}
	return answer.Result[0].Results
}

// Set puts a text into KV, or takes it out if it is "".
func (c *Cloud) Set(key, text string) {
	c.t.Helper()
	method := http.MethodPut
	if text == "" {
		method = http.MethodDelete
	}
	c.ask(method, "/kv/"+url.PathEscape(key), text, nil)
}

// Keys are all names in KV.
func (c *Cloud) Keys() (names []string) {
	c.t.Helper()
	var keys []struct{ Name string }
	c.ask(http.MethodGet, "/kv/", "", &keys)
	for _, k := range keys {
		names = append(names, k.Name)
	}
	return names
}

// An Object is one in R2.
type Object struct {
	Key      string
	Size     int               // bytes
	Metadata map[string]string // nil for none
}

// Objects are all in R2.
func (c *Cloud) Objects() (all []Object) {
	c.t.Helper()
	c.ask(http.MethodGet, "/r2/", "", &all)
	return all
}

// Cron has the worker do what it does every night.
func (c *Cloud) Cron(at time.Time) {
	c.t.Helper()
	c.ask(http.MethodPost, "/cron/"+at.UTC().Format(time.RFC3339), "", nil)
}

// Processor returns the processor time of workerd so far, the worker and D1 together. Unlike the time on a clock, it
// does not depend on what else the machine has to do. proc(5) explains the fields.
func (c *Cloud) Processor() (all time.Duration) {
	const tick = 10 * time.Millisecond // of Linux, for programs
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		_, rest, _ := strings.Cut(string(data), ") ") // behind the name
		fields := strings.Fields(rest)
		if len(fields) < 13 || fields[1] != strconv.Itoa(c.pid) {
			continue
		}
		for _, f := range fields[11:13] { // as itself, and in the kernel
			n, _ := strconv.Atoi(f)
			all += time.Duration(n) * tick
		}
	}
	return all
}

// Log returns the output of wrangler so far.
func (c *Cloud) Log() string { return c.log.String() }

func (c *Cloud) ask(method, path, body string, to any) {
	c.t.Helper()
	r, err := http.NewRequest(method, c.Control+path, bytes.NewReader([]byte(body)))
	if err != nil {
		c.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatalf("%v\n%s", err, c.log)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if to == nil {
		if resp.StatusCode != http.StatusOK {
			c.t.Fatalf("%s: %s\n%s", path, data, c.log)
		}
		return
	}
	if err := json.Unmarshal(data, to); err != nil {
		c.t.Fatalf("%s: %v\n%s", path, err, data)
	}
}
