package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/CycloneDX/cyclonedx-go"

	"sourcemark/web"
)

// A program is one of a release.
type program struct {
	name string
	system
	data []byte
}

// boms adds what is inside the release, and the npm packages that only tests use, which nobody gets with it. (The library of
// cyclonedx-gomod would find the former by itself; it brings a whole Git along.)
func boms(out map[string][]byte, programs []program, commit string) error {
	inside, err := shipped(programs, commit)
	if err != nil {
		return err
	}
	if out["sourcemark-"+web.Version+".cdx.json"], err = encoded(inside); err != nil {
		return err
	}
	tests, err := testsOnly(commit)
	if err != nil {
		return err
	}
	out["sourcemark-tests-"+web.Version+".cdx.json"], err = encoded(tests)
	return err
}

// newBOM returns a bill of materials about the project at a commit.
func newBOM(name, commit string) *cyclonedx.BOM {
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{
		Component: &cyclonedx.Component{
			BOMRef: name, Type: cyclonedx.ComponentTypeApplication, Name: name, Version: web.Version,
			Licenses:   &cyclonedx.Licenses{{License: &cyclonedx.License{ID: "Apache-2.0"}}},
			Properties: &[]cyclonedx.Property{{Name: "sourcemark:commit", Value: commit}},
		},
	}
	bom.Components, bom.Dependencies = &[]cyclonedx.Component{}, &[]cyclonedx.Dependency{}
	return bom
}

// shipped returns what programs of the release contain: the modules that the linker has written into them, and, of those for
// WebAssembly, the ones that their packages come from.
func shipped(programs []program, commit string) (*cyclonedx.BOM, error) {
	bom := newBOM("sourcemark", commit)
	needs := map[string][]string{} // what each program contains, by reference
	libraries := map[string]cyclonedx.Component{}
	library := func(path, version, sum string) (string, error) {
		c := cyclonedx.Component{
			Type: cyclonedx.ComponentTypeLibrary, Name: path, Version: version, PackageURL: "pkg:golang/" + path + "@" + version, Scope: cyclonedx.ScopeRequired,
		}
		c.BOMRef = c.PackageURL
		if digest, ok := strings.CutPrefix(sum, "h1:"); ok { // of all files of the module, as go.sum has it
			raw, err := base64.StdEncoding.DecodeString(digest)
			if err != nil {
				return "", fmt.Errorf("%s: %w", path, err)
			}
			c.Hashes = &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: hex.EncodeToString(raw)}}
		}
		if was, ok := libraries[c.BOMRef]; !ok || was.Hashes == nil {
			libraries[c.BOMRef] = c
		}
		return c.BOMRef, nil
	}
	add := func(ref string, c cyclonedx.Component) {
		c.BOMRef, c.Type, c.Version = ref, cyclonedx.ComponentTypeApplication, web.Version
		*bom.Components = append(*bom.Components, c)
	}
	for _, p := range programs {
		info, err := buildinfo.Read(bytes.NewReader(p.data))
		if err != nil {
			return nil, err
		}
		ref := p.name + "-" + p.os + "-" + p.processor
		add(ref, cyclonedx.Component{Name: ref, Hashes: &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: fmt.Sprintf("%x", sha256.Sum256(p.data))}}})
		all := []string{}
		for _, m := range info.Deps {
			if m.Replace != nil {
				m = m.Replace
			}
			one, err := library(m.Path, m.Version, m.Sum)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		std, err := library("std", strings.TrimPrefix(info.GoVersion, "go"), "")
		if err != nil {
			return nil, err
		}
		needs[ref] = append(all, std)
	}
	for name, args := range map[string][]string{"sourcemark-widget": {"./wasm/browser"}, "sourcemark-worker": {"-tags=nethttpomithttp2,worker", "./wasm/edge"}} {
		cmd := exec.Command("go", append([]string{"list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}`}, args...)...)
		cmd.Env, cmd.Stderr = append(os.Environ(), "GOOS=js", "GOARCH=wasm"), os.Stderr
		lines, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		add(name, cyclonedx.Component{Name: name})
		std, err := library("std", strings.TrimPrefix(runtime.Version(), "go"), "")
		if err != nil {
			return nil, err
		}
		all := []string{std}
		for line := range strings.Lines(string(lines)) {
			if path, version, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
				one, err := library(path, version, "")
				if err != nil {
					return nil, err
				}
				all = append(all, one)
			}
		}
		needs[name] = all
	}
	for _, c := range libraries {
		*bom.Components = append(*bom.Components, c)
		needs[c.BOMRef] = nil
		if c.Name == "github.com/klippa-app/go-pdfium" {
			inner, err := pdfium()
			if err != nil {
				return nil, err
			}
			*bom.Components = append(*bom.Components, inner)
			needs[c.BOMRef], needs[inner.BOMRef] = []string{inner.BOMRef}, nil
		}
	}
	var top []string
	for _, c := range *bom.Components {
		if c.Type == cyclonedx.ComponentTypeApplication {
			top = append(top, c.BOMRef)
		}
	}
	needs["sourcemark"] = top
	for ref, on := range needs {
		slices.Sort(on)
		on = slices.Compact(on)
		*bom.Dependencies = append(*bom.Dependencies, cyclonedx.Dependency{Ref: ref, Dependencies: &on})
	}
	return bom, nil
}

// pdfium returns PDFium, which go-pdfium has in it, compiled, so that Go's linker knows nothing of it.
func pdfium() (cyclonedx.Component, error) {
	const module = "github.com/klippa-app/go-pdfium"
	dir, err := output("go", "list", "-m", "-f", "{{.Dir}}", module)
	if err != nil {
		return cyclonedx.Component{}, err
	}
	// It says that its WebAssembly is always the newest version that it has added support for, and tells which one that is.
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		return cyclonedx.Component{}, err
	}
	version := regexp.MustCompile(`(?m)^Version: (\d+)$`).FindSubmatch(readme)
	if version == nil {
		return cyclonedx.Component{}, fmt.Errorf("%s: README.md no longer says which version of PDFium it has: find out where it does", module)
	}
	compiled, err := os.ReadFile(filepath.Join(dir, "internal/pdfium_wasm/pdfium.wasm"))
	if err != nil {
		return cyclonedx.Component{}, err
	}
	ref := "pkg:generic/pdfium@" + string(version[1])
	return cyclonedx.Component{
		BOMRef: ref, Type: cyclonedx.ComponentTypeLibrary, Name: "PDFium", Version: string(version[1]), PackageURL: ref, Scope: cyclonedx.ScopeRequired,
		Hashes:             &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: fmt.Sprintf("%x", sha256.Sum256(compiled))}},
		Licenses:           &cyclonedx.Licenses{{Expression: "BSD-3-Clause AND Apache-2.0"}}, // claims/internal/paper/pdfium/LICENSE has both
		ExternalReferences: &[]cyclonedx.ExternalReference{{Type: cyclonedx.ERTypeVCS, URL: "https://pdfium.googlesource.com/pdfium"}},
	}, nil
}

