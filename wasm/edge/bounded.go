package main

import "sync"

// A bounded cache keeps values by name. When it is full it forgets all of them: it is for values that are cheap to get
// again and seldom too many, where an order of use would cost more than it saves. The zero bounded is empty. It is safe
// for several goroutines.
//
// Two other caches have reasons of their own. pageCache counts bytes and forgets the page that was asked for the
// longest ago, since one page is a fortieth of what it may keep; article.Cards counts bytes, and belongs to a package
// that other hosts use too.
type bounded[V any] struct {
	mu     sync.Mutex
	values map[string]V
}

// get returns the value of a name; false if none is kept.
func (b *bounded[V]) get(name string) (V, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v, ok := b.values[name]
	return v, ok
}

// put keeps a value, among at most so many.
func (b *bounded[V]) put(name string, v V, most int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.values == nil || len(b.values) >= most {
		b.values = make(map[string]V)
	}
	b.values[name] = v
}
