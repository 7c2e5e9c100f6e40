package splitstream

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"
)

// small is a program with every kind of instruction: two functions, the second of which is in slot 0x1000 of the
// table. It is read only, never run.
var small = module1(
	"\x01\x04\x01\x60\x00\x00"+ // types
		"\x02\x08\x01\x02go\x01f\x00\x00"+ // imports
		"\x03\x03\x02\x00\x00", // types of functions
	0x1001,
	"\x00\x02\x40\x03\x40\x20\x00\x0e\x02\x00\x01\x00\x0b\x10\x01\x0d\x00\x0b\x0b",
	"\x02\x01\x7f\x03\x7e\x23\x00\x41\x08\x6b\x24\x00\x42\x80\x80\x84\x80\x01\x1a\x42\x81\x80\x84\x80\x01\x1a"+
		"\x42\x84\x80\x84\x80\x01\x1a\x42\x80\x80\x80\x80\x80\x01\x1a"+
		"\x43\x00\x00\x80\x3f\x1a\x44\x00\x00\x00\x00\x00\x00\xf0\x3f\x1a"+
		"\x29\x03\x08\x1a"+
		"\x11\x00\x00\xfc\x0b\x00\xfc\x0a\x00\x00\xfc\x06\x3f\x00\x1a\x00\x0b",
)

// module1 returns a program of sections, an element section that has its functions from a slot on, and functions.
func module1(before string, slot int64, bodies ...string) string {
	elements := string(appendSigned([]byte("\x01\x00\x41"), slot-1)) + "\x0b" + uints(len(bodies))
	code := uints(len(bodies))
	for i, b := range bodies {
		elements += uints(i + 1)
		code += uints(len(b)) + b
	}
	section := func(id, body string) string { return id + uints(len(body)) + body }
	data := "\x01\x00\x41\x08\x0b\x05bytes"
	return header + before + section("\x09", elements) + section("\x0a", code) + section("\x0b", data)
}

// published returns a program of dist/, as it is whether or not it was published coded.
func published(t *testing.T, name string) []byte {
	program, err := os.ReadFile("../../../dist/" + name)
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	if plain, err := Decode(program); err == nil {
		return plain
	}
	return program
}

// programs calls f with each program of dist/, coded.
func programs(t *testing.T, f func(t *testing.T, program, coded []byte)) {
	for _, name := range []string{"sourcemark.wasm", "sourcemark.values.wasm", "sourcemark.more.wasm", "edge/edge.wasm"} {
		t.Run(name, func(t *testing.T) {
			program := published(t, name)
			coded, err := Encode(program)
			if err != nil {
				t.Fatal(err)
			}
			f(t, program, coded)
		})
	}
}

// TestPrograms wants the programs back as they were, from less than half their bytes.
func TestPrograms(t *testing.T) {
	programs(t, func(t *testing.T, program, coded []byte) {
		again, err := Decode(coded)
		if err != nil || !bytes.Equal(again, program) {
			t.Fatalf("another program comes back: %v", err)
		}
		if len(coded) > len(program)/2 {
			t.Errorf("%d bytes became %d", len(program), len(coded))
		}
	})
}

// TestMutated wants back what a part of the program is with a byte changed, wherever that is read as a program still.
func TestMutated(t *testing.T) {
	program := published(t, "sourcemark.values.wasm")
	back := 0
	for k := range 60 {
		p := bytes.Clone(program)
		p[(k*k*31+k*1009)%len(p)] += byte(1 + k)
		coded, err := Encode(p)
		if err != nil {
			continue
		}
		if again, err := Decode(coded); err != nil || !bytes.Equal(again, p) {
			t.Errorf("change %d: another program comes back: %v", k, err)
		}
		back++
	}
	if back < 20 {
		t.Errorf("of 60 changed programs %d are coded, want 20 at least", back)
	}
}

