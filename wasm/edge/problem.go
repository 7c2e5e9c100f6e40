package main

import (
	"net/http"
	"strconv"

	"sourcemark/claims/records/export"
)

// problem answers that something went wrong, in the form of RFC 9457. detail says what would be right; "" for nothing.
func (s *server) problem(w http.ResponseWriter, r *http.Request, status int, title, detail string) {
	var o object
	o.string("title", title)
	o.number("status", status)
	if detail != "" {
		o.string("detail", detail)
	}
	o.string("instance", r.URL.Path)
	h := http.Header{"Content-Type": {"application/problem+json"}, "Cache-Control": {"no-store"}}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "10") // s: as long as a request waits for its turn
	}
	for name, values := range w.Header() {
		h[name] = values
	}
	s.respond(w, r, &answer{status: status, header: h, body: o.bytes()})
}

// An object is a JSON object that is being written. encoding/json would be a sixth of the worker.
type object []byte

// name writes the name of a member.
func (o *object) name(name string) {
	if len(*o) > 0 {
		*o = append(*o, ',')
	}
	*o = append(export.AppendString(*o, name), ':')
}

// string adds a member that is a text.
func (o *object) string(name, value string) {
	o.name(name)
	*o = export.AppendString(*o, value)
}

// raw adds a member that is JSON already.
func (o *object) raw(name, value string) {
	o.name(name)
	*o = append(*o, value...)
}

// number adds a member that is a number.
func (o *object) number(name string, n int) { o.raw(name, strconv.Itoa(n)) }

// json returns the object as JSON.
func (o object) json() string { return "{" + string(o) + "}" }

// bytes returns the object as the body of an answer.
func (o object) bytes() []byte { return []byte(o.json() + "\n") }
