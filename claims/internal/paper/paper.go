// Package paper reads the words of documents that are no pages of the web, PDF and Word, as far as somebody needs them
// who quotes one.
//
//	p, err := paper.PDF(ctx, data)
//	p.Blocks // its paragraphs
//
// All of a document is a stranger's, and those who send journalists files are not all their friends. A PDF is read by
// PDFium, as browsers do, but inside a WebAssembly machine: it has no file, no network, no more memory than it is given
// here, and ends with its context. A Word file is a zip of XML, of which no more is unpacked than a long report has.
package paper

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Paper is what a document says.
type Paper struct {
	Title, Author string   // as the document gives them; "" if it does not
	Blocks        []string // its paragraphs
	Beside        []string // what is repeated on its pages, and its notes
	Cut           bool     // it is longer than what was read
}

// What keeps the words of a document from being read.
var (
	NoText = errors.New("there are pictures of pages in it, and no text")
	Locked = errors.New("it needs a password")
	Broken = errors.New("it is damaged")
)

// Is reports whether data begins as a document does.
func Is(data []byte) bool { return isPDF(data) || isZip(data) || isLocked(data) }

// Read reads a PDF or a file of Word. The errors are those of [PDF].
func Read(ctx context.Context, data []byte) (*Paper, error) {
	if isPDF(data) {
		return PDF(ctx, data)
	}
	return Word(data)
}

func isPDF(data []byte) bool    { return bytes.HasPrefix(data, []byte("%PDF-")) }
func isZip(data []byte) bool    { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }
func isLocked(data []byte) bool { return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) } // how Word wraps what is encrypted

// mostText is how many bytes of text are read of a document: as much as of a page.
const mostText = 2 << 20

// titled returns a title as people gave it; programs put names of files there.
func titled(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "Microsoft Word - "))
	for _, ext := range []string{".doc", ".docx", ".pdf", ".indd", ".dvi", ".rtf", ".odt", ".pptx", ".xlsx"} {
		if strings.HasSuffix(strings.ToLower(s), ext) {
			return ""
		}
	}
	return s
}

// reflowed returns the paragraphs of pages that are lines, and what stands at the head or the foot of most pages. A
// paragraph ends with a line that is much shorter than those of its page, or before one that begins a list; one that goes
// on over the end of a page is one.
func reflowed(pages [][]string) (blocks, beside []string) {
	beside = repeated(pages)
	known := map[string]bool{} // words with a hyphen in the middle of a line
	for _, lines := range pages {
		for _, l := range lines {
			for w := range strings.FieldsSeq(l) {
				known[strings.ToLower(strings.Trim(w, ".,;:()“”\"’!?"))] = true
			}
		}
	}
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			blocks = append(blocks, b.String())
			b.Reset()
		}
	}
	whole := usual(slices.Concat(pages...)) // the last page may have a few short lines
	for _, lines := range pages {
		full := max(whole, usual(lines))
		for i, l := range lines {
			if l == "" {
				end()
				continue
			}
			if i == 0 && b.Len() > 0 && ends(b.String()) || bullet(l) {
				end()
			}
			add(&b, l, known)
			const short = 0.72 // of a full line: ragged text ends a line early by a long word, not by a quarter
			if i < len(lines)-1 && float64(utf8.RuneCountInString(l)) < short*float64(full) {
				end()
			}
		}
	}
	end()
	return blocks, beside
}

// add adds a line to a paragraph. A hyphen at its end, which PDFium marks, joins one word; it stays where the document
// has the word with it elsewhere.
func add(b *strings.Builder, line string, known map[string]bool) {
	before := b.String()
	switch {
	case before == "":
	case strings.HasSuffix(before, hyphen):
		b.Reset()
		before = strings.TrimSuffix(before, hyphen)
		first := before[strings.LastIndexByte(before, ' ')+1:]
		next, _, _ := strings.Cut(line, " ")
		b.WriteString(before)
		if r, _ := utf8.DecodeRuneInString(next); !unicode.IsLower(r) || known[strings.ToLower(strings.Trim(first+"-"+next, ".,;:()“”\"’!?"))] {
			b.WriteByte('-')
		}
	case joined(before, line):
	default:
		b.WriteByte(' ')
	}
	b.WriteString(line)
}

// joined reports whether two lines are of a script that puts no spaces between words.
func joined(before, after string) bool {
	a, _ := utf8.DecodeLastRuneInString(before)
	z, _ := utf8.DecodeRuneInString(after)
	eastern := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r > 0x3000 && r < 0x3020
	}
	return eastern(a) && eastern(z)
}

// ends reports whether a paragraph may end so.
func ends(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”\"’»)"))
	return strings.ContainsRune(".!?:…。！？؟", r)
}

// bullet reports whether a line begins an item of a list.
func bullet(l string) bool {
	r, n := utf8.DecodeRuneInString(l)
	return strings.ContainsRune("•◦▪–‣·", r) && strings.HasPrefix(l[n:], " ")
}

// usual returns how long a full line is, in characters.
func usual(lines []string) int {
	var all []int
	for _, l := range lines {
		all = append(all, utf8.RuneCountInString(l))
	}
	if slices.Sort(all); len(all) == 0 {
		return 0
	}
	const most = 0.8 // the rest may be of a table or a heading that is wider than the text
	return all[int(most*float64(len(all)-1))]
}

// repeated takes away the first and last lines that most pages have, with other numbers in them, and numbers of pages.
func repeated(pages [][]string) (out []string) {
	const (
		edge   = 2 // lines at either end
		fewest = 3 // pages, of which it may be said
	)
	key := func(l string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, strings.ReplaceAll(l, " ", ""))
	}
	count := map[string]int{}
	at := func(lines []string) (first, last []string) {
		n := min(edge, len(lines)/2)
		return lines[:n], lines[len(lines)-n:]
	}
	for _, lines := range pages {
		first, last := at(lines)
		seen := map[string]bool{}
		for _, l := range slices.Concat(first, last) {
			if k := key(l); k != "" && !seen[k] {
				seen[k] = true
				count[k]++
			}
		}
	}
	for i, lines := range pages {
		often := func(l string) bool {
			k := key(l)
			return len(pages) >= fewest && 2*count[k] > len(pages) || strings.Trim(k, "0-–/") == "" && strings.Contains(k, "0") && len(lines) > 1
		}
		for n := 0; n < edge && len(lines) > 0 && often(lines[0]); n++ {
			out, lines = append(out, lines[0]), lines[1:]
		}
		for n := 0; n < edge && len(lines) > 0 && often(lines[len(lines)-1]); n++ {
			out, lines = append(out, lines[len(lines)-1]), lines[:len(lines)-1]
		}
		pages[i] = lines
	}
	slices.Sort(out)
	return slices.Compact(out)
}
