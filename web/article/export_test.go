package article

import (
	_ "embed"
	"strings"
)

// Hostile is pages that are in no order.
var Hostile = hostile()

//go:embed testdata/hostile.txt
var hostilePages string

// hostile reads the file of pages: one a line, with \n, \r, \f, \t for what they say, and {word*n} for a word n times.
func hostile() (pages []string) {
	for line := range strings.Lines(hostilePages) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		pages = append(pages, strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\f`, "\f", `\t`, "\t", `\0`, "\x00",
			`{long}`, strings.Repeat("long ", 2000), `{deep}`, strings.Repeat("<div>", 300), `{300b}`, strings.Repeat("<b>", 200)).Replace(line))
	}
	return pages
}
