package export_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/internal/recordstest"
)

// inKorean makes of Ferry a dossier for the story in English and in Korean.
func inKorean(t *testing.T) *claims.Dossier {
	return recordstest.Read(t, recordstest.Ferry,
		`"text": "The ferry carried 41,200 passengers",`,
		`"text": [{"@language": "en", "@value": "The ferry carried 41,200 passengers"}, {"@language": "ko", "@value": "여객선 승객은 4만1200명이었다"}],`,
		`"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}},`,
		`"anchor": [{"type": "SpecificResource", "source": "https://desk.example/2022/ferry", "language": "en", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}},
			{"type": "SpecificResource", "source": "https://desk.example/ko/ferry", "language": "ko", "selector": {"type": "TextQuoteSelector", "exact": "여객선은 지난해 승객 4만1200명을 태웠다"}}],`,
		`"alternateName": "Wrong number"`, `"alternateName": [{"@language": "en", "@value": "Wrong number"}, {"@language": "ko", "@value": "틀린 숫자"}]`,
		`"ratingExplanation": "It carried 40,200."`,
		`"ratingExplanation": [{"@language": "en", "@value": "It carried 40,200."}, {"@language": "ko", "@value": "4만200명이었다."}]`,
		`"claimReviewed": "41,200 took the ferry", `, ``)
}

func count(t *testing.T, what string, data []byte, want map[string]int) {
	t.Helper()
	for words, n := range want {
		if got := strings.Count(string(data), words); got != n {
			t.Errorf("%s: %s is there %d times, want %d:\n%s", what, words, got, n, data)
		}
	}
}

// A ClaimReview is in the language of its page; a feed has one for each.
func TestMarkupEditions(t *testing.T) {
	d := inKorean(t)
	count(t, "the page in Korean", export.Markup("https://desk.example/ko/ferry", d), map[string]int{
		`"alternateName":"틀린 숫자"`: 1, `"claimReviewed":"여객선 승객은 4만1200명이었다"`: 1, `"inLanguage":"ko"`: 1, "Wrong number": 0})
	count(t, "the page in English", export.Markup(recordstest.FerryPage, d), map[string]int{
		`"alternateName":"Wrong number"`: 1, `"claimReviewed":"The ferry carried 41,200 passengers"`: 1, "틀린": 0})
	count(t, "the feed", export.Feed(d), map[string]int{`"@type": "DataFeedItem"`: 2, `"틀린 숫자"`: 1, `"Wrong number"`: 1,
		`"url": "https://desk.example/ko/ferry#sm-c1"`: 1, `"url": "https://desk.example/2022/ferry#sm-c1"`: 1})
}

// An annotation is of the words in each edition.
func TestAnnotationsEditions(t *testing.T) {
	text := claims.Plain("여객선은 지난해 승객 4만1200명을 태웠다.")
	text.Language = "ko"
	const page = "https://desk.example/ko/ferry"
	count(t, "annotations", export.Annotations(page, claims.New(inKorean(t)).Check(text)), map[string]int{
		`"source": "https://desk.example/ko/ferry"`: 1, `"source": "https://desk.example/2022/ferry"`: 1,
		`"exact": "carried 41,200 passengers"`: 1, `"value": "틀린 숫자"`: 1, `"Wrong number"`: 0})
}
