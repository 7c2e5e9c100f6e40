package lint

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sourcemark/claims"
	"sourcemark/claims/internal/match"
	"sourcemark/claims/records/internal/dossier"
)

// A verdict is words of a newsroom's own, and only the newsroom knows whether they speak for or against a statement.
// Its dossier says so of each (negativeVerdicts, positiveVerdicts, neutralVerdicts). The reader shows one of which it
// does not as neither; here is what keeps such a dossier from being published, and what helps an editor to say it.

type classList struct {
	sync.Once
	classes map[string]claims.Class
}

var common classList // filled when it is asked first

// commonClasses returns the class of each of the common verdicts, by its folded words.
func commonClasses() map[string]claims.Class {
	common.Do(func() {
		common.classes = map[string]claims.Class{}
		for line := range strings.Lines(commonVerdicts) {
			head, words, ok := strings.Cut(line, ":")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			_, name, _ := strings.Cut(head, " ")
			for w := range strings.SplitSeq(words, "|") {
				common.classes[foldVerdict(w)] = claims.Class(slices.Index(classNames[:], name))
			}
		}
	})
	return common.classes
}

// classNames are the names of the classes in verdicts.txt.
var classNames = [...]string{claims.Unclassified: "none", claims.Against: "against", claims.For: "for",
	claims.Neither: "neither"}

// foldVerdict returns a verdict in the form in which verdicts are compared.
func foldVerdict(words string) string {
	return strings.Trim(match.Fold(words).S, " .!,:;\"'")
}

// UsualVerdicts returns what desks that write in a language often say, by class; nil if none is known.
func UsualVerdicts(language string, class claims.Class) []string {
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	for line := range strings.Lines(commonVerdicts) {
		if words, ok := strings.CutPrefix(line, language+" "+classNames[class]+": "); ok {
			return strings.Split(strings.TrimSpace(words), " | ")
		}
	}
	return nil
}

// usualClass returns the class that most desks give a verdict; Unclassified if the list does not have it.
func usualClass(verdict string) claims.Class { return commonClasses()[foldVerdict(verdict)] }

const mostTold = 20 // that are listed one by one; a desk with more has not begun to classify

// classMeanings says what most desks mean by a verdict of each class.
var classMeanings = [...]string{claims.Against: "that a statement is wrong", claims.For: "that a statement is right",
	claims.Neither: "that a statement is neither right nor wrong"}

// Unclassified returns an error for each verdict that readers would see and that the dossier does not classify, with
// what to type; nil if there is none. Ask it before a dossier is published.
func Unclassified(d *claims.Dossier) error {
	var errs []error
	seen := map[string]bool{}
	for i := range d.Records {
		r := &d.Records[i]
		if r.Status == claims.Withdrawn {
			continue
		}
		for _, v := range r.Reviews {
			if v.Class != claims.Unclassified || v.Rating == "" || seen[v.Rating] {
				continue
			}
			if seen[v.Rating] = true; len(seen) > mostTold {
				return errors.Join(append(errs, errors.New(d.File+": and more verdicts are not classified"))...)
			}
			errs = append(errs, fmt.Errorf("%s: %s: the verdict %s is not classified: %s", d.File, r.ID,
				dossier.Quote(v.Rating), classify(v.Rating)))
		}
	}
	return errors.Join(errs...)
}

// classify returns what to type to classify a verdict.
func classify(verdict string) string {
	word := dossier.String(verdict)
	entry := string(dossier.AppendLine(nil, &word, ", ", ": "))
	if usual := usualClass(verdict); usual != claims.Unclassified {
		return fmt.Sprintf("most desks use it to mean %s: if you do too, add %s to %s; otherwise to %s",
			classMeanings[usual], entry, dossier.ClassLists[usual], others(usual))
	}
	return "add " + entry + " to negativeVerdicts if it says that a statement is wrong, to positiveVerdicts if " +
		"right, to neutralVerdicts if neither"
}

// others returns the lists for the other classes.
func others(class claims.Class) string {
	var names []string
	for c := claims.Against; c <= claims.Neither; c++ {
		if c != class {
			names = append(names, dossier.ClassLists[c])
		}
	}
	return strings.Join(names, " or ")
}

// unclassified reports each verdict without a class once. Drafts count unless they are left out: they are to become
// records.
func (l *linter) unclassified() {
	type use struct {
		part   *part
		at     *dossier.Value
		rating string
		times  int
	}
	var uses []use
	index := map[string]int{}
	for i := range l.parts {
		p := &l.parts[i]
		if p.record == nil || p.record.Status == claims.Withdrawn || l.out[p] {
			continue
		}
		for k, v := range p.Get("review").Each() {
			if p.record.Reviews[k].Class != claims.Unclassified {
				continue
			}
			rating := p.record.Reviews[k].Rating
			n, ok := index[rating]
			if !ok {
				n = len(uses)
				index[rating] = n
				uses = append(uses, use{part: p, at: v.Get("reviewRating").Get("alternateName"), rating: rating})
			}
			uses[n].times++
		}
	}
	var lines [claims.Neither + 1]string // to paste, by class
	for i, u := range uses {
		if i == mostTold {
			l.report(u.part, u.at, "more", "classify them like the ones above", "%n more verdicts are not classified",
				strconv.Itoa(len(uses)-mostTold))
			return
		}
		message := "the verdict %s is not classified"
		if u.times > 1 {
			message += fmt.Sprintf(" (used by %d reviews)", u.times)
		}
		usual := usualClass(u.rating)
		if usual == claims.Unclassified {
			l.report(u.part, u.at, "", classify(u.rating), message, u.rating)
			continue
		}
		if lines[usual] == "" {
			var add []string
			for _, u := range uses[:min(mostTold, len(uses))] {
				if usualClass(u.rating) == usual {
					add = append(add, u.rating)
				}
			}
			lines[usual] = l.classLine(usual, add)
		}
		l.report(u.part, u.at, "",
			fmt.Sprintf("most desks use it to mean %s: if you do too, write %s; otherwise add it to %s",
				classMeanings[usual], lines[usual], others(usual)), message, u.rating)
	}
}

// classLine returns the member that classifies more verdicts beside those it classifies already.
func (l *linter) classLine(class claims.Class, add []string) string {
	var items []dossier.Value
	for _, v := range l.long.Get(dossier.ClassLists[class]).Each() {
		if !strings.HasPrefix(v.Str, Placeholder) {
			items = append(items, *v)
		}
	}
	for _, words := range add {
		if !slices.ContainsFunc(items, func(v dossier.Value) bool { return v.Str == words }) {
			items = append(items, dossier.String(words))
		}
	}
	all := dossier.List(items...)
	return fmt.Sprintf(`"%s": %s`, dossier.ClassLists[class], string(dossier.AppendLine(nil, &all, ", ", ": ")))
}

// IsUsual reports whether words are a verdict that many desks give, in any of our languages.
func IsUsual(words string) bool { return usualClass(words) != claims.Unclassified }
