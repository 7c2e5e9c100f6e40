package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A piece is what the widget is without at first: the functions that are reached by those that it names alone. A name
// that ends with .go is that of a file, and stands for all that is written there.
type piece struct {
	file  string // of dist/
	stand string // the function that is called in the place of those that have not come; it panics
	after string // the file of a piece that is there whenever this one is called, so that what both need is in that
	names []string
}

// seldom are the pieces that few readers need.
var seldom = []piece{
	// To find claims in other words. These are called once the lexicon has come.
	{moreFile, absent, linksFile, []string{"sourcemark/claims.(*Checker).InOtherWords.func1", "main.(*widget).lookUp.func1"}},
	// To read languages other than English. Whoever calls one of these before they have come gets absent's panic.
	{othersFile, absent, "", []string{
		prose + "beside.go", prose + "caseless.go", prose + "clauses.go", prose + "dialogue.go",
		prose + "foreign.go", prose + "incise.go", prose + "nominal.go", "sourcemark/claims.(*coreference).inFull",
		"sourcemark/claims/otherwise.go",
	}},
	// To read numbers, dates and units as values, and words in pieces: either of these does.
	{valuesFile, absent, "", []string{
		"sourcemark/claims/value.go", "sourcemark/claims/notation.go", "sourcemark/claims/pieces.go",
	}},
	// To link records that have no place by their anchor, and to check several articles of one page each by itself. Each
	// is called in one place.
	{linksFile, "main.absentLinks", "", []string{
		"sourcemark/claims.(*Checker).linkRest", "sourcemark/claims.(*Checker).checkEach",
	}},
	// To read Chinese, Japanese, Korean and Thai.
	{eastFile, "main.absentEast", othersFile, []string{prose + "east.go", "sourcemark/claims.(*Text).attributeEastern"}},
	// To place records where their words, or those beside them, have changed since they were anchored.
	{editedFile, "main.absentEdited", "", []string{
		"sourcemark/claims/edited.go", "sourcemark/claims/context.go", "sourcemark/claims/inword.go",
		"sourcemark/claims.wordingChanged",
	}},
}

const prose = "sourcemark/claims/internal/prose/"

// absent stands for what only other languages than English need, and for what is not called before it has come.
const absent = "main.absent"

// A wasmModule is a program with its functions taken apart.
type wasmModule struct {
	sections []section
	imports  int // functions that are imported; those of the program are counted from here
	types    []uint64
	bodies   [][]byte // with their variables, without their sizes
	names    []string
	files    []string // where the functions are written
	globals  [][]byte // types
	slot     int64    // where the first function is in the table; the others follow
}

const (
	typeSection     = 1
	importSection   = 2
	functionSection = 3
	globalSection   = 6
	exportSection   = 7
	elementSection  = 9
)

// parted takes pieces out of a program, as the linker wrote it, and returns it with traps in the place of their
// functions, and a module of each. Such a module works on the memory, the variables and the table of functions of the
// program, and when it is instantiated puts its functions into that table; until then absent is there.
//
//	program                          part
//	f: (slot of g) call_indirect     g: call h              both in the part
//	   (value of g) call_indirect       (slot of f) call_indirect
//	g: unreachable                   h: ...
func parted(program []byte, pieces []piece) (rest []byte, parts [][]byte, err error) {
	m, err := takenApart(program)
	if err != nil {
		return nil, nil, fmt.Errorf("the program: %w", err)
	}
	stands := make([]string, len(m.bodies)) // what stands for each function that is moved
	for _, p := range pieces {
		moved, err := m.movedWith(p, pieces)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", p.file, err)
		}
		part, err := m.part(moved)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", p.file, err)
		}
		parts = append(parts, part)
		for i := range moved {
			if moved[i] && stands[i] != "" {
				return nil, nil, fmt.Errorf("%s: %s is in another part, too", p.file, m.names[i])
			}
			if moved[i] {
				stands[i] = p.stand
			}
		}
	}
	rest, err = m.without(stands)
	return rest, parts, err
}

// A reader reads the numbers of a module. It panics at its end.
type reader struct{ b []byte }

func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		panic(errCut)
	}
	r.b = r.b[n:]
	return v
}

