package desk

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/links"
	"sourcemark/web/lang"
)

// give sends a file, or fields of the form, to be imported.
func (s *Server) give(t testing.TB, name string, data []byte, fields ...string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	if name != "" {
		w, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
	}
	for i := 0; i < len(fields); i += 2 {
		if err := m.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	m.Close()
	r := httptest.NewRequest("POST", "http://"+here+s.base+"/import/ferry.json", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

var (
	selects = regexp.MustCompile(`(?s)<select id="(column-\d+)".*?</select>`)
	chosen  = regexp.MustCompile(`<option value="([^"]*)" selected>`)
	ticks   = regexp.MustCompile(`name="take" value="(\d+)" checked`)
	rows    = regexp.MustCompile(`name="row" value="(\d+)"`)
	plan    = regexp.MustCompile(`name="plan" value="([^"]*)"`)
)

// planForm returns the form of a plan as the page has it.
func planForm(t testing.TB, page string) url.Values {
	t.Helper()
	form := url.Values{}
	if m := plan.FindStringSubmatch(page); m == nil {
		t.Fatalf("no plan in\n%s", page)
	} else {
		form.Set("plan", m[1])
	}
	for _, m := range selects.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], "")
		if c := chosen.FindStringSubmatch(m[0]); c != nil {
			form.Set(m[1], html.UnescapeString(c[1]))
		}
	}
	for _, m := range rows.FindAllStringSubmatch(page, -1) {
		form.Add("row", m[1])
	}
	for _, m := range ticks.FindAllStringSubmatch(page, -1) {
		form.Add("take", m[1])
	}
	return form
}

const sheet = "Behauptung;Wer;Urteil;Quelle;Ort\n" +
	"Die Fähre war voll;Hafenmeisterin;Falsch;https://county.example/1;Kai\n" +
	"Die Brücke ist zu;Amt;Falsch;https://county.example/2;Amt\n" +
	";;Falsch;;\n"

// A file is shown before anything is taken over, columns and rows are put right, and what is ticked becomes drafts: one
// step, which is undone as one.
func TestImportView(t *testing.T) {
	s, f := served(t, both)
	has(t, s.ask("GET", "/dossier/ferry.json", nil).Body.String(), s.base+"/import/ferry.json")
	has(t, s.ask("GET", "/import/ferry.json", nil).Body.String(), `enctype="multipart/form-data"`, `type="file"`, `data-html="html"`)
	page := s.follow(t, s.give(t, "checks.csv", []byte(sheet)))
	has(t, page, "checks.csv", "2 drafts", "Die Fähre war voll", "Kai · Amt", `<option value="verdict" selected>Verdict`,
		"Does not say what is claimed", "The column “Ort” is not known.")
	if f.in(t, "ferry.json") != ferry {
		t.Fatal("something was taken over before anybody said so")
	}
	form := planForm(t, page)
	if got := form.Get("column-1"); got != "speaker" {
		t.Errorf("the second column is %q", got)
	}
	form.Set("column-4", "notes")
	if strings.Contains(page, "line 4") || strings.Contains(page, ">line") {
		t.Error("a row is told in English only")
	}
	form.Set("take", "1")
	page = s.follow(t, s.ask("POST", "/plan/ferry.json", form))
	has(t, page, "1 draft", `<option value="notes" selected>Notes`, "Left out")
	form = planForm(t, page)
	if len(form["row"]) != 2 || len(form["take"]) != 1 || form.Get("take") != "1" {
		t.Errorf("rows %q, ticked %q", form["row"], form["take"])
	}
	page = s.follow(t, s.ask("POST", "/takeover/ferry.json", form))
	has(t, page, "Imported 1 draft from checks.csv", "Undo: Imported 1 draft from checks.csv", "Die Brücke ist zu")
	got := f.in(t, "ferry.json")
	if !strings.Contains(got, `"Die Brücke ist zu"`) || strings.Contains(got, "Die Fähre war voll") || !strings.Contains(got, `"Amt"`) {
		t.Errorf("%s", got)
	}
	s.follow(t, s.ask("POST", "/undo/ferry.json", url.Values{}))
	if f.in(t, "ferry.json") != ferry {
		t.Error("it was not undone")
	}
	// The plan is used up, and other dossiers do not know it.
	if w := s.ask("POST", "/takeover/ferry.json", form); w.Code != 404 || !strings.Contains(w.Body.String(), "Choose it again") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// What was taken over is known when it comes again, and so is what another dossier has; both are said.
func TestImportViewKnows(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry, "ferry.html": story, "bridge.json": strings.ReplaceAll(strings.Replace(ferry,
		"The ferry carried 41,200 passengers last year", "Die Brücke ist zu", 1), "ferry.json", "bridge.json")})
	f.Scan()
	f.Wait()
	page := s.follow(t, s.give(t, "", nil, "table", strings.ReplaceAll(sheet, ";", "\t")))
	has(t, page, "1 draft", "Already in another dossier: bridge.json#")
	form := planForm(t, page)
	page = s.follow(t, s.ask("POST", "/takeover/ferry.json", form))
	has(t, page, "Imported 1 draft from the pasted table")
	page = s.follow(t, s.give(t, "", nil, "html", `<table><tr><td>Behauptung<td>Wer<tr><td><a href="https://county.example/1">Die Fähre war voll</a><td>Hafenmeisterin</table>`))
	has(t, page, "0 drafts", "Already in this dossier: #")
	if w := s.ask("POST", "/takeover/ferry.json", planForm(t, page)); w.Code != 422 || !strings.Contains(w.Body.String(), "Nothing in it can become a check") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Cells are text wherever they are shown; a file that is a trap is refused and said, and another site can give none.
