//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What is read out, and where the keys lead. Names and roles are those of Chromium's accessibility tree, which is what
// a screen reader gets, and not those of the attributes from which it is made.

// A spoken is a node of the accessibility tree.
type spoken struct {
	role, name string
	properties map[string]string
	children   []*spoken
}

// heard is the accessibility tree of the page, without the nodes that nobody hears of.
func heard(b *tab) *spoken {
	b.t.Helper()
	all := call(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range all {
		byID[n.NodeID] = n
	}
	var convert func(n *accessibility.Node) []*spoken
	convert = func(n *accessibility.Node) []*spoken {
		var children []*spoken
		for _, id := range n.ChildIDs {
			if c := byID[id]; c != nil {
				children = append(children, convert(c)...)
			}
		}
		if n.Ignored {
			return children
		}
		s := &spoken{role: value(n.Role), name: value(n.Name), properties: map[string]string{}, children: children}
		for _, p := range n.Properties {
			s.properties[string(p.Name)] = value(p.Value)
		}
		return []*spoken{s}
	}
	return convert(all[0])[0]
}

// value is a value of the accessibility tree in words.
func value(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if json.Unmarshal(v.Value, &s) == nil {
		return s
	}
	return string(v.Value)
}

// walk goes through a tree in the order in which it is read out; below a node for which into says no it does not look.
func (s *spoken) walk(into func(*spoken) bool) {
	if !into(s) {
		return
	}
	for _, c := range s.children {
		c.walk(into)
	}
}

// all is the nodes of a role in a tree.
func (s *spoken) all(role string) []*spoken {
	var out []*spoken
	s.walk(func(n *spoken) bool {
		if n.role == role {
			out = append(out, n)
		}
		return true
	})
	return out
}

// the is the one node of a role in a tree.
func (s *spoken) the(t *testing.T, role string) *spoken {
	t.Helper()
	all := s.all(role)
	if len(all) != 1 {
		t.Fatalf("%d nodes of role %s, want one", len(all), role)
	}
	return all[0]
}

// texts is the texts of a tree, but for what is in nodes of the roles left out.
func (s *spoken) texts(but ...string) []string {
	var out []string
	s.walk(func(n *spoken) bool {
		if n.role == "StaticText" {
			out = append(out, strings.Join(strings.Fields(n.name), " "))
		}
		return !slices.Contains(but, n.role)
	})
	return out
}

// headings is the levels and names of the headings of a tree.
func (s *spoken) headings() string {
	var out []string
	for _, h := range s.all("heading") {
		out = append(out, h.properties["level"]+" "+h.name)
	}
	return strings.Join(out, "; ")
}

// TestHeard listens to the story: each item has one button, after its words, named in full; the words themselves are
// read as if we were not there.
func TestHeard(t *testing.T) {
	for _, s := range []screen{wide, narrow} {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, s, served(t, nil)+"/dist/index.html").ready()
			its := items(b)
			story := heard(b).the(t, "article")
			n, before := 0, ""
			story.walk(func(h *spoken) bool {
				if h.role == "StaticText" {
					before += " " + h.name
				}
				if h.role != "button" || !strings.HasPrefix(h.name, "Check ") {
					return h.role != "button"
				}
				if n++; n > len(its) {
					return false
				}
				it := its[n-1]
				if want := fmt.Sprintf("Check %d of 37, %s: %s", n, it.Status, it.Verdict); !strings.HasPrefix(h.name, want) {
					t.Errorf("button %d is named %q, want it to begin %q", n, h.name, want)
				}
				words := strings.Join(strings.Fields(it.Exact), " ")
				if first := strings.Join(strings.Fields(words)[:3], " "); !strings.Contains(h.name, first) {
					t.Errorf("the name of button %d does not say of which words it is: %q", n, h.name)
				}
				if !strings.Contains(strings.Join(strings.Fields(before), " "), words) {
					t.Errorf("button %d comes before its words", n)
				}
				if h.properties["expanded"] != "false" || h.properties["hasPopup"] != "dialog" {
					t.Errorf("button %d has the properties %v", n, h.properties)
				}
				return false
			})
			if n != 37 {
				t.Errorf("%d buttons of items, want one each of 37", n)
			}
			if live := heard(b).the(t, "status"); live.properties["live"] != "polite" || !slices.Equal(live.texts(), []string{"37 checked passages; 21 disputed, 4 unsourced."}) {
				t.Errorf("the page says %v, %v", live.texts(), live.properties)
			}
			with, headings := story.texts("button", "region", "status"), story.headings()
			eval[any](b, `sourcemark.refresh(), 0`)
			heard(b).the(t, "status") // once, and not again
			eval[any](b, `sourcemark.destroy(), document.querySelector("sourcemark-summary").remove(), 0`)
			bare := heard(b).the(t, "article")
			if without := bare.texts(); !slices.Equal(with, without) {
				t.Errorf("the words are read as\n%q\nand without us as\n%q", with, without)
			}
			if bare.headings() != headings {
				t.Errorf("the headings are %s, and without us %s", headings, bare.headings())
			}
		})
	}
}

