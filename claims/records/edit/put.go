package edit

import (
	"errors"
	"strconv"
	"strings"

	"sourcemark/claims/records/internal/dossier"
)

// Put returns a dossier in its canonical form with other words in the place of one text of it, at the path by which
// lint names it, such as hasPart[3].review.claimReviewed; without it if words is empty. The error says that old does not
// stand there, or is one of [records.Read], for data or for the result; then there is no dossier.
func Put(file string, data []byte, path, old, words string) ([]byte, error) {
	return change(file, data, func(v dossier.Value) (dossier.Value, error) {
		v, ok := putAt(v, steps(path), old, words)
		if !ok {
			return v, errors.New(path + ": is not " + dossier.Quote(old) + " any more")
		}
		return v, nil
	})
}

// At returns the text at a path, as Put takes it; "" if there is none.
func At(data []byte, path string) string {
	v, err := dossier.Parse(string(data))
	if err != nil {
		return ""
	}
	at := &v
	for _, step := range steps(path) {
		number, isItem := strings.CutPrefix(step, "[")
		i, _ := strconv.Atoi(strings.TrimSuffix(number, "]"))
		switch {
		case !isItem:
			at = at.Get(step)
		case at == nil || i < 0 || i >= len(at.Items):
			return ""
		default:
			at = &at.Items[i]
		}
	}
	return at.Text()
}

// steps returns the names and numbers of a path, each number in its brackets.
func steps(path string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(path, "[", ".["), func(r rune) bool { return r == '.' })
}

// putAt returns v with other words at a path; ok is false if the old ones are not there.
func putAt(v dossier.Value, path []string, old, words string) (_ dossier.Value, ok bool) {
	if len(path) == 0 {
		return dossier.Text(words), v.Kind == dossier.KindText && v.Str == old
	}
	last := len(path) == 1
	if number, isItem := strings.CutPrefix(path[0], "["); isItem {
		i, err := strconv.Atoi(strings.TrimSuffix(number, "]"))
		if err != nil || i < 0 || i >= len(v.Items) {
			return v, false
		}
		item, ok := putAt(v.Items[i], path[1:], old, words)
		items := append([]dossier.Value{}, v.Items[:i]...)
		if !last || words != "" {
			items = append(items, item)
		}
		v.Items = append(items, v.Items[i+1:]...)
		return v, ok
	}
	at := v.Get(path[0])
	if at == nil {
		return v, false
	}
	item, ok := putAt(*at, path[1:], old, words)
	if last && words == "" {
		return v.Without(path[0]), ok
	}
	return v.With(path[0], item), ok
}

// Drop returns a dossier in its canonical form without a source, by its @id. The error says that there is none, or is
// one of [records.Read]: that something cites it.
func Drop(file string, data []byte, id string) ([]byte, error) {
	return rewrite(file, data, func(v dossier.Value) (dossier.Value, error) {
		parts := v.Get("hasPart")
		var rest []dossier.Value
		for _, p := range parts.Each() {
			if dossier.IsRecord(p) || p.Get("@id").Text() != id {
				rest = append(rest, *p)
			}
		}
		if parts == nil || len(rest) == len(parts.Each()) {
			return v, errors.New(id + ": no source has this @id")
		}
		return v.With("hasPart", dossier.Value{Kind: dossier.KindArray, Items: rest}), nil
	})
}
