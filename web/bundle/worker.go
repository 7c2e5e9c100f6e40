package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/bundle/archive"
)

// buildWorker writes the worker as Cloudflare takes it, four modules, to dist/. The dossiers of the folder go
// into it; none if that is "". Words are modules of their own, of which Go reads only what an article needs.
func buildWorker(wasm, goroot, folder, to string) error {
	program, err := readProgram(wasm, "worker")
	if err != nil {
		return err
	}
	if program, err = shrink(program); err != nil {
		return err
	}
	program, tables, err := withoutTables(program)
	if err != nil {
		return err
	}
	if program, err = ordered(program, nil); err != nil {
		return err
	}
	makeTables, err := tables.script()
	if err != nil {
		return err
	}
	exec, err := os.ReadFile(glueFile(goroot))
	if err != nil {
		return err
	}
	worker, err := os.ReadFile("web/static/worker.mjs")
	if err != nil {
		return err
	}
	start, err := glue(exec, nil)
	if err != nil {
		return err
	}
	files, err := workerFiles(folder)
	if err != nil {
		return err
	}
	if strings.Count(string(worker), " = FILES;") != 1 {
		return fmt.Errorf("worker.mjs: want one line that ends with = FILES")
	}
	imports, body, _ := strings.Cut(string(worker), "\n\n")
	script := strings.Replace(imports+"\n"+start+makeTables+"const { Go } = own;\n"+body, " = FILES;", ` = "FILES GO HERE";`, 1)
	small, err := minified(script)
	if err != nil {
		return fmt.Errorf("worker.mjs: %w", err)
	}
	small = strings.Replace(small, `"FILES GO HERE"`, string(files), 1)
	spoken, err := allSpoken()
	if err != nil {
		return err
	}
	dir := filepath.Join(dist, to)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, data := range map[string][]byte{
		"worker.mjs": []byte(small), "edge.wasm": program, "words.txt": englishWords(), "languages.txt": spoken} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return err
		}
		zipped, err := archive.Gzip(data)
		if err != nil {
			return err
		}
		fmt.Printf("%-22s %10d %10d\n", to+"/"+name, len(data), len(zipped))
	}
	return nil
}

// dossiers returns the dossiers of a folder as they stand in their files, by file name; none if the folder is "". A
// folder without dossiers is an error, and so is a dossier that the reader refuses.
func dossiers(folder string) (map[string]string, error) {
	all := map[string]string{}
	if folder == "" {
		return all, nil
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		// These lie beside dossiers and are none.
		if strings.HasSuffix(path, ".schema.json") || strings.HasSuffix(path, ".links.json") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if _, err := records.Read(path, data); err != nil {
			return nil, err
		}
		all[filepath.Base(path)] = string(data)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("DOSSIERS=%s: no dossier (.json) in this folder", folder)
	}
	return all, nil
}

// workerFiles returns what the worker has beside its program, as JSON; worker.mjs says what is what.
func workerFiles(folder string) ([]byte, error) {
	built, err := dossiers(folder)
	if err != nil {
		return nil, err
	}
	look, err := css(web.RenderedCSS + web.EndnotesCSS)
	if err != nil {
		return nil, err
	}
	inside, err := css(web.CardCSS + web.PopoverCSS)
	if err != nil {
		return nil, err
	}
	part, err := css(web.PartCSS)
	if err != nil {
		return nil, err
	}
	openapi, err := os.ReadFile("wasm/edge/openapi.json")
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{
		"records": built, "css": look, "card": inside, "part": part, "openapi": string(openapi),
	})
}
