package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
)

func tableOf(t *testing.T, program []byte) *functionTable {
	t.Helper()
	for _, s := range sectionsOf(t, program) {
		if s.id != dataSection {
			continue
		}
		memory, err := image(s.body)
		if err != nil {
			t.Fatal(err)
		}
		table, err := findFunctionTable(memory)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	t.Fatal("no data")
	return nil
}

// TestFramed looks up frames and maps of pointers where the runtime does, before and after: wherever a call returns to,
// the same comes back.
func TestFramed(t *testing.T) {
	for _, name := range []string{".browser.wasm", ".edge.wasm"} {
		program := built(t, name)
		after, err := framed(program)
		if err != nil {
			t.Fatal(err)
		}
		m, err := takenApart(program)
		if err != nil {
			t.Fatal(err)
		}
		was, is := tableOf(t, program), tableOf(t, after)
		lookups, tables := 0, map[string]bool{}
		for i := range was.functions {
			f := was.function(i)
			for _, at := range []int{f + pcspAt, was.pcdata(f, pcdataStackMap)} {
				if at != f+pcspAt && was.word(f+npcdata) <= pcdataStackMap || was.word(at) == 0 {
					continue
				}
				table := is.pcTable(is.word(at))
				tables[table] = true
				before := values(was.pcTable(was.word(at)), 1<<16)
				now := values(table, len(before))
				if at == f+pcspAt && slices.Max(before) != slices.Max(now) {
					t.Errorf("%s: %s has a largest frame of %d, and had %d", name, m.names[i], slices.Max(now), slices.Max(before))
				}
				instructions(m.bodies[i], func(_, _ int, op byte, n int64) {
					if op != 0x42 || n>>16 != m.slot+int64(i) {
						return
					}
					back := int(n & 0xffff)
					for _, pc := range []int{back - 1, back} {
						if pc < 0 || pc == back && at != f+pcspAt {
							continue // of the map, the call is asked for
						}
						lookups++
						if before[pc] != now[pc] {
							t.Errorf("%s: %s has %d at %d, and had %d", name, m.names[i], now[pc], pc, before[pc])
						}
					}
				})
			}
		}
		if lookups < 50_000 || len(tables) > was.functions {
			t.Errorf("%s: %d lookups in %d tables of %d functions", name, lookups, len(tables), was.functions)
		}
	}
	for _, c := range []struct {
		table, want string
		places      []int
	}{ // 0 at first, 8 from the second on, 0 for the last: nobody looks at the last
		{"\x02\x01\x10\x05\x0f\x01\x00", "\x02\x01\x10\xfe\xff\x03\x00", []int{0, 1, 3}},
		{"\x02\x01\x10\x05\x0f\x01\x00", "\x02\x01\x10\x05\x0f\xf9\xff\x03\x00", []int{6, 5, 0, 1}},
		{"\x02\x01\x10\x05\x0f\x01\x00", "\x02\x01\x10\x05\x0f\x01\x00", []int{0, 6}}, // else the largest would go
	} {
		if got := atPlaces(c.table, c.places); got != c.want {
			t.Errorf("at %d: %q became %q, want %q", c.places, c.table, got, c.want)
		}
	}
}

// TestPacked wants each function to say the same of its stack as before, with less around it.
func TestPacked(t *testing.T) {
	before, after := widget(t)
	was, is := tableOf(t, before), tableOf(t, after)
	began := func(t *functionTable) int { return int(binary.LittleEndian.Uint64(t.whole[t.module()+stacksAt:])) }
	wasFrom, isFrom := began(was), began(is)
	said := func(t *functionTable, from, f, k int) []byte {
		at := t.word(t.funcdata(f, k))
		if at == noData {
			return nil
		}
		b := t.whole[from+at:]
		switch k {
		case funcdataStackObjects: // a number, and of each 16 bytes
			return b[:8+16*int(binary.LittleEndian.Uint64(b))]
		case 0, 1: // maps: how many, of how many bits
			return b[:8+int(binary.LittleEndian.Uint32(b))*((int(binary.LittleEndian.Uint32(b[4:]))+7)/8)]
		}
		return b[:2]
	}
	compared := 0
	for i := range was.functions {
		f := was.function(i)
		if idleIndex(string(was.name(f))) >= 0 {
			continue
		}
		for k := range int(was.memory[f+nfuncdata]) {
			if k == funcdataArgInfo || k == funcdataArgLiveInfo {
				continue
			}
			compared++
			if !bytes.Equal(said(was, wasFrom, f, k), said(is, isFrom, f, k)) {
				t.Errorf("%s: %d is no longer what it was", was.name(f), k)
			}
		}
	}
	if compared < 10_000 {
		t.Errorf("%d compared", compared)
	}
}
