package prose_test

import (
	"fmt"

	"sourcemark/claims/internal/prose"
)

func ExampleSentences() {
	const s = "The U.S. ferry sank on Monday. Nobody was hurt."
	for _, x := range prose.Sentences(s) {
		fmt.Println(s[x.Start:x.End])
	}
	// Output:
	// The U.S. ferry sank on Monday.
	// Nobody was hurt.
}

func ExampleFindReportedSpeech() {
	const s = "The clerk said that the ferry would sink."
	for _, x := range prose.FindReportedSpeech(s, prose.Marks(s)) {
		fmt.Printf("%s | %s | %s\n", s[x.Speaker.Start:x.Speaker.End], s[x.Cue.Start:x.Cue.End],
			s[x.Content.Start:x.Content.End])
	}
	// Output: The clerk | said | that the ferry would sink
}

func ExampleClassify() {
	fmt.Println(prose.Classify("rise") == prose.Opposite, prose.Classify("not") == prose.Negation)
	// Output: true true
}
