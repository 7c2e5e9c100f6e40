package records_test

import (
	"os"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/internal/recordstest"
)

// The path of a name that is a page long shows how it begins.
func TestLongNames(t *testing.T) {
	name := strings.Repeat("name", 1000)
	_, err := records.Read("ferry.json", recordstest.Many(3, `{"`+name+`": {"quote": 1}, "@type": "Clam"}`))
	if err == nil || len(err.Error()) > 3000 {
		t.Errorf("%d bytes of errors", len(err.Error()))
	}
	if path := dossier.PathTo(&dossier.Value{At: 0,
		Members: []dossier.Member{dossier.Field(name, dossier.Value{At: 5})}}, 5); path != "."+name[:60]+"…" {
		t.Error(path)
	}
}

// More verdicts than any newsroom has are refused, for each review is held against each of them.
func TestManyVerdicts(t *testing.T) {
	for n, want := range map[int]bool{100: true, 101: false} {
		s := strings.Replace(string(recordstest.Many(1, `{"@id":"#c1","@type":"Claim","text":"x"}`)), `"False"`,
			`"False"`+strings.Repeat(`, "Wrong"`, n-1), 1)
		if _, err := records.Read("ferry.json", []byte(s)); (err == nil) != want {
			t.Errorf("%d verdicts: %v", n, err)
		}
	}
}

func TestSamarkand(t *testing.T) {
	data, err := os.ReadFile("samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("samarkand-2022.json", data)
	if err != nil {
		t.Fatal(err)
	}
	n := map[claims.Kind]map[claims.Status]int{claims.Claim: {}, claims.Quotation: {}}
	cited := map[*claims.Source]bool{}
	for _, r := range d.Records {
		n[r.Kind][r.Status]++
		for _, c := range r.Citations {
			cited[c.Source] = true
		}
		for _, v := range r.Versions {
			cited[v.Source] = true
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"sourced claims", n[claims.Claim][claims.Sourced], 10},
		{"disputed claims", n[claims.Claim][claims.Disputed], 13},
		{"unsourced claims", n[claims.Claim][claims.Unsourced], 4},
		{"sourced quotations", n[claims.Quotation][claims.Sourced], 2},
		{"disputed quotations", n[claims.Quotation][claims.Disputed], 8},
		{"unsourced quotations", n[claims.Quotation][claims.Unsourced], 0},
		{"sources", len(d.Sources), 45}, // S1 to S44, and S2b
		{"sources cited", len(cited), 45},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %d, want %d", c.what, c.got, c.want)
		}
	}
}

