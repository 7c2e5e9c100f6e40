//go:build js

package language

// Text returns the file of a language; "" if there is none. No file is compiled into these programs. The worker's host
// sets Text before anything is read: it has the files as a module beside the program, which takes each when it first
// needs it. The widget has a language handed over with Load, after the loader has fetched its file.
var Text = func(tag string) string { return "" }
