package desk

import (
	"cmp"
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/links"
	"sourcemark/claims/records/proof"
)

// Two versions of an article are shown side by side, or one under the other where there is no room: what has changed in
// them word by word, the checks in both, and beside a paragraph in which one has lost its place what can be done about it.
// What was fetched is shown in the same way before it becomes the article.

// What the view of two versions shows.
type sidesData struct {
	Shown      shown
	Choices    []versionChoice // of the older one, the latest first
	Chosen     int             // the number of the older one; 0 for none
	Offered    string          // the Hash of what is not the article yet; "" if the newer one is
	Before     string          // when the older one was seen
	URL        string          // where the article can be fetched again; "" if that is not known
	Trouble    string
	Typed      string // what was pasted, if it could not be used
	HasArticle bool

	Changes int
	Groups  []sideGroup
	Lost    []lostRow // checks that had no place before either
	Gone    int       // checks that have no place in the newer version
}

// A versionChoice is a version that can be compared with the article.
type versionChoice struct {
	Number int
	When   string
}

// A sideGroup is rows that are shown together. If they are all the same, they are folded.
type sideGroup struct {
	Rows []sideRow
	Same bool
}

// A sideRow is a paragraph in both versions.
type sideRow struct {
	Number   int // of changes; 0 if it is the same in both
	Next     int // the number of the next change; 0 if it is the last
	Moved    bool
	Old, New []sidePiece
	Lost     []lostRow // checks that stood in Old and stand nowhere now
}

// A sidePiece is words of a paragraph.
type sidePiece struct {
	Text  string
	Tag   string     // del or ins; "" for words that are in both
	Check *recordRow // that stands on them; nil if none does
	Gone  bool       // it has lost its place
}

// versions shows what has changed in an article.
func (s *Server) versions(v *visit) error {
	v.hear()
	return s.showSides(v, http.StatusOK, new(sidesData))
}

func (s *Server) showSides(v *visit, status int, data *sidesData) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	data.Shown = shown{v, d}
	v.Headline, v.Title = data.Shown.Headline(), v.Say("versions")
	if d.Dossier != nil {
		data.URL = d.About.URL
	}
	now, err := s.folder.Article(d.Name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	data.HasArticle = err == nil
	var old *Article
	if next, err := s.folder.Offered(d.Name); err == nil {
		data.Offered, old, now = next.Hash, now, next
	} else if data.HasArticle {
		all, err := s.folder.Printings(d.Name)
		if err != nil {
			return err
		}
		all = all[:max(0, len(all)-1)] // without the article itself
		asked, _ := strconv.Atoi(v.r.FormValue("before"))
		for _, p := range slices.Backward(all) {
			when := v.moment(p.When)
			if data.Choices = append(data.Choices, versionChoice{p.Number, when}); asked == 0 || asked == p.Number {
				asked, data.Chosen, data.Before = p.Number, p.Number, when
			}
		}
		if data.Chosen != 0 {
			if old, _, err = s.folder.version(d.Name, data.Chosen); err != nil {
				return err
			}
		}
	}
	if old != nil && d.Dossier != nil {
		s.compare(v, data, old, now)
	}
	return v.show(status, "versions", data)
}

// compare fills in what has changed between two versions.
func (s *Server) compare(v *visit, data *sidesData, old, now *Article) {
	d := data.Shown.Dossier
	rows := map[string]*recordRow{}
	all := s.rows(v, d, now)
	for i := range all {
		rows[all[i].ID] = &all[i]
	}
	for _, a := range []*Article{old, now} { // nobody else holds both
		a.mu.Lock()
		defer a.mu.Unlock()
	}
	var lost []proof.Spot
	gone := map[string]bool{}
	in := func(a *Article) (marks []sideMark) {
		for _, x := range proof.Spots(a.text, d.Dossier) {
			switch {
			case x.Placed():
				marks = append(marks, sideMark{x.Span, rows[x.Record.ID]})
			case a == now:
				lost, gone[x.Record.ID] = append(lost, x), true
			}
		}
		slices.SortFunc(marks, func(a, b sideMark) int { return cmp.Compare(a.Start, b.Start) })
		return marks
	}
	after := in(now)
	before := in(old)
	data.Gone = len(lost)
	byID := map[string]lostRow{}
	for _, r := range s.lostRows(v, d, now.text, lost) {
		r.Offered, r.Back = data.Offered != "", data.Chosen
		byID[r.Record.ID] = r
	}
	sides := proof.Sides(old.text, now.text)
	elsewhere := map[string]int{} // paragraphs that are on one side alone: 1 the old one, 2 the new one, 3 both
	for i := range sides {
		x := &sides[i]
		if x.After.Len() == 0 {
			elsewhere[old.text.Slice(x.Before)] |= 1
		} else if x.Before.Len() == 0 {
			elsewhere[now.text.Slice(x.After)] |= 2
		}
	}
	for i := range sides {
		x := &sides[i]
		row := sideRow{Old: piecesOf(old.text, x, false, before, gone), New: piecesOf(now.text, x, true, after, nil)}
		one := x.Before.Len() == 0 || x.After.Len() == 0
		row.Moved = one && elsewhere[old.text.Slice(x.Before)+now.text.Slice(x.After)] == 3
		for _, m := range before {
			if r, ok := byID[m.row.ID]; ok && m.Start < x.Before.End && x.Before.Start <= m.Start {
				r.Loses = r.Offered
				row.Lost = append(row.Lost, r)
				delete(byID, m.row.ID)
			}
		}
		same := x.Same() && row.Lost == nil
		if !same {
			data.Changes++
			row.Number = data.Changes
		}
		if n := len(data.Groups); n == 0 || data.Groups[n-1].Same != same {
			data.Groups = append(data.Groups, sideGroup{Same: same})
		}
		g := &data.Groups[len(data.Groups)-1]
		g.Rows = append(g.Rows, row)
	}
	for i := range data.Groups {
		for k := range data.Groups[i].Rows {
			if r := &data.Groups[i].Rows[k]; r.Number > 0 && r.Number < data.Changes {
				r.Next = r.Number + 1
			}
		}
	}
	for _, x := range lost { // in the order of the file
		if r, ok := byID[x.Record.ID]; ok {
			data.Lost = append(data.Lost, r)
		}
	}
}

