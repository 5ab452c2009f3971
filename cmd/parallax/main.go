// Parallax reads the world's news and shows, for each incident, everything that was written about it in every
// language.
//
// This package is wiring only. pipeline.go shows the whole program as stages called in order:
//
//	feeds → crawler → pages → extract → language → incident → index → web, export
//
// Every other file is one command, a struct whose fields are its flags and whose Run method opens what the
// command needs (open.go), calls the stages and reports. Data goes to stdout, everything else to stderr.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// streams are the standard streams of one run.
type streams struct {
	in  io.Reader
	out io.Writer // data only
	err io.Writer // progress, logs, errors
}

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// commands is the command line.
type commands struct {
	Config    kong.ConfigFlag `placeholder:"FILE" env:"-" help:"File of settings, a line \"name = value\" for each flag; deploy/parallax.conf explains all of them. $PARALLAX_CONFIG names it too."`
	LogLevel  slog.Level      `default:"INFO" placeholder:"LEVEL" help:"How much to log: DEBUG, INFO, WARN or ERROR."`
	LogFormat string          `default:"text" enum:"text,json" help:"How to write the log: text or json."`

	memorySetting

	Demo        demoCommand        `cmd:"" help:"Show the whole thing with no network and no setup: crawl the bundled fictional newsroom and serve the site."`
	Serve       serveCommand       `cmd:"" help:"Crawl on schedule and serve the site."`
	Crawl       crawlCommand       `cmd:"" help:"Crawl one round: fetch what is due, file it, exit."`
	Import      importCommand      `cmd:"" help:"Import WARC files, saved pages, articles as JSONL, texts."`
	Export      exportCommand      `cmd:"" help:"Write articles, incidents, posts, filings or sources as JSONL, CSV, ninjs, Parquet or a Data Package."`
	Search      searchCommand      `cmd:"" help:"Search the articles."`
	Concordance concordanceCommand `cmd:"" help:"Write the occurrences of words in their context, or count them, as CSV."`
	Feeds       feedsCommand       `cmd:"" help:"Add, remove, list, check, import and export feeds."`
	Incidents   incidentsCommand   `cmd:"" help:"Merge and split incidents and move articles by hand, for good."`
	Extract     extractCommand     `cmd:"" help:"Turn HTML into an article as JSON, with no data folder."`
	Group       groupCommand       `cmd:"" help:"Group articles from standard input into incidents, with no data folder."`
	Rebuild     rebuildCommand     `cmd:"" help:"Derive everything again from the stored pages."`
	Check       checkCommand       `cmd:"" help:"Verify the store, the archive and the index against each other."`
	Forget      forgetCommand      `cmd:"" help:"Remove an outlet or an article everywhere, for good."`
	Backup      backupCommand      `cmd:"" help:"Copy the data folder into one file, while another parallax may be at work on it."`
	Restore     restoreCommand     `cmd:"" help:"Make a data folder out of a backup."`
	Version     versionCommand     `cmd:"" help:"Print the version."`
}

// A usageError is a command line that can't be meant as it stands.
type usageError struct{ error }

// run executes one command line and returns the exit status.
func run(ctx context.Context, args []string, s streams) int {
	var cli commands
	exited := -1
	parser, err := newParser(&cli, s, func(code int) { exited = code })
	if err != nil {
		fmt.Fprintf(s.err, "parallax: %v\n", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(subcommandFirst(parser.Model.Node, args))
	if exited >= 0 {
		return exitDone // help was asked for and printed
	}
	if err != nil {
		fmt.Fprintf(s.err, "parallax: %v\nRun \"parallax --help\" for what there is.\n", err)
		return exitUsage
	}
	cli.apply()
	log := slog.New(cli.logHandler(s.err))
	// What the standard library has to say, of servers that break the rules of HTTP, is for whoever debugs.
	stdlog.SetOutput(slog.NewLogLogger(log.Handler(), slog.LevelDebug).Writer())
	command.BindTo(ctx, (*context.Context)(nil))
	err = command.Run(s, log)
	var usage usageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "parallax: %v\n", err)
		return exitUsage
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(s.err, "parallax: interrupted; what was stored is kept")
		return exitFailed
	case err != nil:
		fmt.Fprintf(s.err, "parallax: %v\n", err)
		return exitFailed
	}
	return exitDone
}

// newParser makes the parser of the command line. The error is one of the settings that the environment names.
func newParser(cli *commands, s streams, exit func(int)) (*kong.Kong, error) {
	options := []kong.Option{
		kong.Name("parallax"),
		kong.Description("Parallax crawls news feeds and shows, for each incident, its coverage in every language.\n\n" +
			"Start with: parallax demo\n\nEvery flag also reads PARALLAX_<FLAG> from the environment."),
		kong.DefaultEnvars("PARALLAX"),
		kong.Configuration(readSettings),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(s.out, s.err),
		kong.Exit(exit),
	}
	settings, err := settingsOfEnvironment()
	if err != nil {
		return nil, err
	}
	if settings != nil {
		options = append(options, kong.Resolvers(settings))
	}
	parser, err := kong.New(cli, options...)
	if err != nil {
		panic(err) // a struct tag above is wrong
	}
	return parser, nil
}

func (c *commands) logHandler(out io.Writer) slog.Handler {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.NewJSONHandler(out, o)
	}
	return slog.NewTextHandler(out, o)
}

// subcommandFirst moves the flags between a command and its subcommand behind the latter, where the parser looks for them: people write
// "feeds --data news add URL" as well as "feeds add --data news URL".
func subcommandFirst(root *kong.Node, args []string) []string {
	if len(args) < 3 || !strings.HasPrefix(args[1], "-") {
		return args
	}
	for _, command := range root.Children {
		if command.Name != args[0] {
			continue
		}
		for i, arg := range args[1:] {
			isArg := func(sub *kong.Node) bool { return sub.Name == arg }
			if slices.ContainsFunc(command.Children, isArg) {
				return slices.Concat(args[:1], args[i+1:i+2], args[1:i+1], args[i+2:])
			}
		}
	}
	return args
}
