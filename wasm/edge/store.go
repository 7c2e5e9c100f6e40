package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"sync"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
)

// A store has the dossiers. A page gets the one that was published for its address, in KV; where there is none, or KV
// cannot say, those of the bundle that are about it or about no page in particular.
type store struct {
	bundle []*dossier
	// published is the dossier of a page in KV; nil bytes if there is none. nil where there is no KV.
	published func(ctx context.Context, page string) ([]byte, error)
	fresh     time.Duration
	keys      []records.Key // whose signatures are held to; none to ask for none
	now       func() time.Time

	mu     sync.Mutex
	recent map[string]*kept // by canonical address
	shelf  map[string]*set  // of bundled dossiers, by version
}

// A dossier is one file of records.
type dossier struct {
	*claims.Dossier
	data    []byte // as it is served
	version string // of its bytes
}

// A set is the dossiers of a page, ready to check it.
type set struct {
	dossiers []*dossier
	checker  *claims.Checker
	version  string // of all of them
	from     string // "bundle" or "kv"
}

// kept is what KV has said about a page.
type kept struct {
	set  *set   // nil: it has nothing
	raw  string // what it is, as it came
	when time.Time
	why  string // why it is older than it should be; "" if it is not
}

// Pages that KV was asked about and that are remembered; each is some bytes, or the dossier of a story.
const mostKept = 200

// newStore reads the files of the bundle, by name. One that is wrong is an error: it was not there when the worker was built.
func newStore(s *settings, files map[string][]byte, names []string) (*store, error) {
	st := &store{recent: map[string]*kept{}, shelf: map[string]*set{}, now: time.Now, fresh: s.fresh, keys: s.keys}
	var errs []error
	for _, name := range names {
		d, err := st.read(name, files[name])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		st.bundle = append(st.bundle, d)
	}
	return st, errors.Join(errs...)
}

// read reads a dossier, and leaves out its drafts: nothing is served that was not published. Where there are keys, one that
// was signed by none of them, or changed after it was signed, is an error; one without a signature says so on its cards.
func (s *store) read(name string, data []byte) (*dossier, error) {
	var signer *claims.Signer
	var err error
	if s.keys != nil {
		if signer, err = records.Verify(name, data, s.keys...); err != nil {
			return nil, err
		}
	}
	data, err = records.Released(name, data)
	if err != nil {
		return nil, err
	}
	d, err := records.Read(name, data)
	if err != nil {
		return nil, err
	}
	d.Signer = signer
	h := fnv.New64a() // tells versions apart; nobody gains by making two that are alike
	h.Write(data)
	return &dossier{d, data, hex.EncodeToString(h.Sum(nil))}, nil
}

// of is the dossiers of a page, by its canonical address, and what kept it from being told the newest, if anything did. The
// set is nil if there are none.
func (s *store) of(ctx context.Context, page *url.URL) (*set, error) {
	if s.published == nil {
		return s.bundled(page.String()), nil
	}
	address := page.String()
	s.mu.Lock()
	k := s.recent[address]
	s.mu.Unlock()
	if k == nil || s.now().Sub(k.when) >= s.fresh {
		k = s.ask(ctx, address, k)
		s.mu.Lock()
		if len(s.recent) >= mostKept {
			clear(s.recent)
		}
		s.recent[address] = k
		s.mu.Unlock()
	}
	var err error
	if k.why != "" {
		err = errors.New(k.why)
	}
	if k.set != nil {
		return k.set, err
	}
	return s.bundled(address), err
}

// ask asks KV. Where it cannot say, or says what is no dossier, what was known before holds.
func (s *store) ask(ctx context.Context, address string, before *kept) *kept {
	k := &kept{when: s.now()}
	if before != nil {
		k.set, k.raw = before.set, before.raw
	}
	data, err := s.published(ctx, address)
	switch {
	case err != nil:
		k.why = "kv: " + err.Error()
	case data == nil:
		k.set = nil
	default:
		if k.set != nil && k.raw == string(data) {
			break
		}
		d, err := s.read(address, data)
		if err != nil {
			k.why = "kv: " + err.Error()
			break
		}
		k.set, k.raw = newSet("kv", d), string(data)
	}
	return k
}

// bundled is the dossiers of the bundle for a page.
func (s *store) bundled(address string) *set {
	var of []*dossier
	for _, d := range s.bundle {
		if about := d.About.URL; about == "" || about == address {
			of = append(of, d)
		}
	}
	if len(of) == 0 {
		return nil
	}
	return s.shelved(of)
}

// shelved is a set of bundled dossiers, made once.
func (s *store) shelved(of []*dossier) *set {
	key := ""
	for _, d := range of {
		key += d.version
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.shelf[key]
	if x == nil {
		x = newSet("bundle", of...)
		s.shelf[key] = x
	}
	return x
}

func newSet(from string, of ...*dossier) *set {
	h := fnv.New64a()
	var ds []*claims.Dossier
	for _, d := range of {
		fmt.Fprint(h, d.version)
		ds = append(ds, d.Dossier)
	}
	return &set{dossiers: of, checker: claims.New(ds...), version: hex.EncodeToString(h.Sum(nil)), from: from}
}

// modified is the date of the last change of any of them, ISO 8601; "" if none says.
func (x *set) modified() string {
	last := ""
	for _, d := range x.dossiers {
		last = max(last, d.Modified)
	}
	return last
}

// all is the whole bundle; those who name no page ask it.
func (s *store) all() *set {
	return s.shelved(s.bundle)
}
