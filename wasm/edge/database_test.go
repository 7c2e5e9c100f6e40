//go:build !js

package main

import (
	"compress/gzip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/wasm/edge/workerd"
)

// A cloudy is the worker with a database, in front of an origin.
type cloudy struct {
	host
	*workerd.Cloud
}

func cloud(t *testing.T, vars map[string]string, origin http.Handler, o workerd.CloudOptions) *cloudy {
	t.Helper()
	site := httptest.NewServer(origin)
	t.Cleanup(site.Close)
	o.Root, o.Vars = root, map[string]string{"ORIGIN": site.URL, "FRESH": "0s"}
	for name, value := range vars {
		o.Vars[name] = value
	}
	c := workerd.StartCloud(t, o)
	return &cloudy{host{T: t, name: "cloud", url: c.URL, origin: site}, c}
}

// push runs sourcemark push over files of these names.
func push(t testing.TB, c *workerd.Cloud, files map[string]string, flags ...string) {
	t.Helper()
	folder := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	pushPath(t, c, append(flags, folder)...)
}

func pushPath(t testing.TB, c *workerd.Cloud, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"run", "./claims/cmd/sourcemark", "push", "-api", c.Control, "-database", workerd.Database}, args...)...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CLOUDFLARE_ACCOUNT_ID="+workerd.Account, "CLOUDFLARE_API_TOKEN=secret")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// TestDatabase pushes a dossier, corrects it, has a copy of it in KV, and deletes it.
func TestDatabase(t *testing.T) {
	c := cloud(t, nil, http.HandlerFunc(pages), workerd.CloudOptions{})
	address := c.url + "/ferry"
	has := c.ferryHas
	if got := c.get("/ferry"); got.body != ferry {
		t.Errorf("nothing is there, and the page is\n%s", got.body)
	}
	push(t, c.Cloud, map[string]string{"ferry.json": ferryDossier(address, "Wrong number", "2026-11-23")})
	first := has("pushed", "Wrong number", "from=d1")
	copies := 0
	for _, key := range c.Keys() {
		if strings.HasPrefix(key, "d1:") && strings.HasSuffix(key, ":"+address) {
			copies++
		}
	}
	if copies != 1 {
		t.Errorf("nearer by are %v", c.Keys())
	}
	push(t, c.Cloud, map[string]string{"ferry.json": ferryDossier(address, "Not quite", "2026-11-24")})
	second := has("corrected", "Not quite", "from=d1")
	if strings.Contains(second.body, "Wrong number") || first.Header.Get("ETag") == second.Header.Get("ETag") {
		t.Error("the correction is not whole")
	}
	if got := c.get("/ferry", "If-None-Match", second.Header.Get("ETag")); got.StatusCode != http.StatusOK && got.StatusCode != http.StatusNotModified {
		t.Errorf("asked again, it answers %d", got.StatusCode)
	}
	c.Set(address, ferryDossier(address, "By hand", "2026-11-25"))
	// KV of Cloudflare itself, and its stand-in, may go on for a minute with what they said before: another page, which
	// nobody has asked for.
	other := c.url + "/other"
	c.Set(other, ferryDossier(other, "By hand", "2026-11-25"))
	if got := c.get("/other"); !strings.Contains(got.body, "By hand") || !strings.Contains(got.Header.Get("Sourcemark"), "from=kv") {
		t.Errorf("published in KV, it is %q", got.Header.Get("Sourcemark"))
	}
	c.Set(address, "")
	c.Query("DELETE FROM dossiers")
	c.Query("UPDATE corpus SET edition = edition + 1")
	if got := c.get("/ferry"); got.body != ferry {
		t.Errorf("taken away, and the page is\n%s", got.body)
	}
}

