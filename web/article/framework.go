package article

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"

	"golang.org/x/net/html"
)

// Some frameworks take over in the browser what their server has written: they compare it with what they would draw
// themselves and take anything in between for an error (https://react.dev/link/hydration-mismatch). What they take over
// is known by marks, and each mark has a reach:
//
//   - entire: the framework draws the page.
//   - island: it draws the element that has the mark, and only that.
//   - begins: it draws what stands between two comments in one element; ends is the second.
//   - inside: it draws what the mark stands in, and does not say from where. That is then looked for: programs write no
//     line ends between elements, people and templates do. So going outwards from the mark, the last element with no
//     such line end between its children is the one that is drawn, and the body never is.
//   - root: a customary name of the element that is drawn. Others use it too, so it counts only without such line ends,
//     or with a mark of the kind before in it.
type reach uint8

const (
	entire reach = iota
	island
	begins
	ends
	inside
	root
)

// A sign is a mark of a framework. It is written as it stands in a page: a tag, an attribute with or without a value,
// the beginning of a comment, or words of a script.
type sign struct {
	mark, name string
	reach      reach
}

// signs are all marks. They come from the documentation of each framework, or from what the version named here writes.
// The table in web/README.md says the same to publishers.
var signs = [...]sign{
	{"id=__NEXT_DATA__", "Next.js", entire}, // 9 and later, pages
	{"id=__next", "Next.js", island},
	{"self.__next_f", "Next.js", entire},                    // 13 and later, app
	{"window.__remixContext", "Remix", entire},              // 1 and 2
	{"window.__reactRouterContext", "React Router", entire}, // 7 and later
	{"$_TSR", "TanStack Start", entire},                     // 1
	{"id=vike_pageContext", "Vike", entire},                 // 0.4
	{"__WAKU_HYDRATE__", "Waku", entire},                    // 0.20 and later
	{"id=redwood-app", "Redwood", island},                   // 1 and later
	{"id=wix-warmup-data", "Wix", entire},                   // its renderer, Thunderbolt
	{"id=SITE_CONTAINER", "Wix", island},
	{"id=___gatsby", "Gatsby", island},        // 2 and later
	{"id=__docusaurus", "Docusaurus", island}, // 2 and 3
	{"data-reactroot", "React", island},       // up to 17
	{"data-react-class", "React", island},     // of react-rails
	{"<!-- -->", "React", inside},             // 16 and later: between two texts
	{"<!--$-->", "React", inside},             // 18 and later: Suspense; Solid has it too
	{"<!--$?-->", "React", inside},
	{"<!--$!-->", "React", inside},
	{"<!--$~-->", "React", inside},       // 19.2
	{"<!--&-->", "React", inside},        // 19.2: Activity
	{"id=root", "React", root},           // Solid and others too
	{"id=fusion-app", "Arc XP", root},    // its engine, Fusion
	{"type=isodata", "Preact", entire},   // preact-iso 2 and later
	{"id=__NUXT_DATA__", "Nuxt", entire}, // 3 and later
	{"window.__NUXT__", "Nuxt", entire},
	{"id=__nuxt", "Nuxt", island},
	{"data-server-rendered", "Vue", island}, // 2
	{"<!--[-->", "Vue or Svelte", begins},   // Vue 3, Svelte 5
	{"<!--]-->", "Vue or Svelte", ends},
	{"<!---->", "Vue or Svelte", inside}, // Vue 3, Svelte 5; Angular and Lit have it too
	{"<!--v-if-->", "Vue", inside},       // 3
	{"<!--teleport start-->", "Vue", inside},
	{"id=app", "Vue", root}, // Svelte, Preact and others too
	{"__sveltekit_", "SvelteKit", entire},
	{"data-sveltekit-hydrate", "SvelteKit", entire}, // 1
	{"data-sveltekit-preload-data", "SvelteKit", entire},
	{"data-hk", "Solid", inside}, // 1; Leptos too
	{"data-node-hydration", "Dioxus", inside},
	{"s-id", "Stencil", island},              // 1 and later, elements of its hydrate app
	{"q:container", "Qwik", island},          // 1 and 2
	{"astro-island", "Astro", island},        // 1 and later
	{"ng-version", "Angular", island},        // 2 and later
	{"ng-server-context", "Angular", island}, // 14 and later
	{"ngh", "Angular", island},               // 16 and later
	{"data-phx-main", "LiveView", island},
	{"data-phx-session", "LiveView", island},
	{`<!--Blazor:{"type"`, "Blazor", begins}, // .NET Core 3 and later
	{`<!--Blazor:{"prerenderId"`, "Blazor", ends},
	{"<!--frsh", "Fresh", begins}, // 1 and 2
	{"<!--/frsh", "Fresh", ends},
	{"<!--lit-part", "Lit", begins}, // 2 and 3
	{"<!--/lit-part", "Lit", ends},
	{"<!--M", "Marko", inside}, // 5 and 6, as marko says
	{"type=fastboot/shoebox", "Ember", entire},
	{"id=fastboot-body-start", "Ember", entire},
}

