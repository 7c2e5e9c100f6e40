package web

import (
	_ "embed"
	"strings"
)

// CSS is the style sheet of the interface, for the inside of shadow roots.
//
//go:embed static/sourcemark.css
var CSS string

// PageCSS is the style sheet of the painted words, for the page itself.
//
//go:embed static/page.css
var PageCSS string

// Themed is css with each light-dark(a, b) settled. A page that is dark without saying so by color-scheme
// would otherwise get the colours of a light one.
func Themed(css string, dark bool) string {
	const open = "light-dark("
	var b strings.Builder
	for {
		i := strings.Index(css, open)
		if i < 0 {
			break
		}
		b.WriteString(css[:i])
		css = css[i+len(open):]
		end := strings.IndexByte(css, ')')
		light, night, _ := strings.Cut(css[:end], ",")
		if dark {
			light = strings.TrimSpace(night)
		}
		b.WriteString(light)
		css = css[end+1:]
	}
	return b.String() + css
}
