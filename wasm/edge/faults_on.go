//go:build faults

package main

import "os"

// spun counts the turns of the loop below; it is a variable of the package so that the compiler keeps the loop.
var spun int

// fault fails in the ways a program can, on the pages of these names. Tests build a worker of their own with it.
func fault(path string) {
	switch path {
	case "/panic":
		panic("as asked")
	case "/busy0", "/busy1", "/busy2":
		println(path + ": begun")
		for range 1 << 29 { // some tenths of a second
			spun++
		}
	case "/fatal":
		os.Exit(3) // as the runtime does when memory or a stack runs out: nobody can recover
	}
}
