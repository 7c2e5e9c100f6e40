//go:build !js

// Package recipes has examples of how Sourcemark gets into pages that others make. Its tests make each of them and open the
// page in Chromium; ./build.sh test recipes installs what they need and runs them.
package recipes

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
	"sourcemark/web"
)

const top = "../.."

func TestMain(m *testing.M) { chromium.Main(m) }

// tried skips a test that ./build.sh test recipes has not called, and fails one whose programs are missing.
func tried(t *testing.T, programs ...string) {
	t.Helper()
	if os.Getenv("SOURCEMARK_TEST") != "recipes" {
		t.Skip("./build.sh test recipes runs this test")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Fatal(err)
		}
	}
}

// put writes a file, with its folder.
func put(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// read returns the text of a file of the recipes, or of the project, for this version.
func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "VERSION", web.Version)
}

// recipe copies the files of a recipe into a folder.
func recipe(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(at string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, _ := filepath.Rel(from, at)
			put(t, filepath.Join(to, name), []byte(read(t, at)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// published puts the files of the widget, as the archive of a release has them, and the dossier into the folder of a site.
func published(t *testing.T, site string) {
	t.Helper()
	if _, err := os.Stat(top + "/dist/integrity.json"); err != nil {
		t.Fatal("dist/ is not built: ./build.sh builds it")
	}
	for _, pattern := range []string{"sourcemark.*", "lang/*", "lexicon/*"} {
		names, err := filepath.Glob(filepath.Join(top, "dist", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			short, err := filepath.Rel(filepath.Join(top, "dist"), name)
			if err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(site, "sourcemark", web.Version, short), data)
		}
	}
	put(t, filepath.Join(site, "checks/ferry.json"), []byte(read(t, "ferry.json")))
}

// run runs a program in a folder.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "ASTRO_TELEMETRY_DISABLED=1", "NO_COLOR=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// served returns the address of a folder, served as a plain host serves it.
func served(t *testing.T, dir string) string {
	t.Helper()
	files := http.FileServer(http.Dir(dir))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// opened opens a page with the tag, and wants both checks in their places and no complaint.
func opened(t *testing.T, address string) *chromium.Tab {
	t.Helper()
	b := chromium.Open(t, chromium.Window{Width: 1000, Height: 800})
	b.Do(chromedp.Navigate(address))
	if placed := chromium.Eval[int](b, `sourcemark.ready.then(s => s.placed)`); placed != 2 {
		t.Errorf("%d checks are placed, want 2", placed)
	}
	if said := b.Complaints(); len(said) > 0 {
		t.Errorf("the page complains: %q", said)
	}
	if dir := os.Getenv("SOURCEMARK_SHOTS"); dir != "" { // to look at
		put(t, filepath.Join(dir, t.Name()+".png"), b.Shot())
	}
	return b
}

// paragraphs returns the article in HTML, without its title, as systems keep it.
func paragraphs(t *testing.T) (title, html string) {
	t.Helper()
	text := read(t, "ferry.md")
	_, rest, _ := strings.Cut(text, "title: ")
	title, rest, _ = strings.Cut(rest, "\n")
	_, rest, _ = strings.Cut(rest, "---\n")
	for p := range strings.SplitSeq(strings.TrimSpace(rest), "\n\n") {
		html += "<p>" + p + "</p>"
	}
	return title, html
}

func TestHugo(t *testing.T) {
	tried(t, "hugo")
	dir := t.TempDir()
	recipe(t, "hugo", dir)
	put(t, dir+"/content/ferry.md", []byte(read(t, "ferry.md")))
	published(t, dir+"/static")
	run(t, dir, "hugo", "--quiet")
	opened(t, served(t, dir+"/public")+"/ferry/")

	// The finished page, rendered with its checks: the tag adopts it, and no program is fetched.
	page := dir + "/public/ferry/index.html"
	run(t, top, "go", "run", "./claims/cmd/sourcemark", "render", "-w", "-records", "web/recipes/ferry.json",
		"-sheet", "/sourcemark/"+web.Version+"/sourcemark.css", page)
	b := opened(t, served(t, dir+"/public")+"/ferry/")
	if n := chromium.Eval[int](b, `document.querySelectorAll("article mark").length`); n != 2 {
		t.Errorf("%d marks in the rendered page", n)
	}
	for _, r := range b.Requests() {
		if strings.HasSuffix(r, ".wasm") {
			t.Errorf("the rendered page fetches %s", r)
		}
	}
}

// packages links the npm packages of the recipes into a folder.
func packages(t *testing.T, dir string) {
	t.Helper()
	from, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(from); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(from, dir+"/node_modules"); err != nil {
		t.Fatal(err)
	}
}

func TestEleventy(t *testing.T) {
	tried(t, "node")
	dir := t.TempDir()
	recipe(t, "eleventy", dir)
	put(t, dir+"/ferry.md", []byte(read(t, "ferry.md")))
	published(t, dir+"/static")
	packages(t, dir)
	run(t, dir, "node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet")
	opened(t, served(t, dir+"/_site")+"/ferry/")
}

func TestAstro(t *testing.T) {
	tried(t, "node")
	dir := t.TempDir()
	recipe(t, "astro", dir)
	put(t, dir+"/src/ferry.md", []byte(read(t, "ferry.md")))
	published(t, dir+"/public")
	packages(t, dir)
	run(t, dir, "node", "node_modules/astro/astro.js", "build")
	opened(t, served(t, dir+"/dist")+"/ferry/")
}

// TestDrupal renders the template with Drupal's engine, not in a Drupal.
func TestDrupal(t *testing.T) {
	tried(t, "php")
	dir := t.TempDir()
	recipe(t, "drupal", dir)
	published(t, dir+"/site/libraries")
	if err := os.Rename(dir+"/site/libraries/checks", dir+"/site/checks"); err != nil {
		t.Fatal(err)
	}
	title, html := paragraphs(t)
	cmd := exec.Command("php", dir+"/try.php")
	cmd.Stdin = strings.NewReader(title + "\n" + html)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	page, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%v\n%s%s", err, page, complaints.String())
	}
	put(t, dir+"/site/ferry.html", page)
	opened(t, served(t, dir+"/site")+"/ferry.html")
}

// A process is a server that a test has started.
type process struct {
	cmd *exec.Cmd
	log bytes.Buffer
}

// started starts a server, and ends it with the test.
func started(t *testing.T, dir string, env []string, name string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(name, args...)}
	p.cmd.Dir, p.cmd.Env = dir, append(os.Environ(), env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		_ = p.cmd.Wait()
		if t.Failed() {
			t.Logf("%s says:\n%s", name, p.log.String())
		}
	})
	return p
}

// free returns an address that nobody listens at.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// answers waits until a server listens.
func answers(t *testing.T, address string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for late := time.After(chromium.Patience); ; {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("nobody listens at %s", address)
		}
	}
}

// behind starts the Sourcemark server in front of a site with the article, and returns its address. asked gets the headers
// with which the site is asked for it.
func behind(t *testing.T) (address string, asked chan http.Header) {
	t.Helper()
	asked = make(chan http.Header, 100)
	title, html := paragraphs(t)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/ferry" {
			http.NotFound(w, r)
			return
		}
		asked <- r.Header.Clone()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>%s</title><link rel="icon" href="data:,"></head><body><article><h1>%[1]s</h1>%s</article></body></html>`, title, html)
	}))
	t.Cleanup(site.Close)
	dir := t.TempDir()
	run(t, top, "go", "build", "-o", dir+"/server", "./wasm/edge")
	put(t, dir+"/checks/ferry.json", []byte(read(t, "ferry.json")))
	cmd := exec.Command(dir+"/server", "-listen", "127.0.0.1:0", "-records", dir+"/checks")
	cmd.Env = append(os.Environ(), "ORIGIN="+site.URL, "TRUST=127.0.0.1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, rest, _ := strings.Cut(line, "http://")
	address, _, ok := strings.Cut(rest, "/")
	if err != nil || !ok {
		t.Fatalf("the server says %q, %v", line, err)
	}
	return address, asked
}

// A dictionary is what a reader has of another release, and how a file ends that was compressed with it.
const (
	dictionary = ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"
	ending     = ".00000000.dcz"
	delta      = "what is new"
)

// readmeBlock returns the block of code of web/README.md that begins with words, for files below a folder.
func readmeBlock(t *testing.T, words, www string) string {
	t.Helper()
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(data), words)
	_, rest, opens := strings.Cut(rest, "\n```")
	_, rest, _ = strings.Cut(rest, "\n")
	block, _, closes := strings.Cut(rest, "\n```")
	if !ok || !opens || !closes {
		t.Fatalf("README.md has no block after %q", words)
	}
	return strings.ReplaceAll(strings.ReplaceAll(block, "/srv/www/sourcemark/0.2.0/", www+"/sourcemark/"+web.Version+"/"), "/srv/www", www)
}

