//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package main

import (
	"io/fs"
	"os"
)

// Windows renames no file that is open, so that a lock could not be held to the end. There two runs at once are told
// apart only by what they find in the file: the slower one leaves it and says so.
func lock(*os.File) error { return nil }

func rename(f *os.File, to string) error {
	f.Close()
	return os.Rename(f.Name(), to)
}

const asItIs = 0

// A stand is how many names a file has, and whose it is; neither is asked here.
type stand struct {
	names        uint64
	owner, group int
}

func standing(fs.FileInfo) stand { return stand{} }
