package main

import (
	"strings"

	"sourcemark/web/lang"
)

// readWords is the language files that a loader may fetch, by their tags. English comes with the program.
func readWords() (map[string]string, error) {
	out := map[string]string{}
	for _, tag := range lang.Tags[1:] {
		text, err := words(tag)
		if err != nil {
			return nil, err
		}
		out[tag] = text
	}
	return out, nil
}

// words is a language file, read without complaint and then without its comments and blank lines.
func words(tag string) (string, error) {
	if _, err := lang.Load(tag); err != nil {
		return "", err
	}
	var lines strings.Builder
	for line := range strings.Lines(lang.Text(tag)) {
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			lines.WriteString(line)
		}
	}
	return lines.String(), nil
}
