package main

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"sourcemark/claims/records"
	"sourcemark/web/article"
)

// settings holds what a publisher can set, by variables of the worker or of the environment.
type settings struct {
	origin *url.URL // ORIGIN: where pages come from; nil if a request goes on to its own address (a Cloudflare route)
	site   *url.URL // SITE: where readers see them; nil to go by the request
	base   string   // BASE: the folder of our own addresses; "" or "/sourcemark"
	pages  []string // PAGES: patterns of the paths that may be annotated; none for all
	query  []string // QUERY: names in a page's query that make it another page
	root   string   // ROOT: a selector of the article in all of them; "" to find it
	script string   // SCRIPT: where sourcemark.js is, for pages that a framework takes over; "" to leave those alone

	// PRIVATE=annotate: private pages and those with cookies get checks too, and are never cached
	private   bool
	feedback  string        // FEEDBACK: where "Report an error" leads
	ancestors string        // FRAME_ANCESTORS: who may frame /embed/
	keys      []records.Key // KEYS: by whom dossiers are signed; none to ask for no signatures
	signed    bool          // REQUIRE_SIGNATURE=on: nothing is shown that none of them has signed
	fresh     time.Duration // FRESH: how long what KV and the database say is taken to be the newest
	proxies                 // TRUST: whose word counts for who asks
	posts     int           // POSTS: how many texts or statements a client may post in a minute; 0 for any number
	patience  time.Duration // PATIENCE: how long a page may take to arrive before it passes through unchanged
	hints     article.Hints // of ROOT
	links     bool          // LINKS, unless it is "off": records of other stories, which the database has, are linked
}

// settable returns the value of a setting. KEYS that are set to nothing, which happens where a secret is missing,
// differ from no KEYS: otherwise no signature would be checked.
func settable(name, value string, set bool) string {
	if name == "KEYS" && set && value == "" {
		return " "
	}
	return value
}

