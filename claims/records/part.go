package records

// Part is one part of a dossier, a record or a source, as it stands in its file, by its @id, "#c01"; nil if there is none.
func Part(data []byte, id string) []byte {
	v, err := parse(string(data))
	if err != nil {
		return nil
	}
	parts := v.get("hasPart")
	if parts == nil {
		return nil
	}
	for i := range parts.items {
		part := &parts.items[i]
		if own := part.get("@id"); own != nil && own.str == id {
			return lines(part)
		}
	}
	return nil
}

// AppendString appends s to b as a JSON string, for programs that do not link encoding/json.
func AppendString(b []byte, s string) []byte { return appendString(b, s) }
