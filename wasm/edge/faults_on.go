//go:build faults

package main

import "os"

// fault fails in the ways a program can, on the pages of these names. Tests build a worker of their own with it.
func fault(path string) {
	switch path {
	case "/panic":
		panic("as asked")
	case "/fatal":
		os.Exit(3) // as the runtime does when memory or a stack runs out: nobody can recover
	}
}
