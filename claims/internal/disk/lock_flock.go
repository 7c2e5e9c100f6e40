//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

// lock waits for the lock on f. The system gives it back when f is closed, even by a kill.
func lock(f *os.File) error {
	for {
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != syscall.EINTR {
			return os.NewSyscallError("flock "+f.Name(), err)
		}
	}
}

// rename keeps f open, and so the lock, until it has its name.
func rename(f *os.File, to string) error { return os.Rename(f.Name(), to) }

// asItIs holds the flags that open a file without following a link, and without waiting for the other end of a pipe.
const asItIs = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// An ownership is the owner and the group of a file, and the number of its names (hard links).
type ownership struct {
	names        uint64
	owner, group int
}

func ownershipOf(info fs.FileInfo) ownership {
	s := info.Sys().(*syscall.Stat_t)
	return ownership{uint64(s.Nlink), int(s.Uid), int(s.Gid)}
}
