package dossier

import (
	"strings"
	"unicode"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
)

// Same reports whether two parties are one, by name or by address.
func Same(a, b claims.Party) bool {
	return match.Fold(a.Name).S == match.Fold(b.Name).S || a.URL != "" && a.URL == b.URL
}

// Akin reports whether two parties may be one: the checking desk of a paper is the paper, and what it says about the
// paper's claims is no review by somebody else. In doubt there is no markup.
func Akin(a, b claims.Party) bool {
	x, y := spaced(a.Name), spaced(b.Name)
	return strings.Contains(x, y) || strings.Contains(y, x) || SameSite(a.URL, b.URL)
}

// spaced returns the words of a name, folded, with a space before and after each.
func spaced(name string) string {
	words := strings.FieldsFunc(match.Fold(name).S,
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

// SameSite reports whether one of two addresses is on the host of the other, or on a subdomain of it.
func SameSite(a, b string) bool {
	x, y := Site(a), Site(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	return x != "" && (x == y || strings.Contains(x, ".") && strings.HasSuffix(y, "."+x))
}

// Site returns the host of an address without "www."; empty if it has none.
func Site(address string) string { return strings.TrimPrefix(strings.ToLower(HostOf(address)), "www.") }
