//go:build !js

package lang

import (
	"embed"
	"strings"
)

// The widget does not link this file: a reader would load all languages to read one, and package embed with what it
// needs is 10 kB.
//
//go:embed en.txt ko.txt zh.txt ja.txt ru.txt de.txt fr.txt es.txt ar.txt vi.txt pt.txt it.txt tr.txt
var files embed.FS

// Text returns the file of a language of Tags, as far as it is for readers, and "" for any other language.
func Text(tag string) string {
	text, _, more := strings.Cut(whole(tag), deskBegins)
	if more {
		text = strings.TrimRight(text, "\n") + "\n"
	}
	return text
}

func whole(tag string) string {
	text, err := files.ReadFile(tag + ".txt")
	if err != nil {
		return ""
	}
	return string(text)
}

// Load returns the interface in a language of Tags. The error is that of Parse.
func Load(tag string) (*Lang, error) { return Parse(tag, Text(tag)) }

// English returns the interface in English.
func English() *Lang {
	l, err := Load("en")
	if err != nil {
		panic(err) // a test reads it before anybody else does
	}
	return l
}