// testsOnly returns the npm packages of all package-lock.json of the project. None of them is in what is published: tests run
// them, and ./build.sh serve shows pages with some.
func testsOnly(commit string) (*cyclonedx.BOM, error) {
	bom := newBOM("sourcemark-tests", commit)
	locks, err := output("git", "ls-files", "*package-lock.json")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for lock := range strings.SplitSeq(locks, "\n") {
		if strings.Contains(lock, "testdata") || lock == "" {
			continue
		}
		data, err := os.ReadFile(lock)
		if err != nil {
			return nil, err
		}
		var tree struct {
			Packages map[string]struct {
				Name, Version, Integrity string
				License                  any
			}
		}
		if err := json.Unmarshal(data, &tree); err != nil {
			return nil, fmt.Errorf("%s: %w", lock, err)
		}
		for at, p := range tree.Packages {
			_, name, ok := cutLast(at, "node_modules/")
			if !ok { // the folder itself
				continue
			}
			if p.Name != "" { // under another name
				name = p.Name
			}
			c := cyclonedx.Component{
				Type: cyclonedx.ComponentTypeLibrary, Name: name, Version: p.Version, Scope: cyclonedx.ScopeExcluded,
				PackageURL: "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + p.Version,
			}
			if c.BOMRef = c.PackageURL; seen[c.BOMRef] {
				continue
			}
			seen[c.BOMRef] = true
			if digest, ok := strings.CutPrefix(p.Integrity, "sha512-"); ok {
				raw, err := base64.StdEncoding.DecodeString(digest)
				if err != nil {
					return nil, fmt.Errorf("%s: %s: %w", lock, name, err)
				}
				c.Hashes = &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA512, Value: hex.EncodeToString(raw)}}
			}
			if l, ok := p.License.(string); ok && l != "" { // an SPDX expression, as npm wants it
				c.Licenses = &cyclonedx.Licenses{{Expression: l}}
			}
			*bom.Components = append(*bom.Components, c)
		}
	}
	return bom, nil
}

// cutLast cuts s around the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// encoded returns a bill of materials as JSON, always the same for the same: in order, without a time, and with a serial
// number made of what it says.
func encoded(bom *cyclonedx.BOM) ([]byte, error) {
	slices.SortFunc(*bom.Components, func(a, b cyclonedx.Component) int { return strings.Compare(a.BOMRef, b.BOMRef) })
	slices.SortFunc(*bom.Dependencies, func(a, b cyclonedx.Dependency) int { return strings.Compare(a.Ref, b.Ref) })
	write := func() ([]byte, error) {
		var b bytes.Buffer
		err := cyclonedx.NewBOMEncoder(&b, cyclonedx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
		return b.Bytes(), err
	}
	data, err := write()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of version 8, RFC 9562
	bom.SerialNumber = fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
	return write()
}
