//go:build js && !worker

package language

import _ "embed"

//go:embed en.txt
var english string

// Text returns the file of English, which is the only one that the widget has: a reader would load all to read one. The
// file of the language that an article is in comes with the words of the interface, and is handed over with Load.
var Text = func(tag string) string {
	if tag == "en" {
		return english
	}
	return ""
}
