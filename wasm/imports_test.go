//go:build !js

package wasm

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A rule says which packages of this module may not import something, and why.
type rule struct {
	who    string // a prefix of import paths of this module
	except []string
	banned []string // import paths; with /... at the end, all below too
	why    string
}

var rules = []rule{
	{
		who: "sourcemark/claims", except: []string{"sourcemark/claims/cmd/..."},
		banned: []string{"os", "net/...", "encoding/json", "syscall/js", "html/...", "sourcemark/web/...", "sourcemark/wasm/..."},
		why:    "the engine never learns which host it is in; package records reads JSON by itself, see json.go there",
	},
	{
		who: "sourcemark", except: []string{"sourcemark/wasm/dom", "sourcemark/wasm/edge"},
		banned: []string{"syscall/js"},
		why:    "a page that throws or lies must not bring the program down: package dom turns what it does into errors",
	},
	{
		who: "sourcemark", except: []string{"sourcemark/wasm/browser"},
		banned: []string{"sourcemark/wasm/dom"},
		why:    "only the widget knows a live document",
	},
	{
		who: "sourcemark", except: []string{"sourcemark/wasm/edge"},
		banned: []string{"github.com/syumai/workers/..."},
		why:    "it panics at start outside a worker",
	},
	{
		who: "sourcemark", except: []string{"sourcemark/web/bundle"},
		banned: []string{"github.com/tdewolff/minify/...", "github.com/andybalholm/brotli"},
		why:    "pages are minified and packed once, when dist/ is built",
	},
	{
		who:    "sourcemark/web",
		except: []string{"sourcemark/web/bundle"},
		banned: []string{"sourcemark/wasm/..."},
		why:    "pages are made without a live document too",
	},
}

// linked bans packages from the whole import graph of a program.
var linked = []rule{
	{
		who:    "sourcemark/wasm/browser",
		banned: []string{"net/http", "encoding/json", "regexp", "html/template", "text/template", "fmt", "reflect", "os"},
		why:    "a reader loads them even if nothing calls them: net/http is 600 kB gzipped, encoding/json 230 kB, fmt with what it needs 60 kB",
	},
	{
		who:    "sourcemark/wasm/edge",
		banned: []string{"encoding/json", "regexp", "html/template", "text/template", "embed"},
		why:    "the free plan of Cloudflare takes 3 MB, gzipped, and half of that is net/http; encoding/json is 230 kB",
	},
}

type listed struct {
	ImportPath, Dir string
	Imports, Deps   []string
	GoFiles         []string
	Module          *struct{ Path string }
}

// list asks the go command about packages, as they are built for a system.
func list(t *testing.T, goos, goarch string, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Dir,Imports,Deps,GoFiles,Module"}, args...)...)
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func covers(pattern, path string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == prefix || strings.HasPrefix(path, prefix+"/")
	}
	return path == pattern
}

func anyCovers(patterns []string, path string) bool {
	for _, p := range patterns {
		if covers(p, path) {
			return true
		}
	}
	return false
}

func TestImports(t *testing.T) {
	for _, system := range [][2]string{{"js", "wasm"}, {"linux", "amd64"}} {
		packages := list(t, system[0], system[1], "./...")
		if len(packages) < 10 {
			t.Fatalf("go list knows %d packages of this module", len(packages))
		}
		for _, r := range rules {
			for _, p := range packages {
				if !covers(r.who+"/...", p.ImportPath) || anyCovers(r.except, p.ImportPath) {
					continue
				}
				for _, i := range p.Imports {
					if anyCovers(r.banned, i) {
						t.Errorf("%s imports %s: %s", p.ImportPath, i, r.why)
					}
				}
			}
		}
	}
}

func TestLinked(t *testing.T) {
	for _, r := range linked {
		for _, p := range list(t, "js", "wasm", "./"+strings.TrimPrefix(r.who, "sourcemark/")) {
			if len(p.Deps) == 0 {
				t.Fatalf("%s depends on nothing", p.ImportPath)
			}
			for _, i := range p.Deps {
				if anyCovers(r.banned, i) {
					t.Errorf("%s links %s: %s", r.who, i, r.why)
				}
			}
		}
	}
}

// TestNothingAtStart holds the packages that the programs link against having anything to do before main:
// a reader waits for it on every page.
func TestNothingAtStart(t *testing.T) {
	checked := 0
	for _, p := range list(t, "js", "wasm", "-deps", "./wasm/...") {
		if p.Module == nil || p.Module.Path != "sourcemark" {
			continue
		}
		for _, name := range p.GoFiles {
			checked++
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Recv == nil && d.Name.Name == "init" {
						t.Errorf("%s: a func init", fset.Position(d.Pos()))
					}
				case *ast.GenDecl:
					if d.Tok != token.VAR {
						continue
					}
					ast.Inspect(d, func(n ast.Node) bool {
						switch n := n.(type) {
						case *ast.FuncLit:
							return false // runs when it is called
						case *ast.CallExpr:
							t.Errorf("%s: a call before main", fset.Position(n.Pos()))
						case *ast.MapType:
							t.Errorf("%s: a map built before main; a switch is built by the compiler", fset.Position(n.Pos()))
						}
						return true
					})
				}
			}
		}
	}
	if checked < 30 {
		t.Fatalf("looked at %d files only", checked)
	}
}
