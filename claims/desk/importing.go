package desk

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/records/importer"
	"sourcemark/claims/records/links"
)

// A file that is imported is read once, and what would become of it is shown, put right, and taken over as one step. Until
// then it is kept here and nowhere else: a spreadsheet of a newsroom has more in it than is taken over.

// imports are the files that somebody is looking at.
type imports struct {
	sync.Mutex
	byKey map[string]*importing
	order []string // the oldest first
}

// An importing is a file that somebody is looking at.
type importing struct {
	sync.Mutex // an importer.Plan is for one at a time
	dossier    string
	file       string // what it is called
	hash       string // of the dossier that the plan was made for
	plan       *importer.Plan
}

// mostImports is how many files are kept at once: of one journalist with a few tabs, the others were left.
const mostImports = 8

func (all *imports) add(x *importing) (key string) {
	all.Lock()
	defer all.Unlock()
	if all.byKey == nil {
		all.byKey = map[string]*importing{}
	}
	key = rand.Text()
	all.byKey[key], all.order = x, append(all.order, key)
	for len(all.order) > mostImports {
		delete(all.byKey, all.order[0])
		all.order = all.order[1:]
	}
	return key
}

// of returns what has a key, of a dossier; nil if there is nothing any more.
func (all *imports) of(key, dossier string) *importing {
	all.Lock()
	defer all.Unlock()
	if x := all.byKey[key]; x != nil && x.dossier == dossier {
		return x
	}
	return nil
}

func (all *imports) drop(key string) {
	all.Lock()
	defer all.Unlock()
	delete(all.byKey, key)
}

// What the view of an import shows.
type importData struct {
	Shown   shown
	Trouble string // why a file cannot be read
	Key     string // of the plan; "" for the form that asks for a file
	File    string
	Plan    *importer.Plan
	Columns []importColumn
	Rows    []importRow
	More    int // rows that are not shown
	General []string
}

type importColumn struct {
	importer.Column
	Number  int
	Named   string // by which it is shown
	Value   string // of the choice that holds
	Choices []importChoice
	Why     string // "" if nothing needs to be said
}

type importChoice struct{ Value, Words string }

type importRow struct {
	importer.Item
	Number  int
	Ticked  bool
	Can     bool   // it can be ticked
	Why     string // it is no draft
	Verdict string
	Sources int
	Notes   []string
}

// mostRows is how many rows are shown: what is wrong with a column shows in the first ones.
const mostRows = 200

// importForm shows the form that asks for a file, or what is in it.
func (s *Server) importForm(v *visit) error { return s.showImport(v, http.StatusOK, "") }

func (s *Server) showImport(v *visit, status int, trouble string) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	data := &importData{Shown: shown{v, d}, Trouble: trouble}
	v.Headline = data.Shown.Headline()
	v.Title = v.Say("import")
	if key := v.r.FormValue("plan"); key != "" && trouble == "" && d.Dossier != nil {
		if x := s.imports.of(key, d.Name); x == nil {
			data.Trouble, status = v.Say("import-gone"), http.StatusNotFound
		} else {
			x.Lock()
			defer x.Unlock()
			if x.hash != d.Hash { // somebody has changed the dossier
				x.hash = d.Hash
				x.plan.For(d.Dossier)
			}
			data.Key = key
			v.fill(data, x)
		}
	}
	return v.show(status, "import", data)
}

// fill fills in what is shown of a plan.
func (v *visit) fill(data *importData, x *importing) {
	data.File, data.Plan, data.General = x.file, x.plan, v.notes(x.plan.General)
	for i, c := range x.plan.Columns {
		col := importColumn{Column: c, Number: i, Named: c.Name, Value: valueOf(c)}
		if c.Name == "" {
			col.Named = c.Letter
		}
		known := false
		for _, m := range importer.Meanings {
			col.Choices = append(col.Choices, importChoice{string(m), v.meaning(m)})
			known = known || string(m) == col.Value
		}
		if c.Meaning != importer.None && !known {
			words := v.meaning(c.Meaning)
			if c.Language != "" {
				words += " (" + c.Language + ")"
			}
			col.Choices = append(col.Choices, importChoice{col.Value, words})
		}
		switch c.Why {
		case importer.ByContent:
			col.Why = v.Say("import-content")
		case importer.Twice:
			col.Why = v.Say("import-twice")
		case importer.Veiled:
			col.Why = v.Say("import-hidden-column")
		}
		if c.Source > 1 {
			col.Why = strings.TrimSpace(strconv.Itoa(c.Source) + ". " + col.Why)
		}
		data.Columns = append(data.Columns, col)
	}
	for i, item := range x.plan.Items {
		if i == mostRows {
			data.More = len(x.plan.Items) - i
			break
		}
		row := importRow{Item: item, Number: i, Ticked: item.Left == importer.Taken || item.Left == importer.Joined}
		row.Can = row.Ticked || item.Left == importer.Off || item.Left == importer.Hidden || item.Left == importer.Elsewhere
		row.Notes = v.notes(item.Notes)
		if row.Why = v.left(x.plan, item); item.Draft != nil {
			row.Sources = len(item.Draft.Citations) + len(item.Draft.Versions)
			if len(item.Draft.Reviews) > 0 {
				row.Verdict = item.Draft.Reviews[0].Rating
			}
		}
		data.Rows = append(data.Rows, row)
	}
}

