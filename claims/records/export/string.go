package export

import (
	"sourcemark/claims/records/internal/dossier"
)

// AppendString appends s to b as a JSON string, for programs that do not link encoding/json.
func AppendString(b []byte, s string) []byte { return dossier.AppendString(b, s) }
