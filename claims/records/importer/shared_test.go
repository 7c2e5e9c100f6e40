package importer_test

import (
	"testing"

	"sourcemark/claims/records/importer"
)

// Shared finds the table behind what people paste, and leaves all other addresses alone.
func TestShared(t *testing.T) {
	const sheet, published = "https://docs.google.com/spreadsheets/d/1aB_c-9", "https://docs.google.com/spreadsheets/d/e/2PACX-1v_x"
	for _, c := range []struct{ pasted, want string }{
		{sheet + "/edit#gid=0", sheet + "/export?format=csv&gid=0"},
		{sheet + "/edit?gid=172#gid=172", sheet + "/export?format=csv&gid=172"},
		{sheet + "/edit?usp=sharing", sheet + "/export?format=xlsx"},
		{sheet, sheet + "/export?format=xlsx"},
		{" " + sheet + "/view#gid=5&range=A1 ", sheet + "/export?format=csv&gid=5"},
		{"https://docs.google.com/spreadsheets/u/1/d/1aB_c-9/edit#gid=7", sheet + "/export?format=csv&gid=7"},
		{sheet + "/export?format=ods", sheet + "/export?format=ods"},
		{published + "/pubhtml", published + "/pub?output=xlsx"},
		{published + "/pubhtml?gid=3&single=true", published + "/pub?output=csv&single=true&gid=3"},
		{"https://drive.google.com/file/d/1xY/view?usp=sharing", "https://drive.google.com/uc?export=download&id=1xY"},
		{"https://drive.google.com/open?id=1xY", "https://drive.google.com/uc?export=download&id=1xY"},
		{"https://www.dropbox.com/scl/fi/k/checks.xlsx?rlkey=r&dl=0", "https://www.dropbox.com/scl/fi/k/checks.xlsx?dl=1&rlkey=r"},
		{"https://github.com/desk/checks/blob/main/2026/ferry%20a.csv", "https://raw.githubusercontent.com/desk/checks/main/2026/ferry%20a.csv"},
		{"https://county.example/spreadsheets/d/1aB/edit#gid=0", "https://county.example/spreadsheets/d/1aB/edit#gid=0"},
		{"https://docs.google.com/document/d/1aB/edit", "https://docs.google.com/document/d/1aB/edit"},
		{"javascript:alert(1)", "javascript:alert(1)"},
		{"https://docs.google.com.evil.example/spreadsheets/d/1aB/edit", "https://docs.google.com.evil.example/spreadsheets/d/1aB/edit"},
	} {
		if got := importer.Shared(c.pasted); got != c.want {
			t.Errorf("%s: %s, want %s", c.pasted, got, c.want)
		}
	}
}
