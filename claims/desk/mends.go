package desk

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/edit"
	"sourcemark/claims/records/lint"
	"sourcemark/claims/records/proof"
)

// A mend is what one button does about a finding. Whoever presses it has seen what stands there and what will.
type mend struct {
	label    string // the text of the button
	old, now string // what stands there, and what will; either may be empty
	change   func(file string, data []byte) ([]byte, error)
	to       string // where the button leads to instead
}

// key names a mend by what it changes, so that the button of a page that was left open does that or nothing.
func (m *mend) key(f *lint.Finding) string {
	return findingKey(f) + hashOf([]byte(strings.Join([]string{m.label, m.old, m.now}, "\x00")))
}

// findingKey returns what the keys of the mends of a finding begin with.
func findingKey(f *lint.Finding) string { return f.Rule + f.Part + " " }

// A mending is a finding that is to be mended.
type mending struct {
	*lint.Finding
	s *Server
	v *visit
	d *Dossier
	r *claims.Record // that the finding is about; nil if it is about none
	c *claims.Source // the same
}

// mends has what can be done about what each rule finds: what is sure, or can be seen to be right when it is shown.
// Where only a person can know what is right there is no mend, and why.
var mends = map[string]func(*mending) []mend{
	"schema":             nil, // there is nothing yet that could be shown
	"draft":              nil, // released by a button of its own: see faultsIn
	"second-reader":      nil, // another person reads it: see the way of a check
	"verdict-class":      nil, // three buttons of its own: see classMends
	"placeholder":        (*mending).dropPlaceholder,
	"file-name":          nil, // links to either name may be in use
	"counts":             nil, // only whoever counted knows
	"corrections-policy": nil, // the newsroom's own address
	"hidden-characters":  (*mending).dropHidden,
	"mixed-script":       (*mending).spell,
	"unsafe-address":     nil, // what was meant cannot be told from it
	"punycode-host":      nil, // somebody has to look at the site
	"shortener":          (*mending).follow,
	"private-address":    nil, // where else it is, only an editor knows
	"tracking":           (*mending).untrack,
	"moved":              (*mending).moved, // which links finds, and not lint

	"verdict-explanation": nil, // words that only an editor has
	"unsourced-reason":    nil, // a source is added by its own button
	"claim-reviewed":      (*mending).dropReviewed,
	"claim-author":        (*mending).nameSpeaker,
	"second-party":        (*mending).nameSpeaker,
	"review-url":          (*mending).secure,
	"rating-scale":        (*mending).scale,

	"date-order":  (*mending).orderDates,
	"date-future": (*mending).pastDate,
	"recheck":     (*mending).checkAgain,

	"orphan-source":       (*mending).dropSource,
	"single-source":       (*mending).official,
	"single-party":        nil, // another source has to be found
	"same-source":         nil, // each has its button that removes it; which one goes, an editor decides
	"secondary-source":    nil, // the original has to be found
	"missing-archive":     (*mending).archive,
	"missing-translation": nil, // words that only a translator has
	"excerpt-length":      (*mending).cut,
	"excerpt-total":       nil, // which of many excerpts is too much, an editor decides
	"excerpt-none":        (*mending).dropWords,
	"excerpt-words":       (*mending).wholeExcerpt,

	"quote-wording": nil, // the article is wrong, or the source: a verdict says which
	"quote-unfound": nil, // the passage has to be found
	"quote-match":   (*mending).dropMatch,
	"quote-marks":   (*mending).unquote,

	"not-translated":   nil, // words that only a translator has
	"language-unknown": (*mending).language,
	"language-twice":   nil, // which of two texts is right cannot be told from them
	"anchor-edition":   nil, // which article is meant cannot be told
	"anchor-context":   (*mending).placeHere,
	"unplaced":         (*mending).placeAgain,
	"another-speaker":  (*mending).nameSpeaker,
	"edited":           (*mending).placeHere,
	"unanchored":       (*mending).placeHere,
	"overlap":          nil, // both may be right
}

// mendsOf returns what can be done about a finding.
func (s *Server) mendsOf(v *visit, d *Dossier, f *lint.Finding) []mend {
	do := mends[f.Rule]
	if do == nil || f.Kind == "more" || d.Dossier == nil {
		return nil
	}
	x := &mending{Finding: f, s: s, v: v, d: d, r: d.any(f.Part)}
	for i := range d.Sources {
		if d.Sources[i].ID == f.Part {
			x.c = &d.Sources[i]
		}
	}
	return do(x)
}

