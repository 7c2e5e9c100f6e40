package desk

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sourcemark/claims/internal/charset"
	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records"
	"sourcemark/claims/records/proof"
)

// Port is where a desk listens unless it is told otherwise, and where a page with data-edit="desk" looks for it. It is
// MARK on the keys of a telephone, and nobody has registered it.
const Port = 6275

// A page of another site hands words over in three steps, of which none lets that site do anything.
//
// It opens /check in a window of its own: to go to an address is all that a site may do with us, and this is the only
// one without the token. The page there is the same for everybody. It is told by its opener, with postMessage, what the
// words are, so that they are in no address, log or history; the browser says whose they are, and only words of a page
// of that very site are taken. It shows them as text and does nothing.
//
// Somebody presses its button. The page finds the token where the pages of the desk leave it for each other, in the
// storage of this origin in this browser: whoever is not at the desk is at no other page that could have it. So what
// follows is an ordinary form of the desk.
//
// The desk asks what it does not know: whether this site may hand over anything, once; which dossier it is, unless one
// is about that address; and where the words are, if they are in several places or in none.

// A handOver is what a page has handed over.
type handOver struct {
	id        string
	Site      string // scheme and host
	Address   string // of the page
	Canonical string // what the page calls its address; "" if nothing
	proof.Choice
	page []byte // all of it, as HTML; nil if it is too long
	name string // the dossier, once that is known
}

// handOvers are those that are being asked about. The token was needed to put one here.
type handOvers struct {
	mu  sync.Mutex
	all []*handOver // the newest last
}

func (h *handOvers) add(x *handOver) {
	const most = 8 // windows that are open at a time; the pages of all are 64 MB at most
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all = append(h.all, x); len(h.all) > most {
		h.all = slices.Delete(h.all, 0, 1)
	}
}

func (h *handOvers) get(id string) *handOver {
	h.mu.Lock()
	defer h.mu.Unlock()
	if i := slices.IndexFunc(h.all, func(x *handOver) bool { return x.id == id }); i >= 0 {
		return h.all[i]
	}
	return nil
}

func (h *handOvers) remove(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = slices.DeleteFunc(h.all, func(x *handOver) bool { return x.id == id })
}

// fromOutside returns a request as next may have it: one by which the window of another site goes to /check counts as
// our own. Nothing else of another site does: no script, no frame, no form.
func fromOutside(r *http.Request) *http.Request {
	h := r.Header
	if r.URL.Path != "/check" || r.Method != http.MethodGet || h.Get("Origin") != "" ||
		h.Get("Sec-Fetch-Mode") != "navigate" || h.Get("Sec-Fetch-Dest") != "document" {
		return r
	}
	r = r.Clone(r.Context())
	r.Header.Del("Sec-Fetch-Site")
	return r
}

// landing answers what needs no token: the page that words come to, and what it is made of. It reports whether r asks
// for that.
func (s *Server) landing(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	switch r.URL.Path {
	case "/check":
		w.Header().Set("Cross-Origin-Opener-Policy", "unsafe-none") // it has to hear its opener
		v := s.visit(w, r)
		v.Title = v.Say("hand-title")
		var b bytes.Buffer
		if err := templates()["hand"].ExecuteTemplate(&b, "landing", v); err != nil {
			v.fail(err)
			return true
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.Bytes())
	case "/check/desk.css", "/check/hand.js":
		inside := r.Clone(r.Context())
		inside.URL.Path = strings.TrimPrefix(r.URL.Path, "/check")
		s.mux.ServeHTTP(w, inside)
	default:
		return false
	}
	return true
}

// handed reads what a page has handed over; nil if it is not what such a page sends.
func (v *visit) handed() *handOver {
	clip := func(name string, most int) string {
		s := strings.ToValidUTF8(v.r.PostFormValue(name), "")
		if len(s) > most {
			return ""
		}
		return s
	}
	const longest, around = 20_000, 8_000 // bytes: of a long paragraph in any script
	h := &handOver{id: NewID(), Site: originOf(clip("site", longest)), Address: clip("address", longest),
		Choice: proof.Choice{Exact: clip("exact", longest), Before: clip("before", around), After: clip("after", around)}}
	if canonical := clip("canonical", longest); originOf(canonical) != "" {
		h.Canonical, _, _ = strings.Cut(canonical, "#")
	}
	const most = 8 << 20 // bytes; the longest pages we know have 5 MB
	if page := v.r.PostFormValue("page"); len(page) <= most {
		h.page = []byte(page)
	}
	if h.Address, _, _ = strings.Cut(h.Address, "#"); h.Site == "" || originOf(h.Address) != h.Site ||
		strings.TrimSpace(h.Exact) == "" {
		return nil
	}
	return h
}

