//go:build !js

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// TestPictures takes the pictures that somebody looks at before a release, into the folder that
// $SOURCEMARK_PICTURES names. The README's is wide-q05.
func TestPictures(t *testing.T) {
	dir := os.Getenv("SOURCEMARK_PICTURES")
	if dir == "" {
		t.Skip("$SOURCEMARK_PICTURES names no folder for them")
	}
	for _, s := range []screen{wide, narrow} {
		for _, dark := range []bool{false, true} {
			s.dark = dark
			name := filepath.Join(dir, s.name)
			if dark {
				name += "-dark"
			}
			b := open(t, s, fromDisk(t, "index.html")).ready()
			b.shot(name + ".png")
			for _, id := range []string{"q05", "c01", "c21"} {
				eval[bool](b, `sourcemark.open("`+id+`")`)
				b.still()
				b.shot(name + "-" + id + ".png")
			}
			eval[any](b, `sourcemark.close(), click("list"), 0`)
			b.still()
			b.shot(name + "-list.png")
			eval[any](b, `sourcemark.close(), click("edit"), `+select22+`, 0`)
			call(b, input.InsertText, input.InsertTextParams{Text: "24"})
			b.until(`sourcemark.report().unplaced.length`)
			b.still()
			b.shot(name + "-edit.png")
			b = open(t, s, fromDisk(t, "index.html")).ready()
			paste(b)
			eval[bool](b, `sourcemark.open("c23")`)
			b.still()
			b.shot(name + "-paste.png")
		}
	}
}
