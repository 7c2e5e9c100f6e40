//go:build !js

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web/article"
)

// squeezed is s without its blanks and soft hyphens: paper breaks lines where it likes, addresses too.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// printed is the page as it is printed, as text without blanks, in the order in which it is drawn.
func printed(b *tab) string {
	b.t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		b.t.Skip("pdftotext is not installed; ./build.sh test installs it and then runs this test")
	}
	file := filepath.Join(b.t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, call(b, page.PrintToPDF, page.PrintToPDFParams{}).Data, 0o666); err != nil {
		b.t.Fatal(err)
	}
	out, err := exec.CommandContext(context.Background(), "pdftotext", "-raw", file, "-").Output()
	if err != nil {
		b.t.Fatal(err)
	}
	return squeezed(string(out))
}

// checked is the story and its checks, read from their files and not by the widget.
func checked(t *testing.T) (*claims.Text, *claims.Report) {
	t.Helper()
	story, err := os.ReadFile(root + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	const dossier = "samarkand-2022.json"
	data, err := os.ReadFile(root + "/claims/records/" + dossier)
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read(dossier, data)
	if err != nil {
		t.Fatal(err)
	}
	text := article.Read(story).Text
	return text, claims.New(d).Check(text)
}

// TestPrint prints the story and reads the paper: all its words, a number for each check at the end of its
// paragraph, and the endnotes in order, each with the addresses of its sources.
func TestPrint(t *testing.T) {
	text, report := checked(t)
	for name, s := range map[string]screen{"light": wide, "dark": {width: 1280, height: 900, dark: true}, "narrow": narrow} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s, served(t, nil)+"/dist/index.html").ready()
			eval[bool](b, `sourcemark.open("q04")`) // whatever is open is no part of the page
			paper := printed(b)
			story, notes, ok := strings.Cut(paper, "Checksandsources")
			if !ok {
				t.Fatalf("no endnotes in %s", paper)
			}
			for _, block := range text.Blocks() {
				if words := text.Slice(block); !strings.Contains(story, squeezed(words)) {
					t.Errorf("not on paper: %s", words)
				}
			}
			for _, want := range []string{"initsseventhmonth.1,2,3,4,5,6", "warcrimes.37"} {
				if !strings.Contains(story, want) {
					t.Errorf("no %s on paper", want)
				}
			}
			for _, control := range []string{"All checks", "Hide marks", "Edit the article", "Open at passage", "Copy link", "17 of 37"} {
				if strings.Contains(paper, squeezed(control)) {
					t.Errorf("a control is on paper: %s", control)
				}
			}
			for i, a := range report.Items {
				head := squeezed(fmt.Sprintf("%d. %s (%s):", a.Number, a.Record.Reviews[0].Rating, a.Status()))
				_, rest, ok := strings.Cut(notes, head)
				if !ok {
					t.Fatalf("after endnote %d there is no %s", i, head)
				}
				notes = rest
				note := notes
				if i+1 < len(report.Items) {
					next := report.Items[i+1]
					note, _, _ = strings.Cut(notes, squeezed(fmt.Sprintf("%d. %s (", next.Number, next.Record.Reviews[0].Rating)))
				}
				for _, s := range sourcesOf(a.Record) {
					if !strings.Contains(note, squeezed(s.URL)) || !strings.Contains(note, squeezed(s.Title)) || !strings.Contains(note, squeezed(s.Publisher.Name)) {
						t.Errorf("endnote %d does not have %s, %s, %s", a.Number, s.Publisher.Name, s.Title, s.URL)
					}
				}
			}
			b.calm()
		})
	}
}

func sourcesOf(rec *claims.Record) []*claims.Source {
	var out []*claims.Source
	for _, v := range rec.Versions {
		if v.Source != nil {
			out = append(out, v.Source)
		}
	}
	for _, c := range rec.Citations {
		if c.Source != nil {
			out = append(out, c.Source)
		}
	}
	return out
}

// TestPrintCostsNothing has no endnotes before somebody prints; afterwards nobody sees or hears them on the screen.
func TestPrintCostsNothing(t *testing.T) {
	b := open(t, wide, served(t, nil)+"/dist/index.html").ready()
	const notes = `document.querySelector("article > sourcemark-endnotes")`
	if eval[bool](b, `!!`+notes) {
		t.Error("endnotes were made that nobody asked for")
	}
	before := eval[string](b, `JSON.stringify([...document.querySelectorAll("article p")].map(p => p.getBoundingClientRect()))`)
	for range 2 { // printing twice is printing once
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		b.until(notes + `?.offsetHeight > 1000`)
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: ""})
		b.until(`getComputedStyle(` + notes + `).display === "none"`)
	}
	if n := eval[int](b, `document.querySelectorAll("sourcemark-endnotes").length`); n != 1 {
		t.Errorf("%d elements with endnotes", n)
	}
	b.still()
	if after := eval[string](b, `JSON.stringify([...document.querySelectorAll("article p")].map(p => p.getBoundingClientRect()))`); after != before {
		t.Error("printing has moved the article on the screen")
	}
	for _, n := range call(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		if n.Name != nil && string(n.Name.Value) == `"Checks and sources"` {
			t.Error("endnotes are read out on a screen")
		}
	}
	// What is hidden is not printed.
	eval[any](b, `sourcemark.setVisible(false), 0`)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.until(notes + `.shadowRoot.querySelectorAll("li").length === 0`)
	eval[any](b, `sourcemark.destroy(), 0`)
	if eval[bool](b, `!!`+notes) {
		t.Error("endnotes are left behind")
	}
	b.calm()
}
