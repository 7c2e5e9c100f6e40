//go:build !js || !wasm

package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

// A patient handler ends a connection on which nothing has moved for idle, in either direction, and no other: an upload
// or a download takes as long as it takes.
type patient struct {
	http.Handler
	idle time.Duration
}

func (p patient) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	out := &slowWriter{w, c, p.idle}
	out.wait()
	defer out.wait() // for what is still in the buffer
	if r.Body != nil && r.Body != http.NoBody {
		in := &slowReader{ReadCloser: r.Body, conn: c, idle: p.idle}
		in.wait() // should no one read it
		r.Body = in
	}
	p.Handler.ServeHTTP(out, r)
}

type slowReader struct {
	io.ReadCloser
	conn *http.ResponseController
	idle time.Duration
	last time.Time // when all has to be there; zero for any time
}

// wait gives the next read its time.
func (r *slowReader) wait() {
	until := time.Now().Add(r.idle)
	if !r.last.IsZero() && r.last.Before(until) {
		until = r.last
	}
	_ = r.conn.SetReadDeadline(until)
}

func (r *slowReader) Read(b []byte) (int, error) {
	r.wait()
	n, err := r.ReadCloser.Read(b)
	if err == io.EOF {
		// nothing more is expected, and the connection is listened to for its end
		_ = r.conn.SetReadDeadline(time.Time{})
	}
	return n, err
}

// within sets when all of the body must have arrived: after d.
func (r *slowReader) within(d time.Duration) { r.last = time.Now().Add(d) }

type slowWriter struct {
	http.ResponseWriter
	conn *http.ResponseController
	idle time.Duration
}

func (w *slowWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// wait gives the next write its time.
func (w *slowWriter) wait() { _ = w.conn.SetWriteDeadline(time.Now().Add(w.idle)) }

// Write writes piece by piece: each has its time.
func (w *slowWriter) Write(b []byte) (n int, err error) {
	const piece = 32 << 10 // bytes; who takes less than that in a minute does not read
	for first := true; err == nil && (first || len(b) > 0); first = false {
		var k int
		w.wait()
		k, err = w.ResponseWriter.Write(b[:min(piece, len(b))])
		n, b = n+k, b[k:]
	}
	return n, err
}

// serve serves until ctx ends, and lets what has begun come to its end, for at most last.
func serve(ctx context.Context, h *http.Server, l net.Listener, last time.Duration) error {
	ended := make(chan error, 1)
	go func() {
		<-ctx.Done()
		c, cancel := context.WithTimeout(context.Background(), last)
		defer cancel()
		err := h.Shutdown(c)
		if errors.Is(err, context.DeadlineExceeded) {
			err = h.Close() // who still reads has had his time, and it is no fault of ours
		}
		ended <- err
	}()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}