// originOf returns scheme and host of an address on the web; "" of any other.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}

// Host returns the site as people call it.
func (h *handOver) Host() string { _, host, _ := strings.Cut(h.Site, "://"); return host }

// Admits reports whether a site, by scheme and host, may hand words over to this folder, and Admit says that it may.
func (f *Folder) Admits(site string) bool {
	_, err := os.Lstat(f.store.path("sites", site))
	return err == nil
}

func (f *Folder) Admit(site string) error { return f.store.write([]byte(site+"\n"), "sites", site) }

// about returns the dossier that is about a page by one of its addresses; "" if there is none, or several.
func (f *Folder) about(addresses ...string) (name string) {
	for _, a := range addresses {
		if said, err := disk.Read(f.store.path("pages", hashOf([]byte(a)))); err == nil {
			if _, err := f.Dossier(string(said)); err == nil {
				return string(said)
			}
		}
	}
	all, _ := f.Dossiers()
	for _, d := range all {
		if d.Dossier == nil || !d.IsAbout(addresses) {
			continue
		}
		if name != "" {
			return ""
		}
		name = d.Name
	}
	return name
}

// aboutPage notes which dossier is about the page at an address.
func (f *Folder) aboutPage(address, name string) error {
	return f.store.write([]byte(name), "pages", hashOf([]byte(address)))
}

// What the desk asks about a handOver.
type handData struct {
	*handOver
	Ask      string // "site", "dossier", "place", "words", or "" if there is nothing to ask
	Trouble  string
	Start    *startData
	Dossiers []shown
	Places   []handPlace
	Version  bool   // the article can be taken over from the page
	Do       string // where the answer goes
	Shown    *shown // the dossier, if it is known
}

// A handPlace is one of the places of words in an article.
type handPlace struct {
	N                    int
	Before, Exact, After string
	Follows              string // the end of the paragraph before, where the paragraphs of two places are the same
}

// hand takes what the page without the token sends with it, when somebody presses its button.
func (s *Server) hand(v *visit) error {
	h := v.handed()
	if h == nil {
		v.Title = v.Say("hand-title")
		return v.show(http.StatusUnprocessableEntity, "problem", v.Say("hand-refused"))
	}
	s.handOvers.add(h)
	return s.onward(v, h)
}

// asking shows what is asked about a handOver, and answer takes the answer.
func (s *Server) asking(v *visit) error {
	h := s.handOvers.get(v.r.PathValue("id"))
	if h == nil {
		v.Title = v.Say("hand-title")
		return v.show(http.StatusNotFound, "problem", v.Say("hand-gone"))
	}
	data, _, err := s.question(v, h)
	if err != nil {
		return err
	}
	return s.asks(v, http.StatusOK, data)
}

func (s *Server) answer(v *visit) error {
	was := s.handOvers.get(v.r.PathValue("id"))
	if was == nil {
		v.Title = v.Say("hand-title")
		return v.show(http.StatusNotFound, "problem", v.Say("hand-gone"))
	}
	h := *was // what was put there is never changed
	again := func(trouble string) error {
		data, _, err := s.question(v, was)
		if err != nil {
			return err
		}
		data.Trouble = trouble
		return s.asks(v, http.StatusUnprocessableEntity, data)
	}
	var err error
	switch form := v.r.PostFormValue; form("do") {
	case "site":
		err = s.folder.Admit(h.Site)
	case "start":
		house := cleaned(form("house"))
		if house == "" {
			house = s.folder.house()
		}
		if records.Words(house) != nil || house == "" {
			return again(v.Say("start-house-needed"))
		}
		at := h.Canonical
		if at == "" {
			at = h.Address
		}
		h.name, err = s.folder.Start(Beginning{Article: h.page, URL: at, House: house})
		if errors.Is(err, NoArticle) {
			return again(v.Say("start-none"))
		} else if err == nil {
			err = s.folder.aboutPage(h.Address, h.name)
		}
	case "dossier":
		if _, err = s.folder.Dossier(form("name")); err == nil {
			h.name = form("name")
			err = s.folder.aboutPage(h.Address, h.name)
		}
	case "version":
		if data, _, _ := s.question(v, was); data.Version {
			err = s.folder.KeepArticle(data.Shown.Name, h.page)
		}
	case "place":
		data, _, _ := s.question(v, was)
		if n, bad := strconv.Atoi(form("n")); bad == nil && n >= 0 && n < len(data.Places) {
			h.Exact, h.Before, h.After = data.Places[n].Exact, data.Places[n].Before, data.Places[n].After
		}
	}
	if err != nil {
		return err
	}
	s.handOvers.remove(h.id)
	s.handOvers.add(&h)
	return s.onward(v, &h)
}

