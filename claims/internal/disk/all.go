package disk

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// A File is a name and what is to be in the file.
type File struct {
	Name string
	Data []byte
}

// WriteAll writes files that may be there, all of them or none: each is written beside its place, and when all are on
// the disk they are moved into their places, in their order. Only if a move itself fails, or the program is killed just
// then, are the first ones new and the others old.
func WriteAll(files []File) error {
	type move struct {
		*scratch
		to string
	}
	moves := make([]move, len(files))
	defer func() {
		for _, m := range moves {
			if m.scratch != nil {
				m.close()
			}
		}
	}()
	order := make([]int, len(files)) // of the locks, so that two who write the same files do not wait for each other
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(files[a].Name, files[b].Name) })
	for _, i := range order {
		to, err := behindLink(files[i].Name)
		if err != nil {
			return err
		}
		s, err := scratchFor(to)
		if err != nil {
			return err
		}
		moves[i] = move{s, to}
		info, err := os.Lstat(to)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			info = nil // with the permissions that the system gives to new files
		case err != nil:
			return err
		case !info.Mode().IsRegular():
			return notWritten(to, info)
		}
		if err := s.write(whole(files[i].Data), info); err != nil {
			return err
		}
	}
	for _, m := range moves {
		if err := m.become(m.to); err != nil {
			return err
		}
	}
	return nil
}
