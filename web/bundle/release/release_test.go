package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"sourcemark/web"
	"sourcemark/web/bundle/archive"
)

// top is the top of the project, seen from this package.
const top = "../../.."

// unpacked returns the files of an archive, by name.
func unpacked(t *testing.T, name string, data []byte) map[string]archive.File {
	t.Helper()
	all := map[string]archive.File{}
	if path.Ext(name) == ".zip" {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			all[f.Name] = archive.File{Name: f.Name, Data: text, Program: f.Mode()&0o111 != 0}
		}
		return all
	}
	var in io.Reader = bytes.NewReader(data)
	if !strings.HasSuffix(name, ".tar") {
		var err error
		if in, err = gzip.NewReader(in); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for r := tar.NewReader(in); ; {
		h, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Uname+h.Gname != "" || !h.ModTime.Equal(archive.Written) {
			t.Errorf("%s: %s knows who wrote it and when: %v", name, h.Name, h)
		}
		all[h.Name] = archive.File{Name: h.Name, Data: text, Program: h.Mode&0o111 != 0}
	}
}

// TestArchives packs files in both kinds of archive, and wants them back, and the same archive in whichever order they came.
func TestArchives(t *testing.T) {
	files := []archive.File{{Name: "s/sourcemark", Data: []byte("program"), Program: true}, {Name: "s/LICENSE", Data: []byte("licence")}}
	for _, name := range []string{"s.tar.gz", "s.zip"} {
		one, err := archive.Pack(name, files)
		if err != nil {
			t.Fatal(err)
		}
		another, err := archive.Pack(name, []archive.File{files[1], files[0]})
		if err != nil || !bytes.Equal(one, another) {
			t.Errorf("%s: the order of files changes it, %v", name, err)
		}
		got := unpacked(t, name, one)
		for _, want := range files {
			if f := got[want.Name]; len(got) != 2 || string(f.Data) != string(want.Data) || f.Program != want.Program {
				t.Errorf("%s: got %v", name, got)
			}
		}
	}
}

