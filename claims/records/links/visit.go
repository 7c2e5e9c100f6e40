package links

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"

	"sourcemark/web/article"
)

const (
	// robotsName is our name in a robots.txt.
	robotsName = "Sourcemark"

	// maxBody is the most that is read of a page. The engine takes no longer one either.
	maxBody = article.MaxSize

	// maxPaper is the most that is read of a PDF or a file of Word: a report with pictures.
	maxPaper = 32 << 20

	// maxRobots is how many bytes of a robots.txt must be read: RFC 9309, section 2.5.
	maxRobots = 500 << 10

	// maxHops is how many redirects a browser (Chromium, Firefox) follows before it gives up.
	maxHops = 20

	// patience is the longest that a server may ask us to wait, once; one that asks for longer is not visited.
	patience = time.Minute

	// maxCrawlDelay bounds what a robots.txt asks for between two requests, with the same reason.
	maxCrawlDelay = 30 * time.Second
)

// A Visitor keeps the manners: it knows when which host may be asked again. It may be used by many goroutines.
type Visitor struct {
	client *http.Client
	agent  string
	delay  time.Duration // between two requests to a host
	limit  time.Duration // for one request, its body included
	now    func() time.Time
	wait   func(context.Context, time.Duration) error

	network network

	mu    sync.Mutex
	hosts map[string]*host
}

// A host is everything under one name, whatever the port, which is not to be burdened as a whole.
type host struct {
	sync.Mutex // held for one request
	free       time.Time
	robots     map[string]*robotstxt.RobotsData // of each origin, once it was asked for
}

// Manners are how a visitor behaves. The zero value is polite.
type Manners struct {
	Contact string        // an email address or a page for operators who want to complain; "" to name none
	Purpose string        // what the visits are for, for operators; "" for checking whether sources still stand
	Delay   time.Duration // between two requests to one host; a second if it is 0, none if it is negative
	Limit   time.Duration // for one request, its body included; 30 seconds, as long as readers wait, if it is 0
	Private bool          // whether addresses of this machine and its network may be visited, too
}

// NewVisitor returns a visitor with these manners.
func NewVisitor(m Manners) *Visitor {
	allowed := public
	if m.Private {
		allowed = func(netip.AddrPort) bool { return true }
	}
	return newVisitor(m, allowed)
}

// newVisitor is NewVisitor for addresses of which allowed reports whether they may be visited.
func newVisitor(m Manners, allowed func(netip.AddrPort) bool) *Visitor {
	delay, limit := max(cmp.Or(m.Delay, time.Second), 0), cmp.Or(m.Limit, 30*time.Second)
	dialer := &net.Dialer{
		Timeout: limit,
		// The last moment before a connection: the name is looked up, and it is this address that is dialled. So it
		// holds for each redirect, and for names that are an own address only at the second look-up.
		Control: func(_, address string, _ syscall.RawConn) error {
			if a, err := netip.ParseAddrPort(address); err != nil || !allowed(a) {
				return privateError(address)
			}
			return nil
		},
	}
	agent := robotsName + "/1 (" + cmp.Or(m.Purpose, "checks whether the sources of published fact-checks still stand")
	if m.Contact != "" {
		agent += "; " + m.Contact
	}
	return &Visitor{
		client: &http.Client{
			// No proxy: it would be the proxy that looks names up, and the address could not be held against anything.
			Transport: &http.Transport{DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
				TLSHandshakeTimeout: limit, MaxResponseHeaderBytes: 64 << 10},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		agent: agent + ")", delay: delay, limit: limit, now: time.Now, hosts: map[string]*host{},
		network: network{strange: map[string]bool{}, portals: map[string]bool{}, probe: lookAround},
		wait: func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	}
}

// A privateError is an address that is not on the public internet.
type privateError string

func (e privateError) Error() string {
	return string(e) + " is no address of the public internet; say -allow-private if it is a host of your own"
}

// notPublic are addresses that the IANA keeps for special purposes and netip does not know about
// (https://www.iana.org/assignments/iana-ipv4-special-registry/ and -ipv6-). IPv6 addresses that carry one of IPv4 are
// here too: a gateway would lead on to it.
var notPublic = [...]string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
	"3fff::/20", "5f00::/16", "fec0::/10"}

// public reports whether an address is one of the public internet.
func public(ap netip.AddrPort) bool {
	a := ap.Addr().Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range notPublic {
		if netip.MustParsePrefix(p).Contains(a) {
			return false
		}
	}
	return true
}

// An answer is what a server said to one request.
type answer struct {
	status int
	header http.Header
	body   []byte
	cut    string // why body is not all there is; empty if it is
}

// errRobots says that a robots.txt asks us not to visit a page.
var errRobots = errors.New("robots.txt asks programs to stay away")

