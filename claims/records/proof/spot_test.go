package proof_test

import (
	"fmt"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/proof"
)

// After an edit a record has a fate, where it may belong is suggested, and the suggestion can be written as its anchor.
func TestFates(t *testing.T) {
	const lead = "The council wanted to hear how many passengers the harbour ferry had carried in the year before."
	const said = "“We cannot run empty boats,” Nora Lind told the council on Tuesday."
	before := claims.Plain(strings.Join([]string{lead, said, "The fare is to rise by 10 per cent in May.",
		"The pier was built in 1931.", "The bus has 48 seats."}, "\n\n"))
	after := claims.Plain(strings.Join([]string{strings.Replace(lead, "wanted", "asked", 1), said, "The bus has 48 seats.",
		"The pier was built in 1931.", "In May the fare will go up by 10 per cent."}, "\n\n"))
	var drafts []*proof.Draft
	for _, s := range before.Blocks() {
		d, err := proof.Choose(before, proof.Choice{Exact: before.Slice(s)})
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, d)
	}
	data, _, err := proof.Add("ferry.json", edit.New(edit.Head{File: "ferry.json", Language: "en",
		Publisher: "The Harbour Desk"}), drafts)
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("ferry.json", data)
	if err != nil {
		t.Fatal(err)
	}
	fates, kept := proof.Fates(before, after, d)
	var got []string
	anchors := map[string]claims.Edition{}
	for _, f := range fates {
		got = append(got, string(f.Change)+": "+f.Old+" > "+f.New)
		if f.Lost() != (f.New == "") || !f.Draft {
			t.Errorf("%+v", f)
		}
		if f.Lost() && len(f.Suggestions) > 0 {
			anchors[f.Record.ID] = f.At(after, f.Suggestions[0].Span)
		}
	}
	want := "edited: " + lead + " > " + strings.Replace(lead, "wanted", "asked", 1) +
		"\nmissing: The fare is to rise by 10 per cent in May. > " +
		"\nmoved: The bus has 48 seats. > The bus has 48 seats."
	if s := strings.Join(got, "\n"); s != want || kept != 2 {
		t.Errorf("%d kept and\n%s\nwant\n%s", kept, s, want)
	}
	if data, err = edit.Anchor("ferry.json", data, anchors); err != nil || len(anchors) != 1 {
		t.Fatalf("%d suggestions accepted: %v", len(anchors), err)
	}
	d, err = records.Read("ferry.json", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range proof.Spots(after, d) {
		if !s.Placed() {
			t.Errorf("%s has no place: %q", s.Record.ID, s.Edition.Anchor.Exact)
		}
	}
}

// sides writes two versions as one: = the same, - taken out, + put in, in the order of the rows.
func sides(before, after *claims.Text) string {
	var b strings.Builder
	for _, r := range proof.Sides(before, after) {
		for _, p := range r.Parts {
			switch out, in := before.Slice(p.Before), after.Slice(p.After); {
			case p.Same:
				b.WriteString("=" + in)
			default:
				if out != "" {
					b.WriteString("-" + out)
				}
				if in != "" {
					b.WriteString("+" + in)
				}
			}
		}
		b.WriteString("|")
	}
	return b.String()
}

func TestSides(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"The ferry is late.", "The ferry is late.", "=The ferry is late.|"},
		{"The ferry is “late”.", `The ferry is "late".`, `=The ferry is "late".|`},
		{"The ferry is late. It was full.", "The ferry was late. It was full.",
			"=The ferry -is +was =late. It was full.|"},
		{"The ferry is late, it says.", "The ferry is late; it says.", "=The ferry is -late, +late; =it says.|"},
		{"One.\n\nThe ferry is late.\n\nThree.", "One.\n\nThree.\n\nThe bus runs.",
			"=One.|-The ferry is late.|=Three.|+The bus runs.|"},
		{"", "The ferry is late.", "+The ferry is late.|"},
		{"渡轮去年运载了四万名乘客。", "渡轮今年运载了四万名乘客。", "=渡轮-去+今=年运载了四万名乘客。|"},
		{"* * *", "* * *", "=* * *|"},
	} {
		before, after := claims.Plain(c.before), claims.Plain(c.after)
		if got := sides(before, after); got != c.want {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
		// Nothing of either is lost.
		var a, b string
		for _, r := range proof.Sides(before, after) {
			for _, p := range r.Parts {
				a, b = a+before.Slice(p.Before), b+after.Slice(p.After)
			}
		}
		if a != strings.ReplaceAll(c.before, "\n\n", "") || b != strings.ReplaceAll(c.after, "\n\n", "") {
			t.Errorf("%q became %q, %q became %q", c.before, a, c.after, b)
		}
	}
}

// Two long articles without anything in common take no longer than two short ones for each of their words.
func TestSidesLong(t *testing.T) {
	var a, b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&a, "a%d b%d.\n\n", i, i)
		fmt.Fprintf(&b, "c%d d%d.\n\n", i, i)
	}
	before, after := claims.Plain(a.String()), claims.Plain(b.String())
	if n := testing.AllocsPerRun(1, func() { proof.Sides(before, after) }); n > 6000*40 {
		t.Errorf("%.0f allocations", n)
	}
	if rows := proof.Sides(before, after); len(rows) != 6000 {
		t.Errorf("%d rows", len(rows))
	}
}
