package web

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"sourcemark/claims"
	"sourcemark/web/lang"
)

// A View turns a report into what readers see of it, as HTML.
type View struct {
	Lang     *lang.Lang
	Report   *claims.Report
	Words    *claims.Text // of the article
	Feedback string       // address for reports of errors, https or mailto; empty for none
	Editable bool         // offer to edit the article
	Editing  bool
	Hidden   bool    // marks are switched off
	Filter   [3]bool // by claims.Status: what to show; nothing set shows all

	rendered bool // cards are those of a page without a program
}

// Shown reports whether the filter lets an item through.
func (v *View) Shown(a *claims.Annotation) bool {
	return !v.Hidden && (v.Filter == [3]bool{} || v.Filter[a.Status()])
}

// Verdict is the verdict on an item in the words of its checker, or what its status means. Where the words
// differ from those that were checked, there is none.
func (v *View) Verdict(a *claims.Annotation) string {
	switch {
	case a.Record.Status == claims.Withdrawn:
		return v.Lang.StatusVerdict[claims.Withdrawn]
	case a.Relation == claims.Differs:
		return v.Lang.Differs
	}
	if len(a.Record.Reviews) > 0 && a.Record.Reviews[0].Rating != "" {
		return a.Record.Reviews[0].Rating
	}
	return v.Lang.StatusVerdict[a.Status()]
}

// Marker is the one button of an item: its verdict and the one fact to know. Between the words for the
// eye stands what a listener needs: which check it is, and of which words.
func (v *View) Marker(a *claims.Annotation) string {
	var p page
	status := a.Status()
	p.put(`<button type="button" class="note %" part="marker" data-do="open" data-n="%" aria-expanded="false" aria-haspopup="dialog"><span class="vh">%</span><i class="shape" aria-hidden="true"></i><b>%</b>`,
		status.String(), strconv.Itoa(a.Number), lang.Format(v.Lang.Marker, v.position(a), v.Lang.Status[status]), v.Verdict(a))
	fact := ""
	switch {
	case a.Relation == claims.Differs:
		fact = v.difference(a.Differences)
	case len(a.Record.Reviews) > 0:
		fact = a.Record.Reviews[0].Fact
	}
	if fact != "" {
		p.put(`<span class="vh">, </span><span class="fact">%</span>`, fact)
	}
	p.put(`<span class="vh">. %</span></button>`, shortened(v.words(a), 60)) // as much as a listener needs to know the sentence again
	return p.String()
}

// words is the words of the article that an item stands on, on one line.
func (v *View) words(a *claims.Annotation) string {
	return strings.Join(strings.Fields(v.Words.Slice(a.Span)), " ")
}

func (v *View) position(a *claims.Annotation) string {
	return lang.Format(v.Lang.Position, strconv.Itoa(a.Number), strconv.Itoa(len(v.Report.Items)))
}

// shortened is s cut at a word after about n characters.
func shortened(s string, n int) string {
	count, cut := 0, 0
	for i, r := range s {
		if r == ' ' || cut == 0 && count == n-1 {
			cut = i
		}
		if count++; count > n {
			return s[:cut] + "…"
		}
	}
	return s
}

// HeadingID is the id of a card's heading; a card is alone in its tree.
const HeadingID = "sm-verdict"