// any returns a record or a draft; nil if none has this @id.
func (d *Dossier) any(id string) *claims.Record {
	for _, list := range [...][]claims.Record{d.Records, d.Drafts} {
		if i := slices.IndexFunc(list, func(r claims.Record) bool { return r.ID == id }); i >= 0 {
			return &list[i]
		}
	}
	return nil
}

// put returns a mend that gives one text, at the path of the finding, other words; "" takes it out.
func (x *mending) put(old, now string) []mend {
	if old == "" || now == old {
		return nil
	}
	path, label := x.Path, "mend-do"
	if now == "" {
		label = "mend-drop"
	}
	return []mend{{label: x.v.Say(label), old: old, now: now, change: func(file string, data []byte) ([]byte, error) {
		return edit.Put(file, data, path, old, now)
	}}}
}

// set returns a mend that gives members of a record or a source other words.
func (x *mending) set(id, label, old, now string, fields ...edit.Field) mend {
	return mend{label: x.v.Say(label), old: old, now: now, change: func(file string, data []byte) ([]byte, error) {
		return edit.Set(file, data, id, fields...)
	}}
}

// value returns one of the things that the finding names; "" if it does not name as many.
func (x *mending) value(i int) string {
	if i >= len(x.Values) {
		return ""
	}
	return x.Values[i].Text
}

// dropPlaceholder takes out what asks for the house's verdicts: those that are given are classified by buttons.
func (x *mending) dropPlaceholder() []mend {
	if !strings.Contains(x.Path, "Verdicts[") {
		return nil // words for it are typed
	}
	return x.put(x.value(0), "")
}

func (x *mending) dropHidden() []mend {
	if strings.Contains(x.Path, "selector") {
		return nil // the article may have it, too
	}
	all := x.put(x.value(1), charset.Visible(x.value(1)))
	for i := range all {
		all[i].old = revealed(all[i].old)
	}
	return all
}

