package splitstream

import (
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// An entry of the dictionary is a run of instructions, some of them with an operand that is always the same.
type entry []item

// An item is an instruction of an entry. Where its operand is open, a stream has it.
type item struct {
	instruction
	open bool
}

// most is how many entries a dictionary has at most: their codes are bytes.
const most = 256

//go:embed dictionary.txt
var frozen string

// readRuns reads the file of runs, the most useful one first. A line has one: instructions with spaces between, each a
// code in hexadecimal, and after a colon its operand, or * where that is open.
func readRuns(text string) (out []entry, err error) {
	for line := range strings.Lines(text) {
		if line[0] == '#' {
			continue
		}
		var e entry
		for _, word := range strings.Fields(line) {
			i, err := readItem(word)
			if err != nil {
				return nil, fmt.Errorf("dictionary.txt: %s: %w", word, err)
			}
			e = append(e, i)
		}
		out = append(out, e)
	}
	return out, nil
}

func readItem(word string) (i item, err error) {
	defer caught(&err)
	code, operand, has := strings.Cut(word, ":")
	op, err := hex.DecodeString(strings.TrimSuffix(code, "r"))
	if err != nil {
		return i, err
	}
	if r := (&reader{b: op}); r.operation() == "" || r.at < len(op) {
		return i, errors.New("is no operation")
	}
	i.op = string(op)
	if strings.HasSuffix(code, "r") {
		i.op += "r"
	}
	if has == (kindOf(i.op) == none) {
		return i, errors.New("has an operand, and needs none, or needs one")
	}
	if i.open = operand == "*"; i.open || !has {
		return i, nil
	}
	b, err := hex.DecodeString(operand)
	r := &reader{b: b}
	switch partOf[kindOf(i.op)] {
	case partLEB, partLabel, partResume:
		r.leb()
	default:
		return i, errors.New("has an operand that is never the same")
	}
	if r.at < len(b) {
		return i, errors.New("has an operand and more")
	}
	i.operand = string(b)
	return i, err
}

// String returns an entry as a line of the file has it.
func (e entry) String() string {
	var words []string
	for _, i := range e {
		w := hex.EncodeToString([]byte(i.op))
		if i.op == resumeOp {
			w = "42r"
		}
		if i.open {
			w += ":*"
		} else if i.operand != "" {
			w += ":" + hex.EncodeToString([]byte(i.operand))
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// alphabet returns entries of one instruction for all that a program has, with open operands.
func alphabet(functions []function) (out []entry) {
	ops := map[string]bool{}
	for _, f := range functions {
		for _, i := range f.does {
			ops[i.op] = true
		}
	}
	for _, op := range slices.Sorted(maps.Keys(ops)) {
		out = append(out, entry{{instruction{op: op}, kindOf(op) != none}})
	}
	if len(out) > most {
		panic(fmt.Errorf("has %d kinds of instructions, and a byte tells %d from one another", len(out), most))
	}
	return out
}

// A parser finds how a function is said in entries with the least cost.
type parser struct {
	entries []entry
	numbers map[string]uint32 // of instructions with open operands, and with closed ones
	nodes   map[uint64]uint32 // a trie: from a node by a number to the next
	ends    []int             // of each node, the entry that ends there, or -1
}

// What codes and operands cost, in bits: about what brotli makes of them.
const (
	codeCost    = 5
	operandCost = 5 // a byte
)

func newParser(entries []entry) *parser {
	p := &parser{entries, map[string]uint32{}, map[uint64]uint32{}, []int{-1}}
	for code, e := range entries {
		node := uint32(0)
		for _, i := range e {
			key := uint64(node)<<32 | uint64(p.number(i.instruction, i.open, true))
			next, ok := p.nodes[key]
			if !ok {
				next = uint32(len(p.ends))
				p.ends = append(p.ends, -1)
				p.nodes[key] = next
			}
			node = next
		}
		p.ends[node] = code
	}
	return p
}

// number returns the number of an instruction, with its operand open or not; 0 if it has none and is to have none.
func (p *parser) number(i instruction, open, make bool) uint32 {
	key := i.op + "*"
	if !open {
		key = i.op + ":" + i.operand
	}
	n, ok := p.numbers[key]
	if !ok && make {
		n = uint32(len(p.numbers)) + 1
		p.numbers[key] = n
	}
	return n
}

// parse returns the codes of the entries that a function consists of.
func (p *parser) parse(does []instruction) (codes []int) {
	open, closed := make([]uint32, len(does)), make([]uint32, len(does))
	for k, i := range does {
		open[k], closed[k] = p.number(i, true, false), p.number(i, false, false)
	}
	cost := make([]int, len(does)+1) // of all from an instruction on
	first := make([]int, len(does))  // the code of the entry there
	for from := len(does) - 1; from >= 0; from-- {
		cost[from] = math.MaxInt
		var try func(node uint32, at, sum int)
		try = func(node uint32, at, sum int) {
			if code := p.ends[node]; code >= 0 && cost[at] < math.MaxInt && sum+cost[at] < cost[from] {
				cost[from], first[from] = sum+cost[at], code
			}
			if at == len(does) {
				return
			}
			if next := p.nodes[uint64(node)<<32|uint64(closed[at])]; next > 0 {
				try(next, at+1, sum)
			}
			if next := p.nodes[uint64(node)<<32|uint64(open[at])]; next > 0 {
				try(next, at+1, sum+operandCost*len(does[at].operand))
			}
		}
		try(0, from, codeCost)
	}
	for at := 0; at < len(does); at += len(p.entries[first[at]]) {
		codes = append(codes, first[at])
	}
	return codes
}

// parts returns what the decoder does for an entry whose open operands are in these streams.
func (e entry) parts(holes []int) (parts []part) {
	copied := func(bytes string, depth int) {
		if n := len(parts); n == 0 || parts[n-1].kind != partBytes {
			parts = append(parts, part{kind: partBytes})
		}
		last := &parts[len(parts)-1]
		last.bytes += bytes
		last.depth += depth
	}
	for k, i := range e {
		op, of := i.op, kindOf(i.op)
		if op == resumeOp {
			op = op[:1]
		}
		copied(op, deeper(op))
		value, _ := binary.Uvarint([]byte(i.operand))
		switch {
		case i.open:
			parts = append(parts, part{kind: partOf[of], value: holes[k]})
		case of == label:
			parts = append(parts, part{kind: partLabelIs, value: int(value)})
		case of == resume:
			parts = append(parts, part{kind: partResumeIs, value: int(value)})
		default:
			copied(i.operand, 0)
		}
		if op == "\x11" { // call_indirect: the table
			copied("\x00", 0)
		}
	}
	return parts
}

// partOf says how an operand of a kind is made.
var partOf = [kinds]int{
	local: partLEB, global: partLEB, offset: partLEB, number32: partLEB, number64: partLEB, callee: partLEB,
	signature: partLEB, resume: partResume, label: partLabel, labels: partLabels, bits32: part4, bits64: part8,
}
