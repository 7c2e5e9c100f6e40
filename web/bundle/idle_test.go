package main

import (
	"bytes"
	"encoding/binary"
	"go/ast"
	gobuild "go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestIdle compares the functions of the shrunk worker with those that the linker wrote: they are the same, or they are
// idle and a trap.
func TestIdle(t *testing.T) {
	before := built(t, ".edge.wasm")
	after, err := shrink(before)
	if err != nil {
		t.Fatal(err)
	}
	was, is, names := functionsOf(t, before), functionsOf(t, after), namesOf(t, before)
	if len(was) != len(is) || len(was) != len(names) {
		t.Fatalf("%d functions with %d names became %d", len(was), len(names), len(is))
	}
	for i := range was {
		if want := idleIndex(names[i]) >= 0; bytes.Equal(is[i], []byte{0, 0, 0x0b}) != want {
			t.Errorf("%s is a trap: %v", names[i], !want)
		} else if !want && !bytes.Equal(was[i], is[i]) {
			t.Errorf("%s has changed", names[i])
		}
	}
	// What runs, or may when there is no memory left, though its name is close to that of something idle.
	for _, name := range []string{"runtime.traceLocker.ok", "runtime.traceReaderAvailable", "runtime.traceback2",
		"runtime.(*unwinder).next", "runtime.tracebackHexdump", "runtime.mProf_Malloc", "runtime.mallocgc",
		"runtime.throw", "runtime.newstack", "runtime.runFinalizers"} {
		if !slices.Contains(names, name) || idleIndex(name) >= 0 {
			t.Errorf("%s: want it in the program, and not idle", name)
		}
	}
}

// TestAwake changes names in the programs: one that could turn something on, or needs what the widget's runtime is
// without, is refused.
func TestAwake(t *testing.T) {
	for _, c := range []struct{ program, from, to, want string }{
		{".edge.wasm", "runtime.startlockedm", "runtime.newUserArena", "has runtime.newUserArena"},
		{".browser.wasm", "runtime.findfunc", "runtime.newTimer", "has time.newTimer"},
	} {
		before := built(t, c.program)
		from := []byte("\x00" + c.from + "\x00")
		to := append([]byte("\x00"+strings.Replace(c.to, "runtime.newTimer", "time.newTimer", 1)+"\x00"), 0, 0, 0)[:len(from)]
		if n := bytes.Count(before, from); n != 1 {
			t.Fatalf("%s is %d times in the program", c.from, n)
		}
		changed := bytes.Replace(before, from, to, 1)
		_, err := shrink(changed)
		if c.program == ".browser.wasm" {
			err = rested(changed)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want an error with %q", err, c.want)
		}
	}
	if err := rested(built(t, ".browser.wasm")); err != nil {
		t.Error(err)
	}
}

// off matches conditions that are false unless something was turned on that idle names.
var off = regexp.MustCompile(`^(.*\.ok\(\)|traceEnabled\(\)|traceShuttingDown\(\)` + // the tracer
	`|goroutineProfile\.active|work\.goroutineLeak\.(pending\.Load\(\)|enabled)` + // profiles
	`|\w+\.releasetime > 0|caseReleaseTime > 0|acquiretime != 0` +
	`|debug\.(\w+ > \d|clobberfree != 0|malloc)|inittrace\.active|useCheckmark` + // GODEBUG
	`|iscgo|GOOS == "windows"|cgoSymbolizerAvailable\(\)|(gp\.)?bubble != nil)$`)

// guarded are the functions that ask in another way, and how.
var guarded = map[string]string{
	"runtime.traceAcquire": "returns first if there is no trace",
	"runtime.mProf_Malloc": "returns first: the rate of samples is zero before there is a stack to note one in" +
		" (runtime.schedinit), since the linker sees that nobody asks for them (memProfileInternal is a waker)",
	"runtime.gcMarkDone":        "of two reasons to mark again, the other one is handled first",
	"runtime.freeSpecial":       "frees samples, which only setprofilebucket makes",
	"runtime.gcMarkTermination": "goes through arenas that were freed",
	"runtime.typelinksinit":     "returns first if there are no plugins",
	"runtime.scanstack":         "conservative is a constant, false",
	"runtime.scanframeworker":   "no signal interrupts WebAssembly, and no debugger calls functions in it",
}

// TestIdleIsGuarded reads the source of Go's runtime: each call of an idle function by one that is in our programs, and
// not idle itself, stands under a condition that is false there.
func TestIdleIsGuarded(t *testing.T) {
	linked := map[string]bool{}
	for _, name := range namesOf(t, built(t, ".edge.wasm")) {
		linked[name] = true
	}
	unused := map[string]bool{}
	for name := range guarded {
		unused[name] = true
	}
	calls := 0
	var called []string
	for _, c := range callsInRuntime(t) {
		called = append(called, c.to)
		if !linked[c.from] || idleIndex(c.from) >= 0 || idleIndex(c.to) < 0 {
			continue
		}
		calls++
		if slices.ContainsFunc(c.when, never) {
			continue
		}
		if guarded[c.from] == "" {
			var when []string
			for _, e := range c.when {
				when = append(when, types.ExprString(e))
			}
			t.Errorf("%s calls %s if %q: want a condition that is false in our programs", c.from, c.to, when)
		}
		delete(unused, c.from)
	}
	for _, name := range idle {
		if !slices.ContainsFunc(called, func(s string) bool { return s == name || strings.HasSuffix(name, ".") && strings.HasPrefix(s, name) }) {
			t.Errorf("nothing in Go's runtime calls %s: see what has become of it, and mend idle in web/bundle/idle.go", name)
		}
	}
	if calls < 100 || len(unused) > 0 {
		t.Errorf("%d calls, and guarded has %v, who call nothing idle: Go has changed", calls, unused)
	}
}

// TestNoGODEBUG wants no host to give a program the variable that turns on what debugging names, and the widget's to give it
// none but the one that its runtime still asks for.
func TestNoGODEBUG(t *testing.T) {
	for _, file := range []string{"half.js", "worker.mjs"} {
		b, err := os.ReadFile(top + "/web/static/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b, []byte("go.env")) || bytes.Contains(b, []byte("GODEBUG")) {
			t.Errorf("%s: want it to set go.env, without GODEBUG", file)
		}
		if file == "half.js" && bytes.Count(b, []byte("go.env")) != bytes.Count(b, []byte("go.env.GOGC")) {
			t.Errorf("%s: want it to set GOGC alone", file)
		}
	}
}

// never reports whether a condition is false in our programs.
func never(e ast.Expr) bool {
	e = ast.Unparen(e)
	if e, ok := e.(*ast.BinaryExpr); ok && e.Op == token.LAND {
		return never(e.X) || never(e.Y)
	} else if ok && e.Op == token.LOR {
		return never(e.X) && never(e.Y)
	}
	return off.MatchString(types.ExprString(e))
}

// A call is one of a function of package runtime by another, under the conditions of the ifs around it.
type call struct {
	from, to string
	when     []ast.Expr
}

func callsInRuntime(t *testing.T) (calls []call) {
	t.Helper()
	target := gobuild.Default
	target.GOOS, target.GOARCH = "js", "wasm"
	pkg, err := target.ImportDir(filepath.Join(target.GOROOT, "src", "runtime"), 0)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	var parsed []*ast.File
	for _, name := range pkg.GoFiles {
		f, err := parser.ParseFile(files, filepath.Join(pkg.Dir, name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	// What it says of packages that it imports is of no matter here.
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	check := types.Config{Importer: importer.ForCompiler(files, "source", nil), Error: func(error) {},
		Sizes: types.SizesFor("gc", "wasm")}
	_, _ = check.Check("runtime", files, parsed, info)
	for _, f := range parsed {
		for _, d := range f.Decls {
			from := ""
			if d, ok := d.(*ast.FuncDecl); ok {
				from = linkName(info.Defs[d.Name])
			}
			var around []ast.Node
			ast.Inspect(d, func(n ast.Node) bool {
				if n == nil {
					around = around[:len(around)-1]
					return true
				}
				around = append(around, n)
				if name, ok := n.(*ast.Ident); ok {
					if to := linkName(info.Uses[name]); to != "" {
						calls = append(calls, call{from, to, conditions(around)})
					}
				}
				return true
			})
		}
	}
	return calls
}

// linkName returns the name that the linker has for a function of package runtime; "" for all else.
func linkName(o types.Object) string {
	f, ok := o.(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg().Path() != "runtime" {
		return ""
	}
	receiver := f.Signature().Recv()
	if receiver == nil {
		return "runtime." + f.Name()
	}
	kind := types.TypeString(receiver.Type(), func(*types.Package) string { return "" })
	if strings.HasPrefix(kind, "*") {
		kind = "(" + kind + ")"
	}
	return "runtime." + kind + "." + f.Name()
}

// conditions returns those of the ifs in whose body the last of some nested nodes is.
func conditions(around []ast.Node) (all []ast.Expr) {
	for i, n := range around[:len(around)-1] {
		if n, ok := n.(*ast.IfStmt); ok && around[i+1] == n.Body {
			all = append(all, n.Cond)
		}
	}
	return all
}

func functionsOf(t *testing.T, program []byte) (bodies [][]byte) {
	t.Helper()
	for _, s := range sectionsOf(t, program) {
		if s.id != codeSection {
			continue
		}
		count, n := binary.Uvarint(s.body)
		rest := s.body[n:]
		for range count {
			size, n := binary.Uvarint(rest)
			bodies = append(bodies, rest[n:n+int(size)])
			rest = rest[n+int(size):]
		}
	}
	return bodies
}

func namesOf(t *testing.T, program []byte) (names []string) {
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
		for i := range table.functions {
			names = append(names, string(table.name(table.function(i))))
		}
	}
	return names
}
