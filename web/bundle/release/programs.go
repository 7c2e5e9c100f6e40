package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sourcemark/web"
	"sourcemark/web/bundle/archive"
)

// A system is what a program is compiled for.
type system struct{ os, processor string }

// allSystems returns those that there are programs for.
func allSystems() []system {
	return []system{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"}}
}

// systemsNamed returns the systems of a list such as linux/amd64,windows/arm64; all if it is empty.
func systemsNamed(list string) ([]system, error) {
	if list == "" {
		return allSystems(), nil
	}
	var some []system
	for name := range strings.SplitSeq(list, ",") {
		os, processor, _ := strings.Cut(name, "/")
		if !slices.Contains(allSystems(), system{os, processor}) {
			return nil, fmt.Errorf("there are no programs for %q; want some of %v", name, allSystems())
		}
		some = append(some, system{os, processor})
	}
	return some, nil
}

func (s system) String() string { return s.os + "/" + s.processor }

// serverName is what the server is called outside the project, where its package, wasm/edge, is not known.
const serverName = "sourcemark-server"

// compile compiles the command and the server for a system, and returns them. Nothing of this machine is in them.
func (s system) compile(commit string) (command, server []byte, err error) {
	dir, err := os.MkdirTemp("", "sourcemark-programs-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	for i, pkg := range []string{"./claims/cmd/sourcemark", "./wasm/edge"} {
		out := filepath.Join(dir, "program")
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid= -X main.commit="+commit, "-o", out, pkg)
		cmd.Env = append(os.Environ(), "GOOS="+s.os, "GOARCH="+s.processor, "GOAMD64=v1", "GOARM64=v8.0", "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=")
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return nil, nil, fmt.Errorf("%s for %s/%s: %w", pkg, s.os, s.processor, err)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			return nil, nil, err
		}
		if i == 0 {
			command = data
		} else {
			server = data
		}
	}
	return command, server, nil
}

// put writes a release into a folder, of what dist/ has and of the programs that it compiles.
func put(to, commit string, systems []system) error {
	out := map[string][]byte{}
	pack := func(name string, files []archive.File) (err error) {
		out[name], err = archive.Pack(name, files)
		return err
	}
	documents, err := documentsOf("README.md", "CHANGELOG.md")
	if err != nil {
		return err
	}
	var programs []program
	servers := map[string][]byte{}
	for _, s := range systems {
		command, server, err := s.compile(commit)
		if err != nil {
			return err
		}
		ending, kind := "", ".tar.gz"
		if s.os == "windows" {
			ending, kind = ".exe", ".zip"
		}
		name := "sourcemark-" + web.Version + "-" + s.os + "-" + s.processor
		files := []archive.File{{Name: name + "/sourcemark" + ending, Data: command, Program: true}, {Name: name + "/" + serverName + ending, Data: server, Program: true}}
		for _, d := range documents {
			files = append(files, archive.File{Name: name + "/" + d.Name, Data: d.Data})
		}
		if err := pack(name+kind, files); err != nil {
			return err
		}
		programs = append(programs, program{"sourcemark", s, command}, program{serverName, s, server})
		if s.os == "linux" {
			servers[s.processor] = server
		}
	}
	if out[serverName+"-"+web.Version+".oci.tar"], err = image(servers, documents[:2], commit); err != nil {
		return err
	}
	widget, err := widgetFiles("dist")
	if err != nil {
		return err
	}
	if err := pack("sourcemark-widget-"+web.Version+".tar.gz", widget); err != nil {
		return err
	}
	worker, err := archive.In("dist/edge", "dist/edge", nil)
	if err != nil {
		return err
	}
	deployed, err := archive.In("wasm/edge", "wasm/edge", func(name string) bool {
		switch {
		case name == ".", name == "wrangler.jsonc", name == "package.json", name == "package-lock.json", name == "README.md":
			return false
		}
		return !strings.HasPrefix(name, "migrations")
	})
	if err != nil {
		return err
	}
	root := "sourcemark-worker-" + web.Version
	for _, files := range [][]archive.File{worker, deployed, documents[:2]} {
		for i := range files {
			files[i].Name = path.Join(root, files[i].Name)
		}
	}
	if err := pack(root+".tar.gz", append(append(worker, deployed...), documents[:2]...)); err != nil {
		return err
	}
	npm, err := archive.In("dist/npm", "package", nil)
	if err != nil {
		return err
	}
	if err := pack("sourcemark-"+web.Version+".tgz", npm); err != nil {
		return err
	}
	if out["sourcemark-wordpress-"+web.Version+".zip"], err = os.ReadFile("dist/sourcemark-wordpress.zip"); err != nil {
		return err
	}
	if err := boms(out, programs, commit); err != nil {
		return err
	}
	return publish(to, out)
}

// widgetFiles returns what a publisher puts on a site, of what is in dist/: under an address that has the version in it, all may
// be kept for ever. It is neither the demonstration nor what is published by itself: the worker, the package, the plugin.
func widgetFiles(dist string) ([]archive.File, error) {
	return archive.In(dist, path.Join("sourcemark", web.Version), func(name string) bool {
		switch first, _, _ := strings.Cut(name, "/"); first {
		case ".", "lang", "lexicon", "NOTICES.txt", "SHA256SUMS", "integrity.json", "dictionaries.map":
			return false
		}
		return !strings.HasPrefix(name, "sourcemark.") || strings.HasPrefix(name, "sourcemark.local.js")
	})
}

// documentsOf returns what goes with every program: its licence and those of what is in it, and then others.
func documentsOf(names ...string) ([]archive.File, error) {
	license, err := os.ReadFile("LICENSE")
	if err != nil {
		return nil, err
	}
	goroot, err := output("go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	credits, err := output("go", "run", "./web/bundle", "-goroot", goroot, "-notices")
	if err != nil {
		return nil, err
	}
	files := []archive.File{{Name: "LICENSE", Data: license}, {Name: "NOTICES.txt", Data: []byte(credits + "\n")}}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, archive.File{Name: name, Data: data})
	}
	return files, nil
}

// publish writes a release and its SHA256SUMS.
func publish(to string, out map[string][]byte) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	var files []archive.File
	for name, data := range out {
		files = append(files, archive.File{Name: name, Data: data})
	}
	var sums strings.Builder
	for _, f := range archive.Sorted(files) {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.Data), f.Name)
		if err := os.WriteFile(filepath.Join(to, f.Name), f.Data, 0o666); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(to, "SHA256SUMS"), []byte(sums.String()), 0o666)
}
