//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
)

// TestRenderedAxe runs every rule of axe-core over a rendered page without the loader: as it comes, and with a card
// open.
func TestRenderedAxe(t *testing.T) {
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	address := atEdge(t)
	for _, s := range []screen{wide, narrow, {name: "dark", width: 1280, height: 900, dark: true}} {
		b := open(t, s, address)
		eval[any](b, string(source)+"\n0")
		for _, card := range []int{-1, 0, 16, 36} {
			eval[any](b, fmt.Sprintf(`(e => { e?.scrollIntoView({ block: "center" }); e?.shadowRoot.querySelector("button").click() })(document.querySelectorAll("sourcemark-marks")[%d]), 0`, card))
			if card >= 0 && !eval[bool](b, fmt.Sprintf(`document.querySelectorAll("sourcemark-marks")[%d].shadowRoot.querySelector("[popover]").matches(":popover-open")`, card)) {
				t.Errorf("%s: card %d is not open", s.name, card+1)
			}
			if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
				b.still()
				b.shot(fmt.Sprintf("%s/rendered-%s-%d.png", dir, s.name, card+1))
			}
			found, passed := violations(b, false)
			for _, f := range found {
				t.Errorf("%s, card %d: %s", s.name, card+1, f)
			}
			if passed < 20 {
				t.Errorf("%s, card %d: only %d rules had something to pass", s.name, card+1, passed)
			}
		}
		eval[any](b, `document.querySelector("sourcemark-endnotes details").open = true, 0`)
		found, _ := violations(b, false)
		for _, f := range found {
			t.Errorf("%s, endnotes: %s", s.name, f)
		}
		b.calm()
		b.Close()
	}
}

// TestRenderedNames asks Chromium what a screen reader calls the numbers behind the words, whose cards are closed: the
// position, the verdict with its status, and the words, for whoever goes from one to the next without what stands
// between.
func TestRenderedNames(t *testing.T) {
	b := open(t, wide, atEdge(t))
	var names []string
	for _, n := range call(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		var role, name string
		if n.Role == nil || n.Name == nil || json.Unmarshal(n.Role.Value, &role) != nil || json.Unmarshal(n.Name.Value, &name) != nil {
			continue
		}
		if role == "button" && strings.Contains(name, " of 37 ") {
			names = append(names, name)
		}
	}
	if len(names) != 37 {
		t.Fatalf("%d buttons have a position in their name", len(names))
	}
	for _, want := range []string{
		"1 of 37 Misleading wording (disputed) The meeting was a “first meeting”, held after the war in Ukraine",
		"17 of 37 Wording altered (disputed) “Russia appreciates China’s balanced view of the Ukraine…",
	} {
		if !slices.Contains(names, want) {
			t.Errorf("no button is called %q among\n%q", want, names)
		}
	}
	b.calm()
}

// TestRenderedPrint prints a rendered page with its cards closed: the words, a number behind those that were checked,
// and the endnotes in order with the addresses of their sources, but nothing that would have to be clicked.
func TestRenderedPrint(t *testing.T) {
	text, report := checked(t)
	b := open(t, wide, atEdge(t))
	if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		b.shot(dir + "/rendered-print.png")
		eval[any](b, `document.querySelector("sourcemark-endnotes").scrollIntoView(), 0`)
		b.shot(dir + "/rendered-print-notes.png")
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: ""})
	}
	paper := printed(b)
	story, notes, ok := strings.Cut(paper, "Checksandsources")
	if !ok {
		t.Fatalf("no endnotes in %s", paper)
	}
	at := 0
	for _, a := range report.Items {
		words := strings.Fields(text.Slice(a.Span))
		want := squeezed(words[len(words)-1]) + fmt.Sprint(a.Number)
		i := strings.Index(story[at:], want)
		if i < 0 {
			t.Errorf("no %s on paper, behind\n%s", want, story[at:min(len(story), at+300)])
			continue
		}
		at += i
	}
	for _, control := range []string{"All checks", "Open at passage", "Copy link", "17 of 37", "Check 1 of 37"} {
		if strings.Contains(paper, squeezed(control)) {
			t.Errorf("a control is on paper: %s", control)
		}
	}
	for i, a := range report.Items {
		_, rest, ok := strings.Cut(notes, squeezed(fmt.Sprintf("%d. %s (%s):", a.Number, a.Record.Reviews[0].Rating, a.Status())))
		if !ok {
			t.Fatalf("after endnote %d there is none of %s", i, a.Record.ID)
		}
		notes = rest
		for _, s := range sourcesOf(a.Record) {
			if !strings.Contains(notes, squeezed(s.URL)) {
				t.Errorf("endnote %d does not have %s", a.Number, s.URL)
			}
		}
	}
	b.calm()
}

// TestRenderedMarkup reads the JSON-LD of a rendered page as a crawler would.
func TestRenderedMarkup(t *testing.T) {
	b := open(t, wide, rendered(t, ""))
	got := eval[[]string](b, `[...document.querySelectorAll("script[type='application/ld+json'][data-sourcemark]")].map(s => JSON.parse(s.textContent).name)`)
	if want := []string{"</script><b>é"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
