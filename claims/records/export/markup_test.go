package export_test

import (
	"bytes"
	"slices"
	"testing"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/export"
	"sourcemark/claims/records/internal/recordstest"
	"sourcemark/web"
)

// TestMarkupProperties holds a ClaimReview to the table of what Google requires and recommends.
func TestMarkupProperties(t *testing.T) {
	v := recordstest.Decoded(t, export.Markup(recordstest.FerryPage, recordstest.Read(t, recordstest.Ferry)))
	if recordstest.At(v, "@context") != "https://schema.org" {
		t.Errorf("@context is %v", recordstest.At(v, "@context"))
	}
	reviews := recordstest.Typed(v, "ClaimReview")
	if len(reviews) != 1 {
		t.Fatalf("%d ClaimReviews", len(reviews))
	}
	for path, want := range map[string]any{
		"claimReviewed":                "41,200 took the ferry",
		"url":                          "https://desk.example/2022/ferry#sm-c1",
		"datePublished":                "2022-02-11",
		"author @type":                 "NewsMediaOrganization",
		"author name":                  "The Harbour Desk",
		"author url":                   "https://www.desk.example/",
		"author correctionsPolicy":     "https://www.desk.example/corrections",
		"reviewRating @type":           "Rating",
		"reviewRating alternateName":   "Wrong number",
		"reviewRating ratingValue":     2.0,
		"reviewRating worstRating":     1.0,
		"reviewRating bestRating":      5.0,
		"itemReviewed @type":           "Claim",
		"itemReviewed @id":             "https://desk.example/2022/ferry.json#c1",
		"itemReviewed author @type":    "Person",
		"itemReviewed author name":     "Harbour master",
		"itemReviewed author sameAs":   "https://people.example/harbour-master",
		"itemReviewed datePublished":   "2022-02-08",
		"itemReviewed name":            "Town hall",
		"itemReviewed firstAppearance": map[string]any{"@type": "CreativeWork", "url": "https://social.example/1"},
	} {
		if got := recordstest.At(reviews[0], path); !recordstest.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
	article := recordstest.Typed(v, "NewsArticle")
	if len(article) != 1 || recordstest.At(article[0], "url") != recordstest.FerryPage ||
		len(recordstest.Typed(article[0], "Quotation")) != 2 {
		t.Errorf("the quotation is no part of the article: %v", article)
	}
	// Our own words are nobody else's.
	for _, name := range []string{"status", "statusReason", "quoteMatch", "evidence", "relay", "anchor", "selector",
		"negativeVerdicts", "positiveVerdicts", "neutralVerdicts", "checkable", "recheckBy", "response"} {
		if bytes.Contains(export.Markup(recordstest.FerryPage, recordstest.Read(t, recordstest.Ferry)),
			[]byte(`"`+name+`"`)) {
			t.Errorf("%s is in the markup", name)
		}
	}
}

// TestMarkupPenalty: what must not become a ClaimReview does not.
func TestMarkupPenalty(t *testing.T) {
	const author = `"author": {"@type": "Person", "name": "Harbour master", "sameAs": "https://people.example/harbour-master"}`
	const review = `"review": {"@type": "ClaimReview", `
	for _, c := range []struct {
		what, page, old, new string
		reviews              int
	}{
		{"the publisher's review of somebody else's claim", recordstest.FerryPage, author, author, 1},
		{"on a subdomain", "https://facts.desk.example/ferry", author, author, 1},
		{"with an address on the same site", recordstest.FerryPage, review,
			review + `"url": "https://facts.desk.example/7", `, 1},
		{"by the publisher by name", recordstest.FerryPage, review, review + `"author": "The Harbour Desk", `, 1},
		{"by somebody else", recordstest.FerryPage, review, review + `"author": "The County Desk", `, 0},
		{"with an address on another site", recordstest.FerryPage, review,
			review + `"url": "https://desk.example.org/7", `, 0},
		{"with an address whose host only ends alike", recordstest.FerryPage, review,
			review + `"url": "https://notdesk.example/7", `, 0},
		{"of the publisher's own claim", recordstest.FerryPage, author, `"author": "the harbour desk"`, 0},
		{"of the claim of a part of the publisher", recordstest.FerryPage, author,
			`"author": "The Harbour Desk, Sunday edition"`, 0},
		{"of the claim of a site of the publisher", recordstest.FerryPage, author,
			`"author": {"name": "Sunday edition", "url": "https://sunday.desk.example/"}`, 0},
		{"of nobody's claim", recordstest.FerryPage, author + ",", "", 0},
		{"without a source", recordstest.FerryPage, `"citation": "#s1"`,
			`"status": "unsourced", "statusReason": "opinion"`, 0},
		{"withdrawn", recordstest.FerryPage, review,
			`"status": "withdrawn", "correction": "It was the wrong ferry.", ` + review, 0},
		{"a draft", recordstest.FerryPage, review, `"status": "draft", ` + review, 0},
		{"shown by somebody else", "https://other.example/ferry", author, author, 0},
		{"of a quotation", recordstest.FerryPage, `"@type": "Claim", "@id": "#c1"`,
			`"@type": "Quotation", "@id": "#c1"`, 0},
	} {
		d := recordstest.Read(t, recordstest.Ferry, c.old, c.new,
			`"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "carried 41,200 passengers"}},`, "")
		v := recordstest.Decoded(t, export.Markup(c.page, d))
		if n := len(recordstest.Typed(v, "ClaimReview")); n != c.reviews {
			t.Errorf("%s: %d ClaimReviews, want %d", c.what, n, c.reviews)
		}
		cited := slices.ContainsFunc(recordstest.Typed(v, "Report"),
			func(s map[string]any) bool { return s["url"] == "https://county.example/ferry" })
		if gone := c.what == "withdrawn" || c.what == "a draft" || c.what == "without a source"; cited == gone {
			t.Errorf("%s: the source is cited: %v", c.what, cited)
		}
	}
	for _, page := range []string{"", "/2022/ferry", "file:///ferry.html", "javascript:alert(1)"} {
		if got := export.Markup(page, recordstest.Read(t, recordstest.Ferry)); got != nil {
			t.Errorf("the page %q has markup: %s", page, got)
		}
	}
}

// TestPageMarkup wants in a page what Google requires, and nothing of what the cards beside it say already.
func TestPageMarkup(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry)
	d.Records[0].Anchor.Exact = "carried 41,200 passengers"
	report := claims.New(d).Check(claims.Plain("The ferry carried 41,200 passengers."))
	v := recordstest.Decoded(t, export.PageMarkup(recordstest.FerryPage, report))
	reviews := recordstest.Typed(v, "ClaimReview")
	if len(reviews) != 1 {
		t.Fatalf("%d ClaimReviews", len(reviews))
	}
	for path, want := range map[string]any{
		"claimReviewed": "41,200 took the ferry", "url": "https://desk.example/2022/ferry#sm-c1", "author " +
			"name": "The Harbour Desk", "datePublished": "2022-02-11",
		"reviewRating alternateName": "Wrong number", "reviewRating ratingValue": 2.0, "itemReviewed author " +
			"name": "Harbour master", "itemReviewed datePublished": "2022-02-08",
		"citation": []any{"https://county.example/ferry"},
		"headline": nil, "reviewRating ratingExplanation": nil, "itemReviewed text": nil,
	} {
		if got := recordstest.At(reviews[0], path); !recordstest.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
	d.Records[1].Anchor.Exact = "We cannot run half-empty boats"
	version := d.Records[1].Versions[0]
	version.Source = d.Records[0].Citations[0].Source
	d.Records[1].Versions = []claims.Version{version, version}
	report = claims.New(d).Check(claims.Plain("“We cannot run half-empty boats,” the harbour master said."))
	quotations := recordstest.Typed(recordstest.Decoded(t, export.PageMarkup(recordstest.FerryPage, report)), "Quotation")
	if len(quotations) != 1 || !recordstest.Equal(recordstest.At(quotations[0], "isBasedOn"),
		[]any{"https://county.example/ferry"}) {
		t.Errorf("a quotation with one source: %v", quotations)
	}
}

// Nothing to say is no markup at all, not an empty one.
func TestMarkupNothing(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry)
	d.Records = nil
	if got := export.Markup(recordstest.FerryPage, d, nil); got != nil {
		t.Errorf("got %s", got)
	}
}

