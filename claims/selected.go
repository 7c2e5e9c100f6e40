package claims

// A dossier may say which element of a page its article is (Article.Selector): one post of a live blog, which has no
// address of its own. It is then checked by what is said in that element, as if that were the page; the other dossiers
// of the page are checked as ever, by those words too.

// Select says that an element begins to which the selector of a dossier leads. The runs until End are of it. A host that
// has looked for an element and found none selects one without words; where no host has looked, a selector says nothing.
func (t *Text) Select(selector string) {
	t.selects = append(t.selects, len(t.sections))
	t.sections = append(t.sections, section{from: len(t.runs), to: unended, selector: selector})
	t.checkSelected = (*Checker).checkSelected // so that only hosts that select have it
}

// selected returns which section a dossier has selected, or nowhere.
func (t *Text) selected(d *Dossier) int {
	for _, i := range t.selects {
		if t.sections[i].selector == d.About.Selector {
			return i
		}
	}
	return nowhere
}

// section returns the text of a section: all runs of t, of which the others are empty.
func (t *Text) section(i int) *Text {
	of := make([]int32, len(t.runs))
	for k := t.sections[i].from; k < t.ending(&t.sections[i]); k++ {
		of[k] = 1
	}
	out := t.only(1, of)
	out.Addresses = t.Addresses
	return out
}

// checkSelected checks each dossier that has selected a section by that, and the others as if there were none.
func (c *Checker) checkSelected(t *Text) *Report {
	homes := make([]int, len(c.dossiers))
	for i, d := range c.dossiers {
		homes[i] = t.selected(d)
	}
	r := c.only(homes, nowhere).checkAll(t)
	for _, i := range t.selects {
		if own := c.only(homes, i); own.dossiers != nil {
			r.take(own.check(t.section(i)))
		}
	}
	r.number()
	return r
}
