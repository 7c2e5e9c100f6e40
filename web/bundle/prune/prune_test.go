package main

import (
	"go/ast"
	gobuild "go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPruned prunes the runtime of the Go that is installed: every rule finds what it is about.
func TestPruned(t *testing.T) {
	files, err := pruned()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 40 {
		t.Errorf("%d files change", len(files))
	}
	for name, b := range files {
		if _, err := parser.ParseFile(token.NewFileSet(), name, b, parser.SkipObjectResolution); err != nil {
			t.Error(err)
		}
		if !strings.HasPrefix(name, "trace") && strings.Contains(string(b), "= traceAcquire()") {
			t.Errorf("%s begins a trace", name)
		}
	}
}

func TestFile(t *testing.T) {
	for _, c := range []struct{ name, is, now string }{
		{"a condition", `if trace.ok() { f() }`, `if (false && (trace.ok())) { f() }`},
		{"one of two", `if debug.gctrace > 1 && x { f() }`, `if (false && (debug.gctrace > 1)) && x { f() }`},
		{"another variable", `if debug.invalidptr != 0 { f() }`, ``},
		{"within what is false", `if iscgo { if trace.ok() { f() } }`, `if (false && (iscgo)) { if (false && (trace.ok())) { f() } }`},
		{"is set", `iscgo = true`, ``},
		{"address", `set(&useCheckmark)`, ``},
		{"a call", `trace := traceAcquire()`, `trace := (traceLocker{})`},
		{"a word", `println("stack", x)`, `if false { println("stack", x) }`},
		{"its result", `return hexdumpWords(x)`, ``},
		{"elsewhere", `if level > 0 { f() }`, ``},
	} {
		source := func(body string) string { return "package runtime\n\nfunc f() {\n\t" + body + "\n}\n" }
		got, err := newPruner().file("proc.go", []byte(source(c.is)))
		want := source(c.now)
		if c.now == "" {
			want = ""
		}
		if err != nil || string(got) != want {
			t.Errorf("%s: %s became\n%s\nwant\n%s(%v)", c.name, c.is, got, want, err)
		}
	}
	why := []byte("package runtime\n\nfunc throw(s string) {\n\tprint(s)\n}\n")
	if got, err := newPruner().file("panic.go", why); err != nil || got != nil {
		t.Errorf("why a program ends is no longer said: %s, %v", got, err)
	}
}

// TestChanged wants an error that says where to look if a function that is given another body has changed, and if what a
// rule is about has gone.
func TestChanged(t *testing.T) {
	p := newPruner()
	if _, err := p.file("proc.go", []byte("package runtime\n\nfunc wakep() {\n\tsleep()\n}\n")); err != nil {
		t.Fatal(err)
	}
	err := p.done()
	for _, want := range []string{"wakep in proc.go is not as Go 1.26 has it", "no (*timers).check", `no traceAcquire\(\)`, "no tracebackothers",
		"web/bundle/prune/rules.go"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.300v: want %q", err, want)
		}
	}
}

// TestDefaults wants each variable of GODEBUG that a rule takes for zero to be zero where nobody sets it.
func TestDefaults(t *testing.T) {
	file := filepath.Join(gobuild.Default.GOROOT, "src", "runtime", "runtime1.go")
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var ours []string
	for _, r := range conditions {
		if m := regexp.MustCompile(`debug\\\.\(([\w|]+)\)`).FindStringSubmatch(r.is); m != nil {
			ours = strings.Split(m[1], "|")
		}
	}
	set := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return n.Name.Name == "parseRuntimeDebugVars" // others do as GODEBUG says
		case *ast.AssignStmt:
			for _, to := range n.Lhs {
				set[strings.TrimPrefix(types.ExprString(to), "debug.")] = true
			}
		case *ast.CompositeLit: // of dbgvars
			var name string
			other := false
			for _, e := range n.Elts {
				if e, ok := e.(*ast.KeyValueExpr); ok {
					switch types.ExprString(e.Key) {
					case "value":
						name = strings.TrimPrefix(types.ExprString(e.Value), "&debug.")
					case "def":
						other = types.ExprString(e.Value) != "0"
					}
				}
			}
			set[name] = set[name] || other
		}
		return true
	})
	for _, name := range ours {
		if set[name] {
			t.Errorf("debug.%s is not zero at first", name)
		}
	}
	if len(ours) < 10 || !set["invalidptr"] || !set["profstackdepth"] {
		t.Errorf("%v, and of what is set %v", ours, set)
	}
}