// A drawing is a stretch of a page that a framework draws.
type drawing struct {
	name       string
	start, end int // bytes of the source: behind what begins it, and before what ends it
}

// A level is an element that is open.
type level struct {
	start int    // behind its start tag
	own   bool   // what is in it says nothing of what is around it
	root  bool   // it is one by its name, if there are no gaps
	drawn string // the framework that draws it, if there are no gaps
	gaps  bool   // there are line ends between its children

	island string // the framework that draws it in any case
	begun  string // the framework whose comment begins here
	since  int    // where
	depth  int    // how many such comments have not ended
}

// A drawer finds what frameworks draw in a page.
type drawer struct {
	*scanner
	signs    map[string]*sign // by their marks
	levels   []level          // the first is the page; the others are those of scanner.open
	drawings []drawing
	first    string // the framework of the first sign; "" if there is none
	inside   func(at int, name string)
}

// newDrawer returns one that has read nothing yet.
func newDrawer(s *scanner) *drawer {
	d := &drawer{scanner: s, signs: make(map[string]*sign, len(signs)), levels: make([]level, 1, 32)}
	for i := range signs {
		d.signs[signs[i].mark] = &signs[i]
	}
	return d
}

// draw reads a page. Only markup counts, not an article about frameworks. Drawings come in the order of their ends, and
// none holds another. inside is told where marks with that reach stand.
func (d *drawer) draw() {
	for d.next() {
		for _, e := range d.popped {
			d.closed(e.name, d.start)
		}
		switch d.kind {
		case html.CommentToken:
			d.comment(string(d.src[d.start:d.end]))
		case html.TextToken:
			d.text()
		case html.StartTagToken, html.SelfClosingTagToken:
			if d.pushed {
				d.levels = append(d.levels, level{start: d.end, own: d.tag == "template"})
			}
			d.sign(d.signs[d.tag])
			for _, a := range d.attributes {
				d.attribute(a)
			}
		}
	}
	for len(d.levels) > 1 {
		d.closed(d.open[len(d.levels)-2].name, d.end)
	}
	d.ended(d.end)
}

// text takes note of words of a script, and of line ends between elements.
func (d *drawer) text() {
	words := d.src[d.start:d.end]
	if d.top().name != "script" {
		if bytes.IndexByte(words, '\n') >= 0 && len(bytes.TrimSpace(words)) == 0 {
			d.levels[len(d.levels)-1].gaps = true
		}
		return
	}
	d.script(words)
}

// attribute takes note of an attribute.
func (d *drawer) attribute(a html.Attribute) {
	d.sign(d.signs[a.Key])
	if a.Key == "id" || a.Key == "type" {
		d.sign(d.signs[a.Key+"="+a.Val])
	}
}

// script takes note of the words of a script.
func (d *drawer) script(words []byte) {
	for i := range signs {
		if s := &signs[i]; s.reach == entire && bytes.Contains(words, []byte(s.mark)) {
			d.sign(s)
		}
	}
}

// comment takes note of a comment.
func (d *drawer) comment(raw string) {
	if inside, ok := strings.CutPrefix(raw, "<!--["); ok && strings.Trim(inside, "-!?0123456789>") == "" {
		raw = "<!--[-->" // of Svelte, which writes there which branch it has taken
	}
	for i := range signs {
		if s := &signs[i]; strings.HasPrefix(raw, s.mark) && (s.name != "Marko" || marko(raw[len(s.mark):])) {
			d.sign(s)
			return
		}
	}
}

// marko reports whether a comment that begins with an M goes on as those of Marko: "#s0", "^s0-1"; "a1B2c3*1 #text/0".
func marko(rest string) bool {
	if strings.HasPrefix(rest, "#s") || strings.HasPrefix(rest, "^s") {
		return true
	}
	name, number, _ := strings.Cut(rest, "*")
	return !strings.ContainsAny(name, " -") && number != "" && '0' <= number[0] && number[0] <= '9'
}

