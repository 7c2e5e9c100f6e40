package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"sourcemark/claims/records/links"
)

// county is a site with a page for what may have become of one.
func county(t *testing.T) (address string, asked func() int) {
	const page = "<title>Ferry traffic</title><main><h1>Ferry traffic</h1><p>In 2021 there were 40,200 passengers on the " +
		"ferry,<br>as counted at the landing. That is 3.5&nbsp;per cent fewer than in 2020.</p></main>"
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		switch r.URL.Path {
		case "/figures", "/moved/new":
			fmt.Fprint(w, page)
		case "/moved/old":
			http.Redirect(w, r, "/moved/new", http.StatusMovedPermanently)
		case "/today":
			http.Redirect(w, r, "/figures", http.StatusFound)
		case "/drifted":
			fmt.Fprint(w, strings.NewReplacer("40,200", "43,900", "on the ferry", "on \x1b[2J\u202ethe ferry").Replace(page)+
				strings.Repeat("<p>We have news of the harbour.", 10))
		case "/gone":
			http.Error(w, "Gone", http.StatusGone)
		case "/login":
			http.Error(w, "who are you?", http.StatusForbidden)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, func() int { return int(n.Load()) }
}

// The command: which addresses a dossier has, what is written, and what is kept from one run to the next.
func TestLinksCommand(t *testing.T) {
	address, asked := county(t)
	dossier := strings.ReplaceAll(`{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
  "publisher": {"@type": "Organization", "name": "The Harbour Desk", "correctionsPolicy": "SITE/gone"}, "negativeVerdicts": ["Wrong number"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c1", "text": "The ferry carried 41,200 passengers", "author": "Harbour master", "review": {"@type": "ClaimReview", "url": "SITE/today",
      "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "It carried fewer."}},
      "citation": [{"@id": "#s1"}, {"@type": "Quotation", "text": "as counted at the landing", "isPartOf": {"@id": "#s1"}}],
      "appearance": {"@type": "SocialMediaPosting", "url": "SITE/login"}},
    {"@type": "Report", "@id": "#s1", "publisher": "The county", "url": "SITE/figures", "archivedAt": "SITE/drifted", "text": "40,200 passengers"},
    {"@type": "Report", "@id": "#s2", "publisher": "The county", "url": "SITE/moved/old", "text": "3.5 per cent fewer"}
  ]
}`, "SITE", address)
	dir := folder(t, map[string]string{"ferry.json": dossier})
	file, results := filepath.Join(dir, "ferry.json"), filepath.Join(dir, "ferry.links.json")
	out, err := commandFinds(t, "links", "-allow-private", "-delay", "0", "-since", "7", file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer("FILE", file, "SITE", address).Replace(`FILE: 6 links: 2 ok, 1 redirected, 1 drifted, 1 dead, 1 unclear

dead       correctionsPolicy
      SITE/gone
      the server says 410 Gone
      give another address, or take it out

drifted    #s1 archivedAt
      SITE/drifted
      what the dossier quotes of it is not there any more
      not there: 40,200 passengers
      but: In 2021 there were 43,900 passengers on [2Jthe ferry, as counted at the landing.
      give another address, or take it out

redirected #s2 url
      SITE/moved/old
      moved for good to SITE/moved/new
      check the page, then put SITE/moved/new into the dossier

unclear    #c1 appearance.url
      SITE/login
      the server says 403 Forbidden: open it yourself
`)
	if out != want {
		t.Errorf("got %s\nwant %s", out, want)
	}
	data, err := os.ReadFile(results)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := links.Decode(results, data)
	if err != nil || kept.Dossier != "ferry.json" || len(kept.Links) != 6 || len(kept.Links[1].Excerpts) != 2 {
		t.Errorf("%v\n%s", err, data)
	}
	if after, _ := os.ReadFile(file); string(after) != dossier {
		t.Error("the dossier was changed")
	}

	// What was looked at lately is taken over, and its day; results beside dossiers are none of these.
	old := strings.ReplaceAll(string(data), kept.Links[0].Since, "2026-01-02T03:04:05Z")
	old = strings.ReplaceAll(old, `"checked": "2026-01-02T03:04:05Z"`, `"checked": "`+kept.Links[0].Checked+`"`)
	if err := os.WriteFile(results, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	n := asked()
	again, err := commandFinds(t, "links", "-allow-private", "-since", "7", "-json", dir)
	if err != nil || asked() != n || !strings.Contains(again, `"since": "2026-01-02T03:04:05Z"`) {
		t.Errorf("%v, %d visits\n%s", err, asked()-n, again)
	}
	// And when it is looked at again, it is still so since that day.
	out, err = commandFinds(t, "links", "-allow-private", "-delay", "0", file)
	if err != nil || strings.Count(out, "so since 2026-01-02T03:04:05Z") != 4 || asked() == n {
		t.Errorf("%v\n%s", err, out)
	}
	// A run that is stopped leaves the results as they were.
	last, _ := os.ReadFile(results)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := checkLinks(ctx, links.NewVisitor(links.Manners{Private: true}), file, results, 0, nil,
		io.Discard); err == nil || !strings.Contains(err.Error(), "stopped; its results are as they were") {
		t.Errorf("stopped: %v", err)
	}
	if after, _ := os.ReadFile(results); string(after) != string(last) {
		t.Error("a stopped run has changed the results")
	}
	onlyThese(t, dir, "ferry.json", "ferry.links.json")
}

// That our own network answers in the place of others is said once for all dossiers.
func TestLinksNetworkOnce(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNetworkAuthenticationRequired)
	}))
	defer s.Close()
	d := fmt.Sprintf(`{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1",
		"inLanguage": "en", "publisher": "The Harbour Desk", "negativeVerdicts": [], "hasPart": [
		{"@type": "Claim", "@id": "#c1", "text": "The ferry is late", "citation": [{"@id": "#s1"}], "statusReason": "seen"},
		{"@type": "Report", "@id": "#s1", "publisher": "The county", "url": %q}]}`, s.URL)
	dir := folder(t, map[string]string{"a.json": d, "b.json": d})
	var out, errs strings.Builder
	code := run([]string{"links", "-allow-private", "-delay", "0", dir}, nil, &out, &errs)
	if code != fine || strings.Count(errs.String(), "this network answers in the place of other hosts") != 1 {
		t.Errorf("status %d, said %q\n%s", code, errs.String(), out.String())
	}
}

