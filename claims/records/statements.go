package records

import (
	"errors"
	"strconv"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
)

// What may be asked at once: the sentences of a long article, each as long as the engine compares.
const (
	mostStatements   = 200
	longestStatement = 2000 // bytes
	mostMatches      = 100
)

// Statements reads what is asked of a library: one statement, or several with the number of matches wanted for each, 0
// if none is given. With an error there are none; it joins [Mistakes], as that of [Read] does.
//
//	{"text", "before", "speaker", "date"}
//	{"statements": [{"text", "before", "speaker", "date"}], "most"}
func Statements(file string, data []byte) (all []claims.Statement, most int, err error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, 0, errors.New(file + ": " + syntax.Error())
	}
	r := reader{file: file, root: &v}
	n := node{Value: &v}
	if r.object(n, `an object, {"statements": [{"text": "…"}]}`, "statements", "most", "text", "before", "speaker") {
		if most = r.integer(n.member("most"), "the number of matches for each, a whole number"); most > mostMatches {
			r.fail(n.member("most"), "at most "+strconv.Itoa(mostMatches))
		}
		asked := r.list(n.member("statements"))
		if n.member("statements").missing() {
			asked = []node{n}
		}
		if len(asked) > mostStatements {
			r.failWith(n.member("statements"),
				strconv.Itoa(len(asked))+" statements: send at most "+strconv.Itoa(mostStatements))
			asked = nil
		}
		for _, s := range asked {
			if !r.object(s, `an object, {"text": "…", "before": "…", "speaker": "…", "date": "…"}`, "text", "before",
				"speaker") {
				continue
			}
			said := func(name string, needed bool, want string) string {
				text := r.string(s.member(name), needed, want)
				if len(text) > longestStatement {
					r.failWith(s.member(name), strconv.Itoa(len(text))+" bytes: send at most "+
						""+strconv.Itoa(longestStatement))
				}
				return text
			}
			all = append(all, claims.Statement{
				Text:    said("text", true, "the statement, in words"),
				Before:  said("before", false, "the two sentences before it"),
				Speaker: said("speaker", false, "the name of the speaker"),
				Date:    r.date(s.member("date")),
			})
		}
	}
	if len(r.errs) > 0 {
		return nil, 0, errors.Join(r.errs...)
	}
	return all, most, nil
}
