package lint

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/internal/dossier"
)

// A lintRule is a row of the table. Rules without a check are followed by [Dossier] itself.
type lintRule struct {
	Rule
	check func(*linter)
}

// lintRules returns the table of all rules. To add one, add a row, its function, and testdata/ID.txtar with a dossier
// that breaks it and one that does not.
func lintRules() []lintRule {
	return append([]lintRule{
		{Rule{"schema", Error, "the file cannot be read: it is not JSON, or a value has the wrong form"}, nil},

		{Rule{"draft", Error, "no editor has released a record"}, (*linter).drafts},
		{Rule{"second-reader", Error, "no second person has read a record"}, (*linter).secondReader},
		{Rule{"placeholder", Error, "a placeholder is still to be filled in"}, (*linter).placeholders},
		{Rule{"file-name", Warning, "@id differs from the name of the file, which links rely on"}, (*linter).fileName},
		{Rule{"counts", Warning, "more statements are checked than the dossier calls checkable"}, (*linter).counts},
		{Rule{"corrections-policy", Note, "verdicts are published without a way for readers to report an error"},
			(*linter).correctionsPolicy},

		{Rule{"hidden-characters", Error, "invisible characters, or characters that reverse the direction of text"},
			(*linter).hiddenCharacters},
		{Rule{"mixed-script", Warning, "a word mixes lookalike letters of two alphabets"}, (*linter).mixedScript},
		{Rule{"unsafe-address", Error, "an address that runs a program or reads a local file"},
			(*linter).unsafeAddress},
		{Rule{"punycode-host", Note, "a host name in non-Latin letters, which may look like another one"},
			(*linter).punycodeHost},
		{Rule{"shortener", Warning, "a shortened address, which hides where it leads"}, (*linter).shortener},
		{Rule{"private-address", Warning, "an address inside a network, which readers cannot open"},
			(*linter).privateAddress},

		{Rule{"verdict-class", Error, "a verdict that the dossier does not classify"}, (*linter).unclassified},
		{Rule{"verdict-explanation", Error, "a verdict without an explanation"}, (*linter).verdictExplanation},
		{Rule{"unsourced-reason", Warning, "a record without a source does not say why it has none"},
			(*linter).unsourcedReason},
		{Rule{"claim-reviewed", Warning, "claimReviewed is too long, or gives the verdict away"},
			(*linter).claimReviewed},
		{Rule{"claim-author", Note, "a verdict on a claim without an author: no ClaimReview is published for it"},
			(*linter).claimAuthor},
		{Rule{"second-party", Warning, "a publisher rates its own claim: a ClaimReview is for the claims of others"},
			(*linter).secondParty},
		{Rule{"review-url", Warning, "the publisher's own review is not on its own site, or not on https"},
			(*linter).reviewURL},
		{Rule{"rating-scale", Error, "the numbers of a rating do not fit together"}, (*linter).ratingScale},

		{Rule{"date-order", Warning, "a source is newer than the check that relies on it"}, (*linter).dateOrder},
		{Rule{"date-future", Error, "a date in the future"}, (*linter).dateFuture},
		{Rule{"recheck", Warning, "the day for the next check has passed"}, (*linter).recheck},

		{Rule{"orphan-source", Warning, "a source that no record cites"}, (*linter).orphanSource},
		{Rule{"single-source", Warning, "a disputed record that relies on one report"}, (*linter).singleSource},
		{Rule{"single-party", Note, "a disputed record that relies on one publisher"}, (*linter).singleParty},
		{Rule{"same-source", Warning, "one page cited as two sources of a record"}, (*linter).sameSource},
		{Rule{"secondary-source", Warning, "a record with only secondary sources"}, (*linter).secondarySource},
		{Rule{"missing-archive", Note, "a source without an archived copy"}, (*linter).missingArchive},
		{Rule{"missing-translation", Warning, "words in another language without a translation"},
			(*linter).missingTranslation},
		{Rule{"excerpt-length", Warning, "an excerpt longer than a record needs"}, (*linter).excerptLength},
		{Rule{"excerpt-total", Note, "much of one source quoted, over all its excerpts"}, (*linter).excerptTotal},
		{Rule{"excerpt-none", Error, "an excerpt from a source that allows none"}, (*linter).excerptNone},
		{Rule{"excerpt-words", Warning, "a passage that is not in the excerpt of its source"}, (*linter).excerptWords},

		{Rule{"quote-wording", Warning, "altered words between quotation marks, and readers are not told"},
			(*linter).quoteWording},
		{Rule{"quote-unfound", Warning, "a sourced quotation whose words are in none of its sources"},
			(*linter).quoteUnfound},
		{Rule{"quote-match", Warning, "quoteMatch disagrees with the words"}, (*linter).quoteMatch},

		{Rule{"not-translated", Warning, "a text is not in the language of an article"},
			(*linter).notTranslated},
		{Rule{"language-unknown", Warning, "a country where a language is needed"}, (*linter).languageUnknown},
		{Rule{"language-twice", Warning, "a language is there twice"},
			(*linter).languageTwice},
		{Rule{"anchor-edition", Warning, "one of several anchors does not say its article"},
			(*linter).anchorEdition},
		{Rule{"anchor-context", Warning, "an anchor without the words before and after it"}, (*linter).anchorContext},
		{Rule{"unplaced", Error, "a record that cannot be placed in the article"}, (*linter).unplaced},
		{Rule{"another-speaker", Warning,
			"the article attributes a quotation to another speaker than the record does, or denies " +
				"it"}, (*linter).anotherSpeaker},
		{Rule{"edited", Note, "the article's wording has changed since a record was anchored"}, (*linter).edited},
		{Rule{"unanchored", Note, "a record without an anchor, which is linked by its wording, if at all"},
			(*linter).unanchored},
		{Rule{"overlap", Note, "records that cover the same words"}, (*linter).overlap},
	}, desks...)
}

