//go:build !js

package lang

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// deskBegins is the line of a file from which on it has the words of the desk, which no reader loads.
const deskBegins = "\n# The desk, where editors work: readers do not load what follows\n"

// A Desk is the interface in one language with the words of the desk, where editors work.
type Desk struct {
	*Lang
	texts map[string]string // by key, without "desk."
}

// Named returns the tags of the languages that have a name in every language.
func Named() []string { return strings.Fields(languageTags) }

// LoadDesk returns the desk in a language of Tags. The error names all that is wrong with the file.
func LoadDesk(tag string) (*Desk, error) {
	l, err := Load(tag)
	if err != nil {
		return nil, err
	}
	english := deskTexts("en")
	d := &Desk{l, deskTexts(tag)}
	var wrong []error
	fail := func(key, what string) { wrong = append(wrong, errors.New(tag+".txt: desk."+key+": "+what)) }
	use := uses(tag)
	for key, text := range english {
		noun, form, counted := strings.Cut(key, ".")
		if !counted {
			if what := fault(d.texts[key], args(text)); what != "" {
				fail(key, what)
			}
			continue
		}
		if form != other.String() {
			continue
		}
		for c := range categories {
			key := noun + "." + c.String()
			text, there := d.texts[key]
			takes := 1
			if use[c] == 1 {
				takes = maybe
			}
			if wanted := use[c] > 0 || c == other; wanted && fault(text, takes) != "" {
				fail(key, fault(text, takes))
			} else if !wanted && there {
				fail(key, "is no plural form of this language")
			}
		}
	}
	for key := range d.texts {
		noun, _, counted := strings.Cut(key, ".")
		if _, ok := english[key]; !ok && (!counted || english[noun+"."+other.String()] == "") {
			fail(key, "is not in en.txt")
		}
	}
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return d, errors.Join(wrong...)
}

// args returns how many arguments a text takes.
func args(text string) int { return strings.Count(text, "%s") }

// deskTexts returns the words of the desk, by key.
func deskTexts(tag string) map[string]string {
	all := map[string]string{}
	_, text, _ := strings.Cut(whole(tag), deskBegins)
	for line := range strings.Lines(text) {
		if key, text, ok := strings.Cut(strings.TrimSpace(line), " = "); ok && !strings.HasPrefix(key, "#") {
			all[strings.TrimPrefix(key, "desk.")] = text
		}
	}
	return all
}

// Say returns the text under a key, which is that of the file without "desk.", with arguments in it.
func (d *Desk) Say(key string, args ...string) string {
	text, ok := d.texts[key]
	if !ok {
		panic(fmt.Sprintf("no file of web/lang has desk.%s", key))
	}
	return Format(text, args...)
}

// Many returns n of something in the words for that number: Many(3, "drafts") is "3 drafts".
func (d *Desk) Many(n int, of string) string {
	return d.Say(of+"."+plural(d.Tag, n).String(), strconv.Itoa(n))
}
