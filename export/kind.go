package export

import (
	"fmt"
	"slices"
	"strings"
)

// A Kind is what records are of.
type Kind string

// The kinds of records, each with the ID that its records are ordered by.
const (
	Articles  Kind = "articles"  // news.Article, by its ID
	Incidents Kind = "incidents" // news.Incident, those that were merged into others too, by its ID
	Posts     Kind = "posts"     // news.EmbeddedPost, by its ID
	Filings   Kind = "filings"   // news.Filing, by the ID of the article
	Sources   Kind = "sources"   // Source, by its ID
)

// Kinds lists all kinds, in the order in which people are offered them.
func Kinds() []Kind { return []Kind{Articles, Incidents, Posts, Filings, Sources} }

// A Format is a way to write records.
type Format string

// The formats.
const (
	JSONL       Format = "jsonl"       // a JSON object a line, as in news, described by Schemas
	CSV         Format = "csv"         // RFC 4180 in UTF-8 with a header line
	NinJS       Format = "ninjs"       // IPTC ninjs 3, a JSON object a line; articles and incidents only
	Parquet     Format = "parquet"     // Apache Parquet with nested lists
	DataPackage Format = "datapackage" // Data Package v2: a zip with tables of all kinds
)

// Formats lists all formats, in the order in which people are offered them.
func Formats() []Format { return []Format{JSONL, CSV, NinJS, Parquet, DataPackage} }

// ContentType is the format's media type.
func (f Format) ContentType() string {
	switch f {
	case JSONL, NinJS:
		return "application/jsonl; charset=utf-8"
	case CSV:
		return CSVContentType
	case Parquet:
		return "application/vnd.apache.parquet"
	case DataPackage:
		return "application/zip"
	}
	return "application/octet-stream"
}

// Extension is what the name of a file in this format ends with, with the dot.
func (f Format) Extension() string {
	switch f {
	case NinJS:
		return ".ninjs.jsonl"
	case DataPackage:
		return ".datapackage.zip"
	}
	return "." + string(f)
}

// Resumable reports whether an export in this format can be taken up behind any of its records. In the others the end of the
// file says what is in it.
func (f Format) Resumable() bool { return f == JSONL || f == CSV || f == NinJS }

// Holds reports whether records of a kind can be written in this format. A Data Package holds all kinds at once.
func (f Format) Holds(k Kind) bool { return f != NinJS || k == Articles || k == Incidents }

// A Fault is a part of a selection that means nothing. Param is "what", "format" or "cursor". Message says in English what to give instead;
// Code and Args say the same as data, for whoever tells it to readers of other languages.
type Fault struct {
	Param, Value, Message string
	Code                  string
	Args                  []string // names and values
}

// The codes of a Fault, and the names of its Args.
const (
	FaultChoose       = "choose"        // list: the values that there are
	FaultNoForm       = "no-form"       // format, kinds that it has a form for, kind
	FaultNotResumable = "not-resumable" // formats that can be taken up in the middle
	FaultNoRecord     = "no-record"     // kind
)

// FaultCodes returns the codes that a Fault can have.
func FaultCodes() []string {
	return []string{FaultChoose, FaultNoForm, FaultNotResumable, FaultNoRecord}
}

func (f *Fault) Error() string { return fmt.Sprintf("%s %.40q: %s", f.Param, f.Value, f.Message) }

// ParseKind returns the kind with a name. The error is a *Fault.
func ParseKind(name string) (Kind, error) {
	if !slices.Contains(Kinds(), Kind(name)) {
		return "", noChoice("what", name, Kinds())
	}
	return Kind(name), nil
}

// ParseFormat returns the format with a name. The error is a *Fault.
func ParseFormat(name string) (Format, error) {
	if !slices.Contains(Formats(), Format(name)) {
		return "", noChoice("format", name, Formats())
	}
	return Format(name), nil
}

// noChoice is the fault of a value that is none of those that there are.
func noChoice[S ~string](param, value string, names []S) *Fault {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = string(n)
	}
	last := len(all) - 1
	return &Fault{
		Param: param, Value: value, Message: "choose " + strings.Join(all[:last], ", ") + " or " + all[last],
		Code: FaultChoose, Args: []string{"list", strings.Join(all, ", ")},
	}
}
