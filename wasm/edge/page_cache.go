package main

import (
	"bytes"
	"slices"
	"sync"
)

// A pageCache remembers what became of the last pages, so that a page that has not changed is not checked again: what
// is written into a page depends on its bytes and its records alone. It compares the bytes, so it is never out of date.
type pageCache struct {
	mu   sync.Mutex
	all  []cachedPage // the one that was used last is the last
	size int          // bytes of all
	now  []*inflight  // pages that are being checked
	made int          // how many were checked, ever
}

// An inflight is a page that is being checked, for all who ask for it meanwhile.
type inflight struct {
	key    string
	src    []byte
	landed chan struct{} // closed when done is known
	done   *rendered     // nil if nothing came of it
}

// A cachedPage is a page and what became of it.
type cachedPage struct {
	key  string
	src  []byte
	done *rendered
}

// What a pageCache keeps at most: the pages that most readers ask for at one time, in a small part of a program's 128
// MB. The story with all its cards is a fortieth of it.
const (
	memoPages = 100
	memoSize  = 12 << 20 // bytes
)

func (r *cachedPage) size() int { return len(r.key) + len(r.src) + len(r.done.page) }

// do returns what became of a page: as it is remembered, or as check makes it. The first to ask has the page checked,
// and others who ask meanwhile wait for it. If it fails, it fails for the first alone: then, or when wait gives up, the
// others have it checked themselves.
func (m *pageCache) do(key string, src []byte, wait func(landed chan struct{}) bool, check func() *rendered) *rendered {
	if done, ok := m.get(key, src); ok {
		return done
	}
	for {
		m.mu.Lock()
		i := slices.IndexFunc(m.now, func(f *inflight) bool { return f.key == key && bytes.Equal(f.src, src) })
		if i < 0 {
			f := &inflight{key: key, src: src, landed: make(chan struct{})}
			m.now = append(m.now, f)
			m.mu.Unlock()
			defer m.land(f)
			f.done = check()
			return f.done
		}
		f := m.now[i]
		m.mu.Unlock()
		if !wait(f.landed) {
			return check()
		}
		if f.done != nil {
			return f.done
		}
	}
}

// land ends a check, whatever came of it.
func (m *pageCache) land(f *inflight) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = slices.DeleteFunc(m.now, func(x *inflight) bool { return x == f })
	if f.done != nil {
		m.made++
	}
	close(f.landed)
}

// times returns how many pages were checked, ever.
func (m *pageCache) times() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.made
}

// get returns what became of a page; false if it is not remembered.
func (m *pageCache) get(key string, src []byte) (*rendered, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.all) - 1; i >= 0; i-- {
		if r := m.all[i]; r.key == key && bytes.Equal(r.src, src) {
			copy(m.all[i:], m.all[i+1:])
			m.all[len(m.all)-1] = r
			return r.done, true
		}
	}
	return nil, false
}

// put remembers what became of a page, and forgets what was not asked for the longest.
func (m *pageCache) put(key string, src []byte, done *rendered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := cachedPage{key, src, done}
	if r.size() > memoSize {
		return
	}
	m.all = append(m.all, r)
	m.size += r.size()
	n := 0
	for m.size > memoSize || len(m.all)-n > memoPages {
		m.size -= m.all[n].size()
		n++
	}
	m.all = append(m.all[:0], m.all[n:]...)
	clear(m.all[len(m.all):cap(m.all)])
}
