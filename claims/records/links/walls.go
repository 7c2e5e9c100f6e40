package links

import (
	"bytes"
	_ "embed"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"sourcemark/claims"
	"sourcemark/claims/internal/charset"
)

// Between a program and the words of a page there may be a wall, at which a reader does what a program cannot or should
// not: agree, pay, log in, be a browser. What stands behind it, nobody has seen: then a link is neither well nor drifted.
//
// A wall that a server names in its answer is one whatever the page says. One that only the page shows is believed if
// the words are not there and the page holds little else, because every page with a story has banners, too.

//go:embed walls.txt
var wallList string

// signs returns the words and pieces of HTML by which walls are known, by their kind.
var signs = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	kind := ""
	for line := range strings.Lines(wallList) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			kind = line[1 : len(line)-1]
		case line != "" && line[0] != '#':
			all[kind] = append(all[kind], line)
		}
	}
	return all
})

// says reports whether text, in small letters, has a sign of a kind.
func says(text, kind string) bool {
	return slices.ContainsFunc(signs()[kind], func(s string) bool { return strings.Contains(text, s) })
}

const (
	needsConsent = "it needs consent: open it yourself"
	needsPay     = "it needs a login or a subscription: open it yourself"
	needsLogin   = "it needs a login: open it yourself"
	needsBrowser = "it needs a browser: open it yourself"
)

const (
	// thinWords is what a page has at most that is nothing but a wall, in words. The longest challenges have some 80.
	thinWords = 120
	// teaserWords is what a page has at most that breaks off at a paywall, with the navigation around it.
	teaserWords = 400
)

// namedChallenge reports whether a server says that its answer is no page but the question whether a browser asks.
func namedChallenge(x visit) bool {
	h := x.header
	return strings.EqualFold(h.Get("Cf-Mitigated"), "challenge") ||
		strings.EqualFold(h.Get("X-Vercel-Mitigated"), "challenge") ||
		h.Get("X-Amzn-Waf-Action") != "" || x.status == http.StatusForbidden && h.Get("X-Datadome") != ""
}

// shownChallenge reports whether an answer looks like that question.
func shownChallenge(x visit) bool {
	if !isText(x.header) || x.status == http.StatusNotFound || x.status == http.StatusGone { // which have forms, too
		return false
	}
	whole, title := allWords(charset.Page(x.body, x.header.Get("Content-Type")))
	words := strings.Fields(strings.ToLower(whole.String()))
	if len(words) >= thinWords {
		return false
	}
	page := strings.ToLower(string(x.body))
	return says(page, "challenge") || len(words) < fewWords && says(page, "challenge form") ||
		says(strings.ToLower(title), "challenge title") || says(strings.Join(words, " "), "challenge words")
}

// elsewhere returns what is needed where an answer has sent us instead of the page that was asked for; "" if that is
// no wall.
func elsewhere(address string, x visit) string {
	from, to := x.ends(address)
	switch {
	case to == nil:
	case led(from, to, "consent"):
		return needsConsent
	case led(from, to, "login"):
		return needsLogin
	}
	return ""
}

// ends returns the address that was asked for and the one that it has led to; nil if it led nowhere else.
func (x visit) ends(address string) (from, to *url.URL) {
	if len(x.hops) == 0 {
		return nil, nil
	}
	from, err1 := url.Parse(address)
	to, err2 := url.Parse(x.hops[len(x.hops)-1])
	if err1 != nil || err2 != nil {
		return nil, nil
	}
	return from, to
}

// instead returns what a page needs that shows a wall in the place of its words, all of which are these; "" if it
// shows none.
func instead(x visit, words *claims.Text) string {
	rest, asked := 0, 0 // words that are not about consent, and those that are
	for _, b := range words.Blocks() {
		block := strings.ToLower(words.Slice(b))
		if n := len(strings.Fields(block)); says(block, "consent words") {
			asked += n
		} else {
			rest += n
		}
	}
	page := strings.ToLower(string(x.body))
	switch {
	case asked > 0 && rest < fewWords && (asked > rest || says(page, "consent")):
		return needsConsent
	case asked+rest < thinWords && passwordField.MatchString(page):
		return needsLogin
	case asked+rest < thinWords && says(strings.ToLower(words.String()), "script words"),
		asked+rest < fewWords && strings.Contains(page, "<noscript") && strings.Contains(page, "javascript"):
		return needsBrowser
	}
	return ""
}

// led reports whether a redirect led to a place of a kind, by a part of its host or path that the page asked for does
// not have.
func led(from, to *url.URL, kind string) bool {
	had := parts(from.Hostname() + "/" + from.Path)
	return slices.ContainsFunc(parts(to.Hostname()+"/"+to.Path), func(p string) bool {
		return slices.Contains(signs()[kind+" places"], p) && !slices.Contains(had, p)
	})
}

// parts returns what stands between the dots and strokes of an address.
func parts(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == '.' || r == '/' })
}

var passwordField = regexp.MustCompile(`<input[^>]*\btype\s*=\s*["']?password`)

var (
	notFree = regexp.MustCompile(`(?i)"isAccessibleForFree"\s*:\s*"?(?:https?://schema\.org/)?false|` +
		`itemprop\s*=\s*["']?isAccessibleForFree["']?[^>]*\bcontent\s*=\s*["']?false|` +
		`article:content_tier["']?[^>]*\bcontent\s*=\s*["']?(?:locked|metered)`)
)

