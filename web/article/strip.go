package article

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sourcemark/web"
)

// Strip returns a page without what Annotate or Inject has put into it; src itself if that is nothing.
func Strip(src []byte) []byte {
	if !bytes.Contains(src, []byte(web.OurAttribute)) {
		return src
	}
	s := newScanner(src)
	var (
		out   []byte
		kept  int    // all before it is in out, or was ours
		marks []bool // of the open marks, which are ours
		skip  = -1   // the place of an element of ours among the open ones, -1 if none is open
	)
	for s.next() {
		switch {
		case skip >= 0:
			if len(s.open) <= skip {
				skip, kept, s.skipAttributes = -1, s.end, false
			}
		case s.kind == html.StartTagToken || s.kind == html.SelfClosingTagToken:
			ours := s.has(web.OurAttribute)
			if s.tag == "mark" {
				marks = append(marks, ours)
			}
			if !ours {
				break
			}
			out = append(out, src[kept:s.start]...)
			kept = s.end
			if s.tag == "mark" || !s.pushed {
				break
			}
			end := -1
			if !s.top().foreign {
				end = balanced(src, s.end, s.tag)
			}
			if end >= 0 {
				s.jump(end)
				kept = end
			} else {
				skip, s.skipAttributes = len(s.open)-1, true
			}
		case s.kind == html.EndTagToken && s.tag == "mark" && len(marks) > 0:
			if marks[len(marks)-1] {
				out = append(out, src[kept:s.start]...)
				kept = s.end
			}
			marks = marks[:len(marks)-1]
		}
	}
	if skip >= 0 { // it breaks off within what is ours
		return out
	}
	return append(out, src[kept:]...)
}

// balanced returns where an element ends whose start tag, of that name, stands before at. It returns -1 unless the
// element is written as all of ours are: each element in it closed by a tag of its own, no sign of a tag in attributes,
// texts or comments, and nothing that would close what it stands in. Such an element is known by its signs alone, which
// is many times as fast as reading it, and nearly all of a rendered page is ours.
func balanced(src []byte, at int, name string) int {
	open := append(make([]string, 0, 16), name)
	for {
		i := bytes.IndexByte(src[at:], '<')
		if i < 0 {
			return -1
		}
		at += i + 1
		i = bytes.IndexByte(src[at:], '>')
		if i < 0 {
			return -1
		}
		tag := src[at : at+i]
		at += i + 1
		if last := len(open) - 1; len(tag) > 0 && tag[0] == '/' {
			if string(tag[1:]) != open[last] {
				return -1
			}
			if open = open[:last]; last == 0 {
				return at
			}
			continue
		}
		n := 0
		for n < len(tag) && ('a' <= tag[n] && tag[n] <= 'z' ||
			n > 0 && ('0' <= tag[n] && tag[n] <= '9' || tag[n] == '-')) {
			n++
		}
		attributes := tag[n:]
		if n == 0 || len(attributes) > 0 && attributes[0] != ' ' || bytes.HasSuffix(tag, []byte("/")) ||
			bytes.IndexByte(attributes, '\'') >= 0 || bytes.Count(attributes, []byte(`"`))%2 != 0 {
			return -1
		}
		inner := atom.String(tag[:n])
		if !stays(inner, open) || len(open) == maxDepth {
			return -1
		}
		if !void(inner) {
			open = append(open, inner)
		}
	}
}

// stays reports whether an element stays within the open ones, the first of which is ours, wherever that stands.
func stays(name string, open []string) bool {
	switch parent := open[len(open)-1]; {
	case name == "plaintext": // never ends
		return false
	case len(open) > 1 && open[1] == "template":
		return true
	case name == "li":
		return parent == "ol" || parent == "ul"
	case closesP(name): // and with a paragraph what is ours in it, unless that has closed the paragraph
		return closesP(open[0]) && name != "dd" && name != "dt"
	}
	return !tabular(name) && name != "td" && name != "th" && name != "caption" && name != "col"
}
