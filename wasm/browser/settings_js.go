//go:build js && wasm

package main

import (
	"strings"

	"sourcemark/claims"
	"sourcemark/wasm/dom"
	"sourcemark/web"
)

// mounted is the selector of an article that was mounted: its widget gets a document that has no other (web/static/half.js).
const mounted = ":scope"

// The settings of a widget come from the tag of the loader, which has warned of all that is none of these and left it
// out. Each field names its attribute.
type settings struct {
	given    string // data-root; "" to find the article
	feedback string // data-feedback
	editable bool   // data-edit

	// data-mode: both of these unless the publisher wants one, or neither until the page asks for them.
	painted, marked bool
	hidden          bool
	quiet           bool       // what is hidden is shown where the reader looks
	filter          web.Filter // data-show, by status

	cards  string // data-card: "popover", "sheet", "aside" or "inline"
	bars   string // data-summary: "top", "bottom" or "none"
	colors string // data-theme: "auto", "light" or "dark"
	dir    string // data-dir: "ltr" or "rtl"; that of the interface's language where the tag does not say
}

// settingsOf returns the settings that the loader has read, with defaults for those that the tag does not have.
func settingsOf(d *dom.Doc, config dom.Value) settings {
	or := func(name, other string) string {
		if v := d.String(config, name); v != "" {
			return v
		}
		return other
	}
	_, editable := d.Property(config, "edit")
	s := settings{
		given:    d.String(config, "root"),
		feedback: d.String(config, "feedback"),
		editable: editable,
		painted:  or("mode", "highlight") == "highlight",
		marked:   or("mode", "markers") == "markers",
		quiet:    d.String(config, "mode") == "quiet",
		cards:    or("card", "popover"),
		bars:     or("summary", "top"),
		colors:   or("theme", "auto"),
		dir:      d.String(config, "dir"),
	}
	s.hidden = s.quiet
	switch d.String(config, "mode") {
	case "off":
		s.bars, s.hidden = "none", true
		fallthrough
	case "quiet":
		s.painted, s.marked = true, true
	}
	for _, kind := range strings.Fields(d.String(config, "show")) {
		s.hidden = s.hidden || kind == "none"
		for i := range s.filter {
			s.filter[i] = s.filter[i] || kind == claims.Status(i).String()
		}
	}
	return s
}
