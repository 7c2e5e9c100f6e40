//go:build !js

package lang

import "embed"

// Not in a browser's program: there a reader would load nine languages to read one, and package embed with what it
// needs is 10 kB.
//
//go:embed en.txt ko.txt zh.txt ja.txt ru.txt de.txt fr.txt es.txt ar.txt
var files embed.FS

// Text is the file of a language of Tags; "" of another.
func Text(tag string) string {
	text, err := files.ReadFile(tag + ".txt")
	if err != nil {
		return ""
	}
	return string(text)
}

// Load is the interface in a language of Tags.
func Load(tag string) (*Lang, error) { return Parse(tag, Text(tag)) }

// English is the interface in English.
func English() *Lang {
	l, err := Load("en")
	if err != nil {
		panic(err) // a test reads it before anybody else does
	}
	return l
}
