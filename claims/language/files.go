//go:build !js

package language

import "embed"

//go:embed *.txt
var files embed.FS

// Text returns the file of a language; "" if there is none.
func Text(tag string) string {
	text, _ := files.ReadFile(tag + ".txt")
	return string(text)
}
