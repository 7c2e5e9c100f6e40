package desk

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"sourcemark/claims/internal/disk"
)

// A Step is a change that was saved. All steps of a dossier are kept in files of their own, each with the dossier as it
// was before it, so that they can be undone after a restart too.
type Step struct {
	Number  int       `json:"number"` // of this dossier, from 1
	Dossier string    `json:"dossier"`
	Words   string    `json:"words"` // what was done: "Saved #c03"
	When    time.Time `json:"when"`
	By      string    `json:"by,omitempty"`    // who made it; "" if nobody has said who works there
	Before  string    `json:"before"`          // the hash of the file
	After   string    `json:"after"`           // and what it was then
	Undoes  int       `json:"undoes,omitzero"` // the number of the step that this one undid
	Redoes  int       `json:"redoes,omitzero"` // or the number of such a step, which this one undid in turn
}

// Overtaken is the error of [Folder.Undo] if somebody else has changed the dossier since. Nothing was done.
type Overtaken struct {
	Step   *Step  // that was to be undone
	Now    string // the hash of the file as it is: give it to Undo to replace it all the same
	Theirs []byte // the file as it is
	Before []byte // the file as it would be
}

// Error says that a step cannot be undone without taking away what somebody else has done.
func (o *Overtaken) Error() string {
	return fmt.Sprintf("%s: somebody else changed it after “%s”", o.Step.Dossier, o.Step.Words)
}

// NoStep is the error of Undo and Redo if there is nothing to undo.
var NoStep = errors.New("there is nothing to undo")

// mostSteps is how many steps of a dossier are kept: a week of one that is worked on. A step takes a quarter of the
// file.
const mostSteps = 400

// Steps returns what can be undone in a dossier and what can be redone, the next one last in both.
func (f *Folder) Steps(name string) (undo, redo []*Step, err error) {
	d, err := f.Dossier(name)
	if err != nil {
		return nil, nil, err
	}
	undo, redo, _, err = f.stepsAt(name, d.Hash)
	return undo, redo, err
}

// stepsAt does the same for a file with a hash, and returns the steps of which nothing came: those of runs that were
// killed after they had kept the step and before they had written the file.
func (f *Folder) stepsAt(name, hash string) (undo, redo, idle []*Step, err error) {
	all, err := f.steps(name)
	if err != nil {
		return nil, nil, nil, err
	}
	byNumber := map[int]*Step{}
	take := func(from []*Step, number int) []*Step {
		return slices.DeleteFunc(from, func(s *Step) bool { return s.Number == number })
	}
	for _, s := range all {
		byNumber[s.Number] = s
		switch {
		case s.Undoes != 0:
			undo, redo = take(undo, s.Undoes), append(redo, s)
		case s.Redoes != 0:
			redo = take(redo, s.Redoes)
			undone := byNumber[s.Redoes]
			if undone == nil || byNumber[undone.Undoes] == nil {
				break // so old that it is no longer kept
			}
			again := *byNumber[undone.Undoes] // what it did, as it was done this time
			again.Number, again.Before, again.After = s.Number, s.Before, s.After
			undo = append(undo, &again)
		default:
			undo, redo = append(undo, s), nil
		}
	}
	for _, steps := range []*[]*Step{&undo, &redo} {
		for n := len(*steps); n > 0; n = len(*steps) {
			last := (*steps)[n-1]
			if last.After == hash || last.Before != hash {
				break
			}
			*steps, idle = (*steps)[:n-1], append(idle, last)
		}
	}
	return undo, redo, idle, nil
}

// Undo takes back the last step of a dossier, and returns it. The error is NoStep, *Overtaken, None, or one of the
// disk. over is the hash of a file that somebody else wrote and that may be replaced; "" for none.
func (f *Folder) Undo(name, over string) (*Step, error) { return f.back(name, over, false) }

// Redo does again what Undo has taken back last, and returns that.
func (f *Folder) Redo(name, over string) (*Step, error) { return f.back(name, over, true) }

