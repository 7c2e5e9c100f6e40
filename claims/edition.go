package claims

import (
	"cmp"
	"slices"
	"strings"
)

// One dossier may serve all editions of a story: the article in Korean, in English and in Japanese. Its texts are then
// there in several languages, and its records are anchored in several articles. What it has more than once is kept
// beside the records, so a dossier in one language has nothing of this.
//
// A page takes the anchor of its own address; where there is none, the first of its language; else the only one. The
// words of another language's article are never looked for on it. Where neither a page nor its words say in which
// language it is, it counts as one in the dossier's.

// An Edition is an article in which a record is anchored.
type Edition struct {
	Source   string // its address; empty if the dossier does not say
	Language string // BCP 47; empty if the dossier does not say, and then it is taken to be the dossier's
	Anchor   Selector
}

// languageOr returns the language of e, or else that of its dossier.
func (e *Edition) languageOr(dossier string) string {
	if e.Language != "" {
		return e.Language
	}
	return dossier
}

// Translate notes what words of a part of d are in a language: of a record or a source by its ID, or, with "" for it,
// of any. Words that d has in several languages are noted in each of them. It returns what was noted before, if
// anything.
func (d *Dossier) Translate(part, words, language, as string) (before string) {
	if d.texts == nil {
		d.texts = make(map[string]string)
	}
	if !slices.Contains(d.tongues, language) {
		d.tongues = append(d.tongues, language)
	}
	k := textKey(part, words, language)
	before = d.texts[k]
	d.texts[k] = as
	return before
}

func textKey(part, words, language string) string { return language + "\x00" + part + "\x00" + words }

// In returns the words of a part of d in a language, or as they are if d does not have them in it; and in which
// language they are.
func (d *Dossier) In(language, part, words string) (text, of string) {
	most := 0
	for _, l := range d.tongues {
		w := cmp.Or(d.texts[textKey(part, words, l)], d.texts[textKey("", words, l)])
		switch n := NearLanguage(l, language); {
		case w == "":
		case n > most:
			text, of, most = w, l, n
		case w == words && most == 0 && (of == "" || l == d.Language):
			of = l
		}
	}
	return cmp.Or(text, words), cmp.Or(of, d.Language)
}

// translated returns a record of d as it is in another language; nil if d does not have its text in it.
func (d *Dossier) translated(r *Record, language string) *Record {
	text, of := d.In(language, r.ID, r.Text)
	if of != language || text == r.Text {
		return nil
	}
	out := *r
	out.Text = text
	out.Speaker.Name, _ = d.In(language, r.ID, r.Speaker.Name)
	out.Reviews = slices.Clone(r.Reviews)
	for i := range out.Reviews {
		out.Reviews[i].Claimed, _ = d.In(language, r.ID, out.Reviews[i].Claimed)
	}
	return &out
}

// Wordings returns the words of a part of d in each language that d has them in, first as they are.
func (d *Dossier) Wordings(part, words string) []string {
	var out []string
	out = append(out, words)
	for _, l := range d.tongues {
		w, _ := d.In(l, part, words)
		out = append(out, w)
	}
	return out
}

// Languages returns the languages of the texts of d and of the articles that its records are anchored in, each once, its
// own first.
func (d *Dossier) Languages() []string {
	out := []string{d.Language}
	add := func(language string) {
		if !slices.Contains(out, language) {
			out = append(out, language)
		}
	}
	for _, l := range d.tongues {
		add(l)
	}
	for i := range d.Records {
		for _, e := range d.Editions(d.Records[i].ID) {
			add(e.languageOr(d.Language))
		}
	}
	return out
}

// Pages returns the addresses of the articles that d is about, as far as it gives them: that of About and those of its
// editions, in the order of its records. One may be there several times.
func (d *Dossier) Pages() []string {
	var out []string
	if d.About.URL != "" {
		out = append(out, d.About.URL)
	}
	for i := range d.Records {
		for _, e := range d.Editions(d.Records[i].ID) {
			if e.Source != "" {
				out = append(out, e.Source)
			}
		}
	}
	return out
}

