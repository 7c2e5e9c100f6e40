package links

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
	"sourcemark/web"
	"sourcemark/web/article"
)

// check visits an address and fills in what became of it.
func (v *Visitor) check(ctx context.Context, l *Link) {
	x, err := v.visit(ctx, l.URL)
	v.network.met(l.URL, x, err)
	l.away = unreachable(err) || badCertificate(err)
	l.Redirects = append(l.Redirects, x.hops...)
	if x.answer != nil {
		l.Status = x.status
	}
	if err == nil {
		l.State, l.Why = judge(l, x)
	} else {
		var dead bool
		l.State = "unclear"
		if _, l.Why, dead = failure(err); dead {
			l.State = "dead"
		}
	}
	l.advise()
}

// advise says what to do about a link.
func (l *Link) advise() {
	switch {
	case l.State == "redirected":
		l.Next = "check the page, then put " + l.Redirects[len(l.Redirects)-1] + " into the dossier"
	case l.Bad() && slices.ContainsFunc(l.Of, func(of string) bool { return strings.HasSuffix(of, " url") }):
		// All copies that the archive has, to choose from. It is for an editor to open: we ask no third party.
		l.Next = "look for a copy, and give it as archivedAt: https://web.archive.org/web/*/" + l.URL
	case l.Bad():
		l.Next = "give another address, or take it out"
	}
}

// judge returns the state of a page that answered, and why.
func judge(l *Link, x visit) (state, why string) {
	said := strings.TrimSpace(fmt.Sprintf("the server says %d %s", x.status, http.StatusText(x.status)))
	switch code := x.status; {
	case namedChallenge(x), code/100 != 2 && shownChallenge(x):
		return "unclear", needsBrowser
	case code/100 != 2 && x.scripted:
		return "unclear", "a script forwards it to " + x.hops[len(x.hops)-1] + ", where " + said + ": open it yourself"
	case code == http.StatusNotFound || code == http.StatusGone:
		return "dead", said
	case code == http.StatusTooManyRequests:
		return "unclear", "the server asks us to come back later"
	case code == http.StatusUnauthorized:
		return "unclear", said + ": " + needsLogin
	case code == http.StatusPaymentRequired:
		return "unclear", said + ": " + needsPay
	case code/100 != 2:
		return "unclear", said + ": open it yourself"
	}
	page, whole, title := wordsOf(x)
	missed := false
	for i := range l.Excerpts {
		e := &l.Excerpts[i]
		if page != nil {
			e.Lost = lookFor(e.Words, page, whole)
		}
		missed = missed || len(e.Lost) > 0
	}
	state = "ok"
	if len(x.hops) > 0 && x.permanent {
		state, why = "redirected", "moved for good to "+x.hops[len(x.hops)-1]
	}
	switch found := len(l.Excerpts) > 0 && page != nil && !missed; {
	case found: // whatever else speaks against it
		if l.kept != nil {
			for _, e := range l.Excerpts {
				l.Changed = append(l.Changed, l.kept.changedSince(e.Words, page, whole)...)
			}
		}
		if l.Changed != nil && state == "ok" {
			return "changed", "the words are there, but not what stood around them when they were quoted"
		}
		return state, why
	case shownChallenge(x):
		return behind(l, needsBrowser)
	case elsewhere(l.URL, x) != "":
		return behind(l, elsewhere(l.URL, x))
	case page == nil && len(l.Excerpts) > 0:
		kind := contentType(x.header)
		if kind == "application/pdf" {
			kind = "PDF"
		}
		return "unclear", "it is there, but we cannot look into " + kind + ": open it and compare"
	case page == nil:
		return state, why
	case x.scripted && missed:
		return "unclear", "a script forwards it to " + x.hops[len(x.hops)-1] + ", where the words are not: open it yourself"
	case gone(l.URL, x, title, whole) != "":
		return "dead", gone(l.URL, x, title, whole)
	case instead(x, whole) != "":
		return behind(l, instead(x, whole))
	case missed && x.cut != "":
		return "unclear", x.cut + ", and the words are not in what there was"
	case missed && paid(x, whole):
		return behind(l, needsPay)
	case missed && len(strings.Fields(whole.String())) < fewWords:
		return "unclear", "the page has hardly any words; it may need JavaScript or a login: open it yourself"
	case missed:
		return "drifted", "what the dossier quotes of it is not there any more"
	}
	return state, why
}

// behind returns the state of a page that a wall stands before. Nobody knows that its words are not there.
func behind(l *Link, wall string) (state, why string) {
	for i := range l.Excerpts {
		l.Excerpts[i].Lost = []Lost{}
	}
	return "unclear", wall
}

// fewWords is a page without content: menus and a footer have more. A notice of "not found" has about as many at most.
const fewWords = 40

