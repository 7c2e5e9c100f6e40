package main

import (
	"bytes"
	"sync"
)

// A memo remembers what became of the last pages, so that one that has not changed is not checked again: what is written
// into a page follows from its bytes and its records alone. The bytes are compared, so it is never out of date.
type memo struct {
	mu   sync.Mutex
	all  []remembered // the one that was used last is the last
	size int          // bytes of all
}

type remembered struct {
	key  string
	src  []byte
	done *rendered
}

// What a memo keeps at most: the pages that most readers ask for at one time, and of a program's 128 MB a small part. The
// story with all its cards is a fortieth of it.
const (
	memoPages = 100
	memoSize  = 12 << 20 // bytes
)

func (r *remembered) size() int { return len(r.key) + len(r.src) + len(r.done.page) }

// get is what became of a page; false if that is not remembered.
func (m *memo) get(key string, src []byte) (*rendered, bool) {
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
func (m *memo) put(key string, src []byte, done *rendered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := remembered{key, src, done}
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