// onward opens a new check about what was handed over, or asks.
func (s *Server) onward(v *visit, h *handOver) error {
	data, draft, err := s.question(v, h)
	if err != nil {
		return err
	}
	if draft == nil {
		http.Redirect(v.w, v.r, s.base+"/hand/"+h.id, http.StatusSeeOther)
		return nil
	}
	name := data.Shown.Name
	id, step, err := s.folder.AddDraft(name, draft, v.stepAdded(draft))
	if err != nil {
		return err
	}
	s.handOvers.remove(h.id)
	return v.then(v.recordAddress(name, id), "done", step.Words)
}

func (s *Server) asks(v *visit, status int, data *handData) error {
	v.Title = v.Say("hand-title")
	return v.show(status, "hand", data)
}

// question returns what is to be asked about a handOver, or if nothing is, the draft that it comes to.
func (s *Server) question(v *visit, h *handOver) (*handData, *proof.Draft, error) {
	data := &handData{handOver: h, Do: s.base + "/hand/" + h.id}
	if !s.folder.Admits(h.Site) {
		data.Ask = "site"
		return data, nil, nil
	}
	name := h.name
	if name == "" {
		addresses := []string{h.Address}
		if h.Canonical != "" {
			addresses = append(addresses, h.Canonical)
		}
		name = s.folder.about(addresses...)
	}
	d, err := s.folder.Dossier(name)
	if err != nil || d.Dossier == nil {
		data.Ask = "dossier"
		if len(h.page) > 0 {
			data.Start = s.starting()
		}
		all, _ := s.folder.Dossiers()
		for _, d := range all {
			if d.Dossier != nil {
				data.Dossiers = append(data.Dossiers, shown{v, d})
			}
		}
		return data, nil, nil
	}
	data.Shown = &shown{v, d}
	a, err := s.folder.Article(name)
	if errors.Is(err, fs.ErrNotExist) {
		data.Ask, data.Trouble, data.Version = "words", v.Say("hand-no-article"), len(h.page) > 0
		return data, nil, nil
	} else if err != nil {
		return nil, nil, err
	}
	draft, err := a.Choose(h.Choice)
	var refused *proof.Refusal
	switch {
	case err == nil:
		return data, draft, nil
	case !errors.As(err, &refused):
		return nil, nil, err
	}
	data.Ask, data.Trouble = "words", v.refusal(refused)
	if refused.Reason == proof.Twice {
		if data.Places = a.placesOf(h.Exact); len(data.Places) > 1 {
			data.Ask, data.Trouble = "place", ""
		}
	} else if _, err := readArticle("", h.page, d).Choose(h.Choice); err == nil {
		data.Version = filepath.Dir(a.File) == s.folder.store.path("articles") // one beside the dossier goes first
	}
	return data, nil, nil
}

// placesOf returns where words are in an article, each with all that is before and after it.
func (a *Article) placesOf(words string) (out []handPlace) {
	const most = 20 // places to choose from; who sees more selects more of the sentence
	a.mu.Lock()
	defer a.mu.Unlock()
	words, all := cleaned(words), a.text.String()
	for at := 0; len(out) < most; {
		i := strings.Index(all[at:], words)
		if i < 0 || words == "" {
			break
		}
		i += at
		at = i + len(words)
		out = append(out, handPlace{N: len(out), Before: all[:i], Exact: words, After: all[at:]})
	}
	seen := map[[2]string]bool{}
	for _, p := range out {
		seen[p.Around()] = true
	}
	for i := range out {
		if p := &out[i]; len(seen) < len(out) {
			above := strings.TrimSpace(p.Before[:strings.LastIndexByte(p.Before, '\n')+1])
			p.Follows = around(above, "")[0]
		}
	}
	return out
}

// Around returns what is shown before and after words: of their paragraph, and not much.
func (p handPlace) Around() [2]string { return around(p.Before, p.After) }

// Around is that of what was handed over.
func (h *handOver) Around() [2]string { return around(h.Before, h.After) }

func around(before, after string) [2]string {
	const most = 90 // characters: a line or two
	before = before[strings.LastIndexByte(strings.TrimSpace(before), '\n')+1:]
	after, _, _ = strings.Cut(strings.TrimRight(after, "\n"), "\n")
	if r := []rune(before); len(r) > most {
		before = "…" + string(r[len(r)-most:])
	}
	if r := []rune(after); len(r) > most {
		after = string(r[:most]) + "…"
	}
	return [2]string{charset.Visible(before), charset.Visible(after)}
}

// Words returns the words that were handed over, without what cannot be seen.
func (h *handOver) Words() string { return cleaned(h.Exact) }
