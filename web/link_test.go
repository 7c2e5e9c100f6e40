package web_test

import (
	"testing"

	"sourcemark/claims"
	"sourcemark/web/article"
)

// stripped is a dossier that no editor has anchored, and where its records stand.
func stripped(d *claims.Dossier) (*claims.Dossier, map[string]string) {
	out := *d
	out.Records = append([]claims.Record(nil), d.Records...)
	exact := map[string]string{}
	for i := range out.Records {
		exact[out.Records[i].ID] = out.Records[i].Anchor.Exact
		out.Records[i].Anchor = claims.Selector{}
	}
	return &out, exact
}

func TestStoryWithoutAnchors(t *testing.T) {
	page, d := story(t)
	p := article.Read([]byte(page))
	placed := map[string]claims.Span{}
	for _, a := range claims.New(d).Check(p.Text).Items {
		placed[a.Record.ID] = a.Span
	}
	bare, _ := stripped(d)
	n := map[claims.Kind]int{}
	r := claims.New(bare).Check(p.Text)
	for _, a := range r.Items {
		if !a.Automatic {
			t.Errorf("%s is not labelled automatic", a.Record.ID)
		}
		if want := placed[a.Record.ID]; !a.Span.Overlaps(want) {
			t.Errorf("%s is linked to %q, want %q", a.Record.ID, p.Text.Slice(a.Span), p.Text.Slice(want))
			continue
		}
		t.Logf("%s %v %.2f %v %v %v", a.Record.ID, a.Relation, a.Score, a.Differences, p.Text.Slice(a.Span), a.Record.Text)
		n[a.Record.Kind]++
	}
	for _, u := range r.Unplaced {
		t.Logf("unplaced %s %s", u.Record.ID, u.Record.Text)
	}
	if n[claims.Quotation] != 10 || n[claims.Claim] < 22 {
		t.Errorf("linked %d of 10 quotations and %d of 27 claims, want 10 and at least 22", n[claims.Quotation], n[claims.Claim])
	}
}