// TestWidgetFiles takes the files of the widget from a dist/, and nothing else that is there.
func TestWidgetFiles(t *testing.T) {
	dist := t.TempDir()
	for _, name := range []string{
		"sourcemark.js", "sourcemark.wasm.br", "lang/en.txt", "lexicon/en.txt", "SHA256SUMS", "integrity.json", // these
		"sourcemark.local.js", "story.html", "records.json", "edge/edge.wasm", "npm/index.js", "sourcemark-wordpress.zip", "release/SHA256SUMS", ".browser.wasm",
	} {
		at := filepath.Join(dist, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	files, err := widgetFiles(dist)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range archive.Sorted(files) {
		got = append(got, strings.TrimPrefix(f.Name, "sourcemark/"+web.Version+"/"))
	}
	want := "SHA256SUMS integrity.json lang/en.txt lexicon/en.txt sourcemark.js sourcemark.wasm.br"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestSame names what is not the same in two builds, and what only one has.
func TestSame(t *testing.T) {
	one, another := t.TempDir(), t.TempDir()
	for _, f := range []struct{ dir, name, text string }{
		{one, "a", "same"}, {another, "a", "same"}, {one, "b", "at noon"}, {another, "b", "at night"},
		{one, "lang/c", "only here"},
	} {
		at := filepath.Join(f.dir, f.name)
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(f.text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	err := fmt.Sprint(same(one, another))
	for _, want := range []string{"b: built twice, it is not the same from byte 4 on", "lang/c"} {
		if !strings.Contains(err, want) {
			t.Errorf("%s: want %q", err, want)
		}
	}
	if err := same(one, one); err != nil {
		t.Error(err)
	}
}

// An imageLayout is an image as the tar of its layout has it.
type imageLayout struct {
	t     *testing.T
	files map[string]archive.File
}

func (l imageLayout) read(digest v1.Hash, to any) {
	l.t.Helper()
	f, ok := l.files["blobs/"+digest.Algorithm+"/"+digest.Hex]
	if !ok {
		l.t.Fatalf("the image has no %s", digest)
	}
	if err := json.Unmarshal(f.Data, to); err != nil {
		l.t.Fatal(err)
	}
}

// platform returns the configuration of the image for a processor, and the files of its layers.
func (l imageLayout) platform(processor string) (config v1.ConfigFile, files map[string]archive.File) {
	l.t.Helper()
	var entry, index v1.IndexManifest
	if err := json.Unmarshal(l.files["index.json"].Data, &entry); err != nil || len(entry.Manifests) != 1 {
		l.t.Fatalf("index.json: %v %v", entry, err)
	}
	l.read(entry.Manifests[0].Digest, &index)
	for _, m := range index.Manifests {
		if m.Platform.Architecture != processor {
			continue
		}
		var manifest v1.Manifest
		l.read(m.Digest, &manifest)
		l.read(manifest.Config.Digest, &config)
		files = map[string]archive.File{}
		for _, layer := range manifest.Layers {
			blob := l.files["blobs/"+layer.Digest.Algorithm+"/"+layer.Digest.Hex]
			for name, f := range unpacked(l.t, "layer.tar.gz", blob.Data) {
				files[name] = f
			}
		}
		return config, files
	}
	l.t.Fatalf("there is no image for %s", processor)
	return config, nil
}

// TestImage makes an image of a program, and wants nothing in it but that, run by nobody, and no time.
func TestImage(t *testing.T) {
	programs := map[string][]byte{"amd64": []byte("program"), "arm64": []byte("another")}
	license := []archive.File{{Name: "LICENSE", Data: []byte("licence")}}
	data, err := image(programs, license, "c0ffee")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := image(programs, license, "c0ffee"); err != nil || !bytes.Equal(data, again) {
		t.Errorf("made again, it is another: %v", err)
	}
	l := imageLayout{t, unpacked(t, "image.tar", data)}
	if string(l.files["oci-layout"].Data) == "" {
		t.Error("it is no layout")
	}
	for processor, program := range programs {
		config, files := l.platform(processor)
		f := files[serverName]
		if len(files) != 2 || string(f.Data) != string(program) || !f.Program {
			t.Errorf("%s: it has %v", processor, files)
		}
		c := config.Config
		if c.User != nobody || !slices.Equal(c.Entrypoint, []string{"/sourcemark-server", "-listen", ":8080"}) || config.Architecture != processor || config.OS != "linux" ||
			c.Labels["org.opencontainers.image.version"] != web.Version || c.Labels["org.opencontainers.image.revision"] != "c0ffee" {
			t.Errorf("%s: it is set up as %+v", processor, config)
		}
		if !config.Created.IsZero() {
			t.Errorf("%s: it says when it was made: %v", processor, config.Created)
		}
	}
}

// TestBOM holds both bills of materials against the schema of CycloneDX, and wants the same twice.
func TestBOM(t *testing.T) {
	t.Chdir(top)
	// A program that links, as the command does, something of the module that has PDFium.
	main := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(main, []byte("package main\n\nimport _ \"github.com/klippa-app/go-pdfium/enums\"\n\nfunc main() {}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	linked := strings.TrimSuffix(main, ".go")
	if _, err := output("go", "build", "-o", linked, main); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(linked)
	if err != nil {
		t.Fatal(err)
	}
	programs := []program{{"sourcemark", system{"linux", "amd64"}, data}}
	make := func() map[string][]byte {
		out := map[string][]byte{}
		if err := boms(out, programs, "c0ffee"); err != nil {
			t.Fatal(err)
		}
		return out
	}
	schema := bomSchema(t)
	once, again := make(), make()
	for name, wants := range map[string][]string{
		"sourcemark-" + web.Version + ".cdx.json": {
			`"pkg:golang/github.com/hack-pad/safejs@v0.1.0"`, `"pkg:golang/std@1.`, `"sourcemark-linux-amd64"`, `"sourcemark-worker"`, `"dependsOn"`,
			`"pkg:generic/pdfium@`, `"BSD-3-Clause AND Apache-2.0"`,
		},
		"sourcemark-tests-" + web.Version + ".cdx.json": {`"pkg:npm/react@`, `"excluded"`, `"pkg:npm/%40`, `"expression": "MIT"`},
	} {
		if !bytes.Equal(once[name], again[name]) {
			t.Errorf("%s: made again, it is another", name)
		}
		for _, want := range wants {
			if !bytes.Contains(once[name], []byte(want)) {
				t.Errorf("%s: want %s in it", name, want)
			}
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(once[name]))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// bomSchema returns the schema of CycloneDX 1.6, which comes with the module that writes it.
func bomSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := output("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go")
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	for _, name := range []string{"bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schemax.json"} {
		data, err := os.ReadFile(filepath.Join(dir, "schema", name))
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		address := "http://cyclonedx.org/schema/" + strings.Replace(name, "schemax", "schema", 1)
		if err := c.AddResource(address, value); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestLocks wants in each lock file all that npm asks for before it installs any of it: whoever left some out when it was made
// has to leave it out in the same way whenever it is read.
func TestLocks(t *testing.T) {
	t.Chdir(top)
	locks, err := output("git", "ls-files", "*package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	for lock := range strings.SplitSeq(locks, "\n") {
		data, err := os.ReadFile(lock)
		if err != nil {
			t.Fatal(err)
		}
		var tree struct {
			Packages map[string]struct {
				Dependencies, PeerDependencies map[string]string
				PeerDependenciesMeta           map[string]struct{ Optional bool }
			}
		}
		if err := json.Unmarshal(data, &tree); err != nil {
			t.Fatalf("%s: %v", lock, err)
		}
		settings, _ := os.ReadFile(filepath.Join(filepath.Dir(lock), ".npmrc"))
		peerless := slices.Contains(strings.Split(string(settings), "\n"), "legacy-peer-deps=true")
		for at, p := range tree.Packages {
			wants := slices.Collect(maps.Keys(p.Dependencies))
			for name := range p.PeerDependencies {
				if !peerless && !p.PeerDependenciesMeta[name].Optional {
					wants = append(wants, name)
				}
			}
			for _, name := range wants {
				found, from := false, at
				for !found { // in the package's own folder, then in those around it
					_, found = tree.Packages[path.Join(from, "node_modules", name)]
					if from == "" {
						break
					}
					around, _, nested := cutLast(from, "/node_modules/")
					if !nested {
						around = ""
					}
					from = around
				}
				if !found {
					t.Errorf("%s: %q needs %s, which is not there", lock, at, name)
				}
			}
		}
	}
}

// TestSystems names the system that there are no programs for.
func TestSystems(t *testing.T) {
	if all, err := systemsNamed(""); err != nil || len(all) != 6 {
		t.Errorf("%v, %v", all, err)
	}
	if some, err := systemsNamed("linux/amd64,windows/arm64"); err != nil || fmt.Sprint(some) != "[linux/amd64 windows/arm64]" {
		t.Errorf("%v, %v", some, err)
	}
	if _, err := systemsNamed("linux/amd64,plan9/386"); err == nil || !strings.Contains(err.Error(), `no programs for "plan9/386"`) {
		t.Error(err)
	}
}
