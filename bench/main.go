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
// Quality is F1 of the body by source of the pages, and of the segments that must and must not be there; titles, days of
// publication and authors; and embedded tweets, which of all contestants we alone keep. Package measure has the metrics. Everyone gets the bytes of the page and its address, as from
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
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"

	"parallax/extract/measure"
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
		fmt.Fprintln(os.Stderr, "readings of", r.name)
		r.readAll(pages)
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
	gold, judged := make([]measure.Page, len(pages)), slices.Clone(measured)
	for i := range pages {
		gold[i] = pages[i].Page
	}
	judged = slices.DeleteFunc(judged, func(r *result) bool { return r.parsesOnly })
	printBodies(os.Stdout, judged, gold)
	if err := printFields(os.Stdout, judged, gold); err != nil {
		return err
	}
	if err := printTweets(os.Stdout, folder); err != nil {
		return err
	}
	if rounds > 0 {
		printSpeed(os.Stdout, measured, pages)
	}
	return nil
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
	buffered := bufio.NewWriter(f)
	lines := json.NewEncoder(buffered)
	for i := range pages {
		line := struct {
			ID   string `json:"id"`
			Text string `json:"text"`
		}{pages[i].ID, r.readings[i].Text}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return errors.Join(buffered.Flush(), f.Close())
}
