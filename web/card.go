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
	Feedback string // address for reports of errors, https or mailto; empty for none
	Editable bool   // offer to edit the article
	Editing  bool
	Hidden   bool   // marks are switched off
	Filter   Filter // by claims.Status: what to show; nothing set shows all

	rendered bool // cards are those of a page without a program

	named *claims.Report // of which names are
	names *claims.Names

	compared    *claims.Report // of which comparisons are, by item; nil where none was made yet
	comparisons []*claims.Comparison
}

// A Filter is which statuses are shown, by claims.Status; one with nothing set shows all.
type Filter [claims.Withdrawn]bool

// comparison is an item's comparison with its sources, made once: a rendered page tells of it in the card and in the endnote.
func (v *View) comparison(a *claims.Annotation) *claims.Comparison {
	i := a.Number - 1
	if i < 0 || i >= len(v.Report.Items) || a != &v.Report.Items[i] { // a card by itself
		return a.Comparison()
	}
	if v.compared != v.Report {
		v.compared, v.comparisons = v.Report, make([]*claims.Comparison, len(v.Report.Items))
	}
	if v.comparisons[i] == nil {
		v.comparisons[i] = a.Comparison()
	}
	return v.comparisons[i]
}

// Shown reports whether the filter lets an item through.
func (v *View) Shown(a *claims.Annotation) bool {
	return !v.Hidden && (v.Filter == Filter{} || v.Filter[a.Status()])
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
	if rec := a.Record; a.Status() == claims.Unsourced && len(rec.Citations)+len(rec.Versions) > 0 {
		return v.Lang.StatusVerdict[claims.Neutral] // an editor's "unsourced": the card lists sources, and cannot say that there are none
	}
	return v.Lang.StatusVerdict[a.Status()]
}

// verdict is Verdict in the language it is in.
func (v *View) verdict(a *claims.Annotation) html {
	words := v.Verdict(a)
	if a.Relation == claims.Differs || len(a.Record.Reviews) == 0 || a.Record.Reviews[0].Rating == "" {
		return plain(words)
	}
	return v.in(a.Dossier.Language, words)
}

// Marker is the one button of an item: its verdict and the one fact to know. Between the words for the
// eye stands what a listener needs: which check it is, and of which words.
func (v *View) Marker(a *claims.Annotation) string {
	var p page
	status := a.Status()
	p.put(`<button type="button" class="note %" part="marker" lang="%" dir="%" data-do="open" data-n="%" aria-expanded="false" aria-haspopup="dialog"><span class="vh">% </span><i class="shape" aria-hidden="true"></i><b>`,
		status.String(), v.Lang.Tag, v.Lang.Dir, strconv.Itoa(a.Number), lang.Format(v.Lang.Marker, v.position(a), v.Lang.Status[status]))
	p.add(v.verdict(a) + `</b>`)
	var fact html
	switch {
	case a.Relation == claims.Differs:
		fact = v.difference(a.Dossier, a.Differences)
	case len(a.Record.Reviews) > 0:
		fact = v.in(a.Dossier.Language, a.Record.Reviews[0].Fact)
	}
	if fact != "" {
		p.add(`<span class="vh">, </span><span class="fact">` + fact + `</span>`)
	}
	// As much as a listener needs to know the sentence again.
	p.add(`<span class="vh">. ` + v.in(a.Dossier.Language, shortened(v.words(a), 60)) + `</span></button>`)
	return p.String()
}

