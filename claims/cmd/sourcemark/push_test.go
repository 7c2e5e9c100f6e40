package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sourcemark/claims/records/push"
	"sourcemark/wasm/edge/workerd"
)

// stores is a database as Cloudflare has it, with its tables, and what goes with it in the environment.
func stores(t *testing.T) *workerd.Cloud {
	t.Helper()
	t.Setenv(push.AccountVariable, workerd.Account)
	t.Setenv(push.TokenVariable, "secret")
	return workerd.StartCloud(t, workerd.CloudOptions{Options: workerd.Options{Root: "../../.."}, Stores: true})
}

// dossiers is a folder of n of them, each with two records and a draft.
func dossiers(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		writeDossier(t, folder, i, "carried 41,200 passengers in year "+strconv.Itoa(i))
	}
	return folder
}

func writeDossier(t *testing.T, folder string, i int, claim string) {
	t.Helper()
	name := fmt.Sprintf("ferry%03d.json", i)
	data := fmt.Sprintf(`{"@context": "https://schema.org", "@type": "Dataset", "@id": %q, "version": "1", "inLanguage": "en", "dateModified": "2026-11-20",
  "publisher": "The Harbour Desk", "about": {"@type": "NewsArticle", "url": "https://news.example/%d", "headline": "Ferry"}, "negativeVerdicts": [], "hasPart": [
  {"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Ferry traffic", "url": "https://county.example/ferry", "evidence": "primary", "text": "40,200 passengers"},
  {"@type": "Claim", "@id": "#c01", "text": "The ferry %s", "author": "Harbour master", "citation": [{"@id": "#s1"}]},
  {"@type": "Quotation", "@id": "#q01", "text": "We can’t run “empty” boats", "spokenByCharacter": "Harbour master", "citation": [{"@id": "#s1"}]},
  {"@type": "Claim", "@id": "#c02", "status": "draft", "text": "The secret ferry %[3]s"}]}`, name, i, claim)
	if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

func pushed(t *testing.T, c *workerd.Cloud, want string, args ...string) {
	t.Helper()
	out, err := command(t, "", append([]string{"push", "-api", c.Control, "-database", workerd.Database}, args...)...)
	if err != nil || out != want+"\n" {
		t.Errorf("push %v: %v, and it says %q, want %q", args, err, out, want)
	}
}

// contents is all that is stored, but for the numbers of rows and the edition; and a test of what follows from it.
func contents(t *testing.T, c *workerd.Cloud) (all []map[string]any, edition float64) {
	t.Helper()
	for _, sql := range [...]string{
		"SELECT file, page, hash, data FROM dossiers ORDER BY file",
		"SELECT file, name, speaker, length, terms, r.data FROM records r JOIN dossiers d ON d.id = dossier ORDER " +
			"BY file, name",
		"SELECT term, records FROM frequencies ORDER BY term",
	} {
		all = append(all, c.Query(sql)...)
	}
	if n := c.Query("SELECT count(*) AS n FROM incoming")[0]["n"]; n != 0.0 {
		t.Errorf("%v pieces were left behind", n)
	}
	sums := c.Query("SELECT count(*) AS records, coalesce(sum(length), 0) AS length FROM records")[0]
	corpus := c.Query("SELECT edition, records, length FROM corpus")[0]
	if corpus["records"] != sums["records"] || corpus["length"] != sums["length"] {
		t.Errorf("the corpus has %v records, %v long, and the table %v, %v long", corpus["records"], corpus["length"],
			sums["records"], sums["length"])
	}
	c.Query("CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(terms, 'row')")
	if wrong := c.Query("SELECT v.term, doc, records FROM vocabulary v FULL JOIN frequencies f ON f.term = v.term " +
		"WHERE doc IS NOT records"); len(wrong) > 0 {
		t.Errorf("the index and the frequencies differ: %v", wrong)
	}
	c.Query("DROP TABLE vocabulary")
	return all, corpus["edition"].(float64)
}

func TestPush(t *testing.T) {
	c := stores(t)
	folder := dossiers(t, 3)
	pushed(t, c, "3 dossiers: 3 to be sent, 0 there already, 0 to be taken away", "-dry-run", folder)
	if all, _ := contents(t, c); len(all) > 0 {
		t.Errorf("a dry run has left %v", all)
	}
	pushed(t, c, "3 dossiers: 3 sent, 0 there already, 0 taken away", folder)
	first, edition := contents(t, c)
	if strings.Contains(fmt.Sprint(first), "secret") {
		t.Error("drafts were sent")
	}
	if found := c.Query(`SELECT name FROM records WHERE id IN (SELECT rowid FROM terms WHERE terms MATCH '"41200"')`); len(found) != 3 {
		t.Errorf("41200 is in %v", found)
	}
	pushed(t, c, "3 dossiers: 0 sent, 3 there already, 0 taken away", folder)
	if again, same := contents(t, c); same != edition || !reflect.DeepEqual(again, first) {
		t.Errorf("sent again, it is edition %v after %v, and other: %v", same, edition, again)
	}

	writeDossier(t, folder, 1, "was sold")
	pushed(t, c, "3 dossiers: 1 sent, 2 there already, 0 taken away", folder)
	changed, next := contents(t, c)
	if next <= edition || reflect.DeepEqual(changed, first) {
		t.Errorf("after a change it is edition %v after %v", next, edition)
	}
	if found := c.Query(`SELECT rowid FROM terms WHERE terms MATCH '"41200"'`); len(found) != 2 {
		t.Errorf("41200 is still in %v", found)
	}

	one := filepath.Join(folder, "ferry000.json")
	pushed(t, c, "1 dossiers: 0 sent, 1 there already, 0 taken away", one)
	pushed(t, c, "1 dossiers: 0 to be sent, 1 there already, 2 to be taken away", "-prune", "-dry-run", one)
	pushed(t, c, "1 dossiers: 0 sent, 1 there already, 2 taken away", "-prune", one)
	if files := c.Query("SELECT file FROM dossiers"); len(files) != 1 || files[0]["file"] != "ferry000.json" {
		t.Errorf("what is not there any more is gone, but for %v", files)
	}
	contents(t, c)
}

// TestPushLines pushes checks as batch match has them, and what a bundle has.
func TestPushLines(t *testing.T) {
	c := stores(t)
	folder := t.TempDir()
	checks, bundle := filepath.Join(folder, "checks.jsonl"), filepath.Join(folder, "bundle.jsonl")
	lines := `{"id": "a.1", "text": "The ferry carried 41,200 passengers", "title": "Fewer passengers", "subtitle": "Ferry traffic", "author": "The Harbour Desk", "speaker": "Harbour Master"}

{"id": "a.2", "text": "\u202aThe ferry is \"late\"\u202c"}
`
	if err := os.WriteFile(checks, []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	pushed(t, c, "2 dossiers: 2 sent, 0 there already, 0 taken away", checks)
	first, _ := contents(t, c)
	var all strings.Builder
	for _, d := range c.Query("SELECT data FROM dossiers") {
		all.WriteString(d["data"].(string) + "\n")
	}
	if err := os.WriteFile(bundle, []byte(all.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	pushed(t, c, "2 dossiers: 0 sent, 2 there already, 0 taken away", bundle)
	c.Query("DELETE FROM dossiers")
	pushed(t, c, "2 dossiers: 2 sent, 0 there already, 0 taken away", bundle)
	if again, _ := contents(t, c); !reflect.DeepEqual(again, first) {
		t.Errorf("restored, it is\n%v, want\n%v", again, first)
	}
	for name, want := range map[string]string{
		`{"id": "x"}`:                         "line 1: ",
		`{"@type": "Dataset"}`:                "line 1: @id: must be the name of the dossier",
		`{"id": "a", "text": "1"` + "\n":      "line 1: the JSON object is cut off",
		strings.Repeat(`{"id": "a"}`+"\n", 2): "has the same @id as",
	} {
		if err := os.WriteFile(checks, []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := command(t, "", "push", "-api", c.Control, "-database", "x", checks); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

// TestPushKilled kills a push in the middle, at once and for good, and wants the next one to end as if nothing had
// been.
func TestPushKilled(t *testing.T) {
	c := stores(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "checks.jsonl")
	var lines strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&lines, "{\"id\": \"%d\", \"text\": \"The ferry carried %d passengers %s\"}\n", i, 1000+i,
			strings.Repeat("on every day of the year ", 60))
	}
	if err := os.WriteFile(file, []byte(lines.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	behind, err := url.Parse(c.Control)
	if err != nil {
		t.Fatal(err)
	}
	for _, answered := range []bool{false, true} { // killed before the third part has come, and after
		c.Query("DELETE FROM dossiers")
		var asked atomic.Int32
		now, gone := make(chan bool), make(chan bool)
		forward := httputil.NewSingleHostReverseProxy(behind)
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) != 4 { // one question of what is there, and two parts
				forward.ServeHTTP(w, r)
				return
			}
			if answered {
				forward.ServeHTTP(httptest.NewRecorder(), r)
			}
			close(now)
			<-gone
		}))
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(self)
		cmd.Args = []string{"sourcemark", "push", "-api", proxy.URL, "-database", workerd.Database, file}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-now
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		close(gone)
		proxy.Close()
		contents(t, c)
		n := int(c.Query("SELECT count(*) AS n FROM dossiers")[0]["n"].(float64))
		if n == 0 || n == 2000 {
			t.Fatalf("it was killed in the middle, and %d dossiers are there", n)
		}
		pushed(t, c, fmt.Sprintf("2000 dossiers: %d sent, %d there already, 0 taken away", 2000-n, n), file)
		all, _ := contents(t, c)
		c.Query("DELETE FROM dossiers")
		pushed(t, c, "2000 dossiers: 2000 sent, 0 there already, 0 taken away", file)
		if whole, _ := contents(t, c); !reflect.DeepEqual(all, whole) {
			t.Error("what was pushed in two goes is not what is pushed in one")
		}
	}
}

// TestPushAgain has the API be busy, broken, and lose an answer.
func TestPushAgain(t *testing.T) {
	c := stores(t)
	folder := dossiers(t, 2)
	behind, err := url.Parse(c.Control)
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(behind)
	asked := 0
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch asked++; asked {
		case 1:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		case 2:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 3:
			panic(http.ErrAbortHandler)
		case 5:
			forward.ServeHTTP(httptest.NewRecorder(), r) // it is done, and nobody hears of it
			w.WriteHeader(http.StatusBadGateway)
		default:
			forward.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(proxy.Close)
	files, err := filesOf([]string{folder}, ".json")
	if err != nil {
		t.Fatal(err)
	}
	var waited []time.Duration
	account := push.Account{API: proxy.URL, ID: workerd.Account, Token: "secret"}
	account.Wait = func(_ context.Context, d time.Duration) error {
		waited = append(waited, d)
		return nil
	}
	p := &pushing{files: files, errs: io.Discard}
	if err := p.read(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.run(t.Context(), account.D1(workerd.Database), false, false); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{7 * time.Second, 2 * time.Second, 4 * time.Second,
		time.Second}; !reflect.DeepEqual(waited, want) {
		t.Errorf("it waited %v, want %v", waited, want)
	}
	if all, edition := contents(t, c); edition != 1 || len(all) == 0 {
		t.Errorf("sent twice, it is edition %v", edition)
	}
}

// TestPushRefused has the API say no, for good.
func TestPushRefused(t *testing.T) {
	folder := dossiers(t, 1)
	t.Setenv(push.AccountVariable, "a")
	t.Setenv(push.TokenVariable, "secret")
	for status, want := range map[int]string{
		http.StatusUnauthorized: "set CLOUDFLARE_API_TOKEN to a token that may edit D1",
		http.StatusNotFound:     "give the -database id that npx wrangler d1 list shows",
		http.StatusBadRequest:   "D1 says 400 Bad Request: no such column (7500)",
		http.StatusUnprocessableEntity: "create its tables first, in wasm/edge: npx wrangler d1 migrations apply " +
			"sourcemark --remote",
	} {
		asked := 0
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			if r.Header.Get("Authorization") != "Bearer secret" || r.URL.Path != "/accounts/a/d1/database/d/query" {
				t.Errorf("%s, %q", r.URL, r.Header)
			}
			message := "no such column"
			if status == http.StatusUnprocessableEntity {
				message = "no such table: dossiers"
			}
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(map[string]any{"success": false,
				"errors": []any{map[string]any{"code": 7500, "message": message}}})
		}))
		if _, err := command(t, "", "push", "-api", api.URL, "-database", "d", folder); err == nil ||
			!strings.Contains(err.Error(), want) || asked != 1 {
			t.Errorf("%d, asked %d times: %v, want %q", status, asked, err, want)
		}
		api.Close()
	}
}

// TestPushElsewhere: neither token nor dossiers go where an answer leads, or over a network in the clear.
func TestPushElsewhere(t *testing.T) {
	folder := dossiers(t, 1)
	t.Setenv(push.AccountVariable, "a")
	t.Setenv(push.TokenVariable, "secret")
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			t.Errorf("%d led to %s with %q", status, r.URL, r.Header)
		}))
		api := httptest.NewServer(http.RedirectHandler(strings.Replace(other.URL, "127.0.0.1", "localhost", 1), status))
		same := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				t.Errorf("%d led to another address of the same host", status)
			}
			http.Redirect(w, r, "/", status)
		}))
		for _, s := range []*httptest.Server{api, same} {
			if _, err := command(t, "", "push", "-api", s.URL, "-database", "d",
				folder); !strings.Contains(message(err), "names another address, ") {
				t.Errorf("%d: %v", status, err)
			}
			s.Close()
		}
		other.Close()
	}
	for _, address := range []string{"http://api.example/v4", "http://127.0.0.1.example", "api.example",
		"ftp://127.0.0.1", "http://localhost@api.example", "https://", "http://[::2]"} {
		if out, err := command(t, "", "push", "-api", address, "-database", "d",
			folder); !strings.Contains(message(err), "must begin with https:") {
			t.Errorf("%s: %s, %v", address, out, err)
		}
	}
}