// inFront checks a proxy in front of the server: pages come with their checks, the site is told who asks, and files of the
// widget come compressed, for ever, and as the difference for those who have the last release.
func inFront(t *testing.T, address string, asked chan http.Header) {
	t.Helper()
	answers(t, address)
	get := func(path string, headers ...string) (*http.Response, string) {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp, string(body)
	}
	resp, _ := get("/ferry", "Accept-Encoding", "identity")
	if got := resp.Header.Get("Sourcemark"); !strings.HasPrefix(got, "annotated; items=2; unplaced=0") {
		t.Errorf("the page is %q", got)
	}
	if h := <-asked; h.Get("X-Forwarded-For") != "127.0.0.1, 127.0.0.1" || h.Get("X-Forwarded-Host") != address {
		t.Errorf("the site is told %v", h)
	}
	for _, c := range []struct{ accept, dictionary, encoding string }{
		{"br, gzip", "", "br"}, {"gzip", "", "gzip"}, {"identity", "", ""},
		{"br, dcz", dictionary, "dcz"}, {"br, gzip", dictionary, "br"}, {"br, dcz", ":BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=:", "br"},
	} {
		resp, body := get("/sourcemark/"+web.Version+"/sourcemark.wasm", "Accept-Encoding", c.accept, "Available-Dictionary", c.dictionary)
		h := resp.Header
		if resp.StatusCode != http.StatusOK || h.Get("Content-Encoding") != c.encoding || !strings.Contains(h.Get("Cache-Control"), "immutable") ||
			h.Get("Content-Type") != "application/wasm" || h.Get("Use-As-Dictionary") != `match="/sourcemark/*/sourcemark.wasm"` {
			t.Errorf("%q with %q: %s %v", c.accept, c.dictionary, resp.Status, h)
		}
		if (body == delta) != (c.encoding == "dcz") {
			t.Errorf("%q with %q: the body is %.20q", c.accept, c.dictionary, body)
		}
	}
	b := chromium.Open(t, chromium.Window{Width: 1000, Height: 800})
	b.Do(chromedp.Navigate("http://" + address + "/ferry"))
	if n := chromium.Eval[int](b, `document.querySelectorAll("article mark").length`); n != 2 {
		t.Errorf("%d marks on the page, want 2", n)
	}
	if said := b.Complaints(); len(said) > 0 {
		t.Errorf("the page complains: %q", said)
	}
}

