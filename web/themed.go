package web

import "strings"

// Themed returns css with each light-dark(a, b) decided. A page that is dark without saying so in color-scheme would
// otherwise get the colours of a light one.
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
