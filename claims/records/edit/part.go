package edit

import (
	"sourcemark/claims/records/internal/dossier"
)

// Part is one part of a dossier, a record or a source, as it stands in its file, by its @id, "#c01"; nil if there is none.
func Part(data []byte, id string) []byte {
	v, err := dossier.Parse(string(data))
	if err != nil {
		return nil
	}
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
