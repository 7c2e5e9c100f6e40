package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/claims/records/edit"
)

// A store has the dossiers. A page gets the one that was published for its address, in KV; if there is none, those that
// the database has about it; and if neither has any, or can say, those of the bundle that are about it or about no page
// in particular.
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

	recent   bounded[*lookup]     // by canonical address
	combined bounded[*dossierSet] // of bundled dossiers, by version
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

// A lookup is what KV and the database have said about a page.
type lookup struct {
	set     *dossierSet // nil: they have nothing
	raw     string      // what it is, as it came
	edition string      // of the database, as it was asked last; "" if it was not
	when    time.Time
	why     string // why it is older than it should be; "" if it is not
}

// mostKept is how many pages the store remembers that it was asked about; each is a few bytes, or a story's dossier.
const mostKept = 200

// newStore reads the files of the bundle, in the order of names. One that is wrong is an error: it was right when the
// worker was built.
func newStore(s *settings, files map[string][]byte, names []string) (*store, error) {
	st := &store{
		now: time.Now, fresh: s.fresh, keys: s.keys, signed: s.signed, canonical: s.canonical, links: s.links,
	}
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
		var dossiers []*claims.Dossier
		for _, d := range st.bundle {
			dossiers = append(dossiers, d.Dossier)
		}
		return claims.NewLibrary(dossiers...)
	})
	return st, errors.Join(errs...)
}

// read reads a dossier and leaves out its drafts, since nothing is served that was not published. If there are keys, a
// dossier that none of them has signed, or that was changed after it was signed, is an error; one without a signature
// says so on its cards.
func (s *store) read(name string, data []byte) (*dossier, error) {
	d, data, err := readSigned(name, data, s.keys, s.signed)
	if err != nil {
		return nil, err
	}
	h := fnv.New64a() // tells versions apart; nobody gains by making two that are alike
	h.Write(data)
	return &dossier{d, data, hex.EncodeToString(h.Sum(nil))}, nil
}

// readSigned returns a dossier without its drafts, as data too, and who signed it if there are keys.
func readSigned(name string, data []byte, keys []records.Key, required bool) (*claims.Dossier, []byte, error) {
	var signer *claims.Signer
	var err error
	if keys != nil {
		if signer, err = records.Verify(name, data, keys...); err != nil {
			return nil, nil, err
		}
		if required && signer.Key == "" {
			return nil, nil, errors.New(name +
				": not signed: REQUIRE_SIGNATURE is on, so sign it with one of KEYS (sourcemark sign)")
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

// forPage returns the dossiers of a page, by its canonical address, and of articles on it, by theirs; nil if there are
// none. The error says what kept it from returning the newest.
func (s *store) forPage(ctx context.Context, page *url.URL, articles ...string) (*dossierSet, error) {
	x, err := s.ofPage(ctx, page.String())
	x, err2 := s.beside(ctx, page, x, articles)
	return s.besideOthers(ctx, x), errors.Join(err, err2)
}

// ofPage returns the dossiers of a page by its address.
func (s *store) ofPage(ctx context.Context, address string) (*dossierSet, error) {
	if s.published == nil && s.database == nil {
		return s.bundled(address), nil
	}
	k, known := s.recent.get(address)
	if !known || s.now().Sub(k.when) >= s.fresh {
		k = s.ask(ctx, address, k)
		s.recent.put(address, k, mostKept)
	}
	var err error
	if k.why != "" {
		err = errors.New(k.why)
	}
	x := k.set
	if x == nil {
		x = s.bundled(address)
	}
	return x, err
}

// besideOthers returns a set, which may be nil, with the records of other stories. Its version changes with each
// edition of the database.
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

// ask asks KV and, if that has nothing, the database. If one of them does not answer, or answers with something that is
// not a dossier, what was known before still holds.
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

// take makes a set of what was said about a page.
func (s *store) take(k *lookup, from string, all []string, address string) {
	raw := strings.Join(all, "\n")
	if k.set != nil && k.set.from == from && k.raw == raw {
		return
	}
	var dossiers []*dossier
	for _, data := range all {
		d, err := s.read(address, []byte(data))
		if err != nil {
			k.why = from + ": " + err.Error()
			return
		}
		if !s.isAbout(d.Dossier, address) {
			k.why = from + ": " + address + ": about.url: " + strconv.Quote(d.About.URL) +
				": use the address of this page; a dossier is shown only on the page it is about"
			return
		}
		dossiers = append(dossiers, d)
	}
	k.set, k.raw = newSet(from, dossiers...), raw
}

// isAbout reports whether a dossier may be shown at an address: that of the page that it is about, or of an edition of
// it.
func (s *store) isAbout(d *claims.Dossier, address string) bool {
	return d.About.URL == "" ||
		slices.ContainsFunc(d.Pages(), func(page string) bool { return s.samePage(page, address) })
}

// samePage reports whether a dossier that is about one address may be shown at another: it names none, or the same one
// but for the scheme and what makes no other page. So nobody who can put a dossier under the address of a page can show
// its readers one about another page, however well it is signed.
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

// bundled returns the dossiers of the bundle for a page; nil if there are none.
func (s *store) bundled(address string) *dossierSet {
	var dossiers []*dossier
	for _, d := range s.bundle {
		if d.About.URL == "" || slices.Contains(d.Pages(), address) {
			dossiers = append(dossiers, d)
		}
	}
	if len(dossiers) == 0 {
		return nil
	}
	return s.combine("bundle", dossiers)
}

// combine returns a set of dossiers that are always there, made once.
func (s *store) combine(from string, dossiers []*dossier) *dossierSet {
	key := from
	for _, d := range dossiers {
		key += d.version
	}
	x, ok := s.combined.get(key)
	if !ok {
		x = newSet(from, dossiers...)
		s.combined.put(key, x, mostKept)
	}
	return x
}

// newSet returns a set of dossiers.
func newSet(from string, dossiers ...*dossier) *dossierSet {
	h := fnv.New64a()
	var ds []*claims.Dossier
	for _, d := range dossiers {
		fmt.Fprint(h, d.version)
		ds = append(ds, d.Dossier)
	}
	return &dossierSet{dossiers: dossiers, checker: newChecker(nil, ds...), version: hex.EncodeToString(h.Sum(nil)),
		from: from}
}

// newChecker returns a checker for an article: of the records of dossiers, and of found, which the database had for
// that article.
func newChecker(found []*claims.Dossier, dossiers ...*claims.Dossier) *claims.Checker {
	c := claims.NewBeside(found, dossiers...)
	c.InOtherWords(englishWords)
	return c
}

// modified returns the date of the last change of any of them, in ISO 8601; "" if none says.
func (x *dossierSet) modified() string {
	last := ""
	for _, d := range x.dossiers {
		last = max(last, d.Modified)
	}
	return last
}

// all returns the whole bundle, for requests that name no page.
func (s *store) all() *dossierSet {
	return s.combine("bundle", s.bundle)
}