// configure reads the settings. The error says all that is wrong with them, a line each.
func configure(get func(name string) string) (*settings, error) {
	var errs []error
	address := func(name, right string) *url.URL {
		s := get(name)
		if s == "" {
			return nil
		}
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			errs = append(errs, fmt.Errorf("%s=%q: use %s", name, s, right))
			return nil
		}
		return u
	}
	s := &settings{
		origin: address("ORIGIN", "an address without a path, such as https://origin.example"),
		site:   address("SITE", "an address without a path, such as https://news.example"),
		base:   get("BASE"), pages: strings.Fields(get("PAGES")), query: strings.Fields(get("QUERY")),
		root: get("ROOT"), script: get("SCRIPT"), feedback: get("FEEDBACK"), ancestors: get("FRAME_ANCESTORS"),
		patience: 3 * time.Second,
		posts:    60, // more than an editor or a content management system saves, and less than a crawler posts
		// With the minute for which KV itself may be out of date (worker.mjs), a correction is on all pages within two.
		fresh: 30 * time.Second,
	}
	if s.base != "" && (s.base[0] != '/' || path.Clean(s.base) != s.base || s.base == "/") {
		errs = append(errs, fmt.Errorf("BASE=%q: use a path such as /sourcemark", s.base))
	}
	for _, p := range s.pages {
		if _, err := path.Match(p, "/"); err != nil || p[0] != '/' {
			errs = append(errs, fmt.Errorf("PAGES: %q: use a path with * for any part of it, such as /news/*", p))
		}
	}
	if s.root != "" {
		var err error
		if s.hints.Root, err = article.ParseSelector(s.root); err != nil {
			errs = append(errs, fmt.Errorf("ROOT=%q: %w", s.root, err))
		}
	}
	if s.script != "" && !strings.HasPrefix(s.script, "/") && !strings.HasPrefix(s.script, "https://") {
		errs = append(errs, fmt.Errorf(
			"SCRIPT=%q: use the address of sourcemark.js, such as /sourcemark/sourcemark.js", s.script))
	}
	if s.feedback != "" && !strings.HasPrefix(s.feedback, "https://") && !strings.HasPrefix(s.feedback, "mailto:") {
		errs = append(errs, fmt.Errorf("FEEDBACK=%q: use an address that begins with https:// or mailto:", s.feedback))
	}
	if s.ancestors == "" {
		s.ancestors = "*" // cards are meant to be shown elsewhere, and there is nothing on them but to read
	}
	if strings.ContainsAny(s.ancestors, ";,\r\n") {
		errs = append(errs, fmt.Errorf(
			"FRAME_ANCESTORS=%q: use sources of a content security policy, such as 'self' https://news.example",
			s.ancestors))
	}
	switch v := get("PRIVATE"); v {
	case "", "untouched":
	case "annotate":
		s.private = true
	default:
		errs = append(errs, fmt.Errorf("PRIVATE=%q: use untouched or annotate", v))
	}
	switch v := get("LINKS"); v {
	case "", "on":
		s.links = true
	case "off":
	default:
		errs = append(errs, fmt.Errorf("LINKS=%q: use on or off", v))
	}
	if v := get("FRESH"); v != "" {
		d, err := time.ParseDuration(v)
		if err != nil || d < 0 {
			errs = append(errs, fmt.Errorf("FRESH=%q: use a time such as 30s", v))
		}
		s.fresh = d
	}
	if v := get("PATIENCE"); v != "" {
		d, err := time.ParseDuration(v)
		if err != nil || d <= 0 {
			errs = append(errs, fmt.Errorf("PATIENCE=%q: use a time such as 3s", v))
		}
		s.patience = d
	}
	if v := get("POSTS"); v == "off" {
		s.posts = 0
	} else if v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			errs = append(errs, fmt.Errorf("POSTS=%q: use the number of texts that a client may post in a minute, "+
				"such as 60, or off for any number", v))
		}
		s.posts = n
	}
	if err := s.proxies.read(get("TRUST")); err != nil {
		errs = append(errs, err)
	}
	keys, err := readKeys(get("KEYS"))
	if err != nil {
		errs = append(errs, err)
	}
	s.keys = keys
	switch v := get("REQUIRE_SIGNATURE"); v {
	case "", "off":
	case "on":
		if s.signed = true; keys == nil && err == nil {
			errs = append(errs, errors.New("REQUIRE_SIGNATURE=on needs KEYS too: add the keys that sign"))
		}
	default:
		errs = append(errs, fmt.Errorf("REQUIRE_SIGNATURE=%q: use on or off", v))
	}
	if v := get("CACHE"); v != "" && v != "on" && v != "off" {
		errs = append(errs, fmt.Errorf("CACHE=%q: use on or off", v))
	}
	return s, errors.Join(errs...)
}

// canonical returns the address under which records know a page: as readers see it, without a fragment, and with the
// part of its query that makes it another page.
func (s *settings) canonical(u *url.URL) *url.URL {
	c := &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host), Path: u.Path, RawPath: u.RawPath}
	if s.site != nil {
		c.Scheme, c.Host = s.site.Scheme, s.site.Host
	}
	if c.Path == "" {
		c.Path = "/"
	}
	if len(s.query) > 0 {
		all, kept := u.Query(), url.Values{}
		for _, name := range s.query {
			if v := all[name]; len(v) > 0 {
				kept[name] = v[:1]
			}
		}
		c.RawQuery = kept.Encode()
	}
	return c
}

// upstream returns the address of the same page at the origin. Whatever the request says, the host is the one of the
// settings.
func (s *settings) upstream(u *url.URL) *url.URL {
	up := *u
	up.Fragment, up.User = "", nil
	if s.origin != nil {
		up.Scheme, up.Host = s.origin.Scheme, s.origin.Host
	}
	return &up
}

// ours reports whether an address is on the site, so that the worker may fetch it at the origin.
func (s *settings) ours(u, request *url.URL) bool {
	home := request
	if s.site != nil {
		home = s.site
	}
	return u.User == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, home.Host)
}

// wanted reports whether the settings let a page be annotated.
func (s *settings) wanted(u *url.URL) bool {
	for _, p := range s.pages {
		// A * stands for folders too: /news/* is all of them.
		if ok, _ := path.Match(p, u.Path); ok || strings.HasSuffix(p, "/*") && strings.HasPrefix(u.Path, p[:len(p)-1]) {
			return true
		}
	}
	return len(s.pages) == 0
}
