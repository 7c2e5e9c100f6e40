package web_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/web"
	"sourcemark/web/lang"
)

// TestStandalone checks that the card of a record by itself has nothing that only works in an article.
func TestStandalone(t *testing.T) {
	d := &claims.Dossier{Language: "en", Publisher: claims.Party{Name: "The Harbour Desk"}, Modified: "2026-11-23"}
	r := &claims.Record{ID: "#c01", Text: "The ferry carried <41,200> passengers", Status: claims.Disputed,
		Reviews: []claims.Review{{Rating: "Wrong number", Why: "The county says 40,200."}}}
	card := web.Standalone(web.View{Lang: lang.English()}, d, r, "/sourcemark.card.css")
	for _, want := range []string{`record="#c01"`, `href="/sourcemark.card.css"`, "Wrong number", "The county says 40,200.", "&lt;41,200&gt;", "The Harbour Desk"} {
		if !strings.Contains(card, want) {
			t.Errorf("no %s in\n%s", want, card)
		}
	}
	for _, never := range []string{"Copy link", "1 of 1", "data-do=\"next\""} {
		if strings.Contains(card, never) {
			t.Errorf("%s in\n%s", never, card)
		}
	}
}