// Card is everything about one item, in the order in which readers ask: the verdict; who said it, to
// whom, where and when; the words; why; the sources, primary first; who checked it; what can be done. A record without a
// number has a card that stands by itself. That of a withdrawn record says why it was withdrawn, and no more.
func (v *View) Card(a *claims.Annotation) string {
	var p page
	l, rec := v.Lang, a.Record
	status := a.Status().String()
	p.put(`<article class="card-body %"><header part="header"><h2 id="sm-verdict" part="verdict" class="verdict"><i class="icon" aria-hidden="true"><i class="shape %"></i></i>%<span class="vh"> (%)</span></h2>`,
		status, status, v.Verdict(a), l.Status[a.Status()])
	if a.Number > 0 {
		p.put(`<span class="position">%</span>`, v.position(a))
	}
	v.closer(&p)
	if rec.Status == claims.Withdrawn {
		p.put(`<p class="notice">%</p><div class="words" part="claim"><h3>%</h3><p>%</p></div></article>`, lang.Format(l.Correction, rec.Correction), l.Claimed, rec.Text)
		return p.String()
	}
	if a.Automatic {
		p.put(`<p class="notice">%</p>`, l.Automatic)
	}
	if a.Relation == claims.Differs {
		for i := range a.Differences {
			p.put(`<p class="notice">%: %</p>`, l.Differs, v.difference(a.Differences[i:]))
		}
	}
	v.who(&p, rec)
	if a.Placement == claims.Edited {
		p.put(`<p class="notice">%</p>`, l.WordingChanged)
	}
	if rec.Kind == claims.Quotation {
		v.quotation(&p, a)
	} else {
		p.put(`<div class="words" part="claim"><h3>%</h3><p>%</p></div>`, l.Claimed, rec.Text)
		if why := v.because(a); why != "" {
			p.put(`<p class="because">%</p>`, why)
		}
	}
	for i := range rec.Reviews {
		r := &rec.Reviews[i]
		p.put(`<p class="why">`)
		if r.By.Name != "" {
			p.put(`<b><bdi>%</bdi>: %</b>. `, r.By.Name, r.Rating)
		}
		p.put(`%</p>`, r.Why)
	}
	if rec.Correction != "" {
		p.put(`<p class="notice">%</p>`, lang.Format(l.Correction, rec.Correction))
	}
	v.sources(&p, rec)
	if d := a.Dossier; d.Publisher.Name != "" && d.Modified != "" {
		p.put(`<p class="meta">%</p>`, lang.Format(l.CheckedBy, l.Date(d.Modified), d.Publisher.Name))
	}
	v.actions(&p, a)
	p.put(`</article>`)
	return p.String()
}

// because says why the words of a claim are one; empty if nothing in them does.
func (v *View) because(a *claims.Annotation) string {
	var reasons []string
	for _, r := range v.Words.Because(a.Span) {
		reasons = append(reasons, lang.Format(v.Lang.Reasons[r.Kind], strings.Join(strings.Fields(v.Words.Slice(r.Span)), " ")))
	}
	if reasons == nil {
		return ""
	}
	return lang.Format(v.Lang.Because, strings.Join(reasons, ", "))
}

// closer ends the header of a card with the button that closes it.
func (v *View) closer(p *page) {
	if v.rendered {
		p.put(`<button type="button" class="close" part="close" popovertarget="sm-card" popovertargetaction="hide" aria-label="%">×</button></header>`, v.Lang.Close)
		return
	}
	p.put(`<button type="button" class="close" part="close" data-do="close" aria-label="%">×</button></header>`, v.Lang.Close)
}

// who says who said it, to whom, where and when.
func (v *View) who(p *page, rec *claims.Record) {
	var place []string
	if rec.To != "" {
		place = append(place, lang.Format(v.Lang.To, rec.To))
	}
	if rec.Where != "" {
		place = append(place, rec.Where)
	}
	if rec.When != "" {
		place = append(place, v.Lang.Date(rec.When))
	}
	p.put(`<p class="who"><bdi>%</bdi>`, rec.Speaker.Name)
	if rec.Speaker.Name != "" && place != nil {
		p.put(` · `)
	}
	p.put(`%</p>`, strings.Join(place, ", "))
}

// quotation shows the printed words over the source's, with what differs marked in both.
func (v *View) quotation(p *page, a *claims.Annotation) {
	rec, c := a.Record, a.Comparison()
	p.put(`<div class="words" part="diff"><h3>%</h3><p>“`, v.Lang.Printed)
	if c.Version < 0 {
		p.put(`%”</p></div>`, a.Printed)
	} else {
		version := &rec.Versions[c.Version]
		v.diff(p, c, a.Printed, version.Text, false)
		p.put(`”</p></div><div class="words" part="diff"><h3>%</h3><p lang="%" dir="auto">“`, v.versionName(version), version.Language)
		v.diff(p, c, a.Printed, version.Text, true)
		p.put(`”</p></div>`)
	}
	p.put(`<p class="outcome">%</p>`, v.Outcome(c))
}

// Outcome is the outcome of a comparison in words.
func (v *View) Outcome(c *claims.Comparison) string {
	l := v.Lang
	switch {
	case c.Match == claims.Altered && c.Words == 1:
		return l.Altered
	case c.Match == claims.Altered && c.Words > 1:
		return lang.Format(l.AlteredMany, strconv.Itoa(c.Words))
	case c.Match == claims.Trimmed && c.Marked:
		return l.TrimmedMarked
	case c.Match == claims.Altered:
		return l.Beginning
	}
	return l.Match[c.Match]
}

