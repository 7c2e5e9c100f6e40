package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
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
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(pluginFolder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, ".dist") {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(pluginFolder, name))
		return err
	})
	if err != nil {
		return err
	}
	for file, line := range map[string]string{"sourcemark.php": " * Version:           %s\n", "readme.txt": "Stable tag: %s\n"} {
		if line = fmt.Sprintf(line, version); !bytes.Contains(files[file], []byte(line)) {
			return fmt.Errorf("%s/%s: want the line %q", pluginFolder, file, strings.TrimSpace(line))
		}
	}
	if define := fmt.Sprintf("const SOURCEMARK_VERSION = '%s';", version); !bytes.Contains(files["sourcemark.php"], []byte(define)) {
		return fmt.Errorf("%s/sourcemark.php: want %s", pluginFolder, define)
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return err
	}
	files["LICENSE"] = licence
	for name, data := range built {
		if widgetFile.MatchString(name) {
			files[path.Join("widget", version, name)] = data
		}
	}
	data, err := zipped("sourcemark", files)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, pluginFile), data, 0o666)
}

// zipped returns files in a folder as a zip file. The same files give the same bytes: it has the earliest time that a zip file
// can have.
func zipped(folder string, files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, name := range slices.Sorted(maps.Keys(files)) {
		h := &zip.FileHeader{Name: path.Join(folder, name), Method: zip.Deflate,
			Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)}
		h.SetMode(0o644)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
