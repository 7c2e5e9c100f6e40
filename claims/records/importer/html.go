package importer

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isMarkup reports whether a text is HTML, of a page or of the clipboard.
func isMarkup(s string) bool { return strings.HasPrefix(s, "<") || strings.HasPrefix(s, "Version:") }

// clipboardHTML returns HTML without what Windows puts in front of it on the clipboard: Version:, StartHTML: and so on.
func clipboardHTML(s string) string {
	if strings.HasPrefix(s, "Version:") {
		if i := strings.IndexByte(s, '<'); i >= 0 {
			return s[i:]
		}
	}
	return s
}

// htmlTables returns the tables of HTML as programs put it on the clipboard, or of a page. Tables within tables, which
// lay a page out, are grids of their own.
func htmlTables(s string) (out []grid, err error) {
	root, err := html.Parse(strings.NewReader(clipboardHTML(s)))
	if err != nil {
		return nil, err
	}
	laid := 0
	for n := range root.Descendants() {
		if n.DataAtom != atom.Table {
			continue
		}
		g, err := htmlTable(n, &laid)
		if err != nil {
			return nil, err
		}
		if len(g.rows) > 0 {
			out = append(out, g)
		}
	}
	return out, nil
}

func htmlTable(table *html.Node, laid *int) (g grid, err error) {
	var areas []area
	number, columns := 0, 0
	taken := map[[2]int]bool{} // by cells that span
	for n := range table.Descendants() {
		switch {
		case n.DataAtom == atom.Caption && g.name == "" && tableOf(n) == table:
			g.name = strings.Join(strings.Fields(shownText(n)), " ")
		case n.DataAtom == atom.Col && tableOf(n) == table:
			wide := min(span(n, "span"), maxColumns-columns)
			for c := range wide {
				if isVeiled(n) {
					g.veiled = append(g.veiled, columns+c)
				}
			}
			columns += wide
		case n.DataAtom == atom.Tr && tableOf(n) == table:
			r := row{number: number + 1, hidden: isVeiled(n)}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
					continue
				}
				for taken[[2]int{number, len(r.cells)}] {
					r.cells = append(r.cells, cell{})
				}
				column := len(r.cells)
				right, down := span(c, "colspan"), span(c, "rowspan")
				if column+right > maxColumns {
					return g, errColumns
				}
				if *laid += right * down; *laid > maxCells {
					return g, errCells
				}
				r.cells = append(r.cells, cell{text: shownText(c), link: linkIn(c)})
				if right > 1 || down > 1 {
					areas = append(areas, area{number, column, number + down - 1, column + right - 1})
					for y := range down {
						for x := range right {
							taken[[2]int{number + y, column + x}] = true
						}
					}
					for range right - 1 {
						r.cells = append(r.cells, cell{})
					}
				}
			}
			if !r.empty() {
				g.rows = append(g.rows, r)
			}
			number++
		}
	}
	return g, g.join(areas)
}

// tableOf returns the table that a node is in.
func tableOf(n *html.Node) *html.Node {
	for n = n.Parent; n != nil && n.DataAtom != atom.Table; n = n.Parent {
	}
	return n
}

// span returns how many cells an element covers.
func span(n *html.Node, name string) int {
	i, _ := strconv.Atoi(attributeOf(n, name))
	return min(max(i, 1), maxCells)
}

func attributeOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// isVeiled reports whether a row or a column is hidden, as programs write it on the clipboard.
func isVeiled(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(attributeOf(n, "style")), " ", "")
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
	}
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:collapse")
}

// linkIn returns the address of the first link in a node.
func linkIn(n *html.Node) string {
	for c := range n.Descendants() {
		if c.DataAtom == atom.A && attributeOf(c, "href") != "" {
			return attributeOf(c, "href")
		}
	}
	return ""
}

// shownText returns the words of a cell as a browser shows them, with line ends where it has them.
func shownText(cell *html.Node) string {
	var b strings.Builder
	var show func(*html.Node)
	show = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(spaces.ReplaceAllString(n.Data, " "))
			return
		case n.DataAtom == atom.Br:
			b.WriteByte('\n')
			return
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Template, n.DataAtom == atom.Table:
			return // a table in a cell is one of its own
		case n.DataAtom == atom.P, n.DataAtom == atom.Div, n.DataAtom == atom.Li:
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
		}
		for c := range n.ChildNodes() {
			show(c)
		}
	}
	for c := range cell.ChildNodes() {
		show(c)
	}
	return strings.TrimSpace(b.String())
}

var spaces = regexp.MustCompile(`[ \t\r\n\f]+`)
