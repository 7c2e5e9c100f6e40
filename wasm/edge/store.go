package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// A store has the dossiers. A page gets the one that was published for its address, in KV; where there is none, those that the
// database has about it; and where neither has any, or can say, those of the bundle that are about it or about no page in
// particular.
type store struct {
	bundle []*dossier
	// published is the dossier of a page in KV; nil bytes if there is none. nil where there is no KV.
	published func(ctx context.Context, page string) ([]byte, error)
	database  *database // nil where there is none
	links     bool      // records of other stories in the database are linked
	fresh     time.Duration
	keys      []records.Key // whose signatures are held to; none to ask for none
	signed    bool          // what has no signature is not shown
	canonical func(*url.URL) *url.URL
	now       func() time.Time

	library func() *claims.Library // of the bundle, made when it is first wanted

	mu       sync.Mutex
	recent   map[string]*lookup     // by canonical address
	combined map[string]*dossierSet // of bundled dossiers, by version
}

// A dossier is one file of records.
type dossier struct {
	*claims.Dossier
	data    []byte // as it is served
	version string // of its bytes
}

// A dossierSet is the dossiers of a page, ready to check it.
type dossierSet struct {
	dossiers []*dossier
	checker  *claims.Checker
	version  string // of all of them
	from     string // "bundle", "kv" or "d1"
	linked   bool   // records of other stories belong to it; which, depends on what the page says
}

// lookup is what KV and the database have said about a page.
type lookup struct {
	set     *dossierSet // nil: they have nothing
	raw     string      // what it is, as it came
	edition string      // of the database, as it was asked last; "" if it was not
	when    time.Time
	why     string // why it is older than it should be; "" if it is not
}

// Pages that were asked about and that are remembered; each is some bytes, or the dossier of a story.
const mostKept = 200

// newStore reads the files of the bundle, by name. One that is wrong is an error: it was not there when the worker was built.
func newStore(s *settings, files map[string][]byte, names []string) (*store, error) {
	st := &store{recent: map[string]*lookup{}, combined: map[string]*dossierSet{}, now: time.Now, fresh: s.fresh, keys: s.keys, signed: s.signed, canonical: s.canonical, links: s.links}
	var errs []error
	for _, name := range names {
		d, err := st.read(name, files[name])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		st.bundle = append(st.bundle, d)
	}
	st.library = sync.OnceValue(func() *claims.Library {
		var of []*claims.Dossier
		for _, d := range st.bundle {
			of = append(of, d.Dossier)
		}
		return claims.NewLibrary(of...)
	})
	return st, errors.Join(errs...)
}

// read reads a dossier, and leaves out its drafts: nothing is served that was not published. Where there are keys, one that
// was signed by none of them, or changed after it was signed, is an error; one without a signature says so on its cards.
func (s *store) read(name string, data []byte) (*dossier, error) {
	d, data, err := readSigned(name, data, s.keys, s.signed)
	if err != nil {
		return nil, err
	}
	h := fnv.New64a() // tells versions apart; nobody gains by making two that are alike
	h.Write(data)
	return &dossier{d, data, hex.EncodeToString(h.Sum(nil))}, nil
}

// readSigned is a dossier without its drafts, as data too, and who signed it where there are keys.
func readSigned(name string, data []byte, keys []records.Key, required bool) (*claims.Dossier, []byte, error) {
	var signer *claims.Signer
	var err error
	if keys != nil {
		if signer, err = records.Verify(name, data, keys...); err != nil {
			return nil, nil, err
		}
		if required && signer.Key == "" {
			return nil, nil, errors.New(name + ": not signed: want a signature by one of KEYS (sourcemark sign), for REQUIRE_SIGNATURE is on")
		}
	}
	if data, err = edit.Released(name, data); err != nil {
		return nil, nil, err
	}
	d, err := records.Read(name, data)
	if err != nil {
		return nil, nil, err
	}
	d.Signer = signer
	return d, data, nil
}

// forPage is the dossiers forPage a page, by its canonical address, and what kept it from being told the newest, if anything did. The
// set is nil if there are none.
func (s *store) forPage(ctx context.Context, page *url.URL) (*dossierSet, error) {
	address := page.String()
	if s.published == nil && s.database == nil {
		return s.bundled(address), nil
	}
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
	x := k.set
	if x == nil {
		x = s.bundled(address)
	}
	return s.besideOthers(ctx, x), err
}

