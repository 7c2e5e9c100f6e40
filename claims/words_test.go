package claims_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"sourcemark/claims/language"
)

// TestNoWordsInGo holds that what articles are compared with stands in the files of languages: in the packages that read
// them, no string is compared with a literal, or looked for in another, that a file has as an entry. It cannot see a
// list in a variable; tags of languages, and what stands for an entry, are no words.
func TestNoWordsInGo(t *testing.T) {
	known := map[string]bool{}
	for _, tag := range language.Tags() {
		for line := range strings.Lines(language.Text(tag)) {
			if _, words, ok := strings.Cut(line, " = "); ok {
				line = words
			}
			for entry := range strings.FieldsSeq(line) {
				entry, _, _ = strings.Cut(entry, "=")
				known[strings.Trim(entry, "-'’")] = true
			}
		}
	}
	seen := 0
	// charset and disk have nothing to do with what words say; their messages are English.
	for _, pattern := range []string{"*.go", "internal/match/*.go", "internal/prose/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range compared(file) {
				seen++
				s, _ := strconv.Unquote(e.Value)
				if word := strings.Trim(strings.ToLower(s), " -'’"); letters(word) && known[word] {
					t.Errorf("%s: %s is a word: give it a key of its language's file", fset.Position(e.Pos()), e.Value)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d literals were found", seen)
	}
}

// compared returns the strings of a file that something is compared with, or that are looked for.
func compared(file *ast.File) (out []*ast.BasicLit) {
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			out = append(out, lit)
		}
	}
	tag := func(e ast.Expr) bool {
		s, ok := e.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Tag"
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if (n.Op == token.EQL || n.Op == token.NEQ) && !tag(n.X) {
				add(n.X)
				add(n.Y)
			}
		case *ast.SwitchStmt:
			if call, ok := n.Tag.(*ast.CallExpr); ok {
				if s, ok := call.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Of" { // what stands for an entry
					return false
				}
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				add(e)
			}
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok {
				if p, ok := s.X.(*ast.Ident); ok && p.Name == "strings" {
					for _, e := range n.Args {
						add(e)
					}
				}
			}
		}
		return true
	})
	return out
}

func letters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