// versionName names the source of a version and the languages its words went through.
func (v *View) versionName(x *claims.Version) string {
	language := v.Lang.Language(x.Language)
	if x.TranslatedOf != "" {
		language = lang.Format(v.Lang.From, language, v.Lang.Language(x.TranslatedOf))
	}
	if x.Source == nil {
		return language
	}
	return sourceName(x.Source) + " · " + language
}

// diff writes one side of a comparison: the printed words with those that are not in the source struck
// out, or the source's with those that were not printed underlined. Marked words with nothing but a blank
// between them are marked as one.
func (v *View) diff(p *page, c *claims.Comparison, printed, source string, ofSource bool) {
	s, tag, label := strings.TrimRight(printed, " "), "del", v.Lang.Removed
	if ofSource {
		s, tag, label = source, "ins", v.Lang.Added
	}
	at := 0 // what is written already
	var open claims.Span
	flush := func() {
		if open.End > 0 {
			p.put(`%<`+tag+`><span class="vh">%</span>%</`+tag+`>`, s[at:open.Start], label, s[open.Start:open.End])
			at, open = open.End, claims.Span{}
		}
	}
	for _, ch := range c.Changes {
		span := ch.Printed
		if ofSource {
			span = ch.Source
		}
		switch {
		case span.Len() == 0 || ch.Kind == claims.Kept:
		case ch.Kind == claims.Editorial:
			flush()
			p.put(`%<span class="editorial">%</span>`, s[at:span.Start], s[span.Start:span.End])
			at = span.End
		default:
			keep := commonStart(printed[ch.Printed.Start:ch.Printed.End], source[ch.Source.Start:ch.Source.End])
			if span.Start += keep; span.Len() == 0 {
				continue
			}
			if open.End > 0 && keep == 0 && strings.TrimSpace(s[open.End:span.Start]) == "" {
				open.End = span.End
				continue
			}
			flush()
			open = span
		}
	}
	flush()
	p.put(`%`, s[at:])
}

// commonStart is how many bytes a word and its replacement share, when they are forms of one word and only
// their endings differ; else 0.
func commonStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	const stem, ending = 4, 3 // letters: below the one and above the other two words are not forms of one
	if n < stem || len(a)-n > ending || len(b)-n > ending {
		return 0
	}
	return n
}

func sourceName(s *claims.Source) string {
	if s.Publisher.Name != "" {
		return s.Publisher.Name
	}
	return s.Title
}

// sources lists where it can be read, primary sources first, each with all that the record takes from it. A list without
// marks is none to VoiceOver unless its role says so.
func (v *View) sources(p *page, rec *claims.Record) {
	const few = 3 // shown at once; the rest can be unfolded
	passages := passages(rec)
	order := ranked(passages)
	if len(order) == 0 {
		return
	}
	p.put(`<section class="sources"><h3 class="vh">%</h3><ul role="list">`, v.Lang.Sources)
	for i, s := range order {
		if i == few && len(order) > few+1 {
			p.put(`</ul><details><summary>%</summary><ul role="list">`, v.Lang.Count(len(order)-few, lang.MoreSources))
		}
		v.source(p, s, passages)
	}
	p.put(`</ul>`)
	if len(order) > few+1 {
		p.put(`</details>`)
	}
	p.put(`</section>`)
}

// passages is all that a record takes from sources.
func passages(rec *claims.Record) []claims.Citation {
	out := make([]claims.Citation, 0, len(rec.Versions)+len(rec.Citations))
	for i := range rec.Versions {
		out = append(out, claims.Citation{Source: rec.Versions[i].Source, Excerpt: rec.Versions[i].Excerpt, Note: rec.Versions[i].Note})
	}
	return append(out, rec.Citations...)
}

// ranked is the sources of passages, each once, primary sources first.
func ranked(passages []claims.Citation) []*claims.Source {
	var order []*claims.Source
	for _, rank := range [...]claims.Evidence{claims.Primary, claims.Agency, claims.Secondary, ""} {
		for i := range passages {
			if s := passages[i].Source; s != nil && s.Evidence == rank && !contains(order, s) {
				order = append(order, s)
			}
		}
	}
	return order
}