// paid reports whether a page says that not all of it is for everybody, or breaks off with a request to pay.
func paid(x visit, words *claims.Text) bool {
	if notFree.Match(x.body) {
		return true
	}
	all := strings.ToLower(words.String())
	return len(strings.Fields(all)) < teaserWords && says(all, "paywall words")
}

// A forward is where a page sends its reader on to without a redirect.
type forward struct {
	to     *url.URL
	script bool // by a script, which may do so for some readers only
}

// forwardOf returns where a page forwards to: by a header or <meta> that asks to refresh it soon, or, if it has hardly
// any words, by a script that does nothing else. to is nil if it does not.
func forwardOf(x visit, at *url.URL) forward {
	if to := refresh(x.header.Get("Refresh"), at); to != nil {
		return forward{to: to}
	}
	if x.status/100 != 2 || !isText(x.header) || contentType(x.header) == "text/plain" {
		return forward{}
	}
	page := charset.Page(x.body, x.header.Get("Content-Type"))
	var scripts []string
	base := at
	z := html.NewTokenizer(bytes.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tag := z.Token()
		attr := map[string]string{}
		for _, a := range tag.Attr {
			attr[a.Key] = a.Val
		}
		switch tag.Data {
		case "base":
			if b, err := at.Parse(attr["href"]); err == nil && attr["href"] != "" && base == at {
				base = b
			}
		case "meta":
			if strings.EqualFold(strings.TrimSpace(attr["http-equiv"]), "refresh") {
				if to := refresh(attr["content"], base); to != nil && !same(to, at) {
					return forward{to: to}
				}
			}
		case "script":
			if attr["src"] == "" && z.Next() == html.TextToken && len(z.Raw()) <= longestForward {
				scripts = append(scripts, string(z.Text()))
			}
		}
	}
	if words, _ := allWords(page); len(strings.Fields(words.String())) < fewWords {
		if to := sentOn(scripts, base); to != nil && !same(to, at) {
			return forward{to, true}
		}
	}
	return forward{}
}

func same(a, b *url.URL) bool {
	x, y := *a, *b
	x.Fragment, y.Fragment = "", ""
	return x.String() == y.String()
}

// soon is the longest that a page waits before it forwards a reader, in seconds. One that loads itself anew, or shows
// the next of its pictures, waits longer.
const soon = 30

// refresh returns the address that a refresh leads to (https://html.spec.whatwg.org/#shared-declarative-refresh-steps);
// nil if it leads nowhere else, or not soon.
func refresh(content string, at *url.URL) *url.URL {
	content = strings.TrimSpace(content)
	end := strings.IndexFunc(content, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 || end == 0 && !strings.HasPrefix(content, ".") {
		return nil
	}
	if seconds, _ := strconv.Atoi(content[:end]); seconds > soon {
		return nil
	}
	rest := strings.TrimLeft(content[end:], ".0123456789 \t\r\n\f;,")
	if after, ok := strings.CutPrefix(strings.ToLower(rest), "url"); ok {
		if after = strings.TrimSpace(after); strings.HasPrefix(after, "=") {
			rest = strings.TrimSpace(rest[strings.IndexByte(rest, '=')+1:])
		}
	}
	if rest == "" {
		return nil
	}
	if quote := rest[0]; quote == '"' || quote == '\'' {
		rest, _, _ = strings.Cut(rest[1:], string(quote))
	}
	to, err := at.Parse(strings.TrimSpace(rest))
	if err != nil || same(to, at) {
		return nil
	}
	return to
}

// location is a script's order to go elsewhere, to an address that stands there in full.
var location = regexp.MustCompile(`(?:\b(?:window|document|top|self|parent)\s*\.\s*)?\blocation` +
	`(?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*(?:"([^"\\\n]+)"|'([^'\\\n]+)')\s*[;)\n}]?`)

// longestForward is the length of a script that does nothing but forward, in bytes, at most.
const longestForward = 4 << 10

// sentOn returns the one address that scripts go to as soon as they run: not in a condition, nor in a function that
// waits for the reader. nil if there is none, or several.
func sentOn(scripts []string, at *url.URL) (to *url.URL) {
	for _, s := range scripts {
		for _, m := range location.FindAllStringSubmatchIndex(s, -1) {
			before := s[:m[0]]
			depth := strings.Count(before, "{") - strings.Count(before, "}")
			if depth > 1 || depth == 1 && !atOnce.MatchString(before) || strings.Contains(before, "if") && depth == 0 &&
				conditional.MatchString(before) {
				continue
			}
			address := ""
			for i := 2; i < len(m); i += 2 {
				if m[i] >= 0 {
					address = s[m[i]:m[i+1]]
				}
			}
			u, err := at.Parse(address)
			if err != nil || to != nil && !same(u, to) {
				return nil
			}
			to = u
		}
	}
	return to
}

var (
	// atOnce is the beginning of a function that runs by itself.
	atOnce = regexp.MustCompile(`(?:setTimeout\s*\(|onload\s*=|\(\s*)` +
		`(?:function\s*\w*\s*\([^()]*\)|\([^()]*\)\s*=>)\s*\{[^{}]*$`)
	// conditional is a condition without braces.
	conditional = regexp.MustCompile(`\bif\s*\([^;]*$`)
)
