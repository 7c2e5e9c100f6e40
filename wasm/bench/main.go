//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./wasm/bench FOLDER, that of the results; ./build.sh bench makes them")
		os.Exit(2)
	}
	if err := report(os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// all is the file of all results together.
const all = "results.json"

// report prints the results of a folder as tables, one a file, draws them, and puts all of them into one file.
func report(w io.Writer, folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	together := make(map[string][]Result)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		if filepath.Base(file) == all {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var results []Result
		if err := json.Unmarshal(data, &results); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		together[name] = results
		fmt.Fprintf(w, "\n%s\n", name)
		if err := table(w, results); err != nil {
			return err
		}
		for _, c := range charts(results) {
			out := filepath.Join(folder, name+"-"+slug(c.what)+".svg")
			if err := c.draw(out); err != nil {
				return fmt.Errorf("%s: %w", out, err)
			}
			fmt.Fprintf(w, "  plot: %s\n", out)
		}
	}
	data, err := json.MarshalIndent(together, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, all), append(data, '\n'), 0o666)
}

// table prints results, those of one thing together and the smallest first.
func table(w io.Writer, results []Result) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, g := range byWhat(results) {
		fmt.Fprintf(out, "  %s\n", g.what)
		for _, r := range g.results {
			n, spread := "", ""
			if r.N != 0 {
				n = number(r.N)
			}
			if r.Low != r.High {
				spread = number(r.Low) + " to " + number(r.High)
			}
			fmt.Fprintf(out, "    %s\t%s\t%s %s\t%s\t%s\n", r.Who, n, number(r.Median), r.Unit, spread, r.Note)
		}
	}
	return out.Flush()
}

// slug is a name for a file.
func slug(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}