func contains(list []*claims.Source, s *claims.Source) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (v *View) source(p *page, s *claims.Source, passages []claims.Citation) {
	l := v.Lang
	p.put(`<li class="source" part="source"><b><bdi>%</bdi></b>`, sourceName(s))
	if s.Evidence != "" {
		p.put(`<span class="badge">%</span>`, l.Evidence(string(s.Evidence)))
	}
	p.put(`<span class="meta">`)
	if v.title(p, s) {
		p.put(` · `)
	}
	p.put(`% · %`, v.published(s), l.Language(s.Language))
	if host := codedHost(s.URL); host != "" {
		p.put(` · <bdi>%</bdi>`, host)
	}
	p.put(`</span><span class="links">`)
	linked := false
	for i := range passages {
		// One link to a source: to the first of its passages.
		if x := &passages[i]; x.Source == s && !linked {
			linked = true
			v.links(p, s, x.Excerpt.Text)
		}
	}
	p.put(`</span>`)
	for i := range passages {
		if x := &passages[i]; x.Source == s {
			v.passage(p, x)
		}
	}
	if s.Relay != "" {
		p.put(`<span class="remark">%</span>`, lang.Format(l.Relay, s.Relay))
	}
	p.put(`</li>`)
}

// codedHost is the host of an address that hides letters outside ASCII ("xn--…"), for such a name may look like another's;
// "" of other addresses.
func codedHost(url string) string {
	_, host, _ := strings.Cut(url, "://")
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if !strings.HasPrefix(host, "xn--") && !strings.Contains(host, ".xn--") {
		return ""
	}
	return host
}

// title writes the title of a source, in its own language and in the reader's; false if it has none or is named by it.
func (v *View) title(p *page, s *claims.Source) bool {
	if s.Title == "" || s.Publisher.Name == "" {
		return false
	}
	p.put(`<cite lang="%" dir="auto">%</cite>`, s.Language, s.Title)
	if s.Translation.Text != "" {
		p.put(` (%)`, s.Translation.Text)
	}
	return true
}

// published is the date of a source in words.
func (v *View) published(s *claims.Source) string {
	if s.Published == "" {
		return v.Lang.Undated
	}
	return v.Lang.Date(s.Published)
}

// passage is the words a record takes from a source, with their translation and what to make of them.
func (v *View) passage(p *page, x *claims.Citation) {
	if x.Excerpt.Text != "" {
		p.put(`<q class="excerpt" part="excerpt" lang="%" dir="auto">%</q>`, x.Excerpt.Language, x.Excerpt.Text)
	}
	if t := &x.Excerpt.Translation; t.Text != "" {
		by := t.By.Name
		if by == "" {
			by = sourceName(x.Source)
		}
		p.put(`<span class="translation" lang="%"><q>%</q> (%)</span>`, t.Language, t.Text, lang.Format(v.Lang.TranslatedBy, by))
	}
	if x.Note != "" {
		p.put(`<span class="remark">%</span>`, x.Note)
	}
}

// links leads to the source, to the passage itself where its words are known, and to a copy.
func (v *View) links(p *page, s *claims.Source, excerpt string) {
	if s.URL == "" {
		p.put(`%`, v.Lang.NoLink)
	} else {
		url := s.URL
		if f := claims.FragmentOf(excerpt).String(); f != "" {
			if !strings.Contains(url, "#") {
				url += "#"
			}
			url += ":~:" + f
		}
		external(p, DoSource, url, v.Lang.Passage)
	}
	if s.Archived != "" {
		external(p, DoSource, s.Archived, v.Lang.Archived)
	}
}

// external is a link out of the page that tells the other site no more than it must know.
func external(p *page, do, url, words string) {
	p.put(`<a data-do="%" href="%" target="_blank" rel="noopener" referrerpolicy="strict-origin-when-cross-origin">%</a>`, do, url, words)
}

func (v *View) actions(p *page, a *claims.Annotation) {
	l := v.Lang
	p.put(`<footer part="actions">`)
	if v.rendered {
		p.put(`<a href="#%">%</a>`, Anchor(a.Record), l.CopyLink)
	} else if a.Number > 0 {
		p.put(`<button type="button" data-do="copy">%</button>`, l.CopyLink)
	}
	if v.Feedback != "" {
		external(p, DoFeedback, v.Feedback, l.Report)
	}
	if a.Number == 0 || v.rendered { // a card by itself
		p.put(`</footer>`)
		return
	}
	p.put(`<span class="steps"><button type="button" data-do="previous" aria-label="%"`, l.Previous)
	if a.Number == 1 {
		p.put(` disabled`)
	}
	p.put(`>‹</button><button type="button" data-do="next" aria-label="%"`, l.Next)
	if a.Number == len(v.Report.Items) {
		p.put(` disabled`)
	}
	p.put(`>›</button></span></footer>`)
}

// Anchor is the name of an item in an address: "sm-c01".
func Anchor(rec *claims.Record) string { return FragmentPrefix + strings.TrimPrefix(rec.ID, "#") }