// TestDamaged changes each byte of a coded program in turn, and cuts it there.
func TestDamaged(t *testing.T) {
	coded, err := Encode([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for k := range coded {
		for _, by := range []byte{1, 0x80, 0xff} {
			c := bytes.Clone(coded)
			c[k] ^= by
			got, err := Decode(c)
			if err == nil && string(got) != small {
				t.Errorf("byte %d: another program comes back", k)
			}
			if err != nil {
				refused++
			}
		}
		if _, err := Decode(coded[:k]); err == nil {
			t.Errorf("cut at %d: nobody notices", k)
		}
	}
	if refused < len(coded)/4 {
		t.Errorf("of %d damaged programs %d are refused", 3*len(coded), refused)
	}
}

func TestRefuses(t *testing.T) {
	body := func(b string) string { return module1("\x02\x08\x01\x02go\x01f\x00\x00", 1, b) }
	for _, c := range []struct{ name, program, want string }{
		{"no program", "<!doctype html>", "no WebAssembly"},
		{"cut", small[:len(small)-3], "ends in the middle"},
		{"tail call", body("\x00\x12\x01\x0b"), "0x12"},
		{"vectors", body("\x00\xfd\x0c\x0b"), "0xfd"},
		{"passive data", body("\x00\xfc\x08\x00\x00\x0b"), "0xfc 8"},
		{"block of several results", body("\x00\x02\x01\x0b\x0b"), "block of type 0x1"},
		{"a second table", body("\x00\x11\x00\x01\x0b"), "second table"},
		{"after the end", body("\x00\x0b\x01"), "after its end"},
		{"no end", body("\x00\x01"), "ends in the middle"},
		{"a longer number", body("\x00\x0c\x80\x00\x0b"), "does not come back"},
	} {
		coded, err := Encode([]byte(c.program))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %d bytes and %v, want an error with %q", c.name, len(coded), err, c.want)
		}
	}
	for _, c := range broken {
		if _, err := Decode(c.coded); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", c.name, err, c.want)
		}
	}
}

// broken are coded programs that no encoder writes.
var broken = []struct {
	name  string
	coded []byte
	want  string
}{
	{"too much", append([]byte("\x09\x00\x00\x00"), uints(1<<30)+"\x00\x00\x00\x00"...), "has a frame of"},
	{"parts of nothing", frame("\x02\x01\x02\x00\x00\x00\x00\x00\x00\x00"), "makes nothing"},
	{"no such code", frame("\x04\x01\x01\x00", "\x05", "\x00"), "code 5"},
	{"no end", frame("\x02\x01\x01\x00\x01\x01\x00\x04\x01\x01\x00", "\x00\x00\x00", "\x00"), "ends in the middle"},
	{"too long", frame("\x01\x80\x80\x80\x01" + strings.Repeat("x", 1<<21)), "more than it says"},
	{"a step that is none", frame("\x09"), "step 9"},
	{"too little", frame("\x00"), "checksum"},
	{"more entries than codes", frame("\x02\x81\x02"), "257 entries"},
	{"a part of a stream that is none", frame("\x02\x01\x01\x01\x80\x10"), "a part with 2048"},
	{"too many functions", frame("\x04\x01\x80\x80\x04"), "65537 functions"},
	{"too many streams", frame(make([]string, 2000)...), "2000 streams"},
	{"after the end", []byte("\x00\x00\x00\x00\x00"), "after its end"},
	{"nothing", nil, "ends in the middle"},
}

// frame returns a frame of these streams that says it makes 1 MB.
func frame(streams ...string) []byte {
	head := uints(1<<20) + "\x00\x00\x00\x00" + uints(len(streams))
	for _, s := range streams {
		head += uints(len(s))
	}
	head += strings.Join(streams, "")
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(head))), head...)
}

// TestDictionary wants the file of runs to say each once, in the way that it is written, and each run to be of whole
// instructions.
func TestDictionary(t *testing.T) {
	runs, err := readRuns(frozen)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range runs {
		s := e.String()
		if !strings.Contains(frozen, "\n"+s+"\n") || seen[s] {
			t.Errorf("%s: is there twice, or in other words", s)
		}
		seen[s] = true
	}
	if len(runs) < 100 {
		t.Errorf("%d runs", len(runs))
	}
	for _, line := range []string{"zz", "20:*:", "20", "0e:00", "0240:00", "20:80", "44:00", "fd0c", "2000", "45:*"} {
		if _, err := readRuns(line + "\n"); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%s: %v, want an error that says it", line, err)
		}
	}
}

// FuzzEncode wants back whatever is coded.
func FuzzEncode(f *testing.F) {
	f.Add([]byte(small))
	f.Fuzz(func(t *testing.T, program []byte) {
		coded, err := Encode(program)
		if err != nil {
			return
		}
		if again, err := Decode(coded); err != nil || !bytes.Equal(again, program) {
			t.Errorf("another program comes back: %v", err)
		}
	})
}

// FuzzDecode gives the decoder anything: it says so, and does not panic.
func FuzzDecode(f *testing.F) {
	coded, err := Encode([]byte(small))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(coded)
	f.Fuzz(func(t *testing.T, coded []byte) {
		if program, err := Decode(coded); err == nil && len(program) > largest {
			t.Errorf("%d bytes", len(program))
		}
	})
}
