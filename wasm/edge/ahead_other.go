//go:build !js || !wasm

package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"time"
)

// readable reports whether a body that came in an encoding can be read.
func readable(encoding string) bool {
	return encoding == "" || encoding == "identity" || encoding == "gzip"
}

// encoded returns a body as it is to be sent, in an encoding that readable reads.
func encoded(encoding string, body []byte) []byte {
	if encoding != "gzip" {
		return body
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body) // into memory, where nothing fails
	_ = z.Close()
	return b.Bytes()
}

// A readAhead is a body that a goroutine of its own reads, so that a caller who waits for it can stop waiting.
type readAhead struct {
	io.Closer
	chunks chan []byte
	failed error  // set before chunks is closed
	seen   []byte // what was read ahead, to be read again
	zipped bool
	gone   chan struct{} // closed when nobody will read any more
}

// newRead returns a readAhead of a body.
func newRead(body io.ReadCloser) *readAhead {
	r := &readAhead{Closer: body, chunks: make(chan []byte), gone: make(chan struct{})}
	go func() {
		defer close(r.chunks)
		for {
			b := make([]byte, 32<<10)
			n, err := body.Read(b)
			if n > 0 {
				select {
				case r.chunks <- b[:n]:
				case <-r.gone:
					return
				}
			}
			if err != nil {
				if err != io.EOF {
					r.failed = err
				}
				return
			}
		}
	}()
	return r
}

func (r *readAhead) Close() error {
	select {
	case <-r.gone:
	default:
		close(r.gone)
	}
	return r.Closer.Close()
}

func (r *readAhead) Read(b []byte) (int, error) {
	if len(r.seen) == 0 {
		chunk, more := <-r.chunks
		switch {
		case !more && r.failed != nil:
			return 0, r.failed
		case !more:
			return 0, io.EOF
		}
		r.seen = chunk
	}
	n := copy(b, r.seen)
	r.seen = r.seen[n:]
	return n, nil
}

func (r *readAhead) Ahead(limit int, wait time.Duration) ([]byte, string) {
	late := time.NewTimer(wait)
	defer late.Stop()
	for {
		select {
		case <-late.C:
			return nil, "slow"
		case chunk, more := <-r.chunks:
			switch {
			case !more && r.failed != nil:
				return nil, "cut off"
			case !more:
				return r.unzipped(limit)
			}
			if r.seen = append(r.seen, chunk...); len(r.seen) > limit {
				return nil, "size"
			}
		}
	}
}

// unzipped returns what was read ahead, decompressed.
func (r *readAhead) unzipped(limit int) ([]byte, string) {
	if !r.zipped {
		return r.seen, "" // which is read again, and not written to
	}
	z, err := gzip.NewReader(bytes.NewReader(r.seen))
	if err != nil {
		return nil, "encoding"
	}
	data, err := io.ReadAll(io.LimitReader(z, int64(limit)+1))
	switch {
	case err != nil:
		return nil, "encoding"
	case len(data) > limit:
		return nil, "size"
	}
	return data, ""
}
