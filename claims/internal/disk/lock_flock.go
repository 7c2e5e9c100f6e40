//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package disk

import (
	"fmt"
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

// Only keeps all others who ask the same from going on until release is called, or this process ends. The error says that
// somebody else is at it. A file beside file, which stays, has the lock.
func Only(file string) (release func(), err error) {
	f, err := os.OpenFile(file+".lock", os.O_CREATE|os.O_RDWR|asItIs, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: another run is using it: wait for that to end", file)
	}
	return func() { f.Close() }, nil
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
