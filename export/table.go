package export

import (
	"bufio"
	"bytes"
	"io"
	"iter"
)

// CSVContentType is the media type of what WriteTable and the format CSV write.
const CSVContentType = "text/csv; charset=utf-8; header=present"

// WriteTable writes a table that is no list of records, as counts over time or a concordance are, in the same CSV
// as records: RFC 4180, UTF-8, and with an apostrophe before cells that a spreadsheet would take for a formula. Each
// row has as many cells as the header.
func WriteTable(w io.Writer, header []string, rows iter.Seq[[]string]) error {
	b := bufio.NewWriter(w)
	var record bytes.Buffer
	line := func(cells []string) error {
		record.Reset()
		appendLine(&record, len(header), func(i int) string { return safe(cells[i]) })
		_, err := b.Write(record.Bytes())
		return err
	}
	if err := line(header); err != nil {
		return err
	}
	for row := range rows {
		if err := line(row); err != nil {
			return err
		}
	}
	return b.Flush()
}
