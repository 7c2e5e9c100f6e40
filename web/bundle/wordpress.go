package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
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

// plugin returns the WordPress plugin as a zip file, with those files of dist/ that it serves. It must say the version of
// the widget, which is the name of their folder.
func plugin(dist map[string][]byte) ([]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(pluginFolder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, ".dist") {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(pluginFolder, name))
		return err
	})
	if err != nil {
		return nil, err
	}
	for file, line := range map[string]string{"sourcemark.php": " * Version:           %s\n", "readme.txt": "Stable tag: %s\n"} {
		if line = fmt.Sprintf(line, version); !bytes.Contains(files[file], []byte(line)) {
			return nil, fmt.Errorf("%s/%s: want the line %q", pluginFolder, file, strings.TrimSpace(line))
		}
	}
	if define := fmt.Sprintf("const SOURCEMARK_VERSION = '%s';", version); !bytes.Contains(files["sourcemark.php"], []byte(define)) {
		return nil, fmt.Errorf("%s/sourcemark.php: want %s", pluginFolder, define)
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return nil, err
	}
	files["LICENSE"] = licence
	for name, data := range dist {
		if widgetFile.MatchString(name) {
			files[path.Join("widget", version, name)] = data
		}
	}
	return zipped("sourcemark", files)
}

// zipped returns files in a folder as a zip file. The same files give the same bytes: it has the earliest time that a zip file
// can have.
func zipped(folder string, files map[string][]byte) ([]byte, error) {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, name := range names {
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
