package main

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
)

// TestPlugin looks into the zip file of the WordPress plugin: everything is in one folder, and what was built is with it.
func TestPlugin(t *testing.T) {
	data := built(t, pluginFile)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	widget := "sourcemark/widget/" + version + "/"
	for _, name := range []string{"sourcemark/sourcemark.php", "sourcemark/uninstall.php", "sourcemark/readme.txt", "sourcemark/LICENSE",
		widget + "sourcemark.js", widget + "sourcemark.wasm", widget + "sourcemark.part.css", widget + "lang/en.txt", widget + "NOTICES.txt"} {
		if !slices.Contains(names, name) {
			t.Errorf("there is no %s in %q", name, names)
		}
	}
	for _, name := range []string{"sourcemark/phpcs.xml.dist", widget + "records.json", widget + "sourcemark.local.js"} {
		if slices.Contains(names, name) {
			t.Errorf("%s is of no use on a site", name)
		}
	}
}
