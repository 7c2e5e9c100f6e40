package claims_test

import (
	"testing"

	"sourcemark/claims"
)

// "He" is named where it is clear who that is; otherwise the finding has the pronoun and no name.
func TestFindingsName(t *testing.T) {
	for _, c := range []struct{ name, article, speaker, pronoun string }{
		{"introduced in the paragraph",
			"Karim Mahmoud is the harbour's newest captain. “We cannot run empty boats,” he said.", "Karim Mahmoud", ""},
		{"spoke in the paragraph, in the reporter's words",
			"Karim Mahmoud said that the ferry lost money. “We cannot run empty boats,” he said.", "Karim Mahmoud", ""},
		{"spoke in the paragraph above",
			"“It lost money,” Karim Mahmoud said.\n\n“We cannot run empty boats,” he said.", "Karim Mahmoud", ""},
		{"spoke after another was named", "Nora Lind met Karim Mahmoud. “It lost money,” Mahmoud said. " +
			"“We cannot run empty boats,” he said.", "Karim Mahmoud", ""},
		{"nobody is named", "The captain was at the harbour. “We cannot run empty boats,” he said.", "", "he"},
		{"two are named",
			"Karim Mahmoud met Nora Lind at the harbour. “We cannot run empty boats,” he said.", "", "he"},
		{"another was named above",
			"Nora Lind runs the ferry.\n\nKarim Mahmoud is her captain. “We cannot run empty boats,” he said.", "", "he"},
		{"another is named after the last who spoke", "“It lost money,” Nora Lind said.\n\n" +
			"Karim Mahmoud is her captain. “We cannot run empty boats,” he said.", "", "he"},
		{"named by the person quoted", "“I trust Karim Mahmoud,” Nora Lind said. " +
			"“We cannot run empty boats,” she added.", "Nora Lind", ""},
		{"they", "The captains met. “We cannot run empty boats,” they said.", "", "they"},
		{"a role", "“We cannot run empty boats,” the harbour master said.", "the harbour master", ""},
	} {
		r := &claims.Report{Text: claims.Plain(c.article)}
		var speaker, pronoun string
		for _, f := range r.Findings() {
			if f.Kind == claims.Quotation {
				speaker, pronoun = f.Speaker, f.Pronoun // the last
			}
		}
		if speaker != c.speaker || pronoun != c.pronoun {
			t.Errorf("%s: %q, pronoun %q; want %q, %q", c.name, speaker, pronoun, c.speaker, c.pronoun)
		}
	}
}