// releases puts the widget below a folder, with one file compressed by a dictionary.
func releases(t *testing.T) (www string) {
	t.Helper()
	www = t.TempDir()
	if err := os.Chmod(www, 0o755); err != nil { // for a server that is nobody
		t.Fatal(err)
	}
	published(t, www)
	folder := filepath.Join(www, "sourcemark", web.Version)
	put(t, filepath.Join(folder, "dictionaries.map"), []byte(fmt.Sprintf("%q %s ; # sourcemark.wasm\n", dictionary, ending)))
	put(t, filepath.Join(folder, "sourcemark.wasm"+ending), []byte(delta))
	return www
}

func TestNginx(t *testing.T) {
	tried(t, "nginx")
	server, asked := behind(t)
	www, dir, address := releases(t), t.TempDir(), free(t)
	maps, location, _ := strings.Cut(readmeBlock(t, "**nginx** (tried", www), "\n\n")
	user := ""
	if os.Getuid() == 0 {
		user = "user root;\n" // the folders of tests are root's
	}
	put(t, dir+"/nginx.conf", []byte(user+`daemon off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
`+maps+`
  server {
    listen `+address+`;
    root `+www+`;
`+location+"\n"+strings.ReplaceAll(read(t, "nginx/sourcemark.conf"), "127.0.0.1:8080", server)+`
  }
}
`))
	started(t, dir, nil, "nginx", "-p", dir, "-e", "stderr", "-c", dir+"/nginx.conf")
	inFront(t, address, asked)
}

