package main

import (
	"testing"

	"sourcemark/claims/lexicon/english"
)

// TestUnset puts together what lines and pages have cut, and nothing else.
func TestUnset(t *testing.T) {
	for _, c := range []struct {
		text, want string
		cut        int
	}{
		{"It carried 41,200 pas-\nsengers, they say.\n", "It carried 41,200 passengers, they say.\n", 1},
		{"It carried 41,200 pas‐\r\n  sengers, they say.\n", "It carried 41,200 passengers, they say.\n", 1},
		{"It carried 41,200 pas\u00ad\nsengers, they say.\n", "It carried 41,200 pas\u00adsengers, they say.\n", 0},
		// Hyphens of the author's.
		{"A well-\nknown ship of the is-\nland.", "A well-known ship of the island.", 1},
		{"The harbour-\nmaster is old. A harbour-master retires.", "The harbour-master is old. A harbour-master retires.", 0},
		{"Sie ist ein-\nund ausgefahren, auf und ab, mit Pas-\nsagieren.", "Sie ist ein-und ausgefahren, auf und ab, mit Passagieren.", 1},
		{"An Anglo-\nSaxon ship, 1914-\n18 -\nand so on.", "An Anglo-\nSaxon ship, 1914-\n18 -\nand so on.", 0},
		{"Ends with -\n\nand that.\r\n", "Ends with -\n\nand that.\r\n", 0},
		// Pages.
		{"Ferry\n\nIt carried 41,200\n\n3\n\fpassengers last year.\n", "Ferry\n\nIt carried 41,200\npassengers last year.\n", 0},
		{"Ferry\n\nIt stops on Sundays.\n\n- 3 -\n\fThe islanders protest.\n\n4\n\f", "Ferry\n\nIt stops on Sundays.\n\nThe islanders protest.\n", 0},
		{"Ferry\n\nIt carried\n41,200\n\fpassengers last year.\n", "Ferry\n\nIt carried\n41,200\npassengers last year.\n", 0},
		{"The Ferry\n\nIt carried\n\nHarbour Desk 1\n\fThe Ferry\n\nmany people.\n\nHarbour Desk 2\n\f", "The Ferry\n\nIt carried\nmany people.\n", 0},
		{"It carried pas-\n\n3\n\fsengers.\n", "It carried passengers.\n", 1},
	} {
		if got, cut := unset(c.text, english.Words()); got != c.want || cut != c.cut {
			t.Errorf("%q: got %q, %d cut, want %q, %d", c.text, got, cut, c.want, c.cut)
		}
	}
}