// signed reads a signed number of any length.
func (r *reader) signed() (v int64) {
	for shift := 0; ; shift += 7 {
		c := r.b[0]
		r.b = r.b[1:]
		v |= int64(c&0x7f) << shift
		if c&0x80 == 0 {
			if c&0x40 != 0 && shift+7 < 64 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
}

func (r *reader) bytes(n uint64) []byte {
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func takenApart(program []byte) (m *wasmModule, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("has a section in a form that Go did not write before; see web/bundle/part.go")
		}
	}()
	m = new(wasmModule)
	if m.sections, err = split(program); err != nil {
		return nil, err
	}
	for _, s := range m.sections {
		r := &reader{s.body}
		switch s.id {
		case importSection:
			for range r.number() {
				r.bytes(r.number())
				r.bytes(r.number())
				if kind := r.bytes(1)[0]; kind != 0 {
					return nil, fmt.Errorf("imports what is no function (%d)", kind)
				}
				r.number()
				m.imports++
			}
		case functionSection:
			for range r.number() {
				m.types = append(m.types, r.number())
			}
		case globalSection:
			for range r.number() {
				m.globals = append(m.globals, r.bytes(2))
				i := bytes.IndexByte(r.b, 0x0b) // its first value is zero, and so has no such byte
				r.bytes(uint64(i) + 1)
			}
		case elementSection:
			count, kind, op := r.number(), r.number(), r.number()
			m.slot = r.signed()
			if count != 1 || kind != 0 || op != 0x41 || r.number() != 0x0b || r.number() != uint64(len(m.types)) ||
				r.number() != uint64(m.imports) {
				return nil, errors.New("has a table that is not of all its functions, in order; see web/bundle/part.go")
			}
		case codeSection:
			for range r.number() {
				m.bodies = append(m.bodies, r.bytes(r.number()))
			}
		case dataSection:
			memory, err := image(s.body)
			if err != nil {
				return nil, err
			}
			t, err := findFunctionTable(memory)
			if err != nil {
				return nil, err
			}
			for i := range t.functions {
				f := t.function(i)
				m.names, m.files = append(m.names, string(t.name(f))), append(m.files, t.file(f))
			}
		}
	}
	if len(m.names) != len(m.bodies) || len(m.types) != len(m.bodies) {
		return nil, errors.New("has functions that are not in its table; see web/bundle/part.go")
	}
	return m, nil
}

// instructions calls each with every instruction of a function: where it begins and ends, its code, and its number if
// it is the call of a function or a constant.
func instructions(body []byte, each func(from, to int, op byte, n int64)) {
	r := &reader{body}
	for range r.number() { // variables
		r.number()
		r.bytes(1)
	}
	for len(r.b) > 0 {
		from, n := len(body)-len(r.b), int64(0)
		op := r.bytes(1)[0]
		switch {
		case op == 0x02 || op == 0x03 || op == 0x04: // block, loop, if: a type
			r.signed()
		case op == 0x0c || op == 0x0d || 0x20 <= op && op <= 0x26: // br, br_if, variables, tables
			r.number()
		case op == 0x0e: // br_table
			for range r.number() + 1 {
				r.number()
			}
		case op == 0x10: // call
			n = int64(r.number())
		case op == 0x11 || 0x28 <= op && op <= 0x3e: // call_indirect, memory
			r.number()
			r.number()
		case op == 0x3f || op == 0x40: // memory.size, memory.grow
			r.bytes(1)
		case op == 0x41 || op == 0x42: // constants
			n = r.signed()
		case op == 0x43:
			r.bytes(4)
		case op == 0x44:
			r.bytes(8)
		case op == 0xfc:
			switch more := r.number(); {
			case more < 8: // conversions
			case more == 10: // memory.copy
				r.bytes(2)
			case more == 11: // memory.fill
				r.bytes(1)
			default:
				panic("an instruction that Go did not use before")
			}
		case op == 0x00 || op == 0x01 || op == 0x05 || op == 0x0b || op == 0x0f || op == 0x1a || op == 0x1b ||
			0x45 <= op && op <= 0xc4: // those without numbers
		default:
			panic("an instruction that Go did not use before")
		}
		each(from, len(body)-len(r.b), op, n)
	}
}

// movedWith returns which functions are in a piece: those that it reaches alone, or together with the pieces after it, and
// that are not in these.
func (m *wasmModule) movedWith(p piece, pieces []piece) ([]bool, error) {
	names := p.names
	later := make([]bool, len(m.bodies))
	for _, q := range pieces {
		if q.after != p.file {
			continue
		}
		names = slices.Concat(names, q.names)
		theirs, err := m.movedWith(q, pieces)
		if err != nil {
			return nil, err
		}
		for i := range later {
			later[i] = later[i] || theirs[i]
		}
	}
	moved, err := m.reachedBy(names, pieces)
	for i := range moved {
		moved[i] = moved[i] && !later[i]
	}
	return moved, err
}

// reachedBy returns which functions those of a piece reach, directly or as closures within them, and nothing else does.
func (m *wasmModule) reachedBy(names []string, pieces []piece) (moved []bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("has %v; see web/bundle/part.go", p)
		}
	}()
	for _, name := range names {
		if !slices.Contains(m.names, name) && !slices.Contains(m.files, name) {
			return nil, fmt.Errorf("no function or file %s: see seldom in web/bundle/part.go", name)
		}
	}
	isEntry := make([]bool, len(m.bodies))
	calls := make([][]int, len(m.bodies))  // of each function: whom it calls
	values := make([][]int, len(m.bodies)) // and of whom it makes a value
	byName := make(map[string]int)
	for i, name := range m.names {
		byName[name] = i
		isEntry[i] = slices.Contains(names, name) || slices.Contains(names, m.files[i])
		if strings.HasSuffix(name, ".init") && isEntry[i] {
			return nil, fmt.Errorf("%s has variables that are made at the start: put them into another file", m.files[i])
		}
		instructions(m.bodies[i], func(_, _ int, op byte, n int64) {
			switch f := n>>16 - m.slot; {
			case op == 0x10:
				calls[i] = append(calls[i], int(n)-m.imports)
			case op == 0x42 && 0 <= f && f < int64(len(m.bodies)):
				values[i] = append(values[i], int(f))
			}
		})
	}
	// What has its name from a function within which it is written.
	parent := func(i int) int {
		name := m.names[i]
		for cut := len(name); cut > 0; {
			if cut = strings.LastIndexAny(name[:cut], ".-"); cut > 0 {
				if p, ok := byName[name[:cut]]; ok {
					return p
				}
			}
		}
		return -1
	}
	inData := m.valuesInData()
	others := func(i int) bool { // it is of another piece
		return !isEntry[i] && slices.ContainsFunc(pieces, func(p piece) bool {
			return slices.Contains(p.names, m.names[i]) || slices.Contains(p.names, m.files[i])
		})
	}
	ours := func(i int) bool {
		return !others(i) && (strings.HasPrefix(m.names[i], "sourcemark/claims") || strings.HasPrefix(m.names[i], "slices."))
	}
	moved = make([]bool, len(m.bodies))
	for again := true; again; { // all that can be reached
		again = false
		for i := range m.bodies {
			p := parent(i)
			if !moved[i] && (isEntry[i] || p >= 0 && moved[p] && ours(i)) {
				moved[i], again = true, true
			}
			if moved[i] {
				for _, f := range calls[i] {
					if f >= 0 && !moved[f] && ours(f) {
						moved[f], again = true, true
					}
				}
			}
		}
	}
	for again := true; again; { // without what somebody else may call
		again = false
		keep := func(f int) {
			if f >= 0 && moved[f] && !isEntry[f] {
				moved[f], again = false, true
			}
		}
		for i := range m.bodies {
			p := parent(i)
			if inData[i] && (p < 0 || !moved[p]) {
				keep(i)
			}
			if !moved[i] {
				for _, f := range slices.Concat(calls[i], values[i]) {
					keep(f)
				}
			}
		}
	}
	return moved, nil
}

