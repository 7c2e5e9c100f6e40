//go:build unix

package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"sourcemark/web"
)

// release returns the files of dist/release, for the tests that ./build.sh test release runs on it.
func release(t *testing.T) map[string][]byte {
	t.Helper()
	if os.Getenv("SOURCEMARK_TEST") != "release" {
		t.Skip("./build.sh test release runs this test, on what ./build.sh release has made")
	}
	dir := filepath.Join(top, folder)
	sums, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if is := fmt.Sprintf("%x", sha256.Sum256(data)); is != sum {
			t.Errorf("%s: it is %s, SHA256SUMS says %s", name, is, sum)
		}
		files[name] = data
	}
	for _, want := range []string{"widget-%s.tar.gz", "worker-%s.tar.gz", "%s.tgz", "wordpress-%s.zip", "server-%s.oci.tar", "%s.cdx.json", "tests-%s.cdx.json"} {
		if want = "sourcemark-" + fmt.Sprintf(want, web.Version); files[want] == nil {
			t.Fatalf("the release has no %s", want)
		}
	}
	return files
}

// TestReleaseTellsNothing looks into every file of the release for where it was made, and by whom.
func TestReleaseTellsNothing(t *testing.T) {
	files := release(t)
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(top)
	if err != nil {
		t.Fatal(err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{here, "sourcemark-release-", "/go/pkg/mod/", "with a longer name"}
	if len(home) > len("/root") {
		secrets = append(secrets, home+"/")
	}
	if len(host) > 5 { // or it may be a word
		secrets = append(secrets, host)
	}
	if u, err := user.Current(); err == nil && len(u.Username) > 5 {
		secrets = append(secrets, u.Username+"@")
	}
	looked := 0
	var look func(name string, data []byte)
	look = func(name string, data []byte) {
		looked++
		for _, s := range secrets {
			if at := bytes.Index(data, []byte(s)); at >= 0 {
				t.Errorf("%s: byte %d: it has %q: …%q…", name, at, s, data[max(0, at-40):min(len(data), at+80)])
			}
		}
		inner := name
		switch {
		case bytes.HasPrefix(data, []byte("\x1f\x8b")):
			if !strings.HasSuffix(name, "gz") && !strings.Contains(name, "blobs/") {
				return
			}
			if strings.HasSuffix(name, ".gz") && !strings.HasSuffix(name, ".tar.gz") {
				return // of a file that is there, too
			}
			inner = "x.tar.gz"
		case bytes.HasPrefix(data, []byte("PK\x03\x04")):
			inner = "x.zip"
		case !strings.HasSuffix(name, ".tar"):
			return
		}
		for _, f := range unpacked(t, inner, data) {
			look(name+"/"+f.Name, f.Data)
		}
	}
	for name, data := range files {
		look(name, data)
	}
	if looked < 50 {
		t.Errorf("looked into %d files only", looked)
	}
}

// TestReleasedPrograms wants each program to be for its system, without cgo, paths and times, and to be there with licences; the
// one for this machine says what it is.
func TestReleasedPrograms(t *testing.T) {
	ran := false
	for name, data := range release(t) {
		rest, ok := strings.CutPrefix(name, "sourcemark-"+web.Version+"-")
		if !ok {
			continue
		}
		os, processor, _ := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(rest, ".tar.gz"), ".zip"), "-")
		root := "sourcemark-" + web.Version + "-" + os + "-" + processor + "/"
		files := unpacked(t, name, data)
		for _, want := range []string{"LICENSE", "NOTICES.txt", "README.md"} {
			if len(files[root+want].Data) == 0 {
				t.Errorf("%s has no %s", name, want)
			}
		}
		for _, module := range []string{"github.com/spf13/cobra", "github.com/VictoriaMetrics/metrics"} {
			if !bytes.Contains(files[root+"NOTICES.txt"].Data, []byte("\n"+module+" v")) {
				t.Errorf("%s: NOTICES.txt does not credit %s", name, module)
			}
		}
		for _, p := range []string{"sourcemark", serverName} {
			if os == "windows" {
				p += ".exe"
			}
			f := files[root+p]
			info, err := buildinfo.Read(bytes.NewReader(f.Data))
			if err != nil || !f.Program {
				t.Errorf("%s: %s is no program: %v", name, p, err)
				continue
			}
			set := map[string]string{}
			for _, s := range info.Settings {
				set[s.Key] = s.Value
			}
			if set["GOOS"] != os || set["GOARCH"] != processor || set["CGO_ENABLED"] != "0" || set["-trimpath"] != "true" || set["vcs.time"] != "" {
				t.Errorf("%s: %s is built by %v", name, p, info.Settings)
			}
			for _, m := range info.Deps {
				for _, tool := range []string{"go-containerregistry", "cyclonedx", "actionlint", "esbuild", "chromedp"} {
					if strings.Contains(m.Path, tool) {
						t.Errorf("%s: %s links %s, which only builds it or tests it", name, p, m.Path)
					}
				}
			}
		}
		if os == runtime.GOOS && processor == runtime.GOARCH {
			ran = true
			said := runProgram(t, files[root+"sourcemark"].Data, "version")
			if !strings.Contains(said, "sourcemark "+web.Version+"\ncommit: ") || strings.Contains(said, "not known") {
				t.Errorf("%s: it says %q", name, said)
			}
		}
	}
	if !ran {
		t.Errorf("there is no program for %s/%s", runtime.GOOS, runtime.GOARCH)
	}
}