// valueOf returns what a column is taken for, as a form sends it.
func valueOf(c importer.Column) string {
	if c.Language != "" {
		return string(c.Meaning) + "@" + c.Language
	}
	return string(c.Meaning)
}

// meaning returns what an editor calls what a column may be.
func (v *visit) meaning(m importer.Meaning) string {
	if m == "quote" {
		return v.Say("words")
	}
	if words := m.In(v.Tag); words != "" {
		return words
	}
	return string(m)
}

// left returns why an item gives no draft; "" if it does.
func (v *visit) left(p *importer.Plan, x importer.Item) string {
	switch x.Left {
	case importer.Joined:
		return v.Say("import-joined", strconv.Itoa(p.OfLine(x)))
	case importer.NoClaim:
		return v.Say("import-noclaim")
	case importer.Known:
		return v.Say("import-known", x.Of)
	case importer.Elsewhere:
		return v.Say("import-elsewhere", x.Of)
	case importer.Hidden:
		return v.Say("import-hidden")
	case importer.Heading:
		return v.Say("import-heading")
	case importer.Reply, importer.NoWords:
		return v.Say("import-nowords")
	case importer.Language, importer.Off:
		return v.Say("import-off")
	}
	return ""
}

// importFile reads a file, a table that was pasted, or what is at an address, and leads on to what is in it.
func (s *Server) importFile(v *visit) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	if d.Err != nil {
		return d.Err
	}
	x := &importing{dossier: d.Name, hash: d.Hash}
	data, trouble, err := s.given(v, x)
	if err != nil {
		return err
	}
	if trouble == "" && len(bytes.TrimSpace(data)) == 0 {
		trouble = v.Say("import-nothing")
	}
	if trouble == "" {
		o := importer.Options{Into: d.Dossier}
		all, _ := s.folder.Dossiers()
		for _, other := range all {
			if other.Name != d.Name && other.Dossier != nil {
				o.Folder = append(o.Folder, named(other))
			}
		}
		if x.plan, err = importer.Read(data, o); err != nil {
			trouble = v.unread(data)
		} else if len(x.plan.Items) == 0 && len(x.plan.Sheets) < 2 {
			trouble = v.Say("import-nothing")
		}
	}
	if trouble != "" {
		return s.showImport(v, http.StatusUnprocessableEntity, trouble)
	}
	http.Redirect(v.w, v.r, v.importAddress(s.imports.add(x)), http.StatusSeeOther)
	return nil
}

// unread says why nothing can be read of a file.
func (v *visit) unread(data []byte) string {
	if importer.IsWorkbook(data) || !utf8.Valid(data) {
		return v.Say("import-note-unreadable")
	}
	return v.Say("import-no-table")
}

// noteText returns what was repaired or left out; "" if the plan says it already.
func (v *visit) noteText(n importer.Note) string {
	if n.Kind == importer.InPlan {
		return ""
	}
	const most = 90 // characters of what it names
	var values []string
	for _, x := range n.Values {
		if _, err := time.Parse(time.DateOnly, x); err == nil {
			x = v.Date(x)
		}
		values = append(values, clippedTo(charset.Visible(x), most))
	}
	text := v.Say("import-note-"+string(n.Kind), values...)
	if n.Column != "" {
		text = n.Column + ": " + text
	}
	return text
}

