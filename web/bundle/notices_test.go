package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestNotices wants the words of everybody whose work is in dist/ to be there, too: of each module that a file of the
// programs imports, which is asked here without go list -deps.
func TestNotices(t *testing.T) {
	t.Chdir(top)
	got, err := notices(goroot(t), inDist())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Apache License", "Copyright 2009 The Go Authors", "UNICODE LICENSE V3",
		"github.com/hack-pad/safejs v0.1.0\n", "github.com/syumai/workers v0.32.0\n",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("want %q in it", want)
		}
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	imported := regexp.MustCompile(`(?m)^\s*(?:[a-z_.]+ )?"([a-z0-9.]+\.[a-z]+/[^"]+)"$`)
	seen := 0
	for _, folder := range []string{
		"claims", "claims/records", "claims/records/*", "claims/internal/*", "web", "web/lang", "web/article",
		"wasm/dom", "wasm/browser", "wasm/edge",
	} {
		files, err := filepath.Glob(folder + "/*.go")
		files = slices.DeleteFunc(files, func(file string) bool { // of the command line, which is not in dist/
			return slices.Contains([]string{"claims/internal/charset", "claims/internal/disk", "claims/internal/paper",
				"claims/records/importer",
				"claims/records/links", "claims/records/proof", "claims/records/watch"}, filepath.ToSlash(filepath.Dir(file)))
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") || strings.Contains(string(data), "//go:build !js") {
				continue
			}
			for _, m := range imported.FindAllStringSubmatch(string(data), -1) {
				for line := range strings.Lines(string(mod)) {
					path, version, ok := strings.Cut(strings.TrimSpace(line), " ")
					if !ok || !strings.HasPrefix(m[1]+"/", path+"/") {
						continue
					}
					seen++
					if want := path + " " + strings.Fields(version)[0] + "\n"; !strings.Contains(string(got), want) {
						t.Errorf("%s imports %s, and its words are not there", file, m[1])
					}
				}
			}
		}
	}
	if seen < 3 {
		t.Errorf("%d imports of other people's work found; the test looks in the wrong place", seen)
	}
	if built, err := os.ReadFile("dist/NOTICES.txt"); err == nil && string(built) != string(got) {
		t.Error("dist/NOTICES.txt is not this: run ./build.sh")
	}
}

// TestNoticesOfPDFium wants the words of PDFium, and of what is in it, with the programs that read PDF files, and only there.
func TestNoticesOfPDFium(t *testing.T) {
	t.Chdir(top)
	for pkg, reads := range map[string]bool{"./claims/cmd/sourcemark": true, "./wasm/edge": false} {
		got, err := notices(goroot(t), []program{{"linux", "amd64", []string{pkg}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"\nPDFium, ", "PDFium Authors", "The FreeType Project (www.freetype.org)", "the work of the Independent JPEG Group",
			"\nOpenJPEG: ", "Marti Maria Saguer", "Maxim Shemanarev", "Mark Adler"} {
			if strings.Contains(string(got), want) != reads {
				t.Errorf("%s: %q is in it: %v, want %v", pkg, want, !reads, reads)
			}
		}
	}
}

// Work without a licence is not passed on.
func TestNoTerms(t *testing.T) {
	dir := t.TempDir()
	if _, err := terms(dir); err == nil || !strings.Contains(err.Error(), "no licence in ") {
		t.Error(err)
	}
	for _, name := range []string{"licence.md", "COPYING", "notice.txt", "README"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("words of "+name+"\r\n\r\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := terms(dir)
	if want := "\nwords of COPYING\n\nwords of licence.md\n\nwords of notice.txt\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

// Whoever finds a hole finds out how to report it, wherever they begin to read, and is sent to nobody who is not there.
func TestSecurityIsFound(t *testing.T) {
	page, err := os.ReadFile(top + "/web/SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	if addresses := regexp.MustCompile(`https?://|[\w.]+@\w`).FindAllString(string(page), -1); addresses != nil {
		t.Errorf("SECURITY.md names %q", addresses)
	}
	for file, link := range map[string]string{
		"README.md": "(web/SECURITY.md)", "web/README.md": "(SECURITY.md)",
		"wasm/edge/README.md": "(../../web/SECURITY.md)",
	} {
		data, err := os.ReadFile(filepath.Join(top, file))
		if err != nil || !strings.Contains(string(data), link) {
			t.Errorf("%s does not lead to SECURITY.md: %v", file, err)
		}
	}
}