// TestPushPatience: an answer that says to wait longer than a limit of the API can last ends the run, and says when to
// come back.
func TestPushPatience(t *testing.T) {
	for _, said := range []string{"301", "86400", "9223372036", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		asked := 0
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Retry-After", said)
			w.WriteHeader(http.StatusTooManyRequests)
		}))
		account := push.Account{API: api.URL, ID: "a", Token: "secret"}
		account.Wait = func(_ context.Context, d time.Duration) error {
			t.Errorf("%s: it waits %v", said, d)
			return context.Canceled
		}
		if err := new(push.Push).Run(t.Context(), account.D1("d")); asked != 1 ||
			!strings.Contains(message(err), "and to come back in ") {
			t.Errorf("%s: asked %d times: %v", said, asked, err)
		}
		api.Close()
	}
}

// TestPushSQL has the real wrangler make the tables and fill them, on this machine.
func TestPushSQL(t *testing.T) {
	c := stores(t)
	edge, err := filepath.Abs("../../../wasm/edge")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "wrangler.json"), []byte(`{"name": "test", "compatibility_date": "2025-11-01",
		"d1_databases": [{"binding": "DATABASE", "database_name": "sourcemark", "database_id": "x", "migrations_dir": "`+edge+`/migrations"}]}`), 0o666); err != nil {
		t.Fatal(err)
	}
	wrangler := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("node", append([]string{filepath.Join(edge, "node_modules", "wrangler", "bin",
			"wrangler.js")}, args...)...)
		cmd.Dir, cmd.Env = folder, append(os.Environ(), "CI=1", "WRANGLER_SEND_METRICS=false", "HOME="+folder,
			push.AccountVariable+"=", push.TokenVariable+"=")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("wrangler %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	file := filepath.Join(folder, "records.sql")
	args := []string{"../../records", dossiers(t, 2)}
	if _, err := command(t, "", append([]string{"push", "-sql", file}, args...)...); err != nil {
		t.Fatal(err)
	}
	if _, err := command(t, "", append([]string{"push", "-sql", file}, args...)...); err == nil ||
		!strings.Contains(err.Error(), "already exists") {
		t.Errorf("the file was replaced: %v", err)
	}
	wrangler("d1", "migrations", "apply", "sourcemark", "--local")
	for range 2 { // the second time changes nothing
		wrangler("d1", "execute", "sourcemark", "--local", "--file", file)
	}
	const sums = "SELECT (SELECT group_concat(hash ORDER BY file) FROM dossiers) AS hashes, edition, records, " +
		"length, (SELECT sum(records) FROM frequencies) AS postings FROM corpus"
	var got []struct{ Results []map[string]any }
	if err := json.Unmarshal([]byte(wrangler("d1", "execute", "sourcemark", "--local", "--json", "--command", sums)),
		&got); err != nil {
		t.Fatal(err)
	}
	pushed(t, c, "3 dossiers: 3 sent, 0 there already, 0 taken away", args...)
	if want := c.Query(sums); !reflect.DeepEqual(got[0].Results, want) {
		t.Errorf("by SQL it is %v, and by the API %v", got[0].Results, want)
	}
}
