package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parallax/news"
)

// root is the repository's root, seen from this package.
const root = "../.."

// mayImport says which of our packages each package may import: the flow of article data, and nothing across it.
var mayImport = map[string][]string{
	"news":                       {},
	"crawler":                    {"news"},
	"extract":                    {"news"},
	"extract/measure":            {},
	"language":                   {"news"},
	"language/make":              {},
	"incident":                   {"news", "incident/meaning"},
	"incident/meaning":           {},
	"embedder":                   {},
	"store":                      {"news"},
	"index":                      {"news", "index/analysis"},
	"index/analysis":             {},
	"index/analysis/words/alone": {"incident/meaning"},
	"export":                     {"news"},
	"web/words":                  {},
	"web/words/wordstest":        {"web/words"},
	"web/view":                   {"news", "index", "export", "web/words"},
	"web":                        {"news", "index", "export", "web/view", "web/words"},
	"testdata/newsroom":          {"news"},
	"cmd/parallax":               {"news", "crawler", "extract", "language", "incident", "embedder", "store", "index", "export", "web", "testdata/newsroom"},
}

// TestHouse holds the rules of the house: who imports whom, a package comment everywhere, no init.
func TestHouse(t *testing.T) {
	for dir, files := range packages(t) {
		allowed, known := mayImport[dir]
		if !known {
			if !onlyTests(files) {
				t.Errorf("package %s has no line in mayImport: say which of our packages it may import", dir)
			}
			continue
		}
		commented := false
		for name, f := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			commented = commented || f.Doc != nil
			for _, spec := range f.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				ours, is := strings.CutPrefix(path, "parallax/")
				if is && !slices.Contains(allowed, ours) {
					t.Errorf("%s imports %s; %s may import only %v of our packages", name, path, dir, allowed)
				}
			}
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s has an init function: take what it registers as an argument", name)
				}
			}
		}
		if !commented {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

func onlyTests(files map[string]*ast.File) bool {
	for name := range files {
		if !strings.HasSuffix(name, "_test.go") {
			return false
		}
	}
	return true
}

// packages parses all Go files of the repository, by folder and file name.
func packages(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	all := map[string]map[string]*ast.File{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		mod := filepath.Join(filepath.Dir(path), "go.mod")
		if _, err := os.Stat(mod); err == nil && filepath.Dir(path) != root {
			return fs.SkipDir // a module of its own
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		if all[dir] == nil {
			all[dir] = map[string]*ast.File{}
		}
		all[dir][path] = f
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestEveryCauseIsGiven looks for each code of a cause among the codes that there are, and in the stages that record what fails: words for what
// nobody finds would be words in vain.
func TestEveryCauseIsGiven(t *testing.T) {
	given := ""
	for _, dir := range []string{"crawler", "extract"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if text, err := os.ReadFile(name); err != nil {
				t.Fatal(err)
			} else if !strings.HasSuffix(name, "_test.go") {
				given += string(text)
			}
		}
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "news", "cause.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "CauseCode" {
			return true
		}
		name := spec.Names[0].Name
		code, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if !slices.Contains(news.CauseCodes(), news.CauseCode(code)) {
			t.Errorf("news.CauseCodes lacks %s", name)
		}
		if !regexp.MustCompile(`news\.` + name + `\b`).MatchString(given) {
			t.Errorf("nobody gives the cause %s", name)
		}
		return true
	})
}