// TestHeardFacts has the buttons of items named the same wherever the page has room for the fact and where it has none, in
// every language and look: what a listener needs is no matter of width.
func TestHeardFacts(t *testing.T) {
	built(t)
	facts := strings.Replace(harbourRecords(t), `"review":{`, `"review":{"headline":"40,200",`, 1)
	names := func(b *tab) (names, entries []string) {
		b.still()
		heard(b).walk(func(s *spoken) bool {
			switch {
			case s.role == "button" && s.properties["expanded"] != "":
				names = append(names, s.name)
			case s.role == "button" && strings.Contains(s.name, "41,200"):
				entries = append(entries, s.name)
			}
			return true
		})
		return names, entries
	}
	looks := map[string][]string{"forced": {"forced-colors", "active"}, "dark": {"prefers-color-scheme", "dark"}, "strong": {"prefers-contrast", "more"}}
	for _, l := range []string{"en", "ko", "zh", "ja", "ru", "de", "fr", "es", "ar", "vi", "pt", "it", "tr", "forced", "dark", "strong"} {
		tag := `data-records="harbour.json"`
		if looks[l] == nil {
			tag += ` data-lang="` + l + `"`
		}
		address := served(t, map[string]string{"page.html": harbourPage("", scriptTag(tag)), "harbour.json": facts}) + "/page.html"
		b := open(t, wide, address, media(looks[l]...)).ready()
		before, _ := names(b)
		for _, room := range []int64{700, 390, 320} {
			call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: room, Height: 844, DeviceScaleFactor: 1})
			if now, _ := names(b); len(now) != 3 || !slices.Equal(now, before) {
				t.Errorf("%s: the buttons are named\n%q in a window of %d pixels, and\n%q in a wide one", l, now, room, before)
			}
		}
		if !strings.Contains(strings.Join(before, ""), "40,200") {
			t.Errorf("%s: nobody hears the fact: %q", l, before)
		}
		eval[any](b, `click("list"), 0`)
		_, entries := names(b)
		for name, want := range map[string][2]string{
			"en": {"Check 1 of 3, disputed: Wrong number, 40,200. The harbour ferry carried 41,200 passengers last year", "Wrong number, disputed. The harbour ferry carried 41,200 passengers last year"},
			"zh": {"核查，第1条，共3条，有争议： Wrong number，40,200。 The harbour ferry carried 41,200 passengers last year", ""},
		} {
			if name == l && before[0] != want[0] {
				t.Errorf("%s: the first button is named %q, want %q", l, before[0], want[0])
			}
			if name == l && want[1] != "" && !slices.Equal(entries, []string{want[1]}) {
				t.Errorf("%s: in the list are %q, want %q", l, entries, want[1])
			}
		}
	}
}

// TestHeardInDialogs listens to cards and to the list.
func TestHeardInDialogs(t *testing.T) {
	for _, s := range []screen{wide, narrow} {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, s, served(t, nil)+"/dist/index.html").ready()
			dialog := func(script string) *spoken {
				eval[any](b, script+", 0")
				b.still()
				return heard(b).the(t, "dialog")
			}
			card := dialog(`sourcemark.open("q04")`)
			if card.name != "Wording altered (disputed)" || card.properties["modal"] != fmt.Sprint(s == narrow) {
				t.Errorf("the card is named %q, and its properties are %v", card.name, card.properties)
			}
			if got, want := card.headings(), "2 Wording altered (disputed); 3 As printed here; 3 Reuters via The Tribune · English, from Russian; 3 Sources"; got != want {
				t.Errorf("the headings of the card are\n%s, want\n%s", got, want)
			}
			for role, want := range map[string]string{"deletion": "not in the source: Russia appreciates", "insertion": "in the source: We highly value"} {
				if first := strings.Join(card.all(role)[0].texts(), " "); !strings.HasPrefix(first, want) {
					t.Errorf("a %s is read as %q, want %q", role, first, want)
				}
			}
			sources := card.all("list")
			if n := eval[int](b, `dialog().querySelectorAll("ul > li").length`); len(sources) == 0 || len(sources[0].all("listitem")) < 3 || n < 4 {
				t.Errorf("%d lists of %d sources", len(sources), n)
			}
			for _, link := range card.all("link") {
				if link.name == "" {
					t.Error("a link without a name")
				}
			}
			claim := dialog(`sourcemark.open("c01")`)
			if got, want := claim.headings(), "2 Misleading wording (disputed); 3 As claimed; 3 Sources"; got != want {
				t.Errorf("the headings of the card are\n%s, want\n%s", got, want)
			}
			list := dialog(`sourcemark.close(), click("list")`)
			if list.name != "All checks" || list.properties["modal"] != "true" || list.headings() != "2 All checks" {
				t.Errorf("the list is named %q, with %v and the headings %s", list.name, list.properties, list.headings())
			}
			if entries := list.the(t, "list").all("listitem"); len(entries) != 37 || entries[36].the(t, "button").name == "" {
				t.Errorf("%d entries in the list", len(entries))
			}
		})
	}
}