// TestReleasedWidget wants the files of the widget in a folder of their version, compressed ones too, and nothing of the
// demonstration.
func TestReleasedWidget(t *testing.T) {
	name := "sourcemark-widget-" + web.Version + ".tar.gz"
	files := unpacked(t, name, release(t)[name])
	root := "sourcemark/" + web.Version + "/"
	for _, want := range []string{"sourcemark.js", "sourcemark.wasm", "sourcemark.wasm.br", "sourcemark.css", "lang/en.txt", "lexicon/en.txt", "NOTICES.txt",
		"SHA256SUMS", "integrity.json"} {
		if len(files[root+want].Data) == 0 {
			t.Errorf("%s is not there", want)
		}
	}
	for has := range files {
		if !strings.HasPrefix(has, root) || strings.Contains(has, "story") || strings.Contains(has, "records") || strings.Contains(has, "edge/") ||
			strings.HasSuffix(has, ".zip") || strings.Contains(has, "/npm/") || strings.Contains(has, "sourcemark.local.js") {
			t.Errorf("%s is there", has)
		}
	}
	dir := t.TempDir()
	for _, f := range files {
		at := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	programs := "sourcemark-" + web.Version + "-" + runtime.GOOS + "-" + runtime.GOARCH
	command := unpacked(t, programs+".tar.gz", release(t)[programs+".tar.gz"])[programs+"/sourcemark"]
	if said := runProgram(t, command.Data, "version", filepath.Join(dir, root)); !strings.Contains(said, "all as they were built") {
		t.Errorf("sourcemark version says %q", said)
	}
}

// runProgram runs a program and returns what it prints.
func runProgram(t *testing.T, program []byte, args ...string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(at, program, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(at, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %v", args, err)
	}
	return string(out)
}

// TestReleasedImage unpacks the layers of the image and runs it as its configuration says: as nobody, with nothing there but
// what the image has, if this is root.
func TestReleasedImage(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the image is for Linux")
	}
	name := serverName + "-" + web.Version + ".oci.tar"
	l := imageLayout{t, unpacked(t, name, release(t)[name])}
	config, files := l.platform(runtime.GOARCH)
	root := t.TempDir()
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(root, f.Name), f.Data, f.Mode()); err != nil {
			t.Fatal(err)
		}
	}
	checks := filepath.Join(root, "checks") // as an operator mounts it
	if err := os.Mkdir(checks, 0o755); err != nil {
		t.Fatal(err)
	}
	dossier, err := os.ReadFile(filepath.Join(top, "claims/records/samarkand-2022.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(checks, "samarkand-2022.json"), dossier, 0o644); err != nil {
		t.Fatal(err)
	}
	entry := append(slices.Clone(config.Config.Entrypoint), config.Config.Cmd...)
	entry = append(entry, "-listen", "127.0.0.1:0", "-records", "/checks")
	cmd := exec.Command(entry[0], entry[1:]...)
	cmd.Env = append(config.Config.Env, "ORIGIN=https://news.example")
	if os.Getuid() == 0 {
		var uid, gid uint32
		if _, err := fmt.Sscanf(config.Config.User, "%d:%d", &uid, &gid); err != nil || uid == 0 || gid == 0 {
			t.Fatalf("the user is %q: %v", config.Config.User, err)
		}
		cmd.Dir = config.Config.WorkingDir
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: uid, Gid: gid}}
	} else {
		cmd.Path, cmd.Args[len(cmd.Args)-1] = filepath.Join(root, entry[0]), checks
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, rest, _ := strings.Cut(line, "http://")
	address, _, ok := strings.Cut(rest, "/")
	if err != nil || !ok {
		t.Fatalf("it says %q, %v\n%s", line, err, complaints.String())
	}
	resp, err := http.Get("http://" + address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if want := `"status":"ok","version":"` + web.Version + `"`; err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), want) ||
		!strings.Contains(string(body), `"dossiers":1`) {
		t.Errorf("/healthz: %s %s %v", resp.Status, body, err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil { // StopSignal
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it does not stop well: %v\n%s", err, complaints.String())
	}
}