// What the desk has kept of a source, in a folder above, is what the page is compared with.
func TestLinksChanged(t *testing.T) {
	address, _ := county(t)
	dir := folder(t, map[string]string{"ferry.json": fmt.Sprintf(`{"@context": "https://schema.org", "@type": "Dataset",
		"@id": "ferry.json", "version": "1", "inLanguage": "en", "publisher": "The Harbour Desk", "negativeVerdicts": [],
		"hasPart": [{"@type": "Claim", "@id": "#c1", "text": "The ferry is late", "citation": [{"@id": "#s1"}],
		"statusReason": "seen"}, {"@type": "Report", "@id": "#s1", "publisher": "The county", "url": %q,
		"text": "3.5 per cent fewer than in 2020"}]}`, address+"/figures")})
	shelf := filepath.Join(dir, links.Shelf)
	if err := os.MkdirAll(shelf, 0o700); err != nil {
		t.Fatal(err)
	}
	kept := fmt.Sprintf(`{"asked": %q, "address": %[1]q, "language": "en", "blocks": ["Ferry traffic",
		"In 2021 there were 38,000 passengers on the ferry, as counted at the landing. That is 3.5 per cent fewer than in 2020."]}`,
		address+"/figures")
	if err := os.WriteFile(filepath.Join(shelf, links.FileOf(address+"/figures")), []byte(kept), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	code := run([]string{"links", "-allow-private", "-delay", "0", filepath.Join(dir, "ferry.json")}, nil, &out, &errs)
	for _, want := range []string{"\n1 with changes around the words quoted\n", "\nchanged    #s1 url\n",
		"when quoted: In 2021 there were 38,000 passengers", "now: In 2021 there were 40,200 passengers"} {
		if code != fine || !strings.Contains(out.String(), want) {
			t.Errorf("status %d, %s\n%s\nwant %q", code, errs.String(), out.String(), want)
		}
	}
}

// The desk says who answers questions about what it fetches in the same form as links.
func TestDeskContact(t *testing.T) {
	for _, who := range []string{"desk@näws.example", "desk\r\nX: y"} {
		var out, errs strings.Builder
		if code := run([]string{"desk", "-contact", who, t.TempDir()}, nil, &out, &errs); code != misused ||
			!strings.Contains(errs.String(), "must be an email address or the address of a page, in ASCII") {
			t.Errorf("%q: status %d, %s", who, code, errs.String())
		}
	}
}
