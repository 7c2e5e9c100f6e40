// Command sourcemark is the newsroom's command line.
//
//	sourcemark check ARTICLE
//	sourcemark batch TASK < in.jsonl > out.jsonl
package main

import (
	"fmt"
	"io"
	"os"
)

const usage = `sourcemark puts sources under the words of a news article.

	sourcemark check ARTICLE                        what the records say about an article
	sourcemark batch TASK < in.jsonl > out.jsonl    one job of the engine, on one JSON object a line

sourcemark check -h and sourcemark batch -h say what goes in and what comes out.
`

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "sourcemark:", err)
		os.Exit(1)
	}
}

// run is main with the world in its arguments.
func run(args []string, in io.Reader, out, errs io.Writer) error {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		_, err := io.WriteString(out, usage)
		return err
	}
	switch args[0] {
	case "batch":
		return batch(args[1:], in, out, errs)
	case "check":
		return check(args[1:], in, out, errs)
	}
	io.WriteString(errs, usage)
	return fmt.Errorf("unknown command %q; want batch or check", args[0])
}
