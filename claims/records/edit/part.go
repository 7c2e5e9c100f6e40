package edit

import (
	"fmt"
	"strings"

	"sourcemark/claims"
	"sourcemark/claims/records/internal/dossier"
	"sourcemark/claims/records/lint"
)

// Part returns a record or a source of a dossier as it stands in the file, by its @id, such as "#c01"; nil if there is
// none or data is not JSON.
func Part(data []byte, id string) []byte {
	v, err := dossier.Parse(string(data))
	if err != nil {
		return nil
	}
	return part(&v, id)
}

// Parts returns records and sources as they stand in the canonical form of a dossier, by their @id; those that are not
// there are left out. The error is that data is not JSON.
func Parts(file string, data []byte, ids ...string) (map[string][]byte, error) {
	v, syntax := dossier.Parse(string(data))
	if syntax != nil {
		return nil, fmt.Errorf("%s: %w", file, syntax)
	}
	canonical := dossier.Canonical(dossier.Expand(v))
	out := map[string][]byte{}
	for _, id := range ids {
		if p := part(canonical, id); p != nil {
			out[id] = p
		}
	}
	return out, nil
}

func part(v *dossier.Value, id string) []byte {
	parts := v.Get("hasPart")
	if parts == nil {
		return nil
	}
	for i := range parts.Items {
		part := &parts.Items[i]
		if own := part.Get("@id"); own != nil && own.Str == id {
			return dossier.Lines(part)
		}
	}
	return nil
}

// Verdicts returns the verdicts that a dossier classifies, by claims.Class, without placeholders. All are empty if data
// is not JSON.
func Verdicts(data []byte) (lists [claims.Neither + 1][]string) {
	v, err := dossier.Parse(string(data))
	if err != nil {
		return lists
	}
	for class, name := range dossier.ClassLists {
		list := v.Get(name)
		if name == "" || list == nil {
			continue
		}
		for i := range list.Items {
			if words := list.Items[i].Text(); words != "" && !strings.HasPrefix(words, lint.Placeholder) {
				lists[class] = append(lists[class], words)
			}
		}
	}
	return lists
}