// TestTabThroughAll goes from the summary through every item and every control of its card and on, with nothing but
// keys.
func TestTabThroughAll(t *testing.T) {
	b := open(t, wide, served(t, nil)+"/dist/index.html").ready()
	const (
		stops  = `[...dialog().querySelectorAll("button:not(:disabled), a[href], summary")].filter(e => e.checkVisibility())`
		inside = `dialog().contains(focused())`
	)
	eval[any](b, `controls("edit")[0].focus(), 0`)
	for _, it := range items(b) {
		b.press(kb.Tab)
		if n := eval[string](b, `focused().dataset.n ?? ""`); n != fmt.Sprint(it.Number) {
			t.Fatalf("Tab leads to %q, want the button of item %d", n, it.Number)
		}
		b.press(kb.Enter)
		b.until(`dialog() && ` + inside)
		for i := range eval[int](b, stops+`.length`) {
			b.press(kb.Tab)
			if !eval[bool](b, fmt.Sprintf(`focused() === %s[%d]`, stops, i)) {
				t.Fatalf("%s: stop %d in the card is %s", it.ID, i, eval[string](b, `focused().outerHTML`))
			}
		}
		b.press(kb.Tab) // out of the card, on into the text
		if next := eval[string](b, `focused().dataset?.n ?? ""`); it.Number < 37 && next != fmt.Sprint(it.Number+1) {
			t.Fatalf("%s: after its card comes %q", it.ID, next)
		}
		b.press(kb.Tab, chromedp.ModifierShift)
		if !eval[bool](b, inside) {
			t.Fatalf("%s: there is no way back into its card", it.ID)
		}
		b.press(kb.Escape)
		b.until(`!dialog()`)
		if n := eval[string](b, `focused().dataset.n ?? ""`); n != fmt.Sprint(it.Number) {
			t.Fatalf("%s: Esc gave the focus to %q", it.ID, n)
		}
	}
	b.calm()
}

// TestTabThroughList reaches every item through the list.
func TestTabThroughList(t *testing.T) {
	for _, s := range []screen{wide, narrow} {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, s, served(t, nil)+"/dist/index.html").ready()
			for n := 1; n <= 37; n++ {
				eval[any](b, `controls("list")[0].focus(), 0`)
				b.press(kb.Enter)
				b.until(`dialog()?.matches(".panel") && dialog().contains(focused())`)
				if n == 1 {
					for i := range 38 { // the button that closes it, and 37 entries
						b.press(kb.Tab)
						if got := eval[string](b, `focused().dataset.n ?? "close"`); i > 0 && got != fmt.Sprint(i) || i == 0 && got != "close" {
							t.Fatalf("stop %d in the list is %q", i, got)
						}
					}
				}
				eval[any](b, fmt.Sprintf(`dialog().querySelector("[data-n='%d']").focus(), 0`, n))
				b.press(kb.Enter)
				b.until(fmt.Sprintf(`dialog()?.textContent.includes("%d of 37") && dialog().contains(focused())`, n))
				if n == 37 && s == narrow {
					trapped(b)
				}
				b.press(kb.Escape)
				b.until(`!dialog()`)
				if got := eval[string](b, `focused().dataset.n ?? ""`); got != fmt.Sprint(n) {
					t.Fatalf("item %d: Esc gave the focus to %q", n, got)
				}
			}
			eval[any](b, `controls("list")[0].focus(), 0`)
			b.press(kb.Enter)
			b.until(`dialog()`)
			trapped(b)
			b.press(kb.Escape)
			b.until(`!dialog()`)
			if !eval[bool](b, `focused() === controls("list")[0]`) {
				t.Errorf("closing the list gave the focus to %s", eval[string](b, `focused().outerHTML`))
			}
			b.calm()
		})
	}
}

// trapped goes once around the open dialog and wants the focus to stay in it.
func trapped(b *tab) {
	b.t.Helper()
	for range eval[int](b, `dialog().querySelectorAll("button, a[href], summary").length`) + 2 {
		b.press(kb.Tab)
		// Between the last stop of the dialog and the first come the browser's own controls.
		if !eval[bool](b, `dialog().contains(focused()) || focused() === document.body`) {
			b.t.Fatalf("the focus has left the dialog for %s", eval[string](b, `focused().outerHTML`))
		}
	}
}
