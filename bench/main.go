// Command bench measures package extract beside its peers, in one run and on the same pages: how well the body
// text of news articles is found, and how fast.
//
//	go -C bench run .                 # from the repository's root; about two minutes
//	go -C bench run . -rounds 5       # more rounds, steadier speeds
//	go -C bench run . -only '^(parse|parallax)$'
//	go -C bench run . -write /tmp/p   # the texts as JSON lines, for score.py of the evaluation pages
//
// It needs the evaluation pages (-pages names their folder), which belong to their publishers and are no part
// of the repository; where they are missing it says so and measures nothing.
//
// Quality is F1 by source of the pages, in the metric of the scrapinghub article-extraction-benchmark, and of the
// segments that must and must not be there (score.go). Everyone gets the bytes of the page and its address, as from
// the network, and is called as its documentation shows; only ours renders embedded posts, and only for the source
// whose references have them.
//
// Speed is pages a second of processor time on one core (GOMAXPROCS is 1, garbage collection included), from bytes
// to text: the best of several rounds, for what else runs on the machine can only slow a round down. What golang.org/x/net/html takes
// to parse the pages and do nothing else stands beside it: all of the extractors are built on that parser.
//
// The peers are dependencies of this module alone, never of the product.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"text/tabwriter"
)

func main() {
	folder := flag.String("pages", "../../shared/eval/extract", "folder of the evaluation pages")
	rounds := flag.Int("rounds", 3, "rounds of timing; 0 for quality alone")
	only := flag.String("only", "", "regular expression: whom to measure")
	write := flag.String("write", "", "folder to write the texts into")
	flag.Parse()
	if err := run(*folder, *rounds, *only, *write); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(folder string, rounds int, only, write string) error {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return fmt.Errorf("-only: %w", err)
	}
	pages, err := load(folder)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("The evaluation pages are not here (%v): nothing measured. Name their folder with -pages.\n", err)
		return nil
	}
	if err != nil {
		return err
	}
	var measured []*result
	for _, c := range contestants {
		if wanted.MatchString(c.name) {
			measured = append(measured, &result{contestant: c})
		}
	}
	runtime.GOMAXPROCS(1)
	for _, r := range measured {
		fmt.Fprintln(os.Stderr, "texts of", r.name)
		r.read(pages)
		if err := r.write(write, pages); err != nil {
			return err
		}
	}
	for round := range rounds {
		for _, r := range measured {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", round+1, rounds, r.name)
			r.time(pages)
		}
	}
	printQuality(os.Stdout, measured, pages)
	if rounds > 0 {
		printSpeed(os.Stdout, measured, pages)
	}
	return nil
}

func printQuality(out io.Writer, measured []*result, pages []page) {
	columns := []string{"scrapinghub", "fundus", "wcxb", "daniel", "ALL", "segments"}
	fmt.Fprintf(out, "\nQuality: F1 of the body text on %d pages\n\n", len(pages))
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\t%s\tno text\n", strings.Join(columns, "\t"))
	for _, r := range measured {
		if r.parsesOnly {
			continue
		}
		fmt.Fprint(t, r.name)
		f1 := score(pages, r.texts)
		for _, c := range columns {
			fmt.Fprintf(t, "\t%.4f", f1[c])
		}
		fmt.Fprintf(t, "\t%d\n", r.empty())
	}
	t.Flush()
}

func printSpeed(out io.Writer, measured []*result, pages []page) {
	bytes := 0
	for i := range pages {
		bytes += len(pages[i].body)
	}
	fmt.Fprintf(out, "\nSpeed: one core, %d pages of %d KB on average\n\n", len(pages), bytes/len(pages)/1000)
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tpages/s\tof the parse\tours is\tallocated\t")
	var parse, ours float64
	for _, r := range measured {
		switch {
		case r.parsesOnly:
			parse = r.speed(pages)
		case r.ours:
			ours = r.speed(pages)
		}
	}
	for _, r := range measured {
		speed := r.speed(pages)
		fmt.Fprintf(t, "%s\t%.0f\t%s\t%s\t%d KB/page\t\n", r.name, speed, ratio("%.0f %%", 100*speed, parse), ratio("%.1f ×", ours, speed), r.allocated/uint64(len(pages))/1000)
	}
	t.Flush()
}

func ratio(format string, a, b float64) string {
	if a == 0 || b == 0 {
		return "–"
	}
	return fmt.Sprintf(format, a/b)
}

// write files the texts as score.py of the evaluation reads them.
func (r *result) write(folder string, pages []page) error {
	if folder == "" || r.parsesOnly {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(folder, r.name+".jsonl"))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := predictions(f, pages, r.texts); err != nil {
		return err
	}
	return f.Close()
}
