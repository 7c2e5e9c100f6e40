package channel

import (
	"bytes"
	"regexp"
	"strings"

	"sourcemark/web"
)

// A Sheet is a style sheet of pages with checks, as it is called beside one.
type Sheet struct{ Name, Text string }

// Sheets returns the style sheets that a page with its checks needs: its own first, then those of cards and of posts.
func Sheets() []Sheet {
	return []Sheet{
		{"sourcemark.css", short(web.RenderedCSS + web.EndnotesCSS)},
		{"sourcemark.card.css", short(web.CardCSS + web.PopoverCSS)},
		{"sourcemark.part.css", short(web.PartCSS)},
	}
}

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	ends    = regexp.MustCompile(`\s*\n\s*`)
)

// short returns a style sheet without comments and ends of lines, of which ours have none in strings.
func short(css string) string {
	return strings.TrimSpace(ends.ReplaceAllString(comment.ReplaceAllString(css, ""), "\n"))
}

// Inside returns a page, whose Options.Stylesheet was the name followed by ".css", with the style sheets in it, so that it
// needs nothing beside it. Each card has a tree of its own, and with it the sheet of cards.
func Inside(page []byte, name string) []byte {
	for _, s := range Sheets() {
		kind := strings.TrimSuffix(strings.TrimPrefix(s.Name, "sourcemark"), "css") // ".card."
		for _, ours := range []string{"", " " + web.OurAttribute} {
			link := `<link rel="stylesheet" href="` + name + kind + `css"` + ours + `>`
			page = bytes.ReplaceAll(page, []byte(link), []byte(`<style`+ours+`>`+s.Text+`</style>`))
		}
	}
	return page
}
