//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
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