// valuesInData reports of which functions the data have a value.
func (m *wasmModule) valuesInData() []bool {
	out := make([]bool, len(m.bodies))
	for _, s := range m.sections {
		if s.id != dataSection {
			continue
		}
		memory, _ := image(s.body) // takenApart has made it
		for at := 0; at+8 <= len(memory); at += 8 {
			v := binary.LittleEndian.Uint64(memory[at:])
			if f := int64(v>>16) - m.slot; v&0xffff == 0 && 0 <= f && f < int64(len(out)) {
				out[f] = true
			}
		}
	}
	return out
}

// part returns the module of the functions that are moved.
func (m *wasmModule) part(moved []bool) (part []byte, err error) {
	var all []int
	var alike [][]byte
	for i, body := range m.bodies {
		if moved[i] {
			all, alike = append(all, i), append(alike, body)
		}
	}
	order := sideBySide(alike)
	number := make(map[int]int) // of a function in the part
	for k, at := range order {
		order[k] = all[at]
		number[all[at]] = k
	}
	vector := func(n int) []byte { return binary.AppendUvarint(nil, uint64(n)) }
	functions, code := vector(len(number)), vector(len(number))
	for _, i := range order {
		functions = binary.AppendUvarint(functions, m.types[i])
		out := m.redirected(m.bodies[i], func(f int) (k int, direct bool) {
			k, direct = number[f]
			return k, direct
		})
		if out == nil {
			return nil, fmt.Errorf("%s calls what is imported", m.names[i])
		}
		code = append(binary.AppendUvarint(code, uint64(len(out))), out...)
	}
	var elements []byte
	runs := 0
	for _, i := range all {
		if i == 0 || !moved[i-1] { // a run of functions that follow each other
			n := 1
			for i+n < len(moved) && moved[i+n] {
				n++
			}
			elements = append(appendSigned(append(elements, 0, 0x41), m.slot+int64(i)), 0x0b)
			elements = binary.AppendUvarint(elements, uint64(n))
			for k := range n {
				elements = binary.AppendUvarint(elements, uint64(number[i+k]))
			}
			runs++
		}
	}
	// Memory and table, of any size, and the variables.
	imports := append(vector(2+len(m.globals)), "\x01p\x03mem\x02\x00\x00\x01p\x01t\x01\x70\x00\x00"...)
	for i, g := range m.globals {
		imports = append(append(imports, "\x01p\x01"...), byte('0'+i), 3)
		imports = append(imports, g...)
	}
	i := slices.IndexFunc(m.sections, func(s section) bool { return s.id == typeSection })
	return joined([]section{m.sections[i], {importSection, imports}, {functionSection, functions},
		{elementSection, append(vector(runs), elements...)}, {codeSection, code}}), nil
}

