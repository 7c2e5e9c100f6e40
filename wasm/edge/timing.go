package main

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A clock takes the times of a request, for its Server-Timing.
type clock struct {
	last time.Time
	all  []string
	rows int // that D1 has read, which is what it costs
}

type clockKey struct{}

// time ends a stretch of a request's work.
func (s *server) time(r *http.Request, name string) {
	if c, ok := r.Context().Value(clockKey{}).(*clock); ok {
		now := time.Now()
		took := now.Sub(c.last)
		if s.observe != nil {
			s.observe(name, took)
		}
		ms := float64(took.Microseconds()) / 1000
		c.all = append(c.all, name+";dur="+strconv.FormatFloat(ms, 'f', 1, 64))
		c.last = now
	}
}

// remark adds words about a stretch of a request's work.
func (s *server) remark(r *http.Request, name, word string) {
	if c, ok := r.Context().Value(clockKey{}).(*clock); ok {
		c.all = append(c.all, name+";desc="+strconv.QuoteToASCII(word))
	}
}

// timings returns the value of Server-Timing for a request.
func timings(r *http.Request) string {
	if c, ok := r.Context().Value(clockKey{}).(*clock); ok {
		all := c.all
		if c.rows > 0 {
			all = append(slices.Clip(all), `d1;desc="rows read: `+strconv.Itoa(c.rows)+`"`)
		}
		return strings.Join(all, ", ")
	}
	return ""
}