// besideOthers is a set, which may be nil, with the records of other stories: it is another version with each edition of the
// database.
func (s *store) besideOthers(ctx context.Context, x *dossierSet) *dossierSet {
	if s.database == nil || !s.links {
		return x
	}
	c, _ := s.database.current(ctx)
	if c.records == 0 {
		return x
	}
	if x == nil {
		x = s.combine("d1", nil)
	}
	y := *x
	y.version, y.linked = x.version+"-"+c.edition, true
	return &y
}

// ask asks KV, and if that has nothing the database. Where one cannot say, or says what is no dossier, what was known before holds.
func (s *store) ask(ctx context.Context, address string, before *lookup) *lookup {
	k := &lookup{when: s.now()}
	if before != nil {
		k.set, k.raw, k.edition = before.set, before.raw, before.edition
	}
	if s.published != nil {
		data, err := s.published(ctx, address)
		switch {
		case err != nil:
			k.why = "kv: " + err.Error()
			if k.set != nil {
				return k
			}
		case data != nil:
			s.take(k, "kv", []string{string(data)}, address)
			return k
		case k.set != nil && k.set.from == "kv": // taken back
			k.set, k.edition = nil, ""
		}
	}
	if s.database == nil {
		return k
	}
	c, err := s.database.current(ctx)
	if err == nil && (k.edition == "" || k.edition != c.edition) {
		var all []string
		if all, err = s.database.dossiers(ctx, address, c.edition); err == nil {
			if k.edition = c.edition; all != nil {
				s.take(k, "d1", all, address)
			} else {
				k.set = nil
			}
		}
	}
	if err != nil {
		k.why = "d1: " + err.Error()
	}
	return k
}

// take makes a set of what was said of a page.
func (s *store) take(k *lookup, from string, all []string, address string) {
	raw := strings.Join(all, "\n")
	if k.set != nil && k.set.from == from && k.raw == raw {
		return
	}
	var of []*dossier
	for _, data := range all {
		d, err := s.read(address, []byte(data))
		if err != nil {
			k.why = from + ": " + err.Error()
			return
		}
		if about := d.About.URL; !s.samePage(about, address) {
			k.why = from + ": " + address + ": about.url: " + strconv.Quote(about) + ": want the address of this page: a dossier is shown on the page it is about"
			return
		}
		of = append(of, d)
	}
	k.set, k.raw = newSet(from, of...), raw
}

// samePage reports whether a dossier that is about one address may be shown at another: it says none, or the same but
// for the scheme and what makes no other page. Whoever can put a dossier under the address of a page cannot have its
// readers shown one about another, however well it is signed.
func (s *store) samePage(about, address string) bool {
	if about == "" || about == address {
		return true
	}
	u, err := url.Parse(about)
	page, err2 := url.Parse(address)
	if err != nil || err2 != nil || !strings.EqualFold(u.Host, page.Host) {
		return false
	}
	u = s.canonical(u)
	return u.EscapedPath() == page.EscapedPath() && u.RawQuery == page.RawQuery
}

// bundled is the dossiers of the bundle for a page.
func (s *store) bundled(address string) *dossierSet {
	var of []*dossier
	for _, d := range s.bundle {
		if about := d.About.URL; about == "" || about == address {
			of = append(of, d)
		}
	}
	if len(of) == 0 {
		return nil
	}
	return s.combine("bundle", of)
}

// combine is a set of dossiers that are always there, made once.
func (s *store) combine(from string, of []*dossier) *dossierSet {
	key := from
	for _, d := range of {
		key += d.version
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.combined[key]
	if x == nil {
		x = newSet(from, of...)
		s.combined[key] = x
	}
	return x
}

func newSet(from string, of ...*dossier) *dossierSet {
	h := fnv.New64a()
	var ds []*claims.Dossier
	for _, d := range of {
		fmt.Fprint(h, d.version)
		ds = append(ds, d.Dossier)
	}
	return &dossierSet{dossiers: of, checker: claims.New(ds...), version: hex.EncodeToString(h.Sum(nil)), from: from}
}

// modified is the date of the last change of any of them, ISO 8601; "" if none says.
func (x *dossierSet) modified() string {
	last := ""
	for _, d := range x.dossiers {
		last = max(last, d.Modified)
	}
	return last
}

// all is the whole bundle; those who name no page ask it.
func (s *store) all() *dossierSet {
	return s.combine("bundle", s.bundle)
}
