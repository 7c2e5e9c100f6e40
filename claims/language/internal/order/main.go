// Command order puts files of languages in order, as gofmt does programs, and says what it changed:
//
//	go run ./claims/language/internal/order          all files
//	go run ./claims/language/internal/order sv.txt   one
//
// Keys stand in the order of keys.go, each part under its heading there. A key that stands twice is joined, an
// entry that stands twice is left once, and lines are broken. What words there are, and comments above a key, stay.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"sourcemark/claims/language"
)

func main() {
	if err := run("claims/language", os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "order:", err)
		os.Exit(1)
	}
}

// run puts the named files of a folder in order; all, if none is named.
func run(folder string, names []string) error {
	if len(names) == 0 {
		files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err != nil {
			return err
		}
		for _, file := range files {
			if name := filepath.Base(file); name != "tongues.txt" { // which a test writes
				names = append(names, name)
			}
		}
	}
	source, err := os.ReadFile(filepath.Join(folder, "keys.go"))
	if err != nil {
		return fmt.Errorf("run this in the folder that has go.mod: %w", err)
	}
	headings := headings(string(source))
	for _, name := range names {
		file := filepath.Join(folder, filepath.Base(name))
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		text, changes, err := ordered(string(data), headings)
		if err != nil {
			return fmt.Errorf("%s:%w", filepath.Base(name), err)
		}
		for _, change := range changes {
			fmt.Printf("%s: %s\n", filepath.Base(name), change)
		}
		if text == string(data) {
			continue
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// A block of a file is a key with its lines, and the comments above it.
type block struct {
	key          string
	above, lines []string
}

// ordered returns a file in order, and what was changed.
func ordered(text string, headings map[string]string) (string, []string, error) {
	keys := language.Keys()
	head, blocks, err := read(text, headings)
	if err != nil {
		return "", nil, err
	}
	var changes []string
	place := func(b block) int { return slices.Index(keys, b.key) }
	last := 0
	for i := range blocks {
		b := &blocks[i]
		if what := b.fill(); what != "" {
			changes = append(changes, what+b.key)
		}
		if k := place(*b); k < last {
			changes = append(changes, "moved "+b.key)
		} else {
			last = k
		}
	}
	slices.SortStableFunc(blocks, func(a, b block) int { return place(a) - place(b) })
	out, part := head, ""
	for _, b := range blocks {
		k := place(b)
		for k > 0 && headings[keys[k]] == "" {
			k--
		}
		if heading := headings[keys[k]]; heading != part {
			out, part = append(out, "", heading), heading
		}
		out = append(append(out, b.above...), b.lines...)
	}
	result := strings.Join(out, "\n") + "\n"
	if result != text && changes == nil {
		changes = []string{"set the headings of keys.go"}
	}
	return result, changes, nil
}

// headings returns the headings of keys.go by the key below each: a comment there with an empty line after it.
func headings(source string) map[string]string {
	found, heading := make(map[string]string), ""
	_, source, _ = strings.Cut(source, "\nconst (\n")
	keys := language.Keys()
	k := 0
	lines := strings.Split(source, "\n")
	for i, line := range lines {
		comment, ok := strings.CutPrefix(line, "\t// ")
		switch {
		case ok && lines[i+1] == "":
			heading = "# " + comment
		case ok || line == "":
		case k == len(keys):
			return found
		default:
			if heading != "" {
				found[keys[k]], heading = heading, ""
			}
			k++
		}
	}
	return found
}

// read parts a file into the comment at its head and its blocks, without headings.
func read(text string, headings map[string]string) (head []string, blocks []block, err error) {
	top, rest, _ := strings.Cut(text, "\n\n")
	head = strings.Split(top, "\n")
	n := len(head) + 1
	isHeading := make(map[string]bool)
	for _, h := range headings {
		isHeading[h] = true
	}
	var above []string
	at := -1 // the block that lines go on with
	for line := range strings.Lines(rest) {
		n++
		line = strings.TrimRight(line, " \t\r\n")
		key, words, ok := strings.Cut(line, "=")
		switch key = strings.TrimSpace(key); {
		case line == "" || isHeading[line]:
		case line[0] == '#':
			above = append(above, line)
		case line[0] == ' ' && at >= 0:
			blocks[at].lines = append(blocks[at].lines, line)
		case !ok || !slices.Contains(language.Keys(), key):
			return nil, nil, fmt.Errorf("%d: %s: no such key; go doc -all sourcemark/claims/language has all of them", n, key)
		default:
			if at = slices.IndexFunc(blocks, func(b block) bool { return b.key == key }); at < 0 {
				at = len(blocks)
				blocks = append(blocks, block{key: key})
			} else {
				line = "  " + strings.TrimSpace(words)
			}
			blocks[at].above = append(blocks[at].above, above...)
			blocks[at].lines, above = append(blocks[at].lines, line), nil
		}
	}
	return head, blocks, nil
}

// fill writes the lines of a key anew if one is too long or a word stands there twice, and returns what it did.
func (b *block) fill() (what string) {
	const (
		longest = 120 // characters of a line
		width   = 112 // of one that is written anew, as go generate does
	)
	_, words, _ := strings.Cut(strings.Join(b.lines, " "), "=")
	var once []string
	for w := range strings.FieldsSeq(words) {
		if slices.Contains(once, w) {
			what = "left out what stood twice under "
		} else {
			once = append(once, w)
		}
	}
	if what == "" && slices.ContainsFunc(b.lines, func(l string) bool { return utf8.RuneCountInString(l) > longest }) {
		what = "broke the lines of "
	}
	if what == "" {
		return ""
	}
	b.lines = nil
	line := b.key + " ="
	for _, w := range once {
		if utf8.RuneCountInString(line+" "+w) > width {
			b.lines, line = append(b.lines, line), " "
		}
		line += " " + w
	}
	b.lines = append(b.lines, line)
	return what
}