// notes returns the texts of those notes that say something, each once.
func (v *visit) notes(all []importer.Note) (out []string) {
	for _, n := range all {
		if text := v.noteText(n); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// named returns a dossier under its name in the folder.
func named(d *Dossier) *claims.Dossier {
	one := *d.Dossier
	one.File = d.Name
	return &one
}

// given returns what somebody has given to be imported, and what is the matter with it.
func (s *Server) given(v *visit, x *importing) (data []byte, trouble string, err error) {
	const inMemory = 16 << 20 // as much as a form may have
	if err := v.r.ParseMultipartForm(inMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, "", err
	}
	if file, head, err := v.r.FormFile("file"); err == nil {
		defer file.Close()
		if head.Size > 0 {
			x.file = path.Base(strings.ReplaceAll(head.Filename, "\\", "/"))
			data, err = io.ReadAll(file)
			return data, "", err
		}
	}
	for _, name := range [...]string{"html", "table"} { // as it was copied, with its links, goes before its words alone
		if text := v.r.PostFormValue(name); strings.TrimSpace(text) != "" {
			return []byte(text), "", nil
		}
	}
	if address := strings.TrimSpace(v.r.PostFormValue("address")); address != "" {
		at := importer.Shared(address)
		data, trouble, err := s.folder.Load(v.r.Context(), at)
		x.file = address
		if trouble == "" && at != address && bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")) {
			trouble = links.NeedsLogin // it is shared with some people, and what came is a page that asks who we are
		}
		if troubles[trouble][1] == "next-paste" { // but no words are quoted here
			return nil, v.Say(troubles[trouble][0]) + " " + v.Say("next-file"), err
		}
		return data, v.trouble(trouble), err
	}
	return nil, "", nil
}

func (v *visit) importAddress(key string) string {
	return v.address("import", v.name()) + "?plan=" + url.QueryEscape(key)
}

// replan puts a plan right, as somebody has ticked and chosen.
func (s *Server) replan(v *visit) error {
	x, err := s.planned(v)
	if x == nil || err != nil {
		return err
	}
	x.Unlock()
	http.Redirect(v.w, v.r, v.importAddress(v.r.PostFormValue("plan")), http.StatusSeeOther)
	return nil
}

// planned returns the plan that a form is about, locked, as the form has put it right; nil if it was answered that there
// is none.
func (s *Server) planned(v *visit) (*importing, error) {
	x := s.imports.of(v.r.PostFormValue("plan"), v.name())
	if x == nil {
		return nil, s.showImport(v, http.StatusNotFound, v.Say("import-gone"))
	}
	x.Lock()
	form := v.r.PostForm
	if sheet, err := strconv.Atoi(form.Get("sheet")); err == nil && sheet != x.plan.Chosen {
		err = x.plan.Choose(sheet)
		if err != nil {
			x.Unlock()
			return nil, err
		}
		return x, nil // the other fields are those of the sheet before
	}
	states := map[int]bool{}
	ticked := map[string]bool{}
	for _, n := range form["take"] {
		ticked[n] = true
	}
	for _, n := range form["row"] {
		i, err := strconv.Atoi(n)
		if err != nil || i < 0 || i >= len(x.plan.Items) {
			continue
		}
		left := x.plan.Items[i].Left
		if is := left == importer.Taken || left == importer.Joined; ticked[n] != is {
			states[i] = ticked[n]
		}
	}
	columns := map[int]importer.Meaning{}
	for i, c := range x.plan.Columns {
		name := "column-" + strconv.Itoa(i)
		if chosen := form.Get(name); form.Has(name) && chosen != valueOf(c) {
			columns[i] = importer.Meaning(chosen)
		}
	}
	if err := x.plan.Change(columns, states); err != nil {
		x.Unlock()
		return nil, err
	}
	return x, nil
}

// takeOver makes drafts of what a plan has.
func (s *Server) takeOver(v *visit) error {
	x, err := s.planned(v)
	if x == nil || err != nil {
		return err
	}
	defer x.Unlock()
	if x.plan.Drafts == 0 {
		return s.showPlanned(v, x, v.Say("import-nothing"))
	}
	words := v.Say("import-done", v.Many(x.plan.Drafts, "drafts"), x.called(v))
	step, err := s.folder.Save(Change{Dossier: x.dossier, Words: words, Make: func(file string, data []byte) ([]byte, error) {
		out, _, err := x.plan.Apply(file, data)
		return out, err
	}})
	if err != nil {
		return s.showPlanned(v, x, err.Error())
	}
	s.imports.drop(v.r.PostFormValue("plan"))
	if step == nil {
		return v.then(v.address("dossier", v.name()), "unchanged", "")
	}
	return v.then(v.address("dossier", v.name()), "done", step.Words)
}

// called returns what a file is called.
func (x *importing) called(v *visit) string {
	if x.file != "" {
		return x.file
	}
	return v.Say("import-table")
}

// showPlanned shows a plan, which is locked, with what is the matter.
func (s *Server) showPlanned(v *visit, x *importing, trouble string) error {
	d, err := s.folder.Dossier(v.name())
	if err != nil {
		return err
	}
	data := &importData{Shown: shown{v, d}, Trouble: trouble, Key: v.r.PostFormValue("plan")}
	v.Headline, v.Title = data.Shown.Headline(), v.Say("import")
	v.fill(data, x)
	return v.show(http.StatusUnprocessableEntity, "import", data)
}
