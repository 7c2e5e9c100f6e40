package fmt_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	standin "sourcemark/wasm/dom/nofmt"
)

// number is a type of JavaScript as safejs has them.
type number int

func (number) String() string { return "number" }

// TestLikeFmt holds the stand-in against Go's fmt: every format that safejs uses, with whatever safejs can give it.
func TestLikeFmt(t *testing.T) {
	cause := errors.New("JavaScript error: no such method")
	for _, c := range []struct {
		format string
		values []any
	}{
		{"%+v", []any{"ValueOf: invalid value"}}, // what a call panicked with
		{"%+v", []any{""}},
		{"%+v", []any{"100 % sure, 50 %d"}},
		{"%+v", []any{7}},
		{"%+v", []any{number(3)}},
		{"invalid type for instanceof: %v", []any{number(3)}},
		{"invalid constructor type for instanceof: %v", []any{cause}},
		{"%+v\n%s", []any{cause, "main.main\n\t/main.go:7\n"}},
		{"%s\n\t%s:%d\n", []any{"main.main", "/main.go", 70}},
		{"%s\n\t%s:%d\n", []any{"main.main", "", -1}},
		{"%q", []any{"a \"word\" \n\x00 и 🙂 \xff"}},
		{"nothing to put in", nil},
		{"", nil},
	} {
		want := fmt.Sprintf(c.format, c.values...)
		if got := standin.Sprintf(c.format, c.values...); got != want {
			t.Errorf("Sprintf(%q, %q) is %q, with Go's fmt %q", c.format, c.values, got, want)
		}
		if got := standin.Errorf(c.format, c.values...).Error(); got != want {
			t.Errorf("Errorf(%q, %q) says %q, with Go's fmt %q", c.format, c.values, got, want)
		}
		var b bytes.Buffer
		if n, err := standin.Fprintf(&b, c.format, c.values...); b.String() != want || n != len(want) || err != nil {
			t.Errorf("Fprintf(%q, %q) writes %q (%d, %v), Go's fmt %q", c.format, c.values, &b, n, err, want)
		}
		if len(c.values) == 1 {
			b.Reset()
			want := fmt.Sprint(c.values...)
			if n, err := standin.Fprint(&b, c.values...); b.String() != want || n != len(want) || err != nil {
				t.Errorf("Fprint(%q) writes %q (%d, %v), Go's fmt %q", c.values, &b, n, err, want)
			}
		}
	}
	if got := standin.Sprintf("%+v", struct{ at int }{3}); got != "a value that is no text" {
		t.Errorf("a value of no known kind is %q", got)
	}
}

const what = "look at wasm/dom/nofmt/fmt.go, which stands in for fmt where the widget is compiled, and at TestLikeFmt"

var verb = regexp.MustCompile(`%[^a-zA-Z%]*[a-zA-Z%]`)

// TestCallsOfSafejs reads what safejs calls of fmt: the day it is another function, or another verb, this fails.
func TestCallsOfSafejs(t *testing.T) {
	calls, verbs := map[string]bool{}, map[string]bool{}
	for _, name := range filesOfSafejs(t) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "fmt" {
					calls[n.Sel.Name] = true
				}
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || !strings.HasSuffix(f.Sel.Name, "f") {
					return true
				}
				if x, ok := f.X.(*ast.Ident); !ok || x.Name != "fmt" {
					return true
				}
				format := slices.IndexFunc(n.Args, func(e ast.Expr) bool {
					l, ok := e.(*ast.BasicLit)
					return ok && l.Kind == token.STRING
				})
				if format < 0 {
					t.Errorf("%s: a format that is no literal: %s", fset.Position(n.Pos()), what)
					return true
				}
				for _, v := range verb.FindAllString(n.Args[format].(*ast.BasicLit).Value, -1) {
					verbs[v] = true
				}
			}
			return true
		})
	}
	want := []string{"Errorf", "Fprint", "Fprintf", "Sprintf", "State"}
	if got := slices.Sorted(maps.Keys(calls)); !slices.Equal(got, want) {
		t.Errorf("safejs uses %v of fmt, and there is %v: %s", got, want, what)
	}
	want = []string{"%+v", "%d", "%q", "%s", "%v"}
	if got := slices.Sorted(maps.Keys(verbs)); !slices.Equal(got, want) {
		t.Errorf("safejs uses the verbs %v, and there are %v: %s", got, want, what)
	}
}

// filesOfSafejs is the files of it that the widget is compiled of.
func filesOfSafejs(t *testing.T) []string {
	t.Helper()
	if _, err := os.ReadFile("../../../go.mod"); err != nil { // go test then knows when to look anew
		t.Fatal(err)
	}
	const format = `{{$dir := .Dir}}{{with .Module}}{{if eq .Path "github.com/hack-pad/safejs"}}` +
		`{{range $.GoFiles}}{{$dir}}/{{.}}{{"\n"}}{{end}}{{end}}{{end}}`
	cmd := exec.Command("go", "list", "-deps", "-f", format, "sourcemark/wasm/browser")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := slices.DeleteFunc(strings.Split(string(out), "\n"), func(s string) bool { return s == "" })
	if len(files) == 0 {
		t.Fatal("the widget has nothing of safejs")
	}
	return files
}