// sign takes note of a sign; nil is none.
func (d *drawer) sign(s *sign) {
	if s == nil {
		return
	}
	d.first = cmp.Or(d.first, s.name)
	l := &d.levels[len(d.levels)-1]
	switch s.reach {
	case entire:
		d.add(s.name, 0, len(d.src))
	case island:
		if d.tag == "html" || d.tag == "body" {
			d.add(s.name, 0, len(d.src))
		} else if d.pushed {
			l.island, l.own = s.name, true
		}
	case root:
		if d.pushed {
			l.drawn, l.root, l.own = cmp.Or(l.drawn, s.name), true, true
		}
	case begins:
		if l.depth == 0 {
			l.begun, l.since = s.name, d.end
		}
		l.depth++
	case ends:
		if l.depth--; l.depth <= 0 {
			d.ended(d.start)
		}
	}
	if s.reach == inside || s.mark == "<!--[-->" {
		l.drawn = cmp.Or(l.drawn, s.name)
		for i := range slices.Backward(d.levels) {
			if l := &d.levels[i]; l.root {
				l.island = s.name // with such a mark in it, its name is no accident
			} else if l.own {
				return
			}
		}
		if d.inside != nil {
			d.inside(d.start, s.name)
		}
	}
}

// ended ends at a place what a comment has begun in the innermost element.
func (d *drawer) ended(at int) {
	l := &d.levels[len(d.levels)-1]
	if l.begun != "" {
		d.add(l.begun, l.since, at)
	}
	l.begun, l.depth = "", 0
}

// closed ends the innermost element.
func (d *drawer) closed(name string, at int) {
	d.ended(at)
	l := &d.levels[len(d.levels)-1]
	d.levels = d.levels[:len(d.levels)-1]
	if l.island != "" {
		d.add(l.island, l.start, at)
	}
	if l.drawn == "" || l.gaps || name == "body" {
		return
	}
	d.add(l.drawn, l.start, at)
	if around := &d.levels[len(d.levels)-1]; !l.own {
		around.drawn = cmp.Or(around.drawn, l.drawn)
	}
}

// add takes note of a drawing, in place of those that it holds.
func (d *drawer) add(name string, start, end int) {
	for len(d.drawings) > 0 && d.drawings[len(d.drawings)-1].start >= start {
		d.drawings = d.drawings[:len(d.drawings)-1]
	}
	if k := len(d.drawings) - 1; k < 0 || d.drawings[k].end < end {
		d.drawings = append(d.drawings, drawing{name, start, end})
	}
}

// Framework returns the name of a framework that takes over a page, or a part of it, when it runs in a browser; "" if
// there is no sign of one.
func Framework(src []byte) string {
	d := newDrawer(newScanner(src))
	d.draw()
	return d.first
}

// Framework returns the name of the framework that takes over the article when it runs in a browser; "" if there is no
// sign of one. One that draws something else in the page, such as the readers' comments, does not count.
func (p *Page) Framework() string { return p.framework }

// signed reports whether there may be a sign of a framework in a page that was read: most pages have none, and are not
// read once more.
func (t *tape) signed(src []byte) bool {
	d := newDrawer(&scanner{src: src})
	script, from := false, 0
	for i := range t.tokens {
		k := &t.tokens[i]
		start := 0
		if i > 0 {
			start = t.tokens[i-1].end
		}
		switch k.kind {
		case html.CommentToken:
			d.comment(string(src[start:k.end]))
		case html.TextToken:
			if script {
				d.script(src[start:k.end])
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if k.tag == "astro-island" {
				return true
			}
			for _, a := range t.attributes[from:k.attributes] {
				if a.Key != "class" && a.Key != "href" && a.Key != "src" {
					d.attribute(a)
				}
			}
		}
		script, from = k.tag == "script", k.attributes
		if d.first != "" {
			return true
		}
	}
	return false
}

// drawnBy takes note of what frameworks draw.
func (p *Page) drawnBy(s *scanner) {
	d := newDrawer(s)
	d.inside = func(at int, name string) {
		if p.head <= at && at < p.end {
			p.framework = cmp.Or(p.framework, name)
		}
	}
	d.draw()
	p.drawings = d.drawings
	for _, g := range p.drawings {
		if g.start <= p.head && p.end <= g.end {
			p.framework = cmp.Or(p.framework, g.name)
		}
	}
}

// drawn reports whether a framework draws what is around a byte of the source.
func (p *Page) drawn(at int) bool {
	i := sort.Search(len(p.drawings), func(i int) bool { return p.drawings[i].end >= at })
	return i < len(p.drawings) && p.drawings[i].start <= at
}