// mistakes spoil small in one place each, and say what is wanted instead.
var mistakes = []struct{ old, new, want string }{
	{`"status": "disputed"`, `"status": "flase"`,
		`ferry.json: hasPart[0].status: "flase": must be sourced, disputed, neutral, unsourced, withdrawn or draft`},
	{`"status": "disputed"`, `"status": "sourced"`,
		`hasPart[0].status: "sourced": must be disputed, because its verdict is among negativeVerdicts; or add a statusReason that says why not`},
	{`"status": "disputed"`, `"status": 3`, `hasPart[0].status: 3: must be sourced`},
	{`"status": "disputed"`, `"status": "withdrawn"`,
		`hasPart[0].correction: missing: add the reason why the record was withdrawn`},
	{`"status": "disputed"`, `"ready": "2026-03-12"`, `hasPart[0].readyBy: missing: add the name of who called it ready`},
	{`"status": "disputed"`, `"read": "2026-03-12"`, `hasPart[0].editor: missing: add the name of who read it`},
	{`"citation": "#s1"`, `"citation": "#s9"`, `hasPart[0].citation: "#s9": must be the @id of a source in this file`},
	{`"citation": "#s1"`, `"citation": "#c1"`, `hasPart[0].citation: "#c1": must be the @id of a source in this file`},
	{`"citation": "#s1"`, `"citaton": "#s1"`, `hasPart[0].citaton: unknown name: did you mean citation?`},
	{`"@id": "#s1"`, `"@id": "#c1"`, `hasPart[1].@id: "#c1": must be an @id that no other part of this file has`},
	{`"@id": "#c1"`, `"@id": "c1"`, `hasPart[0].@id: "c1": must be "#" followed by letters`},
	{`"@type": "Report"`, `"@type": "Reprot"`, `hasPart[1].@type: "Reprot": must be Claim or Quotation`},
	{`https://county.example/ferry`, `javascript:alert(1)`,
		`hasPart[1].url: "javascript:alert(1)": must be an address that begins with https:// or http://`},
	{`https://county.example/ferry`, `https://county.example@evil.example/`, `hasPart[1].url`},
	{`https://county.example/ferry`, `https://%63ounty.example/ferry`,
		`hasPart[1].url: "https://%63ounty.example/ferry": must be an address whose host has only letters`},
	{`https://county.example/ferry`, `https://0x7f.1/ferry`,
		`hasPart[1].url: "https://0x7f.1/ferry": must be an address whose host has only letters`},
	// a Cyrillic o
	{`https://county.example/ferry`, `https://cоunty.example/ferry`,
		`hasPart[1].url: "https://cоunty.example/ferry": must be an address with its host in ASCII form`},
	{`"publisher": "The harbour desk"`, `"publisher": "The harbour desk. Signed by The Harbour Desk"`,
		`publisher: "The harbour desk. Signed by The Harbour Desk": give the name alone: only a verified signature may say who signed`},
	{`"publisher": "The harbour desk"`, `"publisher": {"@type": "Organization", "name": "Desk\nSIGNED\u00a0BY it"}`,
		`publisher: "Desk\nSIGNED\u00a0BY it": give the name alone`},
	{`"alternateName": "Wrong number"`, `"alternateName": "서명: The Harbour Desk"`,
		`hasPart[0].review.reviewRating.alternateName: "서명: The Harbour Desk": give the name alone`},
	{`"@type": "ClaimReview", `, `"@type": "ClaimReview", "author": "签名：The Harbour Desk", `,
		`hasPart[0].review.author: "签名：The Harbour Desk": give the name alone`},
	{`It carried 40,200.`, `It carried 40,200. Signed by the desk (key AB0825A5325AC785 ).`,
		`delete the key in brackets: only a verified signature may name a key`},
	{`40,200 passengers`, `40,200\u0000 passengers`, `hasPart[1].text: U+0000 in`},
	{`40,200 passengers`, `\u202e40,200 passengers`, `hasPart[1].text: U+202E in`},
	{`"exact": "carried 41,200 passengers"`, `"exact": ""`,
		`hasPart[0].anchor.selector.exact: "": must be the words of the article`},
	{`"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"`, `"type": "XPathSelector"`,
		`must be TextQuoteSelector or TextPositionSelector`},
	{`"version": "1"`, `"version": "2"`, `version: "2": must be "1"`},
	{`"inLanguage": "en"`, `"inLanguage": ""`, `inLanguage: "": must be the language of the dossier's own words`},
	{`"inLanguage": "en"`, `"inLanguage": "english"`, `inLanguage: "english": must be a language tag`},
	{`"publisher": "The harbour desk"`, `"publisher": ""`, `publisher: "": must be a name`},
	{`"https://schema.org"`, `"https://schema.example"`,
		`@context: "https://schema.example": must be "https://schema.org"`},
	{`"text": "40,200 passengers"`, `"datePublished": "2022-13-01"`,
		`hasPart[1].datePublished: "2022-13-01": must be a date`},
	{`"text": "40,200 passengers"`, `"datePublished": "2022-02-29"`, `must be a date`},
	{`"text": "40,200 passengers"`, `"text": "` + strings.Repeat("long ", 200) + `"`,
		`must be an excerpt of at most 600 characters`},
	{`"text": "40,200 passengers"`, `"text": ["a"]`, `hasPart[1].text: a list: must be the words of the source`},
	{`"text": "40,200 passengers"`, `"evidence": "hearsay"`, `hasPart[1].evidence: "hearsay": must be primary`},
	{`"alternateName": "Wrong number", `, ``,
		`hasPart[0].review.reviewRating.alternateName: missing: add the verdict in words`},
	{`"alternateName": "Wrong number"`, `"alternateName": "wrong number"`,
		`hasPart[0].review.reviewRating.alternateName: "wrong number": must be "Wrong number", as negativeVerdicts spells it`},
	{`"alternateName": "Wrong number"`, `"alternateName": "Wrong numbers"`,
		`must be "Wrong number", as negativeVerdicts spells it`},
	{`"negativeVerdicts": ["Wrong number"],`, ``,
		`negativeVerdicts: missing: add the verdicts that make a record disputed`},
	{`"positiveVerdicts": ["Right"]`, `"positiveVerdicts": ["Right", "Wrong number"]`,
		`positiveVerdicts[1]: "Wrong number": must be in one list only, but is also in negativeVerdicts`},
	{`"positiveVerdicts": ["Right"]`, `"positiveVerdicts": ["Right", 7]`,
		`positiveVerdicts[1]: 7: must be a verdict in words`},
	{`"negativeVerdicts": ["Wrong number"], "positiveVerdicts": ["Right"]`,
		`"negativeVerdicts": [], "positiveVerdicts": ["Wrong numbers"]`,
		`hasPart[0].review.reviewRating.alternateName: "Wrong number": must be "Wrong numbers", as positiveVerdicts spells it`},
	{`"positiveVerdicts": ["Right"]`, `"positiveVerdicts": ["Right"` + strings.Repeat(`, "a"`, 100) + `]`,
		`positiveVerdicts: 101 verdicts: keep to at most 100`},
	{`"hasPart": [`, `"hasPart": {}, "rest": [`, `hasPart: an object: must be a list`},
	{`"citation": "#s1"},`, `"citation": "#s1"}`, `ferry.json: line 11, column 5: expected a comma or a closing ]`},
	{`"citation": "#s1"},`, `"citation": "#s1",},`,
		`ferry.json: line 10, column 23: a comma before the closing }: delete it`},
	{`"Claim"`, `'Claim'`, `line 7, column 15: expected a value`},
	{`"text": "The ferry carried 41,200 passengers"`, `"text": []`,
		`hasPart[0].text: a list: must be the claim in plain words`},
	{`"text": "The ferry carried 41,200 passengers"`, `"text": ["It is late"]`,
		`hasPart[0].text[0]: "It is late": must be words with their language, such as {"@language": "ko"`},
	{`"text": "The ferry carried 41,200 passengers"`, `"text": [{"@value": "It is late"}]`,
		`hasPart[0].text[0].@language: missing: add the language of these words, such as ko`},
	{`"text": "The ferry carried 41,200 passengers"`, `"text": [{"@value": "It is late", "@language": "english"}]`,
		`hasPart[0].text[0].@language: "english": must be a language tag such as en, ko or zh-Hans`},
	{`"text": "The ferry carried 41,200 passengers"`, `"text": [{"@value": "", "@language": "en"}]`,
		`hasPart[0].text[0].@value: "": must be the claim in plain words`},
	{`"text": "The ferry carried 41,200 passengers"`,
		`"text": [{"@value": "It is late", "@language": "en"}, {"@value": "It is so late", "@language": "en"}]`,
		`hasPart[0].text[1].@value: "It is so late": must be "It is late", as this part has it in that language already`},
	{`"alternateName": "Wrong number"`,
		`"alternateName": [{"@value": "Wrong number", "@language": "en"}, {"@value": "서명: The Desk", "@language": "ko"}]`,
		`hasPart[0].review.reviewRating.alternateName: "서명: The Desk": give the name alone`},
	{`"alternateName": "Wrong number"`, `"alternateName": [{"@value": "Wrong numbers", "@language": "en"}]`,
		`hasPart[0].review.reviewRating.alternateName: "Wrong numbers": must be "Wrong number", as negativeVerdicts spells it`},
	{`"text": "40,200 passengers"`, `"text": [{"@language": "en", "@value": "40,200"}]`,
		`hasPart[1].text: a list: must be the words of the source`},
	{`"anchor": {"type": "SpecificResource", `, `"anchor": {"type": "SpecificResource", "language": "english", `,
		`hasPart[0].anchor.language: "english": must be a language tag`},
	{`"anchor": {"type": "SpecificResource", `, `"anchor": {"type": "SpecificResource", "inLanguage": "ko", `,
		`hasPart[0].anchor.inLanguage: unknown name: in an anchor, the language of the article is called language`},
	{`"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}}`,
		`"anchor": []`, `hasPart[0].anchor: a list: must be an anchor`},
	{`"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}}`,
		`"anchor": [{"type": "SpecificResource", "source": "ferry.html", "selector": {"type": "TextQuoteSelector", "exact": "it"}}]`,
		`hasPart[0].anchor[0].source: "ferry.html": must be an address that begins with https://`},
	{recordstest.Small, ``, `ferry.json: line 1, column 1: the file ends here, but a value is missing`},
	{recordstest.Small, `[]`, `ferry.json: a list: must be an object that begins with @context`},
	{recordstest.Small, "\xff", `line 1, column 1: not UTF-8`},
}