// words is the words of the article that an item stands on, on one line.
func (v *View) words(a *claims.Annotation) string {
	var words []string
	for i, p := range a.Places() {
		if i > 0 {
			words = append(words, "…")
		}
		words = append(words, strings.Fields(v.Report.Text.Slice(p))...)
	}
	return strings.Join(words, " ")
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

// HeadingID is the id of a card's heading; a card is alone in its tree, and so are the two others that name its button.
const HeadingID = "sm-verdict"

// Card is everything about one item, in the order in which readers ask: the verdict; who said it, to
// whom, where and when; the words; why; the sources, primary first; who checked it; what can be done. A record without a
// number has a card that stands by itself. That of a withdrawn record says why it was withdrawn, and no more.
func (v *View) Card(a *claims.Annotation) string {
	var p page
	v.card(&p, a)
	return p.String()
}

func (v *View) card(p *page, a *claims.Annotation) {
	l, rec := v.Lang, a.Record
	status := a.Status().String()
	own := v.of(a.Dossier.Language)
	p.put(`<article class="card-body %" lang="%" dir="%"><header part="header">`, status, l.Tag, l.Dir)
	p.put(`<h2 id="sm-verdict" part="verdict" class="verdict"><i class="icon" aria-hidden="true"><i class="shape %"></i></i>`, status)
	p.add(v.verdict(a))
	p.put(`<span class="vh"> (%)</span></h2>`, l.Status[a.Status()])
	if a.Number > 0 {
		p.put(`<span id="sm-position" class="position">%</span>`, v.position(a))
	}
	v.closer(p)
	if rec.Status == claims.Withdrawn {
		p.add(`<p class="notice">` + around(l.Correction, v.in(a.Dossier.Language, rec.Correction)) + `</p>`)
		p.put(`<div class="words" part="claim"><h3>%</h3>`, l.Claimed)
		p.add(`<p id="sm-words"` + own + `>`)
		p.put(`%</p></div></article>`, rec.Text)
		return
	}
	if a.Automatic {
		p.put(`<p class="notice">%</p>`, v.matched(a))
	}
	if a.Relation == claims.Differs {
		for i := range a.Differences {
			p.add(`<p class="notice">` + v.differs(a, i) + `</p>`)
		}
	}
	v.who(p, a)
	if a.Placement == claims.Edited {
		p.put(`<p class="notice">%</p>`, l.WordingChanged)
	}
	if rec.Kind == claims.Quotation {
		v.quotation(p, a)
	} else {
		p.put(`<div class="words" part="claim"><h3>%</h3>`, l.Claimed)
		p.add(`<p id="sm-words"` + own + `>`)
		p.put(`%</p></div>`, rec.Text)
		if why := v.because(a); why != "" {
			p.add(`<p class="because">` + why + `</p>`)
		}
	}
	if disagree(rec.Reviews) {
		p.put(`<p class="notice">%</p>`, l.Disagree)
	}
	for i := range rec.Reviews {
		r := &rec.Reviews[i]
		p.add(`<p class="why"` + own + `>`)
		switch {
		case r.By.Name == "":
		case a.Relation == claims.Differs: // the rating is not of these words
			p.put(`<b><bdi>%</bdi></b> · `, r.By.Name)
		default:
			p.put(`<b><bdi>%</bdi> · %</b> · `, r.By.Name, r.Rating)
		}
		if len(rec.Reviews) > 1 && r.Date != "" {
			p.put(`<time>%</time> · `, l.Date(r.Date))
		}
		p.put(`%</p>`, r.Why)
	}
	if rec.Correction != "" {
		p.add(`<p class="notice">` + around(l.Correction, v.in(a.Dossier.Language, rec.Correction)) + `</p>`)
	}
	v.sources(p, a)
	v.vouched(p, a.Dossier)
	v.actions(p, a)
	p.put(`</article>`)
}

// matched returns how a record came to words on which no editor has anchored it.
func (v *View) matched(a *claims.Annotation) string {
	if a.Placement == claims.Restated {
		return v.Lang.Restated
	}
	return v.Lang.Automatic
}

// differs is what the words here have otherwise than the record: the i-th thing, as a notice.
func (v *View) differs(a *claims.Annotation, i int) html {
	what := v.difference(a.Dossier, a.Differences[i:])
	if a.Differences[i].Kind == claims.DiffSpeaker {
		return around(v.Lang.Sentence, what)
	}
	return around(v.Lang.Detail, plain(v.Lang.Differs), what)
}

// disagree reports whether one checker contradicts what another confirms.
func disagree(reviews []claims.Review) bool {
	var has [claims.Neither + 1]bool
	for i := range reviews {
		has[reviews[i].Class] = true
	}
	return has[claims.Against] && has[claims.For]
}

// Because is what the card of a claim says of why its words are one; "" if nothing in them does. Names that stand elsewhere in
// the article may have a part in it.
func (v *View) Because(a *claims.Annotation) string { return string(v.because(a)) }

// because says why the words of a claim are one; empty if nothing in them does, and where an editor has said more of the claim
// than that: under "Opinion", a sentence that begins with "Can be checked" gainsays it.
func (v *View) because(a *claims.Annotation) html {
	if rec := a.Record; rec.Kind != claims.Claim || len(rec.Reviews) > 0 || rec.StatusReason != "" {
		return ""
	}
	var reasons []html
	for _, r := range v.Report.Text.Because(a.Span) {
		words := strings.Join(strings.Fields(v.Report.Text.Slice(r.Span)), " ")
		reasons = append(reasons, around(v.Lang.Reasons[r.Kind], v.in(a.Dossier.Language, words)))
	}
	if reasons == nil {
		return ""
	}
	return around(v.Lang.Because, v.list(reasons))
}

// checkedBy says when and by whom the records of a dossier were last changed.
func (v *View) checkedBy(d *claims.Dossier) html {
	return around(v.Lang.CheckedBy, plain(v.Lang.Date(d.Modified)), v.in(d.Language, d.Publisher.Name))
}

// vouched says who checked, and on a line of its own, which no name can begin, who signed that, where a host looked.
func (v *View) vouched(p *page, d *claims.Dossier) {
	if d.Publisher.Name != "" && d.Modified != "" {
		p.add(`<p class="meta">` + v.checkedBy(d) + `</p>`)
	}
	switch {
	case d.Signer == nil:
	case d.Signer.Key == "":
		p.put(`<p class="meta" part="signed">%</p>`, v.Lang.Unsigned)
	default:
		p.add(`<p class="meta" part="signed">` + around(v.Lang.SignedBy, `<bdi>`+plain(d.Signer.Name)+`</bdi>`, `<bdi>`+plain(d.Signer.Key)+`</bdi>`) + `</p>`)
	}
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
func (v *View) who(p *page, a *claims.Annotation) {
	rec, language := a.Record, a.Dossier.Language
	var place []html
	if rec.To != "" {
		place = append(place, around(v.Lang.To, v.in(language, rec.To)))
	}
	if rec.Where != "" {
		place = append(place, v.in(language, rec.Where))
	}
	if rec.When != "" {
		place = append(place, plain(v.Lang.Date(rec.When)))
	}
	p.add(`<p class="who">` + v.name(language, rec.Speaker.Name))
	if rec.Speaker.Name != "" && place != nil {
		p.add(` · `)
	}
	p.add(v.list(place) + `</p>`)
}

// quotation shows the printed words over the source's, with what differs marked in both.
func (v *View) quotation(p *page, a *claims.Annotation) {
	rec, c, language := a.Record, v.comparison(a), a.Dossier.Language
	opening, closing, _ := strings.Cut(v.Lang.Marks, "%s")
	p.put(`<div class="words" part="diff"><h3>%</h3>`, v.Lang.Printed)
	p.add(`<p` + v.of(language) + `>`)
	p.put(`%`, opening)
	if c.Version < 0 {
		p.put(`%`, a.Printed)
	} else {
		version := &rec.Versions[c.Version]
		v.diff(p, c, a.Printed, version.Text, language, false)
		p.put(`%</p></div><div class="words" part="diff"><h3>`, closing)
		p.add(v.versionName(version, language))
		p.put(`</h3><p lang="%" dir="auto">%`, version.Language, opening)
		v.diff(p, c, a.Printed, version.Text, version.Language, true)
	}
	p.put(`%</p></div>`, closing)
	p.put(`<p class="outcome">%</p>`, v.Outcome(c))
}

// Outcome is the outcome of a comparison in words.
func (v *View) Outcome(c *claims.Comparison) string {
	l := v.Lang
	switch {
	case c.Match == claims.Altered && c.Words > 0:
		return l.Count(c.Words, lang.WordsDiffer)
	case c.Match == claims.Trimmed && c.Marked:
		return l.TrimmedMarked
	case c.Match == claims.Altered:
		return l.Beginning
	}
	return l.Match[c.Match]
}

// versionName names the source of a version, as a dossier in some language has it, and the languages its words
// went through.
func (v *View) versionName(x *claims.Version, language string) html {
	l := v.Lang
	through := l.Language(x.Language)
	if x.TranslatedOf != "" {
		through = lang.Format(l.From, through, l.Language(x.TranslatedOf))
	}
	if x.Source == nil {
		return plain(through)
	}
	return v.in(language, sourceName(x.Source)) + " · " + plain(through)
}

// diff writes one side of a comparison, in its language: the printed words with those that are not in the source struck
// out, or the source's with those that were not printed underlined. Marked words with nothing but a blank
// between them are marked as one.
func (v *View) diff(p *page, c *claims.Comparison, printed, source, language string, ofSource bool) {
	s, tag, label := strings.TrimRight(printed, " "), "del", v.Lang.Removed
	if ofSource {
		s, tag, label = source, "ins", v.Lang.Added
	}
	at := 0 // what is written already
	var open claims.Span
	flush := func() {
		if open.End > 0 {
			p.put(`%<`+tag+`><span class="vh"`, s[at:open.Start])
			if language != v.Lang.Tag {
				p.put(` lang="%" dir="%"`, v.Lang.Tag, v.Lang.Dir) // what has a dir of its own does not count for dir="auto" around it
			}
			p.put(`>% </span>%</`+tag+`>`, label, s[open.Start:open.End])
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
func (v *View) sources(p *page, a *claims.Annotation) {
	const few = 3 // shown at once; the rest can be unfolded
	passages := passages(a.Record)
	order := ranked(passages)
	if len(order) == 0 {
		return
	}
	p.put(`<section class="sources"><h3 class="vh">%</h3><ul role="list">`, v.Lang.Sources)
	for i, s := range order {
		if i == few && len(order) > few+1 {
			p.put(`</ul><details><summary>%</summary><ul role="list">`, v.Lang.Count(len(order)-few, lang.MoreSources))
		}
		v.source(p, s, passages, a.Dossier.Language)
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

// source writes one source of a dossier in some language.
func (v *View) source(p *page, s *claims.Source, passages []claims.Citation, language string) {
	l := v.Lang
	p.add(`<li class="source" part="source"><b>` + v.name(language, sourceName(s)) + `</b>`)
	if s.Evidence != "" {
		p.put(`<span class="badge">%</span>`, l.Evidence(string(s.Evidence)))
	}
	p.put(`<span class="meta">`)
	if title := v.title(s); title != "" {
		p.add(title + ` · `)
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
			v.passage(p, x, language)
		}
	}
	if s.Relay != "" {
		p.add(`<span class="remark">` + around(l.Relay, v.in(language, s.Relay)) + `</span>`)
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
	host = strings.ToLower(host) // as browsers do
	if !strings.HasPrefix(host, "xn--") && !strings.Contains(host, ".xn--") {
		return ""
	}
	return host
}

// title is the title of a source, in its own language and in translation; "" if it has none or is named by it.
func (v *View) title(s *claims.Source) html {
	if s.Title == "" || s.Publisher.Name == "" {
		return ""
	}
	out := `<cite lang="` + plain(s.Language) + `" dir="auto">` + plain(s.Title) + `</cite>`
	if t := &s.Translation; t.Text != "" {
		out += ` (` + v.in(t.Language, t.Text) + `)`
	}
	return out
}

// published is the date of a source in words.
func (v *View) published(s *claims.Source) string {
	if s.Published == "" {
		return v.Lang.Undated
	}
	return v.Lang.Date(s.Published)
}

// passage is the words a record takes from a source, with their translation and what to make of them.
func (v *View) passage(p *page, x *claims.Citation, language string) {
	if x.Excerpt.Text != "" {
		p.put(`<q class="excerpt" part="excerpt" lang="%" dir="auto">%</q>`, x.Excerpt.Language, lang.Format(v.Lang.Marks, x.Excerpt.Text))
	}
	if t := &x.Excerpt.Translation; t.Text != "" {
		by := t.By.Name
		if by == "" {
			by = sourceName(x.Source)
		}
		p.put(`<span class="translation"><q lang="%" dir="auto">%</q> `, t.Language, lang.Format(v.Lang.Marks, t.Text))
		p.add(around(v.Lang.TranslatedBy, v.in(language, by)) + `</span>`)
	}
	if x.Note != "" {
		p.add(`<span class="remark"` + v.of(language) + `>`)
		p.put(`%</span>`, x.Note)
	}
}

// links leads to the source, to the passage itself where its words are known, and to a copy.
func (v *View) links(p *page, s *claims.Source, excerpt string) {
	if !leads(s.URL) {
		p.put(`%`, v.Lang.NoLink)
	} else {
		url := s.URL
		if f := claims.FragmentOf(excerpt).Attribute(); f != "" {
			if !strings.Contains(url, "#") {
				url += "#"
			}
			url += ":~:" + f
		}
		external(p, DoSource, url, v.Lang.Passage)
	}
	if leads(s.Archived) {
		external(p, DoSource, s.Archived, v.Lang.Archived)
	}
}

// leads reports whether a link may lead to an address: one of the web or of a mail. Whoever reads records and settings has seen to
// that, but in a page other scripts come between them and here, so what becomes a link is looked at once more.
func leads(url string) bool {
	return strings.HasPrefix(url, "https:") || strings.HasPrefix(url, "http:") || strings.HasPrefix(url, "mailto:")
}

// external is a link out of the page that tells the other site no more than it must know.
func external(p *page, do, url, words string) {
	p.put(`<a data-do="%" href="%" target="_blank" rel="noopener" referrerpolicy="strict-origin-when-cross-origin">%</a>`, do, url, words)
}

func (v *View) actions(p *page, a *claims.Annotation) {
	l := v.Lang
	p.put(`<footer part="actions">`)
	if v.rendered && a.Number > 0 {
		p.put(`<a href="#%">%</a>`, v.Anchor(a), l.CopyLink)
	} else if a.Number > 0 {
		p.put(`<button type="button" data-do="copy">%</button>`, l.CopyLink)
	}
	if leads(v.Feedback) {
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
func (v *View) Anchor(a *claims.Annotation) string {
	return FragmentPrefix + v.Name(a.Dossier, a.Record)
}

// Name is the name of a record on the page of the view's report.
func (v *View) Name(d *claims.Dossier, rec *claims.Record) string {
	if v.named != v.Report || v.names == nil {
		v.named, v.names = v.Report, v.Report.Names()
	}
	return v.names.Of(d, rec)
}