// ask makes one request, when the host's turn comes, and reads so many bytes at most.
func (v *Visitor) ask(ctx context.Context, client *http.Client, method string, u *url.URL, most int, own ...http.Header) (*answer, error) {
	h := v.host(u)
	h.Lock()
	defer h.Unlock()
	if h.robots[origin(u)] == nil {
		if err := v.askRobots(ctx, h, u); err != nil {
			return nil, err
		}
	}
	if !h.robots[origin(u)].TestAgent(cmp.Or(u.EscapedPath(), "/"), robotsName) {
		return nil, errRobots
	}
	for again := false; ; again = true {
		a, err := v.request(ctx, h, client, method, u, most, own...)
		if err != nil || a.status != http.StatusTooManyRequests && a.status != http.StatusServiceUnavailable {
			return a, err
		}
		pause := RetryAfter(a.header.Get("Retry-After"), v.now(), patience)
		if pause <= 0 || again {
			return a, nil
		}
		h.free = v.now().Add(pause)
	}
}

// askRobots reads a host's robots.txt. One that a host does not have allows all; while one can't be had because the
// server is broken, nothing is (RFC 9309, section 2.3.1).
func (v *Visitor) askRobots(ctx context.Context, h *host, u *url.URL) error {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	var a *answer
	for range 6 { // the file and five redirects, as the RFC has it
		var err error
		if a, err = v.request(ctx, h, v.client, http.MethodGet, at, maxRobots); err != nil {
			return err
		}
		to, err := at.Parse(a.header.Get("Location"))
		if a.status/100 != 3 || err != nil || to.Host != at.Host { // of another host we would have to wait for its turn
			break
		}
		at = to
	}
	if a.status/100 == 3 {
		a.status = http.StatusNotFound
	}
	robots, err := robotstxt.FromStatusAndBytes(a.status, a.body)
	if err != nil { // no robots.txt, whatever else it is
		robots, _ = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	h.robots[origin(u)] = robots
	return nil
}

// request makes a request now, or as soon as the host is free. With headers of its own, it reads what is there whatever it
// is.
func (v *Visitor) request(ctx context.Context, h *host, client *http.Client, method string, u *url.URL,
	most int, own ...http.Header) (*answer, error) {
	if pause := h.free.Sub(v.now()); pause > patience {
		return &answer{status: http.StatusTooManyRequests,
			header: http.Header{"Retry-After": {strconv.Itoa(int(pause.Seconds()))}}}, nil
	} else if pause > 0 {
		if err := v.wait(ctx, pause); err != nil {
			return nil, err
		}
	}
	defer func() {
		pause := v.delay
		if robots := h.robots[origin(u)]; robots != nil {
			pause = max(pause, min(robots.FindGroup(robotsName).CrawlDelay, maxCrawlDelay))
		}
		if next := v.now().Add(pause); next.After(h.free) {
			h.free = next
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, v.limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", v.agent)
	req.Header.Set("Accept", "text/html, text/plain, */*;q=0.5")
	for _, header := range own {
		maps.Copy(req.Header, header)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNetworkAuthenticationRequired {
		v.network.wantsLogin() // to whatever it was asked for: even to robots.txt
	}
	a := &answer{status: resp.StatusCode, header: resp.Header}
	if pause := RetryAfter(resp.Header.Get("Retry-After"), v.now(), patience); pause < 0 &&
		resp.StatusCode != http.StatusOK {
		h.free = v.now().Add(-pause) // longer than we wait: leave the host alone for all of this run
	}
	switch {
	case method == http.MethodHead:
		return a, nil
	case own != nil:
	case isPaper(resp.Header):
		if most < maxPaper {
			return a, nil
		}
	case isText(resp.Header), isTable(resp.Header) && contentType(resp.Header) != "application/octet-stream":
		most = min(most, maxBody)
	case !isTable(resp.Header):
		return a, nil
	}
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, int64(most)+1))
	switch {
	case err != nil:
		a.cut = "the server broke off in the middle of the page"
	case len(a.body) > most:
		a.body, a.cut = a.body[:most], fmt.Sprintf("the page is longer than %d MiB", most>>20)
	}
	return a, nil
}

func (v *Visitor) host(u *url.URL) *host {
	v.mu.Lock()
	defer v.mu.Unlock()
	name := strings.ToLower(u.Hostname())
	if v.hosts[name] == nil {
		v.hosts[name] = &host{robots: map[string]*robotstxt.RobotsData{}}
	}
	return v.hosts[name]
}

// origin returns what has one robots.txt (RFC 9309, section 2.3).
func origin(u *url.URL) string { return u.Scheme + "://" + strings.ToLower(u.Host) }

// RetryAfter returns how long a server asks us to wait, in seconds or until a date (RFC 9110, section 10.2.3). It is 0
// if the server does not say; if it is longer than we wait, it is negative.
func RetryAfter(s string, now time.Time, patience time.Duration) time.Duration {
	var pause time.Duration
	if n, err := strconv.Atoi(s); err == nil {
		const week = 7 * 24 * 3600 // s; keeps what is multiplied in range
		pause = time.Duration(min(max(n, 0), week)) * time.Second
	} else if at, err := http.ParseTime(s); err == nil {
		pause = max(at.Sub(now), 0)
	}
	if pause > patience {
		return -pause
	}
	return pause
}

// isText reports whether a body is one that we can look into.
func isText(h http.Header) bool {
	kind := contentType(h)
	return kind == "" || kind == "application/xhtml+xml" || kind == "text/html" || kind == "text/plain"
}

// isTable reports whether an answer is what an import reads besides pages.
func isTable(h http.Header) bool {
	switch kind := contentType(h); kind {
	case "text/csv", "text/tab-separated-values", "application/json", "application/octet-stream", "application/vnd.oasis.opendocument.spreadsheet",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return true
	default:
		return strings.HasSuffix(kind, "+json")
	}
}

// contentType returns the media type without parameters, "" if the server does not say.
func contentType(h http.Header) string {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// A visit is where an address led to.
type visit struct {
	*answer
	hops      []string // the addresses that it redirected or forwarded to, in order
	permanent bool     // all of these are for good
	scripted  bool     // a script forwarded to one of them
}

var (
	errCircle = errors.New("it redirects in a circle")
	errLong   = fmt.Errorf("it redirects more than %d times", maxHops)
)

// visit follows an address. HEAD comes first, so that nothing is loaded that we can't look into. With an error comes
// how far it got.
func (v *Visitor) visit(ctx context.Context, address string) (visit, error) {
	return v.follow(ctx, http.MethodHead, address, maxBody)
}

// follow is visit with the method to begin with, and how many bytes are read at most.
func (v *Visitor) follow(ctx context.Context, method, address string, most int, own ...http.Header) (visit, error) {
	out := visit{permanent: true}
	u, err := url.Parse(address)
	if err != nil {
		return out, err
	}
	client := *v.client
	// some pages redirect to themselves until one takes their cookie; it is forgotten with this visit
	client.Jar, _ = cookiejar.New(nil)
	seen := map[string]bool{}
	first := method
	for len(out.hops) <= maxHops {
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
			return out, fmt.Errorf("it leads to %s: must be http or https, without a password", u.Redacted())
		}
		a, err := v.ask(ctx, &client, method, u, most, own...)
		if err != nil {
			return out, err
		}
		out.answer = a
		switch location := a.header.Get("Location"); {
		case a.status/100 == 3 && location != "":
			to, err := u.Parse(location)
			if err != nil {
				return out, fmt.Errorf("it redirects to %q, which is no address", location)
			}
			visited := method + " " + to.String() + " " + cookies(client.Jar, to)
			if seen[visited] {
				return out, errCircle
			}
			seen[visited] = true
			out.permanent = out.permanent && (a.status == http.StatusMovedPermanently ||
				a.status == http.StatusPermanentRedirect)
			if to.Fragment == "" {
				to.Fragment = u.Fragment
			}
			u = to
			out.hops = append(out.hops, u.String())
		case method == http.MethodHead && (a.status/100 != 2 || isText(a.header)):
			method = http.MethodGet // servers say "no" to HEAD more often than to readers; and a text wants to be read
		default:
			f := forwardOf(out, u)
			if f.to == nil {
				return out, nil
			}
			if seen["forward "+f.to.String()] {
				return out, errCircle
			}
			seen["forward "+f.to.String()] = true
			out.permanent, out.scripted = false, out.scripted || f.script
			u, method = f.to, first
			out.hops = append(out.hops, u.String())
		}
	}
	return out, errLong
}

func cookies(jar http.CookieJar, u *url.URL) string {
	var b strings.Builder
	for _, c := range jar.Cookies(u) {
		b.WriteString(c.String() + ";")
	}
	return b.String()
}

// failure returns what an error means: in kind, in words, and whether it is the same for every reader.
func failure(err error) (t Trouble, why string, dead bool) {
	var (
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		invalid     x509.CertificateInvalidError
		hostname    x509.HostnameError
		timeout     net.Error
		private     privateError
	)
	switch {
	case errors.Is(err, errCircle), errors.Is(err, errLong):
		return Gone, err.Error(), true
	case errors.Is(err, errRobots):
		return Robots, err.Error() + ": open it yourself", false
	case errors.As(err, &private):
		return Private, private.Error(), false
	case errors.As(err, &name) && name.IsNotFound:
		return Gone, "there is no host of this name any more", true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return Uncertified, "its certificate has expired: browsers warn readers off", true
	case errors.As(err, &hostname):
		return Uncertified, "its certificate is another host's: browsers warn readers off", true
	case errors.As(err, &certificate):
		return Uncertified, "its certificate is not known here: " + certificate.Err.Error(), false
	case errors.As(err, &timeout) && timeout.Timeout():
		return Slow, "no answer in time", false
	case errors.Is(err, syscall.ECONNREFUSED):
		return Away, "the host takes no connections", false
	}
	if inner := new(url.Error); errors.As(err, &inner) {
		err = inner.Err // which address it was stands beside it
	}
	return Away, err.Error(), false
}
