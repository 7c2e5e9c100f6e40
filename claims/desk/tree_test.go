package desk

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// A treeNode is what a screen reader is told of something in a page.
type treeNode struct {
	role, name, description string
	level                   int // of a heading
	*accessibility.Node
}

// treeOf is all that a screen reader is told of a page, from its beginning to its end.
func treeOf(b *chromium.Tab) (out []treeNode) {
	b.T.Helper()
	text := func(v *accessibility.Value) (s string) {
		if v != nil {
			_ = json.Unmarshal(v.Value, &s)
		}
		return s
	}
	byID := make(map[accessibility.NodeID]*accessibility.Node)
	all := chromium.Call(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes
	for _, n := range all {
		byID[n.NodeID] = n
	}
	var add func(n *accessibility.Node)
	add = func(n *accessibility.Node) {
		if !n.Ignored {
			x := treeNode{role: text(n.Role), name: strings.TrimSpace(text(n.Name)), description: text(n.Description), Node: n}
			for _, p := range n.Properties {
				if p.Name == "level" {
					x.level, _ = strconv.Atoi(string(p.Value.Value))
				}
			}
			out = append(out, x)
		}
		for _, id := range n.ChildIDs {
			if c := byID[id]; c != nil {
				add(c)
			}
		}
	}
	add(all[0])
	return out
}

// What a screen reader is told is enough to work with, in every view: all that can be used or jumped to has a name, no two
// are called the same and described the same, headings are in order, what is done is said, whoever is asked something is
// led there, and what is wrong with a field is told with the field.
func TestDeskTree(t *testing.T) {
	used := map[string]bool{"button": true, "link": true, "textbox": true, "searchbox": true, "combobox": true, "checkbox": true,
		"listbox": true, "DisclosureTriangle": true, "Iframe": true, "region": true, "navigation": true, "progressbar": true}
	b := engines.All[0].Start(t)
	each(t, b, "", func(w engines.Window, v view) {
		view := v.name
		tree := treeOf(w.(engines.Chromium).Tab)
		level, roles, seen := 0, make(map[string]int), make(map[string]bool)
		for _, x := range tree {
			roles[x.role]++
			if used[x.role] && x.name == "" {
				t.Errorf("%s: a %s has no name", view, x.role)
			}
			if key := x.role + ": " + x.name + ": " + x.description; x.role == "button" || x.role == "textbox" || x.role == "checkbox" {
				if seen[key] {
					t.Errorf("%s: two are %s", view, key)
				}
				seen[key] = true
			}
			if x.role == "heading" {
				if x.level > level+1 || level == 0 && x.level != 1 {
					t.Errorf("%s: the heading %q is of level %d, after %d", view, x.name, x.level, level)
				}
				level = x.level
			}
		}
		for _, role := range []string{"main", "banner", "navigation"} {
			if roles[role] != 1 {
				t.Errorf("%s: %d of role %s", view, roles[role], role)
			}
		}
		if level == 0 || roles["status"] == 0 {
			t.Errorf("%s: %d headings, %d places where it is said what was done", view, roles["heading"], roles["status"])
		}
		for _, x := range engines.Ask[[]string](t, w, `[...document.querySelectorAll(".field .fault, .field .theirs")].filter(x => {
			const by = x.closest(".field").querySelector("input, textarea, select").getAttribute("aria-describedby") ?? "";
			return !by.split(" ").some(id => x.contains(document.getElementById(id)));
		}).map(x => x.textContent)`) {
			t.Errorf("%s: the field is not told with what is wrong with it: %s", view, x)
		}
		if v.do != "" && !engines.Ask[bool](t, w, `[...document.querySelectorAll("[role=alert]")].every(x => x.contains(document.activeElement))`) {
			t.Errorf("%s: whoever is asked something is at %s", view, engines.Ask[string](t, w, "document.activeElement.outerHTML.slice(0, 200)"))
		}
		if testing.Verbose() {
			var lines strings.Builder
			for _, x := range tree {
				if used[x.role] || x.role == "heading" || x.role == "status" || x.role == "alert" {
					fmt.Fprintf(&lines, "\n  %s %q %q", x.role, x.name, x.description)
				}
			}
			t.Logf("%s:%s", view, &lines)
		}
	})
}

// A listener works by what a screen reader tells: controls have no other mark than their role and name.
type listener struct{ *chromium.Tab }

// on moves the focus to what has a role and a name, of which a view has one, or to the one with a description.
func (l *listener) on(role, name string, description ...string) {
	l.T.Helper()
	var found []treeNode
	var seen string
	if !engines.Within(chromium.Patience, func() bool {
		found, seen = nil, ""
		for _, x := range treeOf(l.Tab) {
			seen += fmt.Sprintf("\n%s %q %q", x.role, x.name, x.description)
			if x.role == role && strings.HasPrefix(x.name, name) && (description == nil || strings.Contains(x.description, description[0])) {
				found = append(found, x)
			}
		}
		if len(found) != 1 {
			return false
		}
		_, err := chromedp.Call(l.Ctx, dom.Focus, dom.FocusParams{BackendNodeID: found[0].BackendDOMNodeID})
		return err == nil // a region may have been swapped meanwhile
	}) {
		l.T.Fatalf("%d of role %s are called %q in%s", len(found), role, name, seen)
	}
}

// press uses what has a role and a name.
func (l *listener) press(role, name string, description ...string) {
	l.T.Helper()
	l.on(role, name, description...)
	l.Do(chromedp.KeyEvent(kb.Enter))
}

// write writes into a field.
func (l *listener) write(role, name, text string) {
	l.T.Helper()
	l.on(role, name)
	chromium.Call(l.Tab, input.InsertText, input.InsertTextParams{Text: text})
}

// hears waits until something is said in the place for what was done.
func (l *listener) hears(words string) {
	l.T.Helper()
	l.Until(fmt.Sprintf(`document.querySelector("[role=status]").textContent.startsWith(%q)`, words))
}

// TestByNames goes from an article to its publication, choosing what a screen reader tells by role and name alone.
func TestByNames(t *testing.T) {
	f := opened(t, map[string]string{"pier.json": pier})
	l := &listener{chromium.Open(t, chromium.Window{Width: 1280, Height: 900})}
	l.Do(chromedp.Navigate(serving(t, f)))
	l.press("link", "Check an article")
	l.write("textbox", "Address of the article", "Ferry to stop on Sundays\n\nThe harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.\n\nA ticket cost 18 crowns in 2019.")
	l.press("button", "Begin")
	l.hears("The article is here.")
	l.press("button", "Check this", "41,200 passengers")
	l.hears("Added: ")
	l.write("combobox", "Verdict", "False")
	l.write("textbox", "Why", "The accounts say 40,200.")
	l.press("button", "Save")
	l.hears("Saved: ")
	l.press("link", "Add a source")
	l.write("searchbox", "Address, publisher or title", "Accounts")
	l.press("link", "County office")
	l.press("button", "310,000 crowns for the pier")
	l.Until(`document.querySelector("#s-excerpt").value`)
	l.press("button", "Add to the check")
	l.hears("Added County office")
	l.press("button", "Undo: ")
	l.hears("Undone. ")
	l.press("button", "Redo: ")
	l.hears("Done again. ")
	l.press("button", "Release")
	l.hears("Released: ")
	l.press("link", "All checks")
	l.on("link", "Versions of the article") // which is there when the view is; what has the focus of the one before is taken away
	l.press("link", "Publish")
	l.press("button", "Publish now")
	l.on("link", "Open the published page")
}