// AnchorIn notes in which articles a record of d is anchored, by its ID.
func (d *Dossier) AnchorIn(record string, all ...*Edition) {
	if d.editions == nil {
		d.editions = make(map[string][]*Edition)
	}
	d.editions[record] = all
}

// Editions returns the articles in which a record of d is anchored, by its ID; nil where it has one anchor at most, and
// nothing says in what article or language.
func (d *Dossier) Editions(record string) []*Edition { return d.editions[record] }

// EditionIn returns where a record of d is anchored in the edition that t is of; nil if it is not. Of a dossier that has
// one, neither source nor language is set.
func (d *Dossier) EditionIn(t *Text, r *Record) *Edition {
	all := d.Editions(r.ID)
	if all == nil && r.Anchor != (Selector{}) {
		return &Edition{Anchor: r.Anchor}
	}
	return d.edition(t, all)
}

// edition returns that of the editions of a record whose anchor is looked for in t; nil if it is anchored in other
// articles only.
func (d *Dossier) edition(t *Text, all []*Edition) (best *Edition) {
	if all == nil {
		return nil
	}
	page, most := t.reader().Tag, 0
	switch {
	case page == "" && t.Language == "" && len(all) == 1:
		return all[0]
	case page == "" && t.Language == "":
		page = d.Language
	case page == "" || sameLanguage(page, t.Language):
		page = t.Language
	}
	for _, e := range all {
		near := NearLanguage(e.languageOr(d.Language), page)
		if same, _ := about(e.Source, t.Addresses); same {
			return e
		}
		if near > most {
			most, best = near, e
		}
	}
	return best
}

// NearLanguage returns how near two language tags are: 0 for two languages, 1 for two scripts of Chinese, else more.
func NearLanguage(a, b string) int {
	switch {
	case !sameLanguage(a, b):
		return 0
	case strings.EqualFold(a, b):
		return 3
	case isTraditional(a) != isTraditional(b):
		return 1
	}
	return 2
}

// isTraditional reports whether a tag is of Chinese in traditional characters, which it says or its region implies.
func isTraditional(tag string) bool {
	tag = strings.ToLower(tag)
	if !strings.HasPrefix(tag, "zh-") {
		return false
	}
	for _, t := range [...]string{"-hant", "-tw", "-hk", "-mo"} {
		if strings.Contains(tag, t) {
			return true
		}
	}
	return false
}

// IsAbout reports whether d is about a page at one of these addresses.
func (d *Dossier) IsAbout(addresses []string) bool {
	same, _ := d.about(addresses)
	return same
}

// MayBeOn reports whether d may be about a page at these addresses: it names one of them, or no other page of their site.
func (d *Dossier) MayBeOn(addresses []string) bool {
	same, other := d.about(addresses)
	return same || !other
}

// about reports whether url is one of the addresses, and if not, whether it is that of another page of a site of
// theirs.
func about(url string, addresses []string) (same, other bool) {
	site, path, query := cutAddress(url)
	if site == "" {
		return false, false
	}
	for _, a := range addresses {
		s, p, q := cutAddress(a)
		if s != site {
			continue
		}
		// What an address has in its query beyond that of the dossier may be where the reader came from.
		if p == path && (q == query || query == "") {
			return true, false
		}
		other = true
	}
	return false, other
}

// cutAddress returns what two addresses of a page have in common: the host without "www.", the path without a slash at
// its end, and the query. The host is empty where s is no address on the web.
func cutAddress(s string) (host, path, query string) {
	s, _, _ = strings.Cut(s, "#")
	s, query, _ = strings.Cut(s, "?")
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return "", "", ""
	}
	host, path, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(strings.ToLower(host), "www."), strings.TrimSuffix(path, "/"), query
}