// dawdling keeps an answer of D1's back while there is something in KV under its name. To keep D1 itself busy would
// keep all of the runtime busy, its clock too.
const dawdling = `import worker from "./worker.mjs";
export default {
  fetch(request, env, context) {
    const withSession = (...how) => {
      const real = env.DATABASE.withSession(...how);
      return {
        prepare: sql => real.prepare(sql),
        async batch(all) {
          while (await env.RECORDS.get("dawdling")) await new Promise(go => setTimeout(go, 100));
          return real.batch(all);
        },
      };
    };
    return worker.fetch(request, { ...env, DATABASE: { withSession } }, context);
  },
};`

// TestDatabaseFails has a database without tables, and one that breaks: readers keep what they have.
func TestDatabaseFails(t *testing.T) {
	c := cloud(t, nil, withStory(t), workerd.CloudOptions{Options: workerd.Options{Records: stories}, Empty: true})
	bundled := func(step string) {
		t.Helper()
		if got := c.get("/story"); !strings.Contains(got.Header.Get("Sourcemark"), "items=37; unplaced=0") || !strings.Contains(got.Header.Get("Sourcemark"), "from=bundle") {
			t.Errorf("%s, and the story says %q", step, got.Header.Get("Sourcemark"))
		}
	}
	bundled("there are no tables")
	if got := c.ask(http.MethodPost, "/v1/match", strings.NewReader(`{"text": "Nearly 30 people were injured"}`)); got.StatusCode != http.StatusOK || !strings.Contains(got.body, `"from":"bundle"`) {
		t.Errorf("asked without tables, it says %d %s", got.StatusCode, got.body)
	}
	c.Migrate(root + "/wasm/edge/migrations")
	address := c.url + "/ferry"
	push(t, c.Cloud, map[string]string{"ferry.json": ferryDossier(address, "Wrong number", "2026-11-23")})
	has := func(step string) {
		t.Helper()
		got := c.get("/ferry")
		if !strings.Contains(got.body, "Wrong number") || !strings.Contains(got.Header.Get("Sourcemark"), "from=d1") {
			t.Errorf("%s, and the page says %q", step, got.Header.Get("Sourcemark"))
		}
	}
	has("pushed")
	c.Query("ALTER TABLE corpus RENAME TO other")
	has("it is broken")
	bundled("it is broken")
	if got := c.ask(http.MethodPost, "/v1/check", strings.NewReader("Nearly 30 people were injured when the harbour ferry struck the northern pier on Monday evening."), "Content-Type", "text/plain"); !strings.Contains(got.Header.Get("Server-Timing"), `links;desc="`) {
		t.Errorf("it is broken, and Server-Timing says %q", got.Header.Get("Server-Timing"))
	}
	c.Query("ALTER TABLE other RENAME TO corpus")
	has("it works again")
	c.Query("UPDATE corpus SET edition = edition + 1") // no copy has it
	c.Query("INSERT INTO dossiers (file, page, hash, data) VALUES ('bad.json', ?1, '', '{}')", address)
	has("a dossier is none")
}

// TestDatabaseSlow has a slow database: readers keep what they have.
func TestDatabaseSlow(t *testing.T) {
	c := cloud(t, map[string]string{"PATIENCE": "600ms"}, withStory(t), workerd.CloudOptions{Options: workerd.Options{Records: stories}, Around: dawdling})
	push(t, c.Cloud, map[string]string{"ferry.json": ferryDossier(c.url+"/ferry", "Wrong number", "2026-11-23")})
	c.until("/ferry", "Wrong number")
	c.Set("dawdling", "yes")
	if got := c.get("/ferry"); !strings.Contains(got.body, "Wrong number") || !strings.Contains(got.Header.Get("Sourcemark"), "from=d1") {
		t.Errorf("it is slow, and the page says %q", got.Header.Get("Sourcemark"))
	}
	if got := c.get("/story"); !strings.Contains(got.Header.Get("Sourcemark"), "items=37; unplaced=0") || !strings.Contains(got.Header.Get("Sourcemark"), "from=bundle") {
		t.Errorf("it is slow, and the story says %q", got.Header.Get("Sourcemark"))
	}
	c.Set("dawdling", "")
	if !strings.Contains(c.Log(), "d1: nothing within 200 ms") { // a third of the page's
		t.Errorf("it was slow, and the log says\n%s", c.Log())
	}
}

