package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The npm package: the module of web/npm/package, and beside it, in the folder "files", what it and the script tag fetch. npm pack
// makes of the same files the same archive: it leaves out when they were written.
const npmFolder = dist + "/npm"

// writePackage writes the npm package. loader is the loader as moduleLoader returns it, files are those of dist/.
func writePackage(loader string, files map[string][]byte) error {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(name string) bool {
		switch filepath.Ext(name) {
		case ".html", ".json": // the demonstration
			return true
		}
		return name == "sourcemark.local.js" || name == noticesFile
	})
	out := map[string][]byte{noticesFile: files[noticesFile]}
	var addresses strings.Builder
	for _, name := range names {
		out["files/"+name] = files[name]
		if ext := filepath.Ext(name); ext == ".wasm" || ext == ".txt" {
			fmt.Fprintf(&addresses, "  %q: () => new URL(%q, import.meta.url),\n", name, "./files/"+name)
		}
	}
	for _, name := range []string{"index.js", "index.d.ts", "package.json", "custom-elements.json"} {
		data, err := os.ReadFile("web/npm/package/" + name)
		if err != nil {
			return err
		}
		out[name] = data
	}
	out["package.json"] = bytes.Replace(out["package.json"], []byte("VERSION"), []byte(version), 1)
	for place, value := range map[string]string{"LOADER;": loader, "FILES;": "{\n" + addresses.String() + "};"} {
		if bytes.Count(out["index.js"], []byte(" = "+place)) != 1 {
			return fmt.Errorf("web/npm/package/index.js: want one line that ends with = %s", place)
		}
		out["index.js"] = bytes.Replace(out["index.js"], []byte(" = "+place), []byte(" = "+value), 1)
	}
	var err error
	if out["LICENSE"], err = os.ReadFile("LICENSE"); err != nil {
		return err
	}
	readme, err := os.ReadFile("web/README.md")
	if err == nil {
		out["README.md"], err = packageReadme(readme)
	}
	if err != nil {
		return err
	}
	if err := os.RemoveAll(npmFolder); err != nil {
		return err
	}
	for name, data := range out {
		file := filepath.Join(npmFolder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, data, 0o666)); err != nil {
			return err
		}
	}
	return nil
}

// packageReadme returns the README of the package: the section of web/README.md about it, and those that it sends its readers to.
// Nothing else of web/ is in the package, so links to it are plain words.
func packageReadme(readme []byte) ([]byte, error) {
	out := []byte("# Sourcemark\n")
	for i, heading := range []string{"As a module", "Settings", "Content security policy", "Events and functions"} {
		_, section, found := bytes.Cut(readme, []byte("\n## "+heading+"\n"))
		if !found {
			return nil, fmt.Errorf("web/README.md: want a section %q", heading)
		}
		section, _, _ = bytes.Cut(section, []byte("\n## "))
		if i > 0 {
			out = append(out, "\n## "+heading+"\n"...)
		}
		out = append(out, section...)
	}
	return linkOut.ReplaceAll(out, []byte("$1")), nil
}

// linkOut is a link that leads to another place of this repository than the sections of the package's README.
var linkOut = regexp.MustCompile(`\[([^\]]+)\]\((?:#(?:as-a-module|from-[^)]*)|[^)#:]+(?:#[^)]*)?)\)`)

// moduleLoader returns the loader as an expression: a function that a module calls. hashes is as in script. It is not
// minified, for whoever bundles it does that.
func moduleLoader(loader []byte, hashes string) (string, error) {
	filled, err := filledIn(loader, hashes)
	if err != nil {
		return "", err
	}
	body := strings.NewReplacer(" = BUNDLED", " = null", " = RUN", " = null").Replace(filled)
	_, body, ok := strings.Cut(body, "\n(function launch(")
	body, end := strings.CutSuffix(body, "})();\n")
	if !ok || !end {
		return "", errors.New("loader.js: want one function, launch, which is called")
	}
	return "function launch(" + body + "};\n", nil
}