// gone returns why a page that answers "200 OK" is not there all the same (a soft 404); "" if nothing suggests it. The
// surest sign would be how the host answers an address that cannot exist, but nobody has asked for that visit.
func gone(address string, x visit, title string, whole *claims.Text) string {
	if from, to := x.ends(address); to != nil {
		switch {
		case led(from, to, "gone"):
			return "it redirects to " + to.Path + " of " + to.Host
		case !isHome(from) && isHome(to, signs()["home places"]...):
			return "it redirects to the front page of " + to.Host
		}
	}
	said := strings.ToLower(title)
	words := strings.Fields(said)
	if whole := strings.Fields(whole.String()); len(whole) < fewWords {
		said += " " + strings.ToLower(strings.Join(whole, " "))
	}
	for _, sign := range signs()["gone"] {
		if strings.Contains(said, sign) {
			return fmt.Sprintf("it answers 200 OK and says %q", sign)
		}
	}
	const few = 6 // words of a title; a headline in which 404 is a number has more
	if len(words) <= few && slices.Contains(words, "404") || strings.Contains(said, "error 404") {
		return `it answers 200 OK and says "404"`
	}
	for _, sign := range [...]string{"domain is for sale", "domain for sale", "buy this domain", "domain may be for " +
		"sale", "parked domain"} {
		if strings.Contains(said, sign) {
			return "its domain is for sale"
		}
	}
	return ""
}

// isHome reports whether an address is a site's first page, perhaps in one of its languages or under one of these names.
func isHome(u *url.URL, names ...string) bool {
	for name := range u.Query() {
		if !strings.HasPrefix(name, "utm_") && !slices.Contains([]string{"error", "from", "ref", "src", "lang"}, name) {
			return false // the page may be a query
		}
	}
	for _, p := range strings.FieldsFunc(strings.ToLower(u.Path), func(r rune) bool { return r == '/' }) {
		name, _, _ := strings.Cut(p, ".")
		if language := len(p) == 2 || len(p) == 5 && p[2] == '-'; !language && !slices.Contains(names, name) {
			return false
		}
	}
	return true
}

// wordsOf returns the words of a page: of its article, and all of them, since official pages put much beside it; and
// its title. The words are nil if the page cannot be read.
func wordsOf(x visit) (page, whole *claims.Text, title string) {
	if x.status/100 != 2 || !isText(x.header) {
		return nil, nil, ""
	}
	data := charset.Page(x.body, x.header.Get("Content-Type"))
	if contentType(x.header) == "text/plain" {
		t := claims.Plain(string(data))
		return t, t, ""
	}
	whole, title = allWords(data)
	return article.Read(data).Text, whole, title
}

// allWords returns the words of a page, navigation and all, and its title.
func allWords(page []byte) (_ *claims.Text, title string) {
	t := &claims.Text{}
	z := html.NewTokenizer(bytes.NewReader(page))
	for unread := ""; ; {
		switch z.Next() {
		case html.ErrorToken:
			return t, oneLine(title)
		case html.TextToken:
			switch unread {
			case "":
				t.Append(string(z.Text()))
			case "title":
				title += string(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch tag := string(name); tag {
			case "title", "script", "style", "template":
				unread = tag
			case "br":
				t.Line()
			default:
				if web.Block(tag) {
					t.Break()
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if tag := string(name); tag == unread {
				unread = ""
			} else if web.Block(tag) {
				t.Break()
			}
		}
	}
}

// lookFor returns the passages of an excerpt that are in none of the texts, wherever in a page they might be.
func lookFor(words string, texts ...*claims.Text) []Lost {
	return missing(words, texts, func(t *claims.Text, words string) bool {
		return has(t, words) || t.Place(claims.Selector{Exact: words}).Placed()
	})
}

// missing returns the passages between the cuts of an excerpt that are there in none of the texts, of which the last is
// the longest.
func missing(excerpt string, texts []*claims.Text, there func(t *claims.Text, words string) bool) []Lost {
	out := []Lost{}
	for part := range strings.SplitSeq(cuts.Replace(excerpt), "…") {
		part = strings.TrimSpace(part)
		if strings.ContainsFunc(part, isWord) &&
			!slices.ContainsFunc(texts, func(t *claims.Text) bool { return there(t, part) }) {
			out = append(out, Lost{part, nearest(part, texts[len(texts)-1])})
		}
	}
	return out
}

// nearest returns the sentences of a page that are closest to words it does not have; "" if none are close.
func nearest(words string, t *claims.Text) string {
	var blocks []claims.Version
	for _, b := range t.Blocks() {
		// any will do: both sides are in the same
		blocks = append(blocks, claims.Version{Excerpt: claims.Excerpt{Text: t.Slice(b), Language: "en"}})
	}
	c := claims.Compare(words, blocks, "en")
	if c.Match == claims.NotFound || c.Match == claims.Paraphrase {
		return ""
	}
	// on a terminal a page could do more than be read
	return oneLine(charset.Visible(blocks[c.Version].Text[c.Source.Start:c.Source.End]))
}

// cuts makes the cuts of an excerpt one character.
var cuts = strings.NewReplacer("[...]", "…", "[…]", "…", "...", "…")

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
