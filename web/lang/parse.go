package lang

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// maybe is how many arguments a text takes that is for one number only: that number, or none.
const maybe = -1

// each is the manual of a file as a program reads it: every key in order, how many arguments its text takes, and
// where it goes.
func (l *Lang) each(want func(key string, args int, to *string)) {
	all := func(group, names string, args int, to []string) {
		for i, name := range strings.Fields(names) {
			want(group+name, args, &to[i])
		}
	}
	const statuses = "unsourced sourced disputed neutral withdrawn"
	all("status.", statuses, 0, l.Status[:])
	all("verdict.", statuses, 0, l.StatusVerdict[:])

	want("region", 0, &l.Region)
	want("filter", 0, &l.Filter)
	want("all-checks", 0, &l.AllChecks)
	want("hide-marks", 0, &l.HideMarks)
	want("show-marks", 0, &l.ShowMarks)
	want("edit", 0, &l.Edit)
	want("stop-editing", 0, &l.StopEditing)
	want("reset", 0, &l.Reset)
	want("not-checked", 2, &l.NotChecked)
	want("checked-by", 2, &l.CheckedBy)
	want("ready", 3, &l.Ready)
	want("failed", 0, &l.Failed)

	want("position", 2, &l.Position)
	want("marker", 2, &l.Marker)
	want("close", 0, &l.Close)
	want("previous", 0, &l.Previous)
	want("next", 0, &l.Next)
	want("copy-link", 0, &l.CopyLink)
	want("copied", 0, &l.Copied)
	want("in-address", 0, &l.InAddress)
	want("report", 0, &l.Report)
	want("claimed", 0, &l.Claimed)
	want("printed", 0, &l.Printed)
	want("automatic", 0, &l.Automatic)
	want("wording-changed", 0, &l.WordingChanged)
	want("sources", 0, &l.Sources)
	want("to", 1, &l.To)
	want("correction", 1, &l.Correction)
	want("disagree", 0, &l.Disagree)
	want("signed-by", 2, &l.SignedBy)
	want("unsigned", 0, &l.Unsigned)
	want("relay", 1, &l.Relay)
	want("translated-by", 1, &l.TranslatedBy)
	want("from", 2, &l.From)
	want("removed", 0, &l.Removed)
	want("added", 0, &l.Added)
	want("primary", 0, &l.Primary)
	want("agency", 0, &l.Agency)
	want("secondary", 0, &l.Secondary)
	want("passage", 0, &l.Passage)
	want("archived", 0, &l.Archived)
	want("undated", 0, &l.Undated)
	want("no-link", 0, &l.NoLink)

	all("match.", "not-found verbatim trimmed altered translated paraphrase", 0, l.Match[:])
	want("trimmed-marked", 0, &l.TrimmedMarked)
	want("beginning", 0, &l.Beginning)
	want("because", 1, &l.Because)
	all("reason.", "number date comparison change act statistic absolute matter name", 1, l.Reasons[:])

	want("differs", 0, &l.Differs)
	want("missing", 0, &l.Missing)
	want("ambiguous", 0, &l.Ambiguous)
	want("unsearched", 0, &l.Unsearched)
	want("nothing", 0, &l.Nothing)
	want("here", 2, &l.Here)
	want("speaker", 2, &l.Speaker)
	want("endnotes", 0, &l.Endnotes)

	use := uses(l.Tag)
	for noun, name := range strings.Fields("claims quotations checked sourced disputed neutral unsourced unplaced withheld more-sources words-differ") {
		for c := range categories {
			if use[c] == 1 {
				want(name+"."+c.String(), maybe, &l.counts[noun][c])
			} else if use[c] > 1 || c == other {
				want(name+"."+c.String(), 1, &l.counts[noun][c])
			}
		}
	}

	want("marks", 1, &l.Marks)
	want("list", 2, &l.List)
	want("detail", 2, &l.Detail)
	want("sentence", 1, &l.Sentence)
	want("date.day", 3, &l.dayDate)
	want("date.month", 2, &l.monthDate)
	want("first-day", 0, &l.firstDay)
	want("months", 0, &l.months)
	want("months-alone", 0, &l.monthsAlone)
	all("language.", languageTags, 0, l.languages)
}

// Parse reads the file of a language of Tags. The error names all that is wrong in it, each as
// "ko.txt:12: position: want 2 of %s".
func Parse(tag, text string) (*Lang, error) {
	if !slices.Contains(Tags[:], tag) {
		return nil, errors.New(tag + ": no language of this interface; want one of " + strings.Join(Tags[:], " "))
	}
	l := &Lang{Tag: tag, Dir: "ltr", languages: make([]string, len(strings.Fields(languageTags)))}
	if tag == "ar" {
		l.Dir = "rtl"
	}
	var wrong []error
	fail := func(line int, key, what string) {
		wrong = append(wrong, errors.New(tag+".txt:"+strconv.Itoa(line)+": "+key+": "+what))
	}
	texts := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") // some editors begin a file with that mark
	keys := make([]string, len(texts))                               // of each line; "" once it is dealt with
	for i, line := range texts {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			key, value, _ := strings.Cut(line, "=")
			keys[i], texts[i] = cmp.Or(strings.TrimSpace(key), line), strings.TrimSpace(value)
		}
	}
	l.each(func(key string, args int, to *string) {
		i := slices.Index(keys, key)
		if i < 0 {
			fail(len(keys), key, "missing")
			return
		}
		*to, keys[i] = texts[i], ""
		what := fault(*to, args)
		if strings.HasPrefix(key, "months") && len(strings.Fields(*to)) != 12 {
			what = "want the names of twelve months"
		}
		if what != "" {
			fail(i+1, key, what)
		}
	})
	for i, key := range keys {
		if key != "" {
			fail(i+1, key, "want key = text, and as the key one of en.txt or a plural form of the language, each once")
		}
	}
	if wrong != nil {
		return nil, errors.Join(wrong...)
	}
	return l, nil
}

// fault is what is wrong with a text that takes some arguments; empty if nothing is. It is seen by giving it some.
func fault(text string, args int) string {
	if text == "" {
		return "has no text"
	}
	filled := Format(text, "\x01", "\x02", "\x03", "\x04") // one more than any takes
	if args == maybe {
		args = min(strings.Count(filled, "\x01"), 1)
	}
	for i := range 4 {
		want := 0
		if i < args {
			want = 1
		}
		if strings.Count(filled, string(rune(i+1))) != want {
			return "want " + strconv.Itoa(args) + " of %s"
		}
	}
	if strings.Contains(filled, "%") {
		return "has a % that is neither %s nor of the form %1$s"
	}
	return ""
}