func TestThreatHostileSpreadsheet(t *testing.T) {
	s, f := served(t, both)
	cell := `"` + strings.ReplaceAll(evil, `"`, `""`) + `"`
	page := s.follow(t, s.give(t, evil+".csv", []byte("claim;speaker;"+cell+"\nIt is late "+cell+";"+cell+";"+cell+"\n")))
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") {
		t.Errorf("%s", page)
	}
	page = s.follow(t, s.ask("POST", "/takeover/ferry.json", planForm(t, page)))
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") {
		t.Errorf("%s", page)
	}
	s.follow(t, s.ask("POST", "/undo/ferry.json", url.Values{}))
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, _ := z.Create("content.xml")
	for range 65 {
		w.Write(make([]byte, 1<<20))
	}
	z.Close()
	for what, data := range map[string][]byte{"bomb.ods": bomb.Bytes(), "old.xls": []byte("\xd0\xcf\x11\xe0"), "half.xlsx": []byte("PK\x03\x04half"),
		"empty.csv": nil, "prose.txt": []byte("It was late. Nobody came.\n")} {
		if w := s.give(t, what, data); w.Code != 422 || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
	form := planForm(t, s.follow(t, s.give(t, "checks.csv", []byte(sheet))))
	for _, path := range []string{"/import/ferry.json", "/plan/ferry.json", "/takeover/ferry.json"} {
		if w := s.ask("POST", path, form, "Origin: https://news.example"); w.Code != 403 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	form.Set("column-0", "nonsense")
	form.Add("row", "99999")
	if w := s.ask("POST", "/plan/ferry.json", form); w.Code != 500 {
		t.Errorf("%d", w.Code)
	}
	form.Set("sheet", "7")
	if w := s.ask("POST", "/plan/ferry.json", form); w.Code != 500 {
		t.Errorf("%d", w.Code)
	}
	if f.in(t, "ferry.json") != ferry {
		t.Error("something was written")
	}
	for range mostImports + 2 {
		s.give(t, "checks.csv", []byte(sheet))
	}
	if n := len(s.imports.byKey); n != mostImports {
		t.Errorf("%d files are kept", n)
	}
}

// What is at an address is read like a file, whatever it is; what cannot be had is said, and half a table is none.
func TestImportAddress(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/checks.csv":
			w.Header().Set("Content-Type", "text/csv")
			io.WriteString(w, sheet)
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=windows-1252")
			io.WriteString(w, `<title>Fact check</title><script type="application/ld+json">{"@type": "ClaimReview", "claimReviewed": "Die F`+"\xe4"+`hre war voll",
				"url": "https://desk.example/7", "author": "The Desk", "reviewRating": {"alternateName": "Falsch"}}</script>`)
		case "/feed.json":
			w.Header().Set("Content-Type", "application/ld+json")
			io.WriteString(w, `[{"@type": "ClaimReview", "claimReviewed": "Die Brücke ist zu", "author": "The Desk", "reviewRating": {"alternateName": "Falsch"}}]`)
		case "/half.csv":
			w.Header().Set("Content-Type", "text/csv")
			w.Header().Set("Content-Length", "100000")
			io.WriteString(w, sheet)
		case "/photo":
			w.Header().Set("Content-Type", "image/png")
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	s, f := served(t, both)
	f.Visit(links.Manners{Private: true, Delay: -1})
	for path, want := range map[string]string{"/checks.csv": "2 drafts", "/page": "Die Fähre war voll", "/feed.json": "Die Brücke ist zu"} {
		has(t, s.follow(t, s.give(t, "", nil, "address", site.URL+path)), want, site.URL+path)
	}
	for path, want := range map[string]string{"/half.csv": "this is not all of it", "/photo": "There is no text at this address", "/none": "no longer there"} {
		w := s.give(t, "", nil, "address", site.URL+path)
		if w.Code != 422 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, want %s in\n%s", path, w.Code, want, w.Body)
		}
	}
	f.Visit(links.Manners{Delay: -1})
	if w := s.give(t, "", nil, "address", site.URL+"/checks.csv"); w.Code != 422 || !strings.Contains(w.Body.String(), "not on the internet. Open it yourself, and save it") {
		t.Errorf("an address of this machine: %d %s", w.Code, w.Body)
	}
}

