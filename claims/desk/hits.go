package desk

import (
	"net/url"
	"strconv"
	"strings"

	"sourcemark/claims"
)

// What the first page shows of a search.
type hitsData struct {
	Search
	Rows []hitRow
	All  int
	More string // the address of a page that shows more; "" if all are shown
}

// Narrow reports whether more than words is looked for.
func (h *hitsData) Narrow() bool { return h.Speaker+h.Verdict+h.Source != "" }

// A hitRow is a record that was found.
type hitRow struct {
	Shown   shown
	Record  *claims.Record
	Class   string
	Verdict string
	Address string
	Pieces  []piece // of its text
}

// A piece is words of a text, marked if they were looked for.
type piece struct {
	Text string
	Mark bool
}

// hits returns the records that the page was asked for; nil if it was asked for none.
func (s *Server) hits(v *visit) *hitsData {
	const first, most = 50, 1000 // records that are shown at first, and at all: nobody reads so many
	ask := func(name string) string { return strings.TrimSpace(v.r.FormValue(name)) }
	h := &hitsData{Search: Search{Words: ask("q"), Speaker: ask("speaker"), Verdict: ask("verdict"), Source: ask("source")}}
	if h.Search == (Search{}) {
		return nil
	}
	show, _ := strconv.Atoi(ask("show"))
	show = min(max(show, first), most)
	found := s.folder.Search(h.Search, 0, show)
	h.All = found.All
	if found.All > len(found.Hits) && show < most {
		q := url.Values{"q": {h.Words}, "speaker": {h.Speaker}, "verdict": {h.Verdict}, "source": {h.Source},
			"show": {strconv.Itoa(show + 4*first)}}
		h.More = v.s.base + "/?" + q.Encode()
	}
	for _, x := range found.Hits {
		h.Rows = append(h.Rows, v.hitRow(x))
	}
	return h
}

// hitRow returns a record that was found as a list shows it.
func (v *visit) hitRow(x Hit) hitRow {
	row := hitRow{Shown: shown{v, x.Dossier}, Record: x.Record, Class: x.Record.Status.String(),
		Verdict: v.StatusVerdict[x.Record.Status], Address: v.recordAddress(x.Dossier.Name, x.Record.ID),
		Pieces: pieces(x.Record.Text, x.Marks)}
	if r := x.Record.Reviews; len(r) > 0 && r[0].Rating != "" && x.Record.Status != claims.Withdrawn {
		row.Verdict = r[0].Rating
	}
	if x.Draft {
		row.Class, row.Verdict = "draft", v.Say("draft")
	}
	return row
}

// A sameRow is a record of the folder that may say what a draft says.
type sameRow struct {
	hitRow
	Differs bool   // something hard in it is another
	Use     string // where the draft is open with its verdict filled in; "" if it has none
}

// same returns the records of the folder that may say what a draft says.
func (s *Server) same(v *visit, d *Dossier, r *claims.Record) (out []sameRow) {
	const most = 3 // more would push the form away that they are beside
	words := claims.Statement{Text: r.Text, Speaker: r.Speaker.Name, Language: d.Language}
	for _, x := range s.folder.Already(words, d.Name, r.ID, most) {
		if x.Relation != claims.Same && x.Relation != claims.Differs {
			continue
		}
		row := sameRow{hitRow: v.hitRow(x.Hit), Differs: x.Relation == claims.Differs}
		if len(x.Record.Reviews) > 0 && !row.Differs && !x.Draft && x.Record.Status != claims.Withdrawn {
			row.Use = v.recordAddress(d.Name, r.ID) + "&" + url.Values{"in": {x.Dossier.Name}, "as": {x.Record.ID}}.Encode()
		}
		out = append(out, row)
	}
	return out
}

// use fills a form in with the verdict of another record, which is not saved by that.
func (f *recordForm) use(d *Dossier, id string) {
	if d == nil || d.Dossier == nil {
		return
	}
	for i := range d.Records {
		if r := &d.Records[i]; r.ID == id && len(r.Reviews) > 0 {
			f.Back = f.fill(url.Values{"verdict": {r.Reviews[0].Rating}, "fact": {r.Reviews[0].Fact}, "why": {r.Reviews[0].Why}})
		}
	}
}

// pieces cuts a text at its marks.
func pieces(text string, marks []claims.Span) (out []piece) {
	at := 0
	add := func(to int, mark bool) {
		if at < to {
			out = append(out, piece{text[at:to], mark})
		}
		at = to
	}
	for _, m := range marks {
		add(m.Start, false)
		add(m.End, true)
	}
	add(len(text), false)
	return out
}
