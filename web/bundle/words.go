package main

import (
	"strings"

	"sourcemark/web/lang"
)

// readWords is the language files that a loader may fetch, by their tags, each read without complaint and then
// without its comments and blank lines. English is in the program.
func readWords() (map[string]string, error) {
	words := map[string]string{}
	for _, tag := range lang.Tags[1:] {
		if _, err := lang.Load(tag); err != nil {
			return nil, err
		}
		var lines strings.Builder
		for line := range strings.Lines(lang.Text(tag)) {
			if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
				lines.WriteString(line)
			}
		}
		words[tag] = lines.String()
	}
	return words, nil
}