// How a record comes to be ready.

func (l *linter) drafts() {
	for i := range l.parts {
		p := &l.parts[i]
		if p.Get("status").Text() != dossier.Draft {
			continue
		}
		todo := `delete "status": "draft" to release the record, or delete the whole record`
		if r := p.record; r != nil && len(r.Citations)+len(r.Versions) == 0 {
			todo = "add the publisher, url and excerpt of its source (or a statusReason); then " + todo
		}
		text := p.Get("text").Text()
		if p.record != nil {
			text = p.record.Text
		}
		l.report(p, p.Get("status"), "", todo, "still a draft: %s", text)
	}
}

func (l *linter) secondReader() {
	for p, r := range l.records() {
		const fix = "have another person read it, and name them as its editor"
		switch {
		case p.Get("status").Text() == dossier.Draft: // it goes nowhere yet
		case r.Editor.Name != "" && SamePerson(r.Editor.Name, r.Way.By.Name):
			l.report(p, p.Get("editor"), "", fix, "only one person has read it, who also called it ready")
		case l.o.SecondReader && r.Editor.Name == "":
			l.report(p, nil, "", fix, "only one person has read it")
		}
	}
}

// SamePerson reports whether two names are one person's, as far as names tell.
func SamePerson(a, b string) bool {
	return match.Fold(strings.TrimSpace(a)).S == match.Fold(strings.TrimSpace(b)).S
}

// Placeholder begins words that are to be replaced. It has a colon because a headline may begin with the word.
const Placeholder = "TODO:"

func (l *linter) placeholders() {
	l.values(func(p *part, _ string, v *dossier.Value) {
		if v.Kind != dossier.KindText {
			return
		}
		if wanted, ok := strings.CutPrefix(strings.TrimSpace(v.Str), Placeholder); ok {
			l.report(p, v, "", "fill in "+strings.TrimSpace(wanted), "%s", v.Str)
		}
	})
}

