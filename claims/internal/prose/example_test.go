package prose_test

import (
	"fmt"

	"sourcemark/claims/internal/prose"
	"sourcemark/claims/language"
)

func ExampleReader_Sentences() {
	english := prose.In(language.English())
	const s = "The U.S. ferry sank on Monday. Nobody was hurt."
	for _, x := range english.Sentences(s) {
		fmt.Println(s[x.Start:x.End])
	}
	// Output:
	// The U.S. ferry sank on Monday.
	// Nobody was hurt.
}

func ExampleReader_FindReportedSpeech() {
	english := prose.In(language.English())
	const s = "The clerk said that the ferry would sink."
	for _, x := range english.FindReportedSpeech(s, english.Marks(s)) {
		fmt.Printf("%s | %s | %s\n", s[x.Speaker.Start:x.Speaker.End], s[x.Cue.Start:x.Cue.End],
			s[x.Content.Start:x.Content.End])
	}
	// Output: The clerk | said | that the ferry would sink
}

func ExampleReader_Classify() {
	english := prose.In(language.English())
	fmt.Println(english.Classify("rise") == prose.Opposite, english.Classify("not") == prose.Negation)
	// Output: true true
}
