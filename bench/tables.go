package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"parallax/extract"
	"parallax/extract/measure"
	"parallax/news"
)

// printBodies prints F1 of the body by source, and what stands out at the lower end.
func printBodies(out io.Writer, measured []*result, pages []measure.Page) {
	columns := []string{"scrapinghub", "fundus", "wcxb", "daniel", "ALL", "segments"}
	fmt.Fprintf(out, "\nBody: F1 of the text on %d pages; the lowest of the languages with four pages or more; pages under .50; pages without text\n\n", len(pages))
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\t%s\tlowest\tunder .50\tno text\n", strings.Join(columns, "\t"))
	for _, r := range measured {
		fmt.Fprint(t, r.name)
		texts := r.texts()
		f1 := measure.Bodies(pages, texts)
		for _, c := range columns {
			fmt.Fprintf(t, "\t%.4f", f1[c])
		}
		lowest := 1.0
		for _, f1 := range measure.Languages(pages, texts) {
			lowest = min(lowest, f1)
		}
		fmt.Fprintf(t, "\t%.4f\t%d\t%d\n", lowest, len(measure.Failed(pages, texts)), r.empty())
	}
	t.Flush()
	for _, r := range measured {
		if r.ours {
			fmt.Fprintln(out, "\nOurs under .50:", strings.Join(measure.Failed(pages, r.texts()), ", "))
		}
	}
}

// printFields prints the shares of titles, days and authors that agree with the gold: of all that have one, and without
// those that the table of wrong gold lists. That table was made from our own misses: the second row flatters us.
func printFields(out io.Writer, measured []*result, pages []measure.Page) error {
	unsound, err := listed("extract_metadata.tsv")
	if err != nil {
		return err
	}
	fmt.Fprint(out, "\nMetadata: shares that agree with the gold as given; and, for ours, without the entries listed in extract_metadata.tsv as wrong\n\n")
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\ttitle\tday\tauthors")
	row := func(name string, r *result, without map[string]bool) {
		right, all := map[string]float64{}, map[string]float64{}
		for i := range pages {
			for field, ok := range pages[i].Fields(r.readings[i]) {
				if without[pages[i].ID+" "+field] {
					continue
				}
				all[field]++
				if ok {
					right[field]++
				}
			}
		}
		fmt.Fprintf(t, "%s\t%.4f\t%.4f\t%.4f\n", name, right["title"]/all["title"], right["day"]/all["day"], right["authors"]/all["authors"])
	}
	for _, r := range measured {
		row(r.name, r, nil)
		if r.ours {
			row(r.name+", sound gold", r, unsound)
		}
	}
	return t.Flush()
}

// printTweets prints how we find embedded tweets; the peers keep none as records.
func printTweets(out io.Writer, folder string) error {
	embedded, err := listed("extract_silver.tsv")
	if err != nil {
		return err
	}
	pages, err := measure.LoadEmbeddings(folder)
	if err != nil {
		return err
	}
	f := measure.Tweets(pages, embedded, func(e *measure.Embedding) []measure.Tweet {
		a, _ := extract.Article(news.Page{URL: "https://ledger.example/x", FinalURL: "https://ledger.example/x", Body: e.Body, ContentType: "text/html"})
		var tweets []measure.Tweet
		for _, p := range a.Posts {
			if p.Platform == news.Twitter {
				tweets = append(tweets, measure.Tweet{ID: p.ID, Handle: p.Handle, Text: p.Text})
			}
		}
		return tweets
	})
	fmt.Fprintf(out, "\nTweets on %d pages: recall %.4f, precision %.4f, text %.4f, handle %.4f\n", len(pages), f.Recall, f.Precision, f.Text, f.Handle)
	return nil
}

// listed reads one of the repository's tables of wrong labels.
func listed(name string) (map[string]bool, error) {
	table, err := os.ReadFile(filepath.Join("..", "testdata", "quality", name))
	return measure.Listed(string(table), 2), err
}

func printSpeed(out io.Writer, measured []*result, pages []page) {
	bytes := 0
	for i := range pages {
		bytes += len(pages[i].Body)
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
