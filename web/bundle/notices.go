package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"sourcemark/claims/lexicon/english"
)

// The programs in dist/ contain other people's work, whose licences must go with it. go list names that work, from the
// very packages that are compiled, so that none is forgotten.

// A program is one that others get: for what it is compiled, and the arguments of go list.
type program struct {
	goos, goarch string
	args         []string
}

// inDist returns the programs in dist/, as build.sh compiles them.
func inDist() []program {
	return []program{{"js", "wasm", []string{"./wasm/browser"}}, {"js", "wasm", []string{"-tags=nethttpomithttp2,worker", "./wasm/edge"}}}
}

// native returns the programs for computers that a release has. What they link differs by system, not by processor.
func native() []program {
	var all []program
	for _, goos := range []string{"linux", "darwin", "windows"} {
		all = append(all, program{goos, "amd64", []string{"./claims/cmd/sourcemark", "./wasm/edge"}})
	}
	return all
}

// A module is other people's work.
type module struct{ Path, Version, Dir string }

// linked returns the modules of programs, in order of their paths, without our own. The standard library is no
// module.
func linked(programs []program) ([]module, error) {
	byPath := map[string]module{}
	for _, p := range programs {
		cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Module"}, p.args...)...)
		cmd.Env = append(os.Environ(), "GOOS="+p.goos, "GOARCH="+p.goarch, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		d := json.NewDecoder(bytes.NewReader(out))
		for {
			var pkg struct {
				Module *struct {
					module
					Main    bool
					Replace *module
				}
			}
			if err := d.Decode(&pkg); err == io.EOF {
				break
			} else if err != nil {
				return nil, fmt.Errorf("go list: %w", err)
			}
			if m := pkg.Module; m != nil && !m.Main {
				if m.Replace != nil {
					m.Dir = m.Replace.Dir
				}
				byPath[m.Path] = m.module
			}
		}
	}
	var all []module
	for _, m := range byPath {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

// terms returns the licences and notices in a folder. A folder without any is an error.
func terms(dir string) ([]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, e := range entries {
		name, _, _ := strings.Cut(strings.ToUpper(e.Name()), ".")
		switch name {
		case "LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "PATENTS":
			if e.IsDir() {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, err
			}
			out = append(append(out, '\n'), bytes.TrimSpace(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))...)
			out = append(out, '\n')
		}
	}
	if out == nil {
		return nil, fmt.Errorf("no licence in %s: find out which one applies, or do without the module", dir)
	}
	return out, nil
}

const noticesFile = "NOTICES.txt"

// notices returns NOTICES.txt: our licence, Go's, and those of all modules that are in programs.
func notices(goroot string, programs []program) ([]byte, error) {
	ours, err := terms(".")
	if err != nil {
		return nil, err
	}
	all, err := linked(programs)
	if err != nil {
		return nil, err
	}
	standard, err := terms(goroot)
	if err != nil {
		// Some systems keep Go's licence elsewhere. Go's own modules have the same.
		i := slices.IndexFunc(all, func(m module) bool { return m.Path == "golang.org/x/net" })
		if i < 0 {
			return nil, err
		}
		if standard, err = terms(all[i].Dir); err != nil {
			return nil, err
		}
	}
	const line = "\n----------------------------------------------------------------\n\n"
	b := []byte("Sourcemark " + version + "\n")
	b = append(b, ours...)
	b = append(b, line+"The programs contain what follows.\n"+line+
		"Go, its standard library and wasm_exec.js: https://go.dev\n"...)
	b = append(b, standard...)
	b = append(b, line+"WordNet, of which lexicon/en.txt is made: https://wordnet.princeton.edu\n"...)
	b = append(b, english.Notice()...)
	const cldr = "claims/language/internal/cldr"
	unicode, err := terms(cldr)
	if err != nil {
		return nil, err
	}
	b = append(b, line+"Unicode CLDR, of which numbers, days and units in the files of languages are made: "+
		"https://cldr.unicode.org\n"...)
	b = append(b, unicode...)
	for _, m := range all {
		words, err := terms(m.Dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Path, err)
		}
		b = append(b, line+m.Path+" "+m.Version+"\n"...)
		b = append(b, words...)
		if m.Path == "github.com/klippa-app/go-pdfium" { // which has it compiled, and not its licence
			if words, err = terms("claims/internal/paper/pdfium"); err != nil {
				return nil, err
			}
			b = append(b, line+"PDFium, which go-pdfium has compiled: https://pdfium.googlesource.com\n"...)
			b = append(b, words...)
		}
	}
	return b, nil
}
