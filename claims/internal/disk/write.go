// Package disk reads and writes the files of a newsroom: whole, one writer at a time, and never through a pipe or a
// link that leads elsewhere.
//
//	changed, err := disk.Replace("ferry.json", func(old []byte) ([]byte, error) { return reworded(old), nil })
//	err = disk.Write("new.json", data, false)
//
// Whatever is killed, and at whatever moment, a file is what it was or what it was to become.
package disk

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Files are written so that nothing is lost, whenever a run is stopped and whatever else writes at the same time.
//
// The new words go into a scratch file beside the old one, to the disk, and then the scratch takes the old one's name,
// which a file system does at once or not at all. The scratch is also the lock: it has one name for each file, and a
// run holds flock(2) on it from before it reads the old file until the new one is in its place. Two runs wait for each
// other; what one has written, the next one reads. A killed run leaves its scratch and no lock, and the next run over
// the same file takes it away.
//
// A scratch is written by the run that made it, and by no other. So what a checkout brings along under its name, a link
// that leads elsewhere or a pipe, is never opened for writing, nor is anything taken away that is not a file.
//
// An editor takes no lock. So the old file is read once more before it is replaced, and if it is no longer what
// was read, it stays.

// Changed is the error of [Replace] if somebody else changed the file while it was being changed.
var Changed = errors.New("somebody else changed it in the meantime; it is left as they have it: run this again")

// Replace replaces the content of a file by what change returns for it, and reports whether that is any different.
// After an error the file is as it was. It follows a link within a folder, and keeps owner and permissions.
func Replace(file string, change func(old []byte) ([]byte, error)) (changed bool, err error) {
	if file, err = behindLink(file); err != nil {
		return false, err
	}
	s, err := scratchFor(file)
	if err != nil {
		return false, err
	}
	defer s.close()
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, notWritten(file, info)
	case ownershipOf(info).names > 1:
		return false, &fs.PathError{Op: "write", Path: file,
			Err: errors.New("is the same file under another name too (a hard link), " +
				"where the old words would stay: make it a copy")}
	}
	old, err := os.ReadFile(file)
	if err != nil {
		return false, err
	}
	data, err := change(old)
	if err != nil || bytes.Equal(data, old) {
		return false, err
	}
	if err := s.write(whole(data), info); err != nil {
		return false, err
	}
	if now, err := os.ReadFile(file); err != nil {
		return false, err
	} else if !bytes.Equal(now, old) {
		return false, fmt.Errorf("%s: %w", file, Changed)
	}
	return true, s.become(file)
}

// Write writes a file that is not there yet, or with force one that may be.
func Write(file string, data []byte, force bool) error { return WriteBy(file, whole(data), force) }

func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// WriteBy is [Write] for what write writes. If that fails, the old file is still there.
func WriteBy(file string, write func(io.Writer) error, force bool) error {
	name := file
	file, err := behindLink(file)
	if err != nil {
		return err
	}
	s, err := scratchFor(file)
	if err != nil {
		return err
	}
	defer s.close()
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		info = nil // with the permissions that the system gives to new files
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s: is a folder: give the name of a file in it", file)
	case !info.Mode().IsRegular():
		return notWritten(file, info)
	case !force:
		return fmt.Errorf("%s: already exists; add -force to replace it, or give another name", name)
	}
	if err := s.write(write, info); err != nil {
		return err
	}
	return s.become(file)
}

// behindLink returns the file that a name means: if it is a link, the file it leads to. A link that leads out of its
// folder was perhaps not made by the user who runs this, and is refused.
func behindLink(file string) (string, error) {
	if err := Name(file); err != nil {
		return "", err
	}
	if info, err := os.Lstat(file); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return file, nil // not there, or itself
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(file))
	if err != nil {
		return "", err
	}
	to, err := filepath.EvalSymlinks(file)
	if err != nil { // of what was not asked for
		return "", &fs.PathError{Op: "write", Path: file, Err: errors.New("is a link that leads nowhere: remove it")}
	}
	if !leadsInto(folder, to) {
		err := fmt.Errorf("is a link that leads out of its folder: name %s itself if you mean it", to)
		return "", &fs.PathError{Op: "write", Path: file, Err: err}
	}
	return to, nil
}

