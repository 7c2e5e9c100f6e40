package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"sourcemark/web/bundle/archive"
)

const (
	pluginFolder = "web/wordpress"
	pluginFile   = "sourcemark-wordpress.zip"
)

// widgetFile matches what a page with the script tag, or one that was rendered, may ask for; and the notices.
var widgetFile = regexp.MustCompile(`^(sourcemark(\.run|\.desk)?\.js|sourcemark(\.\w+)?\.wasm|sourcemark(\.card|\.part)?\.css|(lang|lexicon)/\w+\.txt|NOTICES\.txt)$`)

// writePlugin writes the WordPress plugin as a zip file, with those of the files of dist/ that it serves. It must say the version
// of the widget, which is the name of their folder.
func writePlugin(built map[string][]byte) error {
	for _, said := range []struct{ file, line string }{
		{"sourcemark.php", " * Version:           " + version + "\n"}, {"sourcemark.php", "const SOURCEMARK_VERSION = '" + version + "';\n"},
		{"readme.txt", "Stable tag: " + version + "\n"},
	} {
		data, err := os.ReadFile(filepath.Join(pluginFolder, said.file))
		if err != nil {
			return err
		}
		if !bytes.Contains(data, []byte(said.line)) {
			return fmt.Errorf("%s/%s: want the line %q", pluginFolder, said.file, strings.TrimSpace(said.line))
		}
	}
	const folder = "sourcemark"
	files, err := archive.In(pluginFolder, folder, func(name string) bool { return strings.HasSuffix(name, ".dist") })
	if err != nil {
		return err
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return err
	}
	files = append(files, archive.File{Name: folder + "/LICENSE", Data: licence})
	for name, data := range built {
		if widgetFile.MatchString(name) {
			files = append(files, archive.File{Name: path.Join(folder, "widget", version, name), Data: data})
		}
	}
	data, err := archive.Pack(pluginFile, files)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, pluginFile), data, 0o666)
}