func (l *linter) fileName() {
	id := l.root.Get("@id")
	if l.file == "" || l.file == "-" || id.Text() == "" {
		return
	}
	name := l.file[strings.LastIndexAny(l.file, `/\`)+1:]
	if at := id.Str[strings.LastIndexByte(id.Str, '/')+1:]; at != name {
		l.report(nil, id, "", "give both the same name", "%s, but the file is called %s", id.Str, name)
	}
}

func (l *linter) counts() {
	n := 0
	for range l.records() {
		n++
	}
	if l.dossier != nil && 0 < l.dossier.Checkable && l.dossier.Checkable < n {
		l.report(nil, l.root.Get("checkable"), "", "count again, or delete checkable",
			"%n, but %n statements are checked", strconv.Itoa(l.dossier.Checkable), strconv.Itoa(n))
	}
}

func (l *linter) correctionsPolicy() {
	for p, r := range l.records() {
		if len(l.ownReviews(p, r)) > 0 && l.dossier.Corrections == "" {
			l.report(nil, l.root.Get("publisher"), "", "add the address where readers can report errors; search engines "+
				"and the fact-checkers' code of principles ask for one", "there are verdicts but no correctionsPolicy")
			return
		}
	}
}

// What a reader cannot see.

func (l *linter) hiddenCharacters() {
	l.values(func(p *part, _ string, v *dossier.Value) {
		if v.Kind != dossier.KindText {
			return
		}
		for _, c := range v.Str {
			if dossier.IsForbidden(c) || c == 0x00ad || c == 0x200b || c == 0x2060 || c == 0xfeff ||
				0xe0000 <= c && c <= 0xe007f {
				l.report(p, v, "", "delete it; it often comes along with copied text", "U+%n in %s",
					dossier.Hex4(c), v.Str)
				return
			}
		}
	})
}

// looksLatin has letters of other alphabets that look like Latin ones. Others beside Latin ones, as in μm, fool nobody.
const looksLatin = "АВЕЅІЈКМНОРСТУХаеоԛрсѕіјԝухҺһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρ"

func (l *linter) mixedScript() {
	l.values(func(p *part, _ string, v *dossier.Value) {
		if v.Kind != dossier.KindText {
			return
		}
		for word := range strings.FieldsFuncSeq(v.Str, func(c rune) bool { return !unicode.IsLetter(c) }) {
			if strings.ContainsAny(word, looksLatin) && strings.ContainsFunc(word,
				func(c rune) bool { return unicode.Is(unicode.Latin, c) }) {
				l.report(p, v, "", "type the word again", "%s mixes letters of two alphabets", word)
				return
			}
		}
	})
}

func (l *linter) unsafeAddress() {
	l.values(func(p *part, _ string, v *dossier.Value) {
		if v.Kind != dossier.KindText {
			return
		}
		scheme, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(v.Str)), ":")
		switch scheme {
		case "javascript", "vbscript", "data", "file", "blob":
			if ok {
				l.report(p, v, "", "use one that begins with https://", "%s is not an address for readers", v.Str)
			}
		}
	})
}

// addresses yields every address of the web in the file, with its host in small letters.
func (l *linter) addresses(yield func(p *part, v *dossier.Value, host string)) {
	l.values(func(p *part, _ string, v *dossier.Value) {
		if v.Kind == dossier.KindText && !strings.ContainsAny(v.Str, " \n") {
			if host := dossier.HostOf(v.Str); host != "" {
				yield(p, v, strings.ToLower(host))
			}
		}
	})
}

func (l *linter) punycodeHost() {
	l.addresses(func(p *part, v *dossier.Value, host string) {
		if strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--") {
			l.report(p, v, "", "open it and check that it is the site you mean", "%s stands for a name in other letters",
				host)
		}
	})
}

func (l *linter) shortener() {
	l.addresses(func(p *part, v *dossier.Value, host string) {
		switch host {
		case "bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "is.gd", "lnkd.in", "dlvr.it", "trib.al",
			"t.ly", "rb.gy", "cutt.ly", "shorturl.at", "fb.me", "youtu.be", "amzn.to", "nyti.ms", "bbc.in", "wapo.st",
			"reut.rs":
			l.report(p, v, "", "open it, and use the address that it leads to", "%s hides where it leads", v.Str)
		}
	})
}

func (l *linter) privateAddress() {
	l.addresses(func(p *part, v *dossier.Value, host string) {
		if name, _, _ := strings.Cut(host, ":"); isPrivate(name) {
			l.report(p, v, "", "use a public address, upload the file, or name the archive that holds it",
				"readers cannot open %s, an address inside a network", v.Str)
		}
	})
}

// isPrivate reports whether a host is known within a machine or a network only: by its number (RFC 1918, 1122, 3927 and
// 6598), or by a name without a dot or with an ending that the internet has not (RFC 6761, 6762, 8375; ICANN for internal).
func isPrivate(host string) bool {
	labels := strings.Split(host, ".")
	switch labels[len(labels)-1] {
	case "localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain":
		return true
	}
	if len(labels) == 1 || strings.HasSuffix(host, ".home.arpa") {
		return true
	}
	const bytes = 4 // of an address
	var ip [bytes]int
	for i := range ip {
		if len(labels) != bytes || dossier.Between(labels[i], 0, 255) < 0 {
			return false
		}
		ip[i] = dossier.Between(labels[i], 0, 255)
	}
	switch a, b := ip[0], ip[1]; a {
	case 0, 10, 127:
		return true
	case 100:
		return b>>6 == 1 // 100.64.0.0/10
	case 169:
		return b == 254
	case 172:
		return b>>4 == 1 // 172.16.0.0/12
	case 192:
		return b == 168
	}
	return false
}

// Verdicts.

func (l *linter) verdictExplanation() {
	for p, r := range l.records() {
		if r.Status == claims.Disputed && len(r.Reviews) == 0 {
			l.report(p, p.Get("status"), "review", "add a review that says what is wrong and why",
				"disputed, but without a review")
		}
		for i, v := range p.Get("review").Each() {
			// Fewer words and fewer letters give no reason; some languages need few of the one, some of the other.
			const leastWords, leastLetters = 3, 15
			const fix = "say in one or two sentences what the sources show"
			rating := v.Get("reviewRating")
			switch review := &r.Reviews[i]; {
			case review.Why == "":
				l.report(p, rating, "", "add a ratingExplanation: "+fix, "the verdict %s has no explanation", review.Rating)
			case sameWords(review.Why, review.Rating) || words(review.Why) < leastWords &&
				len([]rune(review.Why)) < leastLetters:
				l.report(p, rating.Get("ratingExplanation"), "same", fix, "%s says no more than the verdict", review.Why)
			}
		}
	}
}

func (l *linter) unsourcedReason() {
	for p, r := range l.records() {
		if r.Status == claims.Unsourced && r.StatusReason == "" && len(r.Reviews) == 0 {
			l.report(p, nil, "", "add a source, or a statusReason such as \"opinion\"",
				"no source, no review and no statusReason")
		}
	}
}

// LongestReviewed is how many characters of a claimReviewed search engines show: the property table of ClaimReview.
const LongestReviewed = 75

func (l *linter) claimReviewed() {
	for p, r := range l.records() {
		for i, v := range p.Get("review").Each() {
			at := v.Get("claimReviewed")
			said := at.Text()
			if n := len([]rune(said)); n > LongestReviewed {
				l.report(p, at, "", "shorten it", "%n characters long: search engines cut off what comes after %n",
					strconv.Itoa(n), strconv.Itoa(LongestReviewed))
			}
			folded := " " + match.Fold(said).S + " "
			for _, verdict := range [...]string{r.Reviews[i].Rating, "false", "untrue", "true or false", "fake",
				"hoax", "misleading", "debunked", "fact check"} {
				if verdict != "" && strings.Contains(folded, " "+strings.TrimSpace(match.Fold(verdict).S)+" ") {
					l.report(p, at, "verdict", "put the claim as its author would", "%s gives away the verdict %s", said, verdict)
					break
				}
			}
		}
	}
}

// ownReviews returns the ClaimReviews of a claim that are the publisher's own: those that name nobody else.
func (l *linter) ownReviews(p *part, r *claims.Record) (own []*dossier.Value) {
	for i, v := range p.Get("review").Each() {
		by := r.Reviews[i].By
		if r.Kind == claims.Claim && v.Get("@type").Text() == "ClaimReview" &&
			(by.Name == "" || dossier.Same(by, l.dossier.Publisher)) {
			own = append(own, v)
		}
	}
	return own
}

func (l *linter) claimAuthor() {
	for p, r := range l.records() {
		if r.Speaker.Name == "" && len(l.ownReviews(p, r)) > 0 {
			l.report(p, nil, "", "add author, or change ClaimReview to Review", "this claim has a verdict but no author")
		}
	}
}

func (l *linter) secondParty() {
	for p, r := range l.records() {
		if len(l.ownReviews(p, r)) > 0 && r.Speaker.Name != "" && dossier.Akin(r.Speaker, l.dossier.Publisher) {
			l.report(p, p.Get("author"), "", "name whoever made the claim under author, or change ClaimReview to "+
				"Review, for which no ClaimReview is published", "%s rates its own claim", r.Speaker.Name)
		}
	}
}

func (l *linter) reviewURL() {
	for p, r := range l.records() {
		site := cmp.Or(l.dossier.Publisher.URL, l.dossier.About.URL)
		for _, v := range l.ownReviews(p, r) {
			switch at := v.Get("url"); {
			case at.Text() == "":
			case !strings.HasPrefix(at.Str, "https://"):
				l.report(p, at, "", "give its https address", "%s does not begin with https://", at.Str)
			case site != "" && !dossier.SameSite(at.Str, site):
				l.report(p, at, "site", "give the publisher's own page with the verdict, or name the reviewer under author",
					"%s is not on %s", at.Str, dossier.HostOf(site))
			}
		}
	}
}

func (l *linter) ratingScale() {
	type scale struct{ worst, best float64 }
	scales := map[string]scale{}    // by who reviews
	values := map[string]float64{}  // by who reviews and the words
	spelt := map[string][2]string{} // how a scale was written first
	for p, r := range l.records() {
		for i, v := range p.Get("review").Each() {
			review := &r.Reviews[i]
			rating := v.Get("reviewRating")
			if review.Scale == (claims.Scale{}) {
				continue
			}
			value, worst, best := dossier.Numeric(review.Scale.Value), dossier.Numeric(review.Scale.Worst),
				dossier.Numeric(review.Scale.Best)
			by := review.By.Name
			key := by + "\x00" + review.Rating
			before, same := scales[by]
			number, said := values[key]
			switch {
			case math.IsNaN(value) || math.IsNaN(worst) || math.IsNaN(best):
				l.report(p, rating, "", "give ratingValue, worstRating and bestRating as numbers, or none of the three",
					"the rating scale is incomplete")
				continue
			case worst >= best:
				l.report(p, rating, "order", "give the worst rating the lower number",
					"worstRating %n is not below bestRating %n", review.Scale.Worst, review.Scale.Best)
			case value < worst || value > best:
				l.report(p, rating.Get("ratingValue"), "outside", "give a number within it", "%n is outside the scale of %n to %n",
					review.Scale.Value, review.Scale.Worst, review.Scale.Best)
			case same && before != scale{worst, best}:
				l.report(p, rating, "scales", "use one scale throughout", "the scale is %n to %n here but %n to %n elsewhere",
					review.Scale.Worst, review.Scale.Best, spelt[by][0], spelt[by][1])
			case said && number != value:
				l.report(p, rating.Get("ratingValue"), "twice", "give the same verdict the same number",
					"%s is %n here but %n elsewhere", review.Rating, review.Scale.Value, strconv.FormatFloat(number, 'g', -1, 64))
			case dossier.Gainsays(review):
				l.report(p, rating.Get("ratingValue"), "class", "change or delete the number, or move the verdict to another list",
					"%s is among "+dossier.ClassLists[review.Class]+", but %n on a scale of %n to %n says otherwise",
					review.Rating, review.Scale.Value, review.Scale.Worst, review.Scale.Best)
			}
			if !same {
				scales[by], spelt[by] = scale{worst, best}, [2]string{review.Scale.Worst, review.Scale.Best}
			}
			if !said {
				values[key] = value
			}
		}
	}
}

// Dates.

// after reports whether day a is later than b, as far as both are known: 2022 is not after 2022-09.
func after(a, b string) bool {
	const day = len("2022-09-15")
	n := min(len(a), len(b), day)
	return a[:n] > b[:n]
}

func (l *linter) dateOrder() {
	for p, r := range l.records() {
		checked := l.dossier.Modified
		for _, v := range r.Reviews {
			if v.Date != "" && (checked == "" || after(checked, v.Date)) {
				checked = v.Date
			}
		}
		for _, s := range cited(r) {
			if checked != "" && after(s.Published, checked) {
				l.report(p, nil, "", "find out which date is wrong, and correct it",
					"checked on %d, but its source %i is dated %d", checked, s.ID, s.Published)
			}
		}
		if checked != "" && after(r.When, checked) {
			l.report(p, nil, "said", "find out which date is wrong, and correct it", "checked on %d, but said on %d",
				checked, r.When)
		}
	}
}

func (l *linter) dateFuture() {
	if l.o.Today == "" {
		return
	}
	l.values(func(p *part, name string, v *dossier.Value) {
		switch name {
		case "dateCreated", "datePublished", "dateModified", "sdDatePublished":
			if v.Kind == dossier.KindText && dossier.IsDate(v.Str) && after(v.Str, l.o.Today) {
				l.report(p, v, "", "correct the date", "%d is in the future (today is %d)", v.Str, l.o.Today)
			}
		}
	})
}

func (l *linter) recheck() {
	for p, r := range l.records() {
		if l.o.Today != "" && r.RecheckBy != "" && after(l.o.Today, r.RecheckBy) {
			l.report(p, p.Get("recheckBy"), "", "check whether the verdict still holds, and set the next date",
				"the next check was due by %d", r.RecheckBy)
		}
	}
}

// Sources.

// cited returns the sources that a record relies on, each once, in the order of the file.
func cited(r *claims.Record) (out []*claims.Source) {
	seen := make(map[*claims.Source]bool)
	add := func(s *claims.Source) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for i := range r.Citations {
		add(r.Citations[i].Source)
	}
	for i := range r.Versions {
		add(r.Versions[i].Source)
	}
	return out
}

func (l *linter) orphanSource() {
	used := map[*claims.Source]bool{}
	for _, p := range l.parts {
		if p.record != nil {
			for _, s := range cited(p.record) {
				used[s] = true
			}
		}
	}
	for p, s := range l.sources() {
		if !used[s] {
			l.report(p, nil, "", "cite it under citation or isBasedOn, or delete it", "no record cites %i", s.ID)
		}
	}
}

func (l *linter) singleSource() {
	for p, r := range l.records() {
		// What an official text says of itself needs no second witness.
		if sources := cited(r); r.Status == claims.Disputed && len(sources) == 1 &&
			sources[0].Evidence != claims.Primary {
			l.report(p, nil, "", "add a second one; or if "+sources[0].ID+" is an official text, add \"evidence\": \"primary\" "+
				"to it", "disputed, but %i is the only source", sources[0].ID)
		}
	}
}

func (l *linter) singleParty() {
	for p, r := range l.records() {
		sources := cited(r)
		if r.Status != claims.Disputed || len(sources) == 0 || sources[0].Publisher.Name == "" ||
			len(sources) == 1 && sources[0].Evidence != claims.Primary {
			continue // the last is singleSource's
		}
		party := sources[0].Publisher.Name
		if !slices.ContainsFunc(sources, func(s *claims.Source) bool { return s.Publisher.Name != party }) {
			l.report(p, nil, "", "add a source from another party if there is one",
				"disputed, but all its sources are from %s", party)
		}
	}
}

func (l *linter) sameSource() {
	for p, r := range l.records() {
		first := map[string]*claims.Source{} // by address
		for _, s := range cited(r) {
			page, _, _ := strings.Cut(s.URL, "#:~:") // which passage of it was opened does not matter
			old := first[page]
			switch {
			case page == "" || s.Relay != "": // two statements may have been read in one newspaper
			case old == nil:
				first[page] = s
			case s.Published != old.Published || s.Archived != "" && old.Archived != "" && s.Archived != old.Archived:
				// the page at two times, of which a record may show the difference
			default:
				l.report(p, nil, "", "cite "+old.ID+" alone, with both passages in its excerpt and [...] between them; or "+
					"correct the address of one", "its sources %i and %i are the same page, %s", old.ID, s.ID, page)
			}
		}
	}
}

func (l *linter) secondarySource() {
	for p, r := range l.records() {
		sources := cited(r)
		if len(sources) > 0 && r.Status != claims.Unsourced &&
			!slices.ContainsFunc(sources, func(s *claims.Source) bool { return s.Evidence != claims.Secondary }) {
			l.report(p, nil, "", "cite the original that they report on", "all its sources are secondary")
		}
	}
}

func (l *linter) missingArchive() {
	for p, s := range l.sources() {
		if s.URL != "" && s.Archived == "" {
			l.report(p, p.Get("url"), "", "save one in a web archive, and add its address as archivedAt: pages change and "+
				"disappear", "%i has no archived copy", s.ID)
		}
	}
}

// A passage is words of a source, wherever in the file they stand.
type passage struct {
	in     *part
	at     *dossier.Value // the object whose text they are
	text   string
	source string // @id
}

// passages yields all words of sources in the file.
func (l *linter) passages(yield func(passage)) {
	for i := range l.parts {
		p := &l.parts[i]
		if p.source != nil && p.source.Excerpt.Text != "" {
			yield(passage{p, p.Value, p.source.Excerpt.Text, p.source.ID})
		}
		for _, name := range [...]string{"citation", "isBasedOn"} {
			for _, v := range p.Get(name).Each() {
				of := v.Get("isPartOf")
				id := of.Text()
				if of != nil && of.Kind == dossier.KindObject {
					id = of.Get("@id").Text()
				}
				if words := v.Get("text").Text(); p.record != nil && words != "" && id != "" {
					yield(passage{p, v, words, id})
				}
			}
		}
	}
}

func (l *linter) missingTranslation() {
	languages := map[string]string{} // of sources
	for _, s := range l.sources() {
		languages[s.ID] = s.Language
	}
	l.passages(func(x passage) {
		language := x.at.Get("inLanguage").Text()
		if language == "" {
			language = languages[x.source]
		}
		if l.dossier != nil && baseLanguage(language) != baseLanguage(l.dossier.Language) &&
			x.at.Get("workTranslation") == nil {
			l.report(x.in, x.at.Get("text"), "", "add a workTranslation",
				"%s is in %l, without a translation for readers of %l", x.text, language, l.dossier.Language)
		}
	})
}

// baseLanguage returns the language of a tag without script and region.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return base
}

// mostWords is how long an excerpt may be before a warning. The aim is forty; no sentence need be cut for the last few.
const mostWords = 45

// ExcerptWords returns how many words an excerpt has, and how many it may have before Dossier warns of it.
func ExcerptWords(excerpt string) (n, most int) { return words(excerpt), mostWords }

func (l *linter) excerptLength() {
	l.passages(func(x passage) {
		if n := words(x.text); n > mostWords {
			l.report(x.in, x.at.Get("text"), "", "cut what the record does not need, and put [...] for it; aim for forty words",
				"%n words", strconv.Itoa(n))
		}
	})
}

func (l *linter) excerptTotal() {
	const most = 5 * 40 // five whole excerpts
	total := map[string]int{}
	seen := map[string]bool{}
	l.passages(func(x passage) {
		if key := x.source + x.text; !seen[key] {
			seen[key] = true
			total[x.source] += words(x.text)
		}
	})
	for p, s := range l.sources() {
		if total[s.ID] > most {
			l.report(p, nil, "", "quote less, or ask for permission: the right to quote has limits, though no fixed one",
				"%n words of %i are quoted in all", strconv.Itoa(total[s.ID]), s.ID)
		}
	}
}

func (l *linter) excerptNone() {
	none := map[string]bool{}
	for i := range l.parts {
		if p := &l.parts[i]; p.Get("excerpt").Text() == dossier.NoExcerpt {
			none[p.Get("@id").Text()] = true
		}
	}
	l.passages(func(x passage) {
		if none[x.source] {
			l.report(x.in, x.at.Get("text"), "", "delete the words, and cite the source as a whole",
				"%i allows no excerpts (\"excerpt\": \"none\")", x.source)
		}
	})
}

func (l *linter) excerptWords() {
	excerpts := map[string]string{}
	for _, s := range l.sources() {
		excerpts[s.ID] = s.Excerpt.Text
	}
	l.passages(func(x passage) {
		whole := excerpts[x.source]
		if x.in.source == nil && whole != "" && !dossier.StandsInOrder(x.text, whole) {
			l.report(x.in, x.at.Get("text"), "", "copy the words again, or delete the text of the source",
				"%s is not in the excerpt of %i", x.text, x.source)
		}
	})
}

// words returns the number of words in s. Where they are not set apart, two characters count as a word, as is usual for
// Chinese.
func words(s string) int {
	n, joined := 0, 0
	for word := range strings.FieldsSeq(s) {
		spaced := false
		for _, c := range word {
			if unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				joined++
			} else if unicode.IsLetter(c) || unicode.IsDigit(c) {
				spaced = true
			}
		}
		if spaced {
			n++
		}
	}
	return n + (joined+1)/2
}

func sameWords(a, b string) bool {
	return strings.Trim(match.Fold(a).S, " .") == strings.Trim(match.Fold(b).S, " .")
}

// Quotations.

// compared returns the words of a quotation compared with its sources. What is printed are the words between its marks
// in the article.
func (l *linter) compared(r *claims.Record) claims.Comparison {
	c, ok := l.comparisons[r]
	if !ok {
		c = claims.Compare(r.Text, r.Versions, l.dossier.Language)
		l.comparisons[r] = c
	}
	return c
}

func (l *linter) quoteWording() {
	for p, r := range l.records() {
		if r.Kind != claims.Quotation || len(r.Versions) == 0 || len(r.Reviews) > 0 || r.StatusReason != "" {
			continue
		}
		c := l.compared(r)
		if c.Match != claims.Altered {
			continue
		}
		for _, change := range c.Changes {
			if change.Kind == claims.Kept || change.Kind == claims.Editorial {
				continue
			}
			printed, source := r.Text[change.Printed.Start:change.Printed.End],
				r.Versions[c.Version].Text[change.Source.Start:change.Source.End]
			const fix = "add a review that tells readers, or have the article corrected"
			switch at := p.Get("text"); {
			case printed == "":
				l.report(p, at, "left-out", fix, "%s was left out", source)
			case source == "":
				l.report(p, at, "added", fix, "%s is not in the source", printed)
			default:
				l.report(p, at, "", fix, "%s, but the source has %s", printed, source)
			}
			break
		}
	}
}

func (l *linter) quoteUnfound() {
	for p, r := range l.records() {
		if r.Kind == claims.Quotation && r.Status == claims.Sourced && len(r.Versions) > 0 &&
			l.compared(r).Match == claims.NotFound {
			l.report(p, p.Get("text"), "", "add the passage with these words under isBasedOn, or a review that says what the "+
				"sources have", "%s is in none of its sources", r.Text)
		}
	}
}

func (l *linter) quoteMatch() {
	for p, r := range l.records() {
		typed := p.Get("quoteMatch")
		if typed.Text() == "" || r.Kind != claims.Quotation {
			continue
		}
		if is := l.compared(r).Match.String(); is != typed.Str {
			l.report(p, typed, "", "delete quoteMatch: it is worked out from the words", "%s, but the words are %s",
				typed.Str, is)
		}
	}
}

// Places.

func (l *linter) anchorContext() {
	for p, r := range l.records() {
		for i, at := range p.Get("anchor").Each() {
			a := r.Anchor
			if all := l.dossier.Editions(r.ID); all != nil {
				a = all[i].Anchor
			}
			if a.Exact != "" && a.Prefix == "" && a.Suffix == "" && a.End == 0 {
				l.report(p, at, "", "add the rest of the sentence as prefix and suffix (sourcemark fmt -article does it for you)",
					"%s may appear more than once", a.Exact)
			}
		}
	}
}

// A placed record is one with its places in the articles; where it has none, refused says why.
type placed struct {
	*part
	at      []claims.Annotation
	refused claims.Place
}

// places returns where the records stand in the articles. It looks once, because several rules ask.
func (l *linter) places() []placed {
	if l.dossier == nil || len(l.o.Articles) == 0 || l.placed != nil {
		return l.placed
	}
	at := map[*claims.Record][]claims.Annotation{}
	refused := map[*claims.Record]claims.Place{}
	checker := claims.New(l.dossier)
	for _, t := range l.o.Articles {
		r := checker.Check(t)
		for _, a := range r.Items {
			at[a.Record] = append(at[a.Record], a)
		}
		for _, u := range r.Unplaced {
			if old := refused[u.Record]; old.Placement != claims.Ambiguous && len(old.Differences) == 0 {
				refused[u.Record] = u.Place // the refusal that says most
			}
		}
	}
	for p, r := range l.records() {
		l.placed = append(l.placed, placed{p, at[r], refused[r]})
	}
	return l.placed
}

// stored returns the words that a record is anchored on in the articles; "" if it is not.
func (l *linter) stored(r *claims.Record) string {
	for _, t := range l.o.Articles {
		if e := l.dossier.EditionIn(t, r); e != nil {
			return e.Anchor.Exact
		}
	}
	return ""
}

func (l *linter) unplaced() {
	for _, x := range l.places() {
		exact := l.stored(x.record)
		if exact == "" || slices.ContainsFunc(x.at, func(a claims.Annotation) bool { return !a.Automatic }) {
			continue
		}
		kind, message, fix := "", "%s is not in the article", "anchor it again on the words as they are now, or withdraw "+
			"the record"
		if len(x.at) > 0 {
			kind, message = "linked", message+"; the record is linked only by its wording"
		}
		if x.refused.Placement == claims.Ambiguous {
			kind, message, fix = "twice", "%s is in the article more than once", "add the words before it as prefix and "+
				"those after it as suffix, until only one place fits"
		}
		if x.refused.Unsearched {
			kind, message, fix = "unsearched", "%s was not looked for: article and dossier are too large to search",
				"check that this is the right article, and split the dossier"
		}
		at := x.Get("anchor")
		switch d := x.refused.Differences; {
		case len(d) == 0:
			l.report(x.part, at, kind, fix, message, exact)
		case d[0].Kind == claims.DiffSpeaker:
			l.report(x.part, at, "speaker", "give the speaker the article's name, with the other one in brackets after it",
				"%s is in the article, but it is unclear whether its speaker, %s, is the record's %s", exact, d[0].Article,
				d[0].Record)
		default:
			l.report(x.part, at, "differs", "check whether the verdict still holds; if so, anchor it again",
				message+"; "+string(d[0].Kind)+": the article has %s, the record %s", exact, d[0].Article, d[0].Record)
		}
	}
}

func (l *linter) anotherSpeaker() {
	for _, x := range l.places() {
		for _, a := range x.at {
			for _, d := range a.Differences {
				const fix = "find out who said it, and correct the record or the article"
				switch {
				case a.Automatic:
				case d.Kind == claims.DiffSpeaker:
					l.report(x.part, x.Get("spokenByCharacter"), "", fix, "the article attributes these words to %s, the "+
						"record to %s; readers see both names and no verdict", d.Article, d.Record)
				case d.Kind == claims.DiffNegation:
					l.report(x.part, x.Get("spokenByCharacter"), "denied", fix,
						"the article says %s of these words; readers see no verdict", d.Article)
				}
			}
		}
	}
}

func (l *linter) edited() {
	for _, x := range l.places() {
		if slices.ContainsFunc(x.at, func(a claims.Annotation) bool {
			return a.Placement == claims.Edited &&
				!a.Automatic
		}) {
			l.report(x.part, x.Get("anchor"), "", "check whether the verdict still holds, then anchor it again",
				"the article's wording has changed since it was anchored; cards say so")
		}
	}
}

func (l *linter) unanchored() {
	for _, x := range l.places() {
		switch {
		case l.stored(x.record) != "":
		case x.record.Anchor.Exact != "": // in other articles
		case len(x.at) == 0:
			l.report(x.part, nil, "", "add an anchor", "has no anchor and is not linked in the article")
		default:
			l.report(x.part, nil, "linked", "add an anchor", "has no anchor: it is linked only by its wording, and its card "+
				"says so")
		}
	}
}

func (l *linter) overlap() {
	if len(l.o.Articles) != 1 {
		return // spans of two texts have nothing to do with each other
	}
	type span struct {
		*part
		claims.Span
	}
	var all []span
	for _, x := range l.places() {
		for _, a := range x.at {
			all = append(all, span{x.part, a.Span})
		}
	}
	slices.SortStableFunc(all, func(a, b span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	var open []span // that may reach into what follows; of those on the same words the first
	for _, y := range all {
		open = slices.DeleteFunc(open, func(x span) bool { return x.End <= y.Start })
		i := slices.IndexFunc(open, func(x span) bool { return x.Span == y.Span || !x.Contains(y.Span) })
		if i >= 0 {
			l.report(y.part, y.Get("anchor"), "", "a card lists both; if they can be told apart, anchor them on different words",
				"covers words of %i", open[i].record.ID)
		}
		if i < 0 || open[i].Span != y.Span {
			open = append(open, y)
		}
	}
}