// redirected returns a function with its calls of others changed: to directly is given the number of one in the program,
// and returns what it is called by; where that is not ok, it is called by its slot in the table. It is nil where what is
// imported would have to be called so, for that has no slot.
func (m *wasmModule) redirected(body []byte, directly func(f int) (k int, ok bool)) (out []byte) {
	last := 0
	imported := false
	instructions(body, func(from, to int, op byte, n int64) {
		if op != 0x10 {
			return
		}
		out = append(out, body[last:from]...)
		last = to
		f := int(n) - m.imports
		if k, ok := directly(f); ok {
			out = binary.AppendUvarint(append(out, 0x10), uint64(k))
			return
		}
		if f < 0 {
			imported = true
			return
		}
		out = appendSigned(append(out, 0x41), m.slot+int64(f))
		out = append(binary.AppendUvarint(append(out, 0x11), m.types[f]), 0)
	})
	if imported {
		return nil
	}
	return append(out, body[last:]...)
}

// without returns the program with traps for the functions that something stands for, that in their slots, and with what
// their modules import.
func (m *wasmModule) without(stands []string) ([]byte, error) {
	for _, name := range stands {
		if name != "" && !slices.Contains(m.names, name) {
			return nil, fmt.Errorf("the program: no function %s, which stands for those that have not come; see web/bundle/part.go", name)
		}
	}
	sections := slices.Clone(m.sections)
	for i, s := range sections {
		switch s.id {
		case exportSection:
			r := &reader{s.body}
			body := binary.AppendUvarint(nil, r.number()+1+uint64(len(m.globals)))
			body = append(append(body, r.b...), "\x01t\x01\x00"...)
			for k := range m.globals {
				body = append(body, 1, byte('0'+k), 3, byte(k))
			}
			sections[i].body = body
		case elementSection:
			body := append(appendSigned([]byte{1, 0, 0x41}, m.slot), 0x0b)
			body = binary.AppendUvarint(body, uint64(len(m.bodies)))
			for k := range m.bodies {
				if stands[k] != "" {
					k = slices.Index(m.names, stands[k])
				}
				body = binary.AppendUvarint(body, uint64(m.imports+k))
			}
			sections[i].body = body
		case codeSection:
			body := binary.AppendUvarint(nil, uint64(len(m.bodies)))
			for k, b := range m.bodies {
				if stands[k] != "" {
					body = append(body, trap...)
					continue
				}
				b = m.redirected(b, func(f int) (int, bool) { return f + m.imports, f < 0 || stands[f] == "" })
				body = append(binary.AppendUvarint(body, uint64(len(b))), b...)
			}
			sections[i].body = body
		}
	}
	return joined(sections), nil
}
