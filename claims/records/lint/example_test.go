package lint_test

import (
	"fmt"

	"sourcemark/claims/records/internal/recordstest"
	"sourcemark/claims/records/lint"
)

// Each finding says where it is, what is wrong, what to do about it, and which rule found it.
func ExampleDossier() {
	for _, f := range lint.Dossier("ferry.json", []byte(recordstest.Small), lint.Options{Today: "2026-03-12"}) {
		if f.Severity > lint.Note {
			fmt.Printf("%s:%d: %s: %s [%s]\n", f.File, f.Line, f.Severity, f.Message, f.Rule)
		}
	}
	// Output:
	// ferry.json:7: warning: disputed, but #s1 is the only source [single-source]
	// ferry.json:8: warning: "carried 41,200 passengers" may appear more than once [anchor-context]
}

// A newsroom may list the rules, or choose among them.
func ExampleRules() {
	for _, r := range lint.Rules() {
		if r.Severity == lint.Error && r.ID[0] == 'v' {
			fmt.Println(r.ID + ": " + r.Summary)
		}
	}
	// Output:
	// verdict-class: a verdict that the dossier does not classify
	// verdict-explanation: a verdict without an explanation
}
