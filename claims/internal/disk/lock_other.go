//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package disk

import (
	"io/fs"
	"os"
)

// Windows renames no file that is open, so that a lock could not be held to the end. There two runs at once are told
// apart only by what they find in the file: the slower one leaves it and says so.
func lock(*os.File) error { return nil }

// Only keeps nobody from going on, where the system has no such locks.
func Only(string) (release func(), err error) { return func() {}, nil }

func rename(f *os.File, to string) error {
	f.Close()
	return os.Rename(f.Name(), to)
}

const asItIs = 0

// An ownership is the owner and the group of a file, and the number of its names (hard links). Here all are 0: the
// system is not asked.
type ownership struct {
	names        uint64
	owner, group int
}

func ownershipOf(fs.FileInfo) ownership { return ownership{} }