// revealed returns a text with the names of characters that cannot be seen.
func revealed(s string) string {
	var b strings.Builder
	for _, r := range s {
		if charset.Visible(string(r)) == "" {
			fmt.Fprintf(&b, "[%U]", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lookalikes has letters of other alphabets, each before the Latin one that looks like it.
const lookalikes = "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXаaеeоoԛqрpсcѕsіiјjԝwуyхxһh" + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaοoνvρp"

// spell writes a word with the letters of one alphabet, if each of the others has a double there. If both alphabets
// have, the one of more letters is meant.
func (x *mending) spell() []mend {
	if strings.Contains(x.Path, "selector") {
		return nil
	}
	word, old := x.value(0), x.textAt()
	latin, other := spelt(word, 0, 1), spelt(word, 1, 0)
	var now string
	switch {
	case latin != "" && (other == "" || strings.Count(word, "")-changes(word, latin) > changes(word, latin)):
		now = latin
	case other != "":
		now = other
	}
	if now == "" || latin != "" && other != "" && changes(word, latin) == changes(word, other) {
		return nil
	}
	return x.put(old, strings.ReplaceAll(old, word, now))
}

// spelt returns a word in which each lookalike from one column stands for that from another; "" if letters of two
// alphabets are left.
func spelt(word string, from, to int) string {
	pairs := []rune(lookalikes)
	now := strings.Map(func(r rune) rune {
		for i := from; i < len(pairs); i += 2 {
			if pairs[i] == r {
				return pairs[i-from+to]
			}
		}
		return r
	}, word)
	latin, other := false, false
	for _, r := range now {
		if r < 0x250 { // the Latin letters that people type
			latin = true
		} else {
			other = true
		}
	}
	if latin && other || now == word {
		return ""
	}
	return now
}

// changes returns how many letters two words of one length have not in common.
func changes(a, b string) (n int) {
	other := []rune(b)
	for i, r := range []rune(a) {
		if i >= len(other) || other[i] != r {
			n++
		}
	}
	return n
}

// follow takes the address to which one leads, if that is known.
func (x *mending) follow() []mend {
	if p := x.s.folder.Fetched(x.value(0)); p != nil && p.Address != "" {
		return x.put(x.value(0), p.Address)
	}
	return nil
}

// moved takes the address to which a page has moved for good, as links has found.
func (x *mending) moved() []mend {
	if x.c == nil {
		return nil
	}
	l := x.s.folder.Links(x.d.Name)[x.c.URL]
	if l.State != "redirected" || len(l.Redirects) == 0 {
		return nil
	}
	now := l.Redirects[len(l.Redirects)-1]
	return []mend{x.set(x.c.ID, "mend-do", x.c.URL, now, edit.Field{Path: "url", Words: now})}
}

func (x *mending) untrack() []mend { return x.put(x.value(0), lint.Untracked(x.value(0))) }

func (x *mending) secure() []mend {
	if rest, ok := strings.CutPrefix(x.value(0), "http://"); ok && x.Kind == "" {
		return x.put(x.value(0), "https://"+rest)
	}
	return nil
}

// dropReviewed takes out the claim for search engines, for which that of the record stands then.
func (x *mending) dropReviewed() []mend {
	if x.r == nil || len([]rune(x.r.Text)) > lint.LongestReviewed {
		return nil
	}
	all := x.put(x.textAt(), "")
	for i := range all {
		all[i].label, all[i].now = x.v.Say("mend-do"), x.r.Text
	}
	return all
}

var reviewPath = regexp.MustCompile(`\breview(?:\[(\d+)\])?`)

// reviewOf returns the number of the review that a path leads into.
func reviewOf(path string) int {
	m := reviewPath.FindStringSubmatch(path)
	if m == nil || m[1] == "" {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// nameSpeaker takes the speaker of the article.
func (x *mending) nameSpeaker() []mend {
	if x.r == nil || x.Kind == "denied" {
		return nil
	}
	name := x.d.saidBy(x.s.folder, x.r)
	if name == "" || name == x.r.Speaker.Name {
		return nil
	}
	return []mend{x.set(x.r.ID, "mend-do", x.r.Speaker.Name, name, edit.Field{Path: speakerPath(x.r), Words: name})}
}

func speakerPath(r *claims.Record) string {
	if r.Kind == claims.Quotation {
		return "spokenByCharacter.name"
	}
	return "author.name"
}

// saidBy returns who says the words of a record by the article; "" if that is not clear.
func (d *Dossier) saidBy(f *Folder, r *claims.Record) string {
	a, err := f.Article(d.Name)
	if err != nil {
		return ""
	}
	a.mu.Lock()
	e := d.EditionIn(a.text, r)
	a.mu.Unlock()
	if e == nil {
		return ""
	}
	draft, err := a.Choose(proof.Choice{Exact: e.Anchor.Exact, Before: e.Anchor.Prefix, After: e.Anchor.Suffix,
		Claim: r.Kind == claims.Claim, Quotation: r.Kind == claims.Quotation})
	if err != nil {
		return ""
	}
	return draft.Speaker.Name
}

// scale turns a scale round that stands on its head, or takes the numbers of a rating out.
func (x *mending) scale() (out []mend) {
	i := reviewOf(x.Path)
	if x.r == nil || i >= len(x.r.Reviews) {
		return nil
	}
	s := x.r.Reviews[i].Scale
	at := "review[" + strconv.Itoa(i) + "].reviewRating."
	said := func(s claims.Scale) string { return s.Value + " (" + s.Worst + "–" + s.Best + ")" }
	if x.Kind == "order" { // 1 of 5 to 1 is the best, as 5 of 1 to 5 is
		value, err1 := strconv.ParseFloat(s.Value, 64)
		worst, err2 := strconv.ParseFloat(s.Worst, 64)
		best, err3 := strconv.ParseFloat(s.Best, 64)
		if err1 == nil && err2 == nil && err3 == nil && worst > best {
			turned := claims.Scale{Value: strconv.FormatFloat(worst+best-value, 'f', -1, 64), Worst: s.Best, Best: s.Worst}
			out = append(out, x.set(x.r.ID, "mend-do", said(s), said(turned), edit.Field{Path: at + "ratingValue", Words: turned.Value},
				edit.Field{Path: at + "worstRating", Words: turned.Worst}, edit.Field{Path: at + "bestRating", Words: turned.Best}))
		}
	}
	return append(out, x.set(x.r.ID, "mend-drop", said(s), "", edit.Field{Path: at + "ratingValue"},
		edit.Field{Path: at + "worstRating"}, edit.Field{Path: at + "bestRating"}))
}

// exchanged returns a day with its month and its day of the month exchanged, as 12/03 and 03/12 are; "" if that is none.
func exchanged(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || t.Day() > 12 || t.Day() == int(t.Month()) {
		return ""
	}
	return time.Date(t.Year(), time.Month(t.Day()), int(t.Month()), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// orderDates exchanges day and month of what is too new, or both dates, or says that the check is of today.
func (x *mending) orderDates() (out []mend) {
	if x.r == nil {
		return nil
	}
	checked, id, path, newer := x.value(0), x.value(1), "datePublished", x.value(2)
	if x.Kind == "said" {
		id, newer = x.r.ID, x.value(1)
		if x.r.Kind == claims.Quotation {
			path = "dateCreated"
		}
	}
	if now := exchanged(newer); now != "" && now <= checked {
		out = append(out, x.set(id, "mend-do", x.v.Date(newer), x.v.Date(now), edit.Field{Path: path, Words: now}))
	}
	dated := func(day string, more ...edit.Field) { // the review, and the dossier if that is older
		var all []edit.Field
		if i := slices.IndexFunc(x.r.Reviews, func(r claims.Review) bool { return r.Date == checked }); i >= 0 {
			all = append(more, edit.Field{Path: "review[" + strconv.Itoa(i) + "].datePublished", Words: day})
		}
		m, modified := x.set(x.r.ID, "mend-do", x.v.Date(checked), x.v.Date(day), all...), x.d.Modified
		if more != nil {
			m.old, m.now = m.old+" · "+x.v.Date(newer), m.now+" · "+x.v.Date(checked)
		}
		if set := m.change; modified != "" && modified < day {
			m.change = func(file string, data []byte) ([]byte, error) {
				out, err := set(file, data)
				if err != nil {
					return nil, err
				}
				return edit.Put(file, out, "dateModified", modified, x.s.folder.today())
			}
		}
		out = append(out, m)
	}
	if x.Kind == "said" && checked != x.d.Modified { // as two columns of a table are taken for one another
		dated(newer, edit.Field{Path: path, Words: checked})
	}
	if today := x.s.folder.today(); today >= newer {
		dated(today)
	}
	return out
}

// pastDate exchanges day and month, or takes today for a day on which something was done here.
func (x *mending) pastDate() (out []mend) {
	old, today := x.value(0), x.s.folder.today()
	dated := func(now string) {
		for _, m := range x.put(old, now) {
			m.old, m.now = x.v.Date(old), x.v.Date(now)
			out = append(out, m)
		}
	}
	if now := exchanged(old); now != "" && now <= today {
		dated(now)
	}
	if strings.HasSuffix(x.Path, "dateModified") || strings.HasSuffix(x.Path, "sdDatePublished") ||
		reviewPath.MatchString(x.Path) {
		dated(today)
	}
	return out
}

// checkAgain says that a verdict still holds, until a later day.
func (x *mending) checkAgain() (out []mend) {
	if x.r == nil {
		return nil
	}
	for _, months := range [...]int{1, 6} { // a story that goes on, and one that is over
		day := x.s.folder.Today().AddDate(0, months, 0).Format(time.DateOnly)
		m := x.set(x.r.ID, "mend-do", "", "", edit.Field{Path: "recheckBy", Words: day})
		m.label = x.v.Say("mend-again", x.v.Date(day))
		out = append(out, m)
	}
	return out
}

func (x *mending) dropSource() []mend {
	id := x.Part
	return []mend{{label: x.v.Say("mend-drop"), old: x.d.called(id), change: func(file string, data []byte) ([]byte, error) {
		return edit.Drop(file, data, id)
	}}}
}

// official says that the one source is an official text, which needs no second one.
func (x *mending) official() []mend {
	return []mend{x.set(x.value(0), "mend-official", "", "", edit.Field{Path: "evidence", Words: string(claims.Primary)})}
}

// archive takes the address of a copy that another dossier has, or that the page itself names.
func (x *mending) archive() []mend {
	if x.c == nil {
		return nil
	}
	copied := ""
	if p := x.s.folder.Fetched(x.c.URL); p != nil {
		copied = p.Archived
	}
	all, _ := x.s.folder.Dossiers()
	for _, d := range all {
		for i := 0; d.Dossier != nil && copied == "" && i < len(d.Sources); i++ {
			if d.Sources[i].URL == x.c.URL {
				copied = d.Sources[i].Archived
			}
		}
	}
	if copied == "" {
		return nil
	}
	return []mend{x.set(x.c.ID, "mend-do", "", copied, edit.Field{Path: "archivedAt", Words: copied})}
}

var passagePath = regexp.MustCompile(`^hasPart\[\d+\]\.(citation|isBasedOn)(?:\[(\d+)\])?(?:\.text)?$`)

// cited returns what the record of the finding cites at its path, and which of its citations or versions that is.
func (x *mending) cited() (c claims.Citation, version bool, n int, ok bool) {
	m := passagePath.FindStringSubmatch(x.Path)
	if x.r == nil || m == nil {
		return c, false, 0, false
	}
	if m[2] != "" {
		n, _ = strconv.Atoi(m[2])
	}
	list := x.r.Citations
	if version = m[1] == "isBasedOn"; version {
		if n >= len(x.r.Versions) {
			return c, false, 0, false
		}
		return claims.Citation{Source: x.r.Versions[n].Source, Excerpt: x.r.Versions[n].Excerpt}, true, n, true
	}
	if n >= len(list) {
		return c, false, 0, false
	}
	return list[n], false, n, true
}

// passage returns the excerpt that the finding is about, and what is to be read in it.
func (x *mending) passage() (words, about string) {
	if c, _, _, ok := x.cited(); ok {
		return c.Excerpt.Text, x.r.Text
	}
	if x.c == nil {
		return "", ""
	}
	for _, list := range [...][]claims.Record{x.d.Records, x.d.Drafts} {
		for i := range list {
			for _, c := range list[i].Citations {
				if c.Source == x.c && about != "" {
					return "", "" // two records show it, and each may need other words
				} else if c.Source == x.c {
					about = list[i].Text
				}
			}
		}
	}
	return x.c.Excerpt.Text, about
}

// cut keeps those sentences of an excerpt that are nearest to what the record says.
func (x *mending) cut() []mend {
	words, about := x.passage()
	return x.put(words, shortened(words, about))
}

// shortened returns the sentences of an excerpt that are nearest to some words, as many as an excerpt should have; the
// whole excerpt if one of them is too long alone.
func shortened(excerpt, about string) string {
	_, most := lint.ExcerptWords("")
	var all []Sentence
	t := claims.Plain(excerpt)
	for _, s := range t.Sentences() {
		all = append(all, Sentence{Text: strings.TrimSpace(t.Slice(s))})
	}
	best := slices.Index(nearest(all, about), 0) // of those that share most
	if best < 0 {
		return excerpt
	}
	from, to := best, best+1
	short := ""
	for {
		var chosen []int
		for i := from; i < to; i++ {
			chosen = append(chosen, i)
		}
		now := excerptOf(all, chosen)
		if n, _ := lint.ExcerptWords(now); n > most {
			break
		}
		short = now
		if to < len(all) && (from == 0 || (to-best) <= (best-from)) {
			to++
		} else if from > 0 {
			from--
		} else {
			break
		}
	}
	if short == "" {
		return excerpt
	}
	return short
}

// nearest returns the rank of each sentence by how much it shares with some words, 0 for the nearest.
func nearest(all []Sentence, words string) []int {
	wanted := wordSet(words)
	shared := make([]float64, len(all))
	for i := range all {
		for w := range wordSet(all[i].Text) {
			if wanted[w] {
				shared[i]++
			}
		}
		shared[i] /= math.Sqrt(float64(1 + len(strings.Fields(all[i].Text)))) // a long one shares much by chance
	}
	rank := make([]int, len(all))
	for i := range all {
		for k := range all {
			if shared[k] > shared[i] || shared[k] == shared[i] && k < i {
				rank[i]++
			}
		}
	}
	return rank
}

// wordSet returns the words of a text, each once.
func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range match.Words(match.Fold(s)) {
		if w.Kind != match.Mark {
			out[w.Text] = true
		}
	}
	return out
}

// dropWords cites a source without its words.
func (x *mending) dropWords() []mend {
	if c, version, n, ok := x.cited(); ok {
		return []mend{x.citeWhole(&c, version, n, c.Excerpt.Text, "", "mend-drop")}
	}
	if x.c == nil {
		return nil
	}
	return []mend{x.set(x.c.ID, "mend-drop", x.c.Excerpt.Text, "", edit.Field{Path: "text"})}
}

// wholeExcerpt cites the words that stand with a source, if these are not too many.
func (x *mending) wholeExcerpt() []mend {
	c, version, n, ok := x.cited()
	if !ok || version {
		return nil
	}
	whole := c.Source.Excerpt.Text
	if n, most := lint.ExcerptWords(whole); n > most {
		return nil
	}
	return []mend{x.citeWhole(&c, version, n, c.Excerpt.Text, whole, "mend-do")}
}

func (x *mending) citeWhole(c *claims.Citation, version bool, n int, old, now, label string) mend {
	record, source := x.r.ID, claims.Source{ID: c.Source.ID}
	return mend{label: x.v.Say(label), old: old, now: now, change: func(file string, data []byte) ([]byte, error) {
		data, err := edit.Uncite(file, data, record, version, n)
		if err != nil {
			return nil, err
		}
		data, _, err = edit.Cite(file, data, edit.Citation{Record: record, Source: source, Version: version})
		return data, err
	}}
}

// dropMatch leaves to the program how a quotation agrees with its source.
func (x *mending) dropMatch() []mend {
	all := x.put(x.value(0), "")
	for i := range all {
		all[i].old = "" // a word of the file
	}
	return all
}

func (x *mending) unquote() []mend { return x.put(x.value(0), lint.Unquoted(x.value(0))) }

func (x *mending) language() []mend {
	all := x.put(x.value(0), x.value(1))
	for i := range all {
		all[i].now = x.v.Language(x.value(1))
	}
	return all
}

// placeHere anchors a record on the words where it is found now.
func (x *mending) placeHere() []mend {
	a, err := x.s.folder.Article(x.d.Name)
	if err != nil || x.r == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var at claims.Span
	e := x.d.EditionIn(a.text, x.r)
	if e != nil && e.Anchor.Exact != "" {
		if p := a.text.Place(e.Anchor); p.Placed() {
			at = p.Span
		}
	} else {
		d := *x.d.Dossier
		d.Records = slices.Concat(d.Records, d.Drafts)
		for _, item := range claims.New(&d).Check(a.text).Items {
			if item.Record.ID == x.r.ID && at.End > 0 {
				return nil // two places
			} else if item.Record.ID == x.r.ID {
				at = item.Span
			}
		}
	}
	if at.End == 0 {
		return nil
	}
	m := x.anchor(a, e, at, "mend-holds")
	if x.Rule == "anchor-context" {
		around := proof.Describe(a.text, at)
		m.label, m.now = x.v.Say("mend-do"), "… "+cleaned(around.Prefix+m.now+around.Suffix)+" …"
	}
	return []mend{m}
}

// anchor returns the mend that anchors the record on words of the article, which is locked.
func (x *mending) anchor(a *Article, e *claims.Edition, at claims.Span, label string) mend {
	id, old := x.r.ID, ""
	now := claims.Edition{Anchor: proof.Describe(a.text, at)}
	if e != nil {
		old = e.Anchor.Exact
		now = (&proof.Spot{Edition: e}).At(a.text, at)
	}
	m := mend{label: x.v.Say(label), old: old, now: a.text.Slice(at), change: func(file string, data []byte) ([]byte, error) {
		return edit.Anchor(file, data, map[string]claims.Edition{id: now})
	}}
	if m.old == m.now {
		m.old = ""
	}
	return m
}

// placeAgain offers the places that are nearest to the words that are no longer there, and leads to all of them; or it
// takes the name that the article gives to the speaker, with the other one in brackets.
func (x *mending) placeAgain() (out []mend) {
	if x.r == nil {
		return nil
	}
	if x.Kind == "speaker" && !strings.Contains(x.value(1), x.value(2)) {
		name := x.value(1) + " (" + x.value(2) + ")"
		return []mend{x.set(x.r.ID, "mend-do", x.value(2), name, edit.Field{Path: speakerPath(x.r), Words: name})}
	}
	const most = 2 // beside a field; the rest is where the link leads to
	spots, err := x.s.folder.Lost(x.d.Name)
	if err != nil {
		return nil
	}
	a, err := x.s.folder.Article(x.d.Name)
	if err != nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range spots {
		if spots[i].Record.ID != x.r.ID {
			continue
		}
		for _, g := range spots[i].Suggestions[:min(most, len(spots[i].Suggestions))] {
			if len(g.Differs) > 0 || !g.Same && g.Score < mostSaid || g.Span.End > len(a.text.String()) {
				continue // an editor looks at both, side by side
			}
			out = append(out, x.anchor(a, spots[i].Edition, g.Span, "mend-holds"))
		}
		if len(out) == 2 && out[0].now == out[1].now {
			out = nil // buttons that nobody can tell apart
		}
	}
	return append(out, mend{label: x.v.Say("place-again"), to: x.v.address("lost", x.d.Name)})
}

// textAt returns the whole text that a finding is about, of which it names a word.
func (x *mending) textAt() string {
	data, err := x.s.folder.Bytes(x.d)
	if err != nil {
		return ""
	}
	return edit.At(data, x.Path)
}