func TestReadErrors(t *testing.T) {
	if _, err := records.Read("ferry.json", []byte(recordstest.Small)); err != nil {
		t.Fatal(err)
	}
	for _, c := range mistakes {
		spoilt := strings.Replace(recordstest.Small, c.old, c.new, 1)
		if spoilt == recordstest.Small {
			t.Errorf("%s is not in the dossier", c.old)
			continue
		}
		d, err := records.Read("ferry.json", []byte(spoilt))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s:\n got %v\nwant %s", c.new, c.old, err, c.want)
		}
		if d != nil {
			t.Errorf("%s: half a dossier was handed out", c.new)
		}
	}
}

// A file with several mistakes tells all of them at once.
func TestReadReportsEverything(t *testing.T) {
	spoilt := strings.NewReplacer(`"version": "1"`, `"version": "7"`, `"#s1"`, `"#s 1"`, `"inLanguage": "en"`,
		`"inLanguage": 7`).Replace(recordstest.Small)
	_, err := records.Read("ferry.json", []byte(spoilt))
	if err == nil {
		t.Fatal("no error")
	}
	if n := strings.Count(err.Error(), "\n") + 1; n < 3 {
		t.Errorf("%d messages, want one for each of three mistakes:\n%v", n, err)
	}
}

// The status follows from reviews and sources; an editor may set another with a reason.
func TestStatus(t *testing.T) {
	review := func(ratings ...string) string {
		var out []string
		for _, r := range ratings {
			out = append(out, `{"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "`+r+`", "ratingExplanation": "So."}}`)
		}
		return `"review": [` + strings.Join(out, ",") + `]`
	}
	for _, c := range []struct {
		members string
		want    claims.Status
	}{
		{`"citation": "#s1"`, claims.Sourced},
		{review("Right") + `, "citation": "#s1"`, claims.Sourced},
		{review("Wrong number") + `, "citation": "#s1"`, claims.Disputed},
		{review("Right", "Wrong number") + `, "citation": "#s1"`, claims.Disputed},
		{review("Right"), claims.Unsourced},
		{review("Unproven") + `, "citation": "#s1"`, claims.Neutral},
		{review("Right", "Unproven") + `, "citation": "#s1"`, claims.Neutral},
		{review("Wrong number", "Unproven") + `, "citation": "#s1"`, claims.Disputed},
		{review("Unproven"), claims.Unsourced},
		{review("False") + `, "citation": "#s1"`, claims.Neutral}, // nobody has classified it
		{review("False"), claims.Neutral},
		{review("False") + `, "citation": "#s1", "status": "sourced", "statusReason": "so"`, claims.Neutral},
		{review("False") + `, "citation": "#s1", "status": "disputed"`, claims.Neutral},
		{review("Wrong number", "False") + `, "citation": "#s1"`, claims.Neutral},
		{review("False") + `, "status": "withdrawn", "correction": "It named the wrong ferry."`, claims.Withdrawn},
		{`"citation": "#s1", "status": "neutral", "statusReason": "opinion"`, claims.Neutral},
		{`"name": "harbour"`, claims.Unsourced},
		{`"citation": "#s1", "status": "unsourced", "statusReason": "opinion"`, claims.Unsourced},
		{`"citation": "#s1", "status": "withdrawn", "correction": "It named the wrong ferry."`, claims.Withdrawn},
	} {
		i := strings.Index(recordstest.Small, `"status": "disputed", `)
		j := strings.Index(recordstest.Small, `"review"`)
		k := strings.Index(recordstest.Small, `"citation": "#s1"`)
		text := recordstest.Small[:i] + recordstest.Small[i+len(`"status": "disputed", `):j] + c.members + recordstest.Small[k+len(`"citation": "#s1"`):]
		d, err := records.Read("ferry.json", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", c.members, err)
		} else if got := d.Records[0].Status; got != c.want {
			t.Errorf("%s: got %v, want %v", c.members, got, c.want)
		}
	}
}

