package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// isTerminal reports whether a person is watching w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// progress shows on w how far long work has come, if a person is watching. total is -1 where it is not known.
func progress(w io.Writer, total int, what string) *progressbar.ProgressBar {
	const often = 100 * time.Millisecond // what changes faster cannot be read
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetVisibility(isTerminal(w)),
		progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(often),
		progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30),
		progressbar.OptionClearOnFinish())
}

// A style is how words look on a terminal; the SGR parameters of ECMA-48.
type style string

const (
	red    style = "31"
	yellow style = "33"
	green  style = "32"
	bold   style = "1"
	dim    style = "2"
)

// A painter puts words into colours, or leaves them as they are.
type painter bool

// paintOn paints only for people who watch w and have not said, as https://no-color.org asks, that they want none.
func paintOn(w io.Writer) painter {
	return painter(isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func (p painter) paint(s style, words string) string {
	if !p {
		return words
	}
	return "\x1b[" + string(s) + "m" + words + "\x1b[m"
}