func (f *Folder) back(name, over string, redo bool) (*Step, error) {
	var done *Step
	_, err := f.replace(name, func(data []byte) ([]byte, *Step, error) {
		now := hashOf(data)
		steps, others, idle, err := f.stepsAt(name, now)
		if redo {
			steps = others
		}
		if err != nil {
			return nil, nil, err
		}
		for _, s := range idle { // nobody else is at it: we hold the lock
			f.unkeep(s)
		}
		if len(steps) == 0 {
			return nil, nil, NoStep
		}
		done = steps[len(steps)-1]
		before, err := f.before(done)
		if err != nil {
			return nil, nil, err
		}
		if done.After != now && over != now {
			return nil, nil, &Overtaken{done, now, data, before}
		}
		step := &Step{Dossier: name, Words: done.Words, Undoes: done.Number}
		if redo {
			step.Undoes, step.Redoes = 0, done.Number
		}
		return before, step, nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// stepFile returns the name of the file of a step: they are in their order by name, too.
func stepFile(number int) string { return fmt.Sprintf("%06d.step", number) }

// keep writes a step and the file before it, under the lock on that file. It gives the step its number.
func (f *Folder) keep(s *Step, before []byte) error {
	numbers, err := f.numbers(s.Dossier)
	if err != nil {
		return err
	}
	const longest = 200 // characters; more than a button shows
	if words := []rune(s.Words); len(words) > longest {
		s.Words = string(words[:longest-1]) + "…"
	}
	s.Number = 1
	if len(numbers) > 0 {
		s.Number = numbers[len(numbers)-1] + 1
	}
	head, err := json.Marshal(s)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.Write(append(head, '\n'))
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed) // a save waits for it
	if err != nil {
		return err
	}
	z.Write(before)
	if err := z.Close(); err != nil {
		return err
	}
	for _, old := range numbers[:max(0, len(numbers)-mostSteps+1)] {
		os.Remove(f.store.path("undo", s.Dossier, stepFile(old)))
	}
	return f.store.write(b.Bytes(), "undo", s.Dossier, stepFile(s.Number))
}

// unkeep takes away a step of which nothing came.
func (f *Folder) unkeep(s *Step) { os.Remove(f.store.path("undo", s.Dossier, stepFile(s.Number))) }

// numbers returns the numbers of the steps that are kept of a dossier, in order.
func (f *Folder) numbers(name string) ([]int, error) {
	entries, err := os.ReadDir(f.store.path("undo", name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var out []int
	for _, e := range entries {
		var n int
		if _, err := fmt.Sscanf(e.Name(), "%d.step", &n); err == nil && e.Name() == stepFile(n) && e.Type().IsRegular() {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out, nil
}

// steps returns the steps that are kept of a dossier, in order. What is no step is left out.
func (f *Folder) steps(name string) ([]*Step, error) {
	numbers, err := f.numbers(name)
	if err != nil {
		return nil, err
	}
	var out []*Step
	for _, n := range numbers {
		if s, rest, err := f.step(name, n); err == nil {
			rest.Close()
			out = append(out, s)
		}
	}
	return out, nil
}

// step returns a step, and what is behind it in its file: the dossier, compressed. Close it.
func (f *Folder) step(name string, number int) (*Step, io.ReadCloser, error) {
	file, err := disk.Open(f.store.path("undo", name, stepFile(number)))
	if err != nil {
		return nil, nil, err
	}
	const longest = 4 << 10 // bytes of a step; its words are clipped
	r := bufio.NewReaderSize(file, longest)
	head, err := r.ReadSlice('\n')
	s := new(Step)
	if err == nil {
		err = json.Unmarshal(head, s)
	}
	if err == nil && (s.Number != number || s.Dossier != name) {
		err = fs.ErrNotExist // it was put there by other hands
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return s, struct {
		io.Reader
		io.Closer
	}{r, file}, nil
}

// before returns the dossier as it was before a step.
func (f *Folder) before(s *Step) ([]byte, error) {
	_, rest, err := f.step(s.Dossier, s.Number)
	if err != nil {
		return nil, err
	}
	defer rest.Close()
	z, err := gzip.NewReader(rest)
	if err != nil {
		return nil, err
	}
	const most = 1 << 28 // bytes; a hundred times the longest dossier
	data, err := io.ReadAll(io.LimitReader(z, most))
	if err == nil && hashOf(data) != s.Before {
		err = errors.New(strings.TrimSuffix(s.Words, ".") + ": the copy from before it is damaged")
	}
	return data, err
}