var (
	dates = []string{"2022", "2022-09", "2022-09-15", "2024-02-29", "2022-09-15T22:45", "2022-09-15T22:45:34Z",
		"2022-09-15T22:45:34.5+08:00", "2000-02-29", "0004-02-29"}
	noDates = []string{"22", "2022-9-1", "2022-00", "2022-09-31", "2023-02-29", "2022-09T10:00", "2022-09-15T24:00",
		"2022-09-15T22:45:34+8", "2022-09-15 22:45", "+022-01-01", "2022-09-15T22:45.5", "2022-09-15T-1:00",
		"1900-02-29", "0000-02-29", "0000", "2022-04-31"}
)

func TestDates(t *testing.T) {
	for _, s := range dates {
		if !dossier.IsDate(s) {
			t.Errorf("%s is refused", s)
		}
	}
	for _, s := range append(noDates, "") {
		if dossier.IsDate(s) {
			t.Errorf("%s is accepted", s)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(recordstest.Small)
	f.Add(strings.ReplaceAll(recordstest.Small, `"#s1"`, `{"@id": "#s1"}`))
	f.Add(`{"@context":"https://schema.org","hasPart":[{"@id":"#a","@type":"Quotation","isBasedOn":[{}],"review":[[]],"anchor":{"selector":[{}]}}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		d, err := records.Read("fuzz.json", []byte(s))
		if (d == nil) == (err == nil) {
			t.Fatalf("dossier %v and error %v", d, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "fuzz.json: ") {
			t.Errorf("a message without its file: %v", err)
		}
	})
}

// A card shows a quotation's text as printed, so the words it is anchored on must be those words.
func TestReadQuotationsStandInTheirAnchors(t *testing.T) {
	const quotation = `{"@type": "Quotation", "@id": "#q1", "text": "We cannot run empty boats", "spokenByCharacter": "The harbour master",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "“We cannot run empty boats,”"}}},
    {"@type": "Report"`
	for _, c := range []struct{ old, new, want string }{
		{``, ``, ``},
		{`"text": "We cannot run empty boats"`, `"text": "we cannot run empty boats."`, ``},
		{`"exact": "“We cannot run empty boats,”"`, `"exact": "“We cannot,” she said, “run empty boats.”"`, ``},
		{`"exact": "“We cannot run empty boats,”"`, `"exact": "“We cannot,” she said, “sink empty boats.”"`,
			`hasPart[1].text: "We cannot run empty boats": must be the words`},
		{`"text": "We cannot run empty boats"`, `"text": "We can run empty boats"`,
			`hasPart[1].text: "We can run empty boats": must be the words between the quotation marks of anchor.selector.exact`},
	} {
		file := strings.Replace(recordstest.Small, `{"@type": "Report"`, strings.Replace(quotation, c.old, c.new, 1), 1)
		_, err := records.Read("ferry.json", []byte(file))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.new, err, c.want)
		}
	}
}

// A draft is read and checked as any record, and kept where nobody shows or counts it.
func TestReadDrafts(t *testing.T) {
	file := strings.Replace(recordstest.Small, `"status": "disputed"`, `"status": "draft"`, 1)
	d, err := records.Read("ferry.json", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Records) != 0 || len(d.Drafts) != 1 || d.Drafts[0].ID != "#c1" || d.Drafts[0].Status != claims.Disputed {
		t.Errorf("got records %+v and drafts %+v", d.Records, d.Drafts)
	}
	r := claims.New(d).Check(claims.Plain("The ferry carried 41,200 passengers."))
	if len(r.Items)+len(r.Unplaced) != 0 {
		t.Errorf("a draft is in the report: %+v", r)
	}
	if _, err := records.Read("ferry.json", []byte(strings.Replace(file, `"#s1"`, `"#s9"`, 1))); err == nil {
		t.Error("a mistake in a draft is passed over")
	}
}

// Everything that an export or a card may need of a record is read.
func TestReadMembers(t *testing.T) {
	file := strings.NewReplacer(
		`"publisher": "The harbour desk"`, `"publisher": {"@type": "NewsMediaOrganization", "name": "The harbour desk", "url": "https://desk.example/",
			"correctionsPolicy": "https://desk.example/corrections", "verificationFactCheckingPolicy": "https://desk.example/method"}`,
		`"citation": "#s1"},`, `"citation": "#s1", "author": {"@type": "Person", "name": "A. Ferryman", "sameAs": ["https://people.example/ferryman"]},
			"firstAppearance": "https://social.example/1", "appearance": [{"@type": "SocialMediaPosting", "url": "https://social.example/2", "archivedAt": "https://archive.example/2"}],
			"response": {"@type": "Comment", "author": "A. Ferryman", "text": "I counted the children too.", "datePublished": "2022-02-10"},
			"correction": {"@type": "CorrectionComment", "text": "The year was wrong.", "datePublished": "2022-02-11"},
			"readyBy": "A. Reporter", "ready": "2026-11-20", "editor": "B. Editor", "read": "2026-11-21",
			"returned": {"@type": "Comment", "author": "B. Editor", "text": "Which year?"}, "recheckBy": "2027-01-01"},`,
		`"alternateName": "Wrong number"`,
		`"alternateName": "Wrong number", "ratingValue": 2.0, "worstRating": "1", "bestRating": 5`,
	).Replace(recordstest.Small)
	d, err := records.Read("ferry.json", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	rec := d.Records[0]
	for _, c := range []struct{ what, got, want any }{
		{"corrections", d.Corrections, "https://desk.example/corrections"},
		{"methodology", d.Methodology, "https://desk.example/method"},
		{"publisher", d.Publisher, claims.Party{Type: "NewsMediaOrganization", Name: "The harbour desk",
			URL: "https://desk.example/"}},
		{"speaker", rec.Speaker, claims.Party{Type: "Person", Name: "A. Ferryman",
			SameAs: "https://people.example/ferryman"}},
		{"first appearance", rec.FirstAppearance, claims.Source{URL: "https://social.example/1"}},
		{"appearance", rec.Appearances[0], claims.Source{Type: "SocialMediaPosting", URL: "https://social.example/2",
			Archived: "https://archive.example/2"}},
		{"response", rec.Response, claims.Response{Text: "I counted the children too.",
			By: claims.Party{Name: "A. Ferryman"}, Date: "2022-02-10"}},
		{"correction", rec.Correction, "The year was wrong."},
		{"day of the correction", rec.Corrected, "2022-02-11"},
		{"editor", rec.Editor, claims.Party{Name: "B. Editor"}},
		{"way", rec.Way, claims.Way{By: claims.Party{Name: "A. Reporter"}, Ready: "2026-11-20", Read: "2026-11-21",
			Returned: claims.Response{Text: "Which year?", By: claims.Party{Name: "B. Editor"}}}},
		{"recheck by", rec.RecheckBy, "2027-01-01"},
		{"scale", rec.Reviews[0].Scale, claims.Scale{Value: "2.0", Worst: "1", Best: "5"}},
		{"type of source", d.Sources[0].Type, "Report"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.what, c.got, c.want)
		}
	}
}
