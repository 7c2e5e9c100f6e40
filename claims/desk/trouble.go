package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"syscall"

	"sourcemark/claims/internal/disk"
	"sourcemark/claims/records/lint"
)

// unwritable says what keeps the desk from writing, in the words of the page; "" if it is none of what can happen to a disk.
func (v *visit) unwritable(err error) string {
	is := func(e error) bool { return errors.Is(err, e) }
	switch {
	case slices.ContainsFunc([]error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}, is):
		return v.Say("disk-full")
	case is(fs.ErrPermission), is(syscall.EROFS):
		return v.Say("not-allowed")
	case is(disk.Changed):
		return v.Say("disk-busy")
	}
	return ""
}

// notSaved shows a form again with what was sent, which could not be written and may not even be kept.
func (s *Server) notSaved(v *visit, id string, t *Typed, trouble string) error {
	return s.showDossier(v, http.StatusInsufficientStorage, id, func(d *dossierData) {
		if d.Problem = (&problem{What: trouble}); d.Record != nil {
			d.refill(t)
		}
	})
}

// broken says where a file cannot be understood, for whoever can mend it.
func (s *Server) broken(v *visit, d *Dossier) (places []string) {
	const most = 5 // one missing comma makes more, which say nothing more
	found, err := s.folder.Findings(d)
	if err != nil {
		return nil
	}
	for _, x := range found {
		if x.Severity != lint.Error || len(places) == most {
			continue
		}
		places = append(places, v.Say("line", strconv.Itoa(x.Line), strconv.Itoa(x.Column)))
	}
	return slices.Compact(places)
}
