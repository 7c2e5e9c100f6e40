package desk

import (
	"strings"
	"testing"

	"sourcemark/claims/records/edit"
)

// BenchmarkOpen is to take at most 2 s, for 27,600 records in 300 dossiers: from the start until all can be searched. The
// first page shows what is known before that.
func BenchmarkOpen(b *testing.B) {
	dir := many(b, 300, 92).dir
	for b.Loop() {
		f, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		for p := (Progress{}); p.Files == 0 || p.Read < p.Files; {
			changed := f.Changed()
			if _, p = f.Dossiers(); p.Read < p.Files {
				<-changed
			}
		}
		f.Close()
	}
}

// BenchmarkSave is to take at most 50 ms, for a record of such a folder; BenchmarkScan looks whether anything in it has
// changed.
func BenchmarkSave(b *testing.B) {
	f := many(b, 300, 92)
	for n := 0; b.Loop(); n++ {
		data := f.in(b, "007.json")
		_, err := f.Save(Change{Dossier: "007.json", Words: "Saved", Seen: map[string]string{"#c7": Version([]byte(data), "#c7")},
			Make: func(file string, data []byte) ([]byte, error) {
				return edit.Set(file, data, "#c7", edit.Field{Path: "text", Words: strings.Repeat("x", 1+n%9)})
			}})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	f := many(b, 300, 92)
	for b.Loop() {
		if err := f.Scan(); err != nil {
			b.Fatal(err)
		}
	}
}