// A sideMark is where a check stands in a version.
type sideMark struct {
	claims.Span
	row *recordRow
}

// piecesOf returns one side of a row. marks are in order; of two that overlap, the words are those of the first.
func piecesOf(t *claims.Text, row *proof.Row, newer bool, marks []sideMark, gone map[string]bool) (out []sidePiece) {
	for _, p := range row.Parts {
		at, tag := p.Before, "del"
		if newer {
			at, tag = p.After, "ins"
		}
		if p.Same {
			tag = ""
		}
		put := func(to int, m *sideMark) {
			if at.Start >= to {
				return
			}
			piece := sidePiece{Text: t.Slice(claims.Span{Start: at.Start, End: to}), Tag: tag}
			words := strings.TrimRight(piece.Text, " ")
			space := piece.Text[len(words):] // which belongs to the words before it, and would be struck out with them
			if m == nil && tag != "" && words != "" {
				piece.Text = words
			} else {
				space = ""
			}
			if m != nil {
				piece.Check, piece.Gone = m.row, gone[m.row.ID]
			}
			if out, at.Start = append(out, piece), to; space != "" {
				out = append(out, sidePiece{Text: space})
			}
		}
		for i := range marks {
			if m := &marks[i]; m.row != nil && m.Start < at.End && m.End > at.Start {
				put(m.Start, nil)
				put(min(m.End, at.End), m)
			}
		}
		put(at.End, nil)
	}
	return out
}

// versionsAddress returns where the article is compared with an older version.
func (v *visit) versionsAddress(before int) string {
	at := v.address("versions", v.name())
	if before > 0 {
		at += "?before=" + strconv.Itoa(before)
	}
	return at
}

// backOr returns the address of the view of two versions, if the form that was sent stands there, else another one.
func (v *visit) backOr(other string) string {
	if before, err := strconv.Atoi(v.r.PostFormValue("back")); err == nil {
		return v.versionsAddress(before)
	}
	return other
}

// refetch fetches the article again, or takes what was pasted, and shows what is another in it.
func (s *Server) refetch(v *visit) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	data, trouble := fromMarkdown("", []byte(v.r.PostFormValue("article"))), links.Trouble("")
	if strings.TrimSpace(string(data)) == "" {
		if d.Dossier == nil || d.About.URL == "" {
			return None
		}
		p, err := s.folder.sources.visitor.Fetch(v.r.Context(), d.About.URL)
		if err != nil {
			return err
		}
		if p.HTML == nil {
			why := v.Say(troubles[p.Trouble][0]) + " " + v.Say("start-paste")
			return s.showSides(v, http.StatusUnprocessableEntity, &sidesData{Trouble: why})
		}
		data, trouble = p.HTML, p.Trouble
	}
	other, err := s.folder.Offer(v.name(), data)
	if errors.Is(err, NoArticle) {
		return s.showSides(v, http.StatusUnprocessableEntity, &sidesData{Trouble: v.Say("start-none"), Typed: string(data)})
	} else if err != nil {
		return err
	}
	if !other {
		return v.then(v.versionsAddress(0), "versions-same", "")
	}
	if trouble != "" { // there are words, but maybe not all
		return s.showSides(v, http.StatusOK, &sidesData{Trouble: v.trouble(trouble)})
	}
	http.Redirect(v.w, v.r, v.versionsAddress(0), http.StatusSeeOther)
	return nil
}

// accept makes what was fetched the article, decline leaves the article as it is, and useAgain takes an older version.
func (s *Server) accept(v *visit) error {
	err := s.folder.Accept(v.name(), v.r.PostFormValue("hash"))
	if errors.Is(err, None) {
		return v.then(v.versionsAddress(0), "unchanged", "")
	}
	return s.put(v, err)
}

func (s *Server) useAgain(v *visit) error {
	n, err := strconv.Atoi(v.r.PostFormValue("before"))
	if err != nil {
		return None
	}
	return s.put(v, s.folder.UseAgain(v.name(), n))
}

func (s *Server) put(v *visit, err error) error {
	if err != nil {
		return err
	}
	if err := s.folder.Scan(); err != nil {
		return err
	}
	return v.then(v.versionsAddress(0), "article-kept", "")
}

func (s *Server) decline(v *visit) error {
	if err := s.folder.Decline(v.name()); err != nil {
		return err
	}
	return v.then(v.versionsAddress(0), "unchanged", "")
}