// leadsInto reports whether a file is in a folder or below it; links in their names must have been followed.
func leadsInto(folder, file string) bool {
	folder, err1 := filepath.Abs(folder)
	file, err2 := filepath.Abs(file)
	rel, err := filepath.Rel(folder, file)
	return errors.Join(err1, err2, err) == nil && filepath.IsLocal(rel)
}

// notWritten returns the error for what is not a regular file.
func notWritten(path string, info fs.FileInfo) error {
	what := "is no file"
	switch {
	case info.IsDir():
		what = "is a folder"
	case info.Mode()&fs.ModeNamedPipe != 0:
		what = "is a pipe"
	case info.Mode()&fs.ModeSymlink != 0:
		what = "is a link"
		if to, err := os.Readlink(path); err == nil {
			what += " to " + to
		}
	}
	return &fs.PathError{Op: "write", Path: path,
		Err: errors.New(what + ", and nothing is written through it: remove it, or give another name")}
}

// A scratch is the file that is to take another one's name, and the lock on that name.
type scratch struct {
	*os.File
	kept bool // it has become the file, or is not ours
}

// scratchFor waits until no other run is writing the file.
func scratchFor(file string) (*scratch, error) {
	dir, name := filepath.Split(file)
	path := dir + "." + name + ".sourcemark"
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(file); err == nil {
		mode = info.Mode().Perm() // what few may read is in few hands from the first moment on
	}
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		made := err == nil
		switch {
		case errors.Is(err, fs.ErrNotExist): // said of what was asked for: nobody knows of the scratch
			return nil, fmt.Errorf("%s: there is no such folder; make it, or give another name with -o: %w",
				filepath.Dir(file), &fs.PathError{Op: "open", Path: file, Err: fs.ErrNotExist})
		case errors.Is(err, fs.ErrExist): // another run is at it, or was killed
			info, err := os.Lstat(path)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			} else if err != nil {
				return nil, err
			} else if !info.Mode().IsRegular() {
				return nil, notWritten(path, info)
			}
			f, err = os.OpenFile(path, os.O_RDWR|asItIs, 0)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			} else if err != nil {
				return nil, err
			}
		case err != nil:
			return nil, err
		}
		if err := lock(f); err != nil {
			f.Close()
			return nil, err
		}
		// While we waited, the one we waited for may have given it its name, or taken it away.
		ours, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		if there, err := os.Lstat(path); err == nil && os.SameFile(ours, there) {
			if made {
				return &scratch{File: f}, nil
			}
			if err := os.Remove(path); err != nil { // a killed run left it
				f.Close()
				return nil, err
			}
		}
		f.Close()
	}
}

// write writes the content of a scratch. If it is to replace a file, it first gets the permissions and the group of
// that file, and its owner where the system allows that.
func (s *scratch) write(write func(io.Writer) error, replaced fs.FileInfo) error {
	if replaced != nil {
		mine, err := s.Stat()
		if err != nil {
			return err
		}
		if its, own := ownershipOf(replaced), ownershipOf(mine); its.owner != own.owner || its.group != own.group {
			// Only root can give a file away; a member of its group can keep that.
			if s.Chown(its.owner, its.group) != nil {
				if err := s.Chown(-1, its.group); err != nil {
					return err
				}
			}
		}
		if err := s.Chmod(replaced.Mode().Perm()); err != nil {
			return err
		}
	}
	w := bufio.NewWriterSize(s.File, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return s.Sync()
}

func (s *scratch) become(file string) error {
	if err := rename(s.File, file); err != nil {
		return err
	}
	s.kept = true
	// The new name is on the disk when its folder is. Where folders can't be synced, the system sees to it by itself.
	if dir, err := os.Open(filepath.Dir(file)); err == nil {
		dir.Sync()
		dir.Close()
	}
	return nil
}

// close gives the lock back and leaves nothing behind.
func (s *scratch) close() {
	if !s.kept {
		os.Remove(s.Name())
	}
	s.File.Close()
}
