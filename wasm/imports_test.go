//go:build !js

package wasm

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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
		who: "sourcemark/claims", except: []string{"sourcemark/claims/cmd/...", "sourcemark/claims/lexicon/wordnet",
			"sourcemark/claims/language/internal/cldr", "sourcemark/claims/language/internal/order",
			"sourcemark/claims/records/internal/recordstest", "sourcemark/claims/records/links",
			"sourcemark/claims/records/about", "sourcemark/claims/records/importer", "sourcemark/claims/records/push",
			"sourcemark/claims/records/watch", "sourcemark/claims/internal/disk", "sourcemark/claims/desk"},
		banned: []string{"os", "net/...", "encoding/json", "syscall/js", "html/template", "sourcemark/web/...",
			"sourcemark/wasm/..."},
		why: "the engine never learns which host it is in; records reads JSON by itself, see parse.go in its internal/dossier",
	},
	{
		who: "sourcemark/claims", except: []string{"sourcemark/claims/cmd/...", "sourcemark/claims/lexicon/wordnet",
			"sourcemark/claims/language/internal/cldr", "sourcemark/claims/language/internal/order",
			"sourcemark/claims/records/internal/recordstest", "sourcemark/claims/internal/charset",
			"sourcemark/claims/internal/disk", "sourcemark/claims/internal/paper", "sourcemark/claims/desk",
			"sourcemark/claims/records/edit", "sourcemark/claims/records/export", "sourcemark/claims/records/importer",
			"sourcemark/claims/records/lint", "sourcemark/claims/records/links", "sourcemark/claims/records/about", "sourcemark/claims/records/proof",
			"sourcemark/claims/records/push", "sourcemark/claims/records/watch"},
		banned: []string{"fmt", "regexp", "time", "encoding/...", "html"},
		why:    "the widget links what places and reads; what newsrooms do with their files is in packages beside it, which may",
	},
	{
		who: "sourcemark", except: []string{"sourcemark/wasm/edge"},
		banned: []string{"syscall/js"},
		why:    "a page that throws or lies must not bring the program down: safejs turns what it does into errors",
	},
	{
		who: "sourcemark", except: []string{"sourcemark/wasm/dom", "sourcemark/wasm/browser"},
		banned: []string{"github.com/hack-pad/safejs/..."},
		why:    "it needs the stand-in for package fmt that only the widget is compiled with",
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

// channels are what is linked for articles that go elsewhere than on the web.
var channels = []string{"sourcemark/web/channel", "github.com/yuin/goldmark/...", "github.com/microcosm-cc/bluemonday",
	"github.com/rivo/uniseg"}

// linked bans packages from the whole import graph of a program. What the widget links of package fmt is a stand-in
// (TestStandIn).
var linked = []rule{
	{
		who:    "sourcemark/wasm/browser",
		banned: []string{"net/http", "encoding/json", "regexp", "html/template", "text/template", "reflect", "os"},
		why:    "a reader loads them even if nothing calls them: net/http is 600 kB gzipped, encoding/json 230 kB, reflect with os and fmt 85 kB",
	},
	{
		who: "sourcemark/wasm/browser",
		banned: []string{"sourcemark/claims/records/edit", "sourcemark/claims/records/export",
			"sourcemark/claims/records/importer", "sourcemark/claims/records/lint", "sourcemark/claims/records/links", "sourcemark/claims/records/about", "sourcemark/claims/records/proof",
			"sourcemark/claims/records/push", "sourcemark/claims/records/watch", "sourcemark/claims/internal/charset", "sourcemark/claims/internal/paper"},
		why: "a reader's browser reads dossiers and changes none; these use package fmt as everybody does",
	},
	{
		who:    "sourcemark/wasm/edge",
		banned: []string{"sourcemark/claims/records/importer", "github.com/xuri/excelize/..."},
		why:    "spreadsheets are read on the machine of a newsroom; the worker is to stay below 1.7 MB",
	},
	{
		who:    "sourcemark/wasm/browser",
		banned: channels,
		why:    "feeds, mail, AMP pages and texts are rendered on the machine of a newsroom",
	},
	{
		who:    "sourcemark/wasm/edge",
		banned: channels,
		why:    "feeds, mail, AMP pages and texts are rendered on the machine of a newsroom",
	},
	{
		who:    "sourcemark/wasm/edge",
		banned: []string{"encoding/json", "regexp", "html/template", "text/template"},
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
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Dir,Imports,Deps,GoFiles,Module"},
		args...)...)
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
		args := []string{"./" + strings.TrimPrefix(r.who, "sourcemark/")}
		if r.who == "sourcemark/wasm/browser" {
			args = append([]string{"-overlay", overlay(t)}, args...)
		}
		for _, p := range list(t, "js", "wasm", args...) {
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

// TestStandIn wants the widget to reach JavaScript by way of safejs, and nobody but safejs to find the stand-in for
// package fmt where Go's own would be.
func TestStandIn(t *testing.T) {
	users, found := 0, false
	for _, p := range list(t, "js", "wasm", "-overlay", overlay(t), "-deps", "./wasm/browser") {
		if p.ImportPath == "fmt" {
			found = true
			if !slices.Equal(p.GoFiles, []string{"sourcemark.go"}) {
				t.Errorf("fmt is made of %v: want the stand-in alone", p.GoFiles)
			}
		}
		switch {
		case !slices.Contains(p.Imports, "fmt"):
		case covers("github.com/hack-pad/safejs/...", p.ImportPath):
			users++
		default:
			t.Errorf("%s imports fmt: in the widget that is wasm/dom/nofmt, which is made for safejs alone",
				p.ImportPath)
		}
	}
	if !found || users == 0 {
		t.Error("the widget does not link safejs with the stand-in for fmt: then build.sh needs none")
	}
}

// TestForeignHosts wants nobody in the worker to write hosts in ASCII but those whose calls wasm/edge/noidna was made for: they
// ask only about a host that is not in ASCII, and none of them has one there.
func TestForeignHosts(t *testing.T) {
	const idna = "vendor/golang.org/x/net/idna"
	known := []string{"net/http", "vendor/golang.org/x/net/http/httpguts", "vendor/golang.org/x/net/http/httpproxy"}
	users := 0
	for _, p := range list(t, "js", "wasm", "-tags", "nethttpomithttp2,worker", "-deps", "./wasm/edge") {
		switch {
		case p.ImportPath == "golang.org/x/net/idna":
			t.Error("the worker links golang.org/x/net/idna, whose tables noidna saves it")
		case !slices.Contains(p.Imports, idna):
		case slices.Contains(known, p.ImportPath):
			users++
		default:
			t.Errorf("%s imports %s, which in the worker is wasm/edge/noidna", p.ImportPath, idna)
		}
	}
	if users == 0 {
		t.Errorf("nobody imports %s: then build.sh needs no stand-in", idna)
	}
}

// overlay is the file with which build.sh compiles the widget.
func overlay(t *testing.T) string {
	t.Helper()
	cmd := exec.Command("./build.sh", "without")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(file, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// filesOf yields the syntax of all files of ours that programs of a pattern link, each with its positions.
func filesOf(t *testing.T, pattern string) iter.Seq2[*token.FileSet, *ast.File] {
	t.Helper()
	return func(yield func(*token.FileSet, *ast.File) bool) {
		for _, p := range list(t, "js", "wasm", "-deps", pattern) {
			if p.Module == nil || p.Module.Path != "sourcemark" {
				continue
			}
			for _, name := range p.GoFiles {
				fset := token.NewFileSet()
				file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
				if err != nil {
					t.Fatal(err)
				}
				if !yield(fset, file) {
					return
				}
			}
		}
	}
}

// TestNothingAtStart holds the packages that the programs link against having anything to do before main:
// a reader waits for it on every page.
func TestNothingAtStart(t *testing.T) {
	checked := 0
	for fset, file := range filesOf(t, "./wasm/...") {
		checked++
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
						t.Errorf("%s: a map built before main; a switch is built by the compiler",
							fset.Position(n.Pos()))
					}
					return true
				})
			}
		}
	}
	if checked < 30 {
		t.Fatalf("looked at %d files only", checked)
	}
}

// TestFloats wants no number of the widget's in format 'b', which its stand-in for internal/strconv (wasm/dom/noftoa)
// writes of all that is not asked for as 'f' with up to three decimals.
func TestFloats(t *testing.T) {
	seen := 0
	for fset, file := range filesOf(t, "./wasm/browser") {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "FormatFloat" && f.Sel.Name != "AppendFloat" {
				return true
			}
			seen++
			format, one := call.Args[len(call.Args)-3].(*ast.BasicLit)
			prec, two := call.Args[len(call.Args)-2].(*ast.BasicLit)
			if one && two && format.Value == "'f'" && prec.Value <= "3" {
				return true
			}
			t.Errorf("%s: in the widget this is written in format 'b'", fset.Position(n.Pos()))
			return true
		})
	}
	if seen < 3 {
		t.Fatalf("found %d numbers that are written, and there are more", seen)
	}
}
