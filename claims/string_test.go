package claims

import (
	"fmt"
	"testing"
)

// TestStrings sees to it that the name of a value never ends a program: tools print values that a later version has
// added.
func TestStrings(t *testing.T) {
	for known, of := range map[fmt.Stringer]fmt.Stringer{
		Missing: Placement(200), Claim: Kind(200), Unsourced: Status(200), None: Relation(200), NotFound: QuoteMatch(200),
		Fact: SentenceKind(200), ReasonNumber: ReasonKind(200), Speech: QuoteKind(200), Direct: Manner(200),
	} {
		if known.String() == "" || known.String()[0] < 'a' {
			t.Errorf("%T: the first value is called %q", known, known)
		}
		if of.String() != "200" {
			t.Errorf("%T: a value that nobody knows is called %q", of, of)
		}
	}
}
