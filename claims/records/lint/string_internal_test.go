package lint

import "testing"

// Names are for people: none takes a program down.
func TestStringsOfUnknown(t *testing.T) {
	if got := Severity(9).String(); got != "Severity(9)" {
		t.Error(got)
	}
}
