//go:build !js

package lint

import (
	"slices"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// desks are rules for those who write: what they find is mended by a button of the desk. The worker does without them,
// and without their weight.
var desks = []lintRule{
	{Rule{"tracking", Note, "an address with marks by which readers are tracked"}, (*linter).tracking},
	{Rule{"quote-marks", Note, "quotation marks around the words of a quotation"}, (*linter).quoteMarks},
}

func (l *linter) tracking() {
	l.addresses(func(p *part, v *dossier.Value, _ string) {
		if Untracked(v.Str) != v.Str {
			l.report(p, v, "", "use it without them", "%s has marks by which readers are tracked", v.Str)
		}
	})
}

// Untracked returns an address without the parameters that say where its reader came from or who it is.
func Untracked(address string) string {
	page, fragment, _ := strings.Cut(address, "#")
	page, query, _ := strings.Cut(page, "?")
	kept := slices.DeleteFunc(strings.Split(query, "&"), func(parameter string) bool {
		name, _, _ := strings.Cut(strings.ToLower(parameter), "=")
		switch name {
		case "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "igsh",
			"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi":
			return true
		}
		return strings.HasPrefix(name, "utm_")
	})
	rest := strings.Join(kept, "&")
	if rest == query {
		return address
	}
	if rest != "" {
		page += "?" + rest
	}
	if fragment != "" {
		page += "#" + fragment
	}
	return page
}

func (l *linter) quoteMarks() {
	for p, r := range l.records() {
		if r.Kind == claims.Quotation && Unquoted(r.Text) != r.Text {
			l.report(p, p.Get("text"), "", "delete them: cards have their own", "%s has quotation marks around it", r.Text)
		}
	}
}

// Unquoted returns words without the quotation marks that stand around all of them.
func Unquoted(words string) string {
	const pairs = `""“”‘’„“„”‚‘«»»«‹›「」『』`
	all, marks := []rune(strings.TrimSpace(words)), []rune(pairs)
	for i := 0; i < len(marks) && len(all) > 2; i += 2 {
		inside := all[1 : len(all)-1]
		if all[0] == marks[i] && all[len(all)-1] == marks[i+1] && !slices.Contains(inside, marks[i]) &&
			!slices.Contains(inside, marks[i+1]) {
			return strings.TrimSpace(string(inside))
		}
	}
	return words
}
