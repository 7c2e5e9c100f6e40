package proof_test

import (
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

const ferry = `Harbour ferry to stop on Sundays

The ferry carried 41,200 passengers last year. “We cannot run empty boats,” the harbour master told the council on Tuesday.

The fare is to rise by 10 per cent, the county said.`

// A draft has the words, who says them, why it is proposed, and where it stands.
func TestDrafts(t *testing.T) {
	text := claims.Plain(ferry)
	drafts := proof.Drafts(&claims.Report{Text: text})
	want := []struct {
		kind          claims.Kind
		text, speaker string
		reason        string
	}{
		{claims.Claim, "The ferry carried 41,200 passengers last year", "", "41,200"},
		{claims.Quotation, "We cannot run empty boats", "the harbour master", ""},
		{claims.Claim, "The fare is to rise by 10 per cent, the county said", "", "rise"},
	}
	if len(drafts) != len(want) {
		t.Fatalf("%d drafts", len(drafts))
	}
	for i, d := range drafts {
		w, reason := want[i], ""
		if len(d.Reasons) > 0 {
			reason = text.Slice(d.Reasons[0].Span)
		}
		if d.Kind != w.kind || d.Text != w.text || d.Speaker.Name != w.speaker || reason != w.reason {
			t.Errorf("%d: %v %q by %q for %q", i, d.Kind, d.Text, d.Speaker.Name, reason)
		}
		if p := text.Place(d.Anchor); p.Span != d.Span || p.Placement != claims.Exact {
			t.Errorf("%d: placed %v at %v, not %v", i, p.Placement, p.Span, d.Span)
		}
	}
	// What a dossier has is not proposed again, be it released or not.
	data, left, err := proof.Add("ferry.json", edit.New(edit.Head{File: "ferry.json", Language: "en",
		Publisher: "The Harbour Desk"}), drafts[:2])
	if err != nil || left != nil {
		t.Fatal(err, left)
	}
	d, err := records.Read("ferry.json", data)
	if err != nil || len(d.Drafts) != 2 {
		t.Fatal(err, string(data))
	}
	d.Records = d.Drafts
	if rest := proof.Drafts(claims.New(d).Check(text)); len(rest) != 1 || rest[0].Text != want[2].text {
		t.Errorf("proposed again: %v", rest)
	}
}

// Words that no dossier may have are left out of a draft, or the draft is; what was in the dossier stays.
func TestAddRefused(t *testing.T) {
	text := claims.Plain("The ferry carried 41,200 passengers last year. Our report (ab0825a5325ac785) says it lost " +
		"900 tickets.\n\nThe fare is to rise by 10 per cent.")
	before := edit.New(edit.Head{File: "ferry.json", Language: "en", Publisher: "The Harbour Desk"})
	first := proof.Drafts(&claims.Report{Text: text})
	for i := range 2 {
		out, left, err := proof.Add("ferry.json", before, first)
		if err != nil {
			t.Fatal(err)
		}
		d, err := records.Read("ferry.json", out)
		if err != nil || len(d.Drafts) != 2*(i+1) || len(left) != 1 || !strings.Contains(left[0], "ab0825a5325ac785") {
			t.Errorf("%d drafts, left out %q, %v", len(d.Drafts), left, err)
		}
		before = out
		for _, x := range first {
			x.ID = ""
		}
	}
	if out, _, err := proof.Add("ferry.json", []byte(strings.Replace(string(before), `"version": "1"`, `"version": "2"`,
		1)), first[:1]); err == nil || out != nil {
		t.Errorf("a dossier with a mistake of its own: %v", err)
	}
}
