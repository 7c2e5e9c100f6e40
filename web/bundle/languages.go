package main

import (
	"strings"

	"sourcemark/web/lang"
)

// readLanguages returns the language files that a loader may fetch, by their tags. English comes with the program.
func readLanguages() (map[string]string, error) {
	out := map[string]string{}
	for _, tag := range lang.Tags[1:] {
		text, err := language(tag)
		if err != nil {
			return nil, err
		}
		out[tag] = text
	}
	return out, nil
}

// language returns a language file without its comments and empty lines. The error is all that is wrong with the file.
func language(tag string) (string, error) {
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