// Records of two dossiers may have one @id; in the page they are two things.
func TestMarkupIDs(t *testing.T) {
	for _, c := range []struct{ page, id, want string }{
		{"https://desk.example/2022/ferry", "ferry.json", "https://desk.example/2022/ferry.json#c1"},
		{"https://desk.example/2022/ferry?a=/b#top", "ferry.json", "https://desk.example/2022/ferry.json#c1"},
		{"https://desk.example", "ferry.json", "https://desk.example/ferry.json#c1"},
		{"https://desk.example/2022/", "/records/ferry.json", "https://desk.example/records/ferry.json#c1"},
		{"https://desk.example/2022/", "https://records.example/ferry.json", "https://records.example/ferry.json#c1"},
	} {
		v := recordstest.Decoded(t, export.Markup(c.page, recordstest.Read(t, recordstest.Ferry, `"@id": "ferry.json"`,
			`"@id": "`+c.id+`"`)))
		if got := recordstest.At(recordstest.Typed(v, "Claim")[0], "@id"); got != c.want {
			t.Errorf("%s on %s: got %v, want %s", c.id, c.page, got, c.want)
		}
	}
}

// The address of a check is that by which a page opens it.
func TestMarkupAddress(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry)
	v := recordstest.Decoded(t, export.Markup(recordstest.FerryPage, d))
	view := &web.View{Report: &claims.Report{Items: []claims.Annotation{{Dossier: d, Record: &d.Records[0]}}}}
	if got, want := recordstest.At(recordstest.Typed(v, "ClaimReview")[0],
		"url"), recordstest.FerryPage+"#"+view.FragmentID(&view.Report.Items[0]); got != want {
		t.Errorf("got %v, want %s", got, want)
	}
	// Of two dossiers that have a check of this name, each opens its own.
	other := recordstest.Read(t, recordstest.Ferry, `"@id": "ferry.json"`, `"@id": "bridge.json"`)
	view.Report.Items = append(view.Report.Items, claims.Annotation{Dossier: other, Record: &other.Records[0]})
	v = recordstest.Decoded(t, export.PageMarkup(recordstest.FerryPage, view.Report))
	for i, want := range []string{"c1@ferry", "c1@bridge"} {
		if got, want := recordstest.At(recordstest.Typed(v, "ClaimReview")[i],
			"url"), recordstest.FerryPage+"#sm-"+want; got != want {
			t.Errorf("of two: got %v, want %s", got, want)
		}
	}
}

