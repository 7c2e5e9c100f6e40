package web_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// TestReaders reads what summary, headline and list say where records have no place. If words have changed, they say
// how many checks are not shown; if words are missing, nothing, unless a link has named one of them or somebody edits.
func TestReaders(t *testing.T) {
	const whole = "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before. The jetty was built in 1964. The council said on Monday that it will not sell the old jetty to the harbour office."
	record := func(id, exact, suffix string) claims.Record {
		return claims.Record{ID: id, Text: exact, Anchor: claims.Selector{Exact: exact, Suffix: suffix},
			Reviews: []claims.Review{{Rating: "Wrong number"}}}
	}
	d := &claims.Dossier{Language: "en", Checkable: 9, Records: []claims.Record{
		record("#c01", "The harbour ferry carried 41,200 passengers last year",
			", 3.5 per cent fewer than the year before."), record("#c02", "The jetty was built in 1964", "."),
		record("#c03", "The council said on Monday that it will not sell the old jetty to the harbour office", "."),
	}}
	for _, c := range []struct{ name, text, says, never string }{
		{"whole", whole, "3 of about 9 checkable", "not shown"},
		{"a teaser", "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.", "1 claim", "not shown|could not be placed|Not found|about 9"},
		{"a teaser that breaks off", "The jetty was built in 1964. The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than", "1 claim", "not shown|could not be placed|Not found|about 9"},
		{"a number", strings.Replace(whole, "41,200", "42,300", 1), "1 check is not shown, because its words have changed since", "could not be placed|about 9"},
		{"two numbers", strings.NewReplacer("41,200", "42,300", "1964", "1974").Replace(whole), "not shown, because", "could not be placed"},
	} {
		text := claims.Plain(c.text)
		r := claims.New(d).Check(text)
		r.OfPage()
		v := &web.View{Lang: lang.English(), Report: r}
		for name, html := range map[string]string{"summary": v.Summary(), "headline": v.Headline()} {
			if !strings.Contains(html, c.says) && !strings.HasPrefix(c.says, "1 claim") || len(r.Items) == 0 {
				t.Errorf("%s: the %s does not say %q:\n%s", c.name, name, c.says, html)
			}
			for never := range strings.SplitSeq(c.never, "|") {
				if strings.Contains(html+v.List(), never) {
					t.Errorf("%s: the %s or the list says %q:\n%s\n%s", c.name, name, never, html, v.List())
				}
			}
		}
		if c.name != "a teaser" {
			continue
		}
		if list := v.List(&r.Unplaced[0]); !strings.Contains(list, "Not found in the article") ||
			!strings.Contains(list, "1964") || strings.Contains(list, "sell") || strings.Contains(list, "changed") {
			t.Errorf("a link has asked for one that is not there, and the list is\n%s", list)
		}
		v.Editing = true
		if bar := v.Summary(); !strings.Contains(bar, "2 checks could not be placed") {
			t.Errorf("somebody edits, and the summary is\n%s", bar)
		}
	}
	empty := &web.View{Lang: lang.English(), Report: &claims.Report{Text: new(claims.Text)}}
	if bar := empty.Summary(); bar != "" {
		t.Errorf("without checks the summary says\n%s", bar)
	}
	if empty.Editable = true; !strings.Contains(empty.Summary(), `data-do="edit"`) {
		t.Error("without checks an article that may be edited cannot be")
	}
}