// Of several tables another one is chosen; what was said of the columns of the first is not said of its.
func TestImportSheets(t *testing.T) {
	s, _ := served(t, both)
	page := s.follow(t, s.give(t, "page.html", []byte(`<table><tr><th>Claim<th>Verdict<tr><td>It is late<td>False</table><table><tr><th>Verdict<th>Claim<tr><td>True<td>It is full</table>`)))
	has(t, page, `<option value="0" selected>Table 1`, `<option value="1">Table 2`, "It is late")
	form := planForm(t, page)
	form.Set("sheet", "1")
	form.Del("take")
	page = s.follow(t, s.ask("POST", "/plan/ferry.json", form))
	has(t, page, `<option value="1" selected>Table 2`, "1 draft", "It is full")
}

// TestImportNotes says what was repaired or left out in every language of the interface.
func TestImportNotes(t *testing.T) {
	for _, kind := range importer.NoteKinds {
		said := map[string]string{}
		for _, tag := range lang.Tags {
			v := &visit{Desk: deskIn(tag)}
			text := v.noteText(importer.Note{Kind: kind, Column: "Ort", Values: []string{"Kai", "2026-03-12"}})
			if other := said[text]; other != "" || !strings.HasPrefix(text, "Ort: ") {
				t.Errorf("%s, %s: %q, as in %q", tag, kind, text, other)
			}
			said[text] = tag
		}
	}
}

// Sheets as newsrooms have them: nothing goes without being said, and nothing that is said names a member of the file.
func TestImportOddSheets(t *testing.T) {
	wide := func(s string) []byte {
		out := []byte{0xff, 0xfe}
		for _, r := range utf16.Encode([]rune(s)) {
			out = append(out, byte(r), byte(r>>8))
		}
		return out
	}
	for _, c := range []struct {
		name string
		data []byte
		has  []string
	}{
		{"semicolons in Windows-1252", []byte("Behauptung;Urteil;Schlagwort\nDie F\xe4hre war voll;Falsch;Hafen\nDie Br\xfccke ist zu;Falsch;Hafen\n"),
			[]string{"2 drafts", "Die Fähre war voll", "Gelesen als windows-1252", "Die Spalte „Schlagwort“"}},
		{"UTF-16 with tabs", wide("Claim\tVerdict\tWhen\nThe ferry was full\tFalse\t12/03/2026\n"), []string{"1 draft", "The ferry was full"}},
		{"dates as numbers of Excel", []byte("claim,verdict,said\nThe ferry was full,False,46093\n"), []string{"1 draft", "„46093“ gilt als Datum: 12. März 2026"}},
		{"two lines of names", []byte("Checks of the harbour desk,,\nClaim,Verdict,Colour\nThe ferry was full,False,red\n"), []string{"The ferry was full", "Die Spalte „Colour“ ist nicht bekannt"}},
		{"formulas that fail", []byte("Claim,Verdict,Source\nThe ferry was full,False,#NAME?\n"), []string{"1 draft", "„#NAME?“ ist ein Fehler der Tabelle"}},
		{"words without a column", []byte("Claim,Verdict,\nThe ferry was full,False,ask the mayor\n"), []string{"„ask the mayor“ steht in einer Spalte ohne Namen"}},
		{"an unclear day", []byte("claim,verdict,said\nThe ferry was full,False,3/4/2026\n"), []string{"„3/4/2026“ ist kein eindeutiges Datum"}},
		{"a reason without a verdict", []byte("claim,verdict,why\nThe ferry was full,,We counted\n"), []string{"„We counted“ gehört zu einem Urteil"}},
		{"tags", []byte(`{"rows": [{"uri": "https://news.example/", "text": "no", "tags": ["ferry"], "user": "a", "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "The ferry was full"}]}]}]}`),
			[]string{"The ferry was full", "keine Schlagwörter", "ferry"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := served(t, both)
			w := s.give(t, "odd.csv", c.data)
			if w.Code != http.StatusSeeOther {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			page := s.send("GET", w.Header().Get("Location"), nil, "Accept-Language: de").Body.String()
			page = html.UnescapeString(page)
			german := strings.NewReplacer("1 draft", "1 Entwurf", "2 drafts", "2 Entwürfe")
			for _, want := range c.has {
				if !strings.Contains(page, german.Replace(want)) {
					t.Errorf("no %q in\n%s", want, page)
				}
			}
			if _, main, _ := strings.Cut(page, "<main"); strings.Contains(main, "left out") || strings.Contains(main, `lang="en"`) {
				t.Errorf("English: %s", page)
			}
		})
	}
}

// What cannot be read is said in the words of the page, with what to do.
func TestImportUnread(t *testing.T) {
	s, _ := served(t, nil)
	v := s.visit(nil, httptest.NewRequest("GET", "/", nil))
	for data, want := range map[string]string{"PK\x03\x04 half": "Save it as .xlsx", "It was late.": "Nothing in it says what is claimed",
		"\xff\xfe\xfd": "Save it as .xlsx"} {
		if got := v.unread([]byte(data)); !strings.Contains(got, want) {
			t.Errorf("%q: %s", data, got)
		}
	}
}
