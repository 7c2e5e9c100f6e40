package desk

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sourcemark/claims/records"
	"sourcemark/claims/records/about"
	"sourcemark/claims/records/importer"
	"sourcemark/web/lang"
)

// numbered is a date in three numbers of which the last is the year.
var numbered = regexp.MustCompile(`^(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{4})$`)

// dated returns a date as a dossier has it, in whatever form somebody has typed it; the words as they are if nobody knows
// which day is meant: in English, 3/4/2026 is in March here and in April there.
func (v *visit) dated(typed string) string {
	if typed == "" || records.Date(typed) {
		return typed
	}
	yearFirst := []string{"zh", "ja", "ko"}
	if m := numbered.FindStringSubmatch(typed); m != nil && v.Tag != "en" && !slices.Contains(yearFirst, v.Tag) {
		if iso := fmt.Sprintf("%s-%02s-%02s", m[3], m[2], m[1]); records.Date(iso) {
			return iso
		}
	}
	for _, iso := range [...]string{about.Date(typed), importer.Date(typed)} {
		if records.Date(iso) {
			return iso
		}
	}
	return typed
}

// tongueOf returns the tag of a language that is named in one of those of the interface; the words as they are if none is
// called that.
func tongueOf(typed string) string {
	for _, tag := range lang.Tags {
		for _, named := range lang.Named() {
			if name := deskIn(tag).Language(named); strings.EqualFold(name, typed) {
				return named
			}
		}
	}
	return typed
}