// FuzzScriptBreakOut puts hostile words everywhere in a dossier: they stay words, and the script of
// the page ends where the page ends it.
func FuzzScriptBreakOut(f *testing.F) {
	f.Add("</script><script>alert(1)</script>")
	f.Add("<!--<script>\u2028\u2029&lt;\\\"")
	f.Add("]]>\x00\xff'")
	f.Fuzz(func(t *testing.T, words string) {
		d := recordstest.Read(t, recordstest.Ferry)
		c, q := &d.Records[0], &d.Records[1]
		c.Text, c.Speaker.Name, c.Speaker.Type, c.Where, c.When = words, words+"x", words, words, words
		c.Reviews[0].Rating, c.Reviews[0].Claimed, c.Reviews[0].Fact, c.Reviews[0].Why,
			c.Reviews[0].Scale.Value = words+"x", words, words, words, words
		q.Text, q.Versions[0].Text, d.ID, d.About.Headline = words, words, words, words
		d.Sources[0].Title, d.Sources[0].Type, d.Sources[0].URL = words, words, words
		out := export.Markup(recordstest.FerryPage, d)
		if bytes.ContainsAny(out, "<>&\u2028\u2029") {
			t.Errorf("%q: %s", words, out)
		}
		if v := recordstest.Decoded(t, out); words != "" && utf8.ValidString(words) &&
			recordstest.At(recordstest.Typed(v, "Quotation")[0], "text") != words {
			t.Errorf("%q is changed in %s", words, out)
		}
	})
}

// Shown is what an editor put into the article, and no more of it.
func TestShown(t *testing.T) {
	d := recordstest.Read(t, recordstest.Ferry)
	for _, c := range []struct {
		article string
		want    []string
	}{
		{"The ferry carried 41,200 passengers. “We cannot run empty boats”, said the harbour master.", []string{"#c1"}},
		{"The ferry carried 43,900 passengers.", nil},
	} {
		report := claims.New(d).Check(claims.Plain(c.article))
		var got []string
		for _, d := range export.Shown(report) {
			for _, r := range d.Records {
				got = append(got, r.ID)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v of %+v, want %v", c.article, got, report.Items, c.want)
		}
	}
	if len(d.Records) != 2 {
		t.Error("the dossier itself was changed")
	}
}

func TestFeed(t *testing.T) {
	v := recordstest.Decoded(t, export.Feed(recordstest.Read(t, recordstest.Ferry), nil))
	items := recordstest.Typed(v, "DataFeedItem")
	if recordstest.At(v, "@type") != "DataFeed" || len(items) != 1 ||
		recordstest.At(recordstest.Typed(items[0], "ClaimReview")[0], "url") != recordstest.FerryPage+"#sm-c1" {
		t.Errorf("got %v", v)
	}
	// Somebody else's article is no page of ours: only what has an address of its own is in the feed.
	const about = `"url": "https://desk.example/2022/ferry"`
	const review = `"review": {"@type": "ClaimReview", `
	v = recordstest.Decoded(t, export.Feed(recordstest.Read(t, recordstest.Ferry, about,
		`"url": "https://other.example/ferry"`)))
	if n := len(recordstest.Typed(v, "ClaimReview")); n != 0 {
		t.Errorf("%d reviews on somebody else's page", n)
	}
	v = recordstest.Decoded(t, export.Feed(recordstest.Read(t, recordstest.Ferry, about,
		`"url": "https://other.example/ferry"`, review, review+`"url": "https://desk.example/7", `)))
	if n := len(recordstest.Typed(v, "ClaimReview")); n != 1 {
		t.Errorf("%d reviews on our own page, want 1", n)
	}
}

// What is exported of the dossiers that we ship is JSON.
func TestExportsShipped(t *testing.T) {
	for name, data := range recordstest.Shipped(t) {
		d, err := records.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if v := recordstest.Decoded(t, export.Markup("https://news.example/story", d)); len(recordstest.Typed(v,
			"ClaimReview"))+len(recordstest.Typed(v, "NewsArticle")) == 0 {
			t.Errorf("%s: no markup", name)
		}
		recordstest.Decoded(t, export.Feed(d))
	}
}

func BenchmarkMarkup(b *testing.B) {
	d, err := records.Read("samarkand-2022.json", recordstest.Shipped(b)["samarkand-2022.json"])
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		export.Markup("https://news.example/story", d)
	}
	b.ReportMetric(float64(len(export.Markup("https://news.example/story", d))), "bytes")
}

