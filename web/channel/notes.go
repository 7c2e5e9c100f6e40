// Package channel writes the checks of an article for readers whose programs allow no scripts, style sheets or buttons:
// in feeds, in mail, on AMP pages, and in plain text and Markdown. It also makes a page of a text or of Markdown.
//
//	p := article.Read(src)
//	report := claims.New(dossier).Check(p.Text)
//	mail, err := channel.Mail(p, &web.View{Lang: lang.English(), Report: report})
//
// In each of them a number in brackets follows the words of an item, and endnotes under the article have the verdict in
// words, why it was reached, and the sources: those of package web, in the elements that the channel allows. What the
// report has no place for is not on any words; how many verdicts are withheld stands over the endnotes, as it does on a
// page.
//
// The package is for the command line: nothing that a reader loads links it, nor does the worker.
package channel

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/web"
)

// notesClass is the class of endnotes, numberClass that of numbers, by which those of feeds are found again.
const (
	notesClass  = "sourcemark-notes"
	numberClass = "sourcemark-number"
)

// notes returns the endnotes of an article as package web has them, with the summary under their heading.
func notes(v *web.View) string {
	alone := *v
	alone.NoLinks = true // the summary would lead to the heading over it
	before, after, _ := strings.Cut(v.Endnotes(), `</h2>`)
	return before + `</h2><p>` + alone.Headline() + `</p>` + after
}

// An element of our endnotes.
type element struct {
	name   string
	attr   []html.Attribute
	begins string // the text that it begins with
}

// get returns an attribute, "" for none.
func (e *element) get(name string) string {
	for _, a := range e.attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// rewrite returns our endnotes with the tags that a channel has for each element; "" for none.
func rewrite(notes string, tags func(e *element) (start, end string)) string {
	var all []html.Token
	for z := html.NewTokenizer(strings.NewReader(notes)); z.Next() != html.ErrorToken; {
		all = append(all, z.Token())
	}
	var out strings.Builder
	var ends []string
	for i, t := range all {
		switch t.Type {
		case html.TextToken:
			out.WriteString(html.EscapeString(t.Data))
		case html.StartTagToken:
			e := element{name: t.Data, attr: t.Attr}
			if all[i+1].Type == html.TextToken {
				e.begins = all[i+1].Data
			}
			start, end := tags(&e)
			out.WriteString(start)
			ends = append(ends, end)
		case html.EndTagToken:
			out.WriteString(ends[len(ends)-1])
			ends = ends[:len(ends)-1]
		}
	}
	return out.String()
}

// tag returns the tags of an element with those attributes of e that are named, and others.
func (e *element) tag(name, others string, kept ...string) (start, end string) {
	var b strings.Builder
	b.WriteString(`<` + name + others)
	for _, k := range kept {
		if v := e.get(k); v != "" {
			b.WriteString(` ` + k + `="` + html.EscapeString(v) + `"`)
		}
	}
	return b.String() + `>`, `</` + name + `>`
}

// number returns the number of an item in brackets.
func number(a *claims.Annotation) string { return "[" + strconv.Itoa(a.Number) + "]" }
