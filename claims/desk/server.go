package desk

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"sourcemark/claims/records/push"
	"sourcemark/web"
	views "sourcemark/web/desk"
)

// A Server is the desk as a site on this machine. All of its addresses begin with a token that is new at each start, so
// that nobody else who can reach the machine's own addresses, another user or a page in the same browser, can guess one.
type Server struct {
	folder  *Folder
	address string // host and port
	base    string // "/" and the token
	mux     *http.ServeMux
	imports imports

	// The account at Cloudflare that dossiers may be sent to; none if it is empty. It is kept nowhere.
	Account push.Account
	errands sync.Mutex
	errand  *errand // the last one; nil for none

	handOvers handOvers
}

// NewServer returns the desk of a folder, to be served at a host and port of this machine.
func NewServer(f *Folder, address string) *Server {
	s := &Server{folder: f, address: address, base: "/" + rand.Text(), mux: http.NewServeMux()}
	s.asset("/desk.css", "text/css", views.CSS)
	s.asset("/desk.js", "text/javascript", views.JS)
	s.asset("/source.js", "text/javascript", views.SourceJS)
	s.asset("/select.js", "text/javascript", views.SelectJS)
	s.asset("/chosen.js", "text/javascript", web.ChosenJS)
	s.asset("/hand.js", "text/javascript", views.HandJS)
	s.asset("/sourcemark.css", "text/css", web.RenderedCSS+web.EndnotesCSS)
	s.asset("/sourcemark.card.css", "text/css", web.CardCSS+web.PopoverCSS)
	s.asset("/sourcemark.part.css", "text/css", web.PartCSS)

	s.handle("GET /{$}", s.home)
	s.handle("GET /events", s.events)
	s.handle("POST /language", s.chooseLanguage)
	s.handle("POST /who", s.who)
	s.handle("POST /house", s.house)
	s.handle("POST /step/{name...}", s.step)
	s.handle("POST /withdraw/{name...}", s.withdraw)
	s.handle("GET /history/{name...}", s.history)
	s.handle("POST /takeback/{name...}", s.takeBack)
	s.handle("GET /publish/{name...}", s.publishing)
	s.handle("POST /publish/{name...}", s.publish)
	s.handle("POST /unpublish/{name...}", s.unpublish)
	s.handle("POST /into/{name...}", s.publishInto)
	s.handle("GET /published/{name...}", s.published)
	s.handle("GET /all", s.all)
	s.handle("POST /all/look", s.allLook)
	s.handle("POST /all/go", s.allGo)
	s.handle("POST /all/stop", s.allStop)
	s.handle("GET /start", s.start)
	s.handle("POST /start", s.begin)
	s.handle("POST /hand", s.hand)
	s.handle("GET /hand/{id}", s.asking)
	s.handle("POST /hand/{id}", s.answer)
	s.handle("GET /dossier/{name...}", s.dossier)
	s.handle("GET /queue/{name...}", s.queue)
	s.handle("POST /mend/{name...}", s.mend)
	s.handle("GET /lost/{name...}", s.lost)
	s.handle("POST /place/{name...}", s.place)
	s.handle("GET /versions/{name...}", s.versions)
	s.handle("POST /refetch/{name...}", s.refetch)
	s.handle("POST /accept/{name...}", s.accept)
	s.handle("POST /decline/{name...}", s.decline)
	s.handle("POST /again/{name...}", s.useAgain)
	s.handle("POST /take/{name...}", s.take)
	s.handle("POST /words/{name...}", s.words)
	s.handle("POST /drop/{name...}", s.drop)
	s.handle("POST /restore/{name...}", s.restore)
	s.handle("GET /article/{name...}", s.article)
	s.handle("POST /article/{name...}", s.keepArticle)
	s.handle("POST /save/{name...}", s.save)
	s.handle("POST /discard/{name...}", s.discard)
	s.handle("POST /typed/{name...}", s.typed)
	s.handle("GET /source/{name...}", s.source)
	s.handle("POST /source/{name...}", s.choose)
	s.handle("POST /fetch/{name...}", s.fetch)
	s.handle("POST /cite/{name...}", s.cite)
	s.handle("POST /uncite/{name...}", s.uncite)
	s.handle("GET /import/{name...}", s.importForm)
	s.handle("POST /import/{name...}", s.importFile)
	s.handle("POST /plan/{name...}", s.replan)
	s.handle("POST /takeover/{name...}", s.takeOver)
	s.handle("POST /undo/{name...}", s.undo)
	s.handle("POST /redo/{name...}", s.redo)
	return s
}

// URL returns the address that an editor opens.
func (s *Server) URL() string { return "http://" + s.address + s.base + "/" }

// asset serves text that never changes while the program runs.
func (s *Server) asset(path, kind, content string) {
	s.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		io.WriteString(w, content)
	})
}

// handle has requests that fit a pattern of [http.ServeMux], without the token, answered by do. Of an error the editor
// is told (see [visit.fail]).
func (s *Server) handle(pattern string, do func(*visit) error) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		const most = 16 << 20 // bytes of a form: an article of a whole page fits many times
		r.Body = http.MaxBytesReader(w, r.Body, most)
		v := s.visit(w, r)
		if err := do(v); err != nil {
			v.fail(err)
		}
	})
}

// Serve answers until ctx ends.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	return Serve(ctx, l, s.Handler())
}

// Serve has a handler answer until ctx ends.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	const patience = 10 * time.Second // for the head of a request, from a browser on the same machine
	s := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: patience,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends what is still open
	}
	ended := context.AfterFunc(ctx, func() { s.Close() })
	defer ended()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// The page has no scripts but ours, and asks nobody but us. A frame may hold an article only (see articlePolicy).
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
	"frame-src 'self'; base-uri 'none'; form-action 'self'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// Handler answers requests of the desk's own pages only, because any site that is open in a browser can send requests to
// this machine. Another site can lead to the page that words are handed over to, and that has no token.
func (s *Server) Handler() http.Handler {
	desk := ours(s.address, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.landing(w, r) {
			return
		}
		own, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if subtle.ConstantTimeCompare([]byte("/"+own), []byte(s.base)) != 1 {
			v := s.visit(w, r)
			http.Error(w, v.Say("restarted"), http.StatusForbidden)
			return
		}
		inside := r.Clone(r.Context())
		inside.URL.Path, inside.URL.RawPath = "/"+rest, ""
		s.mux.ServeHTTP(w, inside)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { desk.ServeHTTP(w, fromOutside(r)) })
}

// ours returns next for requests of our own page only. A site whose name leads here (DNS rebinding) is recognised by
// Host, one that uses our address by Origin or Sec-Fetch-Site.
func ours(address string, next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(address)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // without any, forms that are sent would not say whose they are
		h.Set("Cache-Control", "no-store")
		origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
		switch {
		case r.Host != address && r.Host != "localhost:"+port:
			http.Error(w, "this is at http://"+address+"/, and at no other name", http.StatusMisdirectedRequest)
		case origin != "" && origin != "http://"+r.Host || site != "" && site != "same-origin" && site != "none":
			http.Error(w, "another site asks for this: open http://"+address+"/ by itself", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
