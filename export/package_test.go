package export_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parallax/export"
	"parallax/news"
)

// packaged writes a Data Package and returns its files by name, and the whole.
func packaged(t *testing.T, m memory, s export.Selection) (map[string]string, string) {
	t.Helper()
	s.Format = export.DataPackage
	var b bytes.Buffer
	if err := export.Write(t.Context(), &b, m, s); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !f.Modified.Equal(noon) {
			t.Errorf("%s is of %v, want the time of the state", f.Name, f.Modified)
		}
		files[f.Name] = string(body)
	}
	return files, b.String()
}

// A described package is datapackage.json as far as the tests look at it.
type described struct {
	Title, Created, Version string
	Parallax                struct {
		Program, Query, Rights string
		Counts                 map[string]int
	}
	Resources []struct {
		Name, Path, Hash string
		Bytes, Rows      int
		Schema           struct {
			Fields      []struct{ Name, Type, Description string }
			PrimaryKey  []string
			ForeignKeys []struct {
				Fields    []string
				Reference struct {
					Resource string
					Fields   []string
				}
			}
		}
	}
}

func TestDataPackageDescribesItself(t *testing.T) {
	files, _ := packaged(t, few(), export.Selection{Version: "v1.2.3"})
	var d described
	if err := json.Unmarshal([]byte(files["datapackage.json"]), &d); err != nil {
		t.Fatal(err)
	}
	if d.Parallax.Program != "Parallax v1.2.3" || d.Parallax.Rights != "full" || d.Created != "2026-03-14T12:00:00Z" || d.Version != "2026.3.14" {
		t.Errorf("described as %+v", d)
	}
	values := map[string][]string{} // of each column
	for _, r := range d.Resources {
		body := files[r.Path]
		if hash := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(body))); r.Hash != hash || r.Bytes != len(body) {
			t.Errorf("%s: %s, %d bytes; it is %s, %d bytes", r.Path, r.Hash, r.Bytes, hash, len(body))
		}
		rows := table(t, body)
		if r.Rows != len(rows) || d.Parallax.Counts[r.Name] != len(rows) {
			t.Errorf("%s: %d rows are told, %d are there", r.Path, r.Rows, len(rows))
		}
		header, _, _ := strings.Cut(body, "\r\n")
		var names []string
		for _, f := range r.Schema.Fields {
			names = append(names, f.Name)
			if f.Description == "" || !slices.Contains([]string{"string", "integer", "number", "boolean", "datetime", "array"}, f.Type) {
				t.Errorf("%s: column %+v", r.Path, f)
			}
			for _, row := range rows {
				values[r.Name+"."+f.Name] = append(values[r.Name+"."+f.Name], row[f.Name])
				if cell := row[f.Name]; f.Type == "array" && cell != "" && !json.Valid([]byte(cell)) {
					t.Errorf("%s: %s is %q, no list", r.Path, f.Name, cell)
				}
			}
		}
		if strings.Join(names, ",") != header {
			t.Errorf("%s: columns %s, described as %s", r.Path, header, names)
		}
		for _, name := range append(names, r.Path, r.Hash) {
			if !strings.Contains(files["README.md"], name) {
				t.Errorf("README.md doesn't tell of %s of %s", name, r.Path)
			}
		}
	}
	for _, r := range d.Resources {
		keys := values[r.Name+"."+r.Schema.PrimaryKey[0]]
		if slices.Contains(keys, "") || len(slices.Compact(slices.Sorted(slices.Values(keys)))) != len(keys) {
			t.Errorf("%s: keys %q", r.Name, keys)
		}
		for _, f := range r.Schema.ForeignKeys {
			there := values[f.Reference.Resource+"."+f.Reference.Fields[0]]
			for _, v := range values[r.Name+"."+f.Fields[0]] {
				if v != "" && !slices.Contains(there, v) {
					t.Errorf("%s: %s is %s, which isn't among %q", r.Name, f.Fields[0], v, there)
				}
			}
		}
	}
	if want := []string{"'=A", "B", "C", "D"}; !slices.Equal(values["articles.title"], want) {
		t.Errorf("titles: %q, want %q", values["articles.title"], want)
	}
}

func TestDataPackageOfAQuery(t *testing.T) {
	const query = "lang:fr \"bread\nand\" \\ ümlaut"
	files, _ := packaged(t, few(), export.Selection{Query: query, Found: found("a", "d"), Policy: export.Policy{Default: news.RightsExcerpt}})
	var d described
	if err := json.Unmarshal([]byte(files["datapackage.json"]), &d); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"articles": 2, "filings": 2, "incidents": 2, "posts": 2, "sources": 1}
	for kind, n := range want {
		if d.Parallax.Counts[kind] != n {
			t.Errorf("%d %s, want %d", d.Parallax.Counts[kind], kind, n)
		}
	}
	if d.Parallax.Query != query || d.Parallax.Rights != "excerpt" {
		t.Errorf("described as of %q, %s", d.Parallax.Query, d.Parallax.Rights)
	}
	if !strings.Contains(files["README.md"], "ümlaut") || !strings.Contains(files["CITATION.cff"], `title: "News articles grouped by incident, across languages: lang:fr \"bread\nand\" \\ ümlaut"`) {
		t.Errorf("the query isn't told as it was asked:\n%s\n%s", files["README.md"], files["CITATION.cff"])
	}
}

// TestExportsAreTheSame writes each format twice.
func TestExportsAreTheSame(t *testing.T) {
	for _, f := range export.Formats() {
		first, second := write(t, few(), export.Articles, f), write(t, few(), export.Articles, f)
		if first != second || first == "" {
			t.Errorf("%s: two exports of the same records differ", f)
		}
	}
}

// TestFrictionlessOpensDataPackages has a standard tool check a package that holds what tools may stumble over.
func TestFrictionlessOpensDataPackages(t *testing.T) {
	tool, err := exec.LookPath("frictionless")
	if err != nil {
		t.Skip("frictionless isn't installed: pip install frictionless")
	}
	m := few()
	m.articles[1].Title = "nul\x00, \"quote\"\r\n\u2028 line, half \xff, =1+1"
	m.articles[1].Keywords = []string{"a|b", `"c"`, "=d", "\x00"}
	m.articles[2].Confidence, m.articles[2].Modified = 1e-9, noon.AddDate(-2000, 0, 0)
	m.posts[0].DateOnly, m.posts[0].Published = true, noon
	files, _ := packaged(t, m, export.Selection{})
	dir := t.TempDir()
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check := exec.Command(tool, "validate", "datapackage.json")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil || strings.Contains(string(out), "INVALID") {
		t.Errorf("%v\n%s", err, out)
	}
}
