//go:build js && !worker

package language

import _ "embed"

// The widget has English, and of the others as much as tells them apart: a reader would load all to read one. The file
// of the language that an article is in comes with the words of the interface, and is handed over with Load.
const shipped = "en"

//go:embed tongues.txt
var tongues string

//go:embed en.txt
var enFile string

// Text returns the file of English, whatever the tag.
func Text(string) string { return enFile }
