// Package embed stands in for Go's in the widget, which embeds files as strings alone: for these the compiler needs no
// more than that the package is imported. Go's brings io/fs and time with it, 10 kB to load.
package embed
