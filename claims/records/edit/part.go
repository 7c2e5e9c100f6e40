package edit

import (
	"sourcemark/claims/records/internal/dossier"
)

// Part returns a record or a source of a dossier as it stands in the file, by its @id, such as "#c01"; nil if there is
// none or data is not JSON.
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