// TestDatabaseSigned has the database return a dossier that was changed after it was signed: it is not shown.
func TestDatabaseSigned(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	der := append([]byte(spki), public...)
	sum := sha256.Sum256(der)
	const said = "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before."
	c := cloud(t, map[string]string{"KEYS": base64.StdEncoding.EncodeToString(der) + " The Harbour Desk"}, http.HandlerFunc(pages), workerd.CloudOptions{})
	signed, err := edit.Sign("ferry.json", []byte(ferryDossier("https://elsewhere.example/", "Wrong number", "2026-11-23")), func(words []byte) (records.Signature, error) {
		return records.Signature{Key: hex.EncodeToString(sum[:8]), Value: base64.StdEncoding.EncodeToString(ed25519.Sign(private, words))}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	push(t, c.Cloud, map[string]string{"ferry.json": string(signed)})
	matches := func() string {
		return c.ask(http.MethodPost, "/v1/match", strings.NewReader(`{"text": "`+said+`"}`)).body
	}
	if got := matches(); !strings.Contains(got, `"record":"#c01"`) {
		t.Errorf("signed, and it says %s", got)
	}
	c.Query("UPDATE dossiers SET data = replace(data, '40,200', '50,200')")
	if got := matches(); strings.Contains(got, `"record":"#c01"`) || !strings.Contains(got, `"from":"d1"`) {
		t.Errorf("changed after it was signed, and it says %s", got)
	}
}

// TestDatabaseLinks has a page say what a record of another story says: the record is linked.
func TestDatabaseLinks(t *testing.T) {
	const page = `<!doctype html><html lang="en"><title>Port</title><article><p>The council met on Tuesday.</p><p>The harbour ferry carried 41,200 passengers last year. Nobody was surprised.</p></article>`
	c := cloud(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(page))
	}), workerd.CloudOptions{})
	if got := c.get("/port"); got.body != page {
		t.Errorf("the database is empty, and the page is\n%s", got.body)
	}
	files := map[string]string{"ferry.json": ferryDossier("https://elsewhere.example/", "Wrong number", "2026-11-23")}
	for i := range 30 {
		name := "other" + string(rune('a'+i)) + ".json"
		files[name] = strings.ReplaceAll(strings.Replace(ferryDossier("https://elsewhere.example/", "Wrong number", "2026-11-23"), "ferry.json", name, 1),
			"ferry carried 41,200 passengers", "council closed "+string(rune('a'+i))+" schools")
	}
	push(t, c.Cloud, files)
	got := c.get("/port")
	if !strings.Contains(got.Header.Get("Sourcemark"), "annotated; items=1; unplaced=0") || !strings.Contains(got.body, "Wrong number") {
		t.Errorf("a record of another story says it, and the page says %q", got.Header.Get("Sourcemark"))
	}
	report := c.ask(http.MethodPost, "/v1/check", strings.NewReader("The harbour ferry carried 41,200 passengers last year."), "Content-Type", "text/plain")
	if !strings.Contains(report.body, `"automatic":true`) && !strings.Contains(report.body, `"automatic": true`) {
		t.Errorf("posted, it says %s", report.body)
	}
}

// TestLinksOff checks that records of other stories stay off pages where the publisher has switched them off.
func TestLinksOff(t *testing.T) {
	c := cloud(t, map[string]string{"LINKS": "off"}, http.HandlerFunc(pages), workerd.CloudOptions{})
	push(t, c.Cloud, map[string]string{"ferry.json": ferryDossier("https://elsewhere.example/", "Wrong number", "2026-11-23")})
	if got := c.get("/ferry"); got.body != ferry {
		t.Errorf("the page says %q", got.Header.Get("Sourcemark"))
	}
}

