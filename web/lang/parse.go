package lang

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// maybe stands for how many arguments a text takes that is for one number only: that number, or none.
const maybe = -1

// each calls take for every key of a file in order: how many arguments its text takes, and where it goes.
func (l *Lang) each(take func(key string, args int, to *string)) {
	all := func(group, names string, args int, to []string) {
		for i, name := range strings.Fields(names) {
			take(group+name, args, &to[i])
		}
	}
	const statuses = "unsourced sourced disputed neutral withdrawn"
	all("status.", statuses, 0, l.Status[:])
	all("verdict.", statuses, 0, l.StatusVerdict[:])

	take("region", 0, &l.Region)
	take("filter", 0, &l.Filter)
	take("all-checks", 0, &l.AllChecks)
	take("hide-marks", 0, &l.HideMarks)
	take("show-marks", 0, &l.ShowMarks)
	take("show-all", 0, &l.ShowAll)
	take("edit", 0, &l.Edit)
	take("stop-editing", 0, &l.StopEditing)
	take("reset", 0, &l.Reset)
	take("not-checked", 2, &l.NotChecked)
	take("checked-by", 2, &l.CheckedBy)
	take("ready", 3, &l.Ready)
	take("failed", 0, &l.Failed)

	take("position", 2, &l.Position)
	take("marker", 2, &l.Marker)
	take("close", 0, &l.Close)
	take("previous", 0, &l.Previous)
	take("next", 0, &l.Next)
	take("copy-link", 0, &l.CopyLink)
	take("copied", 0, &l.Copied)
	take("in-address", 0, &l.InAddress)
	take("cite", 0, &l.Cite)
	take("cited", 0, &l.Cited)
	take("report", 0, &l.Report)
	take("claimed", 0, &l.Claimed)
	take("printed", 0, &l.Printed)
	take("automatic", 0, &l.Automatic)
	take("restated", 0, &l.Restated)
	take("wording-changed", 0, &l.WordingChanged)
	take("not-translated", 1, &l.NotTranslated)
	take("sources", 0, &l.Sources)
	take("to", 1, &l.To)
	take("correction", 1, &l.Correction)
	take("disagree", 0, &l.Disagree)
	take("signed-by", 2, &l.SignedBy)
	take("unsigned", 0, &l.Unsigned)
	take("relay", 1, &l.Relay)
	take("translated-by", 1, &l.TranslatedBy)
	take("from", 2, &l.From)
	take("removed", 0, &l.Removed)
	take("added", 0, &l.Added)
	take("primary", 0, &l.Primary)
	take("agency", 0, &l.Agency)
	take("secondary", 0, &l.Secondary)
	take("passage", 0, &l.Passage)
	take("archived", 0, &l.Archived)
	take("undated", 0, &l.Undated)
	take("no-link", 0, &l.NoLink)

	all("match.", "not-found verbatim trimmed altered translated paraphrase", 0, l.Match[:])
	take("trimmed-marked", 0, &l.TrimmedMarked)
	take("beginning", 0, &l.Beginning)
	take("because", 1, &l.Because)
	all("reason.", "number date comparison change act statistic absolute matter name", 1, l.Reasons[:])

	take("differs", 0, &l.Differs)
	take("missing", 0, &l.Missing)
	take("ambiguous", 0, &l.Ambiguous)
	take("unsearched", 0, &l.Unsearched)
	take("nothing", 0, &l.Nothing)
	take("here", 2, &l.Here)
	take("speaker", 2, &l.Speaker)
	take("endnotes", 0, &l.Endnotes)

	use := uses(l.Tag)
	const counted = "claims quotations checked sourced disputed neutral unsourced unplaced withheld filtered more-sources " +
		"words-differ"
	for noun, name := range strings.Fields(counted) {
		for c := range categories {
			if use[c] == 1 {
				take(name+"."+c.String(), maybe, &l.counts[noun][c])
			} else if use[c] > 1 || c == other {
				take(name+"."+c.String(), 1, &l.counts[noun][c])
			}
		}
	}

	take("marks", 1, &l.Marks)
	take("list", 2, &l.List)
	take("detail", 2, &l.Detail)
	take("sentence", 1, &l.Sentence)
	take("date.day", 3, &l.dayDate)
	take("date.month", 2, &l.monthDate)
	take("first-day", 0, &l.firstDay)
	take("months", 0, &l.months)
	take("months-alone", 0, &l.monthsAlone)
	all("language.", languageTags, 0, l.languages)
}

// Parse reads the text of the file of a language of Tags. The error names all that is wrong in it, a line each:
//
//	ko.txt:12: position: must have 2 of %s
func Parse(tag, text string) (*Lang, error) {
	if !slices.Contains(Tags[:], tag) {
		return nil, errors.New(tag + ": the interface has no such language; use one of " + strings.Join(Tags[:], " "))
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
			what = "needs the names of twelve months"
		}
		if what != "" {
			fail(i+1, key, what)
		}
	})
	for i, key := range keys {
		if key != "" {
			fail(i+1, key, "write key = text, with a key of en.txt or a plural form of the language, once")
		}
	}
	if wrong != nil {
		return nil, errors.Join(wrong...)
	}
	return l, nil
}

// fault returns what is wrong with a text that takes args arguments, and "" if nothing is. It finds out by giving it
// some.
func fault(text string, args int) string {
	if text == "" {
		return "has no text"
	}
	const some = "\x01\x02\x03\x04" // one more than any takes
	if strings.ContainsAny(text, some) {
		return "has a control character"
	}
	filled := Format(text, some[:1], some[1:2], some[2:3], some[3:])
	if args == maybe {
		args = min(strings.Count(filled, "\x01"), 1)
	}
	for i := range 4 {
		times := 0
		if i < args {
			times = 1
		}
		if strings.Count(filled, string(rune(i+1))) != times {
			return "must have " + strconv.Itoa(args) + " of %s"
		}
	}
	if strings.Contains(filled, "%") {
		return "has a % that is neither %s nor of the form %1$s"
	}
	return ""
}
