//go:build js && worker

package language

// Text returns the file of a language; "" if there is none. The worker's host sets it, before anything is read: the
// files are a module of their own beside the program, which reads each when it first needs it.
var Text func(tag string) string