// A claim about which little is known takes nothing from the one before it, as happened to others.
func TestMarkupInheritsNothing(t *testing.T) {
	const bare = `{"@type": "Claim", "@id": "#c2", "text": "It is late", "author": "A reader", "review": {"reviewRating": {"alternateName": "Right"}}, "citation": "#s1"},
    {"@type": "Quotation"`
	v := recordstest.Decoded(t, export.Markup(recordstest.FerryPage,
		recordstest.Read(t, recordstest.Ferry, `{"@type": "Quotation", "@id": "#q1"`, bare+`, "@id": "#q1"`)))
	reviews := recordstest.Typed(v, "ClaimReview")
	if len(reviews) != 2 {
		t.Fatalf("%d ClaimReviews, want 2", len(reviews))
	}
	want := map[string]any{
		"@type": "ClaimReview", "url": recordstest.FerryPage +
			"#sm-c2", "claimReviewed": "It is late", "inLanguage": "en",
		"author":       recordstest.At(reviews[0], "author"), // the publisher of both
		"reviewRating": map[string]any{"@type": "Rating", "alternateName": "Right"},
		"itemReviewed": map[string]any{"@type": "Claim", "@id": "https://desk.example/2022/ferry.json#c2",
			"text": "It is late", "author": map[string]any{"@type": "Thing", "name": "A reader"}},
		// described with the first
		"citation": []any{map[string]any{"@id": "https://desk.example/2022/ferry.json#s1"}},
	}
	if !recordstest.Equal(reviews[1], want) {
		t.Errorf("got %v\nwant %v", reviews[1], want)
	}
}

// What leaves the house says what the publisher has said a verdict means, and nothing of one that it has not
// classified: no ClaimReview, no number, no word that it supports or contradicts the statement.
func TestMarkupFollowsClass(t *testing.T) {
	// A number that gainsays its verdict stays in the house.
	for scale, want := range map[string]bool{`2.0, "worstRating": 1, "bestRating": 5`: true, `3`: true,
		`4, "worstRating": 1, "bestRating": 5`: false, `5`: false, `"5"`: false} {
		d := recordstest.Read(t, recordstest.Ferry, `2.0, "worstRating": 1, "bestRating": 5`, scale)
		if got := bytes.Contains(export.Feed(d), []byte("ratingValue")); got != want {
			t.Errorf("Wrong number as %s: a number in the feed: %t, want %t", scale, got, want)
		}
	}
	for _, c := range []struct {
		verdict, status, negative string
		reviewed                  bool
	}{
		{"Wrong number", "disputed", "yes", true},
		{"Right", "sourced", "no", true},
		{"Unproven", "neutral", "", true},
		{"False", "neutral", "", false}, // nobody has classified it
	} {
		d := recordstest.Read(t, recordstest.Ferry, `"alternateName": "Wrong number"`,
			`"alternateName": "`+c.verdict+`"`)
		for what, data := range map[string][]byte{"page": export.Markup(recordstest.FerryPage, d),
			"feed": export.Feed(d)} {
			if got := len(recordstest.Typed(recordstest.Decoded(t, data), "ClaimReview")) > 0; got != c.reviewed ||
				bytes.Contains(data, []byte("ratingValue")) && !c.reviewed {
				t.Errorf("%s: a ClaimReview for the %s: %t, want %t\n%s", c.verdict, what, got, c.reviewed, data)
			}
		}
		if row := table(t, export.CSV(d))[0]; row["status"] != c.status || row["negative"] != c.negative {
			t.Errorf("%s: the table has status %q and negative %q, want %q and %q", c.verdict, row["status"],
				row["negative"], c.status, c.negative)
		}
	}
}
