package desk

import (
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"
)

// A shown is a dossier as views have it.
type shown struct {
	v *visit
	*Dossier
}

// Address returns where the dossier is shown, and Do where something is done to it: "save", "undo".
func (s shown) Address() string       { return s.Do("dossier") }
func (s shown) Do(what string) string { return s.v.address(what, s.Name) }

// Broken reports whether the file cannot be understood.
func (s shown) Broken() bool { return s.Err != nil }

// Many returns how many there are of something.
func (s shown) Many(n int, of string) string { return s.v.Many(n, of) }

// Headline returns what the dossier is called: by its article, else by its file.
func (s shown) Headline() string {
	if s.Dossier.Dossier != nil && s.About.Headline != "" {
		return s.About.Headline
	}
	return strings.TrimSuffix(path.Base(s.Name), ".json")
}

type homeData struct {
	Query    string
	Dossiers []shown
	Hits     *hitsData  // nil if nothing is looked for
	Waits    []duty     // for whoever looks; none if something is looked for
	Start    *startData // of a folder without dossiers; else nil
	Progress
}

// Total and Sum are what a progress bar shows.
func (p Progress) Total() int { return 2 * p.Files }
func (p Progress) Sum() int   { return p.Read + p.Examined }

// home shows the folder.
func (s *Server) home(v *visit) error {
	if err := s.folder.Scan(); err != nil {
		return err
	}
	v.hear()
	all, progress := s.folder.Dossiers()
	data := homeData{Query: strings.TrimSpace(v.r.FormValue("q")), Progress: progress, Hits: s.hits(v)}
	for _, d := range all {
		if x := (shown{v, d}); data.Hits == nil || !data.Hits.Narrow() && x.fits(data.Query) {
			data.Dossiers = append(data.Dossiers, x)
		}
	}
	if data.Hits == nil {
		data.Waits = s.waitsFor(v, all)
	}
	if progress.Files == 0 {
		data.Start = s.starting()
	}
	return v.show(http.StatusOK, "home", data)
}

// fits reports whether a dossier is called so.
func (s shown) fits(words string) bool {
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(words)) }
	return has(s.Name) || has(s.Headline())
}

// events tells the page, as server-sent events, that the folder is no longer what it shows.
//
// Files are looked at again and again instead of watched: editors replace files in ways of their own, network folders
// tell nobody, and to ask for the size and time of a few hundred files takes milliseconds. That goes on only while
// somebody looks.
func (s *Server) events(v *visit) error {
	const often = 400 * time.Millisecond // seems at once to an editor who has saved a file elsewhere
	v.w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(often)
	defer tick.Stop()
	for {
		changed := s.folder.Changed()
		fmt.Fprint(v.w, "data: changed\n\n")
		if err := http.NewResponseController(v.w).Flush(); err != nil {
			return nil // whoever looked has gone
		}
		for same := true; same; {
			select {
			case <-tick.C:
				s.folder.Scan()
				select {
				case <-changed:
					same = false
				default:
				}
			case <-v.r.Context().Done():
				return nil
			}
		}
	}
}
