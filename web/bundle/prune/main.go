// Command prune writes the files of Go's runtime without what never happens in our programs, and prints for the
// compiler's -overlay what each stands for:
//
//	prune -to dist/.runtime
//
// What it changes, and why, is in rules.go. It works on the source of whichever Go
// is installed; where a rule no longer finds what it is about, or a function that is given another body has changed, it
// is an error that says so.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	gobuild "go/build"
	"go/parser"
	"go/token"
	"go/types"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("prune: ")
	to := flag.String("to", "", "the `folder` to write to")
	flag.Parse()
	files, err := pruned()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.MkdirAll(*to, 0o777); err != nil {
		log.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := filepath.Join(*to, name)
		if err := os.WriteFile(file, files[name], 0o666); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("runtime/%s %s\n", name, file)
	}
}

// pruned returns the files of the runtime that change, by their names.
func pruned() (map[string][]byte, error) {
	target := gobuild.Default
	target.GOOS, target.GOARCH = "js", "wasm"
	target.ToolTags = slices.DeleteFunc(slices.Clone(target.ToolTags), func(tag string) bool {
		return tag == "goexperiment.greenteagc" // as build.sh compiles
	})
	pkg, err := target.ImportDir(filepath.Join(target.GOROOT, "src", "runtime"), 0)
	if err != nil {
		return nil, err
	}
	p := newPruner()
	out := map[string][]byte{}
	for _, name := range pkg.GoFiles {
		source, err := os.ReadFile(filepath.Join(pkg.Dir, name))
		if err != nil {
			return nil, err
		}
		now, err := p.file(name, source)
		if err != nil {
			return nil, err
		}
		if now != nil {
			out[name] = now
		}
	}
	return out, p.done()
}

type pruner struct {
	conditions, calls []matcher
	bodies            map[string]body
	used              map[string]bool // what has been found, as rules.go names it
	problems          []error
}

type matcher struct {
	rule
	expression *regexp.Regexp
}

func newPruner() *pruner {
	p := &pruner{bodies: map[string]body{}, used: map[string]bool{}}
	for _, b := range bodies {
		p.bodies[b.of] = b
	}
	for _, r := range conditions {
		p.conditions = append(p.conditions, matcher{r, regexp.MustCompile("^(" + r.is + ")$")})
	}
	for _, r := range calls {
		p.calls = append(p.calls, matcher{r, regexp.MustCompile("^(" + r.is + ")$")})
	}
	return p
}

// done returns what has not been found, and all else that is wrong.
func (p *pruner) done() error {
	missing := func(what string) {
		if !p.used[what] {
			p.problems = append(p.problems, fmt.Errorf("Go's runtime has no %s: see what has become of it, and mend "+
				"web/bundle/prune/rules.go", what))
		}
	}
	for _, m := range slices.Concat(p.conditions, p.calls) {
		missing(m.is)
	}
	for name := range p.bodies {
		missing(name)
	}
	for name := range dropped {
		missing(name)
	}
	return errors.Join(p.problems...)
}

// file returns a file of the runtime, pruned; nil if it stays as it is.
func (p *pruner) file(name string, source []byte) ([]byte, error) {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out []byte
	at := 0
	replace := func(from, to token.Pos, text string) { // a %s in it is what was there
		a, b := files.Position(from).Offset, files.Position(to).Offset
		out = append(append(out, source[at:a]...), strings.Replace(text, "%s", string(source[a:b]), 1)...)
		at = b
	}
	for _, d := range f.Decls {
		d, ok := d.(*ast.FuncDecl)
		if !ok || d.Body == nil {
			continue
		}
		of := nameOf(d)
		if b, ok := p.bodies[of]; ok {
			p.used[of] = true
			sum := sha256.Sum256(source[files.Position(d.Pos()).Offset:files.Position(d.End()).Offset])
			if is := hex.EncodeToString(sum[:4]); is != b.sum {
				p.problems = append(p.problems, fmt.Errorf("%s in %s is not as Go 1.26 has it: read whether %q still does in "+
					"its place, because %s; then let its sum in web/bundle/prune/rules.go be %s", of, name, b.now, b.why, is))
			}
			replace(d.Body.Lbrace, d.Body.Lbrace+1, "{ if true { "+b.now+" };")
			continue
		}
		p.function(of, name, d.Body, replace)
	}
	if at == 0 {
		return nil, nil
	}
	return append(out, source[at:]...), nil
}

// function prunes the body of a function.
func (p *pruner) function(of, file string, in *ast.BlockStmt, replace func(from, to token.Pos, text string)) {
	assigned := map[ast.Node]bool{} // what is given a value, or whose address is taken
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, to := range n.Lhs {
				assigned[to] = true
			}
		case *ast.UnaryExpr:
			assigned[n.X] = n.Op == token.AND
		case *ast.ExprStmt:
			call, ok := n.X.(*ast.CallExpr)
			if !ok {
				break
			}
			if f, ok := call.Fun.(*ast.Ident); ok && dropped[f.Name] != "" && !speaks(file, f.Name) {
				p.used[f.Name] = true
				replace(n.Pos(), n.End(), "if false { %s }")
				return false
			}
		case ast.Expr:
			if assigned[n] {
				break
			}
			is := types.ExprString(n)
			for _, m := range p.calls {
				if m.expression.MatchString(is) {
					p.used[m.is] = true
					replace(n.Pos(), n.End(), m.now)
					return false
				}
			}
			for _, m := range p.conditions {
				if (m.in == "" || m.in == of) && m.expression.MatchString(is) {
					p.used[m.is] = true
					replace(n.Pos(), n.End(), map[string]string{"false": "(false && (%s))", "true": "(true || (%s))"}[m.now])
					return false
				}
			}
		}
		return true
	})
}

// speaks reports whether what a file prints is why a program ends.
func speaks(file, function string) bool {
	return (function == "print" || function == "println") &&
		slices.Contains([]string{"panic.go", "error.go", "print.go"}, file)
}

// nameOf returns the name of a function, with its receiver: (*timers).check.
func nameOf(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	of := types.ExprString(d.Recv.List[0].Type)
	if strings.HasPrefix(of, "*") {
		of = "(" + of + ")"
	}
	return of + "." + d.Name.Name
}
