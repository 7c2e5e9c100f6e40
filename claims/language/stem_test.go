package language

import (
	"strings"
	"testing"
)

// TestStem finds one stem for the forms of a word, and two for other words.
func TestStem(t *testing.T) {
	stem := English().Stem
	for _, same := range []string{
		"reopen reopens reopened reopening",
		"admit admits admitted admitting",
		"stop stops stopped stopping",
		"ferry ferries", "county counties", "deny denies denied denying",
		"vote votes voted voting",
		"pass passes passed passing",
		"minister minister's",
		"govern government governments",
		"legal legally",
		"spend spends spent spending",
		"pay paid paying", "buy bought buying", "die died dies dying", "take took taken taking", "woman women",
	} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if stem(w) != stem(words[0]) {
				t.Errorf("%s is %s, %s is %s", words[0], stem(words[0]), w, stem(w))
			}
		}
	}
	for _, other := range []string{"need needle", "bus bush", "sing sling", "port portion", "led ledger", "pain paid",
		"паром паромы"} {
		words := strings.Fields(other)
		if stem(words[0]) == stem(words[1]) {
			t.Errorf("%s and %s are both %s", words[0], words[1], stem(words[0]))
		}
	}
}
