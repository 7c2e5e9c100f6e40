//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./wasm/bench FOLDER, that of the results; ./build.sh bench makes them")
		os.Exit(2)
	}
	if err := report(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// report prints all results of a folder as a table.
func report(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var results []Result
		if err := json.Unmarshal(data, &results); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, r := range results {
			fmt.Fprintf(out, "%s\t%s\t%v\t%.4g %s\t%.4g to %.4g\n", r.What, r.Who, r.N, r.Median, r.Unit, r.Low, r.High)
		}
	}
	return out.Flush()
}