func TestCaddy(t *testing.T) {
	tried(t, "caddy")
	server, asked := behind(t)
	www, dir, address := releases(t), t.TempDir(), free(t)
	put(t, dir+"/Caddyfile", []byte(`{
	admin off
	auto_https off
}
http://`+address+` {
	root * `+www+`
`+readmeBlock(t, "**Caddy** (tried", www)+"\n"+strings.ReplaceAll(read(t, "caddy/Caddyfile"), "127.0.0.1:8080", server)+`
}
`))
	started(t, dir, []string{"XDG_DATA_HOME=" + dir, "XDG_CONFIG_HOME=" + dir}, "caddy", "run", "--config", dir+"/Caddyfile", "--adapter", "caddyfile")
	inFront(t, address, asked)
}

// TestCloudflarePages serves a site as Pages does, by wrangler.
func TestCloudflarePages(t *testing.T) {
	tried(t, "node")
	dir, address := t.TempDir(), free(t)
	recipe(t, "pages", dir)
	published(t, dir)
	title, html := paragraphs(t)
	put(t, dir+"/ferry.html", []byte(fmt.Sprintf(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title><link rel="icon" href="data:,">
<script async src="/sourcemark/%s/sourcemark.js" data-records="/checks/ferry.json"></script></head><body><article><h1>%[1]s</h1>%[3]s</article></body></html>`, title, web.Version, html)))
	wrangler, err := filepath.Abs(top + "/wasm/edge/node_modules/wrangler/bin/wrangler.js")
	if err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	started(t, dir, []string{"CI=true", "WRANGLER_SEND_METRICS=false", "HOME=" + t.TempDir()}, "node", wrangler, "pages", "dev", dir, "--ip", host, "--port", port, "--compatibility-date", "2025-11-01")
	answers(t, address)
	opened(t, "http://"+address+"/ferry")
	for path, want := range map[string]string{
		"/sourcemark/" + web.Version + "/sourcemark.js": "public, max-age=31536000, immutable", "/checks/ferry.json": "no-cache",
	} {
		resp, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Cache-Control"); resp.StatusCode != http.StatusOK || got != want {
			t.Errorf("%s: %s, Cache-Control is %q, want %q", path, resp.Status, got, want)
		}
	}
}

// TestGhost checks the theme as Ghost does, and renders it with Ghost's engine, not in a Ghost.
func TestGhost(t *testing.T) {
	tried(t, "node")
	dir := t.TempDir()
	recipe(t, "ghost", dir+"/theme")
	published(t, dir+"/site/assets")
	packages(t, dir)
	title, html := paragraphs(t)
	cmd := exec.Command("node", dir+"/theme/try.cjs")
	cmd.Stdin = strings.NewReader(title + "\n" + html)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	page, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, page, complaints.String())
	}
	put(t, dir+"/site/ferry.html", page)
	opened(t, served(t, dir+"/site")+"/ferry.html")
}

// TestReadme wants the line that README.md shows to be the one that was tried.
func TestReadme(t *testing.T) {
	const line = `{{ with .Params.checks }}<script async src="{{ site.Params.sourcemark }}sourcemark.js" data-records="{{ . }}"></script>{{ end }}`
	for _, name := range []string{"../README.md", "hugo/layouts/_default/single.html"} {
		if !strings.Contains(read(t, name), line) {
			t.Errorf("%s does not have %s", name, line)
		}
	}
}