// TestNightly has the worker store all dossiers in R2, serves them, and reads them back.
func TestNightly(t *testing.T) {
	c := cloud(t, map[string]string{"BUNDLES_KEPT": "2"}, http.HandlerFunc(pages), workerd.CloudOptions{})
	night := time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)
	if got := c.get("/v1/bundle"); got.StatusCode != http.StatusNotFound {
		t.Errorf("before the first night: %d", got.StatusCode)
	}
	// Noise, which does not get smaller: more than one part for R2, and more than D1 is asked for at a time.
	const many = 24
	c.Query(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?1)
		INSERT INTO dossiers (file, page, hash, data) SELECT 'noise' || i, '', '', '{"@type": "Dataset",' || char(10) || '"@id": "noise' || i || '", "n": "' || hex(randomblob(400000)) || '"}' FROM n`, many)
	push(t, c.Cloud, map[string]string{"ferry.json": ferryDossier("https://elsewhere.example/", "Wrong number", "2026-11-23")})
	c.Cron(night)
	first := c.get("/v1/bundle")
	if first.StatusCode != http.StatusOK || first.Header.Get("Content-Type") != "application/gzip" || first.Header.Get("Access-Control-Allow-Origin") != "*" ||
		!strings.Contains(first.Header.Get("Content-Disposition"), "2026-11-25T03:00:00.000Z.jsonl.gz") {
		t.Fatalf("%d %v", first.StatusCode, first.Header)
	}
	if size := c.Objects()[0].Size; size < 8<<20 || size != len(first.body) {
		t.Errorf("R2 has %d bytes, and %d came: want the same, and more than one part", size, len(first.body))
	}
	zip, err := gzip.NewReader(strings.NewReader(first.body))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(all), "\n"), "\n")
	if len(lines) != many+1 {
		t.Errorf("%d lines, want %d", len(lines), many+1)
	}
	for i, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("line %d is no JSON: %.100s", i+1, line)
		}
	}
	if got := c.get("/v1/bundle", "If-None-Match", first.Header.Get("ETag")); got.StatusCode != http.StatusNotModified || got.body != "" {
		t.Errorf("asked again: %d", got.StatusCode)
	}
	if got := c.ask(http.MethodHead, "/v1/bundle", nil); got.StatusCode != http.StatusOK || got.Header.Get("ETag") != first.Header.Get("ETag") {
		t.Errorf("HEAD: %d %q", got.StatusCode, got.Header.Get("ETag"))
	}
	c.Cron(night.AddDate(0, 0, 1))
	if n := len(c.Objects()); n != 1 {
		t.Errorf("nothing has changed, and there are %d bundles", n)
	}

	c.Query("DELETE FROM dossiers WHERE file LIKE 'noise%'")
	for i := range 3 {
		c.Query("UPDATE corpus SET edition = edition + 1")
		c.Cron(night.AddDate(0, 0, 2+i))
	}
	kept := c.Objects()
	if len(kept) != 2 || !strings.Contains(kept[0].Key, "2026-11-28") || !strings.Contains(kept[1].Key, "2026-11-29") {
		t.Errorf("kept are %v", kept)
	}
	before := c.Query("SELECT file, page, hash, data FROM dossiers")
	file := filepath.Join(t.TempDir(), "bundle.jsonl.gz")
	if err := os.WriteFile(file, []byte(c.get("/v1/bundle").body), 0o666); err != nil {
		t.Fatal(err)
	}
	c.Query("DELETE FROM dossiers")
	pushPath(t, c.Cloud, file)
	if after := c.Query("SELECT file, page, hash, data FROM dossiers"); len(before) != 1 || !reflect.DeepEqual(after, before) {
		t.Errorf("read back, it is %v, want %v", after, before)
	}
}
