package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"sourcemark/claims/internal/disk"
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

// A paper is what a command writes for people: on a terminal, or into a log. All of it goes through printf, which shows
// the words of others, of names, files, articles and servers, as words and as nothing else.
type paper struct {
	*bufio.Writer
	coloured bool
}

// paperFor returns a paper for w. It has colours only if people are watching and have not said, as https://no-color.org
// asks, that they want none.
func paperFor(w io.Writer) *paper {
	return &paper{bufio.NewWriter(w), isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func (s *paper) printf(format string, args ...any) { s.WriteString(spoken(format, args...)) }

// painted returns words with the codes of a style, which are ours.
type painted string

func (s *paper) paint(how style, words string) painted {
	words = shown(words)
	if s.coloured {
		words = "\x1b[" + string(how) + "m" + words + "\x1b[m"
	}
	return painted(words)
}

// say writes one message.
func say(w io.Writer, format string, args ...any) error {
	_, err := io.WriteString(w, spoken(format, args...))
	return err
}

// spoken is fmt.Sprintf for people. Line ends are those of the format, of lines and of errors.
func spoken(format string, args ...any) string {
	own := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case painted:
			own[i] = string(a)
		case string:
			own[i] = words(a)
		case lines:
			own[i] = a.shown()
		case error: // several, one a line, where several things are wrong
			own[i] = lines(a.Error()).shown()
		case fmt.Stringer:
			own[i] = words(a.String())
		default:
			own[i] = a
		}
	}
	return noCommands(fmt.Sprintf(format, own...))
}

// A lines is words whose line ends are ours.
type lines string

func (l lines) shown() string {
	all := strings.Split(string(l), "\n")
	for i := range all {
		all[i] = shown(all[i])
	}
	return strings.Join(all, "\n")
}

// A words is shown, or quoted by %q, which leaves nothing invisible either.
type words string

func (w words) Format(s fmt.State, verb rune) {
	if verb == 'q' {
		fmt.Fprintf(s, fmt.FormatString(s, verb), string(w))
	} else {
		fmt.Fprintf(s, fmt.FormatString(s, verb), shown(string(w)))
	}
}

// shown is [disk.Shown].
func shown(s string) string { return disk.Shown(s) }

// order matches what GitHub, Azure and TeamCity take for a command in the log of a build: a line that begins with ::,
// and ##[ or ##name[ anywhere.
var order = regexp.MustCompile(`(?m)^([^\S\n]*):(:)|#(#[\pL\pN]*\[)`)

func noCommands(s string) string {
	if !strings.Contains(s, "::") && !strings.Contains(s, "##") {
		return s
	}
	return order.ReplaceAllStringFunc(s, func(m string) string {
		i := strings.IndexAny(m, ":#")
		return m[:i] + `\` + m[i:i+1] + `\` + m[i+1:]
	})
}

// seenJSON returns JSON with what cannot be seen escaped: it says the same, and a terminal can show it.
func seenJSON(data []byte) []byte {
	hidden := func(r rune) bool { return r > '~' && disk.Hidden(r) } // the others are escaped, or stand between strings
	if !bytes.ContainsFunc(data, hidden) {
		return data
	}
	var b []byte
	for _, r := range string(data) {
		if !hidden(r) || r == utf8.RuneError {
			b = utf8.AppendRune(b, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			b = fmt.Appendf(b, `\u%04x`, unit)
		}
	}
	return b
}
