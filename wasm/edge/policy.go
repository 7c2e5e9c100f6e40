package main

import (
	"net/http"
	"net/url"
	"strings"
)

// policyAllows reports whether all content security policies of a page let it load an address, and returns the nonce
// that the element which loads it needs, "" for none. directive is "style-src" or "script-src". Policies are never
// changed: what they do not allow is not put into the page.
//
// https://www.w3.org/TR/CSP3/#match-element-to-source-list
func policyAllows(h http.Header, page *url.URL, directive string, address *url.URL) (nonce string, ok bool) {
	to := page.ResolveReference(address)
	for policy := range strings.SplitSeq(strings.Join(h["Content-Security-Policy"], ","), ",") {
		sources, stated := sourcesOf(policy, directive)
		if !stated {
			continue
		}
		ok := false
		for _, source := range sources {
			n, is := strings.CutPrefix(source, "'nonce-")
			if is && (nonce == "" || nonce == strings.TrimSuffix(n, "'")) {
				nonce, ok = strings.TrimSuffix(n, "'"), true
				break
			}
		}
		for _, source := range sources {
			if source == "'strict-dynamic'" && directive == "script-src" {
				sources = nil // of scripts that the page names, only nonces count then
			}
		}
		for _, source := range sources {
			ok = ok || sourceMatches(source, page, to)
		}
		if !ok {
			return "", false
		}
	}
	return nonce, true
}

// sourcesOf returns the sources of the directive of a policy that governs elements; false if it has none that does.
func sourcesOf(policy, directive string) ([]string, bool) {
	for _, name := range [...]string{directive + "-elem", directive, "default-src"} {
		for d := range strings.SplitSeq(policy, ";") {
			if words := strings.Fields(d); len(words) > 0 && strings.EqualFold(words[0], name) {
				return words[1:], true
			}
		}
	}
	return nil, false
}

// sourceMatches reports whether one source of a list matches an address.
func sourceMatches(source string, page, to *url.URL) bool {
	switch {
	case source == "*":
		return to.Scheme == "http" || to.Scheme == "https"
	case source == "'self'":
		return to.Host == page.Host && (to.Scheme == page.Scheme || to.Scheme == "https")
	case source == "" || source[0] == '\'':
		return false
	case strings.HasSuffix(source, ":"):
		return to.Scheme+":" == strings.ToLower(source)
	}
	scheme := page.Scheme
	if before, after, ok := strings.Cut(source, "://"); ok {
		scheme, source = strings.ToLower(before), after
	}
	if to.Scheme != scheme && !(scheme == "http" && to.Scheme == "https") {
		return false
	}
	host, path, _ := strings.Cut(source, "/")
	name, port, _ := strings.Cut(strings.ToLower(host), ":")
	if port != "*" && port != to.Port() && !(port == "443" && to.Port() == "" && to.Scheme == "https") {
		return false
	}
	if rest, ok := strings.CutPrefix(name, "*."); ok {
		if !strings.HasSuffix(to.Hostname(), "."+rest) {
			return false
		}
	} else if name != to.Hostname() {
		return false
	}
	if path == "" {
		return true
	}
	if path = "/" + path; strings.HasSuffix(path, "/") {
		return strings.HasPrefix(to.Path, path)
	}
	return to.Path == path
}
