package export

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
	"time"

	"parallax/news"
)

// The parts of datapackage.json, in the words of the Data Package Standard 2.0. What that standard has no word for stands under
// "parallax".

type packageDescriptor struct {
	Schema      string               `json:"$schema"`
	Name        string               `json:"name"`
	Title       string               `json:"title"`
	Description string               `json:"description"`
	Version     string               `json:"version,omitempty"`
	Created     string               `json:"created,omitempty"`
	Keywords    []string             `json:"keywords"`
	Contributor []contributor        `json:"contributors"`
	Parallax    provenance           `json:"parallax"`
	Resources   []resourceDescriptor `json:"resources"`
}

type contributor struct {
	Title string   `json:"title"`
	Roles []string `json:"roles"`
}

type provenance struct {
	Program string       `json:"program"`
	Query   string       `json:"query"`
	State   string       `json:"state,omitempty"` // time of the newest change
	Rights  news.Rights  `json:"rights"`          // of sources that have no other; each record has its own
	Counts  map[Kind]int `json:"counts"`
}

type resourceDescriptor struct {
	Name      string      `json:"name"`
	Type      string      `json:"type"`
	Path      string      `json:"path"`
	Title     string      `json:"title"`
	Format    string      `json:"format"`
	MediaType string      `json:"mediatype"`
	Encoding  string      `json:"encoding"`
	Bytes     int64       `json:"bytes"`
	Hash      string      `json:"hash"`
	Rows      int         `json:"rows"`
	Schema    tableSchema `json:"schema"`
}

type tableSchema struct {
	Schema        string       `json:"$schema"`
	Fields        []field      `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"`
	Description string         `json:"description"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// tableTitles say what a row of each table is.
func tableTitles() map[Kind]string {
	return map[Kind]string{
		Articles:  "Articles: one page of a news site each",
		Filings:   "Filings: which article reports which incident, and why it was decided so",
		Incidents: "Incidents: what happened once, with what was written about it in all languages",
		Posts:     "Posts of social media that the articles embed",
		Sources:   "Sources: the outlets",
	}
}

// keys are the primary key of each table and what its rows refer to. That an article repeats another one (copy_of) is no
// foreign key: a query may find the copy alone.
func keys(k Kind) (primary string, foreign []foreignKey) {
	refer := func(field string, k Kind) foreignKey {
		return foreignKey{[]string{field}, reference{string(k), []string{"id"}}}
	}
	switch k {
	case Articles:
		return "id", []foreignKey{refer("source_id", Sources), refer("incident", Incidents)}
	case Filings:
		return "article", []foreignKey{refer("article", Articles), refer("incident", Incidents)}
	}
	return "id", nil
}

// describe writes the files that say what the tables hold.
func (p *archive) describe(s Selection) error {
	d := p.descriptor(s)
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return err
	}
	if err := p.write("datapackage.json", body.Bytes()); err != nil {
		return err
	}
	for _, name := range []string{"README.md", "CITATION.cff"} {
		text, err := words(name, d)
		if err != nil {
			return err
		}
		if err := p.write(name, text); err != nil {
			return err
		}
	}
	return nil
}

func (p *archive) descriptor(s Selection) packageDescriptor {
	d := packageDescriptor{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: "parallax", Title: "News articles grouped by incident, across languages",
		Description: "What a Parallax installation holds: all of it.", Keywords: []string{"news", "media studies", "multilingual"},
		Contributor: []contributor{{"Parallax", []string{"creator"}}},
		Parallax: provenance{
			Program: strings.TrimSpace("Parallax " + s.Version), Query: s.Query, State: rfc3339(p.at), Rights: s.Policy.Of(""), Counts: map[Kind]int{},
		},
	}
	if s.Query != "" {
		d.Title += ": " + s.Query
		d.Description = "What a Parallax installation holds of the articles that a query finds, and of their incidents, posts and sources."
	}
	d.Created = rfc3339(p.at)
	if !p.at.IsZero() {
		d.Version = p.at.UTC().Format("2006.1.2")
	}
	for _, k := range Kinds() {
		t := p.table(k)
		d.Parallax.Counts[k] = t.rows
		d.Resources = append(d.Resources, t.descriptor())
	}
	return d
}

func (r *resource) descriptor() resourceDescriptor {
	primary, foreign := keys(r.kind)
	d := resourceDescriptor{
		Name: string(r.kind), Type: "table", Path: tableName(r.kind), Title: tableTitles()[r.kind], Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Bytes: r.bytes, Hash: r.digest(), Rows: r.rows,
		Schema: tableSchema{
			Schema: "https://datapackage.org/profiles/2.0/tableschema.json", MissingValues: []string{""}, PrimaryKey: []string{primary}, ForeignKeys: foreign,
		},
	}
	for _, c := range Columns(r.kind) {
		f := field{Name: c.Name, Type: c.Type, Description: strings.ToUpper(c.Meaning[:1]) + c.Meaning[1:] + "."}
		if c.Name == primary {
			f.Constraints = map[string]any{"required": true, "unique": true}
		}
		d.Schema.Fields = append(d.Schema.Fields, f)
	}
	return d
}

//go:embed package
var packageWords embed.FS

// words fills the template of a file that is meant for people.
func words(name string, d packageDescriptor) ([]byte, error) {
	t := template.New(name).Funcs(template.FuncMap{
		"quoted": quoted, "day": func(at string) string { return at[:min(len(at), len(time.DateOnly))] },
		"year": func(at string) string { return cmp.Or(at[:min(len(at), 4)], "n.d.") }, "count": grouped,
		"total": func(c map[Kind]int, k string) string { return grouped(c[Kind(k)]) }, "excerpt": func() int { return ExcerptLength },
	})
	t, err := t.ParseFS(packageWords, "package/"+name)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.ExecuteTemplate(&b, name, d)
	return b.Bytes(), err
}

// quoted is a text in quotation marks as YAML, of which JSON's strings are a part, has it.
func quoted(s string) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return strings.TrimSpace(b.String()), err
}

// grouped writes a number with its thousands apart.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
