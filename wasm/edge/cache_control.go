package main

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// all returns the lines of a header as one.
func all(h http.Header, name string) string { return strings.Join(h[name], ", ") }

// A directive is one item of a header for caches: no-store, or max-age and 600.
type directive struct{ name, value string }

// directives returns those of all lines of a header. A comma between quotation marks does not end one: no-cache="a, b".
func directives(h http.Header, name string) (out []directive) {
	rest := all(h, name)
	for rest != "" {
		end := strings.IndexAny(rest, `,;"`)
		if end >= 0 && rest[end] == '"' {
			if closed := strings.IndexByte(rest[end+1:], '"'); closed >= 0 {
				end += closed + 2
			} // else it is never closed, and quotes nothing
			if next := strings.IndexAny(rest[end:], ",;"); next >= 0 {
				end += next
			} else {
				end = len(rest)
			}
		}
		if end < 0 {
			end = len(rest)
		}
		name, value, _ := strings.Cut(rest[:end], "=")
		if name = strings.ToLower(strings.Trim(name, " \t")); name != "" {
			out = append(out, directive{name, strings.Trim(value, " \t\"")})
		}
		rest = rest[min(end+1, len(rest)):]
	}
	return out
}

// has reports whether a header has one of some directives.
func has(h http.Header, header string, names ...string) bool {
	return slices.ContainsFunc(directives(h, header), func(d directive) bool { return slices.Contains(names, d.name) })
}

// forCaches reports whether a header tells caches what Cache-Control tells everybody: Surrogate-Control, or the header
// of one kind of cache (RFC 9213), such as CDN-Cache-Control.
func forCaches(name string) bool {
	return strings.HasSuffix(name, "Cache-Control") || name == "Surrogate-Control" || name == "Edge-Control"
}

// seconds returns for how many seconds a directive lets something be kept, by the digits that its value begins with: 0
// if there are none, and no more than stalest.
func (d *directive) seconds() int {
	digits := d.value[:len(d.value)-len(strings.TrimLeft(d.value, "0123456789"))]
	n, err := strconv.Atoi(digits)
	if err != nil && digits != "" {
		n = int(stalest / time.Second) // more than an int holds
	}
	return min(n, int(stalest/time.Second))
}

// capCaches changes the headers of a page so that they let no cache keep it for longer than stalest. What forbids
// caching stays.
func capCaches(h http.Header, now time.Time) {
	for name := range h {
		if forCaches(name) {
			h.Set(name, capped(directives(h, name)))
		}
	}
	if at := h.Get("X-Accel-Expires"); at != "" { // of nginx: seconds, 0 for never, or @ and a time
		d := directive{value: at}
		h.Set("X-Accel-Expires", strconv.Itoa(d.seconds()))
	}
	if expires := h.Get("Expires"); expires != "" {
		// What cannot be read has expired, RFC 9111 section 5.3.
		if date, err := http.ParseTime(h.Get("Date")); err == nil && date.Before(now) {
			now = date // it counts from there
		}
		if t, err := http.ParseTime(expires); err == nil && t.After(now.Add(stalest)) {
			h.Set("Expires", now.Add(stalest).UTC().Format(http.TimeFormat))
		}
	}
}

// ages are the directives that let a cache keep something; refusals are those that forbid it, or forbid showing it
// unasked.
var (
	ages     = [...]string{"max-age", "s-maxage", "cache-maxage", "downstream-ttl"} // the last two are Akamai's
	refusals = [...]string{"private", "no-store", "no-cache", "must-revalidate", "proxy-revalidate"}
)

// capped returns directives in which no age is above stalest.
func capped(control []directive) string {
	fresh := 0
	for i := range control {
		if slices.Contains(ages[:], control[i].name) {
			fresh = max(fresh, control[i].seconds())
		}
	}
	var out []string
	for i := range control {
		d := &control[i]
		switch {
		case d.name == "immutable":
			continue
		case slices.Contains(ages[:], d.name):
			d.value = strconv.Itoa(d.seconds())
		case strings.HasPrefix(d.name, "stale-"): // on top of that
			d.value = strconv.Itoa(min(d.seconds(), int(stalest/time.Second)-fresh))
		case strings.ContainsAny(d.value, "\"\\,;= \t"), slices.Contains(refusals[:], d.name):
			d.value = "" // private="Set-Cookie" is private then: what might be read in two ways is the stricter
		}
		if d.value != "" {
			d.name += "=" + d.value
		}
		out = append(out, d.name)
	}
	return strings.Join(out, ", ")
}

// lifetime returns how long a shared cache may keep a page for everybody; 0 if it may not. It takes no account of what
// varies.
func lifetime(h http.Header) time.Duration {
	for name := range h {
		if forCaches(name) && has(h, name, refusals[:]...) {
			return 0
		}
	}
	vary := all(h, "Vary")
	if len(h["Set-Cookie"]) > 0 || vary != "" && !strings.EqualFold(strings.Trim(vary, " ,"), "Accept-Encoding") {
		return 0
	}
	for _, name := range [...]string{"s-maxage", "max-age"} {
		for _, d := range directives(h, "Cache-Control") {
			if d.name == name {
				return min(time.Duration(d.seconds())*time.Second, time.Minute) // so a purge is never needed
			}
		}
	}
	return 0
}
