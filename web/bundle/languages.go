package main

import (
	"slices"
	"strings"

	"sourcemark/claims/language"
	"sourcemark/web/lang"
)

// readSpoken returns what a loader may fetch for a page in a language, by the tags: the words of the interface, if it has
// that language, and after a form feed what the engine knows of it. Those of the interface in English it has already. No
// file is shorter than least: Vite puts shorter ones into scripts, as addresses that a strict policy refuses to fetch.
func readSpoken() (map[string]string, error) {
	out, err := readLanguages()
	if err != nil {
		return nil, err
	}
	const least = 4096
	for _, tag := range language.Tags() {
		out[tag] += "\f" + bare(language.Text(tag))
		out[tag] += strings.Repeat("\n", max(0, least-len(out[tag])))
	}
	return out, nil
}

// allSpoken returns what the engine knows of all languages, and the words of the interface in those that it has, for the
// worker, which takes out of it what it needs: one file after the other, each after a form feed and its name, which is
// the tag of the language, with "/interface" after it for these words.
func allSpoken() ([]byte, error) {
	var b strings.Builder
	for _, tag := range language.Tags() {
		b.WriteString("\f" + tag + "\n" + bare(language.Text(tag)))
	}
	for _, tag := range lang.Tags {
		text, err := words(tag)
		if err != nil {
			return nil, err
		}
		b.WriteString("\f" + tag + "/interface\n" + text)
	}
	return []byte(b.String()), nil
}

// spoken returns the tags of the languages of which a loader may fetch something.
func spoken() []string {
	tags := slices.Clone(lang.Tags[:])
	for _, tag := range language.Tags() {
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// readLanguages returns the words of the interface in other languages than English, by their tags.
func readLanguages() (map[string]string, error) {
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

// words returns the words of the interface in a language. The error is all that is wrong with their file.
func words(tag string) (string, error) {
	if _, err := lang.Load(tag); err != nil {
		return "", err
	}
	return bare(lang.Text(tag)), nil
}

// bare returns a language file without its comments and empty lines.
func bare(file string) string {
	var lines strings.Builder
	for line := range strings.Lines(file) {
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			lines.WriteString(line)
		}
	}
	return lines.String()
}
